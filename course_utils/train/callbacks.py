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
        """Start the bar."""
        _check_seed()
        self.epochs = self.params["epochs"]
        self.epoch = self.batches = 0
        self.bar = Bar(self.label, self.epochs)
        self._watch_for_interrupt()

    def on_epoch_begin(self, epoch, logs=None):
        """Remember where the training is."""
        self.epoch, self.batches = epoch, 0

    def on_train_batch_end(self, batch, logs=None):
        """Move the bar."""
        self.batches = batch + 1
        self.bar.at(self.epoch, _share(self.batches, self.params.get("steps")))

    def on_train_end(self, logs=None):
        """Replace the bar by the stable line."""
        self._unwatch()
        whole = self.epoch + 1 == self.epochs and _share(self.batches, self.params.get("steps"), unknown=1.0) == 1.0
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
        """Start the clock."""
        _check_seed()
        self.stopped = False
        self.start = time.perf_counter()
        self.last_epoch = False

    def on_epoch_begin(self, epoch, logs=None):
        """Remember whether this epoch is the last."""
        self.last_epoch = epoch + 1 == self.params["epochs"]

    def on_train_batch_end(self, batch, logs=None):
        """Stop when the time is up and there is something left to do."""
        self._judge(self.last_epoch and _share(batch + 1, self.params.get("steps")) == 1.0)

    def on_epoch_end(self, epoch, logs=None):
        """Stop when the validation took what was left."""
        self._judge(self.last_epoch)

    def _judge(self, finished):
        if not finished and time.perf_counter() - self.start > self.seconds:
            self.stopped = self.model.stop_training = True


def _share(batches, steps, unknown=0.0):
    # Keras does not know the number of steps of a generator during its first epoch.
    return min(batches / steps, 1.0) if steps else unknown


def _check_seed():
    if seeded_too_early():
        raise CourseError("train.seed() came before `import keras`", remedy="call it again after the import")
