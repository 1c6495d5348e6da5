"""In place of a chart that has nothing to draw: which figure is missing, from whom it is asked, and in which form."""

from collections.abc import Mapping, Sequence

from analysis.display.blocks import ABSENT, Paragraph, paragraph
from analysis.message import Listing, Message, say, say_many
from analysis.programme import Indicator, Reporter
from analysis.themes.series import Series
from analysis.vocabulary import Kind

FORMS: Mapping[Kind, Message] = {
    Kind.SHARE: say("Two numbers are needed: those to whom the figure applies, and all."),
    Kind.RATE: say("Two numbers are needed: the cases, and the persons."),
    Kind.COUNT: say("One number is needed."),
    Kind.GAP: say("Four numbers are needed: for each of the two groups those to whom the figure applies, and all."),
    Kind.MEAN: say("Three numbers are needed: the mean, the standard deviation and the number of answers."),
    Kind.DELIVERABLE: say("The document and its date are needed, or the word that there is none."),
}


def nothing_to_draw(
    indicator: Indicator | None, reporters: Sequence[Reporter] = (), withheld: bool = False, form: Message | None = None
) -> Paragraph:
    """The sentences in place of a chart without figures; no indicator at all is a programme that does not follow it."""
    if indicator is None:
        return paragraph(say("The programme does not follow this, so there is nothing to show."), role=ABSENT)
    if withheld:
        return _withheld([indicator])
    return _asked([indicator], form or FORMS[indicator.kind], reporters)


def notes(missing: Sequence[Series]) -> list[Paragraph]:
    """What several charts or panels lack, in as few sentences as say it: one note for each form and owner."""
    hidden = [one.indicator for one in missing if one.withheld]
    asked: dict[tuple[Message, tuple[Reporter, ...], bool], list[Indicator]] = {}
    for one in missing:
        if not one.withheld:
            key = FORMS[one.indicator.kind], one.reporters, bool(one.indicator.official)
            asked.setdefault(key, []).append(one.indicator)
    found = [_asked(indicators, form, reporters) for (form, reporters, _), indicators in asked.items()]
    return [*([_withheld(hidden)] if hidden else []), *found]


def _asked(indicators: Sequence[Indicator], form: Message, reporters: Sequence[Reporter]) -> Paragraph:
    sentences = [say("Missing: {titles}.", titles=_titles(indicators))]
    if reporters:
        names = Listing(tuple(reporter.name for reporter in reporters))
        sentences.append(say("Asked from: {reporters}.", reporters=names))
    elif not any(indicator.reporters for indicator in indicators):
        sentences.append(_unowned(indicators))
    return paragraph(*sentences, form, role="note")


def _unowned(indicators: Sequence[Indicator]) -> Message:
    """Why nobody is asked for the figures: they come from official statistics, or the programme names nobody."""
    figures = len(dict.fromkeys(indicator.title for indicator in indicators))
    if all(indicator.official for indicator in indicators):
        return say_many(
            "It comes from official statistics, and is not among the figures that were fetched.",
            "They come from official statistics, and are not among the figures that were fetched.",
            figures,
        )
    return say_many(
        "The programme names no owner for this figure.",
        "The programme names no owner for these figures.",
        figures,
    )


def _withheld(indicators: Sequence[Indicator]) -> Paragraph:
    return paragraph(
        say("Not drawn, because the figures are withheld to protect persons: {titles}.", titles=_titles(indicators)),
        role="note",
    )


def _titles(indicators: Sequence[Indicator]) -> Listing:
    titles = dict.fromkeys(indicator.title for indicator in indicators)
    return Listing(tuple(say("“{title}”", title=title) for title in titles))
