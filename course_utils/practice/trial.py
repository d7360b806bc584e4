"""Run an answer on many inputs and write down what happened: data only, no judgement."""

import copy
import io
import linecache
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field

from .comparison import difference
from .limit import TimeUp, finishes
from .values import plain, tidy

_HEARD = 300  # characters of printed text that are kept for each input


@dataclass(frozen=True)
class Crash:
    """An exception that an answer raised: its type's name, its message and, if known, the line that raised it."""

    kind: str
    message: str
    line: int | None = None
    code: str = ""

    def __str__(self):
        text = f"{self.kind}: {self.message}" if self.message else self.kind
        return text + (f" (line {self.line}: {self.code})" if self.line and self.code else "")


@dataclass(frozen=True)
class Outcome:
    """What one call gave: a plain value or a crash; what it printed and warned; which argument it changed, by place."""

    value: object = None
    crash: Crash | None = None
    printed: str = ""
    warned: str = ""
    changed: int | None = None


@dataclass
class Trial:
    """The outcomes in the order of the inputs; shorter than these when the time was up (``finished`` is False)."""

    outcomes: list[Outcome] = field(default_factory=list)
    finished: bool = True
    seconds: float = 0.0


def attempt(function, cases, seconds) -> Trial:
    """Call ``function`` once for each tuple of arguments, on deep copies, within ``seconds`` for all of them together.

    Whatever it raises is recorded, SystemExit included; only the reader's own Ctrl-C (KeyboardInterrupt) gets through.
    """
    trial, ear = Trial(seconds=seconds), _Ear()

    def run():
        for case in cases:
            trial.outcomes.append(_call(function, case, ear))

    # Redirected outside the limited code, so that an interrupt cannot leave the notebook without its output.
    with redirect_stdout(ear), redirect_stderr(ear), warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = ear.warn
        trial.finished = finishes(run, seconds)
    return trial


def _call(function, case, ear):
    arguments = copy.deepcopy(case)
    ear.clear()
    try:
        value = plain(function(*arguments))
    except (TimeUp, KeyboardInterrupt):
        raise
    except BaseException as error:
        return Outcome(crash=_crash(error, function), printed=ear.text, warned=ear.warned)
    return Outcome(value, printed=ear.text, warned=ear.warned, changed=_changed(case, arguments))


def _changed(before, after):
    """Return the place of the first argument that a call changed, or None."""
    pairs = [(plain(old), plain(new)) for old, new in zip(before, after, strict=True)]
    # What differs even from itself, a function say, cannot be compared.
    return next(
        (i for i, (old, new) in enumerate(pairs) if difference(old, new, 0.0) and not difference(old, old, 0.0)), None
    )


def _crash(error, function):
    """Describe an exception, with the last line of the answer's own file or cell that it passed."""
    line, code = None, ""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == home:
            line = trace.tb_lineno
            code = tidy(linecache.getline(home, line))
        trace = trace.tb_next
    try:
        message = tidy(str(error), 160)
    except Exception:  # a class of the answer's own whose __str__ fails
        message = "(its message cannot be read)"
    return Crash(type(error).__name__, message, line, code)


class _Ear(io.TextIOBase):
    """Hears what is printed and warned, keeps the beginning, and forgets the rest however much it is."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.text = self.warned = ""

    def writable(self):
        return True

    def write(self, text):
        if len(self.text) < _HEARD:
            self.text += str(text[:_HEARD])
        return len(text)

    def warn(self, message, category, *_where, **_more):
        self.warned = self.warned or tidy(f"{category.__name__}: {message}", 120)
