"""The gradient check must see a wrong derivative, and the engine's own examples must be true."""

import doctest
import importlib
import pkgutil

import numpy as np
import pytest

from course_utils import engine
from course_utils.engine import Tensor, gradcheck, node, numerical_gradient


def cube(x):
    return (x**3).sum()


def test_central_differences_beat_one_sided_ones():
    x = np.array([1.0, -2.0, 0.5])
    exact = 3 * x**2
    central = np.abs(numerical_gradient(cube, x, 1e-4) - exact).max()
    one_sided = np.abs(numerical_gradient(cube, x, 1e-4, one_sided=True) - exact).max()
    assert central == pytest.approx(1e-8, rel=0.1)  # eps squared
    assert one_sided == pytest.approx(3 * 2 * 1e-4, rel=0.1)  # half the second derivative, times eps


def test_numerical_gradient_takes_any_shape_and_changes_nothing():
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    before = x.copy()
    assert numerical_gradient(lambda x: Tensor(x)[0].sum(), x).round(6).tolist() == [[1.0, 1.0], [0.0, 0.0]]
    assert np.array_equal(x, before)
    assert numerical_gradient(lambda x: x * x, np.array(3.0)) == pytest.approx(6.0)


@pytest.mark.parametrize("factor, seen", [(1.0, False), (1.001, True), (-1.0, True), (0.0, True)])
def test_gradcheck_sees_a_wrong_rule(factor, seen):
    def square(x):
        return node("square", x.data**2, (x, lambda g: factor * 2 * g * x.data))

    assert (gradcheck(square, np.array([1.0, -2.0, 3.0])) > 1e-4) is seen


def test_gradcheck_sees_errors_that_cancel_in_the_sum():
    def swapped(x):
        return node("swapped", x.data * np.array([1.0, 2.0]), (x, lambda g: g[::-1] * np.array([1.0, 2.0])))

    assert gradcheck(swapped, np.array([1.0, 1.0])) > 1e-2


def test_gradcheck_covers_parameters_and_leaves_them_as_they_were():
    layer = engine.Dense(2, rng=1, dtype="float64")
    layer(np.ones((1, 3)))
    before = layer.get_weights()
    assert gradcheck(layer, np.ones((4, 3)), parameters=layer.parameters()) < 1e-8
    assert all(np.array_equal(a, b) for a, b in zip(before, layer.get_weights(), strict=True))
    assert layer.kernel.grad is None

    def forgets_the_kernel(x):
        return x @ layer.kernel.data + layer.bias

    assert gradcheck(forgets_the_kernel, np.ones((4, 3)), parameters=layer.parameters()) == 1.0


MODULES = ["course_utils.engine", *(m.name for m in pkgutil.walk_packages(engine.__path__, "course_utils.engine."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    names = {public: getattr(engine, public) for public in engine.__all__} | {"np": np}
    assert doctest.testmod(importlib.import_module(name), extraglobs=names).failed == 0
