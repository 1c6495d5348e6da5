"""Municipalities drawn at random, person by person, with what two reviews in a row report of them.

Everybody has a language, a school, an age and a few traits, so that every number of every table is counted from the
same persons. `tests/test_no_person_is_found.py` attacks what the gate lets through.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from small_programme import indicator, name, programme, row

from analysis.programme import Indicator, Programme
from analysis.programme.nouns import Part
from analysis.programme.people import Addend, Ages, DeclaredSum
from analysis.vocabulary import Kind, Sensitivity

YEARS = (2021, 2022)
SEEN_FIRST = (2021,)  # the years of the first review; the second reports both, the first a little revised
FOREIGN = ("arabic", "russian", "somali", "turkish", "english", "other")
MAJORITY = ("finnish", "swedish")
RESIDENTS = 3000
SCHOOLS = ("north", "south", "west")
BANDS = {"to-24": Ages(0, 24), "to-39": Ages(0, 39), "20-to-39": Ages(20, 39), "from-40": Ages(40, None)}


@dataclass(frozen=True)
class Person:
    language: str
    school: str | None  # of pupils
    age: int
    own_language: bool
    second_language: bool
    lonely: bool
    client: bool
    answered: bool

    @property
    def foreign(self) -> bool:
        return self.language in FOREIGN


Town = Mapping[int, Mapping[int, Person]]  # by year, the persons by a number that stays theirs


def draw_town(seed: int) -> Town:
    """Three thousand residents; each year some leave, some come, and traits change for some."""
    chance = random.Random(seed)
    pupils = chance.randint(300, 800)
    weights = {language: chance.choice((0.2, 0.5, 1, 2, 4)) for language in FOREIGN} | {"finnish": 25, "swedish": 15}
    numbers = iter(range(10**6))

    def person(**given: object) -> Person:
        is_pupil = chance.random() < pupils / RESIDENTS
        fields = {
            "language": chance.choices(list(weights), list(weights.values()))[0],
            "school": chance.choices(SCHOOLS, (5, 3, 1))[0] if is_pupil else None,
            "age": chance.randint(7, 16) if is_pupil else chance.randint(17, 80),
            "own_language": chance.random() < 0.5,
            "second_language": chance.random() < 0.6,
            "lonely": chance.random() < 0.15,
            "client": chance.random() < 0.15,
            "answered": chance.random() < 0.1,
        }
        return Person(**{**fields, **given})

    here = {next(numbers): person() for _ in range(RESIDENTS)}
    years = {}
    for year in YEARS:
        here = {
            number: replace(each, own_language=chance.random() < 0.5) if chance.random() < 0.3 else each
            for number, each in here.items()
            if chance.random() < 0.93
        }
        here |= {next(numbers): person() for _ in range(chance.randint(100, 250))}
        years[year] = here
    return years


def revised(town: Town, seed: int) -> Town:
    """The same town as the second review knows it: a few persons of the last year seen first were registered late."""
    chance = random.Random(seed + 10**6)
    last = SEEN_FIRST[-1]
    late = {
        number: each for number, each in town[last + 1].items() if number not in town[last] and chance.random() < 0.1
    }
    return {**town, last: {**town[last], **late}}


# --- the programme ---------------------------------------------------------------------------------------------------


def counts(id: str, parts: Iterable[str], **declared: object) -> Indicator:
    return indicator(id, kind=Kind.COUNT, parts=tuple(parts), **declared)


def shares(id: str, population: str, among: str, **declared: object) -> Indicator:
    return indicator(id, population=population, among=among, **declared)


def plan() -> Programme:
    """What is followed, with everything declared that a reader of the tables would know."""
    clients = replace(counts("clients-by-age", ()), parts=tuple(Part(id, name(id), ages) for id, ages in BANDS.items()))
    small = programme(
        counts("residents-by-language", (*FOREIGN, *MAJORITY)),
        counts("pupils-by-language", (*FOREIGN, *MAJORITY)),
        counts("pupils-by-school", SCHOOLS),
        shares("foreign-pupils", "foreign", "pupils"),
        shares("foreign-pupils-again", "foreign", "pupils"),
        shares("own-language", "foreign", "foreign", parts=SCHOOLS),
        shares("second-language", "foreign", "foreign"),
        shares("loneliness", "foreign", "foreign", parts=SCHOOLS, sensitivity=Sensitivity.SENSITIVE),
        indicator("own-language-gap", kind=Kind.GAP, population="foreign", reference="majority"),
        indicator("feedback", kind=Kind.MEAN, population="answers"),
        clients,
    )
    sums = [
        DeclaredSum(Addend("pupils-by-language"), (Addend("pupils-by-school"),), True),
        DeclaredSum(Addend("pupils-by-language"), (Addend(population="pupils"),), True),
        DeclaredSum(Addend(population="pupils"), (Addend(population="foreign"), Addend(population="majority")), True),
        DeclaredSum(Addend(population="foreign"), tuple(Addend("pupils-by-language", each) for each in FOREIGN), True),
    ]
    sums += [
        DeclaredSum(Addend("residents-by-language", each), (Addend("pupils-by-language", each),), False)
        for each in (*FOREIGN, *MAJORITY)
    ]
    populations = small.populations | {
        id: replace(small.populations["learners"], id=id, within=within)
        for id, within in (("foreign", "pupils"), ("majority", "pupils"), ("pupils", None), ("answers", None))
    }
    return replace(small, sums=tuple(sums), populations=populations)


# --- the tables ------------------------------------------------------------------------------------------------------


def rows_of(town: Town, years: Iterable[int], seed: int) -> list[dict]:
    """What is true of these years, row by row."""
    return [each for year in years for each in _rows(town, year, random.Random(seed))]


def reported(rows: Iterable[dict]) -> list[dict]:
    """The same rows as their reporters write them: one indicator comes as a rounded percentage alone."""
    unknown = {"numerator": math.nan, "denominator": math.nan}
    return [
        {**each, **unknown, "value": round(100 * each["numerator"] / each["denominator"], 1)}
        if each["indicator"] == "second-language"
        else each
        for each in rows
    ]


def _rows(town: Town, year: int, chance: random.Random) -> Iterator[dict]:
    here = town[year].values()
    pupils = [each for each in here if each.school]
    foreign = [each for each in pupils if each.foreign]
    official = {"source": "statistics"}
    yield from _broken_down(
        "residents-by-language", year, here, lambda each: each.language, (*FOREIGN, *MAJORITY), official
    )
    yield from _broken_down("pupils-by-language", year, pupils, lambda each: each.language, (*FOREIGN, *MAJORITY))
    yield from _broken_down("pupils-by-school", year, pupils, lambda each: each.school, SCHOOLS)
    yield row("foreign-pupils", year, len(foreign), len(pupils), group="foreign")
    if chance.random() < 0.3:
        yield row("foreign-pupils-again", year, group="foreign", status="withheld")
    yield from _shared("own-language", year, foreign, lambda each: each.own_language, SCHOOLS)
    yield from _shared("loneliness", year, foreign, lambda each: each.lonely, SCHOOLS)
    if foreign:
        yield row("second-language", year, sum(each.second_language for each in foreign), len(foreign), group="foreign")
    majority = [each for each in pupils if not each.foreign]
    for group, members in (("foreign", foreign), ("majority", majority)):
        if members:
            yield row("own-language-gap", year, sum(each.client for each in members), len(members), group=group)
    answers = [each for each in here if each.answered]
    yield row("feedback", year, None, len(answers), value=3.5, group="answers")
    yield row("feedback", year, value=0.5, group="answers", part="standard_deviation")
    clients = [each for each in here if each.client and each.foreign]
    yield row("clients-by-age", year, len(clients))
    for band, ages in BANDS.items():
        inside = [each for each in clients if ages.first <= each.age <= (ages.last or 150)]
        yield row("clients-by-age", year, len(inside), part=band)
    yield from _moved("own-language", town, year)


def _broken_down(
    id: str,
    year: int,
    here: Iterable[Person],
    trait: Callable[[Person], object],
    parts: Iterable[str],
    cells: Mapping = {},
) -> Iterator[dict]:
    found = Counter(trait(each) for each in here)
    yield row(id, year, sum(found.values()), **cells)
    yield from (row(id, year, found[part], part=part, **cells) for part in parts)


def _shared(
    id: str, year: int, here: list[Person], has: Callable[[Person], bool], schools: Iterable[str]
) -> Iterator[dict]:
    for part in ("", *schools):
        members = [each for each in here if part in ("", each.school)]
        if members:
            yield row(id, year, sum(has(each) for each in members), len(members), part=part, group="foreign")


def _moved(id: str, town: Town, year: int) -> Iterator[dict]:
    """Kept, gained and lost since the year before, of those who were pupils both times."""
    if year - 1 not in town:
        return
    now, before = ({n: p for n, p in town[at].items() if p.school and p.foreign} for at in (year, year - 1))
    both = [(before[number].own_language, each.own_language) for number, each in now.items() if number in before]
    if both and before:
        for word, pair in (("kept", (True, True)), ("gained", (False, True)), ("lost", (True, False))):
            yield row(id, year, both.count(pair), len(both), part=f"{word}_since_{year - 1}", group="foreign")
