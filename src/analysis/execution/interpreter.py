"""A kernel without sockets: ipykernel's own shell in this process, spoken to as nbclient speaks to any kernel.

What a cell shows is what ipykernel would send; what becomes of it is what nbclient makes of it. Only the wires between
the two are missing. `docs/execution.md` names the few differences that remain.
"""

import builtins
import getpass
import json
import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.jsonutil import json_clean
from jupyter_client.session import Session, json_default
from traitlets.config import Config

from analysis.execution import startup

STREAMS = {"stdout": 1, "stderr": 2}  # and their file descriptors
UNANSWERED = SimpleNamespace(_allow_stdin=False)  # a kernel as its own methods see it when nobody can answer
QUIET = Config({"HistoryManager": {"enabled": False}})  # no file of the user's own, no thread


class Wire(Session):
    """Keeps what ipykernel would send, its content read back from JSON as the other end would read it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: deque[dict[str, Any]] = deque()

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *rest: Any, **more: Any):
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content, parent)
        received = json.loads(json.dumps(message["content"], default=json_default))
        self.sent.append({**message, "content": received, "buffers": []})
        return message


class _NoThread(IOPubThread):
    """Where a stream's messages go: nowhere but into the session."""

    def __init__(self) -> None:
        self.thread = self.io_loop = None

    def schedule(self, f: Any) -> None:
        f()


class Stream(OutStream):
    """A standard stream. What is written to its file descriptor, by C or another program, takes its turn in it.

    The descriptor leads into a file in memory, which is read before each write and flush: so the order is the true one,
    and no thread is needed.
    """

    def __init__(self, session: Session, name: str):
        super().__init__(session, _NoThread(), name, watchfd=False)
        descriptor = STREAMS[name]
        self._original_stdstream_copy = os.open(os.devnull, os.O_WRONLY)
        self._memory = os.memfd_create(name)
        os.dup2(self._memory, descriptor)
        self._read = 0

    def write(self, string: str) -> int | None:
        self._take_raw()
        return super().write(string)

    def _flush(self) -> None:
        self._take_raw()
        super()._flush()

    def _schedule_flush(self) -> None:
        """ipykernel sends what was written after 0.2 seconds; here it waits for the end of the cell."""

    def _take_raw(self) -> None:
        size = os.fstat(self._memory).st_size
        if size > self._read:
            raw = os.pread(self._memory, size - self._read, self._read)
            self._read += len(raw)
            super().write(raw.decode(errors="replace"))


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """ipykernel's shell, under its own name. It has no event loop of a graphical interface to hand over to."""

    def enable_gui(self, gui: Any = None) -> None:
        if gui not in (None, "inline"):
            super().enable_gui(gui)
        self.active_eventloop = gui


class Channel:
    """One direction of a kernel: messages that wait to be fetched."""

    def __init__(self, waiting: deque[dict[str, Any]]):
        self.waiting = waiting

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        if not self.waiting:
            raise Empty
        return self.waiting.popleft()


class Interpreter:
    """The shell and its streams behind the methods that nbclient calls of a kernel's client."""

    def __init__(self) -> None:
        self.session = Wire()
        self.replies: deque[dict[str, Any]] = deque()
        self.iopub_channel, self.shell_channel = Channel(self.session.sent), Channel(self.replies)
        self.shell = the_shell()
        self.shell.displayhook.session = self.shell.display_pub.session = self.session
        self.shell.displayhook.topic = b"execute_result"
        sys.stdout, sys.stderr = (Stream(self.session, name) for name in STREAMS)
        self.allow_stdin = False

    def kernel_info(self) -> str:
        return self._reply({"language_info": IPythonKernel.language_info}, self.session.msg("kernel_info_request"))

    def is_alive(self) -> bool:
        return not self.shell.exit_now

    async def execute(
        self, code: str, silent: bool = False, store_history: bool = True, stop_on_error: bool = True
    ) -> str:
        """Run a cell to its end. What it shows, and the reply, wait in the channels."""
        request = self.session.msg("execute_request")
        self.shell.set_parent(request)
        if not silent:
            self._show("execute_input", {"code": code, "execution_count": self.shell.execution_count}, request)
        with _without_input():
            result = await self._run(code, silent, store_history)
        sys.stdout.flush()
        sys.stderr.flush()
        self._show("status", {"execution_state": "idle"}, request)
        return self._reply(self._outcome(result), request)

    async def _run(self, code: str, silent: bool, store_history: bool) -> Any:
        """As `IPythonKernel.do_execute` does it, in an event loop that is running already."""
        shell = self.shell
        failed = None
        try:
            transformed = shell.transform_cell(code)
        except Exception:
            transformed, failed = code, sys.exc_info()
        prepared = {"transformed_cell": transformed, "preprocessing_exc_tuple": failed}
        if not shell.should_run_async(code, **prepared):
            return shell.run_cell(code, store_history=store_history, silent=silent)
        result = None
        try:
            result = await shell.run_cell_async(code, store_history=store_history, silent=silent, **prepared)
        finally:
            shell.events.trigger("post_execute")
            if not silent:
                shell.events.trigger("post_run_cell", result)
        return result

    def _outcome(self, result: Any) -> dict[str, Any]:
        error = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
        count = {"execution_count": self.shell.execution_count - 1}
        if result.success and not getattr(self.shell, "_last_traceback_during_displayhook", False):
            return count | {"status": "ok"}
        traceback = self.shell._last_traceback or []
        return count | {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": traceback}

    def _reply(self, content: dict[str, Any], request: dict[str, Any]) -> str:
        self.replies.append(self.session.msg("reply", json_clean(content), request))
        return request["msg_id"]

    def _show(self, kind: str, content: dict[str, Any], request: dict[str, Any]) -> None:
        self.session.send(None, kind, content, request)


def the_shell() -> ZMQInteractiveShell:
    """The shell of this process. A warm process makes it once, and each child forked from it has its own copy."""
    startup.draw_as_a_kernel_does()
    return ZMQInteractiveShell.instance(
        config=QUIET, compiler_class=XCachingCompiler, kernel=SimpleNamespace(eventloop=None)
    )


@contextmanager
def _without_input() -> Iterator[None]:
    """Nobody can answer a question that a cell asks, and ipykernel says so."""
    asked, secret = builtins.input, getpass.getpass
    builtins.input = partial(IPythonKernel.raw_input, UNANSWERED)
    getpass.getpass = partial(IPythonKernel.getpass, UNANSWERED)
    try:
        yield
    finally:
        builtins.input, getpass.getpass = asked, secret
