"""`datapackage.json` beside the downloads: a Table Schema for each of them, an open standard for data in tables."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis import language
from analysis.message import Message, Value, say
from analysis.observations.columns import KEY
from analysis.period import Review
from analysis.programme import Programme
from analysis.report.columns import FIGURES, FINDINGS, GOALS, INDICATORS, ColumnOf

FILE = "datapackage.json"
EMPTY_FOR_ALL = ("group", "part")  # empty: everybody, and the figure itself
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


class Download(NamedTuple):
    """A table to download: what it holds, its columns, and those that tell its rows apart."""

    title: Message
    columns: Mapping[str, ColumnOf]
    key: tuple[str, ...] = ()


TABLES: Mapping[str, Download] = {
    "goals": Download(say("What became of each goal"), GOALS, ("goal",)),
    "indicators": Download(say("What became of each indicator"), INDICATORS, ("indicator",)),
    "findings": Download(say("What was found in the programme and its figures"), FINDINGS),
    "figures": Download(say("Every figure that the report may show"), FIGURES, KEY),
}


def write(folder: Path, programme: Programme, review: Review) -> None:
    (folder / FILE).write_text(text(programme, review), encoding="utf-8", newline="\n")


def text(programme: Programme, review: Review) -> str:
    return json.dumps(described(programme, review), ensure_ascii=False, indent=2) + "\n"


def described(programme: Programme, review: Review) -> dict[str, Any]:
    """The data package as its JSON: what the tables are, who made them, under which licence."""
    return {
        "name": f"{programme.id}-{review}",
        "title": f"{_english(programme.title)}, {review}",
        "contributors": [{"title": _english(programme.contact), "role": "contact"}],
        "invented": programme.invented,
        "licenses": [LICENCE],
        "sources": [{"title": _english(source.title)} for source in programme.sources.values()],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "title": _english(table.title),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(table.columns, table.key),
            }
            for name, table in TABLES.items()
        ],
    }


def _schema(columns: Mapping[str, ColumnOf], key: Sequence[str]) -> dict[str, Any]:
    fields = [
        _field(name, column, required=name in key and name not in EMPTY_FOR_ALL) for name, column in columns.items()
    ]
    return {"fields": fields, "missingValues": [""], **({"primaryKey": list(key)} if key else {})}


def _field(name: str, column: ColumnOf, required: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.codes:
        constraints["enum"] = [str(code) for code in column.codes]
    return {
        "name": name,
        "type": column.data_type,
        "description": _english(column.meaning),
        **({"constraints": constraints} if constraints else {}),
    }


def _english(value: Value) -> str:
    return language.render(value, "en")
