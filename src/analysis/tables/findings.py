"""What the audit found: each finding with its place and its remedy, the gravest first."""

from collections.abc import Sequence

from analysis.audit import RULES, Audit, Finding
from analysis.display.blocks import Block, Cell, Column, Row, Table, paragraph
from analysis.message import Listing, Number, Value, say
from analysis.programme import Programme
from analysis.vocabulary import Severity
from analysis.wording import evaluability, names


def by_rule(programme: Programme, examined: Audit) -> Block:
    """How often each kind of finding occurs, and for which goals. The pages of the goals have every single finding."""
    if not examined.findings:
        return nothing()
    rows = []
    for severity in Severity:
        heading: Value | None = names.severity(severity)
        for code, rule in RULES.items():
            found = examined.of_code(code)
            if found and rule.severity is severity:
                rows.append(Row((Cell(rule.title), Cell(Number(len(found))), Cell(about(programme, found))), heading))
                heading = None
    columns = (Column(say("What was found")), Column(say("How often"), numeric=True), Column(say("About what")))
    notes = (say("A number is that of a goal."),)
    return Table(say("What was found, by kind, the gravest first"), columns, tuple(rows), notes, role="cards")


def about(programme: Programme, found: Sequence[Finding]) -> Listing:
    """The numbers of the goals that some findings are about; the titles or places of what belongs to no goal."""
    goals = sorted({programme.goal(finding.goal).number for finding in found if finding.goal})
    others = dict.fromkeys(place(programme, finding) for finding in found if not finding.goal)
    return Listing((*(Number(goal) for goal in goals), *others))


def place(programme: Programme, finding: Finding) -> Value:
    """What a finding is about: an indicator by its title in the reader’s language, else the place as it was given."""
    if evaluability.names_indicator(finding):
        return say("“{indicator}”", indicator=programme.indicator(finding.indicator).title)
    return finding.where


def of_goal(examined: Audit, goal_id: str) -> Block:
    """The findings about one goal, the gravest first; a sentence when there are none."""
    findings = examined.of_goal(goal_id)
    if not findings:
        return nothing()
    rows = []
    for severity in Severity:
        heading: Value | None = names.severity(severity)
        for finding in findings:
            if finding.severity is severity:
                rows.append(Row((Cell(finding.what), Cell(finding.remedy)), heading))
                heading = None
    columns = (Column(say("What was found")), Column(say("What would mend it")))
    return Table(say("What the audit found about this goal"), columns, tuple(rows), role="cards")


def nothing() -> Block:
    return paragraph(say("The audit found nothing to remark on."))


def in_short(examined: Audit) -> Table:
    """How many findings there are of each severity, with a link to the page of the audit."""
    found = examined.severities
    rows = tuple(
        Row(
            (
                Cell(names.severity(severity), link="audit.html"),
                Cell(Number(found[severity])),
                Cell(names.severity_meaning(severity)),
            )
        )
        for severity in Severity
    )
    columns = (Column(say("Finding")), Column(say("How many"), numeric=True), Column(say("What it means")))
    return Table(say("What the audit of the programme found"), columns, rows)
