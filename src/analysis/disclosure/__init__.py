"""What could tell of a person: small numbers, the outsider who works them out, and the least that must be hidden."""

from analysis.disclosure.attack import ContradictionError, Range, insiders, ranges
from analysis.disclosure.hiding import least_hiding
from analysis.disclosure.publication import Line, Publication
from analysis.disclosure.system import Quantity, Relation, System, adds_up, rounded_ratio
from analysis.disclosure.threshold import (
    ORDINARY_THRESHOLD,
    SENSITIVE_THRESHOLD,
    Threshold,
    is_small,
    threshold,
)

__all__ = [
    "ORDINARY_THRESHOLD",
    "SENSITIVE_THRESHOLD",
    "ContradictionError",
    "Line",
    "Publication",
    "Quantity",
    "Range",
    "Relation",
    "System",
    "Threshold",
    "adds_up",
    "insiders",
    "is_small",
    "least_hiding",
    "ranges",
    "rounded_ratio",
    "threshold",
]
