# ---
# jupyter:
#   course:
#     title: The output layer
#     question: How does a network say "cat", and how sure is it?
#     needs: ["03"]
#     data: [diabetes, breast_cancer, fashion, digits28]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Hidden layers move the points until straight cuts can part them. What comes out at the end is a row of numbers, of any
# size and sign. Somebody is waiting for an answer: *how many*, *yes or no*, *which of ten*, and perhaps *how sure are
# you?* **How do numbers become an answer, what should a network be punished for, and may we believe how sure it says it
# is?** The last layer and the loss decide that together, and we shall pair them wrongly on purpose.

# %%
import inspect
import sys

import numpy as np
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.engine import Adam, Dense, Flatten, Input, Sequential
from course_utils.engine import binary_cross_entropy, mean_squared_error, softmax_cross_entropy

print("TensorFlow is loaded:", "tensorflow" in sys.modules)

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS, EPOCHS = {"smoke": (2, 30, 2), "standard": (5, 300, 50), "full": (10, 1500, 150)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
FEW, EVERY = SEEDS[:3], 15  # the slower ones from three of them; steps from one look at a training to the next


def network(x_shape, outputs, seed, hidden=64):
    first = Dense(hidden, activation="relu", kernel_initializer="he_normal")
    return Sequential([Input(x_shape), Flatten(), first, Dense(outputs)], rng=seed)


def learn(net, loss, x, y, steps=STEPS, rate=0.003, batch=64, seed=SEED, watch=lambda step: None):
    """Find weights that make a loss small. Lesson 05 explains how it knows where to go, 06 how far."""
    draw = np.random.default_rng(seed)
    optimizer = Adam(net.parameters(), lambda step: rate * (1 - step / steps))
    for step in range(steps):
        watch(step)
        rows = draw.integers(len(x), size=batch)
        punishment = loss(net(x[rows], training=True), y[rows])
        optimizer.zero_grad()
        punishment.backward()
        optimizer.step()
    watch(steps)
    return net

# %% [markdown]
# ## How much?
#
# A question whose answer is a number is called **regression**. The last layer has one unit without an activation
# function, and its number *is* the answer. To punish a network for being off, square the difference, and average over
# the examples: the **mean squared error**. (`learn`, above, finds weights that make such a *loss* small. How is for
# lessons 05 and 06.)
#
# $$\mathrm{MSE} = \frac{1}{n} \sum_{i=1}^n (\hat y_i - y_i)^2$$
#
# **By hand, before you run it**: somebody must answer 1, 2 and 9 with one and the same number. Which number has the
# lowest mean squared error? And which one the lowest mean of plain, unsquared differences?

# %%
truth = np.array([1.0, 2.0, 9.0])  # (3,)
guess = np.linspace(0, 10, 101)[:, None]  # (101, 1)
squared = ((guess - truth) ** 2).mean(axis=1)  # (101,): the formula
plain = np.abs(guess - truth).mean(axis=1)
print(f"lowest mean squared error: {squared.min():.2f}, at {guess[squared.argmin(), 0]:.1f}")
print(f"lowest mean difference:    {plain.min():.2f}, at {guess[plain.argmin(), 0]:.1f}")

# %% [markdown]
# Squares are kindest to the *mean*, 4; plain differences to the middle one, 2. A loss is a choice of what to answer
# when you cannot know, and it names the naive method: always the mean. Now real patients: ten measurements, and how far
# their diabetes had gone a year later. Linear regression, the classic, competes. So does a slip: somebody ends the
# network in a *sigmoid*, which only says numbers from 0 to 1, and gives it the answers as they are, 25 to 346.
# **Predict** the order of the four errors.

# %%
from sklearn.linear_model import LinearRegression, LogisticRegression


def says(net, x):
    with engine.no_grad():
        return net(x).data  # (n, outputs): the raw numbers of the last layer


def scaled(d):  # the inputs of training and test, scaled by the training examples
    mean, spread = d.train.x.mean(axis=0), d.train.x.std(axis=0)
    return [np.asarray((part.x - mean) / spread, "float32") for part in (d.train, d.test)]


patients = data.load("diabetes")
x_train, x_test = scaled(patients)  # (262, 10), (90, 10)
raw = patients.train.y.astype("float32")[:, None]  # (262, 1)
centre, unit = raw.mean(), raw.std()
boxed = {"loss": lambda z, y: mean_squared_error(engine.sigmoid(z), y), "y": raw}
free = {"loss": mean_squared_error, "y": (raw - centre) / unit}  # the answers are scaled, too
nets = [[learn(network((10,), 1, seed, 16), x=x_train, seed=seed, **how) for seed in SEEDS] for how in (free, boxed)]
answers = {"always the mean": np.full(90, centre),
           "linear regression": LinearRegression().fit(x_train, raw).predict(x_test),
           "network": [centre + unit * says(net, x_test) for net in nets[0]],
           "ends in a sigmoid": [engine.sigmoid(says(net, x_test)).data for net in nets[1]]}

# %%
off = {name: np.sqrt(np.mean((np.reshape(y, (-1, 90)) - patients.test.y) ** 2, axis=1)) for name, y in answers.items()}
show(plot.bars(off, xlabel="root mean squared error on test patients", highlight="ends in a sigmoid",
               title="A network ties with a straight line, and with a sigmoid at its end it is lost"),
     alt="Four bars: linear regression and network have small errors, about equal, always the mean a larger one, the "
         "network that ends in a sigmoid by far the largest.")
share = {name: runs.mean() / off["always the mean"][0] for name, runs in off.items()}
more = {"unit": "of the error of always the mean", "tolerance": 0.06, "seeds": SEEDS}
claim("The network has", share["network"], at_most=0.85, **more)
claim("It is behind linear regression by", share["network"] - share["linear regression"], between=(-0.06, 0.08), **more)
claim("Ending in a sigmoid it has", share["ends in a sigmoid"], at_least=2, **more)

# %% [markdown]
# On a small and noisy table, the tie is usual. The slip trained without a complaint, and says 1 to nearly everybody:
# the most that it can say. That is the first rule of output layers: *the range of the last step must hold the answers*.
# An activation there is a promise about the answer, so make none that you do not mean.

# %% [markdown]
# ## Which one?
#
# A question whose answer is one of a few names is **classification**. The network has a unit for each name, and the
# largest number wins. To ask how sure it is we need *probabilities*: none below 0, together 1. These raw numbers are
# called scores, or **logits**, a name that will explain itself. **Softmax** makes probabilities of them [@bridle1990]:
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# **By hand, before you run it**: three scores, for *cat*, *dog* and *fox*: log 6, log 3 and log 1, about 1.79, 1.10 and
# 0. What are the probabilities? You need no calculator.

# %%
def softmax_by_hand(z):
    powers = np.exp(z)  # the numerators; all above 0
    return powers / powers.sum(axis=-1, keepdims=True)


z = np.log([6.0, 3.0, 1.0])
print("powers of the scores:", np.exp(z), "  their sum:", np.exp(z).sum())
print("probabilities:       ", softmax_by_hand(z))

# %% [markdown]
# A score is a logarithm: its power says how much the class weighs, and softmax divides by all weights together. So only
# *differences* of scores count, and a difference is a ratio of probabilities: cat over fox is 6 to 1, whatever the dog
# gets. That settles the next question. Answer it before you try it in code:

# %% [markdown]
# {{exercise 04.1}}

# %% [markdown]
# *Yes or no* is a choice of two, so two units would do. But only the difference counts, so we may nail the second score
# to 0 and save its unit. What is left of softmax is the **sigmoid**:
#
# $$\sigma(z) = \frac{e^z}{e^z + e^0} = \frac{1}{1 + e^{-z}}$$
#
# Turn it round: $z = \log \frac{p}{1-p}$, the logarithm of the odds, for short *logit*. There is the name. **By hand,
# before you run it**: a score of log 3. What are the odds, and what is the probability?

# %%
def sigmoid_by_hand(z):
    return 1 / (1 + np.exp(-z))


print("a score of log 3:            ", sigmoid_by_hand(np.log(3.0)))
print("softmax of (log 3, 0):       ", softmax_by_hand(np.array([np.log(3.0), 0.0])))
print("scores of -4, 0 and 4:       ", sigmoid_by_hand(np.array([-4.0, 0.0, 4.0])).round(3))

# %% [markdown]
# Odds of 3 to 1, a probability of 3/4. A score of 0 means *I cannot tell*.
#
# Now a trap that no formula shows. Nothing keeps scores small: in a long training they may grow to hundreds. The
# scores 1000, 999 and 0 differ by 1 and by 1000, so we know what softmax must say: about 0.73, 0.27 and 0.
# **Predict** what `softmax_by_hand` says.

# %%
large = np.array([1000.0, 999.0, 0.0])
with np.errstate(all="ignore"):  # NumPy would warn of what this cell is about: read the numbers
    print("by hand:           ", softmax_by_hand(large).tolist(), "because exp(1000) is", np.exp(large[0]))
    print("by hand, less 1000:", softmax_by_hand(large - large.max()).round(3).tolist())
    print("our engine:        ", engine.softmax(large).data.round(3).tolist())
    print("log of the softmax:", np.log(engine.softmax(large).data).round(3).tolist())
    print("log-softmax:       ", engine.log_softmax(large).data.round(3).tolist())

# %% [markdown]
# Take the largest score away from all of them first: softmax does not notice, and no power is above 1. There is a
# second trap behind the first. The third probability is not 0 but $e^{-1000}$, which a computer rounds to 0, and the
# logarithm of 0 is minus infinity. Whoever needs the *logarithm* of a probability computes it straight from the scores:
#
# $$\log p_k = z_k - \log \sum_j e^{z_j}$$
#
# This is why losses want raw scores. Keep it in mind for the slip to come.

# %% [markdown]
# ## The price of a surprise
#
# Three pictures. To what they really showed, a network had given probabilities of 0.6, 0.5 and 0.1. Multiply them: 0.03
# is the probability that it gave to everything that happened. This is its **likelihood**, and to train is to make it
# large. Products of thousands of numbers vanish, so take the logarithm, which turns them into sums; turn the sign
# round, so that less is better; and average. That is the **cross-entropy**:
#
# $$L = -\frac{1}{n} \sum_{i=1}^n \log p_i(y_i)$$

# %%
given = np.array([0.6, 0.5, 0.1])  # (n,): the probability given to what happened
print("likelihood:            ", given.prod().round(4))
print("surprise of each:      ", (-np.log(given)).round(2), "nats")
print("cross-entropy, the mean:", -np.log(given).mean().round(3), "nats")
print("and back:              ", np.exp(-3 * 1.1690).round(3), "for three pictures")
print("who has no idea of ten classes pays", np.log(10).round(3))

# %% [markdown]
# With natural logarithms its unit is the *nat*. A sure thing costs nothing, one in ten costs 2.3, one in a thousand
# 6.9, and *never* costs infinity. Remember log 10: a fresh network with ten classes that starts far above it has a bug.
# (For numbers with bell-shaped errors, the same recipe gives the mean squared error.)
#
# Is it the right punishment? Of pictures so blurred that seven in ten show a cat, an honest network says 0.7. Three
# losses could judge it. **Predict** what each pays best for: cross-entropy, squared error, plain difference.

# %%
said = np.linspace(0.01, 0.99, 99)  # the probability of "cat"; its truth is 1 in seven of ten pictures, else 0
prices = {
    "cross-entropy": -(0.7 * np.log(said) + 0.3 * np.log(1 - said)),
    "squared error": 0.7 * (1 - said) ** 2 + 0.3 * said**2,
    "plain difference": 0.7 * (1 - said) + 0.3 * said,
}
best = {name: said[price.argmin()] for name, price in prices.items()}
show(
    plot.lines(said, prices, xlabel="probability that the network gives to “cat”", ylabel="mean loss", ylim=(0, 2),
               marks=[(best[name], prices[name].min(), f"{best[name]:.2f}") for name in best],
               title="Two losses pay for honesty, the third one for bluster"),
    alt="Three curves of the mean loss against the probability given to cat. Cross-entropy and squared error are "
        "lowest at the true share; the plain difference falls on to the very end.",
)
claim("Cross-entropy is lowest for the forecast of", best["cross-entropy"], between=(0.695, 0.705), tolerance=0.001)
claim("The plain difference is lowest for the forecast of", best["plain difference"], at_least=0.985, tolerance=0.001)

# %% [markdown]
# Under the plain difference, who believes 0.7 had better say 1. Cross-entropy and squared error are paid best by the
# truth; such losses are called *proper*, and there are many [@gneiting2007]. So honesty does not decide between these
# two. The shape does: for a network that is sure and wrong, at the far left, cross-entropy rises without limit, and
# squared error stops at 1. Hold that thought. Now read how our engine computes it, and find three ideas of this lesson:
# the largest score taken away, the logarithm straight from the scores, the probability of the label looked up.

# %%
print(inspect.getsource(engine.softmax_cross_entropy).split("    def rule")[0])  # the rest is for lesson 05
_, careful = inspect.getsource(inspect.getmodule(engine.softmax)).split("def _log_softmax")  # the helper that it calls
print("def _log_softmax" + careful.split("def ")[0])

# %% [markdown]
# ## The wrong pair
#
# Last layer and loss are a pair: the loss must know whether it gets scores or probabilities. Nobody checks. Both are
# arrays of the right shape, and training runs without an error. Here are the right pair and four others. Each is a slip
# that you find in real code, or a choice that somebody defends.

# %%
EPSILON = 1e-7  # probabilities are kept this far from 0 and 1, as Keras does it


def surprise(p, y):
    """Return the mean of -log of the probabilities (n, classes) that were given to the labels (n,)."""
    return -engine.mean(engine.log(engine.clip(p[np.arange(len(y)), y], EPSILON, 1 - EPSILON)))


PAIRS = {
    "right pair": softmax_cross_entropy,  # of raw scores
    "softmax twice": lambda z, y: softmax_cross_entropy(engine.softmax(z), y),  # probabilities taken for scores
    "no softmax": lambda z, y: surprise(engine.as_tensor(z), y),  # scores taken for probabilities
    "sigmoid": lambda z, y: surprise(engine.sigmoid(z), y),  # ten answers to ten yes-or-no questions
    "squared error": lambda z, y: 10 * mean_squared_error(engine.softmax(z), np.eye(10, dtype="float32")[y]),
}

# %% [markdown]
# A loss teaches by its *slope*: training nudges each weight, and with it each score, the way that lowers the loss.
# Where the loss is flat, it learns nothing. So we nudge. All ten scores are 0, and we slide one of them from −8 to 8:
# first that of the right class, then that of a wrong one. **Before you look, sketch** the right pair's two curves. Then
# think: which of the five does not care what a wrong class scores?

# %%
slide = np.linspace(-8, 8, 65)


def nudged(loss, column):
    """Return the loss of one picture of class 0 while the score of one class slides: (65,)."""
    rows = np.zeros((65, 10))
    rows[:, column] = slide
    return np.array([loss(row[None], np.array([0])).item() for row in rows])


views = {"the right class": 0, "a wrong class": 1}
slopes = {f"sliding the score of {name}": {pair: nudged(loss, column) for pair, loss in PAIRS.items()}
          for name, column in views.items()}
show(
    plot.panels(slide, slopes, xlabel="score of this class; the others are 0", ylabel="loss", ylim=(-0.5, 17),
                title="Where a loss is flat, it teaches nothing: two pairs never look at the wrong classes"),
    alt="Two panels of loss against one score. Sliding the right class, the right pair falls steadily; softmax twice "
        "and squared error are flat at both ends; no softmax is flat below zero and beyond one. Sliding a wrong class, "
        "the right pair rises steadily, and sigmoid and no softmax are level lines.",
)
wrong = slopes["sliding the score of a wrong class"]
claim("Without softmax, or with a sigmoid, a wrong class's score moves the loss by",
      max(np.ptp(wrong["no softmax"]), np.ptp(wrong["sigmoid"])), at_most=1e-6, unit="nats", tolerance=1e-6)
claim("Softmax twice cannot bring the loss of a picture below", slopes["sliding the score of the right class"]
      ["softmax twice"].min(), at_least=1.4, unit="nats", tolerance=0.1)

# %% [markdown]
# Softmax twice: the second one gets numbers between 0 and 1, whose powers lie between 1 and $e$, so no class ever
# gets more than $e / (e + 9)$, and no loss falls below 1.46. Sigmoid: the cheapest way to please is to say *yes* to all
# ten. No softmax: the score of the label need only reach 1, and once it is below 0 it is stuck. **Your last chance**:
# rank the five by accuracy after training on garments. And which one will report the *lowest loss*?

# %%
clothes = data.load("fashion")


def watched(name, seed):
    """Train a pair; return loss, accuracy and how many classes it names, on validation garments: (3, looks)."""
    net, seen = network(clothes.x_shape, 10, seed), []

    def look(step):
        if step % EVERY == 0:
            scores = says(net, clothes.val.x)  # (1000, 10)
            names = scores.argmax(axis=1)
            seen.append((PAIRS[name](scores, clothes.val.y).item(), np.mean(names == clothes.val.y), len(set(names))))

    learn(net, PAIRS[name], clothes.train.x, clothes.train.y, seed=seed, watch=look)
    return np.array(seen).T


runs = {name: np.array([watched(name, seed) for seed in SEEDS]) for name in train.progress(PAIRS, "pairs")}

# %% [markdown]
# On the left you will see all that a training log shows; its scale is each loss's own first value, for the five have
# different units. On the right is what nobody logged.

# %%
losses = {name: run[:, 0] / run[:, 0, :1] for name, run in runs.items()}  # (runs, looks)
scored = {name: run[:, 1] for name, run in runs.items()}
show(
    plot.panels(np.arange(0, STEPS + 1, EVERY),
                {"reported loss, as a share of the first": losses, "accuracy on validation garments": scored},
                xlabel="step", ylabel="", share=False, ylim=(0, 1.05),
                title="The loss that falls furthest belongs to a network that learned next to nothing"),
    alt="Left: five losses against steps, each as a share of its first value. That of the sigmoid falls to zero at "
        "once, below all others. Right: accuracy. Right pair and squared error climb together, softmax twice follows "
        "late, while sigmoid and no softmax stay near guessing.",
)
cost = {name: (scored["right pair"] - run).mean(axis=0) for name, run in scored.items()}  # (looks,)
more = {"unit": "accuracy", "seeds": SEEDS}
claim("No softmax costs", cost["no softmax"][-1], at_least=0.3, tolerance=0.2, **more)
claim("Sigmoid costs", cost["sigmoid"][-1], at_least=0.3, tolerance=0.2, **more)
claim("Yet its loss sinks to", losses["sigmoid"][:, -1].mean(), at_most=0.02, unit="of the first", seeds=SEEDS)
early = STEPS // EVERY // 3  # a third of the way
claim("Softmax twice costs, a third of the way", cost["softmax twice"][early], at_least=0.02, tolerance=0.1, **more)
claim("Softmax twice costs, at the end", cost["softmax twice"][-1], at_least=0.02, tolerance=0.08, **more)
claim("Squared error costs, at the end", cost["squared error"][-1], between=(-0.02, 0.03), tolerance=0.03, **more)
lost = 10 - runs["softmax twice"][:, 2, -1]  # (runs,)
claim("Kinds of garment that a network with softmax twice never names", lost.mean(), at_least=0.2, tolerance=1.5,
      seeds=SEEDS)

# %% [markdown]
# Two pairs die, and their reports look healthy: only the accuracy tells. The other two live. Squared error is proper,
# and on garments its flat ends matter little; over many tasks, and without softmax, it is known to keep up, too
# [@hui2021]. Softmax twice still rewards the right order, over a flatter slope: it learns later, and most of these
# networks never name some kind of garment at all. That is the meanest slip: a worse network, and nobody looks for the
# reason.

# %% [markdown]
# A yes-or-no network has slips of its own. Somebody uses softmax, as always, *over its one unit*. Somebody else ends in
# a sigmoid and calls a loss that applies another one. **Predict** both accuracies. What is the softmax of one number?

# %%
def binary_surprise(p, y):  # the surprise at a yes is -log p, at a no -log(1 - p)
    p = engine.clip(p, EPSILON, 1 - EPSILON)
    return -engine.mean(y * engine.log(p) + (1 - y) * engine.log(1 - p))


masses = data.load("breast_cancer")
m_train, m_test = scaled(masses)  # (341, 30), (113, 30)
benign = masses.train.y.astype("float32")[:, None]  # (341, 1): 1 is benign, 0 malignant
sigmoid, softmax = engine.sigmoid, engine.softmax
ENDS = {  # name -> how the score is read, and the loss of raw scores
    "right pair": (sigmoid, binary_cross_entropy),
    "sigmoid twice": (sigmoid, lambda z, y: binary_cross_entropy(sigmoid(z), y)),
    "one unit's softmax": (softmax, lambda z, y: binary_surprise(softmax(z), y)),
}
table = {"base rate": max(masses.test.y.mean(), 1 - masses.test.y.mean()),  # always the more frequent answer
         "logistic": LogisticRegression().fit(m_train, masses.train.y).score(m_test, masses.test.y)}
for name, (read, loss) in ENDS.items():
    nets = [learn(network((30,), 1, seed, 16), loss, m_train, benign, seed=seed) for seed in SEEDS]
    table[name] = np.mean([(read(says(net, m_test)).data[:, 0] > 0.5) == masses.test.y for net in nets])
    record(f"{name.capitalize()}, on test masses", table[name], unit="accuracy", seeds=SEEDS)

# %%
more = {"unit": "accuracy", "tolerance": 0.02, "seeds": SEEDS}
right = table["right pair"]
one = table["one unit's softmax"]
claim("One unit's softmax leads the base rate by", one - table["base rate"], at_most=0.0, **more)
claim("Sigmoid twice costs", right - table["sigmoid twice"], between=(-0.03, 0.05), **more)
claim("The right pair leads logistic regression by", right - table["logistic"], between=(-0.03, 0.03), **more)

# %% [markdown]
# A number divided by itself is 1: it calls every mass benign, cancers too, and no weight can change that. Two sigmoids
# cost little here, for the masses lie far apart; but the loss never sees more than $\sigma(1)$, about 0.73, nor less
# than a half. And again a tie: logistic regression *is* a sigmoid without hidden layers, and these masses need none.

# %% [markdown]
# What does Keras do with our slips? Its losses ask one question, `from_logits`: *True* means raw scores, *False* (the
# default) probabilities. First we see that our numbers and theirs agree, the slip included.

# %%
import keras
from keras import layers, ops


def keras_net(ending=None, units=64):
    return keras.Sequential([keras.Input(clothes.x_shape), layers.Flatten(),
                             layers.Dense(units, activation="relu", kernel_initializer="he_normal"),
                             layers.Dense(10, activation=ending)])


def scores_of(model, x):
    return ops.convert_to_numpy(model(x))  # (n, 10)


ours, theirs = network(clothes.x_shape, 10, SEED), keras_net()
theirs.set_weights(ours.get_weights())
z, y = says(ours, clothes.test.x), clothes.test.y
p = softmax(z).data  # (2000, 10)
from_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
gap = np.abs(p - ops.convert_to_numpy(ops.softmax(scores_of(theirs, clothes.test.x)))).max()
claim("Probabilities from our engine and from Keras differ by", gap, at_most=1e-5, tolerance=1e-5)
for pair, given in {"right pair": z, "softmax twice": p}.items():
    gap = float(from_logits(y, given)) / PAIRS[pair](z, y).item() - 1
    claim(f"The loss of the {pair} differs by", abs(gap), at_most=1e-5, tolerance=1e-5)

# %% [markdown]
# In Keras the commonest slip is a `Dense(10)` without softmax and the loss by its short name, which expects
# probabilities. Another one is a sigmoid in the place of the softmax. Both were deadly above. **Predict**: do both die
# here as well?

# %%
SLIPS = {"right pair": (None, from_logits), "no softmax": (None, "sparse_categorical_crossentropy"),
         "sigmoid": ("sigmoid", "sparse_categorical_crossentropy")}
kept = {}
for name, (ending, loss) in train.progress(SLIPS.items(), "pairs in Keras"):
    for seed in FEW:
        train.seed(seed)
        model = keras_net(ending)
        model.compile(keras.optimizers.Adam(0.003), loss)
        model.fit(clothes.train.x, clothes.train.y, batch_size=128, epochs=2, verbose=0)
        kept.setdefault(name, []).append(np.mean(scores_of(model, clothes.test.x).argmax(axis=1) == clothes.test.y))
show(
    plot.bars(kept, xlabel="accuracy on test garments, after two epochs", highlight="no softmax",
              references={"guessing": 0.1}, title="Keras rescues one slip and lets the other one die"),
    alt="Three bars of accuracy in Keras: the right pair and the sigmoid are high and alike; no softmax is low.",
)
claim("In Keras, no softmax costs", np.mean(kept["right pair"]) - np.mean(kept["no softmax"]), at_least=0.25,
      unit="accuracy", tolerance=0.2, seeds=FEW)
claim("In Keras, a sigmoid costs", np.mean(kept["right pair"]) - np.mean(kept["sigmoid"]), between=(-0.03, 0.05),
      unit="accuracy", tolerance=0.03, seeds=FEW)

# %% [markdown]
# Without softmax it dies as ours did: look for this slip first when a Keras classifier stays near guessing. The sigmoid
# is rescued: on TensorFlow, Keras keeps a note of the raw scores behind a sigmoid or a softmax, and its loss takes
# those (with a warning, where you said `from_logits=True`). Other backends keep no such note. Build on none of it. Our
# rule for the course: *the last layer has no activation, the loss has `from_logits=True`*, and we apply softmax when we
# read.

# %% [markdown]
# ## How sure?
#
# Now to the promise. The largest of the ten probabilities is the network's confidence, and lesson 00 found that it
# carries information. Is it *true*? Of all garments of which a network is about 80 % sure, 80 % should be right. A
# forecaster who keeps such promises has good **calibration**.
#
# We train three networks on a third of the garments, for far longer than they need, as people do who look at the
# accuracy alone. **Predict**: on test garments of which they are more than 90 % sure, how often are they right?

# %%
def garment_net(seed):
    train.seed(seed)
    model = keras_net(units=128)
    model.compile(keras.optimizers.Adam(0.003), from_logits, steps_per_execution=16)
    return model


def promise(scores, y=clothes.test.y):
    """Return the confidence in each guess, and whether it is right: two of (n,)."""
    p = softmax(scores).data  # (n, 10)
    return p.max(axis=1), p.argmax(axis=1) == y


third = clothes.train.select(np.arange(3000))
models = [garment_net(seed) for seed in FEW]
for model in train.progress(models, "over-trained networks"):
    model.fit(third.x, third.y, batch_size=128, epochs=EPOCHS, verbose=0)
val, test = ([scores_of(model, part.x) for model in models] for part in (clothes.val, clothes.test))
confidence, hits = map(np.stack, zip(*map(promise, test), strict=True))  # (runs, 2000) each
claim("Above nine tenths, confidence exceeds the share that is right by", (confidence - hits)[confidence > 0.9].mean(),
      at_least=0.03, tolerance=0.04, seeds=FEW)

# %% [markdown]
# They promise more than they keep. To see that at every level, sort the guesses into bins by confidence, and compare in
# each the mean confidence with the share that is right. The mean of these gaps over all examples is the **expected
# calibration error**. Why do networks boast? When most training garments are named rightly, larger scores still lower
# the loss *there*. The scores grow, and confidence with them; on garments never seen they are no more often right.
# Modern networks do it more than old ones [@guo2017].

# %% [markdown]
# So the scores are too loud. Turn them down: divide all by one number, the **temperature** $T$, before softmax. At $T =
# 1/2$ the weights 6 : 3 : 1 are squared, at $T = 2$ they become their roots; a huge $T$ makes all alike. The order
# stays, and so does the accuracy. Which $T$? The one with the lowest cross-entropy on *validation* garments: scores
# grew on the training garments, and the test garments must judge. **Predict** it: 1 changes nothing. By which share
# will the calibration error fall?

# %%
from scipy.optimize import minimize_scalar


def expected_calibration_error(confidence, right, bins=10):
    at = np.minimum((confidence * bins).astype(int), bins - 1)  # the bin of each example
    gaps = [inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
            for inside in (at == b for b in range(bins)) if inside.any()]
    return sum(gaps)


def best_temperature(scores, y):
    return minimize_scalar(lambda T: softmax_cross_entropy(scores / T, y).item(), bounds=(0.1, 20)).x


temperatures = [best_temperature(scores, clothes.val.y) for scores in val]
cooled = [scores / T for scores, T in zip(test, temperatures, strict=True)]
print("temperatures:", *(f"{T:.1f}" for T in temperatures))

# %% [markdown]
# Below is a *reliability diagram*, before and after. A bar shows how many guesses of about one confidence are right; an
# honest one ends on the diagonal. Hatched is the gap.

# %%
calm = tuple(map(np.stack, zip(*map(promise, cooled), strict=True)))  # confidence and hits at their temperature
show(
    plot.reliability({"as trained": (confidence, hits), "at their temperature": calm},
                     title="One number per network, and they keep their promises"),
    alt="Two reliability diagrams. As trained the bars end far below the diagonal; at their temperature they end close "
        "to it, and the confidences are spread over all bins.",
)
before, after = ([expected_calibration_error(*promise(scores)) for scores in them] for them in (test, cooled))
surprises = [[softmax_cross_entropy(scores, clothes.test.y).item() for scores in them] for them in (test, cooled)]
claim("Temperature lowers the calibration error by", 1 - np.mean(after) / np.mean(before), at_least=0.5,
      unit="of it", tolerance=0.2, seeds=FEW)
claim("The smallest of the temperatures is", min(temperatures), at_least=1.2, tolerance=1.0, seeds=FEW)
claim("Cross-entropy on test garments falls by", np.mean(surprises[0]) - np.mean(surprises[1]), at_least=0.05,
      unit="nats", tolerance=0.2, seeds=FEW)
claim("Guesses that a temperature changed", np.mean(calm[1] != hits), at_most=0.0, tolerance=0.0)

# %% [markdown]
# One number, found in a moment, and no guess has changed. Try it yourself: move the temperature of the first network
# until its bars lie on the diagonal. Do you find the number that the fit has found? What does 0.3 do, what does 10?
# (Outside a running notebook this cell shows nothing; the figure above shows two of its settings.)

# %% tags=["nbval-skip"]
from ipywidgets import FloatLogSlider, interact


def playground(temperature):
    sure, right = promise(val[0] / temperature, clothes.val.y)
    title = f"Temperature {temperature:.2f}: calibration error {expected_calibration_error(sure, right):.3f}"
    show(plot.reliability({"validation garments, first network": (sure, right)}, title=title),
         alt="The reliability diagram of the first network at this temperature.")


_ = interact(playground, temperature=FloatLogSlider(value=1, base=10, min=-1, max=1.3, continuous_update=False))

# %% [markdown]
# Who else is calibrated? A naive forecaster answers one tenth for each of the ten garments, always. A classic one,
# logistic regression on the 50 main directions of the pixels, has few parameters to boast with. **Predict**: who has
# the lowest calibration error of all?

# %%
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline

flat_train, flat_test = (part.x.reshape(len(part.x), -1) for part in (third, clothes.test))
classic = make_pipeline(PCA(50, whiten=True, random_state=SEED), LogisticRegression(max_iter=1000))
logistic = classic.fit(flat_train, third.y).decision_function(flat_test)  # (2000, 10): its scores
rivals = {"one tenth for each": np.zeros((2000, 10)), "logistic regression": logistic}
errors = {name: expected_calibration_error(*promise(scores)) for name, scores in rivals.items()}
errors |= {"network as trained": before, "network at its temperature": after}
show(
    plot.bars(errors, xlabel="expected calibration error on test garments", highlight="network as trained",
              title="The one who knows nothing is perfectly honest"),
    alt="Bars of calibration error: none for one tenth each, small for logistic regression and for the network at its "
        "temperature, large for the network as trained.",
)
bill = softmax_cross_entropy(logistic, clothes.test.y).item()
record("Logistic regression pays", bill, unit="nats")
more = {"tolerance": 0.1, "seeds": FEW}
claim("The networks name more garments rightly, by", hits.mean() - promise(logistic)[1].mean(), at_least=0.0, **more)
claim("Yet as trained they pay more, by", np.mean(surprises[0]) - bill, at_least=0.03, unit="nats", **more)
claim("At their temperature they pay less, by", bill - np.mean(surprises[1]), at_least=0.0, unit="nats", **more)

# %% [markdown]
# The naive one is without fault, for one tenth of its guesses are right, and it is useless. Calibration is honesty, not
# knowledge; cross-entropy asks for both. Logistic regression learned from the same third of the garments. The networks
# name more garments rightly and yet pay *more* nats, until their temperature takes that back: it was not knowledge that
# they lacked.

# %% [markdown]
# ## Exercises
#
# You met the first one above. Write where the dots stand, run the cell, read the verdict, try again;
# `practice.hint("04.2")` gives one hint at a time.

# %% [markdown]
# {{exercise 04.2}}

# %% [markdown]
# {{exercise 04.3}}

# %% [markdown]
# {{exercise 04.4}}

# %% [markdown]
# {{exercise 04.5}}

# %% [markdown]
# ## What we measured
#
# | question | last layer | read by | loss |
# |---|---|---|---|
# | how much? | one unit | nothing | mean squared error |
# | yes or no? | one unit | sigmoid | (binary) cross-entropy of raw scores |
# | which of ten? | ten units | softmax | cross-entropy of raw scores |
#
# - The range of the last step must hold the answers: a sigmoid on large numbers does worse than always the mean.
# - A wrong pair of last layer and loss can die in silence, with the best-looking loss of all. One unit with softmax
#   says the same to everybody.
# - Not every wrong pair is dear: squared error costs next to nothing on garments, and Keras on TensorFlow rescues the
#   sigmoid. Softmax twice lives, and can lose whole classes.
# - Over-trained networks promise more than they keep; one temperature, fitted on validation data, mends most of it.
# - On both small tables a network ties with the classic method.

# %% [markdown]
# ## Where this fails
#
# The temperature was fitted on garments *like the test garments*. The camera is turned: we tilt the test pictures, the
# same networks look at them, at the temperature that was right. **Before you look, sketch** two curves against the
# angle: the share that is right, and the mean confidence. Do they stay together?

# %%
from scipy.ndimage import rotate

angles = np.arange(0, 61, 10)
tilted = [rotate(clothes.test.x, angle, axes=(1, 2), reshape=False, order=1) for angle in angles]
seen = [[promise(scores_of(model, x) / T) for x in tilted] for model, T in zip(models, temperatures, strict=True)]
sure, true = (np.array([[pair[i].mean() for pair in row] for row in seen]) for i in (0, 1))  # (runs, angles)
show(
    plot.lines(angles, {"share that is right": true, "mean confidence": sure}, ylim=(0, 1), xlabel="tilt (degrees)",
               ylabel="share of test garments", references={"guessing": 0.1},
               title="When the world tilts, the promise stays and the truth falls"),
    alt="Two lines against the tilt of the pictures. They start together; with the angle the share that is right falls "
        "steeply, and the mean confidence falls far less.",
)
gap = (sure - true).mean(axis=0)  # (angles,)
claim("Upright, confidence exceeds the share that is right by", gap[0], between=(-0.04, 0.04), tolerance=0.03,
      seeds=FEW)
claim("Tilted by thirty degrees, it exceeds it by", gap[3], at_least=0.15, tolerance=0.1, seeds=FEW)

# %% [markdown]
# The networks do not notice that the world has changed, so their promise breaks when you need it most. Calibration after
# training is known to fail so on many kinds of change [@ovadia2019]. And the extreme: a picture that is no garment at all. Lesson
# 00 showed digits to a garment network and found it sure. **Predict**: does the temperature cure that? How many
# digits get more confidence than the typical, middle test garment?

# %%
digits = data.load("digits28")
strange = [scores_of(model, digits.test.x) for model in models]
loud = np.mean([softmax(scores).data.max(axis=1) for scores in strange])
quiet = [softmax(scores / T).data.max(axis=1) for scores, T in zip(strange, temperatures, strict=True)]  # of (1000,)
middle = [np.median(promise(scores)[0]) for scores in cooled]
show(
    plot.predictions(digits.test.x[:6], softmax(strange[0][:6] / temperatures[0]).data, clothes.classes,
                     title="Even at the right temperature it has to name a garment"),
    alt="Six handwritten digits on cards, each named as a garment, some with high confidence.",
)
record("As trained, the mean confidence in digits is", loud, seeds=FEW)
claim("At their temperature, the mean confidence in digits is still", np.mean(quiet), at_least=0.35, tolerance=0.15,
      seeds=FEW)
above = np.mean([sure > typical for sure, typical in zip(quiet, middle, strict=True)])
record("Digits that get more confidence than the middle garment", above, unit="of all digits", seeds=FEW)

# %% [markdown]
# Less loud, and as wrong. Softmax shares out a whole among ten garments and has no place for *none of these*. Far from
# all training data, ReLU networks can be proved to grow ever surer [@hein2019]. So no output layer says "I have never
# seen such a thing"; that needs other means (lesson 41). And calibration is about the *crowd*: it holds for all guesses
# of one confidence together, and promises nothing about shirts, or about you.

# %% [markdown]
# ## Further reading
#
# - [@bridle1990] puts softmax and a score of probabilities in the place of squared error, and says why.
# - [@guo2017] found that modern networks boast, compared remedies, and made the temperature famous.
# - [@gneiting2007] explains which losses make honesty pay, with weather forecasts as its example.
# - [@hui2021] trains with squared error what everybody trains with cross-entropy, and loses little.
# - [@ovadia2019] breaks calibrated networks by changing the world, step by step.

# %% [markdown]
# ## Next
#
# We said that training nudges every weight the way that lowers the loss, and that flat stretches teach nothing. But the
# network has many thousands of weights, and the loss is one number at its far end. How does a weight in the first layer
# find out which way *it* should go? [Lesson 05](05_backpropagation.ipynb) opens the black box.
