"""How sure each tested change is, side by side: chance, the number of tests, and what could have been seen at all."""

from collections.abc import Callable, Sequence

from analysis.assessment import (
    Assessment,
    Evaluation,
    is_meaningful_visible,
    smallest_visible_change,
    years_to_see,
)
from analysis.assessment.visible import MOST_YEARS
from analysis.display.blocks import Block, Cell, Column, Row, Table, paragraph
from analysis.message import Message, Percent, Value, say
from analysis.multiplicity import Q_LIMIT
from analysis.power import VisibleChange
from analysis.tables.changes import unit_of_change
from analysis.tables.series import NOTHING
from analysis.vocabulary import Kind, Theme
from analysis.wording import certainty, numbers, reasons, themes


def of_theme(evaluation: Evaluation, theme: Theme) -> Block:
    """The changes of a theme; a sentence where nothing could be tested."""
    changed = [one for one in themes.judged(evaluation, theme) if one.change is not None]
    if not changed:
        return paragraph(
            say(
                "No change could be tested in this theme, so nothing can be said about how far chance might have moved "
                "it."
            )
        )
    columns = (
        Column(say("Indicator")),
        Column(say("By chance (p)"), numeric=True),
        Column(say("False alarms (q)"), numeric=True),
        Column(say("Smallest change that would be found"), numeric=True),
        Column(say("Meaningful change"), numeric=True),
        Column(say("Would a meaningful change be seen?")),
    )
    rows = tuple(_row(one) for one in changed)
    return Table(say("How sure the changes are"), columns, rows, _notes(evaluation, changed), role="cards")


def _row(assessment: Assessment) -> Row:
    smallest = smallest_visible_change(assessment)
    seen = smallest is not None and is_meaningful_visible(assessment, smallest)
    return Row(
        (
            Cell(assessment.indicator.title, more=(unit_of_change(assessment.indicator), *_untested(assessment))),
            *_chance(assessment),
            smallest_cell(assessment, smallest, _written),
            Cell(numbers.plain(assessment.indicator.meaningful_change)),
            Cell(say("Yes")) if seen else Cell(say("No"), more=(_pooling(assessment),)),
        )
    )


def _pooling(assessment: Assessment) -> Message:
    years = years_to_see(assessment)
    if years is None:
        return say("Not in {most} years counted together", most=MOST_YEARS)
    return say("In {years} years counted together", years=years)


def _untested(assessment: Assessment) -> tuple[Message, ...]:
    return () if _is_tested(assessment) else (say("Not tested. {reason}", reason=reasons.label(assessment.reason)),)


def _is_tested(assessment: Assessment) -> bool:
    return assessment.p_value is not None and assessment.q_value is not None


def _chance(assessment: Assessment) -> tuple[Cell, Cell]:
    if not _is_tested(assessment):
        return Cell(NOTHING), Cell(NOTHING)
    return Cell(numbers.probability(assessment.p_value)), Cell(numbers.probability(assessment.q_value))


def beside(assessment: Assessment) -> Cell:
    """The smallest visible change with its unit, for a table of unlike indicators; a dash where nothing is compared."""
    smallest = smallest_visible_change(assessment)
    return Cell(NOTHING) if smallest is None else smallest_cell(assessment, smallest, _with_unit)


def _with_unit(assessment: Assessment, change: float) -> Value:
    written = _written(assessment, change)
    match assessment.indicator.kind:
        case Kind.COUNT | Kind.RATE:
            return say("times {ratio}", ratio=written)
        case Kind.MEAN:
            return say("{units} on the scale of the answers", units=written)
    return say("{points} percentage points", points=written)


def smallest_cell(
    assessment: Assessment, smallest: VisibleChange | None, written: Callable[[Assessment, float], Value]
) -> Cell:
    """Up and down, one under the other; a way in which nothing would be found is left out."""
    ways = [] if smallest is None else [way for way in (smallest.up, smallest.down) if way is not None]
    if not ways:
        return Cell(say("none"))
    first, *more = (written(assessment, way) for way in ways)
    return Cell(first, more=tuple(more))


def _written(assessment: Assessment, change: float) -> Value:
    if assessment.indicator.kind in certainty.RATIO_KINDS:
        return numbers.ratio(change)
    return numbers.difference(assessment.indicator, change)


def _notes(evaluation: Evaluation, changed: Sequence[Assessment]) -> tuple[Message, ...]:
    notes = [
        say(
            "By chance (p): the probability that chance alone would give a change at least as clear, if nothing had "
            "truly changed."
        ),
        say(
            "False alarms (q): the share of false alarms that is expected among changes at least as clear, when the "
            "number of indicators tested in the review ({tested}) is allowed for (Benjamini and Hochberg 1995). The "
            "limit is {limit}.",
            tested=evaluation.tested,
            limit=Percent(Q_LIMIT, 0),
        ),
        say(
            "The smallest true change, up or down, that groups of this size would show with a probability of {power}, "
            "beside the change that was declared meaningful before the figures were seen.",
            power=certainty.POWER,
        ),
    ]
    silent = [caution for one in changed for caution in certainty.caution(one)]
    return (*notes, *silent[:1])
