# ---
# jupyter:
#   course:
#     title: Hidden layers
#     question: What do the layers in between do?
#     needs: ["02"]
#     data: [spirals, fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# A network reads numbers and ends in scores, one for each class. We know what the first layer gets and what the last
# one should say. Nobody tells the layers in between what to do: their numbers are hidden in the network, so we call
# each a **hidden layer**. So we ask: **what does a hidden layer do to the points that pass through it, and what do
# more units, or more layers, buy?**

# %%
import inspect
import sys

import numpy as np
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.engine import Adam, AdamW, Dense, Flatten, Input, Residual, Sequential, softmax_cross_entropy

print("TensorFlow is loaded:", "tensorflow" in sys.modules)

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS = {"smoke": (2, 10), "standard": (5, 400), "full": (10, 2000)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
FEW = SEEDS[:3]  # the slower ones from three of them

spirals = data.load("spirals")
drawn = spirals.val.x[:120], spirals.val.y[:120]  # the points that the figures show
print(spirals.card.what)  # spirals.card tells more

# %% [markdown]
# ## Fold, then cut
#
# The points are simulated, so that you can see everything there is: two coordinates, three arms. Without a hidden
# layer, each arm's score is a weighted sum of the coordinates, and the border between two arms is a straight line.
# **Write down a number**: what share of the points can three straight borders get right? Guessing gets a third.

# %%
def network(hidden, seed, activation="relu"):
    """Return a network from 2 coordinates to 3 scores; hidden lists the units of each hidden layer."""
    options = {"activation": activation, "kernel_initializer": "he_normal"}
    return Sequential([Input((2,)), *[Dense(units, **options) for units in hidden], Dense(3)], rng=seed)


def learn(net, x, y, rate=0.03, steps=STEPS, batch=600, decay=0.0):
    """Find weights for a network. Lesson 04 explains the loss, 05 the gradients, 06 the steps."""
    optimizer = AdamW(net.parameters(), lambda step: rate * (1 - step / steps), weight_decay=decay)
    for step in range(steps):
        rows = np.arange(step * batch, (step + 1) * batch) % len(x)
        loss = softmax_cross_entropy(net(x[rows], training=True), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return net


def says(net, x):
    with engine.no_grad():
        return net(x).data.argmax(axis=1)  # (n,): the class with the highest score

# %% [markdown]
# The machinery that finds the weights is a black box in this lesson, and `learn` is all of it: it changes them step
# by step so that a number, the *loss*, becomes small. Lessons 04 to 06 open it. Two classic methods compete:
# *logistic regression*, which draws straight borders as well, and the five nearest neighbours, which draw no border
# at all but copy.

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier


def accuracy(net, part=spirals.test):
    return float(np.mean(says(net, part.x) == part.y))


linear = [learn(network((), seed), *spirals.train) for seed in FEW]
straight = np.mean([accuracy(net) for net in linear])
logistic = LogisticRegression().fit(*spirals.train).score(*spirals.test)
neighbours = KNeighborsClassifier(5).fit(*spirals.train).score(*spirals.test)
show(
    plot.regions(lambda p: says(linear[0], p), *drawn, classes=spirals.classes,
                 title="Three straight borders cut every arm to pieces"),
    alt="Three spiral arms of points, wound round each other. Three straight borders divide the "
        "plane like a cake, and each slice holds pieces of all arms.",
)
claim("Without a hidden layer, a network gets right", straight, at_most=0.45, unit="accuracy", seeds=FEW)
record("Logistic regression", logistic, unit="accuracy")
record("Five nearest neighbours", neighbours, unit="accuracy")

# %% [markdown]
# Hardly better than guessing. So we look for the smallest task that no straight line can do. A lamp with two switches
# is lit when *exactly one* of them is up: corners (0, 1) and (1, 0) of a square belong together. Now two **units**. Each
# adds up its inputs times its weights and a number of its own, the **bias** (0 here); an **activation function**
# follows, here **ReLU**: what is below 0 becomes 0.
#
# $$h_1 = \mathrm{relu}(x_1 - x_2), \qquad h_2 = \mathrm{relu}(x_2 - x_1)$$
#
# **By hand, before you run it**: where do the four corners go?

# %%
corners = np.array([[0, 0], [1, 1], [0, 1], [1, 0]])  # (n, 2): the two switches
lit = np.array([0, 0, 1, 1])  # (n,)
W = np.array([[1, -1], [-1, 1]])  # (2, 2): a column for each unit


def fold(x):
    return np.maximum(x @ W, 0)  # (n, 2) -> (n, 2): the weighted sums, then ReLU


for corner, hidden, lamp in zip(corners, fold(corners), lit, strict=True):
    print(f"switches {corner} -> hidden units {hidden}   the lamp is {'lit' if lamp else 'dark'}")
show(
    plot.bent_grid({"the switches": lambda p: p, "the two hidden units": fold}, corners, lit, classes=["dark", "lit"],
                   title="Where the hidden layer puts the corners, one line can part them"),
    alt="Left: the four corners of a square on a grid, dark and lit ones across from each other. "
        "Right: the whole grid lies on two axes; both dark corners are on the origin, the lit "
        "ones on one axis each.",
)

# %% [markdown]
# Both dark corners land on (0, 0), the lit ones on (1, 0) and (0, 1): now the line $h_1 + h_2 = 1/2$ parts them. The
# hidden layer did not cut. It *moved* the points: it pressed the sheet onto the line of all differences $x_1 - x_2$,
# and folded this line at 0. Then the last layer cut, once and straight. Keep this picture: *fold, then cut*.

# %% [markdown]
# Who does the folding, the weights or the activation? Take ReLU away, and the layer $H = X W_1 + b_1$ is followed by
# $Y = H W_2 + b_2$. Put one into the other:
#
# $$Y = X\,(W_1 W_2) + (b_1 W_2 + b_2)$$
#
# That is *one* layer, written in two parts. **Predict**: what will 64 hidden units without an activation get right on
# the spirals? And two hidden layers of 64?

# %%
flat = {hidden: [learn(network(hidden, seed, None), *spirals.train) for seed in FEW] for hidden in ((64,), (64, 64))}
W1, b1, W2, b2 = flat[(64,)][0].get_weights()  # (2, 64), (64,), (64, 3), (3,)
one_layer = spirals.test.x @ (W1 @ W2) + (b1 @ W2 + b2)  # (600, 3)
two_layers = flat[(64,)][0](spirals.test.x).data
claim("Two layers without activation and the one layer in the formula differ by", np.abs(one_layer - two_layers).max(),
      at_most=1e-4, tolerance=1e-4)
for hidden, nets in flat.items():
    gain = np.mean([accuracy(net) for net in nets]) - straight
    name = "one hidden layer" if len(hidden) == 1 else "two hidden layers"
    claim(f"Without activation, {name} of units add", gain, between=(-0.01, 0.01), unit="accuracy", seeds=FEW)

# %% [markdown]
# Nothing at all, and not because training failed: a network without activations, however wide and deep, *is* a
# network without hidden layers. You write the proof in exercise 03.2. The layers of our engine are the two steps from
# above, weighted sum and activation. Here is the whole forward pass of `Dense`; the rest of it makes the weights.

# %%
print(inspect.getsource(Dense.call))

# %% [markdown]
# ## More units
#
# One unit makes one crease. **Before you look, sketch** the border of a network with 2 units, with 8, with 64. And
# with how many units do you expect nine points in ten to be right?

# %%
WIDTHS = [1, 2, 4, 8, 16, 32, 64]
wide = {k: [learn(network((k,), s), *spirals.train) for s in SEEDS] for k in train.progress(WIDTHS, "widths")}
curve = np.array([[accuracy(net) for net in wide[k]] for k in WIDTHS]).T  # (runs, widths)
show(
    plot.lines(WIDTHS, {"network": curve}, logx=True, ylim=(0.2, 1.02), xlabel="hidden units",
               ylabel="accuracy on test points",
               references={"no hidden layer": straight, "nearest neighbours": neighbours},
               title="With enough units, the arms come apart"),
    alt="Accuracy against the number of hidden units on a logarithmic axis: from near the level "
        "without a hidden layer it climbs steeply between two and sixteen units and ends near "
        "the nearest neighbours.",
)
claim("64 units add to a network without a hidden layer", curve[:, -1].mean() - straight, at_least=0.5,
      unit="accuracy", tolerance=0.03, seeds=SEEDS)
claim("The step from two units to sixteen is worth", curve[:, 4].mean() - curve[:, 1].mean(), at_least=0.25,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)

# %%
shown = {f"{k} units": wide[k][0] for k in (2, 8, 64)}
show(
    plot.regions({name: lambda p, net=net: says(net, p) for name, net in shown.items()}, *drawn,
                 classes=spirals.classes, title="Each unit is a crease, and at creases the border turns"),
    alt="Three maps of the plane with the spiral points. With two units the borders have a corner "
        "or two; with eight they follow the arms roughly; with 64 they wind round with them.",
)

# %% [markdown]
# The number of units in a layer is its **width**. Eight units are too few, and luck decides which creases a small
# network finds: the band is wide there. With 64 the border winds round with the arms, and the network catches up with
# the copying neighbours, but does not beat them: a plane full of points is a good world for copying.

# %% [markdown]
# Is ReLU special? Any function can stand in its place. Below are three others: the square of the weighted sum, and
# two smooth steps, *tanh* from −1 to 1 and *sigmoid* from 0 to 1. **Predict the order** of the four on the spirals. A
# square is as bent as can be. Will it do?

# %%
z = np.linspace(-2, 2, 41)
bends = {"none": None, "square": engine.square, "sigmoid": "sigmoid", "tanh": "tanh", "ReLU": "relu"}
curves = {name: (engine.relu if name == "ReLU" else getattr(engine, name))(z).data for name in list(bends)[1:]}
show(
    plot.lines(z, curves, xlabel="weighted sum", ylabel="what the unit says", height=3.4,
               title="Four ways to bend a weighted sum"),
    alt="Four curves over the weighted sum: the square is a valley, the sigmoid a smooth step from "
        "0 to 1, tanh a steeper one from minus 1 to 1, ReLU flat at 0 and then a rising line.",
)

# %% [markdown]
# Each gets 64 units, and so does none at all. For each we try two learning rates, that is, two sizes of the training
# steps, and keep the one that is better on the validation points; only then we look at the test points.

# %%
tried, scores = train.progress(bends.items(), "activations"), {}
for name, bend in tried:
    runs = [[learn(network((64,), s, bend), *spirals.train, rate) for s in FEW] for rate in (0.03, 0.1)]
    best = max(runs, key=lambda nets: np.mean([accuracy(net, spirals.val) for net in nets]))
    scores[name] = [accuracy(net) for net in best]
show(
    plot.bars(scores, xlabel="accuracy on test points, 64 units", highlight="square",
              references={"guessing": 1 / 3},
              title="Nearly any bend will do, but not the square"),
    alt="Five bars: no activation is near guessing, the square hardly better; sigmoid, tanh and "
        "ReLU reach nearly all points.",
)
mean = {name: np.mean(runs) for name, runs in scores.items()}
claim("With ReLU, the network and its nearest neighbours differ by", mean["ReLU"] - neighbours, between=(-0.02, 0.02),
      unit="accuracy", tolerance=0.02, seeds=FEW)
claim("ReLU, tanh and sigmoid lie no further apart than", np.ptp([mean[n] for n in ("ReLU", "tanh", "sigmoid")]),
      at_most=0.06, unit="accuracy", tolerance=0.03, seeds=FEW)
claim("The square trails ReLU by", mean["ReLU"] - mean["square"], at_least=0.45, unit="accuracy", tolerance=0.03,
      seeds=FEW)

# %% [markdown]
# Add up 64 squares of weighted sums, and you get *one* formula with the terms $x_1^2$, $x_1 x_2$ and $x_2^2$. Width
# buys nothing there: the borders are ellipses and their like, for 64 units as for three. Any other bend makes a new
# shape with every unit. It is proved that, with enough units, one hidden layer comes as close as you like to any
# continuous function, *exactly if* its activation is no polynomial [@leshno1993].

# %% [markdown]
# Your turn. The cell below is live: move the sliders, and a network is trained while you wait. Find the smallest
# number of units that parts the arms with ReLU; then with tanh; then spread the same units over three layers.
# (Outside a running notebook the cell shows nothing; the figures above show some of its settings.)

# %% tags=["nbval-skip"]
from ipywidgets import Dropdown, IntSlider, SelectionSlider, interact


def playground(units, layers, activation):
    net = learn(network((units,) * layers, SEED, bends[activation]), *spirals.train)
    title = f"{accuracy(net):.0%} of the test points are right"
    show(plot.regions(lambda p: says(net, p), *drawn, classes=spirals.classes, title=title),
         alt="The borders that a network with these units, layers and activation draws.")


live = {"continuous_update": False}
_ = interact(playground, units=SelectionSlider(options=[1, 2, 3, 4, 6, 8, 12, 16, 24, 32], value=8, **live),
             layers=IntSlider(1, 1, 3, **live), activation=Dropdown(options=list(bends), value="ReLU"))

# %% [markdown]
# ## Bending the plane
#
# What happens to the paper on the way? In a layer of 64 units each point moves to a place in 64 dimensions, which
# nobody can draw. So we build a network that stays on paper: five blocks, each a hidden layer of 16 tanh units and
# two outputs, which say how far a point *moves*, to the right and up. A block adds the move to the place (`Residual`;
# lesson 07 has another use for it).

# %% [markdown]
# The last layer is fixed: an arm's score is how far a place lies in one of three directions. All there is to learn is
# *how to move the points*, and the loss counts the mean squared moves too, to keep the way short. **Predict it with a
# pencil**: how would you push the paper around, without tearing it, until three straight cuts part the arms?

# %%
angles = 2 * np.pi * np.arange(3) / 3
DIRECTIONS = 3 * np.stack([np.cos(angles), np.sin(angles)]).astype("float32")  # (2, 3): right, upper left, lower left


def five_moves(seed):
    still = {"use_bias": False, "kernel_initializer": "zeros"}  # at first no point moves
    return Sequential([Input((2,)), *[Residual([Dense(16, "tanh"), Dense(2, **still)]) for _ in range(5)]], rng=seed)


def unwind(net, x, y, rate=0.01, steps=2 * STEPS):
    optimizer = Adam(net.parameters(), lambda step: rate * (1 - step / steps))
    for _ in range(steps):
        place, way = x, 0.0
        for block in net.layers:
            moved = block(place, training=True)
            way = way + engine.mean(engine.square(moved - place))
            place = moved
        loss = softmax_cross_entropy(place @ DIRECTIONS, y) + way
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return net

# %% [markdown]
# We train three such networks from different random starts. The figure takes a square grid, and validation points on
# it, through the blocks of the first. No panel is a projection: this *is* what the network computes.

# %%
def after(net, blocks):
    """Return the function that takes places through the first blocks: (n, 2) -> (n, 2)."""
    return lambda p: Sequential(net.layers[:blocks])(p).data if blocks else p


movers = [unwind(five_moves(seed), *spirals.train) for seed in train.progress(FEW, "moving networks")]
stages = {"the plane": after(movers[0], 0)} | {f"after block {n}": after(movers[0], n) for n in range(1, 6)}
show(
    plot.bent_grid(stages, *drawn, classes=spirals.classes,
                   title="Block by block, the plane is bent until straight cuts part the arms"),
    alt="Six panels. First three spiral arms on a square grid. Block by block the grid is twisted, "
        "stretched in some places and squeezed in others, until each arm lies in a corner of its "
        "own.",
)
unwound = [np.mean((after(net, 5)(spirals.test.x) @ DIRECTIONS).argmax(axis=1) == spirals.test.y) for net in movers]
claim("After the moves, three fixed straight cuts get right", np.mean(unwound), at_least=0.95, unit="accuracy",
      tolerance=0.03, seeds=FEW)

# %% [markdown]
# This is what hidden layers do. Nobody told them to twist: each block makes a smooth move, and together they unwind
# what was wound up. Look at the last panel: three straight cuts from the middle are enough now. Distances are not
# kept. Where arms lay close together, the paper is stretched wide; where nothing hangs on it, it is squeezed.

# %% [markdown]
# ## Counting pieces
#
# Paper that is folded and cut shows straight edges when you open it again. ReLU networks do too: with every unit
# either *on* or *off*, the network is a weighted sum like any other, and the plane falls into pieces in which nothing
# bends. Each piece is a **linear region**. The number of pieces says how finely a network can fit. How many does a
# layer make?

# %% [markdown]
# {{exercise 03.1}}

# %%
def pieces(net, places):
    """Return a number for each place, the same where the same units are on."""
    numbers, draw = 0, np.random.default_rng(0)
    with engine.no_grad():
        for layer in net.layers[:-1]:
            places = layer(places).data  # (m, units)
            on = places > 0
            numbers = numbers + on @ draw.integers(2**62, size=on.shape[1])  # every unit has a number of its own
    return numbers  # (m,)


side = (np.arange(512) + 0.5) / 256 - 1  # from -1 to 1
SQUARE = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2).astype("float32")  # (262144, 2)


def count(net):
    return len(np.unique(np.concatenate([pieces(net, part) for part in np.array_split(SQUARE, 16)])))


print("three fresh units:", count(network((3,), SEED)), "pieces")

# %% [markdown]
# We count on a grid of 512 × 512 places; a sliver between two of them is missed. Here are the pieces of three
# networks, each in the pale colour of the arm that it is given to. **Guess first** how the creases of a *second*
# layer look: each is straight on the folded paper, but what is it on the open sheet?

# %%
chosen = {"64 units, fresh": network((64,), SEED), "64 units, trained": wide[64][0],
          "8 layers of 8, trained": learn(network((8,) * 8, SEED), *spirals.train)}
show(
    plot.pieces({name: lambda p, net=net: says(net, p) for name, net in chosen.items()},
                {name: lambda p, net=net: pieces(net, p) for name, net in chosen.items()},
                title="Straight pieces: creases of later layers turn at the creases of earlier ones"),
    alt="Three squares cut by thin lines. Fresh, all 64 lines run through the middle. Trained, they "
        "lie across each other everywhere. With eight layers the lines have corners and are dense "
        "in some places.",
)
net, rows = wide[64][0], SQUARE.reshape(512, 512, 2)[::8]  # every eighth line of the grid, (64, 512, 2)
there = pieces(net, rows.reshape(-1, 2)).reshape(64, 512)
bend = np.abs(np.diff(net(rows).data, n=2, axis=1)).max(axis=2)  # (64, 510): change of the change in equal steps
inside = (there[:, 2:] == there[:, 1:-1]) & (there[:, 1:-1] == there[:, :-2])
claim("Inside a piece the scores bend at most, as a share of the strongest crease", bend[inside].max() / bend.max(),
      at_most=0.01, tolerance=0.01)

# %% [markdown]
# A fresh layer has biases of 0: all its creases run through the middle. Training moves them to where they are of use.
# In a deep network a crease turns wherever it meets one of an earlier layer. And inside a piece, up to rounding,
# nothing bends: in equal steps the scores change evenly. Now the numbers. $k$ units make at most $1 + k + k(k-1)/2$
# pieces of the plane. **Predict**: when the width doubles, how do the pieces of a fresh layer grow, and of a trained
# one?

# %%
SIZES = np.array([4, 8, 16, 32, 64, 128])
fresh, grown = np.zeros((2, len(FEW), len(SIZES)))
for i, seed in enumerate(train.progress(FEW, "counting by width")):
    for j, k in enumerate(SIZES):
        net = network((k,), seed)
        fresh[i, j] = count(net)
        grown[i, j] = count(learn(net, *spirals.train))
most = 1 + SIZES + SIZES * (SIZES - 1) / 2
show(
    plot.lines(SIZES, {"the most possible": most, "trained": grown, "fresh": fresh}, logx=True, logy=True,
               xlabel="units in one hidden layer", ylabel="pieces of the square",
               title="Twice the width, nearly four times the pieces, after training"),
    alt="Pieces against units, both axes logarithmic. The most possible rises steepest, trained "
        "layers run close below it, fresh layers rise half as steeply.",
)
slope = np.polyfit(np.log(SIZES), np.log(grown).mean(axis=0), 1)[0]
claim("The pieces of a trained layer grow with its width as the power", slope, between=(1.6, 2.1), unit="as exponent",
      tolerance=0.2, seeds=FEW)
claim("A fresh layer has, for each unit", (fresh / SIZES).mean(), between=(1.9, 2.01), unit="pieces", seeds=FEW)

# %% [markdown]
# And depth? Here the textbooks promise more: a layer folds paper that is *already folded*, so pieces multiply, and
# depth wins exponentially [@montufar2014]. We can build such a network by hand. One layer lays each coordinate on
# itself, $t = 1 - 2|x|$, with two units for $|x| = \mathrm{relu}(x) + \mathrm{relu}(-x)$; the next layer does it
# again. **How many pieces after 8 layers** of four units?

# %%
def folding(layers, inputs):
    """Return a network that folds each of its inputs onto itself, layer after layer; all weights by hand."""
    net = Sequential([Input((inputs,)), *[Dense(2 * inputs, "relu") for _ in range(layers)], Dense(inputs)])
    every = np.eye(inputs)
    weights = [np.kron(every, [[1, -1]]), np.zeros(2 * inputs)]  # relu(x) and relu(-x)
    for _ in range(layers - 1):
        weights += [np.kron(every, [[-2, 2], [-2, 2]]), np.tile([1, -1], inputs)]  # relu(t) and relu(-t)
    net.set_weights([*weights, np.kron(every, [[-2], [-2]]), np.ones(inputs)])  # the last t
    return net


walk = np.linspace(-1, 1, 641)[:, None]  # (641, 1)
show(
    plot.lines(walk[:, 0], {f"{n} folds": folding(n, 1)(walk).data[:, 0] for n in (4, 2)}, height=3.2,
               xlabel="input x", ylabel="output t", title="Two units a layer, and every layer doubles the teeth"),
    alt="Two zigzag lines over the input: two teeth after two folds, eight teeth after four folds.",
)

# %% [markdown]
# Does training find such folds? We give networks of one to eight layers an *equal number of weights*, about 700, and
# count before and after they learn the spirals. The folded network has far fewer weights. **Predict the three lines**
# over the number of layers: fresh, trained, and folded by hand.

# %%
SHAPES = [(115,), (23, 23), (17,) * 3, (12,) * 5, (9,) * 8]
DEPTHS = [len(shape) for shape in SHAPES]
start, trained = np.zeros((2, len(FEW), len(SHAPES)))
for i, seed in enumerate(train.progress(FEW, "counting by depth")):
    for j, shape in enumerate(SHAPES):
        net = network(shape, seed)
        start[i, j] = count(net)
        trained[i, j] = count(learn(net, *spirals.train))
by_hand = [count(folding(n, 2)) for n in DEPTHS]
show(
    plot.lines(DEPTHS, {"folded by hand": by_hand, "trained": trained, "fresh": start}, logy=True,
               xlabel="hidden layers", ylabel="pieces of the square",
               title="Depth can multiply pieces, but training does not find it"),
    alt="Pieces on a logarithmic axis against layers. Folded by hand they rise in a straight line "
        "to tens of thousands. Trained networks with equally many weights have most pieces with "
        "one layer and fewer with more; fresh ones stay low.",
)
claim("By hand, each further layer multiplies the pieces by", (by_hand[-1] / by_hand[0]) ** (1 / 7),
      between=(3.99, 4.01))
claim("Trained at equal weights, one wide layer has, against the best deep shape",
      trained[:, 0].mean() / trained[:, 1:].mean(axis=0).max(), at_least=1.3, unit="times the pieces",
      tolerance=1.5, seeds=FEW)

# %% [markdown]
# A surprise, and an honest one: what a deep network *can* do, by weights that somebody chose, is not what training
# gives it. At equal weights the wide layer has most pieces; it also has more units, and in the plane the number of
# pieces of networks as we train them is known to follow the number of units, whatever the depth [@hanin2019]. So the
# number of pieces is not why depth pays; lesson 01 measures what it does add.

# %% [markdown]
# ## Units that look at garments
#
# Now 784 inputs in place of two. A unit of the first hidden layer has one weight for each pixel, so its weights are a
# picture: blue where ink excites it, red where ink holds it back. Two hidden layers of 32 units learn ten garments;
# *weight decay* (lesson 40) fades weights that are not needed. Books say: first edges, then shapes. **What do you
# expect to see** in the first layer?

# %%
garments = data.load("fashion")
grey = garments.train.x.mean()  # subtracted, so that the mean pixel is 0


def garment_net(seed):
    hidden = [Dense(32, activation="relu") for _ in range(2)]
    return Sequential([Input(garments.x_shape), Flatten(), *hidden, Dense(10)], rng=seed)


readers = [learn(garment_net(seed), garments.train.x - grey, garments.train.y, 0.002, 3 * STEPS, batch=100, decay=1.5)
           for seed in train.progress(FEW, "garment networks")]
weights = [net.layers[1].kernel.data.reshape(28, 28, 32) for net in readers]
show(
    plot.kernels((weights[0] / np.abs(weights[0]).max(axis=(0, 1)))[:, :, :12],
                 title="The first layer: outlines of whole garments, one against the other"),
    alt="Twelve pictures of weights in red and blue. Many show outlines: shoulders, sleeves, the "
        "gap between trouser legs, a shoe; red and blue stand side by side along the edges.",
)
named = [np.mean(says(net, garments.test.x - grey) == garments.test.y) for net in readers]
record("The garment networks name test garments", np.mean(named), unit="accuracy", seeds=FEW)
record("A support vector machine, says the data card", garments.card.baselines[-1].score, unit="accuracy")

# %% [markdown]
# Edges indeed, but look where: shoulders, sleeves, the gap between two legs. No unit looks for a *small* edge that
# could be anywhere, because a dense unit sees the whole picture, and every garment sits in the middle. To measure
# that, we ask what share of a unit's squared weights lies in its best window of 9 × 9 pixels, a tenth of the picture.
# (These are no champions: the decay that makes clear pictures costs accuracy.) Below: which garments do units of the
# second layer like best?


# %%
def best_window(weights, size=9):
    """Return each unit's largest share of its squared weights in one window: (28, 28, units) -> (units,)."""
    windows = np.lib.stride_tricks.sliding_window_view(weights**2, (size, size), axis=(0, 1))
    return windows.sum(axis=(-2, -1)).max(axis=(0, 1)) / (weights**2).sum(axis=(0, 1))


def by_layer(net, x=garments.val.x - grey):
    """Return what each layer says: the pixels, hidden layer 1, hidden layer 2, the ten scores."""
    return [Sequential(net.layers[:n])(x).data for n in range(1, 5)]


likes = np.argsort(-by_layer(readers[0])[2], axis=0)[:30].T  # (32, 30): which garments each unit likes best
show(
    plot.images([garments.val.x[rows].mean(axis=0) for rows in likes[:8]], [f"unit {unit}" for unit in range(8)],
                title="Second layer: the mean of a unit's thirty favourites"),
    alt="Eight mean garments. Most can be named, such as a dress, a shoe or trousers; some are "
        "mixtures of two kinds.",
)
claim("In its best window of a tenth of the picture, a first-layer unit has", np.mean([best_window(w) for w in weights]),
      at_most=0.5, unit="of its squared weights", tolerance=0.1, seeds=FEW)

# %% [markdown]
# The favourites of most units are of one kind. Do deeper units care more for *what* a garment is? Take all values
# that a unit has on validation garments. Part of their variation is between kinds of garment, the rest within a kind;
# the first share we call the unit's choosiness. 0 means that it ignores the kind, 1 that it knows nothing else.
# **Predict** how it changes from the pixels to the scores, and what an untrained network has, our control.

# %%
def choosiness(values, kinds=garments.val.y):
    """Return the share of the variation that lies between kinds, the mean over units: (n, units) -> number."""
    means = np.stack([values[kinds == kind].mean(axis=0) for kind in range(10)])  # (10, units)
    within = values - means[kinds]
    total = values.var(axis=0)
    alive = total > 1e-9
    return np.mean(1 - within.var(axis=0)[alive] / total[alive])


chosen = {"the pixels": 0, "hidden layer 1": 1, "hidden layer 2": 2, "the ten scores": 3}
choosy = {name: np.array([choosiness(by_layer(net)[n]) for net in readers]) for name, n in chosen.items()}
choosy["layer 2, untrained"] = np.array([choosiness(by_layer(garment_net(seed))[2]) for seed in FEW])
show(
    plot.bars(choosy, xlabel="share of variation that lies between kinds", highlight="layer 2, untrained",
              title="From layer to layer, units care more for what a garment is"),
    alt="Five bars. From the pixels to hidden layer one, to hidden layer two and to the scores the "
        "share grows; in an untrained second layer it is as low as in the pixels.",
)
gains = np.diff([np.mean(runs) for runs in choosy.values()])
claim("Hidden layer one is choosier than the pixels by", gains[0], at_least=0.2, seeds=FEW, tolerance=0.1)
claim("Hidden layer two is choosier than layer one by", gains[1], at_least=0.02, seeds=FEW, tolerance=0.05)
claim("Training makes a second layer choosier by", (choosy["hidden layer 2"] - choosy["layer 2, untrained"]).mean(),
      at_least=0.25, seeds=FEW, tolerance=0.15)

# %% [markdown]
# Each layer forgets a little of how the picture looks and keeps what helps to name it. And the professionals' tool?
# In Keras, the network of the spirals is three lines. We give it the weights of ours, then let it learn on its own
# from the same start. **Predict** how far the scores will differ, and the accuracies.

# %%
import keras
from keras import layers, ops


def keras_network(weights):
    model = keras.Sequential([keras.Input((2,)), layers.Dense(64, activation="relu"), layers.Dense(3)])
    model.set_weights(weights)
    return model


theirs = ops.convert_to_numpy(keras_network(wide[64][0].get_weights())(spirals.test.x))  # (600, 3)
ours = wide[64][0](spirals.test.x).data
claim("With our weights, the scores of Keras differ from ours by, relative to the largest",
      np.abs(theirs - ours).max() / np.abs(ours).max(), at_most=1e-5, tolerance=1e-5)

model = keras_network(network((64,), SEED).get_weights())  # our random start
model.compile(keras.optimizers.Adam(keras.optimizers.schedules.PolynomialDecay(0.03, STEPS, 0.0)),
              keras.losses.SparseCategoricalCrossentropy(from_logits=True))
x, y = np.tile(spirals.train.x, (STEPS, 1)), np.tile(spirals.train.y, STEPS)  # all points in each of the steps
model.fit(x, y, batch_size=600, shuffle=False, verbose=0)
guesses = ops.convert_to_numpy(model(spirals.test.x)).argmax(axis=1)
claim("Trained by Keras from the same start, the accuracy differs by",
      np.mean(guesses == spirals.test.y) - accuracy(wide[64][0]), between=(-0.02, 0.02), tolerance=0.02)

# %% [markdown]
# ## Exercises
#
# You met the first one above. Write where the dots stand, run the cell, read the verdict, try again;
# `practice.hint("03.2")` gives one hint at a time.

# %% [markdown]
# {{exercise 03.2}}

# %% [markdown]
# {{exercise 03.3}}

# %% [markdown]
# {{exercise 03.4}}

# %% [markdown]
# {{exercise 03.5}}

# %% [markdown]
# ## What we measured
#
# - A hidden layer moves the points, so that straight cuts of the last layer can part them: fold, then cut.
# - Without an activation it does nothing, whatever its width; with the square, next to nothing; with any of the usual
#   ones, nearly everything.
# - Pieces grow nearly with the square of the width. Depth *can* multiply them, if weights are chosen by hand; at equal
#   weights, training makes fewer pieces in deep shapes than in a wide one.
# - On garments, first-layer units draw outlines of whole garments, and units care more for the kind of garment from
#   layer to layer.
# - On points in a plane, five nearest neighbours are as good as the network.

# %% [markdown]
# ## Where this fails
#
# The network has bent the plane *where there were points*. We let the arms wind on by the same formula, beyond the
# edge where the training points end. **Predict** the accuracy a tenth beyond the edge, and then further out. Could it
# be worse than guessing?

# %%
def ring(inner, width=0.1, n=600):
    """Return points of the three arms between two radii, by the formula of the data card."""
    draw, arm = np.random.default_rng(SEED), np.arange(n) % 3
    radius = draw.uniform(inner, inner + width, n)
    angle = 2 * np.pi * (radius + arm / 3)
    points = radius * [np.cos(angle), np.sin(angle)] + 0.05 * draw.standard_normal((2, n))
    return points.T.astype("float32"), arm


radii = np.arange(0.3, 1.55, 0.1)
copier = KNeighborsClassifier(5).fit(*spirals.train)
beyond = {"64 units": [[np.mean(says(net, x) == y) for x, y in map(ring, radii)] for net in wide[64]],
          "nearest neighbours": [copier.score(*ring(radius)) for radius in radii]}
show(
    plot.lines(radii + 0.05, beyond, xlabel="distance from the middle (training points end at 1)", ylabel="accuracy",
               ylim=(-0.03, 1.03), references={"guessing": 1 / 3},
               title="Beyond the last training point, nearly every answer is wrong"),
    alt="Accuracy against distance from the middle. Up to the edge of the training points both "
        "methods are nearly perfect; right beyond it both fall to zero, far below guessing.",
)
outside = np.array(beyond["64 units"])[:, (radii > 1.05) & (radii < 1.35)]  # a tenth to a third beyond the edge
claim("Just beyond the edge, 64 units get right", outside.mean(), at_most=0.2, unit="accuracy", tolerance=0.1,
      seeds=SEEDS)

# %% [markdown]
# Worse than guessing: beyond the edge the borders run straight on while the arms keep turning, and nothing warns you.
# The copying method fails as badly. The second failure: what a network *could* do is no promise. Points of a line are
# labelled by a zigzag of eight teeth, above or below 0. Four layers of two units, folded by hand, do that with 25
# weights. **Predict** how well networks of the same shape do it when they *learn* from a thousand points. And wider
# ones?

# %%
x = np.random.default_rng(SEED).uniform(-1, 1, (1000, 1)).astype("float32")
up = (folding(4, 1)(x).data[:, 0] > 0).astype(int)  # (1000,)


def line_net(hidden, seed):
    units = [Dense(k, activation="relu", kernel_initializer="he_normal") for k in hidden]
    return Sequential([Input((1,)), *units, Dense(2)], rng=seed)


shapes = {"4 layers of 2": (2,) * 4, "4 layers of 16": (16,) * 4, "1 layer of 64": (64,)}
zigzag = {name: [np.mean(says(learn(line_net(shape, seed), x, up, batch=1000), x) == up) for seed in SEEDS]
          for name, shape in train.progress(shapes.items(), "zigzags")}
hand = np.mean((folding(4, 1)(x).data[:, 0] > 0) == up)
show(
    plot.bars({"folded by hand": hand, **zigzag}, xlabel="accuracy on the training points",
              references={"guessing": 0.5}, highlight="4 layers of 2",
              title="The weights exist; training does not find them"),
    alt="Bars: folded by hand every point is right; the same shape trained is near guessing; a wider "
        "deep network is better and far from perfect; one wide layer is near guessing.",
)
claim("A trained network of the very shape that can do it gets right", np.mean(zigzag["4 layers of 2"]), at_most=0.7,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)

# %% [markdown]
# That functions exist which depth writes briefly is a theorem [@telgarsky2016]; that training finds those weights is
# not. On some patterns of fine detail it is proved to fail [@malach2019]. Two more limits. Our plane has two dimensions
# and no wrong label: pictures of borders do not carry over to 784 inputs. And a layer can throw away what a later one
# needs: you find its blind spot in exercise 03.4.

# %% [markdown]
# ## Further reading
#
# - [@olah2014] bends the plane further, and asks what no layer can untangle without another dimension.
# - [@smilkov2017] is the playground in the browser that ours is a small sister of.
# - [@montufar2014] counts how many pieces a deep network can make, with the folded paper as its picture.
# - [@hanin2019] counts how many it does make, and why the two are so far apart.
# - [@leshno1993] proves which activations are enough for everything: all but polynomials.

# %% [markdown]
# ## Next
#
# The last layer turned moved points into scores, and we took the largest. But how does a network say *how sure* it
# is, and what should it be punished for? [Lesson 04](04_output_layer.ipynb) asks. How the weights are found, the black box of this lesson, is
# opened in [lesson 05](05_backpropagation.ipynb).
