"""Whether a file is the one that its makers published."""

import hashlib
import zipfile
from pathlib import Path

_CHUNK = 1 << 20


def is_right(path: Path, stated: str) -> bool:
    """Return whether a file has the checksum ``stated``, "sha256:…" or "md5:…"; with none, whether it is a zip."""
    if not stated:
        return zipfile.is_zipfile(path)
    method, _, wanted = stated.partition(":")
    digest = hashlib.new(method)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == wanted
