"""EfficientNet-Lite0 in Keras.

M. Tan, Q. V. Le (2019). EfficientNet: rethinking model scaling for convolutional neural networks. ICML. The lite
variant (R. Liu, Google, 2020) has ReLU6 in place of swish and no squeeze-and-excitation, so small devices can run it.

Shapes below are for pictures of 224 x 224. Every convolution pads as TensorFlow does ("same"): where the stride is 2
and the size even, it puts one row and column of zeros less at the top left than at the bottom right. PyTorch's habit,
equally many on every side, would shift the picture by a pixel at each such layer; these weights were not trained so.
"""

from ...errors import CourseError

STAGES = (  # of inverted residual blocks: kernel, stride of the first block, expansion, channels, blocks
    (3, 1, 1, 16, 1),  # (112, 112, 16)
    (3, 2, 6, 24, 2),  # (56, 56, 24)
    (5, 2, 6, 40, 2),  # (28, 28, 40)
    (3, 2, 6, 80, 3),  # (14, 14, 80)
    (5, 1, 6, 112, 3),  # (14, 14, 112)
    (5, 2, 6, 192, 4),  # (7, 7, 192)
    (3, 1, 6, 320, 1),  # (7, 7, 320)
)
SMALLEST = 32  # pixels: five strides of 2 leave one


def build(weights, top: bool = True, input_shape: tuple = (224, 224, 3)):
    """Return the network as a Keras model.

    It takes pictures in [0, 1] and scales them itself. Dropout and the random skipping of blocks, which its makers used
    in training, are left out.

    Args:
        weights: arrays by name, such as ``stem.kernel``.
        top: True: the output is the probability of each of the 1,000 classes (n, 1000); False: the mean of the last
            1,280 feature maps (n, 1280).
        input_shape: height, width and 3 of the pictures; a size may be None for any. The weights were trained at 224.

    Raises:
        CourseError: for pictures that are smaller than 32 pixels or not of three channels.
    """
    import keras

    sizes = tuple(input_shape)
    if len(sizes) != 3 or sizes[2] != 3 or any(size is not None and size < SMALLEST for size in sizes[:2]):
        raise CourseError(
            f"the network cannot take pictures of shape {input_shape}",
            remedy=f"give (height, width, 3) with sizes from {SMALLEST}; repeat a grey picture three times",
        )
    inputs = keras.Input(sizes)  # (n, 224, 224, 3)
    x = keras.layers.Rescaling(255 / 128, offset=-127 / 128)(inputs)  # from [0, 1] to about [-1, 1]
    x = _conv(x, "stem", 32, kernel=3, stride=2)  # (n, 112, 112, 32)
    number = 0
    for kernel, stride, expansion, channels, blocks in STAGES:
        for i in range(blocks):
            x = _block(x, f"block{number:02}", kernel, 1 if i else stride, expansion, channels)
            number += 1
    x = _conv(x, "head", 1280)  # (n, 7, 7, 1280)
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)  # (n, 1280)
    if top:
        x = keras.layers.Dense(1000, name="top")(x)  # (n, 1000) logits
        x = keras.layers.Softmax(name="probabilities")(x)  # (n, 1000)
    model = keras.Model(inputs, x, name="efficientnet_lite0")
    for layer in model.layers:
        layer.set_weights([weights[f"{layer.name}.{variable.name}"] for variable in layer.weights])
    return model


def _block(x, name, kernel, stride, expansion, channels):
    """An inverted residual block: widen (1 x 1), filter each channel alone (k x k), narrow (1 x 1), add the input."""
    import keras

    wide = expansion * x.shape[-1]
    h = _conv(x, f"{name}_expand", wide) if expansion > 1 else x  # (n, h, w, wide)
    h = _depthwise(h, f"{name}_depthwise", kernel, stride)  # (n, h / stride, w / stride, wide)
    h = _conv(h, f"{name}_project", channels, relu=False)  # (n, h / stride, w / stride, channels)
    if stride == 1 and channels == x.shape[-1]:
        h = keras.layers.Add(name=f"{name}_add")([x, h])
    return h


def _conv(x, name, channels, kernel=1, stride=1, relu=True):
    import keras

    conv = keras.layers.Conv2D(channels, kernel, strides=stride, padding="same", use_bias=False, name=name)
    return _finished(conv(x), name, relu)


def _depthwise(x, name, kernel, stride):
    import keras

    conv = keras.layers.DepthwiseConv2D(kernel, strides=stride, padding="same", use_bias=False, name=name)
    return _finished(conv(x), name, relu=True)


def _finished(x, name, relu):
    import keras

    x = keras.layers.BatchNormalization(momentum=0.99, epsilon=1e-3, name=f"{name}_norm")(x)
    return keras.layers.ReLU(max_value=6, name=f"{name}_relu")(x) if relu else x
