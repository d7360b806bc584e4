"""Rebuild clipart.npz: drawings of six kinds of things from the Open Clip Art Library, on white, 32 pixels wide."""

import re
from collections import defaultdict

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import copies
from course_utils.data.preparation.drawings import on_white, square

SIDE = 32
FOLDERS = {  # class: its folder, and folders or beginnings of names in it that are something else
    "animals": ("animals", "fantasy|lucchett|kallist|cymru_fl|duck_yel|tux_didi|cani_e_g|paesaggi|virus_"),
    "food": ("food", "2_dead|libro_di|meatgrin|tile_ora|machina"),
    "music": ("recreation/music", "bach_|beethove|handel_|a_man_si|war_drum"),
    "plants": ("plants", "cannabis|bowsaw|bypassp|human_hu|christma"),
    "tools": ("tools", "weapons|toys|gallows|nunchaku|smoke_|route_|insectic|green_bu|chiave_a"),
    "vehicles": (
        "transportation",
        "aiga-symbols|roadsigns|anchor|knot_|boating_|sailing_[a-z]*_?[a-z]*(wind|tack|point)|lighthou|little_t|street_s|m1_abram|military|"
        "soviet_s|grain_el|bambi|wing_mit|toy_pape|departin|parking_|ampel|crossroa|curve_ah|cycle_|quay_sig|zigzag|shelby_c",
    ),
}
SHARES = {"test": 0.2, "val": 0.1, "train": 0.7}


def arrays(source):
    root = source.package.path + "/"
    files = {
        path.removeprefix(root): raw for path, raw in preparation.files(source.package).items() if path.endswith(".png")
    }
    signs = {square(raw, SIDE).tobytes() for path, raw in files.items() if "roadsigns" in path}
    rows = distinct([row for row in drawings(files) if row["rgba"].tobytes() not in signs])
    group = families(rows)
    y = np.array([row["label"] for row in rows], np.uint8)
    made = {}
    for part, chosen in copies.grouped_parts(group, y, SHARES, source.parameters["seed"]).items():
        about = {"name": [rows[i]["name"] for i in chosen], "family": group[chosen].astype(np.int16)}
        made |= {f"x_{part}": np.array([on_white(rows[i]["rgba"]) for i in chosen]), f"y_{part}": y[chosen]}
        made |= preparation.pack(f"about_{part}", about)
    return made


def drawings(files):
    """Yield every drawing of a class's folder that is not left out."""
    for label, (folder, other) in enumerate(FOLDERS.values()):
        for path, raw in sorted(files.items()):
            if path.startswith(f"{folder}/") and not re.search(f"/({other})", path):
                name = re.sub(r"[_\-.]+", " ", path.rpartition("/")[2].removesuffix(".png")).strip().lower()
                yield {"label": label, "name": name, "rgba": square(raw, SIDE)}


def distinct(rows):
    """Return one of each drawing; one that stands in two classes, or is blank, is left out."""
    found = defaultdict(list)
    for row in rows:
        found[on_white(row["rgba"]).tobytes()].append(row)
    return [
        same[0]
        for same in found.values()
        if len({row["label"] for row in same}) == 1 and on_white(same[0]["rgba"]).std() > 5
    ]


def families(rows):
    """Return a number (n,) for each drawing; those of one class whose names begin with the same word share it."""
    numbers = {}
    keys = [(row["label"], re.split(r"[ \d]", row["name"])[0] or row["name"]) for row in rows]
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys])


if __name__ == "__main__":
    preparation.main(__file__, arrays)
