"""Observations: one reported figure a row, checked at the door."""

import pandas as pd

from analysis.observations import earlier
from analysis.observations.columns import COLUMNS
from analysis.observations.official import Reply, Revision, Snapshot, snapshots
from analysis.observations.release import release
from analysis.observations.table import check, check_file, examine, peers, read, refusals, warnings
from analysis.programme.nouns import Programme

__all__ = [
    "COLUMNS",
    "Reply",
    "Revision",
    "Snapshot",
    "check",
    "check_file",
    "examine",
    "peers",
    "published",
    "read",
    "refusals",
    "release",
    "snapshots",
    "warnings",
]


def published(programme: Programme) -> pd.DataFrame:
    """The observations that may be seen: read, checked, and with small groups withheld.

    Everything above this floor receives only this table. In an evaluation, what earlier reports published is known.
    Raises `UnusableInput` as `read` does.
    """
    return release(programme, read(programme), earlier.of_this_run())
