"""The style sheet of the pages: text can be read in light and in dark, and no colour is missing."""

import re

import pytest

from analysis.charts.cleaning import PAGE_COLOURS
from analysis.report.shell import TEMPLATES
from analysis.vocabulary import Verdict

SHEETS = ("report.css", "filters.css", "chooser.css")
STYLE = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SHEETS)
SCHEMES = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#\w{6});", scheme)) for scheme in SCHEMES)
TEXT_ON = {  # text colour: what it stands on
    "ink": ("ground", "paper", "soft", "good-soft", "forward-soft", "back-soft", "both-soft", "calm-soft"),
    "muted": ("ground", "paper", "soft", "good-soft", "forward-soft", "back-soft", "both-soft", "calm-soft"),
    "link": ("ground", "paper", "soft"),
    "on-brand": ("brand",),
    "on-brand-muted": ("brand",),
    "on-invented": ("invented",),
    "good": ("good-soft", "paper", "soft"),
    "forward": ("forward-soft", "paper", "soft"),
    "back": ("back-soft", "paper", "soft"),
    "both": ("both-soft", "paper", "soft"),
    "calm": ("calm-soft", "paper", "soft"),
    "series-1": ("paper", "band"),
    "series-2": ("paper",),
    "series-3": ("paper",),
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_reckons_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the grey that just fails, well known


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "grounds"), TEXT_ON.items(), ids=TEXT_ON)
def test_text_can_be_read_in_both_schemes(scheme: dict[str, str], text: str, grounds: tuple[str, ...]) -> None:
    wanted = 3.0 if text == "series-1" else 4.5  # a line of a chart crosses its band; its label stands on the paper
    for ground in grounds:
        least = wanted if ground == "band" else 4.5
        assert contrast(scheme[text], scheme[ground]) >= least, f"{text} on {ground}"


def test_both_schemes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert set(re.findall(r"var\(--([\w-]+)", STYLE)) <= LIGHT.keys() | {"verdict", "tint", "edge"}


def test_dark_changes_nothing_but_colours() -> None:
    """So by dark only the rules of axe that look at colours are asked (test_in_browser.py)."""
    assert re.findall(r"@media[^{]*prefers-color-scheme[^{]*", STYLE) == [
        "@media screen and (prefers-color-scheme: dark) "
    ]
    (dark,) = re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{([^{}]*)\}\s*\}", STYLE)
    assert re.sub(r"--[\w-]+: #\w{6};", "", dark).strip() == ""


def test_the_page_has_every_colour_that_a_chart_asks_for() -> None:
    wanted = {name for colour in PAGE_COLOURS.values() for name in re.findall(r"var\(--([\w-]+)", colour)}
    assert wanted
    assert wanted <= LIGHT.keys()


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_colour(verdict: Verdict) -> None:
    assert f".v-{verdict}" in STYLE
