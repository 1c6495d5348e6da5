"""An executor whose every task runs in a process of its own, forked from one that is warm: everything is imported.

A task costs a fork and not a start of Python, and meets nothing that an earlier task has left in memory.
"""

import contextlib
import gc
import itertools
import multiprocessing.connection
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, Pipe
from typing import Any, NoReturn

from analysis.execution import children
from analysis.execution.children import Child

FIRST_SECONDS = 120  # until a task says how long its first step may take
BEGAN = "began"
END_SECONDS = 10

_leaving = False  # in a warm process; Python drops an exception that is raised in what it does around a fork


class ForkExecutor(Executor):
    """`prepare` is called once, in the warm process, which is a fork of this one and never has a second thread."""

    def __init__(self, workers: int, prepare: Callable[[], None] = lambda: None):
        self.workers = workers
        self._numbers = itertools.count()
        self._futures: dict[int, Future] = {}
        self._lock = threading.Lock()
        self._cancelling = False
        self._control, its_own = Pipe()
        gc.freeze()  # a later collection, here or there, would copy every page of memory that it looks at
        self._server = os.fork()
        if self._server == 0:
            self._control.close()
            _serve(its_own, workers, prepare)
        its_own.close()
        self._listener = threading.Thread(target=self._listen, daemon=True, name="results")
        self._listener.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        number, future = next(self._numbers), Future()
        packed = pickle.dumps((fn, args, kwargs))
        with self._lock:
            self._futures[number] = future
        try:
            self._control.send((number, packed))
        except OSError as error:
            raise BrokenProcessPool("the process that starts the tasks has ended") from error
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Without waiting, what is at work is ended."""
        self._cancelling = cancel_futures
        with contextlib.suppress(OSError):
            if wait and not cancel_futures:
                self._control.send(None)  # no more will come
            else:
                os.kill(self._server, signal.SIGTERM)
        self._listener.join()
        gc.unfreeze()
        self._control.close()
        _join(self._server)

    def _listen(self) -> None:
        while True:
            try:
                number, kind, told = pickle.loads(self._control.recv_bytes())
            except (EOFError, OSError):
                break
            future = self._futures[number]
            if kind == BEGAN:
                future.set_running_or_notify_cancel()
                continue
            with self._lock:
                del self._futures[number]
            if future.cancelled():
                continue
            if kind == children.DONE:
                future.set_result(told)
            else:
                future.set_exception(told)
        with self._lock:
            lost, self._futures = self._futures, {}
        for future in lost.values():
            if not (self._cancelling and future.cancel()) and not future.cancelled():
                future.set_exception(BrokenProcessPool("the process that starts the tasks has ended"))


def _join(process: int) -> None:
    end = time.monotonic() + END_SECONDS
    while time.monotonic() < end:
        if os.waitpid(process, os.WNOHANG)[0]:
            return
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _serve(control: Connection, workers: int, prepare: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to answer: it ends this process itself
        signal.signal(signal.SIGTERM, _leave)
        try:
            prepare()
        except Exception as error:
            _refuse_all(control, error)
        Server(control, workers).run()
        code = 0
    except SystemExit:
        pass
    finally:
        os._exit(code)


def _refuse_all(control: Connection, error: Exception) -> None:
    """A process that could not be made ready does no task, and says of each why."""
    while (order := control.recv()) is not None:
        control.send_bytes(pickle.dumps((order[0], children.FAILED, children.fit_to_travel(error))))
    raise SystemExit


def _leave(number: int, frame: object) -> NoReturn:
    global _leaving
    _leaving = True
    raise SystemExit(number)


class Server:
    """Forks a child for each task, never more than `workers` at the same time, and passes on what they tell."""

    def __init__(self, control: Connection, workers: int):
        self.control, self.workers = control, workers
        self.waiting: deque[tuple[int, bytes]] = deque()
        self.running: dict[Connection, tuple[int, Child]] = {}
        self.closed = False

    def run(self) -> None:
        """Until no more tasks come and all have ended, or until the parent is gone."""
        try:
            while not (self.closed and not self.waiting and not self.running):
                if _leaving:
                    raise SystemExit
                self._start_some()
                for connection in self._ready():
                    if connection is self.control:
                        self._take_orders()
                    elif connection in self.running:
                        self._hear(connection)
                for _, child in self.running.values():
                    child.hurry()
        finally:
            for _, child in self.running.values():
                child.end()

    def _start_some(self) -> None:
        while self.waiting and len(self.running) < self.workers:
            number, packed = self.waiting.popleft()
            closing = [self.control, *self.running]
            try:
                child = children.start(lambda task=packed: _do(task), FIRST_SECONDS, closing)
            except OSError as error:  # no memory for another process
                self._tell(number, children.FAILED, error)
                continue
            self.running[child.connection] = number, child
            self._tell(number, BEGAN, None)

    def _ready(self) -> list[Any]:
        patience = children.patience(child for _, child in self.running.values()) if self.running else None
        told = [] if self.closed else [self.control]
        return multiprocessing.connection.wait([*told, *self.running], patience)

    def _take_orders(self) -> None:
        try:
            order = self.control.recv()
        except (EOFError, OSError):  # the parent was killed
            raise SystemExit from None
        if order is None:
            self.closed = True
        else:
            self.waiting.append(order)

    def _hear(self, connection: Connection) -> None:
        number, child = self.running[connection]
        heard = child.receive()
        del self.running[connection]
        self._tell(number, *heard)

    def _tell(self, number: int, kind: str, told: Any) -> None:
        try:
            self.control.send_bytes(pickle.dumps((number, kind, told)))
        except OSError:
            raise SystemExit from None


def _do(packed: bytes) -> Any:
    fn, args, kwargs = pickle.loads(packed)
    return fn(*args, **kwargs)
