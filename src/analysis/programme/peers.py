"""Which municipalities are peers: the rule that a programme declares, applied to a register of municipalities."""

import csv
import io
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.message import Message, Verbatim, say, shown
from analysis.programme.entry import Entry
from analysis.project import file_bytes

REGISTER = "municipalities.csv"
COLUMNS = ("code", "language", "region", "population")
FEWEST_PEERS = 5  # with fewer there is no common level to speak of


class Trait(StrEnum):
    """What peers must have in common."""

    LANGUAGE = "language"
    REGION = "region"


class LanguageStatus(StrEnum):
    """The language status of a municipality by the Language Act."""

    FINNISH = "finnish"
    SWEDISH = "swedish"
    BILINGUAL = "bilingual"


@dataclass(frozen=True)
class Municipality:
    code: str  # three digits
    language: LanguageStatus
    region: str  # code of the region (maakunta)
    population: int


@dataclass(frozen=True)
class Peers:
    """The rule as declared, the municipality's own line of the register, and the codes that the rule chooses."""

    same: tuple[Trait, ...]
    times: float | None  # peers have at least 1 / times and at most times its population; None: of any size
    own: Municipality
    codes: frozenset[str]

    @property
    def smallest(self) -> float | None:
        return None if self.times is None else self.own.population / self.times

    @property
    def largest(self) -> float | None:
        return None if self.times is None else self.own.population * self.times


def peers(entry: Entry | None, code: str, folder: Path) -> Peers | None:
    """The peers by the rule in `programme.yaml`; None where the programme declares no rule.

    The register is `municipalities.csv` in the programme's folder.
    """
    if entry is None:
        return None
    same, times = _same(entry), entry.number("times") if entry.has("times") else None
    if times is not None and times <= 1:
        entry.problem(
            "times",
            say("“{times}” is not above 1.", times=f"{times:g}"),
            say("Write 2 for municipalities from half to double the size."),
        )
        times = None
    entry.finish()
    try:
        register = read(folder / REGISTER)
    except UnusableInput as refusal:
        entry.problems.found.extend(refusal.messages)
        return None
    own = register.get(code)
    if own is None:
        entry.problem(
            "",
            say("The municipality {code} is not in {file}.", code=code, file=REGISTER),
            say("Add its line there, or take the rule for peers away."),
        )
        return None
    rule = Peers(same, times, own, frozenset())
    return replace(rule, codes=frozenset(each.code for each in register.values() if _is_peer(each, rule)))


def read(path: Path) -> dict[str, Municipality]:
    """The register, by code: `code,language,region,population`, one municipality a line."""
    try:
        text = file_bytes(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as refusal:
        why = reason(refusal) if isinstance(refusal, OSError) else say("it is not in UTF-8")
        raise UnusableInput(say("{file}: the file cannot be read: {reason}.", file=path.name, reason=why)) from None
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if not lines or tuple(lines[0]) != COLUMNS:
        columns = ",".join(COLUMNS)
        raise UnusableInput(say("{file}: the first line must be {columns}.", file=path.name, columns=columns))
    found: dict[str, Municipality] = {}
    faults: list[Message] = []
    for number, cells in enumerate(lines[1:], start=2):
        municipality = _municipality(cells)
        if municipality is None or municipality.code in found:
            faults.append(_fault(path, number, cells))
        else:
            found[municipality.code] = municipality
    if faults:
        raise UnusableInput(*faults)
    return found


def _same(entry: Entry) -> tuple[Trait, ...]:
    found = []
    for word in entry.ids("same"):
        entry.check_reference("same", word, [trait.value for trait in Trait])
        found += [trait for trait in Trait if trait.value == word]
    return tuple(found)


def _is_peer(other: Municipality, rule: Peers) -> bool:
    if other.code == rule.own.code or (rule.times and not rule.smallest <= other.population <= rule.largest):
        return False
    return all(getattr(other, trait.value) == getattr(rule.own, trait.value) for trait in rule.same)


def _municipality(cells: list[str]) -> Municipality | None:
    if len(cells) != len(COLUMNS):
        return None
    code, language, region, population = cells
    sound = re.fullmatch(r"[0-9]{3}", code) and region and re.fullmatch(r"[1-9][0-9]{0,7}", population)
    if not sound or language not in list(LanguageStatus):
        return None
    return Municipality(code, LanguageStatus(language), region, int(population))


def _fault(path: Path, number: int, cells: list[str]) -> Message:
    return say(
        "{file}, line {line}: “{cells}” is not a municipality: a code of three digits that stands on no other line, "
        "finnish, swedish or bilingual, the code of its region, and its population.",
        file=path.name,
        line=Verbatim(str(number)),
        cells=shown(",".join(cells)),
    )
