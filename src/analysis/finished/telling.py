"""The differences between two reports in sentences, one line each."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from analysis.errors import UnusableInput
from analysis.finished.comparison import Comparison, Moved, RowChange
from analysis.finished.finished_report import Row
from analysis.message import Message, Number, Span, Value, Verbatim, say, say_many
from analysis.period import Period
from analysis.vocabulary import Done, Reason, Verdict
from analysis.wording import names, reasons

NONE = say("none")
MOST_DECIMALS = 12  # of a very small probability
# The columns of indicators.csv that are told together: a figure and the interval that belongs to it.
FIGURES = ("baseline", "review", "change")
PERIODS = {"baseline": "baseline_period", "review": "review_period"}

Code = TypeVar("Code", bound=StrEnum)


def summary(comparison: Comparison) -> Message:
    if comparison.equal:
        return say("The reports agree: no verdict, figure or finding differs.")
    goals, indicators = comparison.goals, comparison.indicators
    return say(
        "Verdicts of goals that differ: {goals}. Verdicts of indicators: {indicators}. Other goals and indicators of "
        "which something differs: {others}. Only in one report: {alone}. Findings: {findings}.",
        goals=_verdicts(goals),
        indicators=_verdicts(indicators),
        others=len(goals.changed) + len(indicators.changed) - _verdicts(goals) - _verdicts(indicators),
        alone=sum(len(moved.gone) + len(moved.appeared) for moved in (goals, indicators)),
        findings=len(comparison.findings.gone) + len(comparison.findings.appeared) + len(comparison.findings.changed),
    )


def lines(comparison: Comparison) -> Iterator[Message]:
    """Everything that differs: goals, then indicators, then findings; what is gone, what is new, what changed."""
    yield from _came_and_went(comparison.goals, goal_gone, goal_new)
    for change in comparison.goals.changed:
        yield from _goal(change)
    yield from _came_and_went(comparison.indicators, indicator_gone, indicator_new)
    for change in comparison.indicators.changed:
        yield from _indicator(change)
    yield from _came_and_went(comparison.findings, finding_gone, finding_new)
    for change in comparison.findings.changed:
        yield say("Finding {code} ({where}) is told differently.", code=change.new["code"], where=change.new["where"])
    if comparison.pages:
        yield say_many(
            "{count} other file differs (pages, notebooks or the workbook): {first}.",
            "{count} other files differ (pages, notebooks or the workbook); the first is {first}.",
            len(comparison.pages),
            first=comparison.pages[0],
        )


def _verdicts(moved: Moved) -> int:
    return sum("verdict" in change.columns for change in moved.changed)


def _came_and_went(
    moved: Moved, gone: Callable[[Row], Message], appeared: Callable[[Row], Message]
) -> Iterator[Message]:
    yield from map(gone, moved.gone)
    yield from map(appeared, moved.appeared)


def goal_gone(row: Row) -> Message:
    return say("{goal} is only in the old report.", goal=_named_goal(row))


def goal_new(row: Row) -> Message:
    verdict = _word(names.verdict, Verdict, row.get("verdict", ""))
    return say("{goal} is only in the new report. Verdict: {verdict}.", goal=_named_goal(row), verdict=verdict)


def indicator_gone(row: Row) -> Message:
    return say("Indicator {indicator} is only in the old report.", indicator=row["indicator"])


def indicator_new(row: Row) -> Message:
    verdict = _word(names.verdict, Verdict, row.get("verdict", ""))
    return say(
        "Indicator {indicator} is only in the new report. Verdict: {verdict}.",
        indicator=row["indicator"],
        verdict=verdict,
    )


def finding_gone(row: Row) -> Message:
    return say("Finding that is only in the old report: {code}, {where}.", code=row["code"], where=row["where"])


def finding_new(row: Row) -> Message:
    return say("Finding that is only in the new report: {code}, {where}.", code=row["code"], where=row["where"])


def _named_goal(row: Row) -> Message:
    return say("Goal {number} ({goal})", number=row.get("number", ""), goal=row["goal"])


def _goal(change: RowChange) -> Iterator[Message]:
    return (_told(_named_goal(change.new), change, column) for column in change.columns)


def _indicator(change: RowChange) -> Iterator[Message]:
    """The verdict first, then the figures with their intervals, then everything else."""
    subject = say("Indicator {indicator}", indicator=change.new["indicator"])
    left = list(change.columns)
    if "verdict" in left:
        yield _told(subject, change, "verdict")
    for figure in FIGURES:
        parts = [column for column in (PERIODS.get(figure), figure, f"{figure}_low", f"{figure}_high") if column]
        if set(parts) & set(left):
            yield _was_and_is(subject, COLUMNS[figure], _figure(change.old, figure), _figure(change.new, figure))
        left = [column for column in left if column not in parts]
    yield from (_told(subject, change, column) for column in left if column != "verdict")


def _told(subject: Message, change: RowChange, column: str) -> Message:
    old, new = (_value(column, row[column]) for row in (change.old, change.new))
    return _was_and_is(subject, COLUMNS.get(column, Verbatim(column)), old, new)


def _was_and_is(subject: Message, what: Value, old: Value, new: Value) -> Message:
    return say("{subject}, {what}: was {old}, is {new}.", subject=subject, what=what, old=old, new=new)


def _figure(row: Row, name: str) -> Value:
    """`41.2 (35.1 to 47.6) in 2022`, with whatever of it the row has."""
    value, low, high = (_number(row.get(column, "")) for column in (name, f"{name}_low", f"{name}_high"))
    period = row.get(PERIODS.get(name, ""), "")
    if row.get(name, "") == "":
        return NONE
    told: Value = value if low == NONE else say("{value} ({low} to {high})", value=value, low=low, high=high)
    return say("{figure} in {period}", figure=told, period=_period(period)) if period else told


def _value(column: str, text: str) -> Value:
    match column:
        case "verdict":
            return _word(names.verdict, Verdict, text)
        case "reason":
            return _word(reasons.label, Reason, text)
        case "done":
            return _word(names.done, Done, text)
        case _:
            return _number(text)


def _word(words: Callable[[Code], Message], codes: type[Code], text: str) -> Value:
    """The word for a code; a code of another version of Kotoarvio stays as it is written."""
    try:
        return say("“{word}”", word=words(codes(text)))
    except (ValueError, KeyError):
        return Verbatim(text) if text else NONE


def _number(text: str) -> Value:
    """A number of a table with all its digits, by the rules of the language; anything else as it is written."""
    if not text:
        return NONE
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Verbatim(text)
    if not number.is_finite():
        return Number(float(number)) if number.is_infinite() else NONE
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Number(float(number), min(max(0, -exponent), MOST_DECIMALS))


def _period(text: str) -> Value:
    try:
        return Span(Period.parse(text).text)
    except UnusableInput:
        return Verbatim(text)


COLUMNS: dict[str, Value] = {
    "verdict": say("verdict"),
    "reason": say("reason"),
    "done": say("measures"),
    "baseline": say("figure of the baseline"),
    "review": say("figure of the review period"),
    "change": say("change"),
    "smallest_visible_change": say("smallest change that could have been seen"),
    "p_value": say("p-value"),
    "q_value": say("q-value"),
    "method": say("method"),
}
