"""The px file format (PC-Axis): keywords with their values, then the numbers after DATA=.

Source of the form: Statistics Sweden, "PX-file format", version 2013. A keyword may bear a language in brackets and the
names of a variable and value in parentheses. Texts go on over several lines, each piece in its own quotation marks.
"""

import codecs
import math
import re
from collections.abc import Mapping

from analysis.message import say
from analysis.sources.cube import Cube, Missing, Variable
from analysis.sources.refusal import BadReply, as_damaged
from analysis.sources.symbols import Read, number, symbol

ANSI = "windows-1252"  # what CHARSET="ANSI" means where no CODEPAGE is given
KEYWORD = re.compile(r'\s*([A-Z][A-Z0-9-]*)(?:\[([a-z]{2,3})\])?(?:\(((?:"[^"]*"(?:\s*,\s*)?)+)\))?\s*=', re.DOTALL)
TEXT = re.compile(r'"([^"]*)"', re.DOTALL)
VALUE = re.compile(r'((?:"[^"]*"|[^";])*);', re.DOTALL)
CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([^"]+)"')
DATA = re.compile(r"(?:^|;)\s*DATA\s*=", re.DOTALL)

Keywords = dict[tuple[str, str], str]  # keyword and the variable that it is about ("" for the whole table)


def read(data: bytes, symbols: Mapping[str, Missing | str]) -> Cube:
    """The cube of a px file, in its first language. Raises `BadReply`."""
    text = _text(data)
    found = DATA.search(text)
    if found is None:
        raise BadReply(say("The file is not a px file, or it ends before its figures."))
    with as_damaged():
        return _cube(_keywords(text[: found.start() + 1]), text[found.end() :], symbols)


def _text(data: bytes) -> str:
    page = CODEPAGE.search(data[:4000])
    name = page.group(1).decode("ascii", errors="replace") if page else ANSI
    if data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    try:
        return data.decode(name)
    except LookupError:
        raise BadReply(
            say("The file is written in the encoding “{encoding}”, which is not known.", encoding=name)
        ) from None
    except UnicodeDecodeError:
        raise BadReply(
            say("The file is not written in the encoding “{encoding}” that it names.", encoding=name)
        ) from None


def _keywords(text: str) -> Keywords:
    """The keywords of the first language; a variable and a value in parentheses are joined by a tab."""
    found: Keywords = {}
    at = 0
    while (keyword := KEYWORD.match(text, at)) is not None:
        value = VALUE.match(text, keyword.end())
        if value is None:
            raise ValueError(f"{keyword.group(1)} has no end")
        at = value.end()
        about = "\t".join(TEXT.findall(keyword.group(3) or ""))
        if keyword.group(2) is None:
            found.setdefault((keyword.group(1), about), value.group(1).strip())
    if text[at:].strip():
        raise ValueError(f"not a keyword: {text[at:].strip()[:40]}")
    return found


def _texts(value: str) -> list[str]:
    """The texts of a list; pieces without a comma between them are one text."""
    found: list[str] = []
    end = None
    for piece in TEXT.finditer(value):
        if end is not None and "," not in value[end : piece.start()]:
            found[-1] += piece.group(1)
        else:
            found.append(piece.group(1))
        end = piece.end()
    return found


def _cube(keywords: Keywords, figures: str, symbols: Mapping[str, Missing | str]) -> Cube:
    if any(keyword == "KEYS" for keyword, _ in keywords):
        raise BadReply(say("The px file leaves out empty rows (KEYS), which is not understood."))
    names = [name for keyword in ("STUB", "HEADING") for name in _texts(keywords.get((keyword, ""), ""))]
    variables = tuple(_variable(name, keywords) for name in names)
    size = math.prod(len(variable.labels) for variable in variables)
    written, end, rest = figures.partition(";")
    if not end or rest.strip():
        raise BadReply(say("The px file was broken off in the middle of its figures."))
    tokens = written.split()
    if len(tokens) != size:
        raise ValueError(f"{len(tokens)} figures, and the variables make {size}")
    cells = [_cell(token, symbols) for token in tokens]
    decimals = keywords.get(("SHOWDECIMALS", "")) or keywords.get(("DECIMALS", ""))
    return Cube(
        title=_one(keywords, "DESCRIPTION") or _one(keywords, "TITLE") or "",
        source=_one(keywords, "SOURCE") or "",
        updated=_one(keywords, "LAST-UPDATED") or _about_contents(keywords, "LAST-UPDATED"),
        variables=variables,
        values=tuple(cell.value for cell in cells),
        missing=tuple(cell.missing for cell in cells),
        symbols=tuple(cell.symbol for cell in cells),
        decimals={} if decimals is None else {"": int(decimals)},
    )


def _variable(name: str, keywords: Keywords) -> Variable:
    labels = _texts(keywords["VALUES", name])
    codes = _texts(keywords.get(("CODES", name), "")) or labels
    if len(codes) != len(labels) or len(set(codes)) != len(codes):
        raise ValueError(f"the codes of {name} are not one for each value")
    elimination = keywords.get(("ELIMINATION", name), "")
    total = next(iter(_texts(elimination)), None)
    return Variable(
        code=_one(keywords, "VARIABLECODE", name) or name,
        text=name,
        labels=dict(zip(codes, labels, strict=True)),
        role=_role(name, keywords),
        total=next((code for code, label in zip(codes, labels, strict=True) if total in (code, label)), None),
        droppable=bool(elimination) and elimination != "NO",
    )


def _role(name: str, keywords: Keywords) -> str | None:
    if ("TIMEVAL", name) in keywords:
        return "time"
    if ("MAP", name) in keywords:
        return "area"
    return "content" if name in _texts(keywords.get(("CONTVARIABLE", ""), "")) else None


def _one(keywords: Keywords, keyword: str, about: str = "") -> str | None:
    texts = _texts(keywords.get((keyword, about), ""))
    return texts[0] if texts else None


def _about_contents(keywords: Keywords, keyword: str) -> str | None:
    return next((_texts(value)[0] for (name, _), value in keywords.items() if name == keyword and value), None)


def _cell(token: str, symbols: Mapping[str, Missing | str]) -> Read:
    if token.startswith('"') or token == "-":
        return symbol(token.strip('"'), symbols)
    return number(token)
