"""Verdicts under other choices, side by side with the declared one; what flips is marked."""

from collections.abc import Sequence

from analysis.assessment import ALTERNATIVES, Assessment, Evaluation, GoalAssessment, Trial, sensitivities, sensitivity
from analysis.display.blocks import Block, Cell, Column, Row, Table, group, paragraph
from analysis.message import Message, Value, say
from analysis.tables.series import NOTHING
from analysis.wording import goal, names
from analysis.wording import sensitivity as words

Tried = tuple[Assessment, tuple[Trial, ...]]


def of_goal(evaluation: Evaluation, result: GoalAssessment) -> Block:
    """A row for each choice, the declared ones first, and a column for each indicator that has a verdict."""
    tried = [(each, trials) for each in goal.headline_first(result) if (trials := sensitivity(evaluation, each))]
    if not tried:
        return paragraph(say("No verdict of this goal rests on a change, so no other choice could give another one."))
    table = Table(
        say("The verdict under other choices"),
        (Column(say("Choice")), *(Column(_heading(each, len(tried) > 1)) for each, _ in tried)),
        (_declared(tried), *(_row(place, tried) for place in range(len(ALTERNATIVES)) if _concerns(place, tried))),
        (_note(),),
    )
    return group([*(_summary(each, trials, len(tried) > 1) for each, trials in tried), table])


def of_evaluation(evaluation: Evaluation) -> Block:
    """The verdicts that flip under some other choice, each with that choice; nothing where all stand."""
    tried = sensitivities(evaluation)
    rows = tuple(_flipped(each, trials) for each, trials in tried if any(trial.flips for trial in trials))
    if not rows:
        return group([])
    columns = (Column(say("Indicator")), Column(say("Verdict")), Column(say("Another verdict under")))
    return Table(say("Verdicts that other choices would change"), columns, rows, (_note(),), role="cards")


def _heading(assessment: Assessment, crowded: bool) -> Value:
    """The indicator's title as everywhere on the page; its few words only where columns stand side by side."""
    return assessment.indicator.short or assessment.indicator.title if crowded else assessment.indicator.title


def _summary(assessment: Assessment, trials: tuple[Trial, ...], named: bool) -> Block:
    if not named:
        return paragraph(words.stays(trials))
    return paragraph(say("Indicator: “{indicator}”.", indicator=assessment.indicator.title), words.stays(trials))


def _declared(tried: Sequence[Tried]) -> Row:
    return Row((Cell(say("As declared")), *(Cell(names.verdict(one.verdict), verdict=one.verdict) for one, _ in tried)))


def _concerns(place: int, tried: Sequence[Tried]) -> bool:
    """Whether the choice is one that any indicator of the table has: limits of a share say nothing of means alone."""
    return any(trials[place].concerned for _, trials in tried)


def _row(place: int, tried: Sequence[Tried]) -> Row:
    return Row((Cell(words.choice(ALTERNATIVES[place])), *(_cell(trials[place]) for _, trials in tried)))


def _cell(trial: Trial) -> Cell:
    """The verdict only where it is another one: what flips must be seen at a glance."""
    if not trial.concerned:
        return Cell(NOTHING, more=(say("No such interval is used for this indicator."),))
    if not trial.possible:
        return Cell(NOTHING, more=(say("There is no such figure."),))
    if not trial.flips:
        return Cell(say("the same"))
    return Cell(names.verdict(trial.verdict), verdict=trial.verdict, more=(say("Another verdict"),))


def _flipped(assessment: Assessment, trials: tuple[Trial, ...]) -> Row:
    entries = tuple(
        say("{choice}: {verdict}", choice=words.choice(trial.choices), verdict=names.verdict(trial.verdict))
        for trial in trials
        if trial.flips
    )
    declared = Cell(names.verdict(assessment.verdict), verdict=assessment.verdict)
    return Row((Cell(assessment.indicator.title), declared, Cell(entries=entries)))


def _note() -> Message:
    return say(
        "Choices are changed one at a time and for one indicator at a time, and the whole rule is run again. Half and "
        "double of a ratio are its square root and its square."
    )
