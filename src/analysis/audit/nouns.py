"""What an audit says: its findings, and for each goal whether the programme gives what an evaluation needs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.message import Message, Value
from analysis.programme import Goal, Indicator, Place, Source
from analysis.vocabulary import Asks, Origin, Role, Severity


@dataclass(frozen=True)
class Finding:
    """Something that is wrong or missing in the programme: where, what, and what would mend it."""

    code: str
    severity: Severity
    where: Value
    what: Message
    remedy: Message
    goal: str | None = None  # id of the goal it is about
    indicator: str | None = None  # id of the indicator it is about, the first of them when there are several
    place: Place | None = None  # where it stands in the programme document


class Field(StrEnum):
    """What a goal needs before anyone can say whether it was reached."""

    MEASURE = "measure"
    INDICATOR = "indicator"
    TARGET = "target"
    BASELINE = "baseline"
    OWNER = "owner"
    POPULATION = "population"
    SOURCE = "source"


class State(StrEnum):
    PRESENT = "present"
    MISMATCHED = "mismatched"  # it is there, but it does not fit the goal
    ABSENT = "absent"


@dataclass(frozen=True)
class Evaluability:
    """Whether one goal can be evaluated as it is written."""

    goal: Goal
    fields: Mapping[Field, State]
    asks: tuple[Asks, ...]  # the questions that its indicators ask, each once; empty when it has none

    @property
    def complete(self) -> bool:
        return all(state is State.PRESENT for state in self.fields.values())


@dataclass(frozen=True)
class Audit:
    """Everything that was found in one programme, gravest first, and the evaluability of its goals in their order."""

    findings: tuple[Finding, ...]
    evaluability: tuple[Evaluability, ...]

    @property
    def severities(self) -> dict[Severity, int]:
        """How many findings there are of each severity; zero is said too."""
        return {severity: sum(finding.severity is severity for finding in self.findings) for severity in Severity}

    @property
    def codes(self) -> dict[str, int]:
        """How many findings there are of each code that was found, in the order of the findings."""
        counts: dict[str, int] = {}
        for finding in self.findings:
            counts[finding.code] = counts.get(finding.code, 0) + 1
        return counts

    def of_code(self, code: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.code == code)

    def of_severity(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)

    def of_goal(self, goal_id: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.goal == goal_id)

    def about(self, indicators: Collection[str]) -> tuple[Finding, ...]:
        """The findings about figures of any of these indicators."""
        return tuple(finding for finding in self.findings if finding.indicator in indicators)

    def goals_with(self, field: Field, state: State) -> int:
        """Of how many goals a field is in this state: `goals_with(TARGET, ABSENT)` goals have no target."""
        return sum(entry.fields[field] is state for entry in self.evaluability)

    @property
    def totals(self) -> dict[Field, dict[State, int]]:
        """For each field the number of goals in each state."""
        return {field: {state: self.goals_with(field, state) for state in State} for field in Field}


def own_indicators(goal: Goal) -> tuple[Indicator, ...]:
    """The indicators by which the programme itself follows a goal: neither background nor put in by the evaluator."""
    return tuple(
        indicator
        for indicator in goal.indicators
        if indicator.origin is Origin.PROGRAMME and indicator.role is not Role.CONTEXT
    )


def asked(indicators: Iterable[Indicator]) -> tuple[Asks, ...]:
    """The questions that some indicators ask, each once and in the order of `Asks`: the same in every process."""
    found = {indicator.asks for indicator in indicators}
    return tuple(asks for asks in Asks if asks in found)


def is_official(source: Source | None) -> bool:
    return source is not None and source.official
