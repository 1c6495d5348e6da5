"""A programme of a few indicators, built in a line, for the tests of verdicts and of hiding."""

import datetime
from pathlib import Path

import pandas as pd

from analysis.assessment import Assessment, Evaluation, GoalAssessment, evaluate
from analysis.message import Name
from analysis.observations.columns import COLUMNS, NUMBERS
from analysis.observations.release import release
from analysis.period import Period, Review
from analysis.programme.nouns import Approval, Goal, Indicator, Part, Place, Programme, Sector, Source, Target
from analysis.programme.people import Population
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Sensitivity, Theme

HOME = "999"
PLACE = Place(page=1, section="Section")
MARGIN = {Kind.SHARE: 10.0, Kind.GAP: 10.0, Kind.RATE: 1.5, Kind.COUNT: 1.5, Kind.MEAN: 0.5, Kind.DELIVERABLE: 1.0}


def name(text: str) -> Name:
    return Name(text, text, text)


def indicator(id: str = "courses-passed", kind: Kind = Kind.SHARE, **declared: object) -> Indicator:
    """A headline outcome that should rise, unless declared otherwise. `breaks` are texts of periods."""
    fields: dict = {
        "title": name(id),
        "asks": Asks.OUTCOME,
        "role": Role.HEADLINE,
        "why": name("why"),
        # An effort count is of courses or meetings unless a test says of whom it is.
        "population": None if kind is Kind.COUNT and declared.get("asks") is Asks.EFFORT else "learners",
        "among": "enrolled" if kind in (Kind.SHARE, Kind.RATE) else None,
        "reference": "others" if kind is Kind.GAP else None,
        "better": Direction.UP if kind is Kind.GAP else Direction.NONE,
        "direction": Direction.DOWN if kind is Kind.GAP else Direction.UP,
        "target": None,
        "baseline": None,
        "meaningful_change": MARGIN[kind],
        "unit": name("%"),
        "per": 1000 if kind is Kind.RATE else 100,
        "reporters": ("office",),
        "source": None,
        "sensitivity": Sensitivity.ORDINARY,
        "origin": Origin.PROGRAMME,
        "theme": Theme.SCHOOL,
        "parts": (),
        "breaks": (),
        "place": PLACE,
        "goal": "goal",
        "sector": "sector",
    }
    fields |= declared
    if isinstance(fields["baseline"], str):
        fields["baseline"] = Period.parse(fields["baseline"])
    fields["breaks"] = tuple((Period.parse(text), name("new definition")) for text in fields["breaks"])
    fields["parts"] = tuple(Part(part, name(part)) for part in fields["parts"])
    return Indicator(id=id, kind=kind, **fields)


def target(value: float, kind: Kind = Kind.SHARE, population: str = "learners") -> Target:
    """A target as the programme is read: percentages are written in per cent and kept as fractions."""
    percentage = kind in (Kind.SHARE, Kind.GAP)
    return Target(value / 100 if percentage else value, kind, population, Origin.PROGRAMME, name("target"))


def programme(*indicators: Indicator, context: tuple[Indicator, ...] = ()) -> Programme:
    """One goal with these indicators, and two sources: an official one and the municipality's own register."""
    goal = Goal(
        "goal", 1, name("goal"), Theme.SCHOOL, "sector", "learners", None, None, (), indicators, ("office",), PLACE
    )
    sources = {
        id: Source(id, name(id), name(id), None, None, None, "licence", official, None, ())
        for id, official in (("statistics", True), ("register", False))
    }
    people = {
        id: Population(id, name(id), "service", name(id)) for id in ("learners", "enrolled", "others", "residents")
    }
    return Programme(
        id="small",
        folder=Path("small"),
        municipality=HOME,
        municipality_name=name("Small"),
        title=name("programme"),
        invented=True,
        review="2022",
        approval=Approval(name("council"), datetime.date(2020, 1, 1), "§ 1", name("document")),
        contact=name("office"),
        populations=people,
        reporters={},
        sources=sources,
        sectors=(Sector("sector", name("sector"), (goal,), (), PLACE),),
        context=context,
    )


def row(indicator: str, period: str | int, x: float | None = None, n: float | None = None, **cells: object) -> dict:
    """One reported row: `x` of `n`, or `value=`; other cells by name."""
    missing = float("nan")
    return {
        "indicator": indicator,
        "area": HOME,
        "period": str(period),
        "group": "learners",
        "part": "",
        "numerator": missing if x is None else float(x),
        "denominator": missing if n is None else float(n),
        "value": missing,
        "status": "reported",
        "reporter": "office",
        "source": "register",
        "note": "",
        **cells,
    }


def shares(indicator: str, **years: tuple[int, int]) -> list[dict]:
    """Rows of a share or count: `y2020=(12, 60)`."""
    return [row(indicator, year.removeprefix("y"), *pair) for year, pair in years.items()]


def gaps(indicator: str, **years: tuple[int, int, int, int]) -> list[dict]:
    """Rows of a gap: the population's x and n, then the reference group's."""
    return [
        each
        for year, (x, n, xr, nr) in years.items()
        for each in (
            row(indicator, year.removeprefix("y"), x, n),
            row(indicator, year.removeprefix("y"), xr, nr, group="others"),
        )
    ]


def means(indicator: str, **years: tuple[float, int, float | None]) -> list[dict]:
    """Rows of a mean: mean, number of answers, standard deviation (or None)."""
    rows = []
    for year, (mean, n, spread) in years.items():
        rows.append(row(indicator, year.removeprefix("y"), None, n, value=mean))
        if spread is not None:
            rows.append(row(indicator, year.removeprefix("y"), part="standard_deviation", value=spread))
    return rows


def table(rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame = frame.astype({column: "float64" if column in NUMBERS else "str" for column in COLUMNS})
    return frame.assign(row=range(2, len(frame) + 2), file="observations.csv")


def evaluation(indicators: list[Indicator], rows: list[dict], review: str = "2022") -> Evaluation:
    """Evaluated as the project does it: through the gate."""
    small = programme(*indicators)
    return evaluate(small, release(small, table(rows)), Review.parse(review))


def assessed(indicator: Indicator, rows: list[dict], review: str = "2022") -> Assessment:
    return evaluation([indicator], rows, review).assessments[0]


def goal_of(indicators: list[Indicator], rows: list[dict], review: str = "2022") -> GoalAssessment:
    return evaluation(indicators, rows, review).goals[0]
