"""Interface texts of open-source programs with their translations, as they lie in the programs' packages.

Two formats are read: JSON files, a tree of texts for each language with the same keys, and compiled gettext catalogues
(``.mo``), whose keys are the English texts themselves. A text with its translation is a pair (English, other).
"""

import json
import re
import struct
from collections.abc import Iterator

# A file's language stands in its name: "de.json" in Home Assistant, "de-0123…ef.json" with a hash in its frontend.
_JSON = re.compile(r"(?P<folder>.*/translations/(?:[\w-]+/)?)(?P<language>[a-z]{2})(-[0-9a-f]{32})?\.json")


def from_json(files: dict[str, bytes], language: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of all folders that have English and ``language``, folder by folder.

    Args:
        files: path to content, as `packages.files` returns them.
        language: two letters; regional variants such as ``en-GB`` are not looked at.
    """
    found = {}
    for path, content in files.items():
        if match := _JSON.fullmatch(path):
            found.setdefault(match["folder"], {})[match["language"]] = content
    for _, languages in sorted(found.items()):
        if languages.keys() >= {"en", language}:
            english, other = (dict(_leaves(json.loads(languages[code]))) for code in ("en", language))
            yield from ((english[key], other[key]) for key in english if key in other)


def _leaves(tree, path=()):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        elif isinstance(value, str):
            yield (*path, key), value


def from_gettext(files: dict[str, bytes], language: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of all catalogues ``…/locale/LANGUAGE/LC_MESSAGES/….mo``, without plural forms."""
    for path, content in sorted(files.items()):
        if f"/locale/{language}/LC_MESSAGES/" in path and path.endswith(".mo"):
            yield from catalogue(content)


def catalogue(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a compiled catalogue in little-endian order.

    Raises:
        ValueError: for anything else.
    """
    magic, _, count, english_table, other_table = struct.unpack_from("<5I", raw)
    if magic != 0x950412DE:
        raise ValueError(f"no gettext catalogue: it begins with {magic:#x}")
    for i in range(count):
        english, other = (_entry(raw, table + 8 * i) for table in (english_table, other_table))
        # "\x04" ends a note on where the text stands; "\0" separates singular and plural; the first key is empty.
        english = english.rsplit("\x04", 1)[-1]
        if english and "\0" not in english:
            yield english, other


def _entry(raw, at):
    length, offset = struct.unpack_from("<2I", raw, at)
    return raw[offset : offset + length].decode("utf-8")
