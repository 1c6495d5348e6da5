"""The programme: its sectors, goals, measures, indicators and the populations they speak of."""

from analysis.programme.nouns import (
    Goal,
    Indicator,
    Measure,
    Part,
    Place,
    Population,
    Programme,
    Reporter,
    Sector,
    Source,
    Target,
)
from analysis.programme.reading import load, read

__all__ = [
    "Goal",
    "Indicator",
    "Measure",
    "Part",
    "Place",
    "Population",
    "Programme",
    "Reporter",
    "Sector",
    "Source",
    "Target",
    "load",
    "read",
]
