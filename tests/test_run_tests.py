"""All tests in two processes beside each other are as good as in one: nothing that fails is lost."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT

ALONE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # no plugin is needed, and some take seconds to start
COMMAND = [sys.executable, str(ROOT / "scripts" / "run_tests.py")]
SUITE = """
import time, pathlib, pytest

@pytest.mark.slow
def test_slow():
    pathlib.Path("slow").touch()
    {slow}

def test_quick():
    pathlib.Path("quick").touch()
    {quick}

@pytest.mark.slow
@pytest.mark.browser
def test_in_browser():
    pass

@pytest.mark.browser
def test_quickly_in_browser():
    pass
"""


def suite(folder: Path, slow: str = "pass", quick: str = "pass") -> Path:
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    slow\n    browser\n", encoding="utf-8")
    (folder / "test_small.py").write_text(SUITE.format(slow=slow, quick=quick), encoding="utf-8")
    return folder


def test_what_the_tests_say_is_read_also_where_a_pipe_is_not_utf_8(tmp_path: Path) -> None:
    """As on Windows: what this process writes is in another encoding, which has “ä” and has no arrow."""
    folder = suite(tmp_path, slow="assert 'hyvä →' == ''", quick="assert 'pää' == ''")
    run = subprocess.run(COMMAND, cwd=folder, env={**ALONE, "PYTHONIOENCODING": "cp1252"}, capture_output=True)
    told = run.stdout.decode("cp1252")
    assert run.returncode == 1, told + run.stderr.decode("cp1252")
    assert "hyvä ?" in told and "pää" in told
    assert "In all: 2 failed, 2 passed" in told


@pytest.mark.parametrize(
    ("slow", "quick", "code", "counts"),
    [
        ("pass", "pass", 0, "4 passed"),
        ("assert False", "pass", 1, "1 failed, 3 passed"),
        ("pass", "assert False", 1, "3 passed, 1 failed"),
    ],
)
def test_every_test_is_run_and_a_failure_anywhere_fails(
    tmp_path: Path, slow: str, quick: str, code: int, counts: str
) -> None:
    folder = suite(tmp_path, slow, quick)
    run = subprocess.run(COMMAND, cwd=folder, env=ALONE, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == code, run.stdout + run.stderr
    assert re.fullmatch(rf"In all: {counts} in \d+ s\.", run.stdout.splitlines()[-1])
    assert run.stdout.count("assert False") >= 1 - (code == 0)


@pytest.mark.skipif(os.name != "posix", reason="a process group is interrupted as a terminal does it")
def test_an_interrupt_ends_both(tmp_path: Path) -> None:
    folder = suite(tmp_path, "time.sleep(60)", "time.sleep(60)")
    run = subprocess.Popen(
        COMMAND, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    begun = time.monotonic()
    while not ((folder / "slow").exists() and (folder / "quick").exists()):
        assert time.monotonic() - begun < 60
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    run.communicate(timeout=30)
    assert run.returncode != 0
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)  # nobody is left in the group
