"""`kotoarvio collect`: one workbook a reporter, with what is asked, why, and locked words around open cells."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from small_project import programme_folder

from analysis import forms, programme
from analysis.errors import UnusableInput
from analysis.forms import asking
from analysis.forms.questions import periods
from analysis.period import Period, Review
from analysis.programme import Programme

REVIEW = Review(2023, 2024)


@pytest.fixture
def town(tmp_path: Path) -> Programme:
    return programme.read(programme_folder(tmp_path / "nasby"))


def figures_sheet(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[1]


def asked_keys(path: Path) -> list[str]:
    return [cell.value for cell in figures_sheet(path)["A"] if cell.value and "|" in cell.value]


def all_words(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row if cell.value)


def test_each_reporter_gets_a_form_with_its_own_figures(town: Programme) -> None:
    collected = forms.collect(town, REVIEW, "sv", None)
    assert collected.folder == town.folder / "own" / "forms" / "2023-2024"
    assert sorted(path.name for path in collected.folder.iterdir()) == [
        "archipelago-school.xlsx",
        "housing-office.xlsx",
    ]
    school = collected.folder / "archipelago-school.xlsx"
    assert asked_keys(school) == [
        "accepted-to-upper-secondary-gap|997|2022/2023|ninth-graders-born-abroad|",
        "accepted-to-upper-secondary-gap|997|2022/2023|ninth-graders-born-here|",
        "accepted-to-upper-secondary-gap|997|2023/2024|ninth-graders-born-abroad|",
        "accepted-to-upper-secondary-gap|997|2023/2024|ninth-graders-born-here|",
    ]


def test_a_figure_from_an_official_source_is_asked_of_nobody(town: Programme) -> None:
    forms.collect(town, REVIEW, "sv", None)
    folder = town.folder / "own" / "forms" / "2023-2024"
    assert not [key for path in folder.iterdir() for key in asked_keys(path) if key.startswith("guide-published")]


def test_a_form_says_what_is_asked_and_why_and_of_whom(town: Programme) -> None:
    collected = forms.collect(town, REVIEW, "sv", None)
    said = all_words(collected.folder / "archipelago-school.xlsx")
    for words in (
        "En studieplats är ett resultat",  # why
        "Mål 30: Samma startlinje",  # the goal
        "Utlandsfödda niondeklassare: Elever i årskurs nio som är födda utomlands",  # population and definition
        "Näsby kommunkansli",  # whom to ask
        "Inte insamlad",  # a status of the list
    ):
        assert words in said, words


def test_a_form_in_both_languages_says_everything_in_both(town: Programme) -> None:
    collected = forms.collect(town, REVIEW, None, None)
    said = all_words(collected.folder / "archipelago-school.xlsx")
    assert "Tavoite 30: Sama lähtöviiva\nMål 30: Samma startlinje" in said


def test_last_figures_are_shown_to_whoever_sent_them_and_to_nobody_else(town: Programme) -> None:
    (town.folder / "collection.yaml").write_text(
        "asked:\n  - {reporter: archipelago-school, indicators: [housed-within-a-year]}\n", encoding="utf-8"
    )
    made, _ = asking.requests(town, Review(2023, 2023))
    school = next(each for each in made if each.reporter == "archipelago-school")
    shown = {question.indicator.id for question in school.last}
    assert shown == {"accepted-to-upper-secondary-gap"}  # 99 of 120 is the housing office's figure
    abroad = next(last for q, last in school.last.items() if q.group == "ninth-graders-born-abroad")
    assert (abroad.period, abroad.numerator, abroad.denominator) == ("2021/2022", 13, 18)


def test_only_the_cells_to_fill_in_are_open(town: Programme) -> None:
    collected = forms.collect(town, REVIEW, "fi", None)
    sheet = figures_sheet(collected.folder / "housing-office.xlsx")
    assert sheet.protection.sheet
    codes = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(codes, row, strict=True)) for row in sheet.iter_rows(min_row=2) if row[0].value}
    share = rows["housed-within-a-year|997|2023|newcomers|"]
    assert {code for code, cell in share.items() if not cell.protection.locked} == {
        "numerator",
        "denominator",
        "status",
        "note",
    }
    mean = rows["feels-at-home|997|2023|harbour-guests|"]
    assert not mean["denominator"].protection.locked and not mean["value"].protection.locked
    assert sheet.column_dimensions["A"].hidden and sheet.row_dimensions[1].hidden


def test_typing_a_numerator_above_its_denominator_is_refused_by_the_form(town: Programme) -> None:
    collected = forms.collect(town, REVIEW, "fi", None)
    sheet = figures_sheet(collected.folder / "archipelago-school.xlsx")
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    row = next(cell.row for cell in sheet["A"] if cell.value and "|" in cell.value)
    assert rules[f"D{row}"] == f'AND(ISNUMBER(D{row}),D{row}=INT(D{row}),D{row}>=0,OR(E{row}="",D{row}<=E{row}))'
    assert rules[f"G{row}"] == "kotoarvio!$B$6:$B$8"


def test_equal_forms_are_equal_bytes_and_collecting_again_is_no_fault(town: Programme) -> None:
    folder = forms.collect(town, REVIEW, None, None).folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    forms.collect(town, REVIEW, None, None)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_form_that_may_have_been_filled_is_never_replaced(town: Programme) -> None:
    folder = forms.collect(town, REVIEW, None, None).folder
    filled = folder / "housing-office.xlsx"
    book = openpyxl.load_workbook(filled)
    book.save(filled)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UnusableInput, match=r"housing-office.xlsx is there already"):
        forms.collect(town, REVIEW, None, None)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("usual", "expected"),
    [
        (None, ["2023", "2024"]),
        ("2019-12-31", ["2023-12-31", "2024-12-31"]),
        ("2020-02-29", ["2023-02-28", "2024-02-28"]),
        ("2019/2020", ["2022/2023", "2023/2024"]),
        ("2019-05", [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]),
    ],
)
def test_a_figure_is_asked_for_in_the_periods_in_which_it_is_counted(
    town: Programme, usual: str | None, expected: list[str]
) -> None:
    indicator = town.indicator("housed-within-a-year")
    assert periods(indicator, REVIEW, Period.parse(usual) if usual else None) == expected


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{reporter: bakery, indicators: [feels-at-home]}", "bakery"),
        ("{reporter: housing-office, goals: [moon]}", "moon"),
        ("{reporter: housing-office, indicators: [feels-at-homes]}", "Did you mean “feels-at-home”?"),
        ("{reporter: housing-office, indicators: ['feels-at-home:noon']}", "has no part “noon”"),
        ("{reporter: housing-office, language: en}", "not one of the choices"),
        ("{reporter: housing-office, source: gossip}", "gossip"),
        ("{reporter: housing-office}\n  - {reporter: housing-office}", "stands in the list twice"),
    ],
)
def test_a_slip_in_collection_yaml_is_named_with_its_line(town: Programme, entry: str, words: str) -> None:
    (town.folder / "collection.yaml").write_text(f"asked:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"nasby/collection.yaml, line [23]") as refused:
        forms.collect(town, REVIEW, None, None)
    assert words in str(refused.value)
    assert not (town.folder / "own").exists()


def test_every_own_indicator_of_kauniainen_is_asked_of_somebody(tmp_path: Path) -> None:
    collected = forms.collect(programme.load("kauniainen"), Review(2025, 2025), None, tmp_path)
    assert collected.nobody == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: its reading is not tested")
@pytest.mark.slow
def test_libreoffice_opens_a_form_and_keeps_all_of_it(town: Programme, tmp_path: Path) -> None:
    form = forms.collect(town, REVIEW, "fi", None).folder / "housing-office.xlsx"
    again = tmp_path / "again"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(again), str(form)], check=True, capture_output=True
    )
    assert asked_keys(again / form.name) == asked_keys(form)
    assert all_words(again / form.name) == all_words(form)
