"""Sound to listen to: samples become a WAV file within the page, with a player; and WAV files become samples."""

import base64
import html
import io
import wave

import numpy as np


class Player:
    """Sound on the page: shows as an audio control with a label, prints as the label."""

    def __init__(self, samples: np.ndarray, rate: int, label: str):
        """Wrap float ``samples`` in [-1, 1] of ``rate`` a second; ``label`` says what is heard."""
        self.label = label
        self.seconds = len(samples) / rate
        self._wav = wav(samples, rate)

    def __repr__(self):
        return f"Player: {self.label}, {self.seconds:.1f} s"

    def _repr_html_(self):
        code = base64.b64encode(self._wav).decode()
        return f'<audio controls aria-label="{html.escape(self.label)}" src="data:audio/wav;base64,{code}"></audio>'


def wav(samples: np.ndarray, rate: int) -> bytes:
    """Return float samples in [-1, 1] as the bytes of a mono WAV file with 8 bits a sample."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(np.round(127.5 + 127.5 * np.clip(samples, -1, 1)).astype(np.uint8).tobytes())
    return stream.getvalue()


def unwav(raw: bytes, rate: int) -> np.ndarray:
    """Return the samples (n,) int16 of a WAV file that is mono, 16 bits a sample and ``rate`` samples a second.

    Raises:
        ValueError: when it is anything else.
    """
    try:
        with wave.open(io.BytesIO(raw)) as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2" if form[1] == 2 else np.uint8)
    except (wave.Error, EOFError) as error:
        raise ValueError(f"this is no WAV file ({error or 'it is cut off'})") from error
    if form != (1, 2, rate):
        raise ValueError(f"channels, bytes a sample and rate are {form}, not {(1, 2, rate)}")
    return samples.astype(np.int16)
