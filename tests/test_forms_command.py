"""`kotoarvio collect` and `import` as an evaluator runs them, from the forms to a report."""

import csv
import html
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from conftest import kotoarvio as kotoarvio_in_its_own_process
from filled_forms import FLATS, SHARE, cell_of, filled, on_disk, own_rows
from small_project import programme_folder

from analysis import programme
from analysis.cli import main
from analysis.programme import Programme

# The command, and then how much work it did and how much memory it took at most (known on Linux alone).
MEASURED = """
import sys, time
from analysis.cli import main
try:
    main(["--language", "en", *sys.argv[1:]])
finally:
    if sys.platform == "linux":
        import resource
        print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
    else:
        print(time.process_time(), 0, file=sys.stderr)
"""


def kotoarvio(*arguments: str) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(main, ["--language", "en", *arguments])


@pytest.fixture
def town(tmp_path: Path) -> Programme:
    return programme.read(programme_folder(tmp_path / "nasby"))


def test_collect_names_each_form_and_what_nobody_is_asked(town: Programme) -> None:
    text = (town.folder / "programme.yaml").read_text(encoding="utf-8")
    text = text.replace("            source: cafe-survey", "", 1)
    (town.folder / "programme.yaml").write_text(text, encoding="utf-8")
    rows = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("feels-at-home")]
    (town.folder / "observations.csv").write_text("".join(kept), encoding="utf-8")
    run = kotoarvio("collect", "2024", "--programme", str(town.folder), "--form-language", "fi")
    assert run.exit_code == 0, run.stderr
    assert "archipelago-school.xlsx: 2 figures asked of Archipelago School" in run.stdout
    assert "1 indicator is asked of nobody: feels-at-home. Name a reporter for it in collection.yaml." in run.stdout
    assert (town.folder / "own" / "forms" / "2024" / "housing-office.xlsx").exists()


def test_import_shows_every_change_before_it_writes(town: Programme) -> None:
    path = filled(town, {SHARE: {"numerator": 101, "denominator": 119}, FLATS: {"value": 7}})
    before = on_disk(town)
    trial = kotoarvio("import", str(path), "--programme", str(town.folder), "--dry-run")
    assert trial.exit_code == 0, trial.stderr
    assert "Added: housed-within-a-year, 2024, newcomers: 101 / 119 (housing-office-filled.xlsx, sheet" in trial.stdout
    assert "Figures: 2 added, 0 changed, 0 unchanged." in trial.stdout
    assert "Nothing was written" in trial.stdout
    assert on_disk(town) == before
    assert kotoarvio("import", str(path), "--programme", str(town.folder)).exit_code == 0
    assert len(own_rows(town)) == 2
    mixed = kotoarvio("import", "--undo", "--dry-run", "--programme", str(town.folder))
    assert mixed.exit_code == 2 and "--undo takes back the last import whole" in mixed.stderr
    undone = kotoarvio("import", "--undo", "--programme", str(town.folder))
    assert undone.exit_code == 0 and "was taken back" in undone.stdout
    assert own_rows(town) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "No file is named"),
        (["gone.xlsx"], "gone.xlsx: The file cannot be read: there is no such file or folder."),
        (["gone.xlsx", "--reporter", "bakery"], "There is no reporter “bakery”. Known reporters: housing-office"),
        (["gone.xlsx", "--prefer", "bakery"], "There is no reporter “bakery”"),
    ],
)
def test_a_command_that_cannot_be_followed_ends_with_2(town: Programme, arguments: list[str], words: str) -> None:
    run = kotoarvio("import", *arguments, "--programme", str(town.folder))
    assert run.exit_code == 2
    assert words in run.stderr
    assert own_rows(town) == []


@pytest.mark.slow
def test_from_an_empty_form_to_a_verdict(town: Programme, tmp_path: Path) -> None:
    """Collect, fill in, import, evaluate: 90 of 100 newcomers housed in 2024 stand on the page of the goal."""
    assert kotoarvio("collect", "2024", "--programme", str(town.folder), "--form-language", "sv").exit_code == 0
    sent = town.folder / "own" / "forms" / "2024" / "housing-office.xlsx"
    back = tmp_path / "Bostadsbyrån svarar.xlsx"
    book = openpyxl.load_workbook(sent)
    for column, number in {"numerator": 90, "denominator": 100}.items():
        cell_of(book.worksheets[1], SHARE, column).value = number
    book.save(back)
    imported = kotoarvio("import", str(back), "--programme", str(town.folder))
    assert imported.exit_code == 0, imported.stderr
    report = tmp_path / "report"
    arguments = ("--programme", str(town.folder), "--goal", "own-front-door", "--output", str(report))
    run = kotoarvio_in_its_own_process("evaluate", "2024", *arguments)
    assert run.code == 0, run.err
    page = html.unescape((report / "en" / "goals" / "own-front-door.html").read_text(encoding="utf-8"))
    assert "90.0%" in page
    assert "Achieved" in page  # three in four is the target


@pytest.mark.slow
def test_a_hundred_thousand_figures_are_imported_and_checked_in_seconds(town: Programme) -> None:
    """100,000 rows in under 20 seconds of work and a gigabyte; the clock counts this process alone."""
    path = town.folder.parent / "rows.csv"
    header = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines()[0]
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1925, 2025) for month in range(1, 13) for day in range(1, 29)
    ]
    sorts = (
        ("housed-within-a-year", "newcomers", "housing-office"),
        ("accepted-to-upper-secondary-gap", "ninth-graders-born-abroad", "archipelago-school"),
        ("accepted-to-upper-secondary-gap", "ninth-graders-born-here", "archipelago-school"),
    )
    rows = [
        (
            indicator,
            "997",
            day,
            group,
            "",
            str(20 + position % 7),
            str(40 + position % 31),
            "",
            "reported",
            reporter,
            "",
            "",
        )
        for position, day in enumerate(days)
        for indicator, group, reporter in sorts
    ][:100_000]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", str(path), "--programme", str(town.folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert "100,000 added, 0 changed, 0 unchanged" in done.stdout
    seconds, kilobytes = map(float, done.stderr.split()[-2:])
    assert seconds < 20
    assert kilobytes < 1_000_000
