"""Recordings: what is heard is what was recorded, and nobody speaks on both sides of the split."""

import base64
import hashlib
import io
import re
import runpy
import wave
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from shelf_sets import loaded_or_skip

from course_utils import data, places
from course_utils.data import companding, listening, packing, spectra
from course_utils.data.cards import Download
from course_utils.data.kinds import sounds
from course_utils.data.sources import spoken_digits
from course_utils.errors import CourseError

SPEAKERS = ["george", "jackson", "lucas", "nicolas", "theo", "yweweler"]


@pytest.fixture(scope="module")
def prompts():
    return data.load("voice_prompts")


@pytest.fixture(scope="module")
def spoken():
    return loaded_or_skip("spoken_digits")


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """Return a function that puts WAV files into a small archive in the cache; it returns the card that wants it."""

    def put(files):
        path = tmp_path / "digits.zip"
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("set-1/README.md", "no recording")
            for name, raw in files.items():
                file.writestr(f"set-1/recordings/{name}.wav", raw)
        monkeypatch.setenv("COURSE_DATA", str(tmp_path))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        card = data.card("spoken_digits")
        download = Download("digits.zip", path.stat().st_size, f"sha256:{digest}")
        return replace(card, source=replace(card.source, downloads=(download,)))

    return put


def recorded(samples, rate=8_000, width=2):
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(np.asarray(samples, "<i2" if width == 2 else np.uint8).tobytes())
    return stream.getvalue()


def test_every_recording_of_the_archive_arrives_whole_with_its_digit_and_speaker(archive):
    files = {
        f"{digit}_{speaker}_{take}": 1_000 * digit + 10 * SPEAKERS.index(speaker) + np.arange(5 + take)
        for digit in range(10)
        for speaker in SPEAKERS
        for take in (0, 11)
    }
    card = archive({name: recorded(samples) for name, samples in files.items()})
    arrays = spoken_digits.read(card)
    loaded = sounds.decode(card, arrays)
    found = {}
    for part in loaded.parts.values():
        for x, y, speaker, take in zip(part.x, part.y, part.column("speaker"), part.column("take"), strict=True):
            assert x.dtype == np.float32
            found[f"{y}_{speaker}_{take}"] = x * 32_768
    assert found.keys() == files.keys()
    assert all(np.array_equal(found[name], samples) for name, samples in files.items())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (recorded([1, 2], rate=16_000), r"\(1, 2, 16000\), not \(1, 2, 8000\)"),
        (recorded([1, 2], width=1), r"\(1, 1, 8000\), not \(1, 2, 8000\)"),
        (b"RIFF", "no WAV file"),
        (b"<html>not found</html>", "no WAV file"),
    ],
)
def test_what_is_no_such_recording_is_refused(archive, raw, message):
    with pytest.raises(CourseError, match=message):
        spoken_digits.read(archive({"3_theo_1": raw}))


def test_archive_that_is_not_the_makers_is_refused(archive, tmp_path):
    card = archive({"3_theo_1": recorded([1])})
    (tmp_path / "digits.zip").write_bytes(b"something else")
    with pytest.raises(CourseError, match="damaged"):
        spoken_digits.read(card)


def test_spoken_digits_are_six_men_with_fifty_takes_of_each_digit(spoken):
    seen = {}
    for name, part in spoken.parts.items():
        about = part.about.assign(y=part.y)
        for speaker, rows in about.groupby("speaker"):
            assert seen.setdefault(speaker, name) == name  # in one part only
            assert sorted(zip(rows.y, rows["take"], strict=True)) == [
                (y, take) for y in range(10) for take in range(50)
            ]
    assert sorted(seen) == SPEAKERS
    assert sum(home == "test" for home in seen.values()) == 2


def test_spoken_digits_are_as_loud_and_as_long_as_the_card_says(spoken):
    peaks, lengths = {}, []
    for part in spoken.parts.values():
        for x, speaker in zip(part.x, part.column("speaker"), strict=True):
            peaks.setdefault(speaker, []).append(np.abs(x).max())
            lengths.append(len(x) / spoken.card.rate)
    medians = {speaker: np.median(values) for speaker, values in peaks.items()}
    assert max(map(max, peaks.values())) == 1 and medians["jackson"] / medians["theo"] == pytest.approx(15, abs=1)
    assert (round(min(lengths), 2), round(max(lengths), 1), round(np.median(lengths), 2)) == (0.14, 2.3, 0.42)


def test_six_hisses_and_nine_does_not(spoken):
    part = spoken.test
    above = []
    for digit in (6, 9):
        bands = np.array([spectra.log_mel(x, 8_000).mean(axis=0) for x in part.x[part.y == digit]])
        above.append(np.median(bands[:, -6:].mean(axis=1) - bands[:, 4:10].mean(axis=1)))
    assert above[0] > above[1] + 1


def test_every_voice_says_every_word_once(prompts):
    about = prompts.all.about.assign(y=prompts.all.y)
    assert list(prompts.parts) == ["all"]
    assert (about.groupby("word")["y"].agg(lambda y: sorted(y) == list(range(5)))).all()
    assert about["word"].nunique() == 78
    assert [prompts.classes[y] for y in about.y] == about.language.to_list()
    assert set(about.speaker[about.language.isin(["English", "Spanish"])]) == {"Allison Smith"}
    assert set(about.word[about.sort == "month"]) == set(runpy.run_path(prompts.card.folder / "prepare.py")["MONTHS"])


def test_prompts_sound_like_speech_with_silence_around_it(prompts):
    abrupt = set()
    for x, language, word in zip(
        prompts.all.x, prompts.all.column("language"), prompts.all.column("word"), strict=True
    ):
        loud = np.abs(x).max()
        assert x.dtype == np.float32 and 0.2 < loud < 1 and abs(x.mean()) < 0.01
        assert 0.2 < len(x) / prompts.card.rate < 1.3
        if max(np.abs(x[:40]).max(), np.abs(x[-40:]).max()) > 0.15 * loud:
            abrupt.add((language, word))
    assert abrupt == {("Italian", "1"), ("Italian", "p")}  # as the card says


def test_a_long_word_takes_longer_than_a_short_one(prompts):
    about = prompts.all.about.assign(length=[len(x) for x in prompts.all.x])
    mean = about.groupby("word")["length"].mean()
    assert mean["September"] > mean["May"] and mean["90"] > mean["1"] and mean["w"] > mean["a"]


def test_companding_errs_by_little_and_keeps_silence():
    samples = np.arange(-32_768, 32_768).astype(np.int16)
    codes = companding.compress(samples)
    back = companding.expand(codes) * 32_768
    assert codes.dtype == np.uint8 and codes[samples == 0] == 127
    assert (np.diff(codes.astype(int)) >= 0).all() and set(codes) == set(range(255))
    assert (np.abs(back - samples) <= 0.0225 * (np.abs(samples.astype(float)) + 129) + 0.5).all()
    assert np.array_equal(companding.compress(np.round(back).astype(np.int16)), codes)


def test_mfcc_clips_have_the_lengths_of_the_recordings(spoken):
    clips = data.load("spoken_digits_mfcc")
    rows = [(y, len(x)) for part in clips.parts.values() for x, y in zip(*part, strict=True)]
    wanted = [(y, 1 + len(x) // 200) for part in spoken.parts.values() for x, y in zip(*part, strict=True)]
    assert sorted(rows) == sorted(wanted)


def test_mfcc_clips_are_equally_divided_and_none_stands_twice():
    clips = data.load("spoken_digits_mfcc")
    assert [set(np.bincount(part.y)) for part in clips.parts.values()] == [{210}, {30}, {60}]
    every = [x for part in clips.parts.values() for x in part.x]
    assert len({x.tobytes() for x in every}) == 3_000
    assert all(x.shape[1:] == (13,) and x.dtype == np.float32 and np.isfinite(x).all() for x in every)


def test_copies_among_the_clips_would_be_dropped():
    distinct = runpy.run_path(str(places.datasets() / "spoken_digits_mfcc" / "prepare.py"))["distinct"]
    clips = [np.array([[value]], np.float16) for value in (1, 2, 1, 3)]
    kept, y = distinct(clips, np.array([7, 8, 7, 9]))
    assert [float(clip[0, 0]) for clip in kept] == [1, 2, 3] and y.tolist() == [7, 8, 9]


def test_preview_plays_what_it_names():
    items = [(8_000 * np.sin(np.arange(n) * pitch)).astype(np.int16) for n, pitch in ((800, 0.2), (900, 1.5))]
    arrays = packing.pack("x_all", items) | {"y_all": np.array([0, 1], np.uint8)}
    arrays |= packing.pack("about_all", {"word": ["<low>", "high"]})
    card = replace(data.card("voice_prompts"), counts={"all": 2}, classes=("hum", "<b>"))
    loaded = sounds.decode(card, arrays)
    assert sounds.shape(loaded) == (0,)
    page = sounds.preview(loaded)
    assert page.count("<table>") == 1 and page.count("<audio controls aria-label=") == page.count("<img alt=") == 2
    assert "hum (word &lt;low&gt;)" in page and "<b>" not in page
    codes = re.findall(r"data:audio/wav;base64,([^\"]+)", page)
    for code, item in zip(codes, items, strict=True):
        with wave.open(io.BytesIO(base64.b64decode(code))) as file:
            heard = np.frombuffer(file.readframes(99_999), np.uint8) / 127.5 - 1
        assert file.getframerate() == 8_000 and len(heard) == len(item)
        assert np.corrcoef(heard, item)[0, 1] > 0.99 and np.abs(heard).max() == pytest.approx(0.9, abs=0.01)


def test_silence_can_be_shown():
    card = replace(data.card("voice_prompts"), counts={"all": 1}, classes=("nothing",))
    loaded = sounds.decode(card, packing.pack("x_all", [np.zeros(10, np.int16)]) | {"y_all": np.array([0])})
    with wave.open(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", sounds.preview(loaded))[1]))) as file:
        assert set(file.readframes(99)) == {128}


def test_tone_stands_in_the_band_of_its_pitch():
    time = np.arange(8_000) / 8_000
    peaks = [
        spectra.log_mel(np.sin(2 * np.pi * hertz * time), 8_000).mean(axis=0).argmax() for hertz in (300, 1_000, 3_000)
    ]
    assert peaks == sorted(set(peaks))
    tone = spectra.log_mel(np.sin(2 * np.pi * 303 * time), 8_000).mean(axis=0)
    assert tone.max() - tone[-1] > 15  # hardly any of it leaks into far bands
    mel = 2_595 * np.log10(1 + np.array([300, 1_000, 3_000, 4_000]) / 700)
    assert np.allclose(peaks, mel[:3] / mel[3] * 33 - 1, atol=0.6)


def test_louder_sound_moves_only_the_first_cepstrum():
    sound = np.random.RandomState(0).standard_normal(4_000)
    soft, loud = (spectra.cepstra(spectra.log_mel(scale * sound, 8_000)) for scale in (0.1, 1))
    assert np.allclose(soft[:, 1:], loud[:, 1:], atol=1e-3)
    assert np.allclose(loud[:, 0] - soft[:, 0], np.log(100) * np.sqrt(32), atol=1e-3)


@pytest.mark.parametrize("n", [1, 2, 5, 40])
def test_stretching_keeps_both_ends_and_straight_lines(n):
    frames = np.linspace([0.0, 5.0], [1.0, -5.0], n)
    assert np.allclose(spectra.stretched(frames, 7), np.linspace(frames[0], frames[-1], 7))


def test_wav_of_this_format_comes_back():
    samples = np.array([-32_768, 0, 32_767], np.int16)
    assert np.array_equal(listening.unwav(recorded(samples), 8_000), samples)


@pytest.fixture
def recordings(tmp_path, monkeypatch):
    """A cache with a copy of the recordings that a test may change; returns the path."""
    if not data.is_here("spoken_digits"):
        pytest.skip("spoken_digits is not on this computer: course data fetch spoken_digits")
    name = data.card("spoken_digits").source.downloads[0].file
    copy = tmp_path / name
    copy.write_bytes((places.cache() / name).read_bytes())
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return copy


def test_archive_packed_anew_and_with_more_in_it_is_as_good(recordings, tmp_path):
    with zipfile.ZipFile(recordings) as old:
        content = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(recordings, "w", zipfile.ZIP_STORED) as new:
        new.writestr("free-spoken-digit-dataset-1.0.10/utils/more.py", "")
        for name, raw in reversed(content.items()):
            new.writestr(name, raw)
    assert data.verify("spoken_digits") == data.card("spoken_digits").source.sha256


@pytest.mark.parametrize("place", [0.3, 0.7])
def test_flipped_byte_in_the_archive_is_found(recordings, place):
    raw = bytearray(recordings.read_bytes())
    raw[int(place * len(raw))] ^= 0xFF
    recordings.write_bytes(raw)
    with pytest.raises(CourseError, match="course data fetch spoken_digits --again"):
        data.load("spoken_digits")


def test_truncated_archive_is_found(recordings):
    recordings.write_bytes(recordings.read_bytes()[:-1000])
    with pytest.raises(CourseError, match="course data fetch spoken_digits --again"):
        data.load("spoken_digits")
