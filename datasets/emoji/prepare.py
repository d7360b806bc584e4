"""Rebuild emoji.npz: four designers' drawings of the same emoji; needs `pip install resvg_py==0.5.0` to draw them."""

import io
import json
import re

import numpy as np
from PIL import Image

from course_utils.data import preparation
from course_utils.data.preparation import families
from course_utils.errors import CourseError

DESIGNERS = ("noto", "noto-v1", "fluent", "twemoji")  # in the order of the card's packages; words come last
UNSEEN = "twemoji"  # the designer of the test part; noto-v1 is an earlier noto, so those two stay together
BOX = {"left": 0, "top": 0, "width": 16, "height": 16}  # of an icon that does not say
SIDE, FINE = 32, 2  # pixels, and how many times finer is drawn before averaging
GROUPS = (0, 1, 3, 4, 5, 6, 7, 8)  # Unicode's numbers; 2 is for parts of emoji, 9 for flags
SHARES = {"train": 0.7, "val": 0.1, "test": 0.2}  # of the emoji
LEFT_OUT = re.compile(
    r"(light|medium|dark)-skin-tone|^flag-"
)  # recoloured copies; flags, which the designers hardly vary
PEOPLE = re.compile(r"\b(man|men|woman|women|person|people|boy|girl|child|adult)\b|[:,.’'-]")


def arrays(source):
    *icons, words = source.packages
    sets = {designer: IconSet(preparation.files(package)) for designer, package in zip(DESIGNERS, icons, strict=True)}
    rows = described(sets, json.loads(preparation.file(words)))
    for row in rows:
        row["pictures"] = {designer: sets[designer].picture(row["icon"]) for designer in DESIGNERS}
    family = families.joined(map(signs, rows))
    return packed(rows, family, families.whole_parts(family, SHARES, source.parameters["seed"]))


class IconSet:
    """One designer's icons: SVG bodies by name, other names for some of them, and code points."""

    def __init__(self, files):
        """Read the files of an Iconify package."""
        content = {path: json.loads(raw) for path, raw in files.items() if path.endswith("s.json")}
        self.all, self.codes = content["icons.json"], content["chars.json"]
        # An alias that turns or flips its parent is another picture, and is left out.
        aliases = self.all.get("aliases", {})
        self.parents = {name: alias["parent"] for name, alias in aliases.items() if set(alias) == {"parent"}}

    def __contains__(self, name):
        return name in self.all["icons"] or self.parents.get(name) in self.all["icons"]

    def picture(self, name):
        """Return an icon on white as (32, 32, 3) uint8."""
        icon = self.all["icons"].get(name) or self.all["icons"][self.parents[name]]
        left, top, width, height = (icon.get(key, self.all.get(key, default)) for key, default in BOX.items())
        side = max(width, height)  # a flat icon stands in the middle of its square
        box = f"{left - (side - width) / 2} {top - (side - height) / 2} {side} {side}"
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}">'
        drawn = Image.open(io.BytesIO(png(f"{svg}{icon['body']}</svg>"))).convert("RGBA")
        paper = Image.new("RGBA", drawn.size, "white")
        paper.alpha_composite(drawn)
        blocks = np.asarray(paper)[..., :3].reshape(SIDE, FINE, SIDE, FINE, 3).astype(np.uint16)
        return ((blocks.sum(axis=(1, 3)) + FINE * FINE // 2) // (FINE * FINE)).astype(np.uint8)


def png(svg):
    """Return the bytes of a picture of an SVG text."""
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as error:
        raise CourseError("resvg_py is not installed", remedy="pip install resvg_py==0.5.0") from error
    return bytes(svg_to_bytes(svg_string=svg, width=SIDE * FINE, height=SIDE * FINE))


def described(sets, words):
    """Return the emoji that all designers drew and the word list knows, in the order of the word list."""
    known = {entry["hexcode"].lower().replace("-fe0f", ""): entry for entry in words}
    codes = {name: code.replace("-fe0f", "") for s in reversed(sets.values()) for code, name in s.codes.items()}
    rows = []
    for icon, code in codes.items():
        entry = known.get(code)
        if (
            entry
            and entry.get("group") in GROUPS
            and not LEFT_OUT.search(icon)
            and all(icon in s for s in sets.values())
        ):
            about = {"name": entry["label"], "keywords": ", ".join(entry.get("tags", ()))}
            rows.append({"icon": icon, "order": entry["order"], "group": entry["group"], **about})
    rows.sort(key=lambda row: row["order"])
    return list({row["order"]: row for row in reversed(rows)}.values())[::-1]


def signs(row):
    """Yield what makes two emoji a family: a name that differs in sex or age alone, or a drawing that is the same."""
    yield " ".join(PEOPLE.sub(" ", row["name"]).split()) or row["name"]
    yield from (picture.tobytes() for picture in row["pictures"].values())


def packed(rows, family, parts):
    """Return the arrays of the parts and, with longer names, of what the split leaves over."""
    seen = [designer for designer in DESIGNERS if designer != UNSEEN]
    made = {}
    for name, part, designers in [
        ("train", "train", seen),
        ("val", "val", seen),
        ("test", "test", [UNSEEN]),
        ("twemoji_of_train", "train", [UNSEEN]),
        ("twemoji_of_val", "val", [UNSEEN]),
        ("others_of_test", "test", seen),
    ]:
        chosen = [(i, designer) for i in sorted(parts[part]) for designer in designers]
        about = {key: [rows[i][key] for i, _ in chosen] for key in ("name", "keywords")}
        about |= {"designer": [designer for _, designer in chosen], "emoji": np.array([i for i, _ in chosen], np.int16)}
        about |= {"family": np.array([family[i] for i, _ in chosen], np.int16)}
        made |= {f"x_{name}": np.array([rows[i]["pictures"][designer] for i, designer in chosen])}
        made |= {f"y_{name}": np.array([GROUPS.index(rows[i]["group"]) for i, _ in chosen], np.uint8)}
        made |= preparation.pack(f"about_{name}", about)
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
