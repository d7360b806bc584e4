"""Exercise 15.4: a spelling that people read and the network does not."""

from .. import exercise


@exercise(
    "15.4",
    title="Smuggle a verdict past the network",
    kind="break it",
    minutes=10,
    hints=(
        "Which two letters of a word must stay in their place, and so which pairs of neighbours are left?",
        "`word[:i] + word[i + 1] + word[i] + word[i + 2:]` swaps the letters i and i + 1. Which values may i take, and "
        "in which order?",
        "Loop over `i in range(1, len(word) - 2)`, make the swapped word, and return it at once if it is not in "
        "`known`; after the loop, return the word as it is.",
    ),
    why="Whoever writes spam knows this trick. With word pieces a misspelt word is not [UNK], but other pieces.",
)
def smuggle(words, known):
    """Return the words, misspelt so that people can read them and the network cannot.

    `words` is a list, `known` the set of words with a number of their own; every other word is [UNK] to the network.
    Treat each **known** word alone: swap two neighbouring **inner** letters (the first and the last letter stay), the
    first such pair from the left that makes a word that is *not* known. Leave a word alone if no pair does, or if it
    is unknown anyway. For example `smuggle(["an", "awful", "film"], {"an", "awful", "film", "flim"})` is
    `["an", "afwul", "film"]`: "an" has no inner letters, and the only swap in "film" makes a known word.
    """

    def misspelt(word):
        for i in range(1, len(word) - 2):
            swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            if swapped not in known:
                return swapped
        return word

    return [misspelt(word) if word in known else word for word in words]


_KNOWN = ("a an the film flim movie awful dull good great grate boring clever calm clam trial trail angel angle "
          "united untied was saw brilliant quiet quite letter better little terrible")  # fmt: skip
_UNKNOWN = ("zorky blimp hapless wonky", "gritty drably")


@smuggle.cases
def _(rng):
    yield ["an", "awful", "film"], {"an", "awful", "film", "flim"}
    yield ["dull", "zorky", "good"], {"dull", "good"}
    yield ["trial", "united", "better"], {"trial", "trail", "united", "untied", "better"}
    yield ["errand", "good"], {"errand", "good"}
    yield ["abcdef", "abc"], {"abcdef", "acbdef", "abdcef", "abc"}
    pool, strange = _KNOWN.split(), " ".join(_UNKNOWN).split()
    for _ in range(8):
        known = {str(word) for word in rng.permutation(pool)[:20]}
        yield [str(word) for word in rng.permutation(pool + strange)[: rng.integers(5, 12)]], known


@smuggle.reference
def _(words, known):
    # All spellings first, as lists of letters; then the first that is not known.
    answer = []
    for word in words:
        spellings = []
        for left in range(len(word) - 1):
            letters = list(word)
            letters[left], letters[left + 1] = letters[left + 1], letters[left]
            if letters[:1] == [*word][:1] and left > 0 and left + 1 < len(word) - 1:
                spellings.append("".join(letters))
        unknown = [spelling for spelling in spellings if spelling not in known]
        answer.append(unknown[0] if word in known and unknown else word)
    return answer


def _each(words, known, pairs, wanted=lambda spelling, known: spelling not in known):
    def change(word):
        for i in pairs(word):
            spelling = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            if wanted(spelling, known):
                return spelling
        return word

    return [change(word) if word in known else word for word in words]


def _inner(word):
    return range(1, len(word) - 2)


@smuggle.mistake("the first letter has moved: people read by the first and the last letter")
def moves_the_first_letter(words, known):
    return _each(words, known, lambda word: range(len(word) - 2))


@smuggle.mistake("the last letter has moved: people read by the first and the last letter")
def moves_the_last_letter(words, known):
    return _each(words, known, lambda word: range(1, len(word) - 1))


@smuggle.mistake("your spelling is a known word too, so the network reads it, and reads something else")
def accepts_known_spellings(words, known):
    return _each(words, known, _inner, lambda spelling, known: True)


@smuggle.mistake("take the first pair from the *left* that works")
def goes_from_the_right(words, known):
    return _each(words, known, lambda word: reversed(_inner(word)))


@smuggle.mistake("if the first swap makes a known word, try the next pair before you give up")
def tries_one_pair_only(words, known):
    return _each(words, known, lambda word: _inner(word)[:1])


@smuggle.mistake("two equal letters, swapped, leave the word as it was: then try the next pair")
def swaps_equal_letters(words, known):
    return _each(words, known, _inner, lambda spelling, known: spelling not in known or spelling in words)


@smuggle.mistake("an unknown word is [UNK] already: leave it alone")
def changes_unknown_words(words, known):
    return _each(words, known | set(words), _inner, lambda spelling, _: spelling not in known)


@smuggle.mistake("one swap a word: you went on after the first one that worked")
def swaps_every_pair(words, known):
    for _ in range(3):
        words = _each(words, known | set(words), _inner, lambda spelling, _: spelling not in known)
    return words


@smuggle.mistake("return a list of words, not one text")
def joins_the_words(words, known):
    return " ".join(_each(words, known, _inner))


@smuggle.mistake("each known word is treated alone: here the loop ended after the first one that changed")
def changes_one_word(words, known):
    changed = _each(words, known, _inner)
    first = next((i for i, (a, b) in enumerate(zip(words, changed, strict=True)) if a != b), len(words))
    return [*changed[: first + 1], *words[first + 1 :]]


@smuggle.also_right
def with_next(words, known):
    def spellings(word):
        return (word[:i] + word[i : i + 2][::-1] + word[i + 2 :] for i in range(1, len(word) - 2))

    return [next((s for s in spellings(w) if s not in known), w) if w in known else w for w in words]


@smuggle.also_right
def with_lists(words, known):
    answer = []
    for word in words:
        best = word
        for i in reversed(range(1, max(1, len(word) - 2))):
            letters = [*word]
            letters[i : i + 2] = letters[i + 1], letters[i]
            if word in known and "".join(letters) not in known:
                best = "".join(letters)
        answer.append(best)
    return tuple(answer)
