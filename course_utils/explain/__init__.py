"""What a trained network looks at: functions that return arrays and never draw, on any Keras backend."""

from .cam import grad_cam
from .dream import maximize
from .slopes import saliency

__all__ = ["grad_cam", "maximize", "saliency"]
