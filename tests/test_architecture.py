"""The house rules that no single room can check: who may import whom, what loading costs, how long a file may be."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "course_utils"
FILES = sorted(PACKAGE.rglob("*.py"))
LEAVES = {"errors", "places", "claims", "startup"}
# Which room may import which other; every room may import the leaves.
ARROWS = {
    "__main__": {"cli"},
    "cli": {"teaching", "authoring", "practice", "engine", "data", "train", "plot", "explain"},
    "teaching": {"authoring", "practice", "engine", "data"},
    "authoring": {"practice", "engine", "data"},
    "practice": {"engine", "data"},
    "engine": set(),
    "data": set(),
    "train": set(),
    "explain": set(),
    "plot": set(),
}
FOR_LESSONS = {"data", "engine", "plot", "practice", "train", "explain", "claims", "places", "errors"}
# What Colab has: a lesson there is installed with --no-deps.
ON_COLAB = {
    "numpy",
    "scipy",
    "matplotlib",
    "PIL",
    "keras",
    "tensorflow",
    "jax",
    "torch",
    "sklearn",
    "pandas",
    "platformdirs",
    "pooch",
    "filelock",  # it comes with torch, which Colab has
    "ipywidgets",
    "IPython",
}


def room_of(path):
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def imports(path):
    """Yield (room or top-level package, is it ours) for every import statement of a file, also those in functions."""
    package = ("course_utils", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            stem = ".".join(filter(None, [base, node.module]))
            names = [f"{stem}.{alias.name}" for alias in node.names] if stem == "course_utils" else [stem]
        else:
            continue
        for name in names:
            top, *rest = name.split(".")
            yield (rest[0] if top == "course_utils" and rest else top), top == "course_utils"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(path):
    room = room_of(path)
    for name, ours in imports(path):
        if ours and name in ARROWS and name != room:
            assert name in ARROWS.get(room, set()), f"{room} must not import {name}"


@pytest.mark.parametrize(
    "path", [p for p in FILES if room_of(p) in FOR_LESSONS], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_rooms_that_lessons_import_need_only_what_colab_has(path):
    if path.is_relative_to(PACKAGE / "data" / "preparation"):
        return
    foreign = {name for name, ours in imports(path) if not ours} - set(sys.stdlib_module_names)
    assert foreign <= ON_COLAB


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_are_short_and_named_by_nouns(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
    assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common"}


def loaded_by(statement, *, heavy):
    code = f"import sys; {statement}; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_importing_the_package_loads_nothing_heavy_and_takes_under_a_third_of_a_second():
    heavy = ["tensorflow", "keras", "pandas", "numpy", "matplotlib", "sklearn"]
    assert loaded_by("import course_utils", heavy=heavy) == []
    timed = "import time; t = time.perf_counter(); import course_utils; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < 0.3


@pytest.mark.parametrize("room", ["data", "engine", "plot", "practice", "train", "claims"])
def test_rooms_load_no_deep_learning_library(room):
    statement = f"import course_utils.{room}; from course_utils import {room}"
    assert loaded_by(statement, heavy=["tensorflow", "keras", "pandas"]) == []


def test_every_public_name_of_every_room_is_documented():
    import course_utils

    for room in ("data", "engine", "plot", "practice", "train", "explain", "claims", "authoring"):
        module = getattr(course_utils, room)
        public = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
        for name in public:
            thing = getattr(module, name)
            if callable(thing) and getattr(thing, "__module__", "").startswith("course_utils"):
                assert (thing.__doc__ or "").strip(), f"course_utils.{room}.{name} has no docstring"


def tracked():
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        names = listing.stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [
            str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if ".venv" not in p.parts and "__pycache__" not in p.parts
        ]
    texts = {".py", ".md", ".toml", ".txt", ".ipynb", ".yml", ".yaml", ".cff", ".cfg", ".bib", ""}
    return [ROOT / n for n in names if n and (ROOT / n).is_file() and Path(n).suffix in texts]


def test_there_is_one_slug_and_no_path_of_a_machine():
    slug = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["course"]["slug"]
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="ignore")
        found = {
            m.removesuffix(".git")
            for m in re.findall(r"(?:github\.com|/gh|/github)/([\w.-]+/[\w.-]+)", text)
            if "NN" not in m
        }
        ours = {s for s in found if s.split("/")[1].lower() == slug.split("/")[1].lower()}
        assert ours <= {slug}, f"{path.relative_to(ROOT)} names {ours}"
        for needle in ("/" + "root/", "/" + "work/", "/" + "tmp/venv"):
            assert needle not in text, f"{path.relative_to(ROOT)} holds the path {needle}"


def test_top_level_is_the_fixed_one():
    allowed = {
        "pyproject.toml",
        "README.md",
        "notebooks",
        "course_utils",
        "datasets",
        "tests",
        "binder",
        "LICENSE",
        "LICENSE-lessons",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "CITATION.cff",
        ".ci",
        ".github",
        "docs",
        ".gitignore",
        ".gitattributes",
    }
    assert {p.relative_to(ROOT).parts[0] for p in tracked()} <= allowed
