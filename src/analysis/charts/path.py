"""The path of one indicator: its figures over time with their intervals, the target, the baseline and the review."""

from collections.abc import Sequence

from analysis.assessment.nouns import Assessment
from analysis.assessment.nouns import Figure as Observed
from analysis.charts import sentences, strips
from analysis.charts.canvas import INK, LINE_HEIGHT, TARGET, TEXT_SIZE, fixed_rules, width_of
from analysis.charts.gap import gap
from analysis.charts.missing import nothing_to_draw
from analysis.charts.scale import scale_for
from analysis.charts.time_panel import BASELINE_SHIFT, BESIDE, STYLES, Connected, TimePanel, always, panel_alone, sides
from analysis.display.blocks import Block, Figure, group, paragraph
from analysis.message import Value, say
from analysis.period import Review
from analysis.programme import Indicator, Programme
from analysis.tables import series as series_table
from analysis.themes.series import Series
from analysis.vocabulary import Kind, Reason, Role
from analysis.wording import numbers

PANEL = 256  # the height of the rectangle
APART = 120  # units: two labels along one line, this far from each other, do not touch


def path(
    course: Assessment | Sequence[Assessment] | Series | None,
    review: Review | None = None,
    programme: Programme | None = None,
) -> Block:
    """The chart of an assessment, of several one after another, or of a series with the review period shaded.

    Without any figure: the sentence that says which one is missing, from whom and in which form. The `programme` gives
    the names of the two groups of a gap.
    """
    if isinstance(course, Sequence):
        drawn = [_assessed(one, programme) for one in course]
        return group(drawn or [paragraph(say("There is no figure to draw."), role="note")])
    if isinstance(course, Assessment):
        return _assessed(course, programme)
    if course is None:
        return nothing_to_draw(None)
    if not course.figures:
        return nothing_to_draw(course.indicator, course.reporters, bool(course.withheld))
    indicator, figures = course.indicator, course.figures
    known = course.until(review).figures if review else ()
    svg, texts = _draw(indicator, figures, None, review, course.connected, known)
    left_out = sentences.left_out(course)
    figure = Figure(
        sentences.title_of_series(indicator, known or figures),
        sentences.joined([*sentences.course(indicator, figures, course.connected), *left_out]),
        svg,
        texts,
        series_table.of_series(course),
        indicator.title,
    )
    return sentences.beneath(figure, left_out)


def _assessed(assessment: Assessment, programme: Programme | None) -> Block:
    if assessment.indicator.kind is Kind.DELIVERABLE:
        title = assessment.indicator.title
        return paragraph(
            say("Not drawn: “{title}” is either done or not, so there is no path.", title=title), role="note"
        )
    if assessment.indicator.kind is Kind.GAP and any(figure.reference for figure in assessment.series):
        return gap(assessment, programme=programme)
    if not assessment.series:
        return nothing_to_draw(assessment.indicator, (), assessment.reason is Reason.WITHHELD)
    indicator, figures = assessment.indicator, assessment.series
    svg, texts = _draw(indicator, figures, assessment.baseline, assessment.review, always)
    description = sentences.course(indicator, figures)
    if assessment.baseline and len(figures) > 1:
        description.append(say("The ring marks the baseline."))
    if indicator.target:
        target = numbers.figure(indicator, indicator.target.value)
        description.append(say("The dashed line is the target: {target}.", target=target))
    return Figure(
        sentences.title_of_assessment(assessment),
        sentences.joined(description),
        svg,
        texts,
        series_table.of_figures(indicator, figures),
        indicator.title,
    )


def _draw(
    indicator: Indicator,
    figures: Sequence[Observed],
    baseline: Observed | None,
    review: Review | None,
    connected: Connected,
    known: Sequence[Observed] = (),
) -> tuple[str, tuple[Value, ...]]:
    """The drawing. `known` at the end of the review: where figures follow, the title's last one has its number too."""
    target = indicator.target.value if indicator.target and indicator.role is not Role.CONTEXT else None
    if len(figures) == 1:
        return strips.draw([strips.Strip((), indicator, figures[0])], _target_line(indicator, target))
    scale = scale_for(indicator.kind, [figure.estimate for figure in figures], () if target is None else (target,))
    later = bool(known) and known[-1] is not figures[-1]
    last = sentences.at_the_end(indicator, figures[-1], later)
    edges = sides([scale], [last] if target is None else [last, TARGET])
    periods = [figure.period for figure in figures]
    with fixed_rules():
        panel = panel_alone(edges, PANEL, periods, scale, review)
        if target is not None:
            panel.draw_target(target)
        panel.draw(figures, STYLES[0], connected)
        if baseline:
            panel.draw_ring(baseline, STYLES[0])
        _write_ends(panel, indicator, figures, baseline, target, last)
        if later and panel.x(known[-1].period.when) - panel.left > APART:
            _write(panel, figures, known[-1], numbers.beside_a_mark(indicator, known[-1].estimate.value))
        return panel.canvas.drawing(), tuple(panel.canvas.texts)


def _target_line(indicator: Indicator, target: float | None) -> strips.Line | None:
    if target is None:
        return None
    return strips.Line(target, say("Target: {value}", value=numbers.figure(indicator, target)))


def _write_ends(
    panel: TimePanel,
    indicator: Indicator,
    figures: Sequence[Observed],
    baseline: Observed | None,
    target: float | None,
    written: Value,
) -> None:
    """The last figure and the target at the right edge, and the first figure or the baseline beside its mark."""
    last, first = figures[-1], baseline or figures[0]
    right = panel.right + BESIDE
    last_y = panel.y(last.estimate.value) + BASELINE_SHIFT
    panel.canvas.write(right, last_y, written, "start", STYLES[0].colour, bold=True)
    if target is not None:
        label_y = _clear_of(panel.y(target) + BASELINE_SHIFT, last_y, panel)
        panel.canvas.write(right, label_y, TARGET, "start", INK)
    if first is last:
        return
    value = numbers.beside_a_mark(indicator, first.estimate.value)
    _write(panel, figures, first, say("Baseline: {value}", value=value) if baseline else value)


def _write(panel: TimePanel, figures: Sequence[Observed], figure: Observed, label: Value) -> None:
    """A label beside the mark of one figure, where it touches neither the line nor the edges."""
    width = width_of(label)
    x = min(max(panel.x(figure.period.when) - 12, panel.left + 4), panel.right - width)
    panel.canvas.write(x, panel.free_place(x, width, figures), label, "start", STYLES[0].colour)


def _clear_of(wanted: float, taken: float, panel: TimePanel) -> float:
    """A height near the wanted one at which a label does not touch the label at `taken`."""
    if abs(wanted - taken) >= LINE_HEIGHT - 4:
        return wanted
    above = wanted <= taken and taken - LINE_HEIGHT >= panel.top - TEXT_SIZE
    return taken - LINE_HEIGHT + 2 if above else taken + LINE_HEIGHT - 2
