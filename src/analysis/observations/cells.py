"""What no cell may hold, whatever its column: hidden characters, ruined letters, formulas, very long text."""

import re

import pandas as pd

from analysis.message import HIDDEN, say, shown
from analysis.observations.columns import COLUMNS
from analysis.observations.problem import Judgement, Problems
from analysis.observations.rows import LONGEST_CELL, too_long

# U+FFFD, or a letter such as ä that was written in UTF-8 and read in Windows-1252.
RUINED = re.compile("\ufffd|Ã[\u0080-\u00bf\u0152-\u2122]|â€")
FORMULA = (
    "=+-@\uff1d\uff0b\uff0d\uff20"  # a spreadsheet runs a cell that begins so; the wide forms are turned into these
)


def check(table: pd.DataFrame, problems: Problems) -> None:
    for column in COLUMNS:
        problems.each(table, (column,), judge_note if column == "note" else judge_cell)


def judge_cell(text: str) -> Judgement | None:
    if len(text) > LONGEST_CELL:
        return too_long()
    if found := HIDDEN.search(text):
        return (
            say(
                "“{text}” holds a character that cannot be seen.",
                text=shown(text[max(0, found.start() - 20) : found.end() + 20]),
            ),
            say("Type the text again in a plain editor, on one line; do not paste it from a document."),
        )
    if text and (text[0].isspace() or text[-1].isspace()):
        return (
            say("“{text}” begins or ends with a space.", text=shown(text)),
            say("Delete the space."),
        )
    return None


def judge_note(text: str) -> Judgement | None:
    if refusal := judge_cell(text):
        return refusal
    if text and text[0] in FORMULA:
        return (
            say("The note begins with “{sign}”, and a spreadsheet would run it as a formula.", sign=text[0]),
            say("Begin the note with a word."),
        )
    if found := RUINED.search(text):
        return (
            say(
                "“{text}” has letters that were ruined on the way.",
                text=shown(text[max(0, found.start() - 20) : found.end() + 20]),
            ),
            say("Type the word again, and save the file as UTF-8."),
        )
    return None
