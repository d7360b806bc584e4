"""A time limit for code that we did not write: an endless loop in an answer is stopped and leaves nothing behind."""

import ctypes
import functools
import signal
import sys
import threading
import time

_AGAIN = 0.005       # seconds between two attempts, for an answer that catches everything


class TimeUp(BaseException):
    """Raised inside the limited code; no Exception, so that ``except Exception`` lets it pass."""


def finishes(function, seconds) -> bool:
    """Call ``function()``, stop it after so many seconds, and return whether it came to its own end in time.

    What it raises passes through, Ctrl-C included. On the main thread of Linux and macOS a repeating alarm stops it,
    elsewhere a second thread does. One long call of compiled code, such as ``sum(range(10**12))``, cannot be stopped.

    >>> finishes(lambda: None, 1)
    True
    """
    on_main = threading.current_thread() is threading.main_thread()
    return (_Alarm if on_main and hasattr(signal, "setitimer") else _Watcher)(seconds).run(function)


class _Alarm:
    """Interrupts through SIGALRM. Keeps the alarm that somebody else has set, such as pytest's."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.armed = False
        self.rang = False
        self.frames = []         # of the answer, under our trace function

    def run(self, function):
        start, trace = time.monotonic(), sys.gettrace()
        handler, earlier = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
        try:
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, _AGAIN)
            self.armed = True
            function()
        except TimeUp:
            self.rang = True
        finally:
            self.armed = False
            while True:
                try:                     # an exception that is already under way may still arrive in here, once
                    sys.settrace(trace)
                    self._disarm(handler)
                    break
                except TimeUp:
                    continue
            if earlier[0]:
                left = max(earlier[0] - (time.monotonic() - start), 1e-3)
                signal.setitimer(signal.ITIMER_REAL, left, earlier[1])
        return not self.rang

    def _ring(self, _signum, frame):
        # Never raise in run() itself: there the exception would escape to whoever called it.
        if not self.armed or frame is None or frame.f_code is _Alarm.run.__code__:
            return
        self.rang = True
        # `while True: try: … except: pass` swallows this exception. So each line and call from now on asks for another:
        # neither the loop nor a handler gets any further, and every raise leaves at least one `try` behind.
        again = _asking(threading.get_ident())
        sys.settrace(again)
        while frame is not None and frame.f_code is not _Alarm.run.__code__:
            frame.f_trace = again
            self.frames.append(frame)
            frame = frame.f_back
        raise TimeUp

    def _disarm(self, handler):
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        while self.frames:
            self.frames.pop().f_trace = None
        _ask(threading.get_ident(), None)


class _Watcher:
    """Interrupts from a second thread, where there is no alarm: on Windows and off the main thread."""

    def __init__(self, seconds):
        self.deadline = time.monotonic() + seconds
        self.target = threading.get_ident()
        self.armed = True
        self.gone = False
        self.rang = False

    def run(self, function):
        interval = sys.getswitchinterval()
        threading.Thread(target=self._watch, daemon=True).start()
        try:
            function()
        except TimeUp:
            self.rang = True
        finally:
            self.armed = False
            while True:
                try:                     # as above
                    self._disarm(interval)
                    break
                except TimeUp:
                    continue
        return not self.rang

    def _watch(self):
        while self.armed and time.monotonic() < self.deadline:
            time.sleep(_AGAIN)
        while self.armed:
            self.rang = True
            # Threads that change places often meet more lines of the answer: some stand outside its try.
            sys.setswitchinterval(1e-6)
            _ask(self.target, TimeUp)
            time.sleep(1e-5)
        self.gone = True

    def _disarm(self, interval):
        while not self.gone:         # no lock: an exception that still arrives could leave it held
            time.sleep(1e-4)
        sys.setswitchinterval(interval)
        _ask(self.target, None)


def _ask(thread, exception):
    """Make Python raise ``exception`` in a thread soon, or with None take such a request back."""
    kind = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), kind)


def _asking(thread):
    """Return a trace function that asks for `TimeUp` at every event.

    It must not run any Python: the exception would be raised in there, and Python drops a trace function that raises.
    So it is the C function itself, which does not look at the three arguments (frame, event, value) that come after its own.
    """
    prototype = ctypes.PYFUNCTYPE(None, ctypes.c_ulong, *[ctypes.py_object] * 4)
    return functools.partial(prototype(("PyThreadState_SetAsyncExc", ctypes.pythonapi)), thread, TimeUp)
