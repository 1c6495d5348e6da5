"""Whether a companion row stands beside its figure, and whether the flows between two figures agree with both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.message import Message, Number, say
from analysis.observations.columns import FLOWS, GAINED, INVITED, KEPT, LOST, SINCE, is_companion
from analysis.observations.flows import FIGURE, flows
from analysis.observations.problem import Judgement, Problems
from analysis.period import Period
from analysis.vocabulary import Status

PERCENT = 100

Key = tuple[str, ...]
Rule = tuple[Callable[["Pair"], bool], str, Callable[["Pair"], Message]]


@dataclass(frozen=True)
class Pair:
    """A figure, the earlier one, and the persons who are counted in both: how many have it both times, or once."""

    kept: float
    gained: float
    lost: float
    both: float
    numerator: float
    denominator: float
    earlier_numerator: float
    earlier_denominator: float


def check(table: pd.DataFrame, figures: pd.DataFrame, usable: np.ndarray, problems: Problems) -> None:
    """`usable` rows have a known indicator, good numbers and a good period."""
    refused = {(file, row) for file, row, column in problems.places if column == "part"}
    companions = [
        int(at)
        for at in np.flatnonzero(usable & table["part"].map(is_companion).to_numpy(dtype=bool))
        if (table["file"].iloc[at], table["row"].iloc[at]) not in refused
    ]
    if not companions:
        return
    keys = list(zip(*(table[column] for column in FIGURE), strict=True))
    stands = {keys[at]: at for at in np.flatnonzero((table["part"] == "").to_numpy(dtype=bool))}
    status = table["status"].to_numpy(dtype=object)
    alone = [at for at in companions if keys[at] not in stands and status[at] == Status.REPORTED]
    problems.at(table, alone, "part", lambda at: _alone(table["part"].iloc[at]))
    silent = [at for at in companions if keys[at] in stands and _says_more(status[at], status[stands[keys[at]]])]
    problems.at(table, silent, "status", lambda at: _beside_nothing(status[stands[keys[at]]]))
    reported = [at for at in companions if keys[at] in stands and status[at] == Status.REPORTED and at not in silent]
    _check_invited(table, figures, [at for at in reported if table["part"].iloc[at] == INVITED], stands, problems)
    _check_flows(table, figures, reported, stands, problems)


def _check_invited(
    table: pd.DataFrame, figures: pd.DataFrame, rows: list[int], stands: Mapping[Key, int], problems: Problems
) -> None:
    """Nobody answers who was not asked; and without the number of answers nothing can be said of those who did not."""
    n = figures["denominator"].to_numpy()
    invited = figures["value"].fillna(figures["numerator"]).to_numpy()
    for at in rows:
        answered = n[stands[tuple(table[column].iloc[at] for column in FIGURE)]]
        if np.isnan(answered) or answered > invited[at]:
            judgement = _too_few_invited(float(invited[at]), float(answered))
            problems.at(table, [at], "value", lambda _, judgement=judgement: judgement)


def _check_flows(
    table: pd.DataFrame, figures: pd.DataFrame, reported: list[int], stands: Mapping[Key, int], problems: Problems
) -> None:
    written = table[[*FIGURE, "part"]].iloc[reported].to_dict("records")
    for (*key, since), found in flows(written):
        rows = {word: reported[position] for word, position in found.items()}
        at = next(iter(rows.values()))
        earlier = _earlier(table, stands, tuple(key), since)
        if earlier is None:
            problems.at(table, [at], "part", lambda _, since=since: _no_earlier(since))
        elif missing := [word for word in FLOWS if word not in rows]:
            problems.at(table, [at], "part", lambda _, word=missing[0], since=since: _incomplete(word, since))
        else:
            _check_pair(table, figures, rows, stands[tuple(key)], earlier, problems)


def _earlier(table: pd.DataFrame, stands: Mapping[Key, int], key: Key, since: str) -> int | None:
    """Where the figure stands to which the flows look back, if it is earlier."""
    indicator, area, period, group = key
    at = stands.get((indicator, area, since, group))
    return at if at is not None and Period.parse(since).end < Period.parse(period).end else None


def _check_pair(
    table: pd.DataFrame, figures: pd.DataFrame, rows: dict[str, int], now: int, before: int, problems: Problems
) -> None:
    x, n = figures["numerator"].to_numpy(), figures["denominator"].to_numpy()
    at = rows[KEPT]
    counts = [x[rows[KEPT]], x[rows[GAINED]], x[rows[LOST]], *(n[rows[word]] for word in FLOWS)]
    if np.isnan(counts).any():
        problems.at(table, [at], "numerator", lambda _: _uncounted())
        return
    if len(set(counts[3:])) > 1:
        problems.at(table, [at], "denominator", lambda _: _different(counts[3:]))
        return
    numerator = np.where(np.isnan(x), np.round(figures["value"].to_numpy() * n / PERCENT), x)
    pair = Pair(*map(float, (*counts[:4], numerator[now], n[now], numerator[before], n[before])))
    for holds, column, what in RULES:
        # A number that is not written is not held against anything.
        if holds(pair):
            problems.at(table, [at], column, lambda _, what=what: (what(pair), _same_people()))
            return


RULES: tuple[Rule, ...] = (
    (
        lambda one: one.kept + one.gained + one.lost > one.both,
        "denominator",
        lambda one: say(
            "Kept, gained and lost together: {sum}. Persons counted both times: {both}.",
            sum=Number(one.kept + one.gained + one.lost),
            both=Number(one.both),
        ),
    ),
    (
        lambda one: one.both > min(one.denominator, one.earlier_denominator),
        "denominator",
        lambda one: say(
            "Persons counted both times: {both}. One of the two figures counts only: {fewer}.",
            both=Number(one.both),
            fewer=Number(min(one.denominator, one.earlier_denominator)),
        ),
    ),
    (
        lambda one: one.kept + one.gained > one.numerator,
        "numerator",
        lambda one: say(
            "Kept and gained together: {sum}. The figure itself has the numerator {numerator}.",
            sum=Number(one.kept + one.gained),
            numerator=Number(one.numerator),
        ),
    ),
    (
        lambda one: one.kept + one.lost > one.earlier_numerator,
        "numerator",
        lambda one: say(
            "Kept and lost together: {sum}. The earlier figure has the numerator {numerator}.",
            sum=Number(one.kept + one.lost),
            numerator=Number(one.earlier_numerator),
        ),
    ),
    (
        lambda one: one.both - one.kept - one.gained > one.denominator - one.numerator,
        "numerator",
        lambda one: say(
            "Counted both times and without it at the end: {persons}. The figure itself leaves only: {others}.",
            persons=Number(one.both - one.kept - one.gained),
            others=Number(one.denominator - one.numerator),
        ),
    ),
    (
        lambda one: one.both - one.kept - one.lost > one.earlier_denominator - one.earlier_numerator,
        "numerator",
        lambda one: say(
            "Counted both times and without it before: {persons}. The earlier figure leaves only: {others}.",
            persons=Number(one.both - one.kept - one.lost),
            others=Number(one.earlier_denominator - one.earlier_numerator),
        ),
    ),
)


def _says_more(companion: str, figure: str) -> bool:
    return companion == Status.REPORTED != figure


def _alone(part: str) -> Judgement:
    return (
        say("“{part}” belongs to a figure, and the figure itself is not there.", part=part),
        say("Write the figure on a row of the same indicator, area, period and group with an empty part."),
    )


def _beside_nothing(status: str) -> Judgement:
    return (
        say("The row belongs to a figure whose status is {status}.", status=status),
        say("Give this row the same status and empty its numbers, or write the figure too."),
    )


def _too_few_invited(invited: float, answered: float) -> Judgement:
    if np.isnan(answered):
        return (
            say("The figure does not say how many answered."),
            say("Write the number of answers as its denominator."),
        )
    return (
        say(
            "Invited: {invited}. Answered: {answered}.",
            invited=Number(float(invited)),
            answered=Number(float(answered)),
        ),
        say("Nobody answers who was not invited: correct one of the two numbers."),
    )


def _no_earlier(since: str) -> Judgement:
    return (
        say("There is no earlier figure of this indicator and group for the period “{period}”.", period=since),
        say("Write the period in the part as it is written on the row of the earlier figure, or add that figure."),
    )


def _incomplete(word: str, since: str) -> Judgement:
    return (
        say("The row “{part}” is missing beside this one.", part=f"{word}{SINCE}{since}"),
        say("Write all three: kept, gained and lost, each of the persons counted both times. Write 0 for nobody."),
    )


def _uncounted() -> Judgement:
    return (
        say("The persons are not counted: a percentage alone does not tell who changed."),
        say("Write numerator and denominator of kept, gained and lost."),
    )


def _different(denominators: list[float]) -> Judgement:
    return (
        say(
            "Kept, gained and lost have the denominators {kept}, {gained} and {lost}.",
            kept=Number(float(denominators[0])),
            gained=Number(float(denominators[1])),
            lost=Number(float(denominators[2])),
        ),
        say("The denominator of all three is the same: how many persons are counted both times."),
    )


def _same_people() -> Message:
    return say("Count the same persons in both figures and in the flows between them, and correct the wrong number.")
