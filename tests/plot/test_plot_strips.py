"""Numbers under the words of a text."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from course_utils import plot
from course_utils.errors import CourseError

WORDS = ["not", "bad", "at", "all"]
KEEP, VERDICT = np.array([0.1, 0.9, 0.5, 0.5]), np.array([-2.0, 1.0, 1.2, 1.4])


def _drawn(fig):
    cells = [p for p in fig.axes[0].patches if isinstance(p, Rectangle)]
    return {t.get_text(): t for t in fig.axes[0].texts}, cells


def test_every_word_stands_over_a_cell_of_each_row():
    texts, cells = _drawn(plot.strips(WORDS, {"keep": KEEP, "verdict": VERDICT}))
    assert len(cells) == 8
    for i, word in enumerate(WORDS):
        left, right = cells[i].get_x(), cells[i].get_x() + cells[i].get_width()
        assert left < texts[word].get_position()[0] < right
        assert cells[4 + i].get_x() == left and cells[4 + i].get_y() > cells[i].get_y()
        assert texts[word].get_position()[1] < cells[i].get_y()


def test_red_is_below_zero_blue_above_and_rows_without_negative_numbers_share_a_scale():
    texts, cells = _drawn(plot.strips(WORDS, {"keep": KEEP, "verdict": VERDICT}))
    (red, _, blue, _), (r, _, b, _) = cells[4].get_facecolor(), cells[7].get_facecolor()
    assert red > blue and b > r
    assert {"0.9", "−2.0"} <= texts.keys()
    _, wider = _drawn(plot.strips(WORDS, {"keep": KEEP}, span=(0, 9)))
    assert wider[1].get_facecolor() != cells[1].get_facecolor()


def test_a_long_text_runs_over_several_lines_of_the_page():
    _, cells = _drawn(plot.strips(WORDS * 8, {"keep": np.tile(KEEP, 8)}))
    assert len({cell.get_y() for cell in cells}) > 1
    assert max(cell.get_x() + cell.get_width() for cell in cells) <= 800


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plot.strips("not bad", {"keep": KEEP}), "needs the words of a text"),
        (lambda: plot.strips(WORDS, KEEP), "needs a dict of label"),
        (lambda: plot.strips(WORDS, {"keep": KEEP[:3]}), "'keep' has 3 entries, words has 4"),
    ],
)
def test_what_is_no_text_with_numbers_is_said(call, says):
    with pytest.raises(CourseError, match=says):
        call()
