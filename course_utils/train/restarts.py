"""A compiled model for several trainings: compiling often takes longer than a lesson's training."""

import numpy as np

from ..errors import CourseError


def restart(model, weights) -> None:
    """Give a compiled Keras model new weights, and make its optimizer forget: running means and steps go back to 0.

    Args:
        model: a compiled Keras model.
        weights: arrays as its ``get_weights()`` gives them, such as those of a freshly made model of the same shape.

    A learning rate that is a number stays as it is; a schedule begins anew, because it counts steps.

    Raises:
        CourseError: for a model that is not compiled.

    >>> restart(model, build().get_weights())  # before each seed's model.fit(…)
    """
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        raise CourseError("restart() needs a compiled model", remedy="call model.compile(…) once, before")
    model.set_weights(weights)
    rate = optimizer.learning_rate
    for variable in optimizer.variables:
        if variable is not rate:
            variable.assign(np.zeros(variable.shape, variable.dtype))
