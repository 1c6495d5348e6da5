"""The three numbers of a row: digits with a decimal point, nothing else. What else a spreadsheet writes is named."""

import re

import numpy as np
import pandas as pd

from analysis.message import say, shown
from analysis.observations.columns import NUMBERS
from analysis.observations.problem import Judgement, Problems

NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,10})?", re.ASCII)
SPACES = " \u00a0\u2009\u202f\t"
MINUS = "-\u2212\u2013\u2010\u2011"
BLANKS = {
    "-",
    "–",
    "—",
    "−",
    ".",
    "..",
    "...",
    "....",
    ".....",
    "......",
    "…",
    "?",
    "x",
    "n/a",
    "na",
    "nan",
    "null",
    "none",
    "nd",
}


def read(table: pd.DataFrame, problems: Problems) -> tuple[pd.DataFrame, np.ndarray]:
    """The three columns as float64, NaN where the cell is empty, and which rows hold a number that is refused."""
    figures = {}
    refused = np.zeros(len(table), dtype=bool)
    for column in NUMBERS:
        judge = judge_number if column == "value" else judge_whole
        wrong = problems.each(table, (column,), judge)
        texts = table[column].where(~wrong, "")
        codes, distinct = pd.factorize(texts.to_numpy(dtype=object))
        figures[column] = np.array([float(text) if text else np.nan for text in distinct], dtype="float64")[codes]
        refused |= wrong
    return pd.DataFrame(figures, index=table.index), refused


def judge_whole(text: str) -> Judgement | None:
    """Persons and events are whole: `62`, never `62.5` or `62.0`."""
    if refusal := judge_number(text):
        return refusal
    if "." in text:
        return (
            say("“{text}” is not a whole number, and persons and events are counted whole.", text=text),
            say("Write the count without decimals; a percentage or a mean belongs to the column “value”."),
        )
    return None


def judge_number(text: str) -> Judgement | None:
    """What is wrong with a number as it is written, or None."""
    if not text or NUMBER.fullmatch(text):
        return None
    bare = "".join(sign for sign in text if sign not in SPACES)
    if text.strip().lower() in BLANKS or not bare:
        return (
            say("“{text}” is not a number.", text=shown(text)),
            say("Leave the cell empty and say why in the column “status”: not_collected, withheld or not_applicable."),
        )
    if "%" in text:
        return (
            say("“{text}” has a percent sign.", text=shown(text)),
            say("Write the number alone: {number}.", number=_number(bare.replace("%", ""))),
        )
    if bare[0] in MINUS:
        return (
            say("“{text}” is below zero.", text=shown(text)),
            say("Write numbers of zero or more: no figure of the programme can be negative."),
        )
    if bare[0] in "<≤":
        return (
            say("“{text}” is a limit, not a number.", text=shown(text)),
            say("Leave the cell empty and write the status withheld when a small number is not given out."),
        )
    if bare != text and re.fullmatch(r"[0-9]+([.,][0-9]+)?", bare):
        return (
            say("“{text}” has a space in it.", text=shown(text)),
            say("Write the digits together: {number}.", number=_number(bare)),
        )
    if re.fullmatch(r"[0-9.]+(,[0-9]+)+(\.[0-9]+)?", bare):
        return (
            say("“{text}” has a comma in it.", text=shown(text)),
            say("Write a decimal point and no separator for thousands: 9.9 or 10396."),
        )
    if re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", bare):
        return (
            say("“{text}” is written with an exponent.", text=shown(text)),
            say("Write all digits, and format the cells as numbers without an exponent before saving."),
        )
    return (
        say("“{text}” is not a number.", text=shown(text)),
        say(
            "Write digits and at most one decimal point, for example 62 or 9.9, and at most 12 digits before the point."
        ),
    )


def _number(text: str) -> str:
    return shown(text.replace(",", ".").strip() or "9.9")


def half_unit(texts: pd.Series) -> np.ndarray:
    """Half a unit of the last written decimal: how far rounding can have moved each number."""
    codes, distinct = pd.factorize(texts.to_numpy(dtype=object))
    halves = np.array([0.5 * 10.0 ** -len(text.partition(".")[2]) for text in distinct], dtype="float64")
    return halves[codes] if len(distinct) else np.zeros(0)
