"""The course's figures: each function returns a matplotlib Figure, and ``show(fig, alt)`` puts it under a cell."""

from .bars import bars
from .curves import learning_curves, lines
from .dashboards import dashboard
from .excerpts import excerpts
from .fronts import fronts
from .graph import graph
from .guesses import predictions
from .heats import heats
from .images import feature_maps, images, kernels
from .journeys import landscape_and_lines
from .maps import maps
from .panels import panels
from .pieces import pieces
from .planes import bent_grid, landscape, regions
from .points import scatter
from .reliability import reliability
from .show import png, show
from .stacks import stacked
from .strips import strips
from .tables import confusion, heat

__all__ = [
    "bars", "bent_grid", "confusion", "dashboard", "excerpts", "feature_maps", "fronts", "graph", "heat", "heats",
    "images", "kernels", "landscape", "landscape_and_lines", "learning_curves", "lines", "maps", "panels", "pieces",
    "png", "predictions", "regions", "reliability", "scatter", "show", "stacked", "strips",
]  # fmt: skip
