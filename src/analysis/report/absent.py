"""Parts of a page about things that a programme does not follow: one sentence names them, instead of a part for each.

A notebook reads any programme, so it has a part for each thing that some programme follows. A page of a programme that
does not follow it would explain a chart that is not there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import nbformat

from analysis.display.blocks import ABSENT, BLOCK_MIME, paragraph
from analysis.language import prose, translate
from analysis.message import Listing, Verbatim, say

HEADING = re.compile(r"^(?=#{1,6}\s)", re.MULTILINE)
Cell = Mapping[str, Any]  # of a notebook, as nbformat reads it or as it stands on the disk
LEVEL = 3  # of the parts that may be left out: those within a section


@dataclass
class Part:
    """A heading of a notebook with the cells below it, up to the next heading; the first part may have no heading."""

    level: int
    title: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_absent(self) -> bool:
        """Whether everything that the part displays says that the programme does not follow it."""
        shown = [block for cell in self.cells for block in _blocks(cell) if block.get("blocks") != []]
        return self.level == LEVEL and bool(shown) and all(map(_is_absent, shown))


def followed(executed: Iterable[Cell], language: str) -> list[Cell]:
    """The executed cells without such parts, and where a section had some, a sentence at its end that names them."""
    cells: list[Cell] = []
    absent: list[str] = []
    for part in _parts(executed):
        if part.level < LEVEL:
            cells += _named(absent)
            absent = []
        if part.is_absent:
            absent.append(translate(part.title, language))
        else:
            cells += part.cells
    return [*cells, *_named(absent)]


def _parts(cells: Iterable[Cell]) -> Iterator[Part]:
    """The notebook cut at its headings. A cell of prose that holds several is cut too."""
    part = Part(0, "")
    for cell in cells:
        for piece in _pieces(cell):
            if heading := _heading(piece):
                yield part
                part = Part(*heading)
            part.cells.append(piece)
    yield part


def _heading(piece: Cell) -> tuple[int, str] | None:
    """Level and words of the heading with which a cell begins; a heading that was computed has no words to name."""
    if piece["cell_type"] == "markdown":
        unit = next(prose.units(piece["source"]), None)
        return (unit.heading, unit.text) if unit and unit.heading else None
    first = next((inner for block in _blocks(piece) for inner in block.get("blocks", [block])), None)
    return (first["level"], "") if first and first["block"] == "heading" else None


def _pieces(cell: Cell) -> list[Cell]:
    if cell["cell_type"] != "markdown":
        return [cell]
    source = "".join(cell["source"])  # a notebook on the disk has its lines in a list
    # Of the same type, so that nobody has to convert all cells, with what they show, for the few that are cut.
    return [type(cell)({**cell, "source": text}) for text in HEADING.split(source) if text.strip()]


def _blocks(cell: Cell) -> list[Any]:
    return [output["data"][BLOCK_MIME] for output in cell.get("outputs", []) if BLOCK_MIME in output.get("data", {})]


def _is_absent(block: Any) -> bool:
    if block["block"] == "group":
        return bool(block["blocks"]) and all(map(_is_absent, block["blocks"]))
    return block["block"] == "paragraph" and block["role"] == ABSENT


def _named(titles: list[str]) -> list[Cell]:
    """A cell that shows the sentence, or none."""
    if not titles:
        return []
    names = Listing(tuple(say("“{title}”", title=Verbatim(title)) for title in titles))
    block = paragraph(say("The programme does not follow these things, so they are not shown: {things}.", things=names))
    data = {BLOCK_MIME: block.to_json()}
    output = nbformat.v4.new_output("execute_result", data, execution_count=None)
    return [nbformat.v4.new_code_cell(outputs=[output])]
