"""What a user does when a file of the shelf is damaged or gone."""

from ..places import checkout


def restore(name: str) -> str:
    """Return the remedy that brings back the files of the data set ``name``."""
    root = checkout()
    return f"bring it back with: git -C {root} checkout -- datasets/{name}" if root else "install the course again"
