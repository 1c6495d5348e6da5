"""What the audit says in words: what the programme gives an evaluation, and what contradicts itself."""

from collections import Counter
from collections.abc import Iterable, Mapping

from analysis.audit import Audit, Field, Finding, State
from analysis.display.blocks import Paragraph, Points, paragraph
from analysis.message import Listing, Message, Number, Value, Verbatim, say
from analysis.programme import Programme
from analysis.vocabulary import Asks, Origin, Role, Severity
from analysis.wording import names

FIELDS: Mapping[Field, Message] = {
    Field.MEASURE: say("Measure"),
    Field.INDICATOR: say("Indicator"),
    Field.TARGET: say("Target"),
    Field.BASELINE: say("Baseline"),
    Field.OWNER: say("Owner"),
    Field.POPULATION: say("Who is counted"),
    Field.SOURCE: say("Data source"),
}

STATES: Mapping[State, Message] = {
    State.PRESENT: say("yes"),
    State.MISMATCHED: say("does not fit"),
    State.ABSENT: say("no"),
}


# Codes of findings that the page of the audit shows together, each with its arithmetic or its two sides.
ARITHMETIC = (
    "parts-do-not-add-up",
    "same-total-under-two-dates",
    "impossible-rate",
    "share-out-of-agreement",
    "same-figure-two-values",
)
TARGETS = ("target-measured-by-something-else",)
POPULATIONS = ("population-mismatch", "mixed-populations", "population-unknown")


def field(code: Field) -> Message:
    """The name of something that a goal needs before it can be evaluated."""
    return FIELDS[Field(code)]


def state(code: State) -> Message:
    return STATES[State(code)]


def answer(examined: Audit) -> Paragraph:
    """Whether the programme can be evaluated as it is written, in one sentence."""
    goals = len(examined.evaluability)
    complete = sum(entry.complete for entry in examined.evaluability)
    contradictions = examined.severities[Severity.ERROR]
    if complete == goals:
        return paragraph(
            say(
                "Every goal ({goals}) has everything that an evaluation needs. Contradictions found in the figures or "
                "statements: {contradictions}.",
                goals=goals,
                contradictions=contradictions,
            ),
            role="answer",
        )
    if complete == 0:
        return paragraph(
            say(
                "None of the {goals} goals has everything that an evaluation needs. Contradictions found in the "
                "figures or statements: {contradictions}.",
                goals=goals,
                contradictions=contradictions,
            ),
            role="answer",
        )
    return paragraph(
        say(
            "Goals that have everything an evaluation needs: {complete} of {goals}. Contradictions found in the "
            "figures or statements: {contradictions}.",
            complete=complete,
            goals=goals,
            contradictions=contradictions,
        ),
        role="answer",
    )


def commonest(examined: Audit) -> Points:
    """For each thing that a goal needs, how many goals have it, the rarest first."""
    goals = len(examined.evaluability)
    present = {code: examined.goals_with(code, State.PRESENT) for code in Field}
    rarest_first = sorted(Field, key=lambda code: present[code])
    return Points(
        tuple(
            say("{field}: {present} of {goals} goals", field=field(code), present=present[code], goals=goals)
            for code in rarest_first
        )
    )


def questions(programme: Programme) -> Points:
    """How many of the programme's own indicators ask each kind of question."""
    own = [i for i in programme.indicators if i.role is not Role.CONTEXT and i.origin is Origin.PROGRAMME]
    asked = Counter(indicator.asks for indicator in own)
    return Points(
        tuple(
            say(
                "{question} Indicators: {indicators} of {all}",
                question=names.asks(asks),
                indicators=asked[asks],
                all=len(own),
            )
            for asks in Asks
        )
    )


def only_effort(examined: Audit) -> Paragraph:
    """Which goals are followed only by effort, and which by nothing."""
    effort = [entry.goal for entry in examined.evaluability if entry.asks == (Asks.EFFORT,)]
    nothing = [entry.goal for entry in examined.evaluability if not entry.asks]
    sentences: list[Value] = []
    if effort:
        sentences.append(say("Goals that are followed only by what was done: {goals}.", goals=_numbers(effort)))
    if nothing:
        sentences.append(say("Goals that are followed by nothing: {goals}.", goals=_numbers(nothing)))
    if not sentences:
        sentences.append(say("Every goal has an indicator that asks for more than effort."))
    return paragraph(*sentences)


def spelled_out(examined: Audit, *codes: str) -> Points:
    """The findings of some codes with their arithmetic, one after another; a sentence when there are none."""
    found = [finding for code in codes for finding in examined.of_code(code)]
    return _listed(found)


def _listed(findings: Iterable[Finding]) -> Points:
    lines = tuple(line(finding) for finding in findings)
    return Points(lines or (say("Nothing of this kind was found."),))


def line(finding: Finding) -> Message:
    """What was found. The sentence itself names a goal or indicator; only a part of the document is named after it."""
    if finding.goal or names_indicator(finding):
        return finding.what
    return say("{what} ({where})", where=finding.where, what=finding.what)


def names_indicator(finding: Finding) -> bool:
    """Whether a finding is about one indicator: its place is then the indicator’s id, not a part of the document."""
    return finding.indicator is not None and finding.where == Verbatim(finding.indicator)


def remedies(examined: Audit) -> Points:
    """What would mend the contradictions and the holes, each remedy once, with how often it is needed."""
    needed = Counter(finding.remedy for finding in examined.findings if finding.severity is not Severity.NOTE)
    if not needed:
        return Points((say("Nothing needs to be mended before the next review."),))
    return Points(
        tuple(
            say("{remedy} Needed in places: {count}.", remedy=remedy, count=count)
            for remedy, count in needed.most_common()
        ),
        role="steps",
    )


def in_short(examined: Audit) -> Paragraph:
    """The audit in one line for the front page."""
    found = examined.severities
    return paragraph(
        say(
            "The audit of the programme found contradictions: {errors}; obstacles to evaluation: {warnings}; limits: "
            "{notes}.",
            errors=found[Severity.ERROR],
            warnings=found[Severity.WARNING],
            notes=found[Severity.NOTE],
        )
    )


def _numbers(goals: list) -> Listing:
    return Listing(tuple(Number(goal.number) for goal in goals))
