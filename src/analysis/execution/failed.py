"""What a failed evaluation leaves: the notebooks that did run and the traces of what failed, beside the report."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import english
from analysis.message import Message

FAILURES = "failures.txt"  # marks a folder of kept notebooks as ours


def folder(destination: Path) -> Path:
    return destination.with_name(destination.name + "-failed")


def keep(notebooks: Path, destination: Path, failures: Sequence[Message]) -> Path | None:
    """Copy the notebooks beside the destination, for whoever looks into it; where they are, or None."""
    kept = folder(destination)
    forget(destination)
    if kept.exists() or not notebooks.is_dir():
        return None
    lines = "".join(f"{english(failure)}\n" for failure in failures)
    try:
        kept.mkdir()
        (kept / FAILURES).write_text(lines, encoding="utf-8", newline="\n")
        shutil.copytree(notebooks, kept, dirs_exist_ok=True)
    except OSError:  # the disk is full: the failures are told anyway
        shutil.rmtree(kept, ignore_errors=True)
        return None
    return kept


def forget(destination: Path) -> None:
    """Remove what an earlier failure left; a folder of the same name that is somebody else's stays."""
    if (folder(destination) / FAILURES).is_file():
        shutil.rmtree(folder(destination), ignore_errors=True)
