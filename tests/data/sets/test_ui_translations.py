"""ui_translations and the kind pairs: how messages are read and cleaned, an honest split, models without a network."""

import gzip
import json
import re
import struct
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from course_utils import data
from course_utils.data.baselines import functions
from course_utils.data.dataset import Dataset, Split
from course_utils.data.kinds import pairs
from course_utils.data.preparation import messages, translations


def test_json_pairs_come_from_folders_that_have_both_languages():
    files = {
        "lamp/translations/en.json": {"state": {"on": "On", "off": "Off"}, "title": "Lamp", "size": 3},
        "lamp/translations/de.json": {"state": {"on": "An"}, "title": "Lampe", "size": 3},
        "lamp/translations/de-CH.json": {"title": "Lämpli"},
        "door/translations/en.json": {"title": "Door"},
        f"static/translations/app/en-{'0' * 32}.json": {"go": "Go"},
        f"static/translations/app/de-{'1' * 32}.json": {"go": "Los"},
        "lamp/other/en.json": {"title": "Lamp"},
    }
    raw = {path: json.dumps(content).encode() for path, content in files.items()}
    raw["lamp/translations/de.json.gz"] = gzip.compress(b"{}")
    assert list(messages.from_json(raw, "de")) == [("On", "An"), ("Lamp", "Lampe"), ("Go", "Los")]


def mo(entries):
    """A compiled catalogue as msgfmt writes it: header, table of English texts, table of translations, texts."""
    sides = [[side.encode() + b"\0" for side in column] for column in zip(*entries, strict=True)]
    n, texts, tables = len(entries), b"", b""
    for text in [*sides[0], *sides[1]]:
        tables += struct.pack("<2I", len(text) - 1, 28 + 16 * n + len(texts))
        texts += text
    return struct.pack("<7I", 0x950412DE, 0, n, 28, 28 + 8 * n, 0, 0) + tables + texts


def test_gettext_catalogue_gives_pairs_without_header_and_plurals():
    raw = mo([("", "Language: es"), ("verb\x04Open", "Abrir"), ("one\0many", "uno\0muchos"), ("Save", "Guardar ñ")])
    assert list(messages.catalogue(raw)) == [("Open", "Abrir"), ("Save", "Guardar ñ")]
    files = {"a/locale/es/LC_MESSAGES/django.mo": raw, "a/locale/es_MX/LC_MESSAGES/django.mo": raw, "a/es.po": b"?"}
    assert len(list(messages.from_gettext(files, "es"))) == 2
    with pytest.raises(ValueError, match="no gettext catalogue"):
        list(messages.catalogue(b"\0" * 28))


def test_pairs_are_cleaned_and_counted_once():
    common = ("Turn on port 2.", "Enciende el puerto 2.")
    assert translations.clean([("turn on Port 7", "Abre el puerto 7"), common, common]) == {"turn on port 0": common}
    both = translations.clean([("It’s off. Turn it on.", "Está apagado. Enciéndelo ya.")])
    assert list(both.values()) == [("It's off.", "Está apagado."), ("Turn it on.", "Enciéndelo ya.")]
    for unfit in [
        ("Add {name} now", "Añade {name} ya"),
        ("See <b>this</b> page", "Mira esta página"),
        ("Open www.example now", "Abre www.example ya"),
        ("Save", "Guardar"),
        ("Home Assistant", "home assistant"),
        ("Turn on the light", "Sí"),
        ("Save " * 15, "Guardar " * 15),
        ("Device ▸ lamp", "Dispositivo ▸ lámpara"),
        ("Edit config.yaml here", "Edita config.yaml aquí"),
    ]:
        assert translations.clean([unfit]) == {}, unfit


@pytest.fixture(scope="module")
def ui():
    return data.load("ui_translations")


def plain(text):
    return re.sub(r"\W+", " ", re.sub(r"\w*\d\w*", "7", text.lower().replace("'", ""))).strip()


def test_no_english_text_crosses_the_split_in_any_language(ui):
    seen = {part: {plain(text) for text in content.x} for part, content in ui.parts.items()}
    for one, other in combinations(seen, 2):
        assert not seen[one] & seen[other]


def test_long_texts_of_two_parts_differ_in_more_than_a_word(ui):
    # Texts of ten words and more with one word blotted out: those of one template become equal.
    def blotted(texts):
        for words in (plain(text).split() for text in set(texts)):
            if len(words) >= 10:
                yield from (" ".join([*words[:i], "_", *words[i + 1 :]]) for i in range(len(words)))

    seen = {part: set(blotted(content.x)) for part, content in ui.parts.items()}
    for one, other in combinations(seen, 2):
        assert not seen[one] & seen[other]


def test_each_english_text_stands_once_a_language_and_groups_cover_languages(ui):
    for part in ui.parts.values():
        rows = Counter(zip(part.column("language"), map(plain, part.x), strict=True))
        assert max(rows.values()) == 1
        groups = {}
        for text, group in zip(map(plain, part.x), part.column("group"), strict=True):
            assert groups.setdefault(text, group) == group


def test_languages_are_what_the_column_says(ui):
    words = {"es": r"\b(el|los|para|una?)\b", "de": r"\b(der|das|und|ein|für)\b", "fr": r"\b(le|les|pour|une?|des)\b"}
    language = ui.train.column("language")
    assert list(dict.fromkeys(language)) == ["es", "de", "fr"]
    for own, common in words.items():
        y = ui.train.y[language == own]
        shares = {other: np.mean([bool(re.search(w, t, re.I)) for t in y]) for other, w in words.items()}
        assert max(shares, key=shares.get) == own and shares[own] > 0.2 > 3 * sorted(shares.values())[1], (
            common,
            shares,
        )


def test_parts_are_shuffled_within_a_language(ui):
    spanish = ui.train.x[ui.train.column("language") == "es"]
    assert 0.45 < np.mean(spanish[1:] > spanish[:-1]) < 0.55


def test_texts_hold_no_markup(ui):
    for part in ui.parts.values():
        assert not [text for text in (*part.x, *part.y) if re.search(r"[{}<>%\\|]|https?:|  |\u200b|^\s|\s$", text)]


def test_pairs_preview_marks_the_language_and_escapes():
    x, y = (np.array(texts, object) for texts in (["<Save>", "Open"], ["Guardar & salir", "Öffnen"]))
    about = {"language": np.array(["es", "de"], object)}
    loaded = Dataset(data.card("ui_translations"), {"train": Split(x, y, about)})
    shown = pairs.preview(loaded)
    assert (
        '<span lang="es">Guardar &amp; salir</span> (es)' in shown and "&lt;Save&gt;" in shown and 'lang="de"' in shown
    )
    assert "<span" not in pairs.preview(Dataset(loaded.card, {"train": Split(x, y)}))


def test_chrf_is_what_sacrebleu_computes(ui):
    chrf = functions(ui.card)["chrf"]
    assert chrf(["the same text"], ["the same text"]) == pytest.approx(100)
    assert chrf(["abcdefgh"], ["ijklmnop"]) == 0
    guesses, truths = ["Turn on the lamp", "Close the door"], ["Turn off the lamp", "Shut the front door"]
    assert chrf(guesses, truths) == pytest.approx(SACREBLEU, abs=0.005)


SACREBLEU = 38.09  # sacrebleu 2.6.0: CHRF().corpus_score(guesses, [truths])


def test_dictionary_learns_which_word_is_which(ui):
    learn, speak = (functions(ui.card)[name] for name in ("dictionary", "dictionary_translation"))
    words = learn(
        ["the lamp", "the door", "a lamp", "a door"], ["la lámpara", "la puerta", "una lámpara", "una puerta"]
    )
    assert words == {"the": "la", "lamp": "lámpara", "door": "puerta", "a": "una"}
    assert speak("The lamp, a fridge.", words) == "La lámpara, una fridge."
