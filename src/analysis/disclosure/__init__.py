"""What could tell of a person: small numbers, the outsider who works them out, and the least that must be hidden."""

from analysis.disclosure.attack import ContradictionError, Range, insiders, ranges
from analysis.disclosure.system import Quantity, Relation, System, adds_up, rounded_ratio
from analysis.disclosure.threshold import (
    ORDINARY_THRESHOLD,
    SENSITIVE_THRESHOLD,
    TOTAL,
    Cell,
    Threshold,
    complementary,
    is_small,
    threshold,
)

__all__ = [
    "ORDINARY_THRESHOLD",
    "SENSITIVE_THRESHOLD",
    "TOTAL",
    "Cell",
    "ContradictionError",
    "Quantity",
    "Range",
    "Relation",
    "System",
    "Threshold",
    "adds_up",
    "complementary",
    "insiders",
    "is_small",
    "ranges",
    "rounded_ratio",
    "threshold",
]
