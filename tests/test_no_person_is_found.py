"""Generated municipalities, two reviews in a row, attacked from everything that the gate lets through.

The same for as many towns as one likes: `python tests/test_no_person_is_found.py 0 1000`.
"""

import csv
import io
import sys
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from generated_towns import SEEN_FIRST, YEARS, draw_town, plan, reported, revised, rows_of
from judge import Table, attack, parsed, small_and_shown
from small_programme import table

from analysis.disclosure import System, insiders, least_hiding, ranges
from analysis.observations.columns import COLUMNS
from analysis.observations.earlier import NOTHING_EARLIER, Earlier, key
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
        return Earlier(
            frozenset(key(row) for row in self.figures if row["status"] == "reported"),
            frozenset(key(row) for row in self.figures if row["status"] == "withheld"),
        )


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


def findings(first: Reviewed, second: Reviewed) -> list:
    """What either review, and both together, leave too narrow: of the figures as they were, and as they are now."""
    return [
        *attack([first.figures], first.truth),
        *attack([first.figures, second.figures], first.truth),
        *attack([second.figures, first.figures], second.truth),
    ]


@pytest.mark.parametrize("seed", TOWNS)
def test_nobody_is_found_in_two_reviews_of_a_town(seed: int) -> None:
    first, second = reviews(seed)
    assert not small_and_shown(first.truth, first.figures)
    assert not small_and_shown(second.truth, second.figures)
    assert findings(first, second) == []


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


def summary(towns: range) -> str:
    found = recovered = hidden = beside = safe = 0
    slowest = total = 0.0
    for seed in towns:
        start = time.process_time()
        first, second = reviews(seed)
        took = (time.process_time() - start) / 2
        slowest, total = max(slowest, took), total + took
        for each in findings(first, second):
            found, recovered = found + 1, recovered + each.recovered
            print(f"town {seed}: {each}", flush=True)
        for each in (first, second):
            because = reasons(plan(), each.given, each.before)
            hidden += sum(bool(why) for why in because)
            beside += sum(why in ("complementary", "earlier") for why in because)
            safe += sum(why in ("", "complementary", "earlier") for why in because)
    return (
        f"{len(towns)} towns: {recovered} recovered, {found} too narrow; {hidden} rows hidden, {beside} of them beside "
        f"small ones: {100 - 100 * beside / safe:.1f} % of the safe rows stay; {total / len(towns):.2f} s a review, "
        f"at most {slowest:.2f} s"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    print(summary(range(*map(int, sys.argv[1:]))))
