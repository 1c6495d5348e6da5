"""Work for forked processes. Tasks travel by name, so they need a module that a fresh process can import."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from analysis.execution import children

HELD: list[int] = []


def square(number: int) -> int:
    return number * number


def fail(words: str) -> None:
    raise ValueError(words)


def fail_unpicklably() -> None:
    raise ValueError(threading.Lock())


def leave(code: int) -> None:
    os._exit(code)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(seconds: float, stubborn: bool) -> str:
    children.begin_step(seconds)
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        if stubborn:
            time.sleep(60)
        return "interrupted"
    return "slept"


def soil(folder: str) -> list[object]:
    """Leave everything behind that a process can be left with; what was there before."""
    found = [list(HELD), os.environ.get("SOILED"), str(Path.cwd()), "soiled" in sys.modules]
    HELD.append(1)
    os.environ["SOILED"] = "yes"
    os.chdir(folder)
    sys.modules["soiled"] = sys
    return found


def fork_and_return(folder: str) -> int:
    """Both this process and its copy come back from here."""
    os.fork()
    (Path(folder) / str(os.getpid())).touch()
    return os.getpid()


def start_a_sleeper() -> int:
    import subprocess

    return subprocess.Popen(["sleep", "600"]).pid


def threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))
