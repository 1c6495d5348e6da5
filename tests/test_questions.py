"""Twenty questions about the example's report, answered from Chromium's accessibility tree alone."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from browser import opened
from conftest import Run
from listener import Heard, heard
from playwright.sync_api import Browser

QUESTIONS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))
TREES: dict[str, list[Heard]] = {}


def said(question: dict[str, Any], things: list[Heard]) -> list[str]:
    """What answers the question: a cell of a table, found by its row and column, or something of one role."""
    if "row" not in question:
        return [thing.words for thing in things if thing.role == question["role"] and question["holds"] in thing.words]
    found, header = [], ()
    for thing in things:
        if thing.role == "row" and question["column"] in thing.cells:
            header = thing.cells
        elif thing.role == "table":
            header = ()
        elif thing.role == "row" and header and thing.cells and thing.cells[0].startswith(question["row"]):
            found.append(thing.cells[header.index(question["column"])])
    return found


def test_there_are_twenty_different_questions() -> None:
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS) == 20


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"])
def test_the_answer_is_heard(example_report: Run, browser: Browser, question: dict[str, Any]) -> None:
    name = question["page"]
    if name not in TREES:
        with opened(browser) as page:
            page.goto((example_report.folder / "en" / name).as_uri())
            TREES[name] = heard(page)
    candidates = said(question, TREES[name])
    assert candidates, "nothing on the page answers it"
    found = re.search(question["answer"], candidates[0])
    assert found and found[1] == question["is"], candidates[0]
