"""The workbook as it is stored: the tables to download, a cover, a list and the codes in words, and no more."""

import csv
import io
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from analysis import language
from analysis.intruder.leak import Leak, unexplained
from analysis.intruder.words import words
from analysis.message import LANGUAGES, Value, say
from analysis.programme import Programme
from analysis.report import workbook
from analysis.wording import names

TABLES = {sheet: f"{sheet.lower()}.csv" for sheet in workbook.TABLES}
OTHER_SHEETS = workbook.OTHER_SHEETS
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|xl/workbook\.xml|xl/worksheets/sheet[1-8]\.xml"
    r"|xl/sharedStrings\.xml|xl/styles\.xml|xl/theme/theme1\.xml|docProps/(core|app)\.xml"
)
SHEET_PARTS = {
    SPACE + name for name in ("dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "pageMargins")
}
UNREADABLE = (zipfile.BadZipFile, ElementTree.ParseError, LookupError, ValueError)


def book(file: str, content: bytes, tables: Mapping[str, str], programme: Programme, period: str) -> Iterator[Leak]:
    """`tables` are the CSV files by their names. The workbook may hold those, the cover, the list and the codes."""
    try:
        opened = Workbook(content)
    except UNREADABLE:
        yield Leak(file, say("The workbook cannot be read, so that it cannot be examined."))
        return
    for place in opened.strange():
        yield unexplained(file, place)
    given = {name: list(csv.reader(io.StringIO(text))) for name, text in tables.items()}
    for sheet, name in TABLES.items():
        for place in _differences(opened.grid(sheet), given[name]):
            yield unexplained(file, f"{sheet} {place}")
    said = {text for line in workbook.cover_lines(programme, period) for text in _in_all(line)}
    keys = (*names.every_code(), *workbook.MARKS.items(), *workbook.every_column(), *workbook.TITLES.items())
    said |= {text for code, line in keys for text in (code, *_in_all(line))}
    said |= {
        *workbook.HEADINGS,
        *TABLES,
        *(str(len(list(csv.reader(io.StringIO(text)))) - 1) for text in tables.values()),
    }
    for sheet in OTHER_SHEETS:
        for row in opened.grid(sheet):
            for cell in row:
                if cell and cell not in said:
                    yield unexplained(file, f"{sheet}: {cell}")
    extra = Counter(words(opened.properties)) - Counter(words(f"{programme.title.fi} {workbook.PROPERTIES}"))
    if extra:
        yield unexplained(file, "docProps")


def _in_all(line: Value) -> list[str]:
    return [language.render(line, code) for code in LANGUAGES]


def _differences(found: Sequence[Sequence[str]], given: Sequence[Sequence[str]]) -> Iterator[str]:
    width = max((len(row) for row in (*found, *given)), default=0)
    for number in range(max(len(found), len(given))):
        rows = [rows[number] if number < len(rows) else [] for rows in (found, given)]
        for column in range(width):
            here, there = (row[column] if column < len(row) else "" for row in rows)
            if here in workbook.MARKS and not there:
                continue
            if here != there and not _same_number(here, there):
                yield f"{chr(ord('A') + column % 26)}{number + 1}"


def _same_number(here: str, there: str) -> bool:
    try:
        return math.isclose(float(here), float(there), rel_tol=1e-9)
    except ValueError:
        return False


class Workbook:
    """A workbook as it is stored: its parts, its sheets with their cells, its properties."""

    def __init__(self, content: bytes):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            self._comment = packed.comment
            self._extra = [part.filename for part in packed.infolist() if part.comment or part.extra]
            self._parts = {name: packed.read(name) for name in packed.namelist()}
        book = ElementTree.fromstring(self._parts["xl/workbook.xml"])
        self._sheets = list(book.iter(f"{SPACE}sheet"))
        self._names = list(book.iter(f"{SPACE}definedName"))
        strings = ElementTree.fromstring(self._parts["xl/sharedStrings.xml"])
        self._strings = ["".join(item.itertext()) for item in strings]
        self._used: set[int] = set()
        self._odd: tuple[str, ...] = ()
        self._grids = {
            sheet.get("name", ""): self._grid(f"xl/worksheets/sheet{position}.xml")
            for position, sheet in enumerate(self._sheets, start=1)
        }

    @property
    def properties(self) -> str:
        parts = (ElementTree.fromstring(self._parts[f"docProps/{name}.xml"]) for name in ("core", "app"))
        return " ".join(text for part in parts for text in part.itertext())

    def grid(self, sheet: str) -> list[list[str]]:
        return self._grids.get(sheet, [])

    def strange(self) -> Iterator[str]:
        """What no workbook of a report has: other parts, hidden sheets, formulas, notes, texts that no cell shows."""
        yield from (name for name in self._parts if not PARTS.fullmatch(name))
        yield from self._extra
        if self._comment:
            yield "zip comment"
        if set(self._grids) != {*OTHER_SHEETS, *TABLES}:
            yield "sheets"
        yield from (sheet.get("name", "") for sheet in self._sheets if sheet.get("state"))
        yield from (name.get("name", "") for name in self._names)
        yield from (self._strings[position] for position in range(len(self._strings)) if position not in self._used)
        yield from self._odd

    def _grid(self, part: str) -> list[list[str]]:
        sheet = ElementTree.fromstring(self._parts[part])
        self._odd += tuple(f"{part} {child.tag}" for child in sheet if child.tag not in SHEET_PARTS)
        return [[self._cell(part, cell) for cell in row] for row in sheet.iter(f"{SPACE}row")]

    def _cell(self, part: str, cell: ElementTree.Element) -> str:
        if any(child.tag != f"{SPACE}v" for child in cell):
            self._odd += (f"{part} {cell.get('r')}",)
        value = cell.findtext(f"{SPACE}v", "")
        if cell.get("t") == "s":
            self._used.add(int(value))
            return self._strings[int(value)]
        return value
