"""Each rule of lint finds what breaks it, says where, and leaves a good lesson alone."""

import pytest
from broken_lessons import BREAKS, replaced, with_code, with_prose
from model_lesson import KINDS, MODEL
from small_course import GLOSSARY, exercise, write_lesson

from course_utils.authoring import assemble, find, lint, rules


@pytest.fixture(autouse=True)
def four_exercises(exercises):
    exercises.known = {id: exercise(id, kind=kind) for id, kind in KINDS.items()}


def findings(notebooks, text, **header):
    write_lesson(notebooks, "05_backpropagation", text, needs='["03"]', **header)
    return lint(find("05", notebooks))


def test_a_lesson_to_the_style_has_no_findings(notebooks):
    assert [str(f) for f in findings(notebooks, MODEL)] == []


@pytest.mark.parametrize(
    ("level", "rule", "message", "broken"), BREAKS, ids=[f"{b[1]}-{i}" for i, b in enumerate(BREAKS)]
)
def test_a_lesson_against_the_style_is_found_out(level, rule, message, broken, notebooks, exercises):
    exercises.known["03.1"] = exercise("03.1", kind="investigate")
    glossary = notebooks / "source" / "glossary.toml"
    glossary.write_text(GLOSSARY + '["late term"]\ndefinition = "Later."\nlesson = "09"\n')
    found = findings(notebooks, broken())
    assert any((f.level, f.rule) == (level, rule) and message in f.message for f in found), [str(f) for f in found]


@pytest.mark.parametrize(
    "harmless",
    [
        lambda: with_prose('The word `just` in code, and "simply" as a quote.'),
        lambda: with_prose("It cost 5.50 euro."),
        lambda: with_prose("**Look here:** it moves. **Shift + Enter** runs. **What would you say?**"),
        lambda: with_prose("[A site](https://example.org/x.ipynb) and [above](#part)."),
        lambda: with_code('for name in "ab":\n    record(name, 1)\nfor name in "cd":\n    record(name, 1)'),
        lambda: with_code('record("The line climbs", 1, id="another")'),
        lambda: with_prose("\n#\n# - " + " ".join(["word"] * 100)),
        lambda: replaced("# - [@holder2001]", "\n# %% [markdown]\n# ### Books\n#\n# - [@holder2001]"),
        lambda: with_prose("`[@nobody]` is how we cite."),
        lambda: with_prose("\n#\n# - [@team2024]\n# - [@holder2001]\n# - [@rumelhart1986]"),
        lambda: with_prose("\n#\n# ```\n# # no heading, simply code, $$a$$ and $$b$$\n# ```"),
        lambda: with_code("width = 0.95  # just a comment with 93 %"),
        lambda: with_code(
            'figure = plot.lines([1])\nshow(figure, alt="A flat line that neither rises nor falls anywhere.")'
        ),
        lambda: replaced("{{exercise 05.4}}", "Try it on paper.").replace(
            "value_1 = 1 * SEED", 'value_1 = 1 * SEED\npractice.check("05.4", 3)'
        ),
    ],
)
def test_what_only_looks_wrong_is_left_alone(harmless, notebooks):
    found = [f for f in findings(notebooks, harmless()) if f.rule not in ("exercise-kinds", "prose-length")]
    assert [str(f) for f in found] == []


def test_the_forbidden_word_in_an_exercise_is_found(notebooks, exercises):
    exercises.known["05.2"] = exercise("05.2", task="This is just a sum.")
    (found,) = findings(notebooks, MODEL)
    assert found.level == "error" and found.message == "exercise 05.2: 'just': leave it out"


KERAS_HEADER = """# ---
# jupyter:
#   course:
#     title: T
#     question: Q?
#     needs: ["05", "01"]
#     data: [digits28]
#     keras: true
# ---

"""


def test_the_header_must_agree_with_the_code(notebooks):
    text = MODEL.replace("from course_utils import", "import keras\nfrom course_utils import", 1)
    found = [(f.level, f.rule, f.message) for f in findings(notebooks, text, header=KERAS_HEADER)]
    assert found == [
        ("error", "header", "the header's 'data' names 'digits28', which the code does not load"),
        ("error", "header", "needs lesson 05, which does not come before it"),
        ("advice", "header", "needs lesson 01, which is not written yet"),
        ("error", "import-order", "imports keras before course_utils, which quiets TensorFlow's log"),
    ]
    (found,) = [f for f in findings(notebooks, MODEL, header=KERAS_HEADER) if "keras: true" in f.message]
    assert "none of Keras" in found.message


def test_cells_are_named_as_in_the_notebook(notebooks):
    write_lesson(notebooks, "05_backpropagation", MODEL)
    lesson = find("05", notebooks)
    draft, made = rules.Draft(lesson), assemble(lesson)
    source = {c.id: c.source for c in made.cells}
    assert [c.text for c in draft.code] == [source[c.id] for c in draft.code]
    assert draft.total == len(made.cells) and draft.cells[-1].id == made.cells[-1].id


def test_the_only_lesson_has_no_next_one(notebooks):
    (notebooks / "source" / "03_hidden_layers.py").unlink()
    found = findings(
        notebooks,
        MODEL.replace("[Hidden layers](03_hidden_layers.ipynb)", "x").replace(
            "[lesson 03](03_hidden_layers.ipynb)", "x"
        ),
    )
    assert [f.rule for f in found] == ["header"]


def test_a_finding_says_where(notebooks):
    found = findings(notebooks, with_code("plt.figure()"))
    text = (notebooks / "source" / "05_backpropagation.py").read_text().splitlines()
    (finding,) = found
    assert text[finding.line - 1] == "plt.figure()"
    assert str(finding) == f"05-007 line {finding.line}: uses plt; use plot and show [plotting]"


def test_findings_come_in_order_and_every_rule_is_used(notebooks):
    found = findings(
        notebooks, with_prose("It simply works.").replace("Now it is your turn.", "Now it is just your turn.")
    )
    assert [f.cell for f in found] == sorted(f.cell for f in found) and len(found) == 2
    assert len(rules.RULES) == len(set(rules.RULES)) >= 24


@pytest.mark.parametrize(
    ("text", "says"), [("[term", "is not TOML"), ('[term]\ndefinition = "x"\n', "incomplete term 'term'")]
)
def test_a_broken_glossary_is_one_clear_line(text, says, notebooks):
    (notebooks / "source" / "glossary.toml").write_text(text)
    with pytest.raises(Exception, match=f"glossary.toml .*{says}") as caught:
        findings(notebooks, MODEL)
    assert type(caught.value).__name__ == "CourseError" and "\n" not in str(caught.value)
