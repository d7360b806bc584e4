"""Drawings of any size as small squares."""

import io

import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None  # some drawings are as large as posters, and their package is known


def square(png: bytes, side: int) -> np.ndarray:
    """Return a drawing without its empty margin, in the middle of a transparent square: (side, side, 4) uint8."""
    drawing = Image.open(io.BytesIO(png)).convert("RGBA")
    drawing = drawing.crop(drawing.getchannel("A").getbbox())
    edge = max(drawing.size)
    paper = Image.new("RGBA", (edge, edge), (255, 255, 255, 0))
    paper.paste(drawing, ((edge - drawing.width) // 2, (edge - drawing.height) // 2))
    return np.asarray(paper.resize((side, side), Image.Resampling.BOX if edge > side else Image.Resampling.BICUBIC))


def on_white(drawing: np.ndarray) -> np.ndarray:
    """Return an RGBA drawing (h, w, 4) uint8 as colours on white, (h, w, 3) uint8."""
    color, alpha = drawing[..., :3].astype(np.uint16), drawing[..., 3:].astype(np.uint16)
    return ((color * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
