"""Charts: drawn once, the same every time, readable in any language, and never showing what is not there."""

import dataclasses
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pytest
import town
from fontTools.ttLib import TTFont

from analysis import charts
from analysis.assessment.nouns import Assessment
from analysis.charts.canvas import LONGEST, TEXT_SIZE, WIDTH, width_of, wrapped
from analysis.charts.cleaning import PAGE_COLOURS
from analysis.charts.labels import labels
from analysis.charts.scale import scale_for
from analysis.display.blocks import Block, Figure, Group, Paragraph
from analysis.intervals import plain, share
from analysis.language import catalogues, render
from analysis.message import LANGUAGES, Message, Name, Percent, Verbatim
from analysis.period import Period, Review
from analysis.programme import Peers, Target
from analysis.programme.peers import LanguageStatus, Municipality
from analysis.themes.comparison import compare
from analysis.themes.composition import composition
from analysis.themes.peers import AmongPeers, Counted
from analysis.themes.series import by_part, series, several
from analysis.vocabulary import Direction, Kind, Origin, Reason, Role, Verdict

REVIEW = Review.parse("2018-2022")
FALL_AND_RISE = {2016: 900, 2018: 850, 2020: 800, 2022: 700, 2025: 1000}

INDICATORS = (
    town.indicator("unemployed-share", Kind.SHARE),
    town.indicator("long-rate", Kind.RATE, per=1000),
    town.indicator("foreign-background", Kind.COUNT),
    town.indicator("feedback", Kind.MEAN),
    town.indicator("answers", Kind.MEAN),
    town.indicator("leisure-foreign-language-share", Kind.SHARE),
    town.indicator("guardians", Kind.SHARE),
    town.indicator("foreign-language-share", Kind.SHARE),
    town.indicator("not-reported", Kind.SHARE),
    town.indicator("languages", Kind.COUNT, parts=town.parts("finnish", "estonian", "thai", "somali", "other")),
    town.indicator("learning-gap", Kind.GAP, population="foreign-language-pupils", reference="other-pupils"),
)
PROGRAMME = town.programme(*INDICATORS)

# Withheld in 2019; 14 of 118 in 2017, 40 of 133 in 2022.
UNEMPLOYED = ((2017, 14, 118), (2018, 20, 121), (2020, 31, 131), (2021, 26, 120), (2022, 40, 133))
GAPS = ((2018, 38, 62, 560, 700), (2020, 45, 70, 540, 690), (2022, 55, 75, 545, 695))
SPEAKERS = (("", 400), ("finnish", 300), ("estonian", 56), ("thai", 0), ("other", 28))

PUBLISHED = town.published(
    *(town.row("unemployed-share", str(year), numerator=x, denominator=n) for year, x, n in UNEMPLOYED),
    town.row("unemployed-share", "2019", status="withheld"),
    *(town.row("long-rate", str(year), value=13.4 + (year - 1990) * 1.4) for year in range(1990, 2013)),
    *(town.row("foreign-background", str(year), value=599 + (year - 2016) * 70) for year in range(2016, 2023)),
    town.row("answers", "2021", value=3.9),
    town.row("answers", "2022", value=4.1),
    town.row("feedback", "2022", value=4.1, denominator=50),
    town.row("feedback", "2022", part="standard_deviation", value=0.8),
    town.row("leisure-foreign-language-share", "2022", numerator=52, denominator=900),
    *(town.row("guardians", "2022", part=p, reporter=p, numerator=33, denominator=70) for p in ("sovv", "suus")),
    town.row("foreign-language-share", "2022", value=9.9),
    *(town.row("languages", "2022-12-31", part=part, value=value) for part, value in SPEAKERS),
    town.row("languages", "2022-12-31", part="somali", status="withheld"),
    *(
        town.row("learning-gap", str(year), group=group, numerator=x, denominator=n)
        for year, a, b, c, d in GAPS
        for group, x, n in (("foreign-language-pupils", a, b), ("other-pupils", c, d))
    ),
)


AMONG_PEERS = AmongPeers(
    indicator=INDICATORS[0],
    rule=Peers((), None, Municipality("999", LanguageStatus.BILINGUAL, "01", 1000), frozenset({"001", "002", "003"})),
    period=Period.parse("2022"),
    own=Counted(40, 133),
    others=(Counted(1, 9), Counted(30, 120), Counted(310, 1400)),
    source=None,
    municipality=Name("Mäntyharju", "Mäntyharju", "Mäntyharju"),
    invented=True,
)


def of(identity: str):
    return series(PROGRAMME, PUBLISHED, identity)


def assessment(identity: str, **changes) -> Assessment:
    """An assessment of the town's indicator, as `assessment.evaluate` would make one."""
    one = of(identity)
    values = {
        "indicator": one.indicator,
        "review": REVIEW,
        "baseline": one.figures[0] if one.figures else None,
        "latest": one.figures[-1] if one.figures else None,
        "series": one.figures,
        "change": None,
        "trend": None,
        "q_value": None,
        "verdict": Verdict.NO_CLEAR_CHANGE,
        "reason": Reason.CHANGE_UNCLEAR,
        "baseline_declared": True,
    }
    return Assessment(**{**values, **changes})


def with_target(value: float):
    target = Target(value, Kind.SHARE, "residents", Origin.PROGRAMME, town.name("target"))
    indicator = of("unemployed-share").indicator
    return dataclasses.replace(indicator, role=Role.HEADLINE, direction=Direction.DOWN, target=target)


EVERY_KIND = {
    "path": lambda: charts.path(of("unemployed-share"), REVIEW),
    "long path": lambda: charts.path(of("long-rate"), REVIEW),
    "single mean": lambda: charts.path(of("feedback"), REVIEW),
    "path of a mean": lambda: charts.path(of("answers"), REVIEW),
    "path to a target": lambda: charts.path(assessment("unemployed-share", indicator=with_target(0.0))),
    "single figure and a target": lambda: charts.path(
        assessment("unemployed-share", indicator=with_target(0.0), series=of("unemployed-share").figures[-1:])
    ),
    "gap": lambda: charts.gap(of("learning-gap"), REVIEW),
    "gap of an assessment": lambda: charts.gap(assessment("learning-gap")),
    "composition": lambda: charts.composition(composition(PROGRAMME, PUBLISHED, "languages", REVIEW)),
    "intervals": lambda: charts.intervals(
        compare([of("leisure-foreign-language-share")], REVIEW, of("foreign-language-share"))
    ),
    "intervals by part": lambda: charts.intervals(compare(by_part(PROGRAMME, PUBLISHED, "guardians"), REVIEW)),
    "funnel": lambda: charts.funnel(AMONG_PEERS),
    "small multiples": lambda: charts.small_multiples(
        several(PROGRAMME, PUBLISHED, ("unemployed-share", "foreign-background", "foreign-language-share")), REVIEW
    ),
}

every_kind = pytest.mark.parametrize("draw", EVERY_KIND.values(), ids=EVERY_KIND.keys())


def figures_in(block: Block) -> list[Figure]:
    if isinstance(block, Group):
        return [figure for inner in block.blocks for figure in figures_in(inner)]
    return [block] if isinstance(block, Figure) else []


def the_figure(block: Block) -> Figure:
    [figure] = figures_in(block)
    return figure


def said(block: Block) -> str:
    """Every note of a block in English."""
    if isinstance(block, Group):
        return " ".join(said(inner) for inner in block.blocks)
    return " ".join(render(one, "en") for one in block.sentences) if isinstance(block, Paragraph) else ""


def marks(figure: Figure, tag: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(figure.svg).iter() if one.tag.endswith("}" + tag)]


def anchors(figure: Figure) -> list[tuple[ElementTree.Element, str]]:
    """Each word with the point that it hangs on; words that look alike share a group."""
    found = []
    for around in ElementTree.fromstring(figure.svg).iter():
        for text in around.findall("{*}text"):
            found.append((text, text.get("text-anchor") or around.get("text-anchor") or "start"))
    return found


def strokes(figure: Figure) -> list[str]:
    """The separate strokes of the first series: each begins with a move of the pen."""
    paths = [one.get("d") for one in marks(figure, "path") if "series-1" in one.get("stroke", "")]
    return [stroke for path in paths for stroke in path.split("M") if stroke]


def points_of_lines(figure: Figure) -> list[int]:
    """How many figures each line of the first series joins."""
    return [len(re.findall("[LHV]", stroke)) + 1 for stroke in strokes(figure) if "L" in stroke]


def dots(figure: Figure) -> int:
    """How many figures are marked: a mark is a stroke of no length with a round end."""
    return sum(stroke.endswith("h0") for stroke in strokes(figure))


@every_kind
def test_a_drawing_is_one_small_element_without_ids_styles_or_addresses(draw) -> None:
    svg = the_figure(draw()).svg
    assert svg.startswith("<svg ") and len(svg) < 8 * 1024
    assert not re.search(r"\bid=|style|<script|<metadata|font-family|href|url\(|<!|<\?", svg)
    assert not re.search(r"\d\.\d\d", svg.partition(">")[2])  # a hundredth of a unit is nothing that anyone can see


@every_kind
def test_every_word_and_number_in_a_drawing_is_a_token_that_has_its_text(draw) -> None:
    figure = the_figure(draw())
    written = [text.text for text in marks(figure, "text")]
    assert all(re.fullmatch(r"⟦\d+⟧", one) for one in written)
    assert {int(one[1:-1]) for one in written} == set(range(len(figure.texts)))


@every_kind
def test_the_same_numbers_give_the_same_bytes_whatever_the_readers_own_settings_are(draw) -> None:
    once = draw()
    with matplotlib.rc_context({"lines.linewidth": 9, "font.size": 30, "svg.fonttype": "path"}):
        assert draw() == once
        assert matplotlib.rcParams["lines.linewidth"] == 9


@every_kind
def test_only_the_colours_of_the_page_are_used(draw) -> None:
    used = re.findall(r'(?:fill|stroke)="([^"]+)"', the_figure(draw()).svg)
    assert set(used) <= {*PAGE_COLOURS.values(), "none"}


@every_kind
def test_no_label_reaches_out_of_the_drawing_in_any_language(draw) -> None:
    figure = the_figure(draw())
    height = float(ElementTree.fromstring(figure.svg).get("viewBox").split()[3])
    for text, anchor in anchors(figure):
        x, y = float(text.get("x")), float(text.get("y"))
        for language in LANGUAGES:
            word = render(figure.texts[int(text.text[1:-1])], language)
            width = width_of(Verbatim(word))
            left = x - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
            assert left >= -1 and left + width <= WIDTH + 1, f"{language}: {word}"
        assert 16 <= y <= height - 4


def test_a_label_is_as_wide_as_its_letters_and_one_that_the_face_has_not_has_some_width_too() -> None:
    face = TTFont(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"))
    named, metrics = face.getBestCmap(), face["hmtx"]
    advances = sum(metrics[named[ord(letter)]][0] for letter in "Ab 1") / face["head"].unitsPerEm
    assert width_of(Verbatim("Ab 1")) == pytest.approx(advances * TEXT_SIZE, rel=1e-3)
    assert width_of(Verbatim("Ab 1"), bold=True) > width_of(Verbatim("Ab 1"))
    assert width_of(Verbatim("\u4e2d")) > 0


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_translation_of_a_drawn_word_is_longer_than_the_room_that_is_left_for_it(language) -> None:
    translated = catalogues.catalogue(language)
    for text, longest in LONGEST.items():
        assert width_of(Verbatim(translated.gettext(text))) <= width_of(Verbatim(longest)), text


@every_kind
def test_every_word_that_a_chart_draws_is_among_those_whose_translations_are_measured(draw) -> None:
    drawn = [text for text in the_figure(draw()).texts if isinstance(text, Message)]
    assert {text.text for text in drawn} <= {*LONGEST}


@every_kind
def test_a_chart_states_its_point_describes_itself_and_has_its_numbers_as_a_table(draw) -> None:
    figure = the_figure(draw())
    assert re.search(r"\d|than at first", render(figure.title, "en"))
    assert len(render(figure.description, "en")) > 60
    assert figure.table.rows and len(figure.table.columns) > 1


def test_a_withheld_figure_is_not_drawn_and_is_said_in_words() -> None:
    block = charts.path(of("unemployed-share"), REVIEW)
    figure = the_figure(block)
    assert dots(figure) == len(UNEMPLOYED)
    sentence = "Withheld to protect persons, and not drawn: 2019."
    assert sentence in render(figure.description, "en") and sentence in said(block)
    withheld = [[render(cell.value, "en") for cell in row.cells] for row in figure.table.rows][2]
    assert withheld == ["2019", "Withheld", "–", "–"]


def test_no_line_joins_the_figures_on_both_sides_of_a_withheld_one() -> None:
    figure = the_figure(charts.path(of("unemployed-share"), REVIEW))
    assert points_of_lines(figure) == [2, 3]  # 2017-2018, then 2020-2022


def test_a_title_that_stops_at_the_review_names_what_the_drawing_shows_after_it() -> None:
    rows = [town.row("foreign-background", str(year), value=value) for year, value in FALL_AND_RISE.items()]
    fallen_and_risen = series(PROGRAMME, town.published(*rows), "foreign-background")
    alone = the_figure(charts.path(fallen_and_risen, REVIEW))
    assert render(alone.title, "en") == "Lower than at first: 900 (2016), 700 (2022)"
    labels = [render(text, "en") for text in alone.texts]
    assert {"900", "700", "1,000 (2025)"} <= set(labels)
    beside = the_figure(charts.small_multiples([fallen_and_risen, of("unemployed-share")], REVIEW))
    assert "Lower at the end of the review than at first: “Foreign background”." in render(beside.title, "en")
    assert "1,000 (2025)" in [render(text, "en") for text in beside.texts]


def test_years_about_which_nothing_is_known_are_not_bridged() -> None:
    years = [*range(1990, 2000), 2020]
    published = town.published(*(town.row("foreign-background", str(year), value=year) for year in years))
    figure = the_figure(charts.path(series(PROGRAMME, published, "foreign-background")))
    assert points_of_lines(figure) == [10]  # 1990-1999; 2020 is a mark of its own
    assert "No figure between 1999 and 2020" in render(figure.description, "en")


def test_the_words_of_a_path_are_the_arithmetic_of_its_figures() -> None:
    description = render(the_figure(charts.path(of("unemployed-share"), REVIEW)).description, "en")
    assert f"First: {14 / 118:.1%} (2017). Last: {40 / 133:.1%} (2022)." in description
    assert f"Difference: +{100 * (40 / 133 - 14 / 118):.1f} percentage points." in description
    assert f"Highest: {40 / 133:.1%} (2022). Lowest: {14 / 118:.1%} (2017)." in description
    last = share(40, 133)
    assert f"95% interval (2022): {last.low:.1%} to {last.high:.1%}." in description


def test_a_title_claims_no_more_than_the_verdict_allows() -> None:
    unclear = render(the_figure(charts.path(assessment("unemployed-share"))).title, "en")
    assert unclear == f"No clear change: {14 / 118:.1%} (2017), {40 / 133:.1%} (2022)"
    receding = charts.path(assessment("unemployed-share", verdict=Verdict.RECEDING, reason=Reason.CHANGE_CLEAR))
    assert render(the_figure(receding).title, "en").startswith("In the wrong direction:")


def test_an_effort_that_is_not_assessed_is_told_as_plain_arithmetic() -> None:
    effort = assessment("foreign-background", verdict=Verdict.NOT_ASSESSED, reason=Reason.EFFORT)
    figure = the_figure(charts.path(effort))
    assert render(figure.subject, "en") == "Foreign background"
    assert render(figure.title, "en") == "Higher than at first: 599 (2016), 1,019 (2022)"  # 599 + 6 * 70


def test_a_long_series_whose_baseline_is_its_last_figure_is_not_called_a_single_figure() -> None:
    last = of("foreign-background").figures[-1]
    unjudged = {"verdict": Verdict.NOT_ASSESSED, "reason": Reason.NO_BASELINE}
    figure = the_figure(charts.path(assessment("foreign-background", baseline=last, **unjudged)))
    assert render(figure.title, "en") == "Higher than at first: 599 (2016), 1,019 (2022)"


def test_a_single_figure_is_a_mark_on_a_scale_and_not_a_line_through_one_year() -> None:
    block = EVERY_KIND["single figure and a target"]()
    figure = the_figure(block)
    assert render(figure.title, "en").startswith("A single figure:") or "(2022)" in render(figure.title, "en")
    assert dots(figure) == 1 and float(ElementTree.fromstring(figure.svg).get("viewBox").split()[3]) < 150
    assert "Target: 0.0%" in [render(text, "en") for text in figure.texts]


def test_a_year_stands_for_its_last_day_in_a_title_and_the_table_says_so() -> None:
    days = (town.row("unemployed-share", f"{year}-12-31", numerator=x, denominator=n) for year, x, n in UNEMPLOYED)
    figure = the_figure(charts.path(series(PROGRAMME, town.published(*days), "unemployed-share"), REVIEW))
    assert render(figure.title, "en") == f"Higher than at first: {14 / 118:.1%} (2017), {40 / 133:.1%} (2022)"
    assert [render(note, "en") for note in figure.table.notes] == ["The figures are those of the last day of the year."]


def test_means_whose_spread_is_unknown_are_not_called_plain_numbers() -> None:
    description = render(the_figure(charts.path(of("answers"), REVIEW)).description, "en")
    assert "No interval: the standard deviation and the number of answers are not known." in description


def test_small_multiples_name_the_series_that_rose_and_those_that_fell() -> None:
    title = render(the_figure(EVERY_KIND["small multiples"]()).title, "en")
    assert title == (
        "Higher than at first: “Unemployed share” and “Foreign background”. The same as at first: “Foreign language "
        "share”."
    )


def test_one_series_alone_is_drawn_as_a_path() -> None:
    assert charts.small_multiples([of("long-rate")], REVIEW).blocks[0] == charts.path(of("long-rate"), REVIEW)


def test_shares_side_by_side_name_the_lowest_and_the_highest() -> None:
    published = town.published(
        town.row("guardians", "2022", part="sovv", reporter="sovv", numerator=33, denominator=70),
        town.row("guardians", "2022", part="suus", reporter="suus", numerator=20, denominator=50),
    )
    figure = the_figure(charts.intervals(compare(by_part(PROGRAMME, published, "guardians"), REVIEW)))
    assert render(figure.title, "en") == "From 40.0% (“Guardians, SUUS”) to 47.1% (“Guardians, SOVV”)"


def test_a_label_is_the_few_words_of_the_indicator_or_else_its_title() -> None:
    named = dataclasses.replace(of("long-rate"), indicator=town.indicator("x", Kind.RATE, short=town.name("Few words")))
    assert labels([named, of("feedback")], WIDTH) == [(town.name("Few words"),), (town.name("Feedback"),)]


def test_an_indicator_of_any_id_with_a_long_title_has_room() -> None:
    title = "Share of those who were invited to the meetings of all day-care centres and schools and who came to them"
    long = dataclasses.replace(
        of("unemployed-share"), indicator=town.indicator("x", Kind.SHARE, title=town.name(title))
    )
    figure = the_figure(charts.small_multiples([long, of("long-rate")], REVIEW))
    assert max(width_of(text) for text in figure.texts) <= WIDTH


def test_something_that_is_either_done_or_not_has_no_path() -> None:
    model = town.indicator("cooperation-model", Kind.DELIVERABLE)
    assert "is either done or not" in said(charts.path(assessment("foreign-background", indicator=model)))


def test_a_target_is_a_dashed_line_with_its_name() -> None:
    figure = the_figure(charts.path(assessment("unemployed-share", indicator=with_target(0.0))))
    assert any("stroke-dasharray" in one.attrib for one in marks(figure, "path"))
    assert "Target" in [render(text, "en") for text in figure.texts]
    assert "The dashed line is the target: 0.0%." in render(figure.description, "en")


def test_bars_are_as_long_as_their_numbers_and_nobody_and_withheld_have_none() -> None:
    block = charts.composition(composition(PROGRAMME, PUBLISHED, "languages", REVIEW))
    bars = [one.get("d") for one in marks(the_figure(block), "path")]
    lengths = [float(bar.split("H")[1].split("V")[0]) - float(bar[1:].split(" ")[0]) for bar in bars]
    assert len(lengths) == 2 and lengths[0] / lengths[1] == pytest.approx(56 / 28, rel=0.01)
    assert "Nobody: Thai." in said(block) and "not drawn: Somali." in said(block)


def test_a_composition_with_a_hidden_part_shows_no_shares_that_would_give_it_back() -> None:
    table = the_figure(charts.composition(composition(PROGRAMME, PUBLISHED, "languages", REVIEW))).table
    assert [render(column.title, "en") for column in table.columns] == ["Group", "Persons"]
    assert {len(row.cells) for row in table.rows} == {2}
    assert "Sum of the rows" not in [render(row.cells[0].value, "en") for row in table.rows]


def test_a_share_whose_interval_lies_below_all_residents_is_said_to_be_below() -> None:
    table = the_figure(EVERY_KIND["intervals"]()).table
    assert share(52, 900).high < 0.099  # 52 of 900 against 9.9 per cent of the residents
    assert [render(row.cells[-1].value, "en") for row in table.rows] == ["Below", "–"]


def test_both_groups_of_a_gap_are_drawn_and_named() -> None:
    figure = the_figure(charts.gap(of("learning-gap"), REVIEW))
    words = [render(text, "en") for text in figure.texts]
    assert {"Foreign language pupils", "Other pupils"} <= set(words)
    first, last = 560 / 700 - 38 / 62, 545 / 695 - 55 / 75
    assert render(figure.title, "en") == (
        f"The gap is narrower than at first: {100 * first:.1f} (2018) and {100 * last:.1f} (2022) percentage points"
    )


def test_the_programme_names_the_groups_of_an_assessed_gap() -> None:
    words = [render(text, "en") for text in the_figure(charts.path(assessment("learning-gap"))).texts]
    named = [
        render(text, "en") for text in the_figure(charts.path(assessment("learning-gap"), programme=PROGRAMME)).texts
    ]
    assert "The group itself" in words and "Foreign language pupils" in named


def test_without_figures_a_chart_says_what_is_missing_from_whom_and_in_which_form() -> None:
    block = charts.path(of("not-reported"), REVIEW)
    assert said(block) == (
        "Missing: “Not reported”. Asked from: School office. "
        "Two numbers are needed: those to whom the figure applies, and all."
    )
    assert said(charts.small_multiples([of("not-reported")], REVIEW)) == said(block)
    assert "Missing: “Not reported”." in said(charts.intervals(compare([of("not-reported")], REVIEW)))


def test_a_programme_that_does_not_follow_a_figure_is_told_so() -> None:
    for block in (charts.path(None), charts.gap(None), charts.composition(None), charts.small_multiples([])):
        assert said(block) == "The programme does not follow this, so there is nothing to show."
    assert said(charts.path(())) == "There is no figure to draw."


def test_a_withheld_series_says_so_and_is_not_asked_for() -> None:
    published = town.published(town.row("not-reported", "2022", status="withheld"))
    block = charts.path(series(PROGRAMME, published, "not-reported"))
    assert said(block) == "Not drawn, because the figures are withheld to protect persons: “Not reported”."


def test_a_long_title_is_set_on_as_many_lines_as_its_longest_language_needs() -> None:
    lines = wrapped(Name("lyhyt", "ett mycket långt namn på ett mått", "short"), 22 * 0.58 * 12)
    assert [line.sv for line in lines] == ["ett mycket", "långt namn", "på ett mått"]
    assert [line.fi for line in lines] == ["lyhyt", "", ""]


@pytest.mark.parametrize(
    ("kind", "values", "ticks"),
    [
        (Kind.SHARE, (0.119, 0.383), (0, 0.1, 0.2, 0.3, 0.4)),
        (Kind.SHARE, (0.9, 1.0), (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (Kind.COUNT, (3, 2), (0, 1, 2, 3)),
        (Kind.COUNT, (599, 1009), (0, 500, 1000, 1500)),
        (Kind.GAP, (-0.05, 0.2), (-0.05, 0, 0.05, 0.1, 0.15, 0.2)),
        (Kind.MEAN, (3.1, 4.1), (3.0, 3.5, 4.0, 4.5)),
    ],
)
def test_a_scale_has_round_lines_few_enough_to_follow(kind, values, ticks) -> None:
    assert scale_for(kind, [plain(value) for value in values]).ticks == ticks


def test_a_scale_writes_as_many_decimals_as_its_lines_need() -> None:
    assert scale_for(Kind.SHARE, [plain(0.062)]).written(0.02) == Percent(0.02, 0)
    assert scale_for(Kind.SHARE, [plain(0.002)]).written(0.0005) == Percent(0.0005, 2)


def test_every_kind_of_chart_and_every_colour_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs" / "charts.md").read_text(encoding="utf-8")
    assert all(f"| `{kind}` |" in text for kind in charts.__all__)
    properties = re.findall(r"var\((--[\w-]+)", " ".join(PAGE_COLOURS.values()))
    assert all(f"`{one}`" in text for one in properties)
