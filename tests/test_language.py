"""One value, three languages: what a reader sees for a number, a date, a list, a sentence, a piece of prose."""

import datetime
from pathlib import Path

import pytest

from analysis.language import MissingTranslation, catalogues, markdown, prose, render, translate
from analysis.message import Day, Listing, Message, Name, Number, Percent, Span, Value, Verbatim, say, say_many

FINNISH = """
msgid ""
msgstr ""
"Language: fi\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "The share rose from {first} to {last}."
msgstr "Osuus nousi: {first} → {last}."

msgid "Achieved"
msgstr "Saavutettu"

msgid "{count} goal"
msgid_plural "{count} goals"
msgstr[0] "{count} tavoite"
msgstr[1] "{count} tavoitetta"

msgid "{count} measure"
msgid_plural "{count} measures"
msgstr[0] "{count} toimenpide"
msgstr[1] ""

#, fuzzy
msgid "Mixed"
msgstr "Sekalainen"

msgid "Stable"
msgstr ""

msgid "Answer"
msgstr "Vastaus"

msgid "Two lines of one paragraph."
msgstr "Kappaleen kaksi riviä."

msgid "A *point*"
msgstr "*Kohta*"

msgid "Another"
msgstr "Toinen"
"""


@pytest.fixture(autouse=True)
def small_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "kotoarvio.po").write_text(FINNISH.lstrip(), encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.catalogue.cache_clear()
    yield
    catalogues.catalogue.cache_clear()


SPACE, MINUS, DASH = "\u00a0", "\u2212", "\u2013"


@pytest.mark.parametrize(
    ("value", "finnish", "swedish", "english"),
    [
        (Number(10227), f"10{SPACE}227", f"10{SPACE}227", "10,227"),
        (Number(1234.5, 1), f"1{SPACE}234,5", f"1{SPACE}234,5", "1,234.5"),
        (Number(-3.2, 1), f"{MINUS}3,2", f"{MINUS}3,2", f"{MINUS}3.2"),
        (Number(3.2, 1, signed=True), "+3,2", "+3,2", "+3.2"),
        (Number(0, 1, signed=True), "0,0", "0,0", "0.0"),
        (Number(-0.04, 1), "0,0", "0,0", "0.0"),  # rounds to nothing, and nothing has no sign
        (Number(2.5), "3", "3", "3"),  # halves go away from zero, as taught at school
        (Number(-2.5), f"{MINUS}3", f"{MINUS}3", f"{MINUS}3"),
        (Number(float("inf"), 1), "∞", "∞", "∞"),
        (Percent(0.068), f"6,8{SPACE}%", f"6,8{SPACE}%", "6.8%"),
        (Percent(0.145, 0), f"15{SPACE}%", f"15{SPACE}%", "15%"),  # 0.145 * 100 is 14.499999999999998 in binary
        (Percent(-0.05, 0), f"{MINUS}5{SPACE}%", f"{MINUS}5{SPACE}%", f"{MINUS}5%"),
        (Day(datetime.date(2025, 12, 31)), "31. joulukuuta 2025", "31 december 2025", "31 December 2025"),
        (Span("2022"), "2022", "2022", "2022"),
        (Span("2018-2022"), f"2018{DASH}2022", f"2018{DASH}2022", f"2018{DASH}2022"),
        (Span("2022/2023"), f"2022{DASH}2023", f"2022{DASH}2023", "2022/23"),
        (Span("2022-05"), "toukokuu 2022", "maj 2022", "May 2022"),
        (Span("2022-12-31"), "31. joulukuuta 2022", "31 december 2022", "31 December 2022"),
        (Listing((Verbatim("a"), Verbatim("b"), Verbatim("c"))), "a, b ja c", "a, b och c", "a, b and c"),
        (Listing((Percent(0.5, 0), Number(3))), f"50{SPACE}% ja 3", f"50{SPACE}% och 3", "50% and 3"),
        (Listing(()), "", "", ""),
        (Name("kunta", "kommun", "municipality"), "kunta", "kommun", "municipality"),
        (Verbatim("statfin_11re"), "statfin_11re", "statfin_11re", "statfin_11re"),
    ],
    ids=str,
)
def test_a_value_is_written_as_each_language_writes_it(value: Value, finnish: str, swedish: str, english: str) -> None:
    assert [render(value, language) for language in ("fi", "sv", "en")] == [finnish, swedish, english]


def test_a_long_number_in_a_name_stays_on_one_line_in_finnish_and_swedish_alone() -> None:
    written = "Vuonna 2021 100 000 asukasta kohti, taulukossa 10 396"
    name = Name(written, written, written)
    kept = "Vuonna 2021 100\u00a0000 asukasta kohti, taulukossa 10\u00a0396"
    assert [render(name, language) for language in ("fi", "sv", "en")] == [kept, kept, written]


def test_a_missing_figure_is_never_shown_as_a_number() -> None:
    with pytest.raises(ValueError, match="missing"):
        render(Number(float("nan")), "fi")


def test_the_fields_of_a_sentence_are_filled_in_its_language() -> None:
    sentence = say("The share rose from {first} to {last}.", first=Percent(0.102), last=Percent(0.115))
    assert render(sentence, "en") == "The share rose from 10.2% to 11.5%."
    assert render(sentence, "fi") == f"Osuus nousi: 10,2{SPACE}% → 11,5{SPACE}%."


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    sentence = say("The share rose from {first} to {last}.", first=say("Achieved"), last=say("Achieved"))
    assert render(sentence, "fi") == "Osuus nousi: Saavutettu → Saavutettu."


def test_braces_in_a_value_are_only_text() -> None:
    sentence = say("The share rose from {first} to {last}.", first="{last}", last="{0.__class__}")
    assert render(sentence, "en") == "The share rose from {last} to {0.__class__}."


@pytest.mark.parametrize(("count", "finnish"), [(1, "1 tavoite"), (29, "29 tavoitetta"), (0, "0 tavoitetta")])
def test_the_catalogue_knows_which_plural_form_fits(count: int, finnish: str) -> None:
    assert render(say_many("{count} goal", "{count} goals", count), "fi") == finnish


@pytest.mark.parametrize(
    "unfinished",
    [say("Not in the catalogue"), say("Stable"), say("Mixed"), say_many("{count} measure", "{count} measures", 1)],
    ids=["absent", "empty", "fuzzy", "a plural form is empty"],
)
def test_an_unfinished_translation_is_refused_and_named(unfinished: Message) -> None:
    with pytest.raises(MissingTranslation) as refused:
        render(unfinished, "fi")
    assert (refused.value.msgid, refused.value.language) == (unfinished.text, "fi")
    assert render(unfinished, "en")


def test_a_language_without_a_catalogue_has_no_translations() -> None:
    with pytest.raises(MissingTranslation):
        translate("Achieved", "sv")


def test_only_the_three_languages_of_the_reports_are_known() -> None:
    with pytest.raises(ValueError, match="se"):
        translate("Achieved", "se")


PROSE = """## Answer

Two lines
of one paragraph.

- A *point*
- Another
"""


def test_each_paragraph_heading_and_list_item_is_one_unit() -> None:
    assert [(unit.prefix, unit.text) for unit in prose.units(PROSE)] == [
        ("## ", "Answer"),
        ("", "Two lines of one paragraph."),
        ("- ", "A *point*"),
        ("- ", "Another"),
    ]


def test_prose_keeps_its_marks_in_translation() -> None:
    assert markdown(PROSE, "fi") == "## Vastaus\n\nKappaleen kaksi riviä.\n\n- *Kohta*\n- Toinen"


def test_prose_without_a_translation_is_refused() -> None:
    with pytest.raises(MissingTranslation, match="A new sentence"):
        markdown(PROSE + "\nA new sentence.", "fi")


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("Title\nsecond line", ["Title second line"]),
        ("# Title\nThe question right below it?", ["Title", "The question right below it?"]),
        ("1. first\n2. second\n   goes on", ["first", "second goes on"]),
        ("> quoted\n> on two lines", ["quoted on two lines"]),
        ("above\r\n\r\nbelow", ["above", "below"]),
        ("Among them:\n- one", ["Among them:", "one"]),
        ("", []),
    ],
)
def test_units_of_other_markdown(source: str, texts: list[str]) -> None:
    assert [unit.text for unit in prose.units(source)] == texts


def test_a_rule_across_the_page_is_not_translated() -> None:
    assert markdown("## Answer\n\n---\n\n- Another", "fi") == "## Vastaus\n\n---\n\n- Toinen"
