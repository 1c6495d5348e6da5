"""One notebook, executed once by papermill and cleaned of everything that differs between two equal runs."""

import contextlib
import io
import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.display.blocks import BLOCK_MIME
from analysis.errors import UnusableInput
from analysis.message import Message, say, shown
from analysis.parameters import declared, refuse_unknown

CELL_SECONDS = 300
OUT_OF_MEMORY = {"MemoryError", "_ArrayMemoryError"}  # as Python and as numpy names it
UNTOLD = "CellExecutionError"  # what papermill calls an error that a cell had nothing left to tell with
LONGEST_ERROR = 500  # characters
START_SECONDS = 120
FORK, KERNEL = "kotoarvio", "kotoarvio-kernel"  # papermill's names of the engines in `analysis.execution.engine`
START_TRIES = 3  # where kernels have ports, two that start together can pick the same; a second try finds a free one


@dataclass(frozen=True)
class Executed:
    """An executed notebook, or the one sentence that says why there is none."""

    notebook: Any | None  # nbformat.NotebookNode
    failure: Message | None


def written(notebook: Any) -> str:
    """An executed notebook as its file has it. It was found valid when it was executed."""
    from nbformat import v4

    return v4.writes(notebook) + "\n"


def read(text: str) -> Any:
    """The notebook in a file that was `written`. Its blocks stay plain dictionaries, which are faster to look into."""
    from nbformat import v4

    stored = json.loads(text)
    blocks = [data.pop(BLOCK_MIME, None) for data in _shown(stored)]
    notebook = v4.to_notebook(stored)
    for data, block in zip(_shown(notebook), blocks, strict=True):
        if block is not None:
            dict.__setitem__(data, BLOCK_MIME, block)  # its own way in would make a notebook's node of each part
    return notebook


def _shown(notebook: Mapping[str, Any]) -> Iterator[Any]:
    """What each output of the cells holds, by its type of content."""
    for cell in notebook["cells"]:
        yield from (output["data"] for output in cell.get("outputs", ()) if "data" in output)


def read_parameters(path: Path) -> dict[str, object]:
    """The parameters that a notebook declares, with their defaults."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            return declared(cell.source)
    return {}


def execute(path: Path, parameters: Mapping[str, object], programme_id: str, engine: str = KERNEL) -> Executed:
    """Run a notebook with these parameters. A cell that fails is reported, never raised; nothing is written to disk.

    `engine` is the name of one of papermill's engines (`analysis.execution.engine`).
    """
    refuse_unknown(read_parameters(path), parameters)
    for attempt in range(START_TRIES):
        try:
            return _execute(path, parameters, programme_id, engine)
        except RuntimeError as error:  # jupyter_client: the kernel died before it answered
            if attempt == START_TRIES - 1 or _died_at_work(error):
                return Executed(None, _unstarted(path, error))
    raise AssertionError("unreachable")


def _died_at_work(error: RuntimeError) -> bool:
    from nbclient.exceptions import DeadKernelError

    return isinstance(error, DeadKernelError)


def _unstarted(path: Path, error: RuntimeError) -> Message:
    if _died_at_work(error):
        return lost_kernel(path.name)
    return say("The notebook {notebook} could not be started: {error}", notebook=path.name, error=brief(error))


def lost_kernel(notebook: str) -> Message:
    return say(
        "The notebook {notebook} stopped: its Python ended in the middle of a cell, perhaps because memory ran out.",
        notebook=notebook,
    )


def too_long(notebook: str) -> Message:
    return say(
        "The notebook {notebook} was stopped: a cell ran for more than {seconds} seconds.",
        notebook=notebook,
        seconds=CELL_SECONDS,
    )


def brief(error: object) -> str:
    """What an error says on one line, without signs that a terminal would obey, and not endless."""
    return shown(" ".join(str(error).split()), LONGEST_ERROR)


def _execute(path: Path, parameters: Mapping[str, object], programme_id: str, engine: str) -> Executed:
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from analysis.execution.engine import seed_of

    logging.getLogger("papermill").setLevel(logging.ERROR)
    # The environment's own kernel goes before any of the same name that the user has installed elsewhere.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    anonymous = {**parameters, "programme": programme_id}  # without a folder of this machine
    try:
        with contextlib.redirect_stderr(io.StringIO()), _without_file():
            notebook = papermill.execute_notebook(
                str(path),
                None,
                parameters=dict(parameters),
                engine_name=engine,
                seed=seed_of(path.name, anonymous),
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                start_timeout=START_SECONDS,
                execution_timeout=CELL_SECONDS,
                cwd=str(path.parent),  # as in JupyterLab; where the evaluator stands, a file could pose as a module
                extra_arguments=["--log-level=50"],  # a kernel that is told to stop should not report that it was
                shutdown_kernel="immediate",
            )
    except PapermillExecutionError as error:
        return Executed(None, _failure(path, error.exec_count, error.ename, error.evalue))
    except TimeoutError:
        return Executed(None, too_long(path.name))
    nbformat.validate(notebook)
    return Executed(cleaned(notebook, anonymous), None)


@contextlib.contextmanager
def _without_file() -> Iterator[None]:
    """papermill writes down a finished notebook even where there is no file for it, and we clean it first."""
    from papermill import execute

    write, execute.write_ipynb = execute.write_ipynb, lambda notebook, path: None
    try:
        yield
    finally:
        execute.write_ipynb = write


def _failure(path: Path, cell: int | None, name: str, value: str) -> Message:
    if name == UnusableInput.__name__:
        return say("The notebook {notebook} stopped: {error}", notebook=path.name, error=brief(value))
    if name in OUT_OF_MEMORY or (name == UNTOLD and not value):
        return say(
            "The notebook {notebook} failed in cell {cell}: it needs more memory than one notebook may have. Run fewer "
            "at once, as with --jobs 1, or have it keep less.",
            notebook=path.name,
            cell=cell or 0,
        )
    return say(
        "The notebook {notebook} failed in cell {cell}: {name}: {error}",
        notebook=path.name,
        cell=cell or 0,
        name=name,
        error=brief(value),
    )


def _bare(output: Any) -> Any:
    """An output without a block's name as Python writes it, which would repeat all of it; streams are left out too.

    A report shows blocks alone, and a warning would tell of this machine.
    """
    if BLOCK_MIME in output.get("data", {}):
        output.data.pop("text/plain", None)
    return output


def cleaned(notebook: Any, parameters: Mapping[str, object]) -> Any:
    """The executed notebook without times, random ids and the folders of this machine: equal runs give equal bytes.

    Nor has it the version of Python, which stands in the report's record: it alone would make each notebook another.
    """
    notebook.metadata.get("language_info", {}).pop("version", None)
    notebook.metadata = {
        key: notebook.metadata[key] for key in ("kernelspec", "language_info") if key in notebook.metadata
    } | {"kotoarvio": {"parameters": dict(parameters)}}
    for position, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        if cell.cell_type == "code":
            cell.outputs = [_bare(output) for output in cell.outputs if output.output_type != "stream"]
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
            cell.source = "# Parameters\n" + "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
        elif "id" not in cell:
            cell.id = f"cell-{position}"
    return notebook
