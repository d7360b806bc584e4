"""Two recipes in turns, from several seeds: mean score on the test part, and mean seconds of training."""

import time

import numpy as np


def race(capsys, title, recipes, judge, seeds=(1, 2, 3), unit="accuracy"):
    """Train each recipe once for each seed, in turns, and print and return {name: (score, seconds)}, means.

    Args:
        recipes: {name: function of the seed that returns a trained model}. All its preparation counts, Keras' too.
        judge: function of a model that returns its score on the test part.
    """
    import keras

    runs = {name: [] for name in recipes}
    for seed in (0, *seeds):
        for name, recipe in recipes.items():
            keras.utils.set_random_seed(seed)
            begin = time.perf_counter()
            model = recipe(seed)
            seconds = time.perf_counter() - begin
            if seed:  # the first round warms up: TensorFlow loads parts of itself when they are used first
                runs[name].append((judge(model), seconds))
    means = {name: tuple(np.mean(found, axis=0)) for name, found in runs.items()}
    with capsys.disabled():
        print(f"\n{title}, {len(seeds)} seeds")
        for name, (score, seconds) in means.items():
            print(f"  {name:20} {score:.3f} {unit} in {seconds:5.1f} s of training")
    return means
