"""Numbers of persons that add up: the parts of a breakdown, and two periods of the same persons."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.disclosure import Relation, adds_up
from analysis.observations.columns import FLOWS, GAINED, KEPT, LOST, is_companion
from analysis.observations.counting import COUNTED, EVERYBODY, OTHERS, WHOLE, Number, Row, Told, when
from analysis.observations.flows import FIGURE, flows
from analysis.programme.nouns import Indicator


class Sum(NamedTuple):
    """An equation between numbers, and those in it that no row tells: each with its value (or NaN) and a row."""

    relation: Relation
    rest: Mapping[Number, tuple[float, int]] = {}


def breakdown_sums(
    indicators: Mapping[str, Indicator], rows: Sequence[Row], told: Sequence[Told], positions: Sequence[int]
) -> Iterator[Sum]:
    """The sums of one breakdown: of those counted, of the others, and of everybody."""
    at = {str(rows[position]["part"]): position for position in positions}
    if WHOLE not in at or len(at) < 2:
        return
    indicator = indicators[str(rows[positions[0]]["indicator"])]
    row = at.pop(WHOLE)
    whole = told[row]
    aged = {part.id for part in indicator.parts if part.ages}  # their bands may overlap: see `overlaps`
    parts = {part: told[position] for part, position in at.items() if told[position].numbers and part not in aged}
    complete = {part.id for part in indicator.parts} <= set(parts) | aged
    shared = {part.numbers.get(EVERYBODY) for part in parts.values()} & {whole.numbers.get(EVERYBODY)} - {None}
    for what, total in whole.numbers.items():
        numbers = [part.numbers[what] for part in parts.values() if what in part.numbers]
        if not numbers or len(numbers) < len(parts) or (shared and what != COUNTED):
            continue
        values = [part.values[part.numbers[what]] for part in parts.values()]
        known = sum(value for value in values if not math.isnan(value))
        if what == COUNTED or not known > whole.values[total]:  # else the same persons are in several parts
            yield sum_of(total, numbers, whole.values[total] - sum(values), complete, row, total.of)


def sum_of(
    whole: Number, parts: Sequence[Number], left: float, complete: bool, row: int, of: tuple[object, ...]
) -> Sum:
    """`left` is the whole less its parts, NaN where a number is not known; `of` names what is left.

    Those who are in no part are a group like the parts, unless every part that there is has its row: then a difference
    is a fault of the table, and whoever knows the fault knows the sum.
    """
    if complete or left <= 0:
        return Sum(adds_up(whole, parts, 0.0 if math.isnan(left) else left))
    rest = Number(whole.what, ("rest", *of))
    return Sum(adds_up(whole, (*parts, rest)), {rest: (left, row)})


def flow_sums(rows: Sequence[Row], told: Sequence[Told]) -> Iterator[Sum]:
    """How the persons counted both times link two figures: those who kept, gained, lost it, or never had it.

    Whoever is counted only once is what is left of each figure.
    """
    figures = {tuple(row[column] for column in FIGURE): at for at, row in enumerate(rows) if row["part"] == WHOLE}
    for (*who, period, group, since), positions in flows(rows):
        pair = [figures.get((*who, time, group)) for time in (period, since)]
        if set(positions) == set(FLOWS) and None not in pair:
            yield from _linked(told, positions, pair)


def _linked(told: Sequence[Told], positions: Mapping[str, int], pair: Sequence[int]) -> Iterator[Sum]:
    moved = {word: told[position] for word, position in positions.items() if told[position].numbers}
    if len(moved) < len(FLOWS) or any(OTHERS not in told[position].numbers for position in pair):
        return
    value = {word: one.values[one.numbers[COUNTED]] for word, one in moved.items()}
    counted = {word: one.numbers[COUNTED] for word, one in moved.items()}
    both = moved[KEPT].numbers[EVERYBODY]
    never = Number(OTHERS, ("never", *counted[KEPT].of))
    value_never = moved[KEPT].values[both] - sum(value.values())
    yield Sum(adds_up(both, (*counted.values(), never)), {never: (value_never, positions[KEPT])})
    for position, word in zip(pair, (GAINED, LOST), strict=True):
        other = LOST if word == GAINED else GAINED
        one = told[position]
        for what, parts, together in (
            (COUNTED, (counted[KEPT], counted[word]), value[KEPT] + value[word]),
            (OTHERS, (counted[other], never), value[other] + value_never),
        ):
            left = one.values[one.numbers[what]] - together
            yield sum_of(one.numbers[what], parts, left, False, position, ("once", word, *counted[KEPT].of))


def tables(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The positions of each breakdown with its total: one indicator, area, population and date. No companions.

    The same date may be written in two ways. Where a part stands under both, they are two tables.
    """
    dates: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if is_companion(str(row["part"])):
            continue
        dates[row["indicator"], row["area"], row["group"], when(str(row["period"]))].append(position)
    for positions in dates.values():
        if len({rows[position]["part"] for position in positions}) == len(positions):
            yield positions
            continue
        written: dict[object, list[int]] = defaultdict(list)
        for position in positions:
            written[rows[position]["period"]].append(position)
        yield from written.values()
