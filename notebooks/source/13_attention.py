# ---
# jupyter:
#   course:
#     title: Attention
#     question: What should the model look at?
#     needs: ["05", "11"]
#     data: []
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# All sequences in this lesson are made up: puzzles whose answers we know, and dates that a few lines write. Lessons 11 and 12
# *carry* the past along, in a memory of fixed size. But the past is still there, in the list of what was read. One could go
# back. **What should the model look at, and can it learn where to look?**

# %%
import inspect
import re
import time

import numpy as np
import pandas as pd
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.engine import Adam, Dense, Embedding, Input, MultiHeadAttention, Residual, Sequential
from course_utils.engine import softmax_cross_entropy
from course_utils.engine.schedules import cosine_decay

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
SIZES = {"smoke": (1, 6, 10, 10), "standard": (3, 150, 200, 200), "full": (5, 150, 6000, 550)}
RUNS, STEPS, LONGER, DATES = SIZES[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
rng = np.random.default_rng(SEED)

# %% [markdown]
# ## A dictionary that answers to almost
#
# A Python dictionary finds a value if the key is exactly right; otherwise it finds nothing. We want one that answers to
# *almost*. It holds a **key** for each **value**, and we come with a **query**; here keys and query are arrows of two numbers. How well a key fits
# is its dot product with the query, its *score*. Softmax (lesson 04) turns scores into weights, and the answer is the weighted
# sum of all values. This soft lookup is **attention**.

# %% [markdown]
# Three keys, three values, one query. Each number of the query is the logarithm of 2, so that you need no calculator:
# $e^{\ln 2}$ is 2, and $e^{2 \ln 2}$ is 4. **By hand, before you run it**: the three scores, their exponentials, the three weights,
# and the answer.

# %%
keys = np.array([[1, 0], [0, 1], [1, 1]])  # (3, 2)
values = np.array([10, 20, 30])  # (3,)
query = np.log(2) * np.array([1, 1])  # (2,)

shares = np.exp(keys @ query)  # (3,)
weights = shares / shares.sum()
print("shares", shares.round(3), " weights", weights.round(3), " answer", (weights @ values).round(3))

# %% [markdown]
# The third key fits best and gets half of the weight; the others are not lost, they whisper. Statistics has known such a lookup for
# sixty years, as a way to draw a smooth curve through points [@nadaraya1964]. Now three keys that point in three
# directions, and a query that turns. **Before you look, sketch** the three weights
# against the angle, for a short query and for a long one.

# %%
CLOCK = np.deg2rad([90, 210, 330])
around = np.stack([np.cos(CLOCK), np.sin(CLOCK)], axis=1)  # (3, 2): keys at 90, 210 and 330 degrees
NAMES = ["first key", "second key", "third key"]


def attention_at(angle, length):
    """Return how much a query of this angle (degrees) and length looks at each of the three keys: (3,)."""
    arrow = length * np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
    return engine.softmax(around @ arrow).data


angles = np.arange(0, 361, 5)
turned = {f"length {length}": dict(zip(NAMES, np.transpose([attention_at(a, length) for a in angles]), strict=True))
          for length in (1, 4, 16)}
show(plot.panels(angles, turned, xlabel="angle of the query (degrees)", ylabel="weight", ylim=(0, 1.02),
                 title="A short query asks everybody, a long one asks the nearest"),
     alt="Three panels of three weights against the angle of the query. For a short query the three curves are gentle "
         "waves; for a longer one each key has its hill; for the longest the hills are boxes with steep sides.")

# %% [markdown]
# The direction says *what* is wanted, the length how *strictly*. A query of length 0 gets the mean of all values, a very long one the
# single nearest, as in a hard dictionary. In between, everything moves smoothly, so there is a slope, and training can turn
# queries and keys. That is the whole reason for being soft. Try it: turn the query, make it longer. (Outside a running
# notebook this cell shows nothing.)

# %% tags=["nbval-skip"]
from ipywidgets import FloatSlider, interact


def playground(angle, length):
    looks = dict(zip(NAMES, attention_at(angle, length), strict=True))
    answer = values @ list(looks.values())
    show(plot.bars(looks, xlabel="weight", references={"equal shares": 1 / 3},
                   title=f"Values 10, 20 and 30 are read as {answer:.1f}"),
         alt="The weights of the three keys for this query, as bars.")


_ = interact(playground, angle=FloatSlider(value=60, min=0, max=360, step=5, continuous_update=False),
             length=FloatSlider(value=4, min=0, max=20, step=0.5, continuous_update=False))

# %% [markdown]
# So length matters, and a vector gets longer with every number that it has. Let queries and keys of $d$ numbers have entries that are
# random, of mean 0 and variance 1. A dot product adds up $d$ products of variance 1, so its standard deviation is the root of
# $d$. **Predict**: there are twenty keys. How large is the largest weight, on average, for $d = 4$, and for $d = 1024$? And how
# much gradient is left?

# %%
def sharpness(seed, d, scale):
    """Return spread of the scores, the largest weight, and the slope of the weights, for random queries and keys."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(200, d)) @ rng.normal(size=(20, d)).T / scale  # (200, 20)
    w = engine.softmax(scores).data
    return scores.std(), w.max(axis=1).mean(), (w * (1 - w)).sum(axis=1).mean()


widths = [4, 16, 64, 256, 1024]
bare = np.array([[sharpness(seed, d, 1) for d in widths] for seed in SEEDS])  # (seeds, widths, 3)
scaled = np.array([[sharpness(seed, d, d**0.5) for d in widths] for seed in SEEDS])
pair = [{"bare scores": bare[..., i], "divided by √d": scaled[..., i]} for i in (1, 2)]
show(plot.panels(widths, {"largest of twenty weights": pair[0], "slope left for training": pair[1]}, logx=True,
                 ylim=(0, 1.02), xlabel="numbers in a query, d", ylabel="",
                 title="Without the root, wide queries shout at one key, and the slope is gone"),
     alt="Two panels against the width of the queries. Bare scores: the largest weight climbs to almost one, and the "
         "slope falls to almost zero. Divided by the root of the width, both stay level.")
power = np.polyfit(np.log(widths), np.log(bare[..., 0].mean(axis=0)), 1)[0]
claim("The spread of bare scores grows with a power of the width", power, between=(0.45, 0.55), seeds=SEEDS)
claim("At the largest width, the largest weight of bare scores is", bare[:, -1, 1].mean(), at_least=0.9, seeds=SEEDS)
claim("There the root leaves more slope, as a ratio", scaled[:, -1, 2].mean() / bare[:, -1, 2].mean(), at_least=8,
      unit="times", tolerance=10, seeds=SEEDS)
change = scaled[:, -1, 1].mean() - scaled[:, 0, 1].mean()
claim("With the root, the largest weight changes by", change, between=(-0.1, 0.1), tolerance=0.05, seeds=SEEDS)

# %% [markdown]
# The slope of a weight $w$ against its own score is $w\,(1 - w)$: nothing is left of it where $w$ is almost 0 or almost 1. A network that
# starts out shouting cannot learn to listen. So scores are divided by the root of $d$ [@vaswani2017]. For many
# queries at once, $Q$ of shape $(t, d)$, with keys $K$, $(s, d)$, and values $V$, $(s, v)$:
#
# $$\text{attention}(Q, K, V) = \text{softmax}\!\left(\frac{Q K^\top}{\sqrt d}\right) V$$
#
# Find this formula in our engine's code.

# %%
def code(thing):
    """Return the source of a function without its docstring."""
    return re.sub(r'\n +""".*?"""', "", inspect.getsource(thing), flags=re.S)


print(code(engine.scaled_dot_product_attention))

# %% [markdown]
# ## Who may look, and with how many eyes?
#
# There is one more argument: the **mask**. Sequences in a batch are padded with blanks to one length, and a blank is a key like any
# other. A mask is a table of True and False, and where it says False the score becomes a huge negative number, so that the weight is 0. **Predict**:
# five words, then more and more blanks. Which share of the attention do fifteen blanks get?

# %%
words = rng.normal(size=(200, 5, 16))  # 200 sentences of five words, 16 numbers each
blank = 0.5 * rng.normal(size=(1, 1, 16))  # what an embedding might hold for "nothing"
counts, stolen, read = range(0, 41, 5), {"no mask": [], "mask": []}, {"no mask": [], "mask": []}
for count in counts:
    padded = np.concatenate([words, np.tile(blank, (200, count, 1))], axis=1)  # (200, 5 + count, 16)
    real = np.arange(5 + count) < 5  # (5 + count,): True for words
    for name, mask in {"no mask": None, "mask": real}.items():  # the first word asks
        mixed, w = engine.scaled_dot_product_attention(padded[:, :1], padded, padded, mask)
        stolen[name].append(w.data[..., 5:].sum(axis=-1).mean())
        read[name].append(mixed.data)
show(plot.lines(counts, stolen, xlabel="blanks after five words", ylabel="attention that blanks get", ylim=(0, 1.02),
                title="Without a mask, blanks take attention from the words", height=3.8),
     alt="The share of attention on blanks against their number: without a mask it climbs, with one it is zero.")
claim("Without a mask, fifteen blanks take a share of", stolen["no mask"][3], at_least=0.1, tolerance=0.2)
gap = np.abs(read["mask"][-1] - read["mask"][0]).max()
claim("With it, forty blanks change the answers by", gap, at_most=1e-6, tolerance=1e-6)

# %% [markdown]
# What a sentence means should not depend on who happens to share its batch: with the mask, it does not. In **self-attention** they all come from one sequence $x$, through three weight matrices: each place asks, offers
# a key and has something to say. One softmax makes one mixture, so layers have several *heads*: the lookups run side by side, each with matrices of its
# own, and a last matrix joins them. This is **multi-head attention**. Here is our engine's; count its weights.

# %%
print(code(MultiHeadAttention.call))
print(code(MultiHeadAttention._heads))
layer = MultiHeadAttention(num_heads=4, key_dim=8, rng=SEED)
layer(rng.normal(size=(2, 5, 32)))  # two sequences of five places, 32 numbers each
print({name: weight.shape for name, weight in layer.weights.items()})

# %% [markdown]
# Four matrices of 32 by 32 and four biases, and no number depends on the length of the sequence: five places or five thousand use the same
# weights. Remember that. It also means that nothing in here knows *where* a place is.

# %% [markdown]
# {{exercise 13.1}}

# %% [markdown]
# ## Twenty places, twenty questions
#
# Now let it learn a puzzle: read twenty symbols, drawn from ten, and say them backwards. So, counting from 1, place 1 must look at place 20, place 2 at 19.
# Self-attention sees a bag of symbols, as the exercise showed. So each place gets a **position encoding**: numbers that say where it
# stands, added to the embedding of its symbol. Ours is a table with a row for each place, learned like any weights. Then we attend once, with one head, and a dense layer
# names the symbol.



# %%
class Places(engine.Layer):
    """Add to the symbol at each place a row of numbers that belongs to the place."""

    def build(self, input_shape):
        self.add_weight("table", input_shape[1:], "he_normal")  # (places, width)

    def call(self, x, training):
        return x + self.weights["table"]


def reverser(seed, length=20, places=True, symbols=10):
    return Sequential([Input((length,)), Embedding(symbols, 32), *([Places()] if places else []),
                       MultiHeadAttention(1, 32), Dense(symbols)], rng=seed)


print(sum(p.data.size for p in reverser(SEED).parameters()), "weights")

# %% [markdown]
# Training is the loop of lesson 06, with fresh sequences at every step, so there is nothing to memorise. On the way we test on 500 others and keep the
# attention weights, averaged over these. A sequence counts as right if all its twenty symbols are. **Guess**: how many steps
# does it take, and how many seconds? And **how will the table look**, who looks (rows) at whom
# (columns), when all is learned?


# %%
def answers(net, x):
    with engine.no_grad():
        return net(x).data.argmax(axis=-1)  # (n, t)


def learn(net, puzzle, steps, seed, schedule=0.01, length=20, watch=()):
    """Train on fresh puzzles; return symbols right and attention (layer 2): (t, s), at the steps to watch."""
    rng, test = np.random.default_rng(seed), puzzle(np.random.default_rng(1000 + seed), 500, length)
    optimizer, seen = Adam(net.parameters(), schedule), []
    for step in range(steps + 1):
        if step in watch:
            seen.append((np.mean(answers(net, test.x) == test.y), net.layers[2].scores.mean(axis=(0, 1))))
        x, y = puzzle(rng, 64, length)
        loss = softmax_cross_entropy(net(x, training=True), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return seen


WATCH = {"smoke": (0, 2, 4, 6)}.get(EFFORT, (0, 20, 25, 30, 40, 60))
reversers, begin = {seed: reverser(seed) for seed in SEEDS}, time.perf_counter()
films = {seed: learn(net, data.puzzles.reversal, STEPS, seed, watch=WATCH)
         for seed, net in train.progress(reversers.items(), "networks that learn to reverse")}
record("Seconds of training for each", (time.perf_counter() - begin) / RUNS, unit="seconds")

# %%
right = np.mean([[score for score, _ in film] for film in films.values()], axis=0)  # (steps watched,)
captions = [f"step {step}: {score:.0%} right" for step, score in zip(WATCH, right, strict=True)]
show(plot.images([look for _, look in films[SEED]], captions, cols=3, cmap="viridis",
                 title="Where to look is learned: an anti-diagonal appears",
                 note="Rows: the place that asks, 1 at the top. Columns: the place that is looked at, 1 on the left. "
                      "Dark: weight 0; yellow: large. Below: symbols right, mean of all seeds."),
     alt="Six square tables of attention weights during training. At first all weights are equal. Then a line from "
         "lower left to upper right begins to glow, brighter from table to table, until nothing but that line is "
         "left. Under them the share of right symbols climbs from a tenth to one.")
claim("Symbols right after sixty steps", right[-1], at_least=0.95, tolerance=0.05, seeds=SEEDS)

# %% [markdown]
# Nobody told it to count backwards. At first everybody looks everywhere; then, within a few dozen steps, each place finds its opposite. The
# last table is the rule that we stated in words. Now two rivals. The
# naive one repeats what it reads. The classic one is logistic regression (lesson 01): 200 columns of zeros and ones, for ten symbols at twenty places, and a weight
# from each to each score of each answer. It gets as many sequences. **Guess**: what share does each reverse?


# %%
def one_hot(x, symbols):
    return np.eye(symbols, dtype="float32")[x].reshape(len(x), -1)  # (n, t) -> (n, t * symbols)


def regress(part, test, steps, symbols=(10, 10)):
    """Train a logistic regression from all symbols at all places to all answers; return what it says to the test."""
    (n, t), (read, said), rng = part.y.shape, symbols, np.random.default_rng(SEED)
    net = Sequential([Input((part.x.shape[1] * read,)), Dense(t * said)], rng=SEED)
    optimizer = Adam(net.parameters(), cosine_decay(0.03, steps))
    for _ in range(steps):
        rows = rng.integers(n, size=256)
        scores = engine.reshape(net(one_hot(part.x[rows], read), training=True), (256, t, said))
        loss = softmax_cross_entropy(scores, part.y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return net(one_hot(test.x, read)).data.reshape(len(test.x), t, said).argmax(axis=-1)


def whole(answers, y):
    """Return the share of sequences in which every symbol is right."""
    return np.mean((answers == y).all(axis=1))

# %%
test = data.puzzles.reversal(rng, 1000, 20)
reversal = [whole(answers(net, test.x), test.y) for net in reversers.values()]
claim("Sequences of twenty that attention reverses without a mistake", np.mean(reversal), at_least=0.99, tolerance=0.01,
      unit="of all", seeds=SEEDS)
record("Repeating what was read", whole(test.x, test.y), unit="of all")
wired = regress(data.puzzles.reversal(rng, 64 * STEPS, 20), test, STEPS)
claim("Logistic regression reverses", whole(wired, test.y), at_least=0.99, tolerance=0.01, unit="of all")

# %% [markdown]
# A tie, and a lesson in modesty: reversal needs no more than a fixed wiring of places, and a matrix is one. It has more weights (40,000),
# and for another length it would need others, but it is as right. We keep this rival in the race. Next: what
# are the places worth? We train again without them, and change nothing else. **What do you expect, in symbols right**?

# %%
blind = {seed: reverser(seed, places=False) for seed in SEEDS}
for seed, net in train.progress(blind.items(), "networks without places"):
    learn(net, data.puzzles.reversal, STEPS, seed)
commonest = np.array([np.bincount(row).argmax() for row in test.x])[:, None]  # (n, 1)
runs = {"with places": [answers(net, test.x) for net in reversers.values()],
        "without places": [answers(net, test.x) for net in blind.values()], "the commonest symbol": [commonest]}
found = {name: [np.mean(said == test.y) for said in told] for name, told in runs.items()}
show(plot.bars(found, references={"guessing": 0.1}, highlight="without places", xlabel="symbols right",
               title="Without places, attention can only count"),
     alt="Bars: with places all symbols are right; without places about a fifth, as many as when one always names the "
         "commonest symbol of the sequence.")
net, order = blind[SEED], rng.permutation(20)
shuffled = np.abs(net(test.x[:, order]).data - net(test.x).data[:, order]).max()
claim("Without places, sequences that are fully right", max(whole(said, test.y) for said in runs["without places"]),
      at_most=0.01, unit="of all", seeds=SEEDS)
claim("Without places, its lead over naming the commonest symbol is", np.mean(found["without places"])
      - np.mean(commonest == test.y), between=(-0.03, 0.04), unit="symbols", tolerance=0.03, seeds=SEEDS)
claim("Without places, shuffled input gives shuffled output, up to", shuffled, at_most=1e-4, tolerance=1e-4)

# %% [markdown]
# Lesson 09 has a word for this: attention alone is *equivariant*, to any reordering. It knows how often each symbol occurs, and so names the commonest. Now
# the second puzzle, *sorting*: say the same symbols in order. Where the 3 belongs depends on how many smaller symbols there are, wherever they stand, so
# looking at one place will not do. The network gets a residual connection (lesson 07) and a hidden layer, for counting is more than copying. **Who wins, attention or the
# fixed wiring, and by how much?**


# %%
def sorter(seed, heads=1):
    look, think = Residual([MultiHeadAttention(heads, 32 // heads)]), Dense(128, activation="relu")
    return Sequential([Input((20,)), Embedding(10, 32), Places(), look, think, Dense(10)], rng=seed)


sorters = {seed: sorter(seed) for seed in SEEDS}
for seed, net in train.progress(sorters.items(), "networks that learn to sort"):
    learn(net, data.puzzles.sorting, 2 * STEPS, seed, schedule=cosine_decay(0.02, 2 * STEPS))
test = data.puzzles.sorting(rng, 1000, 20)
wired = regress(data.puzzles.sorting(rng, 128 * STEPS, 20), test, 6 * STEPS)
rivals = {"attention": [answers(net, test.x) for net in sorters.values()], "logistic regression": [wired],
          "repeating what was read": [test.x]}
scores = {name: [np.mean(said == test.y) for said in runs] for name, runs in rivals.items()}
show(plot.bars(scores, xlabel="symbols right", highlight="attention", title="Sorting: a fixed wiring comes close, too"),
     alt="Bars of symbols put in the right place: attention nearly all, logistic regression almost as many, repeating "
         "the input about one in seven.")
claim("Symbols that attention sorts right", np.mean(scores["attention"]), at_least=0.95, tolerance=0.04, seeds=SEEDS)
claim("Sorting: attention's lead over logistic regression", np.mean(scores["attention"]) - scores["logistic regression"][0],
      between=(-0.02, 0.06), unit="symbols", tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# Did you expect more? Sorting is counting: place 7 says 3 if fewer than seven symbols are smaller than 3, and not fewer than seven are smaller than 4. A count is a sum over all
# places, and sums are what a fixed wiring is good at. Attention, looking everywhere, does much the same. We need a puzzle in which *what* is read decides *where* to look. It comes
# last; first, the rival that attention was invented against.

# %% [markdown]
# ## One vector, or all of them?
#
# A task that reads a sequence and writes another is called **sequence to sequence**. Before attention, one recurrent network read everything into its
# last state, and a second one wrote the answer from this *one vector* [@cho2014; @sutskever2014]. We build it in Keras, from two GRU layers of 64 units: far more weights than our
# attention has. But first: is Keras' `MultiHeadAttention` the layer that you have seen? It takes the weights of ours.

# %%
import keras
from keras import layers, ops

ours = reversers[SEED].layers[2]
x = rng.normal(size=(8, 20, 32)).astype("float32")
mask = np.tile(rng.random((8, 1, 20)) < 0.7, (1, 20, 1)) | np.eye(20, dtype=bool)  # (8, 20, 20)
for name, mine in {"Four new heads": layer, "The trained head": ours}.items():
    theirs = layers.MultiHeadAttention(mine.num_heads, mine.key_dim)
    theirs.build(x.shape, x.shape)
    theirs.set_weights(mine.get_weights())
    out = mine(x, mask=mask).data  # (8, 20, 32)
    gap = np.abs(ops.convert_to_numpy(theirs(x, x, attention_mask=mask)) - out).max() / np.abs(out).max()
    claim(f"{name}: ours and Keras' differ, relative to the largest output, by", gap, at_most=1e-5, tolerance=1e-5)

# %% [markdown]
# The same layer. Now the one-vector network: a GRU reads, and its last state is repeated as the input of a second GRU, once for each place of the answer. To see
# what length does, sequences now have 1 to 8 symbols, with blanks (number 10) in front of the shorter ones. (Preparing such a network takes Keras longer than training it. So one
# model serves all seeds: `train.restart` gives it new weights.)


# %%
LONGEST, BLANK = 8, 10


def any_reversal(rng, n, length=LONGEST):
    """Return puzzles of 1 to `length` symbols, filled up with blanks in front, and their reversal."""
    x = rng.integers(10, size=(n, length))
    x[np.arange(length) < length - rng.integers(1, length + 1, (n, 1))] = BLANK
    return data.Split(x, x[:, ::-1].copy())


def one_vector():
    return keras.Sequential([
        keras.Input((LONGEST,)), layers.Embedding(11, 32),
        layers.GRU(64),  # (n, 64): all that is kept
        layers.RepeatVector(LONGEST), layers.GRU(64, return_sequences=True), layers.Dense(11)])


# %% [markdown]
# Both networks learn from fresh sequences, each seen once, and the recurrent one gets more of them. For it, reversal is the kind order: what it read
# last, it must say first, so the first answers are near [@sutskever2014]. **Predict**, for both networks, the share of fully right sequences against their
# length.


# %%
def prepare(model, steps, rate=0.01):
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, steps)),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))


def said_by(model, x):
    return ops.convert_to_numpy(model(x)).argmax(axis=-1)  # (n, t)


vector, looking = [], []
test = any_reversal(rng, 3000)
lengths = (test.x != BLANK).sum(axis=1)  # (n,)
model = one_vector()
prepare(model, LONGER)
for seed in train.progress(SEEDS, "pairs of networks"):
    train.seed(seed)
    train.restart(model, one_vector().get_weights())
    model.fit(*any_reversal(np.random.default_rng(seed), 64 * LONGER), batch_size=64, verbose=0)
    said = said_by(model, test.x)
    net = reverser(seed, length=LONGEST, symbols=11)
    learn(net, any_reversal, STEPS, seed, length=LONGEST)
    for runs, told in ((vector, said), (looking, answers(net, test.x))):
        runs.append([whole(told[lengths == n], test.y[lengths == n]) for n in range(1, LONGEST + 1)])

# %%
vector, looking = np.array(vector), np.array(looking)  # (seeds, 8)
show(plot.lines(range(1, LONGEST + 1), {"attention": looking, "one vector": vector}, ylim=(0, 1.02),
                xlabel="symbols in the sequence", ylabel="sequences fully right",
                title="Through one vector, less and less arrives"),
     alt="Share of fully right sequences against their length. Attention stays at one; the network with one vector "
         "begins there, sinks and ends at zero.")
record("The one-vector network has more weights, as a ratio", one_vector().count_params()
       / sum(p.data.size for p in net.parameters()), unit="times")
lead, fall = (looking - vector)[:, -1].mean(), (vector[:, 0] - vector[:, -1]).mean()
claim("With eight symbols, attention's lead over one vector is", lead, at_least=0.8, unit="of all", seeds=SEEDS)
claim("From one symbol to eight, one vector loses", fall, at_least=0.7, unit="of all", seeds=SEEDS)

# %% [markdown]
# It is not that 64 numbers could not *hold* eight symbols. They could, and with many more steps we expect it to get further (try
# `EFFORT = "full"`). But everything has to go through the same narrow door, and the gradient has to come back through it, step by step. With attention, each answer is
# *one* step away from what it needs, at any distance. That is why it learns so fast.

# %% [markdown]
# ## Reading dates
#
# The last puzzle is closer to life. It is a small translation, and translation is what attention was invented for [@bahdanau2015]. People write dates in many ways; a computer wants 2024-03-03. We simulate writers with pandas: they know seven forms and all days of a hundred years. The days
# of the test are in no training example.

# %%
FORMS = ["{d} {B} {Y}", "{B} {d}, {Y}", "{a} {d} {b} {Y}", "{A}, {B} {d} {Y}", "{d}.{m}.{Y}", "{m}/{d}/{Y}", "{Y}, {d} {b}"]
century = pd.date_range("1950-01-01", "2049-12-31")
century = century[rng.permutation(len(century))]


def write(days, forms=FORMS):
    """Return each day as somebody might write it."""
    rows = zip(days, days.day_name(), days.month_name(), rng.choice(forms, len(days)), strict=True)
    return [form.format(d=t.day, m=t.month, Y=t.year, A=a, a=a[:3], B=b, b=b[:3]) for t, a, b, form in rows]


texts = write(century)
print("\n".join(f"{text:30}{day:%Y-%m-%d}" for text, day in zip(texts[:7], century[:7], strict=True)))
CHARACTERS, SIGNS = sorted(set("".join(texts))), "0123456789-"


def numbers(texts, length=28):
    return np.array([[CHARACTERS.index(c) + 1 for c in text] + [0] * (length - len(text)) for text in texts])


signs = np.array([[SIGNS.index(c) for c in day] for day in century.strftime("%Y-%m-%d")])  # (n, 10)
letters = numbers(texts)  # (n, 28)
parts = (slice(1000), slice(1000, 1000 + 64 * DATES))
test, schooling = (data.Split(letters[part], signs[part]) for part in parts)

# %% [markdown]
# The answer always has ten characters, the text up to 28. So the queries no longer come from the text: there are ten of them, learned, one for each
# character of the answer. Keys and values come from the text, in which a convolution (lesson 09) lets each character know its neighbours. Such attention from one sequence to
# another is called *cross-attention*. The mask hides the blanks. **Which** characters will the query for the month look at?


# %%
class Questions(layers.Layer):
    """Ten learned queries, the same for every text: (n, characters) -> (n, 10, width)."""

    def __init__(self, width):
        super().__init__()
        self.table = self.add_weight(shape=(10, width), initializer="he_normal", name="table")

    def call(self, text):
        return ops.broadcast_to(self.table, (ops.shape(text)[0], *self.table.shape))


def date_reader(width=64):
    text = keras.Input((28,), dtype="int32")
    seen = layers.Embedding(len(CHARACTERS) + 1, 32)(text)  # (n, 28, 32)
    seen = layers.Conv1D(width, 5, padding="same", activation="relu")(seen)  # (n, 28, width)
    questions = Questions(width)(text)  # (n, 10, width)
    found, weights = layers.MultiHeadAttention(1, width)(
        questions, seen, attention_mask=ops.not_equal(text, 0)[:, None], return_attention_scores=True)
    hidden = layers.Dense(64, activation="relu")(layers.add([questions, found]))
    return keras.Model(text, layers.Dense(len(SIGNS))(hidden)), keras.Model(text, weights)  # weights: (n, 1, 10, 28)

# %% [markdown]
# Two rivals again. The naive one writes, at each place of the answer, the sign that is commonest there. The classic one is the logistic regression that
# reversed without a mistake, now from 28 places times all characters. **Guess**: which share of the dates does each of the three read without a mistake?

# %%
model, look = date_reader()
prepare(model, DATES)
learned = []
for seed in train.progress(SEEDS, "readers of dates"):
    train.seed(seed)
    train.restart(model, date_reader()[0].get_weights())
    model.fit(*schooling, batch_size=64, verbose=0)
    learned.append(model.get_weights())


def each(ask, *arguments):
    """Return ask(*arguments) for every trained reader: the model gets its weights first."""
    return [model.set_weights(weights) or ask(*arguments) for weights in learned]


read = each(said_by, model, test.x)
claim("Dates of unseen days that attention reads without a mistake", np.mean([whole(said, test.y) for said in read]),
      at_least=0.95, unit="of all", tolerance=0.05, seeds=SEEDS)
wired = regress(schooling, test, 2 * DATES, (len(CHARACTERS) + 1, len(SIGNS)))
usual = np.array([np.bincount(column).argmax() for column in schooling.y.T])  # the commonest sign at each place
lead = np.mean([whole(said, test.y) for said in read]) - whole(wired, test.y)
claim("Its lead over logistic regression", lead, at_least=0.3, unit="of all", tolerance=0.15, seeds=SEEDS)
record("Signs that logistic regression gets right", np.mean(wired == test.y), unit="of all")
record("Signs that are right when one always writes the commonest", np.mean(usual == test.y), unit="of all")

# %% [markdown]
# The rival gets most signs right, and half of the dates wrong: the day stands in another place in every form, and a fixed wiring cannot move. (A hand-written parser, such as pandas' own, reads all of these: whoever knows
# the rules needs no network.) What did each query look at? The weights tell, and nobody had labelled which character belongs to which. Such a matching is an **alignment**.

# %%
pick = next(i for i, text in enumerate(texts) if re.match(r"[A-Z]\w+, [A-Z]", text))  # the weekday comes first
model.set_weights(learned[0])
found = ops.convert_to_numpy(look(test.x[pick : pick + 1]))[0, 0, :, : len(texts[pick])]  # (10, characters)
show(plot.heat(found, rows=list(f"{century[pick]:%Y-%m-%d}"), columns=list(texts[pick]), unit="weight",
               xlabel="what is read", ylabel="what is written", title="Each sign of the answer looks where it is written"),
     alt="Attention of one date: rows are the ten signs of the answer, columns the characters of the text. The rows of "
         "the year look at the year at the end, those of the month at its name, those of the day at the day.")

# %% [markdown]
# (The dashes are the same in every answer, so their rows look nowhere in particular.) One date is an anecdote. So we take all thousand: of the attention that the four signs of the year pay, which share falls on the year in the text? And of the month's
# two signs, on the month's name, where it is written as a name? **Guess** first.


# %%
def on_target(pattern, rows):
    """Return the share of attention that these rows of the answer pay to what matches the pattern in the text."""
    shares = []
    for text, weights in zip(texts[:1000], ops.convert_to_numpy(look(test.x))[:, 0], strict=True):
        if found := re.search(pattern, text):
            shares.append(weights[rows, found.start() : found.end()].sum(axis=1).mean())
    return np.mean(shares)


YEAR, MONTH = r"\d{4}", r"(?<!\w)(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
for name, pattern, rows in (("year", YEAR, [0, 1, 2, 3]), ("month", MONTH, [5, 6])):
    claim(f"Of its attention, the {name} in the answer pays to the {name} in the text",
          np.mean(each(on_target, pattern, rows)), at_least=0.5, tolerance=0.3, seeds=SEEDS)

# %% [markdown]
# ## Exercises
#
# You met the first one above. Write where the dots stand, run the cell, read the verdict, and try again.

# %% [markdown]
# {{exercise 13.2}}

# %% [markdown]
# {{exercise 13.3}}

# %% [markdown]
# {{exercise 13.4}}

# %% [markdown]
# {{exercise 13.5}}

# %% [markdown]
# ## What we measured
#
# - Attention is a soft lookup: softmax of dot products, then a weighted sum. Without the root of the width it grows deaf.
# - A mask keeps blanks out; our layer and Keras' are one.
# - Reversal is learned in a few dozen steps, and the table of weights shows the rule. Without places it cannot be learned.
# - Through one vector, less and less arrives as sequences grow; attention does not notice.
# - A fixed wiring ties on reversal, comes close on sorting, and misreads half of the dates: attention wins where *what* is read decides *where* to look.

# %% [markdown]
# ## Where this fails
#
# Has it learned to reverse, or to reverse *twenty*? We build the network for thirty places and train it on sequences of twenty, as before. A second one trains on all lengths from 1 to 20,
# with each place counted from both ends, so that a matching pair has the same number.


# %%
class Counted(Places):
    """Like `Places`, for up to thirty places, counted from the start or from both ends."""

    both = False

    def build(self, input_shape):
        for name in ("start", "end"):
            self.add_weight(name, (30, input_shape[-1]), "he_normal")

    def call(self, x, training):
        t = x.shape[1]
        x = x + self.weights["start"][:t]
        return x + self.weights["end"][:t][::-1] if self.both else x


def any_length(seed, both):
    net = Sequential([Embedding(10, 32), Counted(), MultiHeadAttention(1, 32), Dense(10)], rng=seed)
    net.layers[1].both = both
    net(np.zeros((1, 20)))  # the first call makes the weights

    def puzzle(rng, n, length):
        return data.puzzles.reversal(rng, n, int(rng.integers(1, 21)) if both else 20)

    learn(net, puzzle, 3 * STEPS, seed, schedule=cosine_decay(0.01, 3 * STEPS))
    return net

# %% [markdown]
# Both are asked for lengths from 1 to 30, so for shorter and for longer ones than they saw. **Predict** both curves: which is right where, and how does each go on beyond
# twenty?

# %%
asked = range(1, 31)
tests = [data.puzzles.reversal(rng, 200, length) for length in asked]
curves = {}
for name, both in {"trained on twenty": False, "on 1 to 20, from both ends": True}.items():
    nets = [any_length(seed, both) for seed in train.progress(SEEDS, name)]
    curves[name] = np.array([[whole(answers(net, t.x), t.y) for t in tests] for net in nets])  # (seeds, 30)
show(plot.lines(asked, curves, ylim=(0, 1.02), xlabel="length that is asked for", ylabel="sequences fully right",
                title="It has learned the lengths that it saw, and not the rule"),
     alt="Share of fully right sequences against the length asked for. The network trained on twenty has one spike, at "
         "twenty. The one that saw all lengths up to twenty is right up to there and falls off a cliff beyond.")
twenty, mixed = (runs.mean(axis=0) for runs in curves.values())
claim("Trained on twenty, asked for thirty", twenty[29], at_most=0.02, unit="of all", seeds=SEEDS)
claim("Trained on twenty, asked for ten", twenty[9], at_most=0.05, unit="of all", seeds=SEEDS)
claim("Trained up to twenty, from both ends, asked for ten", mixed[9], at_least=0.95, unit="of all", seeds=SEEDS)
claim("Trained up to twenty, from both ends, asked for thirty", mixed[29], at_most=0.1, unit="of all", seeds=SEEDS)

# %% [markdown]
# A spike and a cliff. The rows of the table beyond 20 have never been trained, so a longer sequence meets random numbers. That networks with absolute places fail beyond the lengths they saw is known
# [@press2022]; encodings by *distance*, and training on random places of a longer table [@ruoss2023], push the cliff further. What about a date in a form that no writer of
# ours used? **Guess** before you run it.

# %%
for form, name in (("{Y}/{m}/{d}", "year first, with slashes"), ("{B} {Y}, day {d}", "the day last")):
    strange = numbers(write(century[:1000], [form]))
    said = each(said_by, model, strange)
    claim(f"Dates read in a new form, {name}", np.mean([whole(s, test.y) for s in said]), at_most=0.5, tolerance=0.3,
          unit="of all", seeds=SEEDS)

# %% [markdown]
# And a bill: every place looks at every place, so twice the length is four times the table. At a thousand places it has a million entries, for every head. Last, a warning. The
# weights show where a layer looked, not why the network answered as it did: other weights can lead to the same answer [@jain2019]. Lesson 39 comes back to this. Our puzzles have one right place to look; in a real
# sentence there may be many.

# %% [markdown]
# ## Further reading
#
# - [@bahdanau2015] where attention was born, for translation, with alignments like ours drawn for sentences.
# - [@vaswani2017] took everything else away; its third section is the layer of this lesson.
# - [@graves2014] a network with a memory that it reads by soft lookup and learns to copy and to sort with.
# - [@press2022] measures how position encodings fail beyond the lengths seen in training, and one that fails less.
# - [@jain2019] asks whether attention weights explain anything, and shows other weights that give the same answer.

# %% [markdown]
# ## Next
#
# One layer of attention reversed and read dates. Stack such layers, let each place look back only, and ask for the next letter: can this
# *write*? That is the question of [lesson 14](14_gpt.ipynb).
