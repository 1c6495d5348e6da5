"""A station: a process of its own on a worker of a cluster, with the same pool of processes as a run on one machine.

A worker of Dask has many threads, and forking is not safe there; in a fresh process it is. Tasks come in on standard
input and results leave on standard output, both pickled.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from analysis.execution import startup
from analysis.execution.order import Engine
from analysis.report.site import Site

END_SECONDS = 15

Installed = tuple[str, dict[str, str]]  # the digest of the code, and the versions of the libraries


@dataclass(frozen=True)
class Opening:
    """What a station is opened with. `variables` are of the environment, as the evaluation at work has them."""

    site: Site
    root: Path
    engine: Engine
    variables: Mapping[str, str]
    installed: Installed  # where the evaluation was ordered


class Station:
    """The station as its worker sees it. Several threads may give it tasks."""

    def __init__(self, opening: Opening, jobs: int):
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "analysis.execution.station"],  # -P: no file of the folder poses as a module
            cwd=opening.root,
            env={**os.environ, **opening.variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._futures: dict[int, Future] = {}
        self._lock = threading.Lock()
        self._next = 0
        self._send((opening, jobs))
        threading.Thread(target=self._listen, daemon=True).start()

    def do(self, fn: Callable[..., Any], *args: Any) -> Any:
        """The result of a task, or its exception. Raises `BrokenProcessPool` when the station has ended."""
        future: Future = Future()
        with self._lock:
            number, self._next = self._next, self._next + 1
            self._futures[number] = future
        try:
            self._send((number, fn, args))
        except OSError as error:
            raise BrokenProcessPool("the station has ended") from error
        return future.result()

    def close(self) -> None:
        """Let the station end, and end it if it takes too long."""
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _send(self, told: object) -> None:
        with self._lock:
            assert self._process.stdin is not None
            self._process.stdin.write(pickle.dumps(told))
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for number, result, error in _each(self._process.stdout):
            future = self._futures.pop(number)
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        for future in list(self._futures.values()):
            future.set_exception(BrokenProcessPool("the station has ended"))


def _each(stream: BinaryIO) -> Any:
    """What comes in, until the other side is gone."""
    while True:
        try:
            yield pickle.load(stream)
        except (EOFError, OSError, pickle.UnpicklingError):
            return


def main() -> None:
    """The station itself: opens its pool and does what it is told until nobody tells it anything any more."""
    startup.skip_address_grammar()
    startup.compute_in_one_thread()
    startup.collect_rarely()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints must not stand among the answers
    tasks = os.fdopen(os.dup(0), "rb")
    from analysis import assessment, observations
    from analysis.execution import workers

    opening, jobs = pickle.load(tasks)
    site, lock = opening.site, threading.Lock()
    assessment.evaluate(site.programme, observations.published(site.programme), site.review)  # once for all pages
    with workers.pool(jobs, site, workers.chosen(opening.engine), site.pages) as pool:
        for number, fn, args in _each(tasks):
            pool.submit(fn, *args).add_done_callback(partial(_answer, answers, lock, number))


def _answer(answers: BinaryIO, lock: threading.Lock, number: int, done: Future) -> None:
    error = done.exception()
    told = pickle.dumps((number, None if error else done.result(), error))
    with lock:
        answers.write(told)
        answers.flush()


if __name__ == "__main__":
    main()
