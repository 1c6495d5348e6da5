"""Numbers, dates and lists as Finnish, Swedish and British English write them.

Babel knows the separators, the month names and the conjunctions. What it does not do is done here: a minus sign that
is a minus (U+2212, not a hyphen), halves rounded away from zero, no negative zero, and periods.
"""

import datetime
import functools
import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from analysis.period import Grain, Period

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
THOUSANDS = re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))")
NUMBERS_KEPT = 4096  # a page writes its numbers several times: in titles, tables, drawings and descriptions
LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}


@functools.lru_cache(maxsize=NUMBERS_KEPT)
def number(value: float, decimals: int, language: str, *, signed: bool = False) -> str:
    """`1234.5` with one decimal: 1 234,5 in Finnish and Swedish, 1,234.5 in English. `signed` shows a plus sign too.

    An infinite value is ∞. NaN is refused: a missing figure has words of its own and is never a number.
    """
    if math.isnan(value):
        raise ValueError("a missing value cannot be shown as a number")
    if math.isinf(value):
        return _sign(value, signed) + "∞"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _sign(rounded, signed) + format_decimal(abs(rounded), format=pattern, locale=LOCALES[language])


def percent(share: float, decimals: int, language: str) -> str:
    """A share as a percentage: 0.068 is 6,8 % in Finnish and Swedish (with a no-break space), 6.8% in English."""
    # Through Decimal, so that 0.145 is 14.5 % exactly and not 14.499999999999998.
    hundredfold = float(Decimal(str(share)).scaleb(2))
    return number(hundredfold, decimals, language) + ("%" if language == "en" else NO_BREAK_SPACE + "%")


def day(date: datetime.date, language: str) -> str:
    """31. joulukuuta 2025, 31 december 2025, 31 December 2025."""
    return format_date(date, "long", locale=LOCALES[language])


def span(text: str, language: str) -> str:
    """A period of the data contract, or the first and last year of a review, as a reader writes it.

    A school year is 2022–2023 in Finnish and Swedish and 2022/23 in English.
    """
    first, dash, last = text.partition("-")
    if dash and len(first) == len(last) == 4:
        return first + EN_DASH + last
    period = Period.parse(text)
    match period.grain:
        case Grain.YEAR:
            return text
        case Grain.SCHOOL_YEAR:
            return f"{text[:4]}/{text[-2:]}" if language == "en" else text.replace("/", EN_DASH)
        case Grain.MONTH:
            return format_skeleton("yMMMM", period.start, locale=LOCALES[language])
        case Grain.DAY:
            return day(period.start, language)


def grouped(text: str, language: str) -> str:
    """A text with its long numbers kept on one line: people who write 10 396 with an ordinary space mean one number."""
    return text if language == "en" else THOUSANDS.sub(rf"\1{NO_BREAK_SPACE}", text)


def listing(items: Sequence[str], language: str) -> str:
    """Several words in a row: a, b ja c; a, b och c; a, b and c."""
    return format_list(list(items), style="standard", locale=LOCALES[language])


def _sign(value: float | Decimal, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""
