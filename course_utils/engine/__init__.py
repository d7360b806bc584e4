"""An engine that learns: reverse-mode automatic differentiation on NumPy arrays, written to be read.

==================  ==========================================================================================
``tensor``          `Tensor`, `node`, `no_grad`: values that remember their origin, and the walk back
``broadcasting``    the one place that sums gradients back over stretched axes
``operators``       ``a + b``, ``a @ b``, ``x[key]``, ``x.sum()``
``ops``             | arithmetic, products, reductions, shaping, indexing, activations
                    | windows, convolution, pooling, regularisation, losses
``layers``          base, dense, convolution, pooling, activation, regularisation, sequential
``inits``           where weights start
``optim``           `SGD`, `Adam`
``gradcheck``       `numerical_gradient`, `gradcheck`
==================  ==========================================================================================

Pictures are (n, height, width, channels); names, arguments, defaults and weight shapes are those of Keras. An
operation of your own is one call of `node`. The engine differentiates once: gradients have no gradients.

>>> x, y = np.array([[0.0], [1.0]]), np.array([0, 1])
>>> model = Sequential([Input((1,)), Dense(8, activation="tanh"), Dense(2)], rng=7)
>>> optimizer = Adam(model.parameters(), learning_rate=0.1)
>>> for _ in range(50):
...     loss = softmax_cross_entropy(model(x, training=True), y)
...     optimizer.zero_grad()
...     loss.backward()
...     optimizer.step()
>>> loss.item() < 0.01
True
"""

from . import inits, operators  # noqa: F401  (operators gives Tensor its + - * /)
from .gradcheck import gradcheck, numerical_gradient
from .layers.activation import Activation
from .layers.base import Layer
from .layers.convolution import Conv2D
from .layers.dense import Dense, Flatten
from .layers.pooling import AvgPool2D, GlobalAveragePool2D, GlobalMaxPool2D, MaxPool2D
from .layers.regularisation import BatchNorm, Dropout
from .layers.sequential import Input, Sequential
from .ops.activations import (
    elu,
    gelu,
    leaky_relu,
    log_softmax,
    relu,
    sigmoid,
    silu,
    softmax,
    softplus,
    tanh,
)
from .ops.arithmetic import (
    abs,
    add,
    clip,
    divide,
    exp,
    log,
    maximum,
    minimum,
    multiply,
    negative,
    power,
    sqrt,
    square,
    subtract,
    where,
)
from .ops.convolution import conv2d
from .ops.indexing import index
from .ops.losses import binary_cross_entropy, mean_squared_error, softmax_cross_entropy
from .ops.pooling import avg_pool2d, global_avg_pool2d, global_max_pool2d, max_pool2d
from .ops.products import matmul
from .ops.reductions import max, mean, min, sum, var
from .ops.regularisation import batch_norm, dropout
from .ops.shaping import concatenate, pad, reshape, stack, transpose
from .optim import SGD, Adam, Optimizer
from .tensor import Tensor, as_tensor, no_grad, node

__all__ = [
    "SGD",
    "Activation",
    "Adam",
    "AvgPool2D",
    "BatchNorm",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePool2D",
    "GlobalMaxPool2D",
    "Input",
    "Layer",
    "MaxPool2D",
    "Optimizer",
    "Sequential",
    "Tensor",
    "abs",
    "add",
    "as_tensor",
    "avg_pool2d",
    "batch_norm",
    "binary_cross_entropy",
    "clip",
    "concatenate",
    "conv2d",
    "divide",
    "dropout",
    "elu",
    "exp",
    "gelu",
    "global_avg_pool2d",
    "global_max_pool2d",
    "gradcheck",
    "index",
    "inits",
    "leaky_relu",
    "log",
    "log_softmax",
    "matmul",
    "max",
    "max_pool2d",
    "maximum",
    "mean",
    "mean_squared_error",
    "min",
    "minimum",
    "multiply",
    "negative",
    "no_grad",
    "node",
    "numerical_gradient",
    "pad",
    "power",
    "relu",
    "reshape",
    "sigmoid",
    "silu",
    "softmax",
    "softmax_cross_entropy",
    "softplus",
    "sqrt",
    "square",
    "stack",
    "subtract",
    "sum",
    "tanh",
    "transpose",
    "var",
    "where",
]
