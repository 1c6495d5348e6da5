"""The columns of observations.csv, in the order in which they are written, and the words that its `part` may hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.vocabulary import Kind

COLUMNS = (
    "indicator",
    "area",
    "period",
    "group",
    "part",
    "numerator",
    "denominator",
    "value",
    "status",
    "reporter",
    "source",
    "note",
)
KEY = ("indicator", "area", "period", "group", "part")  # one row a key
NUMBERS = ("numerator", "denominator", "value")

STANDARD_DEVIATION = "standard_deviation"
INVITED = "invited"  # how many were asked, of whom the denominator answered
KEPT, GAINED, LOST = "kept", "gained", "lost"
FLOWS = (KEPT, GAINED, LOST)
SINCE = "_since_"  # between the word of a companion and the earlier period that it looks back to


@dataclass(frozen=True)
class Companion:
    """A row that belongs to a figure and is no line of a breakdown: it is never summed, and is hidden with its figure.

    Its word stands in the column `part`, beside a figure of the same indicator, area, period and group whose part is
    empty. What looks back to an earlier period names it: `kept_since_2018`.
    """

    word: str
    kinds: Sequence[Kind]  # the indicators beside whose figures it may stand
    numbers_of: Kind  # its numbers are written, and checked, as those of an indicator of this kind
    looks_back: bool = False


COMPANIONS = (
    Companion(STANDARD_DEVIATION, (Kind.MEAN,), numbers_of=Kind.MEAN),
    Companion(INVITED, (Kind.SHARE, Kind.MEAN), numbers_of=Kind.COUNT),
    *(Companion(word, (Kind.SHARE, Kind.GAP), numbers_of=Kind.SHARE, looks_back=True) for word in FLOWS),
)


def companion(part: str) -> Companion | None:
    """The companion that a cell of the column `part` names; None for a figure itself and for a line of a breakdown."""
    word, since, _ = part.partition(SINCE)
    return next((each for each in COMPANIONS if each.word == word and each.looks_back == bool(since)), None)


def is_companion(part: str) -> bool:
    return companion(part) is not None


def looks_back_to(part: str) -> str:
    """The earlier period that a companion names, as it is written; empty for one that looks back to none."""
    return part.partition(SINCE)[2]
