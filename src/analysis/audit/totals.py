"""Breakdown tables: whether the rows add up to the printed total, and whether one total stands under two dates.

A table of shares is a table of counts too: those who are counted, and those out of whom, add up where both are printed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.audit.evidence import Evidence, Printed
from analysis.audit.nouns import is_official
from analysis.audit.problem import Problem, about_indicator, source_of
from analysis.message import Listing, Message, Number, Span, say
from analysis.vocabulary import Kind

SMALLEST_TOTAL = 1000  # a smaller total may well be the same at two dates by chance
HALF_A_PERSON = 0.5


Amount = Callable[[Printed], float | None]


@dataclass(frozen=True)
class Breakdown:
    """A printed table of numbers: its total, the rows that are to add up to it, and which number of each is meant."""

    total: Printed
    rows: tuple[Printed, ...]
    amount: Amount

    @property
    def sum(self) -> float:
        return sum(self.amount(row) or 0 for row in self.rows)

    @property
    def printed_total(self) -> float:
        return self.amount(self.total) or 0

    @property
    def difference(self) -> float:
        """Rows minus total, in persons."""
        return self.sum - self.printed_total

    @property
    def complete(self) -> bool:
        """Whether every row that the indicator has is published; a row that is not is never taken for zero."""
        return _complete(self.total, self.rows)

    @property
    def contradicts_itself(self) -> bool:
        """The rows do not give the total; with a row unknown, only rows that exceed the total are sure to be wrong."""
        return self.difference > HALF_A_PERSON or (self.complete and self.difference < -HALF_A_PERSON)


def breakdowns(evidence: Evidence, *kinds: Kind) -> Iterator[Breakdown]:
    """Every published table of these kinds that has both rows and a total, in the order of the published figures."""
    tables: dict[tuple[object, ...], list[Printed]] = defaultdict(list)
    for figure in evidence.of_kind(*kinds):
        tables[figure.indicator.id, figure.area, figure.when, figure.group].append(figure)
    for figures in tables.values():
        totals = [figure for figure in figures if figure.part == ""]
        rows = [figure for figure in figures if figure.part != ""]
        for total in totals:
            own = _rows_of(total, totals, rows)
            for amount in AMOUNTS[total.indicator.kind]:
                if own and all(amount(figure) is not None for figure in (total, *own)):
                    yield Breakdown(total, own, amount)


def _rows_of(total: Printed, totals: Sequence[Printed], rows: Sequence[Printed]) -> tuple[Printed, ...]:
    """The rows that stand under a total: those that came with it, or all of them where it is the only total.

    Two reporters, or two sources, may each give a table of their own, and one of them may give rows without a total.
    """
    own = tuple(row for row in rows if _table_of(row) == _table_of(total))
    of_several = len(totals) > 1 or len({row.part for row in rows}) < len(rows)
    return own if of_several or (own and _complete(total, own)) else tuple(rows)


def _complete(total: Printed, rows: Sequence[Printed]) -> bool:
    return {part.id for part in total.indicator.parts} <= {row.part for row in rows}


def _table_of(figure: Printed) -> tuple[str, str, str]:
    return figure.period.text, figure.source, figure.reporter


def _counted(figure: Printed) -> float | None:
    return figure.numerator


def _out_of(figure: Printed) -> float | None:
    return figure.denominator


def _figure(figure: Printed) -> float | None:
    return figure.figure


# What adds up: the persons of a count; of a share those who are counted and those out of whom.
AMOUNTS: dict[Kind, tuple[Amount, ...]] = {Kind.COUNT: (_figure,), Kind.SHARE: (_counted, _out_of)}


def parts_do_not_add_up(evidence: Evidence) -> Iterator[Problem]:
    """The rows of a table do not add up to the total printed under them."""
    programme = evidence.programme
    for table in breakdowns(evidence, *AMOUNTS):
        if not table.contradicts_itself or _of_one_whole(table):
            continue
        numbers = {
            "title": table.total.indicator.title,
            "period": Span(table.total.period.text),
            "sum": round(table.sum),
            "total": round(table.printed_total),
            "difference": Number(table.difference, signed=True),
        }
        official = None
        if table.total.indicator.kind is Kind.COUNT:
            official = official_count(evidence, table.total, (table.sum, table.printed_total))
        if official is None:
            what = say(
                "“{title}” ({period}): the rows add up to {sum}, but the printed total is {total}. "
                "Difference: {difference}.",
                **numbers,
            )
            remedy = say(
                "Compare the rows and the total with the source of the table and correct the one that is wrong. "
                "Until then, use neither."
            )
        else:
            numbers |= {"official": round(official.figure or 0), "source": source_of(programme, official)}
            if official.figure == table.sum:
                what = say(
                    "“{title}” ({period}): the rows add up to {sum}, but the printed total is {total}. "
                    "Difference: {difference}. The official figure agrees with the rows: {official} ({source}).",
                    **numbers,
                )
                remedy = say(
                    "Correct the printed total: the rows are right. Official: {official}.", official=numbers["official"]
                )
            elif official.figure == table.printed_total:
                what = say(
                    "“{title}” ({period}): the rows add up to {sum}, but the printed total is {total}. "
                    "Difference: {difference}. The official figure agrees with the total: {official} ({source}).",
                    **numbers,
                )
                remedy = say(
                    "Correct the rows: a row is missing, is given twice or has a wrong number. The total is right."
                )
            else:
                what = say(
                    "“{title}” ({period}): the rows add up to {sum}, but the printed total is {total}. "
                    "Difference: {difference}. The official figure agrees with neither: {official} ({source}).",
                    **numbers,
                )
                remedy = say("Take the rows and the total anew from the source of the table, for the same date.")
        yield about_indicator(programme, table.total.indicator, what, remedy)


def _of_one_whole(table: Breakdown) -> bool:
    """Whether the rows are shares of one whole, so that their denominators are the same people and do not add up."""
    return table.amount is _out_of and {_out_of(row) for row in table.rows} == {table.printed_total}


def same_total_under_two_dates(evidence: Evidence) -> Iterator[Problem]:
    """Two breakdown tables with different dates have the same total, and no official source confirms both.

    Two years of one series may have the same total by chance; it is found where the rows of one of them deny it.
    """
    alike: dict[tuple[object, ...], list[Breakdown]] = defaultdict(list)
    for table in breakdowns(evidence, Kind.COUNT):
        if table.printed_total >= SMALLEST_TOTAL:
            alike[table.total.area, table.total.group, table.printed_total].append(table)
    for tables in alike.values():
        ordered = sorted(tables, key=lambda table: table.total.period)
        for first, second in pairwise(ordered):
            earlier, later = first.total, second.total
            of_one_series = earlier.indicator.id == later.indicator.id
            if earlier.when == later.when or (of_one_series and not _denied(first, second)):
                continue
            official = [official_count(evidence, total, (total.figure or 0,)) for total in (earlier, later)]
            if all(figure is not None and figure.figure == earlier.figure for figure in official):
                continue
            yield about_indicator(
                evidence.programme,
                earlier.indicator,
                _one_total(evidence, earlier, later, [figure for figure in official if figure is not None]),
                say(
                    "Find in the source which date the total belongs to, and print the other table's own total. "
                    "Until then, do not compare the two tables."
                ),
            )


def _denied(*tables: Breakdown) -> bool:
    return any(table.contradicts_itself for table in tables)


def _one_total(evidence: Evidence, earlier: Printed, later: Printed, official: list[Printed]) -> Message:
    numbers = {
        "total": round(earlier.figure or 0),
        "first": earlier.indicator.title,
        "first_period": Span(earlier.period.text),
        "second": later.indicator.title,
        "second_period": Span(later.period.text),
    }
    if not official:
        return say(
            "The same total, {total}, is printed under two dates: “{first}” ({first_period}) and “{second}” "
            "({second_period}). It is hardly right for both.",
            **numbers,
        )
    return say(
        "The same total, {total}, is printed under two dates: “{first}” ({first_period}) and “{second}” "
        "({second_period}). Official figures: {official}.",
        **numbers,
        official=Listing(tuple(_with_source(evidence, figure) for figure in official)),
    )


def _with_source(evidence: Evidence, figure: Printed) -> Message:
    return say(
        "{figure} ({period}, {source})",
        figure=round(figure.figure or 0),
        period=Span(figure.period.text),
        source=source_of(evidence.programme, figure),
    )


def official_count(evidence: Evidence, printed: Printed, expected: tuple[float, ...]) -> Printed | None:
    """The official count of the same population, area and date from another source; one that is expected goes first."""
    candidates = [
        figure
        for figure in evidence.population_counts
        if (figure.area, figure.group, figure.when) == (printed.area, printed.group, printed.when)
        and figure.source != printed.source
        and is_official(evidence.programme.sources.get(figure.source))
    ]
    return min(candidates, key=lambda figure: figure.figure not in expected, default=None)
