"""What is not known and who could say: each missing figure as a request that can be sent to somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.assessment import Assessment, GoalAssessment
from analysis.message import Listing, Message, Name, Span, Value, say
from analysis.programme import Goal, Indicator, Programme
from analysis.vocabulary import Asks, Kind, Reason, Role, Verdict

ASKABLE = (
    Reason.NO_OBSERVATION,
    Reason.NO_BASELINE,
    Reason.NOT_COLLECTED,
    Reason.COUNTS_UNKNOWN,
    Reason.SPREAD_UNKNOWN,
    Reason.NOT_DOCUMENTED,
    Reason.DEFINITION_CHANGED,
)


@dataclass(frozen=True)
class Request:
    """One figure that somebody could give: what, who, in which form, for which periods, and for which goal."""

    figure: Value
    indicator: Indicator | None  # None where an indicator itself is missing
    reporters: tuple[str, ...]  # empty where the programme names no owner
    form: Message
    periods: Value
    goal: Goal

    @property
    def decides(self) -> bool:
        """Whether the goal's verdict waits for this figure."""
        return self.indicator is None or self.indicator.role is Role.HEADLINE


def of_goal(programme: Programme, result: GoalAssessment) -> tuple[Request, ...]:
    """Everything that is missing for one goal, what decides its verdict first."""
    found = [*_indicators_to_agree(result), *_figures(programme, result)]
    return tuple(sorted(found, key=lambda request: not request.decides))


def of_goals(programme: Programme, results: tuple[GoalAssessment, ...]) -> tuple[Request, ...]:
    return tuple(request for result in results for request in of_goal(programme, result))


def _figures(programme: Programme, result: GoalAssessment) -> Iterator[Request]:
    for assessment in result.indicators:
        indicator = assessment.indicator
        if indicator.role is not Role.CONTEXT and lacks(assessment):
            reporters = indicator.reporters or result.goal.reporters
            yield Request(
                say("“{indicator}”", indicator=indicator.title),
                indicator,
                reporters,
                form(programme, indicator),
                periods(assessment),
                result.goal,
            )


def lacks(assessment: Assessment) -> bool:
    """Whether somebody could still give a figure: one that is withheld or does not apply is not asked for."""
    return assessment.verdict is Verdict.NOT_ASSESSED and assessment.reason in ASKABLE


def _indicators_to_agree(result: GoalAssessment) -> Iterator[Request]:
    """A goal that asks nothing but effort, or nothing at all, needs an indicator before it can need a figure."""
    asked = {indicator.asks for indicator in result.goal.indicators if indicator.role is not Role.CONTEXT}
    if result.goal.headlines or asked & {Asks.REACH, Asks.OUTCOME}:
        return
    yield Request(
        say("An indicator that asks whether anyone is better off"),
        None,
        result.goal.reporters,
        say("To be agreed: who is counted, of whom, in which direction, and how large a change matters"),
        say("Before the next review"),
        result.goal,
    )


def form(programme: Programme, indicator: Indicator) -> Message:
    """In which form a figure has to come so that it can be judged."""
    counted = population(programme, indicator.population)
    among = population(programme, indicator.among)
    if indicator.population == indicator.among:
        counted = None  # the programme says only who could be counted, not what is asked of them
    match indicator.kind:
        case Kind.SHARE if counted and among:
            return say("Two numbers. Counted: {counted}. Out of: {among}.", counted=counted, among=among)
        case Kind.SHARE if among:
            return say("Two numbers: those to whom the figure applies, and all. All: {among}.", among=among)
        case Kind.SHARE:
            return say("Two numbers: those to whom the figure applies, and all.")
        case Kind.RATE if among:
            return say("Two numbers: the cases, and the persons. Persons: {among}.", among=among)
        case Kind.GAP:
            reference = population(programme, indicator.reference)
            if counted and reference:
                return say(
                    "Four numbers: for each group those to whom the figure applies, and all. Groups: {counted}; "
                    "{reference}.",
                    counted=counted,
                    reference=reference,
                )
            return say("Four numbers: for each of the two groups those to whom the figure applies, and all.")
        case Kind.MEAN:
            return say("Three numbers: the mean, the standard deviation and the number of answers.")
        case Kind.DELIVERABLE:
            return say("The document and its date, or the word that there is none.")
    return say("One number. Unit: {unit}.", unit=indicator.unit)


def population(programme: Programme, population_id: str | None) -> Name | None:
    known = programme.populations.get(population_id) if population_id else None
    return known.name if known else None


def periods(assessment: Assessment) -> Value:
    """For which periods the figure is missing."""
    review = Span(str(assessment.review))
    alone = assessment.indicator.asks is Asks.EFFORT or assessment.indicator.kind is Kind.DELIVERABLE
    if assessment.latest is None:
        if alone or assessment.baseline is not None or assessment.indicator.target is not None:
            return review
        return say("{review}, and an earlier one to compare with", review=review)
    latest = Span(assessment.latest.period.text)
    if assessment.reason is Reason.NO_BASELINE:
        return say("One before {latest}", latest=latest)
    if assessment.baseline is None:
        return say("{latest}, and an earlier one to compare with", latest=latest)
    return say("{baseline}; {latest}", baseline=Span(assessment.baseline.period.text), latest=latest)


def owners(programme: Programme, reporters: tuple[str, ...]) -> Value:
    """The names of those who own a figure, or the words that nobody is named."""
    if not reporters:
        return say("No owner named in the programme")
    names = tuple(programme.reporters[reporter].name for reporter in reporters)
    return names[0] if len(names) == 1 else Listing(names)
