"""What a failed evaluation leaves: the notebooks that did run and the traces of what failed, beside the report.

They lie in the reports' folder, so nothing of the figures is kept that a report would not show: no output but blocks,
and no error's own words, which may quote a cell of a table. The terminal has told those to the evaluator.
"""

import json
import shutil
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.display.blocks import BLOCK_MIME
from analysis.errors import english
from analysis.message import Message, Verbatim

FAILURES = "failures.txt"  # marks a folder of kept notebooks as ours
LEFT_OUT = Verbatim("…")
QUOTING = "error"  # the field of a message that holds an error's own words

Cells = Sequence[Mapping[str, Any]]


def folder(destination: Path) -> Path:
    return destination.with_name(destination.name + "-failed")


def keep(
    notebooks: Path, destination: Path, failures: Sequence[Message], tells: Callable[[Cells], bool]
) -> Path | None:
    """Copy the notebooks beside the destination, for whoever looks into it; where they are, or None.

    A notebook of whose blocks `tells` says that they tell something withheld is left out.
    """
    kept = folder(destination)
    forget(destination)
    if kept.exists() or not notebooks.is_dir():
        return None
    lines = "".join(f"{english(_without_quotations(failure))}\n" for failure in failures)
    try:
        kept.mkdir()
        (kept / FAILURES).write_text(lines, encoding="utf-8", newline="\n")
        for path in sorted(notebooks.rglob("*.*")):
            content = path.read_text(encoding="utf-8") if path.suffix == ".txt" else _blocks_alone(path, tells)
            if content is not None:
                (kept / path.relative_to(notebooks)).parent.mkdir(parents=True, exist_ok=True)
                (kept / path.relative_to(notebooks)).write_text(content, encoding="utf-8", newline="\n")
    except OSError:  # the disk is full: the failures are told anyway
        shutil.rmtree(kept, ignore_errors=True)
        return None
    return kept


def trace(error: BaseException) -> str:
    """Where an error came from, file by file, and what kind it is; not its words and not what any variable held."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = f"{trace(before)}\n" if before is not None else ""
    return f"{earlier}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}\n"


def _blocks_alone(path: Path, tells: Callable[[Cells], bool]) -> str | None:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # its process was ended while it wrote
        return None
    for cell in notebook["cells"]:
        if "outputs" in cell:
            cell["outputs"] = [output for output in cell["outputs"] if BLOCK_MIME in output.get("data", {})]
    return None if tells(notebook["cells"]) else json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _without_quotations(message: Message) -> Message:
    values = {
        name: _without_quotations(value) if isinstance(value, Message) else LEFT_OUT if name == QUOTING else value
        for name, value in message.values.items()
    }
    return replace(message, values=values)


def forget(destination: Path) -> None:
    """Remove what an earlier failure left; a folder of the same name that is somebody else's stays."""
    if (folder(destination) / FAILURES).is_file():
        shutil.rmtree(folder(destination), ignore_errors=True)
