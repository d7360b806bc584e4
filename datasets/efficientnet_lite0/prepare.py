"""Rebuild efficientnet_lite0.npz: PyTorch's tensors in Keras' order of axes, and the names of the 1,000 classes."""

import json
import re

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.tensors import tensors

NORMS = {"weight": "gamma", "bias": "beta", "running_mean": "moving_mean", "running_var": "moving_variance"}
# WordNet calls two classes "crane", and two "maillot".
NAMES = {134: "crane (bird)", 517: "crane (machine)", 639: "tank suit"}


def keras_name(name):
    """Return our name of a tensor.

    >>> keras_name("_conv_stem.weight"), keras_name("_blocks.3._bn0.running_var")
    ('stem.kernel', 'block03_expand_norm.moving_variance')
    """
    block, layer, number, part = re.fullmatch(r"(?:_blocks\.(\d+)\.)?_([a-z_]+)(\d?)\.(\w+)", name).groups()
    if layer == "fc":
        return {"weight": "top.kernel", "bias": "top.bias"}[part]
    if number:  # a normalisation, counted from the beginning of its block, where 0 follows a convolution that may lack
        place = (("stem", "head") if block is None else ("expand", "depthwise", "project"))[int(number)]
        end = f"{place}_norm.{NORMS[part]}"
    else:
        end = f"{re.sub('^conv_|_conv$', '', layer)}.kernel"
    return end if block is None else f"block{int(block):02}_{end}"


def keras_axes(name, tensor):
    """Return a kernel with its axes as Keras has them: (height, width, in, out) or (height, width, in, 1)."""
    if tensor.ndim == 4:  # (out, in, height, width), or (in, 1, height, width)
        return tensor.transpose(2, 3, 0, 1) if "depthwise" in name else tensor.transpose(2, 3, 1, 0)
    return tensor.T  # the top's (out, in) becomes (in, out); a vector stays


def class_names(raw):
    """Return the first of WordNet's synonyms of each class, which no two classes share."""
    synonyms = json.loads(raw)
    names = [NAMES.get(i, synonyms[str(i)].split(", ")[0]) for i in range(len(synonyms))]
    if len(set(names)) != 1_000:
        raise ValueError("the classes have not 1,000 different names")
    return names


def arrays(source):
    weights, labels = source.packages
    made = {}
    for name, tensor in tensors(preparation.file(weights)).items():
        if not name.endswith("num_batches_tracked"):  # counted by PyTorch, of no use here
            ours = keras_name(name)
            made[f"weights/{ours}"] = np.ascontiguousarray(keras_axes(ours, tensor).astype("<f2"))
    return made | preparation.pack("classes", class_names(preparation.file(labels)))


if __name__ == "__main__":
    preparation.main(__file__, arrays)
