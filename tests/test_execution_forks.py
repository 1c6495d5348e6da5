"""The executor that forks a process for each task: results, failures, and nothing left over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import forked_work as work
import pytest

from analysis.errors import UnusableInput
from analysis.message import say

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks only on Linux")

if sys.platform == "linux":
    from analysis.execution import children
    from analysis.execution.forks import ForkExecutor


@pytest.fixture
def pool() -> Iterator["ForkExecutor"]:
    with ForkExecutor(2) as executor:
        yield executor


def alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def test_results_come_back_to_their_own_tasks(pool: "ForkExecutor") -> None:
    assert list(pool.map(work.square, range(20))) == [n * n for n in range(20)]


def test_an_exception_comes_back_as_itself_and_the_next_task_is_done(pool: "ForkExecutor") -> None:
    failed, done = pool.submit(work.fail, "no such figure"), pool.submit(work.square, 3)
    with pytest.raises(ValueError, match="no such figure"):
        failed.result()
    assert done.result() == 9


def test_an_exception_that_cannot_travel_is_told_in_words(pool: "ForkExecutor") -> None:
    with pytest.raises(RuntimeError, match="ValueError: <unlocked"):
        pool.submit(work.fail_unpicklably).result()


@pytest.mark.parametrize("code", [0, 1])
def test_a_child_that_leaves_without_a_result_has_failed_whatever_its_exit_code(
    pool: "ForkExecutor", code: int
) -> None:
    left, done = pool.submit(work.leave, code), pool.submit(work.square, 4)
    with pytest.raises(children.Ended):
        left.result()
    assert done.result() == 16


def test_a_child_that_is_killed_is_alone_in_that(pool: "ForkExecutor") -> None:
    killed, done = pool.submit(work.die), pool.submit(work.square, 5)
    with pytest.raises(children.Ended, match="SIGKILL"):
        killed.result()
    assert done.result() == 25


def test_a_child_whose_time_is_up_is_interrupted_and_a_stubborn_one_is_ended(
    pool: "ForkExecutor", monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pool.submit(work.hang, 0.2, False).result(timeout=30) == "interrupted"
    monkeypatch.setattr(children, "GRACE_SECONDS", 0.2)
    with ForkExecutor(1) as impatient, pytest.raises(children.TookTooLong):
        impatient.submit(work.hang, 0.2, True).result(timeout=30)


def test_nothing_that_a_task_leaves_behind_reaches_the_next(tmp_path: Path) -> None:
    with ForkExecutor(1) as one:
        first, second = (one.submit(work.soil, str(tmp_path)).result() for _ in range(2))
    assert first == second
    assert first[:2] == [[], None]


def test_a_task_that_forks_counts_once_and_its_copy_ends(pool: "ForkExecutor", tmp_path: Path) -> None:
    number = pool.submit(work.fork_and_return, str(tmp_path)).result()
    begun = time.monotonic()
    while any(alive(int(path.name)) for path in tmp_path.iterdir()) and time.monotonic() - begun < 10:
        time.sleep(0.05)
    assert (tmp_path / str(number)).exists()
    assert not [path.name for path in tmp_path.iterdir() if alive(int(path.name))]


def test_what_a_task_has_started_ends_with_it(pool: "ForkExecutor") -> None:
    sleeper = pool.submit(work.start_a_sleeper).result()
    begun = time.monotonic()
    while alive(sleeper) and time.monotonic() - begun < 10:
        time.sleep(0.05)
    assert not alive(sleeper)


def test_a_child_shares_no_open_font_and_measures_letters_that_its_parent_has_not() -> None:
    from analysis.charts import canvas

    letters = [chr(sign) for sign in range(0x400, 0x450)]
    with ForkExecutor(4, canvas.warm_up) as warm:
        assert warm.submit(work.open_fonts).result() == []
        widths = [warm.submit(work.drawn_width, letter) for letter in letters]
        assert [width.result() for width in widths] == [work.drawn_width(letter) for letter in letters]


def test_a_child_begins_with_one_thread(pool: "ForkExecutor") -> None:
    assert pool.submit(work.threads).result() == 1


def test_without_waiting_what_is_at_work_is_ended(tmp_path: Path) -> None:
    executor = ForkExecutor(1)
    tasks = [executor.submit(work.hang, 60, True), executor.submit(work.square, 2)]
    begun = time.monotonic()
    while not tasks[0].running() and time.monotonic() - begun < 10:
        time.sleep(0.01)
    executor.shutdown(wait=False, cancel_futures=True)
    assert time.monotonic() - begun < 10
    wait(tasks, timeout=1)
    assert all(task.done() for task in tasks)


def test_a_warm_process_that_is_told_to_leave_while_it_forks_leaves_too(tmp_path: Path) -> None:
    def stubborn() -> None:
        os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))

    executor = ForkExecutor(1, stubborn)
    task = executor.submit(time.sleep, 600)
    with pytest.raises(BrokenProcessPool):
        task.result(timeout=30)
    executor.shutdown(wait=False)


def test_all_tasks_hear_of_it_when_the_warm_process_is_killed() -> None:
    executor = ForkExecutor(1)
    tasks = [executor.submit(work.hang, 60, True), executor.submit(work.square, 2)]
    os.kill(executor._server, signal.SIGKILL)
    for task in tasks:
        with pytest.raises(BrokenProcessPool):
            task.result(timeout=10)
    executor.shutdown()


def test_of_many_tasks_none_is_lost(pool: "ForkExecutor") -> None:
    assert list(pool.map(work.square, range(200))) == [n * n for n in range(200)]


def test_a_warm_process_that_cannot_be_made_ready_says_why() -> None:
    def unready() -> None:
        raise ValueError("no template")

    with ForkExecutor(1, unready) as executor, pytest.raises(ValueError, match="no template"):
        executor.submit(work.square, 2).result(timeout=10)


@pytest.mark.parametrize("fork", [True, False])
def test_work_beside_a_block_is_done_once_and_tells_its_result_or_its_error(tmp_path: Path, fork: bool) -> None:
    traces = tmp_path / "traces"

    def seven() -> int:
        with traces.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
        return 7

    with children.beside(seven, fork=fork) as result:
        assert (result(), result()) == (7, 7)
    done_by = traces.read_text(encoding="utf-8").split()
    assert len(done_by) == 1
    assert (done_by[0] != str(os.getpid())) == (fork and children.forking_is_safe())

    def fail() -> int:
        raise UnusableInput(say("The file is missing."))

    with children.beside(fail, fork=fork) as result, pytest.raises(UnusableInput, match="The file is missing"):
        result()


def test_work_beside_a_block_that_was_killed_is_done_here() -> None:
    here = os.getpid()

    def seven() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 7

    with children.beside(seven) as result:
        assert result() == 7


def test_work_beside_a_block_ends_with_it(tmp_path: Path) -> None:
    if not children.forking_is_safe():
        pytest.skip("there are other threads, so no process is forked")
    begun = time.monotonic()
    with children.beside(lambda: work.hang(60, True)):
        pass
    assert time.monotonic() - begun < 10


@pytest.mark.slow
def test_a_child_imports_nothing_more_for_a_page(tmp_path: Path) -> None:
    """What every child would have to import is imported once, before any is forked (`startup.FOR_NOTEBOOKS`)."""
    code = (
        "from analysis.execution import startup; startup.skip_address_grammar(); startup.compute_in_one_thread();"
        "import sys; sys.path.insert(0, sys.argv[2]);"
        "import forked_work; print(*forked_work.imported_for_a_page(sys.argv[1]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parent)]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [], "write these modules into startup.FOR_NOTEBOOKS, or import them at the top"
