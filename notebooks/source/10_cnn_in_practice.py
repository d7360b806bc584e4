# ---
# jupyter:
#   course:
#     title: CNNs in practice
#     question: What makes a CNN good?
#     needs: ["06", "07", "09"]
#     data: [fashion, digits28]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Lesson 06 left the garments half solved: its network stayed behind a support vector machine. Lesson 09 found the layer that
# suits pictures. A modern recipe adds a dozen ingredients more: mirrored pictures, normalisation, shortcuts, pooling of several
# kinds, width, brakes. Each has a paper that praises it. **Which of them make our CNN better, by how much, and how can we be
# sure?**

# %%
import inspect

from course_utils import claim, data, engine, plot, practice, show, train

import keras
import numpy as np
from keras import layers, ops

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
EPOCHS, FINAL, RUNS = {"smoke": (1, 1, 1), "standard": (10, 6, 3), "full": (10, 40, 5)}[EFFORT]
LIVE = ["plain CNN"] + ["half the width", "the recipe"] * (EFFORT == "full")  # rows of the table that are trained here
rng = np.random.default_rng(SEED)

fashion = data.load("fashion")
x, y = (np.concatenate([getattr(part, name) for part in (fashion.train, fashion.val)]) for name in "xy")
x_learn, y_learn, x_judge, y_judge = x[:4000], y[:4000], x[4000:], y[4000:]
print(f"{len(x_learn):,} garments to learn from, {len(x_judge):,} to judge by, {len(fashion.test.x):,} behind a seal")

# %% [markdown]
# We mean to find effects of half a point of accuracy. A judge with a thousand garments is itself unsure by a whole point, so we
# turn the usual split round: networks learn from the smaller part of our 10,000 garments and the larger part judges them. The
# test garments stay sealed. They are looked at once, when every choice has been made.

# %% [markdown]
# ## More pictures than we have
#
# A mirrored coat is a coat, and so is one that hangs a pixel further left. **Data augmentation** shows the network such changed
# copies: at every epoch, each picture is changed anew, at random, in a way that keeps its label. `augment` mirrors half of the
# pictures, lays each on a wider sheet, and cuts a window out at a random place. **By hand, before you run it**: mirror the page
# `[[0, 1, 2], [0, 3, 0]]`. And **how many different pictures** can flips and moves by one pixel make of one coat?



# %%
def augment(x, rng, flip=True, shift=1):
    """Mirror about half of the pictures, and move each by up to `shift` pixels; x is (n, 28, 28, 1)."""
    n, size = len(x), x.shape[1]
    if flip:
        x = np.where(rng.random((n, 1, 1, 1)) < 0.5, x[:, :, ::-1], x)
    top, left = rng.integers(0, 2 * shift + 1, (2, n, 1))  # where each new picture begins on its sheet
    rows, columns = top + np.arange(size), left + np.arange(size)  # (n, 28)
    wide = np.pad(x, ((0, 0), (shift, shift), (shift, shift), (0, 0)))
    return wide[np.arange(n)[:, None, None], rows[:, :, None], columns[:, None, :]]


# %%
page = np.array([[0, 1, 2], [0, 3, 0]])
print(f"the page\n{page}\nand mirrored\n{page[:, ::-1]}")
coat = x_judge[y_judge == 4][:1]  # (1, 28, 28, 1); class 4 is the coat
many = augment(np.repeat(coat, 500, axis=0), rng)
print("different pictures:", len(np.unique(many.round(4), axis=0)))
show(
    plot.images(many[:8], title="Eight coats from one: which of these would you label otherwise?"),
    alt="One coat, eight times: some copies are mirrored, some lie a pixel higher, lower or to the "
        "side. All of them are plainly the same coat.",
)

# %% [markdown]
# Two sides times nine places. They are no new garments: nobody has gained a new cut or a new fabric. What the copies carry is
# *our* knowledge of what does not matter. The sliding window of lesson 09 built such knowledge into the network; here we put it
# into the data, which works for any knowledge that we can write down as a change. But is the knowledge right?

# %% [markdown]
# {{exercise 10.1}}

# %% [markdown]
# ## Heads and brakes
#
# After the last convolution, each of 64 maps has 7 × 7 places. `Flatten` gives each place of each map a weight to each of the
# ten classes. Lesson 09 kept the largest value of each map instead. The third way is **global average pooling** [@lin2014]:
# keep the mean. **By hand, before you run it**: which two numbers remain of the two maps below? And how many weights, without
# biases, has a layer of ten classes after `Flatten`, and after the mean?

# %%
maps = np.array([[[1.0, 0.0], [3.0, 0.0]], [[0.0, 8.0], [0.0, 0.0]]])[None]  # (n, h, w, c) = (1, 2, 2, 2)
for c in range(2):
    print(f"map {c}:\n{maps[0, :, :, c]}")
print("their means:", engine.global_avg_pool2d(maps).data)
print("weights after Flatten:", 7 * 7 * 64 * 10, "and after the mean:", 64 * 10)

# %% [markdown]
# The mean has a property that neither rival has. The classes are a weighted sum of means, and a mean of sums is a sum of means.
# So we may let *each place vote* with the same weights $W$ and average the votes:
#
# $$\Big(\frac{1}{hw}\sum_{r,s} m_{nrs}\Big)\, W \;=\; \frac{1}{hw}\sum_{r,s} \big(m_{nrs}\, W\big)$$
#
# Here $m_{nrs}$ is the row of all channels at one place of picture $n$. The next cell computes both sides.

# %%
print(inspect.getsource(engine.global_avg_pool2d))
m = rng.normal(size=(8, 7, 7, 64)).astype("float32")  # (n, h, w, c)
W = rng.normal(size=(64, 10)).astype("float32")
pooled = engine.global_avg_pool2d(m).data @ W  # the left side: (8, 10)
voted = (m @ W).mean(axis=(1, 2))  # the right side: every place votes, then the mean
theirs = ops.convert_to_numpy(layers.GlobalAveragePooling2D()(m)) @ W
for name, other in {"the mean of all votes": voted, "Keras' layer": theirs}.items():
    claim(f"Our engine's pooled scores differ from those of {name} by, relative to the largest",
          np.abs(pooled - other).max() / np.abs(pooled).max(), at_most=1e-5, tolerance=1e-5)

# %% [markdown]
# A network that learns a few thousand garments by heart has learned too much. Two brakes are in every recipe. In training,
# **dropout** sets a random part of a layer's numbers to 0 at each step, and scales up the rest to make good [@srivastava2014].
# **Weight decay** lets every weight fade, $w \leftarrow w - \eta \lambda w$, beside the optimizer's own step [@loshchilov2019].
# **Predict**: half of some ones are dropped; what do the others become? And with $\eta = 0.006$, $\lambda = 0.05$, what is left
# of a weight after 620 steps without a gradient?

# %%
ones = np.ones((2, 8))
print(engine.dropout(ones, 0.5, rng).data)
draws = [engine.dropout(ones, 0.5, rng).data.mean() for _ in range(1000)]
claim("The mean of many dropped-out ones is", np.mean(draws), between=(0.97, 1.03), tolerance=0.02)

weight = engine.Tensor(np.ones(1), requires_grad=True)
optimizer = engine.AdamW([weight], learning_rate=0.006, weight_decay=0.05)
for _ in range(620):
    weight.grad = np.zeros(1)
    optimizer.step()
claim("A weight that nobody asks for keeps", weight.data.item(), between=(0.82, 0.84), unit="of itself", tolerance=0.001)
claim("That is what the formula says, up to", abs(weight.data.item() - (1 - 0.006 * 0.05) ** 620),
      at_most=1e-6, tolerance=1e-6)

# %% [markdown]
# ## Change one thing
#
# In trainings as short as ours, weight decay takes less than a fifth of a weight: keep that in mind for your predictions. Now
# the recipe. Three convolutions, the first two with max pooling, a block with a shortcut, `Flatten`, dropout, ten classes.
# Batch normalisation and shortcuts (*residual connections*) are those of lesson 07. Every ingredient is an argument, so that
# each can be changed *alone*.


# %%
def convnet(width=16, norm=True, shortcut=True, pool=layers.MaxPooling2D, head=layers.Flatten, dropout=0.3):
    def conv(x, filters, stride=1):
        x = layers.Conv2D(filters, 3, stride, padding="same", use_bias=not norm, kernel_initializer="he_normal")(x)
        return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x) if norm else x)

    def halve(x, filters):
        return pool(2)(conv(x, filters)) if pool else conv(x, filters, stride=2)

    pictures = keras.Input((28, 28, 1))
    x = halve(pictures, width)  # (n, 14, 14, width)
    x = halve(x, 2 * width)  # (n, 7, 7, 2 * width)
    x = conv(x, 4 * width)  # (n, 7, 7, 4 * width)
    x = layers.Add(name="maps")([x, conv(x, 4 * width)]) if shortcut else conv(x, 4 * width)
    return keras.Model(pictures, layers.Dense(10, name="classes")(layers.Dropout(dropout)(head()(x))))


print(f"{convnet().count_params():,} weights")

# %% [markdown]
# Keras asks a `PyDataset` for one batch after another. Ours shuffles at the end of each epoch, and changes every garment anew.
# The training is lesson 06's one-cycle schedule, with Adam and weight decay (`AdamW`). Both are written once, for every network
# of this lesson.


# %%
class Stream(keras.utils.PyDataset):
    """Batches of garments in a new order every epoch, each garment changed anew."""

    def __init__(self, x, y, seed, batch, **changes):
        super().__init__()
        self.x, self.y, self.batch, self.changes, self.rng = x, y, batch, changes, np.random.default_rng(seed)
        self.on_epoch_end()

    def on_epoch_end(self):
        order = self.rng.permutation(len(self.x))
        self.seen, self.labels = augment(self.x[order], self.rng, **self.changes), self.y[order]

    def __len__(self):
        return len(self.x) // self.batch

    def __getitem__(self, i):
        rows = slice(self.batch * i, self.batch * (i + 1))
        return self.seen[rows], self.labels[rows]

# %% [markdown]
# The rate climbs for a quarter of the steps and then glides down, as in lesson 06. `scores` works in portions, because the maps
# of six thousand garments at once would fill the memory.



# %%
def fit(model, x, y, epochs, seed, rate=0.006, decay=0.05, batch=64, label="training", **changes):
    stream = Stream(x, y, seed, batch, **changes)
    climb = epochs * len(stream) // 4
    plan = keras.optimizers.schedules.CosineDecay(
        rate / 25, epochs * len(stream) - climb, warmup_target=rate, warmup_steps=climb)
    model.compile(keras.optimizers.AdamW(plan, weight_decay=decay),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(stream, epochs=epochs, verbose=0, callbacks=[train.Progress(label)])
    return model


def scores(model, x):
    parts = np.array_split(x, -(-len(x) // 250))
    return np.concatenate([ops.convert_to_numpy(model(part, training=False)) for part in parts])  # (n, 10)


def guess(model, x):
    return scores(model, x).argmax(axis=1)  # (n,)

# %% [markdown]
# An **ablation** takes one ingredient out of the whole recipe and leaves everything else as it is. (The word is the
# surgeon's.) This table is the whole experiment: what each row changes in the network, and what in the training. Thirteen
# rows change one thing. Below them stand a row that changes two, a plain CNN without any of it and with the better of two
# learning rates of its own, and three trainings that are three times as long.

# %%
ABLATION = {  # row: (changes of the network, changes of the training)
    "the recipe": ({}, {}),
    "no augmentation": ({}, {"flip": False, "shift": 0}),
    "no flips": ({}, {"flip": False}),
    "no shifts": ({}, {"shift": 0}),
    "no normalisation": ({"norm": False}, {}),
    "no shortcut": ({"shortcut": False}, {}),
    "average pooling": ({"pool": layers.AveragePooling2D}, {}),
    "stride, no pooling": ({"pool": None}, {}),
    "head: global maximum": ({"head": layers.GlobalMaxPooling2D}, {}),
    "head: global average": ({"head": layers.GlobalAveragePooling2D}, {}),
    "half the width": ({"width": 8}, {}),
    "one and a half the width": ({"width": 24}, {}),
    "no weight decay": ({}, {"decay": 0.0}),
    "no dropout": ({"dropout": 0.0}, {}),
    "head: global average, no dropout": ({"head": layers.GlobalAveragePooling2D, "dropout": 0.0}, {}),
    "plain CNN": ({"norm": False, "shortcut": False, "dropout": 0.0},
                  {"flip": False, "shift": 0, "rate": 0.004, "decay": 0.0}),
    "the recipe, three times as long": ({}, {"epochs": 30}),
    "plain CNN, three times as long": ({"norm": False, "shortcut": False, "dropout": 0.0},
                                       {"flip": False, "shift": 0, "rate": 0.004, "decay": 0.0, "epochs": 30}),
    "no augmentation, three times as long": ({}, {"flip": False, "shift": 0, "epochs": 30}),
}

# %% [markdown]
# One row we train live, the plain CNN (at the effort "full", two more). Beside it stand three methods without convolutions: the
# nearest of ten mean pictures, which is naive; logistic regression and a support vector machine, both on the 50 main directions
# of the pixels. All learn from the same garments. **Write down your order of the four**, and by how much the first will lead.



# %%
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC


def flat(x):
    return x.reshape(len(x), -1)  # (n, 28, 28, 1) -> (n, 784)


def nearest(x):
    means = np.stack([flat(x_learn[y_learn == k]).mean(axis=0) for k in range(10)])  # (10, 784)
    return (0.5 * (means**2).sum(axis=1) - flat(x) @ means.T).argmin(axis=1)  # (n,)


classics = {"logistic regression": make_pipeline(PCA(50, random_state=SEED), LogisticRegression(C=0.1, max_iter=200)),
            "support vector machine": make_pipeline(PCA(50, random_state=SEED), SVC(C=10, cache_size=50))}
right, networks = {"nearest mean picture": np.mean(nearest(x_judge) == y_judge)}, {}
for name, model in classics.items():
    right[name] = model.fit(flat(x_learn), y_learn).score(flat(x_judge), y_judge)
for row in LIVE:
    train.seed(SEED)
    network, training = ABLATION[row]
    networks[row] = fit(convnet(**network), x_learn, y_learn, EPOCHS, SEED, label=row, **training)
    right[row] = np.mean(guess(networks[row], x_judge) == y_judge)

# %%
show(
    plot.bars(right, xlabel="accuracy on garments that no method learned from", references={"guessing": 0.1},
              title="From four thousand garments, the plain CNN leads by little"),
    alt="Four bars: the nearest mean picture is far behind, then logistic regression; the support vector "
        "machine and the plain CNN lie close together at the top.",
)
lead = right["plain CNN"] - right["support vector machine"]
claim("The plain CNN leads the support vector machine by", lead, between=(0.0, 0.04), unit="accuracy", tolerance=0.02)
claim("It leads the nearest mean picture by", right["plain CNN"] - right["nearest mean picture"], at_least=0.12,
      unit="accuracy", tolerance=0.03)

# %% [markdown]
# The naive method is far behind; the other two are close. The whole table takes five trainings a row, far more than our minute.
# So a script ran it beforehand, with the code above, and kept the numbers (`datasets/checkpoints/cnn_ablation`). Your plain CNN
# is a cell of that table with another seed: does it agree? **Then predict each row**: does it cost half a point or more, less,
# or does it gain?

# %%
stored = data.checkpoint("cnn_ablation")  # row -> right guesses among the judging garments, (5,): one for each seed
measured = {row: 100 * (counts / len(y_judge)) for row, counts in stored.items()}  # accuracy in points
for row in networks:
    gap = 100 * right[row] - measured[row].mean()
    claim(f"Trained live, {row} differs from the mean of its stored runs by", gap, between=(-1.5, 1.5), unit="points",
          tolerance=1.5)
lead = measured["plain CNN"] - 100 * right["support vector machine"]
claim("Over the stored seeds, the plain CNN's mean lead over the support vector machine is", lead.mean(), between=(0, 4),
      unit="points", tolerance=0.5, seeds=list(range(5)))

# %% [markdown]
# Now the effects. For each row and each seed we subtract the recipe's accuracy *with the same seed*: a *paired difference*, in
# which the luck of the start and of the order partly cancels. Left of the grey line a row is worse than the recipe, right of it
# better.

# %%
whole = measured["the recipe"]
effects = {row: runs - whole for row, runs in measured.items() if row != "the recipe" and len(runs) == len(whole)}
ordered = dict(sorted(effects.items(), key=lambda each: each[1].mean()))
show(
    plot.bars(ordered, kind="dots", digits=2, references={"the recipe": 0}, highlight=next(iter(ordered)),
              xlabel="accuracy against the recipe with the same seed (points)",
              title="Head, pooling and width decide; the rest stays within a point"),
    alt="Rows of dots with intervals, one for each change of the recipe. The two pooled heads, half the width and strides lie "
        "far to the left of zero. All others, among them normalisation, shortcut and augmentation, lie within about a point of it.",
)
sides = {row: max(np.mean(runs > 0), np.mean(runs < 0)) for row, runs in effects.items()}
print("all dots on one side:", "; ".join(row for row, share in sides.items() if share == 1))
settings = {"unit": "points", "tolerance": 0.01, "seeds": list(range(5))}
for row in ("head: global average", "half the width", "stride, no pooling"):
    claim(f"In the stored table, the smallest loss of any seed with {row} is", -effects[row].max(), at_least=0.5, **settings)
dropped = measured["head: global average, no dropout"] - measured["head: global average"]
claim("In the stored table, dropout costs the global average head", dropped.mean(), at_least=0.5, **settings)
for row in ("no shortcut", "no weight decay", "no normalisation", "no augmentation"):
    claim(f"In the stored table, the mean effect of {row} is", effects[row].mean(), between=(-0.5, 0.5), **settings)

# %% [markdown]
# How do we read five dots? If an ingredient did *nothing*, each dot would fall left or right of the line like a coin. Five
# coins show the same side in one of sixteen throws. That is no strong proof, and our figure holds fifteen rows: even if
# nothing mattered, we expect about one row with all dots on one side. **Which rows would you still believe?** Look for rows whose
# dots lie on one side *and far from it*.

# %% [markdown]
# {{exercise 10.2}}

# %% [markdown]
# The pooled heads, praised for their few weights, cost most, and not alone: dropout, harmless after `Flatten`, hurts a head
# that keeps 64 numbers. Ingredients talk to each other. Half the width and strides cost a point or so. The rest is small: a
# shortcut does nothing for four convolutions, and augmentation hardly pays. Why? Changed copies are more to learn, and ten
# epochs are short. So the script ran three rows three times as long. **Predict** the three lines: who gains from more time?

# %%
longer = [row for row in measured if row.endswith("three times as long")]
lines = {}
for row in longer:
    short = row.removesuffix(", three times as long")
    lines[short] = np.stack([measured[short][:3], measured[row]], axis=1)  # (3, 2): seeds, budgets
show(
    plot.lines([10, 30], lines, xlabel="epochs", ylabel="accuracy (points)", height=3.8,
               title="Given time, augmentation pays; without it, time buys nothing"),
    alt="Accuracy after ten and after thirty epochs for three rows. The recipe's line rises steeply. The line without augmentation "
        "and that of the plain CNN stay nearly level and end far below it.",
)
gain = {name: (runs[:, 1] - runs[:, 0]).mean() for name, runs in lines.items()}
worth = lines["the recipe"][:, 1] - lines["no augmentation"][:, 1]
claim("In the stored table, three times as long brings the recipe", gain["the recipe"], at_least=1, unit="points",
      tolerance=0.01, seeds=[0, 1, 2])
claim("After the longer training, augmentation is worth", worth.mean(), at_least=1, unit="points", tolerance=0.01,
      seeds=[0, 1, 2])

# %% [markdown]
# With time, the copies are what keeps the network learning; without them it soon knows its garments by heart. "Augmentation
# helps" and "augmentation hardly helps" are both true, of different trainings. An ablation answers for its data, its budget and
# its settings, and for no other: this is why papers that praise the same ingredient measure such different effects, and why the
# useful skill is not to know the table by heart but to make your own.

# %% [markdown]
# ## The recipe, once
#
# Every choice is made: the recipe as it stands, now from all 10,000 garments (in larger batches, which two cores
# do faster). We add one trick that costs no training. We ask
# the network *twice*, about the garment and about its mirror image, and add the scores. The support vector machine gets the
# same garments. Then we break the seal of the test garments. **Write down a number for each.**

# %%
train.seed(SEED)
final = fit(convnet(), x, y, FINAL, SEED, batch=128, label="the recipe, all garments")
x_test, y_test = fashion.test.x, fashion.test.y
both_ways = scores(final, x_test) + scores(final, x_test[:, :, ::-1])  # (2000, 10)
svm = make_pipeline(PCA(50, random_state=SEED), SVC(C=10, cache_size=50)).fit(flat(x), y)
final_right, svm_right = both_ways.argmax(axis=1) == y_test, svm.predict(flat(x_test)) == y_test
tests = {"support vector machine": svm_right.mean(), "the recipe": final_right.mean()}
show(
    plot.confusion(y_test, both_ways.argmax(axis=1), fashion.classes,
                   title="Trousers, bags and shoes are nearly solved; shirts are not"),
    alt="A ten by ten table of true against predicted class. The diagonal is nearly full for trousers, bags and shoes. Shirts are "
        "often taken for T-shirts, pullovers and coats.",
)
claim("The recipe's accuracy on the test garments is", tests["the recipe"], at_least=0.875, unit="accuracy", tolerance=0.015)
claim("There it leads the support vector machine by", tests["the recipe"] - tests["support vector machine"],
      at_least=0.0, unit="accuracy", tolerance=0.02)

# %% [markdown]
# The lead is small, and 2,000 test garments make each accuracy certain to a point or so: at this size and in this time, a network
# and a support vector machine nearly tie. Now look through the recipe's eyes. The sixteen maps of the first layer still show
# our coat. Before the head stand 64 maps of 7 × 7, which no eye can read. But
# `Flatten` too lets each place vote, with weights of its own. **Where does a coat look like a coat, and not like a
# pullover?**

# %%
relu = next(layer for layer in final.layers if isinstance(layer, layers.ReLU))
inside = keras.Model(final.input, [relu.output, final.get_layer("maps").output])
first, deep = (ops.convert_to_numpy(each)[0] for each in inside(coat))  # (28, 28, 16), (7, 7, 64)
kernel, bias = (ops.convert_to_numpy(w) for w in final.get_layer("classes").weights)
votes = np.einsum("rsc,rsck->krs", deep, kernel.reshape(7, 7, 64, 10))  # (10, 7, 7): class, place
named = [2, 4, 6]  # pullover, coat, shirt
show(
    plot.feature_maps(first / first.max(axis=(0, 1)).clip(1e-6),
                      title="One coat in sixteen maps, each as a share of its largest answer"),
    alt="Sixteen small maps of one coat. Some light up along its outline or its zip, some on the dark collar, some on the "
        "fabric, and one or two on the background around it.",
)
show(
    plot.images(votes[named], [f"{fashion.classes[k]}, in sum {votes[k].sum():+.1f}" for k in named],
                title="Places that vote for a class (blue) and against it (red)"),
    alt="Three coarse maps of seven by seven places, for pullover, coat and shirt. Blue places vote for the class, red ones "
        "against it. The votes are patchy; no single place decides.",
)
gap = np.abs(votes.sum(axis=(1, 2)) + bias - scores(final, coat)[0]).max() / np.abs(scores(final, coat)).max()
claim("All votes and the bias add up to the scores, with a relative difference of", gap, at_most=1e-4, tolerance=1e-4)

# %% [markdown]
# The votes are patchy. No single place decides: each class has places that speak for it and places that speak against it, and only
# the sum counts. Such maps show *how* a score comes about, and not *why* the weights became what they are.

# %% [markdown]
# ## A film needs frames
#
# All our pictures stood still. Now we *simulate* short films: four frames of a digit of `digits28` that moves right, left, down
# or up by one, two or three pixels a frame. The page closes in a ring: what leaves on one side comes back on the other. So a
# digit is equally likely to be anywhere in every frame, and no single frame can give the direction away.


# %%
WAYS = np.array([(0, 1), (0, -1), (1, 0), (-1, 0)])  # (down, right) for each frame: right, left, down, up
NAMES = ["right", "left", "down", "up"]


def films(x, rng, speeds=(1, 2, 3), frames=4):
    """Return films (n, 28, 28, frames) of moving digits, and the number of the way each goes."""
    n = len(x)
    way, begin, speed = rng.integers(4, size=n), rng.integers(28, size=(n, 1, 2)), rng.choice(speeds, (n, 1, 1))
    moved = begin + np.arange(frames)[:, None] * speed * WAYS[way][:, None]  # (n, frames, 2)
    rows, columns = ((np.arange(28) - moved[..., axis, None]) % 28 for axis in (0, 1))  # (n, frames, 28)
    shots = x[np.arange(n)[:, None, None, None], rows[..., :, None], columns[..., None, :], 0]
    return np.moveaxis(shots, 1, -1).astype("float32"), way


digits = data.load("digits28")
film_learn, way_learn = films(digits.train.x, rng)  # (3500, 28, 28, 4)
film_test, way_test = films(digits.test.x, rng)
four = [np.flatnonzero(way_test == way)[0] for way in range(4)]  # one film of each way
show(
    plot.images([0.1 + 0.9 * film_test[i, :, :, t] for i in four for t in range(4)],
                [f"{NAMES[way_test[i]]} {t + 1}" for i in four for t in range(4)], cols=8,
                title="Four films of four frames: which frame tells you the way?"),
    alt="Sixteen small frames, four for each film. In each film a digit moves step by step to the right, left, down or up, and "
        "comes back on the other side where it leaves the page.",
)

# %% [markdown]
# Three kinds of networks with the same layers get different views: the *first frame*, a *long exposure* (the mean of all four
# frames), or four frames as four *channels*, as a colour picture has three. Each view is learned from several random starts. All
# stand side by side in one model, so that one `fit` trains them; they share no weight. **Predict three accuracies**; guessing
# gets a quarter.

# %%
VIEWS = ["first frame", "long exposure", "four frames"]


def read(view):
    x = layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(view)  # (n, 14, 14, 16)
    x = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(x)  # (n, 7, 7, 32)
    return layers.Dense(4)(layers.GlobalMaxPooling2D()(x))  # (n, 4)


train.seed(SEED)
film = keras.Input((28, 28, 4))
views = [film[..., :1], ops.mean(film, axis=-1, keepdims=True), film]
watchers = keras.Model(film, [read(view) for view in views for start in range(RUNS)])
plan = keras.optimizers.schedules.CosineDecay(0.006, -(-len(film_learn) // 64))
watchers.compile(keras.optimizers.Adam(plan),
                 [keras.losses.SparseCategoricalCrossentropy(from_logits=True) for each in watchers.outputs])
watchers.fit(film_learn, [way_learn] * len(watchers.outputs), batch_size=64, verbose=0,
             callbacks=[train.Progress("all watchers")])
print(f"{len(watchers.outputs)} networks have seen {len(film_learn):,} films, each film once")

# %% [markdown]
# A classic method needs no training: slide each frame by all twelve moves (four ways, three speeds) and keep the one that fits
# the next frame best, as video compression does. **Predict its accuracy, too.** `told` puts one question to all networks: which
# way does each film go?


# %%
def best_match(film):
    """Return the way whose moves lay each frame best on the next: (n,)."""
    fits = np.stack([[sum((np.roll(film[..., t], step * way, axis=(1, 2)) * film[..., t + 1]).sum(axis=(1, 2))
                          for t in range(3)) for step in (1, 2, 3)] for way in WAYS])  # (4, 3, n)
    return fits.max(axis=1).argmax(axis=0)


def told(film, way):
    """Return the accuracy of each view, for each start."""
    said = np.argmax(watchers.predict(film, batch_size=100, verbose=0), axis=-1)  # (views * runs, n)
    right = np.mean(said == way, axis=1).reshape(len(VIEWS), RUNS)
    return dict(zip(VIEWS, right, strict=True))


sees = told(film_test, way_test) | {"sliding by hand": np.mean(best_match(film_test) == way_test)}
backwards = told(film_test[..., ::-1], way_test)["four frames"]

# %% [markdown]
# Accuracy alone does not say *what* was learned. So the networks also watch the test films backwards, and are still judged by the
# direction of the original. **Predict** what the four-frame network gets there, if it has learned motion, and if it has
# learned some habit of the digits instead.

# %%
show(
    plot.bars(sees, references={"guessing": 0.25}, highlight="four frames", xlabel="accuracy on films of test digits",
              title="One frame is worth a guess, a blur half the answer, four frames all of it"),
    alt="Bars of accuracy. The first frame is at a quarter, the long exposure near a half, four frames and the "
        "classic sliding method near one.",
)
settings = {"unit": "accuracy"}
claim("From the first frame, the direction is told with", np.mean(sees["first frame"]), between=(0.2, 0.3),
      tolerance=0.05, **settings)
claim("From a long exposure it is told with", np.mean(sees["long exposure"]), between=(0.4, 0.6), tolerance=0.1, **settings)
claim("From four frames it is told with", np.mean(sees["four frames"]), at_least=0.95, tolerance=0.05, **settings)
claim("Shown the films backwards, the network says the true direction with", np.mean(backwards), at_most=0.05,
      tolerance=0.05, **settings)

# %% [markdown]
# A blur shows the *axis* of the motion and not its sense, hence the half. With frames as channels, each kernel spans all four
# of them, and can answer to "here now, there next". Played backwards, the same network names the opposite direction nearly
# every time: it has learned motion, and not some habit of the digits. And honestly: the sliding method, written in five lines
# without any training, is as good, because we could say what to look for.

# %% [markdown]
# ## Exercises
#
# Two you have met above. `practice.hint("10.3")` gives one hint at a time.

# %% [markdown]
# {{exercise 10.3}}

# %% [markdown]
# {{exercise 10.4}}

# %% [markdown]
# {{exercise 10.5}}

# %% [markdown]
# ## What we measured
#
# - From a few thousand garments, a plain CNN and a support vector machine lie within a few points.
# - In a short training the head, pooling and width matter, and ingredients interact; shortcut, weight decay and normalisation move a network of four convolutions by less than a point.
# - Augmentation hardly paid in ten epochs, and paid well in thirty: an ablation answers for its budget.
# - Five seeds on one side are weak proof when thirteen rows are read.
# - Direction needs frames: one is a guess, a blur knows the axis, four as channels know the way.

# %% [markdown]
# ## Where this fails
#
# All garments hang upright, centred, on a blank background. The shop's pictures are not the world's. We change the test
# garments in ways that a camera would: turned by 20 degrees, moved by three pixels, at half the light, upside down, in front of
# a bright background. (The seal is broken; nothing is chosen any more.) **Order the changes by the damage that you expect.**

# %%
from scipy.ndimage import rotate

CHANGES = {
    "as it is": lambda x: x,
    "3 pixels right": lambda x: np.pad(x, ((0, 0), (0, 0), (3, 0), (0, 0)))[:, :, :28],
    "half the light": lambda x: 0.5 * x,
    "turned by 20°": lambda x: rotate(x, 20, axes=(1, 2), reshape=False, order=1),
    "upside down": lambda x: x[:, ::-1],
    "bright background": lambda x: 1 - x,
}
rivals = {"the recipe": lambda x: guess(final, x), "plain CNN": lambda x: guess(networks["plain CNN"], x),
          "support vector machine": lambda x: svm.predict(flat(x))}
harm = np.array([[np.mean(read(change(x_test[:600])) == y_test[:600]) for change in CHANGES.values()]
                 for read in rivals.values()])  # (3, 6)
show(
    plot.heat(harm, rows=list(rivals), columns=list(CHANGES), xlabel="the garment", ylabel="method", unit="accuracy",
              title="The recipe bears moves best; nothing prepared it for the rest"),
    alt="A table of three methods by six changes. As they are, all are high. Moved by three pixels, the recipe keeps far more than "
        "the two others; in half the light the plain CNN loses least. Upside down and on a bright background little is left.",
)
loss = harm[:, :1] - harm  # against the garment as it is
claim("A move costs the plain CNN more than the recipe, by", loss[1, 1] - loss[0, 1], at_least=0.05, tolerance=0.2, **settings)
claim("In front of a bright background the recipe keeps no more than", harm[0, 5], at_most=0.4, tolerance=0.2, **settings)
claim("Half the light costs the plain CNN", loss[1, 2], at_most=0.04, tolerance=0.04, **settings)
claim("Turned by twenty degrees it loses", loss[0, 3], at_least=0.15, tolerance=0.1, **settings)

# %% [markdown]
# Read each row against its own first number: the plain CNN learned from fewer garments. Moves hurt it most; the recipe bears
# them, though its copies moved by one pixel only. In half the light it is the other way round: without normalisation, half
# the light gives about half of every score, and the largest stays the largest. The recipe subtracts means that it learned in
# full light.
#
# And the films? Now the digits run faster, up to 27 pixels on a ring of 28. Sketch accuracy against speed.

# %%
speeds = range(1, 28)
fast = [told(*films(digits.test.x[:100], rng, speeds=(speed,)))["four frames"] for speed in speeds]  # (speeds, runs)
show(
    plot.lines(speeds, {"four frames": np.transpose(fast)}, references={"guessing": 0.25}, ylim=(0, 1.02), height=3.6,
               xlabel="speed (pixels a frame, on a ring of 28)", ylabel="accuracy",
               title="Too fast: lost, wrong, right again by luck, and wrong for good"),
    alt="Accuracy against speed. It is near one up to five pixels, falls to zero at thirteen, jumps up at fifteen, and is zero "
        "from about twenty-three on.",
)
means = np.mean(fast, axis=1)  # (27,): the first is that of speed 1
claim("At the highest speed, the network says the true direction with", means[26], at_most=0.05, tolerance=0.05, **settings)
claim("From just below half the ring to just above it, accuracy jumps by", means[14] - means[12], at_least=0.4, tolerance=0.4,
      **settings)

# %% [markdown]
# At 27 pixels a digit that moves right *looks* as if it moved left by one, to every method (exercise 10.4). And the jump in the
# middle? In *two* frames, 15 pixels a frame make 30: once round, and 2 to the right. At 13 they make 26: 2 to the left. So the
# network seems to compare frames that lie two apart, too. And the films are simulated: one object, no noise. Augmentation can
# mend what we foresee; what nobody foresaw stays broken.

# %% [markdown]
# ## Further reading
#
# - [@lin2014] where global average pooling comes from, with the reasons.
# - [@srivastava2014] dropout, and why it can be read as the mean of very many networks.
# - [@loshchilov2019] how weight decay differs from a penalty in the loss once Adam divides.
# - [@he2016] the shortcut, and how deep a network must be before it matters.
# - [@wightman2021] an old network, trained with today's recipe: ingredients one by one, and what only the training changed.

# %% [markdown]
# ## Next
#
# Our film had exactly four frames, one channel each. A sentence has as many words as it likes, and its first word may decide
# about its last. How can a network read something that does not end where we planned? [Lesson
# 11](11_recurrent_networks.ipynb) builds a network that remembers.
