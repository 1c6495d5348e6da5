"""One order of all rows, whatever order they were sent in.

Whoever sorts a table by its numbers tells, with the order alone, which of two withheld numbers is the larger, and
between which shown ones they lie.
"""

import pandas as pd

from analysis.programme.nouns import Programme


def in_order(table: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """The rows by indicator and part as the programme lists them, and by area, period and group."""
    indicators = {indicator.id: place for place, indicator in enumerate(programme.indicators)}
    parts = {
        (indicator.id, part.id): place
        for indicator in programme.indicators
        for place, part in enumerate(indicator.parts, start=1)
    }
    keys = [
        (indicators[indicator], area, period, group, parts.get((indicator, part), len(parts) if part else 0), part)
        for indicator, area, period, group, part in zip(
            *(table[column] for column in ("indicator", "area", "period", "group", "part")), strict=True
        )
    ]
    ordered = sorted(range(len(keys)), key=keys.__getitem__)
    return table.iloc[ordered].reset_index(drop=True)
