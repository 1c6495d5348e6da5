"""A funnel: a municipality among its peers by the size of the group, with the limits that chance alone would keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.charts import sentences
from analysis.charts.canvas import INK, LINE_HEIGHT, MUTED, SERIES, TEXT_SIZE, WIDTH, Canvas, fixed_rules, width_of
from analysis.charts.scale import Scale, scale_for
from analysis.display.blocks import Block, Figure, Heading, group, paragraph
from analysis.message import Message, Value, say
from analysis.tables import peers as table
from analysis.themes.peers import CHANCE, FAR, AmongPeers
from analysis.vocabulary import Kind
from analysis.wording import numbers
from analysis.wording import peers as words

HEIGHT, TOP, BELOW = 440, 20, 78
BESIDE = 10
POINTS = 24  # of each limit
SMALLEST = 0.6  # of the smallest group: where the limits begin
APART = 27  # between the baselines of two labels
ABOVE, UNDER = 14, 32  # from a mark to the baseline of its name
BASELINE_SHIFT = TEXT_SIZE * 0.35  # from the middle of a line of text down to its baseline
DASHES: dict[float, dict[str, tuple[float, ...]]] = {CHANCE: {"dashes": (6, 4)}, FAR: {}}


def funnels(found: Sequence[AmongPeers]) -> Block:
    """A section with a funnel for each figure that peers have too; nothing where there is none."""
    if not found:
        return group([])
    blocks: list[Block] = [Heading(say("Among similar municipalities"), 3), paragraph(_introduction())]
    for among in found:
        blocks += [funnel(among), paragraph(*words.sentences(among)), paragraph(*words.rule(among), role="note")]
    return group(blocks)


def funnel(among: AmongPeers) -> Figure:
    """The chart of one figure."""
    svg, texts = _draw(among)
    description = sentences.joined(words.description(among))
    return Figure(words.title(among), description, svg, texts, table.of_peers(among), among.indicator.title)


def _introduction() -> Message:
    return say(
        "Official statistics know the same figure of other municipalities. Each mark is a municipality; the farther to "
        "the right, the more persons it counts. Between the curves lie the shares that chance alone would give if the "
        "level were the same everywhere: wide for small groups, narrow for large ones. The peers were chosen by a rule "
        "of the programme file, before the figures were seen, and decide no verdict."
    )


@dataclass(frozen=True)
class _Field:
    """The rectangle of the drawing, in its units, and what its two directions mean."""

    left: float
    right: float
    across: Scale  # persons
    upward: Scale  # the figure
    top: float = TOP
    bottom: float = HEIGHT - BELOW

    def x(self, persons: float) -> float:
        return self.left + (persons - self.across.low) / (self.across.high - self.across.low) * (self.right - self.left)

    def y(self, value: float) -> float:
        part = (value - self.upward.low) / (self.upward.high - self.upward.low)
        return self.bottom - part * (self.bottom - self.top)


def _draw(among: AmongPeers) -> tuple[str, tuple[Value, ...]]:
    labels = _labels(among)
    field = _field(among, labels.values())
    sizes = _sizes(among, field.across.high)
    limits = {level: [_both(among, size, level) for size in sizes] for level in (CHANCE, FAR)}
    with fixed_rules():
        canvas = Canvas(HEIGHT)
        axes = _axes(canvas, field)
        axes.plot((sizes[0], field.across.high), (among.written(among.level),) * 2, color=MUTED, linewidth=1.6)
        for level, pairs in limits.items():
            for side in zip(*pairs, strict=True):
                drawn = [(x, y) for x, y in zip(sizes, side, strict=True) if y <= field.upward.high]
                axes.plot(*zip(*drawn, strict=True), color=MUTED, linewidth=1.4, **DASHES[level])
        for one in among.others:
            axes.plot([one.denominator], [among.written(one.share)], "o", color=MUTED, markersize=8, markeredgewidth=0)
        _draw_own(canvas, axes, among, field)
        ends = {0: among.written(among.level), CHANCE: limits[CHANCE][-1][1], FAR: limits[FAR][-1][1]}
        _name_lines(canvas, labels, ends, field)
        return canvas.drawing(), tuple(canvas.texts)


def _sizes(among: AmongPeers, last: float) -> list[int]:
    """The sizes at which the limits are worked out, closer to each other where they bend."""
    first = max(1, round(min(one.denominator for one in (*among.others, among.own)) * SMALLEST))
    ratio = (last / first) ** (1 / (POINTS - 1))
    return sorted({round(first * ratio**step) for step in range(POINTS)})


def _both(among: AmongPeers, size: int, level: float) -> tuple[float, float]:
    low, high = among.limits(size, level)
    return among.written(low), among.written(high)


def _field(among: AmongPeers, labels: Iterable[Message]) -> _Field:
    """Scales that hold every mark, and the limits of its smallest group."""
    groups = (*among.others, among.own)
    limit = _both(among, min(one.denominator for one in groups), FAR)[1]
    upward = scale_for(among.indicator.kind, [], [*(among.written(one.share) for one in groups), limit])
    across = scale_for(Kind.COUNT, [], [max(one.denominator for one in groups)])
    left = BESIDE + max(width_of(upward.written(tick)) for tick in upward.ticks)
    return _Field(left, WIDTH - BESIDE - max(width_of(label) for label in labels), across, upward)


def _axes(canvas: Canvas, field: _Field) -> Axes:
    across, upward = field.across, field.upward
    axes = canvas.panel(field.left, field.top, field.right, field.bottom)
    axes.set_xlim(across.low, across.high)
    axes.set_ylim(upward.low, upward.high)
    for tick in upward.ticks:
        width, alpha = (1.2, 1.0) if tick == 0 else (0.8, 0.4)
        axes.plot((across.low, across.high), (tick, tick), color=MUTED, linewidth=width, alpha=alpha)
        canvas.write(field.left - BESIDE, field.y(tick) + BASELINE_SHIFT, upward.written(tick), "end", MUTED)
    for tick in across.ticks:
        canvas.write(field.x(tick), field.bottom + LINE_HEIGHT, across.written(tick), "middle", MUTED)
    middle = (field.left + field.right) / 2
    canvas.write(middle, field.bottom + 2 * LINE_HEIGHT + 6, say("Persons in the group"), "middle", INK)
    return axes


def _draw_own(canvas: Canvas, axes: Axes, among: AmongPeers, field: _Field) -> None:
    """The municipality's own mark, larger and of another shape, with its name above or below it."""
    size, value = among.own.denominator, among.written(among.own.share)
    axes.plot([size], [value], "s", color=SERIES[0], markersize=13, markeredgewidth=0)
    half = width_of(among.municipality, bold=True) / 2
    x, y = min(max(field.x(size), field.left + half), field.right - half), field.y(value)
    baseline = min((y - ABOVE, y + UNDER), key=lambda place: _crowd(among, field, (x - half, x + half), place))
    canvas.write(x, baseline, among.municipality, "middle", SERIES[0], bold=True)


def _crowd(among: AmongPeers, field: _Field, across: tuple[float, float], baseline: float) -> int:
    """How many marks a label would cover; one that would leave the field covers more than all."""
    top = baseline - TEXT_SIZE
    if top < field.top or baseline > field.bottom:
        return len(among.others) + 1
    places = [(field.x(one.denominator), field.y(among.written(one.share))) for one in among.others]
    return sum(across[0] <= x <= across[1] and top <= y <= baseline for x, y in places)


def _labels(among: AmongPeers) -> dict[float, Message]:
    """The names of the lines: the two limits and, at 0, the level of the peers."""
    level = numbers.bound(among.indicator, among.written(among.level))
    return {
        0: say("Peers: {level}", level=level),
        CHANCE: say("{level} limit", level=words.level_of(CHANCE)),
        FAR: say("{level} limit", level=words.level_of(FAR)),
    }


def _name_lines(canvas: Canvas, labels: dict[float, Message], ends: dict[float, float], field: _Field) -> None:
    """Each name at the right end of its line, the level lowest, moved up where two would meet."""
    last = float("inf")
    for line, label in labels.items():
        last = min(field.y(ends[line]) + BASELINE_SHIFT, last - APART)
        canvas.write(field.right + BESIDE, last, label, "start", INK)
