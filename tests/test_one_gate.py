"""Nothing above the floor of the observations can reach a number that was not let through."""

import ast
import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pytest
from test_floors import FLOOR_OF, module_name, modules, room

from analysis import assessment, audit, observations
from analysis import programme as programmes
from analysis.period import Review

EXAMPLE = Path(__file__).parents[1] / "data" / "example"
OF_THE_GATE = 2  # the floor of the observations
# What gives rows as they were sent: only `published` gives them as they may be seen.
RAW = {"read", "table", "release", "reasons", "publication", "persons", "counting", "check_file"}
# Intruder examines a finished report against the rows, which execution and finished hand to it; forms write rows down.
MAY_LOOK = {"intruder", "forms", "execution", "finished"}


def reached(path: Path) -> Iterator[str]:
    """What a file takes from the room of the observations, by import or by attribute."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis.observations"):
            yield from (
                node.module.removeprefix("analysis.observations").strip(".") or alias.name for alias in node.names
            )
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "observations":
            yield node.attr


@pytest.mark.parametrize("path", [p for p in modules() if room(p) != "__init__"], ids=module_name)
def test_rows_as_they_were_sent_stay_below(path: Path) -> None:
    if FLOOR_OF.get(room(path), 0) > OF_THE_GATE and room(path) not in MAY_LOOK:
        assert not {name.split(".")[0] for name in reached(path)} & RAW


def objects(found: object, seen: set[int]) -> Iterator[object]:
    """Everything that can be reached from an object through fields, items and keys."""
    if id(found) in seen:
        return
    seen.add(id(found))
    yield found
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        inside = [getattr(found, field.name) for field in dataclasses.fields(found)]
    elif isinstance(found, Mapping):
        inside = [*found.keys(), *found.values()]
    elif isinstance(found, list | tuple | set | frozenset):
        inside = list(found)
    else:
        inside = []
    for each in inside:
        yield from objects(each, seen)


def test_no_object_of_an_evaluation_holds_a_table_or_a_hidden_count() -> None:
    """Every figure of an assessment is a row that was let through; no table of rows hangs on any of them."""
    plan = programmes.read(EXAMPLE)
    published = observations.published(plan)
    evaluation = assessment.evaluate(plan, published, Review.parse("2018-2022"))
    found = list(objects((evaluation, audit.examine(plan, published)), set()))
    assert not [each for each in found if isinstance(each, pd.DataFrame | pd.Series)]
    hidden = published[published["withheld_because"] != ""]
    withheld = set(zip(hidden["indicator"], hidden["period"], hidden["part"], strict=True))
    for each in evaluation.assessments:
        for figure in (each.baseline, each.latest):
            if figure is not None:
                assert (each.indicator.id, figure.period.text, "") not in withheld


def test_a_hidden_row_keeps_nothing_that_was_counted() -> None:
    published = observations.published(programmes.read(EXAMPLE))
    hidden = published[published["withheld_because"] != ""]
    assert len(hidden) > 50
    assert hidden[["numerator", "denominator", "value"]].isna().all(axis=None)
    assert set(hidden["withheld_because"]) == {"protected", "source"}
    assert (set(hidden["note"]), set(hidden["status"])) == ({""}, {"withheld"})
