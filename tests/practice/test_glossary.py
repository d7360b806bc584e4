"""The glossary answers for a word, for all words, and says what it does not know."""

import re

import pytest

from course_utils import places, practice
from course_utils.errors import CourseError


def test_a_word_is_explained_with_its_lesson():
    assert str(practice.glossary("test set")).startswith("test set (lesson 00): ")
    assert practice.glossary("Epochs") == practice.glossary("epoch"), "as it stands in a sentence"


def test_a_word_that_is_not_there_is_said_with_the_nearest():
    with pytest.raises(CourseError, match=r"does not explain 'epok': did you mean epoch"):
        practice.glossary("epok")
    with pytest.raises(CourseError, match=r"does not explain 'qqq': practice.glossary\(\) shows all"):
        practice.glossary("qqq")


def test_the_whole_list_is_one_accessible_table_in_order():
    shown = practice.glossary()._repr_html_()
    names = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', shown)
    assert names == sorted(names, key=str.lower) and len(names) == len(practice.glossary().terms) > 50
    assert shown.count("<table>") == shown.count("<caption>") == 1


def test_a_term_links_to_its_lesson_where_that_is_built(tmp_path, monkeypatch):
    (tmp_path / "source").mkdir()
    entry = '["a<b"]\ndefinition = "x & y"\nlesson = "{}"\n'
    (tmp_path / "source" / "glossary.toml").write_text(entry.format("05") + entry.replace("a<b", "z").format("06"))
    (tmp_path / "05_five.ipynb").write_text("{}")
    monkeypatch.setattr(places, "notebooks", lambda: tmp_path)
    shown = practice.glossary()._repr_html_()
    assert "a&lt;b" in shown and "x &amp; y" in shown
    assert shown.count("<a ") == 1 and '<a href="05_five.ipynb">05</a>' in shown
