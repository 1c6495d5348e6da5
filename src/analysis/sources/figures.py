"""From the cells of a table to the rows of observations: numerator, denominator and value by area and period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from analysis.message import say, shown
from analysis.observations.columns import COLUMNS
from analysis.observations.counting import when
from analysis.programme.nouns import Indicator
from analysis.programme.table import Binding, Selection
from analysis.sources import finding, query
from analysis.sources.cube import Cell, Cube, Missing
from analysis.sources.refusal import BadReply
from analysis.vocabulary import Kind, Status, Timing

Row = tuple[str, ...]  # the cells of one figure, in the order of COLUMNS
Place = tuple[str, str]  # municipality and period

# What a missing cell means for an observation. The office's own reason stays in the note.
STATUS = {
    Missing.CONFIDENTIAL: Status.WITHHELD,
    Missing.NOT_REPRESENTABLE: Status.NOT_APPLICABLE,
    Missing.MISSING: Status.NOT_COLLECTED,
    Missing.NOT_ACQUIRED: Status.NOT_COLLECTED,
    Missing.NOT_ASKED: Status.NOT_COLLECTED,
    Missing.EMPTY: Status.NOT_COLLECTED,
    Missing.UNCERTAIN: Status.NOT_COLLECTED,
    Missing.UNEXPLAINED: Status.NOT_COLLECTED,
    Missing.ABSENT: Status.NOT_COLLECTED,
}
# The gravest reason counts where several cells are added up.
GRAVEST = tuple(STATUS)


@dataclass(frozen=True)
class Number:
    """A number of a table, or why there is none."""

    value: Decimal | None
    missing: Missing | None
    symbol: str
    decimals: int | None

    @property
    def text(self) -> str:
        """The number as observations.csv writes it: with the decimals of the table, and never rounded."""
        if self.value is None:
            return ""
        if self.value == self.value.to_integral_value() and not self.decimals:
            return str(int(self.value))
        written = -int(self.value.as_tuple().exponent)
        return f"{self.value:.{max(written, self.decimals or 0)}f}"


def rows(cube: Cube, binding: Binding, indicator: Indicator) -> list[Row]:
    """The observations of an indicator that a table holds. Raises `BadReply` for what cannot be one."""
    finding.check_labels(cube.variables, binding)
    found = {name: numbers(cube, each) for name, each in _named(binding).items()}
    places = dict.fromkeys(place for name in found for place in found[name])
    periods = {time: period(time, binding.timing) for _, time in places}
    return [
        _row(binding, indicator, area, periods[time], {name: found[name][area, time] for name in found})
        for area, time in places
        if periods[time] is not None and not all(_absent(found[name].get((area, time))) for name in found)
    ]


def _absent(number: "Number | None") -> bool:
    return number is None or number.missing is Missing.ABSENT


def _named(binding: Binding) -> dict[str, Selection]:
    named = {"numerator": binding.numerator, "denominator": binding.denominator, "value": binding.value}
    return {name: selection for name, selection in named.items() if selection is not None}


def numbers(cube: Cube, selection: Selection) -> dict[Place, Number]:
    """The numbers of a selection by municipality and time; what is no municipality is left out."""
    area = finding.variable(cube.variables, finding.AREA)
    time = finding.variable(cube.variables, finding.TIME)
    others = [each for each in cube.variables if each not in (area, time)]
    chosen = [query.chosen(cube.variables, each, selection) or each.codes for each in others]
    cells = {tuple(cell.codes.values()): cell for cell in cube.cells()}
    order = [each.code for each in cube.variables]
    content = next((each.code for each in others if each.role == finding.CONTENT), None)
    found = {}
    for area_code, time_code in product(area.labels, time.labels):
        if (municipality := finding.municipality(area_code)) is None:
            continue
        summed = []
        for codes in product(*chosen):
            at = {area.code: area_code, time.code: time_code}
            at |= dict(zip((each.code for each in others), codes, strict=True))
            summed.append(cells[tuple(at[code] for code in order)])
        found[municipality, time_code] = _sum(summed, _decimals(cube, summed[0], content))
    return found


def _decimals(cube: Cube, cell: Cell, content: str | None) -> int | None:
    by_content = cube.decimals.get(cell.codes[content]) if content else None
    return cube.decimals.get("") if by_content is None else by_content


def _sum(cells: list[Cell], decimals: int | None) -> Number:
    """The sum; with one cell missing there is no sum, for what is unknown is never taken for zero."""
    missing = [cell for cell in cells if cell.missing is not None]
    if missing:
        gravest = min(missing, key=lambda cell: GRAVEST.index(cell.missing))
        return Number(None, gravest.missing, gravest.symbol, decimals)
    return Number(sum((cell.value for cell in cells), Decimal(0)), None, "", decimals)


def period(time: str, timing: Timing) -> str | None:
    """A time of the table as a period of observations; None for a month that is not asked for."""
    year, month = time[:4], time[4:].lstrip("Mm-")
    good_year = year.isascii() and year.isdigit() and len(year) == 4
    if timing in (Timing.MONTH, Timing.DECEMBER):
        if not (good_year and month.isdigit() and len(month) == 2):
            raise BadReply(say("“{time}” is not a month.", time=shown(time)))
        if timing is Timing.MONTH:
            return f"{year}-{month}"
        return f"{year}-12-31" if month == "12" else None
    if timing is Timing.SCHOOL_YEAR and good_year and time[4:] in ("", f"/{int(year) + 1}", f"-{int(year) + 1}"):
        return f"{year}/{int(year) + 1}"
    if not good_year or month:
        raise BadReply(say("“{time}” is not a year.", time=shown(time)))
    return f"{year}-12-31" if timing is Timing.YEAR_END else year


def _row(binding: Binding, indicator: Indicator, area: str, when: str, numbers: Mapping[str, Number]) -> Row:
    numerator, denominator, value = (numbers.get(name) for name in ("numerator", "denominator", "value"))
    missing = [number for number in numbers.values() if number.missing is not None]
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {"indicator": indicator.id, "area": area, "period": when, "group": binding.group, "part": binding.part}
    cells["source"] = binding.source
    if missing:
        gravest = min(missing, key=lambda number: GRAVEST.index(number.missing))
        cells["status"], cells["note"] = STATUS[gravest.missing], _note(gravest)
    elif denominator is not None and denominator.value == 0:
        cells["status"], cells["note"] = Status.NOT_APPLICABLE, "0"
    else:
        cells["status"] = Status.REPORTED
        written = {"numerator": numerator, "denominator": denominator, "value": value}
        cells |= {name: number.text for name, number in written.items() if number is not None}
    _check(cells, indicator)
    return tuple(str(cells[column]) for column in COLUMNS)


def _note(number: Number) -> str:
    """The reason as a stable word, with the office's own symbol: `confidential (...)`."""
    return f"{number.missing} ({number.symbol})" if number.symbol else str(number.missing)


def _check(cells: Mapping[str, str], indicator: Indicator) -> None:
    """What no table of an office should hold, and what would otherwise stop the next evaluation."""
    found = {name: float(cells[name]) for name in ("numerator", "denominator", "value") if cells[name]}
    where = {"area": cells["area"], "period": cells["period"]}
    if any(number < 0 for number in found.values()):
        raise BadReply(say("The figure of {area} for {period} is below zero.", **where))
    if indicator.kind is Kind.SHARE and (
        found.get("value", 0) > 100 or found.get("numerator", 0) > found.get("denominator", float("inf"))
    ):
        raise BadReply(say("The share of {area} for {period} is above 100 per cent.", **where))
    whole = [found[name] for name in ("numerator", "denominator") if name in found]
    whole += [found["value"]] if indicator.kind is Kind.COUNT and "value" in found else []
    if any(number % 1 for number in whole):
        raise BadReply(say("The figure of {area} for {period} counts persons and is not whole.", **where))


def each_once(found: Iterable[Row]) -> list[Row]:
    """Each figure once: of two bindings that give the same figure the first one counts."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in found:
        indicator, area, period, *rest = row[:5]
        seen.setdefault((indicator, area, when(period), *rest), row)
    return list(seen.values())
