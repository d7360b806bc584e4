"""Exercise 02.3: what counts of words cannot see."""

from .. import exercise


@exercise(
    "02.3",
    title="Two messages, one row",
    kind="break it",
    minutes=5,
    hints=(
        "The counts know which words there are and how often. What do they not know?",
        "The order. Any other order of the same words has the same counts; only make sure that it is another one.",
        "`parts = message.split()`, and join them backwards. When is that the same message?",
    ),
    why='"Not good, bad" and "not bad, good" are one row of counts. Whoever needs the order needs another input.',
)
def confuse(message):
    """Break the counts: return a *different* message that has the same counts of words as this one.

    `message` is words in lower case with single spaces between them, at least two of them different. A different
    message has some word at another place. For example, for `"not bad it is good"` an answer is `"not good it is bad"`.
    """
    parts = message.split()
    swap = [word != parts[0] for word in parts].index(True)
    parts[0], parts[swap] = parts[swap], parts[0]
    return " ".join(parts)


_WORDS = ("not", "bad", "it", "is", "good", "the", "film", "was", "long", "and", "i", "would", "see", "again")


@confuse.cases
def _(rng):
    yield ("not bad it is good",)
    yield ("good bad",)
    yield ("is it good is",)
    yield ("bad good bad",)
    for _ in range(8):
        chosen = [str(word) for word in rng.choice(_WORDS, rng.integers(3, 9))]
        if len(set(chosen)) > 1:
            yield (" ".join(chosen),)


@confuse.accepts
def _(got, message):
    if not isinstance(got, str):
        return "return a message: a string"
    there, asked = {}, {}
    for found, text in ((there, got), (asked, message)):
        for word in text.split():
            found[word] = found.get(word, 0) + 1
    if there != asked:
        odd = sorted(word for word in there.keys() | asked.keys() if there.get(word) != asked.get(word))
        return f"'{got}' has other counts: look at {', '.join(odd)}"
    return "every word stands where it stood: that is the same message" if got.split() == message.split() else None


@confuse.mistake("the words of this message stand where they stood")
def changes_nothing(message):
    return message


@confuse.mistake("spaces are no words: to the counts and to a reader this is the same message")
def adds_a_space(message):
    return message.replace(" ", "  ", 1) + " "


@confuse.mistake("a synonym is another word with a place of its own: the counts see it at once")
def replaces_a_word(message):
    return " ".join([*message.split()[:-1], "fine"])


@confuse.mistake("a word is missing, so its count has changed")
def drops_a_word(message):
    return " ".join(message.split()[1:])


@confuse.mistake("backwards is a good idea, and some messages read the same backwards")
def turns_round(message):
    return " ".join(reversed(message.split()))


@confuse.mistake("letters were turned round, and not words: these are words that no vocabulary has")
def turns_the_letters(message):
    return message[::-1]


@confuse.mistake("a word that stands twice has another count than one that stands once")
def doubles_a_word(message):
    return message + " " + message.split()[-1]


@confuse.mistake("this joins the words into one: join them with spaces")
def loses_the_spaces(message):
    return "".join(reversed(message.split()))


@confuse.also_right
def by_sorting(message):
    from itertools import permutations

    parts = message.split()
    ends = sorted(parts) if sorted(parts) != parts else sorted(parts, reverse=True)
    return " ".join(ends) if ends != parts else " ".join(next(p for p in permutations(parts) if list(p) != parts))


@confuse.also_right
def by_turning_the_ring(message):
    parts = message.split()
    return " ".join(parts[1:] + parts[:1])
