"""What a user does when a file of the shelf is damaged or gone."""

from ..places import checkout


def restore(name: str) -> str:
    """Return the remedy that brings back the files of the data set ``name``."""
    root = checkout()
    return f"bring it back with: git -C {root} checkout -- datasets/{name}" if root else "install the course again"


def fetch_again(card) -> str:
    """Return the remedy that brings back the file of a fetched set."""
    return f"course data fetch {card.name} --again"
