"""Shares side by side: a mark with its interval for each, and the share of a whole population as a dashed line."""

from collections.abc import Sequence

from analysis.charts import sentences, strips
from analysis.charts.canvas import WIDTH
from analysis.charts.labels import labels
from analysis.charts.missing import notes, nothing_to_draw
from analysis.display.blocks import Block, Figure, group
from analysis.message import Listing, Message, Value, say, say_many
from analysis.tables import comparison as comparison_table
from analysis.themes.comparison import Compared, Comparison, Side
from analysis.wording import numbers
from analysis.wording import series as names


def intervals(comparison: Comparison) -> Block:
    """The chart of a comparison; notes on the shares that have no figure in the review."""
    lacking = notes(comparison.missing)
    if not comparison.items:
        return group(lacking) if lacking else nothing_to_draw(None)
    items, line = comparison.items, comparison.reference_figure
    named = labels([item.series for item in items], WIDTH)
    lines = named if len(items) > 1 else [()]  # the title says what a single share is
    drawn = [strips.Strip(label, item.series.indicator, item.figure) for label, item in zip(lines, items, strict=True)]
    svg, texts = strips.draw(
        drawn, strips.Line(line.estimate.value, reference_label(comparison)) if line is not None else None
    )
    figure = Figure(
        _title(comparison),
        sentences.joined(_description(comparison)),
        svg,
        texts,
        comparison_table.of_comparison(comparison),
        items[0].series.indicator.title if len(items) == 1 else None,
    )
    return group([figure, *lacking]) if lacking else figure


def reference_label(comparison: Comparison) -> Message:
    reference, line = comparison.reference, comparison.reference_figure
    return say(
        "All residents: {share} ({period})",
        share=numbers.figure(reference.indicator, line.estimate.value),
        period=numbers.when(line.period),
    )


def _title(comparison: Comparison) -> Value:
    """Against a population: which lie above, below and neither. Else the range; nothing is ranked."""
    items = comparison.items
    judged = [item for item in items if item.side is not Side.NOT_COMPARED]
    if comparison.reference_figure is not None and len(judged) > 1:
        return sentences.joined(names.sides(comparison))
    if len(items) == 1 and comparison.reference_figure is not None:
        return say(
            "{figure}. {line}",
            figure=sentences.title_of_last(items[0].series.indicator, items[0].figure),
            line=reference_label(comparison),
        )
    if len(items) == 1:
        return sentences.title_of_last(items[0].series.indicator, items[0].figure)
    lowest = min(items, key=lambda item: item.figure.estimate.value)
    highest = max(items, key=lambda item: item.figure.estimate.value)
    return say(
        "From {low} (“{lowest}”) to {high} (“{highest}”)",
        low=sentences.written(lowest.series.indicator, lowest.figure),
        lowest=names.name(lowest.series),
        high=sentences.written(highest.series.indicator, highest.figure),
        highest=names.name(highest.series),
    )


def _description(comparison: Comparison) -> list[Value]:
    items = comparison.items
    described: list[Value] = [
        say_many("One share with its interval.", "{count} shares with their intervals.", len(items))
    ]
    described += [_row(item) for item in items]
    if comparison.reference_figure:
        line = comparison.reference_figure
        described.append(
            say(
                "The dashed line is the share of all residents, {share} ({period}).",
                share=numbers.figure(comparison.reference.indicator, line.estimate.value),
                period=numbers.when(line.period),
            )
        )
    plain = [item for item in items if item.figure.estimate.low is None]
    if plain:
        described.append(
            say("Without an interval, because the numbers of persons are not known: {names}.", names=_listed(plain))
        )
    return described


def _row(item: Compared) -> Message:
    values = {
        "name": _name(item),
        "figure": sentences.written(item.series.indicator, item.figure),
        "period": numbers.when(item.figure.period),
    }
    interval = numbers.interval(item.series.indicator, item.figure.estimate)
    if interval is None:
        return say("{name}: {figure} ({period}).", **values)
    return say("{name}: {figure} ({period}), interval {interval}.", **values, interval=interval)


def _name(item: Compared) -> Value:
    if item.series.part is not None:
        return say("“{title}”, {part}", title=item.series.indicator.title, part=item.series.part.name)
    return say("“{title}”", title=item.series.indicator.title)


def _listed(items: Sequence[Compared]) -> Listing:
    return Listing(tuple(_name(item) for item in items))
