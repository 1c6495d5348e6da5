"""The tables that a page shows: blocks made from results, each with a caption and row headers."""

from analysis.tables import (
    certainty,
    changes,
    composition,
    evaluability,
    figures,
    findings,
    goals,
    indicators,
    missing,
    peers,
    sensitivity,
    series,
    themes,
)

__all__ = [
    "certainty",
    "changes",
    "composition",
    "evaluability",
    "figures",
    "findings",
    "goals",
    "indicators",
    "missing",
    "peers",
    "sensitivity",
    "series",
    "themes",
]
