"""Which smallest merging would let each withheld figure be shown, for the evaluator's own eyes.

Every merging that is advised has been carried out on the table and let through by the gate itself. What is told of it
holds no number of persons; that two are too few and three are not tells something all the same, so that it is for the
evaluator and in no report.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.observations.candidates import MOST, Candidates, can_be_added
from analysis.observations.columns import is_companion
from analysis.observations.counting import Row
from analysis.observations.earlier import NOTHING_EARLIER, Earlier
from analysis.observations.merging import Along, Merging, counted
from analysis.observations.release import BY_SOURCE
from analysis.observations.trials import Gate
from analysis.period import Period
from analysis.programme.nouns import Programme

# A large table must not take minutes: so many mergings are tried for one figure, and so much work is done in all. The
# work of one is the square of the rows that hang together with it and are not public.
TRIES, WORK = 20, 100_000

Figure = tuple[str, str, str, str]  # indicator, area, group and part: what has one row a period


class Without(StrEnum):
    """Why no merging is advised."""

    NONE_DOES = "none does"
    UNTRIED = "untried"  # there was too much to try
    SOURCE = "source"  # it is withheld by its source: nobody here has the number
    NOT_A_SUM = "not a sum"  # a mean or a gap cannot be added up, nor a percentage without its numerator


@dataclass(frozen=True)
class Advice:
    """What would let a figure be shown in some of its periods. It names rows by their positions and holds no number."""

    figure: Figure
    helped: tuple[int, ...]  # the withheld rows
    mergings: tuple[Merging, ...]
    given_up: tuple[int, ...] = ()  # rows that are shown now and would be hidden in their stead
    without: Without | None = None


@dataclass(frozen=True)
class Proposal:
    """The same in words of the table: parts, periods or indicators are the members that become one."""

    indicator: str
    part: str
    periods: tuple[str, ...]
    along: Along | None
    members: tuple[tuple[str, ...], ...]  # of years each span of them, else one
    given_up: tuple[str, ...]
    without: Without | None


def proposals(programme: Programme, rows: Sequence[Row], earlier: Earlier = NOTHING_EARLIER) -> list[Proposal]:
    """What `advice` finds, in words."""
    return [_in_words(each, rows) for each in advice(programme, rows, earlier)]


def _in_words(found: Advice, rows: Sequence[Row]) -> Proposal:
    along = found.mergings[0].along if found.mergings else None
    word = {Along.PARTS: "part", Along.YEARS: "period", Along.POPULATIONS: "indicator", None: "part"}[along]
    return Proposal(
        indicator=found.figure[0],
        part=found.figure[3],
        periods=tuple(str(rows[at]["period"]) for at in found.helped),
        along=along,
        members=tuple(dict.fromkeys(tuple(str(rows[at][word]) for at in each.rows) for each in found.mergings)),
        given_up=tuple(dict.fromkeys(str(rows[at][word]) for at in found.given_up)),
        without=found.without,
    )


def advice(programme: Programme, rows: Sequence[Row], earlier: Earlier = NOTHING_EARLIER) -> list[Advice]:
    """For every withheld figure, in the programme's order; several periods together where one merging is for them.

    The fewest rows become one; of equally few, those of which the fewest are shown now; then parts before years before
    populations; then what helps most periods. Each is tried by itself: after one is carried out, it is time to ask
    again.
    """
    gate = Gate(programme, rows, earlier)
    candidates = Candidates(programme, rows)
    order = {indicator.id: place for place, indicator in enumerate(programme.indicators)}
    withheld: dict[Figure, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if gate.because[position] and not is_companion(str(row["part"])):
            withheld[figure_of(row)].append(position)
    found = []
    for figure in sorted(withheld, key=lambda each: (order[each[0]], min(withheld[each]))):
        positions = sorted(withheld[figure], key=lambda at: Period.parse(str(rows[at]["period"])))
        found += _of_figure(figure, positions, rows, gate, candidates)
    return found


def figure_of(row: Row) -> Figure:
    return str(row["indicator"]), str(row["area"]), str(row["group"]), str(row["part"])


def _of_figure(
    figure: Figure, positions: Sequence[int], rows: Sequence[Row], gate: Gate, candidates: Candidates
) -> Iterator[Advice]:
    gate.is_tired = False
    kind = gate.indicators[figure[0]].kind
    left = {why: [] for why in Without}
    for at in positions:
        if gate.because[at] == BY_SOURCE:
            left[Without.SOURCE].append(at)
        elif not can_be_added(kind, rows[at]):
            left[Without.NOT_A_SUM].append(at)
        else:
            left[Without.NONE_DOES].append(at)
    for many in range(2, MOST + 1):
        if gate.is_tired:  # there may be a smaller one among those that were not tried
            break
        choices = _choices(left[Without.NONE_DOES], many, rows, gate, candidates)
        for helped, mergings in _done_by(choices, left[Without.NONE_DOES], gate):
            yield Advice(figure, helped, mergings, gate.given_up(mergings) or ())
            left[Without.NONE_DOES] = [at for at in left[Without.NONE_DOES] if at not in helped]
    if gate.is_tired:
        left[Without.UNTRIED] = left.pop(Without.NONE_DOES)
    yield from (Advice(figure, tuple(those), (), without=why) for why, those in left.items() if those)


def _done_by(
    choices: "dict[Choice, dict[int, tuple[Merging, Persons]]]", positions: Sequence[int], gate: Gate
) -> Iterator[tuple[tuple[int, ...], tuple[Merging, ...]]]:
    """The choices that the gate lets through, the best first, until every row is helped."""
    remaining, last = list(positions), len(gate.tried) + TRIES
    while remaining and choices:
        if len(gate.tried) >= last or gate.work >= WORK:
            gate.is_tired = True
            return
        best = min(choices, key=lambda each: _rank(each, remaining, choices[each]))
        solved = {at: merging for at, (merging, _) in choices.pop(best).items() if at in remaining}
        if helped := gate.lets_through(solved):
            yield helped, tuple(dict.fromkeys(solved[at] for at in helped))
            remaining = [at for at in remaining if at not in helped]


Choice = tuple[int, Along, tuple[str, ...]]  # how many of the rows are shown now, along what they become one, which
Persons = float  # how many persons would be in the merged row, so that the smallest merging is advised


def _choices(
    positions: Sequence[int], many: int, rows: Sequence[Row], gate: Gate, candidates: Candidates
) -> dict[Choice, dict[int, tuple[Merging, Persons]]]:
    """What might do: by what is merged, the merging for each withheld row that it is not too small for."""
    found: dict[Choice, dict[int, tuple[Merging, Persons]]] = defaultdict(dict)
    for position in positions:
        for merging, words in candidates.of(position, many):
            if gate.is_large_enough(merging):
                shown = sum(not gate.because[at] for at in merging.rows)
                persons_in_it = sum(counted(rows[at]) for at in merging.rows)
                found[shown, merging.along, words][position] = merging, persons_in_it
    return found


def _rank(
    choice: Choice, remaining: Sequence[int], mergings: Mapping[int, tuple[Merging, Persons]]
) -> tuple[object, ...]:
    shown, along, words = choice
    helped = [persons_in_it for at, (_, persons_in_it) in mergings.items() if at in remaining]
    return shown, list(Along).index(along), -len(helped), sum(helped), words
