"""What reporters send stays on the evaluator's machine: nothing that a run leaves beside its report holds any of it."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from small_project import ROOT, SHOW, Project, programme_folder, project

from analysis import programme as programmes
from analysis.execution import failed
from analysis.report import record

SECRET = "987654321"  # a number that stands nowhere else
ROW = f"newcomers-with-a-mentor,997,2021,newcomers,,,,2,reported,housing-office,housing-queue,the {SECRET} Khans\n"
RAW = """\
from analysis import observations
from analysis import programme as programmes
from analysis.display.blocks import paragraph
from analysis.message import Number, Span, say
town = programmes.load(programme)
small = observations.read(town).query("indicator == 'newcomers-with-a-mentor' and period == '2021'")
title = town.indicator('newcomers-with-a-mentor').title
number = Number(float(small['value'].iloc[0]))
"""
LEAK = RAW + "paragraph(say('“{title}”: {last} ({last_period}).', title=title, last=number, last_period=Span('2021')))"
FRAME = RAW + "small"
RAISES = RAW + "raise ValueError(small.to_dict('records'))"


def town_with(folder: Path, *cells: str) -> Project:
    """A town whose own file has one row about two persons, with a note that names them."""
    town = project(folder, *cells)
    own = folder / "data" / "nasby" / "own"
    own.mkdir()
    head = (folder / "data" / "nasby" / "observations.csv").read_text(encoding="utf-8").splitlines()[0]
    (own / "observations.csv").write_text(f"{head}\n{ROW}", encoding="utf-8", newline="\n")
    return town


def left_in(folder: Path) -> str:
    """Everything that stands in the reports' folder, and the names of its files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join([*map(str, files), *(path.read_bytes().decode("utf-8", "replace") for path in files)])


def test_git_ignores_what_reporters_send_and_what_runs_leave() -> None:
    for path in (
        "data/kauniainen/own/observations.csv",
        "data/kauniainen/own/.key",
        "data/kauniainen/own/forms/2018-2022/suus.xlsx",
        "data/another-town/own/observations.csv",
        "reports/kauniainen/2018-2022/run.json",
        "reports/kauniainen/2018-2022-failed/failures.txt",
    ):
        asked = subprocess.run(["git", "-C", str(ROOT), "check-ignore", "-q", path], capture_output=True)
        assert asked.returncode == 0, path


@pytest.mark.parametrize("invented", [False, True], ids=["a real town", "an invented one"])
@pytest.mark.parametrize("file", ["own/observations.csv", "observations.csv"])
def test_no_digest_of_figures_that_are_not_public_can_be_tried_out(tmp_path: Path, file: str, invented: bool) -> None:
    """Who knows all but one number of the file tries them all; with a random key no number gives the digest."""
    town = replace(programmes.read(programme_folder(tmp_path / "nasby")), invented=invented)
    path = town.folder / file
    path.parent.mkdir(exist_ok=True)
    header, *_ = (town.folder / "observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (town.folder / "observations.csv").write_text(header, encoding="utf-8", newline="\n")
    path.write_text(header + ROW, encoding="utf-8", newline="\n")
    recorded = record.inputs(town)
    guessed = record.sha256(path) in json.dumps(recorded)
    assert guessed == (
        file == "observations.csv" and invented
    )  # an invented town has no secrets, and its file is shared
    assert record.inputs(town) == recorded  # the key is kept, so that the report can be verified
    printed = record.fingerprint(recorded, {})
    path.write_text(header + ROW.replace(",2,reported", ",3,reported"), encoding="utf-8", newline="\n")
    changed = record.inputs(town)
    assert changed[file] != recorded[file]
    assert (record.fingerprint(changed, {}) != printed) == guessed


def test_a_public_file_of_public_figures_keeps_a_digest_that_anybody_can_make() -> None:
    town = programmes.read(ROOT / "data" / "kauniainen")
    assert record.inputs(town)["observations.csv"] == record.sha256(town.folder / "observations.csv")


def test_a_trace_tells_where_an_error_came_from_and_not_what_it_said() -> None:
    def fails(count: int) -> None:
        raise ValueError(f"{count} persons")

    try:
        try:
            fails(3)
        except ValueError as error:
            raise KeyError(f"{len(str(error))} persons") from error
    except KeyError as error:
        told = failed.trace(error)
    assert "3 persons" not in told
    assert "9 persons" not in told
    assert "in fails" in told
    assert told.index("ValueError") < told.index("KeyError")


@pytest.mark.slow
@pytest.mark.parametrize("cell", [LEAK, FRAME, RAISES], ids=["a block", "a table", "an error"])
def test_a_notebook_that_reaches_past_the_gate_publishes_and_leaves_nothing(tmp_path: Path, cell: str) -> None:
    town = town_with(tmp_path, cell)
    run = town.evaluate()
    assert run.returncode == 1, run.stdout
    assert "No report was published" in run.stderr
    assert not town.report.exists()
    left = left_in(tmp_path / "reports")
    assert SECRET not in left
    assert "Khan" not in left
    assert '"number": 2.0' not in left


@pytest.mark.slow
def test_an_earlier_report_stays_when_a_new_one_would_tell(tmp_path: Path) -> None:
    town = town_with(tmp_path, SHOW)
    assert town.evaluate().returncode == 0
    before = left_in(town.report)
    assert SECRET not in before
    assert json.loads((town.report / "run.json").read_text(encoding="utf-8"))["inputs"]["own/observations.csv"]
    project_notebook = tmp_path / "notebooks" / "goal.ipynb"
    notebook = json.loads(project_notebook.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = LEAK
    project_notebook.write_text(json.dumps(notebook), encoding="utf-8")
    run = town.evaluate()
    assert run.returncode == 1
    assert "Newcomers who got a mentor" in run.stderr
    assert "(2021)" in run.stderr
    assert left_in(town.report) == before
    assert town.left_behind() == []
