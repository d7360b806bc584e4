"""Building stores an executed notebook when nothing is wrong with it, and writes nothing otherwise."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from edited_lessons import change_source, edit, read
from nbformat import v4

from course_utils import claims
from course_utils.authoring import builder, find, outputs, stale, storage
from course_utils.authoring.execution import Execution
from course_utils.errors import CourseError


@pytest.fixture
def no_kernel(monkeypatch):
    """Let the build execute nothing: each code cell prints one line; ``outcome`` overrides what came of it."""
    outcome = {}

    def execute(notebook, **more):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [v4.new_output("stream", name="stdout", text="ran\n")], 9
        if "output" in outcome:
            notebook.cells[3].outputs = [outcome["output"]]
        return Execution(
            notebook,
            outcome.get("seconds", 12.3),
            outcome.get("peak_mb", 120.0),
            outcome.get("claims", {}),
            outcome.get("error"),
            3 if "error" in outcome else None,
        )

    monkeypatch.setattr(builder, "execute", execute)
    return outcome


def test_a_real_build_stores_an_executed_notebook(built_once):
    root, built, steps = built_once
    lesson = find("05", root / "notebooks")
    notebook = read(lesson)
    nbformat.validate(notebook)
    code = [c for c in notebook.cells if c.cell_type == "code"]
    assert [c.execution_count for c in code] == [1, 2, 3, 4, 5]
    assert code[3].outputs[0].text == "done in 3 steps\n" and code[4].outputs[0].text.startswith("○")
    assert claims.read(notebook)["doubling-doubles"]["holds"] is True and "doubling-doubles" in built.claims
    assert built.seconds % 5 == 0 and 0 < built.seconds == notebook.metadata.course.seconds
    assert built.peak_mb % 50 == 0 and 0 < built.peak_mb == notebook.metadata.course.peak_mb
    assert (
        f"about {built.seconds} seconds" in notebook.cells[0].source
        and f"{built.peak_mb} MB" in notebook.cells[0].source
    )
    assert [s.number for s in steps if s.seconds is not None] == [1, 2, 3, 4, 5]
    assert stale(lesson) == []
    assert sorted(p.name for p in (root / "notebooks").iterdir()) == ["05_backpropagation.ipynb", "source"]


def test_a_built_notebook_passes_ruff(built_once):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--isolated",
            "--no-cache",
            "--select",
            "E9,F63,F7",
            str(find("05", built_once[0] / "notebooks").notebook),
        ],
        capture_output=True,
        text=True,
    )
    if "No module named ruff" in done.stderr:
        pytest.skip("ruff is not installed")
    assert done.returncode == 0, done.stdout


def test_building_again_changes_no_byte(lesson, no_kernel):
    builder.build(lesson)
    before = lesson.notebook.read_bytes()
    builder.build(lesson)
    assert lesson.notebook.read_bytes() == before


def test_the_header_shows_the_measurement_of_this_very_build(lesson, no_kernel):
    no_kernel.update(seconds=47.2, peak_mb=801.0)
    built = builder.build(lesson)
    assert (built.seconds, built.peak_mb) == (50, 850)
    assert "about 50 seconds" in read(lesson).cells[0].source and "850 MB" in read(lesson).cells[0].source
    assert stale(lesson) == []


STDERR = v4.new_output("stream", name="stderr", text="\nUserWarning: beware\n")


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ({"error": "cell 4 (05-004): NameError: name 'x' is not defined"}, "NameError: name 'x' is not defined"),
        ({"output": STDERR}, r"cell 4 \(05-004\): writes to stderr: UserWarning: beware"),
        ({"output": v4.new_output("stream", name="stdout", text="50 %\r")}, "carriage return"),
        (
            {"output": v4.new_output("execute_result", data={"text/plain": "<object at 0x7f12ab34cd56>"})},
            "a memory address",
        ),
        ({"output": v4.new_output("display_data", data={"text/html": "see /tmp/x/y"})}, "a temporary path"),
        (
            {"output": v4.new_output("stream", name="stdout", text=f"in {Path.home() / 'x'}\n")},
            "a folder of this machine",
        ),
        (
            {"output": v4.new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {}})},
            "live control",
        ),
        (
            {
                "claims": {
                    "a": {"id": "a", "text": "It wins", "value": 0.2, "unit": "points", "at_least": 0.5, "holds": True}
                }
            },
            "the claim 'It wins' does not hold: 0.2 points",
        ),
        (
            {"claims": {"a": {"id": "a", "text": "It wins", "value": 0.7, "unit": "", "at_least": 0.5, "holds": None}}},
            "not judged: EFFORT",
        ),
    ],
)
def test_a_notebook_with_a_fault_is_not_stored(outcome, says, lesson, no_kernel):
    before = lesson.notebook.read_bytes()
    no_kernel.update(outcome)
    with pytest.raises(CourseError, match=f"05_backpropagation was not stored: .*{says}") as caught:
        builder.build(lesson)
    assert "\n" not in str(caught.value)
    assert lesson.notebook.read_bytes() == before and len(list(lesson.notebook.parent.iterdir())) == 2


def test_an_interrupted_build_leaves_the_old_notebook(lesson, monkeypatch):
    before = lesson.notebook.read_bytes()

    def interrupted(*args, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(builder, "execute", interrupted)
    with pytest.raises(KeyboardInterrupt):
        builder.build(lesson)
    assert lesson.notebook.read_bytes() == before


def test_a_hand_edited_notebook_is_not_overwritten(lesson, no_kernel):
    edit(lesson, lambda n: n.cells[2].update(source="mine"))
    with pytest.raises(CourseError, match=r"edited by hand: 'course adopt 05' .* --force"):
        builder.build(lesson)
    assert read(lesson).cells[2].source == "mine"
    builder.build(lesson, force=True)
    assert "mine" not in lesson.notebook.read_text()


def test_a_rerun_in_jupyter_is_no_edit(lesson, no_kernel):
    def rerun(notebook):
        notebook.cells[3].outputs, notebook.cells[3].execution_count = [], 17
        notebook.metadata.kernelspec.display_name = "Python 3 (ipykernel)"

    edit(lesson, rerun)
    builder.build(lesson)


def test_a_change_of_prose_can_keep_the_outputs(lesson, monkeypatch):
    monkeypatch.setattr(builder, "execute", None)
    before = [c.outputs for c in read(lesson).cells if c.cell_type == "code"]
    change_source(lesson, "Who is to blame", "Which weight is to blame")
    builder.build(lesson, keep_outputs=True)
    assert stale(lesson) == [] and "Which weight" in lesson.notebook.read_text()
    assert [c.outputs for c in read(lesson).cells if c.cell_type == "code"] == before
    change_source(lesson, "return 2 * x", "return x + x")
    with pytest.raises(CourseError, match="the code of 05_backpropagation has changed"):
        builder.build(lesson, keep_outputs=True)


def test_cleaning_strips_what_differs_from_run_to_run():
    picture = v4.new_output(
        "display_data",
        data={"image/png": "abc", "text/plain": "Figure: x"},
        metadata={"image/png": {"alt": "x", "width": 640, "height": 480}, "needs_background": "light"},
    )
    cells = [
        v4.new_code_cell("a", outputs=[picture], execution_count=4),
        v4.new_code_cell("b", outputs=[v4.new_output("execute_result", data={"text/plain": "1"}, execution_count=8)]),
        v4.new_code_cell("widgets", outputs=[STDERR], execution_count=5, metadata={"tags": ["nbval-skip"]}),
        v4.new_code_cell("c", execution_count=6),
    ]
    notebook = v4.new_notebook(cells=cells)
    outputs.clean(notebook)
    assert [c.execution_count for c in cells] == [1, 2, None, 3]
    assert cells[0].outputs[0].metadata == {"image/png": {"alt": "x"}}
    assert cells[1].outputs[0].execution_count == 2
    assert cells[2].outputs == []


def test_what_only_looks_like_a_fault_is_stored(lesson, no_kernel):
    picture = v4.new_output("display_data", data={"image/png": "0x7f12ab34cd56/tmp/", "text/plain": "Figure: x"})
    record = {"id": "a", "text": "One step takes", "value": 3.4, "unit": "ms", "holds": None}
    no_kernel.update(output=picture, claims={"a": record})
    builder.build(lesson)
    assert stale(lesson) == []


def test_a_live_control_may_show_what_no_other_cell_may():
    widget = v4.new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {}})
    cell = v4.new_code_cell("interact(f)", outputs=[widget], metadata={"tags": ["nbval-skip"]})
    run = Execution(v4.new_notebook(cells=[cell]), 1.0, 100.0, {}, None, None)
    assert outputs.faults(run) == []
    cell.metadata["tags"] = []
    assert "live control" in outputs.faults(run)[0]


def test_files_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "new" / "file.txt"
    storage.write(path, "first\n")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o640)
    storage.write(path, "second\n")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("second\n", 0o640)

    def refuse(*names):
        raise OSError("disk full")

    monkeypatch.setattr(storage.os, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        storage.write(path, "third\n")
    assert path.read_text() == "second\n" and [p.name for p in path.parent.iterdir()] == ["file.txt"]
