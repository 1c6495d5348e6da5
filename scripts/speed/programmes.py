"""Programmes of any number of goals, from the example's: its goals over and over, each with figures of its own."""

import copy
import csv
import shutil
from pathlib import Path
from typing import Any

import yaml

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
Sector = dict[str, Any]


def of_goals(count: int, folder: Path) -> Path:
    """A programme folder with this many goals. The first 29 are the example's; then they begin anew under new ids."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("commentary"))
    programme = yaml.safe_load((EXAMPLE / "programme.yaml").read_text(encoding="utf-8"))
    sectors: list[Sector] = programme["sectors"]
    pairs = [(sector, goal) for sector in sectors for goal in sector["goals"]]
    chosen = [(pairs[at % len(pairs)], at // len(pairs)) for at in range(count)]
    copies: dict[str, int] = {}
    for sector in sectors:
        sector["goals"] = []
    for number, ((sector, goal), turn) in enumerate(chosen, start=1):
        sector["goals"].append(_goal(goal, number, turn))
        copies |= {indicator["id"]: turn + 1 for indicator in goal.get("indicators", [])}
    programme["sectors"] = [sector for sector in sectors if sector["goals"]]
    programme["sums"] = [each for sum_of in programme.get("sums", []) for each in _sums(sum_of, copies, programme)]
    text = yaml.safe_dump(programme, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "programme.yaml").write_text(text, encoding="utf-8", newline="\n")
    _write_figures(folder / "observations.csv", copies, _always(programme))
    return folder


def _goal(goal: dict[str, Any], number: int, turn: int) -> dict[str, Any]:
    made = copy.deepcopy(goal) | {"number": number, "id": _named(goal["id"], turn)}
    for part in ("measures", "indicators"):
        for entry in made.get(part, []):
            entry["id"] = _named(entry["id"], turn)
    return made


def _named(name: str, turn: int) -> str:
    return name if turn == 0 else f"{name}-{turn + 1}"


def _sums(sum_of: dict[str, Any], copies: dict[str, int], programme: dict[str, Any]) -> list[dict[str, Any]]:
    """A declared sum once for each copy of the goals' indicators in it; none where one of them is not there."""
    terms = [sum_of["whole"], *sum_of["parts"]]
    of_goals = {term["indicator"] for term in terms if "indicator" in term} - _always(programme)
    turns = range(min((copies.get(indicator, 0) for indicator in of_goals), default=1))

    def term(given: dict[str, Any], turn: int) -> dict[str, Any]:
        return given | ({"indicator": _named(given["indicator"], turn)} if given.get("indicator") in of_goals else {})

    return [
        sum_of | {"whole": term(sum_of["whole"], turn), "parts": [term(part, turn) for part in sum_of["parts"]]}
        for turn in turns
    ]


def _always(programme: dict[str, Any]) -> set[str]:
    """The indicators that belong to no goal."""
    rows = [*programme["context"], *(row for sector in programme["sectors"] for row in sector.get("indicators", []))]
    return {row["id"] for row in rows}


def _write_figures(path: Path, copies: dict[str, int], always: set[str]) -> None:
    with (EXAMPLE / "observations.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for name, *cells in rows:
            turns = range(copies.get(name, 1 if name in always else 0))
            writer.writerows([_named(name, turn), *cells] for turn in turns)


def change_one_row(folder: Path) -> None:
    """One person more in one share of the last reviewed year, of an indicator that belongs to a goal."""
    programme = yaml.safe_load((folder / "programme.yaml").read_text(encoding="utf-8"))
    shares = {
        indicator["id"]
        for sector in programme["sectors"]
        for goal in sector["goals"]
        for indicator in goal.get("indicators", [])
        if indicator["kind"] == "share"
    }
    path = folder / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    indicator, period, numerator, value = (
        columns.index(name) for name in ("indicator", "period", "numerator", "value")
    )
    row = next(
        row for row in reversed(rows) if row[indicator] in shares and row[numerator] and row[period].startswith("2022")
    )
    row[numerator] = str(int(row[numerator]) + 1)
    row[value] = ""  # which the counts give
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *rows])
