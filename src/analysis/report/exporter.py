"""From an executed notebook to the content of a page, through nbconvert and a template of our own.

nbconvert's own templates bring 263 KB of style sheet, load scripts from elsewhere, drop descriptions of pictures and
let HTML from data through; `docs/reports.md` says more. Here code and streams are left out, prose is translated,
blocks are rendered.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Config

from analysis.display.blocks import BLOCK_MIME
from analysis.display.html import block_html, slug
from analysis.language import prose, translate
from analysis.report.absent import followed

TEMPLATES = Path(__file__).parent / "templates"


class UnfitNotebook(Exception):  # noqa: N818
    """A notebook that cannot become a page: a cell failed, or shows something that is not a block."""


@dataclass
class Reading:
    """One notebook being read in one language. `pages` are the paths that the report has, for the links."""

    language: str
    base: str
    pages: Collection[str] | None = None
    document_language: str | None = None
    blocks: int = 0

    def next_prefix(self) -> str:
        """What keeps the ids of the next block apart from those of the others."""
        self.blocks += 1
        return f"b{self.blocks}"


class ContentExporter(HTMLExporter):
    """The content of a page: `from_notebook_node(notebook, {"reading": Reading(...)})`."""

    def __init__(self) -> None:
        super().__init__(template_name="kotoarvio", extra_template_basedirs=[str(TEMPLATES)], exclude_input=True)

    @property
    def default_config(self) -> Config:
        config = super().default_config.copy()
        config.NbConvertBase.display_data_priority = [BLOCK_MIME]
        return config

    def default_filters(self) -> Any:
        yield from super().default_filters()
        yield "prose", _prose
        yield "block", _block

    @cached_property
    def resources(self) -> dict[str, Any]:
        """What nbconvert gives to its templates beside a notebook."""
        return super(HTMLExporter, self).from_notebook_node(nbformat.v4.new_notebook())[1]

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        # nbconvert copies the notebook twice and validates it twelve times, for preprocessors that are not in use here;
        # and HTMLExporter parses the page again and writes it anew, which lower-cases the names of SVG attributes.
        # That costs more than the rendering.
        given = {**self.resources, **(resources or {})}
        return self.template.render(nb=nb, resources=given).lstrip("\r\n"), given


def content(notebook: Any, reading: Reading) -> str:
    """The notebook's prose and blocks as HTML.

    Raises `UnfitNotebook` for a failed cell and for an output that is no block: a page never leaves a part out in
    silence.
    """
    _refuse_unfit(notebook)
    shown = nbformat.NotebookNode({**notebook, "cells": followed(notebook.cells, reading.language)})
    written, _ = _exporter().from_notebook_node(shown, {"reading": reading})
    return _slim(written)


@cache
def _exporter() -> ContentExporter:
    return ContentExporter()


def _slim(written: str) -> str:
    """Without empty lines, and without the colours that a chart falls back on where there is no style sheet of ours."""
    written = re.sub(r'="var\((--[\w-]+), [^"()]*\)"', r'="var(\1)"', written)
    return re.sub(r"\n\s*\n", "\n", written).strip()


def _refuse_unfit(notebook: Any) -> None:
    for position, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise UnfitNotebook(f"cell {position} failed: {output.ename}: {output.evalue}")
            if output.output_type in ("execute_result", "display_data") and BLOCK_MIME not in output.data:
                raise UnfitNotebook(
                    f"cell {position} shows {', '.join(sorted(output.data))}. A report shows only blocks "
                    "(analysis.display.blocks), which have words in three languages and no markup of their own."
                )


@pass_context
def _block(context: Context, data: Any) -> Markup:
    reading: Reading = context["resources"]["reading"]
    prefix, document = reading.next_prefix(), reading.document_language
    return Markup(block_html(data[BLOCK_MIME], reading.language, reading.base, prefix, reading.pages, document))


@pass_context
def _prose(context: Context, source: str) -> Markup:
    return prose_html(source, context["resources"]["reading"].language)


@cache
def prose_html(source: str, language: str) -> Markup:
    """Markdown in the reader's language. The notebook's own title is left out: the page has one from the programme."""
    units = [unit for unit in prose.units(source) if unit.heading != 1]
    renderer = _ProseRenderer([slug(unit.text) for unit in units if unit.heading])
    translated = prose.joined(units, lambda text: translate(text, language))
    return Markup(MarkdownWithMath(renderer=renderer).render(translated))


class _ProseRenderer(IPythonRenderer):
    """nbconvert's Markdown without HTML and dangerous links, and with ids that are the same in every language."""

    def __init__(self, heading_ids: list[str]):
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self._heading_ids = iter(heading_ids)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f'<h{level} id="{next(self._heading_ids)}">{text}</h{level}>\n'
