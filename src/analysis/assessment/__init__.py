"""From observations to verdicts: indicator -> assessment -> goal. `docs/verdicts.md` says the rule in words."""

from analysis.assessment.before import LastReview, last_review
from analysis.assessment.choices import ALTERNATIVES, Choices
from analysis.assessment.evaluation import evaluate
from analysis.assessment.fragility import Flip, flips, goal_flips
from analysis.assessment.indicator import yardstick
from analysis.assessment.nouns import Assessment, Evaluation, Figure, GoalAssessment
from analysis.assessment.sensitivity import Trial, sensitivities, sensitivity
from analysis.assessment.settling import Settling, settling
from analysis.assessment.visible import (
    is_meaningful_visible,
    smallest_visible_change,
    smallest_visible_progress,
    years_to_see,
)

__all__ = [
    "ALTERNATIVES",
    "Assessment",
    "Choices",
    "Evaluation",
    "Figure",
    "Flip",
    "GoalAssessment",
    "LastReview",
    "Settling",
    "Trial",
    "evaluate",
    "flips",
    "goal_flips",
    "is_meaningful_visible",
    "last_review",
    "sensitivities",
    "sensitivity",
    "settling",
    "smallest_visible_change",
    "smallest_visible_progress",
    "yardstick",
    "years_to_see",
]
