"""Small multiples: short series one under another over the same years, each in a panel with its own scale."""

from collections.abc import Sequence

from analysis.charts import sentences
from analysis.charts.canvas import LINE_HEIGHT, TEXT_SIZE, WIDTH, Canvas, fixed_rules
from analysis.charts.labels import labels
from analysis.charts.missing import notes, nothing_to_draw
from analysis.charts.path import path
from analysis.charts.scale import Scale, scale_for
from analysis.charts.time_panel import BASELINE_SHIFT, BESIDE, STYLES, TimePanel, sides
from analysis.display.blocks import Block, Figure, group
from analysis.message import Message, Value, say, say_many
from analysis.period import Review
from analysis.tables import series as series_table
from analysis.themes.series import Series
from analysis.wording import numbers
from analysis.wording.series import listed, name

NAME = 46  # from a panel's upper end down to its rectangle
PANEL = 96
BETWEEN = 26
BOTTOM = 44
INTERVALS = 2  # a low panel has room for few lines


def small_multiples(several: Sequence[Series], review: Review | None = None) -> Block:
    """A panel for each series that has figures; notes on those that have none. One series alone is drawn as a path."""
    drawn = [one for one in several if one.figures]
    lacking = notes([one for one in several if not one.figures])
    if not drawn:
        return group(lacking) if lacking else nothing_to_draw(None)
    if len(drawn) == 1:
        return group([path(drawn[0], review), *lacking])
    svg, texts = _draw(drawn, review)
    figure = Figure(
        _title(drawn, review),
        sentences.joined(_description(drawn)),
        svg,
        texts,
        series_table.of_several(say("The series side by side"), [(name(one), one) for one in drawn]),
    )
    left_out = [sentence for one in drawn for sentence in sentences.left_out(one)]
    shown = sentences.beneath(figure, left_out)
    return group([shown, *lacking]) if lacking else shown


def _draw(drawn: Sequence[Series], review: Review | None) -> tuple[str, tuple[Value, ...]]:
    names = labels(drawn, WIDTH)
    periods = [figure.period for one in drawn for figure in one.figures]
    scales = [_scale(one) for one in drawn]
    last = [sentences.at_the_end(one.indicator, one.figures[-1], _goes_on(one, review)) for one in drawn]
    left, right = sides(scales, last)
    lines = sum(len(label) - 1 for label in names)
    height = len(drawn) * (NAME + PANEL + BETWEEN) - BETWEEN + lines * LINE_HEIGHT + BOTTOM
    with fixed_rules():
        canvas = Canvas(height)
        top = 0.0
        for one, label, scale, value in zip(drawn, names, scales, last, strict=True):
            upper = top + NAME + (len(label) - 1) * LINE_HEIGHT
            panel = TimePanel(canvas, (left, upper, right, upper + PANEL), periods, scale)
            if review:
                panel.draw_review(review, named=False)
            panel.draw_scale()
            if one is drawn[-1]:
                panel.draw_years()
            panel.draw(one.figures, STYLES[0], one.connected)
            for line, text in enumerate(label):
                canvas.write(0, top + TEXT_SIZE + line * LINE_HEIGHT, text, bold=True)
            y = panel.y(one.figures[-1].estimate.value) + BASELINE_SHIFT
            canvas.write(right + BESIDE, y, value, "start", STYLES[0].colour, bold=True)
            top = upper + PANEL + BETWEEN
        return canvas.drawing(), tuple(canvas.texts)


def _scale(one: Series) -> Scale:
    return scale_for(one.indicator.kind, [figure.estimate for figure in one.figures], intervals=INTERVALS)


def _title(drawn: Sequence[Series], review: Review | None) -> Value:
    """Which of the series end higher than they began, which lower, as it stood at the end of the review."""
    known = [one for one in (one.until(review) if review else one for one in drawn) if one.figures]
    if not known:
        return say("Figures from after the review period")
    ways = {way: listed(same) for way in (1, -1, 0) if (same := [one for one in known if _direction(one) == way])}
    later = any(_goes_on(one, review) for one in drawn)
    return sentences.joined([_way(way, later, titles) for way, titles in ways.items()])


def _goes_on(one: Series, review: Review | None) -> bool:
    """Whether figures are drawn that are younger than the review, of which the title does not tell."""
    return review is not None and review.precedes(one.figures[-1].period)


def _way(way: int, later: bool, titles: Value) -> Message:
    """Where something `later` is drawn, with the moment it is true of: after the review it may have turned."""
    match way, later:
        case 1, False:
            return say("Higher than at first: {titles}.", titles=titles)
        case -1, False:
            return say("Lower than at first: {titles}.", titles=titles)
        case _, False:
            return say("The same as at first: {titles}.", titles=titles)
        case 1, _:
            return say("Higher at the end of the review than at first: {titles}.", titles=titles)
        case -1, _:
            return say("Lower at the end of the review than at first: {titles}.", titles=titles)
    return say("The same at the end of the review as at first: {titles}.", titles=titles)


def _direction(one: Series) -> int:
    """1 for higher, -1 for lower, 0 where both ends are written alike or there is only one figure."""
    first, last = (numbers.figure(one.indicator, figure.estimate.value) for figure in (one.figures[0], one.figures[-1]))
    if numbers.shown(first) == numbers.shown(last):
        return 0
    return 1 if one.figures[-1].estimate.value > one.figures[0].estimate.value else -1


def _description(drawn: Sequence[Series]) -> list[Value]:
    described: list[Value] = [
        say_many("One line chart.", "{count} line charts, one under another, over the same years.", len(drawn))
    ]
    for one in drawn:
        described += [sentences.run(one), *sentences.left_out(one)]
    return described
