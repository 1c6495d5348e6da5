"""The Table Schema beside the downloads, and the workbook, as other programs read them."""

import csv
import json

import openpyxl
import pytest
from conftest import Run
from frictionless import Package

from analysis.report import columns, downloads, schema, workbook

pytestmark = pytest.mark.slow


@pytest.fixture(params=["kauniainen", "example"])
def report(request: pytest.FixtureRequest) -> Run:
    return request.getfixturevalue(f"{request.param}_report")


def test_every_column_of_every_table_is_described() -> None:
    assert tuple(columns.GOALS) == downloads.GOAL_COLUMNS
    assert tuple(columns.INDICATORS) == downloads.INDICATOR_COLUMNS
    assert tuple(columns.FINDINGS) == downloads.FINDING_COLUMNS
    assert tuple(columns.FIGURES) == downloads.COLUMNS


def test_the_tables_are_what_their_schema_says(report: Run) -> None:
    found = Package(str(report.folder / "downloads" / schema.FILE)).validate()
    errors = found.flatten(["path", "rowNumber", "fieldName", "type", "note"])
    assert found.valid, errors[:5]


def test_the_schema_would_refuse_another_verdict(report: Run) -> None:
    described = json.loads((report.folder / "downloads" / schema.FILE).read_text(encoding="utf-8"))
    [goals] = [resource for resource in described["resources"] if resource["name"] == "goals"]
    [verdict] = [field for field in goals["schema"]["fields"] if field["name"] == "verdict"]
    assert "splendid" not in verdict["constraints"]["enum"] and "mixed" in verdict["constraints"]["enum"]


@pytest.fixture
def book(report: Run) -> openpyxl.Workbook:
    return openpyxl.load_workbook(report.folder / "downloads" / "report.xlsx")


def test_the_workbook_has_a_cover_contents_and_one_table_a_sheet(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*workbook.OTHER_SHEETS, *workbook.TABLES]
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        header = [cell.value for cell in sheet[1]]
        assert all(header), f"{sheet.title}: a column without a name"
        assert all(any(cell.value is not None for cell in row) for row in sheet.iter_rows()), (
            f"{sheet.title}: an empty row"
        )
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_numbers_are_numbers_and_a_missing_one_has_a_mark(report: Run, book: openpyxl.Workbook) -> None:
    for title, described in workbook.TABLES.items():
        sheet = book[title]
        with (report.folder / "downloads" / f"{title.lower()}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert sheet.max_row == len(rows) + 1
        for cells, row in zip(sheet.iter_rows(min_row=2), rows, strict=True):
            for cell, (name, column) in zip(cells, described.items(), strict=True):
                if column.data_type == "string":
                    assert (cell.value or "") == row[name]
                elif row[name] in ("", "inf"):
                    assert cell.value in (workbook.WITHHELD, workbook.MISSING, "inf")
                else:
                    assert isinstance(cell.value, int | float) and f"{cell.value:.6g}" == f"{float(row[name]):.6g}"


def test_withheld_and_missing_have_different_marks(example_report: Run) -> None:
    book = openpyxl.load_workbook(example_report.folder / "downloads" / "report.xlsx")
    figures = book["Figures"]
    names = [cell.value for cell in figures[1]]
    status, value = names.index("status"), names.index("numerator")
    marks = {
        (row[status].value, row[value].value)
        for row in figures.iter_rows(min_row=2)
        if isinstance(row[value].value, str)
    }
    assert ("withheld", workbook.WITHHELD) in marks
    assert ("not_collected", workbook.MISSING) in marks
    assert ("withheld", workbook.MISSING) not in marks


def test_the_workbook_says_each_column_and_code_in_three_languages(book: openpyxl.Workbook) -> None:
    told = {row[0].value for row in book["Columns"].iter_rows(min_row=2)}
    assert told == {f"{sheet}: {name}" for sheet, described in workbook.TABLES.items() for name in described}
    for sheet in ("Columns", "Codes"):
        for row in book[sheet].iter_rows(min_row=2):
            assert len({cell.value for cell in row[1:4]}) >= 2 and all(cell.value for cell in row)
