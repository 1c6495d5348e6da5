"""Every word and number that a page shows, wherever it stands: text, titles, labels, data attributes, drawings.

The markup is read as it is written, not as a browser would mend it: whatever is not a tag of ours counts as text.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

WORD = re.compile(r"[^\W_]+")
PIECE = re.compile(
    r"""<!--(?P<comment>.*?)-->|<(?P<tag>[/!?]?[A-Za-z][^\s>/]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*)>""", re.DOTALL
)
ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")

# What these hold is structure: names that the template gives, places to go to, colours. Anything else is content.
STRUCTURE = frozenset(
    (
        *("class", "id", "href", "lang", "hreflang", "rel", "role", "scope", "tabindex", "colspan", "xmlns"),
        *("aria-labelledby", "aria-current", "aria-hidden", "charset", "http-equiv", "type", "name", "autocomplete"),
        *("fill", "stroke", "stroke-linejoin", "stroke-linecap", "text-anchor", "font-weight"),
    )
)


def words(text: str) -> list[str]:
    return WORD.findall(text)


def pieces(markup: str) -> Iterator[str]:
    """The texts and the values of content attributes, unescaped, in reading order."""
    end = 0
    for found in PIECE.finditer(markup):
        if found.start() > end:
            yield html.unescape(markup[end : found.start()])
        end = found.end()
        if found["comment"]:
            yield found["comment"]
        elif found["rest"]:
            yield from _content(found["rest"])
    if end < len(markup):
        yield html.unescape(markup[end:])


def _content(attributes: str) -> Iterator[str]:
    for name, *values in ATTRIBUTE.findall(attributes):
        value = "".join(values)
        if name not in STRUCTURE and value:
            yield html.unescape(value)


def counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(WORD.findall("\n".join(texts)))  # no word goes on over a line


def surplus(markup: str, expected: Counter[str]) -> str | None:
    """The first piece of the markup with a word that is not expected, or more often than it is; None where all are."""
    found = list(pieces(markup))
    extra = counted(found) - expected
    if not extra:
        return None
    for piece in found:
        if not extra.keys().isdisjoint(WORD.findall(piece)):
            return piece
    raise AssertionError("a surplus word stands in some piece")
