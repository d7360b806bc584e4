"""``course data``: the shelf from the command line."""

import re
import shutil
from dataclasses import replace

import pytest
import typer

from course_utils import data, places
from course_utils.data import fetching
from course_utils.data.cards import Download


def lines(done):
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.splitlines()


def test_list_has_a_row_for_each_set_with_the_lessons_that_use_it(course):
    heading, *rows = lines(course("data", "list"))
    assert heading.split() == ["name", "kind", "items", "MB", "licence", "lessons"]
    assert [row.split()[0] for row in rows] == data.names()
    fashion = next(row for row in rows if row.startswith("fashion"))
    assert re.fullmatch(r"fashion +pictures +12,000 +5\.3 +MIT +·", fashion)


def test_list_marks_what_is_not_here(process, tmp_path):
    rows = lines(process("data", "list", COURSE_DATA=str(tmp_path / "empty")))
    away = {row.split()[0] for row in rows if row.endswith("↓")}
    assert {"faces", "pneumonia"} <= away and "fashion" not in away


def test_lessons_are_found_by_their_headers(monkeypatch):
    from course_utils.cli.data.shelf import _lessons

    assert {"00", "09"} <= set(_lessons()["fashion"])


def test_show_prints_the_card(course):
    assert "\n".join(lines(course("data", "show", "spirals"))) == str(data.card("spirals"))


def test_verify_passes_over_what_is_not_here_unless_it_is_named(process, tmp_path):
    rows = lines(process("data", "verify", COURSE_DATA=str(tmp_path / "empty")))
    assert any(row.startswith("·") and "course data fetch faces" in row for row in rows)
    assert sum(row.startswith("✓") for row in rows) >= 20


@pytest.fixture
def broken_shelf(workshop):
    """Return a checkout whose shelf holds a damaged set and a sound one."""
    (workshop / "datasets").unlink()
    for name in ("spirals", "digits28", "LICENSES"):
        shutil.copytree(places.datasets() / name, workshop / "datasets" / name)
    path = workshop / "datasets" / "digits28" / "digits28.npz"
    path.write_bytes(path.read_bytes()[:-50])
    shutil.copytree(places.PACKAGE, workshop / "course_utils", ignore=shutil.ignore_patterns("__pycache__", "_*s"))
    return workshop


def test_verify_names_what_is_damaged_and_ends_with_1(course, broken_shelf):
    from tiny_course import python

    done = python("-m", "course_utils", "data", "verify", site=broken_shelf, cwd=broken_shelf)
    assert done.returncode == 1
    assert re.search(r"✗ digits28 +datasets/digits28/digits28\.npz is damaged\n +→ bring it back with: ", done.stdout)
    assert re.search(r"✓ spirals +[0-9a-f]{12}…", done.stdout)


@pytest.mark.parametrize(
    ("call", "said", "code"),
    [
        ("fetch", "course data fetch needs names or --all", 2),
        ("fetch faces --all", "course data fetch needs names or --all", 2),
        ("fetch fashion", "fashion needs no fetching: it comes with the course", 1),
        ("fetch fase", "there is no data set 'fase': did you mean 'faces'?", 1),
        ("prepare faces", "faces is not prepared but fetched: run: course data fetch faces", 1),
        ("prepare nothing", "there is no data set 'nothing'", 1),
        ("baselines nothing", "there is no data set 'nothing'", 1),
    ],
)
def test_calls_that_cannot_be_are_one_line(course, call, said, code):
    done = course("data", *call.split())
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(f"course: {said}") and done.stderr.count("\n") == 1


def test_fetch_without_a_network_is_one_line(process, tmp_path):
    done = process("data", "fetch", "faces", COURSE_DATA=str(tmp_path / "empty"), https_proxy="http://127.0.0.1:9")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "faces is not on this computer and cannot be fetched (" in done.stderr
    assert not list((tmp_path / "empty").glob("[!.]*"))


def test_fetch_says_where_a_file_lies_that_is_here(process, monkeypatch):
    if not data.is_here("faces"):
        pytest.skip("faces is not on this computer")
    (row,) = lines(process("data", "fetch", "faces", COURSE_DATA=str(places.cache())))
    assert re.fullmatch(rf"✓ faces +\d\.\d MB in {re.escape(str(places.cache()))}", row)


def test_fetch_all_to_a_folder_copies_what_is_here(process, tmp_path):
    fetched = [name for name in data.names() if data.card(name).source.downloads]
    if not all(map(data.is_here, fetched)):
        pytest.skip("not all fetched sets are on this computer")
    stick = tmp_path / "stick"
    *rows, advice = lines(process("data", "fetch", "--all", "--to", str(stick), COURSE_DATA=str(places.cache())))
    assert [row.split()[:2] for row in rows] == [["✓", name] for name in fetched]
    assert advice.split(maxsplit=1) == ["·", f"lessons find it with COURSE_DATA={stick}"]
    assert lines(process("data", "verify", *fetched, COURSE_DATA=str(stick)))[0].startswith("✓ faces ")


def test_prepare_runs_the_script(course):
    assert lines(course("data", "prepare", "spirals")) == [
        "spirals: 1,500 points rebuilt from the course's own code, sha256 agrees"
    ]


def test_prepare_needs_a_checkout(wheel, tmp_path):
    from tiny_course import python

    shutil.copytree(places.datasets() / "spirals", wheel / "course_utils" / "_datasets" / "spirals")
    done = python("-m", "course_utils", "data", "prepare", "spirals", site=wheel, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "course: data sets are prepared in a checkout of the course: clone the repository first\n"


def test_baselines_are_compared_with_the_card(course):
    rows = lines(course("data", "baselines", "spirals"))
    assert len(rows) == 3 and all(row.startswith("✓ 0.") and "the card says 0." in row for row in rows)


@pytest.mark.parametrize(("measured", "mark"), [(True, "✗"), (False, "·")])
def test_other_scores_are_a_fault_unless_the_file_is_another_release(monkeypatch, capsys, measured, mark):
    from course_utils.cli.data import upkeep

    spirals = data.load("spirals")
    file = Download("spirals.bin", 1, "md5:0", measured=measured)
    source = replace(spirals.card.source, downloads=(file,))
    card = replace(spirals.card, source=source, baselines=(replace(spirals.card.baselines[0], score=0.9),))
    monkeypatch.setattr(data, "load", lambda name: replace(spirals, card=card))
    monkeypatch.setattr(fetching, "locate", lambda card: (places.cache(), file))
    if measured:
        with pytest.raises(typer.Exit):
            upkeep.baselines("spirals")
    else:
        upkeep.baselines("spirals")
    (row,) = capsys.readouterr().out.splitlines()
    assert row.startswith(f"{mark} 0.") and row.endswith("of another release") is not measured
