"""Two towns that differ in nothing but what is withheld have the same report.

Whatever is published then depends on no withheld number, by whatever way it could: share, interval, change, verdict,
mark in a chart, alternative text, note, order of rows, fragility, smallest visible change, what is left for the others,
adjusted p-values of other indicators, counts of a summary. No list of ways has to be complete for that.
"""

import csv
import json
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pupil_towns
import pytest
from conftest import ROOT, Run, evaluated

from analysis import assessment, audit, observations
from analysis import programme as programmes
from analysis.observations.columns import COLUMNS
from analysis.period import Review
from analysis.report import downloads, workbook

EXAMPLE = ROOT / "data" / "example"
REVIEW = Review.parse("2018-2022")
FIGURE = ["indicator", "area", "period", "group", "part"]
SEEDS = (0, 2, 9, 15)
Rows = list[dict[str, str]]


def read(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def write(file: Path, rows: Iterable[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def withheld(folder: Path) -> frozenset[tuple[str, ...]]:
    table = observations.published(programmes.read(folder))
    return frozenset(map(tuple, table.loc[table["withheld_because"] != "", FIGURE].to_numpy()))


def figure(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in FIGURE)


def count(row: dict[str, str]) -> int:
    return round(float(row["numerator"] or row["value"]))


def other_world(file: Path, hidden: frozenset[tuple[str, ...]], chance: random.Random) -> int:
    """Deals the withheld numbers of each table out anew, with notes on them, and sorts its rows by number.

    What adds up still does. Gives how many numbers are others.
    """
    rows = read(file)
    tables: dict[tuple[str, ...], Rows] = {}
    for row in rows:
        if figure(row) in hidden and row["status"] == "reported" and count(row) > 0:
            # Of a breakdown its parts are dealt among each other, of a figure by itself its years.
            of = (row["indicator"], row["group"], row["denominator"], row["period"] if row["part"] else "")
            tables.setdefault(of, []).append(row)
    changed = 0
    for same in tables.values():
        numbers = [count(row) for row in same]
        dealt = chance.sample(numbers, len(numbers))
        for row, before, after in zip(same, numbers, dealt, strict=True):
            row["numerator" if row["numerator"] else "value"] = str(after)
            row["note"] = f"They are {after}, all from one family."
            changed += before != after
    write(file, sorted(rows, key=lambda row: -count(row) if row["status"] == "reported" and row["part"] else 0))
    return changed


def published_files(folder: Path, to: Path) -> dict[str, bytes]:
    """The downloads of a programme, made without its pages."""
    plan = programmes.read(folder)
    figures = observations.published(plan)
    judged, found = assessment.evaluate(plan, figures, REVIEW), audit.examine(plan, figures)
    downloads.write_all(to, judged, found, figures)
    workbook.write(to / "report.xlsx", judged, found, figures)
    return {path.name: path.read_bytes() for path in sorted(to.iterdir())}


@pytest.fixture(scope="module")
def other_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example municipality with its withheld numbers dealt out anew."""
    folder = tmp_path_factory.mktemp("other") / "example"
    shutil.copytree(EXAMPLE, folder)
    hidden = withheld(folder)
    assert other_world(folder / "observations.csv", hidden, random.Random(1)) >= 40
    assert withheld(folder) == hidden
    return folder


def test_the_downloads_of_two_worlds_are_the_same(tmp_path: Path, other_example: Path) -> None:
    here, there = published_files(EXAMPLE, tmp_path / "here"), published_files(other_example, tmp_path / "there")
    assert [name for name in here if here[name] != there.get(name)] == []
    assert here.keys() == there.keys() and len(here) == 5


@pytest.mark.parametrize("seed", SEEDS)
def test_what_leaves_the_gate_is_the_same_in_two_worlds(tmp_path: Path, seed: int) -> None:
    pupil_towns.town(tmp_path / "nasby", seed)
    before = observations.published(programmes.read(tmp_path / "nasby"))
    assert other_world(
        tmp_path / "nasby" / "own" / "observations.csv", withheld(tmp_path / "nasby"), random.Random(seed)
    )
    pd.testing.assert_frame_equal(observations.published(programmes.read(tmp_path / "nasby")), before)


@pytest.mark.slow
def test_the_reports_of_two_worlds_are_the_same(tmp_path: Path, example_report: Run, other_example: Path) -> None:
    """Every page, notebook, chart and download. The example's figures are shared, so that a digest may tell of them."""
    other = evaluated(str(other_example), tmp_path / "report")
    assert other.code == 0, other.err
    here, there = files_of(example_report.folder), files_of(other.folder)
    assert [name for name in here if here[name] != there.get(name)] == []
    assert here.keys() == there.keys() and len(here) > 150


def files_of(report: Path) -> dict[str, bytes]:
    """The files of a report without the digest of its figures."""
    record = json.loads((report / "run.json").read_text(encoding="utf-8"))
    printed = record["fingerprint"].encode()
    files = {path.relative_to(report).as_posix(): path for path in report.rglob("*") if path.is_file()}
    return {name: path.read_bytes().replace(printed, b"") for name, path in files.items() if name != "run.json"}
