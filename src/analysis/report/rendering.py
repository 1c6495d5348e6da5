"""One page in one language from its executed notebook."""

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


def warm_up(site: Site) -> None:
    """Read templates and catalogues and import what rendering needs, once for all processes forked from this one."""
    about = next(page for page in site.pages if page.notebook is None)
    for language in LANGUAGES:
        render(None, about, site, language)
