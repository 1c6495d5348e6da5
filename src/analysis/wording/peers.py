"""The municipality among its peers, in words: who the peers are, where it lies, and what that does not say."""

from analysis.message import Message, Number, Percent, Value, say, say_many
from analysis.programme import Trait
from analysis.themes.comparison import Side
from analysis.themes.peers import CHANCE, FAR, AmongPeers, Counted, Place
from analysis.wording import numbers


def title(among: AmongPeers) -> Message:
    """The main point: whether chance alone explains the distance to the peers."""
    values = {"share": share(among, among.own), "period": numbers.when(among.period)}
    match among.side:
        case Side.ABOVE:
            return say("{share} ({period}): higher than chance alone explains", **values)
        case Side.BELOW:
            return say("{share} ({period}): lower than chance alone explains", **values)
    return say("{share} ({period}): chance alone could explain the distance to the peers", **values)


def sentences(among: AmongPeers) -> list[Message]:
    """Where the municipality lies, where its peers lie, and that this is no rank."""
    return [place(among), *scatter(among), caution(), *invented(among)]


def place(among: AmongPeers) -> Message:
    values: dict[str, Value] = {
        "figure": share(among, among.own),
        "counted": counted(among.own),
        "level": level(among),
        "peers": len(among.others),
    }
    match among.place(among.own), among.side:
        case Place.EDGE, Side.ABOVE:
            return say(
                "{figure} ({counted}) is more than chance alone would give in 95 of 100 groups of this size, at the "
                "common level of the {peers} peers ({level}). It is inside what chance gives in 998 of 1000.",
                **values,
            )
        case Place.EDGE, Side.BELOW:
            return say(
                "{figure} ({counted}) is less than chance alone would give in 95 of 100 groups of this size, at the "
                "common level of the {peers} peers ({level}). It is inside what chance gives in 998 of 1000.",
                **values,
            )
        case Place.OUTSIDE, Side.ABOVE:
            return say(
                "{figure} ({counted}) is more than chance alone would give even in 998 of 1000 groups of this size, at "
                "the common level of the {peers} peers ({level}).",
                **values,
            )
        case Place.OUTSIDE, Side.BELOW:
            return say(
                "{figure} ({counted}) is less than chance alone would give even in 998 of 1000 groups of this size, at "
                "the common level of the {peers} peers ({level}).",
                **values,
            )
    return say(
        "{figure} ({counted}) is inside what chance alone would give in 95 of 100 groups of this size, at the common "
        "level of the {peers} peers ({level}).",
        **values,
    )


def scatter(among: AmongPeers) -> list[Message]:
    """How the peers themselves lie: where they scatter more than by chance, to lie outside is nothing unusual."""
    inside = among.others_at(Place.INSIDE)
    found = [
        say("Of the {peers} peers themselves, inside the 95% limits: {inside}.", peers=len(among.others), inside=inside)
    ]
    if among.scattered:
        found.append(
            say(
                "So more than chance separates the peers from each other: they have other histories, languages and "
                "neighbours. Among them it is nothing unusual to lie outside the limits."
            )
        )
    return found


def caution() -> Message:
    return say(
        "This is no rank. It says whether chance is enough to explain a distance, not why there is one or who does "
        "better."
    )


def invented(among: AmongPeers) -> list[Message]:
    return [say("The peers and their figures are invented too.")] if among.invented else []


def rule(among: AmongPeers) -> list[Message]:
    """By which rule the peers were chosen, before any figure was seen."""
    traits = {
        Trait.LANGUAGE: say("The peers have the same language status."),
        Trait.REGION: say("The peers are in the same region."),
    }
    found = [traits[trait] for trait in among.rule.same]
    if among.rule.times is not None:
        found.append(
            say(
                "Their population is from {smallest} to {largest}.",
                smallest=Number(among.rule.smallest),
                largest=Number(among.rule.largest),
            )
        )
    return [*found, _with_figures(among)]


def _with_figures(among: AmongPeers) -> Message:
    return say_many(
        "One municipality is a peer by this rule; with a figure: {known}.",
        "{count} municipalities are peers by this rule; with a figure: {known}.",
        len(among.rule.codes),
        known=len(among.others),
    )


def description(among: AmongPeers) -> list[Message]:
    """The drawing in words: a mark for each municipality, the level, and the limits at the size of its own mark."""
    own = among.own.denominator
    ends = (*among.limits(own, CHANCE), *among.limits(own, FAR))
    low, high, far_low, far_high = (numbers.figure(among.indicator, among.written(end)) for end in ends)
    return [
        say_many(
            "Funnel plot: one municipality beside one peer, by the number of persons counted.",
            "Funnel plot: one municipality beside {count} peers, by the number of persons counted.",
            len(among.others),
        ),
        place(among),
        say(
            "Limits for {persons} persons: {low} to {high} (95%), {far_low} to {far_high} (99.8%).",
            persons=numbers.whole(own),
            low=low,
            high=high,
            far_low=far_low,
            far_high=far_high,
        ),
        *scatter(among),
    ]


def where(place: Place) -> Message:
    """The place of a group in a few words, for a table."""
    return {
        Place.INSIDE: say("Inside the limits"),
        Place.EDGE: say("Between the 95% and the 99.8% limit"),
        Place.OUTSIDE: say("Outside both limits"),
    }[place]


def share(among: AmongPeers, group: Counted) -> Value:
    return numbers.figure(among.indicator, among.written(group.share))


def level(among: AmongPeers) -> Value:
    return numbers.figure(among.indicator, among.written(among.level))


def counted(group: Counted) -> Message:
    return say(
        "{numerator} of {denominator}",
        numerator=numbers.whole(group.numerator),
        denominator=numbers.whole(group.denominator),
    )


def level_of(limits: float) -> Percent:
    return Percent(limits, 0 if limits == CHANCE else 1)
