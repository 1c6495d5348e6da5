"""docs/audit.md describes the findings that the code can make, no more and no fewer, with their severity."""

import re
from pathlib import Path

from analysis.audit import RULES
from analysis.audit.examination import DECIDED_BY

DOCUMENT = (Path(__file__).parents[1] / "docs" / "audit.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its two header lines."""
    section = DOCUMENT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_finding_is_documented_with_its_severity() -> None:
    documented = [(code.strip("`"), severity) for code, severity, _, _ in rows("Findings")]
    assert documented == [(code, str(rule.severity)) for code, rule in RULES.items()]


def test_every_finding_has_a_meaning_and_a_remedy() -> None:
    assert all(meaning and remedy for _, _, meaning, remedy in rows("Findings"))


def test_the_document_says_from_which_findings_evaluability_follows() -> None:
    documented = {
        field: {code: state for state, cell in (("absent", absent), ("mismatched", wrong)) for code in codes_in(cell)}
        for field, absent, wrong in rows("Evaluability")
    }
    assert documented == {
        str(field): {code: str(state) for code, state in by.items()} for field, by in DECIDED_BY.items()
    }


def test_evaluability_rests_on_findings_that_exist() -> None:
    assert {code for decided_by in DECIDED_BY.values() for code in decided_by} <= RULES.keys()


def codes_in(cell: str) -> list[str]:
    return re.findall(r"`([a-z-]+)`", cell)
