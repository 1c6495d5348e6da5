"""The cost of a command: wall time, processor time, and the peak memory of everything that it started."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processors, and megabytes (10^6 bytes; None where it cannot be told).

    Memory is the proportional set size of the process tree: a page that several processes share counts once.
    """

    wall: float
    cpu: float
    peak: float | None

    def __add__(self, other: "Cost") -> "Cost":
        peaks = [peak for peak in (self.peak, other.peak) if peak is not None]
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(peaks, default=None))


def run(command: Sequence[str], folder: Path, look: bool = True) -> Cost:
    """Run a command to its end, and with `look` watch its memory, which takes up to a quarter of a processor.

    Raises `RuntimeError` with the end of what it said if it fails.
    """
    begun, before = time.monotonic(), os.times()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    peaks: list[int] = []
    watcher = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
    if look:
        watcher.start()
    said, _ = process.communicate()
    wall, after = time.monotonic() - begun, os.times()
    if look:
        watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {said.decode(errors='replace')[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, max(peaks) / 1e6 if peaks else None)


def _watch(process: subprocess.Popen[bytes], peaks: list[int]) -> None:
    while process.poll() is None:
        if used := sum(_own_share(number) for number in _tree(process.pid)):
            peaks.append(used)
        time.sleep(LOOK_SECONDS)


def _tree(process: int) -> Iterator[int]:
    yield process
    children: list[str] = []
    with contextlib.suppress(OSError):  # it has just ended
        for path in Path("/proc").glob(f"{process}/task/*/children"):
            children += path.read_text().split()
    for child in children:
        yield from _tree(int(child))


def _own_share(process: int) -> int:
    """Its proportional set size in bytes; 0 where the system does not tell, as outside Linux."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
