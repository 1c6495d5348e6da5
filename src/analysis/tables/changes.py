"""How indicators moved, side by side: two figures, their change with its interval, the line through all years."""

import math
from collections.abc import Sequence

from analysis.assessment import Assessment, Evaluation, Figure
from analysis.change import Change, Scale
from analysis.display.blocks import Block, Cell, Column, Row, Table, paragraph
from analysis.message import Listing, Message, Percent, Value, say
from analysis.programme import Indicator
from analysis.tables.series import NOTHING
from analysis.trend import Trend
from analysis.vocabulary import Kind, Theme
from analysis.wording import names, numbers, reasons, rounding, themes


def of_theme(evaluation: Evaluation, theme: Theme) -> Block:
    """The indicators of a theme that ask for more than effort and have a figure; a sentence where none has."""
    compared = [one for one in themes.judged(evaluation, theme) if one.latest or one.baseline]
    if not compared:
        return paragraph(say("No indicator of this theme has a figure that could be compared."))
    return of_assessments(compared)


def of_assessments(compared: Sequence[Assessment]) -> Table:
    """A row for each indicator, in the given order."""
    columns = (
        Column(say("Indicator")),
        Column(say("Baseline"), numeric=True),
        Column(say("Review period"), numeric=True),
        Column(say("Change"), numeric=True),
        Column(say("All years")),
        Column(say("Verdict")),
    )
    rows = tuple(_row(one) for one in compared)
    notes = (*_notes(compared), *rounding.note(any(rounding.apart(one) for one in compared)))
    return Table(say("How the indicators moved"), columns, rows, notes, role="cards")


def _row(assessment: Assessment) -> Row:
    verdict = Cell(
        names.verdict(assessment.verdict), verdict=assessment.verdict, more=(reasons.label(assessment.reason),)
    )
    return Row(
        (
            Cell(assessment.indicator.title, more=(unit_of_change(assessment.indicator),)),
            _figure(assessment, assessment.baseline),
            _figure(assessment, assessment.latest),
            _change(assessment),
            _trend(assessment.trend),
            verdict,
        )
    )


def unit_of_change(indicator: Indicator) -> Message:
    """In which unit a change of this indicator is written: said once in a row, so that its cells hold plain numbers."""
    match indicator.kind:
        case Kind.SHARE | Kind.GAP:
            return say("Change in percentage points")
        case Kind.COUNT | Kind.RATE:
            return say("Change as a ratio: the later figure divided by the earlier one")
    return say("Change on the scale of the answers")


def _figure(assessment: Assessment, figure: Figure | None) -> Cell:
    indicator = assessment.indicator
    if figure is None:
        return Cell(reasons.in_place_of_a_figure(assessment.reason))
    more = (numbers.when(figure.period), *_counted(indicator, figure))
    value = figure.estimate.value
    return Cell(numbers.points(value) if indicator.kind is Kind.GAP else numbers.figure(indicator, value), more=more)


def _counted(indicator: Indicator, figure: Figure) -> tuple[Value, ...]:
    """What stands behind a figure; behind a gap the share of each group and what was counted there."""
    if figure.population is not None and figure.reference is not None:
        groups = (figure.population, figure.reference)
        return tuple(value for one in groups for value in (Percent(one.value), numbers.counted(one)) if value)
    counted = numbers.counted(figure.estimate) if indicator.kind is not Kind.COUNT else None
    return (counted,) if counted else ()


def _change(assessment: Assessment) -> Cell:
    """The change and under it the interval; a number is divided, everything else is subtracted."""
    found, indicator = assessment.change, assessment.indicator
    if found is None:
        return Cell(NOTHING)
    if found.scale is Scale.RATIO:
        return _ratio(found)
    value, low, high = (numbers.difference(indicator, number) for number in (found.value, found.low, found.high))
    interval = say("no interval") if math.isinf(found.low) else say("{low} to {high}", low=low, high=high)
    return Cell(value, more=(interval,))


def _ratio(found: Change) -> Cell:
    low, high = numbers.ratio(found.low), numbers.ratio(found.high)
    interval = say("at least {low}", low=low) if math.isinf(found.high) else say("{low} to {high}", low=low, high=high)
    if math.isinf(found.value):
        return Cell(say("from zero"), more=(interval,))
    return Cell(numbers.ratio(found.value), more=(interval,))


def _trend(trend: Trend | None) -> Cell:
    """Which way the line through all comparable figures points."""
    if trend is None:
        return Cell(NOTHING)
    more = (say("{points} figures", points=trend.points), say("p: {p}", p=numbers.probability(trend.p_value)))
    if trend.slope > 0:
        return Cell(say("Upwards"), more=more)
    return Cell(say("Downwards") if trend.slope < 0 else say("Level"), more=more)


def _notes(compared: Sequence[Assessment]) -> tuple[Message, ...]:
    """What the columns mean, and by which methods the intervals and lines were made: each method once."""
    changes = [one.change for one in compared if one.change is not None]
    if not changes:
        return ()
    lines = dict.fromkeys(one.trend.method for one in compared if one.trend is not None)
    notes = [
        say(
            "Under a change stands its interval ({level}): the true changes that the data fit with. Methods: "
            "{methods}.",
            level=numbers.level(changes[0].level),
            methods=_methods(dict.fromkeys(found.method for found in changes)),
        )
    ]
    if lines:
        notes.append(
            say(
                "All years: which way the line through all comparable figures points, and the probability p that "
                "chance alone would draw a line at least as steep. Methods: {methods}.",
                methods=_methods(lines),
            )
        )
    return tuple(notes)


def _methods(codes: dict[str, None]) -> Listing:
    return Listing(tuple(names.method(code) for code in codes))
