"""Losses: one number that says how wrong a batch of answers is, the mean over its examples."""

import numpy as np

from ...errors import CourseError
from ..tensor import as_tensor, node
from .activations import _log_softmax, _sigmoid
from .arithmetic import square, subtract
from .reductions import mean


def softmax_cross_entropy(logits, labels):
    """Return the mean of ``-log softmax(logits)[label]``: the surprise at the right answers, in nats.

    Args:
        logits: (..., classes), the scores before any softmax.
        labels: (...), whole numbers from 0 to classes - 1.

    Raises:
        CourseError: when shapes do not match, or labels are not whole numbers in that range.

    Source: lesson 04. The gradient is the famous "probabilities minus truth", divided by the number of labels.

    >>> softmax_cross_entropy(Tensor([[0.0, 0.0]]), [1])
    Tensor(0.6931)
    """
    logits, labels = as_tensor(logits), np.asarray(labels)
    _check_labels(logits, labels)
    log_p = _log_softmax(logits.data.reshape(-1, logits.shape[-1]), axis=-1)  # (n, classes)
    right = np.arange(labels.size), labels.ravel()

    def rule(g):
        blame = np.exp(log_p)
        blame[right] -= 1
        blame *= g / labels.size
        return blame.reshape(logits.shape)

    return node("softmax_cross_entropy", -log_p[right].mean(), (logits, rule))


def binary_cross_entropy(logits, labels):
    """Return the mean of ``-log`` of the probability that ``sigmoid(logits)`` gives to the truth.

    Args:
        logits: any shape, the scores before the sigmoid.
        labels: the same shape, 0 or 1 (or a probability between).

    Raises:
        CourseError: when the shapes differ.

    Source: lesson 04.
    """
    logits = as_tensor(logits)
    y = as_tensor(labels, logits.dtype).data
    _check_same_shape(logits.shape, y.shape)
    z = logits.data
    # log(1 + exp(z)) - y z, written so that a large z cannot overflow
    surprise = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return node("binary_cross_entropy", surprise.mean(), (logits, lambda g: (_sigmoid(z) - y) * (g / z.size)))


def mean_squared_error(predictions, targets):
    """Return the mean of ``(predictions - targets) ** 2`` over all entries.

    Raises:
        CourseError: when the shapes differ: (n, 1) against (n,) would silently compare everyone with everyone.

    >>> mean_squared_error(Tensor([1.0, 2.0]), [1.0, 4.0])
    Tensor(2.)
    """
    predictions = as_tensor(predictions)
    targets = as_tensor(targets, predictions.dtype)
    _check_same_shape(predictions.shape, targets.shape)
    return mean(square(subtract(predictions, targets)))


def _check_same_shape(predictions, targets):
    if predictions != targets:
        raise CourseError(
            f"predictions have shape {predictions}, targets {targets}",
            remedy="make them equal, for example with targets[:, None]",
        )


def _check_labels(logits, labels):
    if labels.dtype.kind not in "iu":
        raise CourseError(f"labels are {labels.dtype}, not whole numbers", remedy="give class numbers, no one-hot rows")
    if logits.ndim == 0 or labels.shape != logits.shape[:-1]:
        raise CourseError(
            f"logits of shape {logits.shape} do not match labels of shape {labels.shape}",
            remedy="each row of logits needs one label",
        )
    if labels.size and not 0 <= labels.min() <= labels.max() < logits.shape[-1]:
        raise CourseError(
            f"labels go from {labels.min()} to {labels.max()}",
            remedy=f"{logits.shape[-1]} logits stand for the classes 0 to {logits.shape[-1] - 1}",
        )
