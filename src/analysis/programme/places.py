"""Where in the programme document an entry stands; what an entry does not say it takes from the entry above it."""

from dataclasses import dataclass

from analysis.programme.entry import Entry
from analysis.programme.nouns import Place


@dataclass(frozen=True)
class Columns:
    """The headings of the document's tables, in its own language."""

    goals: str | None = None
    measures: str | None = None
    indicators: str | None = None


def columns(document: Entry | None) -> Columns:
    group = document.group_or_none("columns") if document else None
    if group is None:
        return Columns()
    headings = Columns(*(group.optional_text(key) for key in ("goals", "measures", "indicators")))
    group.finish()
    return headings


def whole_place(entry: Entry) -> Place | None:
    """A place that must name its page and section itself: a sector's, or a background series'."""
    return _read(entry.group("place"), None, None, None)


def place_or_none(entry: Entry) -> Place | None:
    return _read(entry.group_or_none("place"), None, None, None)


def place_under(entry: Entry, above: Place, column: str | None, quote: str | None = None) -> Place:
    """The place of a goal, measure or indicator under its sector's or goal's place."""
    return _read(entry.group_or_none("place"), above, column, quote) or Place(
        above.page, above.section, above.row, column, quote
    )


def _read(group: Entry | None, above: Place | None, column: str | None, quote: str | None) -> Place | None:
    if group is None:
        return None
    place = Place(
        page=group.whole("page") if above is None else group.whole_or("page", above.page),
        section=group.text("section") if above is None else group.text_or("section", above.section),
        row=group.whole_or("row", above.row if above else None),
        column=group.optional_text("column") or column,
        quote=group.optional_text("quote") or quote,
    )
    group.finish()
    return place
