"""A small invented town for worked examples: a programme with the indicators of a test, and its published figures."""

import datetime
import math
from pathlib import Path

import pandas as pd

from analysis.message import Name
from analysis.observations.columns import COLUMNS
from analysis.period import Period
from analysis.programme import Indicator, Part, Population, Programme, Reporter, Source
from analysis.programme.nouns import Approval
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Sensitivity

CODE = "999"
PUBLISHED = [*COLUMNS, "withheld_because"]


def name(text: str) -> Name:
    return Name(text, text, text)


def indicator(identity: str, kind: Kind, **changes) -> Indicator:
    """An indicator of the town; everything that a test does not speak of has a plain value."""
    values = {
        "id": identity,
        "title": name(identity.replace("-", " ").capitalize()),
        "kind": kind,
        "asks": Asks.OUTCOME,
        "role": Role.CONTEXT,
        "why": name("why"),
        "population": "residents",
        "among": None,
        "reference": None,
        "better": Direction.UP,
        "direction": Direction.NONE,
        "target": None,
        "baseline": None,
        "meaningful_change": 10.0,
        "unit": name("persons"),
        "per": 100,
        "reporters": ("school-office",),
        "source": None,
        "sensitivity": Sensitivity.ORDINARY,
        "origin": Origin.PROGRAMME,
        "theme": None,
        "parts": (),
        "breaks": (),
        "place": None,
        "goal": None,
        "sector": None,
    }
    return Indicator(**{**values, **changes})


def parts(*identities: str) -> tuple[Part, ...]:
    return tuple(Part(one, name(one.capitalize())) for one in identities)


def programme(*indicators: Indicator, populations: tuple[str, ...] = ()) -> Programme:
    used = {one for i in indicators for one in (i.population, i.among, i.reference) if one} | set(populations)
    return Programme(
        id="town",
        folder=Path("town"),
        municipality=CODE,
        municipality_name=name("Town"),
        title=name("Programme"),
        invented=True,
        review="2018-2022",
        approval=Approval(name("Council"), datetime.date(2018, 1, 1), "1", name("Minutes")),
        contact=name("office"),
        populations={
            one: Population(one, name(one.replace("-", " ").capitalize()), "everyone", name(one)) for one in used
        },
        reporters={
            "school-office": Reporter("school-office", name("School office")),
            "sovv": Reporter("sovv", name("SOVV")),
            "suus": Reporter("suus", name("SUUS")),
        },
        sources={
            "register": Source(
                "register", name("Register"), name("Office"), None, None, None, "CC BY 4.0", True, None, ()
            )
        },
        sectors=(),
        context=tuple(indicators),
    )


def row(identity: str, period: str, **cells) -> dict:
    """A row of the published table: give `numerator` and `denominator`, or `value`, or a status without numbers."""
    empty = {
        "area": CODE,
        "group": "residents",
        "part": "",
        "reporter": "",
        "source": "",
        "note": "",
        "withheld_because": "",
    }
    numbers = {"numerator": math.nan, "denominator": math.nan, "value": math.nan, "status": "reported"}
    return {"indicator": identity, "period": period, **empty, **numbers, **cells}


def published(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=PUBLISHED).astype(
        dict.fromkeys(("numerator", "denominator", "value"), "float64")
    )


def period(text: str) -> Period:
    return Period.parse(text)
