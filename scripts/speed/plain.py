"""The limit: the same analysis as a plain function, `plain.py PROGRAMME_FOLDER PERIOD OUTPUT PROCESSES`.

The code of the notebooks' cells is run as it stands, in one namespace a page, without papermill, kernel or notebook
file; what a cell shows goes straight to the pages in three languages. Libraries are imported once, and the processes
are forked from there. The figures are checked and the downloads written as in a run of the project.
"""

import ast
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.execution import startup

startup.skip_address_grammar()
startup.compute_in_one_thread()

import nbformat  # noqa: E402

from analysis import assessment, audit, observations  # noqa: E402
from analysis import programme as programmes  # noqa: E402
from analysis.display.blocks import BLOCK_MIME  # noqa: E402
from analysis.message import LANGUAGES  # noqa: E402
from analysis.period import Review  # noqa: E402
from analysis.report import downloads, pages, rendering, workbook  # noqa: E402
from analysis.report.pages import Page  # noqa: E402
from analysis.report.site import Site  # noqa: E402


def main() -> None:
    folder, period, output, processes = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    programme, review = programmes.read(folder), Review.parse(period)
    if faults := observations.check(programme):
        raise SystemExit(str(faults))
    published = observations.published(programme)
    evaluation, examined = assessment.evaluate(programme, published, review), audit.examine(programme, published)
    site = pages.site(programme, review)
    rendering.warm_up(site, site.pages)
    children = [_child(site, site.pages[start::processes], output) for start in range(1, processes)]
    downloads.write_all(output / "downloads", evaluation, examined, published)
    workbook.write(output / "downloads" / "report.xlsx", evaluation, examined, published)
    make(site, site.pages[::processes], output)
    if any(os.waitpid(child, 0)[1] for child in children):
        raise SystemExit("a process failed")


def _child(site: Site, mine: tuple[Page, ...], output: Path) -> int:
    process = os.fork()
    if process == 0:
        code = 1
        try:
            make(site, mine, output)
            code = 0
        finally:
            os._exit(code)
    return process


def make(site: Site, mine: tuple[Page, ...], output: Path) -> None:
    for page in mine:
        notebook = executed(site, page) if page.notebook else None
        for language in LANGUAGES:
            path = output / language / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rendering.render(notebook, page, site, language), encoding="utf-8")


def executed(site: Site, page: Page) -> Any:
    notebook = nbformat.read(site.notebooks_folder / page.notebook, as_version=4)
    names: dict[str, Any] = {"In": [""]}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        shown = _run(cell.source, names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= {**page.parameters, "programme": site.programme_reference}
        if shown is not None:
            data = _bundle(shown)
            cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
    return notebook


def _run(source: str, names: dict[str, Any]) -> Any:
    """The value of the last expression of a cell, as a notebook would show it."""
    body = ast.parse(source)
    last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
    exec(compile(body, "<cell>", "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def _bundle(shown: Any) -> Mapping[str, Any]:
    bundle = shown._repr_mimebundle_()
    return {BLOCK_MIME: (bundle[0] if isinstance(bundle, tuple) else bundle)[BLOCK_MIME]}


if __name__ == "__main__":
    main()
