"""The finished translations of one language, read from its .po file as it stands: no compiled file to go stale."""

import gettext
import io
from functools import cache
from pathlib import Path

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
    path = catalogue_file(language)
    if not path.is_file():
        return _Missing(language)
    finished = gettext.GNUTranslations(_compiled(path, language))
    finished.add_fallback(_Missing(language))
    return finished


def read_all() -> None:
    """Read the catalogues of all languages, which this process and all that are forked from it then have."""
    for language in LANGUAGES:
        catalogue(language)


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "kotoarvio.po"


def _compiled(path: Path, language: str) -> io.BytesIO:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    for message in list(messages):
        # Babel would fill an empty plural form with the English one.
        if message.id and not isinstance(message.string, str) and not all(message.string):
            messages.delete(message.id)
    compiled = io.BytesIO()
    write_mo(compiled, messages)  # leaves out what is empty or fuzzy
    compiled.seek(0)
    return compiled


class _Missing(gettext.NullTranslations):
    """Where gettext looks last: it refuses, instead of quietly handing back the English."""

    def __init__(self, language: str):
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        raise MissingTranslation(message, self._language)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise MissingTranslation(msgid1, self._language)
