"""What a programme declares about the same persons being counted in several places: bands of ages, populations within
others, and sums across tables. The gate hides what could be worked out through them; nothing else reads them.
"""

import re
from collections.abc import Mapping, Sequence

from analysis.message import Verbatim, say, shown
from analysis.programme.entry import Entry
from analysis.programme.nouns import Indicator
from analysis.programme.people import Addend, Ages, DeclaredSum, Population
from analysis.vocabulary import Kind

MOST_YEARS = 10  # that one figure is made of
COUNTING = (Kind.COUNT, Kind.SHARE, Kind.RATE)


def ages(entry: Entry) -> Ages | None:
    """`0-24`, `20-39`, or `65-` for everybody from that age on."""
    text = entry.optional_text("ages")
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})?", text)
    found = Ages(int(match[1]), int(match[2]) if match[2] else None) if match else None
    if found is None or (found.last is not None and found.last < found.first):
        what = say("“{text}” is not a band of ages.", text=shown(text))
        remedy = say("Write the first and the last age, for example 20-39, or 65- without a last one.")
        entry.problem("ages", what, remedy)
        return None
    return found


def check_within(entry: Entry, populations: Mapping[str, Population]) -> None:
    """A population lies within another one that is declared, and never in a circle within itself."""
    for group in entry.groups("populations"):
        within = group.reference("within", populations)
        seen = {group.optional_text("id")}
        while within in populations and within not in seen:
            seen.add(within)
            within = populations[within].within
        if within in seen:
            what = say("The population lies within itself.")
            group.problem("within", what, say("Name the larger population, or leave the key out."))


def sums(
    entry: Entry, indicators: Sequence[Indicator], populations: Mapping[str, Population]
) -> tuple[DeclaredSum, ...]:
    known = {indicator.id: indicator for indicator in indicators}
    found, circles = [], Circles()
    for group in entry.groups("sums"):
        whole = group.group("whole")
        parts = group.groups("parts") if group.required("parts") else []
        complete, everybody = group.flag_or("complete", True), group.flag_or("everybody", False)
        years = _years(group)
        group.finish()
        if whole is not None:
            addends = tuple(_addend(part, known, populations) for part in parts)
            declared = DeclaredSum(_addend(whole, known, populations), addends, complete, everybody, years)
            _check_everybody(group, declared, known)
            circles.check(group, declared)
            found.append(declared)
    return tuple(found)


class Circles:
    """What is part of what, in the sums so far: a number may not be part of itself, by one sum or by several."""

    def __init__(self) -> None:
        self.parts: dict[Addend, tuple[Addend, ...]] = {}

    def check(self, entry: Entry, declared: DeclaredSum) -> None:
        """Notes the sum; one that closes a circle is a problem, and is not noted."""
        way = next(filter(None, (self._way(part, declared.whole) for part in declared.parts)), None)
        if way is None:
            self.parts[declared.whole] = (*self.parts.get(declared.whole, ()), *declared.parts)
            return
        circle = " → ".join(_told(each) for each in (declared.whole, *way))
        what = say("The number would be a part of itself: {circle}.", circle=Verbatim(circle))
        entry.problem("whole", what, say("Correct this sum or the others of the circle, or leave one of them out."))

    def _way(self, start: Addend, end: Addend) -> tuple[Addend, ...] | None:
        """From a number down to one of its parts, by way of their parts; both are named."""
        came_from: dict[Addend, Addend | None] = {start: None}
        for here in (waiting := [start]):  # grows while it is gone through
            if here == end:
                return _back(here, came_from)
            for part in self.parts.get(here, ()):
                if part not in came_from:
                    came_from[part] = here
                    waiting.append(part)
        return None


def _back(end: Addend, came_from: Mapping[Addend, Addend | None]) -> tuple[Addend, ...]:
    way, here = [], end
    while here is not None:
        way.append(here)
        here = came_from[here]
    return tuple(reversed(way))


def _told(addend: Addend) -> str:
    return shown("/".join(each for each in (addend.population, addend.indicator, addend.part) if each))


def _years(entry: Entry) -> int:
    years = entry.whole_or("years", 1) or 1
    if years > MOST_YEARS:
        what = say("{years} years cannot be added up.", years=years)
        entry.problem("years", what, say("Write a number from 1 to {most}.", most=MOST_YEARS))
        return 1
    return years


def _check_everybody(entry: Entry, declared: DeclaredSum, known: Mapping[str, Indicator]) -> None:
    """Only a share or a rate says among whom its persons are counted."""
    told_by = [known.get(each.indicator or "") for each in (declared.whole, *declared.parts)]
    if declared.everybody and not all(each and each.kind in (Kind.SHARE, Kind.RATE) for each in told_by):
        what = say("Only shares and rates say among how many persons they count.")
        entry.problem("everybody", what, say("Name shares or rates alone, or leave the key out."))


def _addend(entry: Entry, known: Mapping[str, Indicator], populations: Mapping[str, Population]) -> Addend:
    name, population = entry.reference("indicator", known), entry.reference("population", populations)
    part = entry.optional_text("part") or ""
    entry.finish()
    indicator = known.get(name or "")
    if (name is None) == (population is None):
        what = say("A number is told by an indicator or by a population: one of the two.")
        entry.problem("indicator", what, say("Write {example}.", example="{indicator: …} / {population: …}"))
    elif part and (indicator is None or part not in [each.id for each in indicator.parts]):
        what = say("The indicator has no part “{part}”.", part=shown(part))
        entry.problem("part", what, say("Write a part that the indicator declares."))
    elif indicator is not None and indicator.kind not in COUNTING:
        what = say("Only counts, shares and rates have a number of persons that adds up.")
        entry.problem("indicator", what, say("Name another indicator, or leave the sum out."))
    return Addend(name, part, population)
