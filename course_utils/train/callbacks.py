"""Keras callbacks of the course: progress that ends in one stable line, and a limit on the time."""

import signal
import threading
import time

import keras

from ..errors import CourseError
from .bar import Bar, counted
from .seeds import seeded_too_early


class Progress(keras.callbacks.Callback):
    """Show a training's progress on one line; use it with ``verbose=0``.

    Args:
        label: what is being trained, e.g. "CNN".

    The last line holds no times and no losses, so that it is the same on every machine: ``"CNN: 5 epochs done"``.

    >>> model.fit(*clothes.train, epochs=5, verbose=0, callbacks=[train.Progress("CNN")])
    CNN: 5 epochs done
    """

    def __init__(self, label=None):
        super().__init__()
        self.label = label or "training"

    def on_train_begin(self, logs=None):
        _check_seed()
        self.epochs, self.steps = self.params["epochs"], self.params.get("steps")
        self.epoch = self.finished = 0
        self.bar = Bar(self.label, self.epochs)
        self._watch_for_interrupt()

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        steps = self.steps or self.params.get("steps")
        self.bar.at(self.epoch + (min((batch + 1) / steps, 1.0) if steps else 0.0))

    def on_epoch_end(self, epoch, logs=None):
        self.finished = epoch + 1
        self.bar.at(epoch + 1)

    def on_train_end(self, logs=None):
        self._unwatch()
        whole = self.finished == self.epochs and not getattr(self.model, "stop_training", False)
        ending = f"{counted(self.epochs, 'epoch')} done" if whole else "stopped early"
        self.bar.end(f"{self.label}: {ending}")

    def _watch_for_interrupt(self):
        # Keras calls no callback when the reader presses stop, so the line is tidied by the signal itself.
        self.before = None
        if threading.current_thread() is threading.main_thread() and callable(signal.getsignal(signal.SIGINT)):
            self.before = signal.signal(signal.SIGINT, self._interrupted)

    def _interrupted(self, number, frame):
        before = self.before
        self._unwatch()
        self.bar.end(f"{self.label}: interrupted")
        before(number, frame)

    def _unwatch(self):
        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)
            self.before = None


class TimeBudget(keras.callbacks.Callback):
    """Stop a training when its time is up, after the batch that runs over.

    Args:
        seconds: how long ``fit`` may train.

    ``stopped`` is True afterwards when the time ran out before the epochs did.

    >>> budget = train.TimeBudget(20)
    >>> model.fit(*clothes.train, epochs=100, verbose=0, callbacks=[budget, train.Progress("CNN")])
    CNN: stopped early
    """

    def __init__(self, seconds):
        super().__init__()
        if not isinstance(seconds, (int, float)) or not seconds > 0:
            raise CourseError(f"{seconds!r} is no time budget", remedy="give seconds above 0")
        self.seconds = seconds
        self.stopped = False

    def on_train_begin(self, logs=None):
        _check_seed()
        self.stopped = False
        self.start = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        if time.perf_counter() - self.start > self.seconds:
            self.stopped = self.model.stop_training = True

    def on_epoch_end(self, epoch, logs=None):
        last = epoch + 1 == self.params["epochs"]
        if last and self.stopped:
            pass
        self.on_train_batch_end(None)


def _check_seed():
    if seeded_too_early():
        raise CourseError("train.seed() came before `import keras`", remedy="call it again after the import")
