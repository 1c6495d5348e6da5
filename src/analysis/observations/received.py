"""What the records of imports tell: when each reporter last sent figures, and which figures were revised.

The records are written by `analysis.forms.keeping` and stay on the evaluator's machine.
"""

import csv
import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.message import say
from analysis.project import IMPORTS, SUPERSEDED

REVISED = "revised"  # why a row was replaced: its reporter sent another number for the same figure


def received(folder: Path) -> dict[str, datetime.date]:
    """The day of the last import by reporter; empty where nothing was imported. Raises `UnusableInput`."""
    days: dict[str, datetime.date] = {}
    with _readable(IMPORTS):
        for row in _rows(folder / IMPORTS):
            day = datetime.datetime.fromisoformat(row["when"]).date()
            for reporter in row["reporters"].split():
                days[reporter] = max(day, days.get(reporter, day))
    return days


def revised(folder: Path) -> frozenset[tuple[str, str]]:
    """The figures that a reporter has sent anew with another number, each by indicator and period.

    Only that they were revised is told, never what they were: an earlier number may be as small as one that is hidden.
    """
    with _readable(SUPERSEDED):
        rows = _rows(folder / SUPERSEDED)
        return frozenset((row["indicator"], row["period"]) for row in rows if row["why"] == REVISED)


@contextmanager
def _readable(file: str) -> Iterator[None]:
    """A record that was damaged, or written by something else than an import, is a sentence."""
    try:
        yield
    except (OSError, ValueError, KeyError, AttributeError, csv.Error) as refusal:
        raise UnusableInput(
            say(
                "{file}: The record of imports cannot be read: {reason}. Take it from a backup; it is written by "
                "kotoarvio import.",
                file=file,
                reason=reason(refusal),
            )
        ) from refusal


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
