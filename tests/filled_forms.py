"""Forms of the small municipality, filled in as a reporter would, and what is on disk before and after."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from analysis import forms
from analysis.period import Review
from analysis.programme import Programme

SHARE = "housed-within-a-year|997|2024|newcomers|"
FLATS = "flats-set-aside-count|997|2024||"
MEAN = "feels-at-home|997|2024|harbour-guests|"
SPREAD = "feels-at-home|997|2024|harbour-guests|standard_deviation"
ABROAD = "accepted-to-upper-secondary-gap|997|2023/2024|ninth-graders-born-abroad|"
HERE = "accepted-to-upper-secondary-gap|997|2023/2024|ninth-graders-born-here|"
COLUMNS = {"numerator": "D", "denominator": "E", "value": "F", "status": "G", "note": "H"}
NOT_COLLECTED = "Not collected"
Answers = dict[str, dict[str, Any]]


def form(town: Programme, reporter: str = "housing-office", language: str = "sv") -> Path:
    """An empty form for 2024."""
    folder = town.folder.parent / "sent"
    if not (folder / f"{reporter}.xlsx").exists():
        forms.collect(town, Review(2024, 2024), language, folder)
    return folder / f"{reporter}.xlsx"


def filled(town: Programme, answers: Answers, reporter: str = "housing-office", name: str = "") -> Path:
    """A form that came back with these answers, by key and column."""

    def fill(sheet: Worksheet) -> None:
        for key, cells in answers.items():
            for column, value in cells.items():
                cell_of(sheet, key, column).value = value

    return changed(town, fill, reporter, name)


def changed(
    town: Programme, change: Callable[[Worksheet], None], reporter: str = "housing-office", name: str = ""
) -> Path:
    """A form whose sheet of questions was changed in some way."""
    book = openpyxl.load_workbook(form(town, reporter))
    change(book.worksheets[1])
    path = town.folder.parent / (name or f"{reporter}-filled.xlsx")
    book.save(path)
    return path


def cell_of(sheet: Worksheet, key: str, column: str) -> Cell:
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    return sheet[f"{COLUMNS[column]}{row}"]


def on_disk(town: Programme) -> dict[str, bytes]:
    """Everything in the programme's folder."""
    files = sorted(path for path in town.folder.rglob("*") if path.is_file())
    return {str(path.relative_to(town.folder)): path.read_bytes() for path in files}


def own_rows(town: Programme) -> list[str]:
    path = town.folder / "own" / "observations.csv"
    return path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
