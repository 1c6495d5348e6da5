"""A figure a hundred times the one before it is a slip of typing, unless the row says why it is not."""

import numpy as np
import pandas as pd

from analysis.message import Number, Span, say
from analysis.observations.columns import NUMBERS
from analysis.observations.problem import Judgement, Problems
from analysis.period import Period
from analysis.vocabulary import Severity, Status

HUNDREDFOLD = 100


def check(table: pd.DataFrame, figures: pd.DataFrame, usable: np.ndarray, problems: Problems) -> None:
    """Compares consecutive periods of one series: the same length of period, indicator, area, group and part.

    Without a note a jump is an error; with one it is a warning, for the note may be about something else. `usable` rows
    have a known indicator, good numbers and a good period.
    """
    kept = np.flatnonzero(usable & (table["status"] == Status.REPORTED).to_numpy(dtype=bool))
    codes, distinct = pd.factorize(table["period"].to_numpy(dtype=object)[kept])
    periods = [Period.parse(text) for text in distinct]
    series = table.iloc[kept][["indicator", "area", "group", "part"]].assign(
        at=kept,
        end=np.array([period.end.toordinal() for period in periods], dtype="int64")[codes],
        grain=np.array([period.grain.value for period in periods], dtype=object)[codes],
        **{column: figures[column].to_numpy()[kept] for column in NUMBERS},
    )
    keys = ["indicator", "area", "group", "part", "grain"]
    series = series.sort_values([*keys, "end"], kind="stable")
    grouped = series.groupby(keys, sort=False)
    noted = (table["note"] != "").to_numpy(dtype=bool)
    earlier_at = grouped["at"].shift().to_numpy()
    for column in NUMBERS:
        now, earlier = series[column].to_numpy(), grouped[column].shift().to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = now / earlier
        jump = (earlier > 0) & (now > 0) & ((ratio >= HUNDREDFOLD) | (ratio <= 1 / HUNDREDFOLD))
        place = {int(series["at"].iloc[i]): i for i in np.flatnonzero(jump)}

        def judge(at: int, place=place, now=now, earlier=earlier) -> Judgement:
            i = place[at]
            return _judgement(table["period"].iloc[int(earlier_at[i])], earlier[i], now[i])

        positions = sorted(place)
        problems.at(table, [at for at in positions if not noted[at]], column, judge)
        problems.at(table, [at for at in positions if noted[at]], column, judge, Severity.WARNING)


def _judgement(before: str, earlier: float, now: float) -> Judgement:
    return (
        say(
            "{number} is a hundred times more or less than the figure before it. Period: {period}. Figure: {earlier}.",
            number=_number(now),
            period=Span(before),
            earlier=_number(earlier),
        ),
        say("Correct the slip. If the figure is right, say why in the note."),
    )


def _number(number: float) -> Number:
    return Number(float(number), 0 if float(number).is_integer() else 2)
