"""Exercises of lesson 14 on tokens and scores: which model is better, how tokens grow, what a writer knows."""

from .. import exercise, investigation, quiz

quiz(
    "14.1",
    "Whose score is better?",
    """
    Two language models are judged on the same unseen play. Model A reads letters and needs 1.6 nats for each letter.
    Model B reads tokens of its own; it needs 3.2 nats for each token, and a token has 2.5 letters on average.
    **Which model predicts the play better?**
    """,
    options={
        "a": (
            "Model A: 1.6 is less than 3.2.",
            "The two numbers have different units: nats for each *letter* and nats for each *token*.",
        ),
        "b": (
            "Model B: 3.2 nats are spread over 2.5 letters, so it needs 1.28 nats for each letter.",
            "The whole play costs the sum over its tokens, and that is the same sum over its letters.",
        ),
        "c": (
            "They tie: B needs twice the nats for pieces that are twice as hard.",
            "Nobody knows how hard a piece is before it is measured. Divide the nats by the letters.",
        ),
        "d": (
            "One cannot say: models with different tokens cannot be compared at all.",
            "They can: both give the same play a probability. Share out its logarithm over the same letters.",
        ),
    },
    answer="b",
    minutes=2,
    why="Published perplexities of models with different tokens cannot be compared until they are put on one unit.",
    hints=(
        "What is the unit of each number?",
        "How many nats does model B need for a play of 2,500 letters? How many tokens are these?",
        "2,500 letters are 1,000 tokens, which cost 3,200 nats. And in model A, 2,500 letters cost …",
    ),
)


@exercise(
    "14.2",
    title="Glue two tokens together",
    minutes=8,
    given="glued = []\n...  # your code here",
    hints=(
        "Walk through the list from the left. At each place there are two cases: which?",
        "Where the next two tokens are the pair, put them down as one and go two places on; else put down one token.",
        "`while i < len(tokens):` with `size = 2 if tuple(tokens[i : i + 2]) == pair else 1`, and then `i += size`.",
    ),
    why="This step, repeated some ten thousand times, makes the tokens that large language models read.",
)
def glue(tokens, pair):
    """Return the list of tokens in which each neighbouring `pair` has become one token.

    `tokens` is a list of strings, `pair` a tuple of two. Read from the left; a token that has been glued is used up.
    For example `glue(["t", "h", "e", "t", "h"], ("t", "h"))` is `["th", "e", "th"]`, and
    `glue(["a", "a", "a"], ("a", "a"))` is `["aa", "a"]`. The list that came in stays as it is.
    """
    glued, i = [], 0
    while i < len(tokens):
        size = 2 if tuple(tokens[i : i + 2]) == tuple(pair) else 1
        glued.append("".join(tokens[i : i + size]))
        i += size
    return glued


@glue.cases
def _(rng):
    yield ["t", "h", "e", "t", "h"], ("t", "h")
    yield ["a", "a", "a"], ("a", "a")
    yield ["h", "t", "h", "t"], ("t", "h")
    yield ["th", "e", "t", "he", "th", "e"], ("th", "e")
    yield ["a", "b"], ("b", "a")
    yield ["x", "a", "b", "a", "b", "a"], ("a", "b")
    yield [], ("a", "b")
    for _ in range(10):
        tokens = [str(t) for t in rng.choice(["a", "b", "ab", "c"], int(rng.integers(4, 14)))]
        i = int(rng.integers(len(tokens) - 1))
        yield tokens, (tokens[i], tokens[i + 1])


@glue.reference
def _(tokens, pair):
    # From the left, recursively: the first place of the pair splits the list.
    for i in range(len(tokens) - 1):
        if (tokens[i], tokens[i + 1]) == tuple(pair):
            rest = _glued(tokens[i + 2 :], pair)
            return [*tokens[:i], "".join(pair), *rest]
    return list(tokens)


def _glued(tokens, pair):
    out = list(tokens)
    i = 0
    while i < len(out) - 1:
        if out[i] == pair[0] and out[i + 1] == pair[1]:
            out[i : i + 2] = ["".join(pair)]
        i += 1
    return out


@glue.mistake("a glued token is used up: after gluing go on two places further, not one")
def overlaps(tokens, pair):
    out, i = [], 0
    while i < len(tokens):
        if tuple(tokens[i : i + 2]) == tuple(pair):
            out.append("".join(pair))
        else:
            out.append(tokens[i])
        i += 1
    return out


@glue.mistake("only the first pair was glued; go on to the end of the list")
def glues_once(tokens, pair):
    for i in range(len(tokens) - 1):
        if tuple(tokens[i : i + 2]) == tuple(pair):
            return [*tokens[:i], "".join(pair), *tokens[i + 2 :]]
    return list(tokens)


@glue.mistake("the last token is lost when it is in no pair: let the loop reach the end of the list")
def loses_the_last(tokens, pair):
    out, i = [], 0
    while i < len(tokens) - 1:
        if tuple(tokens[i : i + 2]) == tuple(pair):
            out.append("".join(pair))
            i += 2
        else:
            out.append(tokens[i])
            i += 1
    return out


@glue.mistake("the order counts: the pair (t, h) is not the pair (h, t)")
def ignores_the_order(tokens, pair):
    out, i = [], 0
    while i < len(tokens):
        if sorted(tokens[i : i + 2]) == sorted(pair):
            out.append("".join(tokens[i : i + 2]))
            i += 2
        else:
            out.append(tokens[i])
            i += 1
    return out


@glue.mistake("the tokens that are in no pair must stay where they are")
def keeps_only_pairs(tokens, pair):
    return ["".join(pair)] * (len(tokens) - len(_glued(tokens, pair)))


@glue.mistake("compare whole tokens, not their letters: inside one token nothing is glued or cut")
def works_on_letters(tokens, pair):
    return _glued(list("".join(tokens)), pair)


@glue.mistake("the pair becomes one string: `pair[0] + pair[1]`, not a tuple in the list")
def leaves_the_tuple(tokens, pair):
    word = "".join(pair)
    return [tuple(pair) if token == word and word not in tokens else token for token in _glued(tokens, pair)]


@glue.also_right
def in_place_on_a_copy(tokens, pair):
    return _glued(tokens, pair)


@glue.also_right
def with_a_stack(tokens, pair):
    out, fresh = [], False
    for token in tokens:
        if out and not fresh and out[-1] == pair[0] and token == pair[1]:
            out[-1] = pair[0] + pair[1]
            fresh = True
        else:
            out.append(token)
            fresh = False
    return out


investigation(
    "14.5",
    "What does the writer know?",
    """
    Give the trained writer a beginning of your own, three times with different seeds:

    ```python
    print(write(weights, "Macbeth:\\nThe king is", 150, temperature=0.7, top_p=0.9, rng=np.random.default_rng(1)))
    ```

    Macbeth is the play that it has never seen. Try a name that it knows (`Othello:`), one that it does not know, and a
    sentence of today. **What does it carry over from your beginning, and for how long?** Choose one thing to count
    (who speaks next, whether names come back, whether a bracket is closed), predict the count for ten samples *before*
    you draw them, and compare two temperatures. Write prediction, count and explanation into `notes`.
    """,
    good_answer=[
        "form is carried well: speaker, colon, line break, capitals at the beginning of a line, length of a line",
        "content is carried for a few words at most: within a hundred letters the subject is another one",
        "a name that is new is seldom repeated, for the model has learnt which letters follow which names",
        "the count is of one thing, over at least ten samples, with the same seeds at both temperatures",
        "a prediction that was written down first, and a reason: a window of 128 letters, seven plays, a small network",
    ],
    model_answer="""
    Prediction: in ten samples after "Othello:" the next speaker is from the play Othello in eight. Count at temperature
    0.5: in four of ten; at 1.2 in none. The form was right in all of the cool samples: a name, a colon, a new line; but
    Brutus, Gloster and Celia answer Othello. Explanation: which letters make a name was seen thousands of times, which
    names belong together only as often as they meet within 128 letters, and nothing in the loss asks for a cast. A new
    name, "Keanu:", never spoke again in ten samples: names are learnt, not copied.
    """,
    minutes=15,
    hints=(
        "What could the model know after reading seven plays letter by letter, and what not?",
        "Count something that you see without judging: a closed bracket, a name of the right play, a repeated word.",
        "Loop over `range(10)` with `np.random.default_rng(seed)`; print the samples and make ten marks on paper.",
    ),
)
