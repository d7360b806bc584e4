# ---
# jupyter:
#   course:
#     title: Training
#     question: How does a network learn?
#     needs: ["05"]
#     data: [digits28, fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Lesson 05 told us, for every weight, which way is down. It did not say how far to go, and its last neuron gave a
# warning: two steps in the right direction helped, a longer one made things worse. A network has many thousands of
# weights, and it gets one number to decide the length of all their steps. **How far should a step go, and can the
# network find that out by itself?**

# %%
import inspect
import sys

import numpy as np
from course_utils import claim, data, engine, plot, practice, record, show, train
from course_utils.engine import SGD, Adam, Dense, Flatten, Input, Sequential, Tensor, softmax_cross_entropy
from course_utils.engine.schedules import cosine_decay, one_cycle
from scipy.optimize import minimize

print("TensorFlow is loaded:", "tensorflow" in sys.modules)

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS, LONGER = {"smoke": (1, 10, 30), "standard": (3, 100, 420), "full": (5, 200, 1400)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every comparison is made from each of these random starts
rng = np.random.default_rng(SEED)

# %% [markdown]
# ## How far is a step?
#
# Lesson 05's neuron said 2 and should have said 1. Its error $e$ is 1, its gradient is $2e\,x$, and training takes
# this **learning rate** $\eta$ times as a step: $w \leftarrow w - \eta \cdot 2e\,x$. The step moves the sum by
# $-\eta \cdot 2e\,(x \cdot x)$, and $x \cdot x = 1 + 9 + 4 = 14$. So each step multiplies the error by $1 - 28\,\eta$.
# **By hand, before you look**: what becomes of the error within three steps, for $\eta$ = 0.01, 0.03, 0.06 and 0.08?

# %%
x = np.array([1.0, 3.0, -2.0])  # the inputs of lesson 05's neuron


def errors(rate, steps=8):
    w, seen = np.array([4.0, 0.0, 1.0]), []  # its weights
    for _ in range(steps):
        error = w @ x - 1
        seen.append(error)
        w = w - rate * 2 * error * x  # against the gradient
    return seen


walks = {f"rate {rate}": errors(rate) for rate in (0.01, 0.03, 0.06, 0.08)}
show(
    plot.lines(range(8), walks, xlabel="steps taken", ylabel="error of the neuron",
               title="Short steps crawl, longer ones swing, the longest run away"),
    alt="The error of a neuron against steps for four learning rates. With the smallest it sinks "
        "slowly; with the second it is gone in two steps; with the third it swings around zero "
        "and settles; with the largest it swings further at every step.",
)

# %% [markdown]
# This is **gradient descent**, and one number decides its fate. Here the loss is a bowl, and its **curvature**, the
# slope of the slope along the way, is $c = 28$. A step multiplies the error by $1 - \eta c$. At $\eta = 1/c$ the
# bottom is reached at once. Beyond $2/c$ every step ends higher than it began, on the other side. No gradient tells
# the curvature: all gradients point the right way, and the weights still run away.

# %% [markdown]
# {{exercise 06.1}}

# %% [markdown]
# Now two weights. Let the second input be measured in units ten times finer: the loss curves a hundred times more
# along its weight.
#
# $$L(w) = \frac{1}{2}\left(w_1^2 + 100\, w_2^2\right)$$
#
# This is a ravine: steep across, flat along. The second weight runs away beyond $\eta = 2/100$. The first would like
# $\eta = 1$. **Predict**: with 0.0195, almost the limit, how far along the ravine are we after sixty steps?

# %%
CURVATURE = np.array([1.0, 100.0])  # (2,): how fast the slope along each weight grows
START, VIEW = np.array([-4.0, 0.4]), {"xlim": (-4.6, 1.4), "ylim": (-0.55, 0.55), "end": (0, 0)}


def ravine(w1, w2):
    return (CURVATURE[0] * w1**2 + CURVATURE[1] * w2**2) / 2 + 0.001  # never 0, so that it has a logarithm


def walk(make, steps=60):
    """Return the places that an optimizer visits in the ravine: (steps + 1, 2)."""
    w = Tensor(START.copy(), requires_grad=True)
    optimizer, path = make([w]), [START]
    for _ in range(steps):
        w.grad = CURVATURE * w.data  # the slope along each weight
        optimizer.step()
        path.append(w.data.copy())
    return np.array(path)


paths = {f"rate {rate}": walk(lambda p, rate=rate: SGD(p, rate)) for rate in (0.002, 0.0195)}
show(plot.landscape(ravine, paths, **VIEW, title="One rate for two weights: too long across, too short along"),
     alt="Contour lines of a long ravine. With the small rate the path falls to the floor and hardly moves along it. "
         "With the large one it bounces from wall to wall and is still on its way after sixty steps.")

# %% [markdown]
# The wall sets the rate, the floor pays for it. The ratio of the largest to the smallest curvature is the **condition
# number**, here 100, and plain descent needs steps in proportion to it. The classic answer is *Newton's method*:
# divide each step by the curvature, and the ravine is a bowl that one step solves. In a network, that needs a table of
# all pairs of weights. We look for something that remembers less.

# %% [markdown]
# **Momentum** lets the weights roll like a ball [@polyak1964]. A velocity $v$ keeps a part, $\mu = 0.9$, of what it
# was, and the gradient pushes it:
#
# $$v \leftarrow \mu\, v - \eta\, g \qquad w \leftarrow w + v$$
#
# Pushes from wall to wall cancel; pushes along the floor add up. If $g$ stays the same, where does $v$ end? At
# $\eta g\,(1 + 0.9 + 0.81 + \dots) = 10\, \eta g$: the ball rolls ten times as fast as plain descent walks, wherever
# the slope is steady.

# %% [markdown]
# **Adam** goes further: a step size for each weight [@kingma2015]. It keeps two running means, of the gradient and of
# its square, and divides one by the root of the other:
#
# $$w \leftarrow w - \eta\, \frac{\text{mean of } g}{\sqrt{\text{mean of } g^2} + \epsilon}$$
#
# A weight with large gradients is divided by a large number. Both means start at 0, so `rate` is corrected for the
# cold start. Both rules stand below, from our engine; without momentum the first is plain descent. **By hand,
# before you look**: our first gradient is (−4, 40). How far does Adam move each weight?

# %%
print(inspect.getsource(SGD.update))
print(inspect.getsource(Adam.update))
first = walk(lambda p: Adam(p, 0.1), steps=1)[1] - START
print("Adam's first step:", first)
claim("Adam's first step is equally long for both weights", np.abs(first[0] / first[1]),
      between=(0.999, 1.001), unit="as a ratio", tolerance=0.001)

# %% [markdown]
# Its mean is the gradient, its root mean square the gradient's size: what remains is a *sign*. A rate of plain descent
# is measured in weights per slope; a rate of Adam is, roughly, *how far a weight moves in one step*. Such a rule that
# turns gradients into steps is an **optimizer**. Three of them now walk the ravine, each at the best of 61 rates, judged
# by the loss that it stays below in its last twenty steps. **Guess** how far each gets.

# %%
OPTIMIZERS = {
    "SGD": lambda p, rate: SGD(p, rate),
    "momentum": lambda p, rate: SGD(p, rate, momentum=0.9),
    "Adam": lambda p, rate: Adam(p, rate),
}


def tuned(make):
    """Return the path of the best of many rates: where the last twenty steps stay lowest."""
    walks = [walk(lambda p, rate=rate: make(p, rate)) for rate in np.logspace(-3, 0, 61)]
    return min(walks, key=lambda path: ravine(*path[-20:].T).max())


paths = {name: tuned(make) for name, make in OPTIMIZERS.items()}
heights = {name: ravine(*path.T) for name, path in paths.items()}  # (61,) each
show(
    plot.lines(range(61), heights, logy=True, xlabel="steps taken", ylabel="loss", height=3.8,
               title="In the ravine, a little memory saves many steps"),
    alt="Loss against steps on a logarithmic axis. Plain descent sinks slowly along a straight line; "
        "momentum and Adam sink far faster, with ripples.",
)
print("one step of Newton's method leads to", START - CURVATURE * START / CURVATURE)
for name in ("momentum", "Adam"):
    claim(f"After sixty steps, {name} has less loss left than plain descent, as a ratio",
          heights["SGD"][-1] / heights[name][-1], at_least=10, unit="times")

# %% [markdown]
# Newton needs one step, and knows all curvatures. Momentum and Adam know none, remember one or two numbers for each
# weight, and come close. Below is the ravine as a playground: choose an optimizer, move its learning rate, find where
# it crawls, where it swings, and where it is lost. (Outside a running notebook this cell shows nothing.)

# %% tags=["nbval-skip"]
from ipywidgets import Dropdown, FloatLogSlider, interact


def playground(optimizer, rate):
    path = walk(lambda p: OPTIMIZERS[optimizer](p, rate))
    title = f"{optimizer} with rate {rate:.2g} ends at a loss of {ravine(*path[-1]):.2g}"
    show(plot.landscape(ravine, {optimizer: np.clip(path, -9, 9)}, **VIEW, title=title),
         alt="The path that this optimizer takes in the ravine at this learning rate.")


_ = interact(playground, optimizer=Dropdown(options=list(OPTIMIZERS), value="momentum"),
             rate=FloatLogSlider(value=0.01, base=10, min=-3.5, max=0.25, step=0.05, continuous_update=False))

# %% [markdown]
# ## The learning-rate valley
#
# A network is no bowl. Its loss has as many dimensions as weights, curves differently everywhere, and we never see all
# of it: each step looks at a **batch** of 64 examples. This is **stochastic gradient descent**, SGD for short
# [@robbins1951]. So we measure. A smaller network than that of lesson 05 reads digits. **What shape do you expect** when
# its accuracy is drawn against the learning rate?

# %%
digits = data.load("digits28")


def network(seed, x_shape=digits.x_shape, hidden=(64, 64)):
    layers = [Dense(units, activation="relu", kernel_initializer="he_normal") for units in hidden]
    return Sequential([Input(x_shape), Flatten(), *layers, Dense(10)], rng=seed)


def learn(net, optimizer, part, steps, batch=64, seed=SEED, watch=None):
    """Train for a number of steps; stop where the loss explodes, or when watch(step) says so."""
    rng, n = np.random.default_rng(seed), len(part.x)
    order = np.concatenate([rng.permutation(n) for _ in range(1 + steps * batch // n)])  # pass after pass
    for step in range(steps):
        rows = order[step * batch : (step + 1) * batch]
        loss = softmax_cross_entropy(net(part.x[rows], training=True), part.y[rows])
        if not loss.item() < 1e6:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if watch and watch(step):
            break
    return net

# %% [markdown]
# Each network gets a hundred steps, no more: that is not even two passes through the training digits. We try sixteen
# rates from 0.0001 to 10, five powers of ten, with each optimizer and three random starts. The score is the accuracy on
# validation digits. **Before you look, sketch** the three curves: where is each highest, and how far does it stay high?


# %%
def score(net, part):
    """Return loss and accuracy of a network on examples."""
    with engine.no_grad():
        scores = net(part.x)  # (n, 10)
        return softmax_cross_entropy(scores, part.y).item(), np.mean(scores.data.argmax(axis=1) == part.y)


def surety(net, part):
    """Return how sure a network is of the answers that it gets wrong: its mean confidence in them."""
    scores = net(part.x).data
    confidence = 1 / np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)  # the largest softmax
    return confidence[scores.argmax(axis=1) != part.y].mean()


def sweep(make, rates, part=digits.train, judge=digits.val):
    """Return the accuracy on the judge's examples for each seed and rate: (seeds, rates)."""
    def reached(seed, rate):
        net = network(seed)
        return score(learn(net, make(net.parameters(), rate), part, STEPS, seed=seed), judge)[1]
    return np.array([[reached(seed, rate) for rate in rates] for seed in SEEDS])


rates = np.logspace(-4, 1, 16)
valley = {name: sweep(OPTIMIZERS[name], rates) for name in train.progress(OPTIMIZERS, "optimizers, each at all rates")}

# %% [markdown]
# We call a rate *usable* if its accuracy is within five points of the best that this optimizer reaches at any rate.
# `usable` finds both ends of that range on the mean curve. The bars at the foot of the right-hand picture are these
# ranges. The left-hand one shows the three walks through the ravine. (Drawn as a loss, each curve would be a valley.)


# %%
def usable(curve, goal, rates=rates):
    """Return the lowest and the highest rate that reaches the goal; between measured rates along straight lines."""
    fine = np.geomspace(rates[0], rates[-1], 2001)
    reached = fine[np.interp(np.log(fine), np.log(rates), curve) >= goal]
    return reached[0], reached[-1]


means = {name: curves.mean(axis=0) for name, curves in valley.items()}  # (16,) each
ranges = {name: usable(mean, mean.max() - 0.05) for name, mean in means.items()}
show(
    plot.landscape_and_lines(
        ravine, paths, rates, valley, **VIEW, logx=True, yrange=(0, 1), spans=ranges,
        xlabel="learning rate", ylabel="accuracy after a hundred steps",
        panels=("the ravine", "reading digits (bars: usable rates)"), weights=("flat weight", "steep weight"),
        title="Who walks the ravine straight may choose the learning rate more freely"),
    alt="Left: a ravine with three paths; plain descent bounces between the walls and is left half-way, "
        "momentum swings and Adam curves to the lowest point. Right: accuracy against learning rate over "
        "five powers of ten, three hills with a gentle left side and a cliff on the right. Adam's "
        "hill begins furthest left and is the widest, that of plain descent the narrowest.",
)

# %%
same_goal = {name: usable(mean, means["SGD"].max() - 0.05) for name, mean in means.items()}
own, same = ({name: high / low for name, (low, high) in found.items()} for found in (ranges, same_goal))
flank = {name: usable(mean, 0.5)[0] for name, mean in means.items()}  # where half of the digits are read
claim("Adam's usable range is wider than SGD's, each by its own best", own["Adam"] / own["SGD"],
      at_least=2, unit="times", tolerance=10, seeds=SEEDS)
claim("For the same goal, SGD's best less five points, Adam's range is wider", same["Adam"] / same["SGD"],
      at_least=5, unit="times", tolerance=20, seeds=SEEDS)
claim("For the same goal, momentum's range is wider", same["momentum"] / same["SGD"],
      at_least=1.5, unit="times", tolerance=6, seeds=SEEDS)
claim("To read half of the digits, momentum needs a smaller rate than SGD", flank["SGD"] / flank["momentum"],
      between=(5, 20), unit="times", tolerance=8, seeds=SEEDS)

# %% [markdown]
# All three curves rise slowly on the left, where the steps run out, and end at a cliff: $\eta c > 2$, in many dimensions
# at once. On its left flank, momentum does with about a tenth of SGD's rate: the ten equal pushes. Adam's range is the
# widest. How much wider depends on what we call usable: several times, each measured against its *own* best; about ten
# times for the *same* goal, which Adam passes with room to spare. Say which, when you call a method robust.

# %% [markdown]
# Are these good methods at all? A naive rival guesses, each digit with one chance in ten. A classic one, *L-BFGS*, is
# Newton's heir: it looks at all digits before each step, estimates curvature from its last ten steps, and needs no
# learning rate [@liu1989]. For a fair race we count *passes*: looks at as many digits as there are. **Guess**: after
# ten passes, who has the lowest training loss? And who the lowest validation loss?


# %%
def gradient(net, part):
    """Return the loss on examples, and all its slopes as one long vector."""
    for p in net.parameters():
        p.grad = None
    loss = softmax_cross_entropy(net(part.x), part.y)
    loss.backward()
    return loss.item(), np.concatenate([p.grad.ravel() for p in net.parameters()])


def flat(weights):
    return np.concatenate([w.ravel() for w in weights])


def lbfgs(net, passes, note):
    shapes = [w.shape for w in net.get_weights()]
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]

    def look(weights):
        net.set_weights([w.reshape(shape) for w, shape in zip(np.split(weights, ends), shapes, strict=True)])
        note()
        return gradient(net, digits.train)

    minimize(look, flat(net.get_weights()), jac=True, method="L-BFGS-B", options={"maxfun": passes})

# %% [markdown]
# All train the same network from the same random starts. L-BFGS spends a pass on each look; the others take 54 steps in
# a pass, at the best rate of their valley. After each pass we note the loss on training and on validation digits.

# %%
PASSES = {"smoke": 2, "standard": 10, "full": 40}[EFFORT]


def race(name, seed):
    """Train one rival; return its training and validation loss after each pass: (passes, 2)."""
    net, notes = network(seed), []

    def note():
        notes.append([score(net, digits.train)[0], score(net, digits.val)[0]])

    if name == "L-BFGS":
        lbfgs(net, PASSES + 1, note)
        return notes[1 : PASSES + 1]  # its first look is at the random start
    optimizer = OPTIMIZERS[name](net.parameters(), rates[means[name].argmax()])
    learn(net, optimizer, digits.train, 54 * PASSES, seed=seed, watch=lambda step: step % 54 == 53 and note())
    return notes


rivals = [*OPTIMIZERS, "L-BFGS"]
raced = {name: np.array([race(name, seed) for seed in SEEDS]) for name in train.progress(rivals, "rivals")}
training, validation = ({name: runs[..., part] for name, runs in raced.items()} for part in (0, 1))

# %%
show(plot.panels(range(1, PASSES + 1), {"training digits": training, "validation digits": validation}, ylabel="loss",
                 xlabel="passes through the training digits", logy=True, title="Many rough steps beat a few careful ones"),
     alt="Two panels, loss against passes. L-BFGS sinks slowly. SGD, momentum and Adam are far below it "
         "from the first pass on; on validation digits they soon stop sinking and lie together.")
left = {name: runs[:, -1].mean() for name, runs in training.items()}
lead = np.mean(validation["SGD"].min(axis=1) - validation["Adam"].min(axis=1))
claim("After all passes, L-BFGS has more training loss left than Adam", left["L-BFGS"] / left["Adam"],
      at_least=3, unit="times", tolerance=500, seeds=SEEDS)
claim("It has less left than guessing", np.log(10) - left["L-BFGS"], at_least=1, unit="loss", tolerance=0.4, seeds=SEEDS)
claim("Each at its best on validation digits, Adam leads SGD by at most", lead, at_most=0.06, unit="loss", tolerance=0.12)

# %% [markdown]
# While L-BFGS takes one careful look, the others have taken fifty-four rough steps. (With many more passes it learns
# the training digits by heart as well: try a larger `PASSES`.) On validation digits the race is soon over: lower training loss no longer helps, and
# among the three it hardly matters who won. Finding low training loss is half of learning; we return to the other half
# at the end of this lesson.

# %% [markdown]
# ## How many examples a step?
#
# A batch is a sample, and its gradient an estimate of the gradient over all digits. From statistics we expect that
# four times as many examples halve its error. If so, a batch of 1 points almost anywhere. **Guess**: how large is the
# error of a gradient from 1 digit, and from 1,024, as a share of the true gradient's length?

# %%
sizes = [1, 4, 16, 64, 256, 1024]
noise = []
for seed in SEEDS:
    net = network(seed)
    _, full = gradient(net, digits.train)
    row = []
    for size in sizes:
        draws = [rng.integers(len(digits.train.x), size=size) for _ in range(10)]
        off = [gradient(net, digits.train.select(rows))[1] - full for rows in draws]
        row.append(np.sqrt(np.mean(np.square(off).sum(axis=1))) / np.linalg.norm(full))
    noise.append(row)
show(
    plot.lines(sizes, {"batch": noise}, logx=True, logy=True, height=3.4, xlabel="examples in the batch",
               ylabel="error of its gradient", references={"as long as the gradient itself": 1},
               title="Four times the batch, half the noise"),
    alt="The relative error of a batch's gradient against the batch size, both axes logarithmic: a "
        "straight line downwards that falls by half from one size to the next.",
)
claim("The noise falls with the root of the batch", np.polyfit(np.log(sizes), np.log(np.mean(noise, axis=0)), 1)[0],
      between=(-0.6, -0.4), unit="as slope in the figure", seeds=SEEDS)

# %% [markdown]
# The noise of a single digit is larger than the signal, and yet it is the cheapest look. So what does a larger batch
# buy? We count steps until the validation loss is down to one half, for five batch sizes, each with its own best of
# four rates, in a network with one hidden layer. **Predict**: if 64 digits a step need some forty steps, how many do 16
# need, how many 1,024? And which rate will each like best?

# %%
GOAL, TRIED, LIMIT = 0.5, (0.05, 0.1, 0.2, 0.4), {"smoke": 12, "standard": 700, "full": 700}[EFFORT]
batches = [4, 16, 64, 256, 1024]


def steps_to_goal(batch, rate, seed, limit):
    """Return the steps that plain SGD takes to the goal; look at the validation digits at every fourth."""
    net, taken = network(seed, hidden=(64,)), []

    def there(step):
        taken.append(step)
        return step % 4 == 3 and score(net, digits.val)[0] <= GOAL

    learn(net, SGD(net.parameters(), rate), digits.train, limit, batch, seed, watch=there)
    return len(taken)


needed, liked = [], []
for batch in train.progress(batches, "batch sizes"):
    best = [LIMIT] * RUNS, TRIED[0]
    for rate in TRIED[::-1]:
        limit = min(LIMIT, int(1.5 * np.mean(best[0])))  # no need to wait for a rate that is far slower
        best = min(best, ([steps_to_goal(batch, rate, seed, limit) for seed in SEEDS], rate), key=lambda b: np.mean(b[0]))
    needed.append(best[0])
    liked.append(best[1])

# %%
needed = np.array(needed).T  # (seeds, batches)
perfect = needed[:, :1].mean() * batches[0] / np.array(batches)  # twice the batch, half the steps
show(
    plot.lines(batches, {"steps needed": needed, "perfect exchange": perfect}, logx=True, logy=True,
               xlabel="examples in the batch", ylabel="steps to the goal",
               title="A larger batch saves steps, up to a point"),
    alt="Steps needed against batch size, both axes logarithmic. At first the line sinks almost as fast as the perfect "
        "exchange, half the steps for twice the batch; then it flattens, and the largest batches save hardly any.",
)

# %%
print("best rate for each batch:", dict(zip(batches, liked, strict=True)))
mean = needed.mean(axis=0)
claim("From the smallest batch to the next, four times the batch saves steps", mean[0] / mean[1],
      between=(1.8, 6), unit="times", tolerance=2.5, seeds=SEEDS)
claim("From the second-largest to the largest it saves hardly any", mean[3] / mean[4],
      at_most=1.6, unit="times", tolerance=0.6, seeds=SEEDS)
claim("The largest batch looks at more examples on its way than the smallest", mean[4] * 1024 / (mean[0] * 4),
      at_least=8, unit="times", tolerance=30, seeds=SEEDS)
claim("Larger batches bear larger rates", liked[-1] / liked[0], at_least=2, unit="times", tolerance=8, seeds=SEEDS)

# %% [markdown]
# While noise rules, examples can be exchanged for steps, if not quite at par, and the rate may grow with the batch. Once
# the batch shows the gradient well enough, the ravine rules, and more examples add nothing: they only cost. This knee is
# found in all kinds of networks, at very different sizes [@shallue2019]. Where many examples cost hardly more time than
# one, as on a graphics processor, one goes to the knee; on our two cores, 64 is a fair choice.

# %% [markdown]
# ## Slow down, then stop
#
# With a constant rate the noise never ends: near the bottom each batch kicks the weights about, in proportion to the
# rate. So we want small steps at the end, and large ones before, to get there. A **schedule** changes the rate with
# the steps. *Cosine decay* glides down. *One-cycle* [@smith2018] first climbs, for a fresh network is soon thrown off:
# such a climb is a **warm-up**. **Guess what it is worth**, at equal steps, over the best constant rate. The network now
# names garments.

# %%
fashion = data.load("fashion")
plans = {
    "constant": (lambda rate: lambda step: rate, (0.002, 0.004, 0.008)),  # rates round its own valley
    "cosine decay": (lambda rate: cosine_decay(rate, LONGER), (0.008, 0.016, 0.032)),
    "one-cycle": (lambda rate: one_cycle(rate, LONGER), (0.008, 0.016, 0.032)),
}


def scheduled(plan, rate, seed):
    """Train Adam on garments; return the scores on validation and test, and the validation loss on the way."""
    net, curve = network(seed, fashion.x_shape, (64,)), []

    def note(step):
        if step % 30 == 29:
            curve.append(score(net, fashion.val)[0])

    learn(net, Adam(net.parameters(), plans[plan][0](rate)), fashion.train, LONGER, seed=seed, watch=note)
    return score(net, fashion.val), score(net, fashion.test), curve


runs = {plan: {rate: [scheduled(plan, rate, seed) for seed in SEEDS] for rate in plans[plan][1]}
        for plan in train.progress(plans, "schedules, three rates each")}

# %% [markdown]
# Each schedule chooses its highest rate by validation loss; only then do we look at the test garments. The left panel
# shows the three rates that were chosen, the right one what they did.

# %%
chosen = {plan: min(tried, key=lambda rate: np.mean([val[0] for val, _, _ in tried[rate]])) for plan, tried in runs.items()}
at = np.arange(29, LONGER, 30)
drawn = {plan: [make(chosen[plan])(step) for step in at] for plan, (make, _) in plans.items()}
curves = {plan: [curve for _, _, curve in runs[plan][chosen[plan]]] for plan in plans}
show(
    plot.panels(at + 1, {"learning rate": drawn, "loss on validation garments": curves}, xlabel="step", ylabel="",
                share=False, title="Small steps at the end win, after large ones on the way"),
    alt="Left: three learning rates against steps, a constant, a cosine that glides to zero from the start, "
        "and one that climbs first. Right: the validation loss of each. The constant rate's loss "
        "jitters and levels off; the other two sink on to the end, one-cycle lowest.",
)

# %% [markdown]
# For comparison, on the same garments: a naive method, the nearest of the ten mean pictures, and a classic one, a
# support vector machine (SVM) on the 50 main directions of the pixels. Its setting, `C`, was chosen on the validation
# garments, too, beforehand.

# %%
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

x_train, x_test = (part.x.reshape(len(part.x), -1) for part in (fashion.train, fashion.test))
machine = make_pipeline(PCA(50, random_state=SEED), SVC(C=10)).fit(x_train, fashion.train.y)
svm = machine.score(x_test, fashion.test.y)
tests = {plan: np.array([test for _, test, _ in runs[plan][chosen[plan]]]) for plan in plans}  # (seeds, 2) each
gain = (tests["constant"] - tests["one-cycle"]).mean(axis=0)
claim("One-cycle lowers the test loss of the best constant rate by", gain[0], at_least=0.015, unit="loss",
      tolerance=0.05, seeds=SEEDS)
claim("In test accuracy it is ahead by", -gain[1], at_least=0.0, unit="accuracy", tolerance=0.02, seeds=SEEDS)
claim("The SVM is ahead of one-cycle by", svm - tests["one-cycle"][:, 1].mean(), between=(0, 0.05),
      unit="accuracy", tolerance=0.02, seeds=SEEDS)
pictures = np.stack([x_train[fashion.train.y == c].mean(axis=0) for c in range(10)])  # (10, 784)
nearest = (0.5 * (pictures**2).sum(axis=1) - x_test @ pictures.T).argmin(axis=1)  # (n,)
record("The nearest mean picture", np.mean(nearest == fashion.test.y), unit="accuracy")

# %% [markdown]
# When the rate sinks, the noise dies away, and no constant rate can have both. The early part may use rates
# that would be too large to stay. So the lessons from here on use schedules. Honestly, too: in three passes this small
# network does not reach the SVM. Lesson 10 returns to these garments with layers that suit them.

# %% [markdown]
# When should training end? We have seen that a lower training loss need not help. **Early stopping** watches a loss
# that the weights do not see: when the lowest value is some epochs old, its **patience**, training ends, and the
# weights of the lowest are kept. Five networks learn from only 500 digits, and on to the end, so that we see what
# stopping would have missed. **Before you look, sketch** training loss, validation loss, validation *accuracy*.

# %%
EPOCHS, PATIENCE = {"smoke": 4, "standard": 30, "full": 100}[EFFORT], 5
few = digits.train.select(np.arange(500))


def to_the_end(seed):
    """Return losses and accuracies by epoch, and the test scores after each."""
    net, tests = network(seed), []
    optimizer, history = Adam(net.parameters(), 0.003), {"loss": [], "accuracy": [], "val_loss": [], "val_accuracy": []}
    for epoch in range(EPOCHS):
        learn(net, optimizer, few, 10, batch=50, seed=1000 * seed + epoch)
        values = *score(net, few), *score(net, digits.val)
        for curve, value in zip(history.values(), values, strict=True):
            curve.append(value)
        tests.append((*score(net, digits.test), surety(net, digits.test)))
    return history, np.array(tests)


five = [SEED + i for i in range(5)]
trainings = [to_the_end(seed) for seed in train.progress(five, "networks on few digits")]
show(
    plot.learning_curves([history for history, _ in trainings],
                         title="Past the best epoch the network grows sure of its mistakes, and makes no more of them"),
    alt="Left: training loss sinks to zero, validation loss sinks, reaches its lowest value early and rises "
        "again. Right: training accuracy rises to one, validation accuracy rises and then stays level.",
)

# %%
last, rows = EPOCHS - 1, []
for history, tests in trainings:
    lowest = [int(np.argmin(history["val_loss"][: epoch + 1])) for epoch in range(EPOCHS)]  # so far
    stop = next((epoch for epoch in range(EPOCHS) if epoch - lowest[epoch] == PATIENCE), last)
    rows.append([(last - stop) / EPOCHS, *(tests[last] - tests[lowest[stop]])])
saved, mended, paid, surer = np.mean(rows, axis=0)
claim("Early stopping saves", saved, at_least=0.2, unit="of the epochs", tolerance=0.2, seeds=five)
claim("It lowers the test loss by", mended, at_least=0.03, unit="loss", tolerance=0.06, seeds=five)
claim("Going on changes test accuracy by", paid, between=(-0.015, 0.025), unit="accuracy", tolerance=0.015, seeds=five)
claim("Going on makes it surer of what it misreads", surer, at_least=0.02, unit="confidence", tolerance=0.1, seeds=five)

# %% [markdown]
# Did your sketch have the accuracy turn down? It does not. The network grows surer of everything, and so of what it
# misreads: that is the loss that rises. So it depends on what you need. If you only want the most likely digit, going on
# costs time and nothing else; if you act on the *probability*, stop, or mend the confidence as in lesson 04. What else
# tells learning from memorising is the question of lesson 40.

# %% [markdown]
# ## The same in Keras
#
# All of this is one argument of `compile`. Is `keras.optimizers.Adam` our Adam? We give a Keras model the weights of our
# network, and both take one pass over the same batches in the same order. Rounding differs, and each step builds on the
# last. The gap is the difference between the weights, as a part of the way they have come. **Predict** for which of the
# three it is largest.

# %%
import keras
from keras import layers, optimizers

pairs = {"SGD": (lambda p: SGD(p, 0.1), optimizers.SGD(0.1), 1e-5),
         "momentum": (lambda p: SGD(p, 0.02, momentum=0.9), optimizers.SGD(0.02, momentum=0.9), 1e-5),
         "Adam with cosine decay": (lambda p: Adam(p, cosine_decay(0.003, 54)),
                                    optimizers.Adam(optimizers.schedules.CosineDecay(0.003, 54)), 1e-2)}


def keras_network(optimizer):
    hidden = [layers.Dense(64, activation="relu", kernel_initializer="he_normal") for _ in range(2)]
    model = keras.Sequential([keras.Input(digits.x_shape), layers.Flatten(), *hidden, layers.Dense(10)])
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


order = np.random.default_rng(SEED).permutation(len(digits.train.x))[: 54 * 64]  # as `learn` draws
for name, (ours, theirs, most) in pairs.items():
    net, model = network(SEED), keras_network(theirs)
    model.set_weights(net.get_weights())
    begin = flat(net.get_weights())
    model.fit(*digits.train.select(order), batch_size=64, shuffle=False, verbose=0)
    end = flat(learn(net, ours(net.parameters()), digits.train, 54).get_weights())
    gap = np.linalg.norm(flat(model.get_weights()) - end) / np.linalg.norm(end - begin)
    claim(f"After a pass, ours and Keras' {name} differ by", gap, at_most=most, unit="of the way", tolerance=most)

# %% [markdown]
# They are the same rules. Adam divides, at times tiny numbers by tiny numbers, and so it magnifies rounding. Now what a
# practitioner writes: an optimizer, and early stopping as a callback that brings the best weights back, on the same 500
# digits as before. (We add no schedule: a schedule plans its length, and early stopping cuts it.)

# %%
train.seed(SEED)
model = keras_network(optimizers.Adam(0.003))
patient = keras.callbacks.EarlyStopping("val_loss", patience=PATIENCE, restore_best_weights=True)
model.fit(*few, batch_size=50, epochs=EPOCHS, validation_data=digits.val, verbose=0, callbacks=[patient])
_, theirs = model.evaluate(*digits.test, verbose=0)
ours = np.mean([tests[np.argmin(history["val_loss"]), 1] for history, tests in trainings])
claim("Stopped early, Keras and our engine end close to each other", theirs - ours, between=(-0.05, 0.05),
      unit="accuracy", tolerance=0.04)

# %% [markdown]
# ## Exercises
#
# You met the first one above. For the others, write where the dots stand, run the cell, read the verdict, and try again.

# %% [markdown]
# {{exercise 06.2}}

# %% [markdown]
# {{exercise 06.3}}

# %% [markdown]
# {{exercise 06.4}}

# %% [markdown]
# {{exercise 06.5}}

# %% [markdown]
# ## What we measured
#
# - A step is too long where the loss curves too much: beyond two divided by the curvature, weights run away.
# - Memory straightens the ravine: momentum adds up what is steady, Adam gives each weight its own step.
# - Adam's usable rates span a wider range than SGD's: several times by their own best, about ten times for one goal.
# - Larger batches save steps until the noise is gone, and no further.
# - Slowing down at the end beats every constant rate; stopping early saves time and false confidence, not accuracy.

# %% [markdown]
# ## Where this fails
#
# The valley is a property of the optimizer *and the task*. We change one thing: pixels from 0 to 255, as they stand in
# the file, instead of 0 to 1. Gradients of the first layer grow 255 times, curvature with the square of that.
# **Predict** where the valleys of SGD and Adam go.

# %%
from types import SimpleNamespace

raw = [SimpleNamespace(x=255 * part.x, y=part.y) for part in (digits.train, digits.val)]
raw_rates = np.logspace(-5, 0, 11)
before, after = {name: valley[name] for name in ("SGD", "Adam")}, {}
for name in train.progress(before, "optimizers on raw pixels"):
    after[name] = sweep(OPTIMIZERS[name], raw_rates, *raw)
show(
    plot.panels({"pixels from 0 to 1": rates, "pixels from 0 to 255": raw_rates},
                {"pixels from 0 to 1": before, "pixels from 0 to 255": after}, logx=True, ylim=(0, 1),
                xlabel="learning rate", ylabel="accuracy after a hundred steps",
                title="Raw pixels move SGD's valley far and Adam's a little, and both are lower"),
    alt="Two panels of accuracy against learning rate. With pixels from 0 to 1 the hills of SGD and Adam overlap. "
        "With raw pixels both are lower; SGD's lies orders of magnitude further left, Adam's a little.",
)
moved = {}
for name, curves in after.items():
    reached = usable(curves.mean(axis=0), curves.mean(axis=0).max() - 0.05, raw_rates)
    moved[name] = np.sqrt(np.prod(ranges[name]) / np.prod(reached))  # from middle to middle
claim("Raw pixels lower SGD's usable rates", moved["SGD"], at_least=100, unit="times", tolerance=1e4, seeds=SEEDS)
claim("SGD's move further than Adam's", moved["SGD"] / moved["Adam"], at_least=30, unit="times", tolerance=1e4,
      seeds=SEEDS)
claim("Adam does not repair them: its best accuracy falls by", means["Adam"].max() - after["Adam"].mean(axis=0).max(),
      at_least=0.02, unit="accuracy", tolerance=0.15, seeds=SEEDS)

# %% [markdown]
# So a rate from somebody else's task is a guess, more so for SGD, and the optimizer does not replace scaling the inputs
# (lesson 02). A second limit: is Adam the *better* optimizer, or the faster one? On pictures, well-tuned SGD with
# momentum is known to reach what adaptive methods reach, or more [@wilson2017]. **Guess** who leads after ten times as
# many steps, both with momentum's and Adam's own one-cycle.

# %%
long = 10 * STEPS
peaks = {"momentum": 0.1, "Adam": 0.012}  # chosen on the validation digits
ended = {}
for name, peak in train.progress(peaks.items(), "long trainings"):
    nets = [network(seed) for seed in SEEDS]
    ended[name] = [score(learn(net, OPTIMIZERS[name](net.parameters(), one_cycle(peak, long)), digits.train, long,
                               seed=seed), digits.test)[1] for net, seed in zip(nets, SEEDS, strict=True)]
short = means["Adam"].max() - means["momentum"].max()
record("After a hundred steps, on validation digits, Adam leads momentum by", short, unit="accuracy", seeds=SEEDS)
claim("After ten times as many, on test digits, it leads by", np.mean(ended["Adam"]) - np.mean(ended["momentum"]),
      between=(-0.02, 0.02), unit="accuracy", tolerance=0.02, seeds=SEEDS)

# %% [markdown]
# A tie. Adam is the forgiving choice, not the winning one. And a third limit, which no optimizer lifts: all of them
# follow slopes. Where the gradient is zero there is nothing to follow (the dead neurons of lesson 05), and where it
# shrinks from layer to layer, the first layers hardly move at all.

# %% [markdown]
# ## Further reading
#
# - [@goh2017] lets you move momentum's two numbers with the mouse, and explains the ravine with pictures.
# - [@kingma2015] is Adam's paper: the algorithm is on its second page.
# - [@wilson2017] finds tasks on which adaptive methods end worse than SGD, and makes you doubt defaults.
# - [@shallue2019] measures the exchange of examples for steps on many tasks, with every batch size tuned.
# - [@bottou2018] is the long survey of why noisy steps work.

# %% [markdown]
# ## Next
#
# We can now train any network whose gradients reach its weights. Do they? Stack thirty-two layers, and the blame that
# leaves the loss is multiplied thirty-two times on its way to the first. What is left of it, and how to keep it, is the
# question of [lesson 07](07_going_deep.ipynb). If you would rather see layers for pictures, go on to [lesson 09](09_convolution.ipynb).
