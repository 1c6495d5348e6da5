"""The evaluator's own comment beside the verdict of the rule: shown as what it is, and never merged with it."""

from collections.abc import Mapping, Sequence

from analysis.assessment import GoalAssessment
from analysis.commentary import Comment
from analysis.display.blocks import Block, Remark, Said, group
from analysis.message import Day, Listing, Message, Value, Verbatim, say
from analysis.vocabulary import Verdict
from analysis.wording import names

LANGUAGES = {"fi": say("Finnish"), "sv": say("Swedish"), "en": say("English")}


def of_goal(comments: Mapping[str, Sequence[Comment]], result: GoalAssessment) -> Block:
    """The comment on one goal, and how it stands to the rule's verdict; nothing where nobody has commented."""
    said = comments.get(result.goal.id, ())
    if not said:
        return group([])
    own = said[0].verdict
    return Remark(
        say("The evaluator's comment"),
        tuple(_said(comment) for comment in said),
        say("The comment has been written only in: {languages}.", languages=_languages(said)),
        standpoint(result.verdict, own),
        own is not None and own is not result.verdict,
    )


def standpoint(ruled: Verdict, own: Verdict | None) -> Message | None:
    """How the evaluator stands to the rule's verdict; None where the comment gives no verdict of its own."""
    if own is None:
        return None
    if own is ruled:
        return say("The evaluator gives the same verdict as the rule: {verdict}.", verdict=names.verdict(ruled))
    return say(
        "The evaluator sees this differently. By the rule: {ruled}. By the evaluator: {own}. The rule’s verdict stands "
        "in all tables and counts.",
        ruled=names.verdict(ruled),
        own=names.verdict(own),
    )


def in_table(comments: Mapping[str, Sequence[Comment]], result: GoalAssessment) -> tuple[Value, ...]:
    """What the table of all goals says of the comment: only that there is one, or that it differs from the rule."""
    said = comments.get(result.goal.id, ())
    if not said:
        return ()
    own = said[0].verdict
    if own is None or own is result.verdict:
        return (say("With the evaluator's comment"),)
    return (say("The evaluator sees this differently: {verdict}", verdict=names.verdict(own)),)


def _said(comment: Comment) -> Said:
    signature = say("Written by: {author}. Date: {day}.", author=Verbatim(comment.author), day=Day(comment.date))
    return Said(comment.language, tuple((passage.listed, passage.lines) for passage in comment.passages), signature)


def _languages(said: Sequence[Comment]) -> Listing:
    return Listing(tuple(LANGUAGES[comment.language] for comment in said))
