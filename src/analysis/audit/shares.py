"""Shares and rates that do not follow from the counts that are printed beside them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.audit.evidence import EVERYONE, Evidence, Printed, shown
from analysis.audit.problem import Problem, about_indicator
from analysis.message import Listing, Message, Number, Span, say
from analysis.vocabulary import Kind

TINY = 1e-9  # floating point, not persons


@dataclass(frozen=True)
class Counts:
    """The two counts from which a share or rate would follow."""

    numerator: float
    denominator: float
    exact: bool  # else the share may be smaller than they give, but not larger


def share_out_of_agreement(evidence: Evidence) -> Iterator[Problem]:
    """No pair of printed counts of the same people on the same date gives the printed share or rate."""
    wrong: dict[tuple[str, str], list[tuple[Printed, Counts]]] = defaultdict(list)
    for share in evidence.of_kind(Kind.SHARE, Kind.RATE):
        pairs = counts_for(evidence, share)
        if share.value is not None and pairs and not any(follows(share, pair) for pair in pairs):
            wrong[share.indicator.id, share.area].append((share, pairs[0]))
    for found in wrong.values():
        found.sort(key=lambda pair: pair[0].period)
        indicator = found[0][0].indicator
        figures = Listing(tuple(_comparison(share, pair) for share, pair in found))
        if indicator.kind is Kind.SHARE:
            what = say(
                "“{title}”: the printed percentage does not follow from the printed counts. "
                "Period, printed percentage, and what the counts give: {figures}.",
                title=indicator.title,
                figures=figures,
            )
        else:
            what = say(
                "“{title}”: the printed rate per {per} does not follow from the printed counts. "
                "Period, printed rate, and what the counts give: {figures}.",
                title=indicator.title,
                per=found[0][0].scale,
                figures=figures,
            )
        yield about_indicator(
            evidence.programme,
            indicator,
            what,
            say(
                "Find in the source who was counted and out of whom, and correct the figure or the counts. "
                "Until then, use neither."
            ),
        )


def _comparison(share: Printed, pair: Counts) -> Message:
    implied = share.implied(pair.numerator, pair.denominator) or 0
    printed = shown(share.value or 0)
    return say(
        "{period}: {printed} against {implied} ({numerator} / {denominator})",
        period=Span(share.period.text),
        printed=printed,
        implied=Number(implied, max(1, printed.decimals)),
        numerator=round(pair.numerator),
        denominator=round(pair.denominator),
    )


def follows(share: Printed, pair: Counts) -> bool:
    """Whether the counts give a value that would be printed as this one, or leave room for it."""
    lowest, highest = share.rounded_from
    implied = share.implied(pair.numerator, pair.denominator)
    return implied is None or (lowest - TINY <= implied and (implied <= highest + TINY or not pair.exact))


def counts_for(evidence: Evidence, share: Printed) -> list[Counts]:
    """The counts of the row itself, else every pair of population counts of the same people, area and date.

    Of a population that leaves nobody out, a population that is counted is always a part. Of any other it may be a part
    only in part (not every foreign-language pupil goes to a Finnish-language school), so the counts only set a ceiling.
    """
    if share.denominator is not None:
        return _own_counts(share, share.denominator)
    among = evidence.programme.populations.get(share.indicator.among or "")
    if share.part or among is None or among.id == share.group:  # the latter: those of a population who have some trait
        return []
    counted = [
        figure for figure in evidence.population_counts if (figure.area, figure.when) == (share.area, share.when)
    ]
    return [
        Counts(upper.figure or 0, lower.figure or 0, exact=among.basis == EVERYONE)
        for upper in counted
        for lower in counted
        if (upper.group, lower.group) == (share.group, among.id) and upper.indicator.unit == lower.indicator.unit
    ]


def _own_counts(share: Printed, denominator: float) -> list[Counts]:
    """The counts of the row; where it says only out of how many, the number of persons that comes nearest.

    Of 30 persons no number is 12.3 per cent: three are 10.0, four are 13.3. A rate of which this holds is impossible.
    """
    if share.numerator is not None:
        return [Counts(share.numerator, denominator, exact=True)]
    if share.indicator.kind is Kind.RATE:
        return []
    nearest = round((share.value or 0) * denominator / share.scale)
    return [Counts(nearest, denominator, exact=True)]
