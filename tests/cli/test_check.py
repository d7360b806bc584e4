"""`course check` and `course build` judge: what passes, what does not, and how it is said; nothing is executed here."""

from types import SimpleNamespace

import nbformat
import pytest

from course_utils import authoring, places, practice
from course_utils.cli import backends, check, main
from course_utils.cli.watching import Report
from course_utils.errors import CourseError

CLAIM = {
    "id": "c",
    "text": "It works",
    "value": 1.0,
    "unit": "",
    "tolerance": 0.1,
    "seeds": None,
    "at_least": 0.5,
    "holds": True,
}


def notebook(claim, printed="✓ 07.1 right\n"):
    shown = {"application/vnd.course.claim+json": claim, "text/plain": "✓ It works"}
    outputs = [nbformat.v4.new_output("display_data", shown), nbformat.v4.new_output("stream", text=printed)]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=outputs)])


def report(claim=CLAIM, error=None, **options):
    execution = SimpleNamespace(
        notebook=notebook(claim, **options), claims={"c": claim}, error=error, failed=0, seconds=3.0, peak_mb=90.0
    )
    return Report("07 Seven", execution, solutions=True)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Make a course of one lesson whose proof passes; a test spoils one thing."""

    class Lesson(SimpleNamespace):
        def __str__(self):
            return "07 Seven"

    lesson = Lesson(number="07", notebook=tmp_path / "07_seven.ipynb", keras=False, backends=())
    nbformat.write(notebook(CLAIM), lesson.notebook)
    fakes = {
        "find": lambda name: lesson,
        "lessons": lambda: [lesson],
        "lint": lambda x: [],
        "stale": lambda x: [],
        "stale_tables": list,
        "write_tables": lambda: False,
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(authoring, name, fake, raising=False)
    monkeypatch.setattr(practice, "of_lesson", lambda number: [SimpleNamespace(id="07.1")])
    monkeypatch.setattr(places, "checkout", lambda: tmp_path)
    monkeypatch.setattr(check, "watch", lambda *args, **options: report())
    return lesson


def proved(capsys, *argv):
    code = main([*argv])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def last_line(out):
    return " ".join(out.splitlines()[-1].split())


def test_a_good_lesson_passes(lesson, capsys):
    code, out = proved(capsys, "check")
    assert code == 0
    assert last_line(out) == "07 Seven ✓ ✓ ✓ 1 of 1 1 of 1 3.0 s 90 MB"


def test_the_other_seed_and_the_solutions_are_used(lesson, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(check, "watch", lambda title, notebook, **options: asked.append(options) or report())
    proved(capsys, "check", "07")
    proved(capsys, "check", "07", "--seed", "3")
    assert asked == [{"parameters": {"SEED": seed}, "solutions": True, "backend": None} for seed in (check.SEED, 3)]


def test_on_another_backend_lessons_that_do_not_know_it_are_listed_and_not_run(lesson, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(check, "watch", lambda title, notebook, **options: asked.append(options["backend"]) or report())
    monkeypatch.setattr(check, "require_backend", lambda backend: None)
    assert last_line(proved(capsys, "check", "--backend", "jax")[1]) == "07 Seven ✓ ✓ ○ uses no Keras"
    lesson.keras, lesson.backends = True, ("tensorflow", "torch")
    code, out = proved(capsys, "check", "--backend", "jax")
    assert (code, last_line(out)) == (0, "07 Seven ✓ ✓ ○ needs tensorflow or torch")
    assert asked == []
    code, out = proved(capsys, "check", "--backend", "torch")
    assert (code, asked) == (0, ["torch"]) and last_line(out).startswith("07 Seven ✓ ✓ ✓ 1 of 1")


def test_a_backend_that_is_not_installed_is_said_before_anything_runs(lesson, monkeypatch, capsys):
    monkeypatch.setattr(backends, "find_spec", lambda name: None)
    assert main(["check", "--backend", "torch"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("course: the backend torch is not installed: run ")


BROKEN = CLAIM | {"value": 0.2, "holds": False}
MOVED = CLAIM | {"value": 1.5}


@pytest.mark.parametrize(
    ("spoiled", "said", "marks"),
    [
        (report(error="cell 1: ZeroDivisionError"), "cell 1: ZeroDivisionError", "✓ ✓ ✗ 1 of 1 1 of 1"),
        (report(printed="✗ 07.1 wrong\n"), "the reference solution of 07.1 is rejected", "✓ ✓ ✗ 1 of 1 0 of 1"),
        (report(printed="○ 07.1 not attempted\n"), "exercise 07.1 was not checked", "✓ ✓ ✗ 1 of 1 0 of 1"),
        (report(claim=BROKEN), "'It works' no longer holds: 0.2", "✓ ✓ ✗ 0 of 1 1 of 1"),
        (report(claim=MOVED), "'It works' moved from 1 to 1.5 (tolerance 0.1)", "✓ ✓ ✗ 1 of 1 1 of 1"),
    ],
)
def test_a_run_that_is_not_as_it_should_be(lesson, capsys, monkeypatch, spoiled, said, marks):
    monkeypatch.setattr(check, "watch", lambda *args, **options: spoiled)
    code, out = proved(capsys, "check", "07")
    assert code == 1 and f"\n  ✗ {said}" in out
    assert last_line(out) == f"07 Seven {marks} 3.0 s 90 MB"


def test_lint_errors_fail_and_advice_does_not(lesson, capsys, monkeypatch):
    class Finding(SimpleNamespace):
        def __str__(self):
            return self.text

    monkeypatch.setattr(authoring, "lint", lambda x: [Finding(level="advice", text="weigh this")])
    code, out = proved(capsys, "check")
    assert code == 0 and "  ! weigh this\n" in out
    monkeypatch.setattr(authoring, "lint", lambda x: [Finding(level="error", text="mend this")])
    code, out = proved(capsys, "check")
    assert code == 1 and "  ✗ mend this\n" in out and last_line(out).startswith("07 Seven ✗ ✓ ✓ ")


def test_a_stale_notebook_or_table_fails(lesson, capsys, monkeypatch):
    monkeypatch.setattr(authoring, "stale_tables", lambda: ["README.md: the table of lessons is not current"])
    code, out = proved(capsys, "check")
    assert code == 1 and "✗ README.md: the table of lessons is not current\n" in out
    assert proved(capsys, "check", "07")[0] == 0, "a single lesson is not blamed for the tables"
    monkeypatch.setattr(authoring, "stale", lambda x: ["the source has changed since the build"])
    code, out = proved(capsys, "check", "07")
    assert code == 1 and "  ✗ the source has changed since the build\n" in out


def test_a_lesson_that_was_never_built_is_not_run(lesson, capsys, monkeypatch):
    lesson.notebook.unlink()
    monkeypatch.setattr(authoring, "stale", lambda x: ["07_seven.ipynb has not been built"])
    code, out = proved(capsys, "check")
    assert code == 1 and last_line(out) == "07 Seven ✓ ✗ ○"


def test_a_build_that_fails_gives_its_reasons_and_the_others_are_built(lesson, capsys, monkeypatch):
    def build(lesson, **options):
        built.append(options)
        if len(built) == 1:
            raise CourseError("07_seven was not stored", remedy="cell 3 writes to stderr: oh; 'It' does not hold")
        return SimpleNamespace(seconds=5, peak_mb=1050, claims={"c": CLAIM})

    built = []
    monkeypatch.setattr(authoring, "assemble", lambda x: notebook(CLAIM), raising=False)
    monkeypatch.setattr(authoring, "build", build, raising=False)
    code, out = proved(capsys, "build", "07", "seven", "--force")
    assert code == 1
    assert "✗ 07 Seven: 07_seven was not stored\n  → cell 3 writes to stderr: oh\n  → 'It' does not hold\n" in out
    assert "✓ 07_seven.ipynb stored: 5.0 s, 1,050 MB, 1 claims and records\n" in out
    assert all(options["force"] and not options["keep_outputs"] for options in built)


def test_of_a_long_list_the_first_lines_are_shown(lesson, capsys, monkeypatch):
    monkeypatch.setattr(authoring, "stale", lambda x: [f"line {number}" for number in range(20)])
    _, out = proved(capsys, "build", "--check")
    assert "  → line 7\n  … and 12 more\n" in out and "line 8" not in out


def test_a_check_that_is_no_exercise_is_not_counted(lesson, capsys, monkeypatch):
    both = report(printed="✗ 07.0 a planted mistake\n✓ 07.0 mended\n✓ 07.1 right\n")
    monkeypatch.setattr(check, "watch", lambda *args, **options: both)
    code, out = proved(capsys, "check")
    assert code == 0 and last_line(out) == "07 Seven ✓ ✓ ✓ 1 of 1 1 of 1 3.0 s 90 MB"
