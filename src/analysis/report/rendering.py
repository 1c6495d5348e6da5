"""One page in one language from its executed notebook."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.message import LANGUAGES
from analysis.report.pages import Page
from analysis.report.site import Site


def render(notebook: Any | None, page: Page, site: Site, language: str) -> str:
    """One page in one language from its executed notebook; the page about the report has none and makes its own."""
    from analysis.report import about, exporter, shell

    if page.notebook is None:
        notebook = about.notebook(site)
    reading = exporter.Reading(language, page.base, site.paths, site.programme.document_language)
    content = exporter.content(notebook, reading)
    return shell.page_html(content, page, site, language)


def warm_up(site: Site, pages: Sequence[Page]) -> None:
    """Do once what rendering these pages needs more than once, for all processes forked from this one.

    Templates and catalogues are read, and prose that several pages share is translated.
    """
    about = next(page for page in site.pages if page.notebook is None)
    for language in LANGUAGES:
        render(None, about, site, language)
    for notebook, of_it in Counter(page.notebook for page in pages).items():
        if notebook is not None and of_it > 1:
            _warm_up_prose(site.notebooks_folder / notebook)


def _warm_up_prose(path: Path) -> None:
    import nbformat

    from analysis.report import absent, exporter

    notebook = nbformat.read(path, as_version=4)
    for language in LANGUAGES:
        for cell in absent.followed(notebook.cells, language):
            if cell["cell_type"] == "markdown":
                exporter.prose_html(cell["source"], language)
