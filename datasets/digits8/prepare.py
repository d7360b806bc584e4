"""Check that the pinned scikit-learn ships the digits that the card describes; lessons read the installed copy."""

from course_utils.data import preparation
from course_utils.data.sources.scikit_learn import split


def arrays(source):
    return split(preparation.file(source.package), source.parameters["seed"])


if __name__ == "__main__":
    preparation.main(__file__, arrays)
