"""Numbers of a report that stand where a withheld figure would stand, or that are one."""

import math
from collections.abc import Iterable, Iterator

from analysis.intruder.leak import Leak
from analysis.intruder.showings import Showing
from analysis.intruder.town import Cell, Town, texts
from analysis.message import Message, Verbatim, say
from analysis.observations.columns import is_companion
from analysis.period import Grain, Period


def sightings(town: Town, file: str, shown: Iterable[Showing]) -> Iterator[Leak]:
    """A leak for each number that is shown beside a withheld figure's indicator, period and part, or is its number."""
    told = set()
    for showing in shown:
        for indicator in sorted(town.indicators_named(showing.names) & town.hidden_by_indicator.keys()):
            cell = _told_by(town, indicator, showing)
            if cell is not None and cell not in told:
                told.add(cell)
                yield leak(file, cell)


def leak(file: str, cell: Cell) -> Leak:
    """That a withheld figure is shown in a file: which one, and not its number."""
    told = say("A number stands where a withheld figure may not be seen: {figure}.", figure=described(cell))
    return Leak(file, told, cell.position)


def described(cell: Cell) -> Message:
    """Which figure it is, without its number."""
    title, period = cell.indicator.title, Verbatim(cell.period.text)
    named = [part.name for part in cell.indicator.parts if part.id == cell.part]
    if named:
        return say("“{indicator}”, {part} ({period})", indicator=title, part=named[0], period=period)
    return say("“{indicator}” ({period})", indicator=title, period=period)


def _told_by(town: Town, indicator: str, showing: Showing) -> Cell | None:
    hidden = [cell for cell in town.hidden_by_indicator[indicator] if not is_companion(cell.part)]
    visible = town.shown_by_indicator.get(indicator, ())
    if any(stands_at(town, cell, showing) for cell in visible):
        return None
    placed = [cell for cell in hidden if stands_at(town, cell, showing)]
    if placed or showing.spans:
        return placed[0] if placed else None
    # Without a period only a part that is never shown can be meant: small numbers are equal by chance too often.
    shown_parts = {cell.part for cell in visible}
    named = [cell for cell in hidden if cell.part not in shown_parts and _is_named(cell, showing)]
    return next((cell for cell in named if is_number_of(cell, showing)), None)


def _is_named(cell: Cell, showing: Showing) -> bool:
    return any(part.id == cell.part and texts(part.name) in showing.names for part in cell.indicator.parts)


def stands_at(town: Town, cell: Cell, showing: Showing) -> bool:
    """Whether the names and periods around a number say that it is this cell's: its period, its part, its group."""
    if not _in_spans(cell.period, showing.spans):
        return False
    parts = {part.id for part in cell.indicator.parts if texts(part.name) in showing.names}
    if cell.part not in parts if parts else cell.part or cell.indicator.parts:
        return False
    if cell.indicator.reference is None:
        return True
    groups = {town.programme.populations[id].name for id in (cell.indicator.population, cell.indicator.reference) if id}
    named = {texts(name) for name in groups} & showing.names
    return not named or town.population_named(cell) in named


def _in_spans(period: Period, spans: frozenset[str]) -> bool:
    return not spans.isdisjoint(_written(period))


def _written(period: Period) -> set[str]:
    """How a period may be written on a page: as it is, or as the year in which it ends."""
    year = str(period.year)
    closes = period.grain is Grain.DAY and (period.end.month, period.end.day) == (12, 31)
    return {period.text, year, *([f"{year}-12-31"] if closes or period.grain is Grain.YEAR else [])}


def is_number_of(cell: Cell, showing: Showing) -> bool:
    """Whether a number, as exactly as it is written, is the cell's number of persons or its percentage."""
    if showing.is_share:
        half = 0.5 * 10 ** -(showing.decimals + 2)
        return (
            showing.decimals > 0 and cell.share is not None and math.isclose(cell.share, showing.number, abs_tol=half)
        )
    return showing.decimals == 0 and showing.number in cell.counts
