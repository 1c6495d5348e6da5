"""What a series of figures is called in running words, and how several lie against the share of all residents."""

from collections.abc import Sequence

from analysis.message import Listing, Message, Value, say
from analysis.themes.comparison import Comparison, Side
from analysis.themes.series import Series


def name(series: Series) -> Value:
    """A series by its indicator's few words, where the programme gives them; a part after what it is a part of."""
    indicator = series.indicator.short or series.indicator.title
    return indicator if series.part is None else say("{indicator}, {part}", indicator=indicator, part=series.part.name)


def listed(several: Sequence[Series]) -> Listing:
    """The names of several series in quotation marks."""
    return Listing(tuple(say("“{title}”", title=name(one)) for one in several))


def sides(comparison: Comparison) -> list[Message]:
    """Which shares lie on which side of the share of all residents, as far as chance lets one tell."""
    on = {side: listed([item.series for item in comparison.on_side(side)]) for side in Side}
    told: list[Message] = []
    if on[Side.ABOVE].items:
        told.append(say("Above the share of all residents: {titles}.", titles=on[Side.ABOVE]))
    if on[Side.BELOW].items:
        told.append(say("Below the share of all residents: {titles}.", titles=on[Side.BELOW]))
    if on[Side.NOT_TOLD_APART].items:
        told.append(say("Not told apart from the share of all residents: {titles}.", titles=on[Side.NOT_TOLD_APART]))
    return told
