"""The measures as docs/benchmark.md: ratios first, then seconds and megabytes."""

import itertools
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from speed import ways
from speed.measure import Cost

Costs = Mapping[str, Sequence[Cost]]
LIBRARIES = ("papermill", "nbconvert", "ipykernel", "pandas", "matplotlib", "statsmodels")


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each measure by itself; of memory the largest."""
    peaks = [cost.peak for cost in costs if cost.peak is not None]
    walls, cpus = ([getattr(cost, name) for cost in costs] for name in ("wall", "cpu"))
    return Cost(statistics.median(walls), statistics.median(cpus), max(peaks, default=None))


def written(path: Path, costs: Costs, growth: Mapping[int, Sequence[Cost]], how: str) -> None:
    """Put the tables between the two marks of the page; the words around them stay."""
    begin, end = "<!-- measured -->", "<!-- end -->"
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    tables = "\n".join([how, "", *_ratios(costs, growth), "", *_seconds(costs), "", *_growth(growth)])
    path.write_text(f"{before}{begin}\n\n{tables}\n\n{end}{after}", encoding="utf-8", newline="\n")


def circumstances(goals: int, rounds: int) -> str:
    system = (
        f"{platform.system()} on {platform.machine()}, {_processors()} processors, Python {platform.python_version()}"
    )
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{goals} goals, medians of {rounds} rounds, the first two rows of seconds once. {system}. {libraries}."


def _processors() -> int:
    import os

    return os.cpu_count() or 1


def _ratios(costs: Costs, growth: Mapping[int, Sequence[Cost]]) -> Iterable[str]:
    yield from ("| what | by the clock | by the processors | wanted |", "|---|---|---|---|")
    pairs = (
        ("the usual loop / kotoarvio, 2 jobs", ways.USUAL, ways.OURS_2, "at least 15"),
        ("papermill in one process / kotoarvio, 2 jobs", ways.ONE_PROCESS, ways.OURS_2, ""),
        ("ploomber-engine / kotoarvio, 2 jobs", ways.PLOOMBER, ways.OURS_2, "at least 2"),
        ("ploomber-engine / kotoarvio, 1 job", ways.PLOOMBER, ways.OURS_1, ""),
        ("kotoarvio, 1 job / plain function, 1 process", ways.OURS_1, ways.LIMIT_1, "at most 1.3"),
        ("kotoarvio, 2 jobs / plain function, 2 processes", ways.OURS_2, ways.LIMIT_2, "at most 1.3"),
        ("one row changed / kotoarvio, 2 jobs", ways.ONE_ROW, ways.OURS_2, "at most 0.2"),
    )
    for what, upper, lower, wanted in pairs:
        if upper in costs and lower in costs:
            wall, cpu = (_ratio(costs[upper], costs[lower], measure) for measure in ("wall", "cpu"))
            yield f"| {what} | {wall:.2f} | {cpu:.2f} | {wanted} |"
    yield from _of_growth(growth)


def _ratio(upper: Sequence[Cost], lower: Sequence[Cost], measure: str) -> float:
    """The median of the ratios within a round: a busy spell meets both. What was measured once is set against each."""
    above, below = ([getattr(cost, measure) for cost in costs] for costs in (upper, lower))
    rounds = max(len(above), len(below))
    pairs = zip(itertools.cycle(above), itertools.cycle(below), strict=False)
    return statistics.median(one / other for one, other in itertools.islice(pairs, rounds))


def _of_growth(growth: Mapping[int, Sequence[Cost]]) -> Iterable[str]:
    sizes = sorted(growth)
    for small, middle, large in zip(sizes, sizes[1:], sizes[2:], strict=False):
        first, second = (_marginal(growth, *pair) for pair in ((small, middle), (middle, large)))
        yield (
            f"| cost of a goal, {middle} to {large} / {small} to {middle} | {second.wall / first.wall:.2f} | "
            f"{second.cpu / first.cpu:.2f} | about 1 |"
        )
    if len(sizes) > 1:
        cost = _marginal(growth, sizes[-2], sizes[-1])
        yield f"| processors kept at work by a further goal, 2 jobs | {cost.cpu / cost.wall:.2f} | | at least 1.8 |"
        peaks = [median(growth[size]).peak for size in (sizes[-2], sizes[-1])]
        if None not in peaks:
            yield f"| memory, {sizes[-1]} goals / {sizes[-2]} goals | {peaks[1] / peaks[0]:.2f} | | about 1 |"


def _marginal(growth: Mapping[int, Sequence[Cost]], fewer: int, more: int) -> Cost:
    one, other = median(growth[fewer]), median(growth[more])
    goals = more - fewer
    return Cost((other.wall - one.wall) / goals, (other.cpu - one.cpu) / goals, None)


def _seconds(costs: Costs) -> Iterable[str]:
    yield from ("| way | seconds by the clock | seconds of processors | peak memory, MB |", "|---|---|---|---|")
    for name, each in costs.items():
        yield _row(name, median(each))


def _growth(growth: Mapping[int, Sequence[Cost]]) -> Iterable[str]:
    yield from (
        "| goals (kotoarvio, 2 jobs) | seconds by the clock | seconds of processors | peak memory, MB |",
        "|---|---|---|---|",
    )
    for size in sorted(growth):
        yield _row(str(size), median(growth[size]))


def _row(name: str, cost: Cost) -> str:
    peak = "" if cost.peak is None else f"{cost.peak:.0f}"
    return f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {peak} |"
