"""A course of made-up lessons in a folder of its own, with exercises that need no exercise room."""

from pathlib import Path
from types import SimpleNamespace

from course_utils.errors import CourseError

SLUG = "someone/some-course"
REFERENCES = """
@article{rumelhart1986,
  author = {Rumelhart, David E. and Hinton, Geoffrey E. and Williams, Ronald J.},
  title = {Learning representations by back-propagating errors},
  journal = {Nature}, volume = {323}, pages = {533--536}, year = {1986}, doi = {10.1038/323533a0}
}
@book{holder2001,
  author = {H{\\"o}lder, Otto and Stra{\\ss}e, Anna},
  title = {Cost_functions of $5}, publisher = {A Press}, year = {2001}, url = {https://example.org/a_(b)}
}
@misc{team2024, author = {{The Keras team}}, title = {Keras}, year = {2024}, eprint = {2401.00001}}
@misc{nowhere2020, author = {Nobody, N.}, title = {Lost}, year = {2020}}
"""
GLOSSARY = '["chain rule"]\ndefinition = "How slopes multiply along a path."\nlesson = "05"\n'
HEADER = """# ---
# jupyter:
#   course:
#     title: {title}
#     question: {question}
#     needs: {needs}
#     data: []
#     keras: false
# ---

"""
# Five cells beside the generated ones; it runs without TensorFlow in about a second.
LESSON = """# %% [markdown]
# ## The question
#
# Who is to blame [@rumelhart1986]? The **chain rule** says.

# %%
from course_utils import claim


def double(x):
    return 2 * x


# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"

# %%
import sys

for step in range(3):
    print(f"\\rstep {step}", end="")
print("\\rdone in 3 steps")
claim("Doubling doubles", double(SEED) / SEED, between=(1.9, 2.1), unit="times")

# %% [markdown]
# {{exercise 05.1}}

# %% [markdown]
# ## Further reading
#
# - [@holder2001] why it matters to us
# - [@team2024] the library
"""


def exercise(id="05.1", **more):
    """Return what the builder needs of an exercise."""
    fields = {
        "id": id,
        "title": "Double it",
        "kind": "complete",
        "minutes": 5,
        "task": "Return twice `x`, see [@team2024].",
        "starter": "def twice(x):\n    ...\n\n\nprint('○', twice(3))",
        "answer_cell": "def twice(x):\n    return 2 * x\n\n\nprint('✓', twice(3))",
    }
    return SimpleNamespace(**(fields | more))


class Exercises:
    """Stands in for the exercise room."""

    def __init__(self):
        self.known = {"05.1": exercise()}

    def get(self, id):
        if id not in self.known:
            raise CourseError(f"there is no exercise '{id}'", remedy="did you mean '05.1'?")
        return self.known[id]

    def of_lesson(self, number):
        return [e for e in self.known.values() if e.id.startswith(f"{number}.")]


def write_lesson(
    notebooks: Path,
    name: str,
    body: str,
    *,
    title="Backpropagation",
    question="Who is to blame?",
    needs="[]",
    header: str | None = None,
) -> Path:
    """Write one lesson's source and return its path."""
    path = notebooks / "source" / f"{name}.py"
    header = HEADER.format(title=title, question=question, needs=needs) if header is None else header
    path.write_text(header + body, encoding="utf-8")
    return path


def write_course(root: Path) -> Path:
    """Write a course with the lessons 03 and 05 and return its notebooks folder."""
    notebooks = root / "notebooks"
    (notebooks / "source").mkdir(parents=True)
    (root / "pyproject.toml").write_text(f'[tool.course]\nslug = "{SLUG}"\nbranch = "trunk"\n')
    (root / "README.md").write_text(
        "# Course\n\n<!-- lessons:start -->\n<!-- lessons:end -->\n\ntext\n\n"
        "<!-- findings:start -->\nold\n<!-- findings:end -->\nend\n"
    )
    (notebooks / "source" / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (notebooks / "source" / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    write_lesson(notebooks, "03_hidden_layers", "# %% [markdown]\n# ## The question\n", title="Hidden layers")
    write_lesson(notebooks, "05_backpropagation", LESSON, needs='["03"]')
    return notebooks
