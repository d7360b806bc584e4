"""One file from the network to its place: resumed where it was cut, checked before it takes its name."""

import errno
import os
import ssl
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from ...errors import CourseError
from ..cards import Download
from . import checksums
from .progress import Progress

_CHUNK = 1 << 16
_TIMEOUT = 30.0  # seconds without a byte
_TRIES = 3  # of a transfer that breaks off
_PAUSE = 1.0  # seconds before the next try
_BROKEN = (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError, ssl.SSLError)


def transfer(download: Download, path: Path) -> None:
    """Fetch ``download`` to ``path``.

    While it runs, what has come stands in ``path`` with ``.part`` at its end; a later call goes on from there. Of two
    processes that want the same file one waits for the other.

    Raises:
        CourseError: with an empty remedy when the network is at fault.
    """
    from filelock import FileLock

    parts = urlsplit(download.url)
    if parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise CourseError(f"{download.url} is no secure address", remedy="correct the url in card.toml to https")
    part = path.with_name(path.name + ".part")
    before = _stamp(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock")):
            if _stamp(path) != before and checksums.is_right(path, download.hash):
                return  # another process was quicker
            _complete(download, part)
            _check(download, part)
            os.replace(part, path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            part.unlink(missing_ok=True)
            remedy = f"free {download.size / 1e6:.0f} MB, or set COURSE_DATA to a folder on another disk"
        else:
            remedy = "set COURSE_DATA to a folder that you may write to"
        raise CourseError(f"{path.parent} cannot be written ({error.strerror or error})", remedy=remedy) from error


def _stamp(path):
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None


def _complete(download, part):
    """Fetch what is missing in ``part``; a transfer that breaks off is taken up again a few times."""
    with Progress(download) as progress:
        for attempt in range(1, _TRIES + 1):
            try:
                _append(download, part, progress)
                return
            except _BROKEN as error:
                refused = isinstance(error, urllib.error.HTTPError) and 400 <= error.code < 500
                if attempt == _TRIES or refused:
                    raise CourseError(_reason(error)) from error
                time.sleep(_PAUSE)


def _append(download, part, progress):
    have = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": "deep-learning-explained"} | ({"Range": f"bytes={have}-"} if have else {})
    request = urllib.request.Request(download.url, headers=headers)
    try:
        response = urllib.request.urlopen(request, timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # all of it is here already, or more: the checksum will tell
        raise
    with response:
        if response.status != HTTPStatus.PARTIAL_CONTENT:
            have = 0  # this server begins anew
        total = have + int(response.headers.get("Content-Length") or 0)
        with part.open("r+b" if have else "wb") as stream:
            stream.seek(have)
            while chunk := response.read(_CHUNK):
                stream.write(chunk)
                have += len(chunk)
                progress(have, total)
    if have < total:
        raise ConnectionError(f"it broke off after {have:,} of {total:,} bytes")


def _check(download, part):
    if checksums.is_right(part, download.hash):
        return
    part.unlink()
    raise CourseError(
        f"what {urlsplit(download.url).hostname} sent is not {download.file}: its checksum differs",
        remedy="try again; if that does not help, the file has changed there: please report it",
    )


def _reason(error):
    """Return in a few words why the network failed."""
    if isinstance(error, urllib.error.HTTPError):
        return f"{urlsplit(error.url).hostname} answers {error.code} {error.reason}"
    reason = getattr(error, "reason", error)
    return str(getattr(reason, "strerror", None) or reason) or type(error).__name__
