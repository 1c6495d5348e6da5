"""THL's Sotkanet (REST 1.1): indicators by number, areas by Sotkanet's own numbers. What has no figure has no row."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from analysis.message import say, shown
from analysis.programme.table import Binding, Selection, Table
from analysis.sources import finding
from analysis.sources.calls import Caller
from analysis.sources.cube import Cube, Missing, Variable
from analysis.sources.fetched import Fetched, Prepared
from analysis.sources.json_stat import load
from analysis.sources.refusal import BadReply, as_damaged
from analysis.sources.symbols import number

GENDER, TOTAL = "sex", "total"
MUNICIPALITY = "KUNTA"  # the category of a municipality among the areas
YEARS_A_CALL = 60  # addresses must not grow without limit


@dataclass(frozen=True)
class Described:
    """What Sotkanet says of an indicator."""

    id: int
    title: str
    updated: str | None
    years: tuple[int, ...]
    producer: str


@dataclass
class Sotkanet:
    """The service; `root` is https://sotkanet.fi/rest/1.1."""

    root: str
    caller: Caller
    areas: dict[int, str] | None = None  # Sotkanet's number of each municipality, and its code

    def prepare(self, table: Table, binding: Binding, municipality: str) -> Prepared:
        """The query that a binding needs, for every municipality: Sotkanet's own choice of areas is not reliable."""
        described = self.find(table)
        return Prepared(self.request(described, binding), described.updated, lambda: self.fetch(described, binding))

    def find(self, table: Table) -> Described:
        """The indicator, if it still has the title that is expected: public lists are full of wrong numbers."""
        described = load(self.caller.get(f"{self.root}/indicators/{table.id}"))
        with as_damaged():
            title = str(described["title"]["fi"])
            years = range(int(described["range"]["start"]), int(described["range"]["end"]) + 1)
            found = Described(
                int(described["id"]),
                title,
                described.get("data-updated"),
                tuple(years),
                str(described.get("organization", {}).get("title", {}).get("fi", "")),
            )
        if str(found.id) != table.id:
            raise BadReply(say("The reply is about the indicator {other}.", other=str(found.id)))
        finding.check_title(title, table.title)
        return found

    def request(self, found: Described, binding: Binding) -> str:
        """The request as the record tells it: the years as a span."""
        years = _years(found, binding)
        genders = ",".join(_genders(binding.selections))
        return f"{self.root}/json?indicator={found.id}&years={years[0]}-{years[-1]}&genders={genders}"

    def fetch(self, found: Described, binding: Binding) -> Fetched:
        """The figures of every municipality, for the genders that the binding names."""
        years, genders = _years(found, binding), _genders(binding.selections)
        digest, rows = hashlib.sha256(), []
        for first in range(0, len(years), YEARS_A_CALL):
            asked = {"indicator": found.id, "years": years[first : first + YEARS_A_CALL], "genders": genders}
            body = self.caller.get(f"{self.root}/json", **asked)
            digest.update(body)
            rows += read_rows(body, found.id)
        cube = as_cube(rows, self._areas(), found)
        return Fetched(cube, found.title, self.request(found, binding), digest.hexdigest(), found.updated)

    def _areas(self) -> dict[int, str]:
        if self.areas is None:
            self.areas = read_areas(self.caller.get(f"{self.root}/regions"))
        return self.areas


def read_areas(data: bytes) -> dict[int, str]:
    """The code of each municipality by Sotkanet's own number for it. Raises `BadReply`."""
    listed = load(data)
    with as_damaged():
        return {int(area["id"]): str(area["code"]).zfill(3) for area in listed if area["category"] == MUNICIPALITY}


def read_rows(data: bytes, indicator: int) -> list[dict[str, Any]]:
    """The rows of a reply, which must all be about the indicator. Raises `BadReply`."""
    listed = load(data)
    with as_damaged():
        others = {row["indicator"] for row in listed} - {indicator}
        for row in listed:
            if isinstance(row["value"], bool) or not isinstance(row["value"], (int, Decimal)):
                raise ValueError(f"{row['value']!r} is not a number")
    if others:
        raise BadReply(say("The reply is about the indicator {other}.", other=shown(str(next(iter(others))))))
    return listed


def as_cube(rows: Sequence[dict[str, Any]], areas: dict[int, str], found: Described) -> Cube:
    """The rows of municipalities as a table; where there is no row, the cell is empty. Raises `BadReply`."""
    cells: dict[tuple[str, str, str], Decimal] = {}
    with as_damaged():
        for row in rows:
            if row["region"] not in areas:
                continue  # a region, a country, or a municipality that is no more
            key = areas[row["region"]], str(row["year"]), str(row["gender"])
            if key in cells:
                raise BadReply(say("The figure of {area} for {period} stands twice.", area=key[0], period=key[1]))
            cells[key] = number(row["value"]).value
    if not cells:
        raise BadReply(say("The reply holds no figures of any municipality."))
    names = [dict.fromkeys(sorted({key[at] for key in cells})) for at in range(3)]
    variables = tuple(
        Variable(code, code, {each: each for each in labels}, role, TOTAL if code == GENDER else None)
        for code, role, labels in zip(
            (finding.AREA, finding.TIME, GENDER), (finding.AREA, finding.TIME, None), names, strict=True
        )
    )
    every = list(product(*names))
    return Cube(
        title=found.title,
        source=found.producer,
        updated=found.updated,
        variables=variables,
        values=tuple(cells.get(key) for key in every),
        missing=tuple(None if key in cells else Missing.ABSENT for key in every),
        symbols=("",) * len(every),
        decimals={},
    )


def _years(found: Described, binding: Binding) -> list[int]:
    years = [year for year in found.years if binding.since is None or year >= binding.since]
    if not years:
        raise BadReply(say("The table has no figures since {year}.", year=str(binding.since or "")))
    return years


def _genders(selections: Sequence[Selection]) -> list[str]:
    named = [code for selection in selections for name, codes in selection.values if name == GENDER for code in codes]
    return sorted(set(named)) or [TOTAL]
