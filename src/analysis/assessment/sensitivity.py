"""What the verdict would be under the neighbouring defensible choices of `choices.py`."""

from dataclasses import dataclass

from analysis import once
from analysis.assessment.again import judge_again
from analysis.assessment.choices import ALTERNATIVES, Choices
from analysis.assessment.nouns import Assessment, Evaluation
from analysis.vocabulary import Reason, Verdict


@dataclass(frozen=True)
class Trial:
    """The verdict of one indicator under other choices."""

    choices: Choices
    verdict: Verdict
    reason: Reason
    flips: bool  # whether it is another verdict than the declared one
    concerned: bool = True  # whether the choice is one that this kind of indicator has

    @property
    def possible(self) -> bool:
        """Whether this choice could be made at all: for this kind of indicator, and with the baseline that it needs."""
        return self.concerned and not (self.choices.baseline and self.reason is Reason.NO_BASELINE)


def sensitivity(evaluation: Evaluation, assessment: Assessment) -> tuple[Trial, ...]:
    """One trial for each of `ALTERNATIVES`, in their order; none for an indicator whose change is not judged.

    A choice is changed for this indicator alone. What rests on a fact (a target that is met) stays under every choice.
    """
    if assessment.change is None or assessment.verdict is Verdict.NOT_ASSESSED:
        return ()
    return tuple(_trial(evaluation, assessment, choices) for choices in ALTERNATIVES)


@once.for_each(once.Same)
def sensitivities(evaluation: Evaluation) -> tuple[tuple[Assessment, tuple[Trial, ...]], ...]:
    """The `sensitivity` of every indicator of the review whose change is judged, in the review's order."""
    tried = ((each, sensitivity(evaluation, each)) for each in evaluation.assessments)
    return tuple((each, trials) for each, trials in tried if trials)


def _trial(evaluation: Evaluation, assessment: Assessment, choices: Choices) -> Trial:
    if not choices.concern(assessment.indicator.kind):
        return Trial(choices, assessment.verdict, assessment.reason, flips=False, concerned=False)
    verdict, reason = judge_again(evaluation, assessment, evaluation.observed[assessment.indicator.id], choices)
    trial = Trial(choices, verdict, reason, flips=verdict is not assessment.verdict)
    return trial if trial.possible else Trial(choices, verdict, reason, flips=False)
