"""The Data Package beside the figures, and what is said when it and the figures disagree."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from frictionless import Package
from observations_example import DATA, HEADER, folder_with

from analysis import observations
from analysis.errors import english
from analysis.observations.columns import COLUMNS, KEY
from analysis.vocabulary import Status

GOOD = "attendance,049,2022,pupils,,46,80,57.5,reported,schools,register,"
SHIPPED = sorted(DATA.glob("*/datapackage.json"))


def described(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def changed(folder: Path, change: dict[str, Any]) -> None:
    """Give the field `value` of the package another constraint."""
    package = described(folder / "datapackage.json")
    fields = package["resources"][0]["schema"]["fields"]
    next(field for field in fields if field["name"] == "value")["constraints"] = change
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_package_is_a_valid_data_package_with_its_figures(path: Path) -> None:
    report = Package(str(path)).validate()
    assert report.flatten(["rowNumber", "fieldName", "type", "note"]) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_package_describes_the_columns_as_they_are_read(path: Path) -> None:
    (resource,) = described(path)["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert tuple(fields) == COLUMNS
    assert resource["schema"]["primaryKey"] == list(KEY)
    assert fields["status"]["constraints"]["enum"] == [status.value for status in Status]
    assert resource["path"] == "observations.csv"


def test_the_package_names_a_licence_and_every_official_source() -> None:
    package = described(DATA / "kauniainen" / "datapackage.json")
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    listed = yaml.safe_load((DATA / "kauniainen" / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    official = [source for source in listed if source["official"]]
    assert len(package["sources"]) == len(official)
    for source, written in zip(official, package["sources"], strict=True):
        assert source["title"]["en"] in written["title"]


def test_a_rule_of_the_package_that_a_figure_breaks_is_said_in_our_words(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD])
    changed(tmp_path, {"maximum": 50})
    (message,) = observations.check(subject)
    assert "row 2, column value: “57.5” breaks a rule that datapackage.json has for this column" in english(message)
    assert "maximum" in english(message)
    assert len(observations.read(subject)) == 1  # reading does not ask the package


def test_a_cell_that_is_refused_already_is_not_refused_twice(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD.replace("57.5", "abc")])
    (message,) = observations.check(subject)
    assert "“abc” is not a number" in english(message)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"resources": [{"name": "observations"}]}', "\udcff"])
def test_a_package_that_cannot_be_used_is_named(content: str, tmp_path: Path) -> None:
    subject = folder_with(tmp_path, HEADER + "\n" + GOOD + "\n")
    (tmp_path / "datapackage.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    (message,) = observations.check(subject)
    assert english(message).startswith("datapackage.json: The description of the observations cannot be used")
    assert "Copy the file from another programme folder" in english(message)


def test_a_package_with_a_rule_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD])
    changed(tmp_path, {"sometimes": True})
    (message,) = observations.check(subject)
    assert english(message).startswith("datapackage.json: ")


def test_a_package_of_other_columns_is_named(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD])
    package = described(tmp_path / "datapackage.json")
    package["resources"][0]["schema"]["fields"].pop()
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (message,) = observations.check(subject)
    assert "Its columns are not those of the observations" in english(message)


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD])
    (tmp_path / "datapackage.json").unlink()
    (message,) = observations.check(subject)
    assert english(message).startswith("datapackage.json: The file is missing. Copy it from another programme folder")


@pytest.mark.parametrize("pattern", ["(", "*", "[a"])
def test_a_rule_that_cannot_be_understood_is_a_sentence(tmp_path: Path, pattern: str) -> None:
    subject = folder_with(tmp_path, [GOOD])
    package = described(tmp_path / "datapackage.json")
    package["resources"][0]["schema"]["fields"][0]["constraints"] = {"pattern": pattern}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (said,) = observations.check(subject)
    assert english(said).startswith("datapackage.json: The description of the observations cannot be used: ")


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '{"resources": [{"name": "observations"}]}'])
def test_a_description_that_describes_nothing_is_a_sentence(tmp_path: Path, content: str) -> None:
    subject = folder_with(tmp_path, [GOOD])
    (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    (said,) = observations.check(subject)
    assert english(said).startswith("datapackage.json: The description of the observations cannot be used: ")
