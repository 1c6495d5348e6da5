"""What an evaluator is told of withheld figures: which smallest merging would let each be shown. Never how many."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.message import Listing, Message, Span, Value, say
from analysis.observations.advice import Proposal, Without
from analysis.observations.merging import Along
from analysis.period import Period
from analysis.programme import Programme

RUN = 3  # so many periods in a row are told by the first and the last


def lines(programme: Programme, proposals: Sequence[Proposal]) -> list[Message]:
    """A heading and one line for each merging, and for each figure that none helps; nothing where none is withheld."""
    if not proposals:
        return []
    return [_heading(), *(_line(programme, together) for together in _alike(proposals))]


def _heading() -> Message:
    return say(
        "Some figures are withheld. For each of them this is the smallest merging that would let it be shown. Every "
        "line holds by itself: carry one out, then check again (docs/disclosure.md). The list is for you, not for "
        "readers."
    )


def _alike(proposals: Sequence[Proposal]) -> Iterator[list[Proposal]]:
    """The proposals of one line: the same parts or populations as one help each of them; years help one figure."""
    found: dict[tuple[object, ...], list[Proposal]] = {}
    for each in proposals:
        who = each.indicator if each.along is not Along.POPULATIONS else ""
        one = each.part if each.along in (Along.YEARS, None) else ""
        members = () if each.along is Along.YEARS else each.members
        found.setdefault((who, one, each.along, each.without, members), []).append(each)
    yield from found.values()


def _line(programme: Programme, together: Sequence[Proposal]) -> Message:
    first = together[0]
    periods = _periods(period for each in together for period in each.periods)
    match first.along:
        case None:
            return _without(first.without, _figure(programme, first), periods)
        case Along.YEARS:
            spans = Listing(tuple(_sum(span) for each in together for span in each.members))
            said = say(
                "{figure}: several years as one; whoever is counted in each of them is in it as many times. "
                "Years: {years}.",
                figure=_figure(programme, first),
                years=spans,
            )
        case Along.PARTS:
            said = say(
                "{figure}: {members} as one. Periods: {periods}.",
                figure=_title(programme, first.indicator),
                members=_names(programme, first, first.members[0]),
                periods=periods,
            )
        case Along.POPULATIONS:
            said = say(
                "{members}: these populations as one. Periods: {periods}.",
                members=_names(programme, first, first.members[0]),
                periods=periods,
            )
    return _and_given_up(programme, said, together)


def _without(why: Without | None, figure: Value, periods: Value) -> Message:
    told = {"figure": figure, "periods": periods}
    match why:
        case Without.SOURCE:
            return say(
                "{figure}: its own source withholds it, and only the source could merge it. Periods: {periods}.", **told
            )
        case Without.NOT_A_SUM:
            return say("{figure}: it has no numbers of persons that could be added up. Periods: {periods}.", **told)
        case Without.UNTRIED:
            return say(
                "{figure}: there are too many possible mergings, and none of those that were tried would do. "
                "Periods: {periods}.",
                **told,
            )
    return say(
        "{figure}: no merging of two or three parts, years or populations would do. Only a larger group or a longer "
        "time would. Periods: {periods}.",
        **told,
    )


def _and_given_up(programme: Programme, said: Message, together: Sequence[Proposal]) -> Message:
    given_up = tuple(dict.fromkeys(word for each in together for word in each.given_up))
    if not given_up:
        return said
    names = _periods(given_up) if together[0].along is Along.YEARS else _names(programme, together[0], given_up)
    return say("{merging} No longer shown by itself then: {names}.", merging=said, names=names)


def _title(programme: Programme, indicator: str) -> Value:
    return say("“{indicator}”", indicator=programme.indicator(indicator).title)


def _figure(programme: Programme, proposal: Proposal) -> Value:
    if not proposal.part:
        return _title(programme, proposal.indicator)
    indicator = programme.indicator(proposal.indicator)
    return say("“{indicator}”, {part}", indicator=indicator.title, part=indicator.part(proposal.part).name)


def _names(programme: Programme, proposal: Proposal, members: Sequence[str]) -> Value:
    if proposal.along is Along.POPULATIONS:
        return Listing(tuple(_title(programme, each) for each in members))
    indicator = programme.indicator(proposal.indicator)
    return Listing(tuple(indicator.part(each).name for each in members))


def _periods(texts: Iterable[str]) -> Value:
    """The periods in the order of time; three or more in a row by the first and the last."""
    runs: list[list[Period]] = []
    for period in sorted(Period.parse(text) for text in set(texts)):
        if runs and _follows(period, runs[-1][-1]):
            runs[-1].append(period)
        else:
            runs.append([period])
    told = [
        [_span([each.text for each in run])] if len(run) >= RUN else [Span(each.text) for each in run] for run in runs
    ]
    return Listing(tuple(each for run in told for each in run))


def _follows(period: Period, before: Period) -> bool:
    """Whether it is the same day, month or year one year later."""
    same = period.grain is before.grain and (period.end.month, period.end.day) == (before.end.month, before.end.day)
    return same and period.year == before.year + 1


def _span(periods: Sequence[str]) -> Value:
    return say("{first} – {last}", first=Span(periods[0]), last=Span(periods[-1]))


def _sum(periods: Sequence[str]) -> Value:
    """2021 + 2022: the figures of these years, added up."""
    told: Value = Span(periods[0])
    for period in periods[1:]:
        told = say("{sum} + {period}", sum=told, period=Span(period))
    return told
