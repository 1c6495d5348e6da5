"""A page explains nothing that its programme does not follow: such parts become one sentence."""

from typing import Any

import nbformat.v4 as v4
from bs4 import BeautifulSoup

from analysis.charts.missing import nothing_to_draw
from analysis.display.blocks import Block, Heading, group, paragraph
from analysis.message import say
from analysis.report.exporter import Reading, content

ABSENT = nothing_to_draw(None)
FIGURE = paragraph(say("No"))


def cell(block: Block) -> Any:
    data = {kind: value for kind, value in block._repr_mimebundle_().items() if "json" in kind}
    return v4.new_code_cell(outputs=[v4.new_output("execute_result", data)])


def page(*cells: str | Block) -> list[str]:
    made = [v4.new_markdown_cell(each) if isinstance(each, str) else cell(each) for each in cells]
    html = content(v4.new_notebook(cells=made), Reading("en", ""))
    return [each.get_text(" ", strip=True) for each in BeautifulSoup(html, "html.parser").find_all(["h2", "h3", "p"])]


def test_a_part_that_a_programme_does_not_follow_is_named_at_the_end_of_its_section() -> None:
    found = page("## Figures\n\n### Languages\n\nEach bar.", ABSENT, "### Citizenships\n\nAnother.", FIGURE, "## Next")
    assert found[:4] == ["Figures", "Citizenships", "Another.", "No"]
    assert "does not follow these things" in found[4] and "“Languages”" in found[4] and found[5] == "Next"


def test_what_stands_around_the_missing_chart_goes_with_it() -> None:
    found = page("## Figures", "### Languages\n\nEach bar.", ABSENT, "And the second bar.", group([]), ABSENT)
    assert found[0] == "Figures" and len(found) == 2 and "“Languages”" in found[1]


def test_a_part_of_which_anything_is_followed_stays_whole() -> None:
    found = page("### Languages\n\nEach bar.", ABSENT, "And this.", FIGURE)
    assert found[:2] == ["Languages", "Each bar."] and found[3:] == ["And this.", "No"]


def test_a_part_that_shows_nothing_or_a_figure_that_is_asked_for_stays() -> None:
    assert page("### Languages\n\nOnly prose.") == ["Languages", "Only prose."]
    assert "Languages" in page("### Languages", paragraph(say("No"), role="note"))


def test_a_heading_that_was_computed_begins_a_part_of_its_own() -> None:
    found = page("## Figures", "### Languages", ABSENT, group([Heading(say("Others"), 3), FIGURE]))
    assert found[:3] == ["Figures", "Others", "No"] and "“Languages”" in found[3]
