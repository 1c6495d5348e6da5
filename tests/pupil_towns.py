"""Small invented municipalities whose every pupil is known: two goals, and figures that are counted from persons."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from small_project import programme_folder

YEARS = (2020, 2021, 2022)
LANGUAGES = ("finnish", "swedish", "russian", "arabic", "somali", "turkish")
SCHOOLS = ("north", "east", "shore")
CODE = "997"
HEAD = "indicator,area,period,group,part,numerator,denominator,value,status,reporter,source,note"


class Plain(yaml.SafeDumper):
    """Writes every entry out: a programme may not refer from one place to another."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@dataclass(frozen=True)
class Pupil:
    language: str
    school: str
    attends: bool  # teaching of the own language
    supported: bool  # by social services

    @property
    def speaks_another(self) -> bool:
        return self.language not in ("finnish", "swedish")


@dataclass(frozen=True)
class Cell:
    """One figure of the town as it truly is. `n` is None for a count."""

    indicator: str
    year: int
    part: str
    x: int
    n: int | None
    least: int  # the smallest number of persons that may be shown of it

    @property
    def is_small(self) -> bool:
        lowest = 0 if self.least == 10 else 1  # of what is sensitive, nobody and everybody tell too much
        amounts = [self.x] if self.n is None else [self.x, self.n - self.x]
        return any(lowest <= each < self.least for each in amounts) or (self.n is not None and self.n < self.least)


def pupils(seed: int) -> dict[int, list[Pupil]]:
    """The pupils of each year: most stay, some leave, some come."""
    chance = random.Random(seed)
    weights = [chance.randint(60, 120), chance.randint(20, 60), *(chance.randint(1, 14) for _ in LANGUAGES[2:])]

    def newcomer() -> Pupil:
        language = chance.choices(LANGUAGES, weights)[0]
        school = chance.choices(SCHOOLS, (5, 3, 1))[0]
        return Pupil(language, school, chance.random() < 0.5, chance.random() < 0.15)

    here = [newcomer() for _ in range(chance.randint(120, 260))]
    years = {}
    for year in YEARS:
        years[year] = here
        here = [pupil if chance.random() < 0.85 else newcomer() for pupil in here]
    return years


def cells(years: dict[int, list[Pupil]]) -> Iterator[Cell]:
    for year, everybody in years.items():
        others = [pupil for pupil in everybody if pupil.speaks_another]
        yield Cell("pupils-by-language", year, "", len(everybody), None, 5)
        for language in LANGUAGES:
            speakers = sum(pupil.language == language for pupil in everybody)
            yield Cell("pupils-by-language", year, language, speakers, None, 5)
        for indicator, least, among, does in (
            ("own-language-teaching", 5, others, lambda pupil: pupil.attends),
            ("supported-pupils", 10, everybody, lambda pupil: pupil.supported),
        ):
            for school in ("", *SCHOOLS):
                there = [pupil for pupil in among if school in ("", pupil.school)]
                if there:
                    yield Cell(indicator, year, school, _count(there, does), len(there), least)


def _count(people: Sequence[Pupil], does: Callable[[Pupil], bool]) -> int:
    return sum(map(does, people))


def town(folder: Path, seed: int) -> list[Cell]:
    """Writes the programme folder of a town and gives its true figures."""
    programme_folder(folder)
    found = list(cells(pupils(seed)))
    (folder / "programme.yaml").write_text(yaml.dump(_programme(), Dumper=Plain, allow_unicode=True), encoding="utf-8")
    rows = [_row(cell) for cell in found]
    (folder / "own").mkdir()
    (folder / "observations.csv").write_text(f"{HEAD}\n", encoding="utf-8", newline="\n")
    (folder / "own" / "observations.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8", newline="\n")
    return found


def _row(cell: Cell) -> str:
    group = "pupils" if cell.indicator != "own-language-teaching" else "other-language-pupils"
    numbers = f",,{cell.x}" if cell.n is None else f"{cell.x},{cell.n},"
    told = f"{cell.indicator},{CODE},{cell.year},{group},{cell.part},{numbers}"
    return f"{told},reported,archipelago-school,school-register,"


def name(text: str) -> dict[str, str]:
    return {"fi": f"{text} fi", "sv": f"{text} sv", "en": text}


def _indicator(identity: str, title: str, **more: object) -> dict[str, object]:
    return {
        "id": identity,
        "title": name(title),
        "asks": "reach",
        "why": name("Why"),
        "unit": name("pupils"),
        "reporters": ["archipelago-school"],
        "source": "school-register",
        **more,
    }


def _programme() -> dict[str, object]:
    """The small municipality of `second_town` with other goals."""
    written = yaml.safe_load((Path(__file__).parent / "second_town" / "programme.yaml").read_text(encoding="utf-8"))
    schools = [{"id": school, "name": name(f"School {school}")} for school in SCHOOLS]
    teaching = _indicator("own-language-teaching", "Teaching of the own language", kind="share", role="headline")
    teaching |= {"population": "other-language-pupils", "among": "other-language-pupils", "direction": "up"}
    support = _indicator("supported-pupils", "Pupils with social support", kind="share", role="headline")
    support |= {"population": "pupils", "among": "pupils", "direction": "down", "sensitivity": "sensitive"}
    teaching["parts"] = support["parts"] = schools
    goals = [
        _goal("own-language", 1, teaching, "other-language-pupils"),
        _goal("support", 2, support, "pupils"),
    ]
    sector = {"id": "schools", "name": name("Schools"), "place": {"page": 1, "section": "Schools"}, "goals": goals}
    languages = _indicator(
        "pupils-by-language", "Pupils by language", kind="count", role="context", population="pupils"
    )
    languages |= {"theme": "school", "place": {"page": 1, "section": "Schools"}}
    languages |= {"parts": [{"id": each, "name": name(f"Language {each}")} for each in LANGUAGES]}
    people = [("pupils", "Pupils"), ("other-language-pupils", "Pupils with another language")]
    populations = [{"id": i, "basis": "language", "name": name(t), "definition": name(t)} for i, t in people]
    return {**written, "populations": populations, "sectors": [sector], "context": [languages]}


def _goal(identity: str, number: int, indicator: dict[str, object], population: str) -> dict[str, object]:
    return {
        "id": identity,
        "number": number,
        "title": name(f"Goal {identity}"),
        "theme": "school",
        "population": population,
        "measures": [{"id": f"measure-{identity}", "title": name("Measure")}],
        "indicators": [indicator],
    }
