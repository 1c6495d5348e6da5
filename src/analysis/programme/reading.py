"""A programme folder becomes a `Programme`: `programme.yaml` and `sources.yaml`, checked key by key."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from analysis import once
from analysis.errors import UnusableInput
from analysis.message import LANGUAGES, Message, Verbatim, say, say_many, shown
from analysis.programme import bindings, indicators
from analysis.programme.entry import NO_NAME, Entry, Taken
from analysis.programme.goals import sectors
from analysis.programme.indicators import Home, Known
from analysis.programme.keyed_file import SHOWN, Problems, compose
from analysis.programme.municipalities import is_code
from analysis.programme.nouns import Approval, Programme, Reporter, Source
from analysis.programme.overlaps import ages, check_within, sums
from analysis.programme.peers import peers
from analysis.programme.people import Population
from analysis.programme.places import columns
from analysis.project import LONGEST_NAME, closed_folders, programme_folder

# What makes people one population; two populations of different basis are different people.
BASES = (
    "language",
    "citizenship",
    "origin",
    "residence-status",
    "service",
    "age",
    "employment",
    "guardianship",
    "everyone",
)

INVENTED = "invented: true"
Noun = TypeVar("Noun", Population, Reporter, Source)


def load(name_or_folder: str) -> Programme:
    """The programme of this name under `data/`, or in this folder."""
    return read(programme_folder(name_or_folder))


@once.for_each(lambda folder: (folder, once.content(folder)))
def read(folder: Path) -> Programme:
    """The programme in a folder; all that is wrong in its two files is raised as one `UnusableInput`."""
    if closed := closed_folders(folder):
        raise UnusableInput(
            *(
                say(
                    "The folder {folder} may not be opened. Give yourself the right to list and open it.",
                    folder=shown(str(each), LONGEST_NAME),
                )
                for each in closed
            )
        )
    problems = Problems(f"{folder.name}/programme.yaml"), Problems(f"{folder.name}/sources.yaml")
    programme_node, sources_node = (compose(folder / Path(each.file).name, each) for each in problems)
    sources = None
    if sources_node is not None:
        entry = Entry(sources_node, "", problems[1])
        sources = _by_id(entry, "sources", _source)
        entry.finish()
    programme = None
    if programme_node is not None:
        programme = _programme(Entry(programme_node, "", problems[0]), folder, sources)
    found = [message for each in problems for message in each.told()]
    if programme is None or found:
        raise UnusableInput(*_first(found))
    return programme


def _first(found: list[Message]) -> list[Message]:
    """The first hundred, and how many more there are."""
    more = len(found) - SHOWN
    if more <= 0:
        return found
    return [
        *found[:SHOWN],
        say_many(
            "There is {count} more problem. Correct these first and check again.",
            "There are {count} more problems. Correct these first and check again.",
            more,
        ),
    ]


def _programme(entry: Entry, folder: Path, sources: dict[str, Source] | None) -> Programme:
    municipality, document = entry.group("municipality"), entry.group_or_none("document")
    language = document.word_of("language", LANGUAGES) if document else LANGUAGES[0]
    populations = _by_id(entry, "populations", _population)
    reporters = _by_id(entry, "reporters", _reporter)
    check_within(entry, populations)
    known = Known(populations, reporters, sources, columns(document))
    code = _code(municipality)
    found = Programme(
        id=entry.identifier("id"),
        folder=folder,
        municipality=code,
        municipality_name=municipality.name("name") if municipality else NO_NAME,
        title=entry.name("title"),
        invented=entry.flag_or("invented", False),
        review=entry.review("review"),
        approval=_approval(entry),
        contact=entry.name("contact"),
        populations=populations,
        reporters=reporters,
        sources=sources or {},
        sectors=sectors(entry, known, language if language in LANGUAGES else LANGUAGES[0]),
        context=tuple(indicators.indicator(group, known, Home()) for group in entry.groups("context")),
        document_language=language,
        peers=peers(entry.group_or_none("peers"), code, folder),
    )
    found = replace(found, sums=sums(entry, found.indicators, populations))
    for group in (municipality, document, entry):
        if group is not None:
            group.finish()
    if municipality and not found.invented and entry.values.keys() <= entry.known:  # “invented” may be misspelt
        _check_code(municipality, code)
    return found


def _code(municipality: Entry | None) -> str:
    code = municipality.text("code") if municipality else ""
    if code and not (len(code) == 3 and code.isascii() and code.isdigit()):
        what = say("“{code}” is not a municipality code.", code=code)
        municipality.problem("code", what, say("Write its three digits, for example 235."))
        return ""
    return code


def _check_code(municipality: Entry, code: str) -> None:
    """Only an invented municipality may have a code that no municipality of Finland has."""
    if code and not is_code(code):
        what = say("No municipality of Finland has the code {code}.", code=Verbatim(code))
        remedy = say(
            "Correct the code. If the municipality is made up, write “{line}” on a line of its own.", line=INVENTED
        )
        municipality.problem("code", what, remedy)


def _approval(entry: Entry) -> Approval | None:
    group = entry.group("approval")
    if group is None:
        return None
    found = Approval(group.name("body"), group.day("date"), group.text("section"), group.name("document"))
    group.finish()
    return found


def _population(entry: Entry) -> Population:
    return Population(
        entry.identifier("id"),
        entry.name("name"),
        entry.word_of("basis", BASES),
        entry.name("definition"),
        entry.optional_text("within"),
        ages(entry),
    )


def _reporter(entry: Entry) -> Reporter:
    return Reporter(entry.identifier("id"), entry.name("name"))


def _source(entry: Entry) -> Source:
    return Source(
        id=entry.identifier("id"),
        title=entry.name("title"),
        publisher=entry.name("publisher"),
        table=entry.optional_text("table"),
        retrieved=entry.day_or_none("retrieved"),
        updated=entry.optional_text("updated"),
        licence=entry.text("licence"),
        official=entry.flag("official"),
        url=_address(entry),
        faults=tuple(fault.as_name() for fault in entry.groups("faults")),
        minimum=entry.whole_or("minimum", None),
        query=bindings.table_or_none(entry),
    )


def _address(entry: Entry) -> str | None:
    url = entry.optional_text("url")
    if url is not None and not url.startswith(("https://", "http://")):
        entry.problem(
            "url", say("“{url}” is not a web address.", url=url), say("Begin it with https://, or leave the key out.")
        )
    return url


def _by_id(entry: Entry, key: str, make: Callable[[Entry], Noun]) -> dict[str, Noun]:
    """A list of nouns under their ids, each id once."""
    found: dict[str, Noun] = {}
    taken = Taken()
    for group in entry.groups(key):
        noun = make(group)
        group.finish()
        taken.claim(group, "id")
        found[noun.id] = noun
    return found
