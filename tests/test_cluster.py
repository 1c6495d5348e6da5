"""`--scheduler`: pages made by the workers of a Dask cluster are those that one machine makes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from small_project import Project, programme_folder, project, written

from analysis.cli import main
from analysis.errors import UnusableInput
from analysis.execution import cluster

GOALS = ("own-front-door", "neighbours", "equal-start", "fishing-mentors", "one-guide")
# Slow enough that a worker can be killed in the middle, and the same whoever makes it.
WAIT = "import time, pathlib\npathlib.Path('at-work').touch()\ntime.sleep(1)"
SHOW = "from analysis.display.blocks import paragraph\nfrom analysis.message import Verbatim\nparagraph(Verbatim(goal))"


def test_a_scheduler_that_does_not_answer_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    town = project(tmp_path, SHOW)
    monkeypatch.chdir(town.root)
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    order = ["evaluate", "2020-2022", "--programme", "nasby", "--goal", GOALS[0], "--scheduler", "127.0.0.1:1"]
    run = CliRunner().invoke(main, ["--language", "en", *order])
    assert run.exit_code == 2
    assert "No scheduler of a cluster answers at 127.0.0.1:1" in run.stderr
    assert not (tmp_path / "reports").exists()


def test_a_worker_with_other_code_is_refused() -> None:
    expected = ("a" * 64, {"pandas": "3.0.1"})
    cluster._refuse_other_code("tcp://10.0.0.6:1", expected, expected)
    with pytest.raises(UnusableInput, match=r"tcp://10\.0\.0\.6:1 has another version"):
        cluster._refuse_other_code("tcp://10.0.0.6:1", ("a" * 64, {"pandas": "3.0.2"}), expected)


@dataclass(frozen=True)
class Country:
    """A scheduler and two workers on this machine."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    folder = tmp_path_factory.mktemp("country")
    file = folder / "scheduler.json"
    started = [_started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", "--scheduler-file", str(file))]
    try:
        _wait_for(lambda: file.exists() and file.read_text(encoding="utf-8").endswith("}"))
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        for name in ("one", "two"):
            place = str(folder / name)
            started.append(_started("worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", place))
        yield Country(address, tuple(started[1:]))
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _started(what: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s"}, **quiet)


def _wait_for(happened, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def ordered(town: Project, output: Path, *arguments: str) -> subprocess.Popen[str]:
    goals = [word for goal in GOALS for word in ("--goal", goal)]
    command = town.command("evaluate", "2020-2022", "--programme", "nasby", *goals, "--force")
    command += ["--output", str(output), *arguments]
    return subprocess.Popen(command, cwd=town.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_worker_is_killed_half_way_and_the_report_is_the_one_that_one_machine_makes(
    tmp_path: Path, country: Country
) -> None:
    from distributed import Client

    town = project(tmp_path / "town", WAIT, SHOW)
    mark = town.root / "notebooks" / "at-work"
    with Client(country.address) as client:
        client.wait_for_workers(2, timeout=60)
    run = ordered(town, tmp_path / "by-cluster", "--scheduler", country.address)
    _wait_for(mark.exists)
    country.workers[0].kill()
    _, told = run.communicate(timeout=240)
    assert run.returncode == 0, told

    run = ordered(town, tmp_path / "by-one", "--jobs", "2")
    _, told = run.communicate(timeout=240)
    assert run.returncode == 0, told
    reports = [contents(tmp_path / name) for name in ("by-cluster", "by-one")]
    records = [json.loads(report.pop("run.json")) for report in reports]
    assert records[0].pop("times")["engine"] == "cluster"
    records[1].pop("times")
    assert reports[0] == reports[1]
    assert records[0] == records[1]
    assert len([name for name in reports[0] if name.endswith(".html")]) == 3 * (len(GOALS) + 1) + 1


@pytest.mark.slow
def test_each_programme_of_a_folder_is_made_by_the_cluster_that_is_left(tmp_path: Path, country: Country) -> None:
    town = project(tmp_path, SHOW)
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        written(town.root / "notebooks", notebook.name, SHOW)
    for name in ("ekby", "uusi"):
        path = programme_folder(town.root / "country" / name) / "programme.yaml"
        programme = yaml.safe_load(path.read_text(encoding="utf-8")) | {"id": name}
        programme["sectors"] = [each for each in programme["sectors"] if each["id"] == "schools"]
        path.write_text(yaml.safe_dump(programme, allow_unicode=True), encoding="utf-8")
        header, *rows = (path.parent / "observations.csv").read_text(encoding="utf-8").splitlines()
        of_schools = [row for row in rows if row.startswith("accepted-to-upper-secondary-gap,")]
        (path.parent / "observations.csv").write_text("\n".join([header, *of_schools, ""]), encoding="utf-8")
    command = town.command("evaluate", "2020-2022", "--all", "country", "--scheduler", country.address)
    run = subprocess.run(command, cwd=town.root, capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "Evaluated: 2 of 2."
    for name in ("ekby", "uusi"):
        record = json.loads((town.root / "reports" / name / "2020-2022" / "run.json").read_text(encoding="utf-8"))
        assert record["times"]["engine"] == "cluster"
        assert record["parameters"]["programme"] == name
