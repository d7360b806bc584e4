"""What a lesson's cells define, for scripts that train longer with the lesson's own code."""

from pathlib import Path

from ..errors import CourseError
from ..places import sources
from .source import split


def definitions(lesson: str, beginnings: tuple[str, ...]) -> dict:
    """Run those code cells of a lesson's source that hold one of ``beginnings``, in order; return what they define.

    Args:
        lesson: the number, such as "14".
        beginnings: what a line of a wanted cell begins with, such as ``("import keras", "def gpt(")``.

    Raises:
        CourseError: for an unknown lesson, or a beginning that no cell has.

    >>> gpt = definitions("14", ("import keras", "class CausalAttention(", "def gpt("))["gpt"]
    """
    path = next(Path(sources()).glob(f"{lesson}_*.py"), None)
    if path is None:
        raise CourseError(f"there is no lesson {lesson}", remedy=f"the sources stand in {sources()}")
    cells = [cell.text for cell in split(path.read_text(encoding="utf-8"))[1] if cell.kind == "code"]
    for beginning in beginnings:
        if not any(_begins(text, beginning) for text in cells):
            raise CourseError(f"no cell of lesson {lesson} has a line {beginning!r}", remedy="name one that is there")
    names = {}
    for text in cells:
        if any(_begins(text, beginning) for beginning in beginnings):
            exec(compile(text, str(path), "exec"), names)  # the lesson is ours
    return names


def _begins(text, beginning):
    return any(line.startswith(beginning) for line in text.splitlines())
