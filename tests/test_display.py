"""Blocks as HTML: text from data stays text, a drawing gets its words, a verdict is never told by colour alone."""

import gettext
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from analysis.display import marks, templating
from analysis.display.blocks import (
    BLOCK_MIME,
    Block,
    Cell,
    Column,
    Count,
    Facts,
    Figure,
    Filter,
    Heading,
    Points,
    Reply,
    Row,
    Table,
    Tally,
    VerdictMark,
    group,
    paragraph,
)
from analysis.display.drawing import drawing
from analysis.display.html import block_html, lab_html, slug
from analysis.message import LANGUAGES, Name, Number, Percent, Quotation, Verbatim, say
from analysis.vocabulary import Verdict
from analysis.wording import names

HOSTILE = '<script>alert(1)</script>" onload="alert(2)" evil=\'</svg></title><img src=x onerror=alert(3)>{{ 7 * 7 }}'
EVIL = Verbatim(HOSTILE)
PLAIN = Verbatim("Share")

SVG = (
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 640 100">'
    '<metadata><a>b</a></metadata><defs><style type="text/css">*{stroke-linejoin: round}</style></defs>'
    '<defs><path id="m1" d="M 0 3"/><clipPath id="c1"><rect width="9" height="9"/></clipPath></defs>'
    '<g id="axes_1" clip-path="url(#c1)" style="fill: url( #c1)"><use xlink:href="#m1" x="5"/></g>'
    '<text x="0" y="20">⟦0⟧: ⟦1⟧</text></svg>'
)


class Tags(HTMLParser):
    """Every tag with its attributes, as a browser would see them."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.found if tag == name]

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.found if "id" in attributes]


def tags(block: Block, language: str = "en", base: str = "") -> Tags:
    return Tags(block_html(block.to_json(), language, base))


def table(value=PLAIN, role: str = "table", columns: int = 3, **cell) -> Table:
    titles = [Column(say("Goal")), *(Column(say("Share"), numeric=True) for _ in range(columns - 1))]
    row = Row((Cell(value, **cell), *(Cell(Number(7)) for _ in range(columns - 1))), group=value, key="goal-1")
    return Table(value, tuple(titles), (row, Row(row.cells)), (value,), role)


def figure(value=PLAIN, svg: str = SVG) -> Figure:
    return Figure(value, value, svg, (value, Percent(0.102)), table(value), value)


def every_block(value) -> list[Block]:
    return [
        *(paragraph(value, value, role=role) for role in ("text", "answer", "note", "warning")),
        Heading(value, 2),
        VerdictMark(Verdict.MIXED, value, value),
        Reply(value, value),
        Tally((Count(Verdict.STABLE, 3, (value,)),)),
        *(Points((value,), role) for role in ("list", "steps")),
        Facts(value, ((value, value),)),
        *(table(value, role, more=(value,), link="goals/a.html") for role in ("table", "cards")),
        figure(value),
        group([paragraph(value), figure(value)]),
    ]


@pytest.mark.parametrize("block", every_block(EVIL), ids=lambda block: block.to_json()["block"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_from_data_never_becomes_markup(block: Block, language: str, pretend_translations) -> None:
    found = tags(block, language)
    for tag, attributes in found.found:
        assert tag not in ("script", "img", "iframe", "style")
        assert not [name for name in attributes if name.startswith("on") or name in ("evil", "src")]
    html = block_html(block.to_json(), language)
    assert "{{ 7 * 7 }}" in html  # shown as it was written, not reckoned
    assert "&lt;script&gt;" in html


@pytest.fixture
def pretend_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message counts as translated, into itself."""
    monkeypatch.setattr("analysis.language.catalogue", lambda language: gettext.NullTranslations())


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,a.html",
        "https://example.org/a.html",
        "//example.org/a.html",
        "/etc/a.html",
        "../a.html",
        "goals/../../a.html",
        "a.txt",
        "a.html?x=1",
        "a.html\n",
        'a.html" onclick="x',
    ],
)
def test_a_link_that_leaves_the_report_is_only_text(link: str) -> None:
    found = tags(table(link=link))
    assert found.all("a") == []


def test_a_link_to_a_page_that_a_draft_does_not_have_is_only_text() -> None:
    """A draft of single goals has neither the audit nor the other goals."""
    packed = group([table(PLAIN, link=link) for link in ("audit.html", "goals/a.html#answer")]).to_json()
    found = Tags(block_html(packed, "fi", "../", pages={"goals/a.html", "about.html"}))
    assert {attributes["href"] for attributes in found.all("a")} == {"../goals/a.html#answer"}


@pytest.mark.parametrize(("link", "base"), [("goals/placements.html", ""), ("school.html#answer", "../")])
def test_a_link_to_a_page_of_the_report_starts_from_the_page_it_is_on(link: str, base: str) -> None:
    assert {attributes["href"] for attributes in tags(table(link=link), base=base).all("a")} == {base + link}


def test_ids_differ_between_blocks_on_a_page() -> None:
    html = "".join(block_html(figure().to_json(), "en", prefix=prefix) for prefix in ("b1", "b2"))
    ids = [name for name in Tags(html).ids() if name != "goal-1"]  # a row's key is an address: given, not made up
    assert len(ids) == len(set(ids))
    assert len(ids) >= 10


def test_ids_without_a_prefix_come_from_the_content() -> None:
    assert tags(figure()).ids() == tags(figure()).ids()
    assert not {*tags(figure()).ids()} & {*tags(figure(Verbatim("Another"))).ids()} - {"goal-1"}


# Drawings


def test_a_drawing_gets_its_words_in_each_language(pretend_translations) -> None:
    words = Name("Osuus", "Andel", "Share")
    block = Figure(words, words, SVG, (words, Percent(0.102)), table())
    pages = {language: block_html(block.to_json(), language) for language in LANGUAGES}
    shown = {language: re.search(r"<text[^>]*>(.*?)</text>", html)[1] for language, html in pages.items()}
    assert shown == {"fi": "Osuus: 10,2\u00a0%", "sv": "Andel: 10,2\u00a0%", "en": "Share: 10.2%"}


def test_a_drawing_is_named_and_described_for_screen_readers() -> None:
    svg = drawing(SVG, "b1", "It grew & grew", "From 7 to 10", ["a", "b"])
    (attributes,) = Tags(svg).all("svg")
    assert attributes["role"] == "img"
    assert attributes["aria-labelledby"] == "b1-title b1-desc"
    assert '<title id="b1-title">It grew &amp; grew</title><desc id="b1-desc">From 7 to 10</desc>' in svg


def test_a_drawing_keeps_its_references_and_loses_what_does_not_draw() -> None:
    svg = drawing(SVG, "b1", "T", "D", ["a", "b"])
    assert 'clip-path="url(#b1-c1)"' in svg
    assert 'style="fill: url(#b1-c1)"' in svg
    assert '<use href="#b1-m1" x="5"' in svg
    assert not re.search("metadata|<style|DOCTYPE|xmlns|http", svg)
    assert "viewBox" in svg


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<g onclick="alert(1)"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<image href="https://example.org/x.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<rect fill="url(https://example.org/x)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
    ],
)
def test_a_drawing_runs_nothing_and_fetches_nothing(part: str) -> None:
    svg = drawing(f'<svg xmlns="http://www.w3.org/2000/svg">{part}</svg>', "b1", "T", "D", [])
    assert not re.search("script|onclick|example|foreign|<a ", svg)


def test_a_figure_says_what_it_is_of_and_then_its_main_point() -> None:
    html = block_html(Figure(say("It grew"), say("A line."), SVG, (PLAIN, PLAIN), table(), PLAIN).to_json(), "en")
    assert '<figcaption><span class="subject">Share</span> It grew</figcaption>' in html
    assert re.search(r"<title[^>]*>Share\. It grew</title>", html)


def test_a_figure_has_its_numbers_in_a_table_beside_it() -> None:
    found = tags(figure())
    assert [len(found.all(tag)) for tag in ("figure", "figcaption", "svg", "details", "summary", "table")] == [1] * 6


# Tables


def test_a_table_says_what_its_rows_and_columns_are() -> None:
    scopes = [attributes["scope"] for attributes in tags(table()).all("th")]
    assert scopes == ["col", "col", "col", "rowgroup", "row", "row"]
    assert len(tags(table()).all("caption")) == 1


def test_a_wide_table_can_be_scrolled_with_the_keyboard_and_has_a_name() -> None:
    wide, narrow = tags(table(columns=3)), tags(table(columns=2))
    around = wide.all("div")[0]
    caption = wide.all("caption")[0]["id"]
    assert (around["role"], around["tabindex"], around["aria-labelledby"]) == ("region", "0", caption)
    assert narrow.all("div")[0] == {"class": "table slim"}


def test_a_table_says_once_which_of_its_columns_hold_numbers() -> None:
    assert tags(table(columns=3)).all("table") == [{"class": "n2 n3"}]
    assert not [cell for cell in tags(table(columns=3)).all("td") if "class" in cell]


def test_the_cells_of_cards_carry_the_titles_of_their_columns() -> None:
    assert [attributes["data-label"] for attributes in tags(table(role="cards")).all("td")] == ["Share"] * 4
    assert not [attributes for attributes in tags(table()).all("td") if "data-label" in attributes]


def test_words_of_the_document_are_marked_with_its_language_and_still_escaped(pretend_translations) -> None:
    shown = paragraph(say("In the programme: “{quote}”", quote=Quotation("työ <b>ja</b> toimeentulo")))
    swedish = block_html(shown.to_json(), "sv", document_language="fi")
    assert '“<span lang="fi">työ &lt;b&gt;ja&lt;/b&gt; toimeentulo</span>”' in swedish
    assert "<span" not in block_html(shown.to_json(), "fi", document_language="fi")


def test_signs_for_private_use_in_a_quotation_leave_no_tag_open() -> None:
    shown = paragraph(Quotation("a\ue000b\ue001c\ue000"))
    html = block_html(shown.to_json(), "en", document_language="fi")
    assert html.count("<span") == html.count("</span>")


def filtered(words=PLAIN, key: str = "mixed") -> Table:
    choice = Filter("verdict", words, words, ((key, words),))
    row = Row((Cell(PLAIN), Cell(Number(7))), facets=(("verdict", key),))
    return Table(PLAIN, (Column(say("Goal")), Column(say("Share"))), (row,), role="cards", filters=(choice,))


def test_each_option_of_a_filter_hides_the_rows_of_the_others() -> None:
    html = block_html(filtered().to_json(), "en", prefix="b1")
    assert re.findall(r"(#b1:has\(#b1-verdict-mixed:checked\)).*\[data-verdict=mixed\]", html)
    found = Tags(html)
    assert [radio["id"] for radio in found.all("input") if radio["type"] == "radio"] == [
        "b1-verdict",
        "b1-verdict-mixed",
    ]
    assert [row.get("data-verdict") for row in found.all("tr")] == [None, "mixed"]
    assert len(found.ids()) == len(set(found.ids()))


def test_a_filter_runs_nothing_and_its_keys_cannot_leave_the_rules_of_style(pretend_translations) -> None:
    html = block_html(filtered(EVIL, 'x"] {} </style><script>').to_json(), "en", prefix="b1")
    assert not Tags(html).all("script")
    assert html.count("</style>") == 1


def test_cards_say_by_roles_that_they_are_a_table() -> None:
    roles = [attributes.get("role") for _, attributes in tags(filtered()).found]
    assert {"table", "rowgroup", "row", "columnheader", "rowheader", "cell"} <= set(roles)


def test_an_empty_table_and_an_empty_group_are_no_errors() -> None:
    assert tags(Table(say("Nothing"), (Column(say("Goal")),), ())).all("tbody") == []
    assert block_html(group([]).to_json(), "en") == ""


def test_the_key_of_a_row_is_its_address() -> None:
    assert "goal-1" in tags(table()).ids()


# Verdicts


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_a_word_and_a_shape_of_its_own(verdict: Verdict) -> None:
    html = block_html(VerdictMark(verdict, say("Why.")).to_json(), "en")
    assert marks.WORDS[verdict].text in html
    assert Tags(html).all("svg")[0]["aria-hidden"] == "true"
    assert [marks.SHAPES[other] for other in Verdict].count(marks.SHAPES[verdict]) == 1


def test_the_word_on_a_mark_is_the_word_in_sentences() -> None:
    assert dict(marks.WORDS) == dict(names.VERDICTS)


def test_a_verdict_stands_under_the_question_that_it_answers() -> None:
    html = block_html(VerdictMark(Verdict.STABLE, say("Why."), say("Better off?")).to_json(), "en")
    assert html.index("Better off?") < html.index("Stable") < html.index("Why.")
    assert "asked" not in block_html(VerdictMark(Verdict.STABLE, say("Why.")).to_json(), "en")


def test_a_tally_shows_how_often_each_verdict_was_given_in_a_number_a_shape_and_a_word() -> None:
    html = block_html(Tally((Count(Verdict.STABLE, 6, (PLAIN,)), Count(Verdict.RECEDING, 3))).to_json(), "en")
    assert [re.sub("<[^>]*>", "", one).split()[0] for one in re.findall("<b>.*?</b>", html)] == ["6", "3"]
    assert len(Tags(html).all("svg")) == 2 and "Stable" in html and "Receding" in html and "Share" in html


def test_an_unknown_kind_of_block_is_refused() -> None:
    with pytest.raises(ValueError, match="carousel"):
        block_html({"block": "carousel"}, "en")


def test_an_address_is_made_of_the_english_words() -> None:
    assert slug(say("How certain?")) == "how-certain"
    assert slug(Name("Työllisyys", "Sysselsättning", "Employment")) == "employment"
    assert slug(Verbatim("???")) == "section"


# JupyterLab


def test_a_notebook_shows_english_html_and_carries_the_block() -> None:
    bundle = table(Name("Osuus", "Andel", "Share"), link="goals/a.html")._repr_mimebundle_()
    assert bundle[BLOCK_MIME] == table(Name("Osuus", "Andel", "Share"), link="goals/a.html").to_json()
    assert "Share" in bundle["text/html"]
    assert "Osuus" not in bundle["text/html"]


def test_what_every_page_says_in_its_head_is_said_by_the_notebook_only_in_jupyterlab() -> None:
    packed = paragraph(say("This town is invented."), role="notebook").to_json()
    assert "This town is invented." in lab_html(packed)
    assert [block_html(packed, "en", base) for base in ("", "../")] == ["", ""]


def test_html_for_jupyterlab_has_no_links_to_pages_that_are_not_there() -> None:
    assert Tags(lab_html(table(link="goals/a.html").to_json())).all("a") == []


def test_the_style_for_jupyterlab_touches_only_our_blocks() -> None:
    rules = re.search("<style>(.*?)</style>", lab_html(paragraph(PLAIN).to_json()), re.DOTALL)[1]
    selectors = [rule.partition("{")[0] for rule in rules.split("}") if rule.strip()]
    assert all(
        part.strip().startswith(".kotoarvio") for selector in selectors for part in re.split(r",(?![^(]*\))", selector)
    )


def test_an_entry_of_a_dictionary_is_found_and_its_methods_still_are(tmp_path: Path) -> None:
    written = "{{ d.role }} {% for k, v in d.items() %}{{ k }}={{ v }} {% endfor %}{{ e.keys() | list }}"
    (tmp_path / "t.j2").write_text(written, encoding="utf-8")
    template = templating.environment(tmp_path).get_template("t.j2")
    shown = template.render(d={"role": "<a>", "items": 2}, e={"keys": 1})
    assert html.unescape(shown) == "<a> role=<a> items=2 ['keys']"
    with pytest.raises(UndefinedError, match="role"):
        template.render(d={}, e={})
