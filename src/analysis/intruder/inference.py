"""What an outsider can work out: all that is shown together, as a system of linear statements, solved for the rest.

The system and its solver are those of `analysis.disclosure`, fed here with what the finished report shows and not with
what the gate meant to show. Also as each of those sees it who are themselves a hidden group of one.
"""

import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

import pandas as pd

from analysis.disclosure import ContradictionError, Quantity, System, Threshold, insiders, ranges, threshold
from analysis.disclosure.system import connected
from analysis.observations import persons
from analysis.observations.persons import EVERYBODY, Persons, Row
from analysis.observations.release import is_public
from analysis.programme import Programme


@dataclass(frozen=True)
class Target:
    """One number of persons that nobody may find: where it stands in the table, and which numbers may not be shown."""

    position: int
    quantity: Quantity
    threshold: Threshold


@dataclass(frozen=True)
class Known:
    """Positions of withheld rows whose numbers a reader has all the same.

    `seen` are those that the report itself shows, `earlier` those that an earlier report has published: these cannot
    be protected any more, and must not give others away.
    """

    seen: frozenset[int] = frozenset()
    earlier: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Views:
    """What somebody can set up who reads the report, and what without it, from public figures alone."""

    report: System
    public: System


def worked_out(programme: Programme, raw: pd.DataFrame, released: pd.DataFrame, known: Known) -> tuple[int, ...]:
    """The positions of the rows whose numbers follow from the released rows and those that are known besides."""
    given, let_through = raw.to_dict("records"), released.to_dict("records")
    complete = persons.persons(programme, given)
    told = known.seen | known.earlier
    rows = [given[position] if position in told else row for position, row in enumerate(let_through)]
    reader = persons.persons(programme, rows)
    views = Views(persons.outsider(reader), persons.outsider(_public_alone(programme, reader, rows, known.earlier)))
    targets = [each for each in _targets(programme, complete, let_through) if each.position not in known.earlier]
    alone = {quantity for row in complete.told for quantity, value in row.values.items() if value == 1}
    return tuple(sorted({target.position for target in _found_by_all(views, targets, alone)}))


def unhidden(programme: Programme, raw: pd.DataFrame, released: pd.DataFrame) -> tuple[int, ...]:
    """The positions of the rows that are small by themselves, are not public already, and were let through."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    given, let_through = raw.to_dict("records"), released.to_dict("records")
    told = persons.persons(programme, given).told
    return tuple(
        position
        for position, (row, told_by) in enumerate(zip(let_through, told, strict=True))
        if not row["withheld_because"]
        and not is_public(programme, indicators[str(row["indicator"])], row)
        and any(
            threshold(indicators[str(row["indicator"])].sensitivity).hides(value) for value in told_by.values.values()
        )
    )


def _targets(programme: Programme, complete: Persons, released: Sequence[Row]) -> Iterator[Target]:
    """The numbers of withheld rows that are few or not known here, and of those who are in no part if they are few."""
    limits = {indicator.id: threshold(indicator.sensitivity) for indicator in programme.indicators}
    for position, (row, told) in enumerate(zip(released, complete.told, strict=True)):
        limit = limits[str(row["indicator"])]
        for what, quantity in told.numbers.items() if row["withheld_because"] else ():
            value = told.values[quantity]
            if value < limit.least if what == EVERYBODY else math.isnan(value) or limit.hides(value):
                yield Target(position, quantity, limit)
    for quantity, left, position in persons.in_no_part(complete):
        limit = limits[str(released[position]["indicator"])]
        if limit.hides(left.low) and limit.hides(left.high):
            yield Target(position, quantity, limit)


def _public_alone(programme: Programme, reader: Persons, rows: Sequence[Row], earlier: Set[int]) -> Persons:
    """What is known without this report: how the numbers hang together, official figures and earlier reports."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    public = (is_public(programme, indicators[str(row["indicator"])], row) for row in rows)
    told = tuple(
        each if is_known or position in earlier else replace(each, values={}, rounded=())
        for position, (each, is_known) in enumerate(zip(reader.told, public, strict=True))
    )
    return replace(reader, told=told)


def _found_by_all(views: Views, targets: Sequence[Target], alone: Set[Quantity]) -> Iterator[Target]:
    """What is found by an outsider, and by each of those who are alone in a hidden group and so know its number."""
    outsider = views.report
    for group in connected(outsider.relations, outsider.known):
        part = Views(System(group, outsider.known, outsider.bounds), views.public)
        unknown = set(part.report.unknown)
        inside = [target for target in targets if target.quantity in unknown]
        yield from _found(part, inside)
        for quantity, insider in insiders(part.report, dict.fromkeys(sorted(alone & unknown, key=repr), 1.0)):
            seen = Views(insider, views.public.knowing({quantity: 1.0}))
            yield from _found(seen, [target for target in inside if target.quantity != quantity])
    yield from (target for target in targets if target.quantity in outsider.known)


def _found(views: Views, targets: Sequence[Target]) -> Iterator[Target]:
    try:
        left = ranges(views.report, [target.quantity for target in targets])
        narrow = [target for target in targets if left[target.quantity].width < target.threshold.least]
        possible = ranges(views.public, [target.quantity for target in narrow])
    except ContradictionError:  # the figures contradict each other, so that nothing follows from them
        return
    yield from (target for target in narrow if left[target.quantity].tells(target.threshold, possible[target.quantity]))
