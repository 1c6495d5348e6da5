"""The gate: every figure above this floor has passed through it, and what could tell of a person has not.

A hidden row stays in the table, without its numbers and its note, so that a report can say that a figure is withheld.
`docs/disclosure.md` says the rule in words and names its limits.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.disclosure import (
    Line,
    Publication,
    is_small,
    least_hiding,
    threshold,
)
from analysis.disclosure.threshold import Cell
from analysis.observations import flows
from analysis.observations.columns import NUMBERS, is_companion
from analysis.observations.counting import (
    EVERYBODY,
    WHOLE,
    Number,
    Row,
    Told,
    cell_of,
    counts_persons,
    known_sizes,
    number,
)
from analysis.observations.earlier import NOTHING_EARLIER, Earlier
from analysis.observations.persons import Persons, in_no_part, persons
from analysis.programme import Indicator, Programme
from analysis.vocabulary import Kind, Sensitivity, Status

SMALL, COMPLEMENTARY, EARLIER, BY_SOURCE = flows.SMALL, "complementary", "earlier", "source"
PROTECTED = "protected"  # what a reader is told of the first three: which is which would narrow down the hidden number

# What is lost with a row, so that as few rows as possible are hidden, a part rather than its total, few persons rather
# than many.
LOSS_OF_A_PART, LOSS_OF_A_WHOLE, LOSS_OF_ITS_PERSONS = 1.0, 1.5, 0.25
HALF_OF_ITS_PERSONS = 100.0  # a row of so many persons loses half of LOSS_OF_ITS_PERSONS


def release(programme: Programme, table: pd.DataFrame, earlier: Earlier = NOTHING_EARLIER) -> pd.DataFrame:
    """The table with everything hidden that must be, and `withheld_because`: '', 'protected' or 'source'.

    Hidden rows have the status `withheld`, no numbers and no note. Rows keep their order and index, and lose the line
    in which they stand in their file. `earlier` is what readers know from earlier reports of the programme.
    """
    because = reasons(programme, table.to_dict("records"), earlier)
    released = table.drop(columns="row", errors="ignore")  # the place in a file that may be sorted by its numbers
    told = [each if each in ("", BY_SOURCE) else PROTECTED for each in because]
    released["withheld_because"] = pd.Series(told, index=table.index, dtype="str")
    withheld = released["withheld_because"] != ""
    released.loc[withheld, list(NUMBERS)] = math.nan
    released.loc[withheld, "status"] = str(Status.WITHHELD)
    released.loc[withheld, "note"] = ""
    return released


def reasons(programme: Programme, rows: Sequence[Row], earlier: Earlier = NOTHING_EARLIER) -> list[str]:
    """Why each row is hidden: '' (it is not), 'small', 'complementary', 'source' or 'earlier'. Not for a reader."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    sizes = known_sizes(indicators, rows)
    because = []
    for row in rows:
        indicator = indicators[str(row["indicator"])]
        if row["status"] == Status.WITHHELD:
            because.append(BY_SOURCE)
        elif is_public(programme, indicator, row) or row["status"] != Status.REPORTED:
            because.append("")
        elif hides(indicator, row, cell_of(indicator, row, sizes)) or _below_minimum(programme, row):
            because.append(SMALL)
        else:
            because.append(EARLIER if earlier.keeps(row) else "")
    public = [is_public(programme, indicators[str(row["indicator"])], row) for row in rows]
    limits = {each.id: threshold(each.sensitivity) for each in programme.indicators}
    for position, why in flows.to_hide(rows, because, public, lambda row: limits[str(row["indicator"])]):
        because[position] = why
    for position in least_hiding(publication(programme, rows, because, earlier)):
        because[position] = because[position] or COMPLEMENTARY
    return because


def is_public(programme: Programme, indicator: Indicator, row: Row) -> bool:
    """Whether the figure is public already: an official source's, or one that the programme itself has printed."""
    source = programme.sources.get(str(row["source"]))
    return indicator.sensitivity is Sensitivity.PUBLISHED or (source is not None and source.official)


def is_known(indicator: Indicator, row: Row, earlier: Earlier) -> bool:
    """Whether readers know the figure from an earlier report.

    Of a percentage without its count they know the value alone: another value tells of other numbers.
    """
    of_two = indicator.kind in (Kind.SHARE, Kind.GAP, Kind.RATE)
    rounded = of_two and number(row["numerator"]) is None and row["status"] == Status.REPORTED
    return earlier.knows(row) and (not rounded or earlier.has_value(row))


def hides(indicator: Indicator, row: Row, cell: Cell) -> bool:
    """Whether the figure must be hidden by itself. A companion is hidden with its figure."""
    limit = threshold(indicator.sensitivity)
    if row["status"] != Status.REPORTED or not counts_persons(indicator) or is_companion(str(row["part"])):
        return False
    if indicator.kind is Kind.MEAN:
        return is_small(None, cell.denominator, limit)
    # A percentage tells “nobody” and “everybody” without any denominator.
    telling = (0, 100) if indicator.kind in (Kind.SHARE, Kind.GAP) else (0,)
    ends = limit.ends and number(row["value"]) in telling
    return ends or is_small(cell.numerator, cell.denominator, limit)


def _below_minimum(programme: Programme, row: Row) -> bool:
    """Whether the figure rests on fewer persons or answers than its source lets anybody publish."""
    source, persons = programme.sources.get(str(row["source"])), number(row["denominator"])
    least = source.minimum if source else None
    return least is not None and persons is not None and not is_companion(str(row["part"])) and persons < least


def publication(
    programme: Programme, rows: Sequence[Row], because: Sequence[str], earlier: Earlier = NOTHING_EARLIER
) -> Publication:
    """The rows as lines of what is published together; those with a reason must be hidden.

    What an earlier report has shown is public, and is taken to have been as it is now.
    """
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    found = persons(programme, rows)
    followed = _followed(rows)
    lines = [
        Line(
            tells=tuple(each for each in told.numbers.values() if each not in told.leaves_open),
            says=told.rounded,
            loss=_loss(row, told),
            hidden=bool(reason),
            public=is_public(programme, indicators[str(row["indicator"])], row)
            or is_known(indicators[str(row["indicator"])], row, earlier),
            follows=followed[position],
        )
        for position, (row, told, reason) in enumerate(zip(rows, found.told, because, strict=True))
    ]
    return Publication(lines, found.truth, found.relations, _widths(indicators, rows, found, because))


def _followed(rows: Sequence[Row]) -> Sequence[tuple[int, ...]]:
    """For each row those with any of which it is hidden: a companion with its figure, flows with both of theirs."""
    figures = {tuple(row[column] for column in flows.FIGURE): at for at, row in enumerate(rows) if row["part"] == WHOLE}
    followed = [()] * len(rows)
    for position, row in enumerate(rows):
        figure = figures.get(tuple(row[column] for column in flows.FIGURE))
        if is_companion(str(row["part"])) and figure is not None:
            followed[position] = (figure,)
    for (*who, _, group, since), positions in flows.flows(rows):
        earlier = figures.get((*who, since, group))
        for position in positions.values():
            others = [*positions.values()] if earlier is None else [*positions.values(), earlier]
            followed[position] = (*followed[position], *(other for other in others if other != position))
    return followed


def _loss(row: Row, told: Told) -> float:
    known = [value for value in told.values.values() if not math.isnan(value)]
    size = max(known, default=0.0)
    whole = LOSS_OF_A_WHOLE if row["part"] == WHOLE else LOSS_OF_A_PART
    return whole + LOSS_OF_ITS_PERSONS * size / (size + HALF_OF_ITS_PERSONS)


def _widths(
    indicators: Mapping[str, Indicator],
    rows: Sequence[Row],
    found: Persons,
    because: Sequence[str],
) -> dict[Number, float]:
    """The numbers that may not be worked out, with how wide the range must be that is left: the threshold.

    They are the small numbers of hidden rows, all that a source withholds, and those in no part if they are few.
    """
    widths: dict[Number, float] = {}
    for row, told, reason in zip(rows, found.told, because, strict=True):
        limit = threshold(indicators[str(row["indicator"])].sensitivity)
        for what, name in told.numbers.items() if reason else ():
            value = told.values[name]
            few = value < limit.least if what == EVERYBODY else math.isnan(value) or limit.hides(value)
            if few:
                widths[name] = max(limit.least, widths.get(name, 0))
    for name, left, position in in_no_part(found):
        limit = threshold(indicators[str(rows[position]["indicator"])].sensitivity)
        if limit.hides(left.low) and limit.hides(left.high):
            widths[name] = limit.least
    return widths
