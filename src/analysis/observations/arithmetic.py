"""The numbers of one row against each other and against the indicator's kind."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.message import Message, Number, say
from analysis.observations.columns import NUMBERS, companion
from analysis.observations.numerals import half_unit
from analysis.observations.problem import Problems
from analysis.programme.nouns import Indicator, Programme
from analysis.vocabulary import Kind, Status

PERCENT = 100
SLACK = 1e-9  # a number that lies on the very edge of rounding agrees


@dataclass(frozen=True)
class Rows:
    """The rows whose indicator is known and whose numbers could be read, with what the rules ask about them."""

    table: pd.DataFrame
    kind: np.ndarray
    per: np.ndarray
    reported: np.ndarray
    silent: np.ndarray  # the status says that there is no number
    numerator: np.ndarray
    denominator: np.ndarray
    value: np.ndarray
    problems: Problems

    def refuse(self, where: np.ndarray, column: str, what: Callable[[int], Message], remedy: Message) -> None:
        self.problems.at(self.table, np.flatnonzero(where), column, lambda at: (what(at), remedy))

    def written(self, column: str) -> np.ndarray:
        return ~np.isnan(getattr(self, column))

    def text(self, column: str, at: int) -> str:
        return self.table[column].iloc[at]

    @property
    def of_persons(self) -> np.ndarray:
        """Numerator counts some of the persons of the denominator."""
        return np.isin(self.kind, (Kind.SHARE, Kind.GAP))

    @property
    def of_two(self) -> np.ndarray:
        """The figure is made of a numerator and a denominator."""
        return self.of_persons | (self.kind == Kind.RATE)


def check(
    table: pd.DataFrame, figures: pd.DataFrame, usable: np.ndarray, programme: Programme, problems: Problems
) -> None:
    """`usable` says which rows have a known indicator and numbers that could be read."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    asked = [indicators.get(name) for name in table["indicator"]]
    status = table["status"].to_numpy(dtype=object)
    rows = Rows(
        table=table,
        kind=np.array([_kind(*row) for row in zip(asked, table["part"], strict=True)], dtype=object),
        per=np.array([indicator.per if indicator else 0 for indicator in asked], dtype="float64"),
        reported=usable & (status == Status.REPORTED),
        silent=usable & np.isin(status, [known.value for known in Status if known is not Status.REPORTED]),
        **{column: figures[column].to_numpy() for column in NUMBERS},
        problems=problems,
    )
    _silent_rows_carry_no_number(rows)
    _reported_rows_carry_one(rows)
    _numbers_fit_the_kind(rows)
    _numbers_are_possible(rows)
    _numbers_agree(rows)


def _kind(indicator: Indicator | None, part: str) -> str:
    """How the numbers of a row are to be read: as its indicator's, or as those of the companion that it is."""
    if indicator is None:
        return ""
    found = companion(part)
    return (found.numbers_of if found and indicator.kind in found.kinds else indicator.kind).value


def _silent_rows_carry_no_number(rows: Rows) -> None:
    for column in NUMBERS:
        rows.refuse(
            rows.silent & rows.written(column),
            column,
            lambda at, column=column: say(
                "“{number}” is written although the status is {status}.",
                number=rows.text(column, at),
                status=rows.text("status", at),
            ),
            say("Empty the cell, or write the status reported."),
        )


def _reported_rows_carry_one(rows: Rows) -> None:
    numerator, denominator, value = (rows.written(column) for column in NUMBERS)
    rows.refuse(
        rows.reported & rows.of_two & numerator & ~denominator,
        "denominator",
        lambda at: say("The numerator {number} has no denominator.", number=_number(rows.numerator[at])),
        say("Write of how many persons it is, or leave both empty and write the value alone."),
    )
    rows.refuse(
        rows.reported & rows.of_two & denominator & ~numerator & ~value,
        "numerator",
        lambda at: say("The denominator {number} has no numerator.", number=_number(rows.denominator[at])),
        say("Write how many of them it is, or the value."),
    )
    rows.refuse(
        rows.reported & rows.of_two & ~numerator & ~denominator & ~value,
        "value",
        lambda at: say("The figure is reported, but it has no number."),
        say(
            "Write numerator and denominator, or the value alone. "
            "If there is no figure, write the status not_collected, withheld or not_applicable."
        ),
    )
    counted = (rows.kind == Kind.COUNT) & numerator
    rows.refuse(
        rows.reported & ~rows.of_two & ~counted & ~value,
        "value",
        lambda at: say("The figure is reported, but it has no value."),
        say(
            "Write the number in the column “value”. "
            "If there is no figure, write the status not_collected, withheld or not_applicable."
        ),
    )


def _numbers_fit_the_kind(rows: Rows) -> None:
    without = {
        "numerator": np.isin(rows.kind, (Kind.MEAN, Kind.DELIVERABLE)),
        "denominator": np.isin(rows.kind, (Kind.COUNT, Kind.DELIVERABLE)),
    }
    for column, meaningless in without.items():
        rows.refuse(
            rows.reported & meaningless & rows.written(column),
            column,
            lambda at, column=column: say(
                "“{number}” has no meaning for an indicator of the kind {kind}.",
                number=rows.text(column, at),
                kind=rows.kind[at],
            ),
            say("Write the number in the column “value” and leave this cell empty."),
        )
    rows.refuse(
        rows.reported & (rows.kind == Kind.DELIVERABLE) & rows.written("value") & ~np.isin(rows.value, (0.0, 1.0)),
        "value",
        lambda at: say("“{number}” does not say whether it is done.", number=rows.text("value", at)),
        say("Write 1 when it is documented as done and 0 when it is documented as not done."),
    )
    rows.refuse(
        rows.reported & (rows.kind == Kind.COUNT) & rows.written("value") & (rows.value % 1 != 0),
        "value",
        lambda at: say(
            "“{number}” is not a whole number, and this indicator is a count.", number=rows.text("value", at)
        ),
        say("Write a whole number."),
    )


def _numbers_are_possible(rows: Rows) -> None:
    rows.refuse(
        rows.reported & (rows.denominator == 0),
        "denominator",
        lambda at: say("The denominator is {number}.", number=_number(rows.denominator[at])),
        say("A figure about nobody is no figure: write the status not_applicable and leave the numbers empty."),
    )
    rows.refuse(
        rows.reported & rows.of_persons & (rows.numerator > rows.denominator),
        "numerator",
        lambda at: say(
            "The numerator {numerator} is above the denominator {denominator}.",
            numerator=_number(rows.numerator[at]),
            denominator=_number(rows.denominator[at]),
        ),
        say("The numerator counts some of the persons of the denominator. Correct one of the two."),
    )
    rows.refuse(
        rows.reported & rows.of_persons & (rows.value > PERCENT),
        "value",
        lambda at: say("The share {number} is above 100 per cent.", number=rows.text("value", at)),
        say("Write a share in per cent, from 0 to 100; a count belongs to the column “numerator”."),
    )


def _numbers_agree(rows: Rows) -> None:
    """A value may differ from numerator and denominator by the rounding of its last decimal, and by no more."""
    scale = np.select([rows.of_persons, rows.kind == Kind.RATE], [float(PERCENT), rows.per], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = np.where(rows.kind == Kind.COUNT, rows.numerator, scale * rows.numerator / rows.denominator)
        rounding = np.where(rows.kind == Kind.COUNT, 0.0, half_unit(rows.table["value"]))
        apart = np.isfinite(implied) & (np.abs(implied - rows.value) > rounding + SLACK * (1 + np.abs(implied)))
    rows.refuse(
        rows.reported & apart,
        "value",
        lambda at: say(
            "The value is {number}, but the other numbers of the row give {implied}.",
            number=rows.text("value", at),
            implied=Number(float(implied[at]), 2),
        ),
        say("Correct one of the numbers, or leave the value empty: it is calculated."),
    )


def _number(number: float) -> Number:
    return Number(float(number))
