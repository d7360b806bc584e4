"""The plays of the package shakespeare in one layout: ``Name:`` before each speech, a blank line after it."""

import re

# Slips of the typists: wrong brackets, stray signs, a lost space, a name that is not in capitals.
_MISPRINTS = {
    "{": "[",
    "}": "]",
    "mad/ or": "mad, or",
    "(you counsel": "you counsel",
    "they join]": "they join",
    "(And betimes I will)": "And betimes I will,",
    "nearDunsinane": "near Dunsinane",
    "PRINCE OF Morocco.": "PRINCE OF MOROCCO.",
}
_NAMES = re.compile(r"[A-Z][A-Z ',&.-]*( and [A-Z]+)?[.,]?(--)?")  # a line that is only capitals: who speaks
_LABEL = re.compile(r"(SONG|THE END|[IVX]+)\.?")  # lines that only number or name a song, or end the play
_HEADING = re.compile(r"(ACT|SCENE) (\w+)[.-]*")
_ROMAN = dict(zip("123456789", ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"), strict=True))


def play(raw: str) -> str:
    """Return a play as it is spoken: its title, then act by act, without the list of persons.

    Args:
        raw: the text of a file: title, persons, and the acts, in paragraphs between blank lines.
    """
    for wrong, right in _MISPRINTS.items():
        raw = raw.replace(wrong, right)
    title, rest = raw.lstrip().split("\n", 1)
    acts = rest[re.search(r"^ACT (I|1)\b", rest, re.MULTILINE).start() :]
    acts = re.sub(r"^(ACT \w+\.?)$", r"\1\n", acts, flags=re.MULTILINE)
    paragraphs = [_paragraph(block) for block in re.split(r"\n\s*\n", acts)]
    return "\n\n".join([title.strip(), *filter(None, paragraphs)]) + "\n"


def _paragraph(block):
    lines = [re.sub(r"\s+", " ", line).strip() for line in block.split("\n")]
    lines = [re.sub(r"^\d\. ", "", line) for line in lines if line and not _LABEL.fullmatch(line)]
    if not lines:
        return ""
    if heading := _HEADING.match(lines[0]):
        place = " ".join([lines[0][heading.end() :], *lines[1:]]).strip()
        gap = "\n\n" if place.startswith("[") else " "
        return f"{heading[1]} {_ROMAN.get(heading[2], heading[2])}.{gap}{place}".strip()
    if len(lines) > 1 and _NAMES.fullmatch(lines[0]):
        lines[0] = _speaker(lines[0])
    text = "\n".join(lines)
    return text + "]" if text.startswith("[") and "]" not in text else text


def _speaker(names):
    """Return ``LADY MACBETH.`` as ``Lady Macbeth:``, ``TITINIUS. MESSALA.`` as ``Titinius, Messala:``."""
    names = names.rstrip("-.,").replace(". ", ", ")
    words = re.sub(r"[A-Z']+", lambda word: word[0].capitalize(), names)
    return re.sub(r"\b(Of|The|De)\b", lambda word: word[0].lower(), words[0] + words[1:]) + ":"
