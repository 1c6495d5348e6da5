"""Figures as they were received: rows in the form of observations.csv, each with its place in the file it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.forms.places import Judgement, Place, letter
from analysis.message import Message
from analysis.observations.columns import COLUMNS


@dataclass
class Received:
    """The rows of one sheet of a file.

    `rows` holds the twelve columns of observations.csv as texts; `numbers` the row of the sheet for each of them;
    `columns` the position of the sheet's column from which each column was taken. `refusals` are the cells that could
    not be taken at all.
    """

    file: str
    sheet: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    refusals: list[Message] = field(default_factory=list)

    def add(self, number: int, **texts: str) -> None:
        self.rows.append(tuple(texts.get(column, "") for column in COLUMNS))
        self.numbers.append(number)

    def place(self, number: int, column: str | None) -> Place:
        """Where a column of a row stands in the file; the row alone when the column was not taken from the sheet."""
        at = self.columns.get(column or "")
        return Place(self.file, self.sheet, number, "" if at is None else letter(at))

    def refuse(self, number: int, column: str | None, judgement: Judgement) -> None:
        self.refusals.append(self.place(number, column).refusal(judgement))


def reporters(received: Sequence[Received]) -> list[str]:
    """Who sent the figures, each once, in the order of the files."""
    at = COLUMNS.index("reporter")
    return list(dict.fromkeys(row[at] for each in received for row in each.rows))
