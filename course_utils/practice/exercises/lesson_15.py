"""Exercises of lesson 15: why words must be hidden, and whether a pre-trained encoder has to move."""

from .. import investigation, quiz

quiz(
    "15.1",
    "One mask less",
    """
    A language model as in lesson 14 reads a sentence and says, at every place, which word comes *next*; a causal mask
    keeps it from looking right. Somebody takes the mask away, changes nothing else, and trains on: the same texts,
    nothing hidden, at every place the next word as the answer. **What happens to the loss, and what has the model
    learned about language in the end?**
    """,
    options={
        "a": (
            "The loss falls a little, since there is more to look at; the model has become a better reader.",
            "More than a little: the word that it is asked for now stands before its eyes, one place to the right.",
        ),
        "b": (
            "The loss falls to nearly zero, and the model has learned next to nothing: it copies.",
            "The answer for each place is the input one place to the right. Copying it is perfect, and needs no "
            "language.",
        ),
        "c": (
            "The loss stays, for the next word does not depend on how the mask is set.",
            "The next word does not, but what the model may look at does: without the mask it sees the next word.",
        ),
        "d": (
            "The loss rises, because the words on the right confuse a model that was trained without them.",
            "In the first steps it may. But it trains on, and soon finds the one word on the right that it is "
            "asked for.",
        ),
    },
    answer="b",
    minutes=2,
    why="So whoever wants to look both ways must hide the answer in the input. That is what [MASK] is for.",
    hints=(
        "At place 3 the model is asked for word 4. What may place 3 look at, now that the mask is gone?",
        "Which rule, with no knowledge of English at all, would make no mistake in this task?",
        "Attention can read the neighbour on the right. The neighbour on the right is the answer.",
    ),
)

investigation(
    "15.5",
    "Must the encoder move?",
    """
    In the lesson, fine-tuning moves every weight of the pre-trained encoder. Try the cheaper way: keep the encoder
    still and train only the last layer on top of its means. `features` returns these means, and a logistic regression
    is such a last layer:

    ```python
    from sklearn.linear_model import LogisticRegression
    features = keras.Model(reader.input, reader.get_layer("mean").output)
    body.set_weights(pretrained)
    x_still, x_judge = (features.predict(ids, verbose=0) for ids in (train_ids, test_ids))
    ```

    Do it for each number of labels and each seed of the lesson, with `chosen(n, seed)` for the labels, and once more
    with `encoder().get_weights()`, an untrained one, in place of `pretrained`. **Where is the still encoder as good as
    the moving one, and what does an encoder know that was never trained at all?** Write a prediction, the result and an
    explanation into `notes`.
    """,
    good_answer=[
        "a prediction for few and for many labels, written down before the run",
        "the same labels, seeds and test texts for all three: moving, still, and still but untrained",
        "with fifty labels the still encoder does about as well as the moving one: there are few weights to get wrong",
        "from two hundred labels on the moving encoder is ahead, and the more labels, the further",
        "the untrained encoder is no better than chance with few labels, and hardly better with many",
    ],
    model_answer="""
    Prediction: with fifty labels the still encoder wins, with a thousand the moving one. Result: with fifty the two are
    equal within the spread of the seeds; with two hundred the moving encoder is ahead, and with thousands far ahead,
    while the still one hardly gains. The untrained encoder stays near "always positive". Explanation: the last layer
    alone has few weights, so few labels can set them, but it must take the features as they are. Pre-training sorted
    words by the company they keep, and "good" and "bad" keep the same company: the still encoder cannot pull them
    apart, the moving one can. That the untrained one knows so little shows that the rest did come from the texts.
    """,
    minutes=20,
    hints=(
        "How many weights does the last layer have, and how many the whole encoder?",
        "Collect the accuracies in an array of the same shape as the lesson's, to draw them in one figure.",
        "For each n and seed: rows = chosen(n, seed); fit on x_still[rows], y_train[rows]; score on x_judge, y_test.",
    ),
)
