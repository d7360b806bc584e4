"""Citations: ``[@key]`` in a source becomes a link in the notebook, and back again."""

import difflib
import re
from functools import cache, lru_cache
from pathlib import Path

from ..errors import CourseError

# Code spans and fenced code come first in each pattern, so that what stands in them is left alone.
CODE = r"(?P<code>^```.*?^```|^~~~.*?^~~~|`[^`\n]+`)"
CITE = re.compile(CODE + r"|\[@(?P<key>[\w:.-]+)\]", re.M | re.S)
LINK = re.compile(CODE + r"|(?P<link>\[[^\]\n]*\]\([^\s)]+ \"@(?P<key>[\w:.-]+)\"\))", re.M | re.S)
ITEM = re.compile(r"^(?P<bullet>[-*] +)\[@(?P<key>[\w:.-]+)\](?P<why> .*)$", re.M)
FULL = re.compile(
    r"^(?P<bullet>[-*] +)(?P<link>\[[^\]\n]*\]\([^\s)]+ \"@(?P<key>[\w:.-]+)\"\))\. (?P<text>.*?) —(?P<why> .*)$", re.M
)
FURTHER = re.compile(r"^## Further reading *$", re.M)


class Bibliography:
    """The works of one ``references.bib``: labels, links and full texts by key.

    Args:
        path: the file; a missing one holds no works.

    Raises:
        CourseError: for a file that is not BibTeX.
    """

    def __init__(self, path: Path):
        self.path = path
        self.entries = _parse(path, path.stat().st_mtime_ns if path.is_file() else 0)

    def link(self, key: str) -> str:
        """Return the Markdown link of a citation: ``[Rumelhart et al., 1986](https://doi.org/… "@rumelhart1986")``."""
        entry = self._entry(key)
        return f'[{self.label(key)}]({_address(key, entry)} "@{key}")'

    def label(self, key: str) -> str:
        """Return names and year as a reader meets them: "Rumelhart et al., 1986"."""
        entry = self._entry(key)
        people = entry.persons.get("author") or entry.persons.get("editor")
        if not people or not {"title", "year"} <= {field.lower() for field in entry.fields}:
            raise CourseError(
                f"the reference '{key}' lacks its author, title or year", remedy="complete it in references.bib"
            )
        names = [_plain(" ".join(p.prelast_names + p.last_names)) for p in people]
        who = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else f"{names[0]} et al."
        return f"{who}, {entry.fields['year']}"

    def full(self, key: str) -> str:
        """Return the full reference text in one line of Markdown, without its address."""
        return _full(self._entry(key))

    def resolve(self, text: str, *, further: bool = False) -> str:
        """Turn every ``[@key]`` of a Markdown text into a link; in further reading, list items get the full text."""
        if further:
            text = ITEM.sub(lambda m: f"{m['bullet']}{self.link(m['key'])}. {self.full(m['key'])} —{m['why']}", text)
        return CITE.sub(lambda m: m["code"] or self.link(m["key"]), text)

    def restore(self, text: str) -> tuple[str, list[str]]:
        """Turn links and full texts back into ``[@key]``; also return the keys whose generated text had been edited."""
        edited = [
            m["key"] for m in FULL.finditer(text) if m["key"] not in self.entries or m["text"] != self.full(m["key"])
        ]
        text = FULL.sub(lambda m: f"{m['bullet']}{m['link']}{m['why']}", text)
        edited += [
            m["key"]
            for m in LINK.finditer(text)
            if m["key"] and (m["key"] not in self.entries or m["link"] != self.link(m["key"]))
        ]
        return LINK.sub(lambda m: m["code"] or f"[@{m['key']}]", text), list(dict.fromkeys(edited))

    def _entry(self, key):
        if key not in self.entries:
            close = difflib.get_close_matches(key, self.entries, n=1)
            raise CourseError(
                f"there is no reference '{key}'",
                remedy=f"did you mean '{close[0]}'?" if close else f"add it to {self.path.name}",
            )
        return self.entries[key]


def keys(text: str) -> list[str]:
    """Return the keys that a Markdown text cites, in order, with repeats."""
    return [m["key"] for m in CITE.finditer(text) if m["key"]]


@lru_cache(maxsize=8)
def _parse(path, changed):
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    try:
        return dict(parse_string(path.read_text(encoding="utf-8"), "bibtex").entries) if changed else {}
    except PybtexError as error:
        raise CourseError(f"{path.name} is not BibTeX", remedy=" ".join(str(error).split())) from None


def _address(key, entry):
    fields = entry.fields
    if "doi" in fields:
        address = f"https://doi.org/{fields['doi']}"
    elif "url" in fields:
        address = fields["url"]
    elif "eprint" in fields:
        address = f"https://arxiv.org/abs/{fields['eprint']}"
    else:
        raise CourseError(f"the reference '{key}' has no doi, url or eprint", remedy="add one in references.bib")
    return address.replace("\\", "").replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _plain(latex):
    from pybtex.richtext import Text

    return str(Text.from_latex(latex))


def _full(entry):
    from pybtex.database import Entry
    from pybtex.exceptions import PybtexError

    style, backend = _printing()
    fields = [(k, v) for k, v in entry.fields.items() if k not in ("doi", "url", "eprint", "archiveprefix", "note")]
    bare = Entry(entry.type, fields=fields, persons=entry.persons)
    bare.key = entry.key
    # The dash with spaces parts the reference from the reason to read it.
    try:
        text = (
            " ".join(next(iter(style.format_entries([bare]))).text.render(backend).split())
            .replace(" — ", " – ")
            .removesuffix(".")
        )
    except PybtexError as error:
        raise CourseError(
            f"the reference '{entry.key}' is not complete ({error})", remedy="complete it in references.bib"
        ) from None
    return re.sub(r"\. (\d{4})$", r", \1", text)


@cache
def _printing():
    """Return pybtex's style and output form, made once: pybtex searches all installed packages for plugins."""
    from pybtex.backends.markdown import Backend
    from pybtex.style.formatting.unsrt import Style

    class Sparing(Backend):
        """Escapes only what Markdown would read as markup: the notebook's own text stays readable."""

        def format_str(self, text):
            return re.sub(r"([\\`*_\[\]<>$])", r"\\\1", text)

    return Style(), Sparing()
