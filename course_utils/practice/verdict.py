"""The verdict on an answer: what kind it is and the lines that say so."""

from dataclasses import dataclass

PASS, WRONG, ERROR, TOO_SLOW, NOT_ATTEMPTED = KINDS = ("pass", "wrong", "error", "too slow", "not attempted")
_MARKS = {PASS: "✓", NOT_ATTEMPTED: "○"}


@dataclass(frozen=True)
class Verdict:
    """What a check found out.

    Attributes:
        id: of the exercise.
        kind: one of `KINDS`.
        text: what the first line says after mark and id.
        more: further lines, shown indented.
        slip: the message of the named mistake, or of a slip that anybody could make, that explains the answer.
    """

    id: str
    kind: str
    text: str
    more: tuple[str, ...] = ()
    slip: str = ""

    def __str__(self):
        lines = [f"{_MARKS.get(self.kind, '✗')} {self.id} {self.text}", *(f"  {line}" for line in self.more)]
        return "\n".join(lines)
