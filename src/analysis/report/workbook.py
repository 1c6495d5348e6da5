"""`report.xlsx`: the same tables for a spreadsheet, as the Analysis Function of the UK's government advises.

Cover, contents, the meanings of columns and codes come first; then one table a sheet, without merged cells.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import language
from analysis.assessment import Evaluation
from analysis.audit import Audit
from analysis.message import LANGUAGES, Value, say
from analysis.programme import Programme
from analysis.report import downloads, schema
from analysis.report.columns import ColumnOf
from analysis.vocabulary import Reason, Status
from analysis.wording import names

# A workbook carries a date of creation; a fixed one keeps equal runs equal.
CREATED = datetime.datetime(2000, 1, 1)

TABLES = {name.capitalize(): table.columns for name, table in schema.TABLES.items()}
TITLES = {name.capitalize(): table.title for name, table in schema.TABLES.items()}
OTHER_SHEETS = ("Cover", "Contents", "Columns", "Codes")
IN_LANGUAGES = ("suomeksi", "på svenska", "in English")
HEADINGS = ("Suomeksi", "På svenska", "In English", "sheet", "rows", "column", "code", *IN_LANGUAGES)
# What xlsxwriter writes among the properties beside the title, in the order of its files.
PROPERTIES = (
    "2000-01-01T00:00:00Z 2000-01-01T00:00:00Z Microsoft Excel 0 false Worksheets 8 Cover Contents Columns Codes Goals "
    "Indicators Findings Figures false false false 12.0000"
)
WITHHELD, MISSING = "[c]", "[x]"  # the shorthand of the Government Statistical Service: confidential, not available
MARKS = {
    WITHHELD: say("The figure is withheld, because it could tell of a single person"),
    MISSING: say("There is no figure"),
}


def write(path: Path, evaluation: Evaluation, audit: Audit, published: pd.DataFrame) -> None:
    import xlsxwriter

    programme = evaluation.programme
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": language.render(programme.title, "fi"), "created": CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    rows = {
        "Goals": downloads.goal_rows(evaluation),
        "Indicators": downloads.indicator_rows(evaluation),
        "Findings": downloads.finding_rows(audit),
        "Figures": downloads.figure_rows(published),
    }
    cover = book.add_worksheet("Cover")
    cover.set_column(0, 2, 60, wrapped)
    cover.write_row(0, 0, list(HEADINGS[:3]), bold)
    for row, line in enumerate(cover_lines(programme, str(evaluation.review)), start=1):
        _in_languages(cover, row, 0, line)
    contents = book.add_worksheet("Contents")
    contents.set_column(0, 1, 14)
    contents.set_column(2, 4, 50, wrapped)
    contents.write_row(0, 0, ["sheet", "rows", *IN_LANGUAGES], bold)
    for row, (sheet, title) in enumerate(TITLES.items(), start=1):
        contents.write_string(row, 0, sheet)
        contents.write_number(row, 1, len(rows[sheet]))
        _in_languages(contents, row, 2, title)
    _key(book.add_worksheet("Columns"), "column", every_column(), bold, wrapped)
    _key(book.add_worksheet("Codes"), "code", [*MARKS.items(), *names.every_code()], bold, wrapped)
    for sheet, columns in TABLES.items():
        _table(book.add_worksheet(sheet), columns, rows[sheet], bold)
    book.close()


def every_column() -> list[tuple[str, Value]]:
    """Each column after the sheet it stands on, with its meaning."""
    return [
        (f"{sheet}: {name}", column.meaning) for sheet, columns in TABLES.items() for name, column in columns.items()
    ]


def cover_lines(programme: Programme, review: str) -> list[Value]:
    return [
        programme.title,
        say("Review period: {review}", review=review),
        *([names.invented()] if programme.invented else []),
        say("Licence: Creative Commons Attribution 4.0 (CC BY 4.0). Name the municipality and the sources."),
    ]


def _key(sheet: Any, what: str, entries: Iterable[tuple[str, Value]], bold: Any, wrapped: Any) -> None:
    """Each column or code in words, in the three languages."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 3, 60, wrapped)
    sheet.write_row(0, 0, [what, *IN_LANGUAGES], bold)
    sheet.freeze_panes(1, 1)
    for row, (code, words) in enumerate(entries, start=1):
        sheet.write_string(row, 0, code)
        _in_languages(sheet, row, 1, words)


def _in_languages(sheet: Any, row: int, first: int, words: Value) -> None:
    for column, code in enumerate(LANGUAGES, start=first):
        sheet.write_string(row, column, language.render(words, code))


def _table(sheet: Any, columns: Mapping[str, ColumnOf], rows: Sequence[Sequence[str]], bold: Any) -> None:
    """One table: names of columns in the first row, numbers as numbers, and a mark where a number is not given."""
    sheet.write_row(0, 0, list(columns), bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 18)
    for number, row in enumerate(rows, start=1):
        withheld = Status.WITHHELD in row or Reason.WITHHELD in row
        for place, (column, text) in enumerate(zip(columns.values(), row, strict=True)):
            if column.data_type == "string":
                sheet.write_string(number, place, text)
            elif text in ("", "inf"):
                sheet.write_string(number, place, text or (WITHHELD if withheld else MISSING))
            else:
                sheet.write_number(number, place, float(text))
