"""What each column of the downloads means: for the Table Schema beside them and for the notes of the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.message import Message, say
from analysis.vocabulary import Asks, Done, Kind, Reason, Role, Severity, Status, Theme, Verdict


@dataclass(frozen=True)
class ColumnOf:
    """A column of a download: what it means, its data type in a Table Schema, and the codes that it may hold."""

    meaning: Message
    data_type: str = "string"
    codes: type[StrEnum] | None = None


LIMIT = {
    "low": say("lower limit of its 95 % interval"),
    "high": say("upper limit of its 95 % interval"),
}


def _limited(name: str, meaning: Message) -> dict[str, ColumnOf]:
    """A figure and the two limits of its interval."""
    limits = {
        f"{name}_{side}": ColumnOf(say("{figure}: {limit}", figure=meaning, limit=words), "number")
        for side, words in LIMIT.items()
    }
    return {name: ColumnOf(meaning, "number"), **limits}


GOALS: Mapping[str, ColumnOf] = {
    "number": ColumnOf(say("Number of the goal in the programme"), "integer"),
    "goal": ColumnOf(say("Id of the goal")),
    "sector": ColumnOf(say("Id of the sector")),
    "theme": ColumnOf(say("Theme of the goal"), codes=Theme),
    "done": ColumnOf(say("What is known of the measures"), codes=Done),
    "verdict": ColumnOf(say("Whether anyone is better off"), codes=Verdict),
    "reason": ColumnOf(say("Why the verdict is what it is"), codes=Reason),
}
INDICATORS: Mapping[str, ColumnOf] = {
    "goal": ColumnOf(say("Id of the goal; empty for an indicator that belongs to none")),
    "indicator": ColumnOf(say("Id of the indicator")),
    "kind": ColumnOf(say("What kind of figure it is"), codes=Kind),
    "asks": ColumnOf(
        say("Whether it asks how much was done, whom it reached, or whether anyone is better off"), codes=Asks
    ),
    "role": ColumnOf(say("Whether it decides the goal's verdict"), codes=Role),
    "baseline_period": ColumnOf(say("The period that is compared with")),
    "review_period": ColumnOf(say("The last period of the review that has a figure")),
    **_limited("baseline", say("Figure at the baseline")),
    **_limited("review", say("Last figure of the review")),
    **_limited("change", say("Change from the baseline to the review")),
    "smallest_visible_change": ColumnOf(
        say("The smallest change in the good direction that would have been seen with 80 % power"), "number"
    ),
    "p_value": ColumnOf(say("How often chance alone would give a change as clear"), "number"),
    "q_value": ColumnOf(
        say("The same when all tests of the review are allowed for (Benjamini and Hochberg)"), "number"
    ),
    "verdict": ColumnOf(say("Verdict of the indicator"), codes=Verdict),
    "reason": ColumnOf(say("Why the verdict is what it is"), codes=Reason),
    "method": ColumnOf(say("Method of the interval of the change, or of the figure where no change is judged")),
}
FINDINGS: Mapping[str, ColumnOf] = {
    "code": ColumnOf(say("Class of the finding")),
    "severity": ColumnOf(say("How serious the finding is"), codes=Severity),
    "where": ColumnOf(say("Where in the programme or the figures")),
    "what": ColumnOf(say("What was found")),
    "remedy": ColumnOf(say("What would mend it")),
}
FIGURES: Mapping[str, ColumnOf] = {
    "indicator": ColumnOf(say("Id of the indicator")),
    "area": ColumnOf(say("Code of the municipality")),
    "period": ColumnOf(say("Year, day, month or school year")),
    "group": ColumnOf(say("Id of the population that is counted")),
    "part": ColumnOf(say("Part of a breakdown, or what else belongs to the figure; empty for the figure itself")),
    "numerator": ColumnOf(say("How many were counted"), "number"),
    "denominator": ColumnOf(say("Out of how many"), "number"),
    "value": ColumnOf(say("The figure where the numbers behind it are not known"), "number"),
    "status": ColumnOf(say("Whether the figure is reported, withheld or missing"), codes=Status),
    "reporter": ColumnOf(say("Id of the unit that reports the figure")),
    "source": ColumnOf(say("Id of the source")),
    "note": ColumnOf(say("Note of the reporter")),
}
