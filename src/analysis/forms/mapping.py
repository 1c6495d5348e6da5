"""How a reporter's own table is read: which of its columns, or which fixed words, make up each figure."""

from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import UnusableInput
from analysis.message import Verbatim, say
from analysis.observations.columns import COLUMNS
from analysis.programme.entry import Entry
from analysis.programme.keyed_file import Problems, compose
from analysis.programme.nouns import Programme

FOLDER = "own/mappings"
GIVEN = ("indicator", "period", "group", "part", "numerator", "denominator", "value", "status", "note")


@dataclass(frozen=True)
class Cells:
    """A column of the table, by its heading, and what its words mean."""

    heading: str
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FigureFrom:
    """One figure for each row of the table: for each column of observations.csv a fixed word or cells."""

    taken: dict[str, str | Cells]


@dataclass(frozen=True)
class Mapping:
    reporter: str
    source: str
    sheet: str  # '' for the first
    header: int  # row of the headings, 1 for the first
    figures: tuple[FigureFrom, ...]

    @property
    def headings(self) -> list[str]:
        """Every heading that the mapping needs, each once."""
        cells = (each for figure in self.figures for each in figure.taken.values() if isinstance(each, Cells))
        return list(dict.fromkeys(each.heading for each in cells))


def path_of(programme: Programme, reporter: str) -> Path:
    return programme.folder / FOLDER / f"{reporter}.yaml"


def read(programme: Programme, reporter: str, headings: list[str]) -> Mapping:
    """The remembered mapping of a reporter.

    Raises `UnusableInput` with file, line and remedy; where there is none yet, with a template made of the `headings`
    of the table that is to be read.
    """
    path = path_of(programme, reporter)
    if not path.exists():
        raise UnusableInput(
            say(
                "How the table of {reporter} is to be read is not known yet. Write it to {file}, for example:\n\n"
                "{template}",
                reporter=reporter,
                file=str(path),
                template=Verbatim(template(programme, headings)),
            )
        )
    problems = Problems(f"{FOLDER}/{path.name}")
    node = compose(path, problems)
    found = None if node is None else _mapping(Entry(node, "", problems), programme, reporter)
    if found is None or problems.found:
        raise UnusableInput(*problems.found)
    return found


def template(programme: Programme, headings: list[str]) -> str:
    """A mapping to correct: the first headings stand where a period and a number could."""
    first, second = (*headings, "…", "…")[:2]
    indicator = next((each.id for each in programme.indicators), "…")
    return (
        "header: 1                # row of the headings\n"
        "figures:                 # each makes one figure of every row\n"
        f"  - indicator: {indicator}\n"
        f'    period: {{column: "{first}"}}   # or a fixed one: period: "2024"\n'
        f'    value: {{column: "{second}"}}   # or numerator and denominator'
    )


def _mapping(entry: Entry, programme: Programme, reporter: str) -> Mapping:
    figures = tuple(_figure(group) for group in entry.groups("figures"))
    if not figures:
        entry.problem("figures", say("The mapping takes no figure."), say("List at least one figure."))
    found = Mapping(
        reporter,
        entry.reference("source", programme.sources) or "",
        entry.text_or("sheet", ""),
        entry.whole_or("header", 1) or 1,
        figures,
    )
    entry.finish()
    return found


def _figure(entry: Entry) -> FigureFrom:
    taken: dict[str, str | Cells] = {}
    for column in COLUMNS:
        if column in GIVEN and entry.has(column):
            taken[column] = _taken(entry, column)
    for needed in ("indicator", "period"):
        entry.required(needed)
    if not {"numerator", "denominator", "value", "status"} & set(taken):
        entry.problem(
            "value",
            say("The figure has no number."),
            say("Say in which column its value stands, or its numerator and denominator."),
        )
    entry.finish()
    return FigureFrom(taken)


def _taken(entry: Entry, column: str) -> str | Cells:
    if not entry.is_group(column):
        return entry.text(column)
    group = entry.group(column)
    words = group.group_or_none("words")
    meanings = {} if words is None else {word: words.text(word) for word in words.values}
    if words is not None:
        words.finish()
    found = Cells(group.text("column"), meanings)
    group.finish()
    return found
