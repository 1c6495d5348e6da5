"""`kotoarvio import`: what comes back is shown, checked, and taken in whole, with who sent it and what it replaced."""

import csv
import datetime
import hashlib
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from filled_forms import (
    ABROAD,
    FLATS,
    HERE,
    MEAN,
    SHARE,
    SPREAD,
    cell_of,
    changed,
    filled,
    form,
    on_disk,
    own_rows,
)
from openpyxl.worksheet.worksheet import Worksheet
from small_project import programme_folder

from analysis import assessment, forms, observations, programme
from analysis.errors import UnusableInput, english
from analysis.forms import Order, Proposal
from analysis.forms.comparing import Outcome
from analysis.period import Review
from analysis.programme import Programme
from analysis.tables import figures

NOON = datetime.datetime(2025, 1, 15, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def town(tmp_path: Path) -> Programme:
    return programme.read(programme_folder(tmp_path / "nasby"))


def imported(town: Programme, *files: Path, **options: object) -> Proposal:
    proposal = forms.propose(town, Order(files, **options))
    forms.take_in(proposal, NOON)
    return proposal


def counts(proposal: Proposal) -> dict[str, int]:
    return {outcome.value: len(proposal.of(outcome)) for outcome in Outcome}


def noted(town: Programme, name: str) -> list[dict[str, str]]:
    with (town.folder / "own" / "received" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_filled_form_becomes_rows_of_the_own_file(town: Programme) -> None:
    path = filled(
        town,
        {
            SHARE: {"numerator": 101, "denominator": 119},
            FLATS: {"status": "Inte insamlad", "note": "ny chef"},
            MEAN: {"denominator": 55, "value": 3.75},
            SPREAD: {"value": 1.5},
        },
    )
    proposal = imported(town, path)
    assert counts(proposal) == {"added": 4, "changed": 0, "unchanged": 0}
    assert own_rows(town) == [
        "housed-within-a-year,997,2024,newcomers,,101,119,,reported,housing-office,housing-queue,",
        "flats-set-aside-count,997,2024,,,,,,not_collected,housing-office,housing-queue,ny chef",
        "feels-at-home,997,2024,harbour-guests,,,55,3.75,reported,housing-office,cafe-survey,",
        "feels-at-home,997,2024,harbour-guests,standard_deviation,,,1.5,reported,housing-office,cafe-survey,",
    ]
    assert observations.check(town) == []


def test_a_row_that_is_left_empty_changes_nothing(town: Programme) -> None:
    assert counts(imported(town, form(town))) == {"added": 0, "changed": 0, "unchanged": 0}
    assert own_rows(town) == []


def test_importing_twice_changes_nothing(town: Programme) -> None:
    path = filled(town, {SHARE: {"numerator": 101, "denominator": 119}})
    imported(town, path)
    before = on_disk(town)
    assert counts(imported(town, path)) == {"added": 0, "changed": 0, "unchanged": 1}
    assert on_disk(town) == before


def test_a_trial_writes_nothing(town: Programme) -> None:
    before = on_disk(town)
    forms.propose(town, Order((filled(town, {FLATS: {"value": 7}}),)))
    assert on_disk(town) == before


def test_a_revised_figure_keeps_its_predecessor_and_its_place(town: Programme) -> None:
    imported(town, filled(town, {SHARE: {"numerator": 101, "denominator": 119}, FLATS: {"value": 7}}))
    proposal = imported(town, filled(town, {SHARE: {"numerator": 100, "denominator": 119}}, name="later.xlsx"))
    assert counts(proposal) == {"added": 0, "changed": 1, "unchanged": 0}
    assert own_rows(town)[0].startswith("housed-within-a-year,997,2024,newcomers,,100,119")
    (earlier,) = noted(town, "superseded.csv")
    assert (earlier["import"], earlier["why"], earlier["numerator"]) == ("2", "revised", "101")


def test_another_note_is_a_change_and_no_revision(town: Programme) -> None:
    imported(town, filled(town, {FLATS: {"value": 7}}))
    assert counts(imported(town, filled(town, {FLATS: {"value": 7, "note": "årsskiftet"}})))["changed"] == 1
    assert noted(town, "superseded.csv")[0]["why"] == "reworded"
    assert observations.revised(town.folder) == frozenset()


def test_who_sent_what_in_which_file_and_when_is_kept(town: Programme) -> None:
    path = filled(town, {FLATS: {"value": 7}})
    imported(town, path)
    (note,) = noted(town, "imports.csv")
    assert note["when"] == "2025-01-15T12:00:00+00:00"
    assert (note["file"], note["reporters"], note["added"]) == ("housing-office-filled.xlsx", "housing-office", "1")
    assert note["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_undo_takes_back_the_last_import_byte_for_byte(town: Programme) -> None:
    imported(town, filled(town, {FLATS: {"value": 6}}))
    imported(town, filled(town, {FLATS: {"value": 7}}))
    before = {name: data for name, data in on_disk(town).items() if name != "own/received/before.csv"}
    imported(town, filled(town, {FLATS: {"value": 8}, SHARE: {"numerator": 1, "denominator": 9}}, name="b.xlsx"))
    assert forms.undo(town) == NOON.isoformat()
    assert on_disk(town) == before
    with pytest.raises(UnusableInput, match="cannot be taken back"):
        forms.undo(town)


def test_the_first_import_can_be_taken_back_too(town: Programme) -> None:
    imported(town, filled(town, {FLATS: {"value": 7}}))
    forms.undo(town)
    assert not (town.folder / "own" / "observations.csv").exists()
    with pytest.raises(UnusableInput, match="no import to take back"):
        forms.undo(town)


def test_figures_that_were_written_by_hand_before_the_first_import_come_back(town: Programme) -> None:
    own = town.folder / "own" / "observations.csv"
    own.parent.mkdir()
    header = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines()[0]
    by_hand = f"{header}\nflats-set-aside-count,997,2022,,,,,5,reported,housing-office,housing-queue,\n"
    own.write_text(by_hand, encoding="utf-8")
    imported(town, filled(town, {FLATS: {"value": 7}}))
    imported(town, filled(town, {FLATS: {"value": 8}}))
    forms.undo(town)
    with pytest.raises(UnusableInput, match="cannot be taken back"):
        forms.undo(town)
    assert own.read_text(encoding="utf-8").startswith(by_hand)


def test_a_record_that_was_edited_stops_the_import(town: Programme) -> None:
    imported(town, filled(town, {FLATS: {"value": 7}}))
    record = town.folder / "own" / "received" / "imports.csv"
    record.write_text(record.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    before = on_disk(town)
    with pytest.raises(UnusableInput, match="the record of imports has been edited"):
        imported(town, filled(town, {FLATS: {"value": 8}}))
    assert on_disk(town) == before


def test_the_report_says_that_a_figure_was_revised_and_never_what_it_was(town: Programme) -> None:
    imported(town, filled(town, {SHARE: {"numerator": 101, "denominator": 119}}))
    assert observations.revised(town.folder) == frozenset()
    imported(town, filled(town, {SHARE: {"numerator": 100, "denominator": 119}}))
    assert observations.revised(town.folder) == {("housed-within-a-year", "2024")}
    result = assessment.evaluate(town, observations.published(town), Review(2024, 2024))
    housed = result.goal("own-front-door").indicators[0]
    said = [english(note) for note in figures.notes(town, housed)]
    assert "Revised by the reporter since it was first sent: 2024." in said
    assert not any("101" in sentence for sentence in said)


def test_figures_corrected_by_hand_are_never_undone(town: Programme) -> None:
    imported(town, filled(town, {FLATS: {"value": 7}}))
    own = town.folder / "own" / "observations.csv"
    own.write_text(own.read_text(encoding="utf-8").replace(",7,", ",9,"), encoding="utf-8")
    before = on_disk(town)
    with pytest.raises(UnusableInput, match="has been changed since"):
        forms.undo(town)
    assert on_disk(town) == before


def test_moved_rows_are_still_recognised(town: Programme) -> None:
    def swap(sheet: Worksheet) -> None:
        abroad, here = cell_of(sheet, ABROAD, "numerator").row, cell_of(sheet, HERE, "numerator").row
        cell_of(sheet, ABROAD, "numerator").value, cell_of(sheet, ABROAD, "denominator").value = 12, 15
        cell_of(sheet, HERE, "numerator").value, cell_of(sheet, HERE, "denominator").value = 100, 110
        for first, second in zip(sheet[abroad], sheet[here], strict=True):
            first.value, second.value = second.value, first.value

    imported(town, changed(town, swap, "archipelago-school"))
    assert [row.split(",")[3:7] for row in own_rows(town)] == [
        ["ninth-graders-born-here", "", "100", "110"],
        ["ninth-graders-born-abroad", "", "12", "15"],
    ]


def test_numbers_that_were_typed_as_text_are_understood(town: Programme) -> None:
    imported(town, filled(town, {MEAN: {"denominator": "1 055", "value": "3,75"}, SPREAD: {"value": "1,5"}}))
    assert [row.split(",")[6:8] for row in own_rows(town)] == [["1055", "3.75"], ["", "1.5"]]


def two_reporters(town: Programme) -> tuple[Path, Path]:
    """The housing office and the school are asked for the same figure and give different ones."""
    (town.folder / "collection.yaml").write_text(
        "asked:\n  - {reporter: housing-office, indicators: [housed-within-a-year]}\n"
        "  - {reporter: archipelago-school, indicators: [housed-within-a-year]}\n",
        encoding="utf-8",
    )
    return (
        filled(town, {SHARE: {"numerator": 101, "denominator": 119}}),
        filled(town, {SHARE: {"numerator": 90, "denominator": 119}}, "archipelago-school"),
    )


def test_two_reporters_that_disagree_are_shown_and_nothing_is_written(town: Programme) -> None:
    files = two_reporters(town)
    before = on_disk(town)
    with pytest.raises(UnusableInput) as refused:
        imported(town, *files)
    said = str(refused.value)
    assert "archipelago-school-filled.xlsx, sheet Uppgifter, cell A" in said
    assert "archipelago-school says 90 / 119, housing-office says 101 / 119" in said
    assert "--prefer archipelago-school" in said
    assert on_disk(town) == before


@pytest.mark.parametrize(
    ("preferred", "kept", "aside"), [("housing-office", "101", "90"), ("archipelago-school", "90", "101")]
)
def test_the_evaluator_decides_between_them_and_the_other_is_kept_aside(
    town: Programme, preferred: str, kept: str, aside: str
) -> None:
    imported(town, *two_reporters(town), preferred=(preferred,))
    (row,) = own_rows(town)
    assert row.split(",")[5] == kept
    (note,) = noted(town, "superseded.csv")
    assert (note["why"], note["numerator"]) == ("not preferred", aside)


def test_a_later_reporter_does_not_overrule_an_earlier_one_silently(town: Programme) -> None:
    first, second = two_reporters(town)
    imported(town, first)
    with pytest.raises(UnusableInput, match=r"housing-office says 101 / 119 \(own/observations.csv\)"):
        imported(town, second)
    imported(town, second, preferred=("archipelago-school",))
    assert own_rows(town)[0].split(",")[5] == "90"


def test_a_unit_without_the_figure_does_not_contradict_one_that_has_it(town: Programme) -> None:
    first, _ = two_reporters(town)
    silent = filled(town, {SHARE: {"status": "Inte insamlad"}}, "archipelago-school", "silent.xlsx")
    imported(town, silent, first)
    assert own_rows(town)[0].split(",")[5] == "101"


MAPPING = """\
source: housing-queue
header: 2
figures:
  - indicator: flats-set-aside-count
    period: {column: Vuosi}
    value: {column: "Asunnot, kpl"}
  - indicator: housed-within-a-year
    period: {column: Vuosi}
    numerator: {column: Saaneet, words: {"-": "0"}}
    denominator: {column: Jonossa}
"""
OWN_TABLE = [
    ["Asuntotoimisto"],
    ["Vuosi", "Asunnot, kpl", "Saaneet", "Jonossa"],
    [2024, 12, 101, 119],
    [2025, 9, "-", 88],
]
FROM_OWN_TABLE = [
    "flats-set-aside-count,997,2024,,,,,12,reported,housing-office,housing-queue,",
    "flats-set-aside-count,997,2025,,,,,9,reported,housing-office,housing-queue,",
    "housed-within-a-year,997,2024,newcomers,,101,119,,reported,housing-office,housing-queue,",
    "housed-within-a-year,997,2025,newcomers,,0,88,,reported,housing-office,housing-queue,",
]


def own_table(town: Programme, form: str) -> Path:
    path = town.folder.parent / f"table.{form}"
    if form == "csv":  # as Excel saves it in Finland
        text = "\r\n".join(";".join(str(cell) for cell in row) for row in OWN_TABLE)
        path.write_bytes(text.encode("cp1252"))
        return path
    book = openpyxl.Workbook()
    for row in OWN_TABLE:
        book.active.append(row)
    book.save(path.with_suffix(".xlsx"))
    if form == "ods":
        converted(path.with_suffix(".xlsx"), "ods")
    return path


def converted(path: Path, form: str) -> Path:
    """The same workbook, saved by LibreOffice."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path.with_suffix(f".{form}")


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: files that it saves are not tested"
)


@pytest.mark.parametrize("form", ["csv", "xlsx", pytest.param("ods", marks=[needs_libreoffice, pytest.mark.slow])])
def test_a_reporters_own_table_is_read_as_its_remembered_mapping_says(town: Programme, form: str) -> None:
    mapping = town.folder / "own" / "mappings" / "housing-office.yaml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text(MAPPING, encoding="utf-8")
    imported(town, own_table(town, form), reporter="housing-office")
    assert own_rows(town) == FROM_OWN_TABLE


def test_a_table_without_a_mapping_is_answered_with_a_template_of_its_own_headings(town: Programme) -> None:
    before = on_disk(town)
    with pytest.raises(UnusableInput) as refused:
        imported(town, own_table(town, "xlsx"), reporter="housing-office")
    assert str(town.folder / "own" / "mappings" / "housing-office.yaml") in str(refused.value)
    assert 'period: {column: "Asuntotoimisto"}' in str(refused.value)
    assert on_disk(town) == before


def test_a_table_with_the_columns_of_observations_needs_no_mapping(town: Programme) -> None:
    path = town.folder.parent / "rows.csv"
    header = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{header}\n" + "\n".join(FROM_OWN_TABLE) + "\n", encoding="utf-8")
    imported(town, path)
    assert own_rows(town) == FROM_OWN_TABLE


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("saved_as", ["xlsx", "ods"])
def test_a_form_that_libreoffice_saved_is_read_the_same(town: Programme, saved_as: str) -> None:
    path = filled(town, {SHARE: {"numerator": 101, "denominator": 119}, FLATS: {"status": "Inte insamlad"}})
    (path.parent / "saved").mkdir()
    saved = converted(shutil.copy(path, path.parent / "saved" / path.name), saved_as)
    assert counts(imported(town, saved)) == {"added": 2, "changed": 0, "unchanged": 0}
    assert counts(imported(town, path)) == {"added": 0, "changed": 0, "unchanged": 2}
