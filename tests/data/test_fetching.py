"""Fetching: whole files only, resumed where they broke off, one line when it cannot be done."""

import errno
import hashlib
import http.client
import http.server
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from course_utils import data, places
from course_utils.data.cards import Download
from course_utils.data.fetching import cache, checksums, parts, progress, transfer
from course_utils.errors import CourseError

CONTENT = bytes(range(256)) * 4000  # 1 MB
FILE = "thing.bin"


class Server(http.server.ThreadingHTTPServer):
    """Serves CONTENT on this machine, with faults that a test switches on; ``seen`` lists the ranges asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content, self.seen = CONTENT, []
        self.cuts = []  # after how many bytes the next answers break off
        self.knows_ranges, self.status, self.delay, self.sends_to = True, 200, 0.0, ""
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, *_):
        """Say nothing: the tests hang up on purpose."""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/{FILE}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        asked = self.headers.get("Range")
        server.seen.append(asked)
        if server.sends_to:
            self.send_response(302)
            self.send_header("Location", server.sends_to)
            self.end_headers()
            return
        if server.status != 200:
            self.send_error(server.status)
            return
        start = int(re.search(r"\d+", asked)[0]) if asked and server.knows_ranges else 0
        if start >= len(server.content):
            self.send_error(416)
            return
        body = server.content[start:]
        self.send_response(206 if asked and server.knows_ranges else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        sent = body[: server.cuts.pop(0)] if server.cuts else body
        for i in range(0, len(sent), 50_000):
            time.sleep(server.delay)
            self.wfile.write(sent[i : i + 50_000])

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(transfer, "_PAUSE", 0.01)
    server = Server()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def download(server):
    return Download(FILE, len(CONTENT), f"sha256:{hashlib.sha256(CONTENT).hexdigest()}", server.url)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def card(download):
    """The card of a set that is fetched from the server."""
    fashion = data.card("fashion")
    return replace(fashion, name="thing", source=replace(fashion.source, sha256="", packages=(), downloads=(download,)))


def visible(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def complaint(action, *args, **kwargs):
    with pytest.raises(CourseError) as caught:
        action(*args, **kwargs)
    assert "\n" not in str(caught.value) and caught.value.remedy
    return str(caught.value)


def test_file_comes_whole_and_is_not_fetched_twice(card, home, server, capsys):
    path, matched = cache.locate(card)
    assert path == home / FILE and path.read_bytes() == CONTENT and matched == card.source.downloads[0]
    assert visible(home) == [FILE]
    assert capsys.readouterr().out == "fetched thing.bin, 1.0 MB\n"
    cache.locate(card)
    cache.fetch(card)
    assert server.seen == [None]


def test_what_broke_off_goes_on_where_it_stopped(card, home, server):
    server.cuts = [300_000, 200_000]
    assert cache.locate(card)[0].read_bytes() == CONTENT
    assert server.seen == [None, "bytes=300000-", "bytes=500000-"]


def test_what_a_killed_call_left_is_used(card, home, server):
    home.mkdir()
    (home / f"{FILE}.part").write_bytes(CONTENT[:700_000])
    assert cache.locate(card)[0].read_bytes() == CONTENT
    assert server.seen == ["bytes=700000-"] and visible(home) == [FILE]


def test_whole_part_needs_only_its_name(card, home, server):
    home.mkdir()
    (home / f"{FILE}.part").write_bytes(CONTENT)
    assert cache.locate(card)[0].read_bytes() == CONTENT and visible(home) == [FILE]


def test_server_that_knows_no_ranges_begins_anew(card, home, server):
    server.knows_ranges = False
    server.cuts = [300_000]
    assert cache.locate(card)[0].read_bytes() == CONTENT
    assert server.seen == [None, "bytes=300000-"]


@pytest.mark.parametrize("left", [b"x" * 1000, b"x" * (len(CONTENT) + 5)])
def test_part_of_something_else_is_thrown_away(card, home, server, left):
    home.mkdir()
    (home / f"{FILE}.part").write_bytes(left)
    assert "sent is not thing.bin: its checksum differs): try again" in complaint(cache.locate, card)
    assert visible(home) == []
    assert cache.locate(card)[0].read_bytes() == CONTENT


def test_wrong_content_never_takes_the_name(card, home, server):
    server.content = CONTENT[:-1] + b"!"
    assert "its checksum differs" in complaint(cache.locate, card)
    assert visible(home) == []


def test_transfer_that_keeps_breaking_off_says_how_to_go_on(card, home, server):
    server.cuts = [100_000] * 9
    message = complaint(cache.locate, card)
    assert message.startswith("thing is not on this computer and cannot be fetched (it broke off after ")
    assert message.endswith(
        "with a network, run: course data fetch thing; or set COURSE_DATA to a folder that has thing.bin"
    )
    assert visible(home) == [f"{FILE}.part"] and len(server.seen) == 3
    server.cuts = []
    assert cache.locate(card)[0].read_bytes() == CONTENT


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (503, 3)])
def test_refusal_names_the_server_and_the_answer(card, home, server, status, tries):
    server.status = status
    assert f"cannot be fetched (127.0.0.1 answers {status} " in complaint(cache.locate, card)
    assert len(server.seen) == tries and visible(home) == []


def test_no_network_is_one_line(card, home, monkeypatch):
    nobody = replace(card.source.downloads[0], url="http://127.0.0.1:9/thing.bin")
    monkeypatch.setattr(transfer, "_PAUSE", 0)
    away = replace(card, source=replace(card.source, downloads=(nobody,)))
    assert "cannot be fetched (Connection refused): with a network, run:" in complaint(cache.locate, away)


def test_silent_server_is_given_up(card, home, server, monkeypatch):
    monkeypatch.setattr(transfer, "_TIMEOUT", 0.2)
    server.delay = 1.0
    assert "timed out" in complaint(cache.locate, card)


@pytest.mark.parametrize("url", ["http://example.org/x", "ftp://example.org/x", "file:///etc/hosts"])
def test_only_secure_addresses_are_asked(card, home, url):
    far = replace(card, source=replace(card.source, downloads=(replace(card.source.downloads[0], url=url),)))
    assert "is no secure address" in complaint(cache.locate, far)


@pytest.mark.parametrize("url", ["http://example.org/x", "ftp://example.org/x"])
def test_nobody_sends_us_on_to_an_address_that_is_not_secure(card, home, server, url):
    server.sends_to = url
    assert f"127.0.0.1 sends us on to {url}, which is no secure address" in complaint(cache.locate, card)


def test_redirect_to_a_secure_address_is_followed_and_resumed(card, home, server):
    other = Server()
    server.sends_to, other.cuts = other.url, [300_000]
    assert cache.locate(card)[0].read_bytes() == CONTENT
    assert other.seen == [None, "bytes=300000-"]
    other.shutdown()
    other.server_close()


def test_network_that_goes_away_is_no_fault_of_the_disk(card, home, server, monkeypatch):
    def unreachable(*_):
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(http.client.HTTPResponse, "read", unreachable)
    assert "cannot be fetched (Network is unreachable): with a network, run:" in complaint(cache.locate, card)


def test_damaged_file_is_named_and_fetched_again_when_asked(card, home, server):
    path = cache.locate(card)[0]
    raw = bytearray(CONTENT)
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert "is damaged: its checksum is not that of thing: course data fetch thing --again" in complaint(
        cache.locate, card
    )
    assert cache.fetch(card).read_bytes() == CONTENT  # a damaged file is no file
    assert cache.fetch(card, again=True).read_bytes() == CONTENT and len(server.seen) == 3


def test_file_that_cannot_be_had_again_is_left_where_it_is(card, home, server):
    path = cache.locate(card)[0]
    server.status = 404
    assert complaint(cache.fetch, card, again=True).startswith("thing cannot be fetched (127.0.0.1 answers 404 ")
    assert path.read_bytes() == CONTENT


def test_earlier_release_is_as_good(card, home, server, download):
    older = replace(download, file="thing-v1.bin", hash=f"md5:{hashlib.md5(b'old').hexdigest()}", url="")
    both = replace(card, source=replace(card.source, downloads=(download, older)))
    home.mkdir()
    (home / "thing-v1.bin").write_bytes(b"old")
    assert cache.locate(both) == (home / "thing-v1.bin", older) and server.seen == []
    assert cache.fetch(both) == home / "thing-v1.bin"


def test_read_only_cache_with_the_file_is_fine_and_without_it_is_one_line(card, home, server, monkeypatch):
    cache.locate(card)

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)  # root may write anywhere, so a mode would not do
    assert cache.locate(card)[0].read_bytes() == CONTENT
    (home / FILE).unlink()
    message = complaint(cache.locate, card)
    assert "cannot be written (Permission denied)): set COURSE_DATA to a folder that you may write to" in message


def test_file_that_we_may_not_read_is_named(card, home, server, monkeypatch):
    cache.locate(card)

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(checksums, "is_right", refuse)
    assert "thing.bin cannot be read (Permission denied): set COURSE_DATA" in complaint(cache.locate, card)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_is_one_line_and_leaves_nothing(card, home, server, monkeypatch, code):
    real = Path.open

    def open_(self, mode="r", *args, **kwargs):
        stream = real(self, mode, *args, **kwargs)
        if self.name.endswith(".part"):
            stream.close()
            raise OSError(code, "No space left on device")
        return stream

    monkeypatch.setattr(Path, "open", open_)
    assert "(No space left on device)): free 1 MB, or set COURSE_DATA" in complaint(cache.locate, card)
    assert visible(home) == []


def test_folder_for_a_classroom(card, home, server, tmp_path):
    assert cache.fetch(card, to=tmp_path / "stick") == tmp_path / "stick" / FILE
    assert not home.exists()


def test_what_the_cache_has_is_copied_for_a_classroom(card, home, server, tmp_path):
    cache.locate(card)
    server.status = 404
    path = cache.fetch(card, to=tmp_path / "stick")
    assert path.read_bytes() == CONTENT and visible(path.parent) == [FILE] and len(server.seen) == 1


def test_damaged_file_is_not_given_to_a_classroom(card, home, server, tmp_path):
    cache.locate(card)[0].write_bytes(b"damaged")
    assert cache.fetch(card, to=tmp_path / "stick").read_bytes() == CONTENT


def test_folder_for_a_classroom_that_cannot_be_written_has_a_remedy_of_its_own(card, home, server, tmp_path):
    (tmp_path / "stick").write_bytes(b"a file")
    assert complaint(cache.fetch, card, to=tmp_path / "stick").endswith("choose a folder that you may write to")
    cache.locate(card)
    assert complaint(cache.fetch, card, to=tmp_path / "stick").endswith("choose a folder that you may write to")


def test_set_that_comes_with_the_course_needs_no_fetching():
    assert "fashion needs no fetching: it comes with the course" in complaint(data.fetch, "fashion")


CHILD = """
import sys
from pathlib import Path
from course_utils.data.cards import Download
from course_utils.data.fetching.transfer import transfer

url, hash, path = sys.argv[1:]
transfer(Download("thing.bin", 1, hash, url), Path(path))
"""


def child(download, path):
    arguments = [download.url, download.hash, str(path)]
    return subprocess.Popen([sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True)


def test_of_two_processes_one_waits_for_the_other(download, server, tmp_path):
    server.delay = 0.05
    both = [child(download, tmp_path / FILE) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert (tmp_path / FILE).read_bytes() == CONTENT and visible(tmp_path) == [FILE]
    assert server.seen == [None]


def test_who_waits_says_so(download, server, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(parts, "PATIENCE", 0.05)
    with FileLock(tmp_path / f".{FILE}.lock"):
        waiting = threading.Thread(target=transfer.transfer, args=(download, tmp_path / FILE))
        waiting.start()
        time.sleep(0.5)
        assert not (tmp_path / f"{FILE}.part").exists()
    waiting.join(timeout=30)
    assert (tmp_path / FILE).read_bytes() == CONTENT
    assert capsys.readouterr().out.startswith("another process is fetching thing.bin: waiting for it\n")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_killed_process_leaves_a_part_that_the_next_one_finishes(download, server, tmp_path):
    server.delay = 0.1
    process, part = child(download, tmp_path / FILE), tmp_path / f"{FILE}.part"
    deadline = time.monotonic() + 30
    while not (part.exists() and part.stat().st_size > 100_000):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    assert visible(tmp_path) == [f"{FILE}.part"]
    server.delay = 0.0
    transfer.transfer(download, tmp_path / FILE)
    assert (tmp_path / FILE).read_bytes() == CONTENT and visible(tmp_path) == [FILE]
    assert server.seen[-1].startswith("bytes=")


def test_progress_shows_after_two_seconds_and_ends_in_one_line(download, capsys, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with progress.Progress(download) as shown:
        for second in range(5):
            now[0] = float(second)
            shown(second * 200_000, 1_000_000)
    assert capsys.readouterr().out == (
        "\rfetching thing.bin:  60 %\rfetching thing.bin:  80 %\rfetched thing.bin, 1.0 MB\n"
    )


@pytest.mark.parametrize(("stated", "right"), [("md5:900150983cd24fb0d6963f7d28e17f72", True), ("md5:0", False)])
def test_checksums_of_either_kind(tmp_path, stated, right):
    (tmp_path / "abc").write_bytes(b"abc")
    assert checksums.is_right(tmp_path / "abc", stated) is right


def test_archive_that_its_host_packs_anew_must_be_an_archive(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 but then nothing")
    assert not checksums.is_right(tmp_path / "a.zip", "")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x", "1")
    assert checksums.is_right(tmp_path / "b.zip", "")


@pytest.mark.parametrize("name", [n for n in data.names() if data.card(n).source.downloads])
def test_cards_name_secure_addresses_and_checksums(name):
    assert data.card(name).source.downloads[0].url
    source = data.card(name).source
    for download in source.downloads:
        assert not download.url or download.url.startswith("https://")
        assert re.fullmatch(r"sha256:[0-9a-f]{64}|md5:[0-9a-f]{32}", download.hash) or (
            source.sha256 and download.file.endswith(".zip")
        )
        assert "/" not in download.file


def test_cache_is_where_course_data_says(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert places.cache() == tmp_path
    monkeypatch.delenv("COURSE_DATA")
    assert places.cache().name == places.APP
