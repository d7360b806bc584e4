"""Exercise 15.3: one vector for a whole sentence."""

import numpy as np

from .. import exercise


@exercise(
    "15.3",
    title="One vector for a sentence",
    minutes=8,
    needs="import numpy as np",
    given="real = ids != 0  # (n, t): False where a place is padding\n...  # your code here",
    hints=(
        "A short sentence in a batch of long ones ends in padding. What may the vectors at these places do to the "
        "mean?",
        "Multiply the vectors by `real[:, :, None]`, which is 1 or 0, and they drop out of the sum over places.",
        "Sum over axis 1, divide by the number of real places of each sentence, then divide each row by its length, "
        "`np.linalg.norm(mean, axis=1, keepdims=True)`.",
    ),
    why="With vectors of length 1 a dot product is the cosine of the angle, so one matrix product compares all pairs.",
)
def sentence_vectors(h, ids):
    """Return one vector of length 1 for each sentence.

    `h` (n, t, c) holds what an encoder says at each of t places, `ids` (n, t) the word numbers, 0 where a place is
    padding. Take the mean of the vectors of the **real** places, then divide it by its length (the root of the sum of
    its squares). For example the vectors `[[3, 0], [3, 8], [9, 9]]` with the numbers `[5, 6, 0]` have the mean
    `[3, 4]`, which is 5 long, so the answer is `[0.6, 0.8]`. Each sentence has at least one real place.
    """
    real = ids != 0  # (n, t): False where a place is padding
    mean = (h * real[:, :, None]).sum(axis=1) / real.sum(axis=1)[:, None]
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


@sentence_vectors.cases
def _(rng):
    yield np.array([[[3.0, 0.0], [3.0, 8.0], [9.0, 9.0]]]), np.array([[5, 6, 0]])
    yield np.array([[[3.0, 4.0], [1.0, -2.0]], [[1.0, 0.0], [-3.0, 2.0]]]), np.array([[4, 0], [7, 9]])
    for _ in range(8):
        n, t, c = (int(size) for size in rng.integers((2, 3, 2), (5, 7, 6)))
        ids = rng.integers(1, 50, (n, t)) * (np.arange(t) < rng.integers(1, t, (n, 1)))
        yield rng.normal(0.5, 1.0, (n, t, c)), ids


@sentence_vectors.reference
def _(h, ids):
    # Sentence by sentence; the length of the mean cancels that of the sum, so no division by a count is needed.
    answer = []
    for vectors, numbers in zip(h, ids, strict=True):
        total = sum(vector for vector, number in zip(vectors, numbers, strict=True) if number)
        answer.append(total / sum(float(part) ** 2 for part in total) ** 0.5)
    return np.array(answer)


def _unit(v):
    return v / np.linalg.norm(v, axis=1, keepdims=True)


def _mean(h, ids):
    real = ids != 0
    return (h * real[:, :, None]).sum(axis=1) / real.sum(axis=1)[:, None]


@sentence_vectors.mistake("padding is in your mean: places whose number is 0 are no words")
def counts_padding(h, ids):
    return _unit(h.mean(axis=1))


@sentence_vectors.mistake("the mean is right; now divide each one by its length, so that it becomes 1")
def forgets_the_length(h, ids):
    return _mean(h, ids)


@sentence_vectors.mistake("the length is the root of the sum of *squares*; this divides by the sum of sizes")
def sums_the_sizes(h, ids):
    mean = _mean(h, ids)
    return mean / np.abs(mean).sum(axis=1, keepdims=True)


@sentence_vectors.mistake("this is the first place alone; take the mean over all real places")
def takes_the_first_place(h, ids):
    return _unit(h[:, 0])


@sentence_vectors.mistake("the mean is asked for, not the largest value")
def takes_the_largest(h, ids):
    return _unit(np.where((ids != 0)[:, :, None], h, -np.inf).max(axis=1))


@sentence_vectors.mistake("first the mean, then the length: here each place's vector was brought to length 1 before")
def shortens_each_place(h, ids):
    return _unit(_mean(h / np.linalg.norm(h, axis=2, keepdims=True), ids))


@sentence_vectors.mistake("each sentence has a length of its own; here all were divided by one number")
def divides_all_by_one_length(h, ids):
    mean = _mean(h, ids)
    return 0.5 * mean / np.linalg.norm(mean)


@sentence_vectors.mistake("divide by the length, the *root* of the sum of squares")
def forgets_the_root(h, ids):
    mean = _mean(h, ids)
    return mean / (mean**2).sum(axis=1, keepdims=True)


@sentence_vectors.mistake("this kept the padding and dropped the words: `real` is where the number is *not* 0")
def keeps_the_padding(h, ids):
    return _unit((h * (ids == 0)[:, :, None]).sum(axis=1) + 1e-12)


@sentence_vectors.also_right
def sum_is_enough(h, ids):
    return _unit(np.einsum("ntc,nt->nc", h, (ids != 0).astype(float)))


@sentence_vectors.also_right
def sentence_by_sentence(h, ids):
    means = [vectors[numbers > 0].mean(axis=0) for vectors, numbers in zip(h, ids)]
    return [mean / np.sqrt(mean @ mean) for mean in means]
