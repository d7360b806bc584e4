"""Sentences from HassIL templates, the notation in which Home Assistant's volunteers write what people may say.

    turn [on|off] (the|my) {name} <in_room>     ;(on;[<here>])

``(a|b)`` is one of both, ``[a]`` may be left out, ``(a;b)`` is both in any order, ``<rule>`` stands for a template of
that name, ``{list:slot}`` for a value that the assistant must find; without ``:slot`` the slot is called as the list.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise

OPTION = 0.4  # how often an optional piece is said
_PAIRS = {"(": ")", "[": "]", "<": ">", "{": "}"}
_UNITS = {"hour", "minute", "second", "degree"}


def parse(template: str):
    """Return the tree of a template: a tuple of a kind and its content.

    Raises:
        ValueError: for a bracket that is not closed or closes nothing.
    """
    tree, end = _parse(template, 0, "")
    if end != len(template):
        raise ValueError(f"'{template[end]}' closes nothing in {template}")
    return tree


def _parse(template, at, closing):
    """Return the tree of what stands from ``at`` to the bracket ``closing``, and where that is."""
    choices, kind = [[]], "one of"
    while at < len(template) and template[at] not in ")]>}":
        sign = template[at]
        if sign in "|;":
            kind = "one of" if sign == "|" else "in any order"
            choices.append([])
        elif sign in "([":
            inner, at = _parse(template, at + 1, _PAIRS[sign])
            choices[-1].append(("maybe", inner) if sign == "[" else inner)
        elif sign in "<{":
            end = template.find(_PAIRS[sign], at)
            if end < 0:
                raise ValueError(f"'{sign}' is not closed in {template}")
            choices[-1].append(("rule" if sign == "<" else "slot", template[at + 1 : end]))
            at = end
        else:
            choices[-1].append(("text", sign))
        at += 1
    if closing and template[at : at + 1] != closing:
        raise ValueError(f"'{closing}' is missing in {template}")
    return (kind, choices), at


def say(template: str, rules: Mapping[str, str], value: Callable[[str], str], random) -> tuple[str, str]:
    """Draw one sentence of a template.

    Args:
        template: see above.
        rules: a template for each rule.
        value: function from the name of a list to one of its values.
        random: a `numpy.random.RandomState`.

    Returns:
        The sentence, and one tag for each of its words: ``O`` outside of slots, ``B-slot`` for the first word of a
        value, ``I-slot`` for its others. Both are texts of words with a space between.
    """
    words, tags = [], []
    for text, slot in _joined(_draw(parse(template), rules, value, random)):
        # A value stands apart, "50%" as "50 %" and "5-hour" as "5 hour", so that its words are its own.
        found = (text if slot else text.removeprefix("-")).split()
        words += found
        tags += [f"{'I' if i else 'B'}-{slot}" if slot else "O" for i in range(len(found))]
    return " ".join(_agreed(words)), " ".join(tags)


def _draw(tree, rules, value, random):
    """Yield (text, slot) pieces; the slot of plain text is empty."""
    kind, content = tree
    if kind == "text":
        yield content, ""
    elif kind == "slot":
        name, _, slot = content.partition(":")
        yield value(name), slot or name
    elif kind == "rule":
        yield from _draw(parse(rules[content]), rules, value, random)
    elif kind == "maybe":
        if random.random_sample() < OPTION:
            yield from _draw(content, rules, value, random)
    else:
        order = [random.randint(len(content))] if kind == "one of" else random.permutation(len(content))
        for k in order:
            if kind == "in any order":
                yield " ", ""
            for inner in content[k]:
                yield from _draw(inner, rules, value, random)


def _joined(pieces):
    """Return the pieces with neighbouring plain texts as one."""
    joined = []
    for text, slot in pieces:
        if joined and not slot and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + text, "")
        else:
            joined.append((text, slot))
    return joined


def _agreed(words):
    """Return the words with units in the number that English wants; templates leave that open."""
    agreed = list(words)
    for i, (number, word) in enumerate(pairwise(words), start=1):
        unit = word.removesuffix("s")
        if unit in _UNITS and (number.replace(".", "").isdigit() or number in {"a", "an"}):
            # 1 hour, half an hour, the 5 minute timer, but 5 minutes
            single = number in {"1", "a", "an"} or words[i + 1 : i + 2] == ["timer"]
            agreed[i] = unit if single else f"{unit}s"
    return agreed
