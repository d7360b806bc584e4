"""Which answers count as the expected one, and what is said about those that do not."""

import collections
import fractions

import numpy as np
import pytest

from course_utils.practice.comparison import difference, loosened
from course_utils.practice.values import Foreign, plain, show


class EngineTensor:
    def __init__(self, data):
        self.data = np.asarray(data)


class TorchTensor:
    def detach(self):
        return ArrayLike([1.0, 2.0])


class ArrayLike:
    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None


class EqualInt(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class EqualArray(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)


class EqualText(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def judge(expected, got, tolerance=1e-6):
    return difference(plain(expected), plain(got), tolerance)


Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (12, 12),
        (12, 12.0),
        (12, np.int64(12)),
        (12, np.array(12)),
        (12, fractions.Fraction(24, 2)),
        (10**30, 10**30),
        (0.1, 0.1 + 1e-9),
        (0.1, np.float32(0.1)),
        (1 / 3, np.float16(1 / 3)),
        (3.0, 3),
        (0.0, 1e-17),
        (1e9, 1e9 + 1),
        (1, True),
        ([1, 0], [True, False]),
        (True, np.bool_(True)),
        (True, np.array(True)),
        (1 + 2j, np.complex128(1 + 2j)),
        ([1, 2], (1, 2)),
        ((1, 2), np.array([1.0, 2.0])),
        ([1, 2], range(1, 3)),
        ([1.5, 2], [np.float32(1.5), 2]),
        ((1, 2), Point(1, 2)),
        ([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]])),
        ([], np.zeros(0)),
        ([], ()),
        ([1.0, 2.0], EngineTensor([1.0, 2.0])),
        ([1.0, 2.0], TorchTensor()),
        ([1.0, 2.0], ArrayLike([1.0, 2.0])),
        (np.array([1.0, 2.0]), [EngineTensor(1.0), EngineTensor(2.0)]),
        ("coat", "coat"),
        ("coat", np.str_("coat")),
        (["a", "b"], ("a", "b")),
        (["a", "b"], np.array(["a", "b"])),
        (None, None),
        (np.nan, float("nan")),
        ([1, np.nan], [1.0, np.nan]),
        (np.inf, np.inf),
        ([-np.inf, 1], [-np.inf, 1]),
        ((np.ones(2), np.zeros((2, 3))), [np.ones(2), np.zeros((2, 3)).tolist()]),
        ([[1], [2, 3]], [[1], (2, 3)]),
        ((1, "coat"), [1.0, "coat"]),
        (([1], 2, None), ((1,), 2.0, None)),
        ({"a": 1, "b": [2]}, collections.OrderedDict(b=(2,), a=1.0)),
        ({1, 2}, frozenset({2, 1})),
        ((None, 1), [None, 1]),
        (np.array([[1]], dtype=object), [[1]]),
    ],
)
def test_same(expected, got):
    assert judge(expected, got) is None


@pytest.mark.parametrize(
    ("expected", "got", "text"),
    [
        (12, 11, "expected 12, got 11"),
        (1_000_000, 1_000_001, "expected 1000000, got 1000001"),
        (1_000_000, 1_000_001.0, "expected 1000000, got 1000001"),
        (10**30, 10**30 + 1, "got 1000000000000000000000000000001"),
        (10**30, 1e29, "got 1e+29"),
        (0.1, 0.10001, "expected 0.1, got 0.10001"),
        (0.12345678, 0.12345978, "expected 0.123457, got 0.12346"),
        (2.0000001, 2.0000049, "expected 2.0000001, got 2.0000049"),
        (1.0, np.float32(1.0001), "expected 1, got 1.0001"),
        (12, None, "expected 12, got None"),
        (None, 0, "expected None, got 0"),
        (12, "12", "expected 12, got '12' (strings where numbers are expected)"),
        ("12", 12, "expected '12', got 12 (numbers where strings are expected)"),
        (True, 1, "expected True, got 1 (numbers where truth values are expected)"),
        ([True, False], [1, 0], "(numbers where truth values are expected)"),
        (12, [12], "expected 12, got [12]"),
        (12, np.zeros((3, 20)), "expected 12, got an array of shape (3, 20)"),
        ([1, 2, 3], [1, 2], "expected [1, 2, 3], got [1, 2] (3 values expected, 2 came)"),
        (np.zeros((2, 3)), np.zeros((3, 2)), "expected shape (2, 3), got shape (3, 2)"),
        (np.zeros(40), np.zeros((40, 1)), "expected shape (40,), got shape (40, 1)"),
        ([1, 2, 3, 4], [1, 2, 3, 5], "expected [1, 2, 3, 4], got [1, 2, 3, 5] (index 3: expected 4, got 5)"),
        (np.zeros((9, 9)), np.eye(9), "at index [0, 0] expected 0, got 1"),
        ([1.0, 2.0], [1.0, np.nan], "expected [1, 2], got [1, nan]"),
        (np.nan, 0.0, "expected nan, got 0"),
        (np.inf, -np.inf, "expected inf, got -inf"),
        ((np.ones(2), np.zeros(3)), (np.ones(2), np.ones(3)), "at index 1 expected [0, 0, 0], got [1, 1, 1]"),
        ((np.ones(2), np.zeros(3)), (np.ones(2),), "expected 2 values, got 1"),
        ((1, "coat"), (1, "shirt"), "at index 1 expected 'coat', got 'shirt'"),
        ((1, "coat"), 3, "expected (1, 'coat'), got 3"),
        ({"a": 1, "b": 2}, {"a": 1}, "the dictionary lacks: 'b'"),
        ({"a": 1}, {"a": 1, "c": 2}, "the dictionary has too many: 'c'"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "for the key 'a' expected [1, 2], got [1, 3]"),
        ({"a": 1}, [1], "expected {'a': 1}, got [1]"),
        ({1, 2}, {1, 3}, "expected {1, 2}, got {1, 3}"),
        ("coat", "Coat", "expected 'coat', got 'Coat'"),
        (12, AlwaysEqual(), "expected 12, got an AlwaysEqual"),
        ([12], [AlwaysEqual()], "expected [12], got [an AlwaysEqual]"),
        (12, EqualInt(11), "expected 12, got 11"),
        ("coat", EqualText("shirt"), "expected 'coat', got 'shirt'"),
        ([1, 2], np.array([3, 4]).view(EqualArray), "expected [1, 2], got [3, 4]"),
        ([1], (i for i in [1]), "expected [1], got a generator"),
        ([1], map(abs, [1]), "expected [1], got a map"),
        (1.0, np.ones(2).sum, "expected 1, got a builtin_function_or_method"),
        (1, int, "expected 1, got a type"),
        (1, np.array(AlwaysEqual()), "expected 1, got an object array"),
    ],
)
def test_different(expected, got, text):
    assert text in judge(expected, got)


def test_tolerance_is_a_number_or_a_pair():
    assert judge(1.0, 1.001, 1e-2) is None
    assert judge(1.0, 1.001, (1e-2, 0.0)) is None
    assert judge(0.0, 1e-9, (1e-2, 0.0)) is not None
    assert loosened(1e-6, np.zeros(2)) == (1e-6, 1e-6)
    assert loosened(1e-6, [1.0, {"a": np.zeros(2, np.float32)}]) == (2e-5, 2e-5)
    assert loosened(1e-1, np.zeros(2, np.float16)) == (1e-1, 1e-1)


def test_float32_work_is_accepted_and_a_wrong_float32_answer_is_not():
    x = np.random.default_rng(0).normal(size=(50, 300))
    right = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True) @ x.T
    single = x.astype(np.float32)
    softmax = np.exp(single) / np.exp(single).sum(axis=1, keepdims=True) @ single.T
    assert softmax.dtype == np.float32 and judge(right, softmax) is None
    assert judge(right, softmax * np.float32(1.0005)) is not None


def test_plain_copies():
    array = np.zeros(2)
    copy = plain(array)
    array += 1
    assert copy.tolist() == [0, 0]
    assert plain(lambda: 1) == Foreign("function") and plain(Ellipsis) is Ellipsis


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.23456789, "1.23457"),
        (np.float64(2), "2"),
        ([1, (2,), "x"], "[1, (2,), 'x']"),
        ({"a": 0.5}, "{'a': 0.5}"),
        (np.arange(30), str(list(range(30)))),
        (np.zeros((4, 4)), "an array of shape (4, 4)"),
        (set(), "set()"),
        (list(range(50)), "[" + ", ".join(map(str, range(30))) + ", … 50 values]"),
        (abs, "abs"),
        (lambda: 1, "a lambda"),
        (True, "True"),
        (None, "None"),
        (np.array(1.5), "1.5"),
    ],
)
def test_show(value, text):
    assert show(value) == text


def test_show_is_short_and_the_same_on_each_run():
    assert len(show("x" * 5000)) <= 90
    assert show(10**6000) == "a whole number of about 5979 digits"
    assert "0x" not in show(AlwaysEqual())
    assert "got a whole number of about" in judge(12, 10**6000) and "at 0x" not in judge(12, AlwaysEqual())
