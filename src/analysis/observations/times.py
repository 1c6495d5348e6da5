"""When an observation was made, as it is written in the column `period`, and what spreadsheets make of it."""

import datetime
import re

from analysis.errors import UnusableInput
from analysis.message import say, shown
from analysis.observations.problem import Judgement
from analysis.period import FIRST_YEAR, LAST_YEAR, Period
from analysis.vocabulary import Status

EXCEL_EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet's day numbers


def judge_period(text: str) -> Judgement | None:
    """What is wrong with a period, or None."""
    if text.isascii() and text == text.strip():
        try:
            Period.parse(text)
        except UnusableInput:
            pass
        else:
            return None
    return _from_spreadsheet(text.strip()) or _not_a_period(text)


def judge_future(text: str, status: str) -> Judgement | None:
    """A figure cannot have been reported for a time to come. One year is left for a clock that is wrong."""
    try:
        period = Period.parse(text)
    except UnusableInput:
        return None
    if status != Status.REPORTED or period.start.year <= datetime.date.today().year + 1:
        return None
    return (
        say("The figure is reported for “{text}”, which is still to come.", text=text),
        say("Correct the year. If it is right, set the clock of this computer."),
    )


def _from_spreadsheet(text: str) -> Judgement | None:
    """The forms into which spreadsheets turn a date without being asked."""
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII):
        return _date(text, match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII):
        return _date(text, match[3], match[1], match[2])
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})[T ][\d:.]+Z?", text, re.ASCII):
        return _date(text, match[1], match[2], match[3])
    if re.fullmatch(r"\d{1,2}[./]\d{1,2}[./]\d{2}", text, re.ASCII):
        return _date(text, "2022", "12", "31")
    if re.fullmatch(r"[2-7]\d{4}", text, re.ASCII):
        day = (EXCEL_EPOCH + datetime.timedelta(days=int(text))).isoformat()
        return (
            say("“{text}” is the number by which a spreadsheet stores a day, probably {day}.", text=text, day=day),
            say("Format the column as text and write the period again, for example {day}.", day=day),
        )
    return None


def _date(text: str, year: str, month: str, day: str) -> Judgement:
    try:
        iso = datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        iso = "2022-12-31"
    return (
        say("“{text}” is a date as a spreadsheet writes it.", text=text),
        say("Write year, month and day with hyphens, for example {day}, and format the column as text.", day=iso),
    )


def _not_a_period(text: str) -> Judgement:
    what = say("“{text}” is not a period.", text=shown(text))
    if not text:
        return (
            say("The period is missing."),
            say("Write a year (2022), a day (2022-12-31), a month (2022-05) or a school year (2022/2023)."),
        )
    if re.fullmatch(r"\d{4}/\d{2}|\d{4}/\d{4}", text, re.ASCII):
        return what, say("A school year runs from one year to the next: write 2022/2023.")
    if re.fullmatch(r"\d{4}\s*[-–]\s*\d{4}", text, re.ASCII):
        return what, say("One row is one figure: write one row for each year.")
    if re.fullmatch(r"\d{2}", text, re.ASCII):
        return what, say("Write the year with four digits: 2022.")
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text, re.ASCII)]
    if years and not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        return what, say("Write a year between {first} and {last}.", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?", text, re.ASCII):
        return what, say("The calendar has no such month or day. Write 2022-05 or 2022-12-31, with two digits each.")
    return what, say("Write a year (2022), a day (2022-12-31), a month (2022-05) or a school year (2022/2023).")
