"""The executed notebooks: nothing in them but the project's own cells, their parameters, and blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.display.blocks import BLOCK_MIME
from analysis.intruder import drawings
from analysis.intruder.leak import Leak
from analysis.intruder.pages import Cells, blocks, text_of
from analysis.intruder.showings import Showing, showings
from analysis.intruder.sightings import sightings
from analysis.intruder.town import Town
from analysis.message import Message, say

NOTEBOOK_KEYS = {"cells", "metadata", "nbformat", "nbformat_minor"}
CELL_KEYS = {"cell_type", "execution_count", "id", "metadata", "outputs", "source"}
OUTPUT_KEYS = {"data", "execution_count", "metadata", "output_type"}
OUTPUT_TYPES = {"execute_result", "display_data"}
CONTENTS = {BLOCK_MIME, "text/html"}
INJECTED = "injected-parameters"


def shape(file: str, notebook: Mapping[str, Any], template: Mapping[str, Any]) -> Iterator[Leak]:
    """What a notebook holds beside blocks. `template` is the project's notebook that was executed."""
    metadata = dict(notebook["metadata"])
    ours = metadata.pop("kotoarvio", {})
    if set(notebook) != NOTEBOOK_KEYS or set(metadata) - {"kernelspec", "language_info"} or set(ours) - {"parameters"}:
        yield _more(file, say("its metadata"))
    sources = {text_of(cell["source"]) for cell in template["cells"]}
    for position, cell in enumerate(notebook["cells"], start=1):
        tags = cell["metadata"].get("tags", [])
        source = text_of(cell["source"])
        known = source in sources or (INJECTED in tags and _states(source, ours.get("parameters", {})))
        if set(cell) - CELL_KEYS or set(cell["metadata"]) - {"tags"} or not _plain_tags(tags):
            yield _more(file, say("the metadata of cell {cell}", cell=position))
        if not known:
            yield _more(file, say("the source of cell {cell}", cell=position))
        for output in cell.get("outputs", ()):
            strange = set(output) - OUTPUT_KEYS or output["output_type"] not in OUTPUT_TYPES or output["metadata"]
            if strange or set(output["data"]) - CONTENTS or BLOCK_MIME not in output["data"]:
                yield _more(file, say("the output of cell {cell}", cell=position))


def _states(source: str, parameters: Mapping[str, object]) -> bool:
    """Whether a cell gives the parameters their values, and does no more."""
    lines = {"# Parameters", *(f"{name} = {value!r}" for name, value in parameters.items())}
    return set(source.split("\n")) == lines


def told(town: Town, file: str, cells: Cells) -> Iterator[Leak]:
    """Numbers that stand where a withheld figure would stand, or are one."""
    shown: list[Showing] = [showing for block in blocks(cells) for showing in showings(block)]
    yield from sightings(town, file, shown)


def drawn(file: str, cells: Cells) -> Iterator[Leak]:
    """Drawings that say more than their tables."""
    for figure in (figure for block in blocks(cells) for figure in _figures(block)):
        if drawings.says_more(figure):
            yield Leak(file, say("A mark in a drawing tells a number that its table does not have."))


def _figures(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if block["block"] == "group":
        for part in block["blocks"]:
            yield from _figures(part)
    elif block["block"] == "figure":
        yield block


def _plain_tags(tags: object) -> bool:
    return isinstance(tags, list) and set(tags) <= {"parameters", INJECTED}


def _more(file: str, place: Message) -> Leak:
    return Leak(file, say("It holds more than blocks: {place}.", place=place))
