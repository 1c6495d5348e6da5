"""PX-JSON, PxWeb's own form: one row a cell, with the keys of its variables and its values as texts.

The keys are codes by the documentation and labels in the replies that were seen: both are kept as they are.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

from analysis.message import say
from analysis.sources.cube import Cube, Missing, Variable
from analysis.sources.json_stat import load
from analysis.sources.refusal import BadReply, as_damaged
from analysis.sources.symbols import Read, number, symbol

ROLES = {"t": "time"}


def read(data: bytes, symbols: Mapping[str, Missing | str]) -> Cube:
    """The cube of a reply: its keys, and its contents as one more variable `content`. Raises `BadReply`."""
    reply = load(data)
    with as_damaged():
        return _cube(reply, symbols)


def _cube(reply: dict[str, Any], symbols: Mapping[str, Missing | str]) -> Cube:
    if not isinstance(reply, dict) or not {"columns", "data"} <= reply.keys():
        raise BadReply(say("The reply is not a table in the form PX-JSON."))
    keys = [column for column in reply["columns"] if column["type"] != "c"]
    contents = [column for column in reply["columns"] if column["type"] == "c"]
    rows: dict[tuple[str, ...], list[str]] = {}
    for row in reply["data"]:
        key = tuple(row["key"])
        if len(key) != len(keys) or len(row["values"]) != len(contents) or key in rows:
            raise ValueError(f"the row {key} has too few or too many cells, or stands twice")
        rows[key] = row["values"]
    variables = tuple(
        Variable(column["code"], column["text"], _labels(rows, at), ROLES.get(column["type"]))
        for at, column in enumerate(keys)
    )
    content = Variable("content", "content", {each["code"]: each["text"] for each in contents}, "content")
    cells = [
        _cell(rows[key][at], symbols) if key in rows else Read(None, Missing.UNEXPLAINED)
        for key in product(*(variable.labels for variable in variables))
        for at in range(len(contents))
    ]
    described = (reply.get("metadata") or [{}])[0]
    return Cube(
        title=str(described.get("label", "")),
        source=str(described.get("source", "")),
        updated=described.get("updated"),
        variables=(*variables, content),
        values=tuple(cell.value for cell in cells),
        missing=tuple(cell.missing for cell in cells),
        symbols=tuple(cell.symbol for cell in cells),
        decimals={},
    )


def _labels(rows: Mapping[tuple[str, ...], list[str]], at: int) -> dict[str, str]:
    return {key[at]: key[at] for key in rows}


def _cell(text: str, symbols: Mapping[str, Missing | str]) -> Read:
    if text in symbols:
        return symbol(text, symbols)
    return number(text)
