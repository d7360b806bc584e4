"""Findings with the threshold that they must keep, stored in the notebook so that tests can judge them."""

import math
import re
from numbers import Real

from .errors import CourseError

MIME = "application/vnd.course.claim+json"
RULES = ("at_least", "at_most", "between")


def claim(text, value, *, at_least=None, at_most=None, between=None, unit="", tolerance=None, seeds=None, id=None):
    """State a finding: print a verdict line and store the record that the course's tests read.

    Args:
        text: the finding as a sentence without digits, e.g. "A CNN keeps its accuracy when the digit moves".
        value: the measured number, in ``unit``.
        at_least, at_most, between: the threshold; exactly one of the three (``between`` is a pair).
        unit: what the number counts, e.g. "accuracy" or "seconds".
        tolerance: how far a re-run may differ from the stored value; default a tenth of the larger of value and bound.
        seeds: the seeds that the number summarises, if several.
        id: name of the record; default made from the text.

    Returns:
        None; the verdict is the cell's output. In EFFORT "smoke" the claim is stored but not judged.

    Raises:
        CourseError: for none or two thresholds, or a value that is not a finite number.

    >>> claim("A CNN keeps its accuracy when the digit moves", 0.46, at_least=0.25, unit="accuracy")
    ✓ A CNN keeps its accuracy when the digit moves: 0.46 accuracy (claimed: at least 0.25)
    """
    given = {k: v for k, v in zip(RULES, (at_least, at_most, between), strict=True) if v is not None}
    if len(given) != 1:
        raise CourseError(
            f"the claim '{text}' has {len(given)} thresholds", remedy="give exactly one of at_least, at_most, between"
        )
    value = _number(text, value)
    bound = [float(b) for b in between] if between is not None else float(next(iter(given.values())))
    rule = next(iter(given))
    record_ = _record(text, value, unit, tolerance, seeds, id, bounds=bound if between is not None else [bound])
    record_ |= {rule: bound, "holds": None if _effort() == "smoke" else _holds(value, rule, bound)}
    mark = {True: "✓", False: "✗", None: "·"}[record_["holds"]]
    promise = f"between {bound[0]:g} and {bound[1]:g}" if rule == "between" else f"{rule.replace('_', ' ')} {bound:g}"
    tail = "; not judged at this effort" if record_["holds"] is None else ""
    _emit(record_, f"{mark} {text}: {_quantity(value, unit)} (claimed: {promise}{tail})")


def record(text, value, *, unit="", tolerance=None, seeds=None, id=None):
    """Report a measured number that carries no threshold, such as the seconds of one training step.

    The arguments are those of `claim`. A record's default tolerance is None: it is not compared between machines.

    >>> record("One step of our engine", 3.41, unit="ms")
    · One step of our engine: 3.41 ms
    """
    value = _number(text, value)
    _emit(
        _record(text, value, unit, tolerance, seeds, id, bounds=None) | {"holds": True},
        f"· {text}: {_quantity(value, unit)}",
    )


def read(notebook) -> dict[str, dict]:
    """Return the claim and record dictionaries stored in a notebook's outputs, by id, in order of appearance."""
    found = {}
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if rec := output.get("data", {}).get(MIME):
                found[rec["id"]] = dict(rec)
    return found


def holds(rec: dict) -> bool:
    """Judge a stored record anew from its value and threshold; a record without a threshold holds."""
    rule = next((r for r in RULES if r in rec), None)
    return rule is None or _holds(rec["value"], rule, rec[rule])


def differences(stored: dict[str, dict], fresh: dict[str, dict]) -> list[str]:
    """Compare two runs of one lesson: missing records, broken thresholds, values further apart than the tolerance."""
    lines = [f"{key!r} is in one run only" for key in stored.keys() ^ fresh.keys()]
    for key in stored.keys() & fresh.keys():
        old, new = stored[key], fresh[key]
        if not holds(new):
            lines.append(f"'{new['text']}' no longer holds: {new['value']:.4g} {new['unit']}")
        if old["tolerance"] is not None and abs(old["value"] - new["value"]) > old["tolerance"]:
            lines.append(
                f"'{new['text']}' moved from {old['value']:.4g} to {new['value']:.4g} "
                f"(tolerance {old['tolerance']:.2g})"
            )
        if any(old.get(rule) != new.get(rule) for rule in RULES):
            lines.append(f"'{new['text']}' has another threshold than before")
    return lines


def _record(text, value, unit, tolerance, seeds, id, bounds):
    if tolerance is None and bounds is not None:
        tolerance = 0.1 * max(abs(x) for x in [value, *bounds])
    slug = id or re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return {
        "id": slug,
        "text": text,
        "value": value,
        "unit": unit,
        "tolerance": tolerance,
        "seeds": [int(s) for s in seeds] if seeds is not None else None,
    }


def _holds(value, rule, bound):
    if rule == "between":
        return bound[0] <= value <= bound[1]
    return value >= bound if rule == "at_least" else value <= bound


def _number(text, value):
    value = float(value) if isinstance(value, Real) or getattr(value, "ndim", 1) == 0 else math.nan
    if not math.isfinite(value):
        raise CourseError(f"the value of '{text}' is not a finite number", remedy="look at the cells that computed it")
    # Nine digits are more than any finding means; they keep the stored JSON free of noise.
    return float(f"{value:.9g}")


def _quantity(value, unit):
    digits = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{digits} {unit}".rstrip()


def _effort():
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get("EFFORT", "standard") if shell else "standard"


def _emit(rec, line):
    from IPython import get_ipython

    if get_ipython() is None:
        print(line)
        return
    from IPython.display import display

    display({MIME: rec, "text/plain": line}, raw=True)
