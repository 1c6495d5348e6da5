"""Injected faults: each ends with its exit code and one sentence that names the thing, and the last good report stays.

These are the faults that are found before any notebook runs. tests/test_faults_at_work.py has those of a run.
"""

import contextlib
import datetime
import errno
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from finished_reports import Report
from small_project import SHOW, project

from analysis import assessment, audit, observations
from analysis import programme as programmes
from analysis.cli import main
from analysis.execution import beside, children, evaluation
from analysis.observations import times
from analysis.period import Review
from analysis.report import downloads, lock, publication

GOAL = "own-front-door"


@dataclass(frozen=True)
class Town:
    """A project with a programme that can be evaluated, and its last good report."""

    root: Path

    @property
    def programme(self) -> Path:
        return self.root / "data" / "nasby"

    @property
    def report(self) -> Path:
        return self.root / "reports" / "nasby" / "2020-2022"

    def edit(self, name: str, old: str, new: str, times: int = 1) -> None:
        path = self.programme / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, times), encoding="utf-8", newline="")

    def put(self, name: str, data: bytes) -> None:
        (self.programme / name).parent.mkdir(exist_ok=True)
        (self.programme / name).write_bytes(data)

    def instead(self, name: str, make: Callable[[Path], object]) -> None:
        """Something else in the place of a file: a folder, a pipe, a link."""
        (self.programme / name).unlink()
        make(self.programme / name)

    def evaluate(self, *arguments: str) -> Result:
        command = ["--language", "en", "evaluate", *(arguments or ("2020-2022", "--programme", "nasby"))]
        return CliRunner().invoke(main, command)

    def contents(self) -> dict[str, bytes]:
        """Every file below `reports`, and every folder."""
        reports = self.root / "reports"
        return {
            path.relative_to(reports).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in sorted(reports.rglob("*"))
        }


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    found = Town(project(tmp_path, SHOW).root)
    Report().write(found.report)
    monkeypatch.chdir(tmp_path)
    return found


@dataclass(frozen=True)
class Fault:
    """One slip: what is done to the town, the words that must be said, and the command line if it is another."""

    inject: Callable[[Town], object]
    told: tuple[str, ...]
    arguments: tuple[str, ...] = ()


def line(*arguments: str) -> Callable[[tuple[str, ...]], Fault]:
    """A slip in the command line."""
    return lambda told: Fault(lambda town: None, told, arguments)


def edited(name: str, old: str, new: str, *told: str) -> Fault:
    return Fault(lambda town: town.edit(name, old, new), told)


def replaced(name: str, data: bytes, *told: str) -> Fault:
    return Fault(lambda town: town.put(name, data), told)


def instead(name: str, make: Callable[[Path], object], *told: str) -> Fault:
    return Fault(lambda town: town.instead(name, make), told)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def write_own(town: Town, name: str, text: str) -> None:
    (town.programme / "own").mkdir()
    (town.programme / "own" / name).write_text(text, encoding="utf-8")


def copy_row(town: Town) -> None:
    path = town.programme / "observations.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")


def stale_page(town: Town) -> None:
    """The page of a goal that the programme does not have any more, which somebody put back."""
    page = town.report / "fi" / "goals" / "removed.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>Poistettu</p>", encoding="utf-8")


FIGURES, PROGRAMME, SOURCES, PACKAGE = "observations.csv", "programme.yaml", "sources.yaml", "datapackage.json"
HEADER = "indicator,area,period,group,part,numerator,denominator,value,status,reporter,source,note"
ROW = "housed-within-a-year,997,2022,newcomers,,99,120,,reported,housing-office,housing-queue,"

FAULTS: dict[str, Fault] = {
    # the command line
    "a misspelt period": line("2o22", "--programme", "nasby")(("2o22", "is not a review period")),
    "a period that runs backwards": line("2022-2020", "--programme", "nasby")(("Write 2020-2022",)),
    "a misspelt programme": line("2020-2022", "--programme", "nasbi")(("Did you mean “nasby”",)),
    "a misspelt goal": line("2020-2022", "--programme", "nasby", "--goal", "own-front-dor")(
        ("no goal “own-front-dor”", "Did you mean “own-front-door”"),
    ),
    "jobs that are no number": line("2020-2022", "--programme", "nasby", "--jobs", "two")(("--jobs", "whole number")),
    "no jobs": line("2020-2022", "--programme", "nasby", "--jobs", "0")(("--jobs", "1 or more")),
    "a misspelt option": line("2020-2022", "--program", "nasby")(("--program", "--programme")),
    "an engine that does not exist": line("2020-2022", "--engine", "steam")(("--engine", "kernel")),
    "a draft over a whole report": line(
        "2020-2022", "--programme", "nasby", "--goal", GOAL, "--output", "reports/nasby/2020-2022"
    )(("holds a whole report",)),
    "a report inside the programme": line("2020-2022", "--programme", "nasby", "--output", "data/nasby/report")(
        ("belongs to the programme",)
    ),
    "a report over something else": line("2020-2022", "--programme", "nasby", "--output", "notebooks")(
        ("something else than a report",)
    ),
    "a stale page of a removed goal": Fault(stale_page, ("fi/goals/removed.html", "not part of the report")),
    "a place whose links lead in a circle": Fault(
        lambda town: (town.root / "loop").symlink_to("loop"),
        ("loop", "links lead in a circle"),
        ("2020-2022", "--programme", "nasby", "--output", "loop"),
    ),
    # the file of figures
    "no figures": Fault(lambda town: (town.programme / FIGURES).unlink(), (FIGURES, "The file is missing")),
    "an empty file": replaced(FIGURES, b"", FIGURES, "The file is empty"),
    "a file of zero bytes after a power failure": replaced(FIGURES, bytes(4096), FIGURES, "The file is empty"),
    "a workbook": replaced(FIGURES, b"PK\x03\x04", FIGURES, "spreadsheet workbook"),
    "UTF-16": replaced(FIGURES, HEADER.encode("utf-16"), FIGURES, "UTF-16"),
    "Windows-1252": replaced(FIGURES, f"{HEADER}\nnäsby".encode("cp1252"), FIGURES, "row 2", "Windows-1252"),
    "half of a character": replaced(FIGURES, HEADER.encode() + b"\n\xc3", FIGURES, "row 2", "not written in UTF-8"),
    "semicolons": replaced(FIGURES, HEADER.replace(",", ";").encode(), FIGURES, "separated by semicolons"),
    "a folder": instead(FIGURES, Path.mkdir, FIGURES, "it is a folder"),
    "a pipe": instead(FIGURES, lambda path: os.mkfifo(path), FIGURES, "it is not an ordinary file"),
    "a link to itself": instead(FIGURES, circle, FIGURES, "links lead in a circle"),
    "a link to nothing": instead(FIGURES, lambda path: path.symlink_to("nothing"), FIGURES, "The file is missing"),
    # its columns
    "a missing column": edited(FIGURES, ",note", "", "Columns that are missing: note"),
    "shuffled columns": edited(FIGURES, "indicator,area", "area,indicator", "another order"),
    "a column that stands twice": edited(FIGURES, ",note", ",note,note", "“note” stands twice"),
    "a misspelt column": edited(FIGURES, "denominator", "denomonator", "“denomonator”", "Did you mean “denominator”"),
    # its rows
    "a year that stands twice": Fault(copy_row, ("housed-within-a-year", "2018", "row 24")),
    "a year that does not exist": edited(FIGURES, ",2022,newcomers", ",2022-13,newcomers", "2022-13", "row 6"),
    "a year far ahead": edited(FIGURES, ",2022,newcomers", ",2202,newcomers", "2202"),
    "a year as a name": edited(FIGURES, ",2022,newcomers", ",MMXXII,newcomers", "“MMXXII”"),
    "a decimal comma": edited(FIGURES, ROW, ROW.replace(",99,120,", ',"99,5",120,'), "row 6", "99,5"),
    "a decimal comma without quotation marks": edited(FIGURES, ",,12,rep", ",,12,5,rep", "13 cells"),
    "a word for a number": edited(FIGURES, ROW, ROW.replace(",99,", ",n/a,"), "row 6", "n/a"),
    "a denominator of zero": edited(FIGURES, ROW, ROW.replace(",99,120,", ",0,0,"), "row 6", "0"),
    "more than all": edited(FIGURES, ROW, ROW.replace(",99,120,", ",121,120,"), "row 6", "121"),
    "less than nobody": edited(FIGURES, ROW, ROW.replace(",99,", ",-99,"), "row 6", "-99"),
    "a number without end": edited(FIGURES, ROW, ROW.replace(",99,", ",1e999,"), "row 6", "1e999"),
    "half a person": edited(FIGURES, ROW, ROW.replace(",99,", ",99.25,"), "row 6", "99.25"),
    "the leading zeros that Excel takes": edited(FIGURES, ",997,2022,newc", ",97,2022,newc", "row 6", "“97”"),
    "another municipality": edited(FIGURES, ",997,2022,newc", ",091,2022,newc", "row 6", "091"),
    "a figure of another goal's people": edited(FIGURES, ",2022,newcomers", ",2022,harbour-guests", "harbour-guests"),
    "a figure left over from a goal that is gone": Fault(
        lambda town: town.put(
            FIGURES, (town.programme / FIGURES).read_bytes() + ROW.replace("housed", "homed").encode()
        ),
        ("“homed-within-a-year”",),
    ),
    "a status of one's own": edited(FIGURES, "not_collected", "missing", "“missing”", "not_collected"),
    "a value that says something else than its counts": edited(
        FIGURES, ROW, ROW.replace(",99,120,,", ",99,120,28.5,"), "row 6", "28.5"
    ),
    "own figures under another name": Fault(
        lambda town: write_own(town, "observations (1).csv", HEADER), ("own/observations (1).csv", "is not read")
    ),
    # the description and the programme
    "no description": Fault(lambda town: (town.programme / PACKAGE).unlink(), (PACKAGE, "The file is missing")),
    "a broken description": replaced(PACKAGE, b'{"resources": [', PACKAGE, "cannot be used"),
    "a description that is a pipe": instead(PACKAGE, lambda path: os.mkfifo(path), PACKAGE, "not an ordinary file"),
    "a description of other columns": Fault(
        lambda town: town.edit(PACKAGE, '"name": "note"', '"name": "remark"'), (PACKAGE, "Name these fields")
    ),
    "no programme": Fault(lambda town: (town.programme / PROGRAMME).unlink(), ("nasby",)),
    "a programme that is no YAML": replaced(PROGRAMME, b"id: [nasby", PROGRAMME, "line 2", "Not valid YAML"),
    "a programme of nested lists without end": replaced(PROGRAMME, b"[" * 100_000, PROGRAMME, "more than 100 deep"),
    "a programme of dashes without end": replaced(PROGRAMME, b"- " * 100_000, PROGRAMME, "more than 100 deep"),
    "a programme in Windows-1252": replaced(PROGRAMME, "id: näsby".encode("cp1252"), PROGRAMME, "not UTF-8"),
    "a programme that is a pipe": instead(PROGRAMME, lambda path: os.mkfifo(path), "nasby"),
    "a misspelt key": edited(PROGRAMME, "invented:", "invnted:", PROGRAMME, "invnted", "Did you mean “invented”"),
    "a misspelt key that is needed": edited(PROGRAMME, "approval:", "aproval:", "aproval", "Did you mean “approval”"),
    "an ill-typed key": edited(PROGRAMME, "number: 10", "number: ten", PROGRAMME, "“ten”"),
    "a goal that stands twice": edited(PROGRAMME, "- id: neighbours", "- id: own-front-door", "own-front-door"),
    "an indicator of a population that nobody defines": edited(
        PROGRAMME, "population: newcomers", "population: newcommers", "newcommers", "newcomers"
    ),
    "no sources": Fault(lambda town: (town.programme / SOURCES).unlink(), (SOURCES, "does not exist")),
    "sources that are a pipe": instead(SOURCES, lambda path: os.mkfifo(path), SOURCES, "not an ordinary file"),
    "sources whose links lead in a circle": instead(SOURCES, circle, SOURCES, "links lead in a circle"),
}
NEEDS_UNIX = ("pipe", "link", "circle")


def test_there_are_at_least_fifty() -> None:
    assert len(FAULTS) >= 50


@pytest.mark.parametrize("slip", FAULTS)
def test_a_fault_is_one_sentence_and_the_last_good_report_stays(
    slip: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform == "win32" and any(word in slip for word in NEEDS_UNIX):
        pytest.skip("pipes and links as Unix has them")
    monkeypatch.setattr(evaluation.workers, "pool", _never)
    fault = FAULTS[slip]
    fault.inject(town)
    before = town.contents()
    run = town.evaluate(*fault.arguments)
    assert run.exit_code == 2, run.output
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1, run.stderr
    for words in fault.told:
        assert words in run.stderr
    assert town.contents() == before


@contextlib.contextmanager
def _never(*arguments: object, **more: object):
    raise AssertionError("a fault was let through to the notebooks")
    yield


def test_without_a_fault_the_notebooks_would_run(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation.workers, "pool", _never)
    assert isinstance(town.evaluate().exception, AssertionError)


# --- the disk


def full(*arguments: object, **more: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only(*arguments: object, **more: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def forbidden(*arguments: object, **more: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize(
    ("error", "told"),
    [(full, "the disk is full"), (read_only, "the disk can only be read"), (forbidden, "permission is missing")],
)
def test_a_place_that_cannot_be_written_to_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch, error: Callable[..., None], told: str
) -> None:
    before = town.contents()
    monkeypatch.setattr(tempfile, "mkdtemp", error)
    run = town.evaluate()
    assert run.exit_code == 2
    assert f"{town.report.parent} cannot be written to ({told})" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert town.contents() == before


@pytest.mark.skipif(sys.platform != "linux", reason="no other system has a folder that not even its owner can write to")
def test_a_place_that_nobody_can_write_to_is_named(town: Town) -> None:
    before = town.contents()
    run = town.evaluate("2020-2022", "--programme", "nasby", "--output", "/proc/report")
    assert run.exit_code == 2
    assert "/proc cannot be written to" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert town.contents() == before


@pytest.mark.parametrize("name", ["goals.csv", "report.xlsx"])
def test_a_disk_that_fills_while_the_downloads_are_written_leaves_the_report(
    town: Town, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = town.contents()
    monkeypatch.setattr(evaluation.workers, "pool", _killed)
    if name == "report.xlsx":
        monkeypatch.setattr(beside.workbook, "write", full)
    else:
        monkeypatch.setattr(downloads, "write_csv", full)
    run = town.evaluate()
    assert run.exit_code == 2
    assert "the disk is full" in run.stderr
    assert town.contents() == before


@contextlib.contextmanager
def _killed(*arguments: object, **more: object):
    """A pool whose processes all end at once, so that this process does what it can."""

    class Killed:
        def submit(self, *work: object) -> Future:
            task: Future = Future()
            task.set_exception(children.Ended("SIGKILL"))
            return task

    yield Killed()


# --- another run


def test_a_run_on_a_folder_where_another_is_at_work_is_refused(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation.workers, "pool", _never)
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0)
    with lock.only_run(town.report):
        before = town.contents()
        run = town.evaluate()
        assert town.contents() == before
    assert run.exit_code == 2
    assert f"Another run is making the report in {town.report} (process {os.getpid()})" in run.stderr
    assert len(run.stderr.splitlines()) == 1


# --- the clock


@pytest.mark.parametrize("seconds", [-10 * 365 * 24 * 3600, -3600, 0])
def test_a_clock_that_went_backwards_sweeps_nothing_away(
    town: Town, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """Harmless: what another run has just begun beside the report stays, whatever the clock says."""
    begun = town.report.parent / ".2020-2022-kotoarvio-abc"
    begun.mkdir()
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + seconds)
    with publication.staging(town.report):
        assert begun.is_dir()


def test_a_clock_that_went_back_by_many_years_is_named(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that are older than the clock says are refused: one of the two is wrong."""

    class After1970(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.date(1970, 1, 1)

    monkeypatch.setattr(evaluation.workers, "pool", _never)
    monkeypatch.setattr(times, "datetime", SimpleNamespace(date=After1970))
    before = town.contents()
    run = town.evaluate()
    assert run.exit_code == 2
    assert "“2018”, which is still to come. Correct the year. If it is right, set the clock" in run.stderr
    assert town.contents() == before


# --- what is not a fault: the right result, unchanged


def shuffle_rows(town: Town) -> None:
    path = town.programme / FIGURES
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")


def with_mark(town: Town) -> None:
    town.put(FIGURES, b"\xef\xbb\xbf" + (town.programme / FIGURES).read_bytes())


def with_windows_line_ends(town: Town) -> None:
    town.put(FIGURES, (town.programme / FIGURES).read_bytes().replace(b"\n", b"\r\n"))


def through_a_link(town: Town) -> None:
    shutil.move(town.programme / FIGURES, town.root / "elsewhere.csv")
    (town.programme / FIGURES).symlink_to(town.root / "elsewhere.csv")


def with_traces_of_the_system(town: Town) -> None:
    for name in (".DS_Store", "Thumbs.db", "observations.csv~", ".~lock.observations.csv#"):
        town.put(name, b"\0")


def judged(folder: Path, into: Path) -> dict[str, list[bytes]]:
    """The tables of a report of this programme."""
    programme = programmes.read(folder)
    assert observations.check(programme) == []
    published = observations.published(programme)
    evaluation = assessment.evaluate(programme, published, Review.parse("2020-2022"))
    downloads.write_all(into, evaluation, audit.examine(programme, published), published)
    # figures.csv keeps the order of the rows as they were given; what it says does not depend on that.
    return {path.name: sorted(path.read_bytes().splitlines()) for path in into.iterdir()}


HARMLESS = [shuffle_rows, with_mark, with_windows_line_ends, through_a_link, with_traces_of_the_system]


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_what_is_harmless_gives_the_right_result_unchanged(
    town: Town, change: Callable[[Town], None], tmp_path: Path
) -> None:
    expected = judged(town.programme, tmp_path / "before")
    change(town)
    assert judged(town.programme, tmp_path / "after") == expected


def test_a_page_of_a_removed_goal_goes_with_the_report_that_had_it(tmp_path: Path) -> None:
    """Harmless: a report is replaced whole."""
    old = Report(pages={"fi/goals/removed.html": "<p>Poistettu</p>"}).write(tmp_path / "2022")
    publication.refuse_foreign(old)
    with publication.staging(old) as aside:
        Report().write(aside)
        publication.put_in_place(aside, old)
    assert not (old / "fi" / "goals" / "removed.html").exists()
    assert "fi/index.html" in json.loads((old / "run.json").read_text(encoding="utf-8"))["outputs"]
