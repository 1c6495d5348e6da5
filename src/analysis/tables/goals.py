"""The one table of all goals: each with its measures, what was done, and whether anyone is better off."""

from collections import Counter
from collections.abc import Mapping, Sequence

from analysis.assessment import Assessment, Evaluation, GoalAssessment
from analysis.commentary import Comment
from analysis.display.blocks import Cell, Column, Filter, Row, Table
from analysis.message import Listing, Message, Span, Value, say
from analysis.programme import Programme
from analysis.vocabulary import Verdict
from analysis.wording import comments as wordings
from analysis.wording import missing, names, numbers, reasons, rounding

Comments = Mapping[str, Sequence[Comment]]

COLUMNS = (
    Column(say("Goal")),
    Column(say("What was promised")),
    Column(say("Done?")),
    Column(say("Better off?")),
    Column(say("How sure?")),
    Column(say("Since when?")),
    Column(say("Who owns it?")),
)


NO_COMMENTS: Comments = {}


def of_evaluation(evaluation: Evaluation, comments: Comments = NO_COMMENTS) -> Table:
    """All goals in the programme's order, by sector; where the evaluator has commented on one, its row says so."""
    rows, seen = [], set()
    for result in evaluation.goals:
        sector = result.goal.sector
        heading = evaluation.programme.sector(sector).name if sector not in seen else None
        seen.add(sector)
        rows.append(_row(evaluation.programme, result, heading, comments))
    caption = say(
        "Goals, measures and what became of them in the review period: {review}", review=Span(str(evaluation.review))
    )
    notes = rounding.note(any(rounding.apart(each) for result in evaluation.goals for each in result.headlines))
    filters = (by_verdict(evaluation), by_sector(evaluation))
    return Table(caption, COLUMNS, tuple(rows), notes, role="cards", filters=filters)


def by_verdict(evaluation: Evaluation) -> Filter:
    """The verdicts that were given, in their fixed order, each with its number of goals."""
    given = Counter(result.verdict for result in evaluation.goals)
    options = [(verdict, names.verdict(verdict), given[verdict]) for verdict in Verdict if given[verdict]]
    return _filter("verdict", say("Show by verdict"), len(evaluation.goals), options)


def by_sector(evaluation: Evaluation) -> Filter:
    given = Counter(result.goal.sector for result in evaluation.goals)
    options = [(s.id, s.name, given[s.id]) for s in evaluation.programme.sectors if given[s.id]]
    return _filter("sector", say("Show by sector"), len(evaluation.goals), options)


def _filter(facet: str, title: Message, goals: int, options: Sequence[tuple[str, Value, int]]) -> Filter:
    named = tuple((str(key), say("{words} ({count})", words=words, count=count)) for key, words, count in options)
    return Filter(facet, title, say("All goals ({count})", count=goals), named)


def _row(programme: Programme, result: GoalAssessment, heading: Value | None, comments: Comments) -> Row:
    goal = result.goal
    cells = (
        Cell(say("{number}. {title}", number=goal.number, title=goal.title), link=f"goals/{goal.id}.html"),
        promised(result),
        Cell(names.done(result.done)),
        better_off(result, wordings.in_table(comments, result)),
        how_sure(result),
        since_when(result),
        owner(programme, result),
    )
    facets = (("verdict", str(result.verdict)), ("sector", goal.sector))
    return Row(cells, heading, f"goal-{goal.number}", facets)


def promised(result: GoalAssessment) -> Cell:
    """The measures that the programme lists for the goal."""
    titles = [measure.title for measure in result.goal.measures]
    return Cell(entries=tuple(titles)) if titles else Cell(say("No measure named"))


def better_off(result: GoalAssessment, comment: tuple[Value, ...] = ()) -> Cell:
    """The goal's verdict, and under it what each headline indicator did, or that its figure is missing."""
    lines = [*comment, *(line for headline in result.headlines for line in _headline(headline))]
    return Cell(names.verdict(result.verdict), verdict=result.verdict, more=tuple(lines))


def _headline(assessment: Assessment) -> list[Value]:
    indicator, baseline, latest = assessment.indicator, assessment.baseline, assessment.latest
    if latest is None:
        return [say("Missing: “{indicator}”", indicator=indicator.title)] if missing.lacks(assessment) else []
    after = numbers.figure(indicator, latest.estimate.value)
    if baseline is None:
        return [say("“{indicator}”: {after}", indicator=indicator.title, after=after)]
    before = numbers.figure(indicator, baseline.estimate.value)
    lines: list[Value] = [
        say("“{indicator}”: {before}, later {after}", indicator=indicator.title, before=before, after=after)
    ]
    if assessment.change is not None:
        lines.append(numbers.change(indicator, assessment.change))
    return lines


def how_sure(result: GoalAssessment) -> Cell:
    """Why the verdict is what it is, in a few words, and how many were counted."""
    lines = [line for headline in result.headlines for line in _counted(headline)]
    return Cell(reasons.label(result.reason), more=tuple(lines))


def _counted(assessment: Assessment) -> list[Value]:
    if assessment.latest is None:
        return []
    counted = numbers.counted(assessment.latest.estimate)
    if counted is None:
        return []
    return [say("Counted: {counted}", counted=counted)]


def since_when(result: GoalAssessment) -> Cell:
    """Between which periods the goal is judged; the figures of several headline indicators may differ in theirs."""
    spans = list(dict.fromkeys(line for headline in result.headlines for line in _spans(headline)))
    return Cell(spans[0], more=tuple(spans[1:])) if spans else Cell(say("Nothing to compare"))


def _spans(assessment: Assessment) -> list[Message]:
    baseline, latest = assessment.baseline, assessment.latest
    if latest is None:
        return []
    review = numbers.when(latest.period)
    if baseline is None:
        return [say("{review}, no baseline", review=review)]
    return [say("{baseline}, then {review}", baseline=numbers.when(baseline.period), review=review)]


def owner(programme: Programme, result: GoalAssessment) -> Cell:
    """Who answers for the goal; where the programme names nobody, who at least reports its figures."""
    if result.goal.reporters:
        return Cell(_names(programme, result.goal.reporters))
    reporters = tuple(dict.fromkeys(r for indicator in result.goal.indicators for r in indicator.reporters))
    if reporters:
        return Cell(say("Not named"), more=(say("Figures: {reporters}", reporters=_names(programme, reporters)),))
    return Cell(say("Not named"))


def _names(programme: Programme, reporters: tuple[str, ...]) -> Value:
    return Listing(tuple(programme.reporters[reporter].name for reporter in reporters))
