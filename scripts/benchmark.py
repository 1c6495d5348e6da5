"""Measure the project against the usual ways and against the limit: python scripts/benchmark.py [--quick].

Everything is measured in one run, in turns, so that a busy spell of the machine meets all of them. No time makes it
fail. The tables go into docs/benchmark.md.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from analysis.execution import startup

startup.skip_address_grammar()

from speed import programmes, table, ways  # noqa: E402
from speed.measure import Cost  # noqa: E402
from speed.ways import Bench  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmark.md"
SIZES, QUICK_SIZES = (1, 10, 30, 100, 300), (1, 4, 10)
EXAMPLE_GOALS, QUICK_GOALS = 29, 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few goals and one round, to see that it works")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is measured (default: %(default)s)")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the tables go (default: docs/benchmark.md)")
    arguments = parser.parse_args()
    goals, sizes = (QUICK_GOALS, QUICK_SIZES) if arguments.quick else (EXAMPLE_GOALS, SIZES)
    rounds = 1 if arguments.quick else arguments.rounds
    with tempfile.TemporaryDirectory(prefix="kotoarvio-benchmark-") as scratch:
        measure(Path(scratch), goals, sizes, rounds, arguments.page)


def measure(scratch: Path, goals: int, sizes: tuple[int, ...], rounds: int, page: Path) -> None:
    bench = Bench(programmes.of_goals(goals, scratch / "programme"), scratch / "made")
    costs: dict[str, list[Cost]] = {}
    growth: dict[int, list[Cost]] = {}
    for name, way in ways.ONCE.items():
        _note(costs.setdefault(name, []), name, lambda way=way: way(bench))
    for turn in range(1, rounds + 1):
        for name, way in ways.IN_TURNS.items():
            _note(costs.setdefault(name, []), f"{turn}: {name}", lambda way=way: way(bench))
        for size in sizes:
            folder = scratch / f"of-{size}"
            grown = Bench(folder if folder.exists() else programmes.of_goals(size, folder), scratch / "grown")
            _note(growth.setdefault(size, []), f"{turn}: {size} goals", lambda grown=grown: ways.this_project(2)(grown))
        table.written(page, costs, growth, table.circumstances(goals, turn))  # what is measured is not lost


def _note(costs: list[Cost], name: str, way: Callable[[], Cost]) -> None:
    try:
        cost = way()
    except subprocess.CalledProcessError as error:
        print(f"{name}: could not be measured: {error.output}", file=sys.stderr, flush=True)
        raise
    costs.append(cost)
    print(f"{name}: {cost.wall:.2f} s, {cost.cpu:.2f} s of processors, {cost.peak or 0:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
