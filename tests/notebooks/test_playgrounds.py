"""In JupyterLab, moving a slider of a playground changes what is shown under it, by the keyboard alone."""

import re

import nbformat
import pytest
from lab_browser import CHROMIUM, complaints, jupyterlab, page, run_all

from course_utils import authoring

pytestmark = [pytest.mark.notebooks, pytest.mark.timeout(600)]

# Pictures by their bytes, else the text: what the playground shows now.
SHOWN = """() => [...document.querySelectorAll('.jp-Notebook .widget-interact .widget-output')].map(output => {
  const picture = output.querySelector('img');
  return picture ? picture.src : output.innerText;
}).join('')"""
CHANGED = "before => { const now = (" + SHOWN + ")(); return now && now !== before; }"


CALL = re.compile(r"^_ = interact\(", re.MULTILINE)
# The sources are read, because every run of pytest comes along here, and a notebook takes long to parse.
PLAYGROUNDS = [each for each in authoring.lessons() if CALL.search(each.source.read_text(encoding="utf-8"))]


def excerpt(lesson):
    """Return the cells that lead to a lesson's last playground, without outputs, exercises and markdown."""
    notebook = nbformat.read(lesson.notebook, as_version=4)
    place = max(i for i, cell in enumerate(notebook.cells) if CALL.search(cell.source))
    cells = [
        nbformat.v4.new_code_cell(cell.source.replace('EFFORT = "standard"', 'EFFORT = "smoke"'))
        for cell in notebook.cells[: place + 1]
        if cell.cell_type == "code" and "exercise" not in cell.metadata.get("course", {})
    ]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": notebook.metadata.kernelspec})


def test_the_planned_lessons_have_one():
    assert {"03", "04", "06", "09", "13", "14"} <= {each.number for each in PLAYGROUNDS}


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
@pytest.mark.parametrize("playground", PLAYGROUNDS, ids=lambda each: f"{each.number}_{each.slug}")
def test_every_slider_changes_what_is_shown(playground, tmp_path):
    crashes, folder = [], tmp_path / "lessons"
    folder.mkdir()
    nbformat.write(excerpt(playground), folder / "playground.ipynb")
    with jupyterlab(folder, tmp_path) as address, page(address, "playground.ipynb", crashes) as opened:
        run_all(opened)
        opened.wait_for_selector(".widget-interact .widget-output :is(img, pre)", timeout=240_000)
        sliders = opened.locator(".jp-Notebook .widget-interact .noUi-handle")
        assert sliders.count() >= 1
        for number in range(sliders.count()):
            before = opened.evaluate(SHOWN)
            sliders.nth(number).focus()
            for _ in range(3):  # one step may be too small to see
                opened.keyboard.press("ArrowRight")
            opened.wait_for_function(CHANGED, arg=before, timeout=60_000)
        assert complaints(opened) == []
    assert crashes == []
