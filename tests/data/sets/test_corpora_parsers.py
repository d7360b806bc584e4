"""How the corpora were read: plays as volunteers typed them, and a novel in R's database."""

import struct
import zlib

import pytest

from course_utils.data.preparation import plays, r_texts
from course_utils.errors import CourseError

TYPED = """THE PLAY

by William Shakespeare


Persons Represented

KING, an old man.

SCENE: England


ACT 1.

SCENE 2. A heath,
near the sea.

[Enter the KING.]

LADY MACBETH.
  How now!
Who comes   here?

[Aside.

Nobody speaks.

DUKE and SENATORS.
SONG
  1. What shall he have
{Exit.]


ACT II.
SCENE I.
[A storm]

TITINIUS. MESSALA.
Alas!

THE END"""

CLEAN = """THE PLAY

ACT I.

SCENE II. A heath, near the sea.

[Enter the KING.]

Lady Macbeth:
How now!
Who comes here?

[Aside.]

Nobody speaks.

Duke and Senators:
What shall he have
[Exit.]

ACT II.

SCENE I.

[A storm]

Titinius, Messala:
Alas!
"""


def test_play_is_put_into_the_one_layout():
    assert plays.play(TYPED) == CLEAN


def r_object(strings, kind=16, encoding=b"UTF-8"):
    raw = b"X\n" + struct.pack(">4i", 3, 0, 0, len(encoding)) + encoding + struct.pack(">2i", kind, len(strings))
    for string in map(str.encode, strings):
        raw += struct.pack(">2i", 0x00040009, len(string)) + string
    return raw


def r_record(raw):
    return struct.pack(">I", len(raw)) + zlib.compress(raw)


def test_r_database_is_read_vector_by_vector():
    database = r_record(r_object(["EMMA", "", "Élan"])) + r_record(r_object(["x"], encoding=b"latin1"))
    assert list(r_texts.vectors(database)) == [["EMMA", "", "Élan"], ["x"]]


@pytest.mark.parametrize(
    ("database", "reason"),
    [
        (r_record(r_object(["EMMA"]))[:-6], "bytes instead of"),
        (r_record(r_object(["EMMA"], kind=13)), "type 13"),
        (r_record(b"A\n" + r_object([])[2:]), "binary format"),
        (b"\0\0\0\5no zlib", "cannot be read"),
        (struct.pack(">I", 26) + zlib.compress(r_object(["EMMA"])[:26]), "cannot be read"),
        (b"\0", "cannot be read"),
    ],
)
def test_damaged_r_database_is_refused(database, reason):
    with pytest.raises(CourseError, match=reason):
        list(r_texts.vectors(database))
