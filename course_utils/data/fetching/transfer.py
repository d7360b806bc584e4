"""One file from the network to its place: resumed where it was cut, checked before it takes its name."""

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
from .parts import part
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
    if not _is_secure(download.url):
        raise CourseError(f"{download.url} is no secure address", remedy="correct the url in card.toml to https")
    before = _stamp(path)
    with part(download, path) as growing:
        if _stamp(path) != before and checksums.is_right(path, download.hash):
            return  # another process was quicker
        with Progress(download) as progress:
            _complete(download, growing, progress)
            _check(download, growing)
        os.replace(growing, path)


def _is_secure(url):
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "127.0.0.1")


class _SecureRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, request, response, code, message, headers, url):
        if not _is_secure(url):
            raise CourseError(f"{urlsplit(request.full_url).hostname} sends us on to {url}, which is no secure address")
        return super().redirect_request(request, response, code, message, headers, url)


def _stamp(path):
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _complete(download, growing, progress):
    """Fetch what is missing in ``growing``; a transfer that breaks off is taken up again a few times."""
    for attempt in range(1, _TRIES + 1):
        try:
            _append(download, growing, progress)
            return
        except _BROKEN as error:
            refused = isinstance(error, urllib.error.HTTPError) and 400 <= error.code < 500
            if attempt == _TRIES or refused:
                raise CourseError(_reason(error)) from error
            time.sleep(_PAUSE)


def _append(download, growing, progress):
    have = growing.stat().st_size if growing.is_file() else 0
    headers = {"User-Agent": "deep-learning-explained"} | ({"Range": f"bytes={have}-"} if have else {})
    request = urllib.request.Request(download.url, headers=headers)
    try:
        response = urllib.request.build_opener(_SecureRedirects).open(request, timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # all of it is here already, or more: the checksum will tell
        raise
    with response:
        if response.status != HTTPStatus.PARTIAL_CONTENT:
            have = 0  # this server begins anew
        total = have + int(response.headers.get("Content-Length") or 0)
        with growing.open("r+b" if have else "wb") as stream:
            stream.seek(have)
            for chunk in _chunks(response):
                stream.write(chunk)
                have += len(chunk)
                progress(have, total)
    if have < total:
        raise ConnectionError(f"it broke off after {have:,} of {total:,} bytes")


def _chunks(response):
    """Yield what comes. That the network went is a broken connection, never to be taken for a fault of the disk."""
    while True:
        try:
            chunk = response.read(_CHUNK)
        except OSError as error:
            raise ConnectionError(error.strerror or str(error)) from error
        if not chunk:
            return
        yield chunk


def _check(download, growing):
    if checksums.is_right(growing, download.hash):
        return
    growing.unlink()
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
