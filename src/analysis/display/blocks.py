"""The blocks of a report. A block holds messages and numbers, never HTML and never a language.

`_repr_mimebundle_` gives JupyterLab an English HTML reading and gives the executed notebook the block itself under
`BLOCK_MIME`; the report template renders the block once per language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.message import Message, Name, Number, Value, from_json, to_json
from analysis.vocabulary import Verdict

BLOCK_MIME = "application/vnd.kotoarvio.block+json"
ABSENT = "absent"  # the role of a paragraph that stands for something that the programme does not follow


class Block:
    """Anything that a notebook may end a cell with."""

    def to_json(self) -> dict[str, Any]:
        raise NotImplementedError

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from analysis.display.html import lab_html  # needs Jinja, which an import of the nouns should not pay for

        packed = self.to_json()
        return {BLOCK_MIME: packed, "text/html": lab_html(packed), "text/plain": repr(self)}


@dataclass(frozen=True)
class Paragraph(Block):
    """Sentences in a row. `role` is `text`, `answer` (set large), `note`, `warning`, `absent` (a note that a programme
    does not follow a thing), or `notebook`: a warning that only a notebook shows, because every page of a report says
    it in its head.
    """

    sentences: tuple[Value, ...]
    role: str = "text"

    def to_json(self) -> dict[str, Any]:
        return {
            "block": "paragraph",
            "role": self.role,
            "sentences": [to_json(sentence) for sentence in self.sentences],
        }


@dataclass(frozen=True)
class Heading(Block):
    """A heading made from data, such as a goal's title. `level` is 1 to 4; a page has one level 1."""

    text: Value
    level: int

    def to_json(self) -> dict[str, Any]:
        return {"block": "heading", "level": self.level, "text": to_json(self.text)}


@dataclass(frozen=True)
class VerdictMark(Block):
    """A verdict in a word and a shape: the question that it answers, and the sentence that explains it."""

    verdict: Verdict
    explanation: Value
    question: Value | None = None

    def to_json(self) -> dict[str, Any]:
        asked = {} if self.question is None else {"question": to_json(self.question)}
        return {"block": "verdict", **asked, "verdict": str(self.verdict), "explanation": to_json(self.explanation)}


@dataclass(frozen=True)
class Reply(Block):
    """A question with its answer in words, beside a verdict: what was done."""

    question: Value
    answer: Value

    def to_json(self) -> dict[str, Any]:
        return {"block": "reply", "question": to_json(self.question), "answer": to_json(self.answer)}


@dataclass(frozen=True)
class Count:
    """How many have a verdict, and what more is to be said of them."""

    verdict: Verdict
    number: int
    lines: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Said:
    """A text that somebody wrote in one language: paragraphs and lists, and who wrote it when."""

    language: str
    passages: tuple[tuple[bool, tuple[str, ...]], ...]  # whether it is a list, and its paragraph or points
    signature: Value

    def to_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "passages": [{"list": listed, "lines": list(lines)} for listed, lines in self.passages],
            "signature": to_json(self.signature),
        }


@dataclass(frozen=True)
class Remark(Block):
    """What somebody says beside the computed words. A page shows the text in its own language, or else all there are.

    `standpoint` says how it stands to the computed verdict, `only_in` that it is not in the page's language.
    """

    title: Value
    texts: tuple[Said, ...]
    only_in: Value
    standpoint: Value | None = None
    disagrees: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "block": "remark",
            "title": to_json(self.title),
            "texts": [text.to_json() for text in self.texts],
            "only_in": to_json(self.only_in),
            "standpoint": None if self.standpoint is None else to_json(self.standpoint),
            "disagrees": self.disagrees,
        }


@dataclass(frozen=True)
class Tally(Block):
    """How often each verdict was given: numbers large enough to be read across a room. Never added up."""

    counts: tuple[Count, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "block": "tally",
            "counts": [
                {
                    "verdict": str(count.verdict),
                    "count": to_json(Number(count.number)),
                    "lines": [to_json(line) for line in count.lines],
                }
                for count in self.counts
            ],
        }


@dataclass(frozen=True)
class Points(Block):
    """A bulleted list. `role` is `list` or `steps` (numbered)."""

    items: tuple[Value, ...]
    role: str = "list"

    def to_json(self) -> dict[str, Any]:
        return {"block": "points", "role": self.role, "items": [to_json(item) for item in self.items]}


@dataclass(frozen=True)
class Facts(Block):
    """Terms and their values, for instance everything about one figure. Rendered as a description list."""

    title: Value
    rows: tuple[tuple[Value, Value], ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "block": "facts",
            "title": to_json(self.title),
            "rows": [[to_json(term), to_json(value)] for term, value in self.rows],
        }


@dataclass(frozen=True)
class Cell:
    """One cell of a table: a value, with a verdict to mark it or a page to link to; or a list of equals."""

    value: Value | None = None
    verdict: Verdict | None = None
    link: str | None = None  # relative to the language folder, e.g. goals/placements.html
    more: tuple[Value, ...] = ()  # further lines under the first, smaller
    entries: tuple[Value, ...] = ()  # instead of a value: several of the same rank, as a list

    def to_json(self) -> dict[str, Any]:
        packed: dict[str, Any] = {"value": to_json(self.value)} if self.value is not None else {}
        if self.verdict:
            packed["verdict"] = str(self.verdict)
        if self.link:
            packed["link"] = self.link
        if self.more:
            packed["more"] = [to_json(value) for value in self.more]
        if self.entries:
            packed["entries"] = [to_json(value) for value in self.entries]
        return packed


@dataclass(frozen=True)
class Column:
    title: Value
    numeric: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"title": to_json(self.title), "numeric": self.numeric}


@dataclass(frozen=True)
class Row:
    """A table row; its first cell is the row's header. `group` starts a new section of the table with that heading."""

    cells: tuple[Cell, ...]
    group: Value | None = None
    key: str | None = None  # a stable id for links, e.g. goal-20
    facets: tuple[tuple[str, str], ...] = ()  # which option of each filter the row belongs to: (filter, option)

    def to_json(self) -> dict[str, Any]:
        packed: dict[str, Any] = {"cells": [cell.to_json() for cell in self.cells]}
        if self.facets:
            packed["facets"] = dict(self.facets)
        if self.group is not None:
            packed["group"] = to_json(self.group)
        if self.key:
            packed["key"] = self.key
        return packed


@dataclass(frozen=True)
class Filter:
    """A choice by which a reader narrows the rows of a table: all of them, or those of one option.

    `facet` and the options' keys are short codes in lower case; `everything` is the choice of all rows.
    """

    facet: str
    title: Value
    everything: Value
    options: tuple[tuple[str, Value], ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "facet": self.facet,
            "title": to_json(self.title),
            "everything": to_json(self.everything),
            "options": [{"key": key, "words": to_json(words)} for key, words in self.options],
        }


@dataclass(frozen=True)
class Table(Block):
    """A table with a caption, a header row and row headers; `notes` stand under it, `filters` above it."""

    caption: Value
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Value, ...] = ()
    role: str = "table"  # `cards` for a table of many columns, each of whose rows becomes a card on a telephone
    filters: tuple[Filter, ...] = ()

    def to_json(self) -> dict[str, Any]:
        sifted = {"filters": [filter.to_json() for filter in self.filters]} if self.filters else {}
        return {
            **sifted,
            "block": "table",
            "role": self.role,
            "caption": to_json(self.caption),
            "columns": [column.to_json() for column in self.columns],
            "rows": [row.to_json() for row in self.rows],
            "notes": [to_json(note) for note in self.notes],
        }


@dataclass(frozen=True)
class Figure(Block):
    """A chart: one drawing whose words are tokens `⟦0⟧`, `⟦1⟧` ... that stand for `texts`, filled in per language.

    `title` states the main point, `subject` says what the figures are of, where the title does not. `description` says
    in words what the drawing shows, `table` has the same numbers.
    """

    title: Value
    description: Value
    svg: str
    texts: tuple[Value, ...]
    table: Table
    subject: Value | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "block": "figure",
            "subject": None if self.subject is None else to_json(self.subject),
            "title": to_json(self.title),
            "description": to_json(self.description),
            "svg": self.svg,
            "texts": [to_json(text) for text in self.texts],
            "table": self.table.to_json(),
        }


@dataclass(frozen=True)
class Group(Block):
    """Several blocks shown one after another. An empty group shows nothing."""

    blocks: tuple[Block, ...]

    def to_json(self) -> dict[str, Any]:
        return {"block": "group", "blocks": [block.to_json() for block in self.blocks]}


def paragraph(*sentences: Value, role: str = "text") -> Paragraph:
    return Paragraph(tuple(sentences), role)


def group(blocks: Sequence[Block]) -> Group:
    return Group(tuple(blocks))


def values_of(packed: dict[str, Any]) -> list[Value]:
    """Every message value inside a packed block, in reading order; tests and the translation check use it."""
    found: list[Value] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if {"say", "name", "number", "percent", "day", "span", "verbatim", "quotation", "listing"} & node.keys():
                found.append(from_json(node))
            else:
                for child in node.values():
                    walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(packed)
    return found


__all__ = [
    "ABSENT",
    "BLOCK_MIME",
    "Block",
    "Cell",
    "Column",
    "Count",
    "Facts",
    "Figure",
    "Filter",
    "Group",
    "Heading",
    "Message",
    "Name",
    "Paragraph",
    "Points",
    "Remark",
    "Reply",
    "Row",
    "Said",
    "Table",
    "Tally",
    "VerdictMark",
    "group",
    "paragraph",
    "values_of",
]
