"""The words of a row against the programme: indicator, group, part, area, status, reporter and source."""

import difflib
import re
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from analysis.message import Listing, Message, Verbatim, say, shown
from analysis.observations.columns import COMPANIONS, SINCE, companion, looks_back_to
from analysis.observations.problem import Judgement, Problems
from analysis.observations.times import judge_period
from analysis.programme.nouns import Indicator, Programme
from analysis.vocabulary import Status

FEW = 12  # names more than this are not all listed in a remedy


def check(table: pd.DataFrame, programme: Programme, problems: Problems) -> np.ndarray:
    """Returns the rows whose indicator is known, for the checks that depend on its kind."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    known = ~problems.each(table, ("indicator",), lambda text: _unknown(text, indicators, _no_indicator))
    problems.each(table, ("group", "indicator"), lambda *texts: _judge_group(programme, indicators, *texts))
    problems.each(table, ("part", "indicator"), lambda *texts: _judge_part(indicators, *texts))
    problems.each(table, ("area", "source"), lambda *texts: _judge_area(programme, *texts))
    problems.each(table, ("status",), lambda text: _unknown(text, tuple(Status), _no_status))
    problems.each(table, ("reporter", "source"), lambda *texts: _judge_reporter(programme, *texts))
    problems.each(table, ("source",), lambda text: _unknown(text, programme.sources, _no_source) if text else None)
    return known


def is_official(programme: Programme, source: str) -> bool:
    """Whether a figure with this source is public already; every other figure is a reporter's own."""
    return source in programme.sources and programme.sources[source].official


def _judge_group(
    programme: Programme, indicators: dict[str, Indicator], group: str, indicator_id: str
) -> Judgement | None:
    indicator = indicators.get(indicator_id)
    if indicator is None:
        return _unknown(group, programme.populations, _no_group) if group else None
    counted = [population for population in (indicator.population, indicator.reference) if population]
    if group in counted or (not counted and (not group or group in programme.populations)):
        return None
    if group in programme.populations:
        return (
            say("The indicator “{indicator}” does not count the group “{group}”.", indicator=indicator_id, group=group),
            say("Groups that this indicator counts: {groups}.", groups=_listing(counted)),
        )
    return _unknown(group, counted or programme.populations, _no_group)


def _judge_part(indicators: dict[str, Indicator], part: str, indicator_id: str) -> Judgement | None:
    indicator = indicators.get(indicator_id)
    if indicator is None or not part:
        return None
    parts = [known.id for known in indicator.parts]
    if part in parts:
        return None
    if (found := companion(part)) and indicator.kind in found.kinds:
        return judge_period(looks_back_to(part)) if found.looks_back else None
    parts += [
        f"{each.word}{SINCE}2018" if each.looks_back else each.word
        for each in COMPANIONS
        if indicator.kind in each.kinds and _begins_alike(part, each.word)
    ]
    if not parts:
        return (
            say(
                "The indicator “{indicator}” has no parts, but the row names the part “{part}”.",
                indicator=indicator_id,
                part=shown(part),
            ),
            say("Leave the part empty, or declare the parts of this indicator in programme.yaml."),
        )
    return _unknown(part, parts, _no_part)


def _begins_alike(part: str, word: str) -> bool:
    """Whether somebody may have meant the companion: a remedy for other slips does not speak of it."""
    return bool(difflib.get_close_matches(part.partition(SINCE)[0].strip().lower(), [word], cutoff=0.75))


def _judge_area(programme: Programme, area: str, source: str) -> Judgement | None:
    own = programme.municipality
    if re.fullmatch(r"[0-9]{1,2}", area):
        return (
            say("“{area}” has lost its leading zero: a municipality code has three digits.", area=area),
            say(
                "Write {code}, and format the column as text so that the spreadsheet keeps the zero.",
                code=area.zfill(3),
            ),
        )
    if re.fullmatch(r"KU[0-9]{3}", area):
        return (
            say("“{area}” is not a municipality code of three digits.", area=area),
            say("Write the digits alone: {code}.", code=area[2:]),
        )
    if not re.fullmatch(r"[0-9]{3}", area):
        return (
            say("“{area}” is not a municipality code of three digits.", area=shown(area)),
            say("The code of this municipality is {code}.", code=own),
        )
    if area != own and not is_official(programme, source):
        return (
            say(
                "The figure is about the municipality {area}, and this programme is about {code}.", area=area, code=own
            ),
            say("Write {code}. Another municipality may stand beside it only from an official source.", code=own),
        )
    return None


def _judge_reporter(programme: Programme, reporter: str, source: str) -> Judgement | None:
    if reporter:
        return _unknown(reporter, programme.reporters, _no_reporter)
    if is_official(programme, source):
        return None
    return (
        say("Nobody stands behind the figure: no reporter is named."),
        say("Name the reporter. Known reporters: {known}.", known=_listing(programme.reporters)),
    )


def _unknown(text: str, known: Iterable[str], judge: Callable[[str], Message]) -> Judgement | None:
    """The judgement on a word that is not among the known ones, with the nearest of them when one is near."""
    names = [str(name) for name in known]
    if text in names:
        return None
    near = difflib.get_close_matches(text.strip().lower(), names, n=1, cutoff=0.6)
    if near:
        return judge(text), say("Did you mean “{near}”?", near=near[0])
    if 0 < len(names) <= FEW:
        return judge(text), say("Write one of these: {known}.", known=_listing(names))
    return judge(text), say("Take it from programme.yaml, where it is written as “id”.")


def _no_indicator(text: str) -> Message:
    return say("The indicator is missing.") if not text else say("There is no indicator “{text}”.", text=shown(text))


def _no_group(text: str) -> Message:
    return say("The group is missing.") if not text else say("There is no group “{text}”.", text=shown(text))


def _no_part(text: str) -> Message:
    return say("The indicator has no part “{text}”.", text=shown(text))


def _no_status(text: str) -> Message:
    return say("The status is missing.") if not text else say("There is no status “{text}”.", text=shown(text))


def _no_reporter(text: str) -> Message:
    return say("There is no reporter “{text}”.", text=shown(text))


def _no_source(text: str) -> Message:
    return say("There is no source “{text}” in sources.yaml.", text=shown(text))


def _listing(names: Iterable[str]) -> Listing:
    return Listing(tuple(Verbatim(str(name)) for name in names))
