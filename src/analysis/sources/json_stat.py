"""JSON-stat 2.0, the form in which PxWeb answers: a flat list of values in the order of the dimensions.

Source of the form: json-stat.org/full. `status` holds the symbols of cells without a number, by position.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from analysis.message import say
from analysis.sources.cube import Cube, Missing, Variable
from analysis.sources.refusal import BadReply, as_damaged
from analysis.sources.symbols import Read, number, symbol

ROLES = {"geo": "area", "time": "time", "metric": "content"}


def read(data: bytes, symbols: Mapping[str, Missing | str]) -> Cube:
    """The cube of a reply. Raises `BadReply`."""
    reply = load(data)
    with as_damaged():
        return _cube(reply, symbols)


def load(data: bytes) -> Any:
    """JSON with exact decimals. Raises `BadReply` for another encoding, half a reply, or a page of HTML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        raise BadReply(say("The reply is not written in UTF-8.")) from refusal
    try:
        return json.loads(text, parse_float=Decimal, parse_int=_whole, parse_constant=_no_number)
    except (ValueError, RecursionError) as refusal:
        if text.lstrip()[:1] == "<":
            raise BadReply(say("A page of HTML came instead of figures.")) from refusal
        raise BadReply(say("The reply is not whole JSON: it was broken off or mixed with something else.")) from refusal


def _whole(text: str) -> int:
    if len(text) > 30:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not a number")


def _cube(reply: dict[str, Any], symbols: Mapping[str, Missing | str]) -> Cube:
    if not isinstance(reply, dict) or reply.get("class") != "dataset" or reply.get("version") != "2.0":
        raise BadReply(say("The reply is not a table in the form JSON-stat 2.0."))
    roles = {code: ROLES[role] for role, codes in reply.get("role", {}).items() if role in ROLES for code in codes}
    variables = tuple(_variable(code, reply["dimension"][code], roles) for code in reply["id"])
    if [len(variable.labels) for variable in variables] != list(reply["size"]):
        raise ValueError("the sizes of the dimensions are not those of their values")
    size = 1
    for variable in variables:
        size *= len(variable.labels)
    values, statuses = _flat(reply["value"], size), _statuses(reply.get("status"), size)
    read = [_cell(values[at], statuses[at], symbols) for at in range(size)]
    return Cube(
        title=str(reply["label"]),
        source=str(reply.get("source", "")),
        updated=reply.get("updated"),
        variables=variables,
        values=tuple(cell.value for cell in read),
        missing=tuple(cell.missing for cell in read),
        symbols=tuple(cell.symbol for cell in read),
        decimals=_decimals(reply),
    )


def _variable(code: str, dimension: dict[str, Any], roles: Mapping[str, str]) -> Variable:
    category = dimension["category"]
    labels = category.get("label", {})
    index = category.get("index", list(labels))  # a dimension of one value may have a label only
    codes = list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)
    if isinstance(index, dict) and sorted(index.values()) != list(range(len(index))):
        raise ValueError(f"the positions of the values of {code} have holes")
    if len(set(codes)) != len(codes):
        raise ValueError(f"a value of {code} stands twice")
    extension = dimension.get("extension", {})
    return Variable(
        code=code,
        text=str(dimension.get("label", code)),
        labels={each: str(labels.get(each, each)) for each in codes},
        role=roles.get(code),
        total=extension.get("eliminationValueCode"),
        droppable=bool(extension.get("elimination", False)),
    )


def _flat(value: Any, size: int) -> list[Any]:
    """The values as a list; a sparse reply names only the positions that have one."""
    if isinstance(value, dict):
        return [value.get(str(at)) for at in range(size)] if _within(value, size) else []
    if len(value) != size:
        raise ValueError(f"{len(value)} values, and the dimensions make {size}")
    return value


def _statuses(status: Any, size: int) -> list[Any]:
    if isinstance(status, dict):
        return [status.get(str(at)) for at in range(size)] if _within(status, size) else []
    if isinstance(status, list):
        return status if len(status) == size else status * size
    return [status] * size


def _within(sparse: dict[str, Any], size: int) -> bool:
    beyond = [at for at in sparse if not 0 <= int(at) < size]
    if beyond:
        raise ValueError(f"a position beyond the table: {beyond[0]}")
    return True


def _cell(value: Any, status: Any, symbols: Mapping[str, Missing | str]) -> Read:
    if value is None:
        return symbol(str(status), symbols) if status in symbols else Read(None, Missing.UNEXPLAINED, str(status or ""))
    if isinstance(value, str) and value in symbols:
        return symbol(value, symbols)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise ValueError(f"{value!r} is not a number")
    return number(value)


def _decimals(reply: dict[str, Any]) -> dict[str, int]:
    found = {"": reply.get("extension", {}).get("px", {}).get("decimals")}
    for code in reply.get("role", {}).get("metric", ()):
        for content, unit in reply["dimension"][code]["category"].get("unit", {}).items():
            found[content] = unit.get("decimals")
    return {content: int(decimals) for content, decimals in found.items() if decimals is not None}
