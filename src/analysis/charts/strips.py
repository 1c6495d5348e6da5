"""Figures under one another on one scale: a strip for each with its mark and its interval, and one value as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.assessment.nouns import Figure
from analysis.charts.canvas import INK, LINE_HEIGHT, MUTED, SERIES, TEXT_SIZE, WIDTH, Canvas, fixed_rules, width_of
from analysis.charts.scale import Scale, scale_for
from analysis.message import Value
from analysis.programme import Indicator
from analysis.wording import numbers

LEFT = 28
BESIDE = 12  # from the scale to the figures at the right
MARK = 34  # the height of a strip
GAP = 12  # from a strip to the next label
BOTTOM = 40
NAMED_LINE = 52  # room above for the name of the dashed line
CAP = 8  # half the height of an interval's ends


@dataclass(frozen=True)
class Strip:
    """One figure with its label of some lines; none where the chart's title has said what it is."""

    label: tuple[Value, ...]
    indicator: Indicator
    figure: Figure

    @property
    def written(self) -> Value:
        return numbers.beside_a_mark(self.indicator, self.figure.estimate.value)

    @property
    def height(self) -> int:
        return len(self.label) * LINE_HEIGHT + MARK + GAP


@dataclass(frozen=True)
class Line:
    """A value that all strips are held against, with its name."""

    value: float
    name: Value


def draw(strips: Sequence[Strip], line: Line | None = None) -> tuple[str, tuple[Value, ...]]:
    """The drawing and its texts. All strips have the scale of the first one's kind."""
    figures = [strip.figure.estimate for strip in strips]
    scale = scale_for(strips[0].indicator.kind, figures, () if line is None else (line.value,))
    right = WIDTH - BESIDE - max(width_of(strip.written, bold=True) for strip in strips)
    top = NAMED_LINE if line else 0
    height = top + sum(strip.height for strip in strips) - GAP + BOTTOM
    with fixed_rules():
        canvas = Canvas(height)
        if line:
            _name_line(canvas, line, _x(scale, line.value, right))
        y = top
        for strip in strips:
            _draw_strip(canvas, strip, y, scale, right, line)
            y += strip.height
        for tick in scale.ticks:
            canvas.write(_x(scale, tick, right), height - BOTTOM + 32, scale.written(tick), "middle", MUTED)
        return canvas.drawing(), tuple(canvas.texts)


def _draw_strip(canvas: Canvas, strip: Strip, top: float, scale: Scale, right: float, line: Line | None) -> None:
    for position, text in enumerate(strip.label, start=1):
        canvas.write(0, top + position * LINE_HEIGHT - 6, text)
    bottom = top + strip.height - GAP
    axes = canvas.panel(LEFT, bottom - MARK, right, bottom)
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(0, MARK)
    for tick in scale.ticks:  # the lines of the scale run through the strips only, so that none crosses a label
        strong = tick == 0
        axes.plot((tick, tick), (0, MARK), color=MUTED, linewidth=1.2 if strong else 0.8, alpha=1 if strong else 0.4)
    if line:
        axes.plot((line.value, line.value), (0, MARK), color=INK, linewidth=1.8, dashes=(3, 2))
    _draw_mark(axes, strip.figure)
    canvas.write(right + BESIDE, bottom - MARK / 2 + TEXT_SIZE * 0.35, strip.written, "start", SERIES[0], bold=True)


def _draw_mark(axes: Axes, figure: Figure) -> None:
    estimate, middle = figure.estimate, MARK / 2
    if estimate.low is not None:
        axes.plot((estimate.low, estimate.high), (middle, middle), color=SERIES[0], linewidth=2.4)
        for end in (estimate.low, estimate.high):
            axes.plot((end, end), (middle - CAP, middle + CAP), color=SERIES[0], linewidth=2.4)
    axes.plot([estimate.value], [middle], "o", color=SERIES[0], markersize=12, markeredgewidth=0)


def _name_line(canvas: Canvas, line: Line, at: float) -> None:
    """The name of the dashed line above it; it moves aside rather than out of the drawing."""
    half = min(width_of(line.name), WIDTH) / 2
    canvas.write(min(max(at, half), WIDTH - half), LINE_HEIGHT - 6, line.name, "middle", INK)
    axes = canvas.panel(at - 1, LINE_HEIGHT + 2, at + 1, NAMED_LINE - 4)
    axes.plot((0.5, 0.5), (0, 1), color=INK, linewidth=1.8, dashes=(3, 2))
    axes.set_ylim(0, 1)


def _x(scale: Scale, value: float, right: float) -> float:
    return LEFT + (value - scale.low) / (scale.high - scale.low) * (right - LEFT)
