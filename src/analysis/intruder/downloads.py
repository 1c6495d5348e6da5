"""The files to download: no row holds a number of a withheld figure, and the workbook is the tables and no more."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from analysis import audit
from analysis.intruder.leak import Leak, unexplained
from analysis.intruder.sightings import leak
from analysis.intruder.town import Cell, Town
from analysis.report import downloads
from analysis.vocabulary import Kind

FIGURES = {  # the columns of indicators.csv that rest on a period, and the column that names it
    "baseline_period": ("baseline", "baseline_low", "baseline_high"),
    "review_period": ("review", "review_low", "review_high"),
}
OF_BOTH = ("change", "change_low", "change_high", "smallest_visible_change", "p_value", "q_value")
CODE = re.compile("[a-z_]*")
CLOSE = 1e-4  # of a number with six digits

Rows = Sequence[Mapping[str, str]]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def indicators(town: Town, file: str, rows: Rows) -> Iterator[Leak]:
    """A leak for each figure that stands in indicators.csv though its row of the observations is withheld."""
    for row in rows:
        hidden = [cell for cell in town.hidden_by_indicator.get(row["indicator"], ()) if not cell.part]
        shown = town.shown_by_indicator.get(row["indicator"], ())
        if not hidden:
            continue
        without = None
        for period, columns in FIGURES.items():
            numbers = [row[column] for column in columns if row[column]]
            withheld = [cell for cell in hidden if cell.period.text == row[period]]
            if withheld or not row[period]:
                without = withheld[0] if withheld else hidden[0]
                if numbers:
                    yield leak(file, without)
            elif numbers and not _is_shown(row[columns[0]], row[period], shown):
                yield unexplained(file, f"{row['indicator']} {columns[0]}")
        if without is not None and any(row[column] for column in OF_BOTH):
            yield leak(file, without)


def _is_shown(number: str, period: str, shown: Iterable[Cell]) -> bool:
    """Whether a number of the table is the figure that the observations show for that period."""
    here = [cell for cell in shown if cell.period.text == period and not cell.part]
    figures = [figure for cell in here if (figure := _figure(cell)) is not None]
    if here and here[0].indicator.kind is Kind.GAP and len(figures) > 1:
        figures = [figures[0] - figures[1], figures[1] - figures[0]]
    return any(math.isclose(float(number), figure, rel_tol=CLOSE, abs_tol=CLOSE) for figure in figures)


def _figure(cell: Cell) -> float | None:
    """A figure as indicators.csv writes it: shares in per cent, rates in their own unit."""
    if cell.share is not None:
        return cell.share * 100
    if cell.indicator.kind is Kind.RATE and cell.x is not None and cell.n:
        return cell.x / cell.n * cell.indicator.per
    return cell.x if cell.value is None else cell.value


def goals(town: Town, file: str, rows: Rows) -> Iterator[Leak]:
    """goals.csv holds the goals' numbers and codes."""
    numbers = {goal.id: str(goal.number) for goal in town.programme.goals}
    for row in rows:
        codes = [value for column, value in row.items() if column not in ("number", "goal", "sector")]
        strange = [code for code in codes if not CODE.fullmatch(code or "")]
        if strange or row["number"] != numbers.get(row["goal"]):
            yield unexplained(file, row["goal"])


def findings(town: Town, file: str, text: str, released: pd.DataFrame) -> Iterator[Leak]:
    """findings.csv says what the audit finds in the released figures, and nothing else."""
    expected = Counter(map(tuple, downloads.finding_rows(audit.examine(town.programme, released))))
    found = Counter(map(tuple, list(csv.reader(io.StringIO(text)))[1:]))
    for row in found - expected:
        yield unexplained(file, " ".join(row[:3]))


def figures(town: Town, file: str, text: str, released: pd.DataFrame) -> Iterator[Leak]:
    """figures.csv holds the released observations, row by row."""
    expected = Counter(map(tuple, downloads.figure_rows(released)))
    rows = [tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:]]
    withheld = {_key(cell): cell for cell in town.hidden}
    for row in Counter(rows) - expected:
        cell = withheld.get((row[0], *row[2:5]))
        yield unexplained(file, " ".join(row[:5])) if cell is None else leak(file, cell)


def _key(cell: Cell) -> tuple[str, ...]:
    return cell.indicator.id, cell.period.text, cell.group, cell.part
