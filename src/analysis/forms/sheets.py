"""A received file as sheets of cells: workbooks (.xlsx, .ods) and text (.csv)."""

import csv
import datetime
import io
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from analysis.errors import reason
from analysis.forms import oddities, package
from analysis.forms.oddities import MOST_COLUMNS, MOST_ROWS, Oddities, Oddity
from analysis.forms.package import DAMAGE, Unfit, broken
from analysis.message import say, shown

Value = str | float | bool | datetime.date | datetime.time
ZIPPED = b"PK\x03\x04"
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet from A1 on: rows of values, `''` where nothing stands, and what is odd about them."""

    name: str  # '' for a CSV file
    rows: list[list[Value]]
    oddities: Oddities = field(default_factory=dict)

    def at(self, row: int, column: int) -> Value:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    def oddity(self, row: int, column: int) -> Oddity | None:
        return self.oddities.get((row, column))


def read_bytes(path: Path) -> bytes:
    """Raises `Unfit` when the file cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(package.LARGEST_FILE + 1)  # more than that is refused
    except OSError as refusal:
        raise Unfit(
            (
                say("The file cannot be read: {reason}.", reason=reason(refusal)),
                say("Write its path as it is, and close it in other programs."),
            )
        ) from refusal


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of a file. Raises `Unfit` for a file that is refused as a whole."""
    package.refuse_large(data)
    if data.startswith((ZIPPED, package.OLD_OR_LOCKED)):
        return _of_workbook(data)
    return [_of_text(data)]


def _of_workbook(data: bytes) -> list[Sheet]:
    form, parts = package.opened(data)
    odd = oddities.of_each_sheet(form, parts)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        return [
            Sheet(sheet.name, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), odd[sheet.name])
            for sheet in book.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet and sheet.name in odd
        ]
    except (python_calamine.CalamineError, *DAMAGE) as refusal:
        raise broken() from refusal


def _of_text(data: bytes) -> Sheet:
    """A CSV file in UTF-8, UTF-16 or Windows-1252, with the delimiter that makes its first rows widest."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unfit((say("The file is empty."), say("Ask for it anew.")))
    text = decoded(data)
    if "\0" in text:
        raise Unfit((say("The file is not a workbook that can be read."), say("Save the table as .xlsx, .ods or CSV.")))
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(DELIMITERS, key=head.count)
    rows: list[list[Value]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(list(cells))
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
                oddities.Scan(oddities.Room()).reach(len(rows), len(cells))
    except csv.Error as refusal:
        raise Unfit(
            (
                say("The quotation marks do not match from row {row} on.", row=str(len(rows) + 1)),
                say("Close each quotation mark that is opened, and write one inside a text twice."),
            )
        ) from refusal
    return Sheet("", rows)


def decoded(data: bytes) -> str:
    """Text in the encodings in which Excel and LibreOffice save CSV files in Finland."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def as_text(value: Value) -> str:
    """A cell as a word or period: 2024.0 is 2024, a date is 2024-12-31, line breaks are spaces."""
    if isinstance(value, str):  # nearly all of them
        return " ".join(value.split())
    match value:
        case bool():
            return str(value)
        case float() | int():
            return str(int(value)) if value == int(value) else repr(value)
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
    return value.isoformat()


def seen(value: Value) -> str:
    """A cell as it can be shown in a message."""
    return shown(as_text(value))
