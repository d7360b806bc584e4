"""A card as text and as an accessible HTML page, both from one list of facts."""

import html as markup
import textwrap

_WIDTH = 100


def text(card) -> str:
    """Return the card as plain text that is the same on every machine."""
    lines = [card.title, "=" * len(card.title)]
    for heading, fact in _facts(card):
        if isinstance(fact, str):
            lines += ["", *_wrapped(f"{heading}: {_flat(fact)}", subsequent_indent="  ")]
        else:
            lines += ["", f"{heading}:"]
            for item in fact:
                lines += _wrapped(_flat(item), initial_indent="  - ", subsequent_indent="    ")
    return "\n".join(lines)


def _wrapped(words, **indents):
    # A name such as scikit-learn stays whole, so that it can be found and copied.
    return textwrap.wrap(words, _WIDTH, break_on_hyphens=False, **indents)


def html(card) -> str:
    """Return the card as HTML: samples first, then a table with row headers; it takes its colours from the page."""
    rows = "".join(
        f'<tr><th scope="row" style="{_TOP}">{_escape(heading)}</th><td style="{_TOP}">{_cell(fact)}</td></tr>'
        for heading, fact in _facts(card)
    )
    return (
        f'<section aria-label="Data card of {_escape(card.name)}" style="max-width: 60em">'
        f"<p><strong>{_escape(card.title)}</strong></p>{card.preview()}"
        f'<table><caption style="{_CAPTION}">The card of {_escape(card.name)}</caption>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def samples(caption: str, heading: str, rows: list[tuple[str, str]], label: str = "Class") -> str:
    """Return a table of samples: ``rows`` are pairs of a class name (or what ``label`` says) and the HTML beside it."""
    body = "".join(
        f'<tr><th scope="row" style="text-align: left">{_escape(name)}</th>'
        f'<td style="text-align: left">{shown}</td></tr>'
        for name, shown in rows
    )
    return (
        f'<table><caption style="{_CAPTION}">{_escape(caption)}</caption>'
        f'<thead><tr><th scope="col" style="text-align: left">{_escape(label)}</th>'
        f'<th scope="col" style="text-align: left">{_escape(heading)}</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


_TOP = "text-align: left; vertical-align: top"
_CAPTION = "caption-side: top; text-align: left; padding-top: 1em"


def _facts(card):
    licence = card.licence
    facts = [
        ("What it is", card.what),
        ("Made by", card.made_by),
        ("Chosen and cleaned", card.chosen_and_cleaned),
        ("Items", f"{card.counted()} {card.items}" + (f"; each {card.shaped()}" if card.shape else "")),
        ("Units", card.units),
        ("Samples a second", f"{card.rate:,.0f}" if card.rate else ""),
        ("Columns", [f"{name}: {meaning}" for name, meaning in card.columns.items()]),
        ("Classes", _classes(card)),
        ("Recommended split", card.split.recommended),
        ("What would leak", card.split.leaks),
        ("Known biases and limits", card.biases_and_limits),
        ("Not to be used for", card.not_for),
        ("Baselines", [f"{b.model}: {_score(b)} {b.metric}" for b in card.baselines]),
        ("Licence", f"{licence.name}. Stated: {licence.stated}. Text: {', '.join((licence.file, *licence.texts))}"),
        ("Please cite", card.citation),
        ("Source", _source(card.source)),
    ]
    return [(heading, fact) for heading, fact in facts if fact]


def _score(baseline):
    return f"{baseline.score:.3f}" if abs(baseline.score) < 10 else f"{baseline.score:,.1f}"


def _source(source):
    origins = [str(package) for package in source.packages]
    origins += [f"fetched once from {download.url}" for download in source.downloads[:1]]
    numbers = ", ".join(f"{key} {value}" for key, value in source.parameters.items())
    return ["; ".join(origins) or "made by the course's own code"] + ([f"parameters: {numbers}"] if numbers else [])


def _classes(card):
    numbers = [str(i) for i in range(len(card.classes))]
    if list(card.classes) == numbers:
        return ", ".join(numbers)
    return ", ".join(map(" ".join, zip(numbers, card.classes, strict=True)))


def _cell(fact):
    if isinstance(fact, str):
        return _escape(_flat(fact))
    return f'<ul style="margin: 0">{"".join(f"<li>{_escape(_flat(item))}</li>" for item in fact)}</ul>'


def _flat(fact):
    return " ".join(fact.split())


def _escape(words):
    return markup.escape(words)
