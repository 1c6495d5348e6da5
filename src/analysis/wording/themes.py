"""What every theme says in the same words: its goals, its comparisons, its certainty, its sources and its gaps."""

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.assessment import Assessment, Evaluation, GoalAssessment
from analysis.display.blocks import Block, Group, Points, group, paragraph
from analysis.message import Listing, Message, Value, say, say_many
from analysis.programme import Programme
from analysis.themes.series import Series
from analysis.vocabulary import Asks, Role, Theme, Verdict
from analysis.wording import sources
from analysis.wording.review import GOOD, UNCLEAR
from analysis.wording.withheld import protected


def of_theme(evaluation: Evaluation, theme: Theme) -> tuple[GoalAssessment, ...]:
    """The goals of a theme, in the programme's order."""
    return tuple(evaluation.goal(goal.id) for goal in evaluation.programme.goals if goal.theme is theme)


def judged(evaluation: Evaluation, theme: Theme) -> tuple[Assessment, ...]:
    """The indicators of a theme that ask for more than effort, with or without figures."""
    return tuple(
        evaluation.indicator(indicator.id)
        for indicator in evaluation.programme.indicators
        if indicator.theme is theme and indicator.asks is not Asks.EFFORT and indicator.role is not Role.CONTEXT
    )


def goals(evaluation: Evaluation, theme: Theme) -> Message:
    """The verdicts of the theme's goals in one sentence."""
    results = of_theme(evaluation, theme)
    verdicts = Counter(result.verdict for result in results)
    if not results:
        return say("The programme has no goal in this theme.")
    if verdicts[Verdict.NOT_ASSESSED] == len(results):
        return say_many(
            "The one goal of this theme could not be assessed for this review period.",
            "None of the {count} goals of this theme could be assessed for this review period.",
            len(results),
        )
    return say(
        "Of the {goals} goals of this theme, {good} moved in the right direction or reached a target, {bad} moved in "
        "the wrong direction, {stable} showed no meaningful change, {unclear} gave no clear answer and {unknown} "
        "could not be assessed.",
        goals=len(results),
        good=sum(verdicts[verdict] for verdict in GOOD),
        bad=verdicts[Verdict.RECEDING],
        stable=verdicts[Verdict.STABLE],
        unclear=sum(verdicts[verdict] for verdict in UNCLEAR),
        unknown=verdicts[Verdict.NOT_ASSESSED],
    )


def coverage(evaluation: Evaluation, theme: Theme) -> Message:
    """Of how many indicators there is a figure for the review at all."""
    asked = judged(evaluation, theme)
    return say(
        "Indicators that ask whom the work reached or whether anyone is better off: {all}. With a figure for the "
        "review period: {known}.",
        all=len(asked),
        known=sum(assessment.latest is not None for assessment in asked),
    )


def answered(first: Message, *more: Value) -> Group:
    """The answer of a theme: its goals in large type, then what can be said at once."""
    return group([paragraph(first, role="answer"), paragraph(*more)])


def incomparable(evaluation: Evaluation, theme: Theme) -> Group:
    """The indicators that have no figure to compare, by name; nothing when all have one."""
    unknown = [one for one in judged(evaluation, theme) if not (one.latest or one.baseline)]
    if not unknown:
        return group([])
    names = dict.fromkeys(assessment.indicator.title for assessment in unknown)
    titles = Listing(tuple(say("“{title}”", title=name) for name in names))
    return group(
        [paragraph(say("Nothing to compare, because no figure can be shown: {titles}.", titles=titles), role="note")]
    )


def without_interval(used: Sequence[Series]) -> Block:
    """The figures of which only a percentage is known, so that nobody can say how far chance could move them."""
    plain = [one for one in _distinct(used) if one.among is not None and _only_percentages(one)]
    if not plain:
        return group([])
    titles = Listing(tuple(say("“{title}”", title=one.indicator.title) for one in plain))
    return paragraph(
        say("Only a percentage is known, without the numbers of persons: {titles}.", titles=titles), role="note"
    )


def _only_percentages(one: Series) -> bool:
    return bool(one.figures) and all(figure.estimate.denominator is None for figure in one.figures)


def origins(programme: Programme, used: Sequence[Series]) -> Group:
    """Every source of the theme's figures, each with what it was used for."""
    users: dict[str, list[Series]] = {}
    for one in _distinct(used):
        for source in dict.fromkeys(figure.source for figure in one.figures if figure.source):
            users.setdefault(source, []).append(one)
    if not users:
        return group([paragraph(say("No figure has been reported, so there is no source to name."))])
    return group([sources.facts(programme, programme.sources[source], series) for source, series in users.items()])


def withheld(used: Sequence[Series]) -> Group:
    """One note on figures that exist and are not shown; nothing when there are none."""
    hidden = [one for one in _distinct(used) if one.withheld]
    if not hidden:
        return group([])
    titles = Listing(tuple(say("“{indicator}”", indicator=one.indicator.title) for one in hidden))
    return group([paragraph(protected(titles), role="note")])


def listed(items: Iterable[Value], otherwise: Message) -> Block:
    """A bulleted list, or one sentence where there is nothing to list."""
    found = tuple(items)
    return Points(found) if found else paragraph(otherwise)


def _distinct(used: Sequence[Series]) -> list[Series]:
    """One series an indicator, with the figures of all its parts."""
    merged: dict[str, Series] = {}
    for one in used:
        before = merged.get(one.indicator.id)
        merged[one.indicator.id] = one if before is None else before.joined(one)
    return list(merged.values())
