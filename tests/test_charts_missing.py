"""What a chart without figures says: who is asked for them, or where they come from."""

from dataclasses import replace

from analysis import programme as programmes
from analysis.charts.missing import nothing_to_draw
from analysis.language import render
from analysis.programme import Indicator


def said(indicator: Indicator) -> str:
    return " ".join(render(sentence, "en") for sentence in nothing_to_draw(indicator).sentences)


def test_a_figure_of_official_statistics_is_not_asked_of_an_owner() -> None:
    official = next(each for each in programmes.load("kauniainen").indicators if each.official and not each.reporters)
    assert "It comes from official statistics" in said(official)
    assert "names no owner" not in said(official)
    assert "names no owner" in said(replace(official, official=()))
