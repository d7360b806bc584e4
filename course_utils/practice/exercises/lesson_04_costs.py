"""Exercise 04.3: from probabilities to the action that costs least."""

import numpy as np

from .. import exercise


@exercise(
    "04.3",
    title="What to do with a probability",
    minutes=7,
    needs="import numpy as np",
    hints=(
        "Of a hundred examples with these probabilities, how many belong to each class? What would one action cost for "
        "all of them together?",
        "The expected cost of an action is the sum, over the classes, of the class's probability times what the action "
        "costs there. Which action has the lowest?",
        "`p @ costs` is `(n, actions)`: each row holds the expected costs of all actions for one example.",
    ),
    why="A network that only names its favourite class cannot do this. Honest probabilities can, whatever the costs.",
)
def cheapest(p, costs):
    """Return for each example the number of the action that has the lowest expected cost: `(n,)`.

    `p` is `(n, classes)`: the probabilities that a network gives to the classes. `costs` is `(classes, actions)`:
    what each action costs when the example belongs to that class. For example, take the classes *sick* and *well* and
    the actions *treat* and *send home*. With `costs = [[1, 50], [5, 0]]`, sending a sick person home costs 50, treating
    a well one 5. For `p = [[0.2, 0.8], [0.05, 0.95]]` the answer is `[0, 1]`: the first is treated, though probably
    well, for `0.2 * 1 + 0.8 * 5 = 4.2` is less than `0.2 * 50 = 10`.
    """
    return (p @ costs).argmin(axis=1)


@cheapest.cases
def _(rng):
    yield np.array([[0.2, 0.8], [0.05, 0.95]]), np.array([[1.0, 50.0], [5.0, 0.0]])
    yield np.array([[0.6, 0.4], [0.9, 0.1], [0.3, 0.7]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    # three classes; two actions, and a third that asks a person, at a fixed price
    yield np.array([[0.5, 0.3, 0.2], [0.9, 0.05, 0.05], [0.1, 0.1, 0.8]]), np.array([[0, 9, 2], [7, 0, 2], [9, 3, 2.0]])
    yield np.array([[0.7, 0.3], [0.45, 0.55]]), np.array([[3.0, 8.0], [7.0, 0.5]])
    for n, classes, actions in [(12, 3, 3), (15, 4, 4), (10, 3, 5), (20, 2, 3)]:
        yield rng.dirichlet(np.ones(classes), n), rng.uniform(0, 10, (classes, actions))


@cheapest.reference
def _(p, costs):
    # For each example add up, class by class, what each action would cost, and sort the actions by that.
    answers = []
    for row in p.tolist():
        bills = [sum(share * bill[action] for share, bill in zip(row, costs.tolist(), strict=True))
                 for action in range(costs.shape[1])]  # fmt: skip
        answers.append(min(range(len(bills)), key=bills.__getitem__))
    return np.array(answers)


@cheapest.mistake("this is the most likely class; an action that is cheap for it may be ruinous for the others")
def names_the_likeliest(p, costs):
    return p.argmax(axis=1)


@cheapest.mistake("all classes count, each by its probability; yours looks at the likeliest one alone")
def believes_the_likeliest(p, costs):
    return costs[p.argmax(axis=1)].argmin(axis=1)


@cheapest.mistake("that is the most expensive action; take `argmin`")
def takes_the_dearest(p, costs):
    return (p @ costs).argmax(axis=1)


@cheapest.mistake("rows of `costs` are classes, columns are actions: `p @ costs`, without turning the table round")
def turns_the_table_round(p, costs):
    table = costs.T if costs.shape[0] == costs.shape[1] else costs
    return (p @ table).argmin(axis=1)


@cheapest.mistake("the worst case happens with some probability only: weigh each class's cost by it")
def fears_the_worst(p, costs):
    return np.full(len(p), costs.max(axis=0).argmin())


@cheapest.mistake("the classes are not equally likely: weigh their costs by `p`")
def weighs_alike(p, costs):
    return np.full(len(p), costs.mean(axis=0).argmin())


@cheapest.mistake("asked is the NUMBER of the action, not its expected cost")
def returns_the_costs(p, costs):
    return (p @ costs).min(axis=1)


@cheapest.mistake("each example has an answer of its own: `argmin` along `axis=1`")
def asks_the_columns(p, costs):
    return (p @ costs).argmin(axis=0)


@cheapest.mistake("multiply probability by cost and ADD over the classes; yours takes the largest product")
def takes_the_largest_product(p, costs):
    return (p[:, :, None] * costs[None]).max(axis=1).argmin(axis=1)


@cheapest.also_right
def with_einsum(p, costs):
    return np.argmin(np.einsum("nc,ca->na", p, costs), axis=-1)


@cheapest.also_right
def with_a_loop(p, costs):
    return [int(np.argmin([np.dot(row, column) for column in costs.T])) for row in p]
