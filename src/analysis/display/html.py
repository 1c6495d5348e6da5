"""Packed blocks as HTML. The markup is in `templates/blocks.html.j2`; every text from a block is escaped there."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from analysis.display import marks, templating
from analysis.display.drawing import drawing
from analysis.language import render
from analysis.message import Value, from_json, say
from analysis.vocabulary import Verdict

TEMPLATES = Path(__file__).parent / "templates"
AS_TABLE = say("The same figures as a table")
WARNING = say("Please note:")
SEARCH = say("Search for words in the table")
SHOWN = say("Rows shown:")

# Signs for private use stand around a quotation while it is escaped.
OPENS, CLOSES = "\ue000", "\ue001"
QUOTED = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")

# A page of the report itself. Anything else (an address, a script, a path out of the report) stays plain text.
PAGE = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.html(?:#[A-Za-z0-9_-]+)?")


def block_html(
    packed: Mapping[str, Any],
    language: str,
    base: str | None = "",
    prefix: str | None = None,
    pages: Collection[str] | None = None,
    document_language: str | None = None,
) -> str:
    """One packed block (see `analysis.display.blocks`) in one language.

    `base` goes before links to other pages: "" or "../", or None where there are no pages to link to. `prefix` keeps
    the ids of several blocks on one page apart; left out, it comes from the block's own content. `pages` are the paths
    that a link may lead to; left out, any page of a report. Words of the programme document are marked as being in
    `document_language`, so that a voice pronounces them right. Raises `MissingTranslation`, and KeyError or ValueError
    for what is no block.
    """
    prefix = prefix or "b" + hashlib.sha256(json.dumps(packed, sort_keys=True).encode()).hexdigest()[:8]
    template = _templates().get_template("blocks.html.j2")
    quoted = document_language if document_language != language else None
    written = template.render(
        packed=packed, language=language, base=base, prefix=prefix, pages=pages, quoted_language=quoted
    )
    return re.sub(r"\n\s*\n", "\n", written).strip()


def lab_html(packed: Mapping[str, Any]) -> str:
    """A packed block as JupyterLab shows it: in English, with a few rules of style, without links."""
    return f'<div class="kotoarvio"><style>{_lab_style()}</style>\n{block_html(packed, "en", base=None)}\n</div>'


@cache
def _lab_style() -> str:
    return (TEMPLATES / "lab.css").read_text(encoding="utf-8").partition("*/")[2].strip()


@cache
def _templates() -> Environment:
    environment = templating.environment(TEMPLATES)
    environment.filters |= {
        "words": _words,
        "plain": _plain,
        "page": _page,
        "slug": slug,
        "drawing": _drawing,
        "anchor": _anchor,
    }
    environment.globals |= {
        "shape": marks.shape,
        "verdict_words": _verdict_words,
        "no_such_block": _no_such_block,
        "says": {"table": AS_TABLE, "warning": WARNING, "search": SEARCH, "shown": SHOWN},
    }
    return environment


@pass_context
def _plain(context: Context, value: Mapping[str, Any] | Value) -> str:
    """A packed or unpacked value in the language of the page: plain text, which the template escapes."""
    return render(_unpacked(value), context["language"])


@pass_context
def _words(context: Context, value: Mapping[str, Any] | Value) -> str:
    """The same, where markup can stand: quotations in another language are marked as such."""
    quoted = context["quoted_language"]
    if quoted is None:
        return _plain(context, value)
    text = str(escape(render(_unpacked(value), context["language"], lambda words: f"{OPENS}{words}{CLOSES}")))
    return Markup(QUOTED.sub(rf'<span lang="{escape(quoted)}">\1</span>', text))


def _unpacked(value: Mapping[str, Any] | Value) -> Value:
    return from_json(value) if isinstance(value, Mapping) else value


@pass_context
def _page(context: Context, link: str | None) -> str | None:
    """The address of a page of this report as seen from the page being made; None for anything else."""
    base, pages = context["base"], context["pages"]
    if base is None or not link or not PAGE.fullmatch(link):
        return None
    return base + link if pages is None or link.partition("#")[0] in pages else None


@pass_context
def _drawing(context: Context, figure: Mapping[str, Any], prefix: str) -> Markup:
    title, description = _plain(context, figure["title"]), _plain(context, figure["description"])
    if figure["subject"] is not None:
        title = f"{_plain(context, figure['subject'])}. {title}"
    return drawing(figure["svg"], prefix, title, description, [_plain(context, text) for text in figure["texts"]])


@pass_context
def _verdict_words(context: Context, verdict: str) -> str:
    return render(marks.WORDS[Verdict(verdict)], context["language"])


def _no_such_block(name: str) -> None:
    raise ValueError(f"not a kind of block: {name!r}")


def _anchor(key: str | None) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", key or "")


def slug(value: Mapping[str, Any] | Value | str) -> str:
    """An id made of the English words, so that a link to a section works in every language."""
    text = value if isinstance(value, str) else render(_unpacked(value), "en")
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or "section"
