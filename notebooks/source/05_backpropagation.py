# ---
# jupyter:
#   course:
#     title: Backpropagation
#     question: How does a network know which weight to blame?
#     needs: ["03", "04"]
#     data: [digits28]
#     keras: true
#     backends: [tensorflow]
# ---

# %% [markdown]
# ## The question
#
# A small network that reads handwritten digits has 235,146 weights. It takes a three for an eight. Which weights
# are to blame, and by how much? If we knew that for each of them, we would know how to change each of them, and
# that is all that training is. So: can every weight's share of the blame be computed exactly, and for less than the
# price of trying the weights one by one?

# %%
import inspect
import sys
from time import perf_counter

import numpy as np
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.engine import Adam, Dense, Flatten, Input, Sequential, Tensor, softmax_cross_entropy

print("TensorFlow is loaded:", "tensorflow" in sys.modules)

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke": every cell runs, nothing is judged · "full": longer training

# %% [markdown]
# ## Blame by hand
#
# We start so small that you can check every number on paper. One neuron multiplies three inputs by three weights
# and adds up. It should say 1; its *error* is what it says minus that, and the *loss*, which we want small, is the
# error squared. **Which weight is most to blame?** The first is the largest, the third pulls the other way, the
# second is 0 and contributes nothing. Write down your order. Then we nudge each weight a little and watch the loss.

# %%
x = [1.0, 3.0, -2.0]  # inputs
w = [4.0, 0.0, 1.0]  # weights


def error(w):
    return w[0] * x[0] + w[1] * x[1] + w[2] * x[2] - 1.0


print("loss", error(w) ** 2)
nudge = 0.001
for i in range(3):
    nudged = list(w)
    nudged[i] += nudge
    slope = (error(nudged) ** 2 - error(w) ** 2) / nudge
    print(f"w{i + 1} = {w[i]:.0f}: the loss moves by {slope:5.2f} per unit of nudge")

# %% [markdown]
# The idle weight is most to blame. It did nothing, but its input is 3, so whatever changes in it reaches the sum
# three-fold. Blame is not about what a weight did; it is about what *changing it* would do. The sign says which
# way: raise the third weight and the loss falls. This list of slopes, one for each weight, is the **gradient** of
# the loss.

# %% [markdown]
# Where does the 6 come from? Follow a nudge of $w_2$. The sum $y$ moves 3 times as much, because $x_2 = 3$. The
# error $e$ moves as much as $y$. The loss $L = e^2$ moves $2e = 2$ times as much as the error. Multiply the slopes
# along the path: that is the **chain rule**.
#
# $$\frac{\partial L}{\partial w_2} = \frac{\partial L}{\partial e} \cdot \frac{\partial e}{\partial y} \cdot
# \frac{\partial y}{\partial w_2} = 2e \cdot 1 \cdot x_2$$
#
# Read $\partial L / \partial w_2$ as "how much $L$ moves per nudge of $w_2$, all else held still". In code, for all
# three weights; then by our engine, which works with *tensors*: numbers that remember what they were computed from.

# %%
dL_de, de_dy, dy_dw = 2 * error(w), 1.0, x
dL_dw = [dL_de * de_dy * slope for slope in dy_dw]
print("by hand:", dL_dw)

# requires_grad marks what we want to blame: the weights, not the inputs
w1, w2, w3 = (Tensor(v, requires_grad=True, name=f"w{i}") for i, v in enumerate(w, 1))
x1, x2, x3 = (Tensor(v, name=f"x{i}") for i, v in enumerate(x, 1))
y = w1 * x1 + w2 * x2 + w3 * x3
e = y - Tensor(1.0, name="target")
loss = engine.square(e)
y.name, e.name, loss.name = "y", "error", "loss"
loss.backward()
show(
    plot.graph(loss, title="Values run forward, blame runs back: the idle weight w2 gets the most"),
    alt="Boxes from the weights and inputs on the left to the loss on the right, each with its "
        "value in blue and its gradient in vermillion. Arrows run forward and back; w1 gets 2, w2 "
        "gets 6 and w3 gets minus 4.",
)

# %% [markdown]
# This is a **computation graph**: a box for each value, an arrow for "is computed from". Blue runs to the right,
# the **forward pass**. Then vermillion runs to the left, the **backward pass**: the loss starts with blame 1, and
# each box multiplies what arrives by its own slope and hands it on. The slopes near the loss are computed once and
# serve all three weights. Blame is propagated backwards, so the method is called **backpropagation**
# [@rumelhart1986].

# %% [markdown]
# ## What the engine remembers
#
# To walk back, somebody must have written down the way. While the forward pass runs, every operation notes from
# which values its result came, its *parents*, and for each parent a rule: how to turn blame for the result into
# blame for that parent. Here is multiplication, as it stands in our engine. The last line matters: after the
# product come two pairs of a parent and its rule.

# %%
print(inspect.getsource(engine.multiply))

# %% [markdown]
# In each rule, `g` is the blame that arrives from the right, and `g * b.data` is the chain rule: arriving blame
# times own slope, where the slope of a product is the *other* factor. That is why $w_2$ was blamed by its input.
# All these notes, in the order in which they were made, are the **tape**, and the backward pass is a loop over the
# tape in reverse. `pending` holds the blame that has arrived so far; `sum_to` and the copy only tidy up.

# %%
print(inspect.getsource(Tensor.backward).split('"""')[-1])  # what follows the docstring

# %% [markdown]
# One line deserves suspicion: the last. If blame arrives at a value that has been given some already, the engine
# makes a *total*. Why a sum, and not the larger of the two, or the product? Decide for yourself with a value that
# reaches the result by two paths.

# %% [markdown]
# {{exercise 05.1}}

# %%
a = Tensor(3.0, requires_grad=True, name="a")
b, c = 2 * a, a + 1
y = b * c
b.name, c.name, y.name = "b", "c", "y"
y.backward()
show(
    plot.graph(y, title="Two paths lead from a to y: their blame adds up"),
    alt="A diamond of boxes: a leads to b and to c, and both lead to y. Blame 4 arrives at b and "
        "is doubled on the way to a, blame 6 arrives at c and is passed on as it is; a holds 14.",
)

# %% [markdown]
# Blame 8 comes back through `b` and 6 through `c`. A nudge of `a` moves the result by both paths at once: along a
# path slopes are *multiplied*, where paths meet they are *summed*. A value must not hand on its blame before all of
# it has come: the loop runs from the youngest to the oldest. In a network, each weight serves every example of a
# batch: as many paths meet in it, and their sum is a matrix product. You will write it in exercise 05.3.

# %% [markdown]
# ## Is it right, and what does it cost?
#
# A wrong rule raises no error: the network learns worse, and nobody knows why. So we want a referee that knows
# nothing of tapes. Nudging is one; it is called **finite differences**. Let it judge a real network on real digits:
# 784 pixels, two hidden layers as in lesson 03, ten scores, and the cross-entropy of lesson 04, which says how
# surprised the network is by the right answer.

# %%
digits = data.load("digits28")


def network(seed, activation="relu", hidden=(256, 128), dtype="float32"):
    """Return a network from 784 pixels to ten scores, one for each digit."""
    options = {"activation": activation, "kernel_initializer": "he_normal", "dtype": dtype}
    layers = [Dense(units, **options) for units in hidden]
    layers = [Flatten(), *layers, Dense(10, dtype=dtype)]
    return Sequential([Input(digits.x_shape), *layers], rng=seed, dtype=dtype)


def accuracy(net, part):
    with engine.no_grad():  # a forward pass without a tape
        return float(np.mean(net(part.x).data.argmax(axis=1) == part.y))


digits.card

# %% [markdown]
# There are two ways to nudge. One-sided: up by a step $h$, and compare with where we were. Central: up by $h$, then
# down by $h$, and compare the two.
#
# $$\frac{\partial L}{\partial w} \approx \frac{L(w + h) - L(w - h)}{2h}$$
#
# We use `tanh` units, which have no corners, 64-bit numbers, sixteen digits, and weights that are much to blame.
# **Before you look**: which step gives the most exact slope, 0.1, or 0.00001, or 0.0000000000001? Is smaller always
# better?

# %%
few_x, few_y = digits.train.x[:16], digits.train.y[:16]
smooth = network(SEED, activation="tanh", dtype="float64")
softmax_cross_entropy(smooth(few_x), few_y).backward()
rng, chosen = np.random.default_rng(SEED), []  # (which parameter, where in it)
for k in (0, 2, 4):  # the kernels, the weight matrices of the three layers
    grad = smooth.parameters()[k].grad
    most_blamed = np.argsort(-np.abs(grad), axis=None)[: grad.size // 10]
    chosen += [(k, np.unravel_index(i, grad.shape)) for i in rng.choice(most_blamed, 8, replace=False)]


def nudged_slope(net, k, place, h, central=True):
    """Return how much the loss moves per unit when one weight, in parameter k, moves by h."""
    values = net.parameters()[k].data
    here = values[place]
    with engine.no_grad():
        values[place] = here + h
        up = softmax_cross_entropy(net(few_x), few_y).item()
        values[place] = here - h if central else here
        down = softmax_cross_entropy(net(few_x), few_y).item()
    values[place] = here
    return (up - down) / (2 * h if central else h)

# %% [markdown]
# For every step we measure the slopes of two dozen weights, and by which part of itself each differs from what
# backpropagation said. We draw the middle one of these errors, the median. A third line repeats the central
# measurement with 32-bit numbers, in which networks usually compute.

# %%
steps = np.logspace(0, -14, 29)
single = network(SEED, activation="tanh")  # the same weights, rounded to 32 bits
lines = {"one-sided": (smooth, False), "central": (smooth, True), "central, 32 bits": (single, True)}
errors = {name: [] for name in lines}
for h in train.progress(steps, "nudging"):
    for name, (net, central) in lines.items():
        slopes = np.array([nudged_slope(net, k, at, h, central) for k, at in chosen])
        truth = np.array([smooth.parameters()[k].grad[at] for k, at in chosen])
        errors[name].append(np.median(np.abs(slopes / truth - 1)))
show(
    plot.lines(steps, errors, logx=True, logy=True, xlabel="step h", ylabel="relative error of slope",
               title="A smaller step helps, until rounding takes over"),
    alt="Error against step on logarithmic axes, three V shapes. From the right the error falls "
        "with the step, the central difference twice as steeply; from a best step on it rises "
        "again. With 32 bits the best is far worse and comes at a larger step.",
)

# %% [markdown]
# Smaller is better only on the right. There the error is *bending*: a curve is no straight line, and one that is
# measured in shorter pieces looks straighter. On the left it is *rounding*: two almost equal losses are subtracted,
# the digits they share vanish, and what is left, mostly noise, is divided by a tiny $h$. The best step lies where
# the two meet. With fewer digits to lose, 32 bits fail sooner.


# %%
def steepness(name, low, high):
    """Return the slope of a line of the figure between two steps: orders of error per order of step."""
    part = (steps > low) & (steps < high)
    return np.polyfit(np.log10(steps[part]), np.log10(np.array(errors[name])[part]), 1)[0]


closest, smallest = min(errors["central"]), errors["central"][-1]
claim("At its best step the referee agrees with backpropagation", closest,
      at_most=1e-7, unit="relative error")
claim("At the smallest step it is worthless", smallest, at_least=0.01, unit="relative error", tolerance=5)
claim("One-sided error grows with the step", steepness("one-sided", 2e-6, 2e-2),
      between=(0.9, 1.1), unit="as slope in the figure")
claim("Central error grows with its square", steepness("central", 2e-4, 2e-1),
      between=(1.8, 2.2), unit="as slope in the figure")
claim("Rounding error grows as the step shrinks", steepness("central", 2e-13, 2e-7),
      between=(-1.4, -0.7), unit="as slope in the figure")
claim("With half the digits the referee is far worse", min(errors["central, 32 bits"]) / closest,
      at_least=100, unit="times", tolerance=1e7)

# %% [markdown]
# So the engine is right, as far as the referee can see. (Every operation of it is tested this way, by
# `engine.gradcheck`.) Then why not let the referee do the work? It needs two forward passes for each weight.
# **Predict**, for a batch of 64 digits: how long is a forward pass, how long does the referee need for all 235,146
# weights, and how long do forward *and* backward take? We measure networks of six sizes.

# %%
batch_x, batch_y = digits.train.x[:64], digits.train.y[:64]


def forward(net):
    return softmax_cross_entropy(net(batch_x), batch_y)


def milliseconds(action, repeats=60):
    """Return the median time of a call."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return 1000 * float(np.median(times))


nets = [network(SEED, hidden=(units,)) for units in (1, 4, 16, 64, 256)] + [network(SEED)]
weights = [sum(p.size for p in net.parameters()) for net in nets]
pass_ms = np.array([milliseconds(lambda net=net: forward(net)) for net in nets])
both_ms = np.array([milliseconds(lambda net=net: forward(net).backward()) for net in nets])
nudging_ms = 2 * pass_ms * weights  # computed from one pass, not waited for
seconds = {"nudging each weight": nudging_ms / 1000, "backpropagation": both_ms / 1000}

# %%
show(
    plot.lines(weights, seconds, logx=True, logy=True, xlabel="weights", ylabel="seconds per gradient",
               title="Nudging pays two passes for every weight, backpropagation a few in all"),
    alt="Seconds for one gradient against weights, logarithmic axes: nudging climbs steeply, "
        "backpropagation stays far below it.",
)
record("One gradient of the digit network by nudging", nudging_ms[-1] / 1000, unit="seconds")
record("All the training below by nudging", 15 * 54 * nudging_ms[-1] / 3.6e6, unit="hours")
ratio, gain = both_ms[-1] / pass_ms[-1], nudging_ms[-1] / both_ms[-1]
claim("All gradients together cost a few forward passes", ratio, between=(1.2, 5), unit="passes", tolerance=4)
claim("Backpropagation is cheaper by orders of magnitude", gain, at_least=2e4, unit="times", tolerance=1e6)

# %% [markdown]
# A gradient with respect to *all* weights costs a few forward passes, however many weights there are. This **cheap
# gradient principle** is proved for every computation that is made of simple operations [@griewank2012]. Training
# needs many hundreds of gradients, or many thousands. What takes the engine seconds would take the referee more
# than a day. Deep learning exists because blame is cheap.

# %% [markdown]
# ## Learning to read digits
#
# Blame in hand, learning is four lines in a loop: go forward, forget old blame, go backward, take a small step
# against the gradient. How large a step is the business of lesson 06; we borrow its best answer, *Adam*
# [@kingma2015]. To show more than 3,500 digits, we may also shift each batch by up to a pixel: a shifted seven is a
# seven.

# %%
EPOCHS = {"smoke": 1, "standard": 15, "full": 60}[EFFORT]
BATCH, RATE = 64, 0.003  # chosen, like the number of epochs, on the validation digits


def learn(seed, shifts):
    """Train a network; return it with its accuracy on the validation digits after each epoch."""
    rng, net = np.random.default_rng(seed), network(seed)
    x, y = digits.train
    batches = len(x) // BATCH
    optimizer = Adam(net.parameters(), lambda step: RATE * (1 - step / (EPOCHS * batches)))
    curve = []
    for _ in range(EPOCHS):
        for rows in rng.permutation(len(x))[: batches * BATCH].reshape(batches, BATCH):
            batch = np.roll(x[rows], rng.integers(-1, 2, 2), axis=(1, 2)) if shifts else x[rows]
            loss = softmax_cross_entropy(net(batch, training=True), y[rows])  # forward
            optimizer.zero_grad()
            loss.backward()  # blame
            optimizer.step()  # change
        curve.append(accuracy(net, digits.val))
    return net, curve


# %% [markdown]
# Five networks learn from the digits as they are, five from shifted ones; the five differ in their random start and
# in the order of the digits. **Predict** two numbers: the accuracy on unseen digits in the end, and what the shifts
# are worth. One in ten is what you get for always saying "seven".


# %%
seeds = [SEED + i for i in range(5)]
shifted = [learn(seed, shifts=True) for seed in train.progress(seeds, "networks on shifted digits")]
plain = [learn(seed, shifts=False) for seed in train.progress(seeds, "networks on plain digits")]
curves = {"shifted": [curve for _, curve in shifted], "plain": [curve for _, curve in plain]}
show(
    plot.lines(range(1, EPOCHS + 1), curves, xlabel="epoch", ylabel="accuracy on validation digits",
               title="Our own engine learns to read, and shifted digits teach it more"),
    alt="Validation accuracy against epochs for two groups of five networks. Both climb steeply "
        "at first; those that learn from plain digits level off, those that learn from shifted "
        "ones go on to a higher level.",
)
by_heart = np.mean([accuracy(net, digits.train) for net, _ in plain])
claim("Plain digits are learned by heart", by_heart, at_least=0.995, unit="training accuracy", seeds=seeds)

# %% [markdown]
# The plain networks stop early: they know all their training digits by heart, the loss is near zero, and where
# there is no loss there is no blame. Shifted digits are never quite the same twice, so something remains to be
# learned. Now the test digits, once, and against whom? Against a classic linear method and a *support vector
# machine* (SVM), on plain digits and on digits with a shifted copy of each.

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC


def flat(x):
    return x.reshape(len(x), -1)  # (n, 28, 28, 1) -> (n, 784)


train_x, train_y = flat(digits.train.x), digits.train.y
copies = np.stack([np.roll(p, rng.integers(-1, 2, 2), axis=(0, 1)) for p in digits.train.x])
linear = [LogisticRegression(C=c, max_iter=300).fit(train_x, train_y) for c in (0.01, 0.03, 0.1, 0.3)]
linear = max(linear, key=lambda model: model.score(flat(digits.val.x), digits.val.y))
svm = SVC(C=10, gamma=0.02).fit(train_x, train_y)  # chosen on the validation digits: see the card
svm_shifted = SVC(C=10, gamma=0.02).fit(np.concatenate([train_x, flat(copies)]), np.tile(train_y, 2))
classic = {"SVM, shifted": svm_shifted, "SVM": svm, "logistic regression": linear}
classic = {name: model.score(flat(digits.test.x), digits.test.y) for name, model in classic.items()}
ours = {"our network, shifted": shifted, "our network": plain}
ours = {name: [accuracy(net, digits.test) for net, _ in runs] for name, runs in ours.items()}
best = np.mean(ours["our network, shifted"])

# %%
show(
    plot.bars(ours | classic, kind="dots", highlight="our network, shifted", xlabel="test accuracy",
              title="From scratch, and level with the best classic method"),
    alt="Test accuracy as dots. Our networks on shifted digits and both support vector machines "
        "lie close together at the top, our networks on plain digits a little lower, logistic "
        "regression far behind.",
)
record("Always saying the same digit", np.mean(digits.test.y == 7), unit="accuracy")
lead = {name: best - score for name, score in classic.items()}
claim("Our engine's network reads digits", best, at_least=0.95, unit="accuracy", tolerance=0.012, seeds=seeds)
claim("It leads a linear model", lead["logistic regression"], at_least=0.03, tolerance=0.015, seeds=seeds)
claim("It ties with an SVM", lead["SVM, shifted"], between=(-0.015, 0.015), tolerance=0.015, seeds=seeds)

# %% [markdown]
# Honestly: a tie. With one shifted copy of each digit the SVM reads as well as our network, and without shifts it
# reads better; more copies are known to lift it further [@decoste2002]. Now for something it cannot show. Blame
# need not stop at the weights: the pixels are on the tape too. **What do you expect** to see when a misread digit
# is asked which ink is to blame? And if every pixel moves by one twentieth against its blame, how many misread
# digits come right?

# %%
net = shifted[0][0]
guesses = net(digits.test.x).data.argmax(axis=1)
misread = np.flatnonzero(guesses != digits.test.y)


def pixel_blame(net, x, y):
    picture = Tensor(x, requires_grad=True)
    softmax_cross_entropy(net(picture), y).backward()
    return picture.grad


shown = misread[:6]
pictures, names = digits.test.x[shown], digits.test.y[shown]
captions = [f"{name}, read as {guess}" for name, guess in zip(names, guesses[shown], strict=True)]
show(
    plot.images(pictures, captions, title="Six digits that our network misread"),
    alt="Six handwritten test digits, several of them hard to read, with the true name and the guess.",
)
maps = -pixel_blame(net, pictures, names)
maps /= np.abs(maps).max(axis=(1, 2), keepdims=True)  # each map on its own scale
show(
    plot.images(maps, title="The same six: less ink in the red, more in the blue, would have helped"),
    alt="Six maps of red and blue patches, one for each misread digit; they cover the whole picture "
        "and hardly follow the strokes.",
)

# %%
def put_right(net, blame):
    wrong = net(digits.test.x).data.argmax(axis=1) != digits.test.y
    x, y = digits.test.x[wrong], digits.test.y[wrong]
    moved = np.clip(x - 0.05 * np.sign(blame(net, x, y)), 0, 1)
    return np.mean(net(moved).data.argmax(axis=1) == y)


followed = [put_right(net, pixel_blame) for net, _ in shifted]
tossed = [put_right(net, lambda net, x, y: rng.normal(size=x.shape)) for net, _ in shifted]
claim("A faint step against the blame puts most of them right", np.mean(followed), at_least=0.8, seeds=seeds)
claim("A random step of the same size does not", np.mean(tossed), at_most=0.4, tolerance=0.15, seeds=seeds)

# %% [markdown]
# So blame tells the truth about the network: it knows which way to turn every single pixel, and a step of the same
# size in random directions, the control, mends few digits. It does not give what a person would call a reason: the
# specks hardly follow the strokes. And what mends a digit can also break one: the same step *with* the blame makes
# networks misread what they read well [@goodfellow2015]. Lesson 39 asks what such maps explain.

# %% [markdown]
# ## The same blame from TensorFlow
#
# Everything so far was NumPy and a few hundred lines. Is it the same thing that the professionals' tool computes?
# So far TensorFlow has not been loaded; now it is. Same layers, same weights, same digits. **What agreement do you
# expect**, over 235,146 weights: two digits, or five, or ten?

# %%
print("TensorFlow is loaded:", "tensorflow" in sys.modules)

import keras
import tensorflow as tf
from keras import layers


def keras_network(weights, dtype):
    model = keras.Sequential([
        keras.Input(digits.x_shape, dtype=dtype),
        layers.Flatten(dtype=dtype),
        layers.Dense(256, activation="relu", dtype=dtype),
        layers.Dense(128, activation="relu", dtype=dtype),
        layers.Dense(10, dtype=dtype),
    ])
    model.set_weights(weights)
    return model


# %% [markdown]
# TensorFlow has a tape too, and calls it that: operations inside `with tf.GradientTape()` are recorded, and
# `tape.gradient` walks back. We compare weight by weight: the difference, as a part of TensorFlow's own value.
# First every single weight, in 64 bits, or double precision; then in 32 bits, single precision, each kernel and
# bias as a whole, because a sum whose terms cancel has few exact digits left.


# %%
def blames(dtype):
    """Return our gradients and TensorFlow's, parameter by parameter, for one batch of digits."""
    ours = network(SEED, dtype=dtype)
    theirs = keras_network(ours.get_weights(), dtype)
    forward(ours).backward()
    with tf.GradientTape() as tape:
        scores = theirs(batch_x.astype(dtype))
        surprise = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=batch_y, logits=scores)
        loss = tf.reduce_mean(surprise)
    gradients = tape.gradient(loss, theirs.trainable_variables)
    return [(p.grad, g.numpy()) for p, g in zip(ours.parameters(), gradients, strict=True)]


tiny = np.finfo("float64").tiny  # a weight without any blame must have none on both sides
by_weight = [np.abs(a - b) / np.maximum(np.abs(b), tiny) for a, b in blames("float64")]
by_parameter = [np.linalg.norm(a - b) / np.linalg.norm(b) for a, b in blames("float32")]
claim("In double precision we agree with TensorFlow in every weight", max(e.max() for e in by_weight),
      at_most=1e-7, unit="relative difference in the worst", tolerance=1e-7)
claim("In single precision we agree in every parameter", max(by_parameter),
      at_most=1e-5, unit="relative difference in the worst")

# %% [markdown]
# Two programs that share no line of code agree on the blame of every weight, to more digits than anybody needs.
# There is one right answer, and the chain rule finds it. What do the professionals add, then? Speed, surely.
# **Predict**: how many of our training steps fit into one of Keras', on this network and this machine?

# %%
full_x, full_y = digits.train.x[: 54 * 64], digits.train.y[: 54 * 64]  # 54 full batches
model = keras_network(network(SEED).get_weights(), "float32")
model.compile(keras.optimizers.Adam(RATE), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
net = network(SEED)
optimizer = Adam(net.parameters(), RATE)


def our_epoch():
    for rows in rng.permutation(len(full_x)).reshape(-1, 64):
        optimizer.zero_grad()
        softmax_cross_entropy(net(full_x[rows], training=True), full_y[rows]).backward()
        optimizer.step()


model.fit(full_x, full_y, batch_size=64, verbose=0)  # the first epoch also compiles, so it is not timed
keras_ms = milliseconds(lambda: model.fit(full_x, full_y, batch_size=64, verbose=0), repeats=3) / 54
our_ms = milliseconds(our_epoch, repeats=3) / 54
record("A training step of Keras on TensorFlow", keras_ms, unit="ms")
record("A training step of our engine", our_ms, unit="ms")
claim("On this small network our step keeps up with Keras'", our_ms / keras_ms,
      at_most=2, unit="of Keras' time", tolerance=2)

# %% [markdown]
# Surprised? A step of so small a network is little arithmetic and much bookkeeping, and ours keeps fewer books. We
# expect the order to turn as soon as the arithmetic counts: larger layers, convolutions, above all a graphics
# processor, for which NumPy has no code. Lesson 38 measures where. From here on, the lessons use Keras, and you
# know what happens inside.

# %% [markdown]
# ## Exercises
#
# You met the first one above. Write where the dots stand, run the cell, read the verdict, try again.

# %% [markdown]
# {{exercise 05.2}}

# %% [markdown]
# {{exercise 05.3}}

# %% [markdown]
# {{exercise 05.4}}

# %% [markdown]
# {{exercise 05.5}}

# %% [markdown]
# ## What we measured
#
# - Blame is a slope: what the loss does when one weight is nudged. The chain rule multiplies slopes along a path
#   and adds where paths meet.
# - Nudging confirms it, with steps that are neither too large nor too small.
# - All gradients together cost a few forward passes; nudging costs two passes a weight.
# - A network on our own engine reads digits as well as the best classic method, and its gradients are TensorFlow's,
#   weight by weight.

# %% [markdown]
# ## Where this fails
#
# Blame is a slope, so where nothing slopes there is no blame. A unit whose weighted sums have all fallen below zero
# says 0 for every digit, with slope 0: a **dead neuron**. One step that is far too large can do that. **Predict**
# what share of the weights gets *exactly* no blame from thousands of digits, in a fresh network and after such a
# step.


# %%
def blameless(net):
    softmax_cross_entropy(net(digits.train.x), digits.train.y).backward()
    return np.mean(np.concatenate([p.grad.ravel() == 0 for p in net.parameters()]))


def after_step(net, rate):
    forward(net).backward()
    for p in net.parameters():
        p.data, p.grad = p.data - np.float32(rate) * p.grad, None
    return net


shares = {
    "a fresh network": [blameless(network(seed)) for seed in seeds[:3]],
    "after one huge step": [blameless(after_step(network(seed), 10)) for seed in seeds[:3]],
}
fresh, hurt = (np.mean(share) for share in shares.values())
claim("One huge step kills neurons, and blame with them", hurt - fresh,
      at_least=0.1, unit="share of the weights", tolerance=0.12, seeds=seeds[:3])

# %% [markdown]
# (Why has even a fresh network weights that nobody blames? You find out in the last exercise.) And the thing we
# care for, accuracy? Nudge a weight a little, and no answer changes; accuracy is flat nearly everywhere. Here we
# nudge one weight at a time in fresh networks, and ask whether the accuracy on the validation digits moves at all.


# %%
def unmoved(net, nudges=150):
    before, same = accuracy(net, digits.val), 0
    for i in range(nudges):
        values = net.parameters()[2 * (i % 3)].data  # one of the three kernels
        place = tuple(rng.integers(values.shape))
        values[place] += 1e-4
        same += accuracy(net, digits.val) == before
        values[place] -= 1e-4
    return same / nudges


shares["accuracy as the loss"] = [unmoved(network(seed)) for seed in seeds[:3]]
show(
    plot.bars(shares, xlabel="share of weights with exactly no blame", highlight="accuracy as the loss",
              title="No slope, no blame: what is flat cannot be trained"),
    alt="Three bars: in a fresh network a small share of the weights gets no blame, after one "
        "step that was far too large about twice as many, and with accuracy in place of the loss "
        "practically all of them.",
)
claim("Accuracy blames nobody", np.mean(shares["accuracy as the loss"]),
      at_least=0.95, unit="share of the weights", tolerance=0.05, seeds=seeds[:3])

# %% [markdown]
# That is why networks are trained on a smooth stand-in, the cross-entropy, and only *judged* by accuracy. Two more
# limits. The backward pass needs the values of the forward pass, so the tape keeps them all: in large models the
# tape, not the weights, fills the memory. And blame says *which way*, not *how far*. **Guess** what happens to the
# loss of our first neuron, which was 1, when its weights go against the gradient by one, three or ten hundredths of
# it.

# %%
depths = [1, 2, 4, 8, 16, 32]
tapes = [forward(network(SEED, hidden=(128,) * depth)).tape() for depth in depths]
megabytes = [sum(entry.data.nbytes for entry in tape if entry.parents) / 1e6 for tape in tapes]
show(
    plot.lines(depths, {"tape": megabytes}, xlabel="hidden layers of 128 units", ylabel="values kept (MB)",
               height=3.4, title="The tape grows with every layer"),
    alt="Megabytes of values that the tape keeps against the number of hidden layers: a straight "
        "line upwards.",
)
claim("Twice as deep, twice the tape", megabytes[-1] / megabytes[-2], between=(1.9, 2.1), unit="times")
for step in (0.01, 0.03, 0.1):
    moved = [weight - step * blame for weight, blame in zip(w, dL_dw, strict=True)]
    print(f"{step:4} of the gradient: loss {error(moved) ** 2:.2f}")

# %% [markdown]
# ## Further reading
#
# - [@rumelhart1986] is the paper that made the method famous: four pages, still worth an hour.
# - [@linnainmaa1976] had the backward pass before, for rounding errors instead of neurons.
# - [@griewank2012] tells who found it when, and why a gradient is always cheap.
# - [@baydin2018] surveys what has been built on it and clears up which derivative is which.
# - [@micrograd] is a scalar tape in about a hundred lines: read it after this lesson, then write your own.

# %% [markdown]
# ## Next
#
# For every weight we now know which way is down, and the neuron has shown the rest of the problem: two steps in the
# right direction helped, a longer one left the loss higher than before. A slope is a promise about the next small
# nudge. How far to trust it is the question of [lesson 06](06_training.ipynb); what becomes of blame on a way through sixty layers, that
# of [lesson 07](07_going_deep.ipynb). To give the network a layer that suits pictures, go on to [lesson 09](09_convolution.ipynb).
