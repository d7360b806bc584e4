"""Slips that can happen in any exercise are named where every answer shows them, and only there."""

import numpy as np
import pytest

from course_utils.practice import exercise


@pytest.mark.parametrize(
    ("slip", "answer"),
    [
        ("is a `return` missing?", lambda n, k, stride=1: [None][n * 0]),
        ("your function prints its answer: print shows a value, return hands it back", lambda n, k, stride=1: print(n)),
        ("a tuple with one value: is there a comma at the end?", lambda n, k, stride=1: ((n - k) // stride + 1,)),
        ("the right value inside a list: return the value itself", lambda n, k, stride=1: [(n - k) // stride + 1]),
        ("the right number, but as text", lambda n, k, stride=1: str((n - k) // stride + 1)),
        ("every number has the wrong sign", lambda n, k, stride=1: -(n - k) // stride - 1 if stride == 1 else -12),
        ("every number is 100 times what it should be", lambda n, k, stride=1: 100 * ((n - k) // stride + 1)),
        ("every number is 2 too large", lambda n, k, stride=1: (n - k) // stride + 3),
        ("your function gives 7 whatever the input", lambda n, k, stride=1: 7),
        ("its values are not computed yet: put list(...) around it", lambda n, k, stride=1: (i for i in [n])),
        ("are the brackets () missing after a method's name?", lambda n, k, stride=1: np.array([n]).sum),
        ("your function returns a function: was it meant to be called?", lambda n, k, stride=1: lambda: n),
    ],
)
def test_general_slips(width, said, slip, answer):
    assert f" — {slip}\n" in said(answer) + "\n"


@pytest.mark.parametrize(
    ("slip", "change"),
    [
        ("rows and columns are swapped: that is the transpose", lambda x: x.T),
        ("the right values in reverse order", lambda x: x[::-1]),
        ("rounded to 2 decimals: return the number as it is", lambda x: np.round(x, 2)),
        ("what follows the decimal point is cut off: is there a // or an int() where a / is meant?", np.floor),
        ("", lambda x: x + 0.001 * np.arange(x.size).reshape(x.shape)),
    ],
)
def test_slips_of_arrays(said, slip, change):
    @exercise("98.2", title="Itself")
    def itself(x):
        """Return the array."""
        return x

    itself.cases(lambda rng: ((rng.normal(size=(2, 3)),) for _ in range(5)))
    itself.reference(lambda x: [list(row) for row in x])
    line = said(change, "98.2").splitlines()[-1]
    assert line.endswith(f"— {slip}") if slip else "—" not in line


def test_texts_in_another_order_or_case(said):
    @exercise("98.3", title="Words")
    def words(text):
        """Return the words in order."""
        return sorted(text.split())

    words.cases(lambda rng: iter([("b a c",), ("z y",)]))
    words.reference(lambda text: sorted(text.split()))
    assert said(lambda text: ["c", "a", "b"] if len(text) > 3 else ["z", "y"], "98.3").endswith("in another order")
    words.reference(lambda text: text.upper())
    assert said(lambda text: text, "98.3").endswith("— only capital letters or spaces differ")
