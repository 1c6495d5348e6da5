"""The pages: whether each says, in its language, what the blocks of its notebook say and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any

from analysis.display.blocks import BLOCK_MIME
from analysis.display.html import lab_html
from analysis.intruder.leak import Leak, unexplained
from analysis.intruder.wordings import Wordings
from analysis.intruder.words import counted, pieces, surplus
from analysis.message import LANGUAGES
from analysis.report import about, shell
from analysis.report.absent import followed
from analysis.report.pages import Page
from analysis.report.site import Site

STYLE = re.compile(r"<(?:style|script)>.*?</(?:style|script)>", re.DOTALL)
# The rules by which the filters of a table work (display/templates); of their choices the block has the names.
CHOICE = r"\[data-[a-z]+=([\w-]+)\]"
FILTERS = re.compile(
    r"@media screen ?\{(?:\s*#b[\w-]+:has\(#b[\w-]+:checked\) ?:is\(tr:not\(\.group\):not\("
    + CHOICE
    + r"\), ?tbody:not\(:has\("
    + CHOICE
    + r"\)\)\) ?\{ ?display: ?none; ?\})*\s*\}"
)
FILTERED = '<div class="filtered"></div>'  # what tells the frame of a page that a table in it has filters
EMPTY = {"block": "paragraph", "role": "text", "sentences": []}

Cells = Sequence[Mapping[str, Any]]


class Reader:
    """Reads pages and notebooks in every language. `site` is the report's, without any figure."""

    def __init__(self, site: Site):
        self._site = site
        self._wordings = {language: Wordings(language) for language in LANGUAGES}
        self._lab = Wordings("en", on_page=False)

    def page(self, page: Page, language: str, markup: str, cells: Cells) -> Iterator[Leak]:
        """`cells` are those of the page's notebook."""
        cells = followed(cells, language)
        choices = {choice for block in blocks(cells) for choice in _choices(block)}
        content = FILTERED if choices else ""
        frame = shell.page_html(content, page, self._site, language)
        expected = counted(pieces(STYLE.sub("", frame)))
        expected += counted([shell.render(shell.WORDS["contents"], language)])
        for block in blocks(cells):
            expected += self._wordings[language].of_block(block)
        for cell in cells:
            if cell["cell_type"] == "markdown":
                expected += self._wordings[language].of_prose(text_of(cell["source"]))
        yield from _judged(f"{language}/{page.path}", markup, frame, expected, choices)

    def chooser(self, markup: str) -> Iterator[Leak]:
        frame = shell.language_chooser(self._site)
        yield from _judged("index.html", markup, frame, counted(pieces(STYLE.sub("", frame))))

    def in_jupyter(self, file: str, cells: Cells) -> Iterator[Leak]:
        """The reading of each block that JupyterLab shows."""
        for data in outputs(cells):
            expected = self._lab.of_block(data[BLOCK_MIME])
            yield from _judged(
                file, text_of(data.get("text/html", "")), self._lab_frame, expected, set(_choices(data[BLOCK_MIME]))
            )

    def about(self) -> Cells:
        """What the page about the report is made of: it has no notebook of its own."""
        shown = [{"data": {BLOCK_MIME: block.to_json()}} for block in about.blocks(self._site)]
        return [{"cell_type": "code", "outputs": shown}]

    @cached_property
    def _lab_frame(self) -> str:
        return lab_html(EMPTY)


def _judged(
    file: str, markup: str, frame: str, expected: Counter[str], choices: Set[str] = frozenset()
) -> Iterator[Leak]:
    """`frame` is what stands around a page; its style sheets and scripts are the only ones that the page may have."""
    ours = {"<style>\n\n</style>", *STYLE.findall(frame)}

    def strange(own: re.Match[str]) -> str:
        bare, chosen = (
            FILTERS.sub("", own[0]),
            set(re.findall(CHOICE, "".join(found[0] for found in FILTERS.finditer(own[0])))),
        )
        return "" if bare in ours and chosen <= choices else own[0]

    bare = STYLE.sub(strange, markup)
    place = surplus(bare, expected)
    if place is not None:
        yield unexplained(file, place)


def _choices(block: Mapping[str, Any]) -> Iterator[str]:
    """The names of the choices by which a reader may narrow the rows of a table."""
    for part in block.get("blocks", ()):
        yield from _choices(part)
    for narrowed in block.get("filters", ()):
        yield from (option["key"] for option in narrowed["options"])


def outputs(cells: Cells) -> Iterator[Mapping[str, Any]]:
    """What each output of a notebook holds, by its type of content."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {})


def blocks(cells: Cells) -> Iterator[Mapping[str, Any]]:
    yield from (data[BLOCK_MIME] for data in outputs(cells) if BLOCK_MIME in data)


def text_of(source: str | Sequence[str]) -> str:
    """A text of a notebook, which may be written line by line."""
    return source if isinstance(source, str) else "".join(source)
