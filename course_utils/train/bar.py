"""A progress bar that ends in one line which is the same on every machine."""

import contextlib
import sys
import time

from ..errors import CourseError

_QUIET = 2.0  # seconds before a bar appears
_EVERY = 0.2  # seconds between drawings
_CELLS = 24
_open = []  # the loops that are running, outermost first


def progress(iterable, label, total=None):
    """Loop over ``iterable`` with a progress bar and the time left.

    Args:
        iterable: what to loop over.
        label: what is being done, a few words.
        total: number of steps, for an iterable without a length.

    The bar appears after two seconds. The last line holds no time, so that a notebook's output is the same on every
    run: ``"label: 5 steps done"``. Inside another `progress` only the outer one writes, and counts the inner steps.

    >>> for step in progress(range(200), "training"):
    ...     pass
    training: 200 steps done
    """
    if not str(label).strip():
        raise CourseError("progress() needs a label", remedy='say what is done: progress(steps, "training")')
    if total is None:
        try:
            total = len(iterable)
        except TypeError:
            raise CourseError("progress() cannot count the steps", remedy="give total=") from None
    return _steps(iterable, label, total)


def _steps(iterable, label, total):
    bar = Bar(label, total)
    _open.append(bar)
    try:
        for done, item in enumerate(iterable):
            bar.at(done)
            yield item
        bar.end(f"{label}: {counted(total, 'step')} done")
    except KeyboardInterrupt:
        bar.end(f"{label}: interrupted")
        raise
    except GeneratorExit:
        bar.end(f"{label}: stopped early")
        raise
    except BaseException:
        bar.erase()
        raise
    finally:
        _open.remove(bar)


def counted(n, noun) -> str:
    """Return "1 step", "2 steps"."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


class Bar:
    """One line of stdout that is written over until `end`; a bar inside a running loop moves that loop's bar."""

    def __init__(self, label, total):
        self.label, self.total = label, max(total, 1)
        self.outer = _open[-1] if _open else None
        self.done = 0
        self.width = 0
        self.start = time.perf_counter()
        self.drawn = self.start + _QUIET - _EVERY

    def at(self, done, part=0.0):
        """Say how many steps are done; ``part`` is the share of the next step that a loop inside it has done."""
        self.done = done
        share = min((done + part) / self.total, 1.0)
        if self.outer is not None:
            self.outer.at(self.outer.done, share)
            return
        now = time.perf_counter()
        if now - self.drawn >= _EVERY and interactive():
            self.drawn = now
            self._write(self._line(share, now - self.start))

    def end(self, line):
        """Replace the bar by the final line (only the outermost bar has one)."""
        if self.outer is None:
            self.erase()
            print(line, flush=True)

    def erase(self):
        """Take the bar off the line."""
        if self.width:
            self._write("")
            sys.stdout.write("\r")
            self.width = 0

    def _line(self, share, seconds):
        full = round(_CELLS * share)
        left = "" if share == 0 else f"  {_clock(seconds * (1 - share) / share)} left"
        return f"{self.label} {'█' * full}{'░' * (_CELLS - full)} {100 * share:3.0f} %{left}"

    def _write(self, line):
        sys.stdout.write("\r" + line.ljust(self.width))
        sys.stdout.flush()
        self.width = len(line)


def interactive() -> bool:
    """Tell whether stdout is a terminal or a notebook, where a carriage return goes back to the line's start."""
    if "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
        if getattr(shell, "kernel", None) is not None:
            return True
    with contextlib.suppress(AttributeError, ValueError):
        return sys.stdout.isatty()
    return False


def _clock(seconds):
    minutes, seconds = divmod(int(seconds + 0.5), 60)
    return f"{minutes}:{seconds:02d}"
