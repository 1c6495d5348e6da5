"""The finished translations of one language, read from its .po file as it stands: no compiled file to go stale."""

import gettext
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analysis import once
from analysis.message import LANGUAGES

FOLDER = Path(__file__).parents[1] / "locale"
SOURCE = "en"  # what code and notebooks are written in; it needs no catalogue


class MissingTranslation(Exception):  # noqa: N818
    """A text has no finished translation: it is absent from the catalogue, empty, or marked as fuzzy."""

    def __init__(self, msgid: str, language: str):
        self.msgid, self.language = msgid, language
        super().__init__(f"no {language} translation of: {msgid}")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The finished translations of a language, with the plural rules that its file states."""
    if language not in LANGUAGES:
        raise ValueError(f"not a language of the reports: {language!r}")
    if language == SOURCE:
        return gettext.NullTranslations()
    if not catalogue_file(language).is_file():
        return _Missing(language)
    finished = gettext.GNUTranslations(io.BytesIO(compiled(language)))
    finished.add_fallback(_Missing(language))
    return finished


def read_all() -> Mapping[str, bytes]:
    """The `compiled` catalogues of all languages that have one, for another process to `learn`."""
    return {language: compiled(language) for language in LANGUAGES if catalogue_file(language).is_file()}


def learn(read: Mapping[str, bytes]) -> None:
    """Have this process, and all that are forked from it, know catalogues that another process has read."""
    for language, messages in read.items():
        compiled.learn(messages, language)
        catalogue(language)


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "kotoarvio.po"


@once.for_each(lambda language: catalogue_file(language))
def compiled(language: str) -> bytes:
    """What is finished of a catalogue, as gettext reads it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue_file(language).open("rb") as file:
        messages = read_po(file, locale=language)
    for message in list(messages):
        # Babel would fill an empty plural form with the English one.
        if message.id and not isinstance(message.string, str) and not all(message.string):
            messages.delete(message.id)
    written = io.BytesIO()
    write_mo(written, messages)  # leaves out what is empty or fuzzy
    return written.getvalue()


class _Missing(gettext.NullTranslations):
    """Where gettext looks last: it refuses, instead of quietly handing back the English."""

    def __init__(self, language: str):
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        raise MissingTranslation(message, self._language)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise MissingTranslation(msgid1, self._language)
