"""Reading an indicator, its target, breakdown and breaks, and the rules that an indicator must keep."""

from dataclasses import dataclass, field

from analysis.message import Message, Name, say
from analysis.period import Period
from analysis.programme import bindings
from analysis.programme.entry import Entry, Taken
from analysis.programme.nouns import Indicator, Part, Place, Reporter, Source, Target
from analysis.programme.overlaps import ages
from analysis.programme.people import Population
from analysis.programme.places import Columns, place_or_none, place_under
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Sensitivity, Theme

# The smallest change that matters unless the programme says otherwise: percentage points, ratios, steps of a scale.
MEANINGFUL_CHANGE = {
    Kind.SHARE: 10.0,
    Kind.GAP: 10.0,
    Kind.RATE: 1.5,
    Kind.COUNT: 1.5,
    Kind.MEAN: 0.5,
    Kind.DELIVERABLE: 0.0,
}
PERCENTAGES = (Kind.SHARE, Kind.GAP)
RATIOS = (Kind.RATE, Kind.COUNT)
SURVEYED = (*PERCENTAGES, Kind.MEAN)  # what can rest on answers


@dataclass(frozen=True)
class Known:
    """What an indicator may refer to."""

    populations: dict[str, Population]
    reporters: dict[str, Reporter]
    sources: dict[str, Source] | None  # None when their file cannot be read: then they are not checked
    columns: Columns
    taken: Taken = field(default_factory=Taken)  # ids of indicators, unique in the whole programme: data refer to them


@dataclass(frozen=True)
class Home:
    """Where an indicator hangs: under a goal, in a sector without a goal, or among the background series (all None)."""

    sector: str | None = None
    goal: str | None = None
    theme: Theme | None = None
    place: Place | None = None
    target: Target | None = None


def indicator(entry: Entry, known: Known, home: Home) -> Indicator:
    """The indicator in an entry. The rules between its keys are checked only when each key by itself is sound."""
    problems_before = len(entry.problems.found)
    kind = entry.choice("kind", Kind)
    origin = entry.choice_or("origin", Origin, Origin.PROGRAMME)
    found = Indicator(
        id=entry.identifier("id"),
        title=entry.name("title"),
        kind=kind,
        asks=entry.choice("asks", Asks),
        role=entry.choice("role", Role),
        why=entry.name("why"),
        population=entry.reference("population", known.populations),
        among=entry.reference("among", known.populations),
        reference=entry.reference("reference", known.populations),
        better=entry.choice_or("better", Direction, Direction.NONE),
        direction=entry.choice_or("direction", Direction, Direction.NONE),
        target=_target(entry, kind, home),
        baseline=entry.period_or_none("baseline"),
        meaningful_change=entry.number_or("meaningful_change", MEANINGFUL_CHANGE[kind]),
        unit=entry.name("unit"),
        per=entry.whole_or("per", 100 if kind in PERCENTAGES else 1),
        reporters=reporters(entry, known),
        source=entry.reference("source", known.sources),
        sensitivity=entry.choice_or("sensitivity", Sensitivity, Sensitivity.ORDINARY),
        origin=origin,
        theme=home.theme or entry.choice("theme", Theme),
        parts=_parts(entry),
        breaks=_breaks(entry),
        place=_place(entry, known, home, origin),
        goal=home.goal,
        sector=home.sector,
        short=entry.name_or("short", None),
        design_effect=entry.number_or("design_effect", 1.0),
        official=bindings.bindings(entry, kind, known.sources, known.populations),
    )
    entry.finish()
    known.taken.claim(entry, "id")
    if len(entry.problems.found) == problems_before:
        _check_kind(entry, found)
        _check_role(entry, found)
        _check_change(entry, found)
        _check_design_effect(entry, found)
        _check_target(entry, found)
    return found


def reporters(entry: Entry, known: Known) -> tuple[str, ...]:
    found = entry.ids("reporters")
    for reporter in found:
        entry.check_reference("reporters", reporter, known.reporters)
    return found


def target_value(group: Entry, kind: Kind) -> float:
    """The number of a target; percentages are written as percentages and kept as fractions."""
    value = group.number("value")
    lowest = -100 if kind is Kind.GAP else 0
    if kind in PERCENTAGES and not lowest <= value <= 100:
        remedy = say("Write per cent: a share from 0 to 100, a gap from −100 to 100.")
        group.problem("value", say("The target of a percentage lies outside its range."), remedy)
    return value / 100 if kind in PERCENTAGES else value


def _target(entry: Entry, kind: Kind, home: Home) -> Target | None:
    """The word `goal` (the target that the goal's own words set), or a group with the value and its words."""
    if not entry.has("target"):
        return None
    if entry.is_word("target", "goal"):
        return home.target
    group = entry.group("target")
    if group is None:
        return None
    population = entry.optional_text("among") or entry.optional_text("population") or ""
    origin = group.choice_or("origin", Origin, Origin.PROGRAMME)
    found = Target(target_value(group, kind), kind, population, origin, group.name("text"))
    group.finish()
    return found


def _check_target(entry: Entry, found: Indicator) -> None:
    """The goal's target may stand for an indicator only if it measures the same thing."""
    if not entry.is_word("target", "goal"):
        return
    if found.target is None:
        remedy = say("Give the goal a target, or write the indicator's own.")
        entry.problem("target", say("The goal has no target."), remedy)
    elif (found.target.kind, found.target.population) != (found.kind, found.among or found.population):
        what = say("The goal's target measures something else than this indicator does.")
        remedy = say("The kind must be the same, and the target's population must be the one in “among”.")
        entry.problem("target", what, remedy)


def _parts(entry: Entry) -> tuple[Part, ...]:
    found, taken = [], Taken()
    for group in entry.groups("parts"):
        found.append(Part(group.identifier("id"), group.name("name"), ages(group)))
        group.finish()
        taken.claim(group, "id")
    return tuple(found)


def _breaks(entry: Entry) -> tuple[tuple[Period, Name], ...]:
    found = []
    for group in entry.groups("breaks"):
        group.text("from")
        start, what = group.period_or_none("from"), group.name("what")
        group.finish()
        if start is not None:
            found.append((start, what))
    return tuple(sorted(found, key=lambda pair: pair[0].start))


def _place(entry: Entry, known: Known, home: Home, origin: Origin) -> Place | None:
    """What the evaluator added stands nowhere in the document, unless the entry says where."""
    if home.place is None or (origin is Origin.EVALUATOR and not entry.has("place")):
        return place_or_none(entry)
    return place_under(entry, home.place, known.columns.indicators)


def _check_kind(entry: Entry, found: Indicator) -> None:
    kind = found.kind
    if kind in (Kind.SHARE, Kind.GAP, Kind.RATE) and found.population is None:
        _needed(entry, "population", say("An indicator of this kind counts people: say which population."))
    if kind in (Kind.SHARE, Kind.RATE) and found.among is None:
        _needed(entry, "among", say("A share or a rate needs the population that its denominator counts."))
    if kind is Kind.RATE and not entry.has("per"):
        _needed(entry, "per", say("A rate needs the number of persons that it is stated for, for example 1000."))
    if kind is Kind.GAP and found.reference is None:
        _needed(entry, "reference", say("A gap needs the population that it is compared with."))
    if kind is Kind.GAP and found.better is Direction.NONE:
        _needed(entry, "better", say("Say which share is better for people: up or down."))
    if kind is Kind.GAP and found.reference == found.population:
        entry.problem(
            "reference",
            say("The reference is the population itself."),
            say("Name the population that it is compared with."),
        )
    _refuse(
        entry, "among", kind in (Kind.SHARE, Kind.RATE), say("Only a share or a rate is counted among a population.")
    )
    _refuse(entry, "per", kind is Kind.RATE, say("Only a rate is stated per a number of persons."))
    _refuse(entry, "reference", kind is Kind.GAP, say("Only a gap is compared with a reference."))
    _refuse(entry, "better", kind is Kind.GAP, say("Only a gap needs to know which share is better."))
    _refuse(
        entry, "meaningful_change", kind is not Kind.DELIVERABLE, say("A deliverable is done or not; it has no change.")
    )


def _check_role(entry: Entry, found: Indicator) -> None:
    in_background = found.sector is None
    if in_background and found.role is not Role.CONTEXT:
        entry.problem(
            "role", say("A background series is never assessed."), say("Write role: context, or move it under a goal.")
        )
    if found.role is not Role.HEADLINE:
        return
    if found.goal is None and not in_background:
        entry.problem(
            "role", say("An indicator without a goal cannot decide a goal's verdict."), say("Write role: supporting.")
        )
    if found.asks is Asks.EFFORT:
        what = say("A headline indicator must ask about reach or outcome; this one asks about effort.")
        entry.problem("role", what, say("Write role: supporting, or choose another indicator as the headline."))
    if found.direction is Direction.NONE and found.kind is not Kind.DELIVERABLE:
        what = say("A headline indicator needs a direction.")
        entry.problem("direction", what, say("Write direction: up or direction: down."))


def _check_change(entry: Entry, found: Indicator) -> None:
    if found.kind in RATIOS and found.meaningful_change <= 1:
        remedy = say("For counts and rates it is a ratio above 1, for example 1.5 for half as many again.")
        entry.problem("meaningful_change", say("This meaningful change is not a ratio above 1."), remedy)
    elif found.kind in SURVEYED and found.meaningful_change <= 0:
        remedy = say("For shares and gaps it is percentage points, for means steps of the scale; above 0.")
        entry.problem("meaningful_change", say("This meaningful change is not above 0."), remedy)


def _check_design_effect(entry: Entry, found: Indicator) -> None:
    _refuse(entry, "design_effect", found.kind in SURVEYED, say("Only a share, a gap or a mean can rest on a survey."))
    if found.design_effect < 1:
        entry.problem(
            "design_effect",
            say("This design effect is below 1."),
            say("Leave the key out for answers of persons drawn one by one, or of everyone."),
        )


def _needed(entry: Entry, key: str, why: Message) -> None:
    if not entry.has(key):
        entry.problem(key, say("The key “{key}” is missing or empty.", key=key), why)


def _refuse(entry: Entry, key: str, allowed: bool, why: Message) -> None:
    if entry.has(key) and not allowed:
        entry.problem(key, say("The key “{key}” does not belong to an indicator of this kind.", key=key), why)
