# ---
# jupyter:
#   course:
#     title: LSTM and GRU
#     question: How do gates keep a memory?
#     needs: ["05", "11"]
#     data: [reviews, stock_prices]
#     keras: true
#     backends: [tensorflow, jax]
# ---

# %% [markdown]
# ## The question
#
# The network of lesson 11 writes its whole memory anew at every step, and after a few dozen steps the first symbol is
# gone. Blame that travels so far is faint, too, so hardly anything teaches it to do better. Suppose a network could leave a
# memory *alone* until it is needed. **What decides when to write, when to keep and when to show, and is that enough to remember?**

# %%
import inspect
import re

import numpy as np
from course_utils import claim, data, engine, plot, practice, show, train

import keras
from keras import layers, ops

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS, EPOCHS = {"smoke": (1, 20, 1), "standard": (3, 480, 2), "full": (5, 1600, 4)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
UNITS, BATCH = 32, 64

# %% [markdown]
# ## A memory with three gates
#
# An **LSTM** (long short-term memory) has a second memory, the **cell state** $c$ [@hochreiter1997]. Three **gates**,
# numbers between 0 and 1 that a small layer computes at every step, decide what happens to it: *write* lets a candidate in,
# *keep* holds on to what is there, *show* lets it out.
#
# $$c \leftarrow \text{keep} \cdot c + \text{write} \cdot \text{candidate} \qquad h = \text{show} \cdot \tanh(c)$$
#
# Most books say *input*, *forget* and *output* gate. We say keep, for that is what a **forget gate** of 1 does.

# %% [markdown]
# We set the weights of a cell by hand, so that you can check it. It reads a number and a mark. The candidate is the
# tanh of the number. A mark of 1 opens the write gate and shuts the keep gate; without it, the other way round. The
# show gate stays open. (The tanh of 0.5 is 0.46, that of 0.1 is 0.10.) **By hand, before you run it**: what stands in
# the memory after each of the five numbers?


# %%
def watch(x, kernel, recurrent_kernel, bias):
    """Run an LSTM over one sequence x (t, features); return gates and memories: five of (t, units)."""
    h, c, seen = np.zeros((1, len(recurrent_kernel))), np.zeros((1, len(recurrent_kernel))), []
    for x_t in x[:, None]:  # (1, features)
        z = x_t @ kernel + h @ recurrent_kernel + bias  # (1, 4 * units)
        write, keep, _, showing = np.split(1 / (1 + np.exp(-z)), 4, axis=1)
        h, c = (state.data for state in engine.lstm_step(x_t, h, c, kernel, recurrent_kernel, bias))
        seen.append(np.concatenate([write, keep, showing, h, c]))
    return np.stack(seen, axis=1)


numbers, marks = np.array([0.5, -0.8, 0.9, 0.1, -0.6]), np.array([1, 0, 0, 1, 0])
by_hand = np.array([[0, 0, 1.0, 0], [20, -20, 0, 0]])  # (2, 4): columns write, keep, candidate, show
write, keep, _, _, memory = watch(np.stack([numbers, marks], axis=1), by_hand, np.zeros((1, 4)),
                                  np.array([-10.0, 10, 0, 10]))[:, :, 0]  # (5,) each
rows = {"mark": marks, "write": write, "keep": keep, "memory": memory}
show(plot.strips([f"{n:.1f}".replace("-", "−") for n in numbers], rows, digits=2,
                 title="The gates shut everything out but the two marked numbers"),
     alt="Five numbers with bands under them. Where the mark is one, the write gate is one and the keep gate zero, and the memory "
         "takes the tanh of the number. Everywhere else it stays what it was.")

# %% [markdown]
# A gate of a real cell is the squash of a weighted sum, $1 / (1 + e^{-z})$, and never quite 0 or 1. Think of the keep gate of
# a new network. Its weights are small, so what counts is its bias. Keras starts it at 1, an old and good advice
# [@gers2000] [@jozefowicz2015], and the squash of 1 is 0.73. **Predict**: how much of a memory is left after fifty steps? And with
# a bias of 0? Of 3, of 5?

# %%
t = np.arange(51)
left = {f"bias {bias}": (1 / (1 + np.exp(-bias))) ** t for bias in (0, 1, 3, 5)}
show(plot.lines(t, left, logy=True, xlabel="steps since something was written",
                ylabel="part that is left", title="A gate that is open by three quarters forgets within a dozen steps"),
     alt="The part of a memory that is left against steps, on a logarithmic axis, for four biases of the keep gate: four straight "
         "lines that fall, steeply for the biases zero and one, slowly for three and hardly for five.")
claim("With Keras' bias, fifty steps leave of a memory", left["bias 1"][50], at_most=1e-6, tolerance=1e-8)

# %% [markdown]
# The lines are straight: each step takes the same share. A gate of $k$ holds a memory for about $1/(1-k)$ steps. Put the squash
# of $b$ in, and this is $1 + e^{b}$: 2 steps for a bias of 0, fewer than 4 for Keras' 1, 21 for 3, and 149 for 5. So a gate *can*
# keep, but a new one does not. Keep this in mind for the race.

# %% [markdown]
# {{exercise 12.1}}

# %% [markdown]
# ## Ours and Keras'
#
# Here is the whole cell as it stands in our engine, and a younger relative, the **GRU** (gated recurrent unit) [@cho2014].
# It has one memory, and one gate for two jobs: what is not kept is written. Its second gate, *reset*, says how much of the old memory
# the candidate sees. **Look for it**: which line is the formula above? And how many weights will a GRU and an LSTM have, compared with a plain RNN of the same
# width?

# %%
for step in (engine.lstm_step, engine.gru_step):
    print(re.sub(r'\n    """.*?"""', "", inspect.getsource(step), flags=re.S))  # without the docstring

# %% [markdown]
# To compare, Keras' layer and ours get the same weights and read the same eight sequences of thirty steps. A plain RNN computes one
# weighted sum for each unit, a GRU three, an LSTM four, and so many times are its weights (a GRU has a second bias, too).

# %%
rng = np.random.default_rng(SEED)
x = rng.standard_normal((8, 30, 5)).astype("float32")  # (n, t, features)
plain = layers.SimpleRNN(UNITS)
plain(x)
for name in ("LSTM", "GRU"):
    theirs, ours = getattr(layers, name)(UNITS), getattr(engine, name)(UNITS)
    answer = ops.convert_to_numpy(theirs(x))  # (8, 32)
    ours(x)
    ours.set_weights(theirs.get_weights())
    difference = np.abs(ours(x).data - answer).max() / np.abs(answer).max()
    claim(f"Our {name} and Keras' differ by, relative to the largest output", difference, at_most=1e-5, tolerance=1e-5)
    print(f"{name}: {theirs.count_params():,} weights, a plain RNN {plain.count_params():,}")

# %% [markdown]
# Equal up to rounding. Nobody tells the gates what to do: each is a small layer like all others, with weights of its own that
# read the input and what was shown last, and training has to find out when to open it. Now you build one.

# %% [markdown]
# {{exercise 12.2}}

# %% [markdown]
# ## Which of them remembers?
#
# First, before any training: how much gradient reaches an input that lies far back? We send one gradient from the last memory back through
# 100 steps of random symbols, and measure how long it is when it arrives at each of them, as a part of what arrives
# at the last. All networks start as Keras starts them. **Sketch two lines on a logarithmic axis**, the RNN's and the LSTM's.


# %%
def arriving(layer, start=None, steps=100, seed=SEED):
    """Return how long the gradient is that reaches each input, by distance from the end: (steps + 1,)."""
    rng = np.random.default_rng(seed)
    symbols = data.puzzles.recall(rng, BATCH, steps).x  # (64, steps + 1)
    x = engine.Tensor(np.eye(9, dtype="float32")[symbols], requires_grad=True)  # one-hot: (64, steps + 1, 9)
    layer(x)
    if start:
        layer.set_weights(start(layer.get_weights(), rng))
    (layer(x) * rng.standard_normal((BATCH, UNITS)).astype("float32")).sum().backward()
    lengths = np.linalg.norm(x.grad, axis=2).mean(axis=0)[::-1]  # mean over the examples
    return lengths / lengths[0]

# %% [markdown]
# We draw three networks, each made five times: a plain RNN, the LSTM as Keras makes it, and an LSTM whose keep gate has a bias of 0,
# as the first ones had. Lines are geometric means; bands run from the lowest to the highest.


# %%
def gradients(make, start=None):
    return [arriving(make(seed), start, seed=seed) for seed in range(SEED, SEED + 5)]  # 5 × (101,)


def drawn(title):
    return plot.lines(range(61), {name: np.array(runs)[:, :61] for name, runs in reach.items()}, logy=True, title=title,
                      xlabel="distance back in time (steps)", ylabel="gradient, relative to the last")


def typical(name, distance):
    return np.exp(np.mean([np.log(run[distance]) for run in reach[name]]))


reach = {"plain RNN": gradients(lambda seed: engine.SimpleRNN(UNITS, rng=seed)),
         "LSTM, bias 1": gradients(lambda seed: engine.LSTM(UNITS, rng=seed)),
         "LSTM, bias 0": gradients(lambda seed: engine.LSTM(UNITS, unit_forget_bias=False, rng=seed))}
show(drawn("A new LSTM forgets sooner than a plain RNN"),
     alt="Length of the gradient against distance on a logarithmic axis. All three lines fall. That of the LSTM with bias zero "
         "falls steepest, then that of the LSTM with bias one, and that of the plain RNN falls least.")
claim("At distance fifty, Keras' new LSTM passes less gradient than a plain RNN, as a ratio",
      typical("LSTM, bias 1", 50) / typical("plain RNN", 50), at_most=0.7, tolerance=0.5)

# %% [markdown]
# Did you draw the LSTM's line above? So do most books. A *new* LSTM multiplies what it remembers by 0.73 at every step, and the
# gradient with it; an RNN whose memory is turned by an orthogonal matrix loses less. What gates can do and what they do
# at birth are two things. So let them be born open.

# %% [markdown]
# A memory of $T$ steps wants a bias of $\log(T - 1)$: this is $1 + e^b = T$, solved for $b$. The distances in our task go up to 100 or
# so, and nobody says which. So each unit draws a length of its own, evenly from 2 to 100, and sets its keep gate for it. Its write gate gets
# the same bias with a minus: who keeps long, writes seldom. This is *chrono initialisation* [@tallec2018]. **Where
# does the LSTM's line go?**

# %%
LONGEST = 100


def remembering(weights, rng):
    """Set the gates of a new LSTM for memories of 2 to LONGEST steps, a different one for each unit."""
    steps = rng.uniform(2, LONGEST, UNITS)
    bias = weights[2]  # (4 * units,): write, keep, candidate, show
    bias[:UNITS], bias[UNITS : 2 * UNITS] = -np.log(steps - 1), np.log(steps - 1)
    return weights


reach = {"LSTM, born open": gradients(lambda seed: engine.LSTM(UNITS, rng=seed), remembering)} | reach
show(drawn("One number for each unit, and the gradient lives"),
     alt="The same three falling lines, and a fourth far above them: the gradient of the LSTM whose keep gates start open bends and "
         "stays within a few powers of ten.")
for far, word, least in ((50, "fifty", 15), (100, "a hundred", 1000)):
    claim(f"At distance {word}, the LSTM born open passes more gradient than a plain RNN",
          typical("LSTM, born open", far) / typical("plain RNN", far), at_least=least, unit="times", tolerance=1e6)
claim("At distance fifty, the bias alone is worth", typical("LSTM, born open", 50) / typical("LSTM, bias 0", 50),
      at_least=1e6, unit="times", tolerance=1e12)

# %% [markdown]
# The lead over a fairly started RNN grows with the distance: tens to hundreds of times at 50, thousands and more at 100. The lead over an LSTM with
# shut gates is astronomical, and comes from the bias alone. But a gradient is a chance, and no result. So we train. Lesson 11's task: name
# the first symbol of a sequence. (To ridge regression, which sees all places at once, distance is nothing.) No network sees a sequence
# twice, so its accuracy on the way is that on unseen ones.


# %%
from functools import cache


def sequences(rng, n, distance, filler="distractors"):
    part = data.puzzles.recall(rng, n, distance, filler=filler)
    return np.eye(9, dtype="float32")[part.x], part.y  # one-hot: (n, distance + 1, 9) and (n,)


def network(layer):
    return keras.Sequential([keras.Input((None, 9)), layer(UNITS), layers.Dense(8)])


@cache
def compiled(layer, distance):
    model, rate = network(layer), 0.004 if layer is layers.SimpleRNN else 0.02
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, STEPS), global_clipnorm=1.0),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"], jit_compile=True, steps_per_execution=20)
    return model

# %% [markdown]
# Compiling takes longer than some of these trainings. So a model is compiled once for each distance (`cache` sees to it) and gets new weights for
# each seed; its optimizer's running means go back to 0. The learning rates were the best of a few on other seeds. Gradients longer than 1 are
# cut, as in lesson 11.


# %%
def trained(label, layer, distance, start=None, filler="distractors", steps=STEPS):
    """Train from each seed; return accuracies on the way, (seeds, steps / 20), and the trained weights."""
    model, curves, ends = compiled(layer, distance), [], []
    for seed in train.progress(SEEDS, label):
        train.seed(seed)
        rng, weights = np.random.default_rng(seed), network(layer).get_weights()
        train.restart(model, start(weights, rng) if start else weights)
        means = [0]  # after every 20 steps Keras reports the mean accuracy since the beginning
        note = keras.callbacks.LambdaCallback(on_train_batch_end=lambda _, logs, m=means: m.append(logs["accuracy"]))
        model.fit(*sequences(rng, steps * BATCH, distance, filler), batch_size=BATCH, verbose=0, callbacks=[note])
        curves.append(np.diff(np.arange(len(means)) * means))  # the mean of the last 20 steps alone
        ends.append(model.get_weights())
    return np.array(curves), ends

# %% [markdown]
# We begin with what looks like child's play: after the symbol, nineteen times the same meaningless filler, then name it. Lesson 11's RNN
# learned this at more than twice the distance. **Predict**: how do a new LSTM and one born open do?

# %%
brief = {"filler": "constant", "steps": max(20, STEPS // 4)}
silence = {"LSTM, born open": trained("LSTM, born open, silence", layers.LSTM, 20, remembering, **brief)[0],
           "LSTM as Keras makes it": trained("LSTM as Keras makes it, silence", layers.LSTM, 20, **brief)[0]}
CHANCE = {"guessing": 1 / 8}
show(plot.lines(20 * np.arange(1, len(silence["LSTM, born open"][0]) + 1), silence, xlabel="training steps", ylabel="share of symbols recalled", ylim=(0, 1.05), references=CHANCE,
                title="Over twenty steps of silence, one remembers and one does not"),
     alt="Share of recalled symbols against training steps. The LSTM that was born open climbs to one. The one that Keras makes "
         "stays near the level of guessing.")
claim("After silence, the LSTM born open recalls", silence["LSTM, born open"][:, -1].mean(), at_least=0.95, unit="of the symbols",
      tolerance=0.05, seeds=SEEDS)
claim("After silence, it leads Keras' LSTM by", (silence["LSTM, born open"] - silence["LSTM as Keras makes it"])[:, -1].mean(),
      at_least=0.3, unit="of the symbols", tolerance=0.5, seeds=SEEDS)

# %% [markdown]
# The same layer, the same training, another start of one bias: it decides between all and almost nothing. Now distractors, random
# symbols of the same kind, and fifty of them. A network has to tell the first from all the others, and then protect it. The LSTM born open
# runs against the plain RNN, which was at its cliff there in lesson 11. **Write down** before you look: who solves it, and when?

# %%
open50 = trained("LSTM, born open, at 50", layers.LSTM, 50, remembering)
rnn50 = trained("plain RNN, at 50", layers.SimpleRNN, 50)
race = {"LSTM, born open": open50[0], "plain RNN": rnn50[0]}
show(plot.lines(20 * np.arange(1, STEPS // 20 + 1), race, xlabel="training steps", ylabel="share of symbols recalled",
                ylim=(0, 1.05), references=CHANCE, title="Across fifty distractors, the LSTM carries what the RNN drops"),
     alt="Share of recalled symbols against training steps, across fifty distractors. After some hundred steps without progress the "
         "LSTM born open climbs to one. The plain RNN stays near guessing, at most one of its starts finds a way.")
settings = {"unit": "of the symbols", "seeds": SEEDS, "tolerance": 0.6}
claim("At distance fifty, the LSTM born open leads the plain RNN by", (open50[0] - rnn50[0])[:, -1].mean(), at_least=0.25, **settings)

# %% [markdown]
# Has the LSTM learned *fifty*, or has it learned to *hold*? Lesson 11's RNN had learned a length by heart: one step early or late, and it was
# lost. We test the LSTM at distances that it never trained at, from 1 to 150, and the RNN beside it. Our engine reads, with Keras' weights.
# **Predict** the LSTM's curve: a spike at fifty, a plateau, or a slope?


# %%
def tested(layer, ends, distances, n=500):
    """Return the share recalled at each distance: (seeds, distances)."""
    rng, shares = np.random.default_rng(SEED), []
    for *inner, kernel, bias in ends:
        ours = layer(UNITS)
        ours(np.zeros((1, 1, 9), "float32"))
        ours.set_weights(inner)
        tests = [sequences(rng, n, distance) for distance in distances]
        with engine.no_grad():
            shares.append([np.mean((ours(x).data @ kernel + bias).argmax(axis=1) == y) for x, y in tests])
    return np.array(shares)


distances = np.array([1, 5, 10, 15, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100, 125, 150])
further = {"LSTM, trained at 50": tested(engine.LSTM, open50[1], distances), "RNN, trained at 50": tested(engine.SimpleRNN, rnn50[1], distances)}
show(plot.lines(distances, further, xlabel="distance at which it is tested (steps)", ylabel="share of symbols recalled",
                ylim=(0, 1.05), references=CHANCE, height=5, title="Trained at fifty, the LSTM holds the symbol for far longer"),
     alt="Share of recalled symbols against distance. The LSTM's line is high from about thirty steps to far beyond fifty, and lower near "
         "zero. The RNN's is low everywhere; where one of its starts has learned fifty, it has a spike there.")
held = dict(zip(distances.tolist(), further["LSTM, trained at 50"].mean(axis=0), strict=True))
claim("At distance fifty, the LSTM born open recalls", held[50], at_least=0.95, **settings)
claim("At a hundred, where it never trained, it recalls", held[100], at_least=0.5, **settings)

# %% [markdown]
# A plateau: the LSTM has learned to *hold*. It does not count its steps, as lesson 11's RNN did, and what it learned at 50 serves at twice
# that. Look at the left end, too. With the symbol only a few steps back, it is worse: that never occurred in training, and its slow write
# gates have hardly settled.

# %% [markdown]
# {{exercise 12.3}}

# %% [markdown]
# ## Write when it matters
#
# A shut gate alone is no use: a cell must also know *when* to open it. The adding problem asks for that [@hochreiter1997]. Thirty numbers
# between 0 and 1 pass by, two of them marked, one in each half; in the end, name the sum of the two. (Made up, like
# recall.) Always saying 1 costs a squared error of 1/6. **Predict**: what will ridge regression on all numbers and marks
# reach?

# %%
from sklearn.linear_model import Ridge

LENGTH, TIMES = 30, max(20, STEPS * 5 // 8)  # numbers in a row, steps of training


def adder():
    return keras.Sequential([keras.Input((LENGTH, 2)), layers.GRU(UNITS), layers.Dense(1)])


many, test = (data.puzzles.adding(np.random.default_rng(SEED + i), n, LENGTH) for i, n in enumerate((20_000, 1000)))
ridge = Ridge().fit(many.x.reshape(-1, 2 * LENGTH), many.y).predict(test.x.reshape(-1, 2 * LENGTH))
errors = {"always 1": [np.mean((1 - test.y) ** 2)], "ridge regression": [np.mean((ridge - test.y) ** 2)]}

# %% [markdown]
# Ridge can weigh each number and each mark, but a sum of marked numbers is a sum of *products*, and no weights make those. Now
# the GRU. Its one gate starts half open, as Keras makes it; but what it has to keep for is a short time, and it is cheaper
# than an LSTM. **Write down** its error, too.

# %%
model, errors["GRU"] = adder(), []
model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.02, TIMES), global_clipnorm=1.0), "mse",
              jit_compile=True, steps_per_execution=20)
for seed in train.progress(SEEDS, "GRU, adding"):
    train.seed(seed)
    train.restart(model, adder().get_weights())
    model.fit(*data.puzzles.adding(np.random.default_rng(seed), TIMES * BATCH, LENGTH), batch_size=BATCH, verbose=0)
    errors["GRU"].append(np.mean((ops.convert_to_numpy(model(test.x))[:, 0] - test.y) ** 2))
show(plot.bars(errors, xlabel="mean squared error of the sum", title="Two marked numbers among thirty: a GRU adds them"),
     alt="Bars of the squared error. Always saying one and ridge regression are equally high. The GRU's bar is close to zero.")
claim("The GRU's squared error when adding", np.mean(errors["GRU"]), at_most=0.02, tolerance=0.02, seeds=SEEDS)
claim("Ridge regression's squared error, as a part of always saying one", errors["ridge regression"][0] / errors["always 1"][0],
      between=(0.8, 1.2), tolerance=0.1)

# %% [markdown]
# How does it do that? We watch one test sequence with the trained weights. Of the 32 units, the figure shows the one whose memory moves at the
# two marks most, compared with the steps between. **Guess** what its keep gate does at a mark.

# %%
kernel, recurrent_kernel, bias, _, _ = model.get_weights()
ours = engine.GRU(UNITS, return_sequences=True)
ours(test.x[:1])
ours.set_weights([kernel, recurrent_kernel, bias])
memory = ours(test.x[:1]).data[0]  # (30, 32)
before = np.concatenate([np.zeros((1, UNITS)), memory[:-1]])
keep = 1 / (1 + np.exp(-(test.x[0] @ kernel + bias[0] + before @ recurrent_kernel + bias[1])[:, :UNITS]))
moves, marked = np.abs(memory - before), test.x[0, :, 1] == 1
unit = np.argmax(moves[marked].min(axis=0) / moves[~marked].mean(axis=0))
show(plot.strips([f"{n:.2f}" for n in test.x[0, :, 0]],
                 {"mark": test.x[0, :, 1], "keep gate": keep[:, unit], "memory": memory[:, unit]}, digits=2,
                 title="One unit's memory moves at the two marks, and rests in between"),
     alt="Thirty numbers with three bands under them: the mark, the keep gate and the memory of one unit. The memory "
         "changes at the two marked numbers; elsewhere it stays nearly level.")
claim("That unit's memory moves more at a mark than elsewhere", moves[marked, unit].mean() / moves[~marked, unit].mean(),
      at_least=2, unit="times", tolerance=100)

# %% [markdown]
# {{exercise 12.4}}

# %% [markdown]
# ## Gates over a sentence
#
# Made-up tasks prove a point; language is what people built these for. `reviews` holds sentences of film critics, customers and tweets:
# does it sound positive or negative? We number the 4,000 most frequent words of the training sentences and keep the first 20 words of
# each. Everything that reads in the split's training part only stays blind for the rest.

# %%
from collections import Counter

reviews = data.load("reviews")
LENGTH, WORDS = 20, 4000


def split(text):
    return re.findall(r"[a-z0-9']+|[!?]", text.lower())


counts = Counter(word for text in reviews.train.x for word in split(text))
number = {word: i for i, (word, _) in enumerate(counts.most_common(WORDS - 2), start=2)}  # 0: no word, 1: a rare one


def numbered(texts):
    """Return the words' numbers, (n, 20), with zeros in front of short texts."""
    rows = [[number.get(word, 1) for word in split(text)[:LENGTH]] for text in texts]
    return np.array([[0] * (LENGTH - len(row)) + row for row in rows], "int32")


x_train, x_test = numbered(reviews.train.x), numbered(reviews.test.x)  # (11393, 20), (3255, 20)
print(reviews.test.x[0], x_test[0], sep="\n")

# %% [markdown]
# Three readers: an LSTM; a network that only averages the words' vectors, without any order; and logistic regression on weighted counts of
# words and pairs of words (TF-IDF), the classic method, as in the card. Naive: always say positive. **Guess**: in which order do they
# come in?

# %%
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

READERS = {"LSTM": (lambda: layers.LSTM(16), 0.01),  # and the learning rate, chosen on validation sentences
           "mean of the words": (layers.GlobalAveragePooling1D, 0.03)}


def reader(name):
    return keras.Sequential([
        keras.Input((LENGTH,)), layers.Embedding(WORDS, 16, mask_zero=True, name="words"), layers.Dropout(0.5),
        READERS[name][0](), layers.Dropout(0.5), layers.Dense(1)])


def verdicts(model, weights, x):
    model.set_weights(weights)
    return ops.convert_to_numpy(model(x))[:, 0]  # (n,): above 0 means positive


classic = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b"),
                        LogisticRegression(C=4, max_iter=500)).fit(reviews.train.x, reviews.train.y)
scores = {"TF-IDF, logistic regression": [classic.score(reviews.test.x, reviews.test.y)]}

# %% [markdown]
# `mask_zero` makes the layers skip the zeros in front. Each network reads the training sentences twice, with a rate that glides to zero. More
# did not help on validation sentences: the networks then learn single sentences by heart, in spite of the dropout.

# %%
steps, models, ends = EPOCHS * -(-len(x_train) // 256), {}, {}
for name in READERS:
    models[name], ends[name] = reader(name), []
    models[name].compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(READERS[name][1], steps)),
                         keras.losses.BinaryCrossentropy(from_logits=True))
    for seed in train.progress(SEEDS, name):
        train.seed(seed)
        train.restart(models[name], reader(name).get_weights())
        models[name].fit(x_train, reviews.train.y, batch_size=256, epochs=EPOCHS, verbose=0)
        ends[name].append(models[name].get_weights())
    scores[name] = [np.mean((verdicts(models[name], end, x_test) > 0) == reviews.test.y) for end in ends[name]]

# %% [markdown]
# Below, the two methods that know no order (or next to none, in pairs of words) stand beside the one that reads in order. Then we shuffle the words of
# every test sentence, and let the trained LSTMs read them again. **Predict** what that costs.

# %%
show(plot.bars(scores, kind="dots", highlight="LSTM", xlabel="accuracy on test sentences",
               references={"always positive": np.mean(reviews.test.y)},
               title="On short sentences, counts of words and pairs are ahead of the LSTM"),
     alt="Four rows of dots, close together and far above always saying positive. Logistic regression is in front; the LSTM and "
         "the mean of the words follow within a few points.")
lead = {name: np.mean(scores["TF-IDF, logistic regression"]) - np.mean(s) for name, s in scores.items()}
claim("The classic method is ahead of the LSTM by", lead["LSTM"], between=(-0.01, 0.06), unit="accuracy", tolerance=0.03, seeds=SEEDS)
claim("The LSTM is ahead of the mean of the words by", lead["mean of the words"] - lead["LSTM"], between=(-0.03, 0.04),
      unit="accuracy", tolerance=0.04, seeds=SEEDS)
shuffler = np.random.default_rng(SEED)
mixed = np.stack([[*row[row == 0], *shuffler.permutation(row[row > 0])] for row in x_test])  # each text's words shuffled
shuffled = [np.mean((verdicts(models["LSTM"], end, mixed) > 0) == reviews.test.y) for end in ends["LSTM"]]
claim("Shuffling the words of each test sentence costs the LSTM", np.mean(scores["LSTM"]) - np.mean(shuffled), between=(-0.01, 0.06), unit="accuracy",
      tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# The classic wins, and an LSTM that reads shuffled sentences is hardly worse. With ten thousand short sentences, *which* words matters far
# more than their order. This is a finding about the task, and one that a proud accuracy alone would have hidden. Still, the LSTM reads word by
# word, and we can look over its shoulder.

# %% [markdown]
# Below, it reads two sentences. The first three bands belong to the unit that speaks loudest in the verdict: what its gates do, and what it
# remembers (turned so that blue speaks for positive). The last is the verdict of the whole network if the sentence ended there. **Before you
# look**: at which words will the verdict turn? Where will the gates open and shut?


# %%
def read(weights, text):
    """Return one unit's gates and memory, and the verdict, word by word."""
    embedding, kernel, recurrent_kernel, bias, out, shift = weights
    vectors = embedding[numbered([text])[0, -len(split(text)) :]]  # (t, 16)
    write, keep, _, shown, memory = watch(vectors, kernel, recurrent_kernel, bias)  # (t, 16) each
    unit = np.argmax(np.abs(shown * out[:, 0]).max(axis=0))
    return {"write gate": write[:, unit], "keep gate": keep[:, unit], "memory": memory[:, unit] * np.sign(out[unit]),
            "verdict so far": (shown @ out + shift)[:, 0]}


FIRST, SECOND = "the first half is dull and too long but the end is wonderful", "a wonderful start but the rest is dull and too long"
first, second = (read(ends["LSTM"][0], line) for line in (FIRST, SECOND))
show(plot.strips(split(FIRST), first, title="The verdict sinks at 'dull' and climbs at 'wonderful'"),
     alt="A sentence with four bands under each word: write gate, keep gate, memory and verdict. The verdict turns negative at the "
         "word dull and rises at the word wonderful. The two gates hardly change from word to word.")
show(plot.strips(split(SECOND), second, title="The other way round: it climbs, then it sinks"),
     alt="A second sentence with the same bands. The verdict is positive at the word wonderful and falls at the word dull.")
verdict = np.mean([read(end, FIRST)["verdict so far"] for end in ends["LSTM"]], axis=0)  # of all three networks
jumps = dict(zip(split(FIRST), np.diff(verdict, prepend=0), strict=True))
claim("'dull' moves the verdict by", jumps["dull"], at_most=-0.2, unit="logits", tolerance=3, seeds=SEEDS)
claim("'wonderful' moves the verdict by", jumps["wonderful"], at_least=0.2, unit="logits", tolerance=3, seeds=SEEDS)
claim("From word to word, that unit's keep gate moves by", np.abs(np.diff(first["keep gate"])).mean(), at_most=0.2, tolerance=0.2)

# %% [markdown]
# The memory jumps at charged words, and the verdict with it. The gates, though, hardly stir: they stay near where they were born, and what moves is
# the *candidate*. This LSTM has become a leaky sum of good and bad words. That fits what shuffling cost, and is less than the name of the layer
# promises. We chose unit and sentences, so take the picture for an example; lesson 39 puts such pictures to the test. (A
# **bidirectional** layer, `layers.Bidirectional`, also reads from the end. Whoever forecasts cannot.)

# %% [markdown]
# ## Exercises
#
# Three stand above, where they belong. Here is the last, a small research project.

# %% [markdown]
# {{exercise 12.5}}

# %% [markdown]
# ## What we measured
#
# - An LSTM keeps what its gates protect: a cell of eight weights can be checked by hand, and our engine's layers are Keras'.
# - What decides is where the gates start. As Keras makes it, an LSTM loses a symbol over twenty steps of silence; born open, it recalls where
#   the RNN fails.
# - Where lesson 11's RNN learned a length by heart, the LSTM learns to hold: it recalls far beyond the distance of its training.
# - The gradient's lead over an RNN grows with the distance: far below a thousand times at fifty steps, far above at a hundred.
# - Gates learn to write at the right moment: a GRU adds marked numbers, ridge regression cannot.
# - On short sentences a count of words is as good or better; the order of words, and the gates, hardly matter there.

# %% [markdown]
# ## Where this fails
#
# A memory is of no use where the past says nothing. People have trained many LSTMs on share prices, and many a figure looks as if it had
# worked. We take four shares, to the day in percent, and ask for tomorrow's change from the last twenty. Split by time; scaled with the training
# years alone. Naive: nothing changes (the *persistence forecast* of lesson 11). **Guess**: by how much does an LSTM beat it?

# %%
prices = data.load("stock_prices")
DAYS = 20


def windows(part):
    """Return twenty daily changes in percent and the next one, of all four shares: (n, 20, 1) and (n,)."""
    x, y = [], []
    for name in ("AAPL_price", "GOOG_price", "IBM_price", "MSFT_price"):
        changes = 100 * np.diff(np.log(part[name].dropna().to_numpy()))
        runs = np.lib.stride_tricks.sliding_window_view(changes, DAYS + 1)  # (days, 21)
        x.append(runs[:, :DAYS])
        y.append(runs[:, DAYS])
    return np.concatenate(x)[:, :, None].astype("float32"), np.concatenate(y).astype("float32")


(x_past, y_past), (x_next, y_next) = windows(prices.train), windows(prices.test)
scale = x_past.std()
week = x_next[:, -5:, 0].mean(axis=1)  # tomorrow is as the mean of the last five days
misses = {"nothing changes": [np.mean(np.abs(y_next))], "mean of five changes": [np.mean(np.abs(y_next - week))]}

# %% [markdown]
# The LSTM is small, is trained on the absolute error that it is judged by, and sees the changes of all four shares up to the end of 2007. It is
# judged on the years from 2010.

# %%
def forecaster():
    return keras.Sequential([keras.Input((DAYS, 1)), layers.LSTM(16), layers.Dense(1)])


steps, model, forecasts = EPOCHS * -(-len(x_past) // 256), forecaster(), []
model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, steps)), "mae")
for seed in train.progress(SEEDS, "LSTM, share prices"):
    train.seed(seed)
    train.restart(model, forecaster().get_weights())
    model.fit(x_past / scale, y_past / scale, batch_size=256, epochs=EPOCHS, verbose=0)
    forecasts.append(scale * ops.convert_to_numpy(model(x_next / scale))[:, 0])
misses["LSTM"] = [np.mean(np.abs(forecast - y_next)) for forecast in forecasts]
show(plot.bars(misses, xlabel="mean absolute error of tomorrow's price (percent)", highlight="LSTM",
               title="On share prices, the LSTM ties with not looking at all"),
     alt="Three bars of forecast error. The LSTM and the forecast that nothing changes are equally long; the mean of the last five "
         "changes is longer.")
claim("The LSTM's error, as a part of that of 'nothing changes'", np.mean(misses["LSTM"]) / misses["nothing changes"][0],
      between=(0.985, 1.02), tolerance=0.02, seeds=SEEDS)
claim("It calls the direction right on", np.mean([np.mean((f > 0) == (y_next > 0)) for f in forecasts]), between=(0.45, 0.56),
      unit="of the days", tolerance=0.06, seeds=SEEDS)

# %% [markdown]
# A tie: what it learned is to say almost nothing. Lesson 23 shows the figure that fools everybody, and finds a planted pattern with the same
# tool. More limits: recall and adding are made up, and real text mixes what they separate. A guess of the distance went into
# our biases. And lesson 11's RNN got better at 50 with a quieter start, so "RNNs cannot remember" is too strong. And an LSTM reads one step
# after the other: no second processor can help it.

# %% [markdown]
# ## Further reading
#
# - [@hochreiter1997] is the first LSTM, with the adding problem, and without a gate that forgets.
# - [@gers2000] adds that gate, and shows a network that cannot let go.
# - [@jozefowicz2015] searches ten thousand cells for a better one, and finds that a bias of one makes the LSTM hard to beat.
# - [@tallec2018] derives from the stretching of time that there must be gates, and which bias they need.
# - [@cho2014] has the GRU, inside a network that translates.

# %% [markdown]
# ## Next
#
# Whatever an LSTM wants to know of the past, it must have carried along through every step, in 32 numbers. Why carry it at
# all? When the question comes, one could go back and *look*. What to look at, and how a network learns that, is the
# question of [lesson 13](13_attention.ipynb).
