"""Find a model's layers, cut it at one of them, and check what is asked of it."""

import contextlib
import difflib

import keras
import numpy as np

from ..errors import CourseError

_CONVOLUTIONS = tuple(getattr(keras.layers, n) for n in ("Conv2D", "DepthwiseConv2D", "SeparableConv2D"))
_ACTIVATION_LAYERS = (keras.layers.Softmax, keras.layers.ReLU)


def layer_of(model, layer):
    """Return the layer that a name or a layer object means; a CourseError lists the names."""
    if layer in (known := list(model.layers)):
        return layer
    names = [each.name for each in known]
    if layer in names:
        return model.get_layer(layer)
    near = difflib.get_close_matches(str(layer), names, 1)
    hint = f"did you mean '{near[0]}'? " if near else ""
    raise CourseError(f"the model has no layer '{layer}'", remedy=f"{hint}it has {', '.join(names)}")


def last_convolution(model):
    """Return the last convolution layer of a model."""
    found = [layer for layer in model.layers if isinstance(layer, _CONVOLUTIONS)]
    if not found:
        raise CourseError("the model has no 2-D convolution layer", remedy="Grad-CAM needs one; try saliency()")
    return found[-1]


def graph_of(model):
    """Return the model as one with known inputs and outputs; a CourseError says how to get there."""
    try:
        return model.inputs, model.outputs
    except (AttributeError, ValueError):
        raise CourseError(
            "the model has no graph of layers yet", remedy="begin it with keras.Input(shape), or call it once"
        ) from None


def pictures(model, x):
    """Return a batch float32 (n, h, w, c) and whether a single picture was given."""
    x = np.asarray(x, dtype="float32")
    want = tuple(model.input_shape[1:])
    single = x.ndim == len(want)
    batch = x[None] if single else x
    if batch.ndim != len(want) + 1 or any(w not in (None, g) for w, g in zip(want, batch.shape[1:], strict=True)):
        raise CourseError(f"x has shape {x.shape}", remedy=f"the model reads {want}, one or several")
    return batch, single


def labels(model, label, n):
    """Return n class numbers from one number or n of them."""
    classes = model.output_shape[-1]
    label = np.broadcast_to(np.asarray(label), (n,)) if np.size(label) in (1, n) else None
    if label is None or label.dtype.kind not in "iu" or label.min() < 0 or label.max() >= classes:
        raise CourseError("label must be one class number a picture", remedy=f"whole numbers from 0 to {classes - 1}")
    return label.astype("int32")


@contextlib.contextmanager
def without_activation(layer):
    """Let a layer return what comes before its activation: softmax saturates and ReLU hides; both stop gradients."""
    if isinstance(layer, _ACTIVATION_LAYERS):
        layer.call = lambda inputs, *args, **kwargs: inputs
        try:
            yield
        finally:
            del layer.call  # the class's own method is found again
    elif (before := getattr(layer, "activation", None)) is not None:
        layer.activation = keras.activations.linear
        try:
            yield
        finally:
            layer.activation = before
    else:
        yield


@contextlib.contextmanager
def adding(layer, change):
    """Let a layer add ``change`` to what it returns, so that a slope can be taken in the middle of any model."""
    before = layer.call
    layer.call = lambda *args, **kwargs: before(*args, **kwargs) + change
    try:
        yield
    finally:
        del layer.call


def chosen(outputs, label):
    """Return the sum of each row's entry ``label``: rows do not mix, so its gradient holds each row's own."""
    return keras.ops.sum(keras.ops.multiply(outputs, keras.ops.one_hot(label, outputs.shape[-1])))
