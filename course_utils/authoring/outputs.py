"""What may be stored under a cell: outputs without a trace of their run, and the faults that bar storing."""

import json
import re
from pathlib import Path

from .. import claims
from .execution import Execution

LIVE = "nbval-skip"
HOME = [re.escape(f"{Path.home()}/")] if len(Path.home().parts) > 1 else []
# Text that names one run or one machine: another run would store something else.
TRACES = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{7,}\b"),
    "a temporary path": re.compile(r"ipykernel_\d+|/tmp/|\\\\Temp\\\\"),
    "a folder of this machine": re.compile("|".join([r"/(home|Users)/\w+/", *HOME])),
}


def clean(notebook) -> None:
    """Strip in place what differs from run to run: timings, widget state, sizes of images; number the cells from 1.

    A live control (tag "nbval-skip") is stored without outputs and without a number.
    """
    number = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if _live(cell):
            cell.outputs, cell.execution_count = [], None
            continue
        number += 1
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
            if "metadata" in output:
                output.metadata = _alternatives(output.metadata)


def faults(result: Execution) -> list[str]:
    """Return, in one line each, why an executed notebook must not be stored; [] when nothing is wrong."""
    if result.error:
        return [result.error]
    found = []
    for index, cell in enumerate(result.notebook.cells, 1):
        shown = [] if _live(cell) else cell.get("outputs", [])  # what a live control shows is not stored
        found += [f"cell {index} ({cell.id}): {fault}" for output in shown for fault in _faults(output)]
    for record in result.claims.values():
        judged = any(rule in record for rule in ("at_least", "at_most", "between"))
        if not claims.holds(record) or record.get("holds") is False:
            found.append(f"the claim '{record['text']}' does not hold: {record['value']:.4g} {record['unit']}".rstrip())
        elif judged and record.get("holds") is None:
            found.append(f"the claim '{record['text']}' was not judged: EFFORT is \"smoke\"")
    return list(dict.fromkeys(found))


def _live(cell):
    return LIVE in cell.metadata.get("tags", [])


def _faults(output):
    if output.output_type == "stream" and output.name == "stderr":
        lines = [line for line in output.text.splitlines() if line.strip()]
        yield f"writes to stderr: {lines[-1].strip()[:120] if lines else 'blank lines'}"
    if output.output_type == "stream" and "\r" in output.text:
        yield "ends its progress line with a carriage return, not with a line end"
    if any(kind.startswith("application/vnd.jupyter.widget") for kind in output.get("data", {})):
        yield f'shows a live control: tag the cell "{LIVE}"'
    text = json.dumps(
        {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}, ensure_ascii=False
    )
    for what, pattern in TRACES.items():
        if match := pattern.search(output.get("text", "") + text):
            yield f"shows {what} ({match[0]}), which differs on the next run"


def _alternatives(metadata):
    """Keep the alt text of pictures alone: sizes and flags depend on the machine's screen settings."""
    kept = {
        kind: {"alt": about["alt"]} for kind, about in metadata.items() if isinstance(about, dict) and "alt" in about
    }
    return type(metadata)(kept)
