# ---
# jupyter:
#   course:
#     title: Input layer
#     question: How does a picture, a sound, a sentence or a patient become numbers?
#     needs: ["01"]
#     data: [serum_survival, reviews, voice_prompts, fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Lesson 01's network began with numbers that were already there: the brightness of 784 points. A patient, a sentence and
# a voice have no such numbers until somebody decides on them, and that decision is made before any layer learns
# anything. **How do four kinds of data become numbers, and how much depends on how they do?**

# %%
import re
from collections import Counter

import numpy as np
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.data.spectra import log_mel, stretched
from course_utils.engine import Adam, Dense, Embedding, Input, Sequential, softmax_cross_entropy
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS = {"smoke": (1, 20), "standard": (3, 300), "full": (10, 2000)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
rng = np.random.default_rng(SEED)

# %% [markdown]
# ## A patient
#
# We begin with a table, because it looks as if nothing had to be done. People over fifty gave one blood sample, and ten
# years later it was known who had died. Each row is a person, each column a measurement; they are numbers already. **Look
# at the rows**: what could trouble a unit that multiplies each number by a weight and adds up?

# %%
patients = data.load("serum_survival")
known = {part: rows.select(rows.column("ten_years") >= 0) for part, rows in patients.parts.items()}
outcome = {part: rows.column("ten_years") for part, rows in known.items()}  # 1: died within ten years
known["train"].x.head(6)

# %% [markdown]
# Two things. The *ages* are fifty times as large as the other numbers: a first sum of small random weights is
# nearly all age. And some numbers are *missing*. The usual answer to the first is **standardisation**: subtract the
# column's mean and divide by its standard deviation. **By hand, before you look**: what becomes of the ages 60, 70
# and 80, whose standard deviation is about 8.2?

# %%
ages = np.array([60.0, 70.0, 80.0])
print((ages - ages.mean()) / ages.std())

# %% [markdown]
# Now 70 is 0, and one step is one typical distance, for ages as for everything else. Mean and deviation are computed on
# the *training* part, and the same two numbers are used for everybody who comes later. Taking them over all
# patients would let the test part speak during training. Such a path is called **data leakage**; here it is small, in other
# places it is the whole result.

# %% [markdown]
# And the missing ones? Putting a typical value in their place is called **imputation**. It keeps the network running, and
# it hides something: *why* was it not measured? **Predict**: do people without this measurement die more often than the
# others, less often, or equally often?

# %%
missing = known["train"].x["creatinine"].isna().to_numpy()
rates = {"measured": outcome["train"][~missing].mean(), "missing": outcome["train"][missing].mean()}
show(
    plot.bars(rates, xlabel="share that died within ten years",
              title="Who was not measured is not like the others"),
    alt="Two bars: of the people whose creatinine was measured far more died than of those where it is missing.",
)
claim("Where creatinine is missing fewer people died, by", rates["measured"] - rates["missing"], at_least=0.05,
      unit="share", tolerance=0.001)

# %% [markdown]
# Doctors order this measurement when they worry. So "missing" is a finding of its own, and we give it a column: 1
# where nothing was measured, 0 elsewhere. Everything that is learned from data, medians, means and deviations, comes
# from the training part.


# %%
def table(part):
    x = known[part].x.to_numpy(np.float32)  # (n, 6)
    return np.where(np.isnan(x), 0, x), np.isnan(x)


def prepared_table(part):
    values, absent = table(part)
    learned, gone = table("train")
    typical = np.array([np.median(column[~out]) for column, out in zip(learned.T, gone.T)])
    scale = StandardScaler().fit(np.where(gone, typical, learned))  # from the training part, for all parts
    return np.hstack([scale.transform(np.where(absent, typical, values)), absent[:, 4:5]]).astype(np.float32)  # (n, 7)


PARTS = ("train", "val", "test")
raw = {part: table(part)[0] for part in PARTS}
ready = {part: prepared_table(part) for part in PARTS}
print("the first patient, raw:     ", raw["train"][0])
print("the first patient, prepared:", ready["train"][0].round(2))

# %% [markdown]
# Does it matter? One small network reads both versions: 64 units, then the answers. It is our own
# library's, `engine`, whose inside the next lessons open; it learns like the networks of lesson 01. So that the raw
# numbers have a fair chance, each version gets the best of several step lengths, chosen on validation data. *Sketch* both curves:
# how does the loss, the network's error, fall?


# %%
RATES = (0.0003, 0.003, 0.03)


def learn(x, y, rate, seed, steps=STEPS, every=10):
    """Train a network and return it with its validation loss after every ten steps: (steps / 10,)."""
    shape, answers = x["train"].shape[1:], int(y["train"].max()) + 1
    net = Sequential([Input(shape), Dense(64, activation="relu"), Dense(answers)], rng=seed)
    optimizer, order, losses = Adam(net.parameters(), rate), np.random.default_rng(seed), []
    for step in range(1, steps + 1):
        rows = order.integers(0, len(y["train"]), 64)
        loss = softmax_cross_entropy(net(x["train"][rows], training=True), y["train"][rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % every == 0:
            with engine.no_grad():
                losses.append(softmax_cross_entropy(net(x["val"]), y["val"]).item())
    return net, np.array(losses)


# %% [markdown]
# `learn` takes one step after another, each on 64 patients drawn at random, and every ten steps it asks how well the
# network does on the validation part. `best` tries the step lengths; all choices are made there, none on the test part.


# %%
def best(x, y):
    """Return the runs of the rate with the lowest loss on validation data, one for each seed."""
    tried = [[learn(x, y, rate, seed) for seed in SEEDS] for rate in RATES]
    return min(tried, key=lambda runs: np.mean([losses.min() for _, losses in runs]))


runs = {"raw": best(raw, outcome), "prepared": best(ready, outcome)}
steps = np.arange(10, STEPS + 1, 10)
share = np.bincount(outcome["train"]) / len(outcome["train"])
entropy = -(share * np.log(share)).sum()  # the loss of always giving both answers at their usual rates
curves = {name: np.array([losses for _, losses in found]) for name, found in runs.items()}  # (runs, steps / 10)
show(
    plot.lines(steps, curves, logy=True, xlabel="steps of training", ylabel="validation loss (log scale)",
               references={"knowing only how many die": entropy},
               title="The same patients, the same network: only the numbers are scaled"),
    alt="Validation loss against steps. With raw numbers it is high, jumps, and stays around the level of knowing only the "
        "death rate. With prepared numbers it falls below that level within a few steps and settles.",
)

# %% [markdown]
# The prepared numbers are there at once. The dashed line is the loss of somebody who knows how many die and nothing
# about the person. To compare the two as numbers, we set a goal a tenth below that line, and count the steps that
# each needs.


# %%
def needed(losses, goal):
    """Return the steps after which the mean loss is at most the goal, or all of them where it never is."""
    mean = losses.mean(axis=0)
    return steps[np.argmax(mean <= goal)] if (mean <= goal).any() else steps[-1]


goal = 0.9 * entropy
claim("To a loss a tenth below the naive one, raw numbers need more steps, at least by",
      needed(curves["raw"], goal) / needed(curves["prepared"], goal), at_least=5, unit="times", tolerance=30, seeds=SEEDS)

# %% [markdown]
# The network is the same and so are the facts. But the sums of the first layer start out as age and nothing else, a
# weight for age needs tiny steps and a weight for kappa large ones, and one step length cannot be both. Lesson 06
# shows this as a ravine. The remedy costs two lines.

# %% [markdown]
# {{exercise 02.1}}

# %% [markdown]
# ## A sentence
#
# A sentence is a string of characters, and a computer has a number for each: `a` is 97, `b` is 98. So a sentence *is* numbers
# already. **What is wrong** with giving these to a network? Is `b` a little more than `a`? We cut the sentence into words
# instead. Such a piece is called a **token**, and the list of those that we know is the **vocabulary**.

# %%
sentences = ["the film is good", "the film is not good", "good film is good"]
vocabulary = sorted({word for sentence in sentences for word in sentence.split()})


def counts(sentence):
    return np.array([sentence.split().count(word) for word in vocabulary])


print(" " * 22, vocabulary)
for sentence in sentences:
    print(f"{sentence:22}", counts(sentence))

# %% [markdown]
# Each word has a place of its own, so no word is more than another. A single word is then a row with a 1 at its place and
# 0 everywhere else: **one-hot**. A sentence is the sum of its words' rows. Every category can be written like this: a
# blood group, a city, a day of the week. **What has been lost**? Try to find two sentences with one row: exercise 02.3 asks for them.

# %% [markdown]
# Now real ones: short messages, and whether their writer is content. The vocabulary is made of the training messages. In the test messages
# there will be words that it lacks; all we can do is to leave them out. **Guess**: with the thousand commonest words,
# which share of the words of a new message do we know? With ten thousand?

# %%
reviews = data.load("reviews")
tweets = {part: reviews.parts[part].select(reviews.parts[part].column("source") == "tweet") for part in PARTS}
mood = {part: tweets[part].y for part in PARTS}  # 1: content


def words(text):
    return re.findall(r"[a-z']+", text.lower())


seen = Counter(word for text in tweets["train"].x for word in words(text))
common = [word for word, _ in seen.most_common()]
new = [word for text in tweets["test"].x for word in words(text)]
sizes = [100, 300, 1000, 3000, len(common)]
coverage = [np.mean(np.isin(new, common[:size])) for size in sizes]
show(
    plot.lines(sizes, {"words known": coverage}, logx=True, ylim=(0, 1), xlabel="words in the vocabulary (log scale)",
               ylabel="share of the words in test messages",
               title="A few hundred words cover most of a text, and no list covers all of it"),
    alt="Share of the words of test messages that are in the vocabulary, against its size. It rises steeply for the "
        "first few hundred words, then slowly, and does not reach one.",
)
claim("With every training word known, a share of the test words is still unknown", 1 - coverage[-1],
      between=(0.02, 0.2), unit="of the words", tolerance=0.001)

# %% [markdown]
# Language has few common words and endlessly many rare ones [@zipf1949]. We keep the two thousand commonest. A message is now a row of
# two thousand numbers, nearly all of them 0. That is wasteful, and there is a shorter way to the same sums. Give every word a
# short row of numbers of its own, an **embedding**, and *look it up*.

# %%
VOCABULARY = {word: place for place, word in enumerate(common[:2000])}


def bag(texts):
    rows = np.zeros((len(texts), len(VOCABULARY)), np.float32)  # (n, 2000)
    for row, text in zip(rows, texts):
        for word in words(text):
            if word in VOCABULARY:
                row[VOCABULARY[word]] += 1
    return rows


lookup = Sequential([Input((4,)), Embedding(2000, 16)], rng=SEED)
[embeddings] = lookup.get_weights()  # (2000, 16): a row for each word
text = "thank you so much"
places = np.array([[VOCABULARY[word] for word in text.split()]])  # (1, 4)
by_lookup = lookup(places).data.sum(axis=1)  # (1, 16)
by_product = bag([text]) @ embeddings  # (1, 2000) @ (2000, 16)
claim("Looking up rows and adding them is the product of the counts with the table of rows, up to",
      np.abs(by_lookup - by_product).max(), at_most=1e-6, unit="difference", tolerance=1e-6)

# %% [markdown]
# So a fully connected layer on counts *is* a sum of embeddings: its weights are the table. Looking up reads four rows
# where the product multiplies two thousand, nearly all by 0. The rows are parameters, and training moves them: words that
# do the same job end up alike. Lesson 13 shows what becomes of that when the order of the words counts too.

# %% [markdown]
# ## A sound
#
# A microphone writes down the pressure of the air, here eight thousand times a second. **Look at the wave** of one spoken word, and then
# at the same sound arranged otherwise: short windows, one hundredth of a second apart, and for each how much
# energy lies in low and in high pitches. That is a **spectrogram** [@davis1980].

# %%
voices = data.load("voice_prompts").all
one = int(np.flatnonzero(voices.column("word") == "7")[0]) if "7" in voices.column("word") else 7
wave, rate = voices.x[one], 8000
seconds = np.arange(len(wave)) / rate
show(
    plot.lines(seconds[:: max(1, len(wave) // 1500)], {"pressure": wave[:: max(1, len(wave) // 1500)]}, xlabel="seconds",
               ylabel="pressure", height=3.2, title="A spoken word, as the microphone gives it"),
    alt="A wave that swings up and down hundreds of times, with louder and quieter parts.",
)
spectrogram = log_mel(wave, rate)  # (frames, 32)
show(
    plot.heat(spectrogram.T[::-1], xlabel="hundredths of a second", ylabel="pitch band, high to low", unit="energy (log)", signed=False,
              title="The same word: which pitches sound when"),
    alt="A coloured map of energy, time to the right, pitch upwards: bands that rise, bend and end, as the voice does.",
)

# %% [markdown]
# Why arrange it like this? Nobody hears *when within a thousandth of a second* a wave swings up. Delay the sound by
# one thousandth of a second: you cannot tell the two apart. **Predict**, for both ways to write the sound down: how
# alike are the numbers before and after, as a correlation: 1 is the same, 0 unrelated, below 0 opposite?

# %%
def alike(a, b):
    return np.corrcoef(a.ravel(), b.ravel())[0, 1]


late = rate // 1000  # samples in a thousandth of a second
chosen = rng.choice(len(voices.x), 60, replace=False)
correlations = {"wave": [alike(voices.x[i][late:], voices.x[i][:-late]) for i in chosen],
                "spectrogram": [alike(log_mel(voices.x[i][late:], rate), log_mel(voices.x[i][:-late], rate)) for i in chosen]}
show(
    plot.bars(correlations, interval="sd", kind="dots", xlabel="correlation with the same sound, a thousandth of a second later",
              title="A delay that nobody hears changes the wave and not the spectrogram"),
    alt="Correlation of sounds with themselves a moment later: for waves scattered between minus one and one, for spectrograms at one.",
)
claim("After an inaudible delay the spectrogram is still the same, to a correlation of", np.mean(correlations["spectrogram"]),
      at_least=0.95, tolerance=0.02)
claim("The wave's own correlation is lower by", np.mean(correlations["spectrogram"]) - np.mean(correlations["wave"]),
      at_least=0.3, tolerance=0.15)

# %% [markdown]
# A good input forgets what does not matter, so that no example has to teach it. The decision was made by people who
# knew about ears. That is hand-made knowledge, of the kind that lesson 01 said layers can replace; with as few recordings as
# here, it is what makes learning possible. Lesson 35 measures how many are enough to do without.

# %% [markdown]
# ## A picture, and four kinds in one network
#
# A picture is the simplest: 28 × 28 points, one number each. A colour picture has three numbers a point, for
# red, green and blue: three **channels**. Our network wants a row, so we lay the lines of points end to end. It has no
# idea of neighbours, then. **Predict**: if we shuffle the 784 points, for all pictures in the same way, what becomes of its accuracy?

# %%
clothes = data.load("fashion")
kind = {part: clothes.parts[part].y for part in PARTS}
points = {part: clothes.parts[part].x.reshape(-1, 784) for part in PARTS}  # (n, 784), from 0 to 1
order = rng.permutation(784)
shuffled = {part: x[:, order] for part, x in points.items()}


def accuracy(net, x, y):
    with engine.no_grad():
        return np.mean(net(x["test"]).data.argmax(axis=1) == y["test"])


plain, mixed = (np.array([accuracy(learn(x, kind, 0.003, seed, every=STEPS)[0], x, kind) for seed in SEEDS])
                for x in train.progress((points, shuffled), "orders of the points"))
example = clothes.train.x[3, ..., 0]
show(
    plot.images([example, example.reshape(-1)[order].reshape(28, 28)], ["as it is", "its points shuffled"], cols=2,
                title="To a fully connected layer these two are equally good"),
    alt="A garment, and the same points in a random order, in which nothing can be recognised.",
)
claim("Shuffling all points changes the accuracy by", mixed.mean() - plain.mean(), between=(-0.03, 0.03), unit="accuracy",
      tolerance=0.025, seeds=SEEDS)

# %% [markdown]
# Nothing. Every unit reads every point, so the order means nothing to it. You could not name a single garment in that
# order, and the network does not notice. That is a strength of this layer, it reads anything, and a waste: it must
# *learn* that neighbours belong together. Lesson 09 builds that in.

# %% [markdown]
# Since it reads anything, let the same network read all four. Each comes raw, as the file has it, and prepared as in
# this lesson: brightness from 0 to 255 or from 0 to 1; the first quarter second of the wave or a spectrogram; the codes of the
# first eighty characters or counts of words. **Predict**: which of the four fails most when it comes raw?


# %%
def codes(text):
    return [ord(character) for character in text[:80].ljust(80)]


def first_quarter_second(wave):
    return np.pad(wave[:2000], (0, max(0, 2000 - len(wave))))


language = voices.y  # five languages
spoken = np.unique(voices.column("word"), return_inverse=True)[1]  # which word, in any language
turn = np.random.default_rng(0).permutation(spoken.max() + 1)[spoken] % 6
place = {"train": turn < 4, "val": turn == 4, "test": turn == 5}  # no word is in two parts
sound = np.array([stretched(log_mel(wave, rate), 20).ravel() for wave in voices.x], np.float32)  # (n, 640)
typical = StandardScaler().fit(sound[place["train"]])
tasks = {
    "a patient: died?": (raw, ready, outcome),
    "a message: content?": ({p: np.array([codes(t) for t in tweets[p].x], np.float32) for p in PARTS},
                            {p: bag(tweets[p].x) for p in PARTS}, mood),
    "a voice: which language?": ({p: np.array([first_quarter_second(voices.x[i]) for i in np.flatnonzero(place[p])]) for p in PARTS},
                                 {p: typical.transform(sound[place[p]]) for p in PARTS},
                                 {p: language[place[p]] for p in PARTS}),
    "a garment: which?": ({p: 255 * points[p] for p in PARTS}, points, kind),
}

# %% [markdown]
# Two versions of each, three random starts, three step lengths: the network is the same in all of them. For the voices, no word
# is in two parts, in any language, so that nothing can be recognised by heart.


# %%
def forms(task):
    before, after, y = tasks[task]
    return {"raw": best(before, y), "prepared": best(after, y)}


results = {task: forms(task) for task in train.progress(tasks, "kinds of data")}
show(
    plot.panels(steps, {task: {name: np.array([losses for _, losses in found]) for name, found in both.items()}
                        for task, both in results.items()}, logy=True, cols=2, share=False,
                xlabel="steps of training", ylabel="validation loss (log scale)",
                title="One network, four kinds of data: raw numbers teach it far less, or nothing"),
    alt="Four panels of validation loss against steps on logarithmic axes: patient, message, voice, garment. In every panel "
        "the curve for prepared data falls at once and lies lowest; the raw curve is high, jumps or stays level.",
)

# %% [markdown]
# In every panel the prepared data are ahead from the first steps on. Raw characters and raw waves teach nothing at all: their
# curves stay where guessing is. And in *accuracy*, on the test parts? We judge both, and beside them two baselines: the most frequent answer, and logistic regression on the same prepared numbers.


# %%
def classic(task):
    """Return the accuracy of logistic regression on the same prepared numbers, its strength chosen on validation data."""
    _, x, y = tasks[task]
    few = slice(0, 4000)
    fitted = [LogisticRegression(C=c, max_iter=100, tol=0.01).fit(x["train"][few], y["train"][few]) for c in (0.01, 0.1, 1)]
    return max(fitted, key=lambda model: model.score(x["val"], y["val"])).score(x["test"], y["test"])


rows, gains = {}, {}
for task in train.progress(tasks, "tasks judged"):
    before, after, y = tasks[task]
    short = task.split(":")[0]
    right = {name: [accuracy(net, x, y) for net, _ in results[task][name]] for name, x in (("raw", before), ("prepared", after))}
    rows |= {f"{short}, {name}": values for name, values in right.items()}
    gains[short] = np.mean(right["prepared"]) - np.mean(right["raw"])
    record(f"{short}: the most frequent answer", np.mean(y["test"] == np.bincount(y["train"]).argmax()), unit="accuracy")
    record(f"{short}: logistic regression on the prepared numbers", classic(task), unit="accuracy")
show(
    plot.bars(rows, xlabel="accuracy on test data", title="Prepared well, all four can be read by the same network"),
    alt="Accuracy for four kinds of data, raw and prepared, five runs each. Prepared is higher in all four; the largest "
        "difference is the voice, whose raw wave is read little better than by guessing.",
)
for short, least in (("a patient", 0.01), ("a message", 0.08), ("a voice", 0.4), ("a garment", 0.03)):
    claim(f"Preparing {short} gains", gains[short], at_least=least, unit="accuracy", tolerance=0.12, seeds=SEEDS)

# %% [markdown]
# Nothing about the network changed from panel to panel. What we chose to write down decided what could be learned, and
# by how much. And it decides the same for simpler methods: logistic regression on the prepared numbers is about as good
# here. The later lessons give the network layers that fit each kind of data; the way *in* stays as you see it.

# %% [markdown]
# ## The same in Keras
#
# Keras keeps preparation inside the model, where it cannot be forgotten: a `Normalization` layer learns mean and
# variance from training data with `adapt`, and standardises whatever comes later. Is it our formula? And is its
# `Embedding` ours? **Predict** the largest difference of each.

# %%
import keras
from keras import layers

scale = layers.Normalization()
complete = np.where(table("train")[1], 1.0, raw["train"]).astype(np.float32)  # (n, 6)
scale.adapt(complete)
ours = (complete - complete.mean(axis=0)) / complete.std(axis=0)
theirs = keras.ops.convert_to_numpy(scale(complete))
claim("Keras' normalisation differs from ours by at most", np.abs(theirs - ours).max(), at_most=1e-3, unit="deviations",
      tolerance=1e-3)
twin = layers.Embedding(2000, 16)
twin.build()
twin.set_weights(lookup.get_weights())
gap = np.abs(keras.ops.convert_to_numpy(twin(places)) - lookup(places).data).max()
claim("Keras' embedding differs from ours by at most", gap, at_most=1e-6, unit="difference", tolerance=1e-6)

# %% [markdown]
# ## Exercises
#
# You met the first one above. Write where the dots stand, run the cell, read the verdict, and try again.

# %% [markdown]
# {{exercise 02.2}}

# %% [markdown]
# {{exercise 02.3}}

# %% [markdown]
# {{exercise 02.4}}

# %% [markdown]
# ## What we measured
#
# - Scaled to a common size, the same patients teach the same network many times faster.
# - A missing value is a finding: people who were not measured died less often.
# - A vocabulary never covers a text; an embedding is a row of a table, looked up.
# - A spectrogram forgets a delay that no ear hears; the wave does not.
# - A fully connected layer does not know neighbours: shuffled points are as good to it.

# %% [markdown]
# ## Where this fails
#
# The preparation is part of the model, and nothing checks that it stays. A laboratory moves to other units: creatinine in
# micromoles per litre, 88.4 times as large. A camera in a darker room sends pictures a tenth as bright. The networks are
# the ones that we trained. **Predict**: how much accuracy is left, and which message will you get?

# %%
def units_changed(part):
    values, absent = table(part)
    learned, gone = table("train")
    typical = np.array([np.median(column[~out]) for column, out in zip(learned.T, gone.T)])
    scale = StandardScaler().fit(np.where(gone, typical, learned))
    filled = np.where(absent, typical, values)
    filled[:, 4] *= 88.4  # after everything was set up with the old unit
    return {part: np.hstack([scale.transform(filled), absent[:, 4:5]]).astype(np.float32)}


garment, patient = results["a garment: which?"]["prepared"], results["a patient: died?"]["prepared"]
left = {"patients": [accuracy(net, ready, outcome) for net, _ in patient],
        "patients, another unit": [accuracy(net, units_changed("test"), outcome) for net, _ in patient],
        "garments": [accuracy(net, points, kind) for net, _ in garment],
        "garments, darkened tenfold": [accuracy(net, {"test": points["test"] / 10}, kind) for net, _ in garment]}
show(
    plot.bars(left, xlabel="accuracy on test data", title="A changed unit raises no error; it only makes the answers wrong"),
    alt="Accuracy before and after a change of units that nobody announced: far lower after it, for patients and for garments.",
)
claim("A change of one column's unit costs", np.mean(left["patients"]) - np.mean(left["patients, another unit"]), at_least=0.15,
      unit="accuracy", tolerance=0.25, seeds=SEEDS)
claim("Pictures ten times darker cost", np.mean(left["garments"]) - np.mean(left["garments, darkened tenfold"]), at_least=0.1,
      unit="accuracy", tolerance=0.3, seeds=SEEDS)

# %% [markdown]
# No message at all: numbers went in and an answer came out. So ship the preparation with the model, and watch the
# inputs of a system that runs. And one more limit, which no preparation lifts: in our recordings every language has one
# speaker. Did the network learn Spanish, or Spanish's *speaker*? These data cannot tell. **What is not in the input, or
# always comes together in it, no network can separate.**

# %% [markdown]
# ## Further reading
#
# - [@lecun2012] explains in its fourth section why inputs should be scaled, with the geometry behind it.
# - [@zipf1949] counted words, and found why a vocabulary never ends.
# - [@davis1980] compared ways to write down speech; the spectrogram's ear-like bands won, and stayed.
# - [@kaufman2012] is on leakage: how it is found, and famous results that it undid.

# %% [markdown]
# ## Next
#
# The numbers are in. The first layer weighs them and adds them up, and then it *bends* the sum. Why? What would a network be without
# that bend, and what do the layers in between make of the numbers? [Lesson 03](03_hidden_layers.ipynb) looks at the hidden layers.
