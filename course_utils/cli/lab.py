"""``course lab``: the lessons, open in JupyterLab."""

import os
import signal
import socket
from pathlib import Path
from typing import Annotated

import typer

from .. import places
from ..errors import CourseError
from . import environment
from .terminal import console, marked, say

EXAMPLES = """
Examples:
  course lab                   open lesson 00
  course lab 09                open lesson 09, or: course lab convolution
  course lab --dir my-copy     work on your own copy of the lessons, made there
  course lab --no-browser      print the address only

Stop it with Ctrl-C in the terminal; your notebooks stay as you saved them.
"""

HOST = "localhost"


def lab(
    lesson: Annotated[str, typer.Argument(metavar="[LESSON]", help="Number or name of the lesson to open.")] = "00",
    port: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, max=65535, help="Port to listen on. Without it, the first free one from 8888."
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--dir",
            metavar="DIR",
            help=(
                "Folder of your own copy of the lessons. Lessons that are not there yet are copied; nothing is "
                "overwritten. "
                "Default: the course's checkout, or ./deep-learning-explained where there is none."
            ),
        ),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> None:
    """Open the lessons in JupyterLab.

    Starts a server that only this computer can reach, on a free port, and opens the lesson in the browser. JupyterLab's
    own news and update checks are off: nothing leaves the machine.
    """
    from ..authoring import find

    environment.require("jupyterlab")
    notebook = find(lesson).notebook.name
    if port is not None and _in_use(port):
        raise CourseError(f"port {port} is in use", remedy="leave --port out, and a free one is found")
    root = _workplace(folder)
    if not (root / notebook).is_file():
        raise CourseError(f"{root / notebook} is not there", remedy=f"build it with 'course build {notebook[:2]}'")
    _serve(root, notebook, port, open_browser=not no_browser)
    say("\nJupyterLab has stopped.")


def copy_missing(source: Path, folder: Path) -> list[str]:
    """Copy the lessons that ``folder`` lacks into it, overwriting nothing, and return their names."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file", remedy="name a folder for the lessons with --dir")
    folder.mkdir(parents=True, exist_ok=True)
    copied = []
    for lesson in sorted(source.glob("[0-9][0-9]_*.ipynb")):
        try:
            with (folder / lesson.name).open("xb") as target:  # x: fails on a file that is there
                target.write(lesson.read_bytes())
        except FileExistsError:
            continue
        copied.append(lesson.name)
    return copied


def _workplace(folder: Path | None) -> Path:
    if folder is None and places.checkout():
        return places.notebooks()
    folder = (folder or Path(places.APP)).expanduser().absolute()
    copied = copy_missing(places.notebooks(), folder)
    if copied:
        say(f"{len(copied)} lesson{'s' * (len(copied) > 1)} copied to {folder}")
    return folder


def _serve(root: Path, notebook: str, port: int | None, open_browser: bool) -> None:
    """Run JupyterLab in this process until it is interrupted."""
    from jupyterlab.labapp import LabApp

    # Outside a virtual environment Jupyter prefers the kernels of the user's folder, which may be another Python's.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    options = {
        "ServerApp.root_dir": root,
        "ServerApp.ip": HOST,
        "ServerApp.open_browser": open_browser,
        "LabApp.default_url": f"/lab/tree/{notebook}",
        "Application.log_level": "ERROR",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",  # nothing phones home: no version check,
        "LabApp.news_url": None,  # no news feed,
        "LabApp.extension_manager": "readonly",  # no package index
    }
    if port is not None:
        options |= {"ServerApp.port": port, "ServerApp.port_retries": 0}
    if environment.is_root():
        # Jupyter refuses the superuser; in a container there is often nobody else.
        options["ServerApp.allow_root"] = True
        marked("! running as the superuser: usual in a container, unwise on a computer of your own")
    with console().status("starting JupyterLab …"):
        server = LabApp.initialize_server(argv=[f"--{name}={value}" for name, value in options.items()])
    token = server.identity_provider.token
    server.identity_provider.token_generated = False  # we print the address ourselves, once
    address = f"{server.connection_url}lab/tree/{notebook}" + (f"?token={token}" if token else "")
    say(f"JupyterLab shows {root}")
    say("Open this address in a browser:" if not open_browser else "If no browser opens, open this address in one:")
    say(f"\n  {address}\n", style="bold")
    say("Ctrl-C stops it.")
    _stop_on_signals(server)
    server.start()


def _stop_on_signals(server) -> None:
    """Make Ctrl-C and a polite kill stop the server with its kernels, at once and without a question."""
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(signum, frame):
        for each in signals:  # a second Ctrl-C does not wait
            signal.signal(each, signal.default_int_handler)
        server.stop(from_signal=True)

    for each in signals:
        signal.signal(each, stop)


def _in_use(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
