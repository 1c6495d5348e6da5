"""The town's figures as observations: what the reporters of Modelton would have written down."""

from collections.abc import Iterator, Mapping
from typing import Any

from modelton import plan
from modelton.figure import Figure, Series
from modelton.persons import FIRST_REVIEW, YEARS, answers, counted, generator
from modelton.residents import of_pupils, of_residents
from modelton.town import town

AREA = "999"
SOURCE = "invented-data"
STATISTICS = "invented-statistics"  # the reporter of the background series
SURVEYS = range(2017, 2026, 2)
ELECTIONS = (2017, 2021, 2025)
REPORTERS = {
    "integration-services": "integration-services",
    "early-childhood": "finnish-education-committee",
    "basic-education": "finnish-education-committee",
    "health-and-family": "wellbeing-county",
    "leisure": "youth-services",
    "employment": "employment-services",
    "monitoring": "integration-working-group",
    "third-sector": "integration-services",
    "cooperation": "integration-working-group",
}
BY_INDICATOR = {
    "community-sport-events": "sports-services",
    "low-threshold-sport-groups": "sports-services",
    "kaiku-cards-granted": "library",
    "language-courses": "adult-education",
    "language-course-participants": "adult-education",
    "foreign-language-staff-share": "personnel",
    "staff-language-training": "personnel",
}
NO_SURVEY = "Kyselyä ei tehty. Enkäten gjordes inte. No survey was made."


def series(seed: int) -> dict[str, Series]:
    """Every indicator's figures, year by year."""
    years = list(town(seed, plan.IN_TOWN))
    found = {**_groups(seed), **_events(seed), **_deliverables(), **of_residents(years), **of_pupils(years)}
    found["placement-units"] = _placements(seed)
    return found


def rows(programme: Mapping[str, Any], found: Mapping[str, Series]) -> Iterator[tuple[str, ...]]:
    """The lines of observations.csv in the programme's order of indicators."""
    for indicator, sector in _indicators(programme):
        for year, figures in found[indicator["id"]].items():
            for figure in figures:
                yield _row(indicator, sector, year, figure)


def _indicators(programme: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    for sector in programme["sectors"]:
        for goal in sector["goals"]:
            yield from ((indicator, sector["id"]) for indicator in goal.get("indicators", ()))
        yield from ((indicator, sector["id"]) for indicator in sector.get("indicators", ()))
    yield from ((indicator, None) for indicator in programme["context"])


def _row(indicator: Mapping[str, Any], sector: str | None, year: int, figure: Figure) -> tuple[str, ...]:
    name = indicator["id"]
    group = indicator.get("reference" if figure.reference else "population") or ""
    owner = BY_INDICATOR.get(name) or next(iter(indicator.get("reporters", ())), REPORTERS.get(sector, STATISTICS))
    numbers = (_number(figure.numerator), _number(figure.denominator), _number(figure.value))
    return name, AREA, _period(name, year), group, figure.part, *numbers, figure.status, owner, SOURCE, figure.note


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if number < 1000 else str(int(number))


def _period(indicator: str, year: int) -> str:
    if indicator in SCHOOL_YEARS:
        return f"{year - 1}/{year}"
    return f"{year}-12-31" if indicator in YEAR_ENDS else str(year)


SCHOOL_YEARS = {
    "s2-pupils",
    "multiform-pupils",
    "personal-learning-plans",
    "own-language-pupils",
    "learning-results-gap",
    "school-staff-training",
    "guardians-attendance-basic-education",
    "foreign-language-pupils-finnish-schools",
    "immigrant-background-pupils-swedish-schools",
    "pupils-by-language",
}
YEAR_ENDS = {
    "lets-talk-discussions",
    "child-plans",
    "foreign-language-children-in-ecec-share",
    "ecec-children-by-language",
    "foreign-language-staff-share",
    "outside-education-17-24",
    "under-25-share-of-unemployed",
    "under-25-unemployment-rate",
    "population",
    "population-by-citizenship",
    "population-by-language",
    "foreign-background",
    "foreign-citizens-share",
    "foreign-language-share",
    "other-language-per-1000",
    "languages-spoken",
    "protection-share-of-immigrants",
    "unemployment-rate",
    "employed-share",
}


def _groups(seed: int) -> dict[str, Series]:
    """Shares, counts and means of the groups that are no part of the simulated residents."""
    found: dict[str, Series] = {}
    for name, group in plan.SHARES.items():
        counts = counted(generator(seed, name), group.persons, group.path, group.stays)
        found[name] = {year: [Figure(x, group.persons)] for year, x in zip(YEARS, counts, strict=True)}
    for name, group in plan.COUNTS.items():
        counts = counted(generator(seed, name), group.persons, group.path, group.stays)
        found[name] = {year: [Figure(value=x)] for year, x in zip(YEARS, counts, strict=True)}
    for name, group in plan.MEANS.items():
        found[name] = {
            year: [
                Figure(denominator=group.persons, value=mean),
                Figure(value=spread, part="standard_deviation"),
            ]
            for year, (mean, spread) in zip(
                YEARS, answers(generator(seed, name), group.persons, group.path), strict=True
            )
        }
    found["pupil-loneliness"] = {
        year: figures if year in SURVEYS else [Figure(status="not_applicable", note=NO_SURVEY)]
        for year, figures in found["pupil-loneliness"].items()
    }
    for name, invited in plan.INVITED.items():
        for figures in found[name].values():
            figures += [Figure(value=invited, part="invited")] if figures[0].status == "reported" else []
    found["turnout-municipal-elections"] = {year: found["turnout-municipal-elections"][year] for year in ELECTIONS}
    # The same figure, reported for another goal: there the source itself withholds it during the review.
    home_service = found["home-service-foreign-language-share"]
    found["home-service-share-family-services"] = {
        year: [Figure(status="withheld")] if year in FIRST_REVIEW else figures for year, figures in home_service.items()
    }
    return found


def _events(seed: int) -> dict[str, Series]:
    """What the town decides to arrange: about as much every year."""
    found = {}
    for name, usual in plan.EVENTS.items():
        draw = generator(seed, name)
        found[name] = {year: [Figure(value=usual // 2 + int((draw.random(usual) < 0.5).sum()))] for year in YEARS}
    return found


def _deliverables() -> dict[str, Series]:
    found: dict[str, Series] = {
        name: {year: [Figure(value=int(since is not None and year >= since))] for year in YEARS}
        for name, since in plan.DONE_SINCE.items()
    }
    found["competence-mapped"] = {
        year: [Figure(status="not_collected")] if year < 2018 else figures
        for year, figures in found["competence-mapped"].items()
    }
    return found


def _placements(seed: int) -> Series:
    units = counted(generator(seed, "placement-units"), plan.PLACEMENT_UNITS.persons, plan.PLACEMENT_UNITS.path)
    return {
        year: [Figure(value=x if year >= plan.PLACEMENTS_SINCE else 0)] for year, x in zip(YEARS, units, strict=True)
    }
