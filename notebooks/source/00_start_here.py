# ---
# jupyter:
#   course:
#     title: Start here
#     question: Does my computer learn?
#     needs: []
#     data: [fashion, digits28]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Does my computer learn? To *learn* means here: to get better at pictures it has never seen, from examples alone, with no
# rule written by us. That is a claim that an experiment can refute, so we run the experiment: show a computer nine thousand
# garments with their names, then ask it about two thousand others.

# %% [markdown]
# A lesson is a page that runs. Click into a grey cell and press *Shift + Enter*: it runs, its answer appears below, and
# the next cell is yours. Run the cells in order, from the top. If something goes wrong, *Run → Restart Kernel and Run All
# Cells* brings you back to a clean page, and `course doctor` in a terminal looks for the cause.

# %%
from course_utils import claim, data, plot, practice, record, show, train

import keras
import numpy as np
from keras import layers

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %% [markdown]
# The cell above holds two numbers that you may change. `SEED` starts every random choice: the same seed gives the same
# run, another seed another run. Can your machine do this work at all? Learning is made of multiplications, millions of
# them, so we time ten billion of them first.

# %%
from time import perf_counter

square = keras.ops.ones((1000, 1000))
keras.ops.convert_to_numpy(square @ square)  # the first call also sets things up, so it is not timed
start = perf_counter()
for _ in range(10):
    keras.ops.convert_to_numpy(square @ square)
speed = 10 * 1000**3 / (perf_counter() - start) / 1e9
record("This machine multiplies and adds", speed, unit="billion times a second")

# %% [markdown]
# That number differs from machine to machine, so the course writes it as a **record**: measured, not promised. A line with a
# ✓ is a **claim**: a finding with the threshold that it must keep. The tests of this course run every lesson again, on a
# seed that nobody tuned for, and every claim must still hold.

# %% [markdown]
# ## What the computer sees
#
# Our examples come from a clothes shop: small grey pictures, each with a **label**, the name of the garment. Every data set
# of the course has a card: who made it, how it was chosen, what it must not be used for. Read this one; data that nobody
# questioned is how many failures begin.

# %%
clothes = data.load("fashion")
clothes.card

# %% [markdown]
# Where you see a pair of trousers, the computer gets numbers: one for each of 28 × 28 points, 0 for the background and 1 for the
# brightest. Here is a piece of the first training garment, as it arrives. *What would you tell a computer*, in such numbers, so that
# it knows a sleeve from a trouser leg? Nobody tells it here. It gets numbers and names, and nothing else.

# %%
first = clothes.train.x[0]  # (28, 28, 1)
piece = first[10:16, 8:16, 0]  # (6, 8)
show(
    plot.heat(piece, xlabel="column", ylabel="row", rows=range(10, 16), columns=range(8, 16),
              unit="brightness", title="A piece of two trouser legs, as the computer gets it"),
    alt="Forty-eight numbers between zero and one, a piece of the first garment: bright columns "
        "with high numbers are the legs, the dark columns beside and between them are near zero.",
)

# %% [markdown]
# The examples are split in three, and the split is the most important line of any experiment. The **training set** is for
# learning. The **validation set** is for our own choices. The **test set** is for the final answer: it is looked at once. A pupil
# who has seen the exam proves nothing.

# %%
for part in ("train", "val", "test"):
    x, y = getattr(clothes, part)
    print(f"{part:5}  {len(x):5,} pictures of 28 x 28 points, {len(np.unique(y))} kinds of garment")

# %% [markdown]
# ## How this course answers back
#
# Exercises are functions that you complete. `practice.check` tries yours on fresh inputs and says what it found. Let us plant a
# wrong answer. **Accuracy** is the share of guesses that are right. The function below looks fine and is not. Can you see why,
# before you read the verdict under it?


# %%
def accuracy(predicted, true):
    """Return the share of guesses that equal the true label."""
    return sum(p == t for p, t in zip(predicted, true, strict=True))


practice.check("00.0", accuracy)

# %% [markdown]
# The verdict names an input, what was expected and what came, and, when it recognises the slip, the slip. A wrong answer costs
# nothing: it is the fastest way to learn what you meant. Here the function counts the right guesses, but a share needs to be
# divided by how many guesses there were. Mended:


# %%
def accuracy(predicted, true):
    """Return the share of guesses that equal the true label."""
    return float(np.mean(np.asarray(predicted) == np.asarray(true)))


practice.check("00.0", accuracy)

# %% [markdown]
# When you are stuck, `practice.hint` gives one hint at a time: first a question, then the idea, then nearly the code. After you
# have solved an exercise, or given up on it, `practice.solution` shows ours. Nothing that you do here leaves your computer.

# %%
practice.hint("00.0")

# %% [markdown]
# ## A network learns
#
# Before a result means anything, we need to know what costs nothing. A **baseline** is a simple method on the same data. The
# first only ever says one name. The second remembers all training pictures and takes the commonest label of the five most similar.
# *Write down your prediction*: what share of the test garments does each get right?

# %%
from sklearn.neighbors import KNeighborsClassifier


def flat(x):
    return x.reshape(len(x), -1)  # (n, 28, 28, 1) -> (n, 784)


one_name = accuracy(np.full(len(clothes.test.y), clothes.train.y[0]), clothes.test.y)
neighbours = KNeighborsClassifier(5).fit(flat(clothes.train.x), clothes.train.y)
copied = accuracy(neighbours.predict(flat(clothes.test.x)), clothes.test.y)
record("Always the same name", one_name, unit="accuracy")
record("Copying the five most similar garments", copied, unit="accuracy")

# %% [markdown]
# Now the network, three lines of Keras. `Flatten` lays the 784 numbers in a row. The first `Dense` layer makes 128 new numbers
# from them, each its own weighted sum. The second makes ten, one for each kind of garment, and *softmax* turns these into shares
# that add up to one. Learning means to find good weights. How that is done is the subject of lessons 01 to 07.

# %%
def new_network():
    network = keras.Sequential([
        keras.Input(clothes.x_shape),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return network


print(f"{new_network().count_params():,} weights, all of them random so far")

# %% [markdown]
# `compile` says how the weights are changed (*adam*, lesson 06) and what counts as an error (*cross-entropy*, lesson 04). `fit` does
# the learning: it shows the network 128 garments at a time and nudges each weight a little, so that the right name gets a larger
# share. Once through all nine thousand is an **epoch**.

# %%
EPOCHS = {"smoke": 1, "standard": 8, "full": 30}[EFFORT]


def learn(seed, labels):
    """Train a new network; return it and its accuracy on unseen garments before and after each epoch."""
    train.seed(seed)
    network = new_network()
    untrained = network.evaluate(*clothes.val, verbose=0)[1]
    progress = train.Progress(f"network with seed {seed}")
    history = network.fit(clothes.train.x, labels, validation_data=clothes.val, batch_size=128,
                          epochs=EPOCHS, verbose=0, callbacks=[progress])
    return network, [untrained, *history.history["val_accuracy"]]


# %% [markdown]
# One run could be luck. We train three networks that differ only in their random start, so that we see how far luck goes. *Your
# prediction, please*: the accuracy on the validation garments before any training, after one epoch, and at the end.

# %%
seeds = [SEED, SEED + 1, SEED + 2]
learned = [learn(seed, clothes.train.y) for seed in seeds]
networks = [network for network, _ in learned]
real = np.array([curve for _, curve in learned])  # (3, epochs + 1)
AXES = {"xlabel": "epochs of training", "ylabel": "accuracy on unseen garments", "ylim": (0, 1)}
show(
    plot.lines(range(EPOCHS + 1), {"three networks": real}, **AXES, references={"one name": 0.1},
               title="From guessing to naming most garments, in seconds"),
    alt="Accuracy on unseen garments against epochs: near one in ten before training, then a "
        "steep rise in the first epoch and a slow one after it; the three networks lie close "
        "together.",
)

# %% [markdown]
# Before training the network is as good as saying one name. After a single look at each garment it names most of them. The band
# between the three runs is narrow: the random start matters little. That was the validation set; now, once, the test set.

# %%
def probabilities(network, x):
    return network.predict(x, batch_size=500, verbose=0)  # (n, 10), each row adds up to 1


def test_accuracy(network):
    return accuracy(probabilities(network, clothes.test.x).argmax(axis=1), clothes.test.y)


scores = [test_accuracy(network) for network in networks]
claim("A small network names garments it has never seen", np.mean(scores), at_least=0.80,
      unit="accuracy", tolerance=0.03, seeds=seeds)
claim("The network does better than copying similar garments", np.mean(scores) - copied, at_least=0.0,
      unit="accuracy", tolerance=0.025, seeds=seeds)

# %% [markdown]
# Is that good? Against saying one name, very. Against copying neighbours, a little. The card of the data set lists stronger
# classic methods, tuned on the same split, and the best of them beats our network. Remember this when a headline says that a network
# "reaches" some accuracy: *compared with what?*

# %%
classic = {b.model.split(",")[0]: b.score for b in clothes.card.baselines}
classic["five most similar garments"] = copied
ranked = sorted({"our network": scores, **classic}.items(), key=lambda row: np.mean(row[1]))
show(
    plot.bars(dict(ranked), xlabel="accuracy on the test garments", highlight="our network",
              title="A first network is good, and a classic method is better"),
    alt="Bars of test accuracy, from worst to best: always the same class, far behind; nearest "
        "class mean; the five most similar garments; then, close together, our network, a random "
        "forest and, in front, a support vector machine.",
)

# %% [markdown]
# ## Was that learning?
#
# Perhaps any network, fed anything, ends up there. The way to know is a **control**: change one thing, the thing that should matter.
# We keep pictures, network and training, and shuffle the labels, so that a boot may be called a shirt. If the network only
# *looked* busy before, it will look as good now. *What do you expect?*

# %%
shuffled = [learn(seed, np.random.default_rng(seed).permutation(clothes.train.y)) for seed in seeds[:2]]
nonsense = np.array([curve for _, curve in shuffled])  # (2, epochs + 1)
show(
    plot.lines(range(EPOCHS + 1), {"true labels": real, "shuffled labels": nonsense}, **AXES,
               references={"one name": 0.1},
               title="Take the meaning out of the labels, and nothing is learned"),
    alt="Two curves against epochs: with true labels accuracy climbs and stays high; with "
        "shuffled labels it stays near one in ten from beginning to end.",
)
control = [test_accuracy(network) for network, _ in shuffled]
claim("With shuffled labels the same network stays near chance", np.mean(control), at_most=0.2,
      unit="accuracy", tolerance=0.08, seeds=seeds[:2])

# %% [markdown]
# With shuffled labels there is nothing to find, and nothing is found. So the rise before came from one thing: from what pictures and
# names have to do with each other. That is the answer to our question, in the only form a computer can give it. It learns, if
# there is something to be learned.

# %% [markdown]
# ## How sure is it?
#
# The network does not only name; its ten shares say how it divides its belief. We call the largest one its **confidence**. Below are the
# first nine garments of the test set. We did not choose them. Look at each picture first and decide for yourself; then
# compare with the network's guess and with its second thoughts.

# %%
network = networks[0]
shares = probabilities(network, clothes.test.x)  # (2000, 10)
show(
    plot.predictions(clothes.test.x[:9], shares[:9], clothes.classes, true=clothes.test.y[:9],
                     title="Nine garments it has never seen: the guess, and how sure the network is"),
    alt="Nine garments on cards, each with the network's guess, a bar for its confidence and its "
        "next two ideas; right guesses carry a blue bar and a tick, wrong ones a hatched "
        "vermillion bar and a cross.",
)

# %% [markdown]
# Now the opposite of a fair sample: the nine mistakes of which the network was most certain. Some of them are the label's
# fault more than the network's, and some would never happen to you. *Before you look*: which two kinds of garment will it mix
# up most?

# %%
guesses, confidence = shares.argmax(axis=1), shares.max(axis=1)
wrong = np.flatnonzero(guesses != clothes.test.y)
worst = wrong[np.argsort(-confidence[wrong])[:9]]
show(
    plot.predictions(clothes.test.x[worst], shares[worst], clothes.classes, true=clothes.test.y[worst],
                     title="Wrong, and sure of it: the nine most confident mistakes"),
    alt="Nine garments that the network named wrongly with high confidence, each card with the "
        "wrong guess and the true name.",
)

# %% [markdown]
# One table holds all the mistakes: a row for what a garment is, a column for what it was called. The diagonal is right. Away from
# it, the dark spots are not spread at random: garments for the upper body are taken for one another, and shoes for other
# shoes. The network errs where the pictures are alike.

# %%
show(
    plot.confusion(clothes.test.y, guesses, clothes.classes,
                   title="Shirts, coats and pullovers are mixed up; trousers are not"),
    alt="Table of true against guessed garment. Most counts lie on the diagonal; the largest "
        "others join shirt, T-shirt, pullover and coat, and the three kinds of shoe.",
)

# %% [markdown]
# Can we trust its confidence? If it means anything, garments of which the network is sure must be right more often than those of
# which it is not. We compare guesses above nine tenths with guesses below six tenths, in all three networks.

# %%
def right_when(network, low, high):
    p = probabilities(network, clothes.test.x)
    chosen = (p.max(axis=1) >= low) & (p.max(axis=1) < high)
    return accuracy(p.argmax(axis=1)[chosen], clothes.test.y[chosen])


sure = [right_when(network, 0.9, 1.01) for network in networks]
unsure = [right_when(network, 0.0, 0.6) for network in networks]
show(
    plot.bars({"more than 90 % sure": sure, "less than 60 % sure": unsure},
              xlabel="share of these guesses that are right",
              title="When the network is sure, it is usually right"),
    alt="Two bars: guesses made with high confidence are nearly always right, guesses made with "
        "low confidence about half of the time.",
)
claim("Sure guesses are right more often than unsure ones", np.mean(sure) - np.mean(unsure),
      at_least=0.25, unit="accuracy", tolerance=0.1, seeds=seeds)

# %% [markdown]
# ## Exercises
#
# Now you. Write where the dots stand, run the cell, read the verdict, try again. The first question needs no code.

# %% [markdown]
# {{exercise 00.1}}

# %% [markdown]
# {{exercise 00.2}}

# %% [markdown]
# {{exercise 00.3}}

# %% [markdown]
# {{exercise 00.4}}

# %% [markdown]
# Your record is a file on your own computer: what you tried, what you solved, how many hints you took. It stays there when you update the
# course, and `course progress` shows it in a terminal. Here it is as of now.

# %%
practice.progress("00")

# %% [markdown]
# One more helper. A word in bold is explained where it stands, once, and every later lesson uses it. Should you forget one,
# ask; without a word, `practice.glossary()` shows all of them, each with the lesson that introduces it. Here is the whole list,
# to look things up in and not to learn by heart: most of it is still ahead of you.

# %%
print(practice.glossary("test set"))
practice.glossary()

# %% [markdown]
# ## What we measured
#
# - The computer learned: its accuracy on unseen garments rose from chance to naming most of them, in seconds.
# - It was learning and not motion: with shuffled labels the same procedure stays near chance.
# - Its confidence carries information: sure guesses are right far more often than unsure ones.
# - A classic method on the same data is better. Where networks win, and why, is what the next lessons find out.

# %% [markdown]
# ## Where this fails
#
# A network that knows ten garments knows nothing else. We show it handwritten digits, first of the test set, not chosen. It has no way to
# say "this is no garment": its shares must add up to one. *Predict*: how sure will it be?

# %%
digits = data.load("digits28")
strange = probabilities(network, digits.test.x)
show(
    plot.predictions(digits.test.x[:6], strange[:6], clothes.classes,
                     title="It has no word for: I have never seen such a thing"),
    alt="Six handwritten digits on cards; for each the network names a garment, several of them "
        "with high confidence.",
)
surprise = [probabilities(n, digits.test.x).max(axis=1).mean() for n in networks]
claim("Shown digits, the network still names a garment", np.mean(surprise), at_least=0.3,
      unit="mean confidence", tolerance=0.15, seeds=seeds)

# %% [markdown]
# Its belief is far above the one tenth of somebody who has no idea. High confidence means "most like this, among the ten I know", never
# "I have checked that I know this". Lesson 41 builds a network that may abstain. Until then, ask of every system: what happens when
# it meets something new?

# %% [markdown]
# ## Further reading
#
# - [@xiao2017] made the garments, and says why digits no longer tell good methods from better ones.
# - [@lecun2015] is the survey, by three of the field's founders, that this course puts to the test.
# - [@zhang2017] shuffled labels on a large scale; lesson 40 returns to their surprise.
# - [@nguyen2015] found pictures of nothing that networks are sure about.

# %% [markdown]
# ## Next
#
# We have seen *that* a network learns. Its layers turned 784 numbers into a name, and adding a layer is what "deep" means. Does it matter?
# [Lesson 01](01_what_is_deep_learning.ipynb) asks what depth adds. If you want the engine room first, [lesson 05](05_backpropagation.ipynb) shows how a weight finds out that it is to blame.
