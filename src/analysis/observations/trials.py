"""Mergings tried on the real gate, without letting anything out: would the merged row be shown, and at what cost?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from analysis.disclosure.system import Quantity, Relation, connected
from analysis.observations.counting import Number, Row, cell_of
from analysis.observations.earlier import Earlier
from analysis.observations.merging import Merging, carried_out, merged
from analysis.observations.persons import persons
from analysis.observations.release import hides, is_known, is_public, reasons
from analysis.programme.nouns import Programme


class Gate:
    """The real gate, asked about the rows that hang together with a merging and no others: they decide alone."""

    def __init__(self, programme: Programme, rows: Sequence[Row], earlier: Earlier):
        self.programme, self.rows, self.earlier = programme, rows, earlier
        self.because = reasons(programme, rows, earlier)
        self.indicators = {indicator.id: indicator for indicator in programme.indicators}
        self.tried: dict[tuple[Merging, ...], tuple[int, ...] | None] = {}
        self.work = 0
        self.is_tired = False  # whether there was more to ask than is asked
        self.component, self.together = _hanging_together(programme, rows, earlier)

    def is_large_enough(self, merging: Merging) -> bool:
        """Whether the merged row would not be hidden by itself."""
        indicator = self.indicators[str(self.rows[merging.rows[-1]]["indicator"])]
        row = merged(self.rows, merging, indicator.kind)
        return not hides(indicator, row, cell_of(indicator, row, {}))

    def lets_through(self, solved: Mapping[int, Merging]) -> tuple[int, ...]:
        """Those of the withheld rows whose mergings would all be shown together, at no cost to any other row."""
        alone = [at for at, merging in solved.items() if self._hidden_by((merging,)) is not None]
        while len(alone) > 1 and self.given_up([solved[at] for at in alone]) is None:
            alone = alone[:-1]
        return tuple(alone)

    def given_up(self, mergings: Sequence[Merging]) -> tuple[int, ...] | None:
        """The rows that would be hidden in their stead; None where they would not all be shown together."""
        different = tuple(dict.fromkeys(mergings))
        touched = [each for merging in different for each in self._components(merging)]
        apart = len(set(touched)) == len(touched)
        found = [self._hidden_by((each,)) for each in different] if apart else [self._hidden_by(different)]
        return None if None in found else tuple(sorted(at for each in found for at in each or ()))

    def _components(self, merging: Merging) -> set[int]:
        return {self.component[at] for at in merging.rows if at in self.component}

    def _hidden_by(self, mergings: tuple[Merging, ...]) -> tuple[int, ...] | None:
        """The rows that are shown now and are hidden beside the merged ones; None where the merging would not do."""
        if mergings not in self.tried:
            self.tried[mergings] = self._try(mergings)
        return self.tried[mergings]

    def _try(self, mergings: Sequence[Merging]) -> tuple[int, ...] | None:
        members = {at for merging in mergings for at in merging.rows}
        components = {each for merging in mergings for each in self._components(merging)}
        inside = sorted(members.union(*(self.together[each] for each in components)))
        self.work += len([at for at in inside if at in self.component]) ** 2
        place = {at: number for number, at in enumerate(inside)}
        moved = [Merging(each.along, tuple(place[at] for at in each.rows), each.one_whole) for each in mergings]
        programme, rows = carried_out(self.programme, [self.rows[at] for at in inside], moved)
        because = reasons(programme, rows, self.earlier)
        if any(because[len(inside) :]):
            return None
        hidden = tuple(at for at, why in zip(inside, because, strict=False) if why and not self.because[at])
        return hidden if members.issuperset(hidden) else None


def _hanging_together(
    programme: Programme, rows: Sequence[Row], earlier: Earlier
) -> tuple[Mapping[int, int], list[list[int]]]:
    """The number of the component of each row that is not public, and the rows of each component.

    What is public hangs nothing together, for everybody knows it; a public row may be in several components.
    """
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    found = persons(programme, rows)
    open_rows = [
        at
        for at, row in enumerate(rows)
        if not is_public(programme, indicators[str(row["indicator"])], row)
        and not is_known(indicators[str(row["indicator"])], row, earlier)
    ]
    public = {
        number: 0.0 for at in {*range(len(rows))}.difference(open_rows) for number in found.told[at].numbers.values()
    }
    own = {Number("row", (at,)): at for at in open_rows}
    one_row = [
        Relation(tuple((number, 1.0) for number in (name, *found.told[at].numbers.values())))
        for name, at in own.items()
    ]
    telling: dict[Quantity, list[int]] = defaultdict(list)
    for at, told in enumerate(found.told):
        for number in told.numbers.values():
            telling[number].append(at)
    component: dict[int, int] = {}
    together: list[list[int]] = []
    for relations in connected((*found.relations, *one_row), public):
        quantities = dict.fromkeys(quantity for relation in relations for quantity in relation.quantities)
        component |= {own[quantity]: len(together) for quantity in quantities if quantity in own}
        together.append(sorted({at for quantity in quantities for at in telling.get(quantity, ())}))
    return component, together
