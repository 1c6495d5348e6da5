"""Where in a received file something stands, as a spreadsheet names it, and what is wrong there."""

from dataclasses import dataclass

from analysis.message import Message, Verbatim, say

Judgement = tuple[Message, Message]  # what is wrong, and the remedy


@dataclass(frozen=True)
class Place:
    """A file; in it a sheet (`''` in a CSV file), a row (0: the whole sheet) and a column (`''`: the whole row)."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def refusal(self, judgement: Judgement) -> Message:
        """The place, what is wrong and the remedy, as one message."""
        what, remedy = judgement
        said = {"file": Verbatim(self.file), "what": what, "remedy": remedy}
        if not self.row:
            return say("{file}: {what} {remedy}", **said)
        cell = Verbatim(f"{self.column}{self.row}")
        if not self.sheet:
            return (
                say("{file}, cell {cell}: {what} {remedy}", cell=cell, **said)
                if self.column
                else say("{file}, row {row}: {what} {remedy}", row=cell, **said)
            )
        sheet = Verbatim(self.sheet)
        if not self.column:
            return say("{file}, sheet {sheet}, row {row}: {what} {remedy}", sheet=sheet, row=cell, **said)
        return say("{file}, sheet {sheet}, cell {cell}: {what} {remedy}", sheet=sheet, cell=cell, **said)


def letter(position: int) -> str:
    """The name of a column by its position from 0: A, B... Z, AA..."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position(letters: str) -> int:
    """The inverse of `letter`."""
    found = 0
    for each in letters:
        found = found * 26 + ord(each) - ord("A") + 1
    return found - 1
