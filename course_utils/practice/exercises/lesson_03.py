"""Questions of lesson 03: how many pieces three creases make, and how many creases close a ring."""

from .. import investigation, quiz

quiz(
    "03.1",
    "Three creases",
    """
    Two inputs, one hidden layer of three ReLU units. Each unit is off on one side of a straight line and on on
    the other: it puts one *crease* into the plane. **Into how many pieces can three creases cut the plane at
    most?** Take a pencil.
    """,
    options={
        "a": ("4", "Three creases side by side give 4. Creases that cross give more."),
        "b": ("6", "Three creases through one point give 6. Move one of them a little: a small triangle opens."),
        "c": (
            "7",
            "The first crease makes 2 pieces. The second crosses the first and adds 2; the third crosses both "
            "and adds 3. The small triangle in the middle is the seventh.",
        ),
        "d": (
            "8",
            "Three units have 2 · 2 · 2 = 8 patterns of on and off, but straight lines cannot lie so that all "
            "of them occur: the pattern opposite to the triangle is nowhere in the plane.",
        ),
    },
    answer="c",
    minutes=3,
    hints=(
        "How many pieces do two creases make, if they cross?",
        "Draw a third line across the other two, not through the point where they cross. Which pieces does it cut?",
        "A new line adds one piece, and one more for each line that it crosses.",
    ),
)


investigation(
    "03.5",
    "How many creases close a ring?",
    """
    A disc inside a ring: how many hidden units does a network need to tell them apart? Make the points, predict
    the smallest number, then try 1, 2, 3, 4 and 8 units with several seeds each.

    ```python
    rng = np.random.default_rng(SEED)
    ring = np.arange(600) % 2  # (600,): 0 is the disc, 1 the ring round it
    radius = np.where(ring == 0, 0.4 * np.sqrt(rng.random(600)), rng.uniform(0.8, 1.0, 600))
    angle = rng.uniform(0, 2 * np.pi, 600)
    points = (radius * [np.cos(angle), np.sin(angle)]).T  # (600, 2)
    net = learn(network((2,), SEED), points, ring)
    show(plot.regions(net, points, ring, title="Two units"), alt="What two units make of a disc in a ring")
    ```

    (`plot.regions` wants a function that returns arrays: write `lambda p: net(p).data` for `net`.) Which number
    can work, and which one works every time? Why are these two numbers different? Does `"tanh"` change anything?
    Write what you did and found into `notes`.
    """,
    good_answer=[
        "one and two units never work, with either activation: the border they draw does not close round the disc",
        "three units can work: three creases close a triangle round the disc",
        "three units seldom do: it depends on the seed, so several seeds were tried and counted",
        "with eight units every seed works: a network is given more units than it needs, so that some of them "
        "start where they are useful",
        "what is possible and what training finds are two questions",
    ],
    model_answer="""
    I trained six seeds for each number of units. With one and two units no seed got all points right; the picture
    shows a strip or a corner that is open on one side, and the ring passes through the opening. With three units
    one seed closed a triangle round the disc and was right everywhere, the other five stopped with one side open.
    With four units most seeds worked, with eight all of them. So three is enough in principle, because three
    straight creases can close, and two are not. But training starts from random creases and only turns them a
    little at a time: two creases that do the same job leave one side open. With more units than needed, some
    crease is always near the right place. The curve of tanh rounds the corners, the numbers stay the same.
    """,
    minutes=15,
    hints=(
        "Where is the border between the two classes straight, and where does it turn?",
        "How many straight cuts do you need on paper to cut out a piece from the middle?",
        "Count for each number of units how many of six seeds are right everywhere: "
        "`np.mean(net(points).data.argmax(axis=1) == ring)`.",
    ),
)
