"""What is kept of an import: the own figures, who sent them, when and in which file, and what they replaced."""

import csv
import datetime
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.message import say
from analysis.observations.columns import COLUMNS, OWN_FILE
from analysis.programme.nouns import Programme

FOLDER = "own/received"
IMPORTS, SUPERSEDED, BEFORE = "imports.csv", "superseded.csv", "before.csv"
IMPORT_COLUMNS = ("import", "when", "file", "sha256", "reporters", "added", "changed", "unchanged", "result")
SUPERSEDED_COLUMNS = ("import", "why", *COLUMNS)


@dataclass(frozen=True)
class ReceivedFile:
    """A file of an import, as it is remembered."""

    name: str
    sha256: str
    reporters: tuple[str, ...]
    added: int
    changed: int
    unchanged: int


def keep(
    programme: Programme,
    rows: Iterable[Sequence[str]],
    files: Sequence[ReceivedFile],
    superseded: Sequence[tuple[str, Sequence[str]]],
    when: datetime.datetime,
) -> None:
    """Write the own figures anew, and note the import. `superseded` are rows that do not stand, each with the reason.

    Every file is written aside and put in place in one move; the figures come last. Raises `UnusableInput` when a file
    cannot be written.
    """
    own = programme.folder / OWN_FILE
    folder = programme.folder / FOLDER
    text = _csv(COLUMNS, rows)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = str(1 + max((int(row[0]) for row in _rows(folder / IMPORTS)), default=0))
        result = hashlib.sha256(text.encode("utf-8")).hexdigest()
        noted = [
            (number, when.isoformat(timespec="seconds"), each.name, each.sha256, " ".join(each.reporters),
             str(each.added), str(each.changed), str(each.unchanged), result)
            for each in files
        ]  # fmt: skip
        earlier = own.read_bytes() if own.exists() else None
        if earlier is None:
            (folder / BEFORE).unlink(missing_ok=True)
        else:
            _put(folder / BEFORE, earlier)
        _put(
            folder / SUPERSEDED,
            _appended(folder / SUPERSEDED, SUPERSEDED_COLUMNS, [(number, why, *row) for why, row in superseded]),
        )
        _put(folder / IMPORTS, _appended(folder / IMPORTS, IMPORT_COLUMNS, noted))
        _put(own, text.encode("utf-8"))
    except OSError as refusal:
        raise _unwritable(own, refusal) from refusal


def undo(programme: Programme) -> str:
    """Take back the last import, and return when it was made. Raises `UnusableInput` when that is not possible."""
    own, folder = programme.folder / OWN_FILE, programme.folder / FOLDER
    imports = _rows(folder / IMPORTS)
    if not imports:
        raise UnusableInput(say("There is no import to take back."))
    number, when, result = imports[-1][0], imports[-1][1], imports[-1][-1]
    before = folder / BEFORE
    first = all(row[0] == number for row in imports)
    if not own.exists() or hashlib.sha256(own.read_bytes()).hexdigest() != result or not (first or before.exists()):
        raise UnusableInput(
            say(
                "The last import cannot be taken back: {file} has been changed since, or it was taken back already. "
                "Correct the figures there; what the import replaced stands in {superseded}.",
                file=OWN_FILE,
                superseded=f"{FOLDER}/{SUPERSEDED}",
            )
        )
    try:
        superseded = [row for row in _rows(folder / SUPERSEDED) if row[0] != number]
        if before.exists():
            before.replace(own)
        else:
            own.unlink()
        _put(folder / SUPERSEDED, _csv(SUPERSEDED_COLUMNS, superseded).encode("utf-8"))
        _put(folder / IMPORTS, _csv(IMPORT_COLUMNS, [row for row in imports if row[0] != number]).encode("utf-8"))
    except OSError as refusal:
        raise _unwritable(own, refusal) from refusal
    return when


def _unwritable(own: Path, refusal: OSError) -> UnusableInput:
    return UnusableInput(
        say(
            "The figures cannot be written to {file}: {reason}. Close the file in other programs and try again.",
            file=str(own),
            reason=reason(refusal),
        )
    )


def _put(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(data)
    aside.replace(path)


def _appended(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return _csv(columns, [*_rows(path), *rows]).encode("utf-8")


def _rows(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
