"""Keeping the official figures of an indicator: the files of figures first, then the record that names them.

Until the record is replaced, the folder holds the last good snapshot, whatever interrupts the writing.
"""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.observations.columns import COLUMNS
from analysis.observations.official import FOLDER, Reply, Revision, Snapshot, as_json, mark

Row = tuple[str, ...]  # the cells of one figure, in the order of COLUMNS
AREA = COLUMNS.index("area")


def keep(
    programme_folder: Path,
    indicator: str,
    rows: Iterable[Row],
    own_area: str,
    replies: Sequence[Reply],
    revisions: Sequence[Revision] = (),
) -> Snapshot:
    """Write the figures and put the new record in place of the old one; then the old one's figures are deleted."""
    folder = programme_folder / FOLDER
    folder.mkdir(exist_ok=True)
    ordered = sorted(rows, key=lambda row: row[AREA])
    own = _as_csv(row for row in ordered if row[AREA] == own_area)
    others = [row for row in ordered if row[AREA] != own_area]
    snapshot = Snapshot(
        indicator=indicator,
        figures=_write_figures(folder, indicator, "", own),
        peers=_write_figures(folder, indicator, ".peers", _as_csv(others)) if others else None,
        replies=tuple(replies),
        revisions=tuple(revisions),
    )
    _write(folder / f"{indicator}.json", as_json(snapshot).encode("utf-8"))
    for path in folder.glob(f"{indicator}.*.csv"):
        if path.name not in (snapshot.figures, snapshot.peers):
            path.unlink(missing_ok=True)
    return snapshot


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Rows as a file in the form of observations.csv."""
    path.write_bytes(_as_csv(rows))


def kept_rows(programme_folder: Path, snapshot: Snapshot) -> list[Row]:
    """The rows of a snapshot, the municipality's own and its peers'."""
    names = [name for name in (snapshot.figures, snapshot.peers) if name is not None]
    return [row for name in names for row in _from_csv(programme_folder / FOLDER / name)]


def _from_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def _as_csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _write_figures(folder: Path, indicator: str, kind: str, content: bytes) -> str:
    name = f"{indicator}{kind}.{mark(content)}.csv"
    _write(folder / name, content)
    return name


def _write(path: Path, content: bytes) -> None:
    """The whole content or nothing: written aside and put in place in one step."""
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
