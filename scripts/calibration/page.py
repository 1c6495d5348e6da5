"""docs/calibration.md and docs/calibration.csv, written from what was measured."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from analysis.vocabulary import Kind, Verdict
from calibration.cells import REFERENCE_TIMES, SAME, SAME_KNOWN, STANDARD_ERROR, STRANGERS, Cell, Result
from calibration.reviews import Reviews
from calibration.targets import FIGURES, TARGET, TRUTHS, Met
from calibration.trends import Trending

TEMPLATE = Path(__file__).with_name("calibration.md.jinja")
SHOWN = tuple(each for each in Verdict if each not in (Verdict.MIXED, Verdict.NOT_ASSESSED, Verdict.ACHIEVED))
RESIDENTS = {
    STRANGERS: "each year other people",
    SAME: "the same residents, their flows not known",
    SAME_KNOWN: "the same residents, their flows known",
}


@dataclass(frozen=True)
class Measured:
    """Everything that one calibration measures."""

    still: Sequence[Result]
    moving: Sequence[Result]
    reviews: Sequence[Reviews]
    met: Sequence[Met]
    trends: Sequence[Trending]


def table(measured: Measured) -> str:
    """Every cell with the rate of each verdict, in per cent."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    named = ("kind", "size", "first_size", "share", "gap", "true_change", "years", "residents")
    writer.writerow([*named, "draws", "false_arrows", "standard_error", *SHOWN])
    for each in (*measured.still, *measured.moving):
        cell = each.cell
        first = cell.first or cell.size
        numbers = (cell.size, first, cell.share, cell.gap, cell.change)
        writer.writerow(
            [
                cell.kind,
                *(f"{number:g}" for number in numbers),
                cell.years,
                cell.residents,
                "exact" if each.draws is None else each.draws,
                f"{100 * each.false_arrows:.3f}",
                f"{100 * each.error(each.false_arrows):.3f}",
                *(f"{100 * each.rate(verdict):.2f}" for verdict in SHOWN),
            ]
        )
    return text.getvalue()


def page(measured: Measured) -> str:
    worst = max(measured.still, key=lambda each: each.false_arrows)
    meaningful = [each for each in measured.moving if each.cell.change == 0.1]
    stable = max(meaningful, key=lambda each: each.rate(Verdict.STABLE))
    template = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)
    return template.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        cells=len(measured.still),
        enumerated=sum(each.draws is None for each in measured.still),
        error=f"{100 * STANDARD_ERROR:.1f}",
        worst=_percent(worst.false_arrows),
        worst_error="" if worst.draws is None else f", standard error {100 * worst.error(worst.false_arrows):.2f}",
        where=_where(worst.cell),
        still=list(_still(measured.still)),
        gained=list(_gained(measured.moving)),
        wrong=_percent(max(each.rate(Verdict.RECEDING) for each in measured.moving)),
        stable=_percent(stable.rate(Verdict.STABLE)),
        stable_where=_where(stable.cell),
        reviews=_reviews(measured.reviews),
        target=f"{100 * TARGET:g}",
        targets=_targets(measured.met),
        trends=_trends(measured.trends),
    )


def _still(results: Sequence[Result]) -> Iterator[tuple[str, str]]:
    shares = [each for each in results if each.cell.kind is Kind.SHARE and not each.cell.first]
    for residents, title in RESIDENTS.items():
        found = [each for each in shares if each.cell.residents == residents]
        yield (
            f"Shares, {title}",
            _by_years(found, ("n", "share"), lambda cell: (_number(cell.size), _share(cell.share))),
        )
    yield (
        "Shares, few persons in one period and many in another",
        _by_years(
            [each for each in results if each.cell.first],
            ("n at first", "n later", "share"),
            lambda cell: (_number(cell.first), _number(cell.size), _share(cell.share)),
        ),
    )
    yield (
        "Counts of events that happen independently of each other",
        _by_years(
            [each for each in results if each.cell.kind is Kind.COUNT],
            ("events a year",),
            lambda cell: (_number(cell.size),),
        ),
    )
    yield (
        f"Gaps, with {REFERENCE_TIMES} times as many persons in the group of comparison",
        _by_years(
            [each for each in results if each.cell.kind is Kind.GAP],
            ("n", "share", "gap"),
            lambda cell: (_number(cell.size), _share(cell.share), f"{100 * cell.gap:g} points"),
        ),
    )


def _by_years(results: Sequence[Result], head: Sequence[str], named: Callable[[Cell], Sequence[str]]) -> str:
    """A row for each town, a column for each number of years."""
    years = sorted({each.cell.years for each in results})
    rows: dict[tuple[str, ...], dict[int, str]] = {}
    for each in results:
        rows.setdefault(tuple(named(each.cell)), {})[each.cell.years] = _percent(each.false_arrows)
    return _table(
        [*head, *(f"{length} years" for length in years)],
        [[*names, *(rates[length] for length in years)] for names, rates in rows.items()],
    )


def _gained(results: Sequence[Result]) -> Iterator[tuple[str, str]]:
    heads = {STRANGERS: "other people", SAME: "same, flows not known", SAME_KNOWN: "same, flows known"}
    years = sorted({each.cell.years for each in results})
    found = {
        (each.cell.change, each.cell.size, each.cell.years, each.cell.residents): _percent(
            each.rate(Verdict.PROGRESSING)
        )
        for each in results
    }
    for change in sorted({each.cell.change for each in results}):
        rows = [
            [_number(n), *(found[change, n, length, residents] for length in years for residents in RESIDENTS)]
            for n in dict.fromkeys(each.cell.size for each in results)
        ]
        head = ["n", *(f"{length} years: {heads[each]}" for length in years for each in RESIDENTS)]
        yield f"A rise of {100 * change:g} points", _table(head, rows)


def _reviews(reviews: Sequence[Reviews]) -> str:
    head = (
        "review", "indicators", "truly rising", "tested", "announced", "false arrows", "reviews with any, in 100",
        "one by one", "all arrows", "false among the arrows, in 100",
    )  # fmt: skip
    return _table(
        head,
        [
            [
                each.name,
                str(each.indicators),
                str(each.true),
                f"{each.tested:.1f}",
                f"{each.announced:.3f}",
                f"{each.false_arrows:.3f} ± {each.error:.3f}",
                _percent(each.any_false),
                f"{each.intervals:.2f}",
                f"{each.arrows:.2f}",
                _percent(each.false_share),
            ]
            for each in reviews
        ],
    )


def _targets(met: Sequence[Met]) -> str:
    chances = {(each.n, each.truth, each.figures): _percent(each.achieved) for each in met}
    rows = [
        [_number(n), str(figures), *(chances[n, truth, figures] for truth in TRUTHS)]
        for n in dict.fromkeys(each.n for each in met)
        for figures in FIGURES
    ]
    return _table(["n", "figures", *(_share(truth) for truth in TRUTHS)], rows)


def _trends(trends: Sequence[Trending]) -> str:
    years = list(dict.fromkeys(each.years for each in trends))
    rates = {(each.residents, each.share, each.years): _percent(each.rate) for each in trends}
    rows = [
        [RESIDENTS[residents].split(",")[0], _share(share), *(rates[residents, share, length] for length in years)]
        for residents, share in dict.fromkeys((each.residents, each.share) for each in trends)
    ]
    return _table(["residents", "share", *(f"{length} years" for length in years)], rows)


def _where(cell: Cell) -> str:
    if cell.kind is Kind.COUNT:
        return f"counts, {_number(cell.size)} events a year, {cell.years} years"
    size = f"n = {_number(cell.first)} and {_number(cell.size)}" if cell.first else f"n = {_number(cell.size)}"
    what = "gap" if cell.kind is Kind.GAP else "share"
    people = "" if cell.kind is Kind.GAP else f", {RESIDENTS[cell.residents]}"
    return f"{what}, {size}, {_share(cell.share)}, {cell.years} years{people}"


def _share(share: float) -> str:
    return f"{100 * share:g} %"


def _number(number: float) -> str:
    return f"{number:,.0f}"


def _percent(rate: float) -> str:
    """In 100, with two decimals."""
    return "0" if rate == 0 else "< 0.01" if rate < 5e-5 else f"{100 * rate:.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
