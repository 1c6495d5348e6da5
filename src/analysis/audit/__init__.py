"""The audit: what is wrong or missing in the programme itself, by general rules and before any verdict."""

from analysis.audit.examination import asked_about, examine
from analysis.audit.nouns import Audit, Evaluability, Field, Finding, State, own_indicators
from analysis.audit.rules import RULES, Rule

__all__ = [
    "RULES",
    "Audit",
    "Evaluability",
    "Field",
    "Finding",
    "Rule",
    "State",
    "asked_about",
    "examine",
    "own_indicators",
]
