"""The figures that count residents of the town: population, work, children and pupils. All count the same persons."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from modelton.figure import Figure, Series
from modelton.persons import FIRST_REVIEW
from modelton.town import Year

SPOKEN = (
    "finnish",
    "swedish",
    "estonian",
    "arabic",
    "english",
    "russian",
    "chinese",
    "persian",
    "kurdish",
    "swahili",
    "somali",
    "german",
    "spanish",
    "albanian",
    "dutch",
    "thai",
    "turkish",
    "other",
)
CITIZENSHIPS = (
    "finland",
    "estonia",
    "syria",
    "china",
    "iraq",
    "drc",
    "afghanistan",
    "russia",
    "sweden",
    "uk",
    "netherlands",
    "iran",
    "philippines",
    "germany",
    "other",
)


def _share(years: Sequence[Year], counts: Callable[[Year], NDArray], among: Callable[[Year], NDArray]) -> Series:
    return {each.year: [_of(counts(each) & among(each), among(each))] for each in years}


def _of(counted: NDArray, among: NDArray) -> Figure:
    return Figure(int(counted.sum()), int(among.sum()))


def of_residents(years: Sequence[Year]) -> dict[str, Series]:
    """Population, work and background, in which every figure counts the same residents."""

    def situation(name: str) -> Callable[[Year], NDArray]:
        return lambda each: each.situation[name]

    def everyone(each: Year) -> NDArray:
        return np.ones(len(each), dtype=bool)

    def foreign(each: Year) -> NDArray:
        return each.foreign

    def young(each: Year) -> NDArray:
        return each.of_age("young")

    def labour(each: Year) -> NDArray:
        return each.situation["labour-force"]

    def jobless(each: Year) -> NDArray:
        return labour(each) & each.situation["jobless"]

    return {
        "population": {each.year: [Figure(value=len(each))] for each in years},
        "population-by-citizenship": {each.year: _parts(each.citizenship, CITIZENSHIPS) for each in years},
        "population-by-language": {each.year: _parts(each.language, SPOKEN) for each in years},
        "foreign-background": {each.year: [Figure(value=int(each.foreign_background.sum()))] for each in years},
        "foreign-citizens-share": _share(years, lambda each: each.citizenship != "finland", everyone),
        "refugees-received": _share(years, situation("arrived-as-refugee"), everyone),
        "foreign-language-share": _share(years, foreign, everyone),
        "other-language-per-1000": _share(years, foreign, everyone),
        "languages-spoken": {each.year: [Figure(value=_languages(each))] for each in years},
        "protection-share-of-immigrants": _share(years, situation("protection"), lambda each: each.foreign_background),
        "social-assistance": _share(years, situation("social-assistance"), everyone),
        "outside-education-17-24": _share(years, situation("outside-education"), young),
        "unemployment-rate": _share(years, jobless, labour),
        "employed-share": _share(years, lambda each: labour(each) & ~jobless(each), everyone),
        "under-25-unemployment-rate": _share(years, jobless, lambda each: labour(each) & young(each)),
        "under-25-share-of-unemployed": _share(years, young, jobless),
    }


def of_pupils(years: Sequence[Year]) -> dict[str, Series]:
    """Children in early childhood education and pupils, counted among the same residents."""

    def ecec(each: Year) -> NDArray:
        return each.situation["ecec"]

    def foreign_in_ecec(each: Year) -> NDArray:
        return ecec(each) & each.foreign

    def pupils(each: Year) -> NDArray:
        return each.of_age("school")

    def foreign_pupils(each: Year) -> NDArray:
        return pupils(each) & each.foreign

    def situation(name: str) -> Callable[[Year], NDArray]:
        return lambda each: each.situation[name]

    child_plans = _share(years, situation("child-plan"), foreign_in_ecec)
    multiform = {
        each.year: [Figure(value=int((each.situation["multiform"] & foreign_pupils(each)).sum()))] for each in years
    }
    return {
        "lets-talk-discussions": _share(years, situation("lets-talk"), foreign_in_ecec),
        "child-plans": {
            year: [Figure(status="not_collected")] if year in FIRST_REVIEW else figures
            for year, figures in child_plans.items()
        },
        "foreign-language-children-in-ecec-share": _share(years, lambda each: each.foreign, ecec),
        "ecec-children-by-language": {each.year: _parts(each.language[ecec(each)], SPOKEN) for each in years},
        "s2-pupils": _share(years, situation("second-language"), foreign_pupils),
        "multiform-pupils": {  # taught from 2019 on
            year: [Figure(status="not_applicable")] if year < 2019 else figures for year, figures in multiform.items()
        },
        "personal-learning-plans": _share(years, situation("learning-plan"), foreign_pupils),
        "own-language-pupils": _share(years, situation("own-language"), foreign_pupils),
        "learning-results-gap": {each.year: _both(each, pupils(each)) for each in years},
        "pupils-by-language": {each.year: _parts(each.language[pupils(each)], SPOKEN) for each in years},
        "foreign-language-pupils-finnish-schools": _share(
            years, lambda each: each.foreign, lambda each: pupils(each) & ~each.swedish_school
        ),
        "immigrant-background-pupils-swedish-schools": _share(
            years, lambda each: each.foreign_background, lambda each: pupils(each) & each.swedish_school
        ),
    }


def _both(each: Year, pupils: NDArray) -> list[Figure]:
    own, reference = pupils & each.foreign, pupils & ~each.foreign
    level = each.situation["level"]
    return [
        _of(own & level, own),
        Figure(int((reference & level).sum()), int(reference.sum()), reference=True),
    ]


def _parts(words: NDArray, parts: Sequence[str]) -> list[Figure]:
    return [
        Figure(value=len(words)),
        *(Figure(value=int((words == part).sum()), part=part) for part in parts),
    ]


def _languages(each: Year) -> int:
    named = set(each.language.tolist()) - {"other"}
    return len(named) + len(set(each.fine_language[each.language == "other"].tolist()))
