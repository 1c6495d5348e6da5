"""A process of its own for one piece of work: forked, watched, and ended with everything that it started.

Only where `forking_is_safe`: a fork copies one thread, and what the others had locked stays locked for ever.
"""

import contextlib
import functools
import math
import mmap
import os
import pickle
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")

GRACE_SECONDS = 5  # between a polite interrupt and the end
LOOK_SECONDS = 1  # between looks at the children's deadlines
DONE, FAILED = "done", "failed"
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>

_deadline: "tuple[int, Deadline] | None" = None  # in a child: its own number, and the time that it has


class Ended(Exception):  # noqa: N818
    """A child ended without a result: it was killed, or it left by itself."""


class TookTooLong(Exception):  # noqa: N818
    """A child did not end when its time was up, and not when it was interrupted either."""


def forking_is_safe() -> bool:
    """On Linux and with one thread. On macOS the libraries for arithmetic and graphics do not survive a fork."""
    return (
        sys.platform == "linux" and threading.active_count() == 1 and len(list(Path("/proc/self/task").iterdir())) == 1
    )


def is_child() -> bool:
    """Whether this process was started here for the work that it is doing. What a child forks is not one."""
    return _deadline is not None and _deadline[0] == os.getpid()


def begin_step(seconds: float) -> None:
    """Have who watches know that the next step may take this long."""
    if _deadline is not None and is_child():
        _deadline[1].set(seconds)


class Deadline:
    """Until when a child may go on, in memory that it has in common with who watches: neither wakes the other."""

    def __init__(self, seconds: float):
        self._shared = mmap.mmap(-1, struct.calcsize("d"))
        self.set(seconds)

    def set(self, seconds: float) -> None:
        """From now on."""
        self._shared[:] = struct.pack("d", time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds; less than none if the time is up."""
        (end,) = struct.unpack("d", self._shared[:])
        return end - time.monotonic()

    def close(self) -> None:
        self._shared.close()


@dataclass
class Child:
    """A child at work, as the process that started it sees it."""

    process: int
    connection: Connection
    deadline: Deadline
    interrupted: bool = False

    def receive(self) -> tuple[str, Any]:
        """What the child tells in the end: DONE with its result, or FAILED with an exception.

        A child that ended without a word has FAILED, whatever its exit code says.
        """
        try:
            kind, told = pickle.loads(self.connection.recv_bytes())
        except (EOFError, OSError):
            return FAILED, TookTooLong() if self.interrupted else Ended(_how_it_ended(self.end()))
        self.end()
        return kind, told

    def hurry(self) -> None:
        """Interrupt a child if its time is up, and end it if that was some seconds ago."""
        if self.deadline.left() > 0:
            return
        if self.interrupted:
            _kill_group(self.process)  # the end of its connection is what is received next
        else:
            self.interrupted = True
            self.deadline.set(GRACE_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGINT)

    def end(self) -> int:
        """End the child and everything that it started; how it ended, as `os.waitstatus_to_exitcode` says it."""
        _kill_group(self.process)
        _, status = os.waitpid(self.process, 0)
        self.connection.close()
        self.deadline.close()
        return os.waitstatus_to_exitcode(status)


def start(work: Callable[[], Any], seconds: float, closing: Iterable[Connection] = ()) -> Child:
    """Fork a child that does the work and tells its result. `closing` are connections that are not its own."""
    ours, its_own = Pipe(duplex=False)
    deadline = Deadline(seconds)
    process = os.fork()
    if process == 0:
        ours.close()
        for connection in closing:
            connection.close()
        _be_child(work, its_own, deadline)
    its_own.close()
    return Child(process, ours, deadline)


def patience(watched: Iterable[Child]) -> float:
    """For how many seconds one may wait before looking at the deadlines of these again."""
    return max(0.0, min(LOOK_SECONDS, *(child.deadline.left() for child in watched)))


@contextlib.contextmanager
def beside(work: Callable[[], T], *, fork: bool = True) -> Iterator[Callable[[], T]]:
    """Have a child do the work while the block runs; the block gets what waits for its result, or raises its error.

    Where there can be no child, or it was killed, the work is done when its result is first asked for. A child that
    is not asked ends with the block.
    """
    if not (fork and forking_is_safe()):
        yield functools.cache(work)
        return
    child = start(work, math.inf)

    @functools.cache
    def result() -> T:
        kind, told = child.receive()
        if isinstance(told, Ended):
            return work()
        if kind == FAILED:
            raise told
        return told

    try:
        yield result
    finally:
        if not child.connection.closed:
            child.end()


def _be_child(work: Callable[[], Any], connection: Connection, deadline: Deadline) -> NoReturn:
    global _deadline
    code = 1
    try:
        parent = os.getppid()
        os.setsid()  # a group of its own: an interrupt at the terminal does not reach it, and its end reaches all of it
        _die_with(parent)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with Path(os.devnull).open(encoding="utf-8") as nothing:
            os.dup2(nothing.fileno(), 0)
        _deadline = os.getpid(), deadline
        told = _done(work)
        if is_child():  # and not what a child of this child goes on with
            connection.send_bytes(told)
            code = 0
    finally:
        os._exit(code)


def _done(work: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps((DONE, work()))
    except BaseException as error:
        return pickle.dumps((FAILED, fit_to_travel(error)))


def fit_to_travel(error: BaseException) -> BaseException:
    """An exception for another process; one that does not survive the way is told by its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _die_with(parent: int) -> None:
    """Have Linux end this process when the one that started it ends, however that happens."""
    import ctypes

    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has just ended
        os._exit(1)


def _kill_group(process: int) -> None:
    for kill in (os.killpg, os.kill):  # it may not have come so far as to have a group
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)


def _how_it_ended(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
