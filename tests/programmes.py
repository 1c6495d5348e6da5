"""Small whole programmes for worked examples: goals that lack nothing, of which a test takes away what it speaks of."""

from dataclasses import replace

from town import indicator as plain_indicator
from town import name
from town import programme as town_programme

from analysis.period import Period
from analysis.programme import Goal, Indicator, Measure, Place, Population, Programme, Sector, Target
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Theme

BASES = {
    "residents": "everyone",
    "speakers": "language",
    "citizens": "citizenship",
    "migrants": "origin",
    "refugees": "residence-status",
    "clients": "service",
    "pupils": "age",
}
TARGET = Target(20, Kind.SHARE, "residents", Origin.PROGRAMME, name("20 %"))


def indicator(identity: str, kind: Kind = Kind.SHARE, **changes) -> Indicator:
    """A goal's own indicator without a fault: the speakers' share of the residents."""
    sound = {
        "role": Role.HEADLINE,
        "population": "speakers",
        "among": "residents",
        "direction": Direction.UP,
        "baseline": Period.parse("2017"),
        "source": "register",
    }
    return plain_indicator(identity, kind, **{**sound, **changes})


def effort(identity: str, **changes) -> Indicator:
    """An indicator that counts what was done."""
    done = {
        "asks": Asks.EFFORT,
        "role": Role.SUPPORTING,
        "population": None,
        "among": None,
        "direction": Direction.NONE,
    }
    return indicator(identity, Kind.COUNT, **{**done, **changes})


def goal(identity: str, *indicators: Indicator, **changes) -> Goal:
    """A goal without a fault, about the speakers; its number is given by the programme."""
    place = Place(1, "Section")
    sound = {
        "id": identity,
        "number": 0,
        "title": name(identity.capitalize()),
        "theme": Theme.PARTICIPATION,
        "sector": "sector",
        "population": "speakers",
        "target": TARGET,
        "baseline": None,
        "measures": (Measure("measure", name("Measure"), place),),
        "indicators": tuple(replace(one, goal=identity, sector="sector") for one in indicators),
        "reporters": (),
        "place": place,
    }
    return Goal(**{**sound, **changes})


def programme(*goals: Goal, loose: tuple[Indicator, ...] = (), context: tuple[Indicator, ...] = ()) -> Programme:
    """A programme of one sector: goals, indicator rows without a goal, and context series."""
    numbered = tuple(replace(one, number=number) for number, one in enumerate(goals, start=1))
    rows = tuple(replace(one, sector="sector") for one in loose)
    return replace(
        town_programme(*context),
        populations={one: Population(one, name(one.capitalize()), basis, name(one)) for one, basis in BASES.items()},
        sectors=(Sector("sector", name("Sector"), numbered, rows, Place(1, "Section")),),
    )
