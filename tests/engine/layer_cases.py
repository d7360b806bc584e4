"""What every layer must do: the Keras layer that it has to agree with, and the input to agree on."""

from dataclasses import dataclass

import numpy as np

from course_utils import engine

RNG = np.random.default_rng(9)
PICTURES = RNG.standard_normal((3, 7, 6, 2))
ROWS = RNG.standard_normal((5, 4))


@dataclass
class LayerCase:
    """Our layer and, made by ``theirs(keras)``, Keras' one, on the same input ``x``."""

    ours: engine.Layer
    theirs: object
    x: np.ndarray
    training: bool = False
    arguments: str = ""
    size: float = 1.0  # of the weights: those of a recurrence must not saturate it

    @property
    def name(self):
        return type(self.ours).__name__

    def __str__(self):
        return f"{self.name}({self.arguments})" + ("-training" if self.training else "")


SEQUENCES = RNG.standard_normal((3, 6, 4))


def case(name, x, *args, theirs=None, training=False, size=1.0, **options):
    ours = getattr(engine, name)(*args, **options, rng=3, dtype="float64")
    theirs = theirs or name
    arguments = ",".join([*map(str, args), *(f"{k}={v}" for k, v in options.items())])
    return LayerCase(
        ours,
        lambda keras: getattr(keras.layers, theirs)(*args, **options, dtype="float64"),
        x,
        training,
        arguments,
        size,
    )


def _ours(bias):
    e, options = engine, {"dtype": "float64"}
    return e.Sequential(
        [
            e.Conv2D(3, 3, padding="same", use_bias=bias, **options),
            e.BatchNorm(**options),
            e.Activation("relu", **options),
            e.MaxPool2D(**options),
            e.Conv2D(4, 2, strides=2, activation="tanh", **options),
            e.Flatten(**options),
            e.Dense(5, activation="silu", **options),
            e.Dense(2, **options),
        ],
        rng=3,
        dtype="float64",
    )


def _theirs(keras, bias):
    k, options = keras.layers, {"dtype": "float64"}
    return keras.Sequential(
        [
            k.Conv2D(3, 3, padding="same", use_bias=bias, **options),
            k.BatchNormalization(**options),
            k.Activation("relu", **options),
            k.MaxPool2D(**options),
            k.Conv2D(4, 2, strides=2, activation="tanh", **options),
            k.Flatten(**options),
            k.Dense(5, activation="silu", **options),
            k.Dense(2, **options),
        ]
    )


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
LAYER_CASES = [
    case("Dense", ROWS, 3),
    case("Dense", ROWS, 3, use_bias=False, activation="tanh"),
    case("Dense", PICTURES, 3, activation="relu"),
    *(case("Dense", ROWS, 3, activation=name) for name in ACTIVATION_NAMES),
    *(case("Activation", ROWS, name) for name in ACTIVATION_NAMES),
    case("Conv2D", PICTURES, 4, 3),
    case("Conv2D", PICTURES, 4, (2, 3), strides=(2, 1), padding="same", activation="relu"),
    case("Conv2D", PICTURES, 1, 4, strides=2, padding="same", use_bias=False),
    case("Flatten", PICTURES),
    case("Flatten", ROWS),
    case("MaxPool2D", PICTURES),
    case("MaxPool2D", PICTURES, 3, strides=2, padding="same"),
    case("AvgPool2D", PICTURES, 2),
    case("AvgPool2D", PICTURES, 3, strides=2, padding="same"),
    case("GlobalMaxPool2D", PICTURES),
    case("GlobalAveragePool2D", PICTURES, theirs="GlobalAveragePooling2D"),
    case("Dropout", ROWS, 0.5),
    case("Dropout", ROWS, 0.0, training=True),
    *(
        case("BatchNorm", x, theirs="BatchNormalization", training=training)
        for x in (ROWS, PICTURES)
        for training in (False, True)
    ),
    case("BatchNorm", ROWS, theirs="BatchNormalization", training=True, momentum=0.5, epsilon=0.1),
    *(case("LayerNorm", x, theirs="LayerNormalization") for x in (ROWS, PICTURES)),
    case("LayerNorm", SEQUENCES, theirs="LayerNormalization", epsilon=0.1),
    *(case(name, SEQUENCES, 5, size=0.2) for name in ("SimpleRNN", "LSTM", "GRU")),
    *(case(name, SEQUENCES, 2, return_sequences=True, size=0.2) for name in ("SimpleRNN", "LSTM", "GRU")),
    *(
        LayerCase(_ours(bias), lambda keras, bias=bias: _theirs(keras, bias), PICTURES, training)
        for bias in (False, True)
        for training in (False, True)
    ),
]
