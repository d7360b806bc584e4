"""The one address of the repository, and the badges and links made from it."""

import re
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from .. import places
from ..errors import CourseError

DISTRIBUTION = "deep-learning-explained"


@dataclass(frozen=True)
class Repository:
    """Where the course lives: slug "owner/name" and branch."""

    slug: str
    branch: str = "main"

    @property
    def pip(self) -> str:
        """What pip installs the course's tools from."""
        return f"git+https://github.com/{self.slug}@{self.branch}"

    def colab(self, path: str) -> str:
        """Return the address that opens a notebook of the repository on Google Colab."""
        return f"https://colab.research.google.com/github/{self.slug}/blob/{self.branch}/{quote(path)}"

    def binder(self, path: str) -> str:
        """Return the address that opens a notebook of the repository on mybinder.org."""
        return f"https://mybinder.org/v2/gh/{self.slug}/{self.branch}?labpath={quote(path, safe='')}"

    def badges(self, lesson, *, of: str = "this lesson") -> list[str]:
        """Return the Colab and the Binder badge of a lesson as Markdown, with alt text."""
        path = f"notebooks/{lesson.notebook.name}"
        return [
            f"[![Open {of} in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({self.colab(path)})",
            f"[![Open {of} on Binder](https://mybinder.org/badge_logo.svg)]({self.binder(path)})",
        ]


def repository(notebooks: Path | None = None) -> Repository:
    """Read ``[tool.course]`` of the checkout that holds a notebooks folder; of an installed wheel, its project links.

    Raises:
        CourseError: where neither names a repository.
    """
    project = (notebooks or places.notebooks()).parent / "pyproject.toml"
    if project.is_file():
        course = tomllib.loads(project.read_text(encoding="utf-8")).get("tool", {}).get("course", {})
        if course.get("slug"):
            return Repository(course["slug"], course.get("branch", "main"))
        raise CourseError(
            "pyproject.toml does not say where the repository is", remedy='add slug = "owner/name" to [tool.course]'
        )
    for link in metadata.metadata(DISTRIBUTION).get_all("Project-URL") or []:
        if match := re.search(r"github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?$", link):
            return Repository(match[1])
    raise CourseError("the installed package does not say where its repository is", remedy="work in a checkout")
