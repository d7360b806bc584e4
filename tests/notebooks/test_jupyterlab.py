"""Open a lesson as a learner does: JupyterLab in a browser, Run All, no cell fails."""

import shutil

import pytest
from lab_browser import CHROMIUM, FINISHED, complaints, jupyterlab, page, run_all

from course_utils import authoring, places

pytestmark = [pytest.mark.notebooks, pytest.mark.timeout(600)]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
def test_run_all_in_jupyterlab(tmp_path):
    lesson, folder, crashes = authoring.find("09"), tmp_path / "lessons", []
    # a copy, because autosave would rewrite the lessons
    shutil.copytree(places.notebooks(), folder, ignore=shutil.ignore_patterns("source", ".ipynb_checkpoints"))
    with jupyterlab(folder, tmp_path) as address, page(address, lesson.notebook.name, crashes) as opened:
        opened.get_by_role("menuitem", name="Edit", exact=True).click()
        opened.get_by_text("Clear Outputs of All Cells", exact=True).click()
        opened.wait_for_function(
            "() => document.querySelectorAll('.jp-OutputArea-output').length === 0", timeout=30_000
        )
        run_all(opened)
        opened.wait_for_function(FINISHED, timeout=240_000)
        said = complaints(opened)
        pictures = opened.locator(".jp-OutputArea-output img").count()
    assert said == [] and crashes == []
    assert pictures >= 4
