"""A small programme and its figures, for the tests of the observations. Nothing here is true of any municipality."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis.message import Name
from analysis.observations.columns import COLUMNS
from analysis.programme.nouns import Approval, Indicator, Part, Programme, Reporter, Source
from analysis.programme.people import Population
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Sensitivity

HEADER = ",".join(COLUMNS)
DATA = Path(__file__).parents[1] / "data"


def name(text: str) -> Name:
    return Name(text, text, text)


def indicator(
    indicator_id: str,
    kind: Kind,
    population: str | None = None,
    reference: str | None = None,
    per: int = 100,
    parts: Sequence[str] = (),
) -> Indicator:
    return Indicator(
        id=indicator_id,
        title=name(indicator_id),
        kind=kind,
        asks=Asks.REACH,
        role=Role.SUPPORTING,
        why=name(""),
        population=population,
        among=None,
        reference=reference,
        better=Direction.UP,
        direction=Direction.UP,
        target=None,
        baseline=None,
        meaningful_change=10,
        unit=name(""),
        per=per,
        reporters=(),
        source=None,
        sensitivity=Sensitivity.ORDINARY,
        origin=Origin.PROGRAMME,
        theme=None,
        parts=tuple(Part(part, name(part)) for part in parts),
        breaks=(),
        place=None,
        goal=None,
        sector=None,
    )


def source(source_id: str, official: bool) -> Source:
    return Source(source_id, name(source_id), name(""), None, None, None, "CC BY 4.0", official, None, ())


def programme(folder: Path, invented: bool = False) -> Programme:
    """Municipality 049 with one indicator of each kind and a count that is broken down by language."""
    populations = ("residents", "pupils", "foreign-language-pupils", "clients")
    return Programme(
        id="small",
        folder=folder,
        municipality="049",
        municipality_name=name(""),
        title=name(""),
        invented=invented,
        review="2018-2022",
        approval=Approval(name(""), None, "", name("")),
        contact=name(""),
        populations={each: Population(each, name(each), "everyone", name("")) for each in populations},
        reporters={each: Reporter(each, name(each)) for each in ("schools", "library")},
        sources={"office": source("office", True), "register": source("register", False)},
        sectors=(),
        context=(
            indicator("attendance", Kind.SHARE, "pupils"),
            indicator("results-gap", Kind.GAP, "foreign-language-pupils", reference="pupils"),
            indicator("received", Kind.RATE, "residents", per=1000),
            indicator("participants", Kind.COUNT, "clients"),
            indicator("pupils-by-language", Kind.COUNT, "pupils", parts=("finnish", "arabic", "other")),
            indicator("events", Kind.COUNT),
            indicator("feedback", Kind.MEAN, "clients"),
            indicator("model", Kind.DELIVERABLE),
        ),
    )


def folder_with(folder: Path, content: bytes | str | Sequence[str], own: Sequence[str] = ()) -> Programme:
    """A programme folder with these figures: a whole file, or rows below the right header."""
    shutil.copy(DATA / "kauniainen" / "datapackage.json", folder / "datapackage.json")
    (folder / "observations.csv").write_bytes(written(content))
    if own:
        (folder / "own").mkdir()
        (folder / "own" / "observations.csv").write_bytes(written(own))
    return programme(folder)


def written(content: bytes | str | Sequence[str]) -> bytes:
    if isinstance(content, bytes):
        return content
    text = content if isinstance(content, str) else "\n".join([HEADER, *content]) + "\n"
    return text.encode("utf-8")


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, to see that a refusal changed nothing."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
