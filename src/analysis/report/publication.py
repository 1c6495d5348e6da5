"""Putting a report in its place: written aside, moved in one step, and never half."""

import contextlib
import errno
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.message import say, shown
from analysis.project import LONGEST_NAME
from analysis.report.lock import only_run

RECORD = "run.json"
OF_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}  # what file managers leave in a folder that was looked at
DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORMER = "-former"  # ends the name of the earlier report while the new one takes its place
LONG_AGO_SECONDS = 24 * 60 * 60
MOVE_TRIES = 4  # another run, a virus scanner or a browser may hold the folder for a moment
MOVE_PAUSE_SECONDS = 0.5


def place(folder: Path, programme_folder: Path) -> Path:
    """The folder as the place of a report: links followed, and outside the programme's own folder."""
    try:
        found = folder.resolve()
        _refuse_circle(found)
    except RuntimeError as error:  # what Python 3.11 and 3.12 say of links that lead in a circle
        raise _not_writable(folder, OSError(errno.ELOOP, str(error))) from error
    except OSError as error:
        raise _not_writable(folder, error) from error
    if found.is_relative_to(programme_folder.resolve()):
        raise UnusableInput(
            say(
                "The folder {folder} belongs to the programme, and a report cannot stand there. Choose another with "
                "--output.",
                folder=str(folder),
            )
        )
    return found


def _refuse_circle(resolved: Path) -> None:
    """Raises `OSError` where links lead in a circle, which `Path.resolve` itself does not say since Python 3.13."""
    try:
        resolved.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise


def refuse_foreign(destination: Path, draft: bool = False) -> None:
    """A folder that holds anything else than a report is never replaced, nor a whole report by a draft."""
    try:
        is_report = (destination / RECORD).is_file()
        filled = destination.is_file() or (destination.is_dir() and any(destination.iterdir()))
        if filled and not is_report:
            raise UnusableInput(
                say(
                    "The folder {folder} holds something else than a report, and it is left alone. Give a new or an "
                    "empty folder.",
                    folder=str(destination),
                )
            )
    except OSError as error:
        raise _not_writable(destination, error) from error
    if is_report:
        _refuse_what_was_added(destination, draft)


def _refuse_what_was_added(destination: Path, draft: bool) -> None:
    ours, of_a_draft = _recorded(destination)
    for path in sorted(destination.rglob("*")):
        name = path.relative_to(destination).as_posix()
        if name not in ours and path.name not in OF_THE_SYSTEM and not path.is_dir():
            raise UnusableInput(
                say(
                    "The folder {folder} holds a file that is not part of the report: {file}. Move the file away, or "
                    "give another folder with --output.",
                    folder=str(destination),
                    file=shown(name, LONGEST_NAME),
                )
            )
    if draft and not of_a_draft:
        raise UnusableInput(
            say(
                "The folder {folder} holds a whole report, and a draft of single goals does not replace it. Give "
                "another folder with --output.",
                folder=str(destination),
            )
        )


def _recorded(destination: Path) -> tuple[set[str], bool]:
    """The files that a report's record names, and whether it is a draft; a record that is not ours names none."""
    try:
        record = json.loads((destination / RECORD).read_text(encoding="utf-8"))
        return {RECORD, *record["outputs"]}, bool(record["parameters"]["goals"])
    except (OSError, ValueError, RecursionError, LookupError, TypeError):
        return {RECORD}, False


@contextlib.contextmanager
def staging(destination: Path) -> Iterator[Path]:
    """A folder beside the destination, on the same disk, that is removed again unless it was moved into place.

    Raises `UnusableInput` if it cannot be written, or if another run has such a folder for the same destination.
    """
    with contextlib.ExitStack() as ends:
        try:
            ends.callback(_remove_empty, _make_folders(destination.parent))
            _sweep(destination)
            aside = Path(tempfile.mkdtemp(prefix=_prefix(destination), dir=destination.parent))
            ends.callback(shutil.rmtree, aside, ignore_errors=True)
            ends.enter_context(only_run(destination))  # after a first writing, which tells best why none is possible
        except OSError as error:
            raise _not_writable(destination.parent, error) from error
        try:
            yield aside
        except OSError as error:
            if error.errno not in DISK_FULL:
                raise
            raise _not_writable(destination.parent, error) from error


def _prefix(destination: Path) -> str:
    return f".{destination.name}-kotoarvio-"


def _sweep(destination: Path) -> None:
    """Remove what runs left that were cut off long ago, as by a power failure; never the only copy of a report."""
    for left in destination.parent.iterdir():
        ours = left.name.startswith(_prefix(destination)) and (destination.exists() or not left.name.endswith(FORMER))
        with contextlib.suppress(FileNotFoundError):  # another run has just ended
            if ours and time.time() - left.stat().st_mtime > LONG_AGO_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns the ones that were not there, the deepest first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    """A run that leaves no report leaves no folders for it either."""
    with contextlib.suppress(OSError):  # the first that holds something ends it
        for folder in folders:
            folder.rmdir()


def put_in_place(aside: Path, destination: Path) -> None:
    """Move the finished report to its destination. If that fails, the earlier report is back where it was.

    Raises OSError when the folder is still held after a few tries: on Windows nobody can move what is open elsewhere.
    """
    aside.chmod(0o755)  # a temporary folder is private; a report is for everyone who may read the folder around it
    former = aside.with_name(aside.name + FORMER)
    for left in reversed(range(MOVE_TRIES)):
        try:
            _exchange(aside, destination, former)
            break
        except OSError:
            if not left:
                raise
            time.sleep(MOVE_PAUSE_SECONDS)
    shutil.rmtree(former, ignore_errors=True)


def _exchange(aside: Path, destination: Path, former: Path) -> None:
    if destination.exists():
        shutil.rmtree(former, ignore_errors=True)  # of an earlier try: another run has put its report here since
        destination.replace(former)
    try:
        aside.replace(destination)
    except OSError:
        if former.exists() and not destination.exists():
            former.replace(destination)
        raise


def put_beside(aside: Path, destination: Path) -> Path:
    """Move a finished report that cannot take its place to a free name beside it, so that the work is not lost."""
    names = (f"{destination.name}-new{suffix}" for suffix in ("", *(f"-{number}" for number in range(2, 100))))
    free = next(path for name in names if not (path := destination.with_name(name)).exists())
    aside.replace(free)
    return free


def _not_writable(folder: Path, error: Exception) -> UnusableInput:
    return UnusableInput(
        say(
            "The folder {folder} cannot be written to ({error}). Choose another with --output.",
            folder=shown(str(folder), LONGEST_NAME),
            error=reason(error),
        )
    )
