"""The scores on the cards are what the models reach; the slow ones are recomputed by ``data_baselines.py``."""

import warnings

import pytest
from data_baselines import MODELS, accuracy

from course_utils import data

QUICK = [(name, i) for name, models in MODELS.items() for i, (_, quick) in enumerate(models) if quick]


def test_every_baseline_has_its_model():
    for name in data.names():
        assert len(data.card(name).baselines) == len(MODELS[name])


@pytest.mark.parametrize(("name", "i"), QUICK, ids=lambda value: str(value))
def test_card_states_what_the_model_reaches(name, i):
    loaded = data.load(name)
    stated = loaded.card.baselines[i]
    with warnings.catch_warnings():
        # NearestCentroid warns of pixels that are black in a whole class; they do it no harm.
        warnings.filterwarnings("ignore", "self.within_class_std_dev_")
        assert accuracy(loaded, MODELS[name][i][0]()) == pytest.approx(stated.score, abs=0.006), stated.model


@pytest.mark.parametrize("name", MODELS)
def test_naive_baseline_is_first_and_beaten(name):
    scores = [baseline.score for baseline in data.card(name).baselines]
    assert scores == sorted(scores) and scores[-1] > 2 * scores[0]
