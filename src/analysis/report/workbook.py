"""`report.xlsx`: the same tables for a spreadsheet.

Cover, contents and notes come first; then one table a sheet, without merged cells.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import language
from analysis.assessment import Evaluation
from analysis.audit import Audit
from analysis.message import LANGUAGES, Value, say
from analysis.programme import Programme
from analysis.report import downloads
from analysis.wording import names

# A workbook carries a date of creation; a fixed one keeps equal runs equal.
CREATED = datetime.datetime(2000, 1, 1)

HEADINGS = ("Suomeksi", "På svenska", "In English", "sheet", "rows", "code", "suomeksi", "på svenska", "in English")
# What xlsxwriter writes among the properties beside the title, in the order of its files.
PROPERTIES = (
    "2000-01-01T00:00:00Z 2000-01-01T00:00:00Z Microsoft Excel 0 false Worksheets 6 Cover Contents Notes Goals "
    "Indicators Findings false false false 12.0000"
)

TEXTUAL = {*downloads.TEXT_COLUMNS, *downloads.GOAL_COLUMNS[1:], *downloads.FINDING_COLUMNS}


def write(path: Path, evaluation: Evaluation, audit: Audit) -> None:
    import xlsxwriter

    programme = evaluation.programme
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": language.render(programme.title, "fi"), "created": CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    cover = book.add_worksheet("Cover")
    cover.set_column(0, 2, 60, wrapped)
    cover.write_row(0, 0, list(HEADINGS[:3]), bold)
    for row, line in enumerate(cover_lines(programme, str(evaluation.review)), start=1):
        for column, code in enumerate(LANGUAGES):
            cover.write_string(row, column, language.render(line, code))

    tables = {
        "Goals": (downloads.GOAL_COLUMNS, downloads.goal_rows(evaluation)),
        "Indicators": (downloads.INDICATOR_COLUMNS, downloads.indicator_rows(evaluation)),
        "Findings": (downloads.FINDING_COLUMNS, downloads.finding_rows(audit)),
    }
    contents = book.add_worksheet("Contents")
    contents.set_column(0, 1, 24)
    contents.write_row(0, 0, list(HEADINGS[3:5]), bold)
    notes = book.add_worksheet("Notes")
    _notes(notes, bold, wrapped)
    for position, (title, (columns, rows)) in enumerate(tables.items(), start=1):
        contents.write_string(position, 0, title)
        contents.write_number(position, 1, len(rows))
        _table(book.add_worksheet(title), columns, rows, bold)
    book.close()


def cover_lines(programme: Programme, review: str) -> list[Value]:
    return [
        programme.title,
        say("Review period: {review}", review=review),
        *([names.invented()] if programme.invented else []),
        say("Licence: Creative Commons Attribution 4.0 (CC BY 4.0). Name the municipality and the sources."),
    ]


def _notes(sheet: Any, bold: Any, wrapped: Any) -> None:
    """Each code that the tables use, in words, in the three languages."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 3, 60, wrapped)
    sheet.write_row(0, 0, list(HEADINGS[5:]), bold)
    for row, (code, words) in enumerate(names.every_code(), start=1):
        sheet.write_string(row, 0, code)
        for column, in_language in enumerate(LANGUAGES, start=1):
            sheet.write_string(row, column, language.render(words, in_language))


def _table(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[str]], bold: Any) -> None:
    sheet.write_row(0, 0, list(columns), bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for column, (name, text) in enumerate(zip(columns, row, strict=True)):
            if name not in TEXTUAL and text not in ("", "inf"):
                sheet.write_number(number, column, float(text))
            else:
                sheet.write_string(number, column, text)
    sheet.set_column(0, len(columns) - 1, 18)
