"""Questions of lesson 04: louder scores, and how the temperature grows. Three exercises have files of their own."""

from .. import investigation, quiz

quiz(
    "04.1",
    "Louder scores",
    """
    Softmax turns a network's three scores into the probabilities 0.6, 0.3 and 0.1. Now change the scores in two
    ways: first add 5 to all three; then, from the old ones again, double all three. **What becomes of the
    probabilities?**
    """,
    options={
        "a": (
            "they stay as they are, both times",
            "Adding the same number multiplies all three powers by the same factor, and the division takes it out. "
            "Doubling is another matter: it squares the powers, each by itself.",
        ),
        "b": (
            "the largest grows, both times",
            "Doubling does that. But adding 5 to all three multiplies all three powers by the same factor, which the "
            "division takes out again.",
        ),
        "c": (
            "adding changes nothing; doubling makes the largest about 0.78",
            "Adding 5 multiplies all powers by the same factor. Doubling squares them: 6 : 3 : 1 becomes 36 : 9 : 1, "
            "and 36 of 46 is 0.78. The same winner, and surer of itself.",
        ),
        "d": (
            "adding makes them more alike; doubling changes nothing",
            "It is the other way round: softmax sees the differences between scores, which adding leaves alone and "
            "doubling doubles.",
        ),
    },
    answer="c",
    minutes=2,
    hints=(
        "The powers of the scores stand in the ratio 6 : 3 : 1. What does adding 5 to a score do to its power?",
        "exp(z + 5) is exp(z) times exp(5), whatever z is; exp(2z) is exp(z) squared.",
        "Doubled: 36 : 9 : 1. What part of the sum is 36?",
    ),
)


investigation(
    "04.5",
    "How hot does it get?",
    """
    The garment networks of the last beat were trained for long. Is it the *length* that makes a network boast?
    Predict first: how does the best temperature change with the number of epochs, and where is it 1? Then train for
    2, 5, 10, 20 and 40 epochs, with three seeds each, and note for each the best temperature on validation garments
    and, on test garments, accuracy and calibration error before and after.

    ```python
    model = garment_net(SEED)
    model.fit(clothes.train.x, clothes.train.y, batch_size=128, epochs=5, verbose=0)
    val, test = scores_of(model, clothes.val.x), scores_of(model, clothes.test.x)
    T = best_temperature(val, clothes.val.y)
    ```

    After which epoch would you stop if you only needed names? If you needed honest probabilities, and might not use a
    temperature? What does the temperature save you? Write what you did and found into `notes`.
    """,
    good_answer=[
        "the best temperature grows with the number of epochs; it is near 1 after few of them",
        "accuracy changes little after the first epochs, so that it does not warn of the boasting",
        "the calibration error before the temperature grows with the epochs; after it, it stays small throughout",
        "several seeds were tried, and differences within their spread were not called differences",
        "so without a temperature one stops early; with it, one may train on, and pays with one number fitted on "
        "validation data",
    ],
    model_answer="""
    I expected the temperature to rise with the epochs, from about 1. It did: after two epochs it was close to 1,
    after ten clearly above, after forty several times as large, in all three seeds. Test accuracy rose in the first
    ten epochs and then stayed within the spread of the seeds. The calibration error without temperature rose with
    the epochs; with it, it was about the same small number everywhere. If I only need names, any stop after the
    first ten epochs does. If I need probabilities and may not rescale, I stop where the validation loss is lowest,
    which was early. With the temperature I need not decide: the one number, fitted on validation garments, takes
    back what the long training added. It does not take back a wrong order of the classes.
    """,
    minutes=20,
    hints=(
        "What is the temperature of a network that was hardly trained? Does it boast?",
        "Write a function that takes seed and epochs and returns the four numbers; then two loops.",
        "The calibration error at temperature `T` is `expected_calibration_error(*promise(test / T))`, and without one "
        "`T` is 1.",
    ),
)
