# ---
# jupyter:
#   course:
#     title: Convolution
#     question: Why do images need their own layer?
#     needs: ["05"]
#     data: [digits28, fashion]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Slide a handwritten 7 three pixels to the right. You still see a 7. A network that reads its picture as a row of numbers gets
# another row. So we ask: **does a network still know a digit that has moved, and which part of the network
# decides that?** The answer is why images have a layer of their own.

# %%
from course_utils import claim, data, engine, explain, plot, practice, record, show, train

import keras
import numpy as np
from keras import layers, ops

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, EPOCHS = {"smoke": (1, 1), "standard": (3, 5), "full": (5, 20)}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]  # every network is trained once for each of these seeds
rng = np.random.default_rng(SEED)

digits = data.load("digits28")
digits.card

# %% [markdown]
# ## Move the digit
#
# The card says that every digit sits in the middle of its picture. Nobody's camera is so kind. To move a digit without cutting
# it, we lay it on a larger sheet of blank paper, 36 × 36 pixels. Training, validation and test digits all lie in the
# middle of their sheet; only in the test will they move.


# %%
def on_paper(x):
    """Lay pictures on larger sheets: (n, 28, 28, 1) -> (n, 36, 36, 1)."""
    return np.pad(x, ((0, 0), (4, 4), (4, 4), (0, 0)))


def move(x, steps):
    """Move each picture by its own step; steps is (n, 2): pixels down and pixels right."""
    wide = np.pad(x, ((0, 0), (8, 8), (8, 8), (0, 0)))
    begins = 8 - np.asarray(steps)  # (n, 2): the first row and column of each new sheet
    return np.stack([page[top : top + 36, left : left + 36] for page, (top, left) in zip(wide, begins)])


x_train, x_val, x_test = (on_paper(part.x) for part in (digits.train, digits.val, digits.test))
y_train, y_val, y_test = digits.train.y, digits.val.y, digits.test.y
steps = [(0, 0), (0, 3), (0, -3), (3, 0), (-3, 0)]
five_times = move(np.repeat(x_train[2:3], 5, axis=0), steps)  # (5, 36, 36, 1)
show(
    # 0.1 more ink everywhere: on light grey you see the sheet
    plot.images(0.1 + 0.9 * five_times, ["as it is", "3 right", "3 left", "3 down", "3 up"],
                title="To us, a move by three pixels changes nothing"),
    alt="One handwritten digit on blank paper, five times: in the middle, then a little to the "
        "right, left, down and up. The difference is hard to see.",
)

# %% [markdown]
# Two networks compete. The first is the *dense network* of the earlier lessons: all 1,296 pixels in a row, 64 hidden units,
# ten outputs. The second is a *convolutional* network, CNN for short. Three of its layers are new: `Conv2D`, `MaxPooling2D` and
# `GlobalMaxPooling2D`. For now, take them as they come: first the race, then the engine.


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
        layers.Dense(10, name="classes"),
    ])


ratio = conv_net().count_params() / dense_net().count_params()
claim("The CNN has fewer weights than the dense network, as a ratio", ratio, at_most=1.0)

# %% [markdown]
# The race is fair: the same pictures, loss, optimizer, learning-rate schedule and number of steps. We chose the learning
# rate on validation digits, for each network by itself; the same value came first for both. Each network is trained
# from three random starts, because one start could be luck.


# %%
def fit(model, x, y, epochs=EPOCHS):
    steps = epochs * -(-len(x) // 64)
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, steps)),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x, y, batch_size=64, epochs=epochs, verbose=0, callbacks=[train.Progress()])
    return model


def trained(label, build, x, y, epochs=EPOCHS):
    models = []
    for seed in train.progress(SEEDS, label):
        train.seed(seed)
        models.append(fit(build(), x, y, epochs))
    return models


dense = trained("dense network", dense_net, x_train, y_train)
conv = trained("CNN", conv_net, x_train, y_train)

# %% [markdown]
# A classic method runs too: a support vector machine on the 50 main directions of the pixels, its setting `C` chosen on validation
# digits. In the test, each of the thousand test digits draws a direction (up, down, left or right) and moves 0 to 8 pixels
# that way. **Write down two numbers first**: at 3 pixels, what share will the dense network still know, and what share the CNN?


# %%
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC


def flat(x):
    return x.reshape(len(x), -1)  # (n, 36, 36, 1) -> (n, 1296)


def guess(model, x):
    return ops.convert_to_numpy(ops.argmax(model(x), axis=-1))  # (n,)


def accuracies(models, tests):
    """Return the accuracy of each model on each list of moved test digits: (models, tests)."""
    return np.array([[np.mean(guess(model, x) == y_test) for x in tests] for model in models])


machines = [make_pipeline(PCA(50, random_state=SEED), SVC(C=c)) for c in (1, 10)]
svm = max(machines, key=lambda machine: machine.fit(flat(x_train), y_train).score(flat(x_val), y_val))
directions = np.array([(-1, 0), (1, 0), (0, -1), (0, 1)])[rng.integers(4, size=len(x_test))]  # (1000, 2)
moved = [move(x_test, pixels * directions) for pixels in range(9)]
dense_curves, conv_curves = accuracies(dense, moved), accuracies(conv, moved)  # (3, 9) each
svm_curve = np.array([svm.score(flat(x), y_test) for x in moved])  # (9,)

# %% [markdown]
# Next comes the picture of the whole race. Each line is a method, from test digits that lie where the training digits lay
# to digits eight pixels away. The bands run from the worst to the best of the three starts.

# %%
AXES = {"xlabel": "how far each test digit has moved (pixels)", "ylabel": "accuracy", "ylim": (0, 1.02)}
CHANCE = {"guessing blindly": 0.1}
show(
    plot.lines(range(9), {"CNN": conv_curves, "dense network": dense_curves,
                          "support vector machine": svm_curve}, **AXES, references=CHANCE, height=5,
               title="The digit moves: one network stands, the others fall to chance"),
    alt="Accuracy against shift from zero to eight pixels. The dense network and the support "
        "vector machine start high and fall together, through less than half at three pixels, to "
        "chance. The CNN's line stays near the top.",
)
at_three = np.mean(conv_curves[:, 3] - dense_curves[:, 3])
unmoved = np.mean(conv_curves[:, 0]) - svm_curve[0]
claim("At a shift of three pixels the CNN leads the dense network by", at_three, at_least=0.4,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)
claim("On digits that have not moved, the CNN's lead over the support vector machine is", unmoved,
      between=(-0.04, 0.04), unit="accuracy", tolerance=0.04, seeds=SEEDS)

# %% [markdown]
# Three pixels are a twelfth of the sheet, and the dense network is lost. It was not a bad network: unmoved, it knows most digits.
# The classic method falls with it, for nobody told either of them that a digit may move. On unmoved digits, the CNN and the
# support vector machine are close: the lead is in the moving, not in the digits. Here is one digit on its way.

# %%
conv_right, dense_right = (guess(models[0], x_test) == y_test for models in (conv, dense))
star = np.flatnonzero(conv_right & dense_right)[0]  # the first test digit that both know
strip = move(np.repeat(x_test[[star]], 9, axis=0), [(0, pixels) for pixels in range(9)])  # (9, 36, 36, 1)
says = np.concatenate([guess(conv[0], strip), guess(dense[0], strip)])  # (18,)
show(
    plot.images(np.concatenate([strip, strip]), list(map(str, says)), marks=says == y_test[star], cols=9,
                title=f"The CNN (above) and the dense network (below) read a sliding {y_test[star]}"),
    alt="Two strips of nine pictures: the first test digit that both networks know slides to the "
        "right, pixel by pixel. The upper strip carries the guesses of the CNN, the lower one "
        "those of the dense network, which change on the way.",
)

# %% [markdown]
# ## A window that slides
#
# Each weight of a dense network belongs to one pixel: a stroke three pixels further meets weights that never saw a stroke. Cells
# in the cat's visual cortex answer to an edge in a small part of the view, and many do so for different parts [@hubel1962]. The layer
# copies this: one small window of weights, a **kernel**, slides over the whole picture [@fukushima1980].

# %% [markdown]
# At each stop, multiply each pixel under the window by the weight on top of it, and add up. This kernel weighs its right column +1
# and its left column −1. **By hand, before you run it**: the window lies on rows 1 to 3 and columns 2 to 4 (counting from 0). Which
# number comes out?

# %%
page = np.array([[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]])
kernel = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
window = page[1:4, 2:5]  # (3, 3)
print(f"{window}\ntimes the kernel\n{window * kernel}\nand summed up: {(window * kernel).sum()}")
answers = engine.conv2d(page[None, :, :, None], kernel[:, :, None, None]).data[0, :, :, 0]  # (3, 3)
show(
    plot.images([page, kernel, answers], ["page, 5 × 5", "kernel, 3 × 3", "feature map, 3 × 3"],
                title="Blue where ink begins, red where it ends"),
    alt="A five by five page with a small seven, a three by three kernel that is red on the left "
        "and blue on the right, and the three by three feature map: positive on the left side, "
        "negative on the right.",
)

# %% [markdown]
# A negative number: ink on the left, paper on the right. The numbers of all stops are a new picture, the **feature map**: it says at
# each place how strongly the kernel's pattern is there. This sliding, multiplying and adding is **convolution** (mathematicians, who flip the
# kernel first, call ours cross-correlation). Now three kernels made by hand look at a boot. **Where will each answer?**

# %%
clothes = data.load("fashion")
garments = clothes.val
boot = garments.x[garments.y == 9][:1]  # (1, 28, 28, 1); class 9 is the ankle boot
across = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
dot = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]) / 8
by_hand = np.stack([across, across.T, dot], axis=-1)[:, :, None]  # (3, 3, 1, 3)
maps = engine.conv2d(boot, by_hand, padding="same").data[0]  # (28, 28, 3)
show(
    plot.images([boot[0, :, :, 0], *np.moveaxis(maps, -1, 0)],
                ["the boot", "left to right", "top to bottom", "unlike its neighbours"],
                title="Three kernels find three kinds of edge on one boot"),
    alt="A boot and three feature maps of it. The first shows the upright edges, blue on the "
        "left side and red on the right; the second the level edges, such as the sole; the third "
        "outlines every edge and leaves flat areas blank.",
)

# %% [markdown]
# Turn the kernel yourself: at which angle does the sole answer, at which the heel, and what becomes of the laces when the window grows?
# (Outside a running notebook the cell below shows nothing.)

# %% tags=["nbval-skip"]
from ipywidgets import Dropdown, IntSlider, interact


def playground(garment, angle, width):
    down, right = np.mgrid[:width, :width] - width // 2  # (width, width) each: steps away from the middle
    slope = right * np.cos(np.radians(angle)) + down * np.sin(np.radians(angle))
    kernel = slope * np.exp(-2 * (down**2 + right**2) / width**2)
    kernel /= np.abs(kernel).sum() / 2
    picture = garments.x[garments.y == garment][:1]  # (1, 28, 28, 1)
    found = engine.conv2d(picture, kernel[:, :, None, None], padding="same").data[0, :, :, 0]  # (28, 28)
    show(plot.images([picture[0, :, :, 0], kernel, found], ["garment", f"kernel, {width} × {width}", "feature map"],
                     title=f"Turned by {angle}°, its strongest answer is {np.abs(found).max():.2f}"),
         alt="A garment, an edge kernel turned by the angle, and the feature map that it makes of the garment.")


_ = interact(playground, garment=Dropdown(options=[(name, i) for i, name in enumerate(clothes.classes)], value=9),
             angle=IntSlider(value=45, min=0, max=360, step=15, continuous_update=False),
             width=IntSlider(value=5, min=3, max=11, step=2, continuous_update=False))

# %% [markdown]
# A layer has several kernels and reads several channels $c$ (one for grey, three for colour, or the maps of the layer before). For pictures $x$ of
# shape $(n, h, w, c)$ and kernels $k$ of shape $(3, 3, c, f)$, stop $(r, s)$ of map $f$ is
#
# $$y_{nrsf} \;=\; \sum_{i,j,c} x_{n,\,r+i,\,s+j,\,c}\; k_{ijcf}$$
#
# The second line of `convolve` is this formula, letter by letter; the first lists all windows.


# %%
def convolve(x, k):
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape[:2], axis=(1, 2))  # (n, r, s, c, i, j)
    return np.einsum("nrscij,ijcf->nrsf", windows, k)


x = rng.random((8, 20, 20, 3)).astype("float32")  # (n, h, w, c): eight coloured pictures of noise
layer = layers.Conv2D(4, 3)
theirs = ops.convert_to_numpy(layer(x))  # (8, 18, 18, 4)
k = ops.convert_to_numpy(layer.kernel)  # (3, 3, 3, 4)
for name, ours in {"Our two lines": convolve(x, k), "Our engine's conv2d": engine.conv2d(x, k).data}.items():
    difference = np.abs(ours - theirs).max() / np.abs(theirs).max()
    claim(f"{name} and Keras' Conv2D differ by, relative to the largest output", difference,
          at_most=1e-5, tolerance=1e-5)

# %% [markdown]
# That is the whole layer. Our engine's version, below, unrolls all windows into one matrix (`patches`) and adds the gradients. Look at
# `kernel_rule`: one weight was used at every stop, so it collects blame from every stop. This is why a kernel learns a
# stroke no matter where the training digits show it.

# %%
import inspect

print(inspect.getsource(engine.conv2d))

# %% [markdown]
# ## Count the weights
#
# A window of width $k$ has $n - k + 1$ stops on a line of $n$ pixels (`padding="valid"`). With a border of zeros, called **padding**, it has $n$ of them
# (`padding="same"`). A **stride** of $s$ moves $s$ pixels at a time and leaves $n / s$ of these, rounded up. **Max pooling** keeps the largest value of
# each 2 × 2 block, and so halves height and width. **What shape leaves `conv1`? And `conv3`?**

# %% [markdown]
# And how many weights? A kernel reads $c$ channels through a $k \times k$ window, and there is one kernel for each of $f$ maps:
# $k \cdot k \cdot c \cdot f$ weights. The size of the picture does not occur. (Often each map has one more, its bias. We left it out, so that
# blank paper answers zero.) **How many weights has `conv2`? How many would a dense layer need to compute what `conv1` computes?**

# %%
for name, model in {"dense network": dense_net(), "CNN": conv_net()}.items():
    print(f"{name}:")
    work = 0  # each weight is used once at each stop
    for layer in model.layers:
        *stops, maps = layer.output.shape[1:]  # a dense layer has one stop
        work += layer.count_params() * np.prod(stops, dtype=int)
        shape = " × ".join(map(str, [*stops, maps]))
        print(f"  {type(layer).__name__:20}{shape:>14}{layer.count_params():>9,} weights")
    print(f"  {'together':34}{model.count_params():>9,} weights, {work:,} multiplications\n")

stops = -(-36 // 2)  # n / stride, rounded up: conv1 has padding="same"
print(f"a dense layer that computes what conv1 computes: {36 * 36 * stops * stops * 16:,} weights")

# %% [markdown]
# The dense network spends nearly all its weights on the first layer, where each pixel has its own weight to each unit. The CNN says that
# a stroke is a stroke anywhere, and pays once. It does not say so for free: a weight that is used at every stop is little to
# *learn*, and much to *compute*. Compare the multiplications that one picture takes.

# %% [markdown]
# ## Where does it come from?
#
# The CNN differs from the dense network in several ways at once. Which of them carries the digit over three pixels? We take them apart,
# one change at a time. First the sliding window alone. `conv1` has a stride of 2. **If a digit moves by 4 pixels, what happens to its
# feature map?**

# %%
net = conv[0]
first = keras.Model(net.inputs[0], net.get_layer("conv1").output)
here = ops.convert_to_numpy(first(x_test))  # (1000, 18, 18, 16)
there = ops.convert_to_numpy(first(move(x_test, [(0, 4)] * len(x_test))))
claim("Digits moved four pixels have their feature maps moved two, up to a relative difference of",
      np.abs(there[:, :, 2:] - here[:, :, :-2]).max() / here.max(),
      at_most=1e-5, tolerance=1e-5)

f = here[star].max(axis=(0, 1)).argmax()  # the map with the strongest answer
after = move(x_test[[star]], [(0, 4)])
pairs = [x_test[star, :, :, 0], here[star, :, :, f], after[0, :, :, 0], there[star, :, :, f]]
show(
    plot.images([0.1 + 0.9 * each / each.max() for each in pairs],
                ["digit", "its map", "digit, moved", "the map of that"],
                title="The digit moves, and its feature map moves along"),
    alt="A digit and one of its feature maps, then the digit moved to the right and its map. The "
        "second map is the first one, moved.",
)

# %% [markdown]
# A layer whose output moves along with its input is **equivariant** to moves. But the answer "7" must not move along:
# something has to forget *where* and keep *what*. That is the head's job. `GlobalMaxPooling2D` keeps, of each of the 48 maps, only the largest
# value. Many textbook networks end in `Flatten` instead. We change that and nothing else. **Will it stand, fall, or end in between?**

# %%
flatten = trained("CNN with a Flatten head", lambda: conv_net(layers.Flatten), x_train, y_train)
flatten_curves = accuracies(flatten, moved)  # (3, 9)
show(
    plot.lines(range(9), {"CNN, global max": conv_curves, "dense network": dense_curves,
                          "CNN, Flatten": flatten_curves}, **AXES, references=CHANCE,
               title="Same convolutions, another head: with Flatten, the CNN falls too"),
    alt="Accuracy against shift. The CNN with a Flatten head starts highest of all but falls "
        "nearly like the dense network, a little later, while the CNN with a global maximum "
        "stays near the top.",
)
head_worth = np.mean(conv_curves - flatten_curves, axis=0)  # (9,)
claim("At three pixels, the head alone is worth", head_worth[3], at_least=0.15,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)
claim("On digits that have not moved, the Flatten head is ahead by", -head_worth[0], at_least=-0.005,
      unit="accuracy", tolerance=0.02, seeds=SEEDS)

# %% [markdown]
# Many books say that convolution does not mind where things are. We measured something else: convolution makes the maps move along, and
# the *pooling head* forgets where. With `Flatten`, the last layer learns again what belongs to which place. As long as
# digits sit where they sat in training, it even gains from that: place is information, and forgetting it has a price.

# %% [markdown]
# Now an honest competitor. Perhaps the dense network never had a chance to learn what moving is. We show it the training digits in three
# places each, up to 4 pixels away, and let it take nearly twice as many steps. (More on such *augmentation* in lesson 10; support vector machines took the
# same medicine [@decoste2002].) The CNN still sees centred digits only. **Who leads at 3 pixels? And at 6?**

# %%
thrice = np.tile(x_train, (3, 1, 1, 1))  # (10500, 36, 36, 1)
thrice = move(thrice, rng.integers(-4, 5, (len(thrice), 2)))
schooled = trained("dense network on moved digits", dense_net, thrice, np.tile(y_train, 3),
                   epochs=max(1, 2 * EPOCHS // 3))
schooled_curves = accuracies(schooled, moved)  # (3, 9)
show(
    plot.lines(range(9), {"CNN": conv_curves, "dense network": dense_curves,
                          "dense, trained on moved digits": schooled_curves}, **AXES, references=CHANCE,
               title="Shown moved digits, the dense network copes, as far as it was shown"),
    alt="Accuracy against shift. The dense network that trained on moved digits stays high up to "
        "four pixels, a little under the CNN, and falls steeply beyond.",
)
lift, trail = np.mean(schooled_curves - dense_curves, axis=0), np.mean(conv_curves - schooled_curves, axis=0)
claim("Training on moved digits lifts the dense network at three pixels by", lift[3], at_least=0.3,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)
claim("Two pixels beyond what it was shown, it trails the CNN by", trail[6], at_least=0.2,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)

# %% [markdown]
# Data can teach what the architecture does not know: inside four pixels this closes most of the gap, at some cost in the middle. Beyond, the lesson
# fades fast. What a network assumes before any data is its **inductive bias**: a bet on how the world is. Convolution bets that a pattern means the
# same everywhere, and that neighbours belong together. So take the neighbours away: *one* random order of the 1,296 pixels, the same for every
# picture. **What happens to the dense network, and to the CNN?**

# %%
order = rng.permutation(36 * 36)


def scrambled(x):
    return flat(x)[:, order].reshape(x.shape)


show(
    plot.images(np.concatenate([x_train[:6], scrambled(x_train[:6])]), [*map(str, y_train[:6])] * 2, cols=6,
                title="The same six digits, before and after their pixels change places"),
    alt="Six digits, and under them the same six with all pixels in another order, the same "
        "order for all: dust without any shape to recognise.",
)
dust = {}
for name, build in {"dense network": dense_net, "CNN": conv_net}.items():
    models = trained(f"{name} on scrambled digits", build, scrambled(x_train), y_train)
    dust[name] = accuracies(models, [scrambled(x_test)])[:, 0]  # (3,)

# %% [markdown]
# Six new networks have learned from dust: three dense ones and three CNNs, on the same scrambled digits. None of these digits
# has moved. Compare each network with its twin that learned from digits in one piece.

# %%
show(
    plot.bars({"CNN, digits": conv_curves[:, 0], "CNN, scrambled": dust["CNN"],
               "dense, digits": dense_curves[:, 0], "dense, scrambled": dust["dense network"]},
              kind="dots", highlight="CNN, scrambled", xlabel="accuracy on test digits that have not moved",
              title="Scrambled pixels: the dense network does not notice"),
    alt="Four rows of dots. The dense network scores the same on digits and on scrambled digits. "
        "The CNN is best on digits and worst on scrambled digits.",
)
costs = {"CNN": np.mean(conv_curves[:, 0] - dust["CNN"]),
         "dense": np.mean(dense_curves[:, 0] - dust["dense network"])}
settings = {"unit": "accuracy", "tolerance": 0.03, "seeds": SEEDS}
claim("Scrambling the pixels costs the CNN", costs["CNN"], at_least=0.03, **settings)
claim("Scrambling the pixels costs the dense network", costs["dense"], between=(-0.02, 0.02), **settings)

# %% [markdown]
# To the dense network, pixels have no neighbours, so a scrambled digit is as good as any. The CNN loses its lead, and more. So it
# is no better *network*. It is a better bet *on pictures*, in which neighbours do belong together. For a table of blood values, whose columns
# stand in any order, the bet would be as wrong as here.

# %% [markdown]
# ## What do the layers look for?
#
# The pixels that reach a unit are its **receptive field**: 5 × 5 for a unit of `conv1`, 9 × 9 for `conv2`, 19 × 19 for `conv3`. We take the unit in the
# middle of each map and, from faint noise on blank paper, let gradient ascent draw what excites it most: **activation maximisation**
# [@olah2017]. We show the first eight units, unchosen. **How do you expect the drawings to change from layer to layer?**


# %%
def middle(name):
    """Return a model that ends in the middle place of a layer's maps, before its ReLU: (n, filters)."""
    conv = net.get_layer(name)
    linear = layers.Conv2D.from_config(conv.get_config() | {"activation": None})
    maps = linear(conv.input)
    linear.set_weights(conv.get_weights())
    before, after = maps.shape[1] // 2, (maps.shape[1] - 1) // 2
    unit = layers.Cropping2D(((before, after), (before, after)))(maps)  # (n, 1, 1, filters)
    return keras.Model(net.inputs[0], layers.Flatten(name="middle")(unit))


convs = ("conv1", "conv2", "conv3")
drawn = [explain.maximize(middle(name), "middle", range(8), jitter=0, steps=64) for name in convs]
drawn += [explain.maximize(net, "classes", range(8))]  # (8, 36, 36, 1) each
show(
    plot.images(np.concatenate(drawn), [f"{name} {unit}" for name in (*convs, "class") for unit in range(8)],
                cols=8,
                title="First spots, then bits of strokes, then arches, then half a digit"),
    alt="Four rows of eight drawings. The first convolution draws spots, the second small bits "
        "of strokes, the third arches, hooks and corners, the classes fragments of digits "
        "anywhere on the sheet.",
)

# %% [markdown]
# The drawings say what a unit *would* like, and nobody writes like that. So we ask the other way round: which piece of a real
# validation digit excited each unit most [@zeiler2014]? (A blank piece is a unit that never answers.) Mind that no unit of `conv3` is a digit. The
# last layer adds up which pieces are there, and does not know where: this is why the drawings of the classes lie anywhere on the sheet.

# %%
# receptive field of a unit: its size, the step from one unit to the next, and where the first one begins
SEES = {"conv1": (5, 2, -1), "conv2": (9, 2, -3), "conv3": (19, 4, -7)}


def favourite(name, maps, unit):
    size, step, begin = SEES[name]
    picture, *stop = np.unravel_index(maps[..., unit].argmax(), maps.shape[:3])
    top, left = (20 + begin + step * s for s in stop)
    return np.pad(x_val[picture, :, :, 0], 20)[top : top + size, left : left + size]


pieces = []
for name in convs:
    until = keras.Model(net.inputs[0], net.get_layer(name).output)
    maps = ops.convert_to_numpy(until(x_val))  # (500, rows, columns, filters)
    pieces += [favourite(name, maps, unit) for unit in range(8)]
show(
    plot.images(pieces, [f"{name} {unit}" for name in convs for unit in range(8)], cols=8,
                title="The piece of a real digit that each unit liked best"),
    alt="Three rows of eight cut-outs from digits. First row: five by five pixels with an edge "
        "or solid ink. Second row: corners, ends and bends of strokes. Third row: large pieces "
        "such as arches, loops and crossings.",
)

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
# - A digit that moves three pixels is lost to a dense network and to a support vector machine, and kept by a CNN with fewer weights.
# - A convolution is a small window of weights that slides: two lines of NumPy are Keras' layer, up to rounding.
# - The window makes the maps *move along*; the pooling head *forgets where*. With a `Flatten` head, the same convolutions fall.
# - Shown moved digits, a dense network learns to cope, as far as it was shown.
# - Without neighbourhoods the bet is lost: on scrambled pixels the dense network leads.

# %% [markdown]
# ## Where this fails
#
# Moving is built in. Turning is not: a kernel for upright edges does not answer to slanted ones, and a maximum over places is not a maximum over
# angles. We turn the test digits by up to 60 degrees. **How far apart do you expect the two networks now?**

# %%
from scipy.ndimage import rotate

angles = range(0, 61, 15)
turned = [rotate(x_test, angle, axes=(1, 2), reshape=False, order=1) for angle in angles]
conv_turned, dense_turned = accuracies(conv, turned), accuracies(dense, turned)  # (3, 5) each
show(
    plot.lines(angles, {"CNN": conv_turned, "dense network": dense_turned}, references=CHANCE, ylim=(0, 1.02),
               xlabel="how far each test digit is turned (degrees)", ylabel="accuracy",
               title="Turned digits: both networks fall"),
    alt="Accuracy against angle. Both networks stay high for small angles and then fall side by "
        "side, to less than half at sixty degrees.",
)
claim("Turned by forty-five degrees, the CNN keeps no more than", conv_turned[:, 3].mean(), at_most=0.65,
      unit="accuracy", tolerance=0.1, seeds=SEEDS)

# %% [markdown]
# Even for moves, the promise has small print. A stride and a pooling of 2 leave a grid of every fourth pixel. A move by 4 falls on that grid
# again; a move by 1, 2 or 3 falls between. Such **aliasing** is known to make large networks change their mind when a picture moves by one
# pixel [@azulay2019], [@zhang2019]. **Predict the curve**: how much do our ten outputs change, against the move?


# %%
def change(model):
    slid = [move(x_test[:300], [(0, pixels)] * 300) for pixels in range(9)]
    logits = [ops.convert_to_numpy(model(x)) for x in slid]  # 9 × (300, 10)
    return [np.abs(now - logits[0]).max(axis=1).mean() for now in logits]


changes = np.array([change(model) for model in conv])  # (3, 9)
show(
    plot.lines(range(9), {"CNN": changes}, xlabel=AXES["xlabel"],
               ylabel="largest change of an output (logits)",
               title="Every fourth pixel, the CNN sees the same digit again"),
    alt="Change of the outputs against shift: a saw tooth, high at two pixels, almost zero at "
        "four, high again at six and low at eight.",
)
claim("A move by four pixels changes the outputs less than a move by two, as a ratio",
      np.mean(changes[:, 4] / changes[:, 2]), at_most=0.3,
      tolerance=0.2, seeds=SEEDS)

# %% [markdown]
# More limits: our moves are simulated, on blank paper. A real background moves too, hides parts of the object and lights it from
# another side. Larger and smaller digits should fail like turned ones: we expect it, you can measure it. And drawings of what excites a
# unit are not what the network has understood: nobody writes like the last row, and nothing convinces the network more.

# %% [markdown]
# ## Further reading
#
# - [@fukushima1980] where the sliding window and the forgetting of place already stand side by side, before anyone could train them well.
# - [@lecun1998] the network that read bank cheques; its second section explains the bet on neighbourhoods better than most textbooks.
# - [@zeiler2014] the pieces of photographs that units like best, and what they reveal.
# - [@azulay2019] how little it takes to move a large network, and why more data does not mend it.
# - [@zhang2019] a small change to stride and pooling that flattens our saw tooth.

# %% [markdown]
# ## Next
#
# Now we know why the layer works. [Lesson 10](10_cnn_in_practice.ipynb) asks what makes a whole CNN good: augmentation, normalisation, depth and width, each
# switched off in turn.
