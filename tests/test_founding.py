"""`kotoarvio new`: another municipality's folder passes the check and can be evaluated at once."""

import datetime
import html
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import kotoarvio as kotoarvio_in_its_own_process
from observations_example import DATA

from analysis import founding, observations, programme
from analysis.cli import main
from analysis.errors import UnusableInput
from analysis.founding.folder import identifier
from analysis.period import Review
from analysis.programme.municipalities import FORMER, is_code, municipalities

DAY = datetime.date(2025, 3, 1)


def kotoarvio(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--language", "en", *arguments])


def test_every_municipality_of_2026_is_known_by_code_and_name() -> None:
    assert len(municipalities()) == 308
    assert len({each.code for each in municipalities()}) == len({identifier(each) for each in municipalities()}) == 308
    languages = [each.languages for each in municipalities()]
    # Statistics Finland's classification of municipalities 2026: 259 Finnish, 16 Swedish, 33 bilingual
    assert [languages.count(each) for each in ("fi", "sv", "fi-sv", "sv-fi")] == [259, 16, 18, 15]


def test_those_that_have_joined_another_since_2013_are_known_by_code_too() -> None:
    assert len(municipalities()) + len(FORMER) == 320  # the municipalities of 2013
    assert is_code("588") and is_code("005") and not is_code("999")


@pytest.mark.parametrize("asked", ["Inkoo", "Ingå", "ingå", "149", " Inkoo "])
def test_a_municipality_is_found_by_any_of_its_names_or_its_code(asked: str) -> None:
    found = founding.municipality(asked)
    assert (found.code, found.fi, found.sv, found.languages) == ("149", "Inkoo", "Ingå", "sv-fi")


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("478", "Mariehamn / Maarianhamina"),
        ("149", "Ingå / Inkoo"),
        ("235", "Kauniainen / Grankulla"),
        ("035", "Brändö"),
    ],
)
def test_it_is_named_in_the_majoritys_language_first(code: str, named: str, tmp_path: Path) -> None:
    run = kotoarvio("new", code, "--output", str(tmp_path / "town"))
    assert f"was made for {named} ({code})." in run.stdout


@pytest.mark.parametrize(("asked", "words"), [("Kaunianen", "Did you mean “Kauniainen”?"), ("Qwxz", "three digits")])
def test_an_unknown_municipality_is_named_with_the_nearest(asked: str, words: str, tmp_path: Path) -> None:
    run = kotoarvio("new", asked, "--output", str(tmp_path / "town"))
    assert run.exit_code == 2
    assert words in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["049", "149", "478", "564", "599", "035"])
def test_a_new_folder_has_no_fault(code: str, tmp_path: Path) -> None:
    town = founding.municipality(code)
    made = founding.found(town, tmp_path / "town", DAY)
    subject = programme.read(made.folder)
    assert (subject.municipality, subject.municipality_name.sv) == (code, town.sv)
    assert subject.document_language == town.languages[:2]
    assert observations.examine(subject) == ([], [])


def test_its_only_row_is_an_example_and_no_figure(tmp_path: Path) -> None:
    subject = programme.read(founding.found(founding.municipality("149"), tmp_path / "town", DAY).folder)
    (row,) = observations.read(subject).to_dict("records")
    assert (row["status"], row["note"]) == ("not_collected", "Esimerkkirivi / Exempelrad / Example row")
    assert row["numerator"] != row["numerator"]  # no number


def test_its_columns_are_described_as_those_of_kauniainen(tmp_path: Path) -> None:
    folder = founding.found(founding.municipality("149"), tmp_path / "town", DAY).folder
    made, shipped = (
        json.loads((each / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        for each in (folder, DATA / "kauniainen")
    )
    assert made == shipped


def test_git_ignores_what_reporters_send(tmp_path: Path) -> None:
    folder = founding.found(founding.municipality("149"), tmp_path / "town", DAY).folder
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "own/\n"


def test_every_key_of_its_programme_is_explained(tmp_path: Path) -> None:
    """Each key of the example goal and its indicator has a comment above it or beside it, once."""
    folder = founding.found(founding.municipality("149"), tmp_path / "town", DAY).folder
    lines = (folder / "programme.yaml").read_text(encoding="utf-8").splitlines()
    goal = yaml.safe_load("\n".join(lines))["sectors"][0]["goals"][0]
    for key in ("number", "title", "theme", "population", "place", "measures", "indicators"):
        at = next(number for number, line in enumerate(lines) if line.startswith(f"        {key}:"))
        assert key in goal and lines[at - 1].strip().startswith("#"), key


def test_a_folder_that_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UnusableInput, match="is there already"):
        founding.found(founding.municipality("149"), tmp_path / "town", DAY)
    assert [path.name for path in (tmp_path / "town").iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_a_new_folder_is_checked_asked_for_and_evaluated_at_once(tmp_path: Path) -> None:
    folder, report = tmp_path / "Ingå kommun", tmp_path / "report"
    assert kotoarvio("new", "Ingå", "--output", str(folder)).exit_code == 0
    checked = kotoarvio("check", "--programme", str(folder))
    assert checked.exit_code == 0 and "Contradictions among them: 0." in checked.stdout
    review = programme.read(folder).review
    assert Review.parse(review).last == datetime.date.today().year - 1
    asked = kotoarvio("collect", review, "--programme", str(folder))
    assert "integration-services.xlsx: 1 figure asked of Integration services" in asked.stdout
    arguments = ("--programme", str(folder), "--goal", "example-goal", "--output", str(report))
    run = kotoarvio_in_its_own_process("evaluate", review, *arguments)
    assert run.code == 0, run.err
    page = html.unescape((report / "sv" / "goals" / "example-goal.html").read_text(encoding="utf-8"))
    assert "Exempelmål: främmandespråkiga deltar i verksamheten" in page
    assert "Ej bedömt" in page
