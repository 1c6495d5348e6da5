"""What the front page says of a whole review: the answer in one sentence, the counts, chance, and what was compared."""

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.assessment import Assessment, Evaluation, GoalAssessment
from analysis.display.blocks import Count, Group, Paragraph, Points, Tally, group, paragraph
from analysis.message import Listing, Message, Number, Percent, Span, Value, say, say_many
from analysis.multiplicity import Q_LIMIT
from analysis.programme import Programme
from analysis.vocabulary import Asks, Done, Reason, Role, Verdict
from analysis.wording import missing, names, reasons

GOOD = (Verdict.ACHIEVED, Verdict.PROGRESSING)
UNCLEAR = (Verdict.NO_CLEAR_CHANGE, Verdict.MIXED, Verdict.NOT_ENOUGH_DATA)
UNASKED = (Reason.NO_INDICATOR, Reason.ONLY_EFFORT, Reason.NO_HEADLINE)
ARROWS = (Verdict.PROGRESSING, Verdict.RECEDING)


def opening(evaluation: Evaluation) -> Group:
    """What is evaluated: the programme, its size, and the years that are judged."""
    programme = evaluation.programme
    sentences = [
        say("Programme: “{title}”.", title=programme.title),
        say("Review period: {review}.", review=Span(str(evaluation.review))),
        say("Goals: {goals}. Sectors: {sectors}.", goals=len(programme.goals), sectors=len(programme.sectors)),
    ]
    return group([*invented(programme).blocks, paragraph(*sentences)])


def invented(programme: Programme) -> Group:
    """The warning of an invented programme, for a notebook: a report says it in the head of every page."""
    return group([paragraph(names.invented(), role="notebook")] if programme.invented else [])


def answer(evaluation: Evaluation) -> Paragraph:
    """What became of the goals, in one sentence, and what the others wait for."""
    verdicts = Counter(result.verdict for result in evaluation.goals)
    unknown = verdicts[Verdict.NOT_ASSESSED]
    if unknown == len(evaluation.goals):
        return paragraph(
            say("None of the {goals} goals could be assessed.", goals=unknown), *why_not(evaluation), role="answer"
        )
    return paragraph(
        say(
            "Of {goals} goals, {good} moved in the right direction or reached a target, {bad} moved in the wrong "
            "direction, {stable} showed no meaningful change, {unclear} gave no clear answer and {unknown} could not "
            "be assessed.",
            goals=len(evaluation.goals),
            good=sum(verdicts[verdict] for verdict in GOOD),
            bad=verdicts[Verdict.RECEDING],
            stable=verdicts[Verdict.STABLE],
            unclear=sum(verdicts[verdict] for verdict in UNCLEAR),
            unknown=unknown,
        ),
        *why_not(evaluation),
        role="answer",
    )


def why_not(evaluation: Evaluation) -> list[Message]:
    """What the goals without an assessment wait for: a figure that somebody has, or an indicator nobody has set."""
    waiting = [result.reason for result in evaluation.goals if result.verdict is Verdict.NOT_ASSESSED]
    figures = sum(reason in missing.ASKABLE or reason is Reason.TOO_FEW_HEADLINES for reason in waiting)
    indicators = sum(reason in UNASKED for reason in waiting)
    others = len(waiting) - figures - indicators
    sentences: list[Message] = []
    if figures:
        sentences.append(
            say_many(
                "One goal waits for a figure; the end of this page says which one, and who could give it.",
                "{count} goals wait for a figure; the end of this page says which ones, and who could give them.",
                figures,
            )
        )
    if indicators:
        sentences.append(
            say_many(
                "One goal has no indicator that asks about people.",
                "{count} goals have no indicator that asks about people.",
                indicators,
            )
        )
    if others:
        sentences.append(
            say_many(
                "One goal could not be assessed for another reason.",
                "{count} goals could not be assessed for another reason.",
                others,
            )
        )
    return sentences


def counts(evaluation: Evaluation) -> Group:
    """How many goals have each verdict and which, and of how many the measures are known to be carried out."""
    done = Counter(result.done for result in evaluation.goals)
    found = {verdict: [result for result in evaluation.goals if result.verdict is verdict] for verdict in Verdict}
    tally = Tally(tuple(count for verdict, results in found.items() for count in _counts(verdict, results)))
    carried_out = say(
        "Goals whose measures were carried out: {done}; in part: {partly}; not: {not_done}; not known or not "
        "followed: {unknown}.",
        done=done[Done.DONE],
        partly=done[Done.PARTLY],
        not_done=done[Done.NOT_DONE],
        unknown=done[Done.NOT_KNOWN] + done[Done.NOT_ASKED],
    )
    return group([tally, paragraph(carried_out)])


def _counts(verdict: Verdict, results: Sequence[GoalAssessment]) -> Iterator[Count]:
    """The goals of one verdict with its meaning; those that are not assessed by their reasons, the commonest first."""
    if not results:
        return
    if verdict is not Verdict.NOT_ASSESSED:
        yield _count(verdict, names.verdict_meaning(verdict), results)
        return
    for reason, _ in Counter(result.reason for result in results).most_common():
        yield _count(verdict, reasons.sentence(reason), [result for result in results if result.reason is reason])


def _count(verdict: Verdict, meaning: Message, results: Sequence[GoalAssessment]) -> Count:
    return Count(verdict, len(results), (meaning, say("Goals: {goals}", goals=_numbers(results))))


def chance(evaluation: Evaluation) -> Paragraph:
    """How many arrows chance alone would draw, and how many of the tested changes were kept."""
    if evaluation.tested == 0:
        return paragraph(say("No indicator could be tested for a change, so no arrow on this page comes from a test."))
    kept = sum(a.q_value is not None and a.q_value <= Q_LIMIT for a in evaluation.assessments)
    arrows = sum(a.verdict in ARROWS for a in evaluation.assessments)
    return paragraph(
        say_many(
            "One indicator was tested for a change.",
            "{count} indicators were tested for a change.",
            evaluation.tested,
        ),
        say(
            "If nothing had changed anywhere, chance alone would be expected to draw at most this many arrows: "
            "{expected}. At least one arrow would be drawn in at most {reviews} of such reviews.",
            expected=Number(evaluation.expected_false_arrows, 2),
            reviews=Percent(min(Q_LIMIT, evaluation.expected_false_arrows), 0),
        ),
        say(
            "When the number of tests is allowed for (q at most {limit}), this many changes stand out: {kept}. Arrows "
            "that were drawn: {arrows}.",
            limit=Percent(Q_LIMIT, 0),
            kept=kept,
            arrows=arrows,
        ),
    )


def why(evaluation: Evaluation) -> Points:
    """How many goals have their verdict for which reason, the commonest first."""
    given = Counter(result.reason for result in evaluation.goals)
    return Points(
        tuple(
            say("{reason} Goals: {goals}.", reason=reasons.sentence(reason), goals=goals)
            for reason, goals in given.most_common()
        )
    )


def compared(evaluation: Evaluation) -> Paragraph:
    """With what the review period is compared, and how often there is nothing to compare it with."""
    judged = [assessment for assessment in evaluation.assessments if asks_for_a_change(assessment)]
    declared = sum(a.baseline is not None and a.baseline_declared for a in judged)
    chosen = sum(a.baseline is not None and not a.baseline_declared for a in judged)
    return paragraph(
        say(
            "Indicators that ask whom the work reached or whether anyone is better off: {indicators}. With a baseline "
            "that the programme itself names: {declared}. With the last comparable figure before the review period, "
            "or else the first within it: {chosen}. With nothing to compare with: {none}.",
            indicators=len(judged),
            declared=declared,
            chosen=chosen,
            none=len(judged) - declared - chosen,
        )
    )


def asks_for_a_change(assessment: Assessment) -> bool:
    return assessment.indicator.asks is not Asks.EFFORT and assessment.indicator.role is not Role.CONTEXT


def sources(evaluation: Evaluation) -> Points:
    """Each source that gave a figure, with its publisher and how many figures it gave."""
    programme = evaluation.programme
    figures = Counter(f.source for a in evaluation.assessments for f in a.series if f.source)
    if not figures:
        return Points((say("No figure has been reported yet, so there is no source to name."),))
    lines: list[Message] = [
        say(
            "{source}. Publisher: {publisher}. Figures: {figures}.",
            source=programme.sources[source].title,
            publisher=programme.sources[source].publisher,
            figures=number,
        )
        for source, number in figures.items()
    ]
    return Points(tuple(lines))


def contact(programme: Programme) -> Paragraph:
    """Whom to ask."""
    return paragraph(say("Questions about this evaluation: {contact}", contact=programme.contact))


def steps(evaluation: Evaluation) -> Points:
    """What should happen before the next review, counted from what is missing now; most urgent first."""
    goals = evaluation.goals
    unasked = [result for result in goals if not result.headlines]
    unreported = [result for result in goals if waits_for_a_figure(evaluation.programme, result)]
    unowned = [result for result in goals if not result.goal.reporters]
    lines: list[Value] = []
    if unreported:
        lines.append(say("Ask for the figures that decide a verdict. Goals: {goals}.", goals=_numbers(unreported)))
    if unasked:
        lines.append(
            say(
                "Agree on an indicator that asks whom the work reached or whether anyone is better off. Goals: "
                "{goals}.",
                goals=_numbers(unasked),
            )
        )
    if unowned:
        lines.append(say("Name an owner for the goal. Goals: {goals}.", goals=_numbers(unowned)))
    return Points(tuple(lines) or (say("Every goal has an owner, an indicator and figures."),), role="steps")


def waits_for_a_figure(programme: Programme, result: GoalAssessment) -> bool:
    """Whether somebody could give a figure that decides the goal's verdict; one that is withheld is there already."""
    return any(request.decides and request.indicator for request in missing.of_goal(programme, result))


def _numbers(results: Sequence[GoalAssessment]) -> Listing:
    return Listing(tuple(Number(result.goal.number) for result in results))
