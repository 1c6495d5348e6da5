"""Pages made on a Dask cluster: for the many programmes of a country, on many machines that share a disk."""

import contextlib
import logging
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import project
from analysis.errors import UnusableInput
from analysis.execution.notebook import brief
from analysis.execution.order import Engine
from analysis.execution.station import Installed, Opening, Station
from analysis.message import say, shown
from analysis.observations.earlier import VARIABLE
from analysis.report import record
from analysis.report.site import Site

if TYPE_CHECKING:
    from distributed import Client, Worker

CONNECT_SECONDS = 10
LONGEST_NAME = 200  # characters of an address in a message

_stations: dict[str, "WorkersStation"] = {}  # in a worker: of each evaluation at work


class WorkersStation:
    """The station of a worker for one evaluation; a new one is opened in the place of one that has ended."""

    def __init__(self, opening: Opening, jobs: int):
        self.opening, self.jobs = opening, jobs
        self._lock = threading.Lock()
        self._station: Station | None = None

    def do(self, fn: Callable[..., Any], *args: Any) -> Any:
        station = self._open(None)
        try:
            return station.do(fn, *args)
        except BrokenProcessPool:
            return self._open(station).do(fn, *args)

    def close(self) -> None:
        with self._lock:
            if self._station:
                self._station.close()

    def _open(self, ended: Station | None) -> Station:
        with self._lock:
            if self._station is None or self._station is ended:
                self._station = Station(self.opening, self.jobs)
            return self._station


def open_station(name: str, opening: Opening, dask_worker: "Worker") -> None:
    _stations[name] = WorkersStation(opening, dask_worker.state.nthreads)


def close_station(name: str) -> None:
    if station := _stations.pop(name, None):
        station.close()


def _do(name: str, opening: Opening, fn: Callable[..., Any], *args: Any) -> Any:
    """A task on a worker, which may have come after the others and has no station yet."""
    from distributed import get_worker

    if name not in _stations:
        _refuse_other_code(get_worker().address, _installed(), opening.installed)
        open_station(name, opening, get_worker())
    return _stations[name].do(fn, *args)


class ClusterExecutor(Executor):
    """Tasks go to the stations of one evaluation; where a worker is lost, Dask gives its tasks to another."""

    def __init__(self, inner: Executor, name: str, opening: Opening):
        self._inner, self._name, self._opening = inner, name, opening

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        return self._inner.submit(_do, self._name, self._opening, fn, *args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._inner.shutdown(wait=wait)


@contextlib.contextmanager
def pool(address: str, site: Site, engine: Engine, aside: Path) -> Iterator[Executor]:
    """An executor on the cluster of this scheduler, for pages below `aside`. `UnusableInput` if it cannot be used."""
    variables = {VARIABLE: os.environ.get(VARIABLE, "")}
    opening = Opening(site, project.root(), engine, variables, _installed())
    name = uuid.uuid4().hex
    with _client(address) as client:
        _examine(client, address, opening, aside)
        executor = ClusterExecutor(client.get_executor(pure=False), name, opening)
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False)
            raise
        finally:
            with contextlib.suppress(Exception):  # of a worker that is lost there is nothing to close
                client.run(close_station, name, on_error="ignore")


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise UnusableInput(
            say("A cluster needs the package distributed. Install it: pip install “kotoarvio[cluster]”.")
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UnusableInput(
            say(
                "No scheduler of a cluster answers at {address} ({error}). Start one with dask scheduler, or leave out "
                "--scheduler.",
                address=shown(address, LONGEST_NAME),
                error=brief(error),
            )
        ) from error


def _examine(client: "Client", address: str, opening: Opening, aside: Path) -> None:
    """Every worker has this code and these libraries, and sees the folders of the project and of the report."""
    try:
        found = client.run(_installed)
        seen_by = {folder: client.run(_sees, folder) for folder in (opening.root, aside)}
    except Exception as error:  # whatever a worker that has no Kotoarvio makes of the question
        raise UnusableInput(
            say("The workers of {address} cannot run Kotoarvio: {error}", address=address, error=brief(error))
        ) from error
    if not found:
        raise UnusableInput(
            say("The cluster of {address} has no workers. Start one with dask worker {address}.", address=address)
        )
    for worker, installed in found.items():
        _refuse_other_code(worker, installed, opening.installed)
        for folder, workers in seen_by.items():
            if not workers.get(worker):
                raise UnusableInput(
                    say(
                        "The worker {worker} does not see the folder {folder}. The machines of a cluster share a disk.",
                        worker=worker,
                        folder=shown(str(folder), LONGEST_NAME),
                    )
                )


def _installed() -> Installed:
    return record.code_digest(), record.versions()


def _sees(folder: Path) -> bool:
    return folder.is_dir()


def _refuse_other_code(worker: str, found: Installed, expected: Installed) -> None:
    if found != expected:
        raise UnusableInput(
            say(
                "The worker {worker} has another version of Kotoarvio, Python or a library, and would make another "
                "report. Install the same everywhere.",
                worker=worker,
            )
        )
