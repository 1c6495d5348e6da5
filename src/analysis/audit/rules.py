"""The rules of the audit, by the code of what they find. A new rule is a function and a line here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.audit import baselines, goals, indicators, populations, rates, shares, sources, targets, totals
from analysis.audit.evidence import Evidence
from analysis.audit.problem import Problem
from analysis.message import Message, say
from analysis.vocabulary import Severity


@dataclass(frozen=True)
class Rule:
    """How grave a finding is, what it is called in a table, and the function that looks for it."""

    severity: Severity
    title: Message
    find: Callable[[Evidence], Iterator[Problem]]


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    # Figures or statements contradict each other and cannot be used as they stand.
    "parts-do-not-add-up": Rule(ERROR, say("Rows do not add up to the total"), totals.parts_do_not_add_up),
    "same-total-under-two-dates": Rule(ERROR, say("One total under two dates"), totals.same_total_under_two_dates),
    "impossible-rate": Rule(ERROR, say("Impossible rate"), rates.impossible_rate),
    "share-out-of-agreement": Rule(ERROR, say("Figure does not follow from its counts"), shares.share_out_of_agreement),
    "same-figure-two-values": Rule(ERROR, say("Two values for one figure"), sources.same_figure_two_values),
    "target-measured-by-something-else": Rule(
        ERROR, say("Target and indicator are different figures"), targets.target_measured_by_something_else
    ),
    # A goal cannot be evaluated as it is written.
    "goal-without-indicator": Rule(WARNING, say("Goal without an indicator"), goals.goal_without_indicator),
    "goal-without-measure": Rule(WARNING, say("Goal without a measure"), goals.goal_without_measure),
    "goal-asks-only-effort": Rule(WARNING, say("Only what was done is followed"), goals.goal_asks_only_effort),
    "target-missing": Rule(WARNING, say("No target"), targets.target_missing),
    "baseline-missing": Rule(WARNING, say("No baseline"), baselines.baseline_missing),
    "baseline-after-review": Rule(WARNING, say("Baseline too late"), baselines.baseline_after_review),
    "owner-missing": Rule(WARNING, say("No owner"), goals.owner_missing),
    "source-missing": Rule(WARNING, say("No source"), sources.source_missing),
    "population-mismatch": Rule(WARNING, say("Another population is counted"), populations.population_mismatch),
    "population-unknown": Rule(WARNING, say("Not said who is counted"), populations.population_unknown),
    "mixed-populations": Rule(WARNING, say("Different populations side by side"), populations.mixed_populations),
    "indicator-without-goal": Rule(WARNING, say("Indicator without a goal"), indicators.indicator_without_goal),
    "same-indicator-twice": Rule(WARNING, say("The same indicator twice"), indicators.same_indicator_twice),
    # Limits that the reader should know.
    "goal-asks-no-outcome": Rule(NOTE, say("What changed is not followed"), goals.goal_asks_no_outcome),
    "baseline-within-review": Rule(NOTE, say("Baseline inside the review"), baselines.baseline_within_review),
    "direction-missing": Rule(NOTE, say("No direction"), indicators.direction_missing),
}
