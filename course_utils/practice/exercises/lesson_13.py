"""Exercises of lesson 13: two sentences that look alike, and a research project. Three more have files of their own."""

from .. import investigation, quiz

quiz(
    "13.1",
    "Dog bites man",
    """
    Self-attention without position encodings reads "dog bites man", and then "man bites dog". Each word is embedded;
    the three queries, keys and values come from the embeddings, and nothing else goes in. **How do the outputs of the
    two sentences compare?**
    """,
    options={
        "a": (
            "they differ: the network sees the words in order",
            "Nothing in a query, key or value says where its word stands, and a sum does not know the order of its "
            "terms.",
        ),
        "b": (
            "each word gets the same output in both; only the rows have changed places",
            'The word "dog" asks the same question and finds the same three keys, in another order; the weighted sum '
            "of the same values is the same. Attention alone is equivariant to any reordering.",
        ),
        "c": (
            "all three rows of both sentences are one and the same",
            "That would need equal queries. Each word asks its own question, so the three rows of a sentence differ.",
        ),
        "d": (
            '"bites" has the same output in both, "dog" and "man" have not',
            'It is true that "bites" stands in the middle both times, but standing somewhere is what this network '
            'cannot see. What holds for "bites" holds for the other two.',
        ),
    },
    answer="b",
    minutes=3,
    hints=(
        'Write down the query of "dog" in both sentences. Does it depend on where "dog" stands?',
        'It does not, and neither does any key or value. So which set of scores does "dog" get in each sentence?',
        "The same scores in another order, and so the same weights on the same values. Now add them up.",
    ),
)

investigation(
    "13.5",
    "One eye or four?",
    """
    In this lesson the sorting network has one head. Its width of 32 can be shared out: `heads=2` gives two heads of
    width 16, `heads=4` four of width 8, at equally many weights. Train `sorter(seed, heads=...)` for 1, 2 and 4 heads
    over the lesson's seeds, and do the same for reversal. **Predict first**: which task gains from more heads? Then
    look at the `scores` of one sorting network, head by head, on one sequence, and at one more thing that you choose
    (a narrower head, fewer steps, longer sequences). Write predictions, results and explanations into `notes`.
    """,
    good_answer=[
        "a prediction with a reason, written down before the runs",
        "reversal needs to look at one place only, so one head is enough; narrower heads learn it no faster",
        "sorting: means and ranges over the seeds; differences that are smaller than the spread are called ties",
        "the heads' weights are compared as pictures: do they look at different symbols, or do they repeat each other?",
        "equal conditions: the same steps, learning rate and number of weights, or a word on what was not equal",
    ],
    model_answer="""
    Prediction: reversal reads one place, so one head suffices; sorting counts how many symbols are smaller, so several
    heads might count several things. Result for reversal: all solve it, and one wide head is the quickest: at step 40
    it is ahead of two, and two of four, in every seed. Result for sorting: two and four heads end a little above one,
    but the ranges overlap, so I call it a tie that leans towards more heads. Pictures: the heads of a sorting network
    spread their weights over many places, each with its own liking for small or large symbols. So the number of heads
    is a setting to tune on the task, not a law.
    """,
    minutes=20,
    hints=(
        "To reverse, how many places must one place look at? To sort, how many?",
        "`MultiHeadAttention(heads, 32 // heads)` keeps the number of weights. Loop over both; use `plot.bars`.",
        "After a forward pass the layer keeps `scores`, (n, heads, t, s): draw `scores[0, h]` for each head h.",
    ),
)
