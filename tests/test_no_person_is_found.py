"""Generated municipalities, two reviews in a row, attacked from everything that the gate lets through.

The same for as many towns as one likes, here in two processes: `python tests/test_no_person_is_found.py 0 1000 2`.
"""

import csv
import io
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

import pytest
from generated_towns import SEEN_FIRST, YEARS, draw_town, plan, reported, revised, rows_of
from judge import Table, attempts, hunted, parsed, small_and_shown
from small_programme import table

from analysis.disclosure import Line, Publication, System, insiders, least_hiding, ranges
from analysis.observations.columns import COLUMNS, looks_back_to
from analysis.observations.earlier import NOTHING_EARLIER, Earlier
from analysis.observations.release import publication, reasons, release
from analysis.report.downloads import figure_rows

TOWNS = range(5)
SINGLE_REVIEWS = range(30)


@dataclass(frozen=True)
class Reviewed:
    """One review of a town: the rows that the gate got, what is true, and what a reader of figures.csv has."""

    given: list[dict]
    before: Earlier
    truth: Table
    figures: Table

    @property
    def earlier(self) -> Earlier:
        return Earlier.of(self.figures)


def as_figures(frame) -> Table:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(figure_rows(frame))
    return parsed(text.getvalue())


def review(town, years, seed: int, before: Earlier = NOTHING_EARLIER) -> Reviewed:
    rows = rows_of(town, years, seed)
    given = table(reported(rows))
    return Reviewed(
        given.to_dict("records"), before, as_figures(table(rows)), as_figures(release(plan(), given, before))
    )


@cache
def reviews(seed: int) -> tuple[Reviewed, Reviewed]:
    town = draw_town(seed)
    first = review(town, SEEN_FIRST, seed)
    return first, review(revised(town, seed), YEARS, seed, first.earlier)


def attacked(first: Reviewed, second: Reviewed) -> list[tuple[list[Table], Table]]:
    """Either review, and both together, with what is true: of the figures as they were, and as they are now."""
    return [
        ([first.figures], first.truth),
        ([first.figures, second.figures], first.truth),
        ([second.figures, first.figures], second.truth),
    ]


@pytest.mark.parametrize("seed", TOWNS)
def test_nobody_is_found_in_two_reviews_of_a_town(seed: int) -> None:
    first, second = reviews(seed)
    assert not small_and_shown(first.truth, first.figures)
    assert not small_and_shown(second.truth, second.figures)
    tried = [each for tables, truth in attacked(first, second) for each in attempts(tables, truth)]
    assert len(tried) >= 10  # else nothing was attacked
    assert [each for each in tried if each.too_narrow] == []


def test_the_attacker_finds_the_small_numbers_where_nothing_is_hidden_beside_them(monkeypatch) -> None:
    monkeypatch.setitem(release.__globals__, "least_hiding", lambda publication: frozenset())
    first = review(draw_town(1), SEEN_FIRST, 1)
    tried = list(attempts([first.figures], first.truth))
    assert any(each.recovered and each.insider is None for each in tried)


# --- and no more is hidden than that needs ----------------------------------------------------------------------------


def left_too_narrow(given: list[dict], hidden: list[str]) -> bool:
    """Whether a number that the gate protects is narrower than it could be, by the attacker on the released rows."""
    whole = publication(plan(), given, hidden)
    public = {name: whole.truth[name] for line in whole.lines if line.public for name in line.tells}
    shown = {
        name: whole.truth[name] for line, why in zip(whole.lines, hidden, strict=True) if not why for name in line.tells
    }
    alone = {name: 1.0 for name, value in whole.truth.items() if value == 1}
    system = System(tuple(whole.relations), {**shown, **public})
    for who, knowing in ((None, system), *insiders(system, alone)):
        for name, left in ranges(knowing, [name for name in whole.width if name not in (who, *public)]).items():
            if left.width < whole.width[name]:
                least = System(tuple(whole.relations), public if who is None else {**public, who: 1.0})
                if left.width < ranges(least, [name])[name].width:
                    return True
    return False


@cache
def first_review(seed: int) -> tuple[list[dict], tuple[str, ...]]:
    given = table(reported(rows_of(draw_town(seed), SEEN_FIRST, seed))).to_dict("records")
    return given, tuple(reasons(plan(), given))


MUTANTS = [
    (seed, position)
    for seed in SINGLE_REVIEWS
    for position, why in enumerate(first_review(seed)[1])
    if why == "complementary"
]


def test_to_show_any_row_that_is_hidden_beside_another_is_noticed() -> None:
    assert len(MUTANTS) >= 50
    unnoticed = []
    for seed, position in MUTANTS:
        given, because = first_review(seed)
        shown = [why if at != position else "" for at, why in enumerate(because)]
        if not left_too_narrow(given, shown):
            unnoticed.append((seed, position))
    assert unnoticed == []


def test_the_rows_hidden_are_few_and_hardly_more_than_the_fewest_possible() -> None:
    """Hidden beside: at most a tenth of the rows that are safe by themselves. In all: at most 1.5 times the fewest."""
    hidden = fewest = beside = safe = 0
    for seed in SINGLE_REVIEWS:
        given, because = first_review(seed)
        by_themselves = [why if why != "complementary" else "" for why in because]
        case = publication(plan(), given, by_themselves)
        fewest += len(least_hiding(replace(case, lines=[replace(line, loss=1.0) for line in case.lines])))
        hidden += sum(map(bool, because))
        beside += sum(why == "complementary" for why in because)
        safe += sum(why in ("", "complementary") for why in because)
    assert beside <= safe / 10
    assert hidden <= 1.5 * fewest
    print(f"{hidden} rows hidden, {beside} of {safe} safe ones; {hidden / fewest:.2f} times the fewest")


# --- for as many towns as one likes -----------------------------------------------------------------------------------


SLOWEST = "milliseconds of the slowest"
STAYING = {
    "in the first review": ("first",),
    "in the second": ("second",),
    "of kept, gained and lost": ("flow",),
    "of the second with these": ("second", "flow"),
    "of both": ("first", "second", "flow"),
}


def tally(seed: int) -> Counter:
    """One town: what was attacked, what was found, and what hiding cost."""
    found: Counter = Counter(towns=1)
    first, second = reviews(seed)
    for tables, truth in attacked(first, second):
        found["cells"] += len(hunted(tables, truth))
        for each in attempts(tables, truth):
            found["from outside" if each.insider is None else "by insiders"] += 1
            found["exact"] += each.too_narrow and each.left.is_exact
            found["among small ones"] += each.recovered and each.too_narrow and not each.left.is_exact
            found["too narrow"] += each.too_narrow
            if each.too_narrow:
                print(f"town {seed}: {each}", flush=True)
    for name, each in (("first", first), ("second", second)):
        found["shown though small"] += len(small_and_shown(each.truth, each.figures))
        found = merged([found, cost(each, name)])
    return found


def cost(reviewed: Reviewed, name: str) -> Counter:
    """How many rows are hidden, how few could be, and how many of the rows that are safe by themselves stay."""
    start = time.process_time()
    because = reasons(plan(), reviewed.given, reviewed.before)
    took = time.process_time() - start
    first = [why if why != "complementary" else "" for why in because]
    case = publication(plan(), reviewed.given, first, reviewed.before)
    fewest = least_hiding(replace(case, lines=[replace(line, loss=1.0) for line in case.lines]))
    found = Counter(
        {"hidden": sum(map(bool, because)), "fewest": len(fewest), "milliseconds": round(1000 * took)},
    )
    found[SLOWEST] = found["milliseconds"]
    for row, why, line in zip(reviewed.given, because, case.lines, strict=True):
        kind = "flow" if looks_back_to(str(row["part"])) else name
        found[f"safe, {kind}"] += why in ("", "complementary", "earlier")
        found[f"beside, {kind}"] += why in ("complementary", "earlier")
        found[f"protected, {kind}"] += why in ("complementary", "earlier") and states_a_protected_number(case, line)
    return found


def states_a_protected_number(case: Publication, line: Line) -> bool:
    """Whether a row tells the very number of the same persons that another row, which is hidden, is protected for.

    Such a row is safe as a row, but its number is not. Rows that merely help to work the number out are safe.
    """
    return not line.public and not case.width.keys().isdisjoint(line.tells)


def summary(found: Counter) -> str:
    return (
        f"{found['towns']} towns, {found['cells']} protected numbers: {found['from outside']} attacks from outside, "
        f"{found['by insiders']} by insiders; {found['exact']} found exactly, {found['among small ones']} narrowed to "
        f"small numbers, {found['too narrow']} too narrow, {found['shown though small']} small ones shown.\n"
        f"{found['hidden']} rows hidden, {found['hidden'] / found['fewest']:.2f} times the fewest.\n"
        f"Of the rows that are safe by themselves stay {stay(found)}.\n"
        f"Of these without the rows that state a number that another row must hide stay {stay(found, 'protected')}.\n"
        f"{found['milliseconds'] / found['towns'] / 2:.0f} ms of a processor a review, "
        f"{found[SLOWEST]} ms the slowest."
    )


def stay(found: Counter, but: str = "") -> str:
    """How many of the rows that are safe by themselves are shown; `but` names rows that are not counted among them."""
    shares = []
    for name, kinds in STAYING.items():
        left_out = sum(found[f"{but}, {kind}"] for kind in kinds)
        beside = sum(found[f"beside, {kind}"] for kind in kinds) - left_out
        shares.append(f"{100 - 100 * beside / (sum(found[f'safe, {kind}'] for kind in kinds) - left_out):.2f} % {name}")
    return ", ".join(shares)


def merged(tallies: Iterable[Counter]) -> Counter:
    """The sum of the tallies, but the longest time of all."""
    found: Counter = Counter()
    for each in tallies:
        slowest = max(found[SLOWEST], each[SLOWEST])
        found += each
        found[SLOWEST] = slowest
    return found


if __name__ == "__main__":
    first, last, processes = (*map(int, sys.argv[1:]), 1)[:3]
    with ProcessPoolExecutor(processes) as pool:
        print(summary(merged(pool.map(tally, range(first, last)))))
