"""Periods: when an observation was made, and which years a review judges."""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import UnusableInput
from analysis.message import say, shown

FIRST_YEAR = 1900
LAST_YEAR = 2100


class Grain(StrEnum):
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, order=True)
class Period:
    """When an observation holds: a calendar year, a school year (1 August to 31 July), a month or a day.

    Periods are ordered by their last day, so that a stock on 31 December and the year it closes fall together.
    """

    end: datetime.date
    start: datetime.date
    grain: Grain
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2022`, `2022-12-31`, `2022-05` or `2022/2023`; anything else is refused with a sentence."""
        period = _parsed(text.strip())
        if period is None:
            raise UnusableInput(
                say(
                    "“{text}” is not a period. Write a year (2022), a day (2022-12-31), a month (2022-05) or a school "
                    "year (2022/2023).",
                    text=text,
                )
            )
        return period

    @property
    def year(self) -> int:
        """The calendar year in which the period ends: the year a review counts it in."""
        return self.end.year

    @property
    def when(self) -> float:
        """The last day as a decimal year, for trend lines."""
        return self.end.year + (self.end.timetuple().tm_yday - 1) / 365.25


@dataclass(frozen=True)
class Review:
    """The years that are judged, first and last included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> "Review":
        """`2022` or `2018-2022`."""
        match = re.fullmatch(r"(\d{4})(?:[-–](\d{4}))?", str(text).strip())
        if match is None:
            raise UnusableInput(
                say(
                    "“{text}” is not a review period. Write a year (2022) or a first and a last year (2018-2022).",
                    text=shown(str(text)),
                )
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            raise UnusableInput(
                say(
                    "“{text}” is not a review period: the last year stands before the first. Write {right}.",
                    text=str(text),
                    right=f"{last:04}-{first:04}",
                )
            )
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise UnusableInput(
                say(
                    "“{text}” is not a review period: a year lies between {first} and {last}.",
                    text=str(text),
                    first=str(FIRST_YEAR),
                    last=str(LAST_YEAR),
                )
            )
        return cls(first, last)

    @property
    def rank(self) -> tuple[int, int]:
        """What orders reviews in time: the last year, then the first."""
        return self.last, self.first

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def covers(self, period: Period) -> bool:
        """Whether an observation belongs to the review: it does when its last day falls in the review's years."""
        return self.first <= period.year <= self.last

    def precedes(self, period: Period) -> bool:
        return period.year > self.last

    def follows(self, period: Period) -> bool:
        return period.year < self.first


def _parsed(text: str) -> Period | None:
    try:
        if re.fullmatch(r"\d{4}", text):
            return _period(int(text), 1, 1, int(text), 12, 31, Grain.YEAR, text)
        if match := re.fullmatch(r"(\d{4})/(\d{4})", text):
            first, second = int(match[1]), int(match[2])
            return _period(first, 8, 1, second, 7, 31, Grain.SCHOOL_YEAR, text) if second == first + 1 else None
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            year, month = int(match[1]), int(match[2])
            last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
            return _period(year, month, 1, year, month, last, Grain.MONTH, text)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = datetime.date.fromisoformat(text)
            return _period(day.year, day.month, day.day, day.year, day.month, day.day, Grain.DAY, text)
    except ValueError:
        return None
    return None


def _period(y0: int, m0: int, d0: int, y1: int, m1: int, d1: int, grain: Grain, text: str) -> Period | None:
    if not FIRST_YEAR <= y0 <= LAST_YEAR:
        return None
    return Period(datetime.date(y1, m1, d1), datetime.date(y0, m0, d0), grain, text)
