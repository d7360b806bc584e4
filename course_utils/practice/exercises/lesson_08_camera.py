"""Exercise 08.3: from a photograph to what the network has learned from."""

import numpy as np

from .. import exercise


@exercise(
    "08.3",
    title="From a photograph to the network's input",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Do the steps one by one, and print the shape after each. Which axes are averaged for grey, which for small?",
        "`grey.reshape(28, h // 28, 28, w // 28)` has each block in the axes 1 and 3: take the mean over these.",
        "A mask of `True` with `False` inside picks the ring. Above 0.5 take `1 - small`; then `[None, :, :, None]`.",
    ),
    why="One function for training and for use, tested with a picture whose answer you know.",
)
def prepare(photo):
    """Return a photograph as the lesson's network wants it: `(1, 28, 28, 1)`, from 0 to 1, light on dark.

    `photo` is `(h, w, 3)` of whole numbers from 0 to 255; `h` and `w` are multiples of 28. In this order: grey is the
    mean of the three channels, divided by 255. Shrink by taking the mean of each block. If the background is light,
    turn light into dark (`1 - x`): it counts as light if the mean of the outermost ring of the 28 × 28 points is above
    one half. For example, a photograph that is white all over becomes 0 everywhere, and so does a black one.
    """
    h, w, _ = photo.shape
    small = photo.mean(axis=2).reshape(28, h // 28, 28, w // 28).mean(axis=(1, 3)) / 255
    edge = np.ones((28, 28), bool)
    edge[1:-1, 1:-1] = False
    return (1 - small if small[edge].mean() > 0.5 else small)[None, :, :, None]


def _photo(rng, light, factor):
    h, w = 28 * factor[0], 28 * factor[1]
    photo = rng.integers(200, 256, (h, w, 3)) if light else rng.integers(0, 60, (h, w, 3))
    top, left = h // 6, w // 6
    inside = photo[top : h - top, left : w - left].shape
    photo[top : h - top, left : w - left] = rng.integers(0, 90, inside) if light else rng.integers(160, 256, inside)
    return photo


@prepare.cases
def _(rng):
    yield (np.full((28, 28, 3), 255),)
    for light in (True, False):
        yield (_photo(rng, light, (1, 1)),)
        for _ in range(3):
            yield (_photo(rng, light, tuple(rng.integers(1, 5, 2))),)
    for _ in range(40):  # rings that are nearly undecided, each side with a brightness of its own
        photo = np.repeat(rng.integers(0, 256, (28, 28, 1)), 3, axis=2) // rng.integers(1, 3)
        for side in ((0, slice(None)), (-1, slice(None)), (slice(None), 0), (slice(None), -1)):
            photo[side] = np.clip(rng.normal(rng.uniform(60, 195), 60, photo[side].shape), 0, 255)
        yield (photo,)


@prepare.reference
def _(photo):
    h, w, _ = photo.shape
    small = np.zeros((28, 28))
    for i in range(28):
        for j in range(28):
            block = photo[i * h // 28 : (i + 1) * h // 28, j * w // 28 : (j + 1) * w // 28]
            small[i, j] = block.astype(float).sum() / (255 * block.size)
    edge = [small[i, j] for i in range(28) for j in range(28) if i in (0, 27) or j in (0, 27)]
    if sum(edge) / len(edge) > 0.5:
        small = 1.0 - small
    return small.reshape(1, 28, 28, 1)


def _small(photo):
    h, w, _ = photo.shape
    return photo.mean(axis=2).reshape(28, h // 28, 28, w // 28).mean(axis=(1, 3)) / 255


def _ring(small):
    return np.concatenate([small[0], small[-1], small[1:-1, 0], small[1:-1, -1]]).mean()


@prepare.mistake("the background is light here, and the garment is still dark on it: turn it with `1 - x`")
def never_turns(photo):
    return _small(photo)[None, :, :, None]


@prepare.mistake("turned although the background was dark: look at the outermost ring first")
def always_turns(photo):
    return 1 - _small(photo)[None, :, :, None]


@prepare.mistake("the network wants 0 to 1: divide by 255")
def keeps_bytes(photo):
    small = _small(photo)
    return (1 - small if _ring(small) > 0.5 else small)[None, :, :, None] * 255


@prepare.mistake("one picture is a batch of one, with one channel: the shape must be (1, 28, 28, 1)")
def forgets_the_axes(photo):
    small = _small(photo)
    return 1 - small if _ring(small) > 0.5 else small


@prepare.mistake("judged by the mean of the whole picture: a large garment would pass for background")
def judges_by_everything(photo):
    small = _small(photo)
    return (1 - small if small.mean() > 0.5 else small)[None, :, :, None]


@prepare.mistake("every so-many-th point was taken, and the others thrown away: take the mean of each block")
def skips_points(photo):
    h, w, _ = photo.shape
    small = photo.mean(axis=2)[:: h // 28, :: w // 28] / 255
    return (1 - small if _ring(small) > 0.5 else small)[None, :, :, None]


@prepare.mistake("only the red channel was read; grey is the mean of all three")
def reads_red(photo):
    small = _small(np.repeat(photo[..., :1], 3, axis=2))
    return (1 - small if _ring(small) > 0.5 else small)[None, :, :, None]


@prepare.mistake("the ring was weighed corner by corner: only its four corners were looked at")
def looks_at_corners(photo):
    small = _small(photo)
    corners = small[[0, 0, -1, -1], [0, -1, 0, -1]].mean()
    turned = 1 - small if corners > 0.5 else small
    return np.clip(turned - turned.min(), 0, 1)[None, :, :, None]


@prepare.also_right
def ring_by_ring(photo):
    small = _small(photo)
    return (1 - small if _ring(small) > 0.5 else small).reshape(1, 28, 28, 1).astype("float32")


@prepare.also_right
def in_one_go(photo):
    h, w, _ = photo.shape
    small = np.asarray(photo, float).reshape(28, h // 28, 28, w // 28, 3).mean(axis=(1, 3, 4)) / 255
    inside = small[1:-1, 1:-1]
    light = (small.sum() - inside.sum()) / (small.size - inside.size) > 0.5
    return np.where(light, 1 - small, small)[np.newaxis, ..., np.newaxis]
