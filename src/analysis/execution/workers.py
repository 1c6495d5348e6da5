"""The processes that make the pages: started together, and ended with everything that they started."""

import contextlib
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

from analysis.errors import UnusableInput
from analysis.execution import children, pagework
from analysis.execution.order import Engine
from analysis.message import say
from analysis.report.pages import Page
from analysis.report.site import Site

T = TypeVar("T")

END_SECONDS = 10  # for the workers to leave after an interrupt
MOST_JOBS = 60  # Windows cannot wait for more processes at once


def chosen(engine: Engine) -> Engine:
    """FORK or KERNEL. Raises `UnusableInput` if forking is asked for where it is not safe."""
    safe = children.forking_is_safe()
    if engine is Engine.FORK and not safe:
        raise UnusableInput(
            say("Notebooks cannot be run by forking here. Leave out --engine, or write --engine kernel.")
        )
    return Engine.FORK if safe and engine is not Engine.KERNEL else Engine.KERNEL


@contextlib.contextmanager
def pool(jobs: int, site: Site, engine: Engine, pages: Sequence[Page]) -> Iterator[Executor | None]:
    """Processes for `pagework.make_page` of these pages, which end with the block; none for no pages.

    `engine` is a `chosen` one.
    """
    workers = min(jobs, len(pages), MOST_JOBS)
    if not workers:
        yield None
        return
    # What kernels leave behind goes with this folder, even of a kernel that was ended halfway.
    with tempfile.TemporaryDirectory(prefix="kotoarvio-", ignore_cleanup_errors=True) as scratch:
        executor = _OPEN[engine](workers, site, pages, Path(scratch))
        try:
            yield executor
        except BaseException:  # an interrupt above all: whoever presses Ctrl-C does not wait for the notebooks at work
            executor.shutdown(wait=False, cancel_futures=True)
            _end(multiprocessing.active_children())
            raise
        executor.shutdown()


def spread(whole: Sequence[T], parts: Sequence[T]) -> list[T]:
    """In which order tasks are begun: those that look at the `whole` as far from each other as they can be.

    They need the most memory, and in a report of many goals most of it.
    """
    places = [(at / len(whole), False, task) for at, task in enumerate(whole)]
    places += [((at + 0.5) / len(parts), True, task) for at, task in enumerate(parts)]
    return [task for _, _, task in sorted(places, key=lambda place: place[:2])]


def _forking(workers: int, site: Site, pages: Sequence[Page], scratch: Path) -> Executor:
    from analysis.execution.forks import ForkExecutor

    return ForkExecutor(workers, partial(pagework.warm_up, site, pages, scratch, workers))


def _with_kernels(workers: int, site: Site, pages: Sequence[Page], scratch: Path) -> Executor:
    # Spawned, not forked: the same on Linux, macOS and Windows, and no lock of this process is copied into a worker.
    context = multiprocessing.get_context("spawn")
    opening = {"initializer": pagework.open_worker, "initargs": (site, scratch, workers)}
    return ProcessPoolExecutor(workers, mp_context=context, **opening)


_OPEN: Mapping[Engine, Callable[[int, Site, Sequence[Page], Path], Executor]] = {
    Engine.FORK: _forking,
    Engine.KERNEL: _with_kernels,
}


def _end(processes: Sequence[BaseProcess]) -> None:
    """Let the processes close their kernels, and end those that take too long."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
