"""What the symbols of a service mean in place of a number. One symbol means different things at different offices."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from analysis.sources.cube import Missing

NIL = "nil"  # nothing was counted: the number zero, written as a sign


@dataclass(frozen=True)
class Read:
    """What stands in a cell: a number, or why there is none; `symbol` is the sign that was written."""

    value: Decimal | None
    missing: Missing | None
    symbol: str = ""


# Statistics Finland and the px format: the number of dots is the number of the data symbol.
PX: Mapping[str, Missing | str] = {
    ".": Missing.MISSING,
    "..": Missing.NOT_REPRESENTABLE,
    "...": Missing.CONFIDENTIAL,
    "....": Missing.NOT_ACQUIRED,
    ".....": Missing.NOT_ASKED,
    "......": Missing.EMPTY,
    "-": NIL,
}
# Helsinki region's Aluesarjat: ".." is not available or uncertain, "." impossible. "0" is less than half the unit.
ALUESARJAT: Mapping[str, Missing | str] = {
    "..": Missing.UNCERTAIN,
    ".": Missing.NOT_REPRESENTABLE,
    "...": Missing.CONFIDENTIAL,
    "-": NIL,
}
# Vipunen shows groups of one to four as a range.
VIPUNEN: Mapping[str, Missing | str] = {
    "1-4": Missing.CONFIDENTIAL,
    "1–4": Missing.CONFIDENTIAL,
    "1...4": Missing.CONFIDENTIAL,
    "*": Missing.CONFIDENTIAL,
    "..": Missing.CONFIDENTIAL,
    "-": NIL,
}


LARGEST = 15  # digits before the decimal point, and after it: more is a damaged reply, and would fill the memory


def number(written: int | str | Decimal) -> Read:
    """A number as it is written, exact. Raises `ValueError` for what is none, or is none that a statistic can have."""
    try:
        found = Decimal(written)
    except ArithmeticError as refusal:
        raise ValueError(f"{written!r} is not a number") from refusal
    if not found.is_finite() or found.adjusted() > LARGEST or int(found.as_tuple().exponent) < -LARGEST:
        raise ValueError(f"{written!r} is not a number")
    return Read(found, None)


def symbol(text: str, meanings: Mapping[str, Missing | str]) -> Read:
    """What a symbol means. Raises `KeyError` for one that the service is not known to use."""
    meaning = meanings[text]
    if meaning == NIL:
        return Read(Decimal(0), None, text)
    return Read(None, Missing(meaning), text)
