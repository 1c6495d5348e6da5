"""A drawing whose words and numbers are tokens, so that it is drawn once and read in three languages.

The drawing is 640 units wide and as high as its content. Every label has the room that
its text needs at the size of a telephone (see `cleaning`), which is 22 units. Hence few labels.

Everything is fixed: the rectangles of the panels, the rules of matplotlib (whatever the reader's own settings are), the
order of the marks. Equal numbers give equal bytes.
"""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from analysis.charts.cleaning import BAND, INK, MUTED, SERIES, TEXT_SIZE, fit_for_a_page
from analysis.language import render
from analysis.message import LANGUAGES, Message, Name, Value, Verbatim, say

__all__ = ["BAND", "INK", "LINE_HEIGHT", "MUTED", "SERIES", "TEXT_SIZE", "WIDTH", "Canvas", "width_of", "wrapped"]

WIDTH = 640
LINE_HEIGHT = 30
LATIN = range(0x20, 0x7F)  # the letters that nearly every label is written with
UNITS_PER_INCH = 72  # matplotlib's points: one unit of the drawing is one of its points

# The words that are drawn and their longest translation. Reading the catalogues for it would keep every notebook
# waiting, so they stand here, and a test looks whether a catalogue has a longer one.
REVIEW_PERIOD, TARGET = say("Review period"), say("Target")
LONGEST = {
    REVIEW_PERIOD.text: "Utvärderingsperiod",
    TARGET.text: "Tavoitearvo",
    "Target: {value}": "Tavoitearvo: {value}",
    "Baseline: {value}": "Utgångsläge: {value}",
    "The group itself": "The group itself",
    "The group of comparison": "The group of comparison",
    "All residents: {share} ({period})": "Kaikki asukkaat: {share} ({period})",
    "Persons in the group": "Antal personer i gruppen",
    "Peers: {level}": "Jämförelse: {level}",
    "{level} limit": "{level}:n raja",
}

RULES = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kotoarvio",
    "path.simplify": False,
    "axes.unicode_minus": False,
    "lines.solid_capstyle": "butt",
}


class Canvas:
    """An empty drawing, its panels and its words."""

    def __init__(self, height: int):
        self.height = height
        self.texts: list[Value] = []
        self._figure = Figure(figsize=(WIDTH / UNITS_PER_INCH, height / UNITS_PER_INCH), dpi=UNITS_PER_INCH)
        FigureCanvasSVG(self._figure)

    def panel(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """A bare rectangle to draw in, given by its edges in units from the drawing's upper left corner."""
        edges = (left / WIDTH, 1 - bottom / self.height, (right - left) / WIDTH, (bottom - top) / self.height)
        panel = self._figure.add_axes(edges)
        panel.set_axis_off()
        return panel

    def token(self, value: Value) -> str:
        """The sign that stands for a word or number until a page is made in one language."""
        if value not in self.texts:
            self.texts.append(value)
        return f"⟦{self.texts.index(value)}⟧"

    def write(
        self, x: float, y: float, value: Value, anchor: str = "start", colour: str = INK, bold: bool = False
    ) -> None:
        """A label whose baseline starts, has its middle or ends at `x`, `y`, in units from the upper left corner."""
        self._figure.text(
            x / WIDTH,
            1 - y / self.height,
            self.token(value),
            ha={"start": "left", "middle": "center", "end": "right"}[anchor],
            va="baseline",
            color=colour,
            fontsize=TEXT_SIZE,
            fontweight="bold" if bold else "normal",
        )

    def drawing(self) -> str:
        """The finished drawing, ready to stand in a page."""
        written = io.StringIO()
        self._figure.savefig(written, format="svg", metadata={"Date": None}, transparent=True)
        return fit_for_a_page(written.getvalue(), WIDTH, self.height)


@contextmanager
def fixed_rules() -> Iterator[None]:
    """matplotlib's own defaults and ours, whatever settings file the reader's machine has; restored afterwards."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RULES)
        yield


def warm_up() -> None:
    """Draw a little of everything once, for all processes that are forked from this one: they need not find the fonts,
    measure the letters and compile the patterns again.
    """
    with fixed_rules():
        canvas = Canvas(LINE_HEIGHT)
        canvas.panel(0, 0, WIDTH, LINE_HEIGHT).plot([0, 1], [0, 1])
        for bold in (False, True):
            canvas.write(0, LINE_HEIGHT, Verbatim("0"), bold=bold)
            for letter in map(chr, LATIN):
                _advance(letter, bold)
        canvas.drawing()


def width_of(value: Value, bold: bool = False) -> float:
    """The widest that a label can become in any language, in units, in a wide sans serif face."""
    return max(_measured(text, bold) for text in _readings(value))


def wrapped(name: Name, room: float) -> tuple[Name, ...]:
    """A name on as many lines as its longest language needs in `room` units; another language may leave some empty."""
    by_language = [_lines(text.split(), room) for text in (name.fi, name.sv, name.en)]
    return tuple(Name(*lines) for lines in itertools.zip_longest(*by_language, fillvalue=""))


def _lines(words: list[str], room: float) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _measured(longer, bold=False) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _readings(value: Value) -> list[str]:
    """A label in each language; of a message the longest translation, with its fields in each language."""
    if not isinstance(value, Message):
        return [render(value, language) for language in LANGUAGES]
    fields = {key: _readings(filling) for key, filling in value.values.items()}
    pattern = LONGEST.get(value.text, value.text)
    return [
        pattern.format_map({key: readings[position % len(readings)] for key, readings in fields.items()})
        for position in range(len(LANGUAGES))
    ]


def _measured(text: str, bold: bool) -> float:
    """The width of a text in DejaVu Sans, which matplotlib brings along and which is wider than most.

    Letter by letter: what draws a text together now and then is left out, so it has a little more room than it needs.
    """
    return sum(_advance(letter, bold) for letter in text)


@cache
def _advance(letter: str, bold: bool) -> float:
    font = _font(bold)
    glyph = font.load_glyph(font.get_char_index(ord(letter)))  # of a letter that it has not: its sign for that
    return glyph.linearHoriAdvance / 65536  # FreeType's own unit


@cache
def _font(bold: bool) -> FT2Font:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    # In memory: forked processes that read one open file take each other's place in it.
    face = io.BytesIO(Path(matplotlib.get_data_path(), "fonts", "ttf", name).read_bytes())
    font = FT2Font(face)
    font.set_size(TEXT_SIZE, UNITS_PER_INCH)
    return font
