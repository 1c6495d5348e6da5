"""How templates are read: everything that is put into them is escaped, and nothing may be missing."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

METHODS = frozenset(dir(dict))


class Templates(Environment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """As jinja's own, which looks among a dictionary's methods first; most of what is asked for is an entry."""
        if type(obj) is dict and attribute in obj and attribute not in METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(folder: Path) -> Environment:
    """The templates of a folder. A value becomes markup only where a filter says so."""
    return Templates(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
