"""A run without a change takes everything from an earlier one; a run with any change does not."""

import importlib.metadata
import json
from pathlib import Path

import pytest
from small_project import SHOW, Project, project
from test_evaluation_failures import contents

from analysis import programme as programmes
from analysis.execution import again
from analysis.execution.order import Order
from analysis.period import Review

COUNTED = "from pathlib import Path\nwith Path({mark!r}).open('a') as file:\n    print('ran', file=file)"


@pytest.fixture
def counted(tmp_path: Path) -> tuple[Project, Path]:
    """A project whose notebook leaves a mark each time that it is run."""
    mark = tmp_path / "mark"
    return project(tmp_path, COUNTED.format(mark=str(mark)), SHOW), mark


def times_run(mark: Path) -> int:
    return mark.read_text(encoding="utf-8").count("ran")


def without_times(report: Path) -> dict[str, bytes]:
    found = contents(report)
    record = json.loads(found.pop("run.json"))
    record.pop("times")
    return {**found, "run.json": json.dumps(record).encode()}


@pytest.mark.slow
def test_a_run_without_a_change_runs_nothing_imports_no_pandas_and_gives_the_same(
    counted: tuple[Project, Path],
) -> None:
    town, mark = counted
    assert town.evaluate().returncode == 0
    before = without_times(town.report)
    second = town.evaluate(PYTHONPROFILEIMPORTTIME="1")
    assert second.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in second.stderr.splitlines()}
    assert "analysis.execution.again" in imported
    assert not imported & {"pandas", "numpy", "papermill", "matplotlib", "nbconvert", "jinja2", "zmq"}
    assert without_times(town.report) == before
    assert times_run(mark) == 1

    assert town.evaluate("--force").returncode == 0
    assert without_times(town.report) == before
    assert times_run(mark) == 2


@pytest.mark.slow
def test_a_changed_notebook_or_a_broken_entry_is_run_again_and_a_failed_run_keeps_nothing(
    counted: tuple[Project, Path],
) -> None:
    town, mark = counted
    assert town.evaluate().returncode == 0
    before = without_times(town.report)
    for entry in (town.root / "reports" / ".cache").glob("*/*"):
        entry.write_bytes(entry.read_bytes()[:-1])
    assert town.evaluate().returncode == 0
    assert times_run(mark) == 2
    assert without_times(town.report) == before

    project_notebook = town.root / "notebooks" / "goal.ipynb"
    project_notebook.write_text(
        project_notebook.read_text(encoding="utf-8").replace("Population", "Nobody"), encoding="utf-8", newline="\n"
    )
    for _ in range(2):  # “Nobody” has no translation
        failed = town.evaluate()
        assert failed.returncode == 1
        assert "Nobody" in failed.stderr
    assert times_run(mark) == 4
    assert without_times(town.report) == before


def test_everything_that_a_report_depends_on_changes_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = project(tmp_path, SHOW)
    monkeypatch.chdir(town.root)
    folder = town.root / "data" / "nasby"
    earlier = tmp_path / "figures.csv"
    earlier.write_text("before", encoding="utf-8")
    order = Order("nasby", Review.parse("2020-2022"))

    def key(asked: Order = order) -> str:
        return again.key_of_report(programmes.read(folder), asked, [earlier])

    keys = [key()]
    assert key() == keys[0]
    (folder / "own").mkdir()
    for changed in (
        folder / "observations.csv",
        folder / "programme.yaml",
        folder / "own" / "observations.csv",
        folder / "commentary.md",
        town.root / "notebooks" / "goal.ipynb",
        earlier,
    ):
        with changed.open("a", encoding="utf-8") as file:
            file.write("\n# changed\n" if changed.suffix == ".yaml" else "\n")
        keys.append(key())
    keys.append(key(Order("nasby", Review.parse("2021-2022"))))
    keys.append(key(Order("nasby", Review.parse("2020-2022"), goals=("own-front-door",))))
    monkeypatch.setattr(again.record, "code_digest", lambda: "other code")
    keys.append(key())
    assert len(set(keys)) == len(keys)


def test_every_library_counts_with_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    seen = []
    for version in ("1.0", "1.1"):
        (tmp_path / f"thing-{version}.dist-info").mkdir()
        seen.append(again._installed.__wrapped__())
    new = set(seen[1]) - set(seen[0])
    assert new == {"thing-1.1.dist-info"}
    named = {_plain(name.rsplit(".", 1)[0].split("-")[0]) for name in seen[0]}
    monkeypatch.undo()
    assert {_plain(each.metadata["Name"]) for each in importlib.metadata.distributions()} <= named


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def test_a_copy_of_the_project_elsewhere_has_the_same_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = []
    for name in ("one", "two"):
        town = project(tmp_path / name, SHOW)
        monkeypatch.chdir(town.root)
        plan = programmes.read(town.root / "data" / "nasby")
        keys.append(again.key_of_report(plan, Order("nasby", Review.parse("2020-2022")), []))
    assert keys[0] == keys[1]
