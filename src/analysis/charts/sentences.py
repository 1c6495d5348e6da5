"""What a chart says in words: the title with its main point, and the description, both made from the numbers."""

from collections.abc import Sequence

from analysis.assessment.nouns import Assessment, Figure
from analysis.charts.time_panel import Connected, always, far_apart
from analysis.display.blocks import Block, group, paragraph
from analysis.message import Listing, Message, Percent, Span, Value, say, say_many
from analysis.period import Period
from analysis.programme import Indicator
from analysis.themes.series import Series
from analysis.vocabulary import Kind, Verdict
from analysis.wording import numbers, rounding


def joined(sentences: Sequence[Value]) -> Value:
    """Whole sentences in a row as one value."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text = say("{one} {two}", one=text, two=sentence)
    return text


def title_of_assessment(assessment: Assessment) -> Message:
    """The main point of an assessed series: its two figures, and no more direction than the verdict allows."""
    first = assessment.baseline or assessment.series[0]
    last = assessment.latest or assessment.series[-1]
    if first.period == last.period:
        return title_of_series(assessment.indicator, assessment.series)
    values = ends(assessment.indicator, first, last)
    match assessment.verdict:
        case Verdict.ACHIEVED:
            return say(
                "The target is met: {last} ({last_period})", last=values["last"], last_period=values["last_period"]
            )
        case Verdict.PROGRESSING:
            return say("In the hoped-for direction: {first} ({first_period}), {last} ({last_period})", **values)
        case Verdict.RECEDING:
            return say("In the wrong direction: {first} ({first_period}), {last} ({last_period})", **values)
        case Verdict.STABLE:
            return say("No meaningful change: {first} ({first_period}), {last} ({last_period})", **values)
        case Verdict.NO_CLEAR_CHANGE:
            return say("No clear change: {first} ({first_period}), {last} ({last_period})", **values)
        case Verdict.NOT_ENOUGH_DATA:
            return say("Too little to tell: {first} ({first_period}), {last} ({last_period})", **values)
        case _:
            return title_of_series(assessment.indicator, [first, last])


def title_of_series(indicator: Indicator, figures: Sequence[Figure]) -> Message:
    """The main point of a background series: where it began and where it is. Nothing about chance is claimed."""
    first, last = figures[0], figures[-1]
    if len(figures) == 1:
        return say("A single figure: {figure} ({period})", **_at(indicator, last))
    values = ends(indicator, first, last)
    if numbers.shown(values["first"]) == numbers.shown(values["last"]):
        return say("The same as at first: {first} ({first_period}), {last} ({last_period})", **values)
    if last.estimate.value > first.estimate.value:
        return say("Higher than at first: {first} ({first_period}), {last} ({last_period})", **values)
    return say("Lower than at first: {first} ({first_period}), {last} ({last_period})", **values)


def title_of_last(indicator: Indicator, figure: Figure) -> Message:
    """One figure of several: the one that is drawn."""
    return say("{figure} ({period})", **_at(indicator, figure))


def at_the_end(indicator: Indicator, last: Figure, later: bool) -> Value:
    """The number at the end of a line; with its period where that is later than what the title tells of."""
    value = numbers.beside_a_mark(indicator, last.estimate.value)
    return say("{figure} ({period})", figure=value, period=numbers.when(last.period)) if later else value


def _at(indicator: Indicator, figure: Figure) -> dict[str, Value]:
    return {"figure": written(indicator, figure), "period": numbers.when(figure.period)}


def ends(indicator: Indicator, first: Figure, last: Figure) -> dict[str, Value]:
    """The first and the last figure with their periods, in short: for a title."""
    return {
        "first": numbers.figure(indicator, first.estimate.value),
        "first_period": numbers.when(first.period),
        "last": numbers.figure(indicator, last.estimate.value),
        "last_period": numbers.when(last.period),
    }


def course(indicator: Indicator, figures: Sequence[Figure], connected: Connected = always) -> list[Message]:
    """How a series runs: first and last with their difference, highest and lowest, gaps, and the last interval."""
    first, last = figures[0], figures[-1]
    sentences = [say_many("Line chart with one figure.", "Line chart with {count} figures.", len(figures))]
    if len(figures) == 1:
        sentences.append(say("{period}: {figure}.", period=numbers.when(last.period), figure=written(indicator, last)))
    else:
        sentences.append(
            say(
                "First: {first} ({first_period}). Last: {last} ({last_period}).",
                first=written(indicator, first),
                first_period=numbers.when(first.period),
                last=written(indicator, last),
                last_period=numbers.when(last.period),
            )
        )
        sentences.append(difference(indicator, last.estimate.value - first.estimate.value))
        if rounding.difference_apart(indicator, first.estimate.value, last.estimate.value):
            sentences.append(rounding.sentence())
    if len(figures) > 2:
        highest = max(figures, key=lambda figure: figure.estimate.value)
        lowest = min(figures, key=lambda figure: figure.estimate.value)
        sentences.append(
            say(
                "Highest: {highest} ({highest_period}). Lowest: {lowest} ({lowest_period}).",
                highest=written(indicator, highest),
                highest_period=numbers.when(highest.period),
                lowest=written(indicator, lowest),
                lowest_period=numbers.when(lowest.period),
            )
        )
    sentences += [
        say("No figure between {first} and {last}: the line is broken there.", first=Span(a.text), last=Span(b.text))
        for a, b in far_apart([figure.period for figure in figures])
        if connected(a, b)  # a line that is broken for another reason is explained by that reason
    ]
    if indicator.kind is Kind.MEAN:
        sentences.append(say("The scale does not begin at zero."))
    return [*sentences, certainty(indicator, figures)]


def run(series: Series) -> Message:
    """A series in one sentence: its first and its last figure."""
    first, last = series.figures[0], series.figures[-1]
    title = series.indicator.title
    if first is last:
        return say("“{title}”: {last} ({last_period}).", title=title, **_of(series, last, "last"))
    return say(
        "“{title}”: {first} ({first_period}), {last} ({last_period}).",
        title=title,
        **_of(series, first, "first"),
        **_of(series, last, "last"),
    )


def _of(series: Series, figure: Figure, end: str) -> dict[str, Value]:
    return {end: written(series.indicator, figure), f"{end}_period": numbers.when(figure.period)}


def written(indicator: Indicator, figure: Figure) -> Value:
    return numbers.figure(indicator, figure.estimate.value)


def difference(indicator: Indicator, change: float) -> Message:
    """Last minus first, as plain arithmetic."""
    if indicator.kind in (Kind.SHARE, Kind.GAP):
        return say("Difference: {points} percentage points.", points=numbers.points(change, signed=True))
    return say("Difference: {number}.", number=numbers.difference(indicator, change))


def certainty(indicator: Indicator, figures: Sequence[Figure]) -> Message:
    """The interval of the last figure that has one, or why there is none."""
    certain = [figure for figure in figures if figure.estimate.low is not None]
    if certain:
        last = certain[-1]
        return say(
            "{level} interval ({period}): {interval}.",
            level=Percent(last.estimate.level or 0.95, 0),
            period=numbers.when(last.period),
            interval=numbers.interval(indicator, last.estimate),
        )
    if indicator.kind in (Kind.SHARE, Kind.GAP, Kind.RATE):
        return say("No interval: the numbers of persons behind the figures are not known.")
    if indicator.kind is Kind.MEAN:
        return say("No interval: the standard deviation and the number of answers are not known.")
    return say("No interval: these are plain numbers, not a sample.")


def left_out(series: Series) -> list[Message]:
    """The periods whose figures are not drawn, and why; and where the line is broken because the definition changed."""
    sentences: list[Message] = []
    if series.withheld:
        sentences.append(say("Withheld to protect persons, and not drawn: {periods}.", periods=spans(series.withheld)))
    if series.not_collected:
        sentences.append(say("Not collected, and not drawn: {periods}.", periods=spans(series.not_collected)))
    for new, what in series.indicator.breaks:
        if series.first and series.last and series.first.period.end < new.start <= series.last.period.end:
            sentences.append(say("The line is broken, because the definition changed: {what}", what=what))
    return sentences


def beneath(figure: Block, said: Sequence[Value]) -> Block:
    """The chart with what is not drawn said under it: who sees the drawing must learn it as well as who hears it."""
    return group([figure, paragraph(*said, role="note")]) if said else figure


def spans(periods: Sequence[Period]) -> Listing:
    return Listing(tuple(numbers.when(period) for period in periods))
