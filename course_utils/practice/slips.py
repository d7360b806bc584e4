"""Slips that can happen in any exercise, named only where every answer shows them."""

import numpy as np

from .comparison import as_array, close, difference
from .values import Foreign, show

_ENOUGH = 3  # answers that must show the same factor or offset before it is named


def general_slip(pairs, outcomes, tolerance) -> str:
    """Return a message that explains all answers, or "".

    Args:
        pairs: (expected, got), plain values, for every input tried; the answers differ in at least one.
        outcomes: the outcomes that the answers came from.
        tolerance: as for `comparison.difference`.
    """
    if all(expected is not None for expected, _ in pairs) and (message := nothing_returned(outcomes)):
        return message
    found = (slip(pairs, tolerance) for slip in (_kind_of_thing, _form, _numbers, _text))
    return next(filter(None, found), "")


def nothing_returned(outcomes) -> str:
    """Return a message for an answer that gives None on every input, or ""."""
    if any(outcome.value is not None for outcome in outcomes):
        return ""
    if all(outcome.printed.strip() for outcome in outcomes):
        return "your function prints its answer: print shows a value, return hands it back"
    return "is a `return` missing?"


def _kind_of_thing(pairs, _tolerance):
    kinds = {got.kind for _, got in pairs if isinstance(got, Foreign)}
    if len(kinds) == 1 and all(isinstance(got, Foreign) for _, got in pairs):
        kind = kinds.pop()
        if kind in ("generator", "map", "filter", "zip"):
            return "its values are not computed yet: put list(...) around it"
        if kind in ("method", "builtin_function_or_method", "method-wrapper"):
            return "are the brackets () missing after a method's name?"
        if kind == "function":
            return "your function returns a function: was it meant to be called?"
    return ""


def _form(pairs, tolerance):
    """The right values in another form: every answer becomes right by the same correction."""
    fits = (text for text, mend in _FORMS.items() if all(_mended(mend, e, g, tolerance) for e, g in pairs))
    return next(fits, "")


def _mended(mend, expected, got, tolerance):
    try:
        mended = mend(expected, got)
    except (TypeError, ValueError, IndexError):  # this slip does not fit an answer of this form
        return False
    if isinstance(mended, np.ndarray):
        return difference(expected, mended, tolerance) is None
    return mended is not None and (mended is got or difference(expected, mended, tolerance) is None)


def _single(value, kind):
    return isinstance(value, kind) and len(value) == 1


def _array(value, ndim=None):
    array = as_array(value)
    if array is None or array.ndim == 0 or ndim not in (None, array.ndim):
        raise TypeError("no array of this form")
    return array


_FORMS = {
    "a tuple with one value: is there a comma at the end?": lambda _, g: g[0] if _single(g, tuple) else None,
    "the right value inside a list: return the value itself": lambda _, g: g[0] if _single(g, list) else None,
    "the right number, but as text": lambda e, g: float(g) if isinstance(g, str) and not isinstance(e, str) else None,
    "rows and columns are swapped: that is the transpose": lambda _, g: _array(g, 2).T,
    "the right values in reverse order": lambda _, g: _array(g)[::-1],
    "the right values in another order": lambda e, g: e if _array(e, 1).size and sorted(e) == sorted(g) else None,
}


def _numbers(pairs, tolerance):
    """The same value, sign, factor, offset or rounding everywhere."""
    arrays = [(as_array(e), as_array(g)) for e, g in pairs]
    if any(a is None or a.dtype.kind not in "iuf" for pair in arrays for a in pair):
        return ""
    if any(expected.shape != got.shape for expected, got in arrays):
        return ""
    wanted, came = (np.concatenate([np.ravel(pair[side]) for pair in arrays]).astype(float) for side in (0, 1))
    if len(np.unique(wanted)) < _ENOUGH or not np.isfinite([wanted, came]).all():
        return ""
    if np.all(came == came[0]):
        return f"your function gives {show(came[0])} whatever the input"
    if close(-wanted, came, tolerance).all():
        return "every number has the wrong sign"
    factor, offset = came @ wanted / (wanted @ wanted), np.mean(came - wanted)
    if close(factor * wanted, came, tolerance).all():
        return f"every number is {show(factor)} times what it should be"
    if close(wanted + offset, came, tolerance).all():
        return f"every number is {show(abs(offset))} too {'large' if offset > 0 else 'small'}"
    return _rounded(wanted, came)


def _rounded(wanted, came):
    if np.all(came == np.floor(wanted)):
        return "what follows the decimal point is cut off: is there a // or an int() where a / is meant?"
    places = next((n for n in range(6) if np.all(came == np.round(wanted, n))), None)
    return "" if places is None else f"rounded to {places} decimals: return the number as it is"


def _text(pairs, _tolerance):
    if not all(isinstance(value, str) for pair in pairs for value in pair):
        return ""
    same = all(expected.casefold().split() == got.casefold().split() for expected, got in pairs)
    return "only capital letters or spaces differ" if same else ""
