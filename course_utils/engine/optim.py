"""Optimizers: how a gradient becomes a step. The update rules and default numbers are those of Keras."""

import numpy as np

from ..errors import CourseError


class Optimizer:
    """What all optimizers share: the parameters, the learning rate, the count of steps.

    Args:
        parameters: the tensors to train, such as ``model.parameters()``. Their ``data`` is changed in place.
        learning_rate: a number, or a schedule: a function from the number of steps done to a number.
        weight_decay: the part of every weight, times the learning rate, that each step takes away.
        global_clipnorm: where the gradients of all parameters together are longer than this, they are shortened to it.

    Raises:
        CourseError: for no parameters, or a step before any gradient was computed.

    A new optimizer defines ``memories``, how many arrays it remembers for each parameter, and `update`.
    """

    memories = 0

    def __init__(self, parameters, learning_rate, weight_decay=0.0, global_clipnorm=None):
        self.parameters = list(parameters)
        if not self.parameters:
            raise CourseError("there is nothing to train", remedy="give tensors, for example model.parameters()")
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.global_clipnorm = global_clipnorm
        self.steps = 0
        self.state = [[np.zeros_like(p.data) for _ in range(self.memories)] for p in self.parameters]

    def zero_grad(self):
        """Forget the gradients, so that the next `backward` does not add to them."""
        for parameter in self.parameters:
            parameter.grad = None

    def step(self):
        """Move every parameter that has a gradient a little downhill."""
        if all(parameter.grad is None for parameter in self.parameters):
            raise CourseError("no parameter has a gradient", remedy="call loss.backward() before step()")
        rate = self.learning_rate(self.steps) if callable(self.learning_rate) else self.learning_rate
        shrink = self._shrink()
        self.steps += 1
        for parameter, memory in zip(self.parameters, self.state, strict=True):
            if parameter.grad is not None:
                if self.weight_decay:
                    parameter.data -= rate * self.weight_decay * parameter.data
                self.update(parameter.data, parameter.grad * shrink, rate, *memory)

    def _shrink(self):
        if self.global_clipnorm is None:
            return 1
        length = np.sqrt(sum(float(np.vdot(p.grad, p.grad)) for p in self.parameters if p.grad is not None))
        return min(1, self.global_clipnorm / max(length, 1e-30))

    def update(self, w, g, rate, *memory):
        """Change the weights ``w`` in place, given their gradient ``g`` and what is remembered of earlier ones."""
        raise NotImplementedError


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum if asked: ``velocity`` remembers where the last steps went.

    Args:
        parameters, learning_rate, weight_decay, global_clipnorm: see `Optimizer`.
        momentum: the part of the velocity that is kept from step to step; 0 for plain descent.
        nesterov: look at the slope one step ahead.

    Source: Robbins and Monro (1951); Polyak (1964); Nesterov (1983). Lesson 06.

    >>> w = Tensor(1.0, requires_grad=True)
    >>> optimizer = SGD([w], learning_rate=0.1)
    >>> (w * w).backward()
    >>> optimizer.step()
    >>> float(w)
    0.8
    """

    memories = 1

    def __init__(self, parameters, learning_rate=0.01, momentum=0.0, nesterov=False, **options):
        super().__init__(parameters, learning_rate, **options)
        self.momentum, self.nesterov = momentum, nesterov

    def update(self, w, g, rate, velocity):
        """Take one step: ``velocity = momentum * velocity - rate * g``, then ``w += velocity``."""
        step = -rate * g
        velocity *= self.momentum
        velocity += step
        w += self.momentum * velocity + step if self.nesterov else velocity


class Adam(Optimizer):
    """Adam: each weight has its own step size, its mean gradient divided by its typical gradient.

    Args:
        parameters, learning_rate, weight_decay, global_clipnorm: see `Optimizer`.
        beta_1, beta_2: how slowly the running mean of the gradient and of its square forget.
        epsilon: keeps the division finite.

    Source: Kingma and Ba (2015), in the form at the end of their section 2, as Keras. Lesson 06.
    """

    memories = 2

    def __init__(self, parameters, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, **options):
        super().__init__(parameters, learning_rate, **options)
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon

    def update(self, w, g, rate, mean, square):
        """Take one step: ``w -= rate * mean / (sqrt(square) + epsilon)``, ``rate`` corrected for the cold start."""
        rate = rate * (1 - self.beta_2**self.steps) ** 0.5 / (1 - self.beta_1**self.steps)
        mean += (1 - self.beta_1) * (g - mean)
        square += (1 - self.beta_2) * (g * g - square)
        w -= rate * mean / (np.sqrt(square) + self.epsilon)


class AdamW(Adam):
    """Adam that lets every weight fade a little at each step, apart from the gradient.

    Args:
        weight_decay: how fast, see `Optimizer`.
        options: those of `Adam`.

    Source: Loshchilov and Hutter (2019). Lesson 06.
    """

    def __init__(self, parameters, learning_rate=0.001, weight_decay=0.004, **options):
        super().__init__(parameters, learning_rate, weight_decay=weight_decay, **options)
