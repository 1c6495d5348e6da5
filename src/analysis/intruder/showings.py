"""Every number in a packed block, with the names and periods that stand around it: what a reader takes it to be about.

A cell of a table belongs to its caption, its column and its row; a number of a sentence to the nearest period and the
names of its sentence; everything in a figure to the figure's own names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Packed = Mapping[str, Any]
Names = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Showing:
    """A number that is shown: a count or a share (0 to 1) with its decimals, and what it stands beside."""

    number: float
    decimals: int
    is_share: bool
    names: Names
    spans: frozenset[str]


@dataclass(frozen=True)
class Around:
    """The names and periods of a place."""

    names: Names = frozenset()
    spans: frozenset[str] = frozenset()

    def and_in(self, *values: object) -> "Around":
        found = self
        for value in values:
            found = Around(found.names | frozenset(_names(value)), found.spans | frozenset(_spans(value)))
        return found


def showings(block: Packed, around: Around = Around()) -> Iterator[Showing]:
    """The numbers of a block in reading order. The labels of a drawing are read with the drawing."""
    match block["block"]:
        case "group":
            heading = Around()
            for part in block["blocks"]:
                if part["block"] == "heading":
                    heading = Around().and_in(part["text"])
                yield from showings(part, Around(around.names | heading.names, around.spans | heading.spans))
        case "figure":
            table = block["table"]
            inside = around.and_in(block["subject"], table["caption"])
            yield from (each for value in (block["title"], block["description"]) for each in _in(value, inside))
            yield from showings(table, inside)
        case "table":
            yield from _in_table(block, around.and_in(block["caption"]))
        case "facts":
            for term, value in block["rows"]:
                yield from _in(value, around.and_in(block["title"], term))
        case "tally":
            yield from (each for entry in block["counts"] for line in entry["lines"] for each in _in(line, around))
        case _:
            for key in ("text", "question", "answer", "explanation", "sentences", "items"):
                values = block.get(key, ())
                for value in values if isinstance(values, list) else [values]:
                    yield from _in(value, around.and_in(value)) if value else ()


def _in_table(table: Packed, around: Around) -> Iterator[Showing]:
    section = Around()
    for row in table["rows"]:
        if "group" in row:
            section = Around().and_in(row["group"])
        head, *cells = row["cells"]
        here = Around(around.names | section.names, around.spans | section.spans).and_in(*_values(head))
        for value in _values(head):
            yield from _in(value, here)
        for column, cell in zip(table["columns"][1:], cells, strict=False):
            inside = here.and_in(column["title"], *_values(cell))
            for value in _values(cell):
                yield from _in(value, inside)
    for note in table["notes"]:
        yield from _in(note, around.and_in(note))


def _values(cell: Packed) -> list[Packed]:
    return [*([cell["value"]] if "value" in cell else []), *cell.get("entries", ()), *cell.get("more", ())]


def _in(value: Packed, around: Around, period: frozenset[str] | None = None) -> Iterator[Showing]:
    """`period` is the nearest one that stands around the value, where there is one nearer than that of the place."""
    spans = around.spans if period is None else period
    match value:
        case {"number": number, "decimals": decimals}:
            yield Showing(float(number), decimals, False, around.names, spans)
        case {"percent": share, "decimals": decimals}:
            yield Showing(float(share), decimals, True, around.names, spans)
        case {"listing": items}:
            for item in items:
                yield from _in(item, around.and_in(item), frozenset(_spans(item)) or period)
        case {"say": _, "values": values}:
            own = frozenset(span for each in values.values() for span in _spans(each))
            around = around.and_in(*(each for each in values.values() if "name" in each))
            for key, each in values.items():
                named = values.get(f"{key}_period")
                nearest = frozenset(_spans(named)) if named else frozenset(_spans(each)) or own or period
                yield from _in(each, around, nearest)


def _names(value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("name"), dict) and {"fi", "sv", "en"} == value["name"].keys():
            yield value["name"]["fi"], value["name"]["sv"], value["name"]["en"]
        else:
            for child in value.values():
                yield from _names(child)
    elif isinstance(value, list):
        for child in value:
            yield from _names(child)


def _spans(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("span"), str):
            yield value["span"]
        else:
            for child in value.values():
                yield from _spans(child)
    elif isinstance(value, list):
        for child in value:
            yield from _spans(child)
