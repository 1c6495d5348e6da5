"""Every sentence of the page in plain language keeps the rules of docs/plain-language.md, in each language."""

import re
from pathlib import Path

import nbformat
import pytest
from reading import said
from small_programme import evaluation, indicator, row, shares

from analysis import assessment, observations, wording
from analysis import programme as programmes
from analysis.display.blocks import Block, Group, Paragraph
from analysis.language import markdown, prose, render
from analysis.message import LANGUAGES
from analysis.period import Review
from analysis.vocabulary import Kind, Role

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "plain.ipynb"
MOST_WORDS = {"fi": 12, "sv": 14, "en": 14}
MOST_LETTERS = 16
MOST_SENTENCES = 5
HARD = {
    "fi": ("mittari", "arvio", "lähtötaso", "luottamusväl", "tilastolli", "indikaattor", "merkittäv", "toimenpi"),
    "sv": ("indikator", "bedömning", "utgångsläge", "intervall", "signifikant", "åtgärd", "statistisk"),
    "en": ("indicator", "verdict", "baseline", "interval", "significan", "measure", "statistical", "register"),
}


def sentences_of(block: Block, language: str) -> list[str]:
    if isinstance(block, Group):
        return [sentence for part in block.blocks for sentence in sentences_of(part, language)]
    if isinstance(block, Paragraph):
        return [render(sentence, language) for sentence in block.sentences]
    return []  # the names of the goals


def prose_of(language: str) -> list[str]:
    cells = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "markdown"]
    units = [unit for cell in cells for unit in prose.units(cell) if unit.heading != 1]
    return [markdown(unit.text, language) for unit in units]


@pytest.fixture(scope="module", params=["example", "kauniainen"])
def blocks(request: pytest.FixtureRequest) -> list[Block]:
    programme = programmes.load(request.param)
    evaluation = assessment.evaluate(programme, observations.published(programme), Review.parse("2018-2022"))
    plain = wording.plain
    parts = (plain.subject, plain.answer, plain.figures, plain.certainty)
    return [plain.unread(), *(part(evaluation) for part in parts)]


def split(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?!:])\s+", text.strip()) if each]


def faults(text: str, language: str) -> list[str]:
    found = []
    if len(split(text)) > MOST_SENTENCES:
        found.append(f"too many sentences: {text}")
    for sentence in split(text):
        words = re.findall(r"[^\W\d_]+", sentence)
        if len(words) > MOST_WORDS[language]:
            found.append(f"{len(words)} words: {sentence}")
        found += [f"long word: {word}" for word in words if len(word) > MOST_LETTERS]
        if re.search(r"[();%]|–(?!\d)|\d[.,]\d", sentence) or sentence.count(",") > 1:
            found.append(f"more than one thing: {sentence}")
        found += [f"{hard}: {sentence}" for hard in HARD[language] if re.search(rf"\b{hard}", sentence.lower())]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_made_from_verdicts_are_plain(blocks: list[Block], language: str) -> None:
    told = [sentence for block in blocks for sentence in sentences_of(block, language)]
    assert len(told) >= 8
    assert not [fault for sentence in told for fault in faults(sentence, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_is_plain(language: str) -> None:
    told = prose_of(language)
    assert len(told) >= 14
    assert not [fault for text in told for fault in faults(text, language)]


def test_the_rules_find_what_is_not_plain() -> None:
    hard = "The baseline (2017) of the indicator fell by 12.5 % from one year to the next, and then again, as expected."
    assert len(faults(hard, "en")) >= 4


def test_every_goal_is_named_once(blocks: list[Block]) -> None:
    answer = blocks[2]
    assert isinstance(answer, Group)
    titles = [render(item, "en") for block in answer.blocks for item in getattr(block, "items", ())]
    assert sorted(int(title.partition(".")[0]) for title in titles) == list(range(1, 30))


FIGURE = shares("passed", y2022=(30, 60))
YES = [row("plan", 2022, value=1, group="")]


@pytest.mark.parametrize(
    ("role", "rows", "told"),
    [
        (Role.HEADLINE, FIGURE + YES, "We have figures about 1 goal."),
        (Role.CONTEXT, FIGURE, "We do not have figures about any goal yet."),
        (
            Role.CONTEXT,
            FIGURE + YES,
            "We do not have figures about any goal yet. About 1 goal we know only if the work is done.",
        ),
    ],
)
def test_neither_the_background_of_a_goal_nor_a_yes_is_a_figure_about_it(role: Role, rows: list, told: str) -> None:
    plan = indicator("plan", Kind.DELIVERABLE, population=None)
    assert said(wording.plain.figures(evaluation([indicator("passed", role=role), plan], rows))) == told
