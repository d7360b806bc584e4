"""What the engine says when something does not fit: the shapes, and what to do."""

import numpy as np
import pytest

from course_utils import engine as e
from course_utils.errors import CourseError

PICTURES = np.ones((2, 8, 8, 3))
LOGITS = e.Tensor(np.zeros((4, 10)))


def zeros(*shape):
    return e.Tensor(np.zeros(shape), requires_grad=True)


SLIPS = {
    "backward from many numbers": (lambda: zeros(64, 10).backward(), "one number.*\\(64, 10\\).*sum\\(\\)"),
    "backward from constants": (lambda: e.Tensor(1.0).backward(), "no tape.*requires_grad"),
    "gradient of another shape": (lambda: zeros(3).backward(np.ones(4)), "\\(4,\\).*\\(3,\\)"),
    "no numbers": (lambda: e.Tensor("three"), "real numbers"),
    "add": (lambda: zeros(3) + zeros(4), "cannot add shapes \\(3,\\) and \\(4,\\).*equal or 1"),
    "subtract": (lambda: zeros(2, 3) - np.ones(4), "cannot subtract shapes \\(2, 3\\) and \\(4,\\)"),
    "matmul": (lambda: zeros(2, 3) @ zeros(4, 5), "cannot matmul shapes \\(2, 3\\) and \\(4, 5\\)"),
    "matmul with a number": (lambda: zeros(2, 3) @ 2.0, "cannot matmul shapes \\(2, 3\\) and \\(\\)"),
    "reshape": (lambda: zeros(2, 3).reshape(4, 2), "cannot reshape \\(2, 3\\) to \\(4, 2\\).*multiply to 6"),
    "concatenate": (lambda: e.concatenate([zeros(2, 3), zeros(2)]), "cannot concatenate shapes \\(2, 3\\), \\(2,\\)"),
    "stack": (lambda: e.stack([zeros(2), zeros(3)]), "cannot stack shapes \\(2,\\), \\(3,\\)"),
    "pad": (lambda: e.pad(zeros(2, 3), ((1, 1),)), "cannot pad shape \\(2, 3\\).*each axis"),
    "one picture": (lambda: e.conv2d(PICTURES[0], np.ones((3, 3, 3, 4))), "\\(8, 8, 3\\).*x\\[None\\]"),
    "grey pictures": (lambda: e.max_pool2d(PICTURES[..., 0]), "channel axis"),
    "kernel of other channels": (
        lambda: e.conv2d(PICTURES, np.ones((3, 3, 1, 4))),
        "\\(3, 3, 1, 4\\).*\\(2, 8, 8, 3\\)",
    ),
    "kernel without filters": (lambda: e.conv2d(PICTURES, np.ones((3, 3))), "kernel is \\(height, width"),
    "unknown padding": (lambda: e.conv2d(PICTURES, np.ones((3, 3, 3, 4)), padding="full"), "'full'.*'valid' or 'same'"),
    "window too large": (lambda: e.avg_pool2d(PICTURES, 9), "\\(9, 9\\) does not fit.*\\(8, 8\\)"),
    "one-hot labels": (lambda: e.softmax_cross_entropy(LOGITS, np.eye(10)[:4]), "float64.*no one-hot"),
    "labels of another batch": (lambda: e.softmax_cross_entropy(LOGITS, [1, 2]), "\\(4, 10\\).*\\(2,\\)"),
    "label too large": (lambda: e.softmax_cross_entropy(LOGITS, [1, 2, 3, 10]), "from 1 to 10.*0 to 9"),
    "label below zero": (lambda: e.softmax_cross_entropy(LOGITS, [1, 2, -3, 0]), "from -3 to 2"),
    "column against row": (lambda: e.mean_squared_error(zeros(4, 1), np.ones(4)), "\\(4, 1\\).*\\(4,\\).*None"),
    "logits against row": (lambda: e.binary_cross_entropy(zeros(4, 1), np.ones(4)), "\\(4, 1\\).*\\(4,\\)"),
    "dropping all": (lambda: e.dropout(zeros(3), 1.0, None), "rate of 1.0"),
    "pictures into Dense": (lambda: _dense(4)(np.ones((2, 8, 8))), "dense reads 4 features.*\\(2, 8, 8\\).*Flatten"),
    "unknown activation": (lambda: e.Dense(2, activation="rellu"), "'rellu'.*relu"),
    "unknown initialiser": (
        lambda: e.Dense(2, kernel_initializer="xavier")(np.ones((1, 2))),
        "'xavier'.*glorot_uniform",
    ),
    "weights before data": (lambda: e.Sequential([e.Dense(2)]).parameters(), "no weights yet.*Input"),
    "weights that do not fit": (lambda: _dense(4).set_weights([np.ones((3, 2)), np.ones(2)]), "\\(3, 2\\).*\\(4, 2\\)"),
    "a function as layer": (lambda: e.Sequential([e.relu]), "no layer.*Activation"),
    "nothing to train": (lambda: e.SGD([]), "nothing to train"),
    "step before backward": (lambda: e.Adam([zeros(3)]).step(), "no parameter has a gradient.*backward"),
    "nudging whole numbers": (lambda: e.numerical_gradient(np.sum, np.array([1, 2])), "int64.*floats"),
}


def _dense(features):
    layer = e.Dense(2, rng=1)
    layer(np.ones((1, features)))
    return layer


@pytest.mark.parametrize("slip", SLIPS)
def test_message_names_what_is_wrong_and_what_to_do(slip):
    act, pattern = SLIPS[slip]
    with pytest.raises(CourseError, match=pattern) as caught:
        act()
    assert caught.value.remedy and "\n" not in str(caught.value)
    assert caught.value.__cause__ is None and (caught.value.__context__ is None or caught.value.__suppress_context__)
