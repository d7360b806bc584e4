"""Rebuild folk_tunes.npz from the ABC files in music21's corpus; needs `pip install music21==10.5.1` as a parser.

O'Neill's, Ryan's and Aird's collections only. The Essen folk songs, which music21 has permission to ship and we have
not, are left out.
"""

import re
from collections import defaultdict

import numpy as np

from course_utils.data import preparation
from course_utils.data.kinds.tunes import opening
from course_utils.data.packing import objects
from course_utils.data.preparation import families
from course_utils.data.tunes import QUARTER, REST
from course_utils.errors import CourseError

COLLECTIONS = ("airdsAirs", "oneills1850", "ryansMammoth")  # in the order of the classes
NOTES = range(24, 401)
SLURS = re.compile(r"(?i)nigg|negro|coon|dark(ey|ie)|squaw|picc?aninn")  # tunes with such titles are left out
TRANSCRIBERS = {  # a part of what the files say -> the name
    "campin": "Jack Campin",
    "chambers": "John Chambers",
    "davies": "Ray Davies",
    "norbeck": "Henrik Norbeck",
    "safranek": "Bob Safranek",
    "o'nei": "Trish O'Neil",
    "petersen": "Dan G. Petersen",
    "walsh": "John B. Walsh",
    "foy": "Stephen Foy",
    "hogan": "Michael Hogan",
    "wooldridge": "Dave Wooldridge",
    "puckette": "Bob Puckette",
    "paap": "Norbert Paap",
    "falt": "Chris Falt",
    "keays": "Tom Keays",
    "thorpe": "Robert Thorpe",
    "worman": "A. Lee Worman",
    "bradley": "Ivan Bradley",
    "terhorst": "Nick Terhorst",
    "hastings": "Ted Hastings",
    "long": "Michael D. Long",
    "de grae": "Paul de Grae",
}
SHARES = {"train": 0.8, "val": 0.1, "test": 0.1}


def arrays(source):
    files = sorted(preparation.files(source.package).items())
    rows = [
        {"collection": label, **row}
        for label, collection in enumerate(COLLECTIONS)
        for path, raw in files
        if path.startswith(source.package.path + collection) and path.endswith(".abc")
        for row in tunes(raw.decode("utf-8", "replace"))
    ]
    rows = [row for row in rows if is_usable(row)]
    rows = list({opening(row["notes"]): row for row in reversed(rows)}.values())[::-1]  # the first of equal tunes
    family = families.joined(map(signs, rows))
    return packed(rows, family, families.whole_parts(family, SHARES, source.parameters["seed"]))


def tunes(text):
    """Yield every tune of an ABC file as a dict of its header and its notes (n, 2)."""
    try:
        from music21.abcFormat import ABCFile
    except ModuleNotFoundError as error:
        raise CourseError("music21 is not installed", remedy="pip install music21==10.5.1") from error
    # One tune at a time, so that an odd one does not spoil its neighbours.
    for piece in re.split(r"(?m)^(?=X:)", text)[1:]:
        header = defaultdict(str)
        for letter, value in re.findall(r"(?m)^([A-Z]):[ \t]*(.*?)[ \t]*$", piece):
            header[letter] = header[letter] or value
        handler = ABCFile().readstr(piece.replace("\n", "\n%%propagate-accidentals pitch\n", 1))
        yield {
            "number": int(re.sub(r"\D", "", header["X"]) or 0),
            "title": title(header["T"]),
            "rhythm": rhythm(header["R"]),
            "key": key(header["K"]),
            "metre": metre(header["M"]),
            "transcriber": transcriber(header["Z"]),
            "is_single": not re.search(r"(?m)V:|\[K:|^K:[\s\S]*^K:", piece),  # one voice, one key
            "notes": notes(handler.tokens),
        }


def notes(tokens):
    """Return (n, 2) pitches and ticks; ornaments go, a chord is its last named note, ties are joined."""
    from music21.abcFormat import ABCChord, ABCGraceStart, ABCGraceStop, ABCNote, ABCTie
    from music21.pitch import Pitch

    heard, ornament, tied = [], False, False
    for token in tokens:
        if isinstance(token, ABCGraceStart | ABCGraceStop):
            ornament = isinstance(token, ABCGraceStart)
        elif isinstance(token, ABCTie):
            tied = True
        elif isinstance(token, ABCNote | ABCChord) and not ornament:
            shorter = token.activeTuplet.tupletMultiplier() if token.activeTuplet else 1
            ticks = round(token.quarterLength * QUARTER * shorter)
            top = token.subTokens[-1] if isinstance(token, ABCChord) and token.subTokens else token
            pitch = Pitch(top.pitchName.replace("n", "")).midi if top.pitchName else REST
            if tied and heard and heard[-1][0] == pitch:
                heard[-1][1] += ticks
            else:
                heard.append([pitch, ticks])
            tied = False
    return np.array(heard, np.int16).reshape(-1, 2)


def is_usable(row):
    """Keep single melodies of a usual length whose every note is a whole number of ticks within a fiddle's range."""
    pitches, ticks = row["notes"].T if len(row["notes"]) else (np.zeros(0), np.zeros(0))
    sounding = pitches[pitches != REST]
    fine = len(pitches) in NOTES and ticks.min() > 0 and ticks.max() <= 16 * QUARTER
    fine = fine and row["is_single"] and row["title"] and not SLURS.search(row["title"])
    return bool(fine and sounding.min() >= 50 and sounding.max() <= 100)


def title(text):
    """Return a title without quotes, numbering and the kind of tune that Ryan's titles end in."""
    text = re.sub(r"\s+--?\s+.*$", "", text.strip(' ."'))
    text = re.sub(r"\s+", " ", text).strip(' ."')
    return text.title().replace("'S", "'s") if text.isupper() else text


def rhythm(text):
    """Return the kind of tune in lower case, "" where the file does not say."""
    words = text.lower().replace("slipjig", "slip jig").replace("double jig", "jig").strip()
    return (
        words if words in {"reel", "jig", "slip jig", "hornpipe", "strathspey", "clog", "air", "waltz", "march"} else ""
    )


def key(text):
    """Return a key as tonic and mode: "G major", "E dorian"."""
    found = re.match(r"\s*([A-G][#b]?)\s*(maj|min|mix|dor|phr|lyd|loc|ion|aeo|m)?", text, re.IGNORECASE)
    if not found:
        return ""
    names = {"m": "minor", "min": "minor", "aeo": "minor", "mix": "mixolydian", "dor": "dorian", "phr": "phrygian"}
    names |= {"lyd": "lydian", "loc": "locrian", "ion": "major", "maj": "major", "": "major"}
    return f"{found[1].capitalize()} {names[(found[2] or '').lower()]}"


def metre(text):
    """Return a time signature as a fraction: C is 4/4, C| is 2/2."""
    text = text.partition("%")[0].strip()
    return {"C": "4/4", "C|": "2/2"}.get(text, text if re.fullmatch(r"\d+/\d+", text) else "")


def transcriber(text):
    """Return who wrote the notes down; the files hold the names in many spellings, with mail addresses."""
    return next((name for sign, name in TRANSCRIBERS.items() if sign in text.lower()), "not stated")


def signs(row):
    """Return what makes two tunes a family: an equal title, or an equal beginning."""
    return (plain(row["title"]), *beginnings(row["notes"]))


def plain(text):
    """Return the words of a title that tell it from others."""
    words = re.findall(r"[a-z]+", text.lower().replace("'", ""))
    return " ".join(w for w in words if w not in {"the", "a", "an", "of", "o", "and", "reel", "jig", "hornpipe"})


def beginnings(notes):
    """Return two signs of how a tune begins: its first twelve steps, with and without a pick-up note."""
    steps = np.diff(notes[notes[:, 0] != REST, 0])
    return steps[:12].tobytes(), steps[1:13].tobytes()


def packed(rows, family, parts):
    """Return the arrays of the set."""
    made = {}
    for part, chosen in parts.items():
        about = {c: [rows[i][c] for i in chosen] for c in ("title", "rhythm", "key", "metre", "transcriber")}
        about |= {
            "number": np.array([rows[i]["number"] for i in chosen], np.int16),
            "family": np.array([family[i] for i in chosen], np.int16),
        }
        made |= preparation.pack(f"x_{part}", objects([rows[i]["notes"] for i in chosen]))
        made |= {f"y_{part}": np.array([rows[i]["collection"] for i in chosen], np.uint8)}
        made |= preparation.pack(f"about_{part}", about)
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
