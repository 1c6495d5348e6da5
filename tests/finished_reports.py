"""Small finished reports, written by hand: a record and three tables, without pages."""

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.report.downloads import FINDING_COLUMNS, GOAL_COLUMNS, INDICATOR_COLUMNS

GOAL = {
    "number": "1",
    "goal": "own-front-door",
    "sector": "homes",
    "theme": "participation",
    "done": "not_known",
    "verdict": "progressing",
    "reason": "change_clear",
}
INDICATOR = {
    "goal": "own-front-door",
    "indicator": "homes-found",
    "kind": "share",
    "asks": "outcome",
    "role": "headline",
    "baseline_period": "2020",
    "review_period": "2022",
    "baseline": "46.3158",
    "baseline_low": "36.6",
    "baseline_high": "56.3",
    "review": "82.5",
    "review_low": "74.7",
    "review_high": "88.3",
    "verdict": "progressing",
    "reason": "change_clear",
    "method": "newcombe",
}
FINDING = {"code": "target-missing", "severity": "note", "where": "Goal 2", "what": "No target.", "remedy": "Set one."}


@dataclass(frozen=True)
class Report:
    """What a hand-written report holds; `replace` changes one thing of it."""

    programme: str = "nasby"
    period: str = "2020-2022"
    goals: Sequence[Mapping[str, str]] = (GOAL,)
    indicators: Sequence[Mapping[str, str]] = (INDICATOR,)
    findings: Sequence[Mapping[str, str]] = (FINDING,)
    pages: Mapping[str, str] = field(default_factory=lambda: {"fi/index.html": "<p>Yksi</p>\n"})
    record: Mapping[str, Any] = field(default_factory=dict)  # keys of run.json that are otherwise

    def write(self, folder: Path) -> Path:
        tables = ((GOAL_COLUMNS, self.goals), (INDICATOR_COLUMNS, self.indicators), (FINDING_COLUMNS, self.findings))
        for name, (columns, rows) in zip(("goals", "indicators", "findings"), tables, strict=True):
            path = folder / "downloads" / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        for name, text in self.pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        outputs = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        record = {
            "parameters": {"programme": self.programme, "period": self.period, "goals": [], "invented": False},
            "inputs": {"programme.yaml": "a" * 64, "sources.yaml": "b" * 64, "observations.csv": "c" * 64},
            "notebooks": {"goal.ipynb": "d" * 64},
            "code": "e" * 64,
            "versions": {"kotoarvio": "0.1.0", "python": "3.12.1", "pandas": "3.0.1"},
            "outputs": outputs,
            "times": {"started": "2026-01-01T00:00:00+00:00"},
            **self.record,
        }
        (folder / "run.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        return folder

    def but(self, **changes: Any) -> "Report":
        return replace(self, **changes)


def inputs(**changed: str) -> dict[str, Any]:
    """The inputs of a record, with these digests by the stem of their file."""
    digests = {"programme": "a" * 64, "sources": "b" * 64, "observations": "c" * 64, **changed}
    suffix = {"observations": ".csv"}
    return {"inputs": {name + suffix.get(name, ".yaml"): digest for name, digest in digests.items()}}
