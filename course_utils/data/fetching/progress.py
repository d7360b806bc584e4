"""A line that says how far a transfer is; it shows after two seconds and ends as one stable line."""

import sys
import time

PATIENCE, _EVERY = 2.0, 0.25  # seconds until it shows, and between changes


class Progress:
    """Called with the bytes that have come; as a context manager it prints its last line when all is well."""

    def __init__(self, download):
        """Begin with nothing shown."""
        self.download, self.begun, self.shown = download, time.monotonic(), 0.0

    def __enter__(self):
        return self

    def __call__(self, have: int, total: int) -> None:
        """Show how much has come, at most four times a second."""
        now = time.monotonic()
        if now - self.begun > PATIENCE and now - self.shown > _EVERY:
            self.shown = now
            share = 100 * have / (total or self.download.size)
            self._say(f"fetching {self.download.file}: {share:3.0f} %", end="")

    def __exit__(self, kind, *_):
        if kind is None:
            self._say(f"fetched {self.download.file}, {self.download.size / 1e6:.1f} MB")
        elif self.shown:
            print(flush=True)

    def _say(self, words, end="\n"):
        # A pipe gets the last line alone.
        if end == "\n" or sys.stdout.isatty() or "ipykernel" in sys.modules:
            print(f"\r{words}" if self.shown else words, end=end, flush=True)
