"""A goal's result: its verdict from its headline indicators, and what was done from its effort indicators."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.assessment.figure import figure, is_decision
from analysis.assessment.nouns import Assessment, GoalAssessment
from analysis.assessment.observed import Observed
from analysis.assessment.rule import Judgement
from analysis.period import Review
from analysis.programme import Goal, Indicator
from analysis.vocabulary import Done, Kind, Reason, Role, Status, Verdict

GOOD = frozenset({Verdict.ACHIEVED, Verdict.PROGRESSING})
UNJUDGED = frozenset({Verdict.NOT_ASSESSED, Verdict.NOT_ENOUGH_DATA})
NO_FIGURE = frozenset({Reason.NO_OBSERVATION, Reason.NOT_COLLECTED, Reason.NOT_APPLICABLE})
# What is done is counted or documented; how good it was (a mean) says nothing of whether it was done.
SAYS_DONE = frozenset({Kind.DELIVERABLE, Kind.COUNT, Kind.SHARE, Kind.RATE})


def assess(goal: Goal, assessments: Sequence[Assessment], done: Done) -> GoalAssessment:
    """The result for a goal from the assessments of its own indicators."""
    found = GoalAssessment(goal, done, *_without(goal), tuple(assessments))
    if not found.headlines:
        return found
    verdict, reason = of_headlines([(each.verdict, each.reason) for each in found.headlines])
    return replace(found, verdict=verdict, reason=reason)


def of_headlines(judgements: Sequence[Judgement]) -> Judgement:
    """One verdict from those of the headline indicators: no average, no majority. A single one is passed through."""
    if len(judgements) == 1:
        return judgements[0]
    verdicts = [verdict for verdict, _ in judgements]
    judged = [verdict for verdict in verdicts if verdict not in UNJUDGED]
    if 2 * len(judged) < len(verdicts):
        return _unjudged(judgements, bool(judged))
    good = any(verdict in GOOD for verdict in judged)
    bad = Verdict.RECEDING in judged
    if good and bad:
        return Verdict.MIXED, Reason.HEADLINES_DISAGREE
    if bad:
        return Verdict.RECEDING, _agreement(verdicts, {Verdict.RECEDING})
    if good:
        achieved = all(verdict is Verdict.ACHIEVED for verdict in verdicts)
        return Verdict.ACHIEVED if achieved else Verdict.PROGRESSING, _agreement(verdicts, GOOD)
    verdict = Verdict.STABLE if set(judged) == {Verdict.STABLE} else Verdict.NO_CLEAR_CHANGE
    return verdict, _agreement(verdicts, {verdict})


def done(goal: Goal, observed: dict[str, Sequence[Observed]], review: Review) -> Done:
    """Whether the goal's measures were carried out, as its effort indicators document it in the review period."""
    known = [
        _documented(indicator, observed[indicator.id], review)
        for indicator in goal.indicators
        if is_decision(indicator) and indicator.role is not Role.CONTEXT and indicator.kind in SAYS_DONE
    ]
    if not known:
        return Done.NOT_ASKED
    if all(known):
        return Done.DONE
    if any(known):
        return Done.PARTLY
    # Some are documented as not done: as long as one is unknown, nothing is known of the whole.
    return Done.NOT_KNOWN if None in known else Done.NOT_DONE


def _documented(indicator: Indicator, observed: Sequence[Observed], review: Review) -> bool | None:
    """Whether something was done in the review; None when no figure says so or the contrary.

    Beside a withheld figure nothing is known to be left undone: it may be the one that says that it was done.
    """
    in_review = [each for each in observed if review.covers(each.period)]
    figures = [each for each in in_review if each.is_figure]
    if any(figure(indicator, each).estimate.value > 0 for each in figures):
        return True
    withheld = any(each.status is Status.WITHHELD for each in in_review)
    return None if withheld or not figures else False


def _without(goal: Goal) -> Judgement:
    """Why a goal without a headline indicator has no verdict. Background series are no indicators of a goal."""
    own = [indicator for indicator in goal.indicators if indicator.role is not Role.CONTEXT]
    if not own:
        return Verdict.NOT_ASSESSED, Reason.NO_INDICATOR
    only_effort = all(map(is_decision, own))
    return Verdict.NOT_ASSESSED, Reason.ONLY_EFFORT if only_effort else Reason.NO_HEADLINE


def _unjudged(judgements: Sequence[Judgement], some_judged: bool) -> Judgement:
    """Fewer than half of the headlines have a verdict. A reason that they share is the goal's reason too."""
    verdicts = {verdict for verdict, _ in judgements}
    reasons = {reason for _, reason in judgements}
    verdict = Verdict.NOT_ENOUGH_DATA if Verdict.NOT_ENOUGH_DATA in verdicts else Verdict.NOT_ASSESSED
    if len(reasons) == 1:
        return verdict, next(iter(reasons))
    no_figure = not some_judged and reasons <= NO_FIGURE
    return verdict, Reason.NO_OBSERVATION if no_figure else Reason.TOO_FEW_HEADLINES


def _agreement(verdicts: Sequence[Verdict], wanted: frozenset[Verdict] | set[Verdict]) -> Reason:
    return Reason.HEADLINES_AGREE if set(verdicts) <= wanted else Reason.HEADLINES_PARTLY
