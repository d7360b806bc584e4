"""Exercises of lesson 10 on arrays: dropout by hand, and a film that lies."""

import numpy as np

from .. import exercise


@exercise(
    "10.3",
    title="Drop by hand",
    minutes=5,
    needs="import numpy as np",
    hints=(
        "Which entries stay? Compare `coins` with `rate`: a rate of 0.9 must drop most of them.",
        "If a share `rate` is dropped, a share `1 - rate` is left. What must multiply it, so that the mean stays?",
        "`np.where(coins < rate, 0, x / (1 - rate))` is the branch for training. What is the answer otherwise?",
    ),
    why="Because the scaling is done in training, a trained network needs no change at all when it answers for real.",
)
def dropped(x, coins, rate, training):
    """Return what a dropout layer makes of `x`.

    `coins` has the shape of `x` and holds numbers from 0 to 1. In training, an entry is dropped (set to 0) where its
    coin lies **below** `rate`; the others are scaled up so that the mean over very many draws of coins is `x` itself.
    When not in training, nothing changes. For example `dropped(np.array([4.0, 4.0]), np.array([0.1, 0.7]), 0.5, True)`
    is `[0, 8]`, and with `False` it is `[4, 4]`.
    """
    return np.where(coins < rate, 0, x / (1 - rate)) if training else x


@dropped.cases
def _(rng):
    yield np.array([4.0, 4.0]), np.array([0.1, 0.7]), 0.5, True
    yield np.array([4.0, 4.0]), np.array([0.1, 0.7]), 0.5, False
    yield np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, 6.0]]), np.array([[0.9, 0.1, 0.5], [0.3, 0.25, 0.0]]), 0.25, True
    for rate in (0.0, 0.2, 0.3, 0.6, 0.8):
        shape = tuple(rng.integers(2, 6, 2))
        yield rng.normal(2.0, 1.0, shape), rng.random(shape).round(2), rate, True
    yield rng.normal(size=(2, 3)), rng.random((2, 3)), 0.4, False


@dropped.reference
def _(x, coins, rate, training):
    out = [float(v) for v in np.ravel(x)]
    if training:
        for i, coin in enumerate(np.ravel(coins)):
            out[i] = 0.0 if coin < rate else out[i] / (1.0 - rate)
    return np.reshape(out, np.shape(x))


@dropped.mistake("the dropped share is missing from the mean: scale up what is left")
def forgets_to_scale(x, coins, rate, training):
    return np.where(coins < rate, 0, x) if training else x


@dropped.mistake("a share `1 - rate` is left, so divide by that, not by `rate`")
def scales_by_the_rate(x, coins, rate, training):
    return np.where(coins < rate, 0, x / (rate or 1e-9)) if training else x


@dropped.mistake("this scales down; what is left must make up for what is gone: divide")
def scales_down(x, coins, rate, training):
    return np.where(coins < rate, 0, x * (1 - rate)) if training else x


@dropped.mistake("this keeps what should go: a coin *below* the rate drops the entry")
def keeps_the_wrong_ones(x, coins, rate, training):
    return np.where(coins < rate, x / (1 - rate), 0) if training else x


@dropped.mistake("when not in training, nothing is dropped and nothing is scaled")
def always_drops(x, coins, rate, training):
    return np.where(coins < rate, 0, x / (1 - rate))


@dropped.mistake("scaling belongs to training; here the answer for real is scaled")
def scales_when_it_answers(x, coins, rate, training):
    return np.where(coins < rate, 0, x) if training else x * (1 - rate)


@dropped.mistake("scale by the share that is left *on average*, not by how many happened to be left this time")
def scales_by_what_is_left(x, coins, rate, training):
    kept = coins >= rate
    return np.where(kept, x / max(kept.mean(), 1e-9), 0) if training else x


@dropped.mistake("below the rate, not at it: a coin that equals the rate keeps its entry")
def drops_at_the_rate(x, coins, rate, training):
    return np.where(coins <= rate, 0, x / (1 - rate)) if training else x


@dropped.also_right
def with_a_mask(x, coins, rate, training):
    mask = np.asarray(coins) >= rate
    return x * mask / (1 - rate) if training else x


@dropped.also_right
def as_lists(x, coins, rate, training):
    if not training:
        return np.array(x).tolist()
    return [[v / (1 - rate) * (c >= rate) for v, c in zip(row, toss)] for row, toss in zip(x, coins)] if np.ndim(
        x) == 2 else [v / (1 - rate) * (c >= rate) for v, c in zip(x, coins)]  # fmt: skip


@exercise(
    "10.4",
    title="Make a film that lies",
    kind="break it",
    minutes=8,
    needs="import numpy as np",
    given="frames = ...  # your code here: a list of pictures\nreturn np.stack(frames)",
    hints=(
        "On a page that closes in a ring, what do you see when something moves right by almost the whole width?",
        "Moving right by `width - v` lands on the same place as moving left by `v`. What about two such steps?",
        "Frame `t` is `np.roll(picture, t * (picture.shape[1] - v), axis=1)`; `np.roll` goes round by itself.",
    ),
    why="It is why coach wheels turn backwards in old Westerns: between two frames, no camera and no network can tell.",
)
def lying_film(picture, v, length):
    """Return a film whose digit moves to the **right**, but which nobody can tell from one that moves *left* by `v`.

    `picture` is `(h, w)`, a page that closes in a ring: what leaves on one side comes back on the other (`np.roll`).
    The film is `(length, h, w)`. It begins with `picture` itself, and from each frame to the next everything moves
    right by the same number of pixels, from 1 to `w - 1`. The result must be *equal* to the film in which everything
    moves left by `v`, where `v` is from 1 to `w - 1`. For example `lying_film(np.array([[1, 2, 3, 4, 5]]), 1, 3)` is
    `[[[1, 2, 3, 4, 5]], [[2, 3, 4, 5, 1]], [[3, 4, 5, 1, 2]]]`: each frame is the last, moved right by 4.
    """
    return np.stack([np.roll(picture, t * (picture.shape[1] - v), axis=1) for t in range(length)])


@lying_film.cases
def _(rng):
    yield np.array([[1, 2, 3, 4, 5]]), 1, 3
    yield np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]), 3, 4
    for _ in range(6):
        h, w = (int(n) for n in rng.integers((2, 5), (5, 9)))
        yield rng.permutation(h * w).reshape(h, w), int(rng.integers(1, w)), int(rng.integers(3, 6))


@lying_film.reference
def _(picture, v, length):
    # Pixel by pixel, moving left: what stands at column c came from v columns further right, a round later.
    h, w = picture.shape
    return [[[int(picture[r][(c + t * v) % w]) for c in range(w)] for r in range(h)] for t in range(length)]


def _film(picture, step, length, axis=1, first=0):
    return np.stack([np.roll(picture, (t + first) * step, axis=axis) for t in range(length)])


@lying_film.mistake("this film moves right by `v`, and looks like it: go almost once round")
def tells_the_truth(picture, v, length):
    return _film(picture, v, length)


@lying_film.mistake("right and left are columns: roll along axis 1")
def rolls_the_rows(picture, v, length):
    return _film(picture, picture.shape[0] - v, length, axis=0)


@lying_film.mistake("the first frame is the picture itself")
def starts_one_step_later(picture, v, length):
    return _film(picture, picture.shape[1] - v, length, first=1)


@lying_film.mistake("each frame moves on from the frame before; yours all move from the first picture by one step")
def moves_only_once(picture, v, length):
    return np.stack([picture] + [np.roll(picture, picture.shape[1] - v, axis=1)] * (length - 1))


@lying_film.mistake("the ring is as long as the picture is *wide*: `picture.shape[1]`")
def uses_the_height(picture, v, length):
    return _film(picture, picture.shape[0] - v, length)


@lying_film.mistake("without an axis, `np.roll` pushes pixels from one row into the next")
def forgets_the_axis(picture, v, length):
    return _film(picture, picture.shape[1] - v, length, axis=None)


@lying_film.mistake("the film has one frame too many: the picture itself is the first of `length`")
def has_one_too_many(picture, v, length):
    return _film(picture, picture.shape[1] - v, length + 1)


@lying_film.mistake("`v` pixels short of a round, in every step: one pixel short is right only where `v` is 1")
def goes_one_short(picture, v, length):
    return _film(picture, picture.shape[1] - 1, length)


@lying_film.also_right
def frame_by_frame(picture, v, length):
    frames = [picture]
    while len(frames) < length:
        frames.append(np.roll(frames[-1], picture.shape[1] - v, axis=1))
    return np.array(frames)


@lying_film.also_right
def moves_left(picture, v, length):
    return [np.roll(picture, -t * v, axis=1) for t in range(length)]
