"""Real data sets, each with a fixed, honest split and a card that tells its story.

    >>> from course_utils import data
    >>> clothes = data.load("fashion")
    >>> clothes
    <fashion: 9,000 train, 1,000 val, 2,000 test pictures of 28 × 28 × 1, 10 classes; its story: .card>
    >>> model.fit(*clothes.train, validation_data=clothes.val)

``names()`` lists the shelf, ``card(name)`` reads a card without its arrays, ``verify(name)`` checks a set in depth.
How a set is read (`sources`) and what its arrays mean (`kinds`) are one small module each, named by the card.
``puzzles`` makes up sequence tasks whose answers are known; ``checkpoint(name)`` returns weights that were trained
before the lesson.
"""

from . import puzzles
from .cards import Card
from .checkpoints import checkpoint, checkpoint_card
from .dataset import Dataset, Split
from .inspection import verify
from .shelf import absence, card, fetch, is_here, load, names
from .tunes import play

__all__ = [
    "Card", "Dataset", "Split", "absence", "card", "checkpoint", "checkpoint_card", "fetch", "is_here", "load",
    "names", "play", "puzzles", "verify",
]  # fmt: skip
