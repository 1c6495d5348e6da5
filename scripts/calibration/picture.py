"""docs/images/calibration.svg: false arrows by group size, in the colours of the report's charts."""

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.charts.canvas import BAND, INK, MUTED, SERIES, fixed_rules
from analysis.vocabulary import Kind
from calibration.cells import SAME, SAME_KNOWN, SIZES, STRANGERS, YEARS, Cell
from calibration.page import Measured

ALLOWED = 5.0
SHARES = (0.05, 0.15, 0.5)
TITLES = {STRANGERS: "Each year other people", SAME: "The same, flows not known", SAME_KNOWN: "The same, flows known"}


def picture(measured: Measured) -> str:
    """A column for each kind of residents, a row for each length: a line a share, and the five that are allowed."""
    with fixed_rules():
        figure = Figure(figsize=(10, 9))
        FigureCanvasSVG(figure)
        panels = figure.subplots(len(YEARS), len(TITLES), sharex=True, sharey=True)
        for line, years in zip(panels, YEARS, strict=True):
            for panel, residents in zip(line, TITLES, strict=True):
                _draw(panel, measured, residents, years)
        for panel, title in zip(panels[0], TITLES.values(), strict=True):
            panel.set_title(title, fontsize=11, color=INK, loc="left", fontweight="bold")
        for panel, years in zip(panels[:, 0], YEARS, strict=True):
            panel.set_ylabel(f"{years} years", fontsize=10, color=INK)
        for panel in panels[-1]:
            panel.set_xlabel("persons counted each year", fontsize=9, color=MUTED)
        figure.suptitle(
            "False arrows in 100 reviews in which nothing changed", x=0.02, ha="left", color=INK, fontsize=13
        )
        handles, labels = panels[0][0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="upper right", ncols=len(SHARES), frameon=False, fontsize=10)
        figure.tight_layout(rect=(0, 0, 1, 0.98))
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None}, facecolor="white")
        return written.getvalue()


def _draw(panel: Axes, measured: Measured, residents: str, years: int) -> None:
    panel.axhspan(0, ALLOWED, color=BAND, alpha=0.4, linewidth=0)
    for share, colour in zip(SHARES, SERIES, strict=False):
        line = {n: Cell(Kind.SHARE, n, share, years, residents) for n in SIZES}
        rates = {each.cell: 100 * each.false_arrows for each in measured.still}
        shown = {n: rates[cell] for n, cell in line.items() if cell in rates}
        label = f"{100 * share:g} %"
        panel.plot(
            list(shown), list(shown.values()), color=colour, linewidth=1.6, marker="o", markersize=4, label=label
        )
    panel.axhline(ALLOWED, color=MUTED, linewidth=1, linestyle="--")
    panel.set_xscale("log")
    panel.set_ylim(0, 6)
    panel.set_xticks(SIZES, [f"{n:,}" for n in SIZES], fontsize=8, color=MUTED)
    panel.set_xticks([], minor=True)
    panel.tick_params(axis="y", labelsize=8, labelcolor=MUTED)
    for edge in ("top", "right"):
        panel.spines[edge].set_visible(False)
