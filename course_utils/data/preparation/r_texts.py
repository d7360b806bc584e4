"""Character vectors of an R package, read without R from its lazy-load database ``data/Rdata.rdb``.

The database is a row of records: four bytes that give the size of the unpacked object, then the object in R's binary
serialisation format 3 ("R Internals", section 1.8), compressed by zlib. All numbers are 32-bit, most significant byte
first.
"""

import struct
import zlib
from collections.abc import Iterator

from ...errors import CourseError

_CHARACTER_VECTOR, _STRING = 16, 9  # types of R objects; the type is the lowest byte of an object's flags


def vectors(database: bytes) -> Iterator[list[str]]:
    """Yield every object of the database, each a character vector.

    Raises:
        CourseError: when the database ends early or holds another kind of object.
    """
    start = 0
    while start < len(database):
        unpacker = zlib.decompressobj()
        try:
            (size,) = struct.unpack_from(">I", database, start)
            raw = unpacker.decompress(database[start + 4 :])
            if len(raw) != size:
                raise ValueError(f"{len(raw)} bytes instead of {size}")
            strings = _vector(raw)
        except (zlib.error, struct.error, ValueError) as error:
            raise CourseError(f"the R database cannot be read ({error})", remedy="fetch the package again") from error
        yield strings
        start = len(database) - len(unpacker.unused_data)


def _vector(raw):
    if raw[:2] != b"X\n":
        raise ValueError("an object is not in binary format")
    (encoding,) = struct.unpack_from(">i", raw, 14)  # after version, writer and oldest reader: length of a name
    at = 18 + encoding
    flags, items = struct.unpack_from(">ii", raw, at)
    if flags & 0xFF != _CHARACTER_VECTOR:
        raise ValueError(f"an object has type {flags & 0xFF}, not {_CHARACTER_VECTOR}")
    at += 8
    strings = []
    for _ in range(items):
        flags, length = struct.unpack_from(">ii", raw, at)
        if flags & 0xFF != _STRING or length < 0:
            raise ValueError("a string is missing")
        strings.append(raw[at + 8 : at + 8 + length].decode("utf-8"))
        at += 8 + length
    return strings
