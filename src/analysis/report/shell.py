"""What stands around the content of every page: head, header, navigation, footer; and the page that asks for a
language.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from analysis.display import templating
from analysis.language import render
from analysis.message import LANGUAGES, Day, Message, Span, Value, say
from analysis.report import outline
from analysis.report.pages import Page
from analysis.report.site import Site

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}  # each in its own language, on every page
RESERVED_IDS = frozenset({"content", "contents-title"})

WORDS = {
    "skip": say("Skip to the content"),
    "pages": say("Pages of the report"),
    "languages": say("Language"),
    "here": say("You are here"),
    "contents": say("On this page"),
    "other_goals": say("Other goals"),
    "previous": say("Previous goal"),
    "next": say("Next goal"),
    "invented": say("Invented municipality"),
    "invented_note": say(
        "This municipality and all its figures are invented. They show what a report looks like and say nothing about "
        "any real place."
    ),
    "about_link": say("Method, definitions, sources and accessibility"),
    "downloads": say("Figures to download"),
    "contact": say("Feedback and corrections"),
    "licence": say(
        "The text and figures of this report may be reused under the licence CC BY 4.0 when their source is named. "
        "Where a source has another licence, the page about the report says so."
    ),
}
DOWNLOADS = (
    ("report.xlsx", say("Workbook (Excel)")),
    ("goals.csv", say("Goals (CSV)")),
    ("indicators.csv", say("Indicators (CSV)")),
    ("findings.csv", say("Findings (CSV)")),
    ("figures.csv", say("Figures (CSV)")),
    ("datapackage.json", say("What the tables hold (Table Schema)")),
)


def page_html(content: str, page: Page, site: Site, language: str) -> str:
    """A whole page. `content` is trusted markup (see `analysis.report.exporter`); everything else is escaped here."""
    content, own_css = outline.without_styles(outline.tidy(content, RESERVED_IDS))
    script = _script() if 'class="filtered"' in content else None
    return (
        _templates()
        .get_template("page.html.j2")
        .render(
            content=Markup(content),
            sections=[(section.id, Markup(section.title)) for section in outline.sections(content)],
            page=page,
            site=site,
            language=language,
            css=style(*(["filters.css"] if script else [])) + Markup(_squeezed(own_css)),
            script=script,
            script_hash=script and _hash(script),
            period=period(site),
            title=" – ".join(render(part, language) for part in _title(page, site)),
            description=render(description(page, site), language),
            languages=LANGUAGE_NAMES,
            words_of=WORDS,
            downloads=DOWNLOADS,
            origin=origin(site),
            eyebrow=_eyebrow(page, site),
            wide='<div class="table wide' in content,  # a table of many columns gets the room of the side column
        )
    )


def language_chooser(site: Site) -> str:
    """The report's own first page: the same in three languages, one link to each."""
    return (
        _templates()
        .get_template("chooser.html.j2")
        .render(
            site=site,
            languages=LANGUAGE_NAMES,
            codes=LANGUAGES,
            css=style("chooser.css"),
            period=period(site),
            words_of=WORDS,
            language="en",
        )
    )


def period(site: Site) -> Message:
    return say("Review period: {period}", period=Span(str(site.review)))


def description(page: Page, site: Site) -> Message:
    """For search engines and link previews."""
    return say(
        "{page}. {programme}. Review period: {period}.",
        page=page.title,
        programme=site.programme.title,
        period=Span(str(site.review)),
    )


def origin(site: Site) -> list[Message]:
    """Where the page comes from, in short."""
    told = [say("Made with Kotoarvio {version}.", version=site.provenance.version)]
    if site.provenance.data_date:
        told.append(say("Sources last read: {day}.", day=Day(site.provenance.data_date)))
    return told


def _title(page: Page, site: Site) -> list[Value]:
    marked = [WORDS["invented"]] if site.programme.invented else []
    return [*marked, page.title, site.programme.municipality_name, Span(str(site.review))]


def _eyebrow(page: Page, site: Site) -> list[Value]:
    if page.goal is None:
        return [period(site)]
    return [say("Goal {number}", number=page.goal.number), site.programme.sector(page.goal.sector).name, period(site)]


@cache
def style(*more: str) -> Markup:
    """The style sheet, and `more` of them, without comments and spare space; it stands in every page, which must open
    without the others.
    """
    return Markup("".join(_squeezed(_without_comments(file)) for file in ("report.css", *more)))


@cache
def _script() -> Markup:
    return Markup(_without_comments("filter.js").strip())


def _hash(script: str) -> str:
    """What the page's content security policy knows its one script by; no other script runs."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _without_comments(file: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (TEMPLATES / file).read_text(encoding="utf-8"), flags=re.DOTALL)


def _squeezed(css: str) -> str:
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css)).strip()


@cache
def _templates() -> Environment:
    environment = templating.environment(TEMPLATES)
    environment.filters |= {"words": _words, "style_string": style_string}
    return environment


@pass_context
def _words(context: Context, value: Value, language: str | None = None) -> str:
    return render(value, language or context["language"])


def style_string(text: str) -> Markup:
    """A text as a string of a style sheet: every character but letters and digits by its number, so that none can end
    it.
    """
    return Markup('"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"')
