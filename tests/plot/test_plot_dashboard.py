"""A dashboard shows the counts, the surest mistakes first, and both curves."""

import numpy as np
import pytest

from course_utils import plot
from course_utils.errors import CourseError

HISTORY = {"loss": [1, 0.5], "val_loss": [1.1, 0.7], "accuracy": [0.6, 0.8], "val_accuracy": [0.5, 0.7]}
TRUE = np.array([0, 0, 1, 1])
P = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.1, 0.9]])
X = np.zeros((4, 6, 6))


def texts(fig):
    return [text.get_text() for text in fig.findobj(match=lambda a: hasattr(a, "get_text"))]


def test_mistakes_come_surest_first_with_what_was_said_and_what_it_is():
    fig = plot.dashboard(HISTORY, X, TRUE, P, ["cat", "dog"])
    said = [text for text in texts(fig) if text.endswith(" %?")]
    assert said == ["dog\n80 %?", "cat\n60 %?"]


def test_all_counts_are_written():
    fig = plot.dashboard(HISTORY, X, TRUE, P, ["cat", "dog"])
    assert [text for text in texts(fig) if text == "1"].__len__() >= 4


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((HISTORY, X, TRUE[:3], P, ["cat", "dog"]), "probabilities has 4 entries, true has 3"),
        ((HISTORY, X, TRUE, P, ["cat"]), "classes has 1 entries, a row of probabilities has 2"),
        (({"loss": []}, X, TRUE, P, ["cat", "dog"]), "the history holds no epoch"),
    ],
)
def test_what_does_not_fit_is_said(arguments, says):
    with pytest.raises(CourseError, match=says):
        plot.dashboard(*arguments)
