"""Measure how often the rule is wrong, and write docs/calibration.md: `python scripts/calibrate.py [--quick]`.

Ends with 1, and says where, when a cell draws more false arrows than 5 in 100 beyond the error of the simulation, or
whole reviews more than the report announces. `--quick` measures a few cells roughly and writes nothing.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from calibration import cells, reviews, targets, trends
from calibration.cells import Cell, Result
from calibration.page import Measured, page, table
from calibration.picture import picture

DOCS = Path(__file__).resolve().parents[1] / "docs"
ROUNDING = 1e-9
REVIEWS, QUICK_REVIEWS = 20_000, 400


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how often the rule is wrong.")
    parser.add_argument("--quick", action="store_true", help="a few cells, roughly; write nothing")
    quick = parser.parse_args().quick
    measured = quickly() if quick else wholly()
    found = list(faults(measured))
    if not quick:
        _write("calibration.md", page(measured))
        _write("calibration.csv", table(measured))
        _write("images/calibration.svg", picture(measured))
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


def wholly() -> Measured:
    """Every cell, each rate known within 0.2 percentage points."""
    return Measured(
        still=_measured([*cells.shares(), *cells.unlike(), *cells.counts(), *cells.gaps()]),
        moving=_measured(list(cells.rises())),
        reviews=_reviews(REVIEWS),
        met=list(targets.met(cells.SIZES)),
        trends=list(trends.trending()),
    )


def quickly() -> Measured:
    """A few cells of each kind, each rate known within 1 percentage point: what the tests can afford."""
    some = [
        *cells.shares(sizes=(60, 300), levels=(0.0, 0.5), years=(2, 3)),
        Cell(cells.Kind.COUNT, 40.0, 0.0, 2),
        Cell(cells.Kind.COUNT, 40.0, 0.0, 5),
        *cells.gaps(sizes=(60,), years=(2, 3)),
    ]
    return Measured(
        still=[cells.measured(each, standard_error=0.01) for each in some],
        moving=[cells.measured(each, standard_error=0.01) for each in cells.rises(sizes=(100,), years=(2,))],
        reviews=_reviews(QUICK_REVIEWS),
        met=list(targets.met((12, 60))),
        trends=[],
    )


def faults(measured: Measured) -> Iterator[str]:
    """What is worse than the report says."""
    for each in (*measured.still, *measured.moving):
        rate = each.false_arrows
        if rate > cells.ALLOWED + cells.CLEARLY * each.error(rate) + ROUNDING:
            yield f"{each.cell}: {100 * rate:.2f} false arrows in 100."
    for each in measured.reviews:
        # Where something truly rises, more arrows are kept, and a tenth of them may be false.
        allowed = each.announced if each.true == 0 else max(each.announced, 0.10 * each.arrows)
        if each.false_arrows > allowed + cells.CLEARLY * each.error:
            yield f"{each.name}: {each.false_arrows:.3f} false arrows a review, announced {allowed:.3f}."


def _measured(wanted: Sequence[Cell]) -> list[Result]:
    found = []
    for number, cell in enumerate(wanted, 1):
        found.append(cells.measured(cell))
        print(f"{number} of {len(wanted)}: {cell.kind} {cell.size:g}", end="\r", file=sys.stderr)
    print(file=sys.stderr)
    return found


def _reviews(draws: int) -> list[reviews.Reviews]:
    goals = reviews.GOALS
    return [
        reviews.simulated("nothing changes, a programme as towns have it", reviews.MIXED[:goals], (), draws),
        reviews.simulated("nothing changes, the hardest indicators", reviews.HARDEST, (), draws),
        reviews.simulated("nine truly rise", reviews.MIXED[: goals - len(reviews.TRUE)], reviews.TRUE, draws),
    ]


def _write(name: str, text: str) -> None:
    (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
