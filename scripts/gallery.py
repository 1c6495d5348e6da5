"""Show each kind of chart in docs/gallery.md: python scripts/gallery.py REPORT, a finished report of the example."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.display.blocks import BLOCK_MIME
from analysis.display.drawing import drawing
from analysis.language import render
from analysis.message import from_json

DOCS = Path(__file__).resolve().parents[1] / "docs"
# chart: (notebook of the report, id of the cell, when to use it)
CHARTS = {
    "path": (
        "goals/youth-unemployment",
        "chart",
        "One indicator over the years: interval as a band, baseline, target, review.",
    ),
    "gap": ("school", "gap-chart", "Two groups and the gap between them, with the intervals of both."),
    "intervals": (
        "school",
        "schools-chart",
        "Several shares side by side, each a dot with its interval. Never ordered by rate.",
    ),
    "composition": (
        "population",
        "languages-chart",
        "How a whole is made up, largest part first, with what is withheld named.",
    ),
    "small-multiples": (
        "population",
        "groups-chart",
        "Several series that do not share a scale or a population, one panel each.",
    ),
    "funnel": (
        "school",
        "funnels",
        "One municipality among its peers, with the limits that chance alone would keep to. No names, no ranks.",
    ),
}
INTRODUCTION = """# The charts

Each kind of chart once, from the report of the invented example municipality. Every chart states its main point
above it, carries a description for screen readers that is made from the same numbers, and has those numbers in a table
beside it. Series are told apart by dash and marker as well as by colour. What the functions take:
[charts.md](charts.md). This page is made by `scripts/gallery.py`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Make docs/gallery.md and its pictures.")
    parser.add_argument("report", type=Path, help="a finished report of the example")
    parser.add_argument("--docs", type=Path, default=DOCS, help="where the page is written")
    arguments = parser.parse_args()
    make(arguments.report, arguments.docs)


def make(report: Path, docs: Path) -> None:
    pictures = docs / "images" / "charts"
    pictures.mkdir(parents=True, exist_ok=True)
    sections = [INTRODUCTION]
    for name, (notebook, cell, use) in CHARTS.items():
        figure = next(figures(report / "notebooks" / f"{notebook}.ipynb", cell))
        title, description = (render(from_json(figure[part]), "en") for part in ("title", "description"))
        (pictures / f"{name}.svg").write_text(picture(figure, name, title, description), encoding="utf-8", newline="\n")
        sections.append(f"## {name.replace('-', ' ').capitalize()}\n\n{use}\n\n**{title}**\n")
        sections.append(f"![{description}](images/charts/{name}.svg)\n\n*Description:* {description}\n")
    (docs / "gallery.md").write_text("\n".join(sections), encoding="utf-8", newline="\n")


def figures(notebook: Path, cell: str) -> Iterator[Mapping[str, Any]]:
    """The figures that a cell of an executed notebook shows."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    [shown] = [each for each in cells if each["id"] == cell]
    for output in shown["outputs"]:
        yield from _figures(output["data"][BLOCK_MIME])


def _figures(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if block["block"] == "figure":
        yield block
    for part in block.get("blocks", ()):
        yield from _figures(part)


def picture(figure: Mapping[str, Any], name: str, title: str, description: str) -> str:
    """A chart as a file of its own: on white paper, in English."""
    texts = [render(from_json(text), "en") for text in figure["texts"]]
    svg = str(drawing(figure["svg"], name, title, description, texts))
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    opened = svg.replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" color="#1b2226" font-family="sans-serif" ', 1
    )
    head, _, rest = opened.partition("</desc>")
    return f"{head}</desc>{paper}{rest}\n"


if __name__ == "__main__":
    main()
