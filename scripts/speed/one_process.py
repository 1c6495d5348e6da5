"""papermill in one process: `one_process.py PROGRAMME_FOLDER PERIOD OUTPUT [ENGINE]`.

Every notebook through `papermill.execute_notebook`, and one HTML exporter of nbconvert for all of them, once for each
language. The exporter is nbconvert's own: it cannot translate, and gives the same page three times.
"""

import sys
from pathlib import Path

import papermill
from nbconvert.exporters import HTMLExporter

from analysis import programme as programmes
from analysis import project
from analysis.message import LANGUAGES
from analysis.period import Review
from analysis.report.pages import pages


def main() -> None:
    folder, period, output = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    engine = sys.argv[4] if len(sys.argv) > 4 else None
    exporter = HTMLExporter(exclude_input=True)
    for page in pages(programmes.read(folder), Review.parse(period)):
        if page.notebook is None:
            continue
        executed = output / Path(page.path).with_suffix(".ipynb")
        executed.parent.mkdir(parents=True, exist_ok=True)
        notebook = papermill.execute_notebook(
            str(project.notebooks_folder() / page.notebook),
            str(executed),
            parameters={**page.parameters, "programme": str(folder)},
            engine_name=engine,
            kernel_name="python3",
            progress_bar=False,
            cwd=str(project.notebooks_folder()),
        )
        for language in LANGUAGES:
            html, _ = exporter.from_notebook_node(notebook)
            executed.with_suffix(f".{language}.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main()
