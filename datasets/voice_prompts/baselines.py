"""The models behind the baselines of voice_prompts: which language is it? Words are left out in six turns.

They show what such a score is worth when there is one voice a language.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.data.spectra import log_mel

__all__ = ["chance", "duration", "mean_spectrum"]


def chance(prompts):
    return np.mean(prompts.all.y == np.bincount(prompts.all.y).argmax())


def duration(prompts):
    return accuracy(prompts, [[len(sound)] for sound in prompts.all.x])


def mean_spectrum(prompts):
    return accuracy(prompts, [log_mel(sound, prompts.card.rate).mean(axis=0) for sound in prompts.all.x])


def accuracy(prompts, features):
    """Return the accuracy on words that the model has not heard in any language."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))
    words = np.unique(prompts.all.column("word"), return_inverse=True)[1]
    said = cross_val_predict(model, np.array(features), prompts.all.y, groups=words, cv=GroupKFold(6))
    return np.mean(said == prompts.all.y)
