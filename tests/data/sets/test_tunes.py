"""folk_tunes: what is heard, and that no tune's sibling stands on the other side of the split."""

import io
import runpy
import wave

import numpy as np
import pytest

from course_utils import data
from course_utils.data import listening, tunes
from course_utils.data.kinds.tunes import opening
from course_utils.data.preparation.families import joined, whole_parts

PREPARE = runpy.run_path(str(data.card("folk_tunes").folder / "prepare.py"))
LAST_NIGHT = np.array([[62, 48], [0, 24], [69, 24]], np.int16)


@pytest.fixture(scope="module")
def folk():
    return data.load("folk_tunes")


def test_melodies_are_notes_within_the_range_of_the_card(folk):
    for part in folk.parts.values():
        assert all(melody.dtype == np.int16 and melody.shape[1] == 2 for melody in part.x)
        pitches, ticks = np.concatenate(list(part.x)).T
        assert pitches[pitches > 0].min() >= 50 and pitches.max() <= 100
        assert ticks.min() > 0 and ticks.max() <= 16 * tunes.QUARTER
        assert all(24 <= len(melody) <= 400 for melody in part.x)


def test_a_jig_has_six_eighths_in_a_bar(folk):
    part = folk.train
    about = part.about
    share = {
        metre: np.mean([melody[:, 1].sum() % ticks == 0 for melody in part.x[(about.metre == metre).to_numpy()]])
        for metre, ticks in {"6/8": 144, "9/8": 216, "2/4": 96}.items()
    }
    assert all(value > 0.6 for value in share.values()), share  # whole bars, where nothing was lost in reading


def test_tunes_end_on_the_note_that_names_their_key(folk):
    tonic = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
    part = folk.train
    plain = part.about.key.str.fullmatch("[A-G] major").to_numpy()
    home = [part.x[i][-1, 0] % 12 == tonic[part.about.key[i][0]] for i in np.flatnonzero(plain)]
    assert np.mean(home) > 0.7


def test_no_tune_of_a_part_begins_like_one_of_another(folk):
    begin = {part: {np.diff(m[m[:, 0] > 0, 0])[:12].tobytes() for m in split.x} for part, split in folk.parts.items()}
    title = {part: {PREPARE["plain"](t) for t in split.about.title} for part, split in folk.parts.items()}
    for one, other in (("train", "val"), ("train", "test"), ("val", "test")):
        assert not begin[one] & begin[other] and not title[one] & title[other]


def test_no_title_is_a_slur_and_no_transcriber_an_address(folk):
    for split in folk.parts.values():
        assert not any(PREPARE["SLURS"].search(title) for title in split.about.title)
        assert not split.about.transcriber.str.contains("[@:<]").any()


def test_the_same_tune_in_another_key_begins_alike():
    melody = np.array([[60, 24], [62, 24], [0, 24], [64, 48]] * 6, np.int16)
    assert opening(melody) == opening(melody + [[5, 0], [5, 0], [0, 0], [5, 0]] * 6)
    assert opening(melody) != opening(melody[1:])


def test_notes_sound_at_their_pitch_for_their_time():
    samples = tunes.sound(LAST_NIGHT, quarters_per_minute=60, rate=8000)
    assert len(samples) == 16_000 and np.abs(samples).max() <= 1
    assert not samples[8_000:12_000].any()  # the rest
    for start, pitch in ((0, 62), (12_000, 69)):
        spectrum = np.abs(np.fft.rfft(samples[start : start + 4_000]))
        assert spectrum.argmax() * 2 == pytest.approx(440 * 2 ** ((pitch - 69) / 12), abs=2)


@pytest.mark.parametrize("shape", [(3,), (3, 3), (0,)])
def test_what_is_no_melody_is_refused(shape):
    with pytest.raises(ValueError, match=r"a melody has the shape \(n, 2\)"):
        data.play(np.zeros(shape))


def test_player_is_an_audio_control_with_a_label():
    player = data.play(LAST_NIGHT, 'A "new" tune', quarters_per_minute=60, seconds=1)
    assert repr(player) == 'Player: A "new" tune, 1.0 s'
    assert player._repr_html_().startswith(
        '<audio controls aria-label="A &quot;new&quot; tune" src="data:audio/wav;base64,'
    )


def test_wav_holds_the_samples():
    with wave.open(io.BytesIO(listening.wav(np.array([-1, 0, 1, 7]), 4_000))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (4_000, 1, 1)
        assert list(file.readframes(9)) == [0, 128, 255, 255]


@pytest.mark.parametrize(
    ("function", "text", "wanted"),
    [
        ("key", "Gm", "G minor"),
        ("key", "A Mixolydian", "A mixolydian"),
        ("key", "D", "D major"),
        ("key", "Bb % flat", "Bb major"),
        ("key", "HP", ""),
        ("metre", "C|", "2/2"),
        ("metre", "9/8 % Aird bars it in 6/8", "9/8"),
        ("metre", "none", ""),
        ("rhythm", "Double Jig", "jig"),
        ("rhythm", "C:O'Carolan", ""),
        ("title", '"Miss McLeod\'s -- Reel"', "Miss McLeod's"),
        ("title", "THE DEVIL'S DREAM", "The Devil's Dream"),
        ("transcriber", "Transcribed by henrik.norbeck@mailbox.example", "Henrik Norbeck"),
        ("transcriber", "somebody@mail.example", "not stated"),
    ],
)
def test_header_fields_are_read(function, text, wanted):
    assert PREPARE[function](text) == wanted


def test_families_join_by_title_and_by_beginning():
    random = np.random.RandomState(0)
    steps = [random.randint(55, 80, 30) for _ in range(4)]
    rows = [
        {"title": title, "notes": np.column_stack([pitches, np.full(30, 24)]).astype(np.int16)}
        for title, pitches in [
            ("The Rakes of Mallow", steps[0]),
            ("Rakes of Mallow Reel", steps[1]),
            ("Another", steps[1] + 2),
            ("Alone", steps[2]),
            ("Later", np.concatenate([[60], steps[3][:-1]])),
            ("Pick-up", steps[3]),
        ]
    ]
    one, two, three, alone, *_ = families = joined(map(PREPARE["signs"], rows))
    assert one == two == three != alone and families[4] != alone


def test_split_keeps_families_whole():
    rows = [{"family": i // 3} for i in range(300)]
    parts = whole_parts([row["family"] for row in rows], PREPARE["SHARES"], 1)
    assert sorted(np.concatenate(list(parts.values()))) == list(range(300))
    homes = [{rows[i]["family"] for i in part} for part in parts.values()]
    assert not homes[0] & homes[1] and not homes[0] & homes[2] and not homes[1] & homes[2]
    assert len(parts["train"]) > 230
