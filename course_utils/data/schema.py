"""From a TOML table to a frozen dataclass: every field present, nothing unknown, every type right."""

import difflib
from dataclasses import MISSING, fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

from ..errors import CourseError

_WORDS = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    tuple: "a list",
    dict: "a table",
}


def build(cls, table: dict, where: str, at: str = ""):
    """Return ``cls`` filled from ``table``; ``where`` names the file and ``at`` the path to the table in errors.

    Fields whose metadata say ``toml=False`` are not looked for. Understands str, bool, int, float, ``tuple[X, ...]``,
    ``dict[str, X]`` and dataclasses of these.

    Raises:
        CourseError: for a missing, unknown, empty or ill-typed field, by its full name such as ``licence.file``.
    """
    wanted = {f.name: f for f in fields(cls) if f.metadata.get("toml", True)}
    for name in table.keys() - wanted.keys():
        near = difflib.get_close_matches(name, wanted, n=1)
        raise CourseError(
            f"{where} has an unknown field '{at}{name}'", remedy=f"did you mean '{near[0]}'?" if near else "remove it"
        )
    hints = get_type_hints(cls)
    values = {}
    for name, field in wanted.items():
        if name in table:
            values[name] = _value(hints[name], table[name], where, f"{at}{name}")
        elif field.default_factory is MISSING and field.default is MISSING:
            raise CourseError(f"{where} has no field '{at}{name}'", remedy=f"add it ({_describe(hints[name])})")
    return cls(**values)


def _value(hint, value, where, at):
    if is_dataclass(hint):
        _expect(value, dict, hint, where, at)
        return build(hint, value, where, f"{at}.")
    origin = get_origin(hint)
    if origin is tuple:
        _expect(value, list, hint, where, at)
        return tuple(_value(get_args(hint)[0], item, where, f"{at}[{i}]") for i, item in enumerate(value))
    if origin is dict:
        _expect(value, dict, hint, where, at)
        return {key: _value(get_args(hint)[1], item, where, f"{at}.{key}") for key, item in value.items()}
    _expect(value, (int, float) if hint is float else hint, hint, where, at)
    if hint is str and not value.strip():
        raise CourseError(f"{where} leaves '{at}' empty", remedy="say it, or say why it is not known")
    return value


def _expect(value, accepted, hint, where, at):
    # A bool is an int to Python, never to a card.
    if isinstance(value, bool) != (hint is bool) or not isinstance(value, accepted):
        raise CourseError(f"{where} gives '{at}' as {value!r:.40}", remedy=f"it must be {_describe(hint)}")


def _describe(hint):
    if is_dataclass(hint):
        return "a table with " + ", ".join(f.name for f in fields(hint))
    origin = get_origin(hint) or hint
    inner = {tuple: 0, dict: 1}.get(origin)
    return _WORDS[origin] + (f" of {_describe(get_args(hint)[inner])}" if inner is not None else "")
