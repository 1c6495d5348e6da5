"""The headings of a page: one first level, no level skipped, every id used once."""

import re
from dataclasses import dataclass

HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
ID = re.compile(r' id="([^"]*)"')
STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A heading of the second level, as the list of contents links to it. `title` is HTML, escaped already."""

    id: str
    title: str


def tidy(content: str, reserved: frozenset[str] = frozenset()) -> str:
    """Page content whose headings go down one level at a time from the page's own first level, and whose ids are
    unique.

    Notebooks and functions that build blocks do not know what stands around them on the page; a repeated id gets a
    number.
    """
    return ID.sub(_Once(reserved), HEADING.sub(_Level(), content))


def without_styles(content: str) -> tuple[str, str]:
    """The content without the rules of style of its own blocks, and those rules: they belong in the page's head."""
    return STYLE.sub("", content), "".join(STYLE.findall(content))


def sections(content: str) -> list[Section]:
    found = []
    for level, attributes, title in HEADING.findall(content):
        named = ID.search(attributes)
        if level == "2" and named:
            found.append(Section(named[1], title))
    return found


class _Level:
    def __init__(self) -> None:
        self.last = 1

    def __call__(self, heading: re.Match[str]) -> str:
        level = self.last = max(2, min(int(heading[1]), self.last + 1))
        return f"<h{level}{heading[2]}>{heading[3]}</h{level}>"


class _Once:
    def __init__(self, reserved: frozenset[str]) -> None:
        self.taken = set(reserved)

    def __call__(self, found: re.Match[str]) -> str:
        name, number = found[1], 1
        while name in self.taken:
            number += 1
            name = f"{found[1]}-{number}"
        self.taken.add(name)
        return f' id="{name}"'
