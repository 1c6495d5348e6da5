"""Who is counted: populations, bands of ages, and numbers of persons that are declared to add up."""

from dataclasses import dataclass

from analysis.message import Name


@dataclass(frozen=True)
class Ages:
    """From one age to another in whole years, both included; without a last one, and older."""

    first: int
    last: int | None


@dataclass(frozen=True)
class Population:
    """Who is counted. Populations of different `basis` are different people and are never compared as one."""

    id: str
    name: Name
    basis: str  # language, citizenship, origin, residence-status, service, age, employment, guardianship, everyone
    definition: Name
    within: str | None = None  # the population of which all of these are members
    ages: Ages | None = None


@dataclass(frozen=True)
class Addend:
    """A number of persons that a declared sum speaks of: an indicator's count, a part of it, or a population's size."""

    indicator: str | None = None
    part: str = ""
    population: str | None = None


@dataclass(frozen=True)
class DeclaredSum:
    """Numbers in different tables that add up, so that a hidden one can be worked out from the others."""

    whole: Addend
    parts: tuple[Addend, ...]
    complete: bool  # whether the parts are all of the whole
    everybody: bool = False  # whether those among whom they are counted add up too: several schools as one
    years: int = 1  # each part is added up over so many years: that of the whole and those before it
