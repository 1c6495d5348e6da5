"""Who is asked for what: from collection.yaml, else as the programme names the units, else who sent the last figure."""

from dataclasses import dataclass

import pandas as pd

from analysis import observations
from analysis.forms import collection
from analysis.forms.collection import Asked
from analysis.forms.questions import Question, questions
from analysis.period import Period, Review
from analysis.programme.nouns import Goal, Indicator, Programme
from analysis.vocabulary import Status


@dataclass(frozen=True)
class LastFigure:
    """A figure as it was reported last, which may be shown to whoever sees it: it is the reporter's own or public."""

    period: str
    numerator: float  # NaN where there is none, as in the two below
    denominator: float
    value: float


@dataclass(frozen=True)
class Request:
    """Everything that one reporter is asked for a review, in the programme's order."""

    programme: Programme
    review: Review
    reporter: str
    source: str
    language: str  # fi, sv or both
    questions: tuple[Question, ...]
    last: dict[Question, LastFigure]

    def goal(self, indicator: Indicator) -> Goal | None:
        return self.programme.goal(indicator.goal) if indicator.goal else None


def requests(programme: Programme, review: Review) -> tuple[list[Request], list[Indicator]]:
    """One request for each reporter that is asked anything, and the indicators for which nobody is asked.

    Raises `UnusableInput` when the figures or collection.yaml cannot be read.
    """
    table = observations.read(programme)
    asked = everyone(programme, table)
    made = [_request(programme, review, each, table) for each in asked.values() if each.indicators]
    return made, collection.nobody_asked(programme, asked)


def everyone(programme: Programme, table: pd.DataFrame) -> dict[str, Asked]:
    """What each reporter is asked, in the programme's order of reporters."""
    listed = collection.read(programme)
    spoken_for = {indicator for each in listed.values() for indicator in each.indicators}
    further: dict[str, dict[str, frozenset[str] | None]] = {}
    for indicator in programme.indicators:
        if indicator.id not in spoken_for and collection.is_own(indicator, programme):
            for reporter in owners(indicator, programme, table):
                further.setdefault(reporter, {})[indicator.id] = None
    nothing = Asked("", {}, None, "both")
    return {
        reporter: Asked(
            reporter,
            listed.get(reporter, nothing).indicators | further.get(reporter, {}),
            listed.get(reporter, nothing).source,
            listed.get(reporter, nothing).language,
        )
        for reporter in programme.reporters
        if reporter in listed or reporter in further
    }


def owners(indicator: Indicator, programme: Programme, table: pd.DataFrame) -> tuple[str, ...]:
    """The units that the programme names for an indicator or its goal, else the one that sent its latest figure."""
    if indicator.reporters:
        return indicator.reporters
    if indicator.goal and (of_goal := programme.goal(indicator.goal).reporters):
        return of_goal
    sent = table[(table["indicator"] == indicator.id) & (table["reporter"] != "")]
    if sent.empty:
        return ()
    latest = max(range(len(sent)), key=lambda at: Period.parse(sent["period"].iloc[at]))
    return (sent["reporter"].iloc[latest],)


def _request(programme: Programme, review: Review, asked: Asked, table: pd.DataFrame) -> Request:
    visible = _visible_to(asked.reporter, programme, table)
    found: list[Question] = []
    last: dict[Question, LastFigure] = {}
    for indicator in programme.indicators:
        if indicator.id not in asked.indicators:
            continue
        usual = _latest(table[table["indicator"] == indicator.id])
        made = questions(indicator, review, usual, asked.indicators[indicator.id])
        found += made
        last |= _last_figures(made, visible[visible["indicator"] == indicator.id])
    source = asked.source or ""
    return Request(programme, review, asked.reporter, source, asked.language, tuple(found), last)


def _visible_to(reporter: str, programme: Programme, table: pd.DataFrame) -> pd.DataFrame:
    """Reported figures that this reporter sent itself, and those from official sources, which are public."""
    official = [source for source, each in programme.sources.items() if each.official]
    known = (table["reporter"] == reporter) | table["source"].isin(official)
    return table[known & (table["status"] == Status.REPORTED) & (table["area"] == programme.municipality)]


def _latest(table: pd.DataFrame) -> Period | None:
    return max((Period.parse(text) for text in table["period"].unique()), default=None)


def _last_figures(asked: list[Question], figures: pd.DataFrame) -> dict[Question, LastFigure]:
    """For each question, the latest figure before its period."""
    found = {}
    for question in asked:
        same = figures[(figures["group"] == question.group) & (figures["part"] == question.part)]
        before = [at for at in range(len(same)) if _earlier(same["period"].iloc[at], question.period)]
        if before:
            row = same.iloc[max(before, key=lambda at: Period.parse(same["period"].iloc[at]))]
            found[question] = LastFigure(row["period"], row["numerator"], row["denominator"], row["value"])
    return found


def _earlier(first: str, second: str) -> bool:
    return Period.parse(first) < Period.parse(second)
