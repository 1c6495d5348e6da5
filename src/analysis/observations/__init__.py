"""Observations: one reported figure a row, checked at the door."""

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from analysis import once
from analysis.errors import UnusableInput
from analysis.observations import earlier, own
from analysis.observations.columns import COLUMNS
from analysis.observations.earlier import Earlier
from analysis.observations.official import Reply, Revision, Snapshot, snapshots
from analysis.observations.received import received, revised
from analysis.observations.release import release
from analysis.observations.table import check, check_file, examine, peers, read, refusals, set_aside, warnings
from analysis.programme.nouns import Programme
from analysis.project import PUBLIC_FILE

if TYPE_CHECKING:
    from analysis.observations.advice import Proposal

__all__ = [
    "COLUMNS",
    "Reply",
    "Revision",
    "Snapshot",
    "check",
    "check_file",
    "examine",
    "fingerprint",
    "fingerprints",
    "mergings",
    "of_indicators",
    "peers",
    "public_files",
    "published",
    "read",
    "received",
    "refusals",
    "release",
    "revised",
    "set_aside",
    "snapshots",
    "warnings",
]


def fingerprint(published: pd.DataFrame) -> bytes:
    """The same for tables with the same rows and columns."""
    rows = pd.util.hash_pandas_object(published)
    return rows.to_numpy().tobytes() + "\n".join(map(str, published.columns)).encode()


def fingerprints(published: pd.DataFrame) -> dict[str, bytes]:
    """For each indicator with rows, what is the same for the same rows and columns."""
    columns = "\n".join(map(str, published.columns)).encode()
    rows = pd.util.hash_pandas_object(published, index=False).groupby(published["indicator"].to_numpy(), sort=False)
    return {str(indicator): hashes.to_numpy().tobytes() + columns for indicator, hashes in rows}


def of_indicators(published: pd.DataFrame, indicators: Collection[str]) -> pd.DataFrame:
    """The rows of these indicators alone."""
    return published[published["indicator"].isin(list(indicators))]


def published(programme: Programme) -> pd.DataFrame:
    """The observations that may be seen: read, checked, and with small groups withheld.

    Everything above this floor receives only this table. In an evaluation, what earlier reports published is known.
    Raises `UnusableInput` as `read` does.
    """
    return _published(programme, earlier.of_this_run()).copy()  # whoever changes it changes a table of his own


def learn(table: pd.DataFrame, programme: Programme) -> None:
    """Take the `published` table of a programme that another process has worked out, for this and no other use."""
    _published.learn(table, programme, earlier.of_this_run())


def public_files(programme: Programme) -> frozenset[str]:
    """The files in the programme's folder in which nothing but public figures stands, by their name in it.

    A file that cannot be read may hold anything. An invented programme has no secrets.
    """
    try:
        mixed = not programme.invented and own.among_public(published(programme), programme).any()
    except UnusableInput:
        mixed = True
    return frozenset() if mixed else frozenset({PUBLIC_FILE})


def _asked(programme: Programme, before: Earlier) -> tuple[object, ...]:
    """What the published table depends on; the day, because no figure may be of a time to come."""
    return once.Same(programme), once.content(programme.folder), before, datetime.date.today()


@once.for_each(_asked)
def _published(programme: Programme, before: Earlier) -> pd.DataFrame:
    return release(programme, read(programme), before)


def mergings(programme: Programme) -> "list[Proposal]":
    """Which smallest merging would let each withheld figure be shown; no numbers, and for the evaluator alone.

    Raises `UnusableInput` as `read` does.
    """
    from analysis.observations import advice  # only `kotoarvio check` asks, and every command would wait for it

    return advice.proposals(programme, read(programme).to_dict("records"), earlier.of_this_run())
