"""`kotoarvio verify`: a report made again from its record, and equal runs wherever and whenever they are made."""

import ast
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import REVIEW, ROOT, Run, kotoarvio
from small_project import programme_folder

from analysis import project
from analysis.cli import main
from analysis.execution.evaluation import Order
from analysis.finished import verification
from analysis.finished.finished_report import read
from analysis.message import say
from analysis.report import record
from analysis.report.publication import RECORD

GOAL = "youth-unemployment"
PAGES = {
    "downloads/goals.csv": "number,goal\n1,own-front-door\n",
    "notebooks/goals/own-front-door.ipynb": "{}\n",
    "fi/index.html": "<p>Yksi</p>\n<p>Kaksi</p>\n",
}


def recorded(folder: Path, programme: Path, files: dict[str, str]) -> Path:
    """A report of these files, with a record that is right for the programme and the code of now."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    notebooks = project.notebooks_folder()
    record.write(
        folder / RECORD,
        {"programme": "nasby", "period": "2020-2022", "goals": []},
        record.digest(programme, record.inputs_of(programme)),
        record.digest(notebooks, notebooks.glob("*.ipynb")),
        record.digest(folder, [folder / name for name in files]),
        ROOT,
        "kernel",
        {"started": record.now()},
    )
    return folder


@dataclass(frozen=True)
class Made:
    """Stands in for the result of an evaluation."""

    failures: tuple = ()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return programme_folder(tmp_path / "nasby")


@pytest.fixture
def report(tmp_path: Path, town: Path) -> Path:
    return recorded(tmp_path / "report", town, PAGES)


def verified(
    report: Path, town: Path, monkeypatch: pytest.MonkeyPatch, again: dict[str, str] | None = None, *failures: str
) -> Result:
    """The command, where the second making leaves these files without executing anything."""

    def evaluate(order: Order, tell: object) -> Made:
        if not failures:
            recorded(order.output, town, {**PAGES, **(again or {})})
        return Made(tuple(say("The page {page} was not made.", page=page) for page in failures))

    monkeypatch.setattr(verification, "evaluate", evaluate)
    return CliRunner().invoke(main, ["--language", "en", "verify", str(report), "--programme", str(town)])


def test_a_report_that_comes_out_the_same_is_identical(
    report: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(report)
    run = verified(report, town, monkeypatch)
    assert (run.exit_code, run.output) == (0, "Identical: all 3 files came out the same, byte for byte.\n")
    assert contents(report) == before


@pytest.mark.parametrize(
    ("again", "first"),
    [
        (
            {"fi/index.html": "<p>Yksi</p>\n<p>Kolme</p>\n"},
            "fi/index.html differs first in line 2, character 5: the report has “aksi</p>\\u000a”, now it is “olme",
        ),
        (
            {"fi/index.html": "<p>Yksi</p>"},
            "line 1, character 12: the report has “\\u000a<p>Kaksi</p>\\u000a”, now it is “”.",
        ),
        (
            {"fi/index.html": "", "downloads/goals.csv": "number,goal\n"},
            "downloads/goals.csv differs first in line 2, character 1",
        ),
        ({"sv/index.html": "<p>Ett</p>"}, "The file sv/index.html was made and is not in the report."),
    ],
)
def test_the_first_difference_is_named_with_file_and_place(
    report: Path, town: Path, monkeypatch: pytest.MonkeyPatch, again: dict[str, str], first: str
) -> None:
    run = verified(report, town, monkeypatch, again)
    assert run.exit_code == 1
    assert first in run.output
    assert f"Not identical: {len(again)} file" in run.output


def test_a_page_that_was_not_made_again_is_named(report: Path, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PAGES, "fi/index.html")
    run = verified(report, town, monkeypatch)
    assert run.exit_code == 1
    assert "The file fi/index.html is in the report and was not made again." in run.output


def test_a_file_that_was_edited_or_added_is_named_although_the_second_making_agrees(
    report: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, stale = report / "fi" / "index.html", report / "fi" / "goals" / "removed.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Yksi", "Kaikki"), encoding="utf-8")
    stale.parent.mkdir()
    stale.write_text("<p>Poistettu tavoite</p>", encoding="utf-8")
    run = verified(report, town, monkeypatch)
    assert run.exit_code == 1
    assert run.stderr.splitlines() == [
        f"{page} is not as it was when the report was made.",
        f"{stale} is not part of the report.",
        "The report is not as it was when it was made; see above.",
    ]
    assert run.stdout == "Identical: all 3 files came out the same, byte for byte.\n"


def test_what_differs_from_the_record_is_said_before_the_answer(
    report: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = town / "observations.csv"
    figures.write_text(figures.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    written = json.loads((report / RECORD).read_text(encoding="utf-8"))
    written["versions"]["pandas"] = "2.9"
    (report / RECORD).write_text(json.dumps(written), encoding="utf-8")
    run = verified(report, town, monkeypatch)
    first, second, *_ = run.stdout.splitlines()
    assert first == "The figures differ: observations.csv."
    assert second.startswith("Library versions differ: pandas was 2.9 and is ")
    assert run.exit_code == 0


def test_a_second_making_that_fails_says_so(report: Path, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = verified(report, town, monkeypatch, None, "goals/own-front-door.html")
    assert run.exit_code == 1
    assert "The page goals/own-front-door.html was not made." in run.stderr
    assert "The report could not be made again, so nothing is known of it." in run.stderr


def test_the_folder_of_another_programme_is_refused(report: Path) -> None:
    run = CliRunner().invoke(main, ["--language", "en", "verify", str(report), "--programme", "kauniainen"])
    assert run.exit_code == 2
    assert "The report is of the programme nasby" in run.stderr
    assert "Name the right folder with --programme." in run.stderr


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["--language", "en", "verify", str(tmp_path)])
    assert run.exit_code == 2
    assert run.stderr.startswith(f"There is no report in {tmp_path}")


def test_the_part_of_a_workbook_that_differs_is_named() -> None:
    import io
    import zipfile

    def book(**parts: str) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, text in parts.items():
                archive.writestr(zipfile.ZipInfo(f"xl/{name}.xml"), text)
        return packed.getvalue()

    told = verification.place_of_difference(
        "downloads/report.xlsx", book(cover="a", sheet1="b"), book(cover="a", sheet1="c")
    )
    assert told.values["part"].text == "xl/sheet1.xml"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One goal of the example, with its charts, as anyone would make it."""
    folder = tmp_path_factory.mktemp("draft") / "report"
    run = kotoarvio("evaluate", REVIEW, "--programme", "example", "--goal", GOAL, "--output", str(folder))
    assert run.code == 0, run.err
    return Run(run.code, run.out, run.err, folder)


# The clock of the C library stays: `datetime` cannot be replaced under compiled libraries. A second test holds that
# nothing here asks it.
ANOTHER_DAY = """
import time

_later, _time, _localtime, _gmtime = 500 * 24 * 60 * 60 + 12_345, time.time, time.localtime, time.gmtime
time.time = lambda: _time() + _later
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
"""
CLOCKS = {"now", "today", "utcnow", "time", "localtime", "gmtime", "strftime", "ctime"}
MAY_ASK_THE_CLOCK = {
    "cli/fetch.py": "the day on which a reply was fetched",
    "cli/importing.py": "when a form was taken in",
    "cli/new.py": "the day on which a folder was founded",
    "execution/again.py": "a figure of a time to come is refused, so a kept report holds for its year",
    "forms/sheets.py": "a cell's own time of day, and not the clock",
    "observations/__init__.py": "a figure of the future is refused",
    "observations/times.py": "a figure of the future is refused",
    "report/publication.py": "what a run left behind long ago is swept away",
    "report/record.py": "the block `times` of run.json",
}


def test_only_what_may_asks_the_clock() -> None:
    package = ROOT / "src" / "analysis"
    asking = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        if getattr(node.func.value, "id", getattr(node.func.value, "attr", "")) in ("datetime", "date", "time")
    }
    assert asking <= set(MAY_ASK_THE_CLOCK), "a report must not depend on the day on which it is made"


@pytest.mark.slow
def test_equal_input_gives_equal_bytes_elsewhere_on_another_day_and_for_another_user(
    draft: Run, tmp_path: Path
) -> None:
    """Another day, time zone, locale, home folder, order of sets, number of jobs, and place of the programme."""
    town = tmp_path / "toinen paikka" / "example"
    shutil.copytree(ROOT / "data" / "example", town)
    (tmp_path / "home").mkdir()
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "fi_FI.UTF-8",
        "LANG": "sv_FI.UTF-8",
        "HOME": str(tmp_path / "home"),
        "USER": "somebody",
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(tmp_path / "clock"),
    }
    command = [sys.executable, "-m", "analysis.cli", "evaluate", REVIEW, "--programme", str(town), "--goal", GOAL]
    command += ["--jobs", "4", "--output", str(tmp_path / "raportti")]
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **elsewhere}, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    one, other = contents(draft.folder), contents(tmp_path / "raportti")
    records = [json.loads(report.pop(RECORD)) for report in (one, other)]
    assert all(written.pop("times") for written in records)
    assert records[0] == records[1]
    assert [name for name in {*one, *other} if one.get(name) != other.get(name)] == []


@pytest.mark.slow
def test_a_real_report_is_identical_when_it_is_made_again_with_the_other_engine(draft: Run) -> None:
    run = kotoarvio("verify", str(draft.folder), "--programme", "example", "--engine", "kernel")
    assert run.code == 0, run.out + run.err
    assert run.out == f"Identical: all {len(read(draft.folder).outputs)} files came out the same, byte for byte.\n"
