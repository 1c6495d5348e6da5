"""How much memory a notebook may have, so that one that runs away ends itself and not its neighbours.

Without a limit the system ends some process when memory runs out, and chooses it itself. Linux alone holds a process to
a limit on the memory it writes to (RLIMIT_DATA, since Linux 4.7), and hands it down to what the process starts: the
children of a warm process, and kernels.
"""

import os
import sys
from pathlib import Path

FOR_NOTEBOOKS = 0.8  # of the memory there is; the rest is for the command, the system and the evaluator's own programs
LEAST_BYTES = 2**30  # the libraries alone take a quarter of it
OF_A_CONTAINER = Path("/sys/fs/cgroup/memory.max")  # control groups, version 2


def share(processes: int) -> int:
    """Bytes that each of so many notebooks at work may have."""
    return max(LEAST_BYTES, int(FOR_NOTEBOOKS * _there_is() / processes))


def keep_to(processes: int) -> None:
    """Have this process, and each that it starts, meet a MemoryError above the share of one of so many at once.

    On Windows and macOS, which hold no process to such a limit, nothing happens.
    """
    if sys.platform != "linux":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [share(processes), *(each for each in (soft, hard) if each != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))


def _there_is() -> int:
    """The memory of the machine, or of the container that this runs in."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(machine, int(OF_A_CONTAINER.read_text(encoding="ascii")))
    except (OSError, ValueError):  # no container, or one without a limit, which says "max"
        return machine
