"""Check that the pinned package ships the weights that the card describes; lessons read the installed copy."""

from course_utils.data import preparation
from course_utils.data.sources import minilm


def arrays(source):
    return minilm.parse(preparation.files(source.package), source.package.path)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
