"""What ``course doctor`` reports: one finding a line, with its remedy."""

from typing import NamedTuple

from .terminal import marked, row


class Finding(NamedTuple):
    """One line of the report: its mark ✓ (good), ! (works, but look), ✗ (lessons will not run) or · (to know)."""

    mark: str
    what: str
    text: str
    remedy: str = ""

    def show(self) -> None:
        """Print the finding and, under it, what to do."""
        row(self.mark, self.what, self.text)
        if self.remedy:
            marked(f"→ {self.remedy}", indent=14)
