"""papermill's engines of this project: a notebook in a child of this process, or in an ordinary kernel.

`papermill --engine kotoarvio ...` works too. Either way the random numbers of a notebook begin from its own seed, and a
cell that runs longer than its time is interrupted.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import nbclient.client
import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

from analysis.execution import children, kernel_address
from analysis.execution.children import Child
from analysis.execution.notebook import FORK, KERNEL

NO_LIMIT_SECONDS = 7 * 24 * 60 * 60  # papermill's own default is no limit, and no system waits for ever

# Run before the first cell, where it leaves no trace: equal runs draw equal numbers, and no two notebooks the same.
PRELUDE = """\
import random as _random
_random.seed({seed})
try:
    import numpy as _random
except ImportError:
    pass
else:
    _random.random.seed({seed} % 2**32)
del _random"""

# What a notebook's client has to log would stand among the outputs of its cells.
SILENT = logging.Logger("kotoarvio", logging.CRITICAL + 1)


def seed_of(notebook: str, parameters: Mapping[str, Any]) -> int:
    """The seed of a notebook's random numbers: its own for each notebook and set of parameters."""
    told = json.dumps([notebook, dict(parameters)], sort_keys=True, default=str)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big")


# What nbformat keeps of a message from a kernel.
KEPT = {
    "execute_result": ("metadata", "data", "execution_count"),
    "display_data": ("metadata", "data"),
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
}


class SeededClient(PapermillNotebookClient):
    """papermill's client, which begins by seeding the random numbers."""

    def __init__(self, nb_man: Any, seed: int, **traits: Any):
        super().__init__(nb_man, **traits)
        self.seed = seed

    def papermill_execute_cells(self) -> None:
        self._prepare()
        super().papermill_execute_cells()

    async def _async_prepare(self) -> None:
        request = self.kc.execute(PRELUDE.format(seed=self.seed), silent=True, store_history=False)
        await self.async_wait_for_reply(await ensure_async(request))

    _prepare = run_sync(_async_prepare)


class ChildClient(SeededClient):
    """The same for a notebook that runs in this very process, a child that is watched by the one that started it."""

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        from analysis.execution.interpreter import Interpreter

        self.kc = Interpreter()
        # Each output would be checked against the format, and so is the whole notebook when it has run.
        nbclient.client.output_from_msg = _output
        yield

    def execute_cell(self, cell: Any, cell_index: int, **more: Any) -> Any:
        seconds = self.timeout or NO_LIMIT_SECONDS
        started = time.monotonic()
        children.begin_step(seconds)
        try:
            return super().execute_cell(cell, cell_index, **more)
        except (CellExecutionError, KeyboardInterrupt):
            if time.monotonic() - started < seconds:
                raise
            raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", seconds, cell) from None
        finally:
            if not children.is_child():  # a cell has forked: the copy of it must not go on with the notebook
                os._exit(0)


class KernelEngine(Engine):
    """Each notebook in an ordinary kernel, at an address of its own."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        with kernel_address.free() as address:
            config = Config({"KernelManager": dict(address)})
            _execute(SeededClient, nb_man, kernel_name, **{"config": config} | options)


class ForkEngine(Engine):
    """Each notebook in a child forked from this process, or here if this is such a child already.

    Where forking is not safe, an ordinary kernel does it.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        if children.is_child():
            _execute(ChildClient, nb_man, kernel_name, **options | {"log": SILENT})
        elif children.forking_is_safe():
            _execute_in_child(nb_man, kernel_name, **options)
        else:
            KernelEngine.execute_managed_notebook(nb_man, kernel_name, **options)


def _execute(
    client: type[SeededClient],
    nb_man: Any,
    kernel_name: str,
    start_timeout: int = 60,
    execution_timeout: int | None = None,
    seed: int | None = None,
    input_path: str = "",
    **traits: Any,
) -> None:
    if seed is None:
        seed = seed_of(Path(input_path).name, nb_man.nb.metadata.papermill.get("parameters", {}))
    limits = {"timeout": execution_timeout, "startup_timeout": start_timeout}
    client(nb_man, seed, kernel_name=kernel_name, **limits, **traits).execute()


def _output(message: Mapping[str, Any]) -> nbformat.NotebookNode:
    """As `nbformat.v4.output_from_msg`. Raises ValueError for a message that is no output."""
    kind, content = message["header"]["msg_type"], message["content"]
    if kind not in KEPT:
        raise ValueError(f"no output: {kind!r}")
    return nbformat.from_dict({"output_type": kind} | {part: content[part] for part in KEPT[kind]})


def _execute_in_child(nb_man: Any, kernel_name: str, start_timeout: int = 60, **options: Any) -> None:
    def execute() -> str:
        nb_man.pbar = None
        nb_man.output_path = None  # the parent writes it
        _execute(ChildClient, nb_man, kernel_name, **options | {"log": SILENT})
        return nbformat.writes(nb_man.nb)

    executed = _result_of(children.start(execute, start_timeout))
    nb_man.nb.update(nbformat.reads(executed, as_version=4))


def _result_of(child: Child) -> Any:
    try:
        while not wait([child.connection], children.patience([child])):
            child.hurry()
        kind, told = child.receive()
    except BaseException:
        child.end()
        raise
    if kind == children.DONE:
        return told
    raise DeadKernelError(f"Kernel died: {told}") if isinstance(told, children.Ended) else told


papermill_engines.register(FORK, ForkEngine)
papermill_engines.register(KERNEL, KernelEngine)
