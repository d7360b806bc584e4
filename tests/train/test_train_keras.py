import random
import signal
import time

import numpy as np
import pytest

from course_utils import train
from course_utils.errors import CourseError
from course_utils.train import bar, seeds

keras = pytest.importorskip("keras")
X, Y = np.random.default_rng(0).normal(size=(64, 3)).astype("float32"), np.arange(64) % 2


@pytest.fixture(autouse=True)
def keras_is_seeded(monkeypatch):
    monkeypatch.setattr(seeds, "_early", False)


def network(graph=False):
    # Without a graph: tracing it takes a third of a second each time, and callbacks do not notice.
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True), run_eagerly=not graph)
    return model


def fit(*callbacks, epochs=3, model=None, **options):
    options = {"batch_size": 16, "verbose": 0} | options
    return (model or network()).fit(X, Y, epochs=epochs, callbacks=list(callbacks), **options)


class Slow(keras.callbacks.Callback):
    def __init__(self, seconds):
        super().__init__()
        self.seconds, self.batches = seconds, 0

    def on_train_batch_end(self, batch, logs=None):
        self.batches += 1
        time.sleep(self.seconds)


class Stop(keras.callbacks.Callback):
    def __init__(self, epoch):
        super().__init__()
        self.epoch = epoch

    def on_epoch_end(self, epoch, logs=None):
        if epoch == self.epoch:
            self.model.stop_training = True


def trained(model, epochs):
    fit(model=model, epochs=epochs, shuffle=False)
    return [weight.copy() for weight in model.get_weights()]


def scheduled(start):
    model = network()
    rate = keras.optimizers.schedules.CosineDecay(0.1, 12)
    model.compile(keras.optimizers.Adam(rate), model.loss, run_eagerly=True)
    model.set_weights(start)
    return model


def test_a_restarted_model_learns_as_a_new_one_does():
    start = network().get_weights()
    new, used = trained(scheduled(start), 3), scheduled([weight + 1 for weight in start])
    trained(used, 2)
    train.restart(used, start)
    for ours, theirs in zip(trained(used, 3), new, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_restart_leaves_the_learning_rate_alone():
    model = network()
    model.compile(keras.optimizers.Adam(0.25), model.loss, run_eagerly=True)
    trained(model, 1)
    train.restart(model, network().get_weights())
    assert float(model.optimizer.learning_rate) == 0.25 and int(model.optimizer.iterations) == 0


def test_a_restart_needs_a_compiled_model():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    with pytest.raises(CourseError, match="compiled"):
        train.restart(model, model.get_weights())


def test_a_training_ends_in_one_stable_line(capsys):
    fit(train.Progress("digits"), validation_data=(X, Y), model=network(graph=True))
    fit(train.Progress(), epochs=1)
    assert capsys.readouterr().out == "digits: 3 epochs done\ntraining: 1 epoch done\n"


@pytest.mark.parametrize(("epoch", "line"), [(1, "digits: stopped early\n"), (2, "digits: 3 epochs done\n")])
def test_early_stopping_is_named_without_a_number(capsys, epoch, line):
    fit(Stop(epoch), train.Progress("digits"))
    assert capsys.readouterr().out == line


@pytest.mark.filterwarnings("ignore:Your input ran out of data")
def test_a_generator_of_unknown_length_and_a_later_start_work(capsys):
    def batches():
        yield from [(X[:16], Y[:16])] * 3

    model = network()
    model.fit(batches(), epochs=1, verbose=0, shuffle=False, callbacks=[train.Progress("generator")])
    fit(train.Progress("later"), model=model, initial_epoch=1)
    assert capsys.readouterr().out == "generator: 1 epoch done\nlater: 3 epochs done\n"


def test_a_training_inside_a_loop_moves_the_outer_bar(capsys, monkeypatch):
    shares = []
    monkeypatch.setattr(bar, "interactive", lambda: True)
    monkeypatch.setattr(bar, "_QUIET", 0.0)
    monkeypatch.setattr(bar, "_EVERY", 0.0)
    monkeypatch.setattr(bar.Bar, "_line", lambda self, share, seconds: shares.append(share) or "bar")
    for _ in train.progress(range(2), "seeds"):
        fit(train.Progress("digits"), epochs=2)
    out = capsys.readouterr().out
    assert "digits" not in out and out.endswith("\rseeds: 2 steps done\n")
    assert shares == sorted(shares) and set(shares) >= {0.0625, 0.25, 0.5, 0.5625, 1.0}


def test_an_interrupt_leaves_a_clean_line_and_the_old_handler(capsys, monkeypatch):
    monkeypatch.setattr(bar, "interactive", lambda: True)
    monkeypatch.setattr(bar, "_QUIET", 0.0)

    class PressStop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        fit(train.Progress("digits"), PressStop())
    out = capsys.readouterr().out
    assert "left" in out or "%" in out
    assert out.split("\r")[-1] == "digits: interrupted\n"
    assert signal.getsignal(signal.SIGINT) is before
    fit(train.Progress("digits"))
    assert signal.getsignal(signal.SIGINT) is before


def test_a_time_budget_stops_in_the_middle_of_an_epoch():
    model = network()
    fit(model=model, epochs=1)  # so that compiling is not counted
    slow, budget = Slow(0.1), train.TimeBudget(0.55)
    fit(slow, budget, model=model, epochs=100)
    assert budget.stopped and 3 <= slow.batches <= 6


def test_a_time_budget_counts_the_validation():
    class LongValidation(keras.callbacks.Callback):
        def on_test_end(self, logs=None):
            time.sleep(0.3)

    budget = train.TimeBudget(0.28)
    model = network()
    fit(model=model, epochs=1, validation_data=(X, Y))  # so that compiling is not counted
    history = fit(budget, LongValidation(), model=model, epochs=50, validation_data=(X, Y))
    assert budget.stopped and len(history.history["loss"]) == 1


def test_a_budget_that_ran_out_with_the_last_batch_stopped_nothing():
    budget = train.TimeBudget(1e-9)
    fit(Slow(0.01), budget, epochs=1, batch_size=64)
    assert not budget.stopped
    fit(budget, epochs=2, batch_size=64)
    assert budget.stopped
    fit(budget := train.TimeBudget(60))
    assert not budget.stopped


@pytest.mark.parametrize("seconds", [0, -1, "soon", float("nan")])
def test_a_budget_needs_time(seconds):
    with pytest.raises(CourseError, match="no time budget"):
        train.TimeBudget(seconds)


def test_a_seed_repeats_python_numpy_and_keras():
    def draw(seed):
        train.seed(seed)
        return random.random(), np.random.rand(), network().get_weights()[0].sum(), float(keras.random.uniform(()))

    assert draw(7) == draw(7)
    assert all(a != b for a, b in zip(draw(7), draw(8), strict=True))


@pytest.mark.parametrize("callback", [lambda: train.Progress(), lambda: train.TimeBudget(9)])
def test_a_seed_that_missed_keras_is_reported(monkeypatch, callback):
    monkeypatch.setattr(seeds, "_early", True)
    with pytest.raises(CourseError, match="came before `import keras`"):
        fit(callback())
