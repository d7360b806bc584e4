"""Which pixels move the score: the gradient of one class's score with respect to the picture."""

import numpy as np

from .gradients import value_and_gradient
from .parts import chosen, labels, pictures, without_activation


def saliency(model, x, label):
    """Return how strongly each pixel moves the score of a class.

    Args:
        model: a Keras classifier, with logits or softmax at its end.
        x: one picture (h, w, c) or several (n, h, w, c).
        label: class number, or n of them.

    Returns:
        Array (h, w) or (n, h, w), not negative: the largest absolute slope over the channels, in logits per unit of x.

    Raises:
        CourseError: for a picture or a label that does not fit the model.

    >>> plot.images(x[:4], heat=[s / s.max() for s in saliency(model, x[:4], y[:4])])

    Source: Simonyan, Vedaldi & Zisserman (2014).
    """
    batch, single = pictures(model, x)
    label = labels(model, label, len(batch))
    with without_activation(model.layers[-1]):
        _, slope = value_and_gradient(lambda t: chosen(model(t, training=False), label))(batch)
    heat = np.abs(slope).max(axis=-1)
    return heat[0] if single else heat
