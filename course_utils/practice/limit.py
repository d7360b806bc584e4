"""A time limit for code that we did not write: an endless loop in an answer is stopped and leaves nothing behind."""

import ctypes
import functools
import gc
import signal
import sys
import threading
import time

_AGAIN = 0.005  # seconds between two attempts


class TimeUp(BaseException):
    """Raised inside the limited code; no Exception, so that ``except Exception`` lets it pass."""


def finishes(function, seconds) -> bool:
    """Call ``function()``, stop it after so many seconds, and return whether it came to its own end in time.

    What it raises passes through, Ctrl-C included. On the main thread of Linux and macOS an alarm stops it, elsewhere a
    second thread does. One long call of compiled code, such as ``sum(range(10**12))``, cannot be stopped.

    >>> finishes(lambda: None, 1)
    True
    """
    on_main = threading.current_thread() is threading.main_thread()
    return (_Alarm if on_main and hasattr(signal, "setitimer") else _Watcher)(seconds).run(function)


class _Limit:
    """What the two ways of interrupting share: how an answer that catches everything is stopped all the same."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.thread = threading.get_ident()
        self.armed = False  # an exception may be raised
        self.rang = False  # the time was up
        self.frames = []  # of the answer, under our trace function

    def run(self, function):
        trace, collects = sys.gettrace(), gc.isenabled()
        try:
            self._start()
            self.armed = True
            function()
        except TimeUp:
            self.rang = True
        finally:
            self.armed = False
            while True:
                try:  # an exception that is already under way may still arrive in here, once
                    sys.settrace(trace)
                    self._stop()
                    while self.frames:
                        self.frames.pop().f_trace = None
                    if collects:
                        gc.enable()
                    _ask(self.thread, None)
                    break
                except TimeUp:
                    continue
        return not self.rang

    def _insist(self, frame):
        """From now on ask for another exception at each line and call of the frame, its callers and its callees.

        `while True: try: … except: pass` swallows the first one. With this neither the loop nor a handler gets any
        further, and every exception leaves at least one ``try`` behind.
        """
        self.rang = True
        gc.disable()  # JAX is called by the garbage collector, and an exception that is raised there is lost
        again = _asking(self.thread)
        sys.settrace(again)
        while frame is not None and frame.f_code is not _Limit.run.__code__:
            frame.f_trace = again
            self.frames.append(frame)
            frame = frame.f_back


class _Alarm(_Limit):
    """Interrupts through SIGALRM. Keeps the alarm that somebody else has set, such as pytest's."""

    def _start(self):
        self.started = time.monotonic()
        self.handler, self.earlier = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, _AGAIN)

    def _ring(self, _signum, frame):
        # Never raise in run() itself: there the exception would escape to whoever called it.
        if self.armed and frame is not None and frame.f_code is not _Limit.run.__code__:
            self._insist(frame)
            raise TimeUp

    def _stop(self):
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self.handler)
        left, period = self.earlier
        if left:
            left -= time.monotonic() - self.started
            signal.setitimer(signal.ITIMER_REAL, max(left, 1e-3), period)


class _Watcher(_Limit):
    """Interrupts from a second thread, where there is no alarm: on Windows and off the main thread."""

    def _start(self):
        limit = self

        class First(TimeUp):
            """Python makes the exception in the thread that it interrupts, and only there can that be traced."""

            def __init__(self):
                if limit.armed:
                    limit._insist(sys._getframe(1))

        self.first, self.stopping, self.gone = First, False, False
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        deadline = time.monotonic() + self.seconds
        while not self.stopping:
            time.sleep(_AGAIN)
            if self.armed and time.monotonic() > deadline:
                _ask(self.thread, self.first)
        self.gone = True

    def _stop(self):
        self.stopping = True
        while not self.gone:  # no lock: an exception that still arrives could leave it held
            time.sleep(_AGAIN / 10)


def _ask(thread, exception):
    """Make Python raise ``exception`` in a thread soon, or with None take such a request back."""
    kind = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), kind)


def _asking(thread):
    """Return a trace function that asks for `TimeUp` at every event.

    It must not run any Python: the exception would be raised in there, and Python drops a trace function that raises.
    So it is the C function itself, which does not look at the three arguments (frame, event, value) after its own two.
    """
    prototype = ctypes.PYFUNCTYPE(None, ctypes.c_ulong, *[ctypes.py_object] * 4)
    return functools.partial(prototype(("PyThreadState_SetAsyncExc", ctypes.pythonapi)), thread, TimeUp)
