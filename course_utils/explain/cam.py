"""Where a network looks: Grad-CAM, the last feature maps weighted by what they do for a class."""

import keras
import numpy as np

from ..errors import CourseError
from .gradients import value_and_gradient
from .parts import adding, chosen, graph_of, labels, last_convolution, layer_of, pictures, without_activation


def grad_cam(model, x, label, layer=None):
    """Return where the evidence for a class lies, as a coarse map over the picture.

    Args:
        model: a Keras classifier with convolution layers, with logits or softmax at its end.
        x: one picture (h, w, c) or several (n, h, w, c).
        label: class number, or n of them.
        layer: name of the layer whose feature maps are weighted; default the last convolution.

    Returns:
        Array (h, w) or (n, h, w) in [0, 1]; the largest value of each picture is 1, or all are 0 where nothing speaks
        for the class.

    Raises:
        CourseError: for a layer that the model does not have (the names are listed) or one without feature maps.

    >>> plot.images(x[:4], heat=grad_cam(model, x[:4], y[:4]))

    Source: Selvaraju et al. (2017).
    """
    batch, single = pictures(model, x)
    label = labels(model, label, len(batch))
    layer = last_convolution(model) if layer is None else layer_of(model, layer)
    inputs, _ = graph_of(model)
    if len(layer.output.shape) != 4:
        raise CourseError(f"layer '{layer.name}' has no feature maps", remedy="choose a convolution layer")
    maps = keras.ops.convert_to_numpy(keras.Model(inputs, layer.output)([batch], training=False))  # (n, a, b, k)

    def score(change):
        with adding(layer, change):
            return chosen(model(batch, training=False), label)

    with without_activation(model.layers[-1]):
        _, slope = value_and_gradient(score)(np.zeros_like(maps))
    weight = slope.mean(axis=(1, 2), keepdims=True)  # (n, 1, 1, k)
    heat = np.maximum((weight * maps).sum(axis=-1, keepdims=True), 0)
    heat = keras.ops.image.resize(heat, batch.shape[1:3], data_format="channels_last")
    heat = keras.ops.convert_to_numpy(heat)[..., 0]
    top = heat.max(axis=(1, 2), keepdims=True)
    heat = np.divide(heat, top, out=np.zeros_like(heat), where=top > 0)
    return heat[0] if single else heat
