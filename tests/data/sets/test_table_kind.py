"""The kind table: what it decodes, compares and shows."""

from dataclasses import replace

import numpy as np
import pytest

from course_utils import data
from course_utils.data import Split, preparation
from course_utils.data.kinds import table


@pytest.fixture
def small():
    arrays = {}
    for part in ("train", "val"):
        arrays |= preparation.pack(
            f"x_{part}",
            {
                "count": np.array([200, 100], np.uint8),
                "size": np.array([0.5, np.nan], np.float16),
                "note": ["<b>bold</b>" + " long" * 40, ""],
            },
        )
        arrays |= preparation.pack(f"about_{part}", {"seconds": np.array([172_792, 5], np.int32)})
        arrays[f"y_{part}"] = np.array([1, 0], np.uint8)
    card = replace(data.card("card_fraud"), counts={"train": 2, "val": 2}, classes=("no", "yes & no"))
    return table.decode(card, arrays)


def test_small_types_are_widened_so_that_arithmetic_does_not_overflow(small):
    x, y = small.train
    assert x["count"].dtype == np.int32 and (x["count"] * 2).tolist() == [400, 200]
    assert x["size"].dtype == np.float32 and y.dtype == np.int32
    assert (x["note"] == "").tolist() == [False, True]


def test_table_knows_its_columns_rows_and_shape(small):
    assert table.names(small.train) == {"count", "size", "note", "seconds"}
    assert table.shape(small) == (3,)
    assert table.column(small.train, "seconds").tolist() == [172_792, 5]
    assert table.column(small.train, "count").tolist() == [200, 100]


def test_same_row_has_the_same_key_wherever_it_stands_also_with_a_missing_number(small):
    backwards = Split(small.val.x[::-1].reset_index(drop=True), small.val.y[::-1])
    for row in (0, 1):
        key = table.keys(small.train.select([row]))
        assert len(key) == 1 and key == table.keys(backwards.select([1 - row])) != table.keys(
            small.val.select([1 - row])
        )


def test_preview_is_one_captioned_table_with_escaped_texts_and_headers_for_rows_and_columns(small):
    page = table.preview(small)
    assert page.count("<table>") == page.count("<caption") == 1
    assert "&lt;b&gt;bold&lt;/b&gt;" in page and "<b>" not in page
    assert page.count('scope="col"') == 3 and page.count('scope="row"') == 5
    for shown in ("yes &amp; no", "about.seconds", "172792", "missing", "(empty)", " …"):
        assert shown in page
