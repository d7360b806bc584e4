"""Open a lesson as a learner does: JupyterLab in a browser, Run All, no cell fails."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from course_utils import authoring, places

pytestmark = [pytest.mark.notebooks, pytest.mark.timeout(600)]

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


@pytest.fixture
def server(tmp_path):
    """Start JupyterLab on a copy of the lessons (autosave would rewrite them); yield its address."""
    folder = tmp_path / "lessons"
    shutil.copytree(places.notebooks(), folder, ignore=shutil.ignore_patterns("source", ".ipynb_checkpoints"))
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


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
def test_run_all_in_jupyterlab(server):
    from playwright.sync_api import sync_playwright

    lesson = authoring.find("09")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        crashes = []
        page.on("pageerror", lambda error: crashes.append(str(error)))
        page.goto(f"{server}/lab/tree/{lesson.notebook.name}?token=test&reset", timeout=120_000)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=120_000)
        page.get_by_role("menuitem", name="Edit", exact=True).click()
        page.get_by_text("Clear Outputs of All Cells", exact=True).click()
        page.wait_for_function("() => document.querySelectorAll('.jp-OutputArea-output').length === 0", timeout=30_000)
        run_all(page)
        page.wait_for_function(FINISHED, timeout=240_000)
        errors = page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
        stderr = page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]').all_inner_texts()
        pictures = page.locator(".jp-OutputArea-output img").count()
        browser.close()
    assert errors == [] and stderr == [] and crashes == []
    assert pictures >= 4
