"""The ``course`` command, one file a command; `main` is the one place that turns errors into lines and exit codes."""

import logging
import os
import signal
import sys
from contextlib import contextmanager

from ..errors import CourseError


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 something to mend, 2 a wrong call, 130 interrupted.

    Errors that the user can mend are one line on stderr; ``COURSE_DEBUG=1`` shows the traceback as well.
    """
    from . import streams

    streams.prepare()
    try:
        with _terminable():
            code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return code
    except OSError as error:
        if not streams.is_broken_pipe(error):
            raise
        streams.silence()
        return 1


def _run(argv: list[str]) -> int:
    from . import streams

    try:
        from .commands import invoke

        return invoke(argv)
    except CourseError as error:
        return _complain(error, error, code=getattr(error, "exit_code", 1))
    except ModuleNotFoundError as error:
        return _complain(error, _missing(error))
    except KeyboardInterrupt as stop:
        # A cell that we left half-way is an asyncio task that nobody awaits any more: no news to anybody.
        logging.getLogger("asyncio").disabled = True
        # On a terminal the cursor stands behind the ^C.
        print("\ncourse: stopped" if sys.stderr.isatty() else "course: stopped", file=sys.stderr)
        return 143 if isinstance(stop, _Terminated) else 130
    except OSError as error:
        if streams.is_broken_pipe(error):
            raise
        return _complain(error, _refused(error))


def _complain(error: Exception, message: object, code: int = 1) -> int:
    if os.environ.get("COURSE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    sys.stdout.flush()
    print(f"course: {message}", file=sys.stderr)
    return code


def _missing(error: ModuleNotFoundError) -> CourseError:
    from .environment import install_command

    return CourseError(
        f"the package '{error.name}' is missing in {sys.executable}",
        remedy=f"activate the course's environment, or run: {install_command()}",
    )


def _refused(error: OSError) -> CourseError:
    place = f"'{error.filename}'" if error.filename else "this"
    return CourseError(f"the system refused {place}", remedy=(error.strerror or str(error)).lower())


class _Terminated(KeyboardInterrupt):
    """Somebody asked this process to end (SIGTERM)."""


@contextmanager
def _terminable():
    """Let a polite kill unwind the stack as Ctrl-C does, so that no kernel outlives the command."""

    def stop(signum, frame):
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # we are not in the main thread: the signals belong to somebody else
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
