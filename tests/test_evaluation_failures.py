"""What goes wrong in the middle of an evaluation: one sentence, the exit code, nothing lost and nothing left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from small_project import DRAFT, SHOW, project

pytestmark = pytest.mark.slow

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="signals and parent processes as Unix has them")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_cell_that_fails_names_page_and_error_keeps_its_notebook_and_the_earlier_report(tmp_path: Path) -> None:
    town = project(tmp_path, SHOW)
    assert town.evaluate().returncode == 0
    before = contents(town.report)
    assert before

    notebook = tmp_path / "notebooks" / "goal.ipynb"
    cells = nbformat.read(notebook, as_version=4)
    cells.cells[-1].source = "raise ValueError('the register\\n\\x1b[31mis shut' + '!' * 10_000)"
    nbformat.write(cells, notebook)
    run = town.evaluate()
    assert run.returncode == 1
    assert "goals/own-front-door.html was not made" in run.stderr
    assert "ValueError: the register \\u001b[31mis shut!!!" in run.stderr
    assert len(run.stderr) < 2000
    assert "No report was published; an earlier one is as it was." in run.stderr
    assert "Traceback" not in run.stderr
    assert contents(town.report) == before
    assert town.left_behind() == []


def test_a_page_that_fails_keeps_what_ran_until_the_next_good_run(tmp_path: Path) -> None:
    town = project(tmp_path, "'no block'")
    run = town.evaluate()
    assert run.returncode == 1
    assert "shows text/plain. A report shows only blocks" in run.stderr
    kept = town.report.with_name(town.report.name + "-failed")
    assert {"failures.txt", "goals"} == {path.name for path in kept.iterdir()}
    assert {path.suffix for path in (kept / "goals").iterdir()} == {".ipynb", ".txt"}

    somebodys = town.report.with_name("mine-failed")
    somebodys.mkdir()
    (somebodys / "thesis.docx").write_text("mine", encoding="utf-8")
    assert town.evaluate("--output", str(town.report.with_name("mine"))).returncode == 1
    assert contents(somebodys) == {"thesis.docx": b"mine"}


def test_the_evaluators_own_set_up_and_what_a_cell_prints_change_nothing(tmp_path: Path) -> None:
    """A profile of IPython that would stop each kernel, a file that poses as a module, a megabyte that is printed."""
    town = project(tmp_path, "import pandas\nprint('x' * 1_000_000)", SHOW)
    profile = tmp_path / "home" / ".ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup" / "00.py").write_text("import os; os._exit(3)", encoding="utf-8")
    (tmp_path / "pandas.py").write_text("raise RuntimeError('not pandas')", encoding="utf-8")
    run = town.evaluate(HOME=str(tmp_path / "home"), USERPROFILE=str(tmp_path / "home"))
    assert run.returncode == 0, run.stderr
    executed = town.report / "notebooks" / "goals" / "own-front-door.ipynb"
    assert executed.stat().st_size < 100_000
    outputs = [output for cell in nbformat.read(executed, as_version=4).cells for output in cell.outputs]
    assert [output.output_type for output in outputs] == ["execute_result"]


def test_a_second_evaluation_of_one_folder_is_refused_and_the_first_ends_well(tmp_path: Path) -> None:
    begun, may_end = tmp_path / "begun", tmp_path / "may-end"
    wait = f"import time\nfrom pathlib import Path\nPath({str(begun)!r}).touch()\n"
    town = project(tmp_path, SHOW, f"{wait}while not Path({str(may_end)!r}).exists(): time.sleep(0.1)")
    with ThreadPoolExecutor() as beside:
        first = beside.submit(town.evaluate)
        while not begun.exists() and not first.done():
            time.sleep(0.1)
        second = town.evaluate()
        may_end.touch()
    assert second.returncode == 2
    assert "Another run is making the report in" in second.stderr
    assert len(second.stderr.splitlines()) == 1
    assert first.result().returncode == 0, first.result().stderr
    record = json.loads((town.report / "run.json").read_text(encoding="utf-8"))
    assert set(contents(town.report)) == {"run.json", *(str(Path(name)) for name in record["outputs"])}
    assert town.left_behind() == []


def test_two_evaluations_that_share_the_cache_at_the_same_time_both_end_well(tmp_path: Path) -> None:
    town = project(tmp_path, SHOW)
    with ThreadPoolExecutor(2) as together:
        runs = list(together.map(lambda name: town.evaluate("--output", f"reports/{name}"), ("one", "two")))
    assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    one, two = (contents(tmp_path / "reports" / name) for name in ("one", "two"))
    for record in (one, two):
        record.pop("run.json")
    assert one == two


@on_unix
def test_a_process_that_is_killed_is_one_sentence_for_all_that_was_not_ready(tmp_path: Path) -> None:
    run = project(
        tmp_path, "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(60)"
    ).evaluate()
    assert run.returncode == 1
    assert run.stderr.count("not made, because a process was ended from outside") == 1
    assert "goals/own-front-door.html" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "reports").exists()


def children(process: int) -> list[int]:
    """The process and all that it started, directly or not."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    parents = dict(zip(map(int, listed[::2]), map(int, listed[1::2]), strict=True))
    found = [process]
    for parent in found:
        found += [child for child, its_parent in parents.items() if its_parent == parent]
    return found


def alive(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "state=", "-p", str(process)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@on_unix
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_evaluation_that_is_stopped_ends_at_once_with_all_its_processes(
    tmp_path: Path, sent: signal.Signals
) -> None:
    """As a terminal does it, an interrupt goes to every process of the group."""
    mark = tmp_path / "at-work"
    town = project(tmp_path, f"from pathlib import Path\nPath({str(mark)!r}).touch()\nimport time; time.sleep(600)")
    command = town.command(*DRAFT)
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background hands down that it is ignored
    run = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        begun = time.monotonic()
        while not mark.exists() and time.monotonic() - begun < 120:
            time.sleep(0.1)
        assert mark.exists()
        started = children(run.pid)
        assert len(started) >= 3  # the command, a worker, a kernel
        stopped = time.monotonic()
        if sent == signal.SIGINT:
            os.killpg(run.pid, sent)
        else:
            run.send_signal(sent)
        _, told = run.communicate(timeout=60)
        while any(map(alive, started)) and time.monotonic() - stopped < 30:
            time.sleep(0.1)
        assert not [process for process in started if alive(process)]
        if sent != signal.SIGKILL:  # which no program can answer
            assert run.returncode == 130
            assert told.strip() == "Stopped. Nothing was published; an earlier report is as it was."
            assert not (tmp_path / "reports").exists()
            assert list((tmp_path / "temporary").iterdir()) == []
    finally:
        run.kill()
