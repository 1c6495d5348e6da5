"""From observations to verdicts: indicator -> assessment -> goal. `docs/verdicts.md` says the rule in words."""

from analysis.assessment.choices import ALTERNATIVES, Choices
from analysis.assessment.evaluation import evaluate
from analysis.assessment.fragility import Flip, flips
from analysis.assessment.indicator import yardstick
from analysis.assessment.nouns import Assessment, Evaluation, Figure, GoalAssessment
from analysis.assessment.sensitivity import Trial, sensitivity
from analysis.assessment.visible import smallest_visible_change, smallest_visible_progress

__all__ = [
    "ALTERNATIVES",
    "Assessment",
    "Choices",
    "Evaluation",
    "Figure",
    "Flip",
    "GoalAssessment",
    "Trial",
    "evaluate",
    "flips",
    "sensitivity",
    "smallest_visible_change",
    "smallest_visible_progress",
    "yardstick",
]
