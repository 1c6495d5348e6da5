"""What an outsider may write down about hidden numbers of persons: a system of linear statements.

A quantity is a number of persons (or of answers), so that it is a whole number from 0 up. Whoever reads a report knows
some quantities exactly, others only by how they hang together: parts and their total, those who are counted and those
who are not, a rounded percentage. Nothing here knows a table or a programme; any hashable value names a quantity.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

Quantity = Hashable


@dataclass(frozen=True)
class Relation:
    """`low` ≤ sum of coefficient times quantity ≤ `high`. Of an equation both ends are the same."""

    terms: tuple[tuple[Quantity, float], ...]
    low: float = 0.0
    high: float = 0.0

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantity for quantity, _ in self.terms)


def adds_up(whole: Quantity, parts: Iterable[Quantity], difference: float = 0.0) -> Relation:
    """The parts give the whole; `difference` is what a faulty table has more in its whole than in its parts."""
    return Relation(((whole, 1.0), *((part, -1.0) for part in parts)), difference, difference)


def rounded_ratio(
    counted: Quantity, everybody: Quantity, printed: float, half_unit: float, per: float = 100
) -> tuple[Relation, Relation]:
    """A percentage (or rate per `per`) that is printed to the nearest 2 x `half_unit`.

    (printed - half_unit) ≤ per x counted / everybody ≤ (printed + half_unit), multiplied out so that it is linear, and
    in persons: in hundredths of persons what a solver is wrong by counts a hundredfold.
    """
    low, high = (printed - half_unit) / per, (printed + half_unit) / per
    least = Relation(((counted, 1.0), (everybody, -low)), 0.0, float("inf"))
    most = Relation(((counted, 1.0), (everybody, -high)), float("-inf"), 0.0)
    return least, most


@dataclass(frozen=True)
class System:
    """What hangs together, and what is known: `known` exactly, `bounds` from and to (inclusive; else from 0 up)."""

    relations: tuple[Relation, ...]
    known: Mapping[Quantity, float] = field(default_factory=dict)
    bounds: Mapping[Quantity, tuple[float, float]] = field(default_factory=dict)

    def knowing(self, more: Mapping[Quantity, float]) -> "System":
        """The system of somebody who knows more, such as the one person who is counted in a group of one."""
        return replace(self, known={**self.known, **more})

    @property
    def unknown(self) -> tuple[Quantity, ...]:
        """Every quantity that stands in a relation and is not known, in the order of the relations."""
        all_of_them = dict.fromkeys(quantity for relation in self.relations for quantity in relation.quantities)
        return tuple(quantity for quantity in all_of_them if quantity not in self.known)


def connected(relations: Iterable[Relation], fixed: Mapping[Quantity, float]) -> Iterator[tuple[Relation, ...]]:
    """The relations in groups that share no quantity but fixed ones: each group is a system of its own."""
    leader: dict[Quantity, Quantity] = {}

    def lead(quantity: Quantity) -> Quantity:
        while leader.setdefault(quantity, quantity) != quantity:
            leader[quantity] = leader[leader[quantity]]
            quantity = leader[quantity]
        return quantity

    free = [
        (relation, [quantity for quantity in relation.quantities if quantity not in fixed]) for relation in relations
    ]
    for _, quantities in free:
        for quantity in quantities[1:]:
            leader[lead(quantity)] = lead(quantities[0])
    groups: dict[Quantity, list[Relation]] = {}
    for relation, quantities in free:
        if quantities:
            groups.setdefault(lead(quantities[0]), []).append(relation)
    for group in groups.values():
        yield tuple(group)
