"""Check that this computer draws the points that the card describes; there is no file, each load draws them."""

from pathlib import Path

from course_utils.data import preparation
from course_utils.data.cards import read_card
from course_utils.data.sources import spirals


def arrays(source):
    return spirals.read(read_card(Path(__file__).resolve().parent))


if __name__ == "__main__":
    preparation.main(__file__, arrays)
