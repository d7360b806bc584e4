"""What every committed notebook must be, judged without running it."""

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image

from course_utils import authoring, claims

SECONDS, PEAK_MB, OUTPUT_KB = 60, 1400, 400


def code_cells(notebook):
    return [c for c in notebook.cells if c.cell_type == "code"]


def outputs(notebook):
    return [o for c in code_cells(notebook) for o in c.outputs]


def figures(notebook):
    return [o for o in outputs(notebook) if "image/png" in o.get("data", {})]


def test_every_code_cell_was_executed_in_order(committed):
    ran = [c for c in code_cells(committed) if "nbval-skip" not in c.metadata.get("tags", [])]
    assert [c.execution_count for c in ran] == list(range(1, len(ran) + 1))


def test_no_errors_and_nothing_on_stderr(committed):
    assert [o for o in outputs(committed) if o.output_type == "error"] == []
    assert [o.text for o in outputs(committed) if o.get("name") == "stderr"] == []


def test_cell_ids_are_the_builders(committed, lesson):
    ids = [c.id for c in committed.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"{lesson.number}-\d{{3}}", i) for i in ids)


def test_metadata_holds_nothing_of_the_machine(committed):
    assert set(committed.metadata) <= {"course", "kernelspec", "language_info"}
    assert committed.metadata.kernelspec.name == "python3"
    assert "version" not in committed.metadata.get("language_info", {})
    for cell in committed.cells:
        assert set(cell.metadata) <= {"course", "tags"}, cell.id


def test_each_figure_has_alt_text_a_sensible_size_and_something_on_it(committed):
    assert len(figures(committed)) >= 4
    for output in figures(committed):
        alt = output.metadata["image/png"]["alt"]
        assert len(alt.split()) >= 6 and output.data["text/plain"] == f"Figure: {alt}"
        picture = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))
        assert 300 <= picture.width <= 1200 and 120 <= picture.height <= 1600
        assert np.asarray(picture.convert("L")).std() > 5, f"blank: {alt}"


def test_outputs_are_small(committed):
    assert sum(len(json.dumps(o)) for o in outputs(committed)) <= OUTPUT_KB * 1000


def test_recorded_budget(committed):
    assert 0 < committed.metadata.course["seconds"] <= SECONDS
    assert 0 < committed.metadata.course["peak_mb"] <= PEAK_MB


def test_claims_hold_in_the_committed_outputs(committed):
    stored = claims.read(committed)
    assert sum(any(r in rec for r in ("at_least", "at_most", "between")) for rec in stored.values()) >= 2
    assert [rec["text"] for rec in stored.values() if not claims.holds(rec) or rec["holds"] is False] == []
    written = sum(claims.MIME in o.get("data", {}) for o in outputs(committed))
    assert written == len(stored), "two claims share one id"


def test_every_exercise_is_there_and_stored_unattempted(committed, lesson):
    from course_utils import practice

    cells = {
        c.metadata["course"]["exercise"]: c for c in code_cells(committed) if "exercise" in c.metadata.get("course", {})
    }
    assert set(cells) == {e.id for e in practice.of_lesson(lesson.number)}
    for number, cell in cells.items():
        assert any(f"○ {number}" in o.get("text", "") for o in cell.outputs), f"{number} is not stored as a stub"


def test_nothing_is_stale(lesson):
    assert authoring.stale(lesson) == []


def test_lint_finds_no_errors(lesson):
    assert [str(f) for f in authoring.lint(lesson) if f.level == "error"] == []


def test_readme_tables_are_current():
    assert authoring.stale_tables() == []


@pytest.mark.parametrize("needle", ["Traceback", "ipykernel_", "site-packages"])
def test_outputs_name_no_place_of_the_build_machine(committed, needle):
    assert not any(needle in json.dumps(o) for o in outputs(committed) if o.output_type != "error")
