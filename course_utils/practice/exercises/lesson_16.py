"""Exercises of lesson 16: a job that needs a model, and a window that reaches a hundred. Three more have own files."""

from .. import investigation, quiz

quiz(
    "16.4",
    "A washing machine that listens to itself",
    """
    A maker of washing machines wants to tell seven kinds of trouble apart. Six sensors give a hundred measurements in
    two seconds. There are two thousand labelled windows, from five machines, and it must work on machines that nobody
    has recorded. A cheap chip does the computing, one window at a time. **By what this lesson measured, what do you try
    first?**
    """,
    options={
        "a": (
            "a Transformer: it is what the largest models are made of",
            "They are large, and trained on text without end. On a hundred measurements and two thousand windows, ours "
            "was no better than the CNN and cost more than twice as much.",
        ),
        "b": (
            "an LSTM: this is a time series, and LSTMs are made for time",
            "On movements, the nearest thing that we measured, the LSTM was no better than the CNN and cost twice as "
            "much, because its hundred steps wait for each other. And neither beat the forest beyond doubt.",
        ),
        "c": (
            "a random forest on four numbers of each sensor, then a small CNN; both judged on machines left out",
            "The forest costs a second and says what there is to beat. On movements the CNN was the cheapest of "
            "the four networks, and none was better. And whole machines must be left out, as people were here.",
        ),
        "d": (
            "all four networks, three times each, and keep the run with the best accuracy on the test machines",
            "That chooses on the test: the best of twelve runs looks better than it is. Choose on validation machines, "
            "and look at the test once.",
        ),
    },
    answer="c",
    minutes=3,
    hints=(
        "Which of our tasks is most like this one, in length, number of examples, and strangers in the test?",
        "Look at the panel of movements: who is on the front, and what do the others cost?",
        "The cheap rival first, then the network that led there. And who must not be in training and test at once?",
    ),
)

investigation(
    "16.5",
    "A window that reaches a hundred",
    """
    Our CNN cannot recall across thirty symbols: the first one lies outside its window. Give its three layers gaps
    (`dilation_rate`), so that `reach` says 101 or more, and change nothing else: the purse stays. **Predict first**:
    will it recall across a hundred, how soon, and what will a step cost, beside the Transformer? Train it for the
    lesson's 600 steps, from three seeds, at rates of 0.003 and 0.01. Then read movements with it, too. Write
    predictions, results and explanations into `notes`.
    """,
    good_answer=[
        "gaps that suffice, found with `reach` before training, and the remark that they cost no weight",
        "recall at a hundred over three seeds, with the rate chosen on validation sequences",
        "the time of a step beside the Transformer's and the LSTM's",
        "movements: better, worse or a tie, judged by the spread of the seeds",
        "what the gaps assume: that far places matter one by one, at fixed distances, and which data would break that",
    ],
    model_answer="""
    Gaps: with windows of 5 the way back is 4 · (1 + 5 + 25) = 124 places, so `reach` says 125. The weights stay as they
    are, for a gap is no weight. Prediction: it will recall, because the first symbol is now inside the window, and each
    layer is a convolution, so cheaper than attention. Result: at both rates and from all three seeds it names every
    symbol at a hundred, after 600 steps, in a little over half of the Transformer's seconds. Movements: a point or two
    above the CNN without gaps, about as much as the spread of the seeds, so I call it a tie that leans towards gaps.
    What it assumes: that what matters lies within 125 places. Beyond, it guesses again. Whether it would find a symbol
    that may stand anywhere, as in the lesson's last test, I would have to measure.
    """,
    minutes=20,
    hints=(
        "With windows of 5, each layer adds four gaps. How large must three gaps be, in sum, to get a hundred back?",
        "`layers.Conv1D(size, 5, padding='causal', dilation_rate=gap, activation='relu')` for gap in (1, 5, 25).",
        "Put the new body into BODIES under a name of its own, and let `weights` and `affordable` treat it as the CNN.",
    ),
)
