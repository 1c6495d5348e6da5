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
from analysis.observations.columns import COLUMNS
from analysis.programme.nouns import Programme
from analysis.project import IMPORTS, OWN_FILE, SUPERSEDED

BEFORE = "own/received/before.csv"  # the own figures before the last import; empty when there was no such file
IMPORT_COLUMNS = ("import", "when", "file", "sha256", "reporters", "added", "changed", "unchanged", "result")
SUPERSEDED_COLUMNS = ("import", "why", *COLUMNS)
Rows = list[list[str]]


@dataclass(frozen=True)
class ReceivedFile:
    """A file of an import, as it is remembered."""

    name: str
    sha256: str
    reporters: tuple[str, ...]
    added: int
    changed: int
    unchanged: int

    def noted(self, number: int, when: datetime.datetime, result: str) -> list[str]:
        """Its line in the record of imports; `result` is the hash of the own figures afterwards."""
        counts = (str(count) for count in (self.added, self.changed, self.unchanged))
        moment = when.isoformat(timespec="seconds")
        return [str(number), moment, self.name, self.sha256, " ".join(self.reporters), *counts, result]


def keep(
    programme: Programme,
    rows: Iterable[Sequence[str]],
    files: Sequence[ReceivedFile],
    superseded: Sequence[tuple[str, Sequence[str]]],
    when: datetime.datetime,
) -> None:
    """Write the own figures anew, and note the import. `superseded` are rows that do not stand, each with the reason.

    Every file is written aside and put in place in one move; the figures come last. Raises `UnusableInput` when a file
    cannot be written, or a record cannot be read.
    """
    folder, own = programme.folder, programme.folder / OWN_FILE
    imports, earlier = _rows(folder / IMPORTS, IMPORT_COLUMNS), _rows(folder / SUPERSEDED, SUPERSEDED_COLUMNS)
    number = 1 + max((int(row[0]) for row in imports), default=0)
    figures = _csv(COLUMNS, rows)
    imports += [each.noted(number, when, _hash(figures)) for each in files]
    earlier += [[str(number), why, *row] for why, row in superseded]
    try:
        _put(folder / BEFORE, own.read_bytes() if own.exists() else b"")
        _put(folder / SUPERSEDED, _csv(SUPERSEDED_COLUMNS, earlier))
        _put(folder / IMPORTS, _csv(IMPORT_COLUMNS, imports))
        _put(own, figures)
    except OSError as refusal:
        raise _unwritable(own, refusal) from refusal


def undo(programme: Programme) -> str:
    """Take back the last import, and return when it was made. Raises `UnusableInput` when that is not possible."""
    folder, own, before = programme.folder, programme.folder / OWN_FILE, programme.folder / BEFORE
    imports, earlier = _rows(folder / IMPORTS, IMPORT_COLUMNS), _rows(folder / SUPERSEDED, SUPERSEDED_COLUMNS)
    if not imports:
        raise UnusableInput(say("There is no import to take back."))
    number, when, *_, result = imports[-1]
    try:
        if not before.exists() or not own.exists() or _hash(own.read_bytes()) != result:
            raise _too_late()
        if before.stat().st_size:
            before.replace(own)
        else:
            own.unlink()
            before.unlink()
        _put(folder / SUPERSEDED, _csv(SUPERSEDED_COLUMNS, [row for row in earlier if row[0] != number]))
        _put(folder / IMPORTS, _csv(IMPORT_COLUMNS, [row for row in imports if row[0] != number]))
    except OSError as refusal:
        raise _unwritable(own, refusal) from refusal
    return when


def _too_late() -> UnusableInput:
    return UnusableInput(
        say(
            "The last import cannot be taken back: {file} has been changed since, or it was taken back already. "
            "Correct the figures there; what the import replaced stands in {superseded}.",
            file=OWN_FILE,
            superseded=SUPERSEDED,
        )
    )


def _unwritable(own: Path, refusal: OSError) -> UnusableInput:
    return UnusableInput(
        say(
            "The figures cannot be written to {file}: {reason}. Close the file in other programs and try again.",
            file=str(own),
            reason=reason(refusal),
        )
    )


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(data)
    aside.replace(path)


def _rows(path: Path, columns: Sequence[str]) -> Rows:
    """The lines of a record below its header; none when there is no record yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    if any(len(row) != len(columns) or not row[0].isdigit() for row in rows):
        raise UnusableInput(
            say(
                "{file} is not as it was written: the record of imports has been edited. Restore it, or move it away "
                "to begin a new one.",
                file=str(path),
            )
        )
    return rows


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
