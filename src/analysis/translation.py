"""The translators' workshop: collect what has to be translated, keep the catalogues in step with it, and check them.

`scripts/translations.py` is its command. Nothing here runs when a report is made.
"""

import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from analysis import project
from analysis.language import prose
from analysis.language.catalogues import catalogue_file

LANGUAGES = ("fi", "sv")
KEYWORDS = {"say": None, "say_many": (1, 2)}
PACKAGE = Path(__file__).parent
NOTEBOOK = ".ipynb"
HEADER = "# {language} translations of Kotoarvio. How to work on them: docs/reports.md"
IN_HEADER = (b'"Language:', b'"Plural-Forms:', b'"MIME-Version:', b'"Content-')  # the rest is clocks and placeholders


@dataclass(frozen=True)
class Problem:
    """One text of a catalogue that a page could not use, or should not."""

    language: str
    text: str
    what: str

    def __str__(self) -> str:
        return f"{self.language}: {self.what}: {self.text}"


def extract() -> Catalog:
    """Everything that a reader or evaluator may see: the messages in the code, then the prose of the notebooks."""
    found = Catalog(project="Kotoarvio", charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        where = f"src/analysis/{path.relative_to(PACKAGE).as_posix()}"
        for line, text, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(text, locations=[(where, line)])
    for path in sorted(project.notebooks_folder().glob(f"*{NOTEBOOK}")):
        for unit in notebook_units(path):
            note = "Heading" if unit.heading else "Markdown"
            found.add(unit.text, locations=[(f"notebooks/{path.name}", 0)], auto_comments=[note])
    return found


def notebook_units(path: Path) -> Iterator[prose.Unit]:
    """The translation units of a notebook's prose. Its title is for JupyterLab alone and stays English."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            yield from (
                unit for unit in prose.units(source) if unit.heading != 1 and not prose.WORDLESS.fullmatch(unit.text)
            )


def read(language: str) -> Catalog:
    path = catalogue_file(language)
    if not path.is_file():
        return Catalog(locale=language, project="Kotoarvio", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalogue: Catalog) -> Path:
    """Write the catalogue without clock times, so that it changes only when a text does."""
    written = BytesIO()
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER.format(language=catalogue.locale.english_name)
    write_po(written, catalogue, width=0, include_lineno=False)
    head, blank, texts = written.getvalue().partition(b"\n\n")
    kept = [line for line in head.splitlines(keepends=True) if not line.startswith(b'"') or line.startswith(IN_HEADER)]
    path = catalogue_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(kept) + blank + texts)
    return path


def update(language: str) -> Path:
    """Bring a catalogue into step with the code and notebooks. What is translated stays; what is gone is kept aside
    (`#~`).
    """
    catalogue = read(language)
    for set_aside in list(catalogue.obsolete.values()):  # a text that comes back finds its translation again
        catalogue.add(set_aside.id, set_aside.string, flags=set_aside.flags)
    catalogue.obsolete.clear()
    catalogue.update(extract(), no_fuzzy_matching=True)
    return write(language, catalogue)


def to_do(language: str) -> list[dict[str, Any]]:
    """The texts that wait for a translation, as a list to hand out: fill in `translation` and give it to `fill`."""
    catalogue = read(language)
    return [
        {
            "source": message.id if isinstance(message.id, str) else list(message.id),
            "where": sorted({where for where, _ in message.locations}),
            "note": ", ".join(message.auto_comments),
            "translation": "" if isinstance(message.id, str) else [""] * catalogue.num_plurals,
        }
        for message in _messages(catalogue)
        if not _finished(message)
    ]


def fill(language: str, entries: Iterable[Mapping[str, Any]]) -> int:
    """Put finished translations into a catalogue; an empty one is passed over. Returns how many were put in."""
    catalogue, filled = read(language), 0
    for entry in entries:
        source, translation = entry["source"], entry["translation"]
        if not (all(translation) if isinstance(translation, list) else translation):
            continue
        message = catalogue.get(source if isinstance(source, str) else tuple(source))
        if message is None:
            raise KeyError(f"no such text in the {language} catalogue: {source}")
        message.string = translation if isinstance(translation, str) else tuple(translation)
        message.flags.discard("fuzzy")
        filled += 1
    write(language, catalogue)
    return filled


def problems(language: str) -> list[Problem]:
    """Everything that keeps a catalogue from being finished, in the catalogue's order; empty when all is well."""
    catalogue, wanted = read(language), extract()
    found = [
        Problem(language, _source(message), "not in the catalogue; run update")
        for message in _messages(wanted)
        if catalogue.get(message.id) is None
    ]
    for message in _messages(catalogue):
        if wanted.get(message.id) is None:
            found.append(Problem(language, _source(message), "no longer in the code or notebooks; run update"))
        elif not _finished(message):
            found.append(Problem(language, _source(message), "fuzzy" if message.fuzzy else "not translated"))
        else:
            found += [Problem(language, _source(message), what) for what in _faults(message)]
    return found


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _finished(message: Message) -> bool:
    return not message.fuzzy and bool(_forms(message)) and all(_forms(message))


def _faults(message: Message) -> Iterator[str]:
    """What a translator may overlook: fields, links, the last mark, quotation marks, spaces, words left in English."""
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    in_code = any(not where.endswith(NOTEBOOK) for where, _ in message.locations)
    for form in _forms(message):
        if in_code and not any(_fields(form) == _fields(source) for source in sources):
            yield f"its fields {sorted(_fields(form))} are not those of the source {sorted(_fields(sources[-1]))}"
        if _marks(form) != _marks(sources[0]):
            yield "its links or code words are not those of the source"
        if form != form.strip():
            yield "it begins or ends with a space"
        if form[-1:] != sources[-1][-1:] and {form[-1:], sources[-1][-1:]} & set(".?!:"):
            yield f"it ends with “{form[-1:]}” and the source with “{sources[-1][-1:]}”"
        if "“" in form or '"' in form:
            yield "Finnish and Swedish quotation marks are ” on both sides"
        if form in sources and len(_words(form)) > 3:
            yield "it is the English text"


def _words(pattern: str) -> list[str]:
    """The words of a pattern outside its fields: `{title}: {figure}` has none that would need a translation."""
    return re.findall(r"[^\W\d_]+", re.sub(r"\{\w*\}", " ", pattern))


def _fields(pattern: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
    except ValueError:
        return {"(a brace that stands alone)"}


def _marks(text: str) -> list[str]:
    return sorted(re.findall(r"\]\(([^)]*)\)", text) + re.findall(r"`[^`]*`", text))
