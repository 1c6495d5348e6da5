"""An attacker who reads nothing but released tables, and knows by himself how the numbers of a town hang together.

He shares no code with the gate except the solver of linear systems: his relations are written down here, from the
meaning of the tables in `generated_towns`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generated_towns import BANDS, FOREIGN, MAJORITY, SCHOOLS, YEARS

from analysis.disclosure import ContradictionError, Range, Relation, System, adds_up, insiders, ranges, rounded_ratio
from analysis.disclosure.system import connected

SENSITIVE = ("loneliness",)
ATOMS = ("0-19", "20-24", "25-39", "40+")
OF_BAND = {
    "to-24": ("0-19", "20-24"),
    "to-39": ("0-19", "20-24", "25-39"),
    "20-to-39": ("20-24", "25-39"),
    "from-40": ("40+",),
}

Cell = tuple[object, ...]
Table = list[dict[str, str]]


@dataclass(frozen=True)
class Secret:
    """A number that nobody may find, as it truly is, and from how many persons on it could be shown."""

    cell: Cell
    value: float
    least: int

    @property
    def lowest(self) -> int:
        return 0 if self.least == 10 else 1


def parsed(text: str) -> Table:
    return list(csv.DictReader(io.StringIO(text)))


# --- what the rows tell ----------------------------------------------------------------------------------------------


def numbers(row: Mapping[str, str]) -> dict[str, Cell]:
    """The numbers of persons that stand behind a row, by their meaning."""
    id, part, year = row["indicator"], row["part"], row["period"]
    match id:
        case "residents-by-language" | "pupils-by-language":
            return {"x": (id.split("-")[0], year, part or "all")}
        case "pupils-by-school":
            return {"x": ("school", year, part) if part else ("pupils", year, "all")}
        case "foreign-pupils" | "foreign-pupils-again":
            return {"x": ("foreign", year, "all"), "o": ("majority", year), "n": ("pupils", year, "all")}
        case "own-language" | "loneliness" if "_since_" not in part:
            return {
                "x": (id, year, part or "all"),
                "o": (id, "not", year, part or "all"),
                "n": ("foreign", year, part or "all"),
            }
        case "second-language":
            return {"x": (id, year), "o": (id, "not", year), "n": ("foreign", year, "all")}
        case "own-language-gap":
            size = ("foreign", year, "all") if row["group"] == "foreign" else ("majority", year)
            return {"x": (id, year, row["group"]), "o": (id, "not", year, row["group"]), "n": size}
        case "feedback":
            return {} if part else {"n": ("answers", year)}
        case "clients-by-age":
            return {"x": ("clients", year, part or "all")}
        case _:
            word = part.split("_since_")[0]
            return {"x": (word, year), "n": ("both", year)}


def known(table: Table) -> dict[Cell, float]:
    found = {}
    for row in table:
        if row["status"] == "reported":
            cells, x, n = numbers(row), row["numerator"], row["denominator"]
            found |= {cells["x"]: float(x)} if x else {}
            found |= {cells["n"]: float(n)} if n else {}
            found |= {cells["o"]: float(n) - float(x)} if x and n and "o" in cells else {}
    return found


def rounded(table: Table) -> Iterator[Relation]:
    for row in table:
        if row["status"] == "reported" and row["indicator"] == "second-language":
            cells = numbers(row)
            yield from rounded_ratio(cells["x"], cells["n"], float(row["value"]), 0.05)


# --- how they hang together ------------------------------------------------------------------------------------------


def relations(table: Table) -> list[Relation]:
    present = {(row["indicator"], row["period"], row["part"]) for row in table}
    return [each for year in map(str, YEARS) for each in _year(year, present)]


def _year(year: str, present: set[tuple[str, str, str]]) -> Iterator[Relation]:
    for kind in ("residents", "pupils"):
        yield adds_up((kind, year, "all"), [(kind, year, each) for each in (*FOREIGN, *MAJORITY)])
    for each in (*FOREIGN, *MAJORITY):
        yield Relation(((("residents", year, each), 1.0), (("pupils", year, each), -1.0)), 0.0, float("inf"))
    yield adds_up(("pupils", year, "all"), [("school", year, each) for each in SCHOOLS])
    yield adds_up(("pupils", year, "all"), [("foreign", year, "all"), ("majority", year)])
    yield adds_up(("foreign", year, "all"), [("pupils", year, each) for each in FOREIGN])
    for id in ("own-language", "loneliness"):
        schools = [each for each in SCHOOLS if (id, year, each) in present]
        for each in ("all", *schools):
            yield adds_up(("foreign", year, each), [(id, year, each), (id, "not", year, each)])
        if schools:
            for start in ((id,), (id, "not"), ("foreign",)):
                yield adds_up((*start, year, "all"), [(*start, year, each) for each in schools])
    yield adds_up(("foreign", year, "all"), [("second-language", year), ("second-language", "not", year)])
    for group, size in (("foreign", ("foreign", year, "all")), ("majority", ("majority", year))):
        yield adds_up(size, [("own-language-gap", year, group), ("own-language-gap", "not", year, group)])
    yield adds_up(("clients", year, "all"), [("atom", year, each) for each in ATOMS])
    for band in BANDS:
        yield adds_up(("clients", year, band), [("atom", year, each) for each in OF_BAND[band]])
    before = str(int(year) - 1)
    if any(part == f"kept_since_{before}" for _, at, part in present if at == year):
        yield from _moved(year, before)


def _moved(year: str, before: str) -> Iterator[Relation]:
    kept, gained, lost, never = ((word, year) for word in ("kept", "gained", "lost", "never"))
    yield adds_up(("both", year), [kept, gained, lost, never])
    yield adds_up(("own-language", year, "all"), [kept, gained, ("new", year)])
    yield adds_up(("own-language", "not", year, "all"), [lost, never, ("new not", year)])
    yield adds_up(("own-language", before, "all"), [kept, lost, ("gone", year)])
    yield adds_up(("own-language", "not", before, "all"), [gained, never, ("gone not", year)])


# --- the attack ------------------------------------------------------------------------------------------------------


def secrets(truth: Table, released: Table) -> list[Secret]:
    """The small numbers of the rows that were not released."""
    withheld = {_key(row) for row in released if row["status"] == "withheld"}
    found = {}
    for row in truth:
        if _key(row) in withheld and row["status"] == "reported":
            least = 10 if row["indicator"] in SENSITIVE else 5
            values = _values(row)
            for what, cell in numbers(row).items():
                value = values.get(what)
                if value is not None and value < least and (value >= 1 or least == 10 or what == "n"):
                    found[cell] = Secret(cell, value, max(least, found[cell].least if cell in found else 0))
    return list(found.values())


def _values(row: Mapping[str, str]) -> dict[str, float]:
    """What is truly behind a row of the complete table; of a percentage alone nothing."""
    x, n = row["numerator"], row["denominator"]
    values = {"x": float(x)} if x else {}
    values |= {"n": float(n)} if n else {}
    return values | ({"o": float(n) - float(x)} if x and n else {})


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in ("indicator", "period", "group", "part"))


def small_and_shown(truth: Table, released: Table) -> list[tuple[str, ...]]:
    """Rows that were released although a number in them is small."""
    shown = {_key(row) for row in released if row["status"] == "reported"}
    found = []
    for row in truth:
        if _key(row) in shown and row["source"] != "statistics":
            least = 10 if row["indicator"] in SENSITIVE else 5
            values = _values(row)
            if any((what == "n" or value >= 1 or least == 10) and value < least for what, value in values.items()):
                found.append(_key(row))
    return found


@dataclass(frozen=True)
class Finding:
    """What an attacker leaves possible for a protected number."""

    secret: Secret
    insider: Cell | None  # the group of one to which the attacker belongs
    left: Range
    possible: float  # how wide public figures alone leave it

    @property
    def recovered(self) -> bool:
        """Found exactly, or narrowed to numbers that may not be shown."""
        return self.left.is_exact or (self.left.low >= self.secret.lowest and self.left.high < self.secret.least)

    @property
    def too_narrow(self) -> bool:
        return self.left.width < min(self.secret.least, self.possible)


def attempts(tables: Sequence[Table], truth: Table) -> Iterator[Finding]:
    """What is left of every protected number, the first table being believed where two disagree.

    From outside, and by everybody who is alone in a hidden number. Ranges that miss the true value are left out: there
    figures that were revised in between have misled the attacker.
    """
    told: dict[Cell, float] = {}
    for table in reversed(tables):
        told |= known(table)
    everything = (*relations(tables[0] + tables[-1]), *rounded(tables[0]))
    alone = {cell: 1.0 for cell, value in known(truth).items() if value == 1}
    tried = _attack(System(everything, told), hunted(tables, truth), alone, System(everything, _public(truth)))
    return (each for each in tried if each.left.low <= each.secret.value <= each.left.high)


def hunted(tables: Sequence[Table], truth: Table) -> dict[Cell, Secret]:
    """The small numbers that are withheld in any of the tables and are not public."""
    public = _public(truth)
    return {each.cell: each for table in tables for each in secrets(truth, table) if each.cell not in public}


def _public(truth: Table) -> dict[Cell, float]:
    return known([row for row in truth if row["source"] == "statistics"])


def _attack(
    system: System, hunted: Mapping[Cell, Secret], alone: Mapping[Cell, float], public: System
) -> Iterator[Finding]:
    for cell in hunted.keys() & system.known.keys():
        value = round(system.known[cell])
        yield Finding(hunted[cell], None, Range(value, value), float("inf"))
    for group in connected(system.relations, system.known):
        part = System(group, system.known)
        unknown = set(part.unknown)
        inside = [cell for cell in hunted if cell in unknown]
        if inside:
            yield from _narrow(part, None, inside, hunted, public)
            for who, knowing in insiders(part, {cell: 1.0 for cell in alone if cell in unknown}):
                yield from _narrow(knowing, who, [cell for cell in inside if cell != who], hunted, public)


def _narrow(
    system: System, who: Cell | None, cells: Iterable[Cell], hunted: Mapping[Cell, Secret], public: System
) -> Iterator[Finding]:
    try:
        left = ranges(system, cells)
    except ContradictionError:  # the two reviews disagree
        return
    for cell, found in left.items():
        possible = float("inf")
        if found.width < hunted[cell].least:
            knowing = public if who is None else public.knowing({who: 1.0})
            possible = ranges(knowing, [cell])[cell].width
        yield Finding(hunted[cell], who, found, possible)
