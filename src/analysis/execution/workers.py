"""The processes that make the pages: started together, and ended with everything that they started."""

import contextlib
import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path

from analysis.execution import pagework
from analysis.report.site import Site

END_SECONDS = 10  # for the workers to leave after an interrupt
MOST_JOBS = 60  # Windows cannot wait for more processes at once


@contextlib.contextmanager
def pool(jobs: int, site: Site) -> Iterator[Executor]:
    # Spawned, not forked: the same on Linux, macOS and Windows, and no lock of this process is copied into a worker.
    context = multiprocessing.get_context("spawn")
    workers = min(jobs, len(site.pages), MOST_JOBS)
    # What kernels leave behind goes with this folder, even of a kernel that was ended halfway.
    with tempfile.TemporaryDirectory(prefix="kotoarvio-", ignore_cleanup_errors=True) as scratch:
        opening = {"initializer": pagework.open_worker, "initargs": (site, Path(scratch))}
        executor = ProcessPoolExecutor(workers, mp_context=context, **opening)
        try:
            yield executor
        except BaseException:  # an interrupt above all: whoever presses Ctrl-C does not wait for the notebooks at work
            executor.shutdown(wait=False, cancel_futures=True)
            _end(multiprocessing.active_children())
            raise
        executor.shutdown()


def _end(processes: Sequence[BaseProcess]) -> None:
    """Let the processes close their kernels, and end those that take too long."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
