"""Lessons are found by any sensible name, and a wrong header is one clear line."""

import pytest
from small_course import HEADER, write_lesson

from course_utils.authoring import find, lessons
from course_utils.errors import CourseError


def test_lessons_are_in_order_with_their_files(notebooks):
    write_lesson(notebooks, "00_start_here", "", title="Start")
    found = lessons(notebooks)
    assert [x.number for x in found] == ["00", "03", "05"]
    assert (found[2].slug, found[2].name, str(found[2])) == (
        "backpropagation",
        "05_backpropagation",
        "05 Backpropagation",
    )
    assert found[2].needs == ("03",) and found[2].keras is False and found[2].backends == ()
    assert found[2].source == notebooks / "source" / "05_backpropagation.py"
    assert found[2].notebook == notebooks / "05_backpropagation.ipynb"


@pytest.mark.parametrize(
    "name",
    [
        "5",
        5,
        "05",
        "backprop",
        "backpropagation",
        "05_backpropagation",
        "propag",
        "05_backpropagation.ipynb",
        "notebooks/source/05_backpropagation.py",
    ],
)
def test_a_lesson_is_found_by(name, notebooks):
    assert find(name, notebooks).number == "05"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("backpropogation", "did you mean 05_backpropagation?"),
        ("hiden_layers", "did you mean 03_hidden_layers?"),
        ("42", "the lessons are 03, 05"),
        ("", "the lessons are 03, 05"),
    ],
)
def test_a_wrong_name_gets_the_nearest_ones(name, remedy, notebooks):
    with pytest.raises(CourseError, match="there is no lesson") as caught:
        find(name, notebooks)
    assert caught.value.remedy == remedy


def test_a_name_that_fits_several_lessons_lists_them(notebooks):
    write_lesson(notebooks, "06_backward", "")
    with pytest.raises(CourseError, match="05_backpropagation, 06_backward"):
        find("back", notebooks)


def test_a_broken_header_elsewhere_does_not_hide_a_lesson(notebooks):
    write_lesson(notebooks, "04_broken", "", header="no header")
    assert find("05", notebooks).number == "05"
    with pytest.raises(CourseError, match=r"header of 04_broken\.py is missing"):
        lessons(notebooks)


def test_two_lessons_with_one_number_are_refused(notebooks):
    write_lesson(notebooks, "05_again", "")
    with pytest.raises(
        CourseError, match=r"two lessons have the number 05: rename 05_again\.py or 05_backpropagation\.py"
    ):
        lessons(notebooks)


GOOD = HEADER.format(title="T", question="Q?", needs="[]")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title: T", "titel: T", "unknown field 'titel'"),
        ("#     title: T\n", "", "no title"),
        ("question: Q?", "question:", "no question"),
        ("question: Q?", "question: a: b", r"not YAML \(line 5\)"),
        ("needs: []", "needs: [03]", "'needs' that is not a list of names"),
        ("needs: []", 'needs: ["3"]', "'needs' that is no lesson number"),
        ("data: []", "data: digits28", "'data' that is not a list"),
        ("keras: false", "keras: maybe", "neither true nor false"),
        ("keras: false", "keras: false\n#     backends: [jax]", "backends that do not fit"),
        ("keras: false", "keras: true\n#     backends: [theano]", "backends that do not fit"),
        ("#   course:", "#   curse:", "no block 'jupyter: course:'"),
        ("# ---\n# jupyter", "# jupyter", "is missing"),
    ],
)
def test_a_wrong_header_is_one_clear_line(old, new, says, notebooks):
    assert old in GOOD
    write_lesson(notebooks, "07_wrong", "", header=GOOD.replace(old, new, 1))
    with pytest.raises(CourseError, match=f"^the header of 07_wrong.py .*{says}") as caught:
        find("07", notebooks)
    assert "\n" not in str(caught.value) and caught.value.remedy


def test_a_lesson_without_keras_need_not_say_so_and_a_remedy_shows_the_form(notebooks):
    write_lesson(notebooks, "08_numpy", "", header=GOOD.replace("#     keras: false\n", ""))
    assert find("08", notebooks).keras is False and find(find("08", notebooks)).number == "08"
    write_lesson(notebooks, "08_numpy", "", header=GOOD.replace("needs: []", "needs: [3]"))
    with pytest.raises(CourseError, match='write needs: \\["03"\\]'):
        find("08", notebooks)


def test_keras_lessons_run_on_tensorflow_unless_they_say_more(notebooks):
    write_lesson(notebooks, "08_keras", "", header=GOOD.replace("keras: false", "keras: true"))
    assert find("08", notebooks).backends == ("tensorflow",)
