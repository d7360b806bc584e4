"""``course build --check``: proves, without executing, that a stored notebook is what its source would assemble."""

import difflib
import json

from .assembly import assemble
from .builder import edited, load
from .lesson import find
from .outputs import LIVE

GENERATED = {
    "header": "header cell",
    "install": "install cell",
    "exercise-task": "exercise",
    "exercise-starter": "starter",
}


def stale(lesson) -> list[str]:
    """Return in one line each how a lesson's notebook differs from what would be built now; [] when it is current.

    It sees changes of the source, the exercises, the references, the repository's slug, the titles of other lessons
    and the builder itself, edits made by hand, and cells without an execution number.

    Raises:
        CourseError: where the source cannot be assembled.
    """
    lesson = find(lesson)
    stored = load(lesson)
    if stored is None:
        return [f"{lesson.notebook.name} has not been built"]
    recorded = stored.metadata.get("course", {})
    fresh = assemble(lesson, seconds=recorded.get("seconds"), peak_mb=recorded.get("peak_mb"))
    lines = [f"{lesson.notebook.name} was edited by hand"] if edited(stored) else []
    lines += _metadata(stored.metadata, fresh.metadata) + _cells(stored.cells, fresh.cells)
    return lines + _outputs(stored, recorded)


def _metadata(stored, fresh):
    found = []
    for key in sorted(stored.keys() | fresh.keys()):
        if key == "course" and isinstance(stored.get(key), dict):
            before, now = stored[key], fresh[key]
            fields = (
                f for f in sorted(before.keys() | now.keys()) if before.get(f) != now.get(f) and f != "built_sha256"
            )
            found += [
                "the source has changed since the build"
                if f == "source_sha256"
                else f"metadata: {f} is {before.get(f)!r}, the source says {now.get(f)!r}"
                for f in fields
            ]
        elif stored.get(key) != fresh.get(key):
            found.append(f"metadata: {key} is not as the builder writes it")
    return found


def _cells(stored, fresh):
    # Matching by kind and text first: one inserted cell is one line, not a line for every cell after it.
    matcher = difflib.SequenceMatcher(None, [_content(c) for c in stored], [_content(c) for c in fresh], autojunk=False)
    found, renumbered = [], 0
    for action, a, b, c, d in matcher.get_opcodes():
        if action == "equal":
            renumbered += sum(x.id != y.id for x, y in zip(stored[a:b], fresh[c:d], strict=True))
            continue
        pairs = min(b - a, d - c)
        found += [
            f"{_name(y)}: {_change(x, y)}" for x, y in zip(stored[a : a + pairs], fresh[c : c + pairs], strict=True)
        ]
        found += [f"{_name(x)}: no longer in the source" for x in stored[a + pairs : b]]
        found += [f"{_name(y)}: missing from the notebook" for y in fresh[c + pairs : d]]
    if renumbered and not found:
        found.append(f"{renumbered} cell ids are not the builder's")
    return found


def _content(cell):
    return cell.cell_type, cell.source, json.dumps(cell.metadata, sort_keys=True)


def _name(cell):
    role = cell.metadata.get("course", {}).get("role")
    return f"{cell.id} ({GENERATED.get(role, cell.cell_type)})"


def _change(before, now):
    if before.cell_type != now.cell_type:
        return f"is {before.cell_type}, the source says {now.cell_type}"
    pairs = zip([*before.source.splitlines(), ""], [*now.source.splitlines(), ""], strict=False)
    for old, new in pairs:
        if old != new:
            differ = (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
            shared = next(differ, min(len(old), len(new)))
            return f"has {_excerpt(old, shared)}, the source says {_excerpt(new, shared)}"
    return "has other metadata than the source says"


def _excerpt(line, shared):
    """Return what is around the first difference of two lines."""
    start = max(0, shared - 20)
    return repr("…" * (start > 0) + line[start : start + 60] + "…" * (len(line) > start + 60))


def _outputs(stored, recorded):
    code = [
        c for c in stored.cells if c.cell_type == "code" and c.source.strip() and LIVE not in c.metadata.get("tags", [])
    ]
    found = [f"{c.id}: was not executed" for c in code if c.execution_count is None]
    if not any(c.outputs for c in code):
        found.append("no cell has an output")
    if "seconds" not in recorded or "peak_mb" not in recorded:
        found.append("seconds and peak memory were not recorded")
    return found
