"""What a producer has changed since the last snapshot: figures of periods that were known before."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from analysis.observations.columns import COLUMNS
from analysis.observations.official import Revision

AT = {column: COLUMNS.index(column) for column in COLUMNS}
KEY = ("indicator", "area", "period", "group", "part")
PERCENT = 100
GONE = "–"  # the figure is no longer published

Row = tuple[str, ...]


def revised(before: Iterable[Row], after: Iterable[Row], per: int) -> list[tuple[Row, Row | None]]:
    """The rows that say something else now, or that are gone; a change within rounding is none."""
    now = {_key(row): row for row in after}
    return [(row, now.get(_key(row))) for row in before if not _same(row, now.get(_key(row)), per)]


def as_revision(row: Row, new: Row | None, noticed: datetime.date) -> Revision:
    return Revision(
        period=row[AT["period"]],
        group=row[AT["group"]],
        part=row[AT["part"]],
        before=written(row),
        after=GONE if new is None else written(new),
        noticed=noticed,
    )


def written(row: Row) -> str:
    """A figure in a few signs: `62 / 490`, `9.9`, or the status where there is no figure."""
    numerator, denominator, value = (row[AT[column]] for column in ("numerator", "denominator", "value"))
    if numerator and denominator:
        return f"{numerator} / {denominator}"
    return value or numerator or row[AT["status"]]


def _key(row: Row) -> Row:
    return tuple(row[AT[column]] for column in KEY)


def _same(row: Row, new: Row | None, per: int) -> bool:
    if new is None or row[AT["status"]] != new[AT["status"]]:
        return False
    (low, high), (other_low, other_high) = _range(row, per), _range(new, per)
    return low <= other_high and other_low <= high


def _range(row: Row, per: int) -> tuple[Decimal, Decimal]:
    """The lowest and highest number that a row may stand for; counts are exact, a percentage has been rounded."""
    numerator, denominator, value = (row[AT[column]] for column in ("numerator", "denominator", "value"))
    if numerator and denominator:
        exact = per * Decimal(numerator) / Decimal(denominator)
        return exact, exact
    number = Decimal(value or numerator or 0)
    _, point, fraction = value.partition(".")
    half = Decimal(5).scaleb(-len(fraction) - 1) if point else Decimal(0)
    return number - half, number + half
