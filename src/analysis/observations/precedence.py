"""One figure, one row: which row stands when a figure was both written down and fetched from an official source.

A row that was written down from the same source gives way to what was fetched. A row from another source stays, for it
is evidence (the programme has printed it), and then the fetched row is left out. Where the two differ, that is said.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.message import Message, Number, Verbatim, say
from analysis.observations.columns import NUMBERS
from analysis.observations.counting import when
from analysis.observations.numerals import half_unit
from analysis.observations.official import FOLDER
from analysis.observations.problem import Problems
from analysis.programme.nouns import Indicator, Programme
from analysis.vocabulary import Kind, Severity, Status

PERCENT = 100
SLACK = 1e-9
Pair = tuple[int, int]  # positions in the table: the row that was written down, the row that was fetched


@dataclass(frozen=True)
class Precedence:
    """The rows that stand, and the pairs that are the same figure."""

    stands: np.ndarray
    pairs: tuple[Pair, ...]


def settle(texts: pd.DataFrame, good_period: np.ndarray) -> Precedence:
    """`good_period` says which rows have a period that can be read."""
    fetched = texts["file"].str.startswith(f"{FOLDER}/").to_numpy(dtype=bool)
    stands = np.ones(len(texts), dtype=bool)
    if not fetched.any():
        return Precedence(stands, ())
    keys = [
        (indicator, area, when(period), group, part) if good else None
        for indicator, area, period, group, part, good in zip(
            *(texts[column] for column in ("indicator", "area", "period", "group", "part")), good_period, strict=True
        )
    ]
    at = {keys[position]: position for position in np.flatnonzero(fetched) if keys[position]}
    pairs = tuple((int(written), at[keys[written]]) for written in np.flatnonzero(~fetched) if keys[written] in at)
    sources = texts["source"].to_numpy()
    for written, official in pairs:
        stands[written if sources[written] == sources[official] else official] = False
    return Precedence(stands, pairs)


def check(
    texts: pd.DataFrame, figures: pd.DataFrame, settled: Precedence, programme: Programme, problems: Problems
) -> None:
    """Warns of each figure that differs by more than rounding from the official one that was fetched."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    halves = half_unit(texts["value"])

    def shown(position: int) -> Message | Number | Verbatim:
        status = texts["status"].iloc[position]
        if status != Status.REPORTED:
            return Verbatim(status)
        low, high = _range(indicators[texts["indicator"].iloc[position]], figures.iloc[position], halves[position])
        return Number((low + high) / 2, 0 if ((low + high) / 2).is_integer() else 2)

    for written, official in settled.pairs:
        indicator = indicators.get(texts["indicator"].iloc[written])
        if indicator is None or _agree(indicator, texts, figures, halves, written, official):
            continue
        used = official if settled.stands[official] else written
        judgement = (
            say(
                "The figure is not the one that was fetched. Here: {here}. In {file}: {fetched}.",
                here=shown(written),
                file=texts["file"].iloc[official],
                fetched=shown(official),
            ),
            say("The figure in {file} is used. Delete the row if it is a slip.", file=texts["file"].iloc[used]),
        )
        problems.at(texts, [written], "value", lambda at, said=judgement: said, Severity.WARNING)


def _agree(
    indicator: Indicator, texts: pd.DataFrame, figures: pd.DataFrame, halves: np.ndarray, first: int, second: int
) -> bool:
    """Whether the two rows can be one figure: the same status, and numbers that agree to their rounding."""
    if texts["status"].iloc[first] != texts["status"].iloc[second]:
        return False
    if texts["status"].iloc[first] != Status.REPORTED:
        return True
    low, high = _range(indicator, figures.iloc[first], halves[first])
    other_low, other_high = _range(indicator, figures.iloc[second], halves[second])
    return low <= other_high + SLACK and other_low <= high + SLACK


def _range(indicator: Indicator, row: pd.Series, half: float) -> tuple[float, float]:
    """The lowest and highest number that a row can stand for: its counts exactly, else its value with its rounding."""
    numerator, denominator, value = (row[column] for column in NUMBERS)
    if not np.isnan(numerator) and not np.isnan(denominator):
        exact = (indicator.per if indicator.kind is Kind.RATE else PERCENT) * numerator / denominator
        return exact, exact
    if np.isnan(value):
        return float(numerator), float(numerator)
    half = 0.0 if indicator.kind is Kind.COUNT else half
    return float(value) - half, float(value) + half
