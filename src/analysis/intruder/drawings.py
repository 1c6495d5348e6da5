"""The marks of a drawing, read back into numbers through its own scale: none may say more than the table beside it.

A drawing has whole units of 640, so that a mark tells its number to about one unit of its scale.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.intruder.showings import showings

Packed = Mapping[str, Any]
Point = tuple[float, float]
ELEMENT = re.compile(r"<(path|circle|text|g)\b([^>]*?)/?>([^<]*)")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
TOKEN = re.compile(r"⟦(\d+)⟧")
STEP = re.compile(r"([MLHVhz])([-\d. ]*)")
# What a drawing looks like (analysis.charts); importing it here would cost matplotlib. A test holds these to it.
SERIES, QUIET, BAND = "var(--series-", "var(--muted", "var(--band"  # how colours of data, scales and intervals begin
COURSES = ("2.6", "2.4")  # how wide the lines between marks are, and those of an interval
MIDDLE = 22 * 0.35  # units, from the baseline of a label up to its middle
NEAR = 2.0  # units: two roundings, of the mark and of the label of the scale
WIDE = 18.0  # units: half the height of a row of bars


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    number: float | None
    anchor: str
    colour: str


@dataclass(frozen=True)
class Drawing:
    """What is in a drawing: marks and the corners of intervals as points, bars as start, end and middle."""

    labels: list[Label] = field(default_factory=list)
    marks: list[Point] = field(default_factory=list)
    intervals: list[Point] = field(default_factory=list)
    bars: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Scale:
    """A line through two labels of a scale: `at` is a place in units, along x or y."""

    along: str
    place: float
    value: float
    per_unit: float
    ends: tuple[float, float]

    def holds(self, point: Point) -> bool:
        low, high = sorted(self.ends)
        return self.along == "x" or low - WIDE * 2 <= point[1] <= high + WIDE * 2

    def read(self, point: Point) -> float:
        return self.value + ((point[0] if self.along == "x" else point[1]) - self.place) * self.per_unit


def says_more(figure: Packed) -> bool:
    """Whether a mark or a label of the drawing has a number that neither its table nor its words have."""
    said = {scaled(s.number, s.is_share) for s in showings(figure)}
    drawing = _read(figure)
    scales = list(_scales(drawing.labels))
    ticks = {label for scale_labels in _tick_groups(drawing.labels) for label in scale_labels}
    # Of a label beside a mark the table has the same number, perhaps with more decimals.
    loose = [label for label in drawing.labels if label.number is not None and label not in ticks]
    if any(not _among(label.number, said, 0.051) for label in loose):
        return True
    if drawing.bars and not _bars_agree(drawing.bars, loose):
        return True
    for mark in drawing.marks:
        scale = next((scale for scale in scales if scale.holds(mark)), None)
        if scale is not None and not _among(scale.read(mark), said, abs(scale.per_unit) * NEAR):
            return True
    return any(not _beside_a_mark(corner, drawing.marks, scales) for corner in drawing.intervals)


def _beside_a_mark(corner: Point, marks: Sequence[Point], scales: Sequence[Scale]) -> bool:
    """Whether the interval is of a figure that is drawn: its ends follow from it, and need not stand in the table."""
    scale = next((scale for scale in scales if scale.holds(corner)), None)
    return any(abs(mark[0] - corner[0]) <= NEAR and (scale is None or scale.holds(mark)) for mark in marks)


def scaled(number: float, is_share: bool) -> float:
    """Shares in per cent, as an axis and a label read; everything else as it is."""
    return number * 100 if is_share else number


def _among(number: float | None, said: set[float], tolerance: float) -> bool:
    return number is not None and any(abs(abs(number) - abs(other)) <= tolerance for other in said)


def _bars_agree(bars: Sequence[tuple[float, float, float]], labels: Sequence[Label]) -> bool:
    """Each bar (start, end, middle) has its number beside it, and is as long as its number says."""
    named = []
    for start, end, middle in bars:
        beside = [each for each in labels if abs(each.y - MIDDLE - middle) < WIDE and abs(each.x - end) < 40]
        if not beside:
            return False
        named.append((end - start, min(beside, key=lambda each: abs(each.y - MIDDLE - middle)).number or 0.0))
    longest, most = max(named)
    return most > 0 and all(abs(length - number / most * longest) <= NEAR for length, number in named)


def _read(figure: Packed) -> Drawing:
    drawing = Drawing()
    group: dict[str, str] = {}
    for tag, written, text in ELEMENT.findall(figure["svg"]):
        looks = dict(ATTRIBUTE.findall(written))
        match tag:
            case "g":
                group = looks
            case "text":
                here = {**(group if "fill" not in looks else {}), **looks}
                place, kind = (float(here["x"]), float(here["y"])), (here.get("text-anchor", ""), here.get("fill", ""))
                drawing.labels.append(Label(*place, _number(figure, text), *kind))
            case "circle":
                drawing.marks.append((float(looks["cx"]), float(looks["cy"])))
            case _ if looks.get("stroke", "").startswith(SERIES) and "stroke-linecap" in looks:
                drawing.marks.extend(course[0] for course in _courses(looks["d"]))
            case _ if looks.get("stroke", "").startswith(SERIES) and looks.get("stroke-width") in COURSES:
                drawing.marks.extend(point for course in _courses(looks["d"]) for point in course)
            case _ if looks.get("fill", "").startswith(BAND):
                drawing.intervals.extend(point for course in _courses(looks["d"]) for point in course)
            case _ if looks.get("fill", "").startswith((SERIES, QUIET)) and not {"opacity", "stroke"} & looks.keys():
                for course in _courses(looks["d"]):
                    xs, ys = [x for x, _ in course], [y for _, y in course]
                    drawing.bars.append((min(xs), max(xs), (min(ys) + max(ys)) / 2))
    visible = [bar for bar in drawing.bars if bar[1] - bar[0] > 0 and not _tick_groups(drawing.labels)]
    return replace(drawing, bars=visible)


def _number(figure: Packed, text: str) -> float | None:
    token = TOKEN.search(text)
    value = figure["texts"][int(token[1])] if token else {}
    if "percent" in value:
        return scaled(value["percent"], True)
    return float(value["number"]) if "number" in value else None


def _courses(path: str) -> list[list[Point]]:
    """The corners of each piece of a path that is written in M, L, H, V, h and z."""
    courses: list[list[Point]] = []
    x = y = 0.0
    for letter, numbers in STEP.findall(path):
        given = [float(number) for number in numbers.split()]
        match letter:
            case "M":
                x, y = given[0], given[1]
                courses.append([(x, y)])
                continue
            case "L":
                x, y = given[0], given[1]
            case "H":
                x = given[0]
            case "V":
                y = given[0]
            case _:
                continue
        courses[-1].append((x, y))
    return courses


def _tick_groups(labels: Sequence[Label]) -> list[list[Label]]:
    """The labels of each scale: quiet numbers under one another at their ends, or beside one another."""
    quiet = [each for each in labels if each.number is not None and each.colour.startswith(QUIET)]
    groups: list[list[Label]] = []
    for label in quiet:
        last = groups[-1][-1] if groups else None
        upright = label.anchor == "end"
        if label.anchor not in ("end", "middle"):
            continue
        if last is not None and last.anchor == label.anchor:
            same = (label.x == last.x and label.y < last.y) if upright else label.y == last.y
            if same:
                groups[-1].append(label)
                continue
        groups.append([label])
    return [group for group in groups if len(group) > 1]


def _scales(labels: Sequence[Label]) -> Iterator[Scale]:
    for first, *_, last in _tick_groups(labels):
        upright = first.anchor == "end"
        start, end = (first.y - MIDDLE, last.y - MIDDLE) if upright else (first.x, last.x)
        assert first.number is not None
        assert last.number is not None
        yield Scale(
            "y" if upright else "x", start, first.number, (last.number - first.number) / (end - start), (start, end)
        )
