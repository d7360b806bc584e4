"""Claims: the verdict line, the stored record, the comparison of two runs, and nbval's mask for the line."""

import re
from configparser import RawConfigParser
from pathlib import Path

import numpy as np
import pytest

from course_utils import claims
from course_utils.errors import CourseError

CONFIG = Path(__file__).parent / "notebooks" / "sanitize.cfg"


def recorded(*args, **kwargs):
    """Run one claim() in a real IPython shell and return the record as a notebook stores it."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    InteractiveShell.instance()
    try:
        with capture_output() as captured:
            (kwargs.pop("make", claims.claim))(*args, **kwargs)
        (output,) = captured.outputs
        return claims.read({"cells": [{"outputs": [{"data": output.data}]}]}), output.data["text/plain"]
    finally:
        InteractiveShell.clear_instance()


def test_prints_a_verdict_line(capsys):
    claims.claim("A CNN keeps its accuracy", 0.46, at_least=0.25, unit="accuracy")
    claims.claim("Errors are small", 3e-9, at_most=1e-5)
    claims.claim("Coverage is right", 0.5, between=(0.88, 0.92))
    assert capsys.readouterr().out.splitlines() == [
        "✓ A CNN keeps its accuracy: 0.46 accuracy (claimed: at least 0.25)",
        "✓ Errors are small: 3e-09 (claimed: at most 1e-05)",
        "✗ Coverage is right: 0.5 (claimed: between 0.88 and 0.92)",
    ]


@pytest.mark.parametrize(("rule", "bound", "value", "verdict"), [
    ("at_least", 0.5, 0.5, True), ("at_least", 0.5, 0.4999, False), ("at_most", 2, 2, True), ("at_most", 2, 2.1, False),
    ("between", (1, 2), 1, True), ("between", (1, 2), 2, True), ("between", (1, 2), 2.01, False),
])  # fmt: skip
def test_judges_at_the_threshold(rule, bound, value, verdict):
    found, line = recorded("x", value, **{rule: bound})
    assert found["x"]["holds"] is verdict and claims.holds(found["x"]) is verdict
    assert line[0] == ("✓" if verdict else "✗")


def test_stores_what_tests_need():
    found, _ = recorded("One step", np.float32(0.25), at_least=0, unit="s", seeds=[np.int64(7), 8], tolerance=0.1)
    assert found["one-step"] == {"id": "one-step", "text": "One step", "value": 0.25, "unit": "s", "tolerance": 0.1, "seeds": [7, 8],
                                 "at_least": 0.0, "holds": True}  # fmt: skip


def test_a_record_has_no_threshold_and_always_holds():
    found, line = recorded("Seconds", 3, unit="s", make=claims.record)
    assert found["seconds"]["holds"] is True and claims.holds(found["seconds"])
    assert line == "· Seconds: 3 s"


@pytest.mark.parametrize("bad", [{}, {"at_least": 1, "at_most": 2}])
def test_wants_exactly_one_threshold(bad):
    with pytest.raises(CourseError, match="exactly one of"):
        claims.claim("x", 1, **bad)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, "0.4", [1, 2], np.array([1.0, 2.0])])
def test_refuses_what_is_no_finite_number(value):
    with pytest.raises(CourseError, match="not a finite number"):
        claims.claim("x", value, at_least=0)


def made(value, **over):
    return {
        "x": {"id": "x", "text": "x", "value": value, "unit": "", "tolerance": 0.05, "at_least": 0.5, "holds": True}
        | over
    }


def test_two_runs_agree_within_the_tolerance():
    assert claims.differences(made(0.9), made(0.94)) == []
    assert "moved from 0.9 to 0.96" in claims.differences(made(0.9), made(0.96))[0]


def test_a_claim_that_breaks_or_vanishes_is_named():
    assert any("no longer holds" in line for line in claims.differences(made(0.52), made(0.49)))
    assert claims.differences(made(0.52), {}) == ["'x' is in one run only"]


def test_a_threshold_that_was_moved_is_named():
    assert "threshold" in claims.differences(made(0.9), made(0.9, at_least=0.1))[0]


def test_in_smoke_a_claim_is_stored_and_not_judged():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.user_ns["EFFORT"] = "smoke"
    found, line = recorded("x", 0.1, at_least=0.5)
    assert found["x"]["holds"] is None and line.startswith("· x") and "not judged" in line


def test_the_mask_of_nbval_hides_numbers_and_nothing_else():
    config = RawConfigParser()
    config.read(CONFIG, encoding="utf-8")
    regex, replace = config["claims"]["regex"], config["claims"]["replace"]

    def mask(line):
        return re.sub(regex, replace, line)

    _, one = recorded("A CNN: keeps, 3 of them", 0.461, at_least=0.25, unit="accuracy")
    _, two = recorded("A CNN: keeps, 3 of them", 1.2e-7, at_least=0, unit="accuracy")
    assert one != two and mask(one) == mask(two)
    assert mask("✓ 09.2 correct on all cases") == "✓ 09.2 correct on all cases"
    assert mask("plain 0.5") == "plain 0.5"
