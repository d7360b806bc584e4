"""Rebuild shakespeare.npz from the nine most evenly typed plays of the package shakespeare."""

from course_utils.data import preparation
from course_utils.data.preparation.plays import play

PARTS = {
    "train": [
        "julius_caesar",
        "othello",
        "richard_iii",
        "tempest",
        "midsummer_nights_dream",
        "merchant_of_venice",
        "as_you_like_it",
    ],
    "val": ["twelfth_night"],
    "test": ["macbeth"],
}


def arrays(source):
    texts = preparation.files(source.package)
    parts = {}
    for part, names in PARTS.items():
        plays = [play(texts[f"{source.package.path}{name}_gut.txt"].decode("ascii")) for name in names]
        parts |= preparation.pack(part, ["\n".join(plays)])
    return parts


if __name__ == "__main__":
    preparation.main(__file__, arrays)
