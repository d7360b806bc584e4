"""The baselines of efficientnet_lite0: what its features are worth for ten labelled garments a class of fashion."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from course_utils import data

__all__ = ["always_the_same", "features", "pixels"]

LABELLED, TESTED = 10, 30  # pictures a class
SIDE = 96  # pixels that the pictures are enlarged to


def _first(part, n):
    """Return the first n pictures of each class."""
    return part.select(np.concatenate([np.flatnonzero(part.y == label)[:n] for label in range(10)]))


def _accuracy(seen, C):
    """Return the accuracy on the test pictures; ``seen`` is a function from pictures (n, 28, 28, 1) to (n, d)."""
    clothes = data.load("fashion")
    train, test = _first(clothes.train, LABELLED), _first(clothes.test, TESTED)
    model = LogisticRegression(C=C, max_iter=2_000).fit(seen(train.x), train.y)
    return float(np.mean(model.predict(seen(test.x)) == test.y))


def always_the_same(network):
    return 1 / 10


def pixels(network):
    return _accuracy(lambda x: x.reshape(len(x), -1), C=1)


def features(network):
    import keras

    model = network.model(top=False, input_shape=(SIDE, SIDE, 3))

    def seen(x):
        large = keras.ops.image.resize(np.repeat(x, 3, axis=-1), (SIDE, SIDE))  # (n, 96, 96, 3)
        return model.predict(keras.ops.convert_to_numpy(large), verbose=0)  # (n, 1280)

    return _accuracy(seen, C=0.01)
