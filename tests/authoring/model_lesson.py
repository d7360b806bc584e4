"""A made-up lesson that keeps every rule of style, in pieces that a test can break one at a time."""

WORDS = (
    "We change one thing here and look at what it does to the line below, and then we say in plain words what the "
    "figure shows and what it does not show, so that a reader who cannot see it loses nothing at all. Then we ask what "
    "else could have made the same line, and we go on to rule that out as well."
)
OPENING = """# %% [markdown]
# ## The question
#
# Who is to blame for an error, and by how much? Known answers are old [@rumelhart1986], and yet few people can do the
# sum by hand. The **chain rule** is all it takes, and at the end of this page you will have used it on a network of
# your own.

# %%
from course_utils import claim, plot, practice, record, show

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"
"""
BEAT = """
# %% [markdown]
# ## Beat {n}
#
# Write down your prediction first. {words}

# %%
value_{n} = {n} * SEED

# %%
show(plot.lines([0, value_{n}], title="It rises in beat {n}"),
     alt="A single line climbs from the left to the right without a break, as predicted.")
"""
STEP = """
# %% [markdown]
# {words}

# %%
step_{n}_{m} = value_{n} + {m}
record("Step {m} of beat {n}", step_{n}_{m})
"""
MIDDLE = """
# %% [markdown]
# {words}

# %%
claim("The line climbs", value_4 - value_1, at_least=0.0, unit="units")
claim("The line stays below the roof", value_4, at_most=100.0, unit="units")
"""
EXERCISES = """
# %% [markdown]
# ## Exercises
#
# Now it is your turn.

# %% [markdown]
# {{exercise 05.1}}

# %% [markdown]
# {{exercise 05.2}}

# %% [markdown]
# {{exercise 05.3}}

# %% [markdown]
# {{exercise 05.4}}
"""
CLOSING = """
# %% [markdown]
# ## What we measured
#
# - The line climbs, and it stays below the roof.

# %% [markdown]
# ## Where this fails
#
# {words} Where the path bends back on itself there is no answer yet, see [lesson 03](03_hidden_layers.ipynb) for that.

# %% [markdown]
# ## Further reading
#
# - [@rumelhart1986] made the method known to the field.
# - [@holder2001] gives the mathematics with all its proofs.
# - [@team2024] is what practitioners read every day.

# %% [markdown]
# ## Next
#
# [Hidden layers](03_hidden_layers.ipynb) come next.
"""
BEATS = "".join(
    BEAT.format(n=n, words=WORDS) + "".join(STEP.format(n=n, m=m, words=WORDS) for m in (1, 2)) for n in (1, 2, 3, 4)
)
MODEL = OPENING + BEATS + MIDDLE.format(words=WORDS) + EXERCISES + CLOSING.format(words=WORDS)
KINDS = {"05.1": "predict", "05.2": "complete", "05.3": "break it", "05.4": "investigate"}
