"""Words without a language yet: an English pattern and typed values, rendered later in Finnish, Swedish or English.

A `Message` is what every sentence, label and error is made of. It is written in English, once, in code or a notebook;
the catalogues in `analysis/locale` hold the translations, and `analysis.language` (floor 4) renders it. Because the
values stay typed, one message gives the same number in three languages.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("fi", "sv", "en")

# Control characters, line and paragraph separators, zero-width characters and the marks that turn the direction of
# writing: they cannot be seen and can make a cell read as something that it is not.
HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class Name:
    """A name in the three languages, as a programme folder gives it (a goal, a reporter, a unit)."""

    fi: str
    sv: str
    en: str

    def in_language(self, language: str) -> str:
        return getattr(self, language)


@dataclass(frozen=True)
class Number:
    """A number to be shown with a fixed count of decimals; `signed` writes a plus sign before a positive one."""

    value: float
    decimals: int = 0
    signed: bool = False


@dataclass(frozen=True)
class Percent:
    """A share between 0 and 1, to be shown as a percentage."""

    share: float
    decimals: int = 1


@dataclass(frozen=True)
class Day:
    """A calendar date."""

    date: datetime.date


@dataclass(frozen=True)
class Span:
    """A period as the data contract writes it: `2022`, `2022-12-31`, `2022-05`, `2022/2023` or a review `2018-2022`."""

    text: str


@dataclass(frozen=True)
class Verbatim:
    """Text that is the same in every language: an id, a file name, a licence."""

    text: str


@dataclass(frozen=True)
class Quotation:
    """Words of the programme document, which stand in the document's own language on every page."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Several values joined as a language joins them: a, b and c."""

    items: tuple["Value", ...]


@dataclass(frozen=True)
class Message:
    """An English pattern with `{fields}` and the typed values that fill them.

    With `plural` set, `count` chooses the form by the rules of the language.
    """

    text: str
    values: Mapping[str, "Value"] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted((key, repr(value)) for key, value in self.values.items())), self.count))


Value = Name | Number | Percent | Day | Span | Verbatim | Quotation | Listing | Message


def say(text: str, /, **values: "Value | int | str") -> Message:
    """A message. A bare int becomes a `Number`, a bare str is `Verbatim`.

    Babel finds `text` by this function's name, so it is always written in place.
    """
    return Message(text, {key: as_value(value) for key, value in values.items()})


def say_many(text: str, plural: str, count: int, /, **values: "Value | int | str") -> Message:
    """A message with a singular and a plural form; the field `{count}` is always given."""
    filled = {"count": count, **values}
    return Message(text, {key: as_value(value) for key, value in filled.items()}, plural, count)


def as_value(value: "Value | int | str") -> "Value":
    if isinstance(value, bool) or value is None:
        raise TypeError(f"a message cannot show {value!r}")
    if isinstance(value, int):
        return Number(value)
    return Verbatim(value) if isinstance(value, str) else value


def shown(text: str, longest: int = 60) -> str:
    """Foreign text as it can be shown safely: characters that cannot be seen are spelled out, long text is cut."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    unseen = (unicodedata.category(sign) in ("Zl", "Zp") or unicodedata.category(sign)[0] == "C" for sign in cut)
    return "".join(f"\\u{ord(sign):04x}" if hidden else sign for sign, hidden in zip(cut, unseen, strict=True))


def to_json(value: "Value") -> dict[str, Any]:
    """The language-neutral form of a value that travels in an executed notebook."""
    match value:
        case Name():
            return {"name": {"fi": value.fi, "sv": value.sv, "en": value.en}}
        case Number():
            return {"number": value.value, "decimals": value.decimals, "signed": value.signed}
        case Percent():
            return {"percent": value.share, "decimals": value.decimals}
        case Day():
            return {"day": value.date.isoformat()}
        case Span():
            return {"span": value.text}
        case Verbatim():
            return {"verbatim": value.text}
        case Quotation():
            return {"quotation": value.text}
        case Listing():
            return {"listing": [to_json(item) for item in value.items]}
        case Message():
            packed: dict[str, Any] = {"say": value.text}
            if value.values:
                packed["values"] = {key: to_json(item) for key, item in value.values.items()}
            if value.plural is not None:
                packed |= {"plural": value.plural, "count": value.count}
            return packed
    raise TypeError(f"not a value of a message: {value!r}")


def from_json(packed: Mapping[str, Any]) -> "Value":
    """The inverse of `to_json`."""
    match packed:
        case {"name": name}:
            return Name(**name)
        case {"number": number}:
            return Number(number, packed["decimals"], packed["signed"])
        case {"percent": share}:
            return Percent(share, packed["decimals"])
        case {"day": day}:
            return Day(datetime.date.fromisoformat(day))
        case {"span": text}:
            return Span(text)
        case {"verbatim": text}:
            return Verbatim(text)
        case {"quotation": text}:
            return Quotation(text)
        case {"listing": items}:
            return Listing(tuple(from_json(item) for item in items))
        case {"say": text}:
            values = {key: from_json(item) for key, item in packed.get("values", {}).items()}
            return Message(text, values, packed.get("plural"), packed.get("count", 1))
    raise ValueError(f"not a packed value of a message: {packed!r}")
