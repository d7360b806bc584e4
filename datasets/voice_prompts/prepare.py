"""Rebuild voice_prompts.npz from the recordings that Debian ships for the telephone exchange Asterisk."""

import numpy as np

from course_utils.data import companding, preparation
from course_utils.data.listening import unwav

RATE = 8_000  # samples a second
VOICES = {  # the last part of the package's path -> language, as in the card's classes, and speaker
    "en_US_f_Allison/": ("English", "Allison Smith"),
    "es_MX_f_Allison/": ("Spanish", "Allison Smith"),
    "fr_CA_f_June/": ("French", "June Wallack"),
    "it_IT_m_Carlo/": ("Italian", "Carlo Flora"),
    "ru_RU_f_IvrvoiceRU/": ("Russian", "a voice of ivrvoice.ru"),
}
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NUMBERS = (*range(20), *range(20, 100, 10), "hundred", "thousand")
WORDS = (  # (file, word as the card gives it, sort); every voice says them all
    *((f"digits/{number}", str(number), "number") for number in NUMBERS),
    *((f"digits/{day}", day, "day") for day in ("yesterday", "today", "tomorrow")),
    *((f"digits/day-{i}", day, "day") for i, day in enumerate(DAYS)),
    *((f"digits/mon-{i}", month, "month") for i, month in enumerate(MONTHS)),
    *((f"letters/{letter}", letter, "letter") for letter in "abcdefghijklmnopqrstuvwxyz"),
)


def arrays(source):
    rows = [
        (label, word, sort, language, speaker, companding.compress(unwav(files[f"{package.path}{file}.wav"], RATE)))
        for label, package in enumerate(source.packages)
        for files, (language, speaker) in [(preparation.files(package), VOICES[package.path.split("sounds/")[1]])]
        for file, word, sort in WORDS
    ]
    labels, words, sorts, languages, speakers, sounds = zip(*rows, strict=True)
    about = {"word": words, "sort": sorts, "language": languages, "speaker": speakers}
    return (
        preparation.pack("x_all", list(sounds))
        | {"y_all": np.array(labels, np.uint8)}
        | preparation.pack("about_all", about)
    )


if __name__ == "__main__":
    preparation.main(__file__, arrays)
