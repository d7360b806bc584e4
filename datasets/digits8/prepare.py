"""Check that the pinned scikit-learn ships the digits that the card describes; lessons read the installed copy."""

from course_utils.data import preparation
from course_utils.data.sources.scikit_learn import split


def arrays(source):
    (csv_gz,) = preparation.wheel(source).values()
    return split(csv_gz, source.parameters["seed"])


if __name__ == "__main__":
    preparation.main(__file__, arrays)
