"""What memory a notebook may have. tests/test_faults_at_work.py has notebooks that want more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.execution import memory

GIGABYTE = 2**30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is not asked for its memory")
@pytest.mark.parametrize(
    ("of_the_container", "processes", "expected"),
    [
        ("max\n", 2, 0.8 * 16 * GIGABYTE / 2),
        (str(8 * GIGABYTE), 2, 0.8 * 8 * GIGABYTE / 2),
        (str(64 * GIGABYTE), 1, 0.8 * 16 * GIGABYTE),  # no more than the machine has
        ("max", 60, GIGABYTE),  # else no library could be imported
        (None, 4, 0.8 * 16 * GIGABYTE / 4),
    ],
)
def test_notebooks_at_work_share_four_fifths_of_the_memory_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_the_container: str | None, processes: int, expected: float
) -> None:
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 16 * GIGABYTE // 4096}.__getitem__)
    monkeypatch.setattr(memory, "OF_A_CONTAINER", tmp_path / "memory.max")
    if of_the_container:
        memory.OF_A_CONTAINER.write_text(of_the_container, encoding="ascii")
    assert memory.share(processes) == int(expected)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to it")
def test_what_a_limited_process_starts_is_limited_too_and_no_limit_is_raised() -> None:
    code = """\
import resource, subprocess, sys
from analysis.execution import memory
for bytes in (2**30, 2**34):
    memory.share = lambda processes: bytes
    memory.keep_to(1)
told = "import resource; print(resource.getrlimit(resource.RLIMIT_DATA)[0])"
subprocess.run([sys.executable, "-c", told], check=True)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(told) == GIGABYTE
