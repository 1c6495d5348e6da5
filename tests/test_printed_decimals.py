"""The decimals that the gate takes a percentage without its count to have are those that all artefacts print, or more.

A page that printed one decimal more would leave fewer numbers possible than the gate and the examination reckon with.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from analysis.observations import table
from analysis.observations.counting import PRINTED_DECIMALS, number, written_decimals
from analysis.programme import load

KINDS = (".html", ".ipynb", ".csv", ".json", ".xml")  # an XLSX is XML in a ZIP; charts and their texts stand in pages


def artefacts(report: Path) -> Iterator[tuple[str, str]]:
    """Every text that a report consists of, by its path."""
    for path in sorted(report.rglob("*.*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path.name}/{name}", book.read(name).decode()) for name in book.namelist())
        elif path.is_file():
            yield path.relative_to(report).as_posix(), path.read_text(encoding="utf-8")


def numerals(text: str) -> set[str]:
    """Every number with decimals that a text writes, in any of the languages, with a point."""
    return {found.replace(",", ".") for found in re.findall(r"(?<![\d.,])\d+[.,]\d+(?!\d)", text)}


def with_one_decimal_more(percentage: float, decimals: int) -> set[str]:
    """The percentage, and the share that it is. Two more are not asked for: 20,000 has its three for another reason."""
    return {f"{percentage:.{decimals + 1}f}", f"{percentage / 100:.{decimals + 3}f}"}


@pytest.fixture(scope="module")
def percentages() -> dict[float, int]:
    """Kauniainen's percentages without counts, and the decimals that the gate takes them to have."""
    programme = load("data/kauniainen")
    rows = table.read(programme).to_dict("records")
    decimals = written_decimals(rows)
    shares = {each.id for each in programme.indicators if each.kind in ("share", "gap")}
    alone = [row for row in rows if row["indicator"] in shares and number(row["numerator"]) is None]
    return {float(row["value"]): decimals[row["indicator"]] for row in alone if number(row["value"]) is not None}


def test_no_artefact_writes_more_decimals_than_the_gate_reckons_with(
    kauniainen_report: Run, percentages: dict[float, int]
) -> None:
    found = {path: numerals(text) for path, text in artefacts(kauniainen_report.folder)}
    assert {Path(path).suffix for path in found} >= set(KINDS)
    too_exact = set().union(*(with_one_decimal_more(*each) for each in percentages.items()))
    assert {path: told & too_exact for path, told in found.items() if told & too_exact} == {}


@pytest.mark.parametrize("place", ["fi/", "sv/", "en/", "notebooks/", "downloads/figures.csv", "report.xlsx/"])
def test_the_percentages_are_found_where_they_are_printed(
    place: str, kauniainen_report: Run, percentages: dict[float, int]
) -> None:
    """Else the walk above would pass because it cannot read."""
    told = [numerals(text) for path, text in artefacts(kauniainen_report.folder) if path.startswith(place)]
    assert set().union(*told) & {f"{each:.{PRINTED_DECIMALS}f}" for each in percentages if each % 1}
