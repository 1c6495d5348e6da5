"""The municipalities of Finland: codes, names and language status.

`municipalities.csv` holds the 308 municipalities of 2026 after Statistics Finland's classification of municipalities
(CC BY 4.0): their code, their names in Finnish, Swedish and English, and their languages, the majority's first.
`FORMER` are those of the 320 of 2013 that have joined another since: a programme or its figures may still be theirs.
"""

import csv
import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from analysis.errors import UnusableInput
from analysis.message import say, shown

# Honkajoki, Jalasjärvi, Juankoski, Hämeenkoski, Köyliö, Lavia, Luvia, Maaninka, Nastola, Pertunmaa, Tarvasjoki, Valtimo
FORMER = frozenset({"099", "164", "174", "283", "319", "413", "442", "476", "532", "588", "838", "911"})


@dataclass(frozen=True)
class Municipality:
    """A municipality. `languages` are `fi`, `fi-sv`, `sv-fi` or `sv`: bilingual ones begin with the majority's."""

    code: str
    fi: str
    sv: str
    en: str
    languages: str

    @property
    def own_names(self) -> tuple[str, ...]:
        """Its names in Finnish and Swedish, that of the majority first; once where both are the same."""
        names = (self.sv, self.fi) if self.languages.startswith("sv") else (self.fi, self.sv)
        return tuple(dict.fromkeys(names))


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All of them, in the order of their codes."""
    text = resources.files("analysis.programme").joinpath("municipalities.csv").read_text(encoding="utf-8")
    return tuple(Municipality(**row) for row in csv.DictReader(text.splitlines()))


def is_code(code: str) -> bool:
    """Whether a municipality of Finland has this code, or had it in 2013 or later."""
    return code in FORMER or any(code == each.code for each in municipalities())


def municipality(name_or_code: str) -> Municipality:
    """The municipality of this name, in any of the three languages and any case, or of this code.

    Raises `UnusableInput` with the nearest name when there is none.
    """
    asked = name_or_code.strip().casefold()
    for each in municipalities():
        if asked in (each.code, each.fi.casefold(), each.sv.casefold(), each.en.casefold()):
            return each
    names = {name.casefold(): name for each in municipalities() for name in (each.fi, each.sv)}
    near = difflib.get_close_matches(asked, names, n=1)
    if near:
        raise UnusableInput(
            say(
                "There is no municipality “{name}” in Finland. Did you mean “{near}”?",
                name=shown(name_or_code),
                near=names[near[0]],
            )
        )
    raise UnusableInput(
        say(
            "There is no municipality “{name}” in Finland. Write its name in Finnish or Swedish, or its three digits.",
            name=shown(name_or_code),
        )
    )
