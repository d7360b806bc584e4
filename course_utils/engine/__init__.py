"""An engine that learns: reverse-mode automatic differentiation on NumPy arrays, written to be read.

==================  ==========================================================================================
``tensor``          `Tensor`, `node`, `no_grad`: values that remember their origin, and the walk back
``broadcasting``    the one place that sums gradients back over stretched axes
``operators``       ``a + b``, ``a @ b``, ``x[key]``, ``x.sum()``
``ops``             | arithmetic, products, reductions, shaping, indexing, activations
                    | windows, convolution, pooling, regularisation, normalisation, losses
                    | recurrent, attention
``layers``          | base, dense, convolution, pooling, activation, regularisation, normalisation
                    | sequential, residual, embedding, recurrent, attention
``inits``           where weights start
``optim``           `SGD`, `Adam`, `AdamW`
``schedules``       how the learning rate changes with the steps
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

from . import inits, operators, schedules  # noqa: F401  (operators gives Tensor its + - * /)
from .gradcheck import gradcheck, numerical_gradient
from .layers.activation import Activation
from .layers.attention import MultiHeadAttention
from .layers.base import Layer
from .layers.convolution import Conv2D
from .layers.dense import Dense, Flatten
from .layers.embedding import Embedding
from .layers.normalisation import LayerNorm
from .layers.pooling import AvgPool2D, GlobalAveragePool2D, GlobalMaxPool2D, MaxPool2D
from .layers.recurrent import GRU, LSTM, SimpleRNN
from .layers.regularisation import BatchNorm, Dropout
from .layers.residual import Residual
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
from .ops.attention import causal_mask, scaled_dot_product_attention
from .ops.convolution import conv2d
from .ops.indexing import index
from .ops.losses import binary_cross_entropy, mean_squared_error, softmax_cross_entropy
from .ops.normalisation import layer_norm
from .ops.pooling import avg_pool2d, global_avg_pool2d, global_max_pool2d, max_pool2d
from .ops.products import matmul
from .ops.recurrent import gru_step, lstm_step, simple_rnn_step
from .ops.reductions import max, mean, min, sum, var
from .ops.regularisation import batch_norm, dropout
from .ops.shaping import concatenate, pad, reshape, stack, transpose
from .optim import SGD, Adam, AdamW, Optimizer
from .tensor import Tensor, as_tensor, no_grad, node

__all__ = [
    "GRU",
    "LSTM",
    "SGD",
    "Activation",
    "Adam",
    "AdamW",
    "AvgPool2D",
    "BatchNorm",
    "Conv2D",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GlobalAveragePool2D",
    "GlobalMaxPool2D",
    "Input",
    "Layer",
    "LayerNorm",
    "MaxPool2D",
    "MultiHeadAttention",
    "Optimizer",
    "Residual",
    "Sequential",
    "SimpleRNN",
    "Tensor",
    "abs",
    "add",
    "as_tensor",
    "avg_pool2d",
    "batch_norm",
    "binary_cross_entropy",
    "causal_mask",
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
    "gru_step",
    "index",
    "inits",
    "layer_norm",
    "leaky_relu",
    "log",
    "log_softmax",
    "lstm_step",
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
    "scaled_dot_product_attention",
    "schedules",
    "sigmoid",
    "silu",
    "simple_rnn_step",
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
