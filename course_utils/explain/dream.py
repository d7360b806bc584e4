"""What a unit wants to see: the picture that excites it most, grown from noise."""

from numbers import Integral

import keras
import numpy as np
from scipy.ndimage import gaussian_filter

from ..errors import CourseError
from .gradients import value_and_gradient
from .parts import graph_of, layer_of, without_activation


def maximize(model, layer, unit, *, steps=96, seed=0, rate=0.06, blur=0.6, jitter=2):
    """Grow pictures that excite units of a layer: activation maximisation by gradient ascent from faint noise.

    Args:
        model: a Keras model that reads pictures with values in [0, 1].
        layer: the layer, by name.
        unit: channel of a convolution (the mean over all places counts) or unit of a Dense layer; one number or several,
            which are grown side by side in one batch.
        steps: steps of ascent.
        seed: of the noise and the shifts; one seed gives one picture.
        rate: step length, in units of pixel value.
        blur: standard deviation in pixels of the blur after every fourth step, which takes out specks.
        jitter: the picture is shifted by up to so many pixels before each step, which keeps it from locking on a grid.

    Returns:
        Array (h, w, c) for one unit, (n, h, w, c) for several, in [0, 1].

    Raises:
        CourseError: for an unknown layer (the names are listed) or unit.

    >>> plot.images(maximize(model, "conv2d_1", range(8)), title="The second layer likes corners and stripes")

    Source: Erhan et al. (2009); blur and jitter after Yosinski et al. (2015) and Mordvintsev et al. (2015).
    """
    layer = layer_of(model, layer)
    inputs, _ = graph_of(model)
    units = _units(unit, layer)
    probe = keras.Model(inputs, layer.output)
    rng = np.random.default_rng(seed)
    x = (0.5 + 0.02 * rng.standard_normal((len(units), *model.input_shape[1:]))).astype("float32")
    with without_activation(layer):
        ascend = value_and_gradient(lambda t: _excitement(probe(t, training=False), units), repeated=True)
        for step in range(steps):
            shift = tuple(rng.integers(-jitter, jitter + 1, 2))
            _, slope = ascend(np.roll(x, shift, axis=(1, 2)))
            slope = np.roll(slope, (-shift[0], -shift[1]), axis=(1, 2))
            length = np.sqrt((slope**2).mean(axis=(1, 2, 3), keepdims=True)) + 1e-12
            x = np.clip(x + rate * slope / length, 0, 1)
            if blur and step % 4 == 3 and step + 4 < steps:
                x = gaussian_filter(x, (0, blur, blur, 0))
    return x[0] if isinstance(unit, Integral) else x


def _units(unit, layer):
    units = np.atleast_1d(np.asarray(list(unit) if not isinstance(unit, Integral) else unit))
    most = layer.output.shape[-1]
    if units.size == 0 or units.dtype.kind not in "iu" or units.min() < 0 or units.max() >= most:
        raise CourseError(f"layer '{layer.name}' has no unit {unit}", remedy=f"its units are 0 to {most - 1}")
    return units


def _excitement(activation, units):
    mask = np.eye(activation.shape[-1], dtype="float32")[units]
    per_unit = keras.ops.mean(activation, axis=(1, 2)) if len(activation.shape) == 4 else activation
    return keras.ops.sum(per_unit * mask)
