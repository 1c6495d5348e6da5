"""Messages and notebook prose in Finnish, Swedish or English: plain text, which whoever puts it into HTML escapes
there.
"""

from collections.abc import Callable

from analysis.language import numerals, prose
from analysis.language.catalogues import MissingTranslation, catalogue
from analysis.message import Day, Listing, Message, Name, Number, Percent, Quotation, Span, Value, Verbatim

__all__ = ["MissingTranslation", "markdown", "render", "translate"]


def render(value: Value, language: str, quote: Callable[[str], str] = str) -> str:
    """A value in words; `quote` may mark the words of the programme document, whose language is another.

    Raises `MissingTranslation` for a message that the language's catalogue has not finished.
    """
    match value:
        case Message():
            fillings = {key: render(filling, language, quote) for key, filling in value.values.items()}
            return _pattern(value, language).format_map(fillings)
        case Name():
            return numerals.grouped(value.in_language(language), language)
        case Number():
            return numerals.number(value.value, value.decimals, language, signed=value.signed)
        case Percent():
            return numerals.percent(value.share, value.decimals, language)
        case Day():
            return numerals.day(value.date, language)
        case Span():
            return numerals.span(value.text, language)
        case Listing():
            return numerals.listing([render(item, language, quote) for item in value.items], language)
        case Verbatim():
            return value.text
        case Quotation():
            return quote(value.text)
    raise TypeError(f"not a value of a message: {value!r}")


def translate(text: str, language: str) -> str:
    """The translation of one source text, with its `{fields}` still in place."""
    return catalogue(language).gettext(text)


def markdown(source: str, language: str) -> str:
    """A notebook's Markdown in another language, unit by unit (see `analysis.language.prose`)."""
    return prose.joined(prose.units(source), lambda text: translate(text, language))


def _pattern(message: Message, language: str) -> str:
    if message.plural is None:
        return translate(message.text, language)
    return catalogue(language).ngettext(message.text, message.plural, message.count)
