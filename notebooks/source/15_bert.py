# ---
# jupyter:
#   course:
#     title: BERT
#     question: How does a machine read?
#     needs: ["13", "14"]
#     data: [reviews, clothing_reviews]
#     keras: true
#     backends: [tensorflow, jax, torch]
# ---

# %% [markdown]
# ## The question
#
# Lesson 14's network writes: it looks left, and guesses what comes next. Whoever reads has the whole sentence and may look both ways.
# Texts lie around by the million, but somebody has to pay for each label. So we ask: **can a network learn to read from texts that
# nobody labelled, and how many labels does that save?**

# %%
import re
import runpy
from collections import Counter
from itertools import chain

from course_utils import claim, data, engine, plot, practice, record, show, train

import keras
import numpy as np
from keras import layers, ops

# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"  # "smoke" only tries every cell · "standard" is what you read · "full" trains longer

# %%
RUNS, STEPS, LIVE = {"smoke": (1, 6, [200]), "standard": (3, 45, [200]), "full": (5, 3000, [50, 200, 1000])}[EFFORT]
SEEDS = [SEED + i for i in range(RUNS)]
rng = np.random.default_rng(SEED)

reviews, clothes = data.load("reviews"), data.load("clothing_reviews")
y_train, y_test = reviews.train.y, reviews.test.y
reviews.card

# %% [markdown]
# Critics on films, customers on products, tweets: people said of each text whether it sounds *positive* or *negative*. We put these labels
# away for now, and add the letters of customers from `clothing_reviews`, also without what they thought. Test texts stay out of all this: a
# text that a network has read before is no longer new to it, whether or not it saw the label.

# %% [markdown]
# ## Guess the hidden word
#
# You read "the ___ lay" and fill the gap. How? A child could count which words stood behind "the", and which stood before "lay".
# Here are three sentences to count in: *the cat sat on the mat*; *the dog sat on the rug*; *the cat lay on the rug*. **By hand, before you run
# it**: which words are left to choose from if you look left only, right only, and both ways? And for "the ___ sat"?


# %%
def tally(texts, asked):
    """Count which words stood between the neighbours that are asked for; None means that a side is not looked at."""
    counts = {sides: Counter() for sides in asked}
    for text in texts:
        for left, word, right in zip(["^", *text], text, [*text[1:], "$"]):
            for sides in ((None, None), (left, None), (None, right), (left, right)):
                if sides in counts:
                    counts[sides][word] += 1
    return counts


page = [line.split() for line in ("the cat sat on the mat", "the dog sat on the rug", "the cat lay on the rug")]
for right in ("lay", "sat"):
    for name, sides in {"left": ("the", None), "right": (None, right), "both ways": ("the", right)}.items():
        print(f"the ___ {right}, looking {name}: {dict(tally(page, [sides])[sides])}")

# %% [markdown]
# Both sides leave fewer words to choose from. They leave fewer examples to count, too: a pair of neighbours is often new, and then the counter
# falls back on one side. Now the real texts. They become numbers first: every word or sign that stands in them five times or more gets a number
# of its own; all others share one, `[UNK]`. Long letters are cut into pieces.

# %%
PAD, UNKNOWN, MASK = 0, 1, 2  # the first three numbers are no words
LENGTH = 32  # places in a text


def words(text):
    return re.findall(r"[a-z0-9']+|[^\sa-z0-9']", text.lower())


letters = map(words, chain(reviews.train.x, reviews.val.x, clothes.train.x["review"], clothes.val.x["review"]))
unlabelled = [told[i : i + LENGTH] for told in letters for i in range(0, len(told), LENGTH)]
seen = Counter(chain.from_iterable(unlabelled))
vocabulary = ["[PAD]", "[UNK]", "[MASK]", *sorted(word for word, times in seen.items() if times > 4)]
WORDS, number = len(vocabulary), {word: i for i, word in enumerate(vocabulary)}
often = np.array([1, 1, 1, *(seen[word] for word in vocabulary[3:])])  # how often each number stands in the texts


def numbers(texts):
    """Return the word numbers of texts, each cut or padded to LENGTH places: (n, LENGTH)."""
    rows = [[number.get(word, UNKNOWN) for word in text][:LENGTH] for text in texts]
    return np.array([row + [PAD] * (LENGTH - len(row)) for row in rows], "int32")


unlabelled_ids = numbers(unlabelled)
print(f"{len(unlabelled):,} pieces of text, {sum(seen.values()):,} words and signs, {WORDS:,} numbers")
del unlabelled  # a list of so many words takes much memory; from here on, numbers are enough

# %% [markdown]
# Write `[MASK]` over a word, and the word that stood there is the answer: a task without labels, by which teachers have measured reading for seventy years [@taylor1953].
# Half of a text is *the*, *and*, full stops and their like, and whoever guesses these learns grammar. So `hide` lets the words race: each draws a random time, and frequent
# words run slower. The first third to arrive is hidden. BERT hides one word in seven, all words alike; on validation texts, asking more of our few texts paid off.

# %%
HIDDEN = 10  # at most so many words of a text are hidden


def hide(ids, rng):
    """Write [MASK] over every third word; return the texts, the places, the words there, and which of them count."""
    real = ids > MASK  # (n, t): neither padding nor unknown
    race = rng.exponential(size=ids.shape) * np.sqrt(often[ids])  # a frequent word takes longer
    places = np.argsort(np.where(real, race, np.inf), axis=1)[:, :HIDDEN]  # (n, 10): the first to arrive
    count = np.arange(HIDDEN) * 3 < (ids != PAD).sum(axis=1, keepdims=True)
    count &= np.take_along_axis(real, places, axis=1)
    answers = np.take_along_axis(ids, places, axis=1)  # (n, 10)
    masked = ids.copy()
    np.put_along_axis(masked, places, np.where(count, MASK, answers), axis=1)
    return masked, places.astype("int32"), answers, count.astype("float32")


test_ids = numbers(map(words, reviews.test.x))  # (3255, 32)
masked, places, answers, count = hide(test_ids, np.random.default_rng(0))
gaps = []  # left neighbour, right neighbour and hidden word of each gap; a neighbour may be hidden as well
for row, *gap in zip(masked, places, answers, count):
    framed = ["^", *row[row != PAD].tolist(), "$"]
    gaps += [(framed[place], framed[place + 2], int(word)) for place, word, counts in zip(*gap) if counts]
for row in masked[:4]:
    print(" ".join(vocabulary[i] for i in row if i != PAD))
print(f"{len(gaps):,} words are hidden")

# %% [markdown]
# The counter goes through all unlabelled texts once, and then names for each gap the word that stood there most often. Pairs of neighbours that it never saw, or that are hidden themselves, it looks up by one side.

# %%
asked = {sides for left, right, _ in gaps for sides in ((None, None), (left, None), (None, right), (left, right))}
best = {sides: next((w for w, _ in among.most_common(2) if w != UNKNOWN), None)
        for sides, among in tally([row[row != PAD].tolist() for row in unlabelled_ids], asked).items()}
LOOK = {"not at all": [], "left only": [0], "right only": [1], "both ways": [2, 0, 1]}
share = {}
for name, order in LOOK.items():
    guesses = []
    for left, right, _ in gaps:
        sides = [((left, None), (None, right), (left, right))[i] for i in order] + [(None, None)]
        guesses.append(next(best[side] for side in sides if best[side]))
    share[name] = np.mean([guess == word for guess, (*_, word) in zip(guesses, gaps)])
show(
    plot.bars(share, xlabel="share of hidden words that are guessed right", highlight="both ways",
              title="Two neighbours tell more about a hidden word than one"),
    alt="Four bars: a counter that looks at no neighbour guesses few hidden words, one that looks left "
        "or right guesses more, and one that looks both ways most.",
)
claim("Looking both ways, the counter's share of hidden words exceeds that of looking left only by",
      share["both ways"] - share["left only"], at_least=0.02, unit="of all", tolerance=0.01)

# %% [markdown]
# ## Take the causal mask away
#
# Looking both ways pays, and lesson 14's network cannot: its causal mask hides what stands on the right. So we take the mask away. Three places, whose queries and keys are all zero, so that each likes all words equally; the words have the values 3, 6 and 12.
# **By hand, before you run it**: what does each place read with the causal mask, without any mask, and when the third word is padding?

# %%
zero, value = np.zeros((3, 1)), np.array([[3.0], [6.0], [12.0]])  # (t, d) and (t, v)
masks = {
    "causal mask": engine.causal_mask(3),
    "no mask": np.ones((3, 3), bool),
    "third word is padding": np.array([[True, True, False]]),
}
for name, mask in masks.items():
    mixed, weights = engine.scaled_dot_product_attention(zero, zero, value, mask)
    print(f"{name}: the places read {mixed.data[:, 0]}, with weights\n{weights.data.round(2)}")

# %% [markdown]
# Without the causal mask all places read the same mixture of everything. Only padding stays hidden, which is no word. That is the whole difference
# between the two famous halves of the transformer: a stack of blocks that looks left is a decoder, GPT; one that looks both ways is an **encoder**, BERT
# [@devlin2019]. The counter saw two words of thirty, and to it "film" and "movie" were as different as "film" and "fork". An encoder sees all words, and gives each a vector, and each place one, too.


# %%
class Embed(layers.Layer):
    """A vector for each word and one for each place, added up: (n, t) -> (n, t, width)."""

    def __init__(self, words, width, places, **named):
        super().__init__(**named)
        self.words, self.width, self.places = words, width, places

    def build(self, shape):
        small = keras.initializers.RandomNormal(stddev=0.05)
        self.table = self.add_weight(shape=(self.words, self.width), initializer=small, name="table")
        self.order = self.add_weight(shape=(self.places, self.width), initializer=small, name="order")

    def compute_output_shape(self, shape):  # told beforehand, because texts may be of any length
        return (*shape, self.width)

    def call(self, ids):
        return ops.take(self.table, ids, axis=0) + self.order[: ops.shape(ids)[1]]


# %% [markdown]
# Then come blocks: look round, think, and after each add the input and normalise. BERT normalises *after* the addition, GPT before it; otherwise these are the blocks of lesson
# 14. `causal` is there for comparison only. The same few lines will carry a real BERT at the end of the lesson, with other sizes.


# %%
def block(x, look, heads, inner, causal, name):
    """Look round, then think: attention and a small network, each added to its input and normalised."""
    looking = layers.MultiHeadAttention(heads, x.shape[-1] // heads, name=f"{name}_attention")
    x = x + looking(x, x, attention_mask=look, use_causal_mask=causal)  # (n, t, width)
    x = layers.LayerNormalization(epsilon=1e-12, name=f"{name}_norm1")(x)
    h = layers.Dense(inner, activation="gelu", name=f"{name}_wide")(x)  # (n, t, inner)
    x = x + layers.Dense(x.shape[-1], name=f"{name}_narrow")(h)
    return layers.LayerNormalization(epsilon=1e-12, name=f"{name}_norm2")(x)


def encoder(words=WORDS, width=64, heads=4, depth=2, inner=256, places=LENGTH, causal=False):
    """Return a model from word numbers (n, t) to a vector for each place (n, t, width)."""
    ids = keras.Input((None,), dtype="int32")
    look = ops.not_equal(ids, PAD)[:, None, :]  # (n, 1, t): every place may look at every word, left and right
    x = Embed(words, width, places, name="embed")(ids)
    x = layers.LayerNormalization(epsilon=1e-12, name="embed_norm")(x)
    for i in range(depth):
        x = block(x, look, heads, inner, causal, f"block{i}")
    return keras.Model(ids, x)


# %% [markdown]
# Who depends on whom? In the sentence *i was not bored for a minute* we exchange one word after the other, and measure how far the vector at every place moves. Two untrained
# encoders, with and without the causal mask. **Sketch both tables before you run it**: rows are the places whose vector may move, columns the words that are exchanged.


# %%
def influence(body, ids):
    """Exchange each word in turn, and return how far the vector at each place moves: (places, words)."""
    before, moved = body(ids), []
    for j in range(ids.shape[1]):
        other = ids.copy()
        other[0, j] = number["film"]
        moved.append(ops.convert_to_numpy(ops.norm(body(other) - before, axis=-1))[0])  # (t,)
    return np.stack(moved, axis=1)


line = numbers([words("i was not bored for a minute")])[:, :7]  # (1, 7)
train.seed(SEED)
tables = {"with the causal mask": influence(encoder(causal=True), line), "without": influence(encoder(), line)}
show(
    plot.heats(tables, xlabel="word that is exchanged", ylabel="place", unit="how far its vector moves",
               title="Without the causal mask, every place depends on every word"),
    alt="Two square tables of seven places by seven words. With the causal mask the upper right half is empty; "
        "without it every cell is filled, the diagonal most of all.",
)
later = np.triu_indices(7, 1)
claim("With the causal mask, a word further right moves a place by at most", tables["with the causal mask"][later].max(),
      at_most=1e-5, tolerance=1e-5)
claim("Without it, a word further right moves a place by at least", tables["without"][later].min(), at_least=1e-3,
      tolerance=1)

# %% [markdown]
# {{exercise 15.1}}

# %% [markdown]
# ## Read without labels
#
# To guess hidden words, the encoder gets a head. It takes the vectors at the hidden places and compares them with the vector of every word in the table: whose dot
# product is largest is the guess. Such a model is a **masked language model**. The table is used twice, to read a word and to name one.


# %%
class Score(layers.Layer):
    """Compare vectors with the vector of every word in the table: (n, k, width) -> (n, k, words)."""

    def __init__(self, embed, **named):
        super().__init__(**named)
        self.embed = embed

    def build(self, shape):
        self.bias = self.add_weight(shape=(self.embed.words,), initializer="zeros", name="bias")

    def call(self, x):
        return ops.matmul(x, ops.transpose(self.embed.table)) + self.bias


def guesser(body):
    """Put a head on an encoder that scores every word of the vocabulary at the hidden places (n, k)."""
    places = keras.Input((None,), dtype="int32")
    h = ops.take_along_axis(body.output, places[:, :, None], axis=1)  # (n, k, width)
    h = layers.LayerNormalization()(layers.Dense(h.shape[-1], activation="gelu")(h))
    return keras.Model([body.input, places], Score(body.get_layer("embed"))(h))


# %% [markdown]
# The stream hides other words each time a text comes round, so that the same texts make ever new questions. The weight `count` is zero at places
# that were not hidden: only hidden words count in the loss. Everything else is AdamW with warm-up and a cosine, as in lesson 14.


# %%
class Masked(keras.utils.PyDataset):
    """A stream of batches of texts, each time with other words hidden."""

    def __init__(self, ids, steps, seed, batch=64):
        super().__init__()
        self.ids, self.steps, self.batch, self.rng = ids, steps, batch, np.random.default_rng(seed)

    def __len__(self):
        return self.steps

    def __getitem__(self, step):
        texts = self.rng.integers(len(self.ids), size=self.batch)
        masked, places, answers, count = hide(self.ids[texts], self.rng)
        return (masked, places), answers, count


def prepared(model, steps, peak=0.003, jit="auto"):
    """Compile a guesser for a run of so many steps: warm-up for a tenth of them, then a cosine."""
    rate = keras.optimizers.schedules.CosineDecay(peak / 20, steps, warmup_target=peak, warmup_steps=steps // 10)
    model.compile(keras.optimizers.AdamW(rate, weight_decay=0.01, global_clipnorm=1.0),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True), weighted_metrics=["accuracy"],
                  jit_compile=jit)
    return model


# %% [markdown]
# This is **pre-training**: learning from texts without labels, before anybody says what the network is for. We let it run for a few seconds, on what you have, and look in between
# at hidden words of test texts. Then we load a checkpoint, for which the same code once ran for some ten minutes. **Write down where each of the two will end**: with the counter that looks at nothing, between the counters, or above the one that looks both ways?

# %%
def rightly(model, some=slice(None)):
    """Return the share of hidden words in test texts that a model guesses."""
    return model.evaluate((masked[some], places[some]), answers[some], sample_weight=count[some], batch_size=64,
                          verbose=0, return_dict=True)["accuracy"]


train.seed(SEED)
body = encoder()
model = prepared(guesser(body), STEPS)
live, some = [], slice(0, 500)  # a look in between is quicker at a part of the test texts
for part in train.progress(range(3), "pre-training"):
    model.fit(Masked(unlabelled_ids, STEPS // 3, SEED + part), verbose=0)
    live.append(rightly(model, some))

# %% [markdown]
# For comparison, the checkpoint: the same code and the same texts, with time. Its script is named on its card, and draws the words to hide anew for each batch, as ours does.

# %%
card = data.checkpoint_card("reviews_bert")
model.set_weights(list(data.checkpoint("reviews_bert").values()))
right = rightly(model)
steps, curve = np.transpose(card["right"])
ours, theirs = "this lesson, live", f"the checkpoint, {card['minutes']:.0f} minutes"
show(
    plot.panels({ours: np.arange(1, 4) * STEPS // 3, theirs: steps},
                {ours: {"encoder": live}, theirs: {"encoder": curve}},
                xlabel="steps of 64 texts", ylabel="share of hidden words", ylim=(0, 0.1),
                references={f"counter, {name}": share[name] for name in ("not at all", "left only", "both ways")},
                title="Reading on, the encoder overtakes the counter"),
    alt="Share of hidden words guessed against steps, in two panels. Live, the encoder stays with the counter that "
        "looks at no neighbour. In the long run of the checkpoint it begins there, too, then rises above all counters.",
)
claim("The checkpoint's share of hidden words exceeds that of the counter looking both ways by",
      right - share["both ways"], at_least=0.01, unit="of all", tolerance=0.01)

# %% [markdown]
# In seconds, the encoder gets as far as the counter that looks at nothing: it knows which words are frequent. So it stays for hundreds of steps. Then it finds out how to use
# neighbours, and climbs past the counter, though that one remembers every pair of neighbours it ever saw. What does it know now? Let it fill gaps that we made up. **Guess first**: which words do you expect in each?

# %%
for line in ("the acting is * .", "this is the * film of the year .", "i * this camera .", "i am so * today !",
             "the battery * is too short .", "not * , but good ."):
    told = words(line)
    ids = numbers([told])
    ids[0, told.index("*")] = MASK
    scores = ops.convert_to_numpy(model((ids, np.array([[told.index("*")]], "int32"))))[0, 0]
    print(f"{line:40}", ", ".join(vocabulary[i] for i in np.argsort(-scores)[:4]))

# %% [markdown]
# ## How many labels does it save?
#
# It fills gaps with words that fit. But nobody told it that "great" is praise and "terrible" is not: both fit the same gaps. Now labels come back, but few. We put a new head in place of the guessing head, which
# turns the mean over all words into one logit (BERT takes the vector of an extra sign, `[CLS]`, instead), and train *all* weights further: **fine-tuning**. Using for one task what was learned on another is called **transfer**. Its rival is the same network from random weights.


# %%
def judge(body):
    """Put a head on an encoder that says how positive a text is: the mean over its words, then one number."""
    mean = layers.GlobalAveragePooling1D(name="mean")(body.output, mask=ops.not_equal(body.input, PAD))  # (n, width)
    model = keras.Model(body.input, layers.Dense(1, name="verdict")(mean))  # (n, 1): a logit
    model.compile(keras.optimizers.AdamW(weight_decay=0.01, global_clipnorm=1.0),
                  keras.losses.BinaryCrossentropy(from_logits=True))
    return model


# %% [markdown]
# Which texts get their label back is drawn at random, once for each seed. `tune` starts from the weights that it is given, and lets the learning rate fall to zero. Both rivals learn from the same labels, for the same number of epochs, each
# with the peak learning rate that was best on validation texts.

# %%
SIZES = (50, 200, 1000, 5000)
PEAK = {"scratch": 0.003, "pretrained": 0.002}
train_ids = numbers(map(words, reviews.train.x))  # (11393, 32)


def chosen(n, seed):
    """Return which n training texts get their label back."""
    return np.random.default_rng(seed).permutation(len(y_train))[:n]


def tune(model, start, n, seed, peak):
    """Set the model's weights to `start`, then let it learn from n labels."""
    epochs = dict(zip(SIZES, (20, 10, 5, 3)))[n]
    train.seed(seed)
    train.restart(model, start)  # the optimizer forgets as well
    rate = keras.callbacks.LearningRateScheduler(lambda epoch: peak * (1 - epoch / epochs))
    some = chosen(n, seed)
    model.fit(train_ids[some], y_train[some], batch_size=32, epochs=epochs, verbose=0, callbacks=[rate])
    return model


# %% [markdown]
# Two more rivals are classic. TF-IDF counts words and pairs of words, weighs rare ones more, and gives them to a logistic regression: it knows only the words of its few labelled texts. The other one reads the *unlabelled* texts too, with no network at all:
# it counts which words stand near which, and squeezes each word's row of counts into 64 numbers [@levy2014]. A text is the mean of its words.


# %%
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.utils.extmath import randomized_svd


def count_vectors(ids, width=64, reach=8):
    """Return a vector for each word, from how much more often than by chance it stands near each other word."""
    near = 0
    for step in range(1, reach + 1):
        a, b = ids[:, :-step].ravel(), ids[:, step:].ravel()
        real = (a > MASK) & (b > MASK)
        pairs = coo_matrix((np.ones(real.sum()), (a[real], b[real])), (WORDS, WORDS)).tocsr()
        near = near + pairs + pairs.T
    times = np.asarray(near.sum(axis=1)).ravel()
    usual = times**0.75 / (times**0.75).sum()  # rare neighbours count a little more than they came
    near = near.tocoo()
    surprise = np.log(near.data / (times[near.row] * usual[near.col])).clip(0)
    u, s, _ = randomized_svd(csr_matrix((surprise, (near.row, near.col)), (WORDS, WORDS)), width, random_state=0)
    return u * np.sqrt(s)  # (words, 64)


table = count_vectors(unlabelled_ids)
unit = table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-9)
for word in ("boring", "battery", "bad"):
    print(f"near '{word}':", ", ".join(vocabulary[i] for i in np.argsort(-unit @ unit[number[word]])[1:7]))

# %% [markdown]
# Words of one topic and one mood have come together; but "good" is near "bad", for the two keep the same company. **Draw four curves before you go on**, from 50 labels to 5,000: a network from scratch, the pre-trained one, TF-IDF, and these vectors. Which start above chance, and which is on top at the end? All settings were chosen on validation texts.

# %%
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def averaged(ids):
    """Return the mean of the vectors of each text's known words: (n, 64)."""
    return np.stack([table[row[row > MASK]].sum(axis=0) / max(1, (row > MASK).sum()) for row in ids])


def tfidf(some):
    signs = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"[a-z0-9']+|[^\sa-z0-9']")
    return make_pipeline(signs, LogisticRegression(C=30, max_iter=500)).fit(reviews.train.x[some], y_train[some])


means, means_test = averaged(train_ids), averaged(test_ids)
machines = [[tfidf(chosen(n, seed)) for n in SIZES] for seed in SEEDS]
lines = {"TF-IDF": [[machine.score(reviews.test.x, y_test) for machine in row] for row in machines],
         "counted neighbours": [[LogisticRegression(C=30, max_iter=500).fit(means[some], y_train[some])
                                 .score(means_test, y_test) for n in SIZES for some in [chosen(n, seed)]]
                                for seed in SEEDS]}

# %% [markdown]
# With two hundred labels the networks learn here, before your eyes, from three random draws of labels. For the other numbers of labels we load what the checkpoint's script measured with these same functions, since that took minutes.

# %%
reader = judge(body)
pretrained = body.get_weights()
curves = {name: np.array(card[name])[:RUNS] for name in PEAK}  # (runs, 4)


def accuracy(name, n, seed):
    """Fine-tune with n labels, from random weights or from the pre-trained ones, and judge on the test texts."""
    train.seed(seed)
    blank = judge(encoder()).get_weights()
    start = blank if name == "scratch" else [*pretrained, *blank[-2:]]  # the head is new in any case
    says = tune(reader, start, n, seed, PEAK[name]).predict(test_ids, batch_size=256, verbose=0)[:, 0] > 0
    return np.mean(says == y_test)


for n in LIVE:
    for name in PEAK:
        runs = [accuracy(name, n, seed) for seed in train.progress(SEEDS, f"{name}, {n} labels")]
        curves[name][:, SIZES.index(n)] = runs
        print(f"{name}, {n} labels: {np.mean(runs):.3f}, from {min(runs):.3f} to {max(runs):.3f}")

# %% [markdown]
# Here are all four readers, and the naive one that says "positive" to everything. Each line joins the means over the draws of labels, and its band reaches from the lowest draw to the highest.

# %%
lines = {"pre-trained": curves["pretrained"], "from scratch": curves["scratch"]} | lines
AXES = {"xlabel": "number of labels", "ylabel": "accuracy on test texts", "logx": True,
        "references": {"always positive": y_test.mean()}}
show(
    plot.lines(SIZES, lines, **AXES, height=5.5, title="Reading without labels pays; counting pays more while labels are few"),
    alt="Accuracy against the number of labels on a logarithmic axis, four lines. All begin a little above guessing. The "
        "pre-trained encoder stays above the one from scratch; counted neighbours lead all up to a thousand labels, and are last with five thousand.",
)
at_200 = {name: np.array(runs)[:, 1] for name, runs in lines.items()}
few = {"unit": "accuracy", "tolerance": 0.02, "seeds": SEEDS}
claim("At two hundred labels, pre-training gains over scratch", np.mean(at_200["pre-trained"] - at_200["from scratch"]),
      at_least=0.025, **few)
claim("There, the pre-trained encoder's lead over TF-IDF is", np.mean(at_200["pre-trained"] - at_200["TF-IDF"]),
      between=(-0.02, 0.06), **few)
claim("There, counted neighbours lead the pre-trained encoder by",
      np.mean(at_200["counted neighbours"] - at_200["pre-trained"]), at_least=0.01, **few)
at_5000 = {name: np.mean(runs, axis=0)[3] for name, runs in lines.items()}
claim("With five thousand, they trail it by", at_5000["pre-trained"] - at_5000["counted neighbours"], at_least=0.01, **few)

# %% [markdown]
# Reading without labels pays: up to a thousand labels the pre-trained encoder is ahead of its twin from scratch, and level with
# TF-IDF or ahead. With thousands of labels the lead melts away. And honestly: the counted neighbours, which need no network, lead
# everybody up to a thousand labels. They read the *same* texts. What they lack shows on the right: a mean of fixed rows cannot be
# bent to the question by more labels, and all others pass it.

# %% [markdown]
# ## A real BERT
#
# Our encoder read some million words on one core. A real one read thousands of millions on many machines. *MiniLM* is such a BERT, made small by letting it imitate a large one [@wang2020], and then trained on a thousand million pairs of
# sentences that belong together [@reimers2019]. It has no `[UNK]` for a rare word: it cuts the word into the longest *pieces* that it knows. **Predict by hand**: into which pieces will the two words below fall?


# %%
def pieces(word, known):
    """Cut a word, from the left, into the longest pieces that are known; a piece inside a word begins with ##."""
    found, rest = [], word
    while rest:
        ahead = "##" if found else ""
        end = next((end for end in range(len(rest), 0, -1) if ahead + rest[:end] in known), 0)
        if not end:
            return ["[UNK]"]
        found, rest = [*found, ahead + rest[:end]], rest[end:]
    return found


known = {"un", "film", "bear", "##be", "##bear", "##ab", "##ably", "##ly", "##s"}
print(pieces("unbearably", known), pieces("films", known))

# %% [markdown]
# Our `encoder` can take MiniLM's weights as they are: six blocks instead of two, 384 numbers at each place instead of 64. Nothing is trained; every array is copied to its place. Where the optional package is installed
# (it brings 83 MB), the next cells run it. Elsewhere they show what the script of our checkpoint measured with it, and say so.


# %%
def read_bert(body, weights):
    """Copy the arrays of a published BERT into our encoder, block by block."""

    def dense(name):
        return [weights[f"{name}.weight"].T, weights[f"{name}.bias"]]

    def norm(name):
        return [weights[f"{name}.LayerNorm.weight"], weights[f"{name}.LayerNorm.bias"]]

    def put(name, arrays):
        layer = body.get_layer(name)
        layer.set_weights([array.reshape(own.shape) for array, own in zip(arrays, layer.weights)])

    word, place, kind = (weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type"))
    put("embed", [word, place + kind[0]])
    put("embed_norm", norm("embeddings"))
    for i in range(6):
        at = f"encoder.layer.{i}"
        roles = ("self.query", "self.key", "self.value", "output.dense")
        put(f"block{i}_attention", [array for role in roles for array in dense(f"{at}.attention.{role}")])
        put(f"block{i}_norm1", norm(f"{at}.attention.output"))
        put(f"block{i}_wide", dense(f"{at}.intermediate.dense"))
        put(f"block{i}_narrow", dense(f"{at}.output.dense"))
        put(f"block{i}_norm2", norm(f"{at}.output"))
    return body


# %% [markdown]
# A sentence becomes *one* vector, the mean over its places, brought to length 1: a **sentence embedding**. Sentences of like meaning should point in like directions. The test: forty pairs that say the same in other words, such as *He
# stopped smoking* and *He gave up cigarettes*. For each first sentence, find its partner among forty. **How many will shared words find? And the two encoders?**


# %%
def meaning(body, rows):
    """Return a vector of length 1 for each list of numbers: the mean of what the encoder says at its places."""
    ids = np.zeros((len(rows), max(map(len, rows))), "int32")  # 0 is padding
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
    vectors = ops.convert_to_numpy(layers.GlobalAveragePooling1D()(body(ids), mask=ops.convert_to_tensor(ids != PAD)))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def spelled(text, known):
    """Return the numbers of a text's pieces, between the two signs that frame every text of a BERT."""
    told = [piece for word in re.findall(r"\w+|[^\w\s]", text.lower()) for piece in pieces(word, known)]
    return [known[piece] for piece in ["[CLS]", *told, "[SEP]"]]


def partners(likeness):
    """Return the share of first sentences whose own partner is most alike: likeness is (40, 40)."""
    return np.mean(likeness.argmax(axis=1) == np.arange(len(likeness)))


# %% [markdown]
# The forty pairs were written for this course. The classic rival counts how many words two sentences share, divided by how many they have together.

# %%
REAL = "minilm"
pairs = runpy.run_path(str(data.card(REAL).folder / "baselines.py"))["PAIRS"]  # 40 × 2 sentences
first, second = ([set(words(text)) for text in side] for side in zip(*pairs))
found = {"shared words": partners(np.array([[len(a & b) / len(a | b) for b in second] for a in first]))}
body.set_weights(pretrained)
first, second = (meaning(body, [[number.get(w, UNKNOWN) for w in words(text)] for text in side]) for side in zip(*pairs))
found["our encoder"] = partners(first @ second.T)
if data.is_here(REAL):
    real = data.load(REAL)
    known = {piece: i for i, piece in enumerate(real.vocabulary)}
    minilm = read_bert(encoder(len(known), width=384, heads=12, depth=6, inner=1536, places=512), real.weights)
    first, second = (meaning(minilm, [spelled(text, known) for text in side]) for side in zip(*pairs))
    found["MiniLM"] = partners(first @ second.T)
else:
    print(f"MiniLM is not installed here: below is what {card['script']} measured. It {data.absence(REAL)}")
    found["MiniLM"] = card["minilm_pairs"]
show(
    plot.bars(found, xlabel="share of sentences whose partner is found among forty", highlight="MiniLM",
              references={"guessing blindly": 1 / 40}, title="MiniLM knows that cigarettes have to do with smoking"),
    alt="Three bars: shared words find the partner of few sentences, our small encoder of few as well, MiniLM of nearly all.",
)
claim("MiniLM finds the sentence that says the same in", found["MiniLM"], at_least=0.85, unit="of forty", tolerance=0.03)
claim("That is more than our encoder finds, by", found["MiniLM"] - found["our encoder"], at_least=0.4, unit="of forty",
      tolerance=0.1)

# %% [markdown]
# Now let MiniLM judge reviews. It stays as it is; only a logistic regression on its 384 numbers learns from labels. To read them all takes it minutes, so this curve comes from the checkpoint's script in any case.
# **Where do you expect it** among the four others, with fifty labels and with thousands?

# %%
lines |= {"MiniLM": card["minilm"][:RUNS]}
show(
    plot.lines(SIZES, lines, **AXES, height=5.5, title="The more a reader has read, the fewer labels it needs"),
    alt="The same four lines and a fifth, MiniLM. At fifty labels its wide band overlaps the others; from two hundred on it lies "
        "far above all of them.",
)
best_of_others = max(np.mean(runs) for runs in at_200.values())
minilm_at = dict(zip(SIZES, np.mean(lines["MiniLM"], axis=0)))
claim("At two hundred labels, MiniLM leads the best of the others by", minilm_at[200] - best_of_others, at_least=0.03, **few)
claim("With a thousand labels, it leads the best of the others with five thousand by",
      minilm_at[1000] - max(at_5000.values()), at_least=0.01, **few)

# %% [markdown]
# From two hundred labels on, MiniLM is far ahead of everybody, and its encoder was not even moved. With fifty it depends on *which*
# fifty: its band is wide, and reaches down to that of the counted neighbours. It read thousands of times as much as ours, and learned from a large BERT
# besides. So is most work on text done today: somebody pre-trains once, for many; everybody else fine-tunes, or only reads off.

# %% [markdown]
# ## Exercises
#
# Four more exercises; the last is a small research project. `practice.hint("15.2")` gives one hint at a time.

# %% [markdown]
# {{exercise 15.2}}

# %% [markdown]
# {{exercise 15.3}}

# %% [markdown]
# {{exercise 15.4}}

# %% [markdown]
# {{exercise 15.5}}

# %% [markdown]
# ## What we measured
#
# - Two neighbours tell more about a hidden word than one; an encoder is the transformer without its causal mask.
# - Guessing hidden words teaches without labels: in minutes, our encoder passes a counter that looks both ways.
# - With two hundred labels, pre-training gains some points over the same network from scratch; with thousands, little is left.
# - Neighbours counted in the same texts lead our encoder while labels are few. MiniLM, which read far more, leads both from two
#   hundred labels on, and finds sentences that say the same in other words.

# %% [markdown]
# ## Where this fails
#
# Exercise 15.4 is a real attack. Here it is, done blindly: in every test word of four letters or more, the second and the third letter change places, "awful" becomes "afwul". You still read it. TF-IDF learned here from 5,000 labels, the two encoders in the checkpoint's script. **Who falls deepest?**


# %%
def misspelt(text):
    return re.sub(r"[A-Za-z]{4,}", lambda word: word[0][0] + word[0][2] + word[0][1] + word[0][3:], text)


broken = [misspelt(text) for text in reviews.test.x]
print(broken[0])

# %%
rows = {"TF-IDF": np.array(lines["TF-IDF"])[:, 3],
        "TF-IDF, misspelt": [row[3].score(broken, y_test) for row in machines],
        "our encoder": curves["pretrained"][:, 3], "our encoder, misspelt": card["pretrained_misspelt"][:RUNS],
        "MiniLM": np.array(lines["MiniLM"])[:, 3], "MiniLM, misspelt": card["minilm_misspelt"][:RUNS]}
show(
    plot.bars(rows, kind="dots", xlabel="accuracy with 5,000 labels", references={"always positive": y_test.mean()},
              title="Two letters swapped: every reader stumbles"),
    alt="Six rows of dots: three readers, each on whole and on misspelt test texts. All fall far when letters are swapped.",
)
fall = {name: np.mean(rows[name]) - np.mean(rows[f"{name}, misspelt"]) for name in ("MiniLM", "TF-IDF")}
claim("Swapped letters cost MiniLM", fall["MiniLM"], at_least=0.1, unit="accuracy", tolerance=0.03)
claim("They cost TF-IDF less, by", fall["MiniLM"] - fall["TF-IDF"], at_least=0.02, unit="accuracy", tolerance=0.03)

# %% [markdown]
# Our encoder falls deepest, almost to the naive line: a misspelt word is `[UNK]`, which tells it nothing. MiniLM cuts it into odd pieces, which saves little. TF-IDF is left ahead of both: short words keep their spelling.
# Known defences mend the spelling first [@pruthi2019]. Two more limits: MiniLM learned from the open web, so nobody can rule out that it met some of our texts, though without our labels. And the forty pairs are
# ours: whoever writes a test decides what it finds.

# %% [markdown]
# ## Further reading
#
# - [@devlin2019] BERT itself; its section on what each choice is worth is a model of careful measuring.
# - [@wettig2023] asks why one word in seven, tries everything up to most of the text, and finds the answer is not sacred.
# - [@reimers2019] how two sentences become two comparable vectors, and why BERT's own do not compare well.
# - [@rogers2020] what is known, and not known, about what such encoders learn.
# - [@pruthi2019] misspellings as an attack, and a defence that reads words before it judges them.

# %% [markdown]
# ## Next
#
# Part II has shown you six kinds of network, each on the task that made it famous. Lesson 16 puts them side by side, at equal size, on the same tasks, and asks: which one, when?
