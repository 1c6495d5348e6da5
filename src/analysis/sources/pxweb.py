"""A PxWeb service (API version 1): which tables it has, what a table says of itself, and its figures."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from analysis.message import say, shown
from analysis.programme.table import Binding, Table
from analysis.sources import finding, json_stat, query
from analysis.sources.calls import Caller
from analysis.sources.cube import Cube, Missing, Variable, joined
from analysis.sources.fetched import Fetched, Prepared
from analysis.sources.json_stat import load
from analysis.sources.refusal import BadReply, as_damaged

MOST_CELLS = 120_000  # of one query, where the service does not say


@dataclass(frozen=True)
class Listed:
    """A table in the service's list."""

    address: str
    title: str
    updated: str | None


@dataclass
class PxWeb:
    """One service. `root` is the address of its database, such as https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin."""

    root: str
    caller: Caller
    symbols: Mapping[str, Missing | str]
    most_cells: int | None = None
    lists: dict[str, bytes] = field(default_factory=dict)

    def prepare(self, table: Table, binding: Binding, municipality: str) -> Prepared:
        """The query that a binding needs of a table, as the service has it today."""
        listed = self.find(table)
        asked = self.ask(listed, binding, municipality)
        return Prepared(self.request(listed, asked), listed.updated, lambda: self.fetch(listed, asked))

    def find(self, table: Table) -> Listed:
        """The table in the list of its folder, by its number: its id has changed before, and will again."""
        folder, _, number = table.id.rpartition("/")
        if folder not in self.lists:
            self.lists[folder] = self.caller.get(f"{self.root}/{folder}/")
        entries = load(self.lists[folder])
        with as_damaged():
            found = [entry for entry in entries if entry["type"] == "t" and _is(entry["id"], number)]
        if len(found) != 1:
            raise BadReply(say("The service does not list one table {table}.", table=shown(table.id)))
        finding.check_title(str(found[0].get("text", "")), table.title)
        return Listed(f"{self.root}/{folder}/{found[0]['id']}", str(found[0]["text"]), found[0].get("updated"))

    def variables(self, listed: Listed) -> tuple[Variable, ...]:
        """What the table says of its variables."""
        described = load(self.caller.get(listed.address))
        with as_damaged():
            return tuple(_variable(each) for each in described["variables"])

    def ask(self, listed: Listed, binding: Binding, municipality: str) -> query.Query:
        """The query that a binding needs, as the table is today."""
        return query.build(self.variables(listed), binding, municipality)

    def request(self, listed: Listed, asked: query.Query) -> str:
        """The request as the record tells it: the address and the whole query."""
        return f"{listed.address} {asked.as_text()}"

    def fetch(self, listed: Listed, asked: query.Query) -> Fetched:
        """The figures, in as many calls as the service's limit needs."""
        digest, cubes = hashlib.sha256(), []
        for piece in query.pieces(asked, self._limit()):
            body = self.caller.post(listed.address, piece.as_text())
            digest.update(body)
            cube = json_stat.read(body, self.symbols)
            _check_answer(cube, piece)
            cubes.append(cube)
        return Fetched(joined(cubes), listed.title, self.request(listed, asked), digest.hexdigest(), listed.updated)

    def _limit(self) -> int:
        """How many cells one query may ask for; the service says it, and how often it may be called."""
        if self.most_cells is None:
            said = _config(self.caller, self.root.rpartition("/")[0])
            self.most_cells = said.get("maxCells") or MOST_CELLS
            if said.get("maxCalls") and said.get("timeWindow"):
                self.caller.pace = replace(self.caller.pace, calls=said["maxCalls"], window=float(said["timeWindow"]))
        return self.most_cells


def _config(caller: Caller, address: str) -> dict[str, int]:
    try:
        said = json.loads(caller.get(f"{address}/", config=""))
    except (ValueError, BadReply):
        return {}
    if not isinstance(said, dict):
        return {}
    return {
        key: number
        for key, number in said.items()
        if isinstance(number, int) and not isinstance(number, bool) and number > 0
    }


def _is(table_id: str, number: str) -> bool:
    """Whether an id is that of the table: `11re.px` since June 2026, `statfin_vaerak_pxt_11re.px` before."""
    stem = table_id.removesuffix(".px").casefold()
    return re.fullmatch(rf"(?:.*_)?{re.escape(number.casefold())}", stem) is not None


def _variable(described: dict) -> Variable:
    codes, texts = described["values"], described["valueTexts"]
    if len(codes) != len(texts):
        raise ValueError(f"the variable {described['code']} has {len(codes)} values and {len(texts)} names")
    role = finding.TIME if described.get("time") else finding.AREA if described.get("map") else None
    return Variable(
        described["code"],
        described["text"],
        dict(zip(codes, texts, strict=True)),
        role,
        droppable=bool(described.get("elimination", False)),
    )


def _check_answer(cube: Cube, asked: query.Query) -> None:
    """The reply must hold what was asked for: neither fewer values nor others."""
    answered = {variable.code: set(variable.labels) for variable in cube.variables}
    for code, values in asked.values.items():
        if answered.get(code) != set(values):
            raise BadReply(
                say("The reply does not hold what was asked for: see the variable “{variable}”.", variable=code)
            )
