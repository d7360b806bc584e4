"""What the operations of networks must do: agree with Keras on these inputs."""

import numpy as np
from contract_case import RNG, case, distinct, normal, positive, tied

from course_utils import engine

ACTIVATION_NAMES = (
    "relu",
    "leaky_relu",
    "elu",
    "gelu",
    "sigmoid",
    "tanh",
    "softplus",
    "silu",
    "softmax",
    "log_softmax",
)
ACTIVATIONS = [
    case(name, scale * normal(4, 6), **({"approximate": False} if name == "gelu" else {}))
    for name in ACTIVATION_NAMES
    for scale in (1, 10)
]
ACTIVATIONS += [case(name, tied(4, 5), kinks=True) for name in ("relu", "leaky_relu", "elu")]
ACTIVATIONS += [case(name, normal(2, 3, 4), axis=1) for name in ("softmax", "log_softmax")]
ACTIVATIONS += [
    case("gelu", normal(4, 6), approximate=True),
    case("leaky_relu", normal(9), negative_slope=0.01),
    case("elu", normal(9), alpha=0.5),
]

# Odd and even sizes: with some of them "same" pads more below than above, and more right than left.
CONVOLUTIONS = [
    case(
        "conv2d",
        normal(2, *size, 3),
        normal(*kernel, 3, 4),
        ours=engine.conv2d,
        theirs=lambda ops, x, k, strides, padding: ops.conv(x, k, strides=strides, padding=padding),
        strides=strides,
        padding=padding,
    )
    for size, kernel, strides in [
        ((6, 6), (3, 3), 1),
        ((7, 5), (3, 2), 1),
        ((7, 8), (3, 3), 2),
        ((6, 9), (2, 4), (2, 3)),
        ((5, 5), (1, 1), 1),
        ((5, 6), (1, 1), 2),
        ((8, 7), (5, 4), (3, 1)),
    ]
    for padding in ("valid", "same")
]

POOL_WAYS = [
    ((6, 6), 2, None),
    ((7, 5), 2, None),
    ((7, 8), 3, 2),
    ((6, 9), (2, 3), (1, 2)),
    ((5, 6), 2, 3),
    ((5, 5), 3, 1),
]


def _pool(name, x, kinks, pool_size, strides, padding):
    return case(
        f"{name}_pool2d",
        x,
        theirs=lambda ops, x, **o: getattr(ops, {"avg": "average"}.get(name, name) + "_pool")(x, **o),
        kinks=kinks,
        pool_size=pool_size,
        strides=strides,
        padding=padding,
    )


POOLING = [
    _pool(name, distinct(2, *size, 3), False, pool, strides, padding)
    for name in ("max", "avg")
    for size, pool, strides in POOL_WAYS
    for padding in ("valid", "same")
]
POOLING += [
    _pool("max", tied(2, *size, 3), True, pool, strides, padding)
    for size, pool, strides in POOL_WAYS
    for padding in ("valid", "same")
]
POOLING += [
    case("global_avg_pool2d", normal(2, 5, 4, 3), theirs=lambda ops, x: ops.mean(x, axis=(1, 2))),
    case("global_max_pool2d", distinct(2, 5, 4, 3), theirs=lambda ops, x: ops.max(x, axis=(1, 2))),
]


def _normalised(ops, x, mean, variance, gamma, beta, **options):
    return ops.batch_normalization(x, mean, variance, axis=-1, offset=beta, scale=gamma, **options)


def _batch_norm_of_itself(x, gamma, beta):
    return engine.batch_norm(x, engine.mean(x, (0, 1, 2)), engine.var(x, (0, 1, 2)), gamma, beta)


def _keras_batch_norm_of_itself(ops, x, gamma, beta):
    return _normalised(ops, x, ops.mean(x, (0, 1, 2)), ops.var(x, (0, 1, 2)), gamma, beta, epsilon=1e-3)


class _Fixed:
    """A stand-in for a random generator, so that Keras can drop the same entries."""

    chances = RNG.random((4, 5), dtype=np.float32)

    def random(self, shape, dtype):
        return self.chances


REGULARISATION = [
    case(
        "dropout",
        normal(4, 5),
        ours=lambda x: engine.dropout(x, 0.3, _Fixed()),
        theirs=lambda ops, x: x * (_Fixed.chances >= 0.3) / 0.7,
    ),
    case("batch_norm", normal(6, 3), normal(3), positive(3), normal(3), normal(3), theirs=_normalised, epsilon=1e-3),
    case(
        "batch_norm",
        normal(2, 5, 4, 3),
        positive(3),
        normal(3),
        ours=_batch_norm_of_itself,
        theirs=_keras_batch_norm_of_itself,
    ),
]


def _by_its_own_size(ops, x, gamma, beta):
    centred = x - ops.mean(x, -1, keepdims=True)
    return gamma * centred / ops.sqrt(ops.var(x, -1, keepdims=True) + 1e-3) + beta


NORMALISATION = [
    case("layer_norm", scale * normal(*shape, 5), positive(5), normal(5), theirs=_by_its_own_size)
    for shape in ((6,), (2, 3), (2, 3, 4))
    for scale in (0.1, 10)
]

LABELS, SEQUENCE_LABELS, ONE_LABEL = RNG.integers(0, 4, 6), RNG.integers(0, 4, (2, 3)), np.array(2)
ANSWERS = RNG.integers(0, 2, (6, 1)).astype(float)


def _keras_surprise(ops, logits, labels):
    return ops.mean(ops.sparse_categorical_crossentropy(labels, logits, from_logits=True))


LOSSES = [
    *(
        case(
            "softmax_cross_entropy",
            scale * normal(*labels.shape, 4),
            ours=lambda z, y=labels: engine.softmax_cross_entropy(z, y),
            theirs=lambda ops, z, y=labels: _keras_surprise(ops, z, y),
        )
        for labels in (LABELS, SEQUENCE_LABELS, ONE_LABEL)
        for scale in (1, 30)
    ),
    *(
        case(
            "binary_cross_entropy",
            scale * normal(6, 1),
            ours=lambda z: engine.binary_cross_entropy(z, ANSWERS),
            theirs=lambda ops, z: ops.mean(ops.binary_crossentropy(ANSWERS, z, from_logits=True)),
        )
        for scale in (1, 30)
    ),
    case("mean_squared_error", normal(6, 3), normal(6, 3), theirs=lambda ops, p, t: ops.mean(ops.square(p - t))),
]

NETWORK_CASES = [*ACTIVATIONS, *CONVOLUTIONS, *POOLING, *REGULARISATION, *NORMALISATION, *LOSSES]
