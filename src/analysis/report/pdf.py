"""A finished report as one document for each language: an annex for a council, tagged so that it can be listened to.

Made from the pages as they are, by WeasyPrint (the extra `pdf`), with their own print style. It lies beside the report
and not in it: a report is what its `run.json` names.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from analysis.display import templating
from analysis.errors import UnusableInput
from analysis.language import render
from analysis.message import LANGUAGES, say
from analysis.report import shell
from analysis.report.lock import only_run
from analysis.report.pages import Page
from analysis.report.site import Site

VARIANT = "pdf/ua-1"  # ISO 14289-1: tagged, with a title and a language
MAIN = re.compile(r'<main id="content"[^>]*>(.*?)</main>', re.DOTALL)
LEFT_OUT = re.compile(r'<nav class="turn".*?</nav>|<form class="filters".*?</form>', re.DOTALL)
REFERENCE = re.compile(r' (id|aria-labelledby)="([^"]*)"')
LINK = re.compile(r' href="(?:\.\./)*([\w/-]*\.html)?(#[\w-]+)?"')
COLOUR = re.compile(r"var\((--[\w-]+)\)")
CLAMPED = re.compile(r'font-size="clamp\((\d+)px[^"]*"')


def paths(report: Path) -> dict[str, Path]:
    """Where the documents lie: beside the report's folder, under its name."""
    return {language: report.with_name(f"{report.name}-{language}.pdf") for language in LANGUAGES}


def refuse_without_library() -> None:
    """Raises `UnusableInput` where WeasyPrint, or the system's library that it draws letters with, is missing."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        raise UnusableInput(
            say(
                "A PDF needs WeasyPrint and Pango, and one of them is missing. Install them: {command}, and on Debian: "
                "{system}. Nothing was made.",
                command='pip install "kotoarvio[pdf]"',
                system="apt-get install libpango-1.0-0 libpangoft2-1.0-0",
            )
        ) from error


def write(report: Path, site: Site) -> None:
    """The documents of a finished report. Each is written aside and renamed, so that no reader meets half of one.

    Raises `UnusableInput` if another run has begun to make the report anew.
    """
    import weasyprint

    with only_run(report):
        for language, path in paths(report).items():
            aside = path.with_suffix(".part")
            weasyprint.HTML(string=document(report, site, language)).write_pdf(aside, pdf_variant=VARIANT)
            aside.replace(path)


def document(report: Path, site: Site, language: str) -> str:
    """All pages of one language as one page: each begins a new sheet, and a link between two pages leads within it."""
    css = shell.style("filters.css", "document.css")
    return (
        templating.environment(shell.TEMPLATES)
        .get_template("document.html.j2")
        .render(
            language=language,
            css=css,
            foot=shell.style_string(_title(site, language)),
            title=_title(site, language),
            municipality=render(site.programme.municipality_name, language),
            programme=render(site.programme.title, language),
            period=render(shell.period(site), language),
            invented=render(shell.WORDS["invented_note"], language) if site.programme.invented else None,
            chapters=[Markup(chapter) for chapter in _chapters(report, site, language, css)],
        )
    )


def _title(site: Site, language: str) -> str:
    marked = [shell.WORDS["invented"]] if site.programme.invented else []
    return " – ".join(render(part, language) for part in (*marked, site.programme.title, shell.period(site)))


def _chapters(report: Path, site: Site, language: str, css: str) -> Iterator[str]:
    colours = dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", css.partition("@media")[0]))
    for page in site.pages:
        markup = (report / language / page.path).read_text(encoding="utf-8")
        found = MAIN.search(markup)
        assert found, f"{page.path} has no content"
        # A drawing's colours and sizes are written out: the library knows `var` and `clamp` in style sheets alone.
        content = COLOUR.sub(lambda name: colours.get(name[1], "currentColor"), LEFT_OUT.sub("", found[1]))
        content = CLAMPED.sub(r'font-size="\1"', content)
        goal = ' class="goal"' if page.goal else ""
        yield f'<main id="{_anchor(page.path)}"{goal}>{_within_one(content, page)}</main>'


def _within_one(content: str, page: Page) -> str:
    """The content of a page with ids of its own, and links that lead to the chapters of other pages."""
    own = _anchor(page.path)

    def named(found: re.Match[str]) -> str:
        return f' {found[1]}="{" ".join(f"{own}-{name}" for name in found[2].split())}"'

    def leading(found: re.Match[str]) -> str:
        path, fragment = found[1], found[2]
        target = own if path is None else _anchor(path)
        return f' href="#{target}{"-" + fragment[1:] if fragment else ""}"'

    return LINK.sub(leading, REFERENCE.sub(named, content))


def _anchor(path: str) -> str:
    return path.removesuffix(".html").replace("/", "-")
