"""The scores on the cards are what the models reach."""

import runpy

import pytest
from shelf_sets import NAMES, loaded_or_skip

from course_utils import data
from course_utils.data.baselines import functions, score
from course_utils.data.fetching import locate
from course_utils.errors import CourseError

QUICK = [(name, b) for name in NAMES for b in data.card(name).baselines if not b.slow]
SLOW = [(name, b) for name in NAMES for b in data.card(name).baselines if b.slow]


def holds(name, baseline):
    loaded = loaded_or_skip(name)
    if loaded.card.source.downloads and not locate(loaded.card)[1].measured:
        pytest.skip(f"the release of {name} in the cache is not the one that the card's scores are of")
    assert score(loaded, baseline) == pytest.approx(baseline.score, abs=baseline.within), baseline.model


@pytest.mark.parametrize(("name", "baseline"), QUICK, ids=lambda v: getattr(v, "function", v))
def test_card_states_what_the_model_reaches(name, baseline):
    holds(name, baseline)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "baseline"), SLOW, ids=lambda v: getattr(v, "function", v))
def test_card_states_what_the_slow_model_reaches(name, baseline):
    holds(name, baseline)


@pytest.mark.parametrize("name", NAMES)
def test_every_baseline_has_its_function_and_every_function_its_baseline(name):
    card = data.card(name)
    path = card.folder / "baselines.py"
    public = runpy.run_path(str(path))["__all__"]
    stated = [b.function for b in card.baselines]
    assert sorted(stated) == sorted(public) and set(public) <= set(functions(card))


@pytest.mark.parametrize("name", NAMES)
def test_tolerances_are_small_beside_what_a_better_model_gains(name):
    baselines = data.card(name).baselines
    naive, best = baselines[0].score, baselines[-1].score
    for baseline in baselines:
        assert 0 < baseline.within <= max(0.006, 0.05 * abs(naive - best)), baseline.model


def test_function_that_is_not_there_is_named(edit):
    edit("spirals", 'function = "neighbours"', 'function = "neighbors"')
    card = data.card("spirals")
    with pytest.raises(CourseError, match="has no function 'neighbors': write it"):
        score(data.load("spirals"), card.baselines[-1])


def test_missing_file_of_baselines_is_named(shelf):
    (shelf / "spirals" / "baselines.py").unlink()
    with pytest.raises(CourseError, match=r"datasets/spirals/baselines\.py is missing"):
        functions(data.card("spirals"))
