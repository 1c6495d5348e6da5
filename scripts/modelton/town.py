"""The town: places that residents fill, with their age, language, citizenship and situation. All of it is invented."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from modelton.persons import STAYS, YEARS, Path, always, generator, next_year

# Places in 2016 and new ones each year, and the share of foreign-language speakers among those who move in.
AGES = {
    "under-school": (820, 4, 0.19),
    "school": (1300, 6, 0.21),
    "young": (1090, 5, 0.16),
    "working": (4500, 18, 0.16),
    "older": (2090, 9, 0.04),
}
GROWTH = Path(0.95, 1.1, reached=YEARS[-1])  # of the foreign-language share
SWEDISH = 0.30  # of the Finnish and Swedish speakers
LANGUAGES = {  # weight among foreign-language speakers, and the citizenships of those who are not Finnish citizens
    "estonian": (15, ("estonia",)),
    "arabic": (13, ("syria", "iraq")),
    "english": (12, ("uk", "philippines", "other")),
    "russian": (12, ("russia",)),
    "chinese": (8, ("china",)),
    "persian": (6, ("iran", "afghanistan")),
    "kurdish": (5, ("iraq", "iran", "syria")),
    "swahili": (4, ("drc",)),
    "somali": (3, ("other",)),
    "german": (3, ("germany",)),
    "spanish": (3, ("other",)),
    "albanian": (2, ("other",)),
    "dutch": (2, ("netherlands",)),
    "thai": (1, ("other",)),
    "turkish": (1, ("other",)),
    "other": (10, ("other",)),
}
OTHER_LANGUAGES = 30  # how many languages hide behind “other”
FINNISH_CITIZENS = 0.42  # of the foreign-language speakers
IN_LABOUR_FORCE = {"young": 0.42, "working": 0.86}
JOBLESS = 0.06  # of the labour force of 25 and over
REFERENCE_LEVEL = 0.80  # of the Finnish- and Swedish-speaking pupils reach the level that the assessments ask for

Chance = Callable[["Year", int], NDArray]


@dataclass(frozen=True)
class Year:
    """Everyone who lives in the town at the end of one year: one entry a resident in every array."""

    year: int
    age: NDArray
    language: NDArray
    citizenship: NDArray
    foreign_background: NDArray
    swedish_school: NDArray
    fine_language: NDArray  # tells the small languages apart
    situation: dict[str, NDArray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.age)

    @property
    def foreign(self) -> NDArray:
        return ~np.isin(self.language, ("finnish", "swedish"))

    def of_age(self, *ages: str) -> NDArray:
        return np.isin(self.age, ages)


def situations(planted: dict[str, Path]) -> dict[str, Chance]:
    """The chance of each situation for everyone in a year; who is not of the group cannot be in it."""

    def among(group: Callable[[Year], NDArray], path: Path) -> Chance:
        return lambda now, year: np.where(group(now), path.at(year), 0.0)

    def pupil(now: Year) -> NDArray:
        return now.of_age("school")

    def foreign_pupil(now: Year) -> NDArray:
        return pupil(now) & now.foreign

    def foreign_child(now: Year) -> NDArray:
        return now.of_age("under-school") & now.foreign

    def young(now: Year) -> NDArray:
        return now.of_age("young")

    def everyone(now: Year) -> NDArray:
        return np.ones(len(now), dtype=bool)

    def level(now: Year, year: int) -> NDArray:
        own = planted["learning-results-gap"].at(year)
        return np.where(foreign_pupil(now), own, np.where(pupil(now), REFERENCE_LEVEL, 0.0))

    def jobless(now: Year, year: int) -> NDArray:
        return np.where(young(now), planted["under-25-unemployment-rate"].at(year), JOBLESS)

    return {
        "ecec": among(lambda now: now.of_age("under-school"), always(0.68)),
        "lets-talk": among(foreign_child, planted["lets-talk-discussions"]),
        "child-plan": among(foreign_child, always(0.8)),
        "own-language": among(foreign_pupil, planted["own-language-pupils"]),
        "second-language": among(foreign_pupil, always(0.6)),
        "learning-plan": among(foreign_pupil, always(0.7)),
        "multiform": among(foreign_pupil, always(0.08)),
        "level": level,
        "labour-force": lambda now, year: sum(now.of_age(age) * share for age, share in IN_LABOUR_FORCE.items()),
        "jobless": jobless,
        "outside-education": among(young, always(0.07)),
        "social-assistance": among(everyone, always(0.035)),
        "protection": among(lambda now: now.foreign_background, always(0.17)),
        "arrived-as-refugee": lambda now, year: np.where(now.foreign, 0.06, 0.0),
    }


def town(seed: int, planted: dict[str, Path]) -> Iterator[Year]:
    """The town year by year: one resident in five is replaced each year, the others keep what they are."""
    draw = generator(seed, "town")
    chances = situations(planted)
    now = _people(draw, YEARS[0], np.repeat(list(AGES), [size for size, _, _ in AGES.values()]))
    now.situation.update({name: draw.random(len(now)) < chance(now, now.year) for name, chance in chances.items()})
    yield now
    for year in YEARS[1:]:
        now = _later(draw, now, year, chances)
        yield now


def _later(draw: np.random.Generator, before: Year, year: int, chances: dict[str, Chance]) -> Year:
    built = np.repeat(list(AGES), [growth for _, growth, _ in AGES.values()])
    newcomers = _people(draw, year, np.concatenate([before.age, built]))
    moved = np.concatenate([draw.random(len(before)) >= STAYS, np.ones(len(built), dtype=bool)])

    def kept(new: NDArray, old: NDArray) -> NDArray:
        return np.where(moved, new, np.concatenate([old, new[len(old) :]]))

    columns = ("age", "language", "citizenship", "foreign_background", "swedish_school", "fine_language")
    now = Year(year, **{name: kept(getattr(newcomers, name), getattr(before, name)) for name in columns})
    for name, chance in chances.items():
        status = np.concatenate([before.situation[name], np.zeros(len(built), dtype=bool)])
        now.situation[name] = next_year(draw, status, chance(now, year - 1), chance(now, year), moved)
    # Being received as a refugee happens once, in the year of arrival.
    now.situation["arrived-as-refugee"] &= moved
    return now


def _people(draw: np.random.Generator, year: int, age: NDArray) -> Year:
    """A new resident for every place."""
    shares = {name: share for name, (_, _, share) in AGES.items()}
    foreign = draw.random(len(age)) < np.array([shares[name] for name in age]) * GROWTH.at(year)
    weights = np.cumsum([weight for weight, _ in LANGUAGES.values()], dtype=float)
    spoken = np.array(list(LANGUAGES))[np.searchsorted(weights / weights[-1], draw.random(len(age)), side="right")]
    language = np.where(foreign, spoken, np.where(draw.random(len(age)) < SWEDISH, "swedish", "finnish"))
    chance, choice = draw.random(len(age)), draw.random(len(age))
    abroad = [_citizenship(name, one) for name, one in zip(language, choice, strict=True)]
    finnish = chance < np.where(foreign, FINNISH_CITIZENS, 0.99)
    background = draw.random(len(age)) < np.where(foreign, 0.93, 0.015)
    swedish_school = (language == "swedish") | (foreign & (draw.random(len(age)) < 0.1))
    fine_language = (draw.random(len(age)) * OTHER_LANGUAGES).astype(int)
    return Year(year, age, language, np.where(finnish, "finland", abroad), background, swedish_school, fine_language)


def _citizenship(language: str, choice: float) -> str:
    _, countries = LANGUAGES.get(language, (0, ("sweden", "other")))
    return countries[int(choice * len(countries))]
