"""Flows: of the persons counted in two periods, how many had it both times, how many gained it and how many lost it.

The three rows stand or fall together. Any two of them, with the two figures, may give the third.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from analysis.disclosure import Threshold
from analysis.observations.columns import GAINED, KEPT, LOST, SINCE, looks_back_to

SMALL = "small"  # why a row is hidden: too few persons

Row = Mapping[str, object]
Key = tuple[str, ...]  # indicator, area, period, group and the earlier period
FIGURE = ("indicator", "area", "period", "group")


def flows(rows: Sequence[Row]) -> Iterator[tuple[Key, dict[str, int]]]:
    """The positions of the rows that look back from one figure to one earlier period, by their words."""
    found: dict[Key, dict[str, int]] = defaultdict(dict)
    for at, row in enumerate(rows):
        part = str(row["part"])
        if since := looks_back_to(part):
            found[(*(str(row[column]) for column in FIGURE), since)][part.partition(SINCE)[0]] = at
    yield from found.items()


def to_hide(
    rows: Sequence[Row], hidden: Sequence[str], public: Sequence[bool], limit: Callable[[Row], Threshold]
) -> Iterator[tuple[int, str]]:
    """The positions of flows that must not leave the gate, and why: with a hidden figure, or because few persons moved.

    The interval of a change narrows by what these rows tell, so that a reader could work them out again.
    `hidden` says of each row why it is hidden, empty for one that is not.
    """
    figures = {tuple(str(row[column]) for column in FIGURE): at for at, row in enumerate(rows) if row["part"] == ""}
    for (indicator, area, period, group, since), positions in flows(rows):
        both = [figures.get((indicator, area, when, group)) for when in (period, since)]
        because = [hidden[at] for at in (*both, *positions.values()) if at is not None and hidden[at]]
        if not because and not all(public[at] for at in positions.values()):
            row = next(rows[at] for at in positions.values())
            because = [SMALL] if any(map(limit(row).hides, _cells(rows, positions))) else []
        yield from ((at, because[0]) for at in positions.values() if because)


def _cells(rows: Sequence[Row], positions: Mapping[str, int]) -> list[float]:
    """Who kept, gained and lost it, and who never had it. What is not known is not small."""
    moved = [float(rows[positions[word]]["numerator"]) for word in (KEPT, GAINED, LOST) if word in positions]
    both = max(float(rows[at]["denominator"]) for at in positions.values())
    return [*moved, both - sum(moved)]
