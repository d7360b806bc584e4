"""At least 95 % of the small changes to a solution that change what it does are rejected by its check."""

import tomllib
from pathlib import Path

import exercise_mutants
import pytest

from course_utils.practice import FunctionExercise, get, lessons, of_lesson
from course_utils.practice.verdict import PASS

EXERCISES = [e for lesson in lessons() for e in of_lesson(lesson) if isinstance(e, FunctionExercise)] + [get("00.0")]
EQUIVALENT = tomllib.loads(Path(__file__).with_name("equivalent_mutants.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_mutants_are_rejected(exercise):
    accepted = {}
    mutants = exercise_mutants.mutants(exercise.function)
    for mutant in mutants:
        verdict = exercise.judge(mutant.function(exercise.function), seed=3, seconds=0.5)
        accepted[mutant.name] = verdict.kind == PASS
    listed = {entry["mutant"] for entry in EQUIVALENT.get(exercise.id, [])}
    assert listed <= accepted.keys(), "listed as equivalent, but no longer produced"
    assert all(accepted[name] for name in listed), "listed as equivalent, but rejected"
    judged = {name: passed for name, passed in accepted.items() if name not in listed}
    survivors = [name for name, passed in judged.items() if passed]
    assert len(judged) >= 4
    assert len(survivors) <= 0.05 * len(judged), survivors


def test_equivalent_mutants_have_reasons():
    assert EQUIVALENT.keys() <= {exercise.id for exercise in EXERCISES}
    for entries in EQUIVALENT.values():
        assert all(len(entry["reason"].split()) > 3 for entry in entries)


def sample(values, width, base=2):
    """Docstring 1."""
    total = 0
    for value in values[1:width]:
        if value > base and not value == 7:  # noqa: SIM201
            total += value * base - 1
    return max(total, 0), values.sum(axis=1).T


@pytest.mark.parametrize(
    "change",
    [
        "total = 0  →  total = 1",
        "for value in values[1:width]:  →  for value in values[0:width]:",
        "for value in values[1:width]:  →  for value in values[1:width - 1]:",
        "for value in values[1:width]:  →  for value in values[:width]:",
        "for value in values[1:width]:  →  for value in values[1:base]:",
        "if value > base and (not value == 7):  →  if value >= base and (not value == 7):",
        "if value > base and (not value == 7):  →  if value > base or not value == 7:",
        "if value > base and (not value == 7):  →  if not value == 7:",
        "if value > base and (not value == 7):  →  if value > base and value == 7:",
        "if value > base and (not value == 7):  →  if not (value > base and (not value == 7)):",
        "total += value * base - 1  →  total -= value * base - 1",
        "total += value * base - 1  →  total = value * base - 1",
        "total += value * base - 1  →  total += value * base + 1",
        "total += value * base - 1  →  total += value * base",
        "total += value * base - 1  →  total += value / base - 1",
        "total += value * base - 1  →  total += 1 - value * base",
        "total += value * base - 1  →  pass",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (min(total, 0), values.sum(axis=1).T)",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (max(total, 0), values.mean(axis=1).T)",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (max(total, 0), values.sum(axis=0).T)",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (max(total, 0), values.sum().T)",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (max(total, 0), values.sum(axis=1))",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (values.sum(axis=1).T, max(total, 0))",
        "return (max(total, 0), values.sum(axis=1).T)  →  return (total, values.sum(axis=1).T)",
        "def sample(values, width, base=2):  →  def sample(values, width, base=3):",
    ],
)
def test_mutator_makes(change):
    assert change in {mutant.name for mutant in exercise_mutants.mutants(sample)}


def test_every_mutant_is_new_and_compiles():
    mutants = exercise_mutants.mutants(sample)
    assert len({mutant.source for mutant in mutants}) == len({mutant.name for mutant in mutants}) == len(mutants) > 60
    assert all(callable(mutant.function(sample)) for mutant in mutants)
    assert not any("Docstring" in mutant.source for mutant in mutants)
