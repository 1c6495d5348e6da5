"""The tables of a report for other programs: indicators.csv, goals.csv, findings.csv and figures.csv.

Codes are stable English words; shares, gaps and their changes are in per cent and percentage points, rates in the
indicator's own unit, ratios of counts as ratios. A withheld or missing figure is an empty field with its reason.
"""

import csv
import math
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis import language
from analysis.assessment import Assessment, Evaluation, smallest_visible_progress
from analysis.audit import Audit
from analysis.change import Change, Scale
from analysis.observations.columns import COLUMNS, NUMBERS
from analysis.vocabulary import Kind

INDICATOR_COLUMNS = (
    *("goal", "indicator", "kind", "asks", "role", "baseline_period", "review_period"),
    *("baseline", "baseline_low", "baseline_high", "review", "review_low", "review_high"),
    *("change", "change_low", "change_high", "smallest_visible_change", "p_value", "q_value"),
    *("verdict", "reason", "method"),
)
GOAL_COLUMNS = ("number", "goal", "sector", "theme", "done", "verdict", "reason")
FINDING_COLUMNS = ("code", "severity", "where", "what", "remedy")

PERCENTAGES = (Kind.SHARE, Kind.GAP)
FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")  # a spreadsheet turns the wide forms into these


def indicator_rows(evaluation: Evaluation) -> list[list[str]]:
    return [_indicator_row(result) for result in evaluation.assessments]


def goal_rows(evaluation: Evaluation) -> list[list[str]]:
    return [
        [
            str(result.goal.number),
            result.goal.id,
            result.goal.sector,
            str(result.goal.theme),
            str(result.done),
            str(result.verdict),
            str(result.reason),
        ]
        for result in evaluation.goals
    ]


def finding_rows(audit: Audit) -> list[list[str]]:
    return [
        [
            finding.code,
            str(finding.severity),
            *(harmless(language.render(value, "en")) for value in (finding.where, finding.what, finding.remedy)),
        ]
        for finding in audit.findings
    ]


def figure_rows(published: pd.DataFrame) -> list[list[str]]:
    """Every figure that the report may show, as in observations.csv. Of a withheld one the status tells that it is."""
    columns = [published[column] for column in COLUMNS]
    return [
        [_exactly(cell) if column in NUMBERS else harmless(cell) for column, cell in zip(COLUMNS, cells, strict=True)]
        for cells in zip(*columns, strict=True)
    ]


def write_all(folder: Path, evaluation: Evaluation, audit: Audit, published: pd.DataFrame) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "indicators.csv", INDICATOR_COLUMNS, indicator_rows(evaluation))
    write_csv(folder / "goals.csv", GOAL_COLUMNS, goal_rows(evaluation))
    write_csv(folder / "findings.csv", FINDING_COLUMNS, finding_rows(audit))
    write_csv(folder / "figures.csv", COLUMNS, figure_rows(published))


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def harmless(text: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _indicator_row(result: Assessment) -> list[str]:
    indicator = result.indicator
    scale = 100 if indicator.kind in PERCENTAGES else 1
    change_scale = 1 if result.change and result.change.scale is Scale.RATIO else scale
    baseline, latest = result.baseline, result.latest
    return [
        indicator.goal or "",
        indicator.id,
        str(indicator.kind),
        str(indicator.asks),
        str(indicator.role),
        baseline.period.text if baseline else "",
        latest.period.text if latest else "",
        *(_estimate(baseline.estimate, scale) if baseline else ("", "", "")),
        *(_estimate(latest.estimate, scale) if latest else ("", "", "")),
        *(_change(result.change, change_scale) if result.change else ("", "", "")),
        number(smallest_visible_progress(result), change_scale),
        number(result.p_value),
        number(result.q_value),
        str(result.verdict),
        str(result.reason),
        result.change.method if result.change else (latest.estimate.method if latest else ""),
    ]


def _estimate(estimate: object, scale: float) -> tuple[str, str, str]:
    return tuple(number(getattr(estimate, part), scale) for part in ("value", "low", "high"))  # type: ignore[return-value]


def _change(change: Change, scale: float) -> tuple[str, str, str]:
    """A ratio may have no upper limit: inf. A difference without limits has no interval, and its fields are empty."""
    value, *limits = _estimate(change, scale)
    if change.scale is Scale.DIFFERENCE and math.isinf(change.low):
        limits = ["", ""]
    return value, *limits  # type: ignore[return-value]


def number(value: float | None, scale: float = 1) -> str:
    """At most six significant digits, so that two platforms that differ in the last bit write the same bytes."""
    if value is None or math.isnan(value):
        return ""
    return f"{value * scale:.6g}"


def _exactly(value: float) -> str:
    """A figure as it was written: 46, 57.5."""
    return "" if math.isnan(value) else f"{value:.15g}"
