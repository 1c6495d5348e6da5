"""One run at a time for a report: a lock beside its place, which the system gives back however the run ends."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import UnusableInput
from analysis.message import Message, say, shown
from analysis.project import LONGEST_NAME

WAIT_SECONDS = 1  # a run that finds everything in the cache is over before


@contextlib.contextmanager
def only_run(destination: Path) -> Iterator[None]:
    """Whoever is in this block is the only one that makes the report of this folder.

    Raises `UnusableInput`, which names the other process, if another run is at it; OSError if no file can be written
    beside the folder. A file that is left by a run that was killed locks nobody out: what locks is held by the system.
    """
    import filelock

    path = destination.with_name(f".{destination.name}-kotoarvio.lock")
    holder = path.with_suffix(".process")  # a file of its own: Windows lets nobody read a file that is locked
    lock = filelock.FileLock(path)
    try:
        lock.acquire(timeout=WAIT_SECONDS)
    except filelock.Timeout:
        raise UnusableInput(_at_work(destination, holder)) from None
    try:
        holder.write_text(str(os.getpid()), encoding="utf-8", newline="\n")
        yield
    finally:
        for left in (holder, path):  # before the lock is given back; after it they are somebody else's
            with contextlib.suppress(OSError):
                left.unlink()
        lock.release()


def _at_work(destination: Path, holder: Path) -> Message:
    try:
        process = holder.read_text(encoding="utf-8")
    except OSError:  # it has come or gone just now
        process = "?"
    return say(
        "Another run is making the report in {folder} (process {process}). Wait for its end, or give "
        "another folder with --output.",
        folder=shown(str(destination), LONGEST_NAME),
        process=process,
    )
