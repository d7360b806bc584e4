"""Exercises of lesson 05: blame on two paths, the backward rule of an operation, and weights that nobody blames."""

from .. import exercise, investigation, quiz

quiz(
    "05.1",
    "One value, two paths",
    """
    Take `a = 3`, `b = 2 * a`, `c = a + 1` and `y = b * c`, so `b` is 6, `c` is 4 and `y` is 24. The value `a`
    reaches `y` by two paths, through `b` and through `c`. **How much blame for `y` does `a` get?** In other
    words: how much does `y` move, per unit, when `a` is nudged?
    """,
    options={
        "a": ("6: the path through `c`", "6 × 1 = 6 comes back through c alone. The path through b is missing."),
        "b": ("8: the path through `b`", "4 × 2 = 8 comes back through b alone. The path through c is missing."),
        "c": (
            "14: the sum of both paths",
            "A nudge of a moves y through b (4 × 2 = 8) and, at the same time, "
            "through c (6 × 1 = 6). Both movements happen, so they add.",
        ),
        "d": (
            "48: the product of both paths",
            "Slopes are multiplied along one path. Two paths happen side by side, and their effects add.",
        ),
    },
    answer="c",
    minutes=2,
    hints=(
        "Nudge a from 3 to 3.01. What do b and c become?",
        "Along one path the slopes are multiplied. What happens where two paths meet again?",
        "y is 2a(a + 1), so y(3.01) is about 24.14. By how much did it move, per unit of the nudge?",
    ),
)


@exercise(
    "05.2",
    title="Hand the blame back",
    minutes=4,
    hints=(
        "How many times does `a` appear in `a * b + a`, and how much does `y` move through each of them?",
        "Each use of `a` sends back the upstream blame times its own slope; then the two are added.",
        "Through the product `a` gets `upstream * b`, through the sum `upstream * 1`. And what does `b` get?",
    ),
    why="Every operation of the engine is a pair like this one: a formula, and a rule that hands blame back.",
)
def hand_back(a, b, upstream):
    """Write the backward rule of the operation `y = a * b + a`.

    `upstream` is the blame that arrives at `y`: how much the loss moves per unit of `y`. Return the blame of
    `a` and the blame of `b`, as a pair. For example `hand_back(2.0, 5.0, 10.0)` returns `(60.0, 20.0)`: a nudge
    of `a` reaches `y` five-fold through the product and once more through the sum, and each unit of `y` costs
    ten.
    """
    return upstream * (b + 1), upstream * a


@hand_back.cases
def _(rng):
    yield 2.0, 5.0, 10.0
    yield 3.0, -1.0, 2.0
    yield 0.0, 4.0, -3.0
    yield from (tuple(rng.uniform(-3, 3, 3).tolist()) for _ in range(6))


@hand_back.reference
def _(a, b, upstream):
    # A nudge of a whole unit each way is exact here, because y is a straight line in a and in b.
    def loss(a, b):
        return upstream * (a * b + a)

    return (loss(a + 1, b) - loss(a - 1, b)) / 2, (loss(a, b + 1) - loss(a, b - 1)) / 2


@hand_back.mistake("where is the upstream blame? The chain rule multiplies by it")
def forgets_upstream(a, b, upstream):
    return b + 1, a


@hand_back.mistake("the second use of `a` has overwritten the first: blame from two paths is added (+=, not =)")
def overwrites(a, b, upstream):
    return upstream, upstream * a


@hand_back.mistake("`a` is used twice: it also reaches `y` without `b`, through the `+ a`")
def forgets_the_sum(a, b, upstream):
    return upstream * b, upstream * a


@hand_back.mistake("the slope of a product is the OTHER factor")
def uses_its_own_factor(a, b, upstream):
    return upstream * (a + 1), upstream * b


@hand_back.mistake("the two blames are swapped: first that of `a`, then that of `b`")
def swaps(a, b, upstream):
    return upstream * a, upstream * (b + 1)


@hand_back.mistake("the upstream blame flows back through both uses of `a`, not only through the product")
def upstream_on_one_path(a, b, upstream):
    return upstream * b + 1, upstream * a


@hand_back.mistake("two paths happen side by side: their blames are added, not multiplied")
def multiplies_the_paths(a, b, upstream):
    return (upstream * b) * upstream, upstream * a


@hand_back.mistake("the `+ a` does not depend on `b`: a nudge of `b` reaches `y` through the product alone")
def blames_b_for_the_sum(a, b, upstream):
    return upstream * (b + 1), upstream * (a + 1)


@hand_back.also_right
def as_the_engine_does(a, b, upstream):
    blame = {"a": upstream, "b": 0.0}
    blame["a"] += upstream * b
    blame["b"] += upstream * a
    return [blame["a"], blame["b"]]


investigation(
    "05.5",
    "The weights that nobody ever blames",
    """
    Read on to *Where this fails* first: even a fresh network gives a share of its weights exactly no blame,
    over **all** training digits. Find out which ones. Make `net = network(SEED)`, run
    `softmax_cross_entropy(net(digits.train.x), digits.train.y).backward()`, and look at the first kernel,
    `(784, 256)`:

    ```python
    kernel = net.parameters()[0]
    never = (kernel.grad == 0).all(axis=1).reshape(1, 28, 28)
    show(plot.images(never, title="Pixels whose weights are never blamed"), alt="Where the weights get no blame")
    ```

    Why are these weights never blamed? What value do they have after training? What happens if a test digit has
    ink there? Name two remedies. Write what you did and found into `notes`.
    """,
    good_answer=[
        "which: the rows of the first kernel that belong to border pixels, black in every training digit",
        "why: the blame of a weight is its input times the blame of its unit, and the input is 0 for every digit",
        "after training they still hold their random start: no step has ever moved them",
        "ink there at test time is multiplied by random numbers and adds noise to every hidden unit",
        "remedies: shift the digits in training so that ink gets there, begin these weights at zero, let weight "
        "decay shrink what is never used, or leave those pixels out",
    ],
    model_answer="""
    I drew the rows of the first kernel's gradient that are zero for all 256 units: they form a frame at the
    border of the picture, and they are the pixels that are black in every training digit. The gradient of a
    weight is its input times the blame of its unit, so an input that is always 0 gives exactly 0. After
    training these weights still have their random starting values. If a test digit has ink there, it is
    multiplied by these random weights and disturbs all hidden units. Remedies: shift the training digits, so
    that ink reaches the border, or start those weights at zero, or use weight decay, which shrinks weights that
    no blame holds up.
    """,
    minutes=12,
    hints=(
        "What is the blame of a weight made of? One factor is the blame of its unit. What is the other?",
        "Compare your picture with `digits.train.x.max(axis=0)`.",
        "A pixel that is 0 in every picture: what is 0 times anything, and what did the optimizer do with it?",
    ),
)
