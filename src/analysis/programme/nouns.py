"""What a programme talks about, as frozen nouns; in `people` who is counted, in `table` the tables of statistics."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.message import Name
from analysis.period import Period
from analysis.programme.peers import Peers
from analysis.programme.people import Ages, DeclaredSum, Population
from analysis.programme.table import Binding, Table
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Sensitivity, Theme


@dataclass(frozen=True)
class Place:
    """Where in the programme document an entry comes from."""

    page: int
    section: str  # heading in the document's own language
    row: int | None = None  # row of the section's table, 1 is the first below the heading
    column: str | None = None  # the column's heading in the document
    quote: str | None = None  # the words themselves


@dataclass(frozen=True)
class Reporter:
    """The unit that owns a figure."""

    id: str
    name: Name


@dataclass(frozen=True)
class Source:
    """Where figures come from: publisher, table, date, licence and the faults that are known."""

    id: str
    title: Name
    publisher: Name
    table: str | None
    retrieved: datetime.date | None
    updated: str | None
    licence: str
    official: bool  # published by a statistical office or in the programme: public already
    url: str | None
    faults: tuple[Name, ...]
    query: Table | None = None  # where its figures are fetched from
    minimum: int | None = None  # the fewest persons or answers on which its terms let a figure rest


@dataclass(frozen=True)
class Target:
    """A value that a goal or an indicator is to reach, with what the value measures."""

    value: float  # shares and rates as a number between 0 and 1 or in the indicator's unit; see `Indicator.per`
    kind: Kind
    population: str  # id of the population whose share, rate or number it is
    origin: Origin
    text: Name  # the words in which it is set


@dataclass(frozen=True)
class Part:
    """One line of a breakdown, for example a language or a school."""

    id: str
    name: Name
    ages: Ages | None = None  # bands of ages may overlap; parts without ages do not


@dataclass(frozen=True)
class Measure:
    """What the programme says will be done for a goal."""

    id: str
    title: Name
    place: Place


@dataclass(frozen=True)
class Indicator:
    """How a goal is followed: what is counted, of whom, in which direction, from which baseline."""

    id: str
    title: Name
    kind: Kind
    asks: Asks
    role: Role
    why: Name  # why it is read as effort, reach or outcome
    population: str | None  # who is counted
    among: str | None  # of whom they are a share: id of the population that the denominator counts
    reference: str | None  # for a gap: the population it is compared with
    better: Direction  # for a gap: which share is better for people, up or down
    direction: Direction
    target: Target | None
    baseline: Period | None
    meaningful_change: float  # percentage points for shares, gaps; a ratio for rates and counts; the unit for means
    unit: Name
    per: int  # a rate is events per this many persons; 100 for percentages
    reporters: tuple[str, ...]
    source: str | None
    sensitivity: Sensitivity
    origin: Origin
    theme: Theme | None
    parts: tuple[Part, ...]
    breaks: tuple[tuple[Period, Name], ...]  # from which period on a new definition holds, and what changed
    place: Place | None
    goal: str | None  # None for an indicator row without a goal and for the context series
    sector: str | None
    design_effect: float = 1.0  # of a survey: so many answers weigh as much as one drawn by itself
    short: Name | None = None  # a few words for the labels of charts, where the title is a long sentence
    official: tuple[Binding, ...] = ()  # an earlier one goes before a later one where both give a figure

    def part(self, part_id: str) -> Part:
        return next(part for part in self.parts if part.id == part_id)


@dataclass(frozen=True)
class Goal:
    id: str
    number: int
    title: Name
    theme: Theme
    sector: str
    population: str  # whom the goal's own words are about
    target: Target | None  # a target that the goal's own words set
    baseline: Name | None  # a starting level that the document states for the goal, in words
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    reporters: tuple[str, ...]  # who answers for the goal, where the document says so
    place: Place

    @property
    def headlines(self) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.role is Role.HEADLINE)


@dataclass(frozen=True)
class Sector:
    id: str
    name: Name
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]  # indicator rows that belong to no goal
    place: Place


@dataclass(frozen=True)
class Approval:
    """The decision by which the programme holds."""

    body: Name
    date: datetime.date
    section: str
    document: Name


@dataclass(frozen=True)
class Programme:
    """One municipality's programme, whole."""

    id: str
    folder: Path
    municipality: str  # three digits, as text
    municipality_name: Name
    title: Name
    invented: bool
    review: str  # the review period that the programme itself names
    approval: Approval
    contact: Name
    populations: dict[str, Population]
    reporters: dict[str, Reporter]
    sources: dict[str, Source]
    sectors: tuple[Sector, ...]
    context: tuple[Indicator, ...]  # background series, by theme
    sums: tuple[DeclaredSum, ...] = ()
    peers: Peers | None = None  # whom it is compared with, by a declared rule
    document_language: str = "fi"  # of the programme document: quotations and the sections' names are in it

    @property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(goal for sector in self.sectors for goal in sector.goals)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator in the programme's order: each sector's goals, its rows without a goal; then the context."""
        return tuple(self._indicators())

    def _indicators(self) -> Iterator[Indicator]:
        for sector in self.sectors:
            for goal in sector.goals:
                yield from goal.indicators
            yield from sector.indicators
        yield from self.context

    def goal(self, goal_id: str) -> Goal:
        """The goal with this id; an unknown id is refused with the ids that exist."""
        for goal in self.goals:
            if goal.id == goal_id:
                return goal
        raise unknown_goal(goal_id, self)

    def indicator(self, indicator_id: str) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.id == indicator_id)

    def sector(self, sector_id: str) -> Sector:
        return next(sector for sector in self.sectors if sector.id == sector_id)


def unknown_goal(goal_id: str, programme: Programme) -> Exception:
    import difflib

    from analysis.errors import UnusableInput
    from analysis.message import Listing, Verbatim, say

    for goal in programme.goals:
        if str(goal.number) == str(goal_id):
            return UnusableInput(
                say("Goals are named by their ids. The id of goal {number} is “{id}”.", number=goal.number, id=goal.id)
            )
    ids = [goal.id for goal in programme.goals]
    near = difflib.get_close_matches(str(goal_id), ids, n=1)
    if near:
        return UnusableInput(
            say(
                "The programme {programme} has no goal “{goal}”. Did you mean “{near}”?",
                programme=programme.id,
                goal=str(goal_id),
                near=near[0],
            )
        )
    return UnusableInput(
        say(
            "The programme {programme} has no goal “{goal}”. Its goals are: {ids}.",
            programme=programme.id,
            goal=str(goal_id),
            ids=Listing(tuple(Verbatim(i) for i in ids)),
        )
    )
