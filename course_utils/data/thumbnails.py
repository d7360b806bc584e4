"""Small PNG pictures for cards, drawn with Pillow."""

import base64
import html
import io

import numpy as np
from PIL import Image

_GAP = 1  # pixels between two pictures of a strip
_COLOURS = 24  # enough for a thumbnail, at half the bytes


def strip(pictures: np.ndarray) -> Image.Image:
    """Return float pictures (n, h, w, c) in [0, 1] side by side, mid grey between them, white where transparent."""
    if pictures.shape[-1] == 4:
        color, alpha = pictures[..., :3], pictures[..., 3:]
        pictures = color * alpha + (1 - alpha)
    n, height, width, channels = pictures.shape
    canvas = np.full((height, n * (width + _GAP) - _GAP, channels), 0.5, np.float32)
    for i, picture in enumerate(pictures):
        canvas[:, i * (width + _GAP) : i * (width + _GAP) + width] = picture
    canvas = np.round(canvas.clip(0, 1) * 255).astype(np.uint8)
    return Image.fromarray(canvas[..., 0] if channels == 1 else canvas)


def img(picture: Image.Image, alt: str, scale: int = 1) -> str:
    """Return an ``<img>`` element that carries ``picture``, shown ``scale`` times as large with crisp pixels."""
    data = io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    code = base64.b64encode(data.getvalue()).decode()
    return (
        f'<img alt="{html.escape(alt)}" width="{picture.width * scale}" height="{picture.height * scale}" '
        f'style="image-rendering: pixelated" src="data:image/png;base64,{code}">'
    )
