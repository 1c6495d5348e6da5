"""Fetching a programme's official figures: every binding that is asked for, compared with the last snapshot, and kept.

An indicator is fetched whole or not at all. Whatever goes wrong, its last good snapshot stays as it was.
"""

import datetime
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis import observations
from analysis.errors import UnusableInput, reason
from analysis.message import Listing, Message, Verbatim, say
from analysis.observations.official import Reply, Revision, Snapshot
from analysis.observations.official import read as read_snapshots
from analysis.observations.problem import Problems
from analysis.programme.nouns import Indicator, Programme
from analysis.programme.table import Binding
from analysis.sources import figures, revisions
from analysis.sources.fetched import Fetched
from analysis.sources.keeping import AREA, Row, keep, kept_rows, write_rows
from analysis.sources.refusal import BadReply, refused
from analysis.sources.services import Services
from analysis.vocabulary import Areas

SOURCE, PART = (observations.COLUMNS.index(column) for column in ("source", "part"))


@dataclass(frozen=True)
class Outcome:
    """What fetching one indicator came to: how many figures of its own, and how many municipalities beside it."""

    indicator: Indicator
    changed: bool = False
    figures: int = 0
    peers: int = 0
    revisions: tuple[Revision, ...] = ()
    revised_peers: int = 0
    failure: Message | None = None


def fetch(programme: Programme, wanted: Collection[str], services: Services, today: datetime.date) -> Iterator[Outcome]:
    """Fetch the indicators that are bound to the wanted sources, or all; `wanted` may name indicators too.

    Raises `UnusableInput` for a name that is bound to nothing.
    """
    for indicator in asked_for(programme, wanted):
        try:
            yield _fetch(programme, indicator, services, today)
        except UnusableInput as refusal:
            yield Outcome(indicator, failure=refusal.messages[0])


NOTHING_BOUND = say("The programme binds no indicator to an official source: see docs/official-statistics.md.")


def asked_for(programme: Programme, wanted: Collection[str]) -> list[Indicator]:
    """The bound indicators that the names mean, each once and in the programme's order."""
    bound = [indicator for indicator in programme.indicators if indicator.official]
    known = {indicator.id for indicator in bound} | {each.source for one in bound for each in one.official}
    if wanted and not known:
        raise UnusableInput(NOTHING_BOUND)
    for name in wanted:
        if name not in known:
            raise UnusableInput(
                say(
                    "No official figures are fetched for “{name}”. Sources and indicators that are bound: {known}.",
                    name=name,
                    known=Listing(tuple(Verbatim(each) for each in sorted(known))),
                )
            )
    return [
        indicator
        for indicator in bound
        if not wanted or indicator.id in wanted or {each.source for each in indicator.official} & set(wanted)
    ]


def _fetch(programme: Programme, indicator: Indicator, services: Services, today: datetime.date) -> Outcome:
    last = _last(programme.folder, indicator.id)
    before = kept_rows(programme.folder, last) if last else []
    rows: list[Row] = []
    replies: list[Reply] = []
    changed = False
    for binding in indicator.official:
        known = last.replies_of(binding.source) if last else ()
        fetched = _ask(programme, binding, services, known)
        if fetched is None:
            rows += [row for row in before if (row[SOURCE], row[PART]) == (binding.source, binding.part)]
            replies += known
        else:
            changed = True
            rows += _rows(programme, binding, indicator, fetched)
            replies.append(_reply(programme, binding, fetched, today))
    if not changed:
        return Outcome(indicator)
    rows = figures.each_once(rows)
    _check(programme, rows)
    own, others = _revised(programme, indicator, before, rows)
    noticed = [revisions.as_revision(old, new, today) for old, new in own]
    history = [*(last.revisions if last else ()), *noticed]
    try:
        keep(programme.folder, indicator.id, rows, programme.municipality, list(dict.fromkeys(replies)), history)
    except OSError as refusal:
        raise UnusableInput(
            say(
                "The figures of “{indicator}” cannot be written: {reason}. The last good figures stay.",
                indicator=indicator.id,
                reason=reason(refusal),
            )
        ) from refusal
    areas = [row[AREA] for row in rows]
    return Outcome(
        indicator,
        changed=True,
        figures=areas.count(programme.municipality),
        peers=len(set(areas) - {programme.municipality}),
        revisions=tuple(noticed),
        revised_peers=len(others),
    )


def _last(folder: Path, indicator: str) -> Snapshot | None:
    """The last good snapshot; one that is damaged is fetched anew, as the remedy for it says."""
    return next((each for each in read_snapshots(folder, Problems()) if each.indicator == indicator), None)


def _ask(programme: Programme, binding: Binding, services: Services, known: Sequence[Reply]) -> Fetched | None:
    try:
        return services.fetch(programme.sources[binding.source].query, binding, programme.municipality, known)
    except BadReply as refusal:
        raise refused(binding.source, refusal.what) from refusal


def _rows(programme: Programme, binding: Binding, indicator: Indicator, fetched: Fetched) -> list[Row]:
    try:
        rows = figures.rows(fetched.cube, binding, indicator)
    except BadReply as refusal:
        raise refused(binding.source, refusal.what) from refusal
    if binding.areas is Areas.OWN:
        rows = [row for row in rows if row[AREA] == programme.municipality]
    if not any(row[AREA] == programme.municipality for row in rows):
        what = say("The table has no figures of the municipality {code}.", code=programme.municipality)
        raise refused(binding.source, what)
    return rows


def _reply(programme: Programme, binding: Binding, fetched: Fetched, today: datetime.date) -> Reply:
    return Reply(
        source=binding.source,
        title=fetched.title,
        request=fetched.request,
        sha256=fetched.sha256,
        retrieved=today,
        updated=fetched.cube.updated or fetched.listed,
        licence=programme.sources[binding.source].licence,
        listed=fetched.listed,
    )


def _check(programme: Programme, rows: Sequence[Row]) -> None:
    """What is kept must be readable: a figure that the next evaluation would refuse is refused now."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reply.csv"
        write_rows(path, rows)
        found = observations.refusals({path.name: path}, programme)
    if found:
        raise UnusableInput(found[0])


def _revised(
    programme: Programme, indicator: Indicator, before: Sequence[Row], rows: Sequence[Row]
) -> tuple[list[tuple[Row, Row | None]], list[tuple[Row, Row | None]]]:
    """The revised figures of the municipality, and those of its peers."""
    found = revisions.revised(before, rows, indicator.per)
    own = [pair for pair in found if pair[0][AREA] == programme.municipality]
    return own, [pair for pair in found if pair[0][AREA] != programme.municipality]
