"""`collection.yaml`: whom the evaluator asks for which figures, where the programme itself does not name the unit."""

from dataclasses import dataclass

from analysis.errors import UnusableInput
from analysis.message import say, shown
from analysis.programme.entry import Entry
from analysis.programme.keyed_file import Problems, compose
from analysis.programme.nouns import Indicator, Programme

FILE = "collection.yaml"
FORM_LANGUAGES = ("fi", "sv", "both")
WHOLE = "whole"  # stands after the colon for the figure that is no part


@dataclass(frozen=True)
class Asked:
    """What one reporter is asked: indicators, each with the only parts it is asked for (None: everything)."""

    reporter: str
    indicators: dict[str, frozenset[str] | None]
    source: str | None  # under which its figures are entered, where the indicator names none
    language: str  # of its form


def read(programme: Programme) -> dict[str, Asked]:
    """What each reporter is asked after `collection.yaml`; empty when a programme has none.

    Raises `UnusableInput` with file, line, key and remedy for everything that is wrong in it.
    """
    path = programme.folder / FILE
    if not path.exists():
        return {}
    problems = Problems(f"{programme.folder.name}/{FILE}")
    node = compose(path, problems)
    found: dict[str, Asked] = {}
    if node is not None:
        entry = Entry(node, "", problems)
        for group in entry.groups("asked"):
            asked = _asked(group, programme)
            if asked.reporter in found:
                group.problem(
                    "reporter",
                    say("“{text}” stands in the list twice.", text=shown(asked.reporter)),
                    say("Put everything that it is asked into one entry."),
                )
            found[asked.reporter] = asked
        entry.finish()
    if problems.found:
        raise UnusableInput(*problems.found)
    return found


def _asked(entry: Entry, programme: Programme) -> Asked:
    entry.required("reporter")
    reporter = entry.reference("reporter", programme.reporters) or ""
    indicators: dict[str, frozenset[str] | None] = {}
    goals = {goal.id: goal for goal in programme.goals}
    for goal_id in entry.ids("goals"):
        entry.check_reference("goals", goal_id, goals)
        if goal_id in goals:
            indicators |= {each.id: None for each in goals[goal_id].indicators if is_own(each, programme)}
    for written in entry.ids("indicators"):
        _add_indicator(entry, written, programme, indicators)
    found = Asked(
        reporter,
        indicators,
        entry.reference("source", programme.sources),
        entry.word_of("language", FORM_LANGUAGES) if entry.has("language") else "both",
    )
    entry.finish()
    return found


def _add_indicator(
    entry: Entry, written: str, programme: Programme, indicators: dict[str, frozenset[str] | None]
) -> None:
    """`pupils`, `pupils:arabic` for one part alone, or `pupils:whole` for the figure without its parts."""
    known = {indicator.id: indicator for indicator in programme.indicators}
    indicator_id, colon, part = written.partition(":")
    entry.check_reference("indicators", indicator_id, known)
    if indicator_id not in known:
        return
    parts = {WHOLE: ""} | {each.id: each.id for each in known[indicator_id].parts}
    if colon and part not in parts:
        entry.problem(
            "indicators",
            say("The indicator has no part “{text}”.", text=shown(part)),
            say("Write after the colon the id of a part, or “whole”; or write the indicator alone."),
        )
    elif colon:
        before = indicators.get(indicator_id, frozenset())
        indicators[indicator_id] = None if before is None else before | {parts[part]}
    else:
        indicators[indicator_id] = None


def is_own(indicator: Indicator, programme: Programme) -> bool:
    """Whether a figure has to be asked for: official statistics are fetched, everything else somebody must count."""
    source = programme.sources.get(indicator.source or "")
    return source is None or not source.official


def nobody_asked(programme: Programme, asked: dict[str, Asked]) -> list[Indicator]:
    """The indicators of the programme's own figures that no form asks for."""
    covered = {indicator for each in asked.values() for indicator in each.indicators}
    return [each for each in programme.indicators if is_own(each, programme) and each.id not in covered]
