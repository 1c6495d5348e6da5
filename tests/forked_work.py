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


def open_fonts() -> list[str]:
    """The font files that this process has in common with its parent: both would read on from one place."""
    return [str(file.resolve()) for file in Path("/proc/self/fd").iterdir() if file.resolve().suffix == ".ttf"]


def drawn_width(text: str) -> float:
    from analysis.charts import canvas
    from analysis.message import Verbatim

    return canvas.width_of(Verbatim(text))


def imported_for_a_page(folder: str) -> list[str]:
    """What a child of a warm process imports to make the pages of three different notebooks."""
    from analysis import programme as programmes
    from analysis.execution import startup, traces, workers
    from analysis.period import Review
    from analysis.report.pages import site as site_of

    programme, review = programmes.load("example"), Review.parse("2018-2022")
    startup.import_for_notebooks()
    traces.Basis.of(programme, review)
    site = site_of(programme, review)
    wanted = [page for page in site.pages if page.path in ("school.html", "goals/placements.html", "index.html")]
    with workers.pool(1, site, workers.Engine.FORK, wanted) as pool:
        return sorted(set().union(*(pool.submit(_imports, page, Path(folder)).result() for page in wanted)))


def _imports(page: object, folder: Path) -> set[str]:
    from analysis.execution import pagework

    before = set(sys.modules)
    made = pagework.make_page(page, folder)
    assert made.failure is None, made.failure
    return set(sys.modules) - before
