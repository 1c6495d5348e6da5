"""The whole review in plain language: selkokieli, lättläst. Short sentences, one thing in each, no terms of statistics.

The rules are in `docs/plain-language.md`, and a test holds the sentences to them in all three languages.
"""

from collections.abc import Iterator, Sequence

from analysis.assessment import Evaluation, GoalAssessment
from analysis.display.blocks import Block, Group, Points, group, paragraph
from analysis.message import Message, Number, Span, say, say_many
from analysis.programme import Programme
from analysis.vocabulary import Kind, Reason, Role, Verdict
from analysis.wording.review import GOOD

OPEN = (Verdict.NO_CLEAR_CHANGE, Verdict.MIXED, Verdict.NOT_ENOUGH_DATA)


def unread() -> Block:
    """The page is made by rules; a human reader has not said yet that it is easy."""
    return paragraph(
        say("A computer wrote this page."), say("A person has not yet checked that it is easy to read."), role="warning"
    )


def subject(evaluation: Evaluation) -> Group:
    """What is looked at, and which years."""
    programme = evaluation.programme
    return group(
        [
            paragraph(
                say("Place: {municipality}.", municipality=programme.municipality_name),
                say_many("The programme has {count} goal.", "The programme has {count} goals.", len(evaluation.goals)),
            ),
            paragraph(say("We looked at these years: {years}.", years=Span(str(evaluation.review)))),
        ]
    )


def answer(evaluation: Evaluation) -> Group:
    """How many goals went which way, and which; those of which nothing is known come last."""
    better = _with(evaluation, *GOOD)
    worse = _with(evaluation, Verdict.RECEDING)
    same = _with(evaluation, Verdict.STABLE)
    unsure = _with(evaluation, *OPEN)
    unknown = _with(evaluation, Verdict.NOT_ASSESSED)
    told = (
        (better, say_many("{count} goal went well.", "{count} goals went well.", len(better))),
        (worse, say_many("{count} goal went badly.", "{count} goals went badly.", len(worse))),
        (same, say_many("{count} goal stayed the same.", "{count} goals stayed the same.", len(same))),
        (unsure, say_many("We are not sure about {count} goal.", "We are not sure about {count} goals.", len(unsure))),
        (unknown, say_many("We do not know about {count} goal.", "We do not know about {count} goals.", len(unknown))),
    )
    return group([block for results, sentence in told if results for block in (paragraph(sentence), _titles(results))])


def _with(evaluation: Evaluation, *verdicts: Verdict) -> Sequence[GoalAssessment]:
    return [result for result in evaluation.goals if result.verdict in verdicts]


def _titles(results: Sequence[GoalAssessment]) -> Points:
    return Points(tuple(say("{number}. {title}", number=r.goal.number, title=r.goal.title) for r in results))


def figures(evaluation: Evaluation) -> Block:
    """Of how many goals there are figures, of how many only a yes or a no, and of how many a figure is hidden."""
    hidden = sum(result.reason is Reason.WITHHELD for result in evaluation.goals)
    known = [_kinds_known(result) for result in evaluation.goals]
    counted = sum(bool(kinds - {Kind.DELIVERABLE}) for kinds in known)
    return paragraph(
        _counted(counted),
        *_only_yes_or_no(sum(kinds == {Kind.DELIVERABLE} for kinds in known)),
        *_hidden(hidden),
    )


def _counted(count: int) -> Message:
    if not count:
        return say("We do not have figures about any goal yet.")
    return say_many("We have figures about {count} goal.", "We have figures about {count} goals.", count)


def _kinds_known(result: GoalAssessment) -> set[Kind]:
    """The kinds of indicator of which something is known. What is only the goal's background tells nothing of it."""
    return {a.indicator.kind for a in result.indicators if a.latest and a.indicator.role is not Role.CONTEXT}


def _only_yes_or_no(count: int) -> Iterator[Message]:
    if count:
        yield say_many(
            "About {count} goal we know only if the work is done.",
            "About {count} goals we know only if the work is done.",
            count,
        )


def _hidden(count: int) -> Iterator[Message]:
    if count:
        yield say_many("The figures of {count} goal are hidden.", "The figures of {count} goals are hidden.", count)
        yield say("They tell about so few people.")


def certainty(evaluation: Evaluation) -> Block:
    """How many figures were tested, and how many of them chance alone may have moved."""
    if not evaluation.tested:
        return paragraph(say("We could not compare any figure."))
    return paragraph(
        say_many("We compared {count} figure.", "We compared {count} figures.", evaluation.tested),
        say(
            "Chance alone may have changed this many: {chance}.", chance=Number(round(evaluation.expected_false_arrows))
        ),
    )


def contact(programme: Programme) -> Block:
    return paragraph(say("Ask more: {contact}", contact=programme.contact))
