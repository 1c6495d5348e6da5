"""From observations to verdicts: indicator -> assessment -> goal. `docs/verdicts.md` says the rule in words."""

from analysis.assessment.evaluation import evaluate
from analysis.assessment.indicator import yardstick
from analysis.assessment.nouns import Assessment, Evaluation, Figure, GoalAssessment
from analysis.assessment.visible import smallest_visible_change, smallest_visible_progress

__all__ = [
    "Assessment",
    "Evaluation",
    "Figure",
    "GoalAssessment",
    "evaluate",
    "smallest_visible_change",
    "smallest_visible_progress",
    "yardstick",
]
