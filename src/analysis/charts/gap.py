"""A gap between two groups: both groups' own shares with their intervals, so that it shows which of them moved."""

from collections.abc import Sequence

from analysis.assessment.nouns import Assessment
from analysis.assessment.nouns import Figure as Observed
from analysis.charts import sentences
from analysis.charts.canvas import LINE_HEIGHT, fixed_rules, width_of, wrapped
from analysis.charts.missing import nothing_to_draw
from analysis.charts.scale import scale_for
from analysis.charts.time_panel import BASELINE_SHIFT, BESIDE, STYLES, Connected, TimePanel, always, panel_alone, sides
from analysis.display.blocks import Block, Figure
from analysis.intervals import Estimate
from analysis.message import Message, Name, Percent, Value, say, say_many
from analysis.period import Review
from analysis.programme import Indicator, Population, Programme
from analysis.tables import series as series_table
from analysis.themes.series import Series
from analysis.vocabulary import Kind, Reason
from analysis.wording import numbers

PANEL = 306  # the height of the rectangle
SHIFT = 5  # the two groups' marks stand a little apart, so that neither interval hides the other
OWN, OTHER = say("The group itself"), say("The group of comparison")


def gap(course: Assessment | Series | None, review: Review | None = None, programme: Programme | None = None) -> Block:
    """Both groups over time. A series knows the groups' names; for an assessment the `programme` gives them."""
    if course is None:
        return nothing_to_draw(None)
    assessed = isinstance(course, Assessment)
    drawn = [figure for figure in (course.series if assessed else course.figures) if figure.reference is not None]
    if not drawn:
        withheld = course.reason is Reason.WITHHELD if assessed else bool(course.withheld)
        return nothing_to_draw(course.indicator, () if assessed else course.reporters, withheld)
    names = _names(course.indicator, programme) if assessed else group_names(course)
    svg, texts = _draw(drawn, names, course.review if assessed else review, always if assessed else course.connected)
    left_out = [] if assessed else sentences.left_out(course)
    figure = Figure(
        sentences.title_of_assessment(course) if assessed else _title(drawn),
        sentences.joined([*_description(drawn, names), *left_out]),
        svg,
        texts,
        series_table.of_gap(course.indicator, drawn, names),
        course.indicator.title,
    )
    return sentences.beneath(figure, left_out)


def group_names(course: Series) -> tuple[Value, Value]:
    return _name(course.population, OWN), _name(course.reference, OTHER)


def _names(indicator: Indicator, programme: Programme | None) -> tuple[Value, Value]:
    known = programme.populations if programme else {}
    return _name(known.get(indicator.population or ""), OWN), _name(known.get(indicator.reference or ""), OTHER)


def _name(population: Population | None, otherwise: Message) -> Value:
    return population.name if population else otherwise


def _draw(
    figures: Sequence[Observed], names: tuple[Value, Value], review: Review | None, connected: Connected
) -> tuple[str, tuple[Value, ...]]:
    own, other = _shares(figures, "population"), _shares(figures, "reference")
    scale = scale_for(Kind.SHARE, [figure.estimate for figure in (*own, *other)])
    edges = sides([scale], [Percent(group[-1].estimate.value) for group in (own, other)])
    periods = [figure.period for figure in figures]
    with fixed_rules():
        panel = panel_alone(edges, PANEL, periods, scale, review)
        panel.draw(own, STYLES[0], connected, shift=-SHIFT)
        panel.draw(other, STYLES[1], connected, shift=SHIFT)
        _write_names(panel, own, other, names)
        return panel.canvas.drawing(), tuple(panel.canvas.texts)


def _write_names(
    panel: TimePanel, own: Sequence[Observed], other: Sequence[Observed], names: tuple[Value, Value]
) -> None:
    """The upper group's name above the pair and the lower group's below it; the last figures at the edge."""
    ends = [panel.y(group[-1].estimate.value) + BASELINE_SHIFT for group in (own, other)]
    if abs(ends[0] - ends[1]) < 26:
        middle, apart = sum(ends) / 2, 13 if ends[0] > ends[1] else -13
        ends = [middle + apart, middle - apart]
    upper = 1 if other[-1].estimate.value >= own[-1].estimate.value else 0
    for position, group in enumerate((own, other)):
        style = STYLES[position]
        panel.canvas.write(
            panel.right + BESIDE, ends[position], Percent(group[-1].estimate.value), "start", style.colour, bold=True
        )
        lines = _lines(names[position], panel.right - panel.left - 8)
        down = LINE_HEIGHT * (len(lines) - 1)
        if position == upper:
            y = min(panel.y(figure.estimate.high) for figure in group) - 12 - down
        else:
            y = max(panel.y(figure.estimate.low) for figure in group) + 28
        y = min(max(y, panel.top + 18), panel.bottom - 8 - down)
        for number, line in enumerate(lines):
            panel.canvas.write(panel.left + 8, y + number * LINE_HEIGHT, line, "start", style.colour)


def _lines(name: Value, room: float) -> tuple[Value, ...]:
    """A name in no more than the room beside the scale; a population's name is often several words."""
    return wrapped(name, room) if isinstance(name, Name) and width_of(name) > room else (name,)


def _shares(figures: Sequence[Observed], group: str) -> list[Observed]:
    """One group's own shares as figures."""
    return [Observed(figure.period, getattr(figure, group), figure.reporter, figure.source, "") for figure in figures]


def _title(figures: Sequence[Observed]) -> Message:
    first, last = figures[0], figures[-1]
    values = {"last": numbers.points(last.estimate.value), "last_period": numbers.when(last.period)}
    if first is last:
        return say("Gap: {last} percentage points ({last_period}), a single figure", **values)
    values |= {"first": numbers.points(first.estimate.value), "first_period": numbers.when(first.period)}
    if numbers.shown(values["first"]) == numbers.shown(values["last"]):
        return say(
            "The gap is as wide as at first: {first} ({first_period}) and {last} ({last_period}) percentage points",
            **values,
        )
    if abs(last.estimate.value) < abs(first.estimate.value):
        return say(
            "The gap is narrower than at first: {first} ({first_period}) and {last} ({last_period}) percentage points",
            **values,
        )
    return say(
        "The gap is wider than at first: {first} ({first_period}) and {last} ({last_period}) percentage points",
        **values,
    )


def _description(figures: Sequence[Observed], names: tuple[Value, Value]) -> list[Value]:
    described: list[Value] = [
        say_many("Two groups in one period.", "Two groups in {count} periods, as two lines.", len(figures)),
    ]
    for name, group in zip(names, ("population", "reference"), strict=True):
        first, last = getattr(figures[0], group), getattr(figures[-1], group)
        described.append(
            say(
                "{name}: {first} ({first_period}), {last} ({last_period}), interval {interval}.",
                name=name,
                first=Percent(first.value),
                first_period=numbers.when(figures[0].period),
                last=Percent(last.value),
                last_period=numbers.when(figures[-1].period),
                interval=_interval(last),
            )
        )
    last = figures[-1]
    described.append(
        say(
            "Gap ({period}): {gap} percentage points, interval {low} to {high}.",
            period=numbers.when(last.period),
            gap=numbers.points(last.estimate.value),
            low=numbers.points(last.estimate.low),
            high=numbers.points(last.estimate.high),
        )
    )
    return described


def _interval(estimate: Estimate) -> Message:
    return say("{low} to {high}", low=Percent(estimate.low), high=Percent(estimate.high))
