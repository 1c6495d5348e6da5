"""The examination of a programme: every rule is asked, and the findings are put in one order."""

from collections.abc import Mapping

import pandas as pd

from analysis import once
from analysis.audit.evidence import Evidence
from analysis.audit.nouns import Audit, Evaluability, Field, Finding, State, asked, own_indicators
from analysis.audit.rules import RULES
from analysis.observations import fingerprint
from analysis.programme import Goal, Programme
from analysis.vocabulary import Asks, Severity

# From which findings it follows that a field of a goal is absent or does not fit.
DECIDED_BY: dict[Field, dict[str, State]] = {
    Field.MEASURE: {"goal-without-measure": State.ABSENT},
    Field.INDICATOR: {"goal-without-indicator": State.ABSENT, "goal-asks-only-effort": State.MISMATCHED},
    Field.TARGET: {"target-missing": State.ABSENT, "target-measured-by-something-else": State.MISMATCHED},
    Field.BASELINE: {"baseline-missing": State.ABSENT, "baseline-after-review": State.MISMATCHED},
    Field.OWNER: {"owner-missing": State.ABSENT},
    Field.POPULATION: {"population-unknown": State.ABSENT, "population-mismatch": State.MISMATCHED},
    Field.SOURCE: {"source-missing": State.ABSENT, "goal-without-indicator": State.ABSENT},
}
GRAVEST_FIRST = tuple(Severity)
BEST_LAST = (Asks.EFFORT, Asks.REACH, Asks.OUTCOME)


@once.for_each(lambda programme, published: (once.Same(programme), fingerprint(published)))
def examine(programme: Programme, published: pd.DataFrame) -> Audit:
    """Look for everything that is wrong or missing in the programme itself and in the figures that it prints.

    `published` holds the observations as they may be shown; a figure that is withheld is never looked at, so no finding
    can give it away. The findings come gravest first, then in the programme's order, then by code.
    """
    evidence = Evidence(programme, published)
    findings = [
        Finding(code, rule.severity, **vars(problem)) for code, rule in RULES.items() for problem in rule.find(evidence)
    ]
    order = positions(programme)
    findings.sort(
        key=lambda finding: (
            GRAVEST_FIRST.index(finding.severity),
            order[finding.indicator or finding.goal or ""],
            finding.code,
        )
    )
    return Audit(tuple(findings), tuple(evaluability(goal, findings) for goal in programme.goals))


def positions(programme: Programme) -> dict[str, int]:
    """Where each goal and indicator stands in the programme's order: a goal, then its indicators."""
    ids = [""]
    for sector in programme.sectors:
        for goal in sector.goals:
            ids += [goal.id, *(indicator.id for indicator in goal.indicators)]
        ids += [indicator.id for indicator in sector.indicators]
    ids += [indicator.id for indicator in programme.context]
    return {entry: position for position, entry in enumerate(ids)}


def evaluability(goal: Goal, findings: list[Finding]) -> Evaluability:
    """What the findings say about one goal: a field is present unless a finding says otherwise."""
    codes = {finding.code for finding in findings if finding.goal == goal.id}
    fields = {field: state(decided_by, codes) for field, decided_by in DECIDED_BY.items()}
    return Evaluability(goal, fields, asked(own_indicators(goal)))


def state(decided_by: Mapping[str, State], codes: set[str]) -> State:
    found = {decided_by[code] for code in codes & decided_by.keys()}
    return next((worst for worst in (State.ABSENT, State.MISMATCHED) if worst in found), State.PRESENT)


def asked_about(programme: Programme) -> dict[Asks | None, int]:
    """How many goals ask at best nothing (None), effort, reach or outcome, in that order."""
    best = [max(asked(own_indicators(goal)), key=BEST_LAST.index, default=None) for goal in programme.goals]
    return {question: best.count(question) for question in (None, *BEST_LAST)}
