"""A problem in the observations: where it stands, what is wrong, and the remedy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.message import Message, Verbatim, say, say_many
from analysis.observations.columns import COLUMNS
from analysis.project import OWN_FILE
from analysis.vocabulary import Severity

SHOWN = 100  # more problems than this are counted, not listed
Judgement = tuple[Message, Message]  # what is wrong, and the remedy


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one file. `row` is the line of the file as a spreadsheet numbers it: the header is row 1."""

    severity: Severity
    file: str
    row: int | None
    column: str | None
    what: Message
    remedy: Message

    @property
    def message(self) -> Message:
        place = {"file": self.file, "what": self.what, "remedy": self.remedy}
        if self.row is None:
            return say("{file}: {what} {remedy}", **place)
        place["row"] = Verbatim(str(self.row))  # a row number is a name, not an amount: no thousands separator
        if self.column is None:
            return say("{file}, row {row}: {what} {remedy}", **place)
        return say("{file}, row {row}, column {column}: {what} {remedy}", column=self.column, **place)


class Problems:
    """Everything that is wrong in one reading. All problems are counted, the first hundred are written out."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.places: set[tuple[str, int, str]] = set()  # cells where an error stands: no second message for one slip
        self.rows: set[tuple[str, int]] = set()  # rows that are wrong as rows
        self.errors = 0
        self.warnings = 0

    def add(
        self,
        judgement: Judgement,
        file: str,
        row: int | None = None,
        column: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        what, remedy = judgement
        self._count(severity, 1)
        self.found.append(Problem(severity, file, row, column, what, remedy))
        if row is not None and severity is Severity.ERROR:
            if column is None:
                self.rows.add((file, row))
            else:
                self.places.add((file, row, column))

    def at(
        self,
        table: pd.DataFrame,
        positions: Iterable[int],
        column: str,
        judge: Callable[[int], Judgement],
        severity: Severity = Severity.ERROR,
    ) -> None:
        """The same kind of problem at several rows of a table; `judge` is asked for the words of the first hundred."""
        files, rows = table["file"].to_numpy(), table["row"].to_numpy()
        places = {position: (files[position], int(rows[position]), column) for position in positions}
        fresh = [position for position, place in places.items() if place not in self.places]
        self._count(severity, len(fresh))
        for position in fresh[:SHOWN]:
            what, remedy = judge(position)
            self.found.append(Problem(severity, *places[position], what, remedy))
        if severity is Severity.ERROR:
            self.places.update(places[position] for position in fresh)

    def each(self, table: pd.DataFrame, columns: tuple[str, ...], judge: Callable[..., Judgement | None]) -> np.ndarray:
        """Judge every distinct combination of cells once; the problem is written at the first of `columns`.

        Returns which rows were refused.
        """
        if len(columns) == 1:
            codes, distinct = pd.factorize(table[columns[0]].to_numpy(dtype=object))
            verdicts = [judge(text) for text in distinct]
        else:
            cells = np.empty(len(table), dtype=object)
            cells[:] = list(zip(*(table[column].to_numpy(dtype=object) for column in columns), strict=True))
            codes, distinct = pd.factorize(cells)
            verdicts = [judge(*texts) for texts in distinct]
        refused = np.array([verdict is not None for verdict in verdicts], dtype=bool)[codes]
        self.at(table, np.flatnonzero(refused), columns[0], lambda position: verdicts[codes[position]])
        return refused

    def _count(self, severity: Severity, number: int) -> None:
        if severity is Severity.ERROR:
            self.errors += number
        else:
            self.warnings += number

    def listed(self, severity: Severity) -> tuple[Problem, ...]:
        """The first hundred errors or warnings, in the order of the files."""
        return tuple(sorted((problem for problem in self.found if problem.severity is severity), key=_in_order)[:SHOWN])

    def messages(self, severity: Severity) -> list[Message]:
        """One message a problem, and a last one that says how many more there are."""
        listed = self.listed(severity)
        messages = [problem.message for problem in listed]
        more = (self.errors if severity is Severity.ERROR else self.warnings) - len(listed)
        if more > 0:
            messages.append(
                say_many(
                    "There is {count} more problem. Correct these first and check again.",
                    "There are {count} more problems. Correct these first and check again.",
                    more,
                )
            )
        return messages


def _in_order(problem: Problem) -> tuple[bool, str, int, int]:
    column = COLUMNS.index(problem.column) if problem.column in COLUMNS else -1
    return problem.file == OWN_FILE, problem.file, problem.row or 0, column
