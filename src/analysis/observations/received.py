"""When each reporter last sent figures, as an import noted it. The record stays on the evaluator's machine."""

import csv
import datetime
from pathlib import Path

IMPORTS = "own/received/imports.csv"  # columns: import, when, file, sha256, reporters, …


def received(folder: Path) -> dict[str, datetime.date]:
    """The day of the last import by reporter; empty where nothing was imported."""
    path = folder / IMPORTS
    if not path.is_file():
        return {}
    days: dict[str, datetime.date] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = datetime.datetime.fromisoformat(row["when"]).date()
            for reporter in row["reporters"].split():
                days[reporter] = max(day, days.get(reporter, day))
    return days
