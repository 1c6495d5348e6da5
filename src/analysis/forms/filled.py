"""A form that came back: found by its hidden sheet, read by the codes of its rows and columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.forms import shape
from analysis.forms.numbers import NotANumber, judgement, number
from analysis.forms.oddities import Oddity
from analysis.forms.package import Unfit
from analysis.forms.received import Received
from analysis.forms.shape import Key
from analysis.forms.sheets import Sheet, as_text, seen
from analysis.message import Message, Verbatim, say, shown
from analysis.observations.columns import KEY, NUMBERS, STANDARD_DEVIATION
from analysis.programme.nouns import Programme
from analysis.vocabulary import Kind, Status


@dataclass(frozen=True)
class Facts:
    """What the hidden sheet says: who was asked, and which code each entry of a list stands for."""

    reporter: str
    source: str
    choices: dict[str, dict[str, str]]  # list: words: code


def facts_of(sheets: Sequence[Sheet], programme: Programme) -> Facts | None:
    """The facts of a form, None when the file is not one. Raises `Unfit` for a form that does not fit the programme."""
    hidden = next((sheet for sheet in sheets if as_text(sheet.at(0, 0)) == shape.MARK), None)
    if hidden is None:
        return None
    said = {as_text(row[0]): as_text(row[1]) for row in hidden.rows if len(row) > 1}
    if said.get(shape.MARK) != shape.VERSION:
        raise Unfit((say("The form was made by another version of Kotoarvio."), _collect_again()))
    if said.get("programme") != programme.id:
        raise Unfit(
            (
                say("The form belongs to the programme “{programme}”.", programme=shown(said.get("programme", ""))),
                say("Import it there: --programme {name}", name=shown(said.get("programme", ""))),
            )
        )
    if said.get("reporter") not in programme.reporters:
        reporter = shown(said.get("reporter", ""))
        raise Unfit(
            (
                say("The programme has no reporter “{reporter}”, whose form this is.", reporter=reporter),
                say("Add the reporter to programme.yaml, or correct its id there."),
            )
        )
    choices: dict[str, dict[str, str]] = {shape.STATUS_CHOICE: {}, shape.DONE_CHOICE: {}}
    for row in hidden.rows:
        if len(row) > 2 and as_text(row[0]) in choices:
            choices[as_text(row[0])][as_text(row[1])] = as_text(row[2])
    return Facts(said["reporter"], said.get("source", ""), choices)


def read(file: str, sheets: Sequence[Sheet], facts: Facts, programme: Programme) -> list[Received]:
    """The answers of a form, sheet by sheet. Raises `Unfit` when the sheet of questions is gone."""
    kinds = {indicator.id: indicator.kind for indicator in programme.indicators}
    found = []
    for sheet in sheets:
        if (head := _columns(sheet)) is not None:
            found.append(_Answers(file, sheet, head, facts, programme, kinds).received())
    if not found:
        raise Unfit((say("The sheet with the questions is missing, or its first row was deleted."), _collect_again()))
    return found


def _columns(sheet: Sheet) -> tuple[dict[str, int], int] | None:
    """Where the columns of a sheet of questions are, by the codes of a row near its top, and the row below it."""
    for position, row in enumerate(sheet.rows[:10]):
        texts = [as_text(value) for value in row]
        if {shape.KEY_COLUMN, *shape.FIELDS} <= set(texts):
            return {code: texts.index(code) for code in (shape.KEY_COLUMN, *shape.FIELDS)}, position + 1
    return None


class _Answers:
    """Reads the rows of one sheet of questions."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        head: tuple[dict[str, int], int],
        facts: Facts,
        programme: Programme,
        kinds: dict[str, Kind],
    ):
        self.sheet, self.facts, self.programme, self.kinds = sheet, facts, programme, kinds
        self.columns, self.first = head
        where = {**self.columns, **dict.fromkeys(KEY, self.columns[shape.KEY_COLUMN])}
        self.taken = Received(file, sheet.name, where)

    def received(self) -> Received:
        heading = True
        for row in range(self.first, len(self.sheet.rows)):
            written = as_text(self.sheet.at(row, self.columns[shape.KEY_COLUMN]))
            key = Key.parse(written)
            if key is not None:
                heading = False
                self._answer(row, key)
            elif written:
                self.taken.refuse(
                    row + 1,
                    "indicator",
                    (say("“{code}” is not the code of a question.", code=shown(written)), _collect_again()),
                )
            elif not heading and (typed := next(self._typed(row), None)):
                self._refuse_homeless(row, typed)
        return self.taken

    def _typed(self, row: int) -> Iterator[str]:
        """The columns in which something stands on a row."""
        return (
            column
            for column in shape.FIELDS
            if as_text(self.sheet.at(row, self.columns[column])) or self._odd(row, column)
        )

    def _odd(self, row: int, column: str) -> Oddity | None:
        odd = self.sheet.oddity(row, self.columns[column])
        return odd if odd in (Oddity.ERROR, Oddity.NO_VALUE) else None

    def _refuse_homeless(self, row: int, column: str) -> None:
        self.taken.refuse(
            row + 1,
            column,
            (
                say(
                    "“{text}” stands on a row that asks for nothing.",
                    text=seen(self.sheet.at(row, self.columns[column])),
                ),
                say("Move it to the row of its question, or delete it."),
            ),
        )

    def _answer(self, row: int, key: Key) -> None:
        filled = list(self._typed(row))
        if not filled:
            return
        before = len(self.taken.refusals)
        kind = self.kinds.get(key.indicator)
        texts = {column: self._number(row, column, kind, key.part) for column in NUMBERS}
        status = self._choice(row, "status", shape.STATUS_CHOICE)
        note = as_text(self.sheet.at(row, self.columns["note"]))
        if not status and not any(texts.values()) and len(self.taken.refusals) == before:
            self.taken.refuse(
                row + 1,
                "note",
                (
                    say("The row has a note, but neither a number nor a reason why there is none."),
                    say("Write the number, or choose the reason from the list."),
                ),
            )
        if len(self.taken.refusals) == before:
            self.taken.add(
                row + 1,
                indicator=key.indicator,
                area=key.area,
                period=key.period,
                group=key.group,
                part=key.part,
                **texts,
                status=status or Status.REPORTED.value,
                reporter=self.facts.reporter,
                source=source_of(key.indicator, self.facts.source, self.programme),
                note=note,
            )

    def _number(self, row: int, column: str, kind: Kind | None, part: str) -> str:
        if kind is Kind.DELIVERABLE and column == "value":
            return self._choice(row, column, shape.DONE_CHOICE)
        at = self.columns[column]
        percentage = column == "value" and kind in (Kind.SHARE, Kind.GAP) and part != STANDARD_DEVIATION
        try:
            return number(self.sheet.at(row, at), self.sheet.oddity(row, at), percentage)
        except NotANumber as refusal:
            self.taken.refuse(row + 1, column, refusal.judgement)
            return ""

    def _choice(self, row: int, column: str, choice: str) -> str:
        """The code of a word from a list; a code itself is understood too."""
        if odd := self._odd(row, column):
            self.taken.refuse(row + 1, column, judgement(odd))
            return ""
        text = as_text(self.sheet.at(row, self.columns[column]))
        known = self.facts.choices[choice]
        if not text or text in known.values():
            return text
        if text in known:
            return known[text]
        listed = Verbatim("; ".join(known))
        self.taken.refuse(
            row + 1,
            column,
            (
                say("“{text}” is not in the list of the cell.", text=shown(text)),
                say("Choose one of these: {choices}.", choices=listed),
            ),
        )
        return ""


def source_of(indicator_id: str, source: str, programme: Programme) -> str:
    """Under which source a figure is entered: that of its indicator, else that of the form."""
    named = next((each.source for each in programme.indicators if each.id == indicator_id), None)
    return named or source


def _collect_again() -> Message:
    return say("Fill in a form as `kotoarvio collect` makes it, without changing its locked cells.")
