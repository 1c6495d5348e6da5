"""A panel with time along it: its scale, its years, the review period, and series of figures with intervals."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.assessment.nouns import Figure
from analysis.charts.canvas import BAND, INK, MUTED, REVIEW_PERIOD, SERIES, TEXT_SIZE, WIDTH, Canvas, width_of
from analysis.charts.scale import Scale
from analysis.message import Span, Value
from analysis.period import Grain, Period, Review

Connected = Callable[[Period, Period], bool]  # whether a line may join the figures of two periods


def always(earlier: Period, later: Period) -> bool:
    return True


MOST_YEARS = 6
MARKED = 12  # figures: with more, the marks would hide the line
FAR = 1.6  # times the usual distance between two figures: one year of a yearly series is missing
BAND_FROM = 3  # figures: two intervals joined by a band would claim to know the years between
BASELINE_SHIFT = TEXT_SIZE * 0.35  # from the middle of a line of text down to its baseline
ABOVE, BELOW = 14, 30  # from a mark to the baseline of a label above or below it
BESIDE = 10  # from the panel to the numbers of its scale and to the labels at its right edge
ROOM_ABOVE, ROOM_FOR_NAME, ROOM_BELOW = 18, 46, 48  # of a panel alone; the second where the review is named
NARROWEST = 240  # units: the least that a panel keeps of the drawing's width, whatever its labels need


@dataclass(frozen=True)
class Style:
    """How a series is told from another: by colour, by dashes and by the shape of its marks, never by colour alone."""

    colour: str
    dashes: tuple[float, ...]
    marker: str


STYLES = (
    Style(SERIES[0], (), "o"),
    Style(SERIES[1], (7, 4), "s"),
    Style(SERIES[2], (2, 3), "^"),
)


def shades(review: Review | None, periods: Sequence[Period]) -> bool:
    """Whether the ground of the review tells anything: not where it would lie under every figure, or under none."""
    return review is not None and len({review.covers(period) for period in periods}) == 2


def sides(scales: Sequence[Scale], labels: Sequence[Value]) -> tuple[float, float]:
    """The left and right edge of panels that leave room for the numbers of their scales and the labels beside them."""
    left = BESIDE + max(width_of(scale.written(tick)) for scale in scales for tick in scale.ticks)
    right = WIDTH - BESIDE - max(width_of(label, bold=True) for label in labels)
    return round(left), round(max(right, left + NARROWEST))


class TimePanel:
    """A rectangle of the canvas in which `figures` can be drawn. Edges are in units from the upper left corner."""

    def __init__(
        self, canvas: Canvas, edges: tuple[float, float, float, float], periods: Sequence[Period], scale: Scale
    ):
        self.canvas, self.scale = canvas, scale
        self.left, self.top, self.right, self.bottom = edges
        self.periods = sorted(set(periods))
        first, last = self.periods[0].when, self.periods[-1].when
        margin = 0.5 if first == last else (last - first) * 0.04
        self.first, self.last = first - margin, last + margin
        self._axes = canvas.panel(*edges)
        self._axes.set_xlim(self.first, self.last)
        self._axes.set_ylim(scale.low, scale.high)

    def x(self, when: float) -> float:
        return self.left + (when - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.scale.low) / (self.scale.high - self.scale.low) * (self.bottom - self.top)

    def draw_scale(self) -> None:
        """The lines of the scale with their numbers at the left, zero a little stronger."""
        for tick in self.scale.ticks:
            strong = tick == 0
            self._axes.plot(
                (self.first, self.last),
                (tick, tick),
                color=MUTED,
                linewidth=1.2 if strong else 0.8,
                alpha=1 if strong else 0.35,
            )
            self.canvas.write(self.left - BESIDE, self.y(tick) + BASELINE_SHIFT, self.scale.written(tick), "end", MUTED)

    def draw_years(self) -> None:
        """The years of the figures along the bottom: the first, the last, and as many between as there is room for."""
        labels = [(self.x(period.when), _year(period, self.periods)) for period in self.periods]
        room = max(width_of(label) for _, label in labels) + 10
        chosen: list[tuple[float, Value]] = [labels[-1]]
        if labels[-1][0] - labels[0][0] >= room:
            chosen.append(labels[0])
        between = (self.right - self.left) / (MOST_YEARS - 1)
        for x, label in labels[1:-1]:
            if all(abs(x - other) >= max(room, between * 0.9) for other, _ in chosen):
                chosen.append((x, label))
        for x, label in chosen:
            self._axes.plot(*self._mark(x), color=MUTED, linewidth=1)
            self.canvas.write(x, self.bottom + 30, label, "middle", MUTED)

    def _mark(self, x: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """A short mark under the bottom line at `x` units, in the panel's own numbers."""
        when = self.first + (x - self.left) / (self.right - self.left) * (self.last - self.first)
        below = self.scale.low - 6 * (self.scale.high - self.scale.low) / (self.bottom - self.top)
        return (when, when), (self.scale.low, below)

    def draw_review(self, review: Review, named: bool = True) -> None:
        """The years that are judged as a shaded ground, unless that would shade every figure there is."""
        if not shades(review, self.periods):
            return
        begin, end = self._review_edges(review)
        self._axes.axvspan(begin, end, color=MUTED, alpha=0.1, linewidth=0)
        if named:
            fits = self.x(begin) + width_of(REVIEW_PERIOD) <= WIDTH
            x, anchor = (self.x(begin), "start") if fits else (self.right, "end")
            self.canvas.write(x, self.top - 12, REVIEW_PERIOD, anchor, MUTED)

    def _review_edges(self, review: Review) -> tuple[float, float]:
        """Halfway between the last figure before the review and its first one, and the same at its end."""
        inside = [period.when for period in self.periods if review.covers(period)]
        before = [period.when for period in self.periods if review.follows(period)]
        after = [period.when for period in self.periods if review.precedes(period)]
        begin = (before[-1] + inside[0]) / 2 if before else self.first
        return begin, (inside[-1] + after[0]) / 2 if after else self.last

    def draw_target(self, value: float) -> None:
        self._axes.plot((self.first, self.last), (value, value), color=INK, linewidth=1.6, dashes=(3, 3))

    def draw(self, figures: Sequence[Figure], style: Style, connected: Connected = always, shift: float = 0) -> None:
        """One series: its line, its marks and its intervals. The line is broken where two figures are not `connected`.

        `shift` moves the marks sideways by some units, so that the intervals of two series do not cover each other.
        """
        by = shift / (self.right - self.left) * (self.last - self.first)
        certain = [figure for figure in figures if figure.estimate.low is not None]
        for run in _runs(certain, connected):
            lows, highs = zip(*((figure.estimate.low, figure.estimate.high) for figure in run), strict=True)
            if len(certain) >= BAND_FROM and len(run) > 1 and not shift:
                self._axes.fill_between([figure.period.when for figure in run], lows, highs, color=BAND, linewidth=0)
                continue
            for figure, low, high in zip(run, lows, highs, strict=True):
                self._axes.plot([figure.period.when + by] * 2, (low, high), color=style.colour, linewidth=2)
        for run in _runs(figures, connected):
            line = self._axes.plot(
                [figure.period.when + by for figure in run],
                [figure.estimate.value for figure in run],
                color=style.colour,
                linewidth=2.6,
                marker=style.marker if len(figures) <= MARKED or len(run) == 1 else "",
                markersize=9,
                markeredgewidth=0,
            )[0]
            if style.dashes:
                line.set_dashes(style.dashes)

    def draw_ring(self, figure: Figure, style: Style) -> None:
        """A ring around one figure, to point at it: the baseline."""
        ends = ([figure.period.when], [figure.estimate.value])
        self._axes.plot(
            *ends, "o", markersize=12, markerfacecolor="#ffffff", markeredgecolor=style.colour, markeredgewidth=2.6
        )

    def free_place(self, x: float, width: float, figures: Sequence[Figure]) -> float:
        """The height at which a label of this width from `x` on stands clear of the series: above it, or below."""
        near = [figure for figure in figures if x - 40 <= self.x(figure.period.when) <= x + width + 40]
        highs = [self.y(max(figure.estimate.value, figure.estimate.high or figure.estimate.value)) for figure in near]
        lows = [self.y(_lowest(figure)) for figure in near]
        above = min(highs, default=self.top) - ABOVE
        below = max(lows, default=self.bottom) + BELOW
        return above if above >= self.top + 6 or below > self.bottom - 6 else below


def panel_alone(
    edges: tuple[float, float], height: float, periods: Sequence[Period], scale: Scale, review: Review | None
) -> TimePanel:
    """A canvas of its own with one panel between the left and right edge: its review, its scale and its years."""
    top = ROOM_FOR_NAME if shades(review, periods) else ROOM_ABOVE
    left, right = edges
    panel = TimePanel(Canvas(top + height + ROOM_BELOW), (left, top, right, top + height), periods, scale)
    if review:
        panel.draw_review(review)
    panel.draw_scale()
    panel.draw_years()
    return panel


def _lowest(figure: Figure) -> float:
    return figure.estimate.value if figure.estimate.low is None else figure.estimate.low


def _year(period: Period, periods: Sequence[Period]) -> Value:
    """The year alone where that says which figure is meant, else the month or school year."""
    alone = sum(other.year == period.year for other in periods) == 1
    return Span(str(period.year)) if alone and period.grain is not Grain.SCHOOL_YEAR else Span(period.text)


def _runs(figures: Sequence[Figure], connected: Connected) -> list[list[Figure]]:
    """The figures in runs that a line may join: it does not cross years about which nothing is known."""
    far = far_apart([figure.period for figure in figures])
    runs: list[list[Figure]] = []
    for figure in figures:
        before = runs[-1][-1].period if runs else None
        if before is None or not connected(before, figure.period) or (before, figure.period) in far:
            runs.append([])
        runs[-1].append(figure)
    return runs


def far_apart(periods: Sequence[Period]) -> list[tuple[Period, Period]]:
    """The pairs of neighbours that lie farther apart than the figures of the series usually do."""
    pairs = list(pairwise(periods))
    if len(pairs) < 2:
        return []
    usual = statistics.median(later.when - earlier.when for earlier, later in pairs)
    return [(earlier, later) for earlier, later in pairs if later.when - earlier.when > FAR * usual]
