"""Reading the sectors with their goals, measures and indicators, and the rules between them."""

from dataclasses import dataclass, field

from analysis.message import Name, say
from analysis.programme.entry import Entry, Taken
from analysis.programme.indicators import Home, Known, indicator, reporters, target_value
from analysis.programme.nouns import Goal, Indicator, Measure, Place, Sector, Target
from analysis.programme.places import place_under, whole_place
from analysis.vocabulary import Kind, Origin, Theme

MOST_HEADLINES = 3
NOWHERE = Place(1, "")


@dataclass(frozen=True)
class Used:
    """What is unique in the whole programme: the ids name pages, the numbers order the goals."""

    sectors: Taken = field(default_factory=Taken)
    goals: Taken = field(default_factory=Taken)
    numbers: Taken = field(default_factory=Taken)


def sectors(programme: Entry, known: Known, language: str) -> tuple[Sector, ...]:
    """All sectors; quotations that are not given are the titles in `language`, the document's own."""
    used = Used()
    found = tuple(_sector(entry, known, language, used) for entry in programme.groups("sectors"))
    if not found:
        programme.problem("sectors", say("The programme has no sector."), say("List at least one sector with a goal."))
    elif not any(sector.goals for sector in found):
        programme.problem("sectors", say("The programme has no goal."), say("List at least one goal in a sector."))
    return found


def _sector(entry: Entry, known: Known, language: str, used: Used) -> Sector:
    sector_id, place = entry.identifier("id"), whole_place(entry) or NOWHERE
    found = Sector(
        id=sector_id,
        name=entry.name("name"),
        goals=tuple(
            _goal(group, known, language, used, Home(sector_id, place=place)) for group in entry.groups("goals")
        ),
        indicators=tuple(indicator(group, known, Home(sector_id, place=place)) for group in entry.groups("indicators")),
        place=place,
    )
    entry.finish()
    used.sectors.claim(entry, "id")
    return found


def _goal(entry: Entry, known: Known, language: str, used: Used, sector: Home) -> Goal:
    title, theme, target = entry.name("title"), entry.choice("theme", Theme), _target(entry, known)
    place = place_under(entry, sector.place or NOWHERE, known.columns.goals, _words(title, language))
    goal_id = entry.identifier("id")
    home = Home(sector.sector, goal_id, theme, Place(place.page, place.section, place.row), target)
    entry.text("population")
    found = Goal(
        id=goal_id,
        number=entry.whole("number"),
        title=title,
        theme=theme,
        sector=sector.sector or "",
        population=entry.reference("population", known.populations) or "",
        target=target,
        baseline=entry.name_or("baseline", None),
        measures=_measures(entry, known, language, place),
        indicators=tuple(indicator(group, known, home) for group in entry.groups("indicators")),
        reporters=reporters(entry, known),
        place=place,
    )
    entry.finish()
    used.goals.claim(entry, "id")
    used.numbers.claim(entry, "number")
    _check_headlines(entry, found.headlines)
    return found


def _target(entry: Entry, known: Known) -> Target | None:
    group = entry.group_or_none("target")
    if group is None:
        return None
    kind = group.choice("kind", Kind)
    found = Target(
        value=target_value(group, kind),
        kind=kind,
        population=group.reference("population", known.populations) or "",
        origin=group.choice_or("origin", Origin, Origin.PROGRAMME),
        text=group.name("text"),
    )
    if not found.population:
        what = say("The key “{key}” is missing or empty.", key="population")
        group.problem("population", what, say("Say whose share, rate or number the target is."))
    group.finish()
    return found


def _measures(entry: Entry, known: Known, language: str, above: Place) -> tuple[Measure, ...]:
    found, taken = [], Taken()
    for group in entry.groups("measures"):
        title = group.name("title")
        place = place_under(group, above, known.columns.measures, _words(title, language))
        found.append(Measure(group.identifier("id"), title, place))
        group.finish()
        taken.claim(group, "id")
    return tuple(found)


def _words(title: Name, language: str) -> str | None:
    return title.in_language(language) or None


def _check_headlines(entry: Entry, headlines: tuple[Indicator, ...]) -> None:
    if len(headlines) > MOST_HEADLINES:
        what = say(
            "The goal has {count} headline indicators; at most {most} may decide its verdict.",
            count=len(headlines),
            most=MOST_HEADLINES,
        )
        entry.problem("indicators", what, say("Give the others role: supporting."))
