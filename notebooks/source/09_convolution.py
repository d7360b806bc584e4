# ---
# jupyter:
#   course:
#     title: Convolution
#     question: Why do images need their own layer?
#     needs: ["03", "06"]
#     data: [digits28, fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Slide a handwritten 7 three pixels to the right. You still see a 7. Does a network? A dense network reads a picture as a row of
# numbers, and after the slide almost every number has changed. So here is the question for this lesson: **does a network
# still know a digit that has moved, and which part of the network decides that?**

# %%
from course_utils import claim, data, engine, explain, plot, practice, record, show, train

import keras
import numpy as np
from keras import layers, ops

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read here · "full" trains longer

# %%
RUNS, EPOCHS = {"smoke": (1, 1), "standard": (3, 8), "full": (5, 20)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every network is trained once for each of these seeds
rng = np.random.default_rng(SEED)

digits = data.load("digits28")
digits.card

# %% [markdown]
# ## Move the digit
#
# The card says that every digit sits in the middle of its picture: nobody's camera is so kind. To move a digit without cutting
# it, we lay it on a larger sheet of blank paper, 36 × 36 pixels. Training, validation and test digits all lie in the
# middle of their sheet. Only in the test will they move.


# %%
def on_paper(x):
    """Lay pictures on larger sheets: (n, 28, 28, 1) -> (n, 36, 36, 1)."""
    return np.pad(x, ((0, 0), (4, 4), (4, 4), (0, 0)))


def move(x, steps):
    """Move each picture by its own step; steps is (n, 2): pixels down and pixels right."""
    wide = np.pad(x, ((0, 0), (8, 8), (8, 8), (0, 0)))
    return np.stack([page[8 - down : 44 - down, 8 - right : 44 - right] for page, (down, right) in zip(wide, steps)])


x_train, x_val, x_test = (on_paper(part.x) for part in (digits.train, digits.val, digits.test))
y_train, y_val, y_test = digits.train.y, digits.val.y, digits.test.y
one = np.repeat(x_train[:1], 5, axis=0)  # (5, 36, 36, 1): the same digit five times
show(
    plot.images(move(one, [(0, 0), (0, 3), (0, -3), (3, 0), (-3, 0)]), ["as it is", "3 right", "3 left", "3 down", "3 up"],
                title="The same digit, moved by three pixels"),
    alt="One handwritten digit on blank paper, five times: in the middle, then a little to the right, left, down and up. The "
        "difference is hard to see.",
)

# %% [markdown]
# Two networks compete. The first is the **dense network** of the earlier lessons: all 1,296 pixels in a row, 64 hidden units,
# ten outputs. The second is a **convolutional network**. It has three kinds of layer that are new: `Conv2D`,
# `MaxPooling2D` and `GlobalMaxPooling2D`. For now, take them as they come. First the race, then the engine.


# %%
def dense_net():
    return keras.Sequential([
        keras.Input((36, 36, 1)), layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(10)])


def conv_net(head=layers.GlobalMaxPooling2D):
    window = {"padding": "same", "activation": "relu", "use_bias": False}
    return keras.Sequential([
        keras.Input((36, 36, 1)),
        layers.Conv2D(16, 5, strides=2, name="conv1", **window),
        layers.Conv2D(16, 3, name="conv2", **window),
        layers.MaxPooling2D(),
        layers.Conv2D(48, 3, name="conv3", **window),
        head(),
        layers.Dense(10),
    ])


claim("The convolutional network has fewer weights than the dense one, as a ratio",
      conv_net().count_params() / dense_net().count_params(), at_most=1.0)

# %% [markdown]
# The race is fair: the same pictures, the same loss, optimizer, learning-rate schedule and number of steps. We chose the learning
# rate on validation digits, for each network by itself; the same value came first for both. Every network is trained
# from three random starts, because one start could be luck.


# %%
def fit(model, x, y, epochs=EPOCHS):
    steps = epochs * -(-len(x) // 64)
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, steps)),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x, y, batch_size=64, epochs=epochs, verbose=0, callbacks=[train.Progress()])
    return model


def trained(build, x, y, epochs=EPOCHS, label="training"):
    models = []
    for seed in train.progress(SEEDS, label):
        train.seed(seed)
        models.append(fit(build(), x, y, epochs))
    return models


dense = trained(dense_net, x_train, y_train, label="dense network")
conv = trained(conv_net, x_train, y_train, label="convolutional network")

# %% [markdown]
# A classic method must be in the race too. A support vector machine on the 50 main directions of the pixels was long the
# method of choice for such digits [@lecun1998]. Its one important setting, `C`, is chosen on the validation digits. The
# three methods now wait for the test.

# %%
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC


def flat(x):
    return x.reshape(len(x), -1)  # (n, 36, 36, 1) -> (n, 1296)


machines = [make_pipeline(PCA(50, random_state=SEED), SVC(C=c)).fit(flat(x_train), y_train) for c in (1, 10)]
svm = max(machines, key=lambda machine: machine.score(flat(x_val), y_val))
print("C chosen on validation digits:", svm[-1].C)

# %% [markdown]
# Now the test. Each of the thousand test digits draws one direction (up, down, left or right) and moves that way, 0 to 8
# pixels. **Before you run the next cell, write down two numbers**: what share of the digits does the dense network still know at
# 3 pixels, and what share the convolutional one? Guessing blindly gives a tenth.


# %%
def guess(model, x):
    return ops.convert_to_numpy(ops.argmax(model(x), axis=-1))  # (n,)


def accuracy(model, x, y=y_test):
    return float(np.mean(guess(model, x) == y))


directions = np.array([(-1, 0), (1, 0), (0, -1), (0, 1)])[rng.integers(4, size=len(x_test))]  # (1000, 2)
moved = [move(x_test, pixels * directions) for pixels in range(9)]
dense_curves = np.array([[accuracy(model, x) for x in moved] for model in dense])  # (runs, 9)
conv_curves = np.array([[accuracy(model, x) for x in moved] for model in conv])  # (runs, 9)
svm_curve = [svm.score(flat(x), y_test) for x in moved]  # (9,)

# %%
show(
    plot.lines(range(9), {"convolutional network": conv_curves, "dense network": dense_curves, "support vector machine": svm_curve},
               xlabel="how far each test digit has moved (pixels)", ylabel="accuracy", ylim=(0, 1.02), height=5,
               references={"guessing blindly": 0.1}, title="The digit moves: one network stands, the others fall to chance"),
    alt="Accuracy against shift from zero to eight pixels. The dense network and the support vector machine start high and "
        "fall together, through less than half at three pixels, to chance. The convolutional network's line stays near the top.",
)

# %%
gap = conv_curves[:, 3] - dense_curves[:, 3]
claim("At a shift of three pixels the convolutional network leads the dense one", gap.mean(), at_least=0.4, unit="accuracy",
      seeds=SEEDS)
claim("On digits that have not moved, convolution and support vector machine are close", conv_curves[:, 0].mean() - svm_curve[0],
      between=(-0.03, 0.03), unit="accuracy", tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# Three pixels are a twelfth of the sheet, and the dense network is lost. It was not a bad network: unmoved, it knows most digits.
# The classic method falls with it. Nobody told either of them that a digit may move. On unmoved digits, convolution
# and the support vector machine are close: the lead is in the moving, not in the digits.

# %%
known = [i for i in range(len(y_test)) if guess(conv[0], x_test[i : i + 1])[0] == guess(dense[0], x_test[i : i + 1])[0] == y_test[i]]
slide = move(np.repeat(x_test[known[:1]], 9, axis=0), [(0, pixels) for pixels in range(9)])  # (9, 36, 36, 1)
says = zip(guess(conv[0], slide), guess(dense[0], slide))
show(
    plot.images(slide, [f"{pixels} px\nCNN: {a}\ndense: {b}" for pixels, (a, b) in enumerate(says)], cols=9,
                title=f"A {y_test[known[0]]} slides to the right; both networks say what they see"),
    alt="A strip of nine pictures: the first test digit that both networks know slides to the right, pixel by pixel. Under each "
        "picture stand the two guesses; the dense network's guess changes on the way.",
)

# %% [markdown]
# ## A window that slides
#
# Why does the dense network fall? Each of its weights belongs to one pixel. A stroke three pixels further meets weights that
# never saw a stroke there. The cure is an old idea, found in the cat's eye [@hubel1962] and built into a network by
# [@fukushima1980]: learn a **small window of weights**, and slide the same window over the whole picture.

# %% [markdown]
# The window's weights are called a **kernel**. At each stop, multiply each pixel under the window by the weight on top of it, and
# add up. Here the kernel weighs the right column +1 and the left column −1. **By hand, before you run it**: the window lies
# on rows 1 to 3 and columns 2 to 4 (counting from 0). Which number comes out?

# %%
page = np.array([[0, 0, 0, 0, 0],
                 [0, 1, 1, 1, 0],
                 [0, 0, 0, 1, 0],
                 [0, 0, 1, 0, 0],
                 [0, 0, 1, 0, 0]], dtype="float32")  # fmt: skip
kernel = np.array([[-1, 0, 1],
                   [-1, 0, 1],
                   [-1, 0, 1]], dtype="float32")  # fmt: skip
window = page[1:4, 2:5]  # (3, 3)
print("under the window:", *window, "times the kernel:", *(window * kernel), sep="\n")
print("sum:", (window * kernel).sum())

# %% [markdown]
# A negative number: ink on the left of the window, paper on the right. Now all stops, row by row. The result is called a
# **feature map**: a new picture that says, at each place, how strongly the kernel's pattern is there. Sliding, multiplying and
# adding is what this field calls **convolution** (in mathematics, which flips the kernel first, it is cross-correlation).

# %%
answers = engine.conv2d(page[None, :, :, None], kernel[:, :, None, None]).data[0, :, :, 0]  # (3, 3)
show(
    plot.images([page, kernel, answers], ["page, 5 × 5", "kernel, 3 × 3", "feature map, 3 × 3"],
                title="The map is blue at ink with paper on its left, red at ink with paper on its right"),
    alt="A five by five page with a small seven, a three by three kernel that is red on the left and blue on the right, and the three "
        "by three feature map: positive on the left side, negative on the right.",
)

# %% [markdown]
# What is such a map good for? Below, three kernels that people made by hand look at a boot. One answers where brightness changes
# from left to right, one where it changes from top to bottom, and one where a pixel differs from all its neighbours. **Where
# on the boot will each answer?** Nothing is trained here.

# %%
garments = data.load("fashion")
boot = garments.train.x[garments.train.y == garments.classes.index("Ankle boot")][:1]  # (1, 28, 28, 1)
across = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
dot = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]) / 8
by_hand = np.stack([across, across.T, dot], axis=-1)[:, :, None]  # (3, 3, 1, 3)
maps = engine.conv2d(boot, by_hand, padding="same").data[0]  # (28, 28, 3)
show(
    plot.images([boot[0, :, :, 0], *np.moveaxis(maps, -1, 0)], ["the boot", "left to right", "top to bottom", "unlike its neighbours"],
                title="Three kernels find three kinds of edge on one boot"),
    alt="A boot and three feature maps of it. The first shows the upright edges, blue on the left side and red on the right; the "
        "second the level edges, such as the sole; the third outlines every edge and leaves flat areas blank.",
)

# %% [markdown]
# As a formula, for pictures $x$ of shape $(n, h, w, c)$ and a kernel $k$ of shape $(3, 3, c, f)$, where $c$ counts the channels of the picture
# (one for grey) and $f$ the kernels:
#
# $$y_{n,r,s,f} \;=\; \sum_{i,j,c} x_{n,\;r+i,\;s+j,\;c}\; k_{i,j,c,f}$$
#
# The next cell has this formula in one line, in the same letters, after a line that lists all windows.

# %%
def convolve(x, k):
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape[:2], axis=(1, 2))  # (n, r, s, c, i, j)
    return np.einsum("nrscij,ijcf->nrsf", windows, k)


x = rng.random((8, 20, 20, 3)).astype("float32")  # (n, h, w, c): eight coloured pictures of noise
layer = layers.Conv2D(4, 3)
theirs = ops.convert_to_numpy(layer(x))  # (8, 18, 18, 4)
k = ops.convert_to_numpy(layer.kernel)  # (3, 3, 3, 4)
for name, ours in {"Our two lines": convolve(x, k), "Our engine's conv2d": engine.conv2d(x, k).data}.items():
    claim(f"{name} and Keras' Conv2D differ by, relative to the largest output", np.abs(ours - theirs).max() / np.abs(theirs).max(),
          at_most=1e-5, tolerance=1e-5)

# %% [markdown]
# That is the whole layer, up to rounding. Our engine's version, below, adds the gradients: `kernel_rule` says how the loss changes with
# each weight of the kernel. One weight was used at every stop, so it collects blame from every stop. This is why a kernel
# learns a stroke wherever the training digits happen to show it.

# %%
import inspect

print(inspect.getsource(engine.conv2d).split('"""')[2])

# %% [markdown]
# ## Count the weights
#
# A window of width $k$ has $n - k + 1$ stops on a line of $n$ pixels (`padding="valid"`). To keep the size, `padding="same"` adds a
# border of zeros, called **padding**. Every second stop is enough? A **stride** of 2 takes steps of two pixels and halves height and
# width; so does `MaxPooling2D`, which keeps the largest value of each 2 × 2 block. **What shape leaves `conv1`, on 36 × 36 pixels?**

# %%
def stops(n, k, stride, padding):
    return (n - k) // stride + 1 if padding == "valid" else -(-n // stride)  # -(-n // stride) rounds up


for n, k, stride, padding in [(36, 5, 1, "valid"), (36, 5, 1, "same"), (36, 5, 2, "same"), (36, 5, 2, "valid")]:
    shape = layers.Conv2D(1, k, strides=stride, padding=padding)(np.zeros((1, n, n, 1))).shape
    print(f"window {k} on {n} pixels, stride {stride}, {padding:5}: Keras {shape[1]}, formula {stops(n, k, stride, padding)}")

# %% [markdown]
# How many weights? A kernel that reads $c$ channels through a $k \times k$ window has $k \cdot k \cdot c$ weights, and there is one for each of the $f$
# maps: $k \cdot k \cdot c \cdot f$. The size of the picture does not occur. (Often each map also gets one bias. We left it out, so that blank
# paper answers exactly zero.) **How many has `conv2`, with 3 × 3 windows from 16 maps to 16 maps?**

# %%
def table(model):
    for layer in model.layers:
        name, shape = type(layer).__name__, layer.output.shape[1:]
        print(f"{name:20}{' × '.join(map(str, shape)):>14}{layer.count_params():>9,} weights")
    print(f"{'together':34}{model.count_params():>9,} weights\n")


table(dense_net())
table(conv_net())

# %% [markdown]
# The dense network spends nearly everything on its first layer, where every pixel has its own weight to every unit. The convolutional
# one says that a stroke is a stroke anywhere, so it pays once. What would a dense layer need to make the maps of `conv1`?
# And what do the savings cost? A weight that is used at every stop is few weights, but not little **work**.

# %%
net = conv[0]
as_dense = 36 * 36 * 18 * 18 * 16  # every pixel to every value of the 16 maps
record("Weights of a dense layer with the output of conv1, for each weight of conv1", as_dense / net.get_layer("conv1").count_params())
work = sum(np.prod(layer.output.shape[1:3]) * layer.count_params() for layer in net.layers if layer.name.startswith("conv"))
claim("The convolutional network multiplies more often than the dense one, as a ratio", work / dense[0].count_params(), at_least=5)

# %% [markdown]
# ## Where does it come from?
#
# The convolutional network differs from the dense one in several ways at once. Which of them carries the digit over three pixels? We
# take them apart, one change at a time. First, the sliding window itself. `conv1` takes steps of two pixels. **If the digit moves
# by 4 pixels, what happens to the feature map?**

# %%
conv1 = keras.Model(net.inputs, net.get_layer("conv1").output)
here = ops.convert_to_numpy(conv1(x_test))  # (1000, 18, 18, 16)
there = ops.convert_to_numpy(conv1(move(x_test, [(0, 4)] * len(x_test))))
left = np.abs(there[:, :, 2:] - here[:, :, :-2]).max() / here.max()
claim("Moving the digit four pixels moves the feature map two, and what is left differs by", left, at_most=1e-5, tolerance=1e-5)

digit, busy = x_test[known[0]], int(here[known[0]].max(axis=(0, 1)).argmax())  # the map with the strongest answer
again = move(digit[None], [(0, 4)])[0]
show(
    plot.images([digit, here[known[0], :, :, busy], again, there[known[0], :, :, busy]],
                ["digit", "its map", "digit, moved", "the map of that"], title="The digit moves, and its feature map moves along"),
    alt="A digit and one of its feature maps, then the digit moved to the right and its map. The second map is the first one, moved.",
)

# %% [markdown]
# The map of the moved digit is the moved map of the digit. A layer that commutes with a change like this is called **equivariant**:
# nothing is lost, everything moves along. But the answer "7" must *not* move along. Somewhere the network has to forget *where*
# and keep *what*. That is the head's job: `GlobalMaxPooling2D` keeps, of each of the 48 maps, only the largest value.

# %% [markdown]
# So let us change the head and nothing else. Many textbook networks end in `Flatten`: every place of every map gets its own weight
# to every class. The three convolutions stay. **Your prediction**: will the network with the `Flatten` head stand like the one with the
# global maximum, fall like the dense one, or end between them?

# %%
flatten = trained(lambda: conv_net(layers.Flatten), x_train, y_train, label="convolutions with a Flatten head")
flatten_curves = np.array([[accuracy(model, x) for x in moved] for model in flatten])  # (runs, 9)
show(
    plot.lines(range(9), {"convolutions, global maximum": conv_curves, "dense network": dense_curves, "convolutions, Flatten": flatten_curves},
               xlabel="how far each test digit has moved (pixels)", ylabel="accuracy", ylim=(0, 1.02), references={"guessing blindly": 0.1},
               title="With a Flatten head, the convolutions fall as well"),
    alt="Accuracy against shift. The convolutions with a Flatten head start highest of all, but fall nearly like the dense network, "
        "a little later, while those with a global maximum stay near the top.",
)

# %%
claim("At three pixels, the head alone is worth", (conv_curves - flatten_curves)[:, 3].mean(), at_least=0.2, unit="accuracy",
      seeds=SEEDS)
claim("On digits that have not moved, the Flatten head is no worse", (flatten_curves - conv_curves)[:, 0].mean(), at_least=-0.005,
      unit="accuracy", tolerance=0.02, seeds=SEEDS)

# %% [markdown]
# Most courses stop at "convolution does not mind where things are". We measured something else: convolution makes the maps move along, and
# the **pooling head** forgets where. With `Flatten`, the last layer learns again what belongs to which place. It even gains
# from that, as long as digits sit where they sat in training: place is information, and forgetting it has a price.

# %% [markdown]
# Now an honest competitor. Perhaps the dense network is not unable, but never had the chance. We show it the training digits in
# eight places each, moved by up to 4 pixels both ways, and let it train twice as long. (Inventing variants of one's data like this is
# called *augmentation*; lesson 10 measures it.) The convolutional network still sees centred digits only. **Who leads at 3 pixels? At 6?**

# %%
anywhere = np.concatenate([move(x_train, rng.integers(-4, 5, (len(x_train), 2))) for _ in range(8)])  # (28000, 36, 36, 1)
schooled = trained(dense_net, anywhere, np.tile(y_train, 8), epochs=max(1, EPOCHS // 4), label="dense network, moved digits")
schooled_curves = np.array([[accuracy(model, x) for x in moved] for model in schooled])  # (runs, 9)
show(
    plot.lines(range(9), {"convolutional network": conv_curves, "dense network": dense_curves, "dense, trained on moved digits": schooled_curves},
               xlabel="how far each test digit has moved (pixels)", ylabel="accuracy", ylim=(0, 1.02), references={"guessing blindly": 0.1},
               title="Shown moved digits, the dense network learns as far as it was shown"),
    alt="Accuracy against shift. The dense network that trained on moved digits stays high up to four pixels, a little under the "
        "convolutional network, and falls steeply beyond.",
)

# %%
claim("Training on moved digits lifts the dense network at three pixels by", (schooled_curves - dense_curves)[:, 3].mean(),
      at_least=0.3, unit="accuracy", seeds=SEEDS)
claim("Two pixels beyond what it was shown, it trails the convolutional network by", (conv_curves - schooled_curves)[:, 6].mean(),
      at_least=0.2, unit="accuracy", seeds=SEEDS)

# %% [markdown]
# So data can teach what the architecture does not know, and within four pixels that nearly closes the gap. Beyond, the dense network has
# learned nothing: it has seen moved digits, but not *moving*. The convolutional network never saw a moved digit and needs none.
# Built-in knowledge like this is called an **inductive bias**: a bet on how the world is, made before any data comes.

# %% [markdown]
# A bet can be lost. Convolution bets that neighbouring pixels belong together. Let us take the neighbourhoods away: draw **one** random
# order of the 1,296 pixels and put every picture, training and test, into that order. No pixel is lost. You could undo it, if you
# knew the order. **What happens to the dense network, and what to the convolutional one?**

# %%
order = rng.permutation(36 * 36)


def scrambled(x):
    return flat(x)[:, order].reshape(x.shape)


show(
    plot.images(np.concatenate([x_train[:5], scrambled(x_train[:5])]), [*map(str, y_train[:5]), *map(str, y_train[:5])], cols=5,
                title="The same five digits, before and after the pixels change places"),
    alt="Five digits, and under them the same five with all pixels in another order, the same order for all: grey dust without any "
        "shape to recognise.",
)

# %%
dense_dust = [accuracy(model, scrambled(x_test)) for model in trained(dense_net, scrambled(x_train), y_train, label="dense, scrambled")]
conv_dust = [accuracy(model, scrambled(x_test)) for model in trained(conv_net, scrambled(x_train), y_train, label="convolutional, scrambled")]
show(
    plot.bars({"convolutional, digits": conv_curves[:, 0], "convolutional, scrambled": conv_dust,
               "dense, digits": dense_curves[:, 0], "dense, scrambled": dense_dust}, kind="dots", highlight="convolutional, scrambled",
              xlabel="accuracy on test digits that have not moved", title="Scrambled pixels: the dense network does not notice"),
    alt="Four rows of dots. The dense network scores the same on digits and on scrambled digits. The convolutional network is best on "
        "digits and worst on scrambled digits.",
)

# %%
claim("Scrambling the pixels costs the convolutional network", np.mean(conv_curves[:, 0] - conv_dust), at_least=0.03, unit="accuracy",
      tolerance=0.03, seeds=SEEDS)
claim("Scrambling the pixels changes the dense network by", np.mean(dense_curves[:, 0] - dense_dust), between=(-0.02, 0.02),
      unit="accuracy", tolerance=0.02, seeds=SEEDS)
claim("On scrambled pixels, the dense network leads by", np.mean(dense_dust) - np.mean(conv_dust), at_least=0.0, unit="accuracy",
      tolerance=0.03, seeds=SEEDS)

# %% [markdown]
# To the dense network, pixels have no neighbours; a scrambled digit is as good as any. The convolutional network loses its lead and more.
# So convolution is no better *network*. It is a better bet *on pictures*, where neighbours do belong together. For a table of
# blood values, whose columns stand in any order, the bet would be as wrong as here.

# %% [markdown]
# ## What do the layers look for?
#
# The three convolutions build on each other. The pixels that can reach a unit are its **receptive field**: 5 × 5 for a unit of `conv1`, 9 × 9 for `conv2`,
# 19 × 19 for `conv3`. We take the unit in the middle of each map and let gradient ascent grow the picture that excites it most, from grey noise. This
# is **activation maximisation** [@erhan2009]. We show the first eight units, unchosen. **What will change from layer to layer?**

# %%
def middle_unit(name):
    """Return a model that ends in the middle place of a layer's maps, before the ReLU: (n, filters)."""
    layer = net.get_layer(name)
    linear = layers.Conv2D.from_config(layer.get_config() | {"activation": None})
    maps = linear(layer.input)
    linear.set_weights(layer.get_weights())
    return keras.Model(net.inputs, maps[:, maps.shape[1] // 2, maps.shape[2] // 2])


grown = []
for name in ("conv1", "conv2", "conv3"):
    probe = middle_unit(name)
    grown += list(explain.maximize(probe, probe.layers[-1], range(8), jitter=0))
show(
    plot.images(grown, [f"{name}, {unit}" for name in ("conv1", "conv2", "conv3") for unit in range(8)], cols=8,
                title="Edges, then bends and strokes, then pieces of digits"),
    alt="Three rows of eight pictures. First row: small spots split into a dark and a bright side. Second row: larger spots with bars and "
        "corners. Third row: large patches that hold bent strokes.",
)

# %% [markdown]
# Grown pictures are what a unit *would* like, and no digit may ever look like that. So we ask the other way round: which piece of a real
# validation digit excited the same unit most [@zeiler2014]? A unit of `conv3` answers to a piece of a digit, an arch or a
# corner of strokes. No unit is a digit: that is left to the last layer, which adds up which pieces are there.

# %%
SEES = {"conv1": (5, 2, -1), "conv2": (9, 2, -3), "conv3": (19, 4, -7)}  # window on the picture: size, step, where it begins


def favourite(name, unit):
    size, step, begin = SEES[name]
    picture, *place = np.unravel_index(seen[name][..., unit].argmax(), seen[name].shape[:3])
    top, left = (20 + begin + step * p for p in place)
    return np.pad(x_val[picture, :, :, 0], 20)[top : top + size, left : left + size]


seen = {name: ops.convert_to_numpy(keras.Model(net.inputs, net.get_layer(name).output)(x_val)) for name in SEES}
show(
    plot.images([favourite(name, unit) for name in SEES for unit in range(8)], [f"{name}, {unit}" for name in SEES for unit in range(8)],
                cols=8, title="The piece of a real digit that each unit liked best"),
    alt="Three rows of eight cut-outs from digits. First row: five by five pixels with an edge or solid ink. Second row: corners, ends and bends of "
        "strokes. Third row: large pieces such as arches, loops and crossings.",
)

# %% [markdown]
# Last, the ten outputs. We grow, for each class, the picture that the network finds most convincing, once for the dense network and once for the
# convolutional one. **Which of the two will draw one digit in the middle?** Think of what each head has forgotten.

# %%
ideals = [explain.maximize(model, model.layers[-1], range(10)) for model in (dense[0], conv[0])]  # 2 × (10, 36, 36, 1)
show(
    plot.images(np.concatenate(ideals), [f"{who}: {c}" for who in ("dense", "CNN") for c in digits.classes], cols=10,
                title="The dense network dreams of a place, the convolutional one of pieces"),
    alt="Two rows of ten grown pictures. The dense network's are grey clouds around the middle of the sheet. The convolutional network's show strokes "
        "of the digit several times, anywhere on the sheet.",
)

# %% [markdown]
# The dense network's ideals hang around the middle, where the training digits were; the convolutional ones repeat the strokes of a class anywhere. Read such
# pictures with care. Both networks are very sure of them, and nobody would read them as digits: **what excites a network most is not what
# it has understood**. Lesson 39 returns to this.

# %% [markdown]
# ## Exercises
#
# Five exercises; the last is a small research project. `practice.hint("09.2")` gives one hint at a time.

# %% [markdown]
# {{exercise 09.1}}

# %% [markdown]
# {{exercise 09.2}}

# %% [markdown]
# {{exercise 09.3}}

# %% [markdown]
# {{exercise 09.4}}

# %% [markdown]
# {{exercise 09.5}}

# %% [markdown]
# ## What we measured
#
# - A digit that moves three pixels is lost to a dense network and to a support vector machine, and kept by a convolutional network with fewer weights.
# - A convolution is a small window of weights that slides; two lines of NumPy are Keras' layer, up to rounding.
# - The window makes maps that **move along**. The pooling head **forgets where**. With a `Flatten` head, the same convolutions fall.
# - Shown moved digits, a dense network learns to cope, as far as it was shown.
# - Without neighbourhoods, the bet is lost: on scrambled pixels the dense network leads.

# %% [markdown]
# ## Where this fails
#
# Moving is built in. Turning is not: a kernel for upright edges does not answer to slanted ones, and pooling over places does not pool over
# angles. We turn the test digits by up to 60 degrees. **How do the two networks compare now?**

# %%
from scipy.ndimage import rotate

angles = range(0, 61, 15)
turned = [rotate(x_test, angle, axes=(1, 2), reshape=False, order=1) for angle in angles]
conv_turned, dense_turned = (np.array([[accuracy(model, x) for x in turned] for model in models]) for models in (conv, dense))
show(
    plot.lines(angles, {"convolutional network": conv_turned, "dense network": dense_turned}, xlabel="how far each test digit is turned (degrees)",
               ylabel="accuracy", ylim=(0, 1.02), references={"guessing blindly": 0.1}, title="Turned digits: convolution does not help"),
    alt="Accuracy against angle. Both networks stay high for small angles and then fall together, to less than a third at sixty degrees.",
)
claim("Turned by forty-five degrees, the convolutional network keeps no more than", conv_turned[:, 3].mean(), at_most=0.65, unit="accuracy",
      tolerance=0.1, seeds=SEEDS)

# %% [markdown]
# Even for moves, the promise has small print. Stride and pooling make the network look at every fourth pixel only. A move by 4 pixels falls
# on that grid again; a move by 1, 2 or 3 does not. How much do the ten outputs change with the move? This is **aliasing**, and is
# known to make large networks change their mind when a picture moves by one pixel [@azulay2019; @zhang2019].

# %%
def change(model):
    slid = [ops.convert_to_numpy(model(move(x_test, [(0, pixels)] * len(x_test)))) for pixels in range(9)]  # 9 × (1000, 10)
    return [np.abs(logits - slid[0]).max(axis=1).mean() for logits in slid]


changes = np.array([change(model) for model in conv])  # (runs, 9)
show(
    plot.lines(range(9), {"convolutional network": changes}, xlabel="how far each test digit has moved (pixels)",
               ylabel="largest change of an output (logits)", title="Every fourth pixel, the network sees the same digit again"),
    alt="Change of the outputs against shift: a saw tooth, high at two pixels, almost zero at four, high again at six and low at eight.",
)
claim("A move by two pixels changes the outputs more than a move by four, as a ratio", np.mean(changes[:, 2] / changes[:, 4]), at_least=3,
      tolerance=1000, seeds=SEEDS)

# %% [markdown]
# Also: our digits move on blank paper. A real background moves too, cuts the object at the border, and lights it from another side. Larger
# or smaller digits should fail like turned ones; we expect it, you can measure it. And the moves here are simulated, each digit
# along one axis: a camera does worse.

# %% [markdown]
# ## Further reading
#
# - [@fukushima1980] where the sliding window and the forgetting of place are both already there, before anyone could train it well.
# - [@lecun1998] the network that read bank cheques; section II explains the bet on neighbourhoods better than most textbooks.
# - [@zeiler2014] the pieces of pictures that units like best, on photographs, and what they reveal.
# - [@azulay2019] how little it takes to move a large network, and why more data does not mend it.
# - [@zhang2019] a small change to stride and pooling that flattens our saw tooth.

# %% [markdown]
# ## Next
#
# We know why the layer works. Lesson 10 asks what makes a whole convolutional network good: augmentation, normalisation, depth, width, each
# switched off in turn.
