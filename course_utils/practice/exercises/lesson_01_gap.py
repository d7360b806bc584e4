"""Exercise 01.3: one pixel that a hand-made feature does not survive."""

import numpy as np

from .. import exercise

GIVEN = '''
from scipy import ndimage


def holes(is_ink):
    """Return how many areas of background are enclosed by ink: the lesson's feature."""
    return ndimage.label(~np.pad(is_ink, 1))[1] - 1
'''


@exercise(
    "01.3",
    title="Break a feature with one pixel",
    kind="break it",
    minutes=8,
    needs="import numpy as np",
    given=GIVEN,
    hints=(
        "Erase one pixel of ink. Which ones let the inside run out, and which do not? A corner?",
        "You need not find a rule: try every pixel of ink on a copy, and ask `holes`.",
        "`for row, column in np.argwhere(is_ink)`: copy, set that place to `False`, return it when `holes` is 0.",
    ),
    why="A rule that is perfect on clean pictures can hang on one pixel. Learned features fail too, in other places.",
)
def weak_point(is_ink):
    """Return the row and column of one pixel of ink whose erasing makes the lesson's feature say: no hole.

    `is_ink` is an array of `True` and `False`, `(height, width)`: one closed loop, drawn with a line one pixel wide,
    perhaps with a tail, as a careful 0 or 9. Areas hang together over the sides of pixels, not over their corners. For
    example, in the loop below `(0, 1)` is right and `(0, 0)` is not: the inside does not reach the corner.

    ```
    1 1 1
    1 0 1
    1 1 1
    ```
    """
    row, column = np.argwhere(is_ink)[0]  # the corner at the top left: the first pixel of ink, row by row
    return row, column + 1


@weak_point.cases
def _(rng):
    yield (np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], bool),)
    for _ in range(10):
        height, width = rng.integers(3, 8, 2)
        top, left = rng.integers(1, 4, 2)
        picture = np.zeros((14, 14), bool)
        picture[top : top + height, left : left + width] = True
        picture[top + 1 : top + height - 1, left + 1 : left + width - 1] = False
        if rng.random() < 0.5:  # a tail, as a 9 has it, drawn on from a lower corner
            picture[top + height : 14 - rng.integers(0, 3), left + width - 1] = True
        yield (picture,)


@weak_point.accepts
def _(got, is_ink):
    try:
        row, column = (int(number) for number in got)
    except (TypeError, ValueError):
        return "return a row and a column: two whole numbers"
    if not (0 <= row < is_ink.shape[0] and 0 <= column < is_ink.shape[1]):
        return f"({row}, {column}) lies outside of the picture"
    if not is_ink[row, column]:
        return f"({row}, {column}) is background: there is nothing to erase"
    return None if _runs_out(is_ink, row, column) else f"without ({row}, {column}) the loop is still closed"


def _runs_out(is_ink, row, column):
    """Flood from outside, place by place, and tell whether every background pixel gets wet."""
    dry = ~np.pad(is_ink, 1)
    dry[row + 1, column + 1] = True
    waiting = [(0, 0)]
    while waiting:
        i, j = waiting.pop()
        if 0 <= i < dry.shape[0] and 0 <= j < dry.shape[1] and dry[i, j]:
            dry[i, j] = False
            waiting += [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)]
    return not dry.any()


@weak_point.mistake("a corner touches the inside only over a corner, and that does not let it out")
def erases_a_corner(is_ink):
    return tuple(np.argwhere(is_ink)[0])


@weak_point.mistake("that pixel is inside the loop, where there is no ink to erase")
def erases_inside(is_ink):
    row, column = np.argwhere(is_ink)[0]
    return row + 1, column + 1


@weak_point.mistake("the last pixel of ink is a corner or the end of the tail: the loop does not need it")
def erases_the_end(is_ink):
    return tuple(np.argwhere(is_ink)[-1])


@weak_point.mistake("`np.argwhere` gives the row first; your numbers look like column, row")
def swaps_row_and_column(is_ink):
    row, column = weak_point(is_ink)
    return column, row


@weak_point.mistake("that is one number; `np.unravel_index` or `np.argwhere` turn it into a row and a column")
def gives_one_number(is_ink):
    return int(np.flatnonzero(is_ink)[1])


@weak_point.mistake("this is the changed picture; asked is the place of the pixel")
def gives_the_picture(is_ink):
    row, column = weak_point(is_ink)
    erased = is_ink.copy()
    erased[row, column] = False
    return erased


@weak_point.also_right
def by_trying(is_ink):
    from scipy import ndimage

    for row, column in np.argwhere(is_ink):
        erased = is_ink.copy()
        erased[row, column] = False
        if ndimage.label(~np.pad(erased, 1))[1] == 1:
            return int(row), int(column)
    return None


@weak_point.also_right
def as_an_array(is_ink):
    return np.argwhere(is_ink)[1]
