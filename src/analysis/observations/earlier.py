"""What earlier reports of the programme have published: it cannot be taken back, and it must not be added to.

A figure that was shown is known to every reader, so that hiding it now protects nobody. A figure that was withheld
stays withheld: to show it now, revised or not, would give back what was hidden then.
"""

import contextlib
import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.message import say, shown
from analysis.observations.columns import COLUMNS, KEY
from analysis.observations.counting import Row, when
from analysis.project import LONGEST_NAME
from analysis.vocabulary import Status

# The figures.csv of earlier reports, for the processes and kernels of one evaluation. No parameter of a notebook, since
# an executed notebook is published and must not name the evaluator's folders.
VARIABLE = "KOTOARVIO_EARLIER_FIGURES"

Key = tuple[object, ...]


@dataclass(frozen=True)
class Earlier:
    """The figures of earlier reports by what they are about."""

    shown: frozenset[Key] = frozenset()
    withheld: frozenset[Key] = frozenset()
    values: frozenset[tuple[Key, float]] = frozenset()

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Earlier":
        """What the rows of figures.csv files tell."""
        shown = [row for row in rows if row["status"] == Status.REPORTED]
        return cls(
            frozenset(map(key, shown)),
            frozenset(key(row) for row in rows if row["status"] == Status.WITHHELD),
            frozenset((key(row), float(str(row["value"]))) for row in shown if row["value"] != ""),
        )

    def knows(self, row: Row) -> bool:
        return key(row) in self.shown

    def has_value(self, row: Row) -> bool:
        """Whether the value of the row was shown as it is today."""
        return (key(row), row["value"]) in self.values

    def keeps(self, row: Row) -> bool:
        """Whether the figure was withheld, and no report has shown it."""
        return key(row) in self.withheld - self.shown


NOTHING_EARLIER = Earlier()


def key(row: Row) -> Key:
    """Which figure a row is about; 2022 and 2022-12-31 are one time."""
    return tuple(when(str(row[column])) if column == "period" else row[column] for column in KEY)


@contextlib.contextmanager
def known(files: Sequence[Path]) -> Iterator[None]:
    """Within it, this process and those that it starts know what the figures.csv of earlier reports say."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = os.pathsep.join(str(path.resolve()) for path in files)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def of_this_run() -> Earlier:
    """What the earlier reports say that the evaluation at work knows; nothing outside an evaluation."""
    return read(files_of_this_run())


def files_of_this_run() -> list[Path]:
    """The figures.csv of each earlier report that the evaluation at work knows."""
    return [Path(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name]


def read(files: Sequence[Path]) -> Earlier:
    """Raises `UnusableInput` for a file that is not the figures.csv of a report."""
    return Earlier.of([row for path in files for row in _rows(path)])


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="more")
            rows = list(reader)
            if tuple(reader.fieldnames or ()) != COLUMNS or any(None in row.values() or "more" in row for row in rows):
                raise ValueError("not the columns of figures.csv")
            for row in rows:
                when(row["period"])
                float(row["value"] or 0)
    except OSError as error:
        why = reason(error)
    except (ValueError, csv.Error, UnusableInput):
        why = say("it is not the figures.csv of a report")
    else:
        return rows
    raise UnusableInput(
        say(
            "What the earlier report published cannot be read from {file}: {why}. Without it a figure that was "
            "withheld then could be given back now. Put the file back, or make that report again.",
            file=shown(str(path), LONGEST_NAME),
            why=why,
        )
    )
