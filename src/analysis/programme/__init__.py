"""The programme: its sectors, goals, measures, indicators and the populations they speak of."""

from analysis.programme.nouns import Goal, Indicator, Measure, Part, Place, Programme, Reporter, Sector, Source, Target
from analysis.programme.peers import Peers, Trait
from analysis.programme.people import Population
from analysis.programme.reading import load, read

__all__ = [
    "Goal",
    "Indicator",
    "Measure",
    "Part",
    "Peers",
    "Place",
    "Population",
    "Programme",
    "Reporter",
    "Sector",
    "Source",
    "Target",
    "Trait",
    "load",
    "read",
]
