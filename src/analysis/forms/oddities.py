"""What a reading of values does not tell of a workbook's cells: percentages, errors, formulas without values, merging.

The values themselves are read by python-calamine, which gives all of these as plain numbers or as nothing. This pass
also finds how far a sheet reaches before anything is read into memory.
"""

import itertools
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree import ElementTree
from xml.parsers import expat

from analysis.forms.package import DAMAGE, Format, Unfit, broken, linked
from analysis.forms.places import position
from analysis.message import Message, say

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 5_000_000  # of all sheets, each a full rectangle as it is read; two cells can span a hundred million
BUILT_IN_PERCENT = {"9", "10"}  # numbers of formats that a workbook need not define


class Oddity(StrEnum):
    PERCENT = "percent"  # shown as a percentage: 0.57 is meant as 57
    ERROR = "error"  # #DIV/0! and its like
    NO_VALUE = "no_value"  # a formula that was never calculated
    MERGED = "merged"  # hidden under a merged cell


Oddities = dict[tuple[int, int], Oddity]  # by row and column from 0


@dataclass
class Room:
    """How many more cells of a workbook can be read."""

    cells: int = MOST_CELLS

    def take(self, cells: int) -> None:
        self.cells -= cells
        if self.cells < 0:
            raise Unfit((say("The sheets span more than {cells} cells.", cells=MOST_CELLS), _smaller()))


def _smaller() -> Message:
    return say("Delete what stands far outside the table, or import the table in parts.")


@dataclass
class Scan:
    """What is noticed while a sheet is walked through."""

    room: Room
    oddities: Oddities = field(default_factory=dict)
    rows: int = 0  # up to the last cell that holds something, and columns likewise
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise Unfit(
                (
                    say(
                        "A sheet reaches beyond row {rows} or column {columns}.",
                        rows=MOST_ROWS,
                        columns=MOST_COLUMNS,
                    ),
                    _smaller(),
                )
            )
        rows, columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if rows * columns > self.rows * self.columns:
            self.room.take(rows * columns - self.rows * self.columns)
        self.rows, self.columns = rows, columns

    def mark(self, rows: range, columns: range, oddity: Oddity) -> None:
        """Cells as far as a sheet may reach."""
        rows, columns = rows[: max(MOST_ROWS - rows.start, 0)], columns[: max(MOST_COLUMNS - columns.start, 0)]
        self.room.take(len(rows) * len(columns))
        self.oddities |= dict.fromkeys(itertools.product(rows, columns), oddity)


def of_each_sheet(format: Format, package: zipfile.ZipFile) -> dict[str, Oddities]:
    """The odd cells of every sheet, by its name. Raises `Unfit` when a sheet is too large or cannot be read."""
    try:
        return _of_xlsx(package) if format is Format.XLSX else _of_ods(package)
    except (expat.ExpatError, ElementTree.ParseError, *DAMAGE) as refusal:
        raise broken() from refusal


def _of_xlsx(package: zipfile.ZipFile) -> dict[str, Oddities]:
    percent, room = _percent_looks(package), Room()
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if _local(sheet.tag) != "sheet":
            continue
        target = targets[next(value for key, value in sheet.attrib.items() if _local(key) == "id")]
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        walk = _XlsxSheet(percent, room)
        _parse(package, part, walk.start, walk.end, walk.text)
        found[sheet.get("name", "")] = walk.scan.oddities
    return found


def _percent_looks(package: zipfile.ZipFile) -> set[str]:
    """The numbers of the looks (cellXfs) that show a number as a percentage."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    root = ElementTree.fromstring(package.read("xl/styles.xml"))
    percent = set(BUILT_IN_PERCENT)
    looks: list[str] = []
    for each in root:
        if _local(each.tag) == "numFmts":
            percent |= {form.get("numFmtId", "") for form in each if _shows_percent(form.get("formatCode", ""))}
        if _local(each.tag) == "cellXfs":
            looks = [look.get("numFmtId", "0") for look in each]
    return {str(number) for number, look in enumerate(looks) if look in percent}


def _shows_percent(code: str) -> bool:
    """Whether a format such as `0.0 %` has a percent sign that is not mere text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


class _XlsxSheet:
    """Walks through the cells of one sheet of an .xlsx workbook."""

    def __init__(self, percent: set[str], room: Room):
        self.scan, self.percent = Scan(room), percent
        self.row, self.column = -1, -1
        self.cell: dict[str, str] = {}
        self.formula = self.valued = self.inside = False

    def start(self, name: str, given: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self.row = int(given["r"]) - 1 if "r" in given else self.row + 1
                self.column = -1
            case "c":
                self.cell, self.formula, self.valued = given, False, False
                if match := re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", given.get("r", "")):
                    self.column, self.row = position(match[1]), int(match[2]) - 1
                else:
                    self.column += 1
            case "f":
                self.formula = True
            case "v" | "t":
                self.inside = True
            case "mergeCell":
                self._merge(given.get("ref", ""))

    def text(self, text: str) -> None:
        self.valued = self.valued or self.inside

    def end(self, name: str) -> None:
        self.inside = False
        if _local(name) != "c" or not (self.formula or self.valued):
            return
        self.scan.reach(self.row, self.column)
        if self.cell.get("t") == "e":
            self.scan.oddities[self.row, self.column] = Oddity.ERROR
        elif not self.valued and self.cell.get("t") != "str":  # a formula may well give an empty text
            self.scan.oddities[self.row, self.column] = Oddity.NO_VALUE
        elif self.cell.get("s") in self.percent and self.cell.get("t", "n") == "n":
            self.scan.oddities[self.row, self.column] = Oddity.PERCENT

    def _merge(self, area: str) -> None:
        if match := re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", area):
            left, top, right, bottom = position(match[1]), int(match[2]) - 1, position(match[3]), int(match[4]) - 1
            first = self.scan.oddities.get((top, left))
            self.scan.mark(range(top, bottom + 1), range(left, right + 1), Oddity.MERGED)
            self.scan.oddities.pop((top, left), None)
            if first is not None:
                self.scan.oddities[top, left] = first


def _of_ods(package: zipfile.ZipFile) -> dict[str, Oddities]:
    walk = _OdsSheets()
    _parse(package, "content.xml", walk.start, walk.end)
    return {name: scan.oddities for name, scan in walk.sheets.items()}


class _OdsSheets:
    """Walks through the sheets of an .ods workbook, where equal rows and cells are written once and counted."""

    def __init__(self) -> None:
        self.sheets: dict[str, Scan] = {}
        self.room = Room()
        self.scan = Scan(self.room)
        self.row = self.column = 0
        self.rows = 1

    def start(self, name: str, given: dict[str, str]) -> None:
        match _local(name):
            case "table":
                self.scan = self.sheets[given.get("table:name", "")] = Scan(self.room)
                self.row = 0
            case "table-row":
                self.column, self.rows = 0, int(given.get("table:number-rows-repeated", "1"))
            case "table-cell" | "covered-table-cell":
                times = int(given.get("table:number-columns-repeated", "1"))
                if odd := self._oddity(_local(name), given):
                    rows = range(self.row, self.row + self.rows)
                    self.scan.mark(rows, range(self.column, self.column + times), odd)
                if "office:value-type" in given:
                    self.scan.reach(self.row + self.rows - 1, self.column + times - 1)
                self.column += times

    def end(self, name: str) -> None:
        if _local(name) == "table-row":
            self.row += self.rows

    def _oddity(self, name: str, given: dict[str, str]) -> Oddity | None:
        formula = given.get("table:formula", "")
        if "file:" in formula:
            raise linked()
        if name == "covered-table-cell":
            return Oddity.MERGED
        if given.get("calcext:value-type") == "error":
            return Oddity.ERROR
        if formula and "office:value-type" not in given:
            return Oddity.NO_VALUE
        return Oddity.PERCENT if given.get("office:value-type") == "percentage" else None


def _parse(
    package: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with package.open(part) as stream:
        parser.ParseFile(stream)


def _local(name: str) -> str:
    """A name without its namespace, as ElementTree or expat write it."""
    return name.rpartition("}")[2].rpartition(":")[2]
