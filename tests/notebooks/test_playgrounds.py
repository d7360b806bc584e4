"""In JupyterLab, moving a slider of a playground changes what is shown under it, by the keyboard alone."""

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


def playgrounds():
    """List every playground: its notebook and the place of its cell."""
    found = []
    for lesson in authoring.lessons():
        if not lesson.notebook.exists():  # the structure tests say so
            continue
        notebook = nbformat.read(lesson.notebook, as_version=4)
        places = [i for i, cell in enumerate(notebook.cells) if "interact(" in cell.source and cell.cell_type == "code"]
        for place in places:
            found.append(pytest.param(notebook, place, id=f"{lesson.number}_{lesson.slug}"))
    return found


def excerpt(notebook, place):
    """Return the cells that lead to a playground, without outputs, exercises and markdown."""
    cells = [
        nbformat.v4.new_code_cell(cell.source.replace('EFFORT = "standard"', 'EFFORT = "smoke"'))
        for cell in notebook.cells[: place + 1]
        if cell.cell_type == "code" and "exercise" not in cell.metadata.get("course", {})
    ]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": notebook.metadata.kernelspec})


def test_the_planned_lessons_have_one():
    assert {"03", "04", "06", "09", "13", "14"} <= {case.id[:2] for case in playgrounds()}


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
@pytest.mark.parametrize(("notebook", "place"), playgrounds())
def test_every_slider_changes_what_is_shown(notebook, place, tmp_path):
    crashes, folder = [], tmp_path / "lessons"
    folder.mkdir()
    nbformat.write(excerpt(notebook, place), folder / "playground.ipynb")
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
