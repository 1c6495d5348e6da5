"""A reporter's own table: read as its mapping says, or without one where its columns are those of observations.csv."""

from collections.abc import Sequence

from analysis.forms import mapping as mappings
from analysis.forms.filled import source_of
from analysis.forms.mapping import Cells, FigureFrom, Mapping
from analysis.forms.numbers import NotANumber, judgement, number
from analysis.forms.oddities import Oddity
from analysis.forms.package import Unfit
from analysis.forms.received import Received
from analysis.forms.sheets import Sheet, as_text
from analysis.message import Listing, Verbatim, say, shown
from analysis.observations.columns import COLUMNS, NUMBERS
from analysis.programme.nouns import Programme
from analysis.vocabulary import Kind, Status


def plain(file: str, sheets: Sequence[Sheet], programme: Programme) -> Received | None:
    """The rows of a table that has the columns of observations.csv, in any order; None when no sheet is one."""
    for sheet in sheets:
        headings = [as_text(value) for value in sheet.rows[0]] if sheet.rows else []
        if sorted(each for each in headings if each) == sorted(COLUMNS):
            figure = FigureFrom({column: Cells(column) for column in COLUMNS})
            at = {column: headings.index(column) for column in COLUMNS}
            return _Rows(file, sheet, Mapping("", "", "", 1, (figure,)), figure, at, programme).received()
    return None


def mapped(file: str, sheets: Sequence[Sheet], reporter: str, programme: Programme) -> list[Received]:
    """The figures of a reporter's own table. Raises `UnusableInput` or `Unfit` when it cannot be read at all."""
    first = sheets[0] if sheets else Sheet("", [])
    headings = [text for value in (first.rows[0] if first.rows else []) if (text := as_text(value))]
    mapping = mappings.read(programme, reporter, headings)
    sheet = next((each for each in sheets if not mapping.sheet or each.name == mapping.sheet), None)
    if sheet is None:
        raise Unfit(
            (
                say("The workbook has no sheet “{sheet}”.", sheet=mapping.sheet),
                say(
                    "Sheets that it has: {sheets}. Correct the mapping, or the name of the sheet.",
                    sheets=Listing(tuple(Verbatim(shown(each.name)) for each in sheets)),
                ),
            )
        )
    at = _positions(sheet, mapping)
    return [_Rows(file, sheet, mapping, figure, at, programme).received() for figure in mapping.figures]


def _positions(sheet: Sheet, mapping: Mapping) -> dict[str, int]:
    """Where each heading of the mapping stands. Raises `Unfit` when one is missing or stands twice."""
    header = mapping.header - 1
    headings = [as_text(value) for value in sheet.rows[header]] if header < len(sheet.rows) else []
    missing = [each for each in mapping.headings if each not in headings]
    if missing:
        raise Unfit(
            (
                say(
                    "Row {row} lacks these headings: {headings}.",
                    row=str(mapping.header),
                    headings=Listing(tuple(Verbatim(shown(each)) for each in missing)),
                ),
                say("Correct the headings of the table, or the mapping in {folder}.", folder=mappings.FOLDER),
            )
        )
    if twice := next((each for each in mapping.headings if headings.count(each) > 1), None):
        raise Unfit(
            (say("Two columns have the heading “{heading}”.", heading=shown(twice)), say("Rename one of them."))
        )
    return {each: headings.index(each) for each in mapping.headings}


class _Rows:
    """Makes one figure of every row of a sheet that holds anything."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        mapping: Mapping,
        figure: FigureFrom,
        at: dict[str, int],
        programme: Programme,
    ):
        self.sheet, self.mapping, self.figure, self.programme = sheet, mapping, figure, programme
        self.indicators = {indicator.id: indicator for indicator in programme.indicators}
        self.cells = {column: taken for column, taken in figure.taken.items() if isinstance(taken, Cells)}
        self.fixed = {column: taken for column, taken in figure.taken.items() if isinstance(taken, str)}
        self.taken = Received(file, sheet.name, {column: at[taken.heading] for column, taken in self.cells.items()})

    def received(self) -> Received:
        for row in range(self.mapping.header, len(self.sheet.rows)):
            texts = dict(self.fixed)
            before = len(self.taken.refusals)
            for column in self.cells:
                if column not in NUMBERS:
                    texts[column] = self._word(row, column)
            for column in NUMBERS:
                if column in self.cells:
                    texts[column] = self._number(row, column, texts.get("indicator", ""))
            if len(self.taken.refusals) == before and any(texts[column] for column in self.cells):
                self._add(row, texts)
        return self.taken

    def _add(self, row: int, texts: dict[str, str]) -> None:
        """Completes the row with what its table need not say. A row without a number is not answered yet."""
        if not texts.get("status"):
            if "status" not in self.cells and not any(texts.get(column) for column in NUMBERS):
                return
            texts["status"] = Status.REPORTED.value
        indicator = self.indicators.get(texts["indicator"])
        if "group" not in self.figure.taken:
            texts["group"] = (indicator.population or "") if indicator else ""
        if "source" not in self.figure.taken:
            texts["source"] = source_of(texts["indicator"], self.mapping.source, self.programme)
        texts.setdefault("area", self.programme.municipality)
        texts.setdefault("reporter", self.mapping.reporter)
        self.taken.add(row + 1, **texts)

    def _word(self, row: int, column: str) -> str:
        at = self.taken.columns[column]
        odd = self.sheet.oddity(row, at)
        if odd not in (None, Oddity.PERCENT):
            self.taken.refuse(row + 1, column, judgement(odd))
            return ""
        text = as_text(self.sheet.at(row, at))
        return self.cells[column].words.get(text, text)

    def _number(self, row: int, column: str, indicator_id: str) -> str:
        at = self.taken.columns[column]
        value = self.sheet.at(row, at)
        if (words := self.cells[column].words) and as_text(value) in words:
            return words[as_text(value)]
        indicator = self.indicators.get(indicator_id)
        percentage = column == "value" and indicator is not None and indicator.kind in (Kind.SHARE, Kind.GAP)
        try:
            return number(value, self.sheet.oddity(row, at), percentage)
        except NotANumber as refusal:
            self.taken.refuse(row + 1, column, refusal.judgement)
            return ""
