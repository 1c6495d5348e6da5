"""The files against the Table Schema in datapackage.json, with what it says put into our own words."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import reason
from analysis.message import Listing, Message, Verbatim, say, shown
from analysis.observations.columns import COLUMNS
from analysis.observations.problem import Judgement, Problems
from analysis.project import file_bytes

PACKAGE = "datapackage.json"
RESOURCE = "observations"
# What frictionless lets through of a description that it does not understand, such as a pattern that is none.
UNFORESEEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, re.error)
# A cell in; its value and the rules that it breaks out, as frictionless gives them.
CellReader = Callable[[str], tuple[Any, dict[str, str] | None]]


def check(texts: pd.DataFrame, folder: Path, problems: Problems) -> None:
    """Adds what our own checks have not said already about the same cell.

    `texts` holds the cells as they are written. Every distinct cell of a column is held against the column's rules
    once, so that a hundred thousand rows take no longer than their different words.
    """
    resource = _resource(folder / PACKAGE, problems)
    if resource is None:
        return
    from frictionless import FrictionlessException

    try:
        for column, read in _readers(resource["schema"]).items():
            problems.each(texts, (column,), lambda cell, read=read: _judge(cell, read))
    except FrictionlessException as refusal:
        problems.add(_package((refusal.reasons or [refusal.error])[0].note), PACKAGE)
    except UNFORESEEN as refusal:
        problems.add(_package(f"{type(refusal).__name__}: {refusal}"), PACKAGE)


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


def _readers(schema: dict[str, Any]) -> dict[str, CellReader]:
    """For each column, what reads a cell and says which rules it breaks.

    Only the rules of cells are taken. The key is left to `repeats`, which names both rows, and a description may name
    addresses, which checking must not fetch.
    """
    from frictionless import Schema

    described = Schema.from_descriptor({"fields": schema["fields"]})
    return {field.name: field.create_cell_reader() for field in described.fields}


def _judge(cell: str, read: CellReader) -> Judgement | None:
    _, broken = read(cell)
    if not broken:
        return None
    rules = Listing(tuple(Verbatim(shown(rule, longest=200)) for rule in broken.values()))
    return (
        say(
            "“{cell}” breaks a rule that {package} has for this column: {rule}.",
            cell=shown(cell),
            package=PACKAGE,
            rule=rules,
        ),
        say("Correct the figures; if the rule itself is wrong, correct {package}.", package=PACKAGE),
    )
