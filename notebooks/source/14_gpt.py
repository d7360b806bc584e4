# ---
# jupyter:
#   course:
#     title: GPT
#     question: How does a machine write?
#     needs: ["13"]
#     data: [shakespeare, reviews]
#     keras: true
#     backends: [tensorflow, jax]
# ---

# %% [markdown]
# ## The question
#
# Ask someone to finish "To be, or not to b" and the next letter comes without thinking. Ask for the letter after
# that, and the one after that, and you have a writer. So writing can be made of one small question, asked again and
# again: **which letter comes next, and how far does a machine get that learns nothing but to answer this?** And is it
# any better than counting?

# %%
import re
import time
from collections import Counter
from itertools import pairwise

from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.data import ngrams

import keras
import numpy as np
from keras import layers, ops

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
STEPS = {"smoke": 40, "standard": 1000, "full": 5000}[EFFORT]
rng = np.random.default_rng(SEED)

plays = data.load("shakespeare")
plays.card

# %% [markdown]
# ## Count, then guess
#
# Seven plays to learn from; *Twelfth Night* to choose on, *Macbeth* to report on: other people, another story, none
# of it seen. A model that gives each next letter a probability is a language model (lesson 11). The oldest one
# counts. Look at the word below. **By hand, before you look**: which letters follow an "a", how often, and so how
# probable is a "b" after an "a"?

# %%
word = "abracadabra"
follow = Counter(after for before, after in pairwise(word) if before == "a")
print("after an 'a':", dict(follow), "→ p(b | a) =", follow["b"] / follow.total())

# %% [markdown]
# Two of four. Each count looks at pairs of letters; a model that counts runs of $n$ letters is an **n-gram** model:
# it guesses from the $n - 1$ letters before [@shannon1951]. Longer runs know more and are met more rarely. So serious
# n-grams blend: where a long run was seldom met, they trust a shorter one [@witten1991]. The score is the
# cross-entropy of lesson 04, $-\log p$ of each true next letter, in nats.

# %% [markdown]
# To feel a nat, take its exponential: $e^{\text{nats}}$ is the **perplexity**, the number of equally likely letters
# that would be as hard to guess. Blind guessing among 66 letters has perplexity 66. **Before you look, sketch** the
# perplexity on unseen plays, for runs of 1, 2, … 7 letters. Where is it lowest, and how low?

# %%
orders = range(1, 8)
unseen = plays.val + plays.test  # what follows in Macbeth is judged apart from Twelfth Night
cut = len(plays.val)
surprise = {n: -np.log(ngrams.probabilities(plays.train, unseen, n)) for n in orders}  # nats, (letters,) each
on_val, on_test = ({n: lost[part].mean() for n, lost in surprise.items()} for part in (slice(cut), slice(cut, None)))
show(
    plot.lines(orders, {"Twelfth Night": np.exp(list(on_val.values())), "Macbeth": np.exp(list(on_test.values()))},
               xlabel="letters in a run (n)", ylabel="perplexity on an unseen play", ylim=(0, 30),
               title="Counting longer runs helps, and then no more"),
    alt="Perplexity of n-gram models against n from one to seven, for two unseen plays. Both fall steeply to n of four, "
        "reach their lowest value at five and rise a little again.",
)
print("best on Twelfth Night: n =", min(on_val, key=on_val.get))
record("A trigram on Macbeth", on_test[3], unit="nats a letter")
record("A 5-gram on Macbeth", on_test[5], unit="nats a letter")

# %% [markdown]
# Four letters of memory, and then counting has run out of text: too many runs of six letters in *Macbeth* were never
# met in the seven others. Two numbers to remember: the trigram for our minute of training to beat, and the 5-gram,
# the best of all counters here. Whoever wants to do better must look further back, and must see that two runs are
# *alike* without being the same.

# %% [markdown]
# ## What is one piece of text?
#
# Lesson 02 cut text into tokens. We use letters: 66 of them, spaces and signs included. Large models use larger
# pieces, found by **byte-pair encoding**, BPE for short [@gage1994; @sennrich2016]: count all pairs of neighbouring
# tokens, make the most frequent pair *one* new token, and begin again. **Guess**: which pair of letters comes first?
# And after 150 rounds, how much shorter is the text?


# %%
alphabet = sorted(set(plays.train))
look = {letter: i for i, letter in enumerate(alphabet)}
coded = {part: np.array([look[c] for c in getattr(plays, part)]) for part in ("train", "val", "test")}


def glued(ids, a, b, new):
    """Make every pair (a, b) one token; of pairs that overlap, the first."""
    at = np.flatnonzero((ids[:-1] == a) & (ids[1:] == b))
    at = at[np.diff(at, prepend=-2) > 1]
    ids = ids.copy()
    ids[at] = new
    return np.delete(ids, at + 1)


pieces, read_as, judged = list(alphabet), coded["train"], coded["test"]
for _ in range(150):
    size = len(pieces)
    a, b = divmod(np.bincount(read_as[:-1] * size + read_as[1:]).argmax(), size)  # the most frequent pair
    pieces.append(pieces[a] + pieces[b])
    read_as, judged = glued(read_as, a, b, size), glued(judged, a, b, size)

# %%
print("first:", " | ".join(pieces[66:82]).replace(" ", "·").replace("\n", "↵"))
print("last: ", " | ".join(pieces[-12:]).replace(" ", "·").replace("\n", "↵"))
print("Macbeth:", "|".join(pieces[i] for i in judged[2000:2060]).replace(" ", "·").replace("\n", "↵"))
claim("After 150 rounds Macbeth is shorter", len(plays.test) / len(judged), at_least=1.5, unit="times", tolerance=0.01)

# %% [markdown]
# The first pair is an "e" and a space, the end of a word; then "th", more endings, later whole words such as "you". The
# rules were found in seven plays and shorten the eighth. Is that a better alphabet? A trigram of such tokens looks back
# over more letters. To compare it with a trigram of letters we must not compare nats for a token with nats for a
# letter: **which unit is fair?**


# %%
def text_of(ids):
    return "".join(chr(33 + i) for i in ids)  # one sign for each token, so that it can be counted


per_token = -np.log(ngrams.probabilities(text_of(read_as), text_of(judged), 3))  # nats, (tokens,)
per_letter = per_token.sum() / len(plays.test)
record("A trigram of BPE tokens, for each token", per_token.mean(), unit="nats")
claim("The same, for each letter, is below the trigram of letters by", on_test[3] - per_letter, at_least=0.1,
      unit="nats a letter", tolerance=0.01)

# %% [markdown]
# {{exercise 14.1}}

# %% [markdown]
# Worse by the token, better by the letter. Large models use tens of thousands of tokens, so each prediction carries a
# whole word. For a network that has a minute to learn, 66 letters are enough, and you can watch it learn to spell.

# %% [markdown]
# ## Look back, never ahead
#
# The reader of lesson 13, attention, looks at all places at once and weighs them by what they say: it sees alike
# where counting sees same. But a writer must not see the letter that it shall guess. A **causal mask** hides the
# future: before the softmax, every score of a later place becomes minus a billion. **By hand, before you look**:
# below, scores are logarithms of 1, 2, 1, 4. What weights does the third place give to the four, and which value does
# it read?

# %%
scores = np.log(np.tile([1.0, 2.0, 1.0, 4.0], (4, 1)))  # (t, t): here every place would weigh the four alike
values = np.array([4.0, 8.0, 0.0, 100.0])  # (t,)
may_look = engine.causal_mask(4)  # (t, t)
weights = engine.softmax(np.where(may_look, scores, -1e9)).data  # (t, t)
show(
    plot.heat(weights, xlabel="place that is looked at", ylabel="place that looks", rows=["t", "o", "space", "b"],
              columns=["t", "o", "space", "b"], unit="weight", title="Each place shares its attention among the places up to itself"),
    alt="A four by four table of attention weights. The upper right triangle is zero; each row sums to one.",
)
print("read by each place:", weights @ values)

# %% [markdown]
# A quarter, a half, a quarter, nothing: 1 + 4 + 0 = 5. The last place would have read mostly the 100; the others
# never hear of it. So one pass over a text of $t$ letters asks $t$ questions at once, each with its own past, and all
# answers are known: the text itself. No labels are needed. That is why such models can read everything that was ever
# written.

# %% [markdown]
# A **transformer** is a stack of blocks [@vaswani2017]. In each, attention lets places exchange what they know, and
# then a small dense network works on each place by itself. Both are residual branches behind a layer normalisation
# (lesson 07): they *add* to what is there. Attention alone does not know the order of its inputs, so every place also
# gets a vector of its own. First these two layers.


# %%
class Positions(layers.Layer):
    """Add to each place a vector of its own, which is learned like any weight."""

    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], initializer="uniform", name="table")  # (t, width)

    def call(self, x):  # (n, t, width)
        return x + self.table


# %% [markdown]
# `Positions` is a layer for a reason. Write `Embedding(t, width)(ops.arange(t))` inside a functional model, and Keras
# computes it *once*, while the model is built: it trains without complaint, and the positions never learn. Now the
# multi-head attention of lesson 13 with the mask built in; queries, keys and values come from one matrix, which is
# faster.


# %%
class CausalAttention(layers.Layer):
    """Let each place read a mixture of itself and of the places before it, in several ways at once."""

    def __init__(self, heads, **options):
        super().__init__(**options)
        self.heads = heads

    def build(self, shape):
        _, t, width = shape
        self.qkv, self.out = layers.Dense(3 * width, use_bias=False), layers.Dense(width, use_bias=False)
        self.qkv.build(shape)
        self.out.build(shape)
        self.may_look = np.tril(np.ones((t, t), bool))  # the causal mask

    def call(self, x):  # (n, t, width)
        t, width = x.shape[1:]
        d = width // self.heads
        q, k, v = (ops.transpose(ops.reshape(part, (-1, t, self.heads, d)), (0, 2, 1, 3))  # (n, heads, t, d)
                   for part in ops.split(self.qkv(x), 3, axis=-1))
        scores = ops.matmul(q, ops.transpose(k, (0, 1, 3, 2))) / d**0.5  # (n, heads, t, t)
        weights = ops.softmax(ops.where(self.may_look, scores, -1e9))
        mixed = ops.transpose(ops.matmul(weights, v), (0, 2, 1, 3))  # (n, t, heads, d)
        return self.out(ops.reshape(mixed, (-1, t, width)))


# %% [markdown]
# The model itself is short. Each line with `x +` is one residual branch: first the places talk, then each of them
# thinks. At the end, every place holds one number for each of the 66 letters: the logits of the letter that comes
# next.


# %%
def gpt(letters, context=32, width=96, depth=2, heads=4, dropout=0.0, positions=True, residual=True):
    ids = keras.Input((context,), dtype="int32")  # (n, t)
    x = layers.Embedding(letters, width)(ids)  # (n, t, width)
    x = Positions()(x) if positions else x
    for _ in range(depth):
        mixed = CausalAttention(heads)(layers.LayerNormalization()(x))
        mixed = layers.Dropout(dropout)(mixed)
        x = x + mixed if residual else mixed
        thought = layers.Dense(4 * width, activation="gelu")(layers.LayerNormalization()(x))
        thought = layers.Dropout(dropout)(layers.Dense(width)(thought))
        x = x + thought if residual else thought
    return keras.Model(ids, layers.Dense(letters)(layers.LayerNormalization()(x)))  # logits (n, t, letters)


# %% [markdown]
# That is GPT, the *generative pre-trained transformer* [@radford2018], here small enough for a minute. To be sure
# that nothing is hidden in it, we read its weights into our own engine. `read` below does all that the model does:
# look up letters and places, then in each block attention and the small network, then scores for the next letter.
# (`cache` comes to use later. Leave it aside for now.)


# %%
def norm(x, gamma, beta):
    return engine.layer_norm(x, gamma, beta).data


def read(weights, ids, cache, heads=4):
    """Read letters (n, t) after those in the cache; return the logits (n, t, letters) of the letter after each."""
    letters, places, *blocks, gamma, beta, out, bias = weights
    n, t = ids.shape
    seen = cache[0][0].shape[2] if cache else 0
    x = letters[ids] + places[seen : seen + t]  # (n, t, width)
    for i in range(len(blocks) // 10):
        g1, b1, qkv, mix, g2, b2, w1, c1, w2, c2 = blocks[10 * i : 10 * i + 10]
        q, k, v = ((norm(x, g1, b1) @ qkv).reshape(n, t, 3, heads, -1).transpose(2, 0, 3, 1, 4))  # (n, heads, t, d)
        if seen:
            k, v = np.concatenate([cache[i][0], k], axis=2), np.concatenate([cache[i][1], v], axis=2)
        cache[i:i + 1] = [(k, v)]  # (n, heads, seen + t, d) each
        may_look = engine.causal_mask(seen + t)[seen:]  # (t, seen + t)
        mixed = engine.scaled_dot_product_attention(q, k, v, may_look)[0].data
        x = x + mixed.transpose(0, 2, 1, 3).reshape(n, t, -1) @ mix
        x = x + engine.gelu(norm(x, g2, b2) @ w1 + c1).data @ w2 + c2
    return norm(x, gamma, beta) @ out + bias


# %% [markdown]
# **Guess**: how many weights has a model that a minute can train, and how many entries has a table of all runs of
# five letters? Then two tests. Do the engine and Keras agree on a line of *Macbeth*? And does the mask hold: **if we
# change the last letter of the line, which of the 32 predictions change?**

# %%
train.seed(SEED)
model = gpt(len(alphabet))
print(f"{model.count_params():,} weights; a table of all 5-grams would have {len(alphabet) ** 5:,} entries")
line = coded["test"][None, 2000:2032]  # (1, 32)
theirs = ops.convert_to_numpy(model(line))  # (1, 32, 66)
claim("Our engine and Keras differ by, relative to the largest logit",
      np.abs(read(model.get_weights(), line, []) - theirs).max() / np.abs(theirs).max(), at_most=1e-5, tolerance=1e-5)
other = line.copy()
other[0, -1] = (other[0, -1] + 1) % len(alphabet)
change = np.abs(ops.convert_to_numpy(model(other)) - theirs).max(axis=2)[0]  # (32,)
claim("A change of the last letter changes predictions before it by", change[:-1].max(), at_most=1e-6, tolerance=1e-6)
claim("It changes the one after it by", change[-1], at_least=0.01, tolerance=10)

# %% [markdown]
# ## Half a minute of reading
#
# Training is lesson 06 again: Adam with weight decay and one cycle of the learning rate. A step reads 16 pieces of 32
# letters, from random places of the seven plays, and asks 512 questions. For the score, `surprises` slides the window
# in half steps, so that each judged letter has at least half a window before it.


# %%
def windows(ids, starts, t):
    """Cut pieces of t letters, and the same pieces one letter later: what comes next at each place."""
    rows = np.asarray(starts)[:, None] + np.arange(t + 1)  # (n, t + 1)
    return ids[rows[:, :-1]], ids[rows[:, 1:]]


def surprises(model, ids, every=1):
    """Return -log p of each letter, (letters,), nan where it was not judged; look at every so manieth window."""
    t, lost = model.input_shape[1], np.full(len(ids), np.nan)
    starts = np.arange(0, len(ids) - t, t // 2)[::every]
    for batch in np.array_split(starts, -(-len(starts) // 32)):
        x, y = windows(ids, batch, t)
        log_p = ops.convert_to_numpy(ops.log_softmax(model(x)))  # (n, t, letters)
        true = np.take_along_axis(log_p, y[..., None], axis=2)[..., 0]  # (n, t)
        lost[batch[:, None] + np.arange(t // 2, t) + 1] = -true[:, t // 2 :]
    return lost


def prepare(model, steps):
    rate = keras.optimizers.schedules.CosineDecay(0.0, steps - steps // 10, warmup_target=4e-3, warmup_steps=steps // 10)
    model.compile(keras.optimizers.AdamW(rate, weight_decay=0.01),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% [markdown]
# To write, draw a letter from the predicted probabilities, append it, read again. A model that feeds on its own
# output is **autoregressive**, and drawing at random is called **sampling**. `write` knows two dials that we turn
# later, and begins a new window when one is full. **Before you look**: what will the model write after 0, 100 and all
# steps? Which comes first, spaces, vowels, words or names?


# %%
def filtered(logits, temperature, top_p):
    """Return probabilities (n, letters): sharpened by the temperature, without the unlikely tail."""
    p = engine.softmax(logits / temperature).data
    order = np.argsort(-p, axis=1)
    ranked = np.take_along_axis(p, order, axis=1)
    ranked = np.where(np.cumsum(ranked, axis=1) - ranked < top_p, ranked, 0)
    np.put_along_axis(p, order, ranked, axis=1)
    return p / p.sum(axis=1, keepdims=True)


def write(weights, start, length, rng, temperature=1.0, top_p=1.0, texts=1, cached=True):
    """Return texts that go on after a beginning."""
    t = len(weights[1])
    ids, cache, begin = np.tile([look[c] for c in start], (texts, 1)), [], 0
    for _ in range(length):
        if ids.shape[1] - begin > t:
            cache, begin = [], ids.shape[1] - t // 2  # the window is full: go on with its last half
        seen = cache[0][0].shape[2] if cache else 0
        p = filtered(read(weights, ids[:, begin + seen :], cache)[:, -1], temperature, top_p)  # (texts, letters)
        drawn = (p.cumsum(axis=1) < rng.random((texts, 1))).sum(axis=1).clip(max=p.shape[1] - 1)
        ids, cache = np.c_[ids, drawn], cache if cached else []
    return ["".join(alphabet[i] for i in row) for row in ids[:, len(start) :]]


# %% [markdown]
# Now it reads, a tenth of its steps at a time. In between we note the loss on a sample of *Macbeth*, from which nothing
# is learned, and three times we let it write, with the dice falling alike.

# %%
prepare(model, STEPS)
EVERY, BATCH, seen, curve, samples = STEPS // 10, 16, [], [], {}
x, y = windows(coded["train"], rng.integers(0, len(coded["train"]) - 32, STEPS * BATCH), 32)  # (n, 32) each
for step in train.progress(range(0, STEPS + 1, EVERY), "reading seven plays"):
    seen.append(step)
    curve.append(np.nanmean(surprises(model, coded["test"], every=60)))
    if step in (0, EVERY, STEPS):
        samples[step] = write(model.get_weights(), "\n", 260, np.random.default_rng(SEED), 0.8)[0]
    if step < STEPS:
        part = slice(step * BATCH, (step + EVERY) * BATCH)
        model.fit(x[part], y[part], batch_size=BATCH, shuffle=False, verbose=0)

# %%
show(
    plot.excerpts(seen, {"this GPT": curve}, samples, xlabel="step of training", ylabel="nats a letter on Macbeth",
                  references={"letters by frequency": on_test[1], "trigram": on_test[3], "5-gram": on_test[5]},
                  captions=[f"after {step} steps" for step in samples],
                  title="First letters and spaces, then almost words, then who speaks"),
    alt="The loss of the network on an unseen play against training steps falls steeply, passes the line of letter "
        "frequencies at once and later that of the trigram, but stays above the 5-gram. Under it are three texts: before "
        "training a salad of signs, then strings with spaces at the right distances, at the end words, names with colons, and short lines.",
)

# %%
minute = np.nanmean(surprises(model, coded["test"], every=8))
claim("Half a minute of reading beats the trigram by", on_test[3] - minute, at_least=0.05, unit="nats a letter",
      tolerance=0.1)
claim("The 5-gram, which needs a second, is still ahead by", minute - on_test[5], at_least=0.05, unit="nats a letter",
      tolerance=0.1)
record("The perplexity of this GPT", np.exp(minute))

# %% [markdown]
# Look at the order in which it learned: how often letters come, where words end, words, who speaks. And be honest: a
# table of counts, made in a second, is still the better guesser. The network has read about half of the plays, once;
# the table has all of them by heart.

# %% [markdown]
# ### What is each part worth?
#
# An ablation, as in lesson 10: the same thousand steps, with one part taken out: the positions, all heads but one,
# the residual ways. That is twelve trainings, three random starts each. Your minute is spent, so a script ran the
# cells above beforehand (`datasets/checkpoints/gpt_ablation`) and judged on *Twelfth Night*. **Guess**: what hurts
# most, and what hardly?

# %%
parts = data.checkpoint("gpt_ablation")  # name -> nats a letter on Twelfth Night, (3,): one for each start
cost = {name: (losses - parts["the whole"]).mean() for name, losses in parts.items()}
show(
    plot.bars(parts, kind="dots", xlabel="nats a letter on Twelfth Night (lower is better)", highlight="no positions",
              references={"trigram": on_val[3], "pairs": on_val[2]}, title="Take out any one part, and the trigram wins"),
    alt="Dots with three starts each. The whole network is below the line of the trigram; with one head or without "
        "residual ways it is above it; without positions it is furthest above, on the way to the line of a model that counts pairs.",
)
for name, least in {"one head": 0.1, "no residual ways": 0.1, "no positions": 0.25}.items():
    claim(f"On average over the starts, '{name}' costs", cost[name], at_least=least, unit="nats a letter", tolerance=0.01)
claim("The best start of all that miss a part is above the trigram by", min(map(min, list(parts.values())[1:])) - on_val[3],
      at_least=0.02, unit="nats a letter", tolerance=0.01)

# %% [markdown]
# Without positions the network cannot tell "eh" from "he": it knows its own letter and a bag of those before, and ends
# between counting pairs and counting triples. One head must squeeze "one letter back" and "two letters back" into one
# mixture; four heads can look at four places at once. And without residual ways it depends on luck: the three starts lie
# far apart. We expect that a longer training would forgive more.

# %% [markdown]
# ### The same code, longer
#
# The course cannot ask you to wait for more than a minute. So the script
# `datasets/checkpoints/shakespeare_gpt/train.py` took the cells `CausalAttention`, `gpt` and `windows` out of this
# lesson, made the model four blocks deep and 128 wide with windows of 128, added dropout, and read for some minutes
# on one core. We load what it learned. **Guess**: where does it land beside the counters, which saw the same plays?

# %%
card = data.checkpoint_card("shakespeare_gpt")
print({key: card[key] for key in ("seed", "steps", "minutes", "machine")})
weights = list(data.checkpoint("shakespeare_gpt").values())
writer = gpt(len(alphabet), card["context"], card["width"], card["depth"], card["heads"])
writer.set_weights(weights)
lost = surprises(writer, coded["test"], every={"smoke": 100}.get(EFFORT, 6))
both = np.isfinite(lost)  # the letters that it judged
longer, counted = lost[both].mean(), surprise[5][cut:][both].mean()
show(
    plot.bars({"letters by frequency": on_test[1], "trigram": on_test[3], "half a minute of GPT": minute,
               "5-gram": on_test[5], "the longer GPT": longer}, xlabel="nats a letter on Macbeth (lower is better)",
              highlight="the longer GPT", title="The same code, read longer, passes everything that counts"),
    alt="Bars of the loss on Macbeth. The trigram is above the half-minute network, that is above the 5-gram, "
        "and the longer-trained network is clearly below the 5-gram.",
)
claim("On the same letters of Macbeth, the longer GPT is below the 5-gram by", counted - longer, at_least=0.1,
      unit="nats a letter", tolerance=0.01)

# %% [markdown]
# The counter is at its end: more memory makes it worse. The network is not, because it shares what it learns among
# all contexts that are alike. (Its makers stopped by the loss on *Twelfth Night*; *Macbeth* was looked at once, at
# the end.) Now let it write. Nothing below was written by Shakespeare.

# %%
print(write(weights, "Macbeth:\n", 420, np.random.default_rng(SEED), temperature=0.6)[0])

# %% [markdown]
# ## Two dials and a memory
#
# Lesson 04 divided logits by a temperature to make a network less sure, or surer. Here it makes a writer bold or
# dull. The second dial cuts off the tail: **top-p** keeps the smallest set of most likely letters whose probabilities
# sum to $p$, and draws from these [@holtzman2020]. **Predict**: as the temperature rises from 0.3 to 1.5, what
# happens to the share of real words, and to the number of *different* words?


# %%
known = Counter("".join(c if c.isalpha() else " " for c in plays.train.lower()).split())


def words_of(texts):
    return ["".join(c if c.isalpha() else " " for c in text.lower()).split()[1:-1] for text in texts]


heats, real, varied = [0.3, 0.6, 0.9, 1.2, 1.5], {}, {}
settings = {"all letters": 1.0, "top-p 0.9": 0.9}
for label, top_p in train.progress(settings.items(), "writing at five temperatures"):
    runs = [words_of(write(weights, "\n\n", 126, np.random.default_rng(SEED), heat, top_p, texts=16)) for heat in heats]
    real[label] = [np.mean([word in known for text in run for word in text]) for run in runs]
    varied[label] = [np.mean([len(set(text)) / len(text) for text in run if text]) for run in runs]
show(
    plot.panels(heats, {"real words": real, "different words": varied}, xlabel="temperature", ylabel="share of the words",
                ylim=(0, 1.02), title="A cool writer repeats itself, a hot one invents words; top-p tempers the heat"),
    alt="Two panels against temperature. The share of real words falls as the temperature rises, far less with top-p. "
        "The share of different words within a text rises.",
)

# %%
claim("Heat costs real words: from the coolest to the hottest their share falls by", real["all letters"][0] - real["all letters"][-1],
      at_least=0.25, unit="of the words", tolerance=0.1)
claim("At the hottest, top-p saves", real["top-p 0.9"][-1] - real["all letters"][-1], at_least=0.1, unit="of the words", tolerance=0.1)
claim("Heat brings variety: different words within a text", varied["all letters"][-1] - varied["all letters"][0],
      at_least=0.15, unit="of the words", tolerance=0.1)

# %% [markdown]
# {{exercise 14.3}}

# %% [markdown]
# No setting is best: code wants a cool writer, a poem a warm one. Find your own: the playground draws a new text
# whenever you move a dial. (Outside a running notebook this cell shows nothing.)

# %% tags=["nbval-skip"]
from ipywidgets import FloatSlider, IntSlider, interact


def playground(temperature, top_p, seed):
    print(write(weights, "Lady Macbeth:\n", 240, np.random.default_rng(seed), temperature, top_p)[0])


_ = interact(playground, temperature=FloatSlider(value=0.8, min=0.1, max=2, step=0.1, continuous_update=False),
             top_p=FloatSlider(value=0.95, min=0.1, max=1, step=0.05, continuous_update=False),
             seed=IntSlider(value=1, min=0, max=20, continuous_update=False))

# %% [markdown]
# How can this answer while you move the mouse? For each new letter the model must look back at all letters before.
# Yet their keys and values have not changed: the mask kept them from ever hearing of the new one. So `read` keeps
# them, in the **KV cache**, and computes the new letter only. **Guess**: how much faster is a text of 120 letters?
# And is it the same text?

# %%
times, texts = {}, {}
for cached in (True, False):
    pace = []
    for _ in range(2):
        begin = time.perf_counter()
        texts[cached] = write(weights, "Macbeth:", 119, np.random.default_rng(SEED), cached=cached)[0]
        pace.append(time.perf_counter() - begin)
    times[cached] = min(pace)
print("the same text:", texts[True] == texts[False])
claim("With the cache the text takes less time", times[False] / times[True], at_least=3, unit="times", tolerance=30)
record("A letter with the cache", 1000 * times[True] / 119, unit="ms")

# %% [markdown]
# The same text, to the letter, for a fraction of the work: without the cache the work for $t$ letters grows with
# $t^2$ and more, with it each letter costs one row. The price is memory, and it grows with the text: in large models
# the cache, not the weights, decides how many people can be served at once.

# %% [markdown]
# ## Exercises
#
# You met two of them above. For the others, write where the dots stand, run the cell, read the verdict, and try
# again.

# %% [markdown]
# {{exercise 14.2}}

# %% [markdown]
# {{exercise 14.4}}

# %% [markdown]
# {{exercise 14.5}}

# %% [markdown]
# ## What we measured
#
# - Counting runs of letters is best at five letters here; longer runs have been met too rarely.
# - Tokens change the unit: compare nats for each letter, never for each token.
# - With a causal mask one pass asks as many questions as there are letters, and no answer leaks.
# - Positions, heads, residual ways: without any one of them, the trigram wins after these thousand steps.
# - Half a minute of reading beats the trigram; minutes of the same code beat every counter.
# - A cool writer repeats itself, a hot one invents words; the KV cache writes the same text in a fraction of the time.

# %% [markdown]
# ## Where this fails
#
# The model knows one author. We let it and the 5-gram guess the letters of texts of today, film critics, customers
# and tweets, without digits and signs that the plays do not have. A second test: pieces of the seven plays that it
# trained on. **Predict** both losses, beside the one on *Macbeth*.

# %%
modern = "".join(c for c in " ".join(data.load("reviews").test.x) if c in look)[:12_000]
abroad = surprises(writer, np.array([look[c] for c in modern]))
at_home = np.nanmean(surprises(writer, coded["train"][:12_000]))
counted_abroad = -np.log(ngrams.probabilities(plays.train, modern, 5))[np.isfinite(abroad)].mean()
abroad = np.nanmean(abroad)
show(
    plot.bars({"plays that it learned from": at_home, "Macbeth": longer, "texts of today": abroad},
              xlabel="nats a letter (lower is better)", title="At home in what it read, lost in today's English"),
    alt="Bars of the network's loss: lowest on the plays it trained on, higher on Macbeth, far higher on texts of today.",
)
claim("A new play costs more than a known one", longer - at_home, at_least=0.15, unit="nats a letter", tolerance=0.02)
claim("Today's English costs more than a new play", abroad - longer, at_least=0.4, unit="nats a letter", tolerance=0.02)
claim("There, of its lead over the 5-gram, is left", (counted_abroad - abroad) / (counted - longer), at_most=0.6,
      unit="as a share", tolerance=0.1)

# %% [markdown]
# It knows its plays better than a new one: it has begun to learn them by heart. And abroad its lead is nearly gone.
# What about sense? We can count a little of it: who answers whom. In the plays, Othello talks to Iago and never to
# Caliban. The model writes sixteen scenes, and we take neighbouring speakers with names from the plays. **Guess**:
# what share of them never answer each other there?


# %%
def speakers(text):
    return re.findall(r"^([A-Z][\w ]*):$", text, flags=re.MULTILINE)


answers = set(pairwise(speakers(plays.train)))
names = {name for pair in answers for name in pair}
scenes = write(weights, "\n\n", 400, np.random.default_rng(SEED), temperature=0.5, texts=16)
pairs = [(one, other) for scene in scenes for one, other in pairwise(speakers(scene)) if {one, other} <= names and one != other]
print(" · ".join(f"{one} → {other}" for one, other in pairs[:6]))
claim("Neighbouring speakers who never answer each other in the plays",
      np.mean([pair not in answers for pair in pairs]), at_least=0.55, unit="of the pairs", tolerance=0.15)

# %% [markdown]
# It spells, it names, it keeps the rhythm of a line, and it calls people from different plays onto one stage. The
# loss asks for the next letter only, and a cast is worth few nats. Larger models read more and keep more in view; but
# they are trained with the same question, so they, too, are rewarded for what is *likely*, not for what is true.

# %% [markdown]
# ## Further reading
#
# - [@shannon1951] measured how well people guess the next letter of English, and what follows from it.
# - [@vaswani2017] is the transformer's paper; its figure of the block is the one that everybody draws.
# - [@radford2019] trained this model on the web and found that it could answer questions nobody had trained it for.
# - [@sennrich2016] brought byte-pair encoding to translation, in one readable algorithm.
# - [@holtzman2020] shows why the most likely text is a dull one, and introduces top-p.

# %% [markdown]
# ## Next
#
# Our writer reads from left to right, because a writer must. A *reader* need not: who wants to know what a sentence
# means may look at both sides of each word. What does a transformer learn when the mask goes and words are hidden
# instead, and does it help where labels are few? That is the question of [lesson 15](15_bert.ipynb).
