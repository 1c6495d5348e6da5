"""What a packed block says on a page in one language: every text, as often as the templates of `display` write it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.display import marks
from analysis.display.drawing import NOT_MARKS, TOKEN
from analysis.display.html import AS_TABLE, SEARCH, SHOWN, WARNING
from analysis.intruder.words import counted, pieces
from analysis.language import prose, render, translate
from analysis.message import from_json

Packed = Mapping[str, Any]


class Wordings:
    """The words of blocks and prose in one language. Equal values are put into words once."""

    def __init__(self, language: str, on_page: bool = True):
        self.language = language
        self.on_page = on_page  # in JupyterLab there is no list of contents, and one kind of warning more
        self._said: dict[str, str] = {}

    def of_block(self, block: Packed) -> Counter[str]:
        return counted(self._block(block))

    def of_prose(self, source: str) -> Counter[str]:
        """Markdown as the page shows it. A heading stands in the list of contents too."""
        texts: list[str] = []
        for unit in prose.units(source):
            if unit.heading != 1:
                texts += [translate(unit.text, self.language)] * (2 if unit.heading == 2 else 1)
        return counted(texts)

    def _say(self, value: Packed | None) -> str:
        if value is None:
            return ""
        key = repr(value)
        if key not in self._said:
            self._said[key] = render(from_json(value), self.language)
        return self._said[key]

    def _block(self, block: Packed) -> Iterator[str]:
        match block["block"]:
            case "group":
                for part in block["blocks"]:
                    yield from self._block(part)
            case "paragraph":
                yield from self._paragraph(block)
            case "heading":
                yield from [self._say(block["text"])] * (2 if self.on_page else 1)
            case "verdict":
                yield self._say(block.get("question"))
                yield from self._marked(block["verdict"])
                yield self._say(block["explanation"])
            case "reply":
                yield from (self._say(block["question"]), self._say(block["answer"]))
            case "remark":
                yield from self._remark(block)
            case "tally":
                for entry in block["counts"]:
                    yield self._say(entry["count"])
                    yield from self._marked(entry["verdict"])
                    yield from map(self._say, entry["lines"])
            case "points":
                yield from map(self._say, block["items"])
            case "facts":
                yield self._say(block["title"])
                yield from (self._say(value) for row in block["rows"] for value in row)
            case "table":
                yield from self._table(block)
            case "figure":
                yield from self._figure(block)
            case unknown:
                raise ValueError(f"not a kind of block: {unknown!r}")

    def _paragraph(self, block: Packed) -> Iterator[str]:
        if block["role"] == "notebook" and self.on_page:
            return
        if block["role"] in ("warning", "notebook"):
            yield render(WARNING, self.language)
        yield from map(self._say, block["sentences"])

    def _remark(self, block: Packed) -> Iterator[str]:
        own = [text for text in block["texts"] if text["language"] == self.language]
        yield from (self._say(block["title"]), self._say(block["standpoint"]))
        yield "" if own else self._say(block["only_in"])
        for text in own or block["texts"]:
            yield from (line for passage in text["passages"] for line in passage["lines"])
            yield self._say(text["signature"])

    def _marked(self, verdict: str) -> Iterator[str]:
        yield from pieces(marks.shape(verdict))
        yield render(marks.WORDS[marks.Verdict(verdict)], self.language)

    def _table(self, block: Packed) -> Iterator[str]:
        titles = [self._say(column["title"]) for column in block["columns"]]
        if "filters" in block:
            yield from self._filters(block["filters"])
        yield self._say(block["caption"])
        yield from titles
        for row in block["rows"]:
            yield self._say(row.get("group"))
            yield from row.get("facets", {}).values()
            if block["role"] == "cards":
                yield from titles[1 : len(row["cells"])]
            for cell in row["cells"]:
                yield from self._cell(cell)
        yield from map(self._say, block["notes"])

    def _filters(self, filters: Sequence[Packed]) -> Iterator[str]:
        for choice in filters:
            yield from (self._say(choice["title"]), self._say(choice["everything"]))
            yield from (self._say(option["words"]) for option in choice["options"])
        yield from (render(SEARCH, self.language), render(SHOWN, self.language))

    def _cell(self, cell: Packed) -> Iterator[str]:
        if "verdict" in cell:
            yield from pieces(marks.shape(cell["verdict"]))
        yield self._say(cell.get("value"))
        yield from map(self._say, cell.get("entries", ()))
        yield from map(self._say, cell.get("more", ()))

    def _figure(self, block: Packed) -> Iterator[str]:
        named = [self._say(block["subject"]), self._say(block["title"])]
        yield from named * 2
        yield self._say(block["description"])
        texts = [self._say(text) for text in block["texts"]]
        for piece in pieces(NOT_MARKS.sub("", block["svg"])):
            yield TOKEN.sub(lambda token: texts[int(token[1])], piece)
        yield render(AS_TABLE, self.language)
        yield from self._table(block["table"])
