"""Read Parquet files; needs pyarrow, which the course itself does not."""

import io

from ...errors import CourseError


def columns(raw: bytes) -> dict[str, list]:
    """Return the columns of a Parquet file as lists, None where a value is missing.

    Raises:
        CourseError: without pyarrow.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise CourseError("a Parquet file is read with pyarrow", remedy="pip install pyarrow") from error
    return parquet.read_table(io.BytesIO(raw)).to_pydict()
