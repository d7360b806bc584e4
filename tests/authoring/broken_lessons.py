"""For every rule of lint a lesson that breaks it: level, rule, a part of the message, and how to make the lesson."""

from model_lesson import BEATS, CLOSING, EXERCISES, MIDDLE, MODEL, OPENING, STEP, WORDS

LONG = " ".join(["word"] * 120)
FIRST_STEP = STEP.format(n=1, m=1, words=WORDS)


def replaced(old, new, count=1):
    assert old in MODEL, old
    return MODEL.replace(old, new, count)


def with_code(code):
    return replaced("value_1 = 1 * SEED", f"value_1 = 1 * SEED\n{code}")


def with_prose(prose):
    return replaced("Write down your prediction first.", f"Write down your prediction first. {prose}")


# level, rule, a part of the message, the broken lesson
BREAKS = [
    (
        "error",
        "sections",
        "'## Where this fails' is missing",
        lambda: replaced("# ## Where this fails\n", "# ### Where it fails\n"),
    ),
    ("error", "sections", "two sections '## Exercises'", lambda: replaced("# ## Beat 3", "# ## Exercises")),
    (
        "error",
        "sections",
        "in the order",
        lambda: OPENING + BEATS + MIDDLE.format(words=WORDS) + CLOSING.format(words=WORDS) + EXERCISES,
    ),
    (
        "error",
        "sections",
        "'## Setup' stands before '## The question'",
        lambda: "# %% [markdown]\n# ## Setup\n#\n# " + WORDS + "\n\n" + MODEL,
    ),
    ("error", "sections", "'## More' stands after", lambda: MODEL + "\n# %% [markdown]\n# ## More\n#\n# " + WORDS),
    (
        "advice",
        "beats",
        "2 beats",
        lambda: replaced("# ## Beat 3", "# ### Beat 3").replace("# ## Beat 4", "# ### Beat 4"),
    ),
    (
        "advice",
        "prediction",
        "the beat 'Beat 2' asks",
        lambda: replaced("# ## Beat 2\n#\n# Write down your prediction first.", "# ## Beat 2\n#\n#"),
    ),
    ("error", "headings", "jumps from level 2 to level 4", lambda: with_prose("\n#\n# #### Deep")),
    ("error", "headings", "use ##", lambda: with_prose("\n#\n# # Title")),
    ("error", "emoji-heading", "carries a picture sign", lambda: replaced("## Beat 1", "## 🚀 Beat 1")),
    (
        "error",
        "cell-count",
        "cells; a lesson has 35 to 60",
        lambda: replaced(BEATS, BEATS + FIRST_STEP.replace("step_1", "more") * 20),
    ),
    (
        "advice",
        "cell-count",
        "cells; aim for 35 to 60",
        lambda: replaced(
            BEATS, BEATS + "".join(FIRST_STEP.replace("Step 1", f"Other {chr(97 + i)}") for i in range(10))
        ),
    ),
    (
        "error",
        "balance",
        "prose cells for",
        lambda: MODEL.replace(FIRST_STEP, "".join(f"\n# %%\nrecord('{i}', 1)\n" for i in "abcdefghijklmnopqr")),
    ),
    ("advice", "balance", "words of prose", lambda: MODEL.replace(WORDS, " ".join(WORDS.split()[:24]))),
    (
        "error",
        "two-code-cells",
        "right after another code cell",
        lambda: replaced("\n# %%\nshow(plot", "\n# %%\nx = 1\nfor i in []:\n    pass\n\n# %%\nshow(plot"),
    ),
    ("error", "prose-length", "split it", lambda: with_prose(LONG)),
    ("error", "prose-length", "split it", lambda: with_prose("\n#\n# - " + LONG)),
    ("advice", "prose-length", "aim for 25 to 90", lambda: with_prose(" ".join(["word"] * 35))),
    ("advice", "prose-length", "6 words; aim for", lambda: MODEL.replace(WORDS, "It goes up and then on.", 2)),
    ("error", "forbidden-word", "'simply'", lambda: with_prose("It simply works.")),
    ("error", "forbidden-word", "'of course'", lambda: with_prose("It works, of\n# course.")),
    ("advice", "forbidden-word", "'easily'", lambda: with_prose("It works easily.")),
    ("error", "measured-digit", "'93 %' looks measured", lambda: with_prose("We reached 93 % there.")),
    ("advice", "measured-digit", "'0.95' near 'accuracy'", lambda: with_prose("The accuracy is 0.95 then.")),
    ("advice", "known-to", "without a citation", lambda: with_prose("This is known to work.")),
    ("error", "equations", "2 displayed equations", lambda: with_prose("\n#\n# $$a$$\n#\n# $$b$$")),
    ("error", "glossary", "'odd term' is bold but not in glossary.toml", lambda: with_prose("An **odd term** here.")),
    ("error", "glossary", "introduces 'chain rule'", lambda: replaced("**chain rule**", "chain rule")),
    ("advice", "glossary", "'chain rule' is bold a second time", lambda: with_prose("The **chain rules** again.")),
    ("error", "glossary", "belongs to lesson 09", lambda: with_prose("A **late term** here.")),
    ("error", "link", "04_lost.ipynb, which is not there", lambda: with_prose("See [it](04_lost.ipynb#part).")),
    ("error", "picture", "draw it with plot", lambda: with_prose("![x](x.png)")),
    (
        "advice",
        "link",
        "links to no lesson",
        lambda: replaced("[Hidden layers](03_hidden_layers.ipynb)", "Hidden layers"),
    ),
    (
        "error",
        "citation",
        "there is no reference 'rumelhart1968': did you mean 'rumelhart1986'?",
        lambda: with_prose("See [@rumelhart1968]."),
    ),
    ("error", "citation", "has no doi, url or eprint", lambda: with_prose("See [@nowhere2020].")),
    (
        "error",
        "further-reading",
        "2 works",
        lambda: replaced("# - [@team2024] is what practitioners read every day.\n", ""),
    ),
    (
        "error",
        "further-reading",
        "[@team2024] does not say why",
        lambda: replaced("is what practitioners read every day", "Keras"),
    ),
    ("error", "parameters", "0 cells are tagged", lambda: replaced(' tags=["parameters"]', "")),
    ("error", "parameters", "lack SEED", lambda: replaced("SEED = 7\n", "SEEDS = 7\n")),
    ("error", "parameters", "EFFORT is 'smoke'", lambda: replaced('EFFORT = "standard"', 'EFFORT = "smoke"')),
    ("error", "parameters", "literal values", lambda: replaced("SEED = 7\n", "SEED = int('7')\n")),
    ("error", "plotting", "imports matplotlib", lambda: with_code("from matplotlib import colors")),
    ("error", "plotting", "uses plt", lambda: with_code("plt.figure()")),
    ("advice", "import", "imports torchvision", lambda: with_code("import torchvision")),
    ("error", "header", "keras: false, the code imports keras", lambda: with_code("import keras")),
    ("error", "practice", "does not import practice", lambda: replaced("plot, practice, record", "plot, record")),
    ("error", "header", "the code loads 'digits28'", lambda: with_code('digits = data.load("digits28")')),
    (
        "error",
        "metadata",
        "carries the metadata 'jupyter'",
        lambda: replaced("# %%\nvalue_1", '# %% jupyter={"source_hidden": true}\nvalue_1'),
    ),
    ("error", "collapsed", "hides the cell", lambda: replaced("# %%\nvalue_1", '# %% tags=["hide-input"]\nvalue_1')),
    (
        "advice",
        "metadata",
        "not one that the course knows",
        lambda: replaced("# %%\nvalue_1", '# %% tags=["slow"]\nvalue_1'),
    ),
    (
        "error",
        "metadata",
        "only a live control",
        lambda: replaced("# %%\nvalue_1", '# %% tags=["nbval-skip"]\nvalue_1'),
    ),
    ("error", "code-length", "31 lines; at most 25", lambda: with_code("\n".join(["x = 1"] * 30))),
    ("advice", "code-length", "more than 8 lines", lambda: MODEL.replace("\n# %%\n", "\n# %%\n" + "# a comment\n" * 8)),
    ("error", "magic", "'%timeit' is a magic", lambda: with_code("%timeit x")),
    ("error", "magic", "'!ls' is a magic", lambda: with_code("!ls")),
    ("error", "syntax", "is not Python", lambda: with_code("def (:")),
    (
        "error",
        "silenced",
        "'filterwarnings' hides",
        lambda: with_code("import warnings\nwarnings.filterwarnings('ignore')"),
    ),
    (
        "error",
        "silenced",
        "sets TF_CPP_MIN_LOG_LEVEL",
        lambda: with_code("import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'"),
    ),
    ("error", "alt-text", "has no alt text", lambda: with_code("show(plot.lines([1]))")),
    (
        "error",
        "alt-text",
        "does not say what the figure says",
        lambda: with_code('show(plot.lines([1]), alt="A line that climbs.")'),
    ),
    (
        "error",
        "alt-text",
        "'0.95', which looks measured",
        lambda: with_code('show(plot.lines([1]), alt="A line that climbs to 0.95 at the very right end.")'),
    ),
    (
        "advice",
        "alt-text",
        "begins with 'A plot of'",
        lambda: with_code('show(plot.lines([1]), alt="A plot of a line that climbs to the right end.")'),
    ),
    (
        "advice",
        "alt-text",
        "is computed",
        lambda: with_code('show(plot.lines([1]), alt=f"A line that climbs to {value_1} at the right end.")'),
    ),
    ("error", "figure", "plot.lines is not passed to show", lambda: with_code("plot.lines([1])")),
    ("advice", "figure", "0 calls of show", lambda: MODEL.replace("show(plot.lines([0, ", "print(([0, ")),
    (
        "error",
        "claims",
        "1 claims",
        lambda: replaced('claim("The line climbs", value_4 - value_1, at_least=0.0, unit="units")\n', ""),
    ),
    ("error", "claim-id", "'the-line-climbs' names two", lambda: with_code('record("The line climbs!", 3)')),
    (
        "error",
        "claim-id",
        "'the-roof' names two",
        lambda: with_code('record("A", 3, id="the-roof")\nrecord(text="The roof", value=4)'),
    ),
    ("error", "claim-digit", "holds a digit", lambda: with_code('record("It reached 93 %", 3)')),
    ("error", "exercise", "there is no exercise '05.9'", lambda: replaced("{{exercise 05.4}}", "{{exercise 05.9}}")),
    ("error", "exercise", "exercise 05.1 appears twice", lambda: replaced("{{exercise 05.4}}", "{{exercise 05.1}}")),
    (
        "error",
        "exercise",
        "exercise 03.1 belongs to another",
        lambda: replaced("{{exercise 05.4}}", "{{exercise 03.1}}"),
    ),
    (
        "error",
        "exercise",
        "exercise 05.4 is not in the lesson",
        lambda: replaced("# %% [markdown]\n# {{exercise 05.4}}\n", ""),
    ),
    (
        "error",
        "exercise-count",
        "2 exercises",
        lambda: replaced(EXERCISES, EXERCISES[: EXERCISES.index("# %% [markdown]\n# {{exercise 05.3")]),
    ),
    (
        "advice",
        "exercise-kinds",
        "no exercise of the kind investigate",
        lambda: replaced("# %% [markdown]\n# {{exercise 05.4}}\n", ""),
    ),
]
