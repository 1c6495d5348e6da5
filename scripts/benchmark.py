"""Measure the project against the usual ways and against the limit: python scripts/benchmark.py [--quick].

Everything is measured in one run, in turns, so that a busy spell of the machine meets all of them. No time makes it
fail. The tables go into docs/benchmark.md.
"""

import argparse
import tempfile
from dataclasses import replace
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
    grown = {size: Bench(programmes.of_goals(size, scratch / f"of-{size}"), scratch / "grown") for size in sizes}
    costs: dict[str, list[Cost]] = {}
    growth: dict[int, list[Cost]] = {}
    peaks: dict[str | int, float | None] = {}
    steps = [(costs, name, way, bench) for name, way in ways.ONCE.items()]  # one process: who looks has the other one
    turns = [(costs, name, way, bench) for name, way in ways.IN_TURNS.items()]
    turns += [(growth, size, ways.this_project(2), grown[size]) for size in sizes]
    for _, name, way, of_what in turns:  # whoever looks takes time from two jobs: memory is measured in runs of its own
        peaks[name] = way(of_what).peak
        print(f"{name}: {peaks[name] or 0:.0f} MB", flush=True)
    steps += [(kept, name, way, replace(of_what, look=False)) for kept, name, way, of_what in turns] * rounds
    for kept, name, way, of_what in steps:
        cost = way(of_what)
        kept.setdefault(name, []).append(replace(cost, peak=peaks.get(name, cost.peak)))
        print(f"{name}: {cost.wall:.2f} s, {cost.cpu:.2f} s of processors", flush=True)
        table.written(page, costs, growth, table.circumstances(goals, rounds))  # what is measured is not lost


if __name__ == "__main__":
    main()
