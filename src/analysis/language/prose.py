"""The translation units of a notebook's Markdown: each paragraph, heading or list item is one."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

# What may stand before the words of a unit: hashes of a heading, a bullet, an item number, the arrow of a quotation.
PREFIX = re.compile(r"(?P<heading>#{1,6}\s+)|(?P<item>\s*(?:[-*+]|\d{1,2}[.)])\s+)|(?P<quotation>>\s?)")
WORDLESS = re.compile(r"\s*(?:[-*_]\s*){3,}")  # a rule across the page


@dataclass(frozen=True)
class Unit:
    """One translation unit: the Markdown marks before it, and its words on one line."""

    prefix: str
    text: str

    @property
    def heading(self) -> int:
        """The level of a heading, 0 for anything else."""
        return self.prefix.count("#")

    @property
    def item(self) -> bool:
        return bool(self.prefix) and not self.heading and not self.prefix.startswith(">")


def units(source: str) -> Iterator[Unit]:
    """The units of a Markdown text in reading order. Soft line breaks inside a unit become spaces."""
    for block in re.split(r"\n\s*\n", source.replace("\r\n", "\n").strip("\n")):
        prefix, words = "", []
        for line in block.split("\n"):
            mark = None if WORDLESS.fullmatch(line) else PREFIX.match(line)
            goes_on = bool(words) and (mark is None or (mark["quotation"] is not None and prefix.startswith(">")))
            if not goes_on:
                yield from _unit(prefix, words)
                prefix, words = (mark[0] if mark else ""), []
            words.append((line[mark.end() :] if mark else line).strip())
            if prefix.startswith("#"):
                yield from _unit(prefix, words)
                prefix, words = "", []
        yield from _unit(prefix, words)


def joined(units: Iterable[Unit], translate: Callable[[str], str] = str) -> str:
    """The units as Markdown again, the words of each put through `translate`."""
    lines: list[str] = []
    item_before = False
    for unit in units:
        if lines and not (unit.item and item_before):
            lines.append("")
        lines.append(unit.prefix + (unit.text if WORDLESS.fullmatch(unit.text) else translate(unit.text)))
        item_before = unit.item
    return "\n".join(lines)


def _unit(prefix: str, words: list[str]) -> Iterator[Unit]:
    text = " ".join(word for word in words if word)
    if text:
        yield Unit(prefix, text)
