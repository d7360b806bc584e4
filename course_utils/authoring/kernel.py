"""A Jupyter kernel of this very Python, started for one notebook and always shut down."""

import asyncio
import logging
import os
import re
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from ..errors import CourseError


@contextmanager
def running(notebook, *, cwd: Path, timeout: float, env: dict[str, str]):
    """Start a kernel and yield the nbclient that executes the notebook's cells in it.

    The kernel is killed at the end, whatever ends the block: a result, an error, Ctrl-C.

    Raises:
        CourseError: where the kernel does not start.
    """
    from nbclient import NotebookClient

    silent = logging.getLogger("course.kernel")
    silent.disabled = True  # nbclient logs what we report in one line
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        shutdown_kernel="immediate",
        log=silent,
    )
    manager = client.create_kernel_manager()
    # A kernelspec in the user's folders may point to another Python than the one that has the course.
    manager.kernel_spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    with tempfile.TemporaryFile() as log:  # what the kernel itself writes is of use only when it does not start
        try:
            try:
                client.start_new_kernel(cwd=str(cwd), env=_environment(env), stdout=log, stderr=log)
                client.start_new_kernel_client()
            except (RuntimeError, OSError) as error:
                raise CourseError(
                    f"the kernel did not start ({_reason(log) or error})", remedy="run 'course doctor'"
                ) from None
            yield client
        except KeyboardInterrupt:
            _abandon_tasks()
            raise
        finally:
            _stop(client, manager)


def peak_mb(process) -> float:
    """Return the most memory that a kernel's process has held so far, in MB; 0.0 when it is gone.

    On Linux and Windows the system keeps this number; on macOS it is what the process holds now.
    """
    import psutil

    try:
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            return int(found[1]) / 1024 if found else 0.0
        usage = psutil.Process(process.pid).memory_info()
        return getattr(usage, "peak_wset", usage.rss) / 2**20
    except (OSError, psutil.Error):
        return 0.0


def cpu_seconds(process) -> float:
    """Return how long a kernel's process has kept processors busy so far, in seconds; 0.0 when it is gone.

    Beside the seconds on the clock it tells a slow lesson from a machine that was paused or had other work.
    """
    import psutil

    try:
        times = psutil.Process(process.pid).cpu_times()
        return times.user + times.system
    except psutil.Error:
        return 0.0


def ending(process) -> str:
    """Say how a kernel that died came to its end, as far as the system tells."""
    code = process.poll()
    if code is None or code >= 0:
        return "it ended by itself" + (f" with exit code {code}" if code else "")
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"{name}: most likely the memory ran out" if name == "SIGKILL" else f"{name} in compiled code"


def _environment(env):
    # pytest's variable makes ipykernel stop capturing C-level output; a kernel is to be the same outside of pytest.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    return inherited | env


def _abandon_tasks():
    """Cancel what nbclient was waiting for: asyncio would complain about it when Python ends."""
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    if not loop.is_running():
        waiting = asyncio.all_tasks(loop)
        for task in waiting:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))


def _stop(client, manager):
    from nbclient.util import run_sync

    if client.kc is not None:
        client.kc.stop_channels()
        client.kc = None
    if manager.has_kernel:
        run_sync(manager.shutdown_kernel)(now=True)
    run_sync(manager.cleanup_resources)()


def _reason(log):
    log.seek(0)
    lines = log.read().decode(errors="replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
