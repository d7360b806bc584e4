"""Citations become links that a reader understands, and turn back into keys."""

import pytest

from course_utils.authoring.citations import Bibliography, keys
from course_utils.errors import CourseError


@pytest.fixture
def library(notebooks):
    return Bibliography(notebooks / "source" / "references.bib")


def test_labels_name_one_two_or_many_authors(library):
    assert library.label("team2024") == "The Keras team, 2024"
    assert library.label("holder2001") == "Hölder and Straße, 2001"
    assert library.label("rumelhart1986") == "Rumelhart et al., 1986"


def test_links_prefer_the_doi_and_survive_brackets_in_an_address(library):
    assert (
        library.link("rumelhart1986") == '[Rumelhart et al., 1986](https://doi.org/10.1038/323533a0 "@rumelhart1986")'
    )
    assert "(https://example.org/a_%28b%29 " in library.link("holder2001")
    assert "(https://arxiv.org/abs/2401.00001 " in library.link("team2024")


def test_the_full_text_is_one_line_of_safe_markdown(library):
    assert library.full("rumelhart1986") == (
        "David E. Rumelhart, Geoffrey E. Hinton, and Ronald J. Williams. Learning representations "
        "by back-propagating errors. *Nature*, 323:533–536, 1986"
    )
    assert r"*Cost\_functions of \$5*" in library.full("holder2001")


@pytest.mark.parametrize(
    "text",
    [
        "Known [@rumelhart1986], and [@team2024].",
        'no citation, an [address](https://a.b "title")',
        "code `[@rumelhart1986]` stays",
        "```\n[@nobody]\n```\nthen [@team2024]",
        "- [@team2024] in a list",
        "",
    ],
)
@pytest.mark.parametrize("further", [False, True])
def test_resolving_can_be_undone(text, further, library):
    resolved = library.resolve(text, further=further)
    assert library.restore(resolved) == (text, [])


def test_further_reading_gets_the_full_text_and_turns_back(library):
    text = "## Further reading\n\n- [@holder2001] why *it* — yes\n  and more\n* [@team2024] because of [@rumelhart1986]"
    resolved = library.resolve(text, further=True)
    assert (
        "Otto Hölder and Anna Straße." in resolved
        and "The Keras team. Keras, 2024 — because of [Rumelhart et al.," in resolved
    )
    assert "Otto Hölder and Anna" not in library.resolve(text)
    assert library.restore(resolved) == (text, [])


def test_an_edit_of_generated_text_is_noticed(library):
    resolved = library.resolve("see [@rumelhart1986] and\n- [@team2024] it helps", further=True)
    for old, new in (
        ("Rumelhart et al.", "Rumelhart"),
        ("The Keras team. Keras", "The Keras team. Keras 3"),
        ("10.1038", "10.1039"),
    ):
        text, edited = library.restore(resolved.replace(old, new))
        assert edited == ["team2024" if "Keras" in old else "rumelhart1986"]
        assert text == "see [@rumelhart1986] and\n- [@team2024] it helps"


def test_code_is_no_citation():
    assert keys("`[@a]` [@b] [@c] [@b]\n```\n[@d]\n```") == ["b", "c", "b"]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("rumelhart1968", "did you mean 'rumelhart1986'"),
        ("xyz", "add it to references.bib"),
        ("nowhere2020", "has no doi, url or eprint"),
    ],
)
def test_a_wrong_key_is_one_clear_line(key, says, library):
    with pytest.raises(CourseError, match=says):
        library.resolve(f"[@{key}]")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@article{a, title", "references.bib is not BibTeX"),
        ("@misc{a, title={T}, year={2000}, url={x}}", "lacks its author"),
        ("@misc{a, author={A, B}, title={T}, url={x}}", "lacks its author, title or year"),
        ("@book{a, author={A, B}, title={T}, year={2000}, url={x}}", "'a' is not complete .*publisher"),
        ("@misc{a, author={A, B}, year={2000}, url={x}}", "lacks its author, title or year"),
    ],
)
def test_a_broken_bibliography_is_one_clear_line(text, says, notebooks):
    path = notebooks / "source" / "references.bib"
    path.write_text(text)
    with pytest.raises(CourseError, match=says) as caught:
        Bibliography(path).resolve("- [@a] why", further=True)
    assert "\n" not in str(caught.value)
