# ---
# jupyter:
#   course:
#     title: What is deep learning?
#     question: What does "deep" add?
#     needs: ["00"]
#     data: [digits28, breast_cancer, fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# The network of lesson 00 turned a picture into a name. For fifty years before, people wrote programs that did the same:
# somebody decided *what to look at*, and a simple formula did the rest. **Deep learning** lets a chain of trained steps
# decide that, one after another. More steps: deeper. **What does depth add, and when does it add nothing?**

# %%
import numpy as np
from course_utils import claim, data, plot, practice, show, train

import keras
from keras import layers
from scipy import ndimage
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, EPOCHS = {"smoke": (1, 1), "standard": (3, 5), "full": (5, 15)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
train.seed(SEED)

# %% [markdown]
# ## What to look at, decided by hand
#
# Handwritten digits this time. Say you have to write a program that reads them, and may use no example. You would look
# for something that all ways to write an 8 share, and no way to write a 1 has: *holes*. An 8 has two, a 0 has one.
# **Before you look**, write down how many holes each digit has, and for which of them people will disagree with you.

# %%
digits = data.load("digits28")
sample = [np.flatnonzero(digits.train.y == k)[SEED % 50] for k in range(10)]
show(
    plot.images(digits.train.x[sample], [f"a {k}" for k in range(10)], cols=5,
                title="Which of these have a hole, and which have two?"),
    alt="Ten handwritten digits, one of each kind. The 0, 6, 8 and 9 enclose background, the 8 twice; "
        "the 4 may be open or closed at its top.",
)

# %% [markdown]
# A program counts holes in three steps, and each works on what the step before it made: *where is ink?* Then, *which
# areas of background hang together?* Then, *how many are there, besides the one outside?* No step knows what an 8 is.
# The chain does something that none of its links can.


# %%
def ink(picture):  # (28, 28) brightness from 0 to 1
    return np.pad(picture > 0.35, 1)  # (30, 30) true or false, with a frame of background


def areas(is_ink):
    return ndimage.label(~is_ink)[0]  # (30, 30) numbers: 0 for ink, 1 for the outside, 2, 3, … for what is enclosed


def count(numbered):
    sizes = np.bincount(numbered.ravel())[2:]  # pixels in each enclosed area
    return int(np.sum(sizes >= 3))  # smaller ones are accidents of the pen


def holes(picture):
    return count(areas(ink(picture)))


print("holes:", {f"a {k}": holes(digits.train.x[i, ..., 0]) for k, i in enumerate(sample)})

# %% [markdown]
# A number like this, computed from the picture to make the decision easier, is called a **feature**. It took us three
# lines and an idea. How far does it get? The table shows, for all training digits, how many have no hole, one, or more.

# %%
found = np.array([min(holes(picture[..., 0]), 2) for picture in digits.train.x])  # (n,)
table = np.array([np.bincount(found[digits.train.y == k], minlength=3) for k in range(10)])  # (10, 3)
show(
    plot.heat(np.round(table / table.sum(axis=1, keepdims=True), 2), rows=range(10), columns=["none", "one", "two or more"],
              xlabel="holes found", ylabel="digit", unit="share of the digit",
              title="One hand-made feature sorts the digits into three piles, and not cleanly"),
    alt="Table of ten digits against holes found. Nearly all 1, 3, 4, 5 and 7 have none, most 0, 6 and 9 have one, most 8 "
        "have two. But four in ten 2s have one as well, and a third of the 6s and 8s have one too few.",
)

# %% [markdown]
# Real pens leave gaps in a 6, and draw a loop into a 2. The program is not wrong, the idea is too small: we would need more ideas, for strokes, corners,
# slants. People have had them for decades. Two sets of features from that time, and the plain pixels beside them: how
# bright each of 49 blocks is; and in each block how much stroke runs in each of eight directions [@dalal2005].


# %%
def pixels(x):
    return x.reshape(len(x), -1)  # (n, 784)


def blocks(x):
    return x.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(len(x), -1)  # (n, 49)


def strokes(x, directions=8):
    down, right = np.gradient(x[..., 0], axis=(1, 2))  # (n, 28, 28) each: how brightness changes
    angle = np.arctan2(down, right) % np.pi / np.pi * directions  # an edge and its opposite have one direction
    lengths = np.hypot(down, right)
    sums = [np.where(angle.astype(int) % directions == k, lengths, 0).reshape(-1, 7, 4, 7, 4).sum(axis=(2, 4))
            for k in range(directions)]
    sums = np.stack(sums, axis=-1)  # (n, 7, 7, directions)
    return (sums / (np.linalg.norm(sums, axis=-1, keepdims=True) + 0.1)).reshape(len(x), -1)  # (n, 392)


# %% [markdown]
# Each picture becomes a row of numbers. What reads them is **logistic regression**, the simplest formula that learns: for
# each digit it gives every number a weight, adds up, and names the digit with the largest sum. **Predict** the
# order of the four, and how far the best is from perfect. The lowest line is a guess that only counts holes.


# %%
def formula(strength=0.01):
    """Return logistic regression; a larger strength lets the weights follow the training examples more closely."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=300, tol=0.01))


def reads(features):
    """Train on features of the digits and return the accuracy on test digits, at the strength that is best on val."""
    fitted = [formula(c).fit(features(digits.train.x), digits.train.y) for c in (0.001, 0.01, 0.1)]
    best = max(fitted, key=lambda model: model.score(features(digits.val.x), digits.val.y))
    return best.score(features(digits.test.x), digits.test.y)


def only_holes(x):
    return np.eye(3)[[min(holes(picture[..., 0]), 2) for picture in x]]  # (n, 3): a 1 for none, one, or two


by_hand = {f.__name__.replace("_", " "): reads(f) for f in (only_holes, blocks, pixels, strokes)}
show(
    plot.bars(by_hand, xlabel="accuracy on test digits", references={"always the same digit": 0.1},
              title="The same simple formula reads better when it is given better features"),
    alt="Bars of accuracy: holes alone lowest, then blocks and pixels, and stroke directions highest.",
)
claim("Stroke directions, found by people, beat plain pixels by", by_hand["strokes"] - by_hand["pixels"],
      at_least=0.03, unit="accuracy", tolerance=0.02)

# %% [markdown]
# Same digits, same formula: what changed is the **representation**, the numbers in which an example is written down. In a
# good one, a simple formula finds the answer. Each of these took years of somebody's thought, for one kind of data, and
# has to be thought anew for voices, X-rays or sentences. Can the thinking itself be learned?

# %% [markdown]
# ## One layer after another
#
# A network is a chain too, but no link is written by hand. A **layer** turns a list of numbers into another list: each of
# its units multiplies every number by a weight, adds up, and bends the sum (lesson 03 shows what the bend is for). The
# weights, and one number to add for each unit, are the **parameters**: what training changes. Such a layer is called
# **fully connected**, in Keras `Dense`.

# %% [markdown]
# From 784 pixels to 100 units, each unit has 784 weights and its one number: 78,500 parameters. From these to 10 names, 1,010
# more. We compare networks with *one* such layer before the names and with *four*, and give both the same number of
# parameters, so that the deep one is not merely bigger. Its layers must then be narrower.

# %% [markdown]
# {{exercise 01.1}}


# %%
def widest(cost, budget=40_000):
    """Return the largest width for which a network costs no more than so many parameters."""
    return max(width for width in range(1, 200) if cost(width) <= budget)


def dense_network(depth):
    width = widest(lambda w: 785 * w + (depth - 1) * (w + 1) * w + (w + 1) * 10)
    hidden = [layers.Dense(width, activation="relu") for _ in range(depth)]
    return keras.Sequential([keras.Input(digits.x_shape), layers.Flatten(), *hidden,
                             layers.Dense(10, activation="softmax")])


for depth in (1, 4):
    model = dense_network(depth)
    print(f"{depth} hidden: width {model.layers[1].units}, {model.count_params():,} parameters")

# %% [markdown]
# The second kind of layer was made for pictures: `Conv2D`. Its units look at patches of 3 × 3 pixels only, and the same
# weights look at every place. Lesson 09 opens it; here it is enough that a first such layer can see edges, and a
# second can see how edges meet. All networks halve the picture twice. **Predict**, for each kind: does going from one
# layer to four, at equal parameters, help, hurt, or neither?


# %%
def picture_network(depth, budget=14_000):
    width = widest(lambda w: 10 * w + (depth - 1) * (9 * w + 1) * w + (49 * w + 1) * 10, budget)
    chain = [layers.Conv2D(width, 3, strides=2 if i == 0 else 1, padding="same", activation="relu", name=f"layer_{i + 1}")
             for i in range(depth)]
    chain.insert(max(1, depth // 2), layers.MaxPooling2D(2))  # 14 x 14 -> 7 x 7
    return keras.Sequential([keras.Input(digits.x_shape), *chain, layers.Flatten(), layers.Dense(10, activation="softmax")])


def trained(make, depth, seed, part=digits.train, epochs=EPOCHS):
    train.seed(seed)
    model = make(depth)
    slower = keras.optimizers.schedules.CosineDecay(0.004, epochs * -(-len(part[1]) // 128))  # lesson 06 says why
    model.compile(keras.optimizers.Adam(slower), "sparse_categorical_crossentropy")
    model.fit(*part, epochs=epochs, batch_size=128, verbose=0)
    return model


plans = [(make, depth) for make in (dense_network, picture_network) for depth in (1, 4)]
models = {plan: [trained(*plan, seed) for seed in SEEDS] for plan in train.progress(plans, "kinds of network")}

# %% [markdown]
# Now they read the test digits. The dashed lines show what the simple formula reaches, with no layer in between, on the
# plain pixels and on the stroke directions from above. Check your predictions against the dots.


# %%
def scores(networks, part=digits.test):
    guesses = [keras.ops.convert_to_numpy(model(part[0])).argmax(axis=1) for model in networks]  # (n,) each
    return np.array([np.mean(guess == part[1]) for guess in guesses])


accuracy = {plan: scores(networks) for plan, networks in models.items()}  # (runs,) each
names = {f"{n} {kind} layer{'s' * (n > 1)}": (make, n)
         for kind, make in (("fully connected", dense_network), ("picture", picture_network)) for n in (1, 4)}
show(
    plot.bars({name: list(accuracy[plan]) for name, plan in names.items()}, kind="dots",
              xlabel="accuracy on test digits, at equal parameters",
              references={"strokes by hand": by_hand["strokes"], "pixels, no hidden layer": by_hand["pixels"]},
              title="Depth helps where each layer can build on the one before"),
    alt="Accuracy of four kinds of network, three runs each. One and four fully connected layers are level. Four "
        "picture layers lie clearly above one, at the line of the stroke features made by hand.",
)
gain = {make: (accuracy[make, 4] - accuracy[make, 1]).mean() for make in (dense_network, picture_network)}
claim("Four picture layers read better than one, at equal parameters, by", gain[picture_network], at_least=0.02,
      unit="accuracy", tolerance=0.02, seeds=SEEDS)
claim("Four fully connected layers gain over one", gain[dense_network], between=(-0.03, 0.015), unit="accuracy",
      tolerance=0.02, seeds=SEEDS)
claim("The deep picture network differs from strokes by hand by", accuracy[picture_network, 4].mean() - by_hand["strokes"],
      between=(-0.03, 0.015), unit="accuracy", tolerance=0.02, seeds=SEEDS)

# %% [markdown]
# So depth *alone* adds nothing: four fully connected layers read no better than one. The picture layers do gain, with not
# a parameter more. There a chain makes sense: what a layer finds in small patches is the material of the next, as the
# areas were for our holes. And look at the line. The deep network was told nothing about strokes, and within
# seconds comes close to what people took years to find. That is the point: **not a better reader of digits, but a cheaper way to features**.

# %% [markdown]
# ## What happens in between
#
# If each layer makes better features, we must be able to see it. Take the trained network apart. After each layer, write
# down its numbers for every digit, and let the simple formula from above try to read *these*. This is a **linear
# probe** [@alain2017]. So that no layer is favoured for having more numbers, each probe gets the same count: the fifty directions
# in which they vary most. **Predict**: where does the accuracy rise most?

# %%
from sklearn.decomposition import PCA


def steps(model, x):
    """Return what each step of a network makes of pictures, by its name: (n, numbers) each."""
    chain = [layer for layer in model.layers if layer.name.startswith("layer")]
    outputs = keras.Model(model.inputs[0], [layer.output for layer in chain])(x)
    found = {f"layer {i}": keras.ops.convert_to_numpy(out) for i, out in enumerate(outputs, 1)}
    return {name: pixels(numbers) for name, numbers in {"pixels": x, **found}.items()}


def probed(model, examples=2000):
    """Return for each step the probe's accuracy on test digits, and the fifty numbers that it read."""
    learn, judge = steps(model, digits.train.x[:examples]), steps(model, digits.test.x)
    result = {}
    for name in learn:
        squeeze = PCA(50, svd_solver="randomized", random_state=SEED).fit(learn[name])
        x, unseen = squeeze.transform(learn[name]), squeeze.transform(judge[name])  # (n, 50) each
        y = digits.train.y[:examples]
        result[name] = formula(0.1).fit(x, y).score(unseen, digits.test.y), (x, y, unseen)
    return result


deep = models[picture_network, 4]
probes = [probed(model) for model in train.progress(deep, "networks taken apart")]

# %% [markdown]
# One thing could fool us. Perhaps *any* chain of such layers improves the numbers, trained or not. So the same networks are
# taken apart once more before their training, with the random weights that they start from. *Sketch both
# curves*: which will rise, and how far?

# %%
def untrained(seed):
    train.seed(seed)
    return picture_network(4)


controls = [probed(untrained(seed)) for seed in train.progress(SEEDS, "untrained networks taken apart")]
rise, fall = (np.array([[score for score, _ in probe.values()] for probe in found]) for found in (probes, controls))
show(
    plot.lines(range(5), {"trained": rise, "random weights": fall}, xlabel="layers passed (0: the pixels)",
               ylabel="accuracy of the probe", title="Every trained layer makes the digits easier to read"),
    alt="Accuracy of a linear probe against the number of layers passed. In trained networks it rises from "
        "layer to layer. In networks with random weights it rises less than half as far, and sinks at the end.",
)
least = np.diff(rise.mean(axis=0)).min()
claim("From pixels to the fourth layer, the probe gains", (rise[:, -1] - rise[:, 0]).mean(), at_least=0.04,
      unit="accuracy", tolerance=0.03, seeds=SEEDS)
claim("No trained layer costs more than", -least, at_most=0.01, unit="accuracy", tolerance=0.02, seeds=SEEDS)
claim("Trained, the fourth layer is easier to read than with random weights, by", (rise - fall)[:, -1].mean(),
      at_least=0.025, unit="accuracy", tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# Did you expect the lower curve to rise at all? Random layers help a little: they spread the picture out and keep the
# brightest of neighbours, and both is useful whatever the weights are. The larger part of the rise, and all of it at the
# last layer, is learned.

# %% [markdown]
# And this is how it looks. Fifty numbers cannot be drawn, two can. We take the three digits that pixels mix up most,
# 3, 5 and 8, and for each step the flat view in which the *training* digits of these kinds stand apart the most. Into it
# go *test* digits, each printed as what it truly is.


# %%
kinds = [3, 5, 8]
shown = np.isin(digits.test.y, kinds)


def flat_view(x, y, unseen):
    few = np.isin(y, kinds)
    return LinearDiscriminantAnalysis(n_components=2).fit(x[few], y[few]).transform(unseen[shown])  # (n, 2)


views = {f"{name}: probe {score:.2f}": flat_view(*numbers) for name, (score, numbers) in probes[0].items()}
show(
    plot.maps(views, np.searchsorted(kinds, digits.test.y[shown]), classes="358",
              title="The same 3s, 5s and 8s, layer by layer: from one cloud to three groups"),
    alt="Five maps of the same digits. In the map of the pixels 3, 5 and 8 run into one another. From layer to layer "
        "they gather into three groups, and the accuracy of the probe above each map rises.",
)

# %% [markdown]
# Nothing new was added on the way: every map is computed from the pixels. What changed is how the same knowledge is
# written down, until a weighted sum can read it. That is what the layers of deep learning *are for*. What the probe
# does not show is whether the network uses what we can read; lesson 39 comes back to that.

# %% [markdown]
# ## Where depth does not pay
#
# Now 569 patients, each with thirty measurements of cells under a microscope: how large, how uneven, how dented. Is
# the mass cancer? Here people have already decided what to look at, and measured it. **Predict** who reads these
# thirty numbers best: the simple formula, a network with one layer, or one with four.

# %%
masses = data.load("breast_cancer")
scale = StandardScaler().fit(masses.train.x)  # learned on the training part only
x, y = scale.transform(masses.train.x), masses.train.y
x_test, y_test = scale.transform(masses.test.x), masses.test.y


def table_network(depth):
    return keras.Sequential([keras.Input((30,)), *[layers.Dense(16, activation="relu") for _ in range(depth)],
                             layers.Dense(2, activation="softmax")])


right = {"the more frequent answer": np.mean(y_test == np.bincount(y).argmax()),
         "the simple formula": LogisticRegression(C=0.1).fit(x, y).score(x_test, y_test)}
for depth in train.progress((1, 4), "depths on the table"):
    networks = [trained(table_network, depth, seed, (x, y), epochs=3 * EPOCHS) for seed in SEEDS]
    right[f"{depth} layer{'s' * (depth > 1)}"] = list(scores(networks, (x_test, y_test)))
show(
    plot.bars(right, kind="dots", xlabel="accuracy on test patients",
              title="On thirty good measurements, layers add nothing"),
    alt="Accuracy on patients: the more frequent answer is far behind; the simple formula, one layer and four layers "
        "are level within a few patients.",
)
claim("On the table, four layers gain over the simple formula", np.mean(right["4 layers"]) - right["the simple formula"],
      between=(-0.05, 0.02), unit="accuracy", tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# Somebody had done the layers' work. That is a rule worth remembering: the rawer the data, the more there is for layers
# to find. Pixels, sound waves and letters mean nothing one by one. The columns of a good table already mean something,
# and there depth is often wasted; lesson 34 measures it on six data sets.

# %% [markdown]
# ## Exercises
#
# You met the first one above. Write where the dots stand, run the cell, read the verdict, and try again.

# %% [markdown]
# {{exercise 01.2}}

# %% [markdown]
# {{exercise 01.3}}

# %% [markdown]
# {{exercise 01.4}}

# %% [markdown]
# ## What we measured
#
# - What a simple formula can read depends on the features that it is given; good ones took people years.
# - Depth alone adds nothing: four fully connected layers equal one. Picture layers gain from depth at equal parameters.
# - A probe reads better after each trained layer. Untrained layers help too, less than half as much: the rest is learned.
# - Told nothing about strokes, the deep network comes close to features that people designed for strokes.
# - On a table of good measurements depth gains nothing.

# %% [markdown]
# ## Where this fails
#
# Does depth help on every kind of picture? We change one thing: garments in the place of digits, exactly as many, the
# same two networks, the same training. **Write down** by how much four picture layers now beat one.

# %%
clothes = data.load("fashion")
as_many = clothes.train.select(np.arange(len(digits.train.y)))
worn = {depth: scores([trained(picture_network, depth, seed, as_many) for seed in SEEDS], clothes.test)
        for depth in train.progress((1, 4), "depths on garments")}
both = {"digits": [accuracy[picture_network, 4] - accuracy[picture_network, 1]], "garments": [worn[4] - worn[1]]}
show(
    plot.bars({name: list(values[0]) for name, values in both.items()}, kind="dots", references={"no gain": 0.0},
              xlabel="accuracy gained by four picture layers over one",
              title="The same depth, the same size: much for digits, little for garments"),
    alt="What four layers gain over one, three runs each: clearly above zero for digits, around zero for garments.",
)
claim("Depth gains less on garments than on digits, by", gain[picture_network] - (worn[4] - worn[1]).mean(),
      at_least=0.02, unit="accuracy", tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# A garment is recognised by its outline and its grey, and one layer sees those. A digit is known by how its strokes
# meet. So "deep learning is better" is no law. It is a bet that the data have parts made of parts, and only a measurement
# beside a simpler method tells whether the bet was won. More data and better training move that line too: lesson 10
# returns to the garments with both.

# %% [markdown]
# ## Further reading
#
# - [@lecun2015] is the survey by three of the field's founders: representations in many levels, in nine pages.
# - [@bengio2013] asks what makes a representation good, and why depth should help.
# - [@alain2017] introduced the linear probes that we used.
# - [@dalal2005] is the best-known set of hand-made features: stroke directions, found for pedestrians.
# - [@grinsztajn2022] measures where networks lose to simpler methods on tables, and why.

# %% [markdown]
# ## Next
#
# A picture came to the network as numbers, so the network could begin. But how does a *sentence* become numbers, or a
# voice, or a patient of whom two measurements are missing? What a network never gets to see it cannot learn.
# [Lesson 02](02_input_layer.ipynb) looks at the input layer.
