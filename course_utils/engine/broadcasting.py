"""Broadcasting, undone: the one place where the engine sums a gradient back to the shape that it came from."""


def sum_to(gradient, shape):
    """Return ``gradient`` summed over the axes along which an array of ``shape`` was stretched by broadcasting.

    A number that was copied to many places has caused what happened in all of them, so its gradient is their sum.

    Args:
        gradient: an array whose shape ``shape`` can broadcast to.
        shape: the shape to come back to, for example ``(128,)`` for a bias that was added to a whole batch.

    >>> import numpy as np
    >>> sum_to(np.ones((64, 3)), (3,))
    array([64., 64., 64.])
    """
    if gradient.shape == shape:
        return gradient
    new = gradient.ndim - len(shape)  # axes that broadcasting put in front
    stretched = tuple(axis for axis in range(gradient.ndim) if axis < new or shape[axis - new] == 1)
    return gradient.sum(axis=stretched).reshape(shape)
