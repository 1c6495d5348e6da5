"""The number in a received cell, as observations.csv writes it; what a spreadsheet can make of a number is named."""

import datetime
import re

from analysis.forms.oddities import Oddity
from analysis.forms.places import Judgement
from analysis.forms.sheets import Value, as_text, seen
from analysis.message import say

DECIMALS = 10  # as many as observations.csv takes
SPACES = " \u00a0\u2009\u202f"
TYPED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?", re.ASCII)
PERCENT_TYPED = re.compile(rf"([0-9]+(?:[.,][0-9]+)?)[{SPACES}]?%", re.ASCII)


class NotANumber(Exception):  # noqa: N818
    """A cell that cannot be taken as a number."""

    def __init__(self, judgement: Judgement):
        self.judgement = judgement
        super().__init__()


def number(value: Value, oddity: Oddity | None, percentage: bool = False) -> str:
    """The number of a cell as digits with a decimal point; `''` for an empty cell.

    `percentage` says that the figure is a per cent: then a cell that is shown as 57 % is 57. A text that is no number
    is given back as it is, for the checks to refuse. Raises `NotANumber` where the cell holds something else.
    """
    if oddity not in (None, Oddity.PERCENT):
        raise NotANumber(judgement(oddity))
    match value:
        case bool():
            raise NotANumber((say("The cell holds true or false, not a number."), say("Write the number.")))
        case datetime.date() | datetime.time():
            raise NotANumber(
                (
                    say("The cell holds the date “{text}”, not a number.", text=seen(value)),
                    say("Format the cell as a number and write the number again."),
                )
            )
        case float() | int():
            return _of_float(float(value), oddity is Oddity.PERCENT, percentage)
    return _of_text(as_text(value), percentage)


def judgement(oddity: Oddity) -> Judgement:
    """What is wrong with a cell of which no value can be taken."""
    match oddity:
        case Oddity.ERROR:
            return say("The formula of the cell gives an error."), say(
                "Correct the formula, or write the number itself."
            )
        case Oddity.NO_VALUE:
            return (
                say("The cell holds a formula that was never calculated."),
                say("Open the file in a spreadsheet program and save it, or write the number itself."),
            )
    return (
        say("The cell is merged with another, and it cannot be told which row its figure belongs to."),
        say("Take the merging apart and write the figure in each cell that it is about."),
    )


def _of_float(value: float, shown_as_percent: bool, percentage: bool) -> str:
    if shown_as_percent and not percentage:
        raise NotANumber(
            (
                say("The cell is shown as a percentage, and a number of persons or things is asked for."),
                say("Write how many it is, and format the cell as a number."),
            )
        )
    text = f"{value * 100 if shown_as_percent else value:.{DECIMALS}f}"
    return text.rstrip("0").rstrip(".")


def _of_text(text: str, percentage: bool) -> str:
    if percentage and (match := PERCENT_TYPED.fullmatch(text)):
        return match[1].replace(",", ".")
    if TYPED.fullmatch(text):
        return "".join(sign for sign in text if sign not in SPACES).replace(",", ".")
    return text
