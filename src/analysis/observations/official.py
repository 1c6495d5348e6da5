"""Official figures as they were fetched: `official/` holds, for each indicator, a record and the figures it names.

`official/<indicator>.json` says which replies of which service the figures come from. The figures stand beside it in
the form of observations.csv: the municipality's own, and in a second file those of its peers (other municipalities).
The name of a file of figures bears a mark of its content, so the one step in which the record is replaced is the step
in which a new snapshot takes the old one's place.
"""

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import UnusableInput, reason
from analysis.message import Message, say, shown
from analysis.observations.problem import Problems
from analysis.programme.nouns import Programme
from analysis.project import file_bytes
from analysis.vocabulary import Severity

FOLDER = "official"
MARK = 8  # hexadecimal digits of the content's SHA-256 in the name of a file of figures


@dataclass(frozen=True)
class Reply:
    """One reply of a service, as it was when it was read. What is not known of an older reply is None."""

    source: str  # id in sources.yaml
    title: str  # what the service calls the table
    request: str | None  # address, and for a query its selection in JSON
    sha256: str  # of the reply's bytes
    retrieved: datetime.date | None
    updated: str | None  # when the producer last updated the table, as the producer says it
    licence: str
    listed: str | None = None  # when the service's list says that the table last changed; decides about a new fetch
    found: str | None = None  # where the reply was found, when it was not fetched from the service itself


@dataclass(frozen=True)
class Revision:
    """A figure of an earlier snapshot that the producer has changed since."""

    period: str
    group: str
    part: str
    before: str  # as it was written: numerator / denominator, value or status
    after: str
    noticed: datetime.date


@dataclass(frozen=True)
class Snapshot:
    """The official figures of one indicator, and where they come from."""

    indicator: str
    figures: str  # name of the file with the municipality's own figures
    peers: str | None  # name of the file with those of other municipalities
    replies: tuple[Reply, ...]
    revisions: tuple[Revision, ...] = ()

    def replies_of(self, source: str) -> tuple[Reply, ...]:
        return tuple(reply for reply in self.replies if reply.source == source)


def snapshots(programme: Programme) -> tuple[Snapshot, ...]:
    """Every snapshot of a programme. Raises `UnusableInput` with a message for each record that cannot be read."""
    problems = Problems()
    found = read(programme.folder, problems)
    if problems.errors:
        raise UnusableInput(*problems.messages(Severity.ERROR))
    return found


def read(folder: Path, problems: Problems) -> tuple[Snapshot, ...]:
    """The snapshots in a programme folder, by indicator; a record or file that cannot be used is a problem."""
    found = (_read(path, problems) for path in sorted((folder / FOLDER).glob("*.json")))
    return tuple(snapshot for snapshot in found if snapshot is not None)


def own_files(folder: Path, kept: Iterable[Snapshot]) -> dict[str, Path]:
    """The files of the municipality's own official figures, by their names in messages."""
    return _files(folder, (each.figures for each in kept))


def peer_files(folder: Path, kept: Iterable[Snapshot]) -> dict[str, Path]:
    """The files of other municipalities' official figures, by their names in messages."""
    return _files(folder, (each.peers for each in kept if each.peers is not None))


def _files(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    return {f"{FOLDER}/{name}": folder / FOLDER / name for name in names}


def mark(data: bytes) -> str:
    """The mark of a file's content; line ends make no difference, for git may have changed them."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:MARK]


def as_json(snapshot: Snapshot) -> str:
    """The record of a snapshot as it is written."""
    return json.dumps(dataclasses.asdict(snapshot), ensure_ascii=False, indent=2, default=str) + "\n"


def _read(path: Path, problems: Problems) -> Snapshot | None:
    name = f"{FOLDER}/{path.name}"
    try:
        snapshot = _snapshot(json.loads(file_bytes(path)))
    except OSError as refusal:
        problems.add((say("The file cannot be read: {reason}.", reason=reason(refusal)), _again(path.stem)), name)
        return None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as refusal:
        judgement = say("The record of the official figures is damaged: {reason}.", reason=shown(str(refusal)))
        problems.add((judgement, _again(path.stem)), name)
        return None
    faults = [_fault(path.parent / file, file) for file in (snapshot.figures, snapshot.peers) if file is not None]
    if snapshot.indicator != path.stem:
        faults.append(say("The record of the official figures is about “{other}”.", other=shown(snapshot.indicator)))
    for fault in filter(None, faults):
        problems.add((fault, _again(path.stem)), name)
    return None if any(faults) else snapshot


def _fault(path: Path, name: str) -> Message | None:
    """What is wrong with a file of figures as a whole: a figure that was changed by hand is official no more."""
    if Path(name).name != name:
        return say("“{file}” is not the name of a file beside the record.", file=shown(name))
    try:
        data = file_bytes(path)
    except OSError as refusal:
        return say("Its figures in {file} cannot be read: {reason}.", file=name, reason=reason(refusal))
    if mark(data) in name.split("."):
        return None
    return say("Its figures in {file} were changed after they were fetched.", file=name)


def _again(indicator: str) -> Message:
    return say("Fetch them again: kotoarvio fetch {indicator}.", indicator=shown(indicator))


def _snapshot(record: dict[str, Any]) -> Snapshot:
    return Snapshot(
        indicator=_text(record["indicator"]),
        figures=_text(record["figures"]),
        peers=None if record["peers"] is None else _text(record["peers"]),
        replies=tuple(_reply(reply) for reply in record["replies"]),
        revisions=tuple(
            Revision(**{**each, "noticed": datetime.date.fromisoformat(each["noticed"])})
            for each in record["revisions"]
        ),
    )


def _reply(record: dict[str, Any]) -> Reply:
    day = record["retrieved"]
    reply = Reply(**{**record, "retrieved": None if day is None else datetime.date.fromisoformat(day)})
    for text in (reply.source, reply.title, reply.sha256, reply.licence):
        _text(text)
    return reply


def _text(found: object) -> str:
    if not isinstance(found, str) or not found:
        raise ValueError(f"a text is missing: {found!r}")
    return found
