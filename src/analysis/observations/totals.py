"""Whether the rows of a breakdown add up to the total printed with them."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.message import Number, say
from analysis.observations.columns import is_companion
from analysis.observations.known import is_official
from analysis.observations.problem import Problems
from analysis.programme.nouns import Programme
from analysis.vocabulary import Kind, Severity, Status

HALF_A_PERSON = 0.5
BREAKDOWN = ["indicator", "area", "period", "group"]


class Disagreement(NamedTuple):
    """A total that its parts do not give. `rows` are the positions (index labels) of the parts in the table."""

    indicator: str
    area: str
    period: str
    group: str
    total: float
    sum: float
    rows: tuple[int, ...]


def disagreements(table: pd.DataFrame) -> list[Disagreement]:
    """The breakdowns of counts whose parts do not add up to their total (the row with an empty part).

    `table` holds counts only: shares and means do not add up. A breakdown with a row without a number is left out,
    because an unknown number is never taken for zero. Companions of a figure are no part of it.
    """
    found = []
    table = table[~table["part"].map(is_companion).astype(bool)]
    figures = table["value"].fillna(table["numerator"])
    known = figures.notna() & (table["status"] == Status.REPORTED)
    for key, rows in table.groupby(BREAKDOWN, sort=False).groups.items():
        is_total = table.loc[rows, "part"] == ""
        if is_total.sum() != 1 or is_total.all() or not known[rows].all():
            continue
        total, together = float(figures[rows[is_total]].sum()), float(figures[rows[~is_total]].sum())
        if abs(total - together) > HALF_A_PERSON:
            found.append(Disagreement(*key, total, together, tuple(rows[~is_total])))
    return found


def check(table: pd.DataFrame, programme: Programme, problems: Problems) -> None:
    """Warns about reporters' own breakdowns; printed and official tables are left to the audit.

    Fewer persons in the parts than in the total are a fault only where every part of the indicator is there.
    """
    counts = [each for each in programme.indicators if each.kind is Kind.COUNT and each.parts]
    broken_down = {each.id: each for each in counts if not any(part.ages for part in each.parts)}  # bands may overlap
    own = np.array([not is_official(programme, source) for source in table["source"]], dtype=bool)
    for case in disagreements(table[own & table["indicator"].isin(list(broken_down))]):
        parts = {part.id for part in broken_down[case.indicator].parts}
        if case.sum < case.total and parts - set(table.loc[list(case.rows), "part"]):
            continue
        here = (table[BREAKDOWN] == list(case[: len(BREAKDOWN)])).all(axis=1) & (table["part"] == "")
        judgement = (
            say("The parts add up to {sum}, but the total is {total}.", sum=Number(case.sum), total=Number(case.total)),
            say(
                "Compare both with the reporter’s own record. "
                "Persons who are in no part need a part of their own, such as “other”."
            ),
        )
        problems.at(table, np.flatnonzero(here), "value", lambda at, said=judgement: said, Severity.WARNING)
