"""The files against the Table Schema in datapackage.json, with what it says put into our own words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.errors import reason
from analysis.message import Listing, Message, Verbatim, say, shown
from analysis.observations.columns import COLUMNS
from analysis.observations.problem import Problems
from analysis.project import file_bytes

PACKAGE = "datapackage.json"
RESOURCE = "observations"
ROW_ERRORS = {
    "blank-row",
    "missing-cell",
    "extra-cell",
    "primary-key",
    "duplicate-row",
    "row-constraint",
    "unique-error",
}
# What frictionless lets through of a description that it does not understand, such as a pattern that is none.
UNFORESEEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, re.error)
CELL_ERRORS = {"type-error", "constraint-error"}


def check(files: dict[str, Path], folder: Path, problems: Problems) -> None:
    """Adds what our own checks have not said already about the same cell or row."""
    resource = _resource(folder / PACKAGE, problems)
    if resource is None:
        return
    from frictionless import FrictionlessException

    for name, path in files.items():
        try:
            errors = list(_errors(path, resource))
        except FrictionlessException as refusal:
            problems.add(_package((refusal.reasons or [refusal.error])[0].note), PACKAGE)
            return
        except UNFORESEEN as refusal:
            problems.add(_package(f"{type(refusal).__name__}: {refusal}"), PACKAGE)
            return
        for error in errors:
            _add(name, error, problems)


def _resource(path: Path, problems: Problems) -> dict[str, Any] | None:
    """The description of the resource `observations`, when it describes the columns that we read."""
    try:
        package = json.loads(file_bytes(path))
        resource = next(entry for entry in package["resources"] if entry["name"] == RESOURCE)
        columns = [field["name"] for field in resource["schema"]["fields"]]
    except FileNotFoundError:
        problems.add(
            (
                say("The file is missing."),
                say("Copy it from another programme folder and correct its title and sources."),
            ),
            PACKAGE,
        )
        return None
    except OSError as refusal:
        problems.add((say("The file cannot be read: {reason}.", reason=reason(refusal)), _copy_it()), PACKAGE)
        return None
    except (ValueError, TypeError, KeyError, StopIteration, RecursionError):
        problems.add(_package("resources / observations / schema / fields"), PACKAGE)
        return None
    if columns != list(COLUMNS):
        problems.add(
            (
                say("Its columns are not those of the observations."),
                say(
                    "Name these fields, in this order: {columns}.", columns=Listing(tuple(Verbatim(c) for c in COLUMNS))
                ),
            ),
            PACKAGE,
        )
        return None
    return resource


def _package(why: str) -> tuple[Message, Message]:
    return say("The description of the observations cannot be used: {reason}.", reason=shown(why)), _copy_it()


def _copy_it() -> Message:
    return say("Copy the file from another programme folder and correct its title and sources.")


def _errors(path: Path, resource: dict[str, Any]) -> Iterator[Any]:
    from frictionless import Resource

    # Only the description of the rows is taken: a package may name addresses, and checking must not fetch any. The key
    # is left to `repeats`, which names both rows and takes half the time.
    description = {
        "name": RESOURCE,
        "path": path.name,
        "scheme": "file",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},
        "schema": {part: said for part, said in resource["schema"].items() if part != "primaryKey"},
    }
    for task in Resource.from_descriptor(description, basepath=str(path.parent)).validate().tasks:
        yield from task.errors


def _add(file: str, error: Any, problems: Problems) -> None:
    row = getattr(error, "row_number", None)
    if error.type in CELL_ERRORS:
        if (file, row, error.field_name) not in problems.places and (file, row) not in problems.rows:
            what = say(
                "“{cell}” breaks a rule that {package} has for this column: {rule}.",
                cell=shown(error.cell),
                package=PACKAGE,
                rule=shown(error.note, longest=200),
            )
            problems.add((what, _remedy()), file, row, error.field_name)
    elif error.type in ROW_ERRORS:
        wrong = problems.rows | {(file, row) for file, row, _ in problems.places}
        if (file, row) not in wrong:
            what = say(
                "The row breaks a rule of {package}: {rule}.", package=PACKAGE, rule=shown(error.note, longest=200)
            )
            problems.add((what, _remedy()), file, row)
    else:
        what = say("The file breaks a rule of {package}: {rule}.", package=PACKAGE, rule=shown(error.note, longest=200))
        problems.add((what, _remedy()), file)


def _remedy() -> Message:
    return say("Correct the figures; if the rule itself is wrong, correct {package}.", package=PACKAGE)
