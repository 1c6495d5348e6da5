"""The processes of an evaluation, and what it says when it could not end as it should."""

import errno
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.errors import english
from analysis.execution import children, evaluation, workers
from analysis.execution.order import Engine


@dataclass
class Recorded:
    """Stands in for the pool of processes and remembers how many were asked for."""

    workers: int

    def __init__(self, workers: int, **opening: object):
        self.workers = workers

    def shutdown(self) -> None:
        pass


@pytest.mark.parametrize(
    ("jobs", "pages", "expected"),
    [(2, 36, 2), (8, 3, 3), (10**9, 36, 36), (10**9, 1000, workers.MOST_JOBS)],  # Windows can wait for 61
)
def test_there_are_never_more_processes_than_pages_or_than_the_system_can_wait_for(
    monkeypatch: pytest.MonkeyPatch, jobs: int, pages: int, expected: int
) -> None:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Recorded)
    with workers.pool(jobs, SimpleNamespace(), workers.Engine.KERNEL, range(pages)) as pool:
        assert pool.workers == expected


def test_a_report_that_could_not_take_its_place_is_told_with_its_new_place(tmp_path: Path) -> None:
    aside, place = tmp_path / "aside", tmp_path / "2022"
    aside.mkdir()
    said = english(evaluation._held(aside, place, PermissionError(errno.EACCES, "in use")))
    assert f"the folder {place} could not be replaced (permission is missing)" in said
    assert said.endswith(f"The new report: {tmp_path / '2022-new'}")
    assert (tmp_path / "2022-new").is_dir()


@pytest.mark.parametrize("error", [children.Ended("SIGKILL"), OSError(errno.ENOSPC, "full")])
def test_what_a_killed_process_should_have_worked_out_is_worked_out_here(error: Exception) -> None:
    task: Future[str] = Future()
    task.set_exception(error)
    order = SimpleNamespace(scheduler=None)
    run = SimpleNamespace(basis="figures", site="pages", engine=Engine.FORK, order=order)
    pool = SimpleNamespace(submit=lambda *given: task)
    result = evaluation._beside(run, pool, lambda *given: " ".join(given), "folder")
    if isinstance(error, OSError):  # and what cannot be done anywhere is told
        with pytest.raises(OSError, match="full"):
            result()
    else:
        assert result() == "figures pages folder"


def test_tasks_that_look_at_the_whole_are_not_begun_beside_each_other() -> None:
    assert "".join(workers.spread("ABC", "1234567")) == "A12B345C67"
    assert workers.spread("ABC", "") == ["A", "B", "C"]
    assert workers.spread("", "12") == ["1", "2"]
