"""The verdict of one indicator reached anew, by the same functions, with one thing changed and all else as it was."""

from collections.abc import Sequence

from analysis.assessment.choices import DECLARED, Choices
from analysis.assessment.indicator import examine, judgement
from analysis.assessment.nouns import Assessment, Evaluation
from analysis.assessment.observed import Observed
from analysis.assessment.rule import Judgement
from analysis.change import Change


def judge_again(
    evaluation: Evaluation,
    assessment: Assessment,
    observed: Sequence[Observed],
    choices: Choices = DECLARED,
    change: Change | None = None,
) -> Judgement:
    """The verdict and reason that the indicator would have with these observations and choices.

    Its p-value is put among the p-values that the other indicators of the review have, and its q-value is worked out
    anew; so nothing is used but what the evaluation shows anyway.
    """
    found = examine(assessment.indicator, observed, evaluation.review, choices, change)
    if not found.tested:
        return judgement(found, None)
    return judgement(found, evaluation.q_value_with(assessment, found.p_value))
