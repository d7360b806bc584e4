"""What a unit wants to see: the picture that excites it most, grown from noise."""

from numbers import Integral
from typing import NamedTuple

import keras
import numpy as np
from scipy.ndimage import gaussian_filter

from ..errors import CourseError
from .gradients import value_and_gradient
from .parts import graph_of, layer_of, without_activation

_WAKING = 0.01  # share of a filter's best place in what counts, so that one that is silent everywhere can wake up


class _Prior(NamedTuple):
    """What a picture should look like where the unit does not care."""

    start: float  # pixel value of the empty picture
    fine: float  # detail of f cycles a pixel grows 1/f**fine as fast as the coarsest
    flat: bool  # keep the mean brightness of the empty picture
    pull: float  # back to the empty picture, as a share of the step
    blur: float


# A filter asks for a pattern: on grey paper of fixed brightness, else half of all filters would want all white or all
# black. A class asks for a thing: on empty paper, with only those pixels that pay for themselves.
_PATTERN = _Prior(start=0.5, fine=0.3, flat=True, pull=0.0, blur=0.5)
_THING = _Prior(start=0.0, fine=1.0, flat=False, pull=0.3, blur=0.0)


def maximize(model, layer, unit, *, steps=128, seed=0, rate=0.06, blur=None, jitter=2):
    """Grow pictures that excite units of a layer: activation maximisation by gradient ascent from faint noise.

    Args:
        model: a Keras model that reads pictures with values in [0, 1].
        layer: the layer, by name.
        unit: filter of a convolution (its mean answer over all places counts) or unit of a Dense layer; one number, or
            several, which are grown side by side in one batch. What counts is the value before the activation.
        steps: steps of ascent; 128 steps for 16 units of a small network take about half a second.
        seed: of the noise and the shifts; one seed gives one picture.
        rate: first step length, in units of pixel value; it falls to zero.
        blur: standard deviation in pixels of a blur after every fourth step, which takes out specks; default 0.5 for
            filters, none for Dense units.
        jitter: the picture is shifted by up to so many pixels before each step, which keeps it off a pixel grid.

    Returns:
        Array (h, w, c) for one unit, (n, h, w, c) for several, in [0, 1].

    Raises:
        CourseError: for an unknown layer (the names are listed) or unit.

    >>> plot.images(maximize(model, "conv2d_1", range(8)), title="The second layer likes corners and stripes")

    Source: Erhan et al. (2009); jitter and blur after Mordvintsev et al. (2015) and Yosinski et al. (2015), slopes
    scaled by frequency after Olah, Mordvintsev & Schubert (2017).
    """
    layer = layer_of(model, layer)
    probe = keras.Model(graph_of(model)[0], layer.output)
    units = _units(unit, layer)
    prior = _PATTERN if len(layer.output.shape) == 4 else _THING
    blur = prior.blur if blur is None else blur
    # Each unit has noise of its own, so that its picture does not depend on what else is grown in the batch.
    noise = np.stack([np.random.default_rng([seed, u]).standard_normal(model.input_shape[1:]) for u in units])
    rng = np.random.default_rng(seed)
    x = np.clip(prior.start + 0.05 * noise, 0, 1).astype("float32")
    with without_activation(layer):
        ascend = value_and_gradient(lambda t: _excitement(probe([t], training=False), units), repeated=True)
        for step in range(steps):
            shift = rng.integers(-jitter, jitter + 1, 2)
            _, slope = ascend(np.roll(x, shift, axis=(1, 2)))
            slope = _smoothed(np.roll(slope, -shift, axis=(1, 2)), prior)
            length = rate * (1 - step / steps)
            x = np.clip(x + length * (slope - prior.pull * np.sign(x - prior.start)), 0, 1).astype("float32")
            if blur and step % 4 == 3 and step < 0.8 * steps:  # the last steps sharpen what the blur has left
                x = gaussian_filter(x, (0, blur, blur, 0))
    return x[0] if isinstance(unit, Integral) else x


def _smoothed(slope, prior):
    # Coarse waves of the slope count more than fine ones, as in natural pictures; then each picture's is made length 1.
    h, w = slope.shape[1:3]
    frequency = np.hypot(np.fft.fftfreq(h)[:, None], np.fft.fftfreq(w)[None])  # (h, w)
    scale = np.maximum(frequency, 1 / max(h, w)) ** -prior.fine
    if prior.flat:
        scale[0, 0] = 0
    waves = np.fft.fft2(slope, axes=(1, 2)) * scale[None, :, :, None]
    slope = np.fft.ifft2(waves, axes=(1, 2)).real
    return slope / (np.sqrt((slope**2).mean(axis=(1, 2, 3), keepdims=True)) + 1e-12)


def _units(unit, layer):
    units = np.atleast_1d(np.asarray(unit if isinstance(unit, Integral) else list(unit)))
    most = layer.output.shape[-1]
    if units.size == 0 or units.dtype.kind not in "iu" or units.min() < 0 or units.max() >= most:
        raise CourseError(f"layer '{layer.name}' has no unit {unit}", remedy=f"its units are 0 to {most - 1}")
    return units


def _excitement(activation, units):
    wanted = np.eye(activation.shape[-1], dtype="float32")[units]
    if len(activation.shape) == 4:
        everywhere = keras.ops.mean(keras.ops.maximum(activation, 0.0), axis=(1, 2))
        activation = everywhere + _WAKING * keras.ops.max(activation, axis=(1, 2))
    return keras.ops.sum(keras.ops.multiply(activation, wanted))
