"""The words for every closed choice: one message for each code, as a reader sees it on a page.

Codes stay in data and downloads (`analysis.vocabulary`); these are their names in sentences, tables and charts.
"""

from collections.abc import Iterator, Mapping

from analysis.display import marks
from analysis.message import Message, say
from analysis.vocabulary import (
    Asks,
    Direction,
    Done,
    Kind,
    Origin,
    Reason,
    Role,
    Sensitivity,
    Severity,
    Status,
    Theme,
    Verdict,
)
from analysis.wording import reasons

VERDICTS: Mapping[Verdict, Message] = marks.WORDS  # the words stand beside the shapes, so that no page can part them

VERDICT_MEANINGS: Mapping[Verdict, Message] = {
    Verdict.ACHIEVED: say("Every figure of the review period meets the target, or the promised thing is documented."),
    Verdict.PROGRESSING: say("The figures moved in the hoped-for direction by more than chance explains."),
    Verdict.STABLE: say("Any change is smaller than the change that was declared meaningful beforehand."),
    Verdict.NO_CLEAR_CHANGE: say("The figures cannot tell a change from chance."),
    Verdict.MIXED: say("One headline indicator moved in the right direction and another in the wrong one."),
    Verdict.RECEDING: say("The figures moved in the wrong direction by more than chance explains."),
    Verdict.NOT_ENOUGH_DATA: say("The figures rest on so few people or events that they settle nothing."),
    Verdict.NOT_ASSESSED: say("There is nothing to judge; the reason is given."),
}

DONE: Mapping[Done, Message] = {
    Done.DONE: say("Done"),
    Done.PARTLY: say("Partly done"),
    Done.NOT_DONE: say("Not done"),
    Done.NOT_KNOWN: say("Not known"),
    Done.NOT_ASKED: say("Not followed"),
}

KINDS: Mapping[Kind, Message] = {
    Kind.SHARE: say("Share"),
    Kind.RATE: say("Rate"),
    Kind.COUNT: say("Number"),
    Kind.GAP: say("Gap between two groups"),
    Kind.MEAN: say("Mean of answers"),
    Kind.DELIVERABLE: say("Something to be drawn up or introduced"),
}

ASKS: Mapping[Asks, Message] = {
    Asks.EFFORT: say("How much did we do?"),
    Asks.REACH: say("Whom did it reach?"),
    Asks.OUTCOME: say("Is anyone better off?"),
}

ASKED_BRIEFLY: Mapping[Asks, Message] = {
    Asks.EFFORT: say("effort"),
    Asks.REACH: say("reach"),
    Asks.OUTCOME: say("outcome"),
}

ROLES: Mapping[Role, Message] = {
    Role.HEADLINE: say("Headline indicator: decides the verdict"),
    Role.SUPPORTING: say("Supporting indicator: never decides the verdict"),
    Role.CONTEXT: say("Background: never assessed"),
}

DIRECTIONS: Mapping[Direction, Message] = {
    Direction.UP: say("The larger, the better"),
    Direction.DOWN: say("The smaller, the better"),
    Direction.NONE: say("No direction is better"),
}

ORIGINS: Mapping[Origin, Message] = {
    Origin.PROGRAMME: say("The programme"),
    Origin.EVALUATOR: say("The evaluator"),
}

SENSITIVITIES: Mapping[Sensitivity, Message] = {
    Sensitivity.PUBLISHED: say("Published official figure"),
    Sensitivity.ORDINARY: say("Ordinary"),
    Sensitivity.SENSITIVE: say("Sensitive"),
}

STATUSES: Mapping[Status, Message] = {
    Status.REPORTED: say("Reported"),
    Status.NOT_COLLECTED: say("Not collected"),
    Status.WITHHELD: say("Withheld"),
    Status.NOT_APPLICABLE: say("Not applicable"),
}

THEMES: Mapping[Theme, Message] = {
    Theme.POPULATION: say("Population"),
    Theme.SCHOOL: say("School"),
    Theme.EMPLOYMENT: say("Employment"),
    Theme.PARTICIPATION: say("Participation"),
}

SEVERITIES: Mapping[Severity, Message] = {
    Severity.ERROR: say("Contradiction"),
    Severity.WARNING: say("Obstacle"),
    Severity.NOTE: say("Limit"),
}

SEVERITY_MEANINGS: Mapping[Severity, Message] = {
    Severity.ERROR: say("Figures or statements contradict each other and cannot be used as they stand."),
    Severity.WARNING: say("A goal cannot be evaluated as it is written."),
    Severity.NOTE: say("Something that a reader of the figures should know."),
}

# The names by which intervals.py, change.py and trend.py call their methods, with author and year.
METHODS: Mapping[str, Message] = {
    "wilson": say("Wilson interval (Wilson 1927)"),
    "exact-poisson": say("exact Poisson interval (Garwood 1936)"),
    "newcombe": say("Newcombe’s score interval for a difference (Newcombe 1998, method 10)"),
    "student-t": say("Student’s t interval (Student 1908)"),
    "none": say("no interval"),
    "exact-conditional": say("exact conditional interval for a ratio (Przyborowski and Wilenski 1940)"),
    "newcombe-paired": say(
        "Newcombe’s score interval for the same people in two periods (Newcombe 1998, method 10 for paired data)"
    ),
    "mover-paired": say(
        "interval recovered from the intervals of the two gaps, with the same people in two periods (Zou and Donner "
        "2008)"
    ),
    "mover": say("interval recovered from the intervals of the two gaps (Zou and Donner 2008)"),
    "welch": say("Welch’s t interval for a difference (Welch 1947)"),
    "cochran-armitage": say("trend test of Cochran and Armitage (Armitage 1955)"),
    "poisson-score": say("score test of a Poisson regression on time (Armitage 1955)"),
    "weighted-regression": say("regression on time, weighted by precision"),
}


def verdict(code: Verdict) -> Message:
    """The word of a verdict."""
    return VERDICTS[Verdict(code)]


def verdict_meaning(code: Verdict) -> Message:
    """What a verdict means, in one sentence: for the key under a table and the page about the method."""
    return VERDICT_MEANINGS[Verdict(code)]


def done(code: Done) -> Message:
    return DONE[Done(code)]


def kind(code: Kind) -> Message:
    return KINDS[Kind(code)]


def asks(code: Asks) -> Message:
    """The question that an indicator asks."""
    return ASKS[Asks(code)]


def asks_briefly(code: Asks) -> Message:
    """The question that an indicator asks, in one word."""
    return ASKED_BRIEFLY[Asks(code)]


def role(code: Role) -> Message:
    return ROLES[Role(code)]


def direction(code: Direction) -> Message:
    return DIRECTIONS[Direction(code)]


def origin(code: Origin) -> Message:
    return ORIGINS[Origin(code)]


def sensitivity(code: Sensitivity) -> Message:
    return SENSITIVITIES[Sensitivity(code)]


def status(code: Status) -> Message:
    return STATUSES[Status(code)]


def theme(code: Theme) -> Message:
    return THEMES[Theme(code)]


def severity(code: Severity) -> Message:
    return SEVERITIES[Severity(code)]


def severity_meaning(code: Severity) -> Message:
    return SEVERITY_MEANINGS[Severity(code)]


def method(code: str) -> Message:
    """The name of a statistical method with its author and year."""
    return METHODS[code]


def reason(code: Reason) -> Message:
    """The reason of a verdict as one full sentence; `reasons.label` has the short form."""
    return reasons.sentence(code)


def invented() -> Message:
    """The mark of a programme that does not exist: on its pages, its downloads and its record."""
    return say("This municipality, its programme and all its figures are invented. They show how an evaluation works.")


def every_code() -> Iterator[tuple[str, Message]]:
    """Each code that the downloads use, after the column it stands in, with its words: the key to a spreadsheet."""
    columns: Mapping[str, Mapping[str, Message]] = {
        "verdict": VERDICT_MEANINGS,
        "reason": reasons.SENTENCES,
        "done": reasons.DONE,
        "kind": KINDS,
        "asks": ASKS,
        "role": ROLES,
        "theme": THEMES,
        "severity": SEVERITIES,
        "method": METHODS,
    }
    for column, words in columns.items():
        for code, message in words.items():
            yield f"{column}: {code}", message
