"""JupyterLab in a headless Chromium: start both, open a notebook, run its cells, and know when they are done."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Every code cell has run when no prompt shows a star and the last one shows a number.
FINISHED = """() => {
  const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(e => e.textContent);
  const kernel = document.querySelector('.jp-Notebook-ExecutionIndicator');
  return kernel && kernel.dataset.status === 'idle' && prompts.length > 5
      && !prompts.some(t => t.includes('*')) && /\\[\\d+\\]/.test(prompts[prompts.length - 1]);
}"""
# Some cell has run, or waits for its turn.
STARTED = """() => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')]
    .some(e => /\\[[*\\d]+\\]/.test(e.textContent))"""
SETTINGS = """{"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
 "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def jupyterlab(folder, tmp_path):
    """Start JupyterLab on a folder; yield its address."""
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "overrides.json").write_text(SETTINGS)
    port = free_port()
    log = (tmp_path / "server.log").open("w")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=test",
            f"--ServerApp.root_dir={folder}",
            f"--LabApp.app_settings_dir={tmp_path / 'settings'}",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
        ],
        stdout=log,
        stderr=subprocess.STDOUT,
        env=os.environ
        | {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api?token=test", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (tmp_path / "server.log").read_text()[-2000:]
                time.sleep(0.25)
        else:
            pytest.fail("JupyterLab did not answer within a minute")
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        log.close()


@contextmanager
def page(address, notebook, crashes):
    """Yield a page of Chromium with a notebook open and its kernel ready; ``crashes`` collects the page's errors."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1280, "height": 1600})
        opened.on("pageerror", lambda error: crashes.append(str(error)))
        opened.goto(f"{address}/lab/tree/{notebook}?token=test&reset", timeout=120_000)
        opened.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        # Before the kernel is there, "Run" would ask which one to choose.
        opened.get_by_role("button", name="Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
        yield opened
        browser.close()


def run_all(page):
    """Choose "Run All Cells"; on a busy machine the first click may find the menu's command not ready, so try twice."""
    from playwright.sync_api import TimeoutError

    for timeout in (30_000, 60_000):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        try:
            page.wait_for_function(STARTED, timeout=timeout)
            return
        except TimeoutError:
            continue
    pytest.fail("JupyterLab did not begin to run the cells")


def complaints(page):
    """Return what cells printed as errors or on stderr."""
    kinds = ("error", "stderr")
    return [
        text
        for kind in kinds
        for text in page.locator(f'.jp-RenderedText[data-mime-type="application/vnd.jupyter.{kind}"]').all_inner_texts()
    ]
