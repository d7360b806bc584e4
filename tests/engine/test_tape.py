"""The tensor and its tape: order, accumulation, memory, types, and how it prints."""

import gc
import weakref

import numpy as np
import pytest

from course_utils.engine import Tensor, concatenate, exp, no_grad, node, relu
from course_utils.engine.broadcasting import sum_to


def variable(x, **options):
    return Tensor(x, requires_grad=True, **options)


def test_a_chain_of_ten_thousand_steps_needs_no_recursion():
    x = variable(2.0)
    y = x
    for _ in range(10_000):
        y = y * 1.0001
    y.backward()
    assert x.grad == pytest.approx(1.0001**10_000)
    assert len(y.tape()) == 20_001  # the steps, their constants and x


def test_a_graph_with_two_to_the_sixty_paths_takes_sixty_steps():
    x = variable(1.0)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60


def test_a_node_used_twice_receives_the_sum():
    a = variable(3.0)
    b = a * a  # used by both arms
    (b * 2 + b * b).backward()
    assert b.grad == 2 + 2 * 9
    assert a.grad == (2 + 2 * 9) * 2 * 3


def test_an_early_node_that_is_used_again_late_waits_for_all_its_shares():
    x = variable(2.0)
    first = exp(x)
    late = first
    for _ in range(5):
        late = late * 1.5
    (late + first).backward()
    assert x.grad == pytest.approx(np.exp(2.0) * (1.5**5 + 1))


def test_the_tape_lists_parents_before_children():
    a, b = variable(1.0), variable(2.0)
    c = a * b
    d = c + a
    tape = (c * d).tape()
    assert all(tape.index(parent) < tape.index(child) for child in tape for parent in child.parents)
    assert c.parents == (a, b)
    assert [t.op for t in tape] == ["", "", "multiply", "add", "multiply"]


def test_a_second_backward_adds_once_more():
    x = variable([1.0, 2.0])
    y = (x * x).sum()
    y.backward()
    y.backward()
    assert x.grad.tolist() == [4.0, 8.0]


def test_backward_from_the_middle_takes_the_gradient_it_is_given():
    x = variable([1.0, 2.0])
    (x * x).backward(np.array([1.0, 10.0]))
    assert x.grad.tolist() == [2.0, 40.0]
    z = variable([1.0, 2.0])
    (z * z).backward(Tensor([1.0, 10.0]))
    assert z.grad.tolist() == [2.0, 40.0]


def test_a_variable_can_be_its_own_loss():
    x = variable(3.0)
    x.backward()
    assert x.grad == 1.0


def test_the_gradient_of_a_constant_is_never_computed():
    def never(g):
        raise AssertionError("asked for the gradient of a constant")

    w, data = variable(2.0), Tensor(3.0)
    result = node("product", w.data * data.data, (w, lambda g: g * data.data), (data, never))
    result.backward()
    assert (w.grad, data.grad) == (3.0, None)


def test_changing_one_gradient_in_place_changes_no_other():
    a, b, c = variable([1.0, 2.0]), variable([3.0, 4.0]), variable([[5.0, 6.0]])
    ((a + b).sum() + c.reshape(2).sum()).backward()
    a.grad *= 0
    c.grad *= 0
    assert b.grad.tolist() == [1.0, 1.0]


def test_a_variable_owns_its_numbers_and_a_constant_shares_them():
    numbers = np.array([1.0, 2.0])
    w, data = variable(numbers), Tensor(numbers)
    numbers[0] = 9.0
    assert (w.data[0], data.data[0]) == (1.0, 9.0)


def test_no_grad_keeps_no_tape_and_no_memory():
    w = variable(np.ones(1000))
    with no_grad():
        hidden = relu(w * 2)
        died = weakref.ref(hidden)
        result = hidden.sum()
        del hidden
        assert died() is None
    assert result.parents == () and not result.requires_grad
    assert (w * 2).requires_grad


def test_no_grad_ends_also_when_its_block_fails():
    w = variable(1.0)
    with pytest.raises(KeyError), no_grad():
        raise KeyError
    assert (w * 2).requires_grad
    with no_grad():
        with no_grad():
            pass
        assert not (w * 2).requires_grad


def test_constants_alone_keep_no_tape():
    assert (Tensor(1.0) * Tensor(2.0)).parents == ()
    assert variable(1.0).detach().requires_grad is False


def test_a_graph_is_freed_without_the_garbage_collector():
    gc.disable()
    try:
        w = variable(np.ones(3))
        hidden = exp(w * 2)
        loss = (concatenate([hidden, hidden])[[0, 0, 1]] ** 2).mean()
        loss.backward()
        died = weakref.ref(hidden)
        del hidden, loss
        assert died() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("other", [2, 2.0, np.float64(2), np.array(2.0), [2.0, 2.0], np.array([2, 2]), True], ids=repr)
def test_plain_numbers_do_not_change_float32(other):
    x = variable(np.ones(2, np.float32))
    for result in (x * other, other * x):
        assert result.dtype == np.float32
    (x * other).sum().backward()
    assert x.grad.dtype == np.float32


def test_types_of_numbers():
    assert Tensor(3).dtype == Tensor([1, 2]).dtype == Tensor(0.5).dtype == np.float64
    assert Tensor(np.float32(3)).dtype == np.float32
    w = variable(np.ones(2, np.float32))
    (w * Tensor(np.ones(2))).sum().backward()  # mixed precision computes in the finer one
    assert w.grad.dtype == np.float32


def test_a_tensor_reads_like_an_array():
    x = Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert (x.shape, x.ndim, x.size, len(x), x.T.shape) == ((2, 3), 2, 6, 2, (3, 2))
    assert x[0, 1].item() == float(x[0, 1]) == 2.0
    assert np.array_equal(np.asarray(x), x.data) and np.array_equal(np.asarray(x, np.float32), x.data)
    assert x.numpy() is x.data
    assert [row.data.tolist() for row in x] == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    with pytest.raises(TypeError, match="unsized"):
        list(Tensor(3.0))
    assert (x > 2).tolist() == [[False, False, True], [True, True, True]]
    assert (x >= 2).sum() == 5 and (x < Tensor(2.0)).sum() == 1 and (x <= 2).sum() == 2


def test_repr_shows_values_and_origin():
    w = variable([1.0, 2.5], name="kernel")
    assert repr(w) == "Tensor([1. , 2.5], name='kernel', requires_grad=True)"
    assert repr(w * 2) == "Tensor([2., 5.], op='multiply')"
    assert repr(Tensor(np.float32(1.5))) == "Tensor(1.5, dtype=float32)"
    large = repr(Tensor(np.zeros((64, 10))))
    assert "shape=(64, 10)" in large and "..." in large and len(large) < 200


@pytest.mark.parametrize("shape", [(4,), (3, 1), (1, 1), (), (3, 4), (1, 3, 4)])
def test_sum_to_undoes_broadcasting(shape):
    back = sum_to(np.ones(np.broadcast_shapes(shape, (2, 3, 4))), shape)
    assert back.shape == shape
    assert np.all(back == 24 / np.prod(shape))
