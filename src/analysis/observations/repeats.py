"""One row a figure: the same indicator, area, period, group and part may not stand twice, in one file or in two."""

import numpy as np
import pandas as pd

from analysis.message import Message, say
from analysis.observations.columns import KEY
from analysis.observations.problem import Problems


def check(table: pd.DataFrame, problems: Problems) -> None:
    """Every repetition is named together with the row where the figure stood first."""
    numbers = table.groupby(list(KEY), sort=False).ngroup().to_numpy()
    _, first = np.unique(numbers, return_index=True)
    repeated = np.flatnonzero(first[numbers] != np.arange(len(numbers))) if len(numbers) else ()
    files, rows = table["file"].to_numpy(), table["row"].to_numpy()

    def what(at: int) -> Message:
        earlier = first[numbers[at]]
        if files[earlier] == files[at]:
            return say(
                "The same figure stands in row {row} already: {key}.", row=str(rows[earlier]), key=_key(table, at)
            )
        return say(
            "The same figure stands in {file}, row {row}: {key}.",
            file=files[earlier],
            row=str(rows[earlier]),
            key=_key(table, at),
        )

    remedy = say("Keep one of the two rows. Two figures for one period need two parts, for example one a school.")
    problems.at(table, repeated, "indicator", lambda at: (what(at), remedy))


def _key(table: pd.DataFrame, at: int) -> str:
    return ", ".join(text for column in KEY if (text := table[column].iloc[at]))
