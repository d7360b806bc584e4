"""The sets of the shelf as the generic tests see them."""

from functools import lru_cache

import pytest

from course_utils import data
from course_utils.errors import CourseError

NAMES = data.names()


@lru_cache(maxsize=1)
def _load(name):
    return data.load(name)


def is_elsewhere(name):
    """Whether the set's data are fetched or come with an optional package, and are not on this machine."""
    return not data.is_here(name)


def loaded_or_skip(name):
    """Return the set; skip the test where it is a set that is not on this machine, with the reason."""
    try:
        return _load(name)
    except CourseError as error:
        if is_elsewhere(name):
            pytest.skip(str(error))
        raise
