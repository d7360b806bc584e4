"""Data sets that are fetched once, from where their makers publish them, and kept in the user's cache.

The cache is the folder ``COURSE_DATA``, else the platform's user cache folder. Nothing is sent but the request for the
file; nothing is fetched but what a lesson, or ``course data fetch``, asks for.
"""

from .cache import fetch, is_here, locate

__all__ = ["fetch", "is_here", "locate"]
