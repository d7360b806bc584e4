"""Check that the pinned scikit-learn ships the table that the card describes; lessons read the installed copy."""

from course_utils.data import preparation
from course_utils.data.sources.scikit_learn_tables import split


def arrays(source):
    return split(preparation.files(source.package), source.parameters["seed"])


if __name__ == "__main__":
    preparation.main(__file__, arrays)
