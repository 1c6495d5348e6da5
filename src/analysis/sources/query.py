"""A query to a PxWeb table: the values that a binding needs, by the table's own metadata, in pieces if it is large."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.message import say
from analysis.programme.table import Binding, Selection
from analysis.sources import finding
from analysis.sources.cube import Variable
from analysis.sources.refusal import BadReply
from analysis.vocabulary import Areas


@dataclass(frozen=True)
class Query:
    """The values that are asked for, by the code of their variable. A variable that is not named is summed."""

    values: Mapping[str, tuple[str, ...]]

    @property
    def cells(self) -> int:
        return math.prod(len(codes) for codes in self.values.values())

    def as_json(self) -> dict[str, object]:
        """The body of the request."""
        chosen = [
            {"code": code, "selection": {"filter": "item", "values": list(values)}}
            for code, values in self.values.items()
        ]
        return {"query": chosen, "response": {"format": "json-stat2"}}

    def as_text(self) -> str:
        return json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":"))


def build(variables: Sequence[Variable], binding: Binding, municipality: str) -> Query:
    """The query for a binding, from what the table says of itself. Raises `BadReply` if something is not there."""
    finding.check_labels(variables, binding)
    area = finding.variable(variables, finding.AREA)
    time = finding.variable(variables, finding.TIME)
    chosen = {area.code: _areas(area, binding, municipality), time.code: _times(time, binding.since)}
    for each in variables:
        if each not in (area, time):
            chosen[each.code] = codes_of(variables, each, binding.selections)
    return Query({each.code: chosen[each.code] for each in variables if chosen[each.code]})


def codes_of(variables: Sequence[Variable], of: Variable, selections: Sequence[Selection]) -> tuple[str, ...]:
    """The values of one variable that the selections need; none when the variable may be left out and is summed."""
    found: dict[str, None] = {}
    for selection in selections:
        found |= dict.fromkeys(chosen(variables, of, selection))
    return tuple(found)


def chosen(variables: Sequence[Variable], of: Variable, selection: Selection) -> tuple[str, ...]:
    """The values of one variable that make a selection: those it names, else the total, else the only one."""
    for name, codes in selection.values:
        if finding.variable(variables, name) == of:
            return tuple(finding.value(of, code) for code in codes)
    if (total := finding.total(of)) is not None:
        return (total,)
    if len(of.labels) == 1:
        return of.codes
    if of.droppable:
        return ()
    raise BadReply(
        say("The binding does not say which value of “{variable}” it takes, and there is no total.", variable=of.text)
    )


def pieces(query: Query, most_cells: int) -> list[Query]:
    """The query in pieces of at most so many cells, halved along its longest variable."""
    if query.cells <= most_cells:
        return [query]
    longest = max(query.values, key=lambda code: len(query.values[code]))
    codes = query.values[longest]
    half = (len(codes) + 1) // 2
    halves = [Query({**query.values, longest: part}) for part in (codes[:half], codes[half:])]
    return [piece for part in halves for piece in pieces(part, most_cells)]


def _areas(area: Variable, binding: Binding, own: str) -> tuple[str, ...]:
    every = [code for code in area.labels if finding.municipality(code)]
    if not any(finding.municipality(code) == own for code in every):
        raise BadReply(say("The table has no figures of the municipality {code}.", code=own))
    if binding.areas is Areas.ALL:
        return tuple(every)
    return tuple(code for code in every if finding.municipality(code) == own)


def _times(time: Variable, since: int | None) -> tuple[str, ...]:
    found = tuple(code for code in time.labels if since is None or code[:4] >= str(since))
    if not found:
        raise BadReply(say("The table has no figures since {year}.", year=str(since)))
    return found
