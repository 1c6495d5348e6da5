"""What matplotlib draws, made fit for a page: small, without ids, fonts or a style sheet, coloured by the page.

matplotlib writes a free-standing file: a prolog, metadata, a style sheet that would leak into the whole page, ids that
two charts on one page would share, and a font list for every word. Only the marks and the words are kept here, in whole
units, and marks that look alike are written together. Colours become the page's custom properties, so that one drawing
serves the light, the dark and the printed page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"

INK = "#1b1b1b"
MUTED = "#6b6b6b"
BAND = "#d6e6f2"
SERIES = ("#0072b2", "#b34700", "#6b2e83")
TEXT_SIZE = 22  # in units of the drawing: the room that every label is given
# A drawing shrinks with its page, and its text must not become too small to read. So the text has the full size on a
# telephone, where a unit is less than half a pixel, and comes down to the size of the page's own text on a wide screen.
FITTING_TEXT = "clamp(17px, 26.7px - 1.32vw, 22px)"
WIDTH_ON_PAGE = 680  # pixels, where there is room for them; the page's style sheet holds it to its column

# The fallbacks serve JupyterLab, which has none of the report's properties and may be dark: ink follows its text.
PAGE_COLOURS = {
    INK: "var(--ink, currentColor)",
    MUTED: "var(--muted, #6b6b6b)",
    BAND: "var(--band, #d6e6f2)",
    SERIES[0]: "var(--series-1, #0072b2)",
    SERIES[1]: "var(--series-2, #b34700)",
    SERIES[2]: "var(--series-3, #6b2e83)",
    "#ffffff": "var(--paper, #ffffff)",
}

# What SVG takes for granted, what the root says for all, and what the page decides.
INITIAL = {"stroke-linecap": "butt", "text-anchor": "start", "fill-opacity": "1", "fill": "none"}
SMALL = 20  # half the width of the largest mark of a figure; what is larger is an area
LEFT_OUT = {"font-family", "stroke-miterlimit", "font", "stroke-linejoin"}

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
STEP = re.compile(r"([MLCQ])((?:[^A-Za-z]|e)*)|([zZ])")


@dataclass(frozen=True)
class Mark:
    """One thing that is drawn: its element, how it looks, and what is its own (a path's course, a word's place)."""

    tag: str
    looks: str
    own: str
    text: str = ""


def fit_for_a_page(drawing: str, width: int, height: int) -> str:
    """The drawing as one `svg` element of the page, scaled by its `viewBox`."""
    root = ElementTree.fromstring(drawing)
    shapes = {path.get("id"): path for path in root.iter(f"{SVG}path") if path.get("id")}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" '
        f'width="{WIDTH_ON_PAGE}" font-size="{FITTING_TEXT}" fill="none" stroke-linejoin="round">'
        f"{''.join(_written(_marks(root, shapes)))}</svg>"
    )


def _written(marks: Iterable[Mark]) -> Iterator[str]:
    """Neighbours that look alike together: paths as one path, words as one group."""
    for (tag, looks), alike in groupby(marks, key=lambda mark: (mark.tag, mark.looks)):
        several = list(alike)
        if tag == "path":
            yield f'<path d="{"".join(mark.own for mark in several)}"{looks}/>'
        elif len(several) == 1:
            yield _element(several[0], looks)
        else:
            yield f"<g{looks}>{''.join(_element(mark, '') for mark in several)}</g>"


def _element(mark: Mark, looks: str) -> str:
    return f"<{mark.tag}{mark.own}{looks}>{mark.text}</{mark.tag}>" if mark.text else f"<{mark.tag}{mark.own}{looks}/>"


def _marks(node: ElementTree.Element, shapes: dict[str | None, ElementTree.Element]) -> Iterator[Mark]:
    for child in node:
        if child.tag == f"{SVG}g":
            yield from _marks(child, shapes)
        elif child.tag == f"{SVG}path" and _is_seen(child):
            yield Mark("path", _looks(_style(child)), _course(child.get("d", "")))
        elif child.tag == f"{SVG}use":
            yield _shape(child, shapes[child.get(LINK, "#")[1:]])
        elif child.tag == f"{SVG}text":
            place = f' x="{_rounded(child.get("x", "0"))}" y="{_rounded(child.get("y", "0"))}"'
            yield Mark("text", _looks(_style(child)), place, child.text or "")


def _shape(use: ElementTree.Element, shape: ElementTree.Element) -> Mark:
    """A shape in place of a reference to one: a reference needs an id, and ids must differ over a whole page.

    A filled circle or square is a line of no length with a round or square end, which is as small as a mark can be.
    """
    outline, style = shape.get("d", ""), _style(use)
    x, y = float(use.get("x", "0")), float(use.get("y", "0"))
    half = max(abs(float(number)) for number in NUMBER.findall(outline))
    if "C" in outline and style.get("stroke", "none") != "none":
        return Mark("circle", _looks(style), f' cx="{_rounded(x)}" cy="{_rounded(y)}" r="{_rounded(half, 1)}"')
    corners = outline.count("L")
    if half < SMALL and style.get("stroke", "none") == "none" and ("C" in outline or corners == 3):
        end = "round" if "C" in outline else "square"
        looks = {"stroke": style["fill"], "stroke-width": _rounded(2 * half, 1), "stroke-linecap": end}
        return Mark("path", _looks(looks), f"M{_rounded(x)} {_rounded(y)}h0")
    return Mark("path", _looks(style), _course(outline, x, y))


def _is_seen(element: ElementTree.Element) -> bool:
    style = _style(element)
    return style.get("stroke", "none") != "none" or style.get("fill") != "none"


def _style(element: ElementTree.Element) -> dict[str, str]:
    return dict(part.split(": ") for part in element.get("style", "").split("; ") if part)


def _looks(style: dict[str, str]) -> str:
    """The style as presentation attributes, a page may forbid inline styles; without what holds anyway."""
    kept = []
    for name, value in style.items():
        value = value.removesuffix("px")
        if name in LEFT_OUT or INITIAL.get(name) == value or (name, value) == ("font-size", str(TEXT_SIZE)):
            continue
        kept.append(f' {name}="{PAGE_COLOURS.get(value.lower(), _tenths(value))}"')
    return "".join(kept)


def _course(path: str, x: float = 0, y: float = 0) -> str:
    """A path moved by `x`, `y`, in whole units, with level and upright lines in their short form."""
    written, last = [], ("", "")
    for letter, numbers, end in STEP.findall(path):
        if end:
            written.append("z")
            continue
        given = [float(number) for number in NUMBER.findall(numbers)]
        places = [_rounded(number + (y if position % 2 else x)) for position, number in enumerate(given)]
        here = (places[-2], places[-1])
        if letter != "L":
            written.append(letter + " ".join(places))
        elif here[0] == last[0] and here[1] != last[1]:
            written.append(f"V{here[1]}")
        elif here[1] == last[1] and here[0] != last[0]:
            written.append(f"H{here[0]}")
        elif here != last:
            written.append("L" + " ".join(places))
        last = here
    return "".join(written)


def _tenths(text: str) -> str:
    """A list of numbers, or none, with one decimal each."""
    return NUMBER.sub(lambda match: _rounded(match[0], 1) if "." in match[0] else match[0], text)


def _rounded(number: str | float, decimals: int = 0) -> str:
    return f"{round(float(number), decimals) + 0.0:.{decimals}f}".removesuffix(".0")
