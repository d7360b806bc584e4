# ---
# jupyter:
#   course:
#     title: Going deep
#     question: Why was deep hard?
#     needs: ["06"]
#     data: [fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# We can train any network whose gradients reach its weights. For twenty years, networks with more than a few hidden layers
# did not train, and many people gave up on them. Nothing was wrong with the idea of depth, and backpropagation is exact at
# any depth. So **what happens to a signal, and to the blame that comes back, in thirty-two layers, and what keeps both
# alive?**

# %%
import inspect
import sys

import numpy as np
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.engine import (Activation, Adam, BatchNorm, Dense, Input, LayerNorm, Residual, Sequential, Tensor, inits,
                                 softmax_cross_entropy)
from course_utils.engine.schedules import cosine_decay

print("TensorFlow is loaded:", "tensorflow" in sys.modules)

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS = {"smoke": (1, 12), "standard": (5, 150), "full": (10, 1000)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
FEW = SEEDS[:3]  # the slower ones from three of them
DEPTH, WIDTH = 32, 32  # hidden layers, and units in each


def typical(ratios):
    return np.exp(np.mean(np.log(ratios)))  # the geometric mean, for numbers that differ by factors

# %% [markdown]
# ## Three numbers, multiplied
#
# A chain of three layers, one unit each, no bend. Every weight is one half, and 8 comes in: $h_1 = \frac{1}{2} \cdot 8$,
# $h_2 = \frac{1}{2} h_1$, $h_3 = \frac{1}{2} h_2$. The loss blames the end of the chain with 1. **By hand, before you
# run it**: what comes out, and how much blame arrives at the beginning? Then: what would it be with weights of 2?

# %%
for weight in (0.5, 2.0):
    h = start = Tensor(8.0, requires_grad=True)
    for _ in range(3):
        h = weight * h
    h.backward()
    print(f"weights {weight}: the signal leaves as {h.item():g}, the blame arrives as {start.grad:g}")

# %% [markdown]
# Both are multiplied by the same three weights, the signal on its way forward, the blame on its way back: lesson 05's
# chain rule. One eighth, or eight. That is harmless. Now make the chain longer. **Before you look, sketch** the blame that arrives after 4
# to 64 layers if the weights are 0.5, 0.9, 1, 1.1 or 1.5. Is a weight of 0.9 much like a weight of 1?

# %%
lengths = np.arange(0, 65, 4)
show(
    plot.lines(lengths, {f"weights {w}": w**lengths for w in (1.5, 1.1, 1.0, 0.9, 0.5)}, logy=True,
               xlabel="layers in the chain", ylabel="blame that arrives",
               title="What is multiplied layer by layer fades or explodes; only 1 stays"),
    alt="Blame against the number of layers on a logarithmic axis: five straight lines from 1. With weights above 1 they "
        "climb, with weights below 1 they sink, by many orders of magnitude; only with weights of exactly 1 the line is level.",
)

# %% [markdown]
# In a long chain there is hardly any room between nothing and far too much. Blame that fades from layer to layer is called a
# **vanishing gradient**, blame that grows from layer to layer an **exploding gradient**. Both were found in networks
# for sequences, which are deep in time [@bengio1994]; lesson 11 meets them there. A bend does not help: the slope of
# tanh is at most 1, and multiplies too.

# %% [markdown]
# {{exercise 07.1}}

# %% [markdown]
# ## A signal through thirty-two layers
#
# In a network, a layer multiplies not by a number but by a table of random weights. How large should they be? Until about 2010
# the custom was: uniform between $-1/\sqrt{n}$ and $1/\sqrt{n}$ for a unit with $n$ inputs. (PyTorch's `Linear`
# still begins this way.) We send garments through 32 layers of 32 tanh units.

# %%
fashion = data.load("fashion")
grey = fashion.train.x.mean()  # subtracted, so that the mean pixel is 0


def pixels(part):
    return part.x.reshape(len(part.x), -1) - grey  # (n, 784)


def network(seed, depth=DEPTH, start="glorot_uniform", norm=None, residual=False, bend="tanh"):
    """Return a network from 784 pixels to ten scores; norm and residual are for later."""
    def block():
        return [Dense(WIDTH, kernel_initializer=start), *([norm()] if norm else []), Activation(bend)]

    wrap = Residual if residual else Sequential
    hidden = [Dense(WIDTH, bend, kernel_initializer=start), *[wrap(block()) for _ in range(depth - 1)]]
    return Sequential([Input((784,)), *hidden, Dense(10)], rng=seed)


x_train, x_test, y_train, y_test = pixels(fashion.train), pixels(fashion.test), fashion.train.y, fashion.test.y
print(f"{sum(p.size for p in network(SEED).parameters()):,} weights, {x_train.shape} training pixels")

# %% [markdown]
# How large are the numbers inside? We measure a signal by its *mean square*. A unit adds up $n$ inputs $h_i$ times weights
# $w_i$, drawn independently with mean 0:
#
# $$\mathrm{mean}\Big[\big(\textstyle\sum_i w_i h_i\big)^2\Big] = n \cdot \mathrm{variance}(w) \cdot \mathrm{mean}(h^2)$$
#
# for all mixed terms are 0 on average. A uniform number between $-a$ and $a$ has variance $a^2/3$. **By hand, before you
# read on**: by which factor does the customary start change the mean square in one layer? And the signal, its root, in thirty-two?

# %% [markdown]
# The factor is $n \cdot \frac{1}{3n} = \frac{1}{3}$. One layer leaves a third of the mean square, 32 layers a
# $3^{32}$-th, and of the root $3^{-16}$: the signal is divided by more than forty million. The formula also says what would be
# right: **variance $1/n$**, so that the factor is 1. We measure both, and weights twice as large. **Predict** what twice as
# large will do: tanh never says more than 1.


# %%
def custom(shape, rng, dtype):
    return (rng.uniform(-1, 1, shape) / shape[0] ** 0.5).astype(dtype)


def spread(size):
    """Return an initialiser: normal numbers with standard deviation size / root of n."""
    return lambda shape, rng, dtype: (rng.standard_normal(shape) * size / shape[0] ** 0.5).astype(dtype)


def passed(net, x):
    """Return what leaves each layer of a network, as a list of tensors; the last are the scores."""
    return [x := layer(x, training=True) for layer in net.layers]


def size(values):
    return np.sqrt(np.mean(values.astype(float) ** 2))  # root mean square; squares of tiny numbers need 64 bits


def walk(net, n=256):
    """Return the size of the signal behind every hidden layer, and of the blame there: (2, depth)."""
    *hidden, scores = passed(net, x_train[:n])
    softmax_cross_entropy(scores, y_train[:n]).backward()
    return np.array([[size(h.data) for h in hidden], [size(h.grad) for h in hidden]])

# %% [markdown]
# Each start is drawn five times. The left panel reads from left to right, as the signal goes; the right one from right
# to left, as the blame comes back.

# %%
starts = {"customary": custom, "variance 1/n": spread(1), "twice as large": spread(2)}
walks = {name: np.array([walk(network(seed, start=start)) for seed in SEEDS]) for name, start in starts.items()}
forward, backward = ({name: w[:, way] for name, w in walks.items()} for way in (0, 1))  # (runs, 32) each
show(
    plot.panels(range(1, DEPTH + 1), {"the signal, on its way forward": forward, "the blame, on its way back": backward},
                logy=True, share=False, xlabel="layer", ylabel="size (root mean square)",
                title="The customary start loses signal and blame; a larger one makes the blame explode"),
    alt="Two panels on logarithmic axes against the layer. Left: with the customary start the signal falls in a straight "
        "line by eight orders of magnitude; with variance 1/n it sinks slowly; with twice that it stays level. Right: the "
        "blame, read from layer 32 back to layer 1: it falls as steeply with the customary start, and grows by orders of "
        "magnitude with the large one.",
)
kept = {name: typical(f[:, -1] / f[:, 0]) for name, f in forward.items()}  # over 31 layers
back = {name: typical(b[:, 0] / b[:, -1]) for name, b in backward.items()}
claim("The customary start multiplies the signal in each layer by (foreseen: the root of one third)",
      kept["customary"] ** (1 / (DEPTH - 1)), between=(0.53, 0.62), seeds=SEEDS)
claim("From the last to the first of 32 layers it divides the blame by", 1 / back["customary"], at_least=1e5, unit="times",
      tolerance=1e9, seeds=SEEDS)
claim("With variance 1/n, there is left of the signal", kept["variance 1/n"], at_least=0.1, seeds=SEEDS, tolerance=0.3)
claim("Twice as large weights multiply the blame by", back["twice as large"], at_least=30, unit="times", tolerance=1000,
      seeds=SEEDS)

# %% [markdown]
# The customary start fades as foreseen, forward *and* back: at layer 1 next to nothing arrives. Twice as large is no cure. The
# signal cannot grow beyond tanh's 1 and looks healthy; the blame has no such roof, and explodes. *Look at both.* With
# variance $1/n$ both sink a little: where tanh bends, its slope is below 1.

# %% [markdown]
# How to begin is called **initialisation**. The way back has the same formula, with the units *out* in place of the inputs,
# so Glorot and Bengio take the middle, variance $2/(n_{in} + n_{out})$, the default of Keras [@glorot2010]. ReLU throws away
# one half of the mean square, and He's rule makes good for it: $2/n$ [@he2015]. **Predict** for both bends, and for none,
# at which size of the weights the factor of a layer crosses 1.

# %%
print(inspect.getsource(inits.he_normal))


def factor(bend, start, tables):
    """Return by what a layer multiplies the size of a signal: the mean of layers 11 to 20."""
    h, sizes = np.random.default_rng(SEED).standard_normal((64, 256)).astype("float32"), []
    for table in tables:
        h = bend(h @ (start * table)).data
        sizes.append(size(h))
    return (sizes[19] / sizes[9]) ** 0.1


tables = [np.random.default_rng(seed).standard_normal((20, 256, 256)).astype("float32") / 16 for seed in SEEDS]  # of size 1
grid, bends = np.linspace(0.5, 2, 7), {"no bend": Tensor, "ReLU": engine.relu, "tanh": engine.tanh}
factors = {name: np.array([[factor(bend, start, drawn) for start in grid] for drawn in tables])
           for name, bend in bends.items()}
show(
    plot.lines(grid, factors, xlabel="size of the weights: standard deviation times the root of n", ylabel="factor of a layer",
               references={"the signal stays": 1}, title="Two lines of algebra foresee where a signal stays"),
    alt="The factor of a layer against the size of its weights. Without a bend it is the diagonal and crosses 1 at 1; "
        "with ReLU a flatter straight line that crosses 1 at the root of 2; with tanh it climbs to 1 and stays there.",
)
crossing = {name: np.interp(1, factors[name].mean(axis=0), grid) for name in ("no bend", "ReLU")}
claim("Without a bend, the signal stays with weights of size", crossing["no bend"], between=(0.95, 1.05), seeds=SEEDS)
claim("With ReLU it stays with weights of size (foreseen: the root of two)", crossing["ReLU"], between=(1.3, 1.55), seeds=SEEDS)

# %% [markdown]
# Two lines of algebra foresaw both crossings, and tanh forgives a large size, forward. Now the blame for a *weight*: that
# of its unit times what comes in (lesson 05). Many books say that in deep networks the *first* layers get too little.
# **Predict** from the figure before last: with the customary start, which layers' kernels are blamed least?


# %%
def kernel_blame(net, n=256):
    """Return the length of the gradient of each hidden layer's kernel: (depth,)."""
    softmax_cross_entropy(net(x_train[:n], training=True), y_train[:n]).backward()
    kernels = [weight for name, weight in net.named_weights().items() if name.endswith("kernel")]
    return np.array([np.linalg.norm(kernel.grad.astype(float)) for kernel in kernels[:-1]])  # the last makes the scores


depths = [4, 8, 16, 32, 64]
blames = {name: [[kernel_blame(network(seed, depth, start)) for depth in depths] for seed in SEEDS]
          for name, start in starts.items()}
show(
    plot.lines(depths, {name: [[typical(b) for b in row] for row in rows] for name, rows in blames.items()},
               logy=True, xlabel="hidden layers", ylabel="length of a kernel's gradient",
               title="With the customary start, depth takes the blame from every kernel"),
    alt="Length of the kernels' gradient against the number of hidden layers, on a logarithmic axis. With the customary "
        "start it falls by fourteen orders of magnitude from 4 to 64 layers; with variance 1/n it sinks a little; with large "
        "weights it grows.",
)
few, many = (typical([row[depths.index(n)] for row in blames["customary"]]) for n in (4, DEPTH))
claim("Against a few plain layers, thirty-two divide the gradient of a kernel by", few / many, at_least=1e4,
      unit="times", tolerance=1e9, seeds=SEEDS)
for bend, most in {"tanh": {"between": (0.2, 5)}, "sigmoid": {"at_most": 1e-6}}.items():
    nets = [kernel_blame(network(seed, start=custom, bend=bend)) for seed in SEEDS]
    claim(f"With {bend} units, the gradient of the second kernel is, of the last one's",
          typical([blame[1] / blame[-1] for blame in nets]), **most, seeds=SEEDS, tolerance=3)

# %% [markdown]
# A surprise: with tanh, no layer is worse off. Early layers have a signal and no blame, late ones blame and no signal, and
# the product is next to nothing *everywhere*. The story of the books is that of sigmoids, which were customary too: never
# negative, they keep a signal, and the first layers starve. A right start mends the first step; but training moves the
# weights, and nothing holds the factor. Two more inventions do: one corrects it at every layer, one goes round it.

# %% [markdown]
# ## Correct it, or go round it
#
# *Normalise*: subtract the mean, divide by the standard deviation. **Batch normalisation** does it for each unit, over
# the examples of the batch [@ioffe2015]. **Layer normalisation** does it for each example, over the units of the layer
# [@ba2016]. Two examples, two units: the first says (1, 5), the second (3, 9). **By hand, before you run it**: what
# do the two make of it?

# %%
table = np.array([[1.0, 5.0], [3.0, 9.0]])  # (examples, units)
print("batch normalisation\n", BatchNorm()(table, training=True).data.round(2))
print("layer normalisation\n", LayerNorm()(table).data.round(2))
print(inspect.getsource(BatchNorm.call))
print(inspect.getsource(engine.batch_norm).split('"""')[2].split("def variance_rule")[0])  # what follows the docstring

# %% [markdown]
# By columns: each unit has a −1 and a 1. By rows: each example has a −1 and a 1. (A small `epsilon` keeps the division finite.) Then
# a spread `gamma` and a centre `beta`, which are learned, so the network may undo it all. One thing is odd. In
# training, an example's answer depends on its neighbours in the batch. In evaluation it must not, so *running* means, kept
# on the way, take their place. You write that in exercise 07.3.

# %% [markdown]
# *Go round it*: let a layer say what to *add*. A **residual connection** is the $x$ in [@he2016]
#
# $$y = x + f(x), \qquad \frac{\partial y}{\partial x} = 1 + f'(x)$$
#
# The 1 is a way back that no weight can dim. **Predict**: three blocks in a row, each $f$ with slope one half. What
# blame arrives at the beginning? In the plain chain it was one eighth.

# %%
print(inspect.getsource(Residual.call))
h = start = Tensor(8.0, requires_grad=True)
for _ in range(3):
    h = h + 0.5 * h
h.backward()
print("the blame that arrives:", start.grad)

# %% [markdown]
# $(1 + \frac{1}{2})^3 = 1 + \frac{3}{2} + \frac{3}{4} + \frac{1}{8}$. Multiply it out, and you see eight ways through: one that goes round
# all blocks, three through one of them, three through two, and the old way through all three, an eighth
# [@veit2016]. Short ways carry the blame. But look: it is more than 1 now. **Predict** what 32 residual blocks do to a
# signal if each adds as much as it got, as ReLU with He's start does. And with a normalisation inside the block?

# %%
blocks = {"residual": {"residual": True}, "residual + norm": {"residual": True, "norm": BatchNorm}}
growth = {name: np.array([walk(network(seed, start="he_normal", bend="relu", **options))[0] for seed in SEEDS])
          for name, options in blocks.items()}
show(
    plot.lines(range(1, DEPTH + 1), growth, logy=True, xlabel="layer", ylabel="size of the signal", height=3.6,
               title="Adding up doubles and doubles, unless each block is normalised"),
    alt="Size of the signal against the layer, logarithmic. In residual blocks with ReLU it climbs in a straight line by "
        "several orders of magnitude; with normalisation inside the block it grows slowly.",
)
grown = {name: typical(g[:, -1] / g[:, 0]) for name, g in growth.items()}
claim("Through 31 residual ReLU blocks the signal grows", grown["residual"], at_least=1e3, unit="times", tolerance=1e6, seeds=SEEDS)
claim("With batch normalisation inside the blocks it grows", grown["residual + norm"], at_most=100, unit="times", tolerance=30,
      seeds=SEEDS)

# %% [markdown]
# A signal that is added to in proportion grows like compound interest; one whose additions are all of one size grows no
# faster than their number. So the two inventions need each other: the residual connection keeps the blame, the normalisation keeps
# the signal. (Tanh, which never says more than 1, is tame by itself.)

# %% [markdown]
# ## The race
#
# Now they train: 32 layers of 32 tanh units, with no remedy, with a right start, and then with that start *and* batch
# normalisation, residual connections, or both. All get the same garments, batches and number of steps. Each has its own
# learning rate, the best of 0.001, 0.003 and 0.01 on validation garments, tried beforehand. So does a network of *four*
# layers with Glorot's start.


# %%
def learn(net, rate, seed, steps=STEPS, batch=128, watch=None):
    """Train with Adam; at every fifth step, append the blame at all hidden layers to the list watch."""
    draw, n = np.random.default_rng(seed), len(x_train)
    order = np.concatenate([draw.permutation(n) for _ in range(1 + steps * batch // n)])  # pass after pass
    climb = steps // 4  # a warm-up, then down
    optimizer = Adam(net.parameters(), cosine_decay(rate, steps - climb, warmup_steps=climb))
    for step in range(steps):
        rows = order[step * batch : (step + 1) * batch]
        *hidden, scores = passed(net, x_train[rows])
        optimizer.zero_grad()
        softmax_cross_entropy(scores, y_train[rows]).backward()
        if watch is not None and step % 5 == 0:
            watch.append([size(h.grad) for h in hidden])
        optimizer.step()
    return net


def accuracy(net, x=x_test, y=y_test, training=False):
    with engine.no_grad():
        return np.mean(net(x, training).data.argmax(axis=1) == y)


def batch_norm():
    return BatchNorm(momentum=0.9)  # we train for few steps: the running means must not be slow

# %% [markdown]
# Five random starts each. While the first of each trains, we note the blame at every layer. **Write down the order** in which you
# expect them, and a number for the best: how many points behind the four layers?

# %%
recipes = {"no remedy": ({"start": custom}, 0.01), "a right start": ({}, 0.001), "batch norm": ({"norm": batch_norm}, 0.01),
           "residual": ({"residual": True}, 0.01), "residual + norm": ({"residual": True, "norm": batch_norm}, 0.01)}
deep, watched = {}, {}
for name, (options, rate) in train.progress(recipes.items(), "remedies, 32 layers"):
    watched[name] = []
    deep[name] = [accuracy(learn(network(seed, **options), rate, seed, watch=watched[name] if seed == SEED else None))
                  for seed in SEEDS]
four = [accuracy(learn(network(seed, depth=4), 0.01, seed)) for seed in SEEDS]

# %%
show(
    plot.heats({name: np.array(blame).T for name, blame in watched.items()}, span=(0, STEPS), log=True, floor=1e-6,
               xlabel="step of training", ylabel="layer (1 reads the pixels)", unit="blame at the layer (root mean square)",
               bars=deep, barlabel="test accuracy", references={"4 layers": np.mean(four)},
               title="Blame must reach the pixels: four remedies for a network of 32 layers"),
    alt="Five colour maps of the blame, layer against training step, with a bar of test accuracy under each. Without "
        "remedy the upper half is dark all along and accuracy is near guessing. With a right start the map is evenly lit, with "
        "stripes, and accuracy middling. Batch norm alone is brightest in the first layers. Residual connections are bright "
        "there at first, then even, with higher accuracy; with norm the map is even soonest, and the bar reaches the line of "
        "the 4-layer network.",
)

# %% [markdown]
# Before we read it: is the line high enough to be worth reaching? On the same garments, a naive method, the nearest of
# the ten mean pictures, and a classic one, the support vector machine of lesson 06.

# %%
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

pictures = np.stack([x_train[y_train == c].mean(axis=0) for c in range(10)])  # (10, 784)
nearest = np.mean((0.5 * (pictures**2).sum(axis=1) - x_test @ pictures.T).argmin(axis=1) == y_test)
svm = make_pipeline(PCA(50, random_state=SEED), SVC(C=10)).fit(x_train, y_train).score(x_test, y_test)
best, mean = np.mean(deep["residual + norm"]), {name: np.mean(runs) for name, runs in deep.items()}
fresh = {name: [walk(network(seed, **recipes[name][0]))[1] for seed in SEEDS] for name in ("batch norm", "residual + norm")}
grows = {name: typical([blame[0] / blame[-1] for blame in blames]) for name, blames in fresh.items()}
record("The nearest mean picture", nearest, unit="accuracy")
claim("Without a remedy, 32 layers reach", mean["no remedy"], at_most=0.3, unit="accuracy", tolerance=0.2, seeds=SEEDS)
claim("With both remedies they lead the four layers by", best - np.mean(four), between=(-0.02, 0.02), unit="accuracy",
      tolerance=0.02, seeds=SEEDS)
claim("Both remedies are ahead of the right start alone by", best - mean["a right start"], at_least=0.05, unit="accuracy",
      tolerance=0.1, seeds=SEEDS)
claim("Before the first step, batch norm alone multiplies blame on its way back by", grows["batch norm"], at_least=15,
      unit="times", tolerance=30, seeds=SEEDS)
claim("Together with residual connections it does so less, by a factor of", grows["residual + norm"] / grows["batch norm"],
      at_most=0.7, tolerance=0.2, seeds=SEEDS)
claim("The SVM is ahead of them by", svm - best, between=(0.01, 0.08), unit="accuracy", tolerance=0.02, seeds=SEEDS)

# %% [markdown]
# Read the maps from the bottom, where the blame comes in, to the top. With no remedy the upper half stays dark, and the
# network hardly does better than a guess. Batch norm *alone* is brightest: every normalisation multiplies blame by a little
# more than 1, an exploding gradient again, as theory foresees [@yang2019]. Residual connections add up blame too, but calm
# down as training goes; with both, the map is even soonest, and 32 layers match the four.

# %% [markdown]
# The map is not the whole story. The right start looks well lit, and reads far worse than the residual networks. Blame
# reaches its first layers, but what do they get to say? Their signal passes 31 mixing tables before it becomes a score. We
# expect that a shortcut keeps the picture alive *forward*, as much as the blame backward; the maps show only one
# half of that.

# %% [markdown]
# If depth can be trained now, is deeper better? We vary it from 2 to 32 layers, with both remedies and with a right
# start alone, each at the rate that came first on validation garments. **Before you look, sketch** the two.

# %%
ladder = [2, 4, 8, 16, 32]
rates = {"a right start": (0.01, 0.01, 0.003, 0.003, 0.001), "residual + norm": (0.01,) * 5}
curves = {name: np.zeros((len(FEW), len(ladder))) for name in rates}
for i, seed in enumerate(train.progress(FEW, "networks of five depths")):
    for name, by_depth in rates.items():
        for j, (depth, rate) in enumerate(zip(ladder, by_depth, strict=True)):
            net = network(seed, **{**recipes[name][0], "depth": depth})
            curves[name][i, j] = deep[name][i] if depth == DEPTH else accuracy(learn(net, rate, seed))
show(
    plot.lines(ladder, curves, ylim=(0.5, 0.9), xlabel="hidden layers", ylabel="test accuracy",
               references={"SVM": svm}, title="Depth has become possible; on these garments it is of no use"),
    alt="Test accuracy against depth. With a right start alone it sinks from 8 layers on, further and with more "
        "spread at every step. With residual connections and norm it stays level from 2 to 32 layers, below the line "
        "of the SVM.",
)
both, alone = curves["residual + norm"].mean(axis=0), curves["a right start"].mean(axis=0)
claim("With both remedies, 32 layers gain over 2", both[-1] - both[0], between=(-0.04, 0.015), unit="accuracy",
      tolerance=0.02, seeds=FEW)
claim("With a right start alone, 32 layers lose against 2", alone[0] - alone[-1], at_least=0.05, unit="accuracy",
      tolerance=0.15, seeds=FEW)

# %% [markdown]
# The remedies make 32 layers *trainable*, not *useful*: a further dense layer of 32 units has little to add to the same 32
# numbers, as lesson 01 found too. Where each layer has new work to do, as in photographs, networks of more than a hundred
# layers are known to beat shallower ones, and they need both inventions [@he2016]. Lessons 10 and 14 use them.

# %% [markdown]
# ## The same in Keras
#
# Keras has these layers too. First one by one, with the weights of ours: **what agreement do you expect**? In the
# residual block, each Keras layer is *called* on what comes in, so that the sum can be written as a sum. (Lesson 08
# shows this way of building in full.)

# %%
import keras
from keras import layers, ops


def residual_block(x):
    return layers.add([x, layers.Dense(WIDTH, activation="tanh")(x)])


x = np.random.default_rng(SEED).normal(2, 3, (64, WIDTH)).astype("float32")
inputs = keras.Input((WIDTH,))
pairs = {"BatchNorm, training": (BatchNorm(), layers.BatchNormalization(), {"training": True}),
         "BatchNorm, evaluation": (BatchNorm(), layers.BatchNormalization(), {}),
         "LayerNorm": (LayerNorm(), layers.LayerNormalization(), {}),
         "Residual": (Residual([Dense(WIDTH, "tanh")], rng=SEED), keras.Model(inputs, residual_block(inputs)), {})}
for name, (ours, theirs, mode) in pairs.items():
    ours(x), theirs(x)  # the first call makes the weights
    theirs.set_weights(ours.get_weights())
    mine, other = ours(x, **mode).data, ops.convert_to_numpy(theirs(x, **mode))
    claim(f"{name}: ours and Keras' differ by, relative to the largest", np.abs(mine - other).max() / np.abs(other).max(),
          at_most=1e-5, tolerance=1e-5)

# %% [markdown]
# Now a whole network, as a practitioner writes it: a loop, and one line that adds. Sixteen layers will do (before its first
# step, Keras needs a while to prepare each). It starts from our weights, and gets our batches in our order. Rounding
# differs, each step builds on the last, and every layer passes on what differs. **Predict** how far its scores, and
# the names that it gives to test garments, will be from ours.

# %%
def keras_network(depth):
    inputs = keras.Input((784,))
    h = layers.Dense(WIDTH, activation="tanh")(inputs)
    for _ in range(depth - 1):
        branch = layers.Dense(WIDTH)(h)
        branch = layers.BatchNormalization(momentum=0.9)(branch)
        h = layers.add([h, layers.Activation("tanh")(branch)])
    return keras.Model(inputs, layers.Dense(10)(h))


model = keras_network(16)
model.set_weights(network(SEED, 16, **recipes["residual + norm"][0]).get_weights())
climb = STEPS // 4
rate = keras.optimizers.schedules.CosineDecay(0.0, STEPS - climb, warmup_target=0.01, warmup_steps=climb)
model.compile(keras.optimizers.Adam(rate), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
draw, n = np.random.default_rng(SEED), len(x_train)  # the same draws as in learn
order = np.concatenate([draw.permutation(n) for _ in range(1 + STEPS * 128 // n)])[: STEPS * 128]
model.fit(x_train[order], y_train[order], batch_size=128, shuffle=False, verbose=0)
theirs = ops.convert_to_numpy(model(x_test))  # (2000, 10): the scores
mine = learn(network(SEED, 16, **recipes["residual + norm"][0]), 0.01, SEED)(x_test).data
claim("Trained from the same start, Keras' scores and ours differ by, relative to the largest",
      np.abs(mine - theirs).max() / np.abs(theirs).max(), at_most=0.01, tolerance=0.01)
claim("Of the test garments they name differently", np.mean(mine.argmax(axis=1) != theirs.argmax(axis=1)), at_most=0.01,
      unit="as a share", tolerance=0.01)

# %% [markdown]
# Not by luck: the scores do differ, by rounding that every step has magnified, and by far too little to change many
# names. Of the network you now know every part.

# %% [markdown]
# ## Exercises
#
# You met the first one above. For the others, write where the dots stand, run the cell, read the verdict, and try again.

# %% [markdown]
# {{exercise 07.2}}

# %% [markdown]
# {{exercise 07.3}}

# %% [markdown]
# {{exercise 07.4}}

# %% [markdown]
# {{exercise 07.5}}

# %% [markdown]
# ## What we measured
#
# - Signal and blame are multiplied layer by layer: what is not kept at 1 fades or explodes, and one need not show the other.
# - A weight's blame is signal times blame of its unit: with small tanh layers next to nothing everywhere, with sigmoids less
#   and less towards the first.
# - Two lines of algebra say how to begin: variance 1/n, or 2/n behind ReLU. Measured factors agree.
# - A right start alone serves a few layers; batch norm alone makes blame explode; residual connections alone keep blame and
#   may let the signal grow. Together they train 32 layers as well as four.
# - Deep is possible then, not better: on these garments two layers do as well, and an SVM is ahead.

# %% [markdown]
# ## Where this fails
#
# Batch normalisation needs a batch. With two examples, one unit says −1 and 1 whatever it saw, and with one example
# it says 0. How small may a batch be? A network of four layers learns with batch sizes from 1 to 64, the same number of
# steps, with batch or layer normalisation. **Predict** the two curves, judged as in evaluation: one example at a time.


# %%
tiny = [1, 2, 4, 16, 64]
judged = {"layer norm": np.zeros((len(FEW), len(tiny))), "batch norm": np.zeros((len(FEW), len(tiny)))}
groups = np.zeros((len(FEW), len(tiny)))  # batch norm, judged in groups, as in training
for i, seed in enumerate(train.progress(FEW, "networks with tiny batches")):
    for j, batch in enumerate(tiny):
        for name, norm in {"layer norm": LayerNorm, "batch norm": batch_norm}.items():
            net = learn(network(seed, depth=4, norm=norm), 0.003, seed, STEPS * 4 // 3, batch)
            judged[name][i, j] = accuracy(net)
        rows = np.arange(400 // batch * batch).reshape(-1, batch)
        groups[i, j] = np.mean([accuracy(net, x_test[r], y_test[r], training=True) for r in rows])
show(
    plot.lines(tiny, judged | {"batch norm, in groups": groups}, logx=True, ylim=(0, 1), xlabel="examples in a batch",
               ylabel="test accuracy", references={"guessing": 0.1},
               title="Batch normalisation needs a batch; layer normalisation does not"),
    alt="Test accuracy against the batch size from 1 to 64. Layer norm rises gently. Batch norm is near guessing with one "
        "example, far below layer norm with two, and level with it from sixteen on.",
)
lead = (judged["layer norm"] - judged["batch norm"]).mean(axis=0)
claim("With one example in a batch, batch norm reaches", judged["batch norm"][:, 0].mean(), at_most=0.3, unit="accuracy",
      tolerance=0.2, seeds=FEW)
claim("With two, layer norm is ahead by", lead[1], at_least=0.1, unit="accuracy", tolerance=0.3, seeds=FEW)
claim("With four, the same network reads better alone than in groups, by", (judged["batch norm"] - groups)[:, 2].mean(),
      at_least=0.02, unit="accuracy", tolerance=0.1, seeds=FEW)
claim("With 64, layer norm is ahead by", lead[-1], between=(-0.04, 0.04), unit="accuracy", tolerance=0.03, seeds=FEW)

# %% [markdown]
# With a batch of one, a normalised unit says 0 in training, whatever the picture: nothing can be learned. With two, it says
# −1 or 1. And judged in groups, as in training, networks read worse than alone: neighbours are noise. Training and
# evaluation compute *two* functions, and we hope that they agree. Layer normalisation has one, and needs no neighbours, so
# networks for text prefer it (lesson 14).

# %% [markdown]
# Two more limits. The rules for the start hold for random weights; what training makes of them, no formula here foresees:
# the right start alone was lost on the way. And nothing in this lesson says how deep a network *should* be. We measured
# narrow dense networks on one task; with other layers the remedies are the same, and the best depth is not.

# %% [markdown]
# ## Further reading
#
# - [@glorot2010] measures signals and gradients layer by layer, as we did, and finds the start that Keras uses today.
# - [@he2016] is the paper of the residual connection; its first figure is the reason for it.
# - [@veit2016] cuts layers out of a trained residual network, and finds that it hardly minds.
# - [@santurkar2018] asks why batch normalisation helps, and finds that its inventors' reason is not the one.
# - [@bengio1994] shows why a long memory and gradients that last are at odds.

# %% [markdown]
# ## Next
#
# You have all the parts now: layers, losses, blame, optimizers, and what keeps them alive in depth. How does somebody
# who does this for a living put them together, keep an eye on them, and save what was learned? [Lesson 08](08_first_keras_project.ipynb) does one honest
# project from start to end, in Keras. If you would rather see layers for pictures, go on to
# [lesson 09](09_convolution.ipynb).
