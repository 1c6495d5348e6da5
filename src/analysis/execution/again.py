"""A run that would make what an earlier run has made already takes it from there: no kernel, no pandas, no second.

Everything that a report depends on is in one digest: files of the programme, notebooks, code, versions of all
libraries, figures of earlier reports. Nothing is looked at that could be equal while the report would differ.
"""

import datetime
import functools
import hashlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis import programme as programmes
from analysis import project
from analysis.execution import failed
from analysis.execution.order import Order, Result, default_destination, goals_in_order
from analysis.execution.store import Store, digest
from analysis.programme import Programme
from analysis.report import earlier as reports_before
from analysis.report import publication, record

METADATA = {".dist-info", ".egg-info"}
SCRATCH = {".ipynb_checkpoints", "__pycache__"}  # folders that hold nothing of their own
# In what is kept of a report: how many pages there are, and the digests of what it was made from.
PAGES, INPUTS = "pages", "inputs"


def store() -> Store:
    """In the ignored folder of the reports, so that whoever deletes them deletes it too."""
    return Store(project.root() / "reports" / ".cache")


def evaluate_again(order: Order) -> Result | None:
    """The same report put in place once more; None where no earlier run has made it, and everything is to be done.

    Raises `UnusableInput` as an evaluation does, for what can be seen without reading the figures.
    """
    started, clock = record.now(), time.monotonic()
    programme = programmes.load(order.programme)
    order = replace(order, goals=goals_in_order(programme, order.goals))
    destination = publication.place(order.output or default_destination(programme, order), programme.folder)
    publication.refuse_foreign(destination, draft=bool(order.goals))
    earlier = reports_before.figures(destination, programme.id, order.review, order.earlier)
    files = None if order.force else store().find_files(key_of_report(programme, order, earlier))
    if files is None:
        return None
    pages, inputs = int(files.pop(PAGES)), json.loads(files.pop(INPUTS))
    with publication.staging(destination) as aside:
        write_files(aside, files)
        times = {"started": started, "seconds": round(time.monotonic() - clock, 1), "jobs": order.jobs, "pages": {}}
        write_record(aside, programme, order, inputs, "none", times)
        try:
            publication.put_in_place(aside, destination)
        except OSError:
            return None  # the whole evaluation will come to the same and find the words
    failed.forget(destination)
    return Result(destination, pages)


def keep(aside: Path, pages: int, key: str, inputs: Mapping[str, str]) -> None:
    """Keep a finished report under its key. It has been examined, and holds nothing that may not be published."""
    files: dict[str, bytes | Path] = {
        path.relative_to(aside).as_posix(): path
        for path in sorted(aside.rglob("*"))
        if path.is_file() and path.name != publication.RECORD
    }
    noted = {PAGES: str(pages).encode(), INPUTS: json.dumps(dict(inputs)).encode()}
    kept = store()
    kept.keep_files(key, files | noted)
    kept.trim()


def key_of_report(programme: Programme, order: Order, earlier: Sequence[Path]) -> str:
    return digest(
        {
            "programme": folder_digest(programme.folder),
            "name": programme.folder.name,
            "notebooks": folder_digest(project.notebooks_folder()),
            "made with": made_with(),
            "period": str(order.review),
            "goals": list(order.goals),
            "earlier": [_sha256(path) for path in earlier],
            "year": datetime.date.today().year,  # no figure may be of a time to come
        }
    )


def made_with() -> dict[str, object]:
    """Code, its commit, Python, and every library that is installed."""
    return {"code": record.code_digest(), "python": sys.version, "platform": sys.platform, "installed": _installed()}


@functools.cache
def _installed() -> list[str]:
    """Looked up once, and early: what is installed while a process runs is not what it has imported.

    The folder that each package has for its metadata is named after the package and its version.
    """
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    return sorted(path.name for folder in folders for path in folder.iterdir() if path.suffix in METADATA)


def folder_digest(folder: Path) -> str:
    """A digest of all files below a folder, wherever it stands."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not SCRATCH & set(path.parts))
    return digest([[path.relative_to(folder).as_posix(), _sha256(path)] for path in files])


def digest_of(path: Path) -> str:
    if path.is_dir():
        return folder_digest(path)
    return _sha256(path) if path.is_file() else "no file"  # a pipe would be waited for


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as refusal:
        return f"unreadable: {refusal.errno}"


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def write_record(
    aside: Path,
    programme: Programme,
    order: Order,
    inputs: Mapping[str, str],
    engine: str,
    times: Mapping[str, object],
) -> None:
    notebooks = project.notebooks_folder()
    outputs = [path for path in aside.rglob("*") if path.is_file()]
    record.write(
        aside / publication.RECORD,
        {
            "programme": programme.id,
            "period": str(order.review),
            "goals": list(order.goals),
            "invented": programme.invented,
        },
        inputs,
        record.digest(notebooks, notebooks.glob("*.ipynb")),
        record.digest(aside, outputs),
        project.root(),
        engine,
        times,
    )
