"""A report that stands in its place, read back: its record and its tables."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.errors import UnusableInput, reason
from analysis.message import Message, say, shown
from analysis.period import Review
from analysis.project import LONGEST_NAME
from analysis.report import record
from analysis.report.publication import RECORD

GOALS, INDICATORS, FINDINGS = (f"downloads/{name}.csv" for name in ("goals", "indicators", "findings"))

Row = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class FinishedReport:
    """What `run.json` says that a report was made from, and where it stands.

    `inputs`, `notebooks` and `outputs` hold a sha256 for each file; `code` is one for the whole package.
    """

    folder: Path
    programme: str
    period: str
    goals: tuple[str, ...]  # of a draft; a whole report names none
    inputs: Mapping[str, str]
    notebooks: Mapping[str, str]
    code: str
    versions: Mapping[str, str]
    outputs: Mapping[str, str]

    @cached_property
    def goal_rows(self) -> dict[Key, Row]:
        """goals.csv by goal, in the programme's order."""
        return _table(self.folder / GOALS, "goal")

    @cached_property
    def indicator_rows(self) -> dict[Key, Row]:
        return _table(self.folder / INDICATORS, "indicator")

    @cached_property
    def finding_rows(self) -> dict[Key, Row]:
        return _table(self.folder / FINDINGS, "code", "where", "what")

    def altered(self) -> tuple[str, ...]:
        """The files that are not as they were when the report was made: changed or gone, in the record's order."""
        return tuple(name for name, digest in self.outputs.items() if _digest(self.folder / name) != digest)


def read(folder: Path) -> FinishedReport:
    """The report in a folder (or the one of this `run.json`). Raises `UnusableInput` when there is none."""
    path = folder if folder.name == RECORD else folder / RECORD
    try:
        if not path.is_file():
            raise UnusableInput(_no_report(folder))
        written = json.loads(path.read_bytes().decode("utf-8-sig"))
        return _report(path.parent, written)
    except OSError as error:
        raise _unusable(path, error) from error
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise UnusableInput(
            say(
                "{file} does not tell what the report was made from: it is broken, or of another program. Make the "
                "report again with kotoarvio evaluate.",
                file=shown(str(path), LONGEST_NAME),
            )
        ) from error


def _report(folder: Path, written: Mapping[str, Any]) -> FinishedReport:
    asked = written["parameters"]
    inputs, notebooks, versions, outputs = (
        {_text(key): _text(value) for key, value in written[name].items()}
        for name in ("inputs", "notebooks", "versions", "outputs")
    )
    if not outputs or any(Path(name).is_absolute() or ".." in Path(name).parts for name in outputs):
        raise ValueError("a record names files below its own folder")
    goals = tuple(_text(goal) for goal in asked["goals"])
    programme, period, code = _text(asked["programme"]), _review(_text(asked["period"])), _text(written["code"])
    return FinishedReport(folder, programme, period, goals, inputs, notebooks, code, versions, outputs)


def _review(text: str) -> str:
    try:
        return str(Review.parse(text))
    except UnusableInput as error:
        raise ValueError(text) from error


def _table(path: Path, *keys: str) -> dict[Key, Row]:
    """The rows of a table by these columns of theirs, in the file's order."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns, rows = reader.fieldnames or (), list(reader)
        found = {tuple(row[key] for key in keys): row for row in rows}
        if not set(keys) <= set(columns) or len(found) < len(rows) or any(set(row) > set(columns) for row in rows):
            raise ValueError("not the columns of a download, or one key on two rows")
    except OSError as error:
        raise _unusable(path, error) from error
    except (ValueError, KeyError, csv.Error) as error:
        raise UnusableInput(
            say(
                "The file {file} is not a table of a report of Kotoarvio. Was it saved by another program? Make "
                "the report again with kotoarvio evaluate.",
                file=shown(str(path), LONGEST_NAME),
            )
        ) from error
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is expected and not {value!r}")
    return value


def _digest(path: Path) -> str | None:
    try:
        return record.sha256(path) if path.is_file() else None
    except OSError:
        return None


def _no_report(folder: Path) -> Message:
    return say(
        "There is no report in {folder}: a report is a folder with the file run.json, for example "
        "reports/kauniainen/2018-2022.",
        folder=shown(str(folder), LONGEST_NAME),
    )


def _unusable(path: Path, error: OSError) -> UnusableInput:
    return UnusableInput(
        say("{file} cannot be read: {reason}.", file=shown(str(path), LONGEST_NAME), reason=reason(error))
    )
