"""The pages that earlier runs have made, found again by what their notebooks asked and by what rendering needs."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.execution import again
from analysis.execution.basis import Basis
from analysis.execution.questions import CATALOGUES, EVERYTHING, FIGURE_FILES, OFFICIAL, UNKNOWN, Question
from analysis.execution.store import Store, digest
from analysis.message import LANGUAGES
from analysis.report import record
from analysis.report.pages import Page
from analysis.report.site import Site

NOTEBOOKS = "notebooks"  # folder of the executed notebooks in a report
# Rooms of the package that no notebook can reach, or whose use is one of the questions.
NOT_EXECUTED = ("report", "cli", "finished", "forms", "intruder", "locale", "sources")


class KeptPages:
    """For one run. `everything` is the key of the whole report, which any change at all changes."""

    def __init__(self, store: Store, site: Site, basis: Basis, everything: str):
        self._store, self._site, self._basis = store, site, basis
        made_with = again.made_with()
        programme = _digest_without(site.programme.folder, FIGURE_FILES)
        self._execution = {
            "programme": programme,
            "code": _digest_without(_package(), NOT_EXECUTED),
            **{name: value for name, value in made_with.items() if name != "code"},
        }
        self._rendering = {
            "programme": programme,
            "period": str(site.review),
            "pages": sorted(site.paths),
            "data date": str(site.provenance.data_date),
            "made with": made_with,
        }
        self._files = {
            EVERYTHING: everything,
            OFFICIAL: again.folder_digest(site.programme.folder / "official"),
            CATALOGUES: again.folder_digest(_package() / "locale"),
        }
        self._answers: dict[Question, str] = {}

    def restore(self, page: Page, folder: Path) -> bool:
        """Write the page as an earlier run has made it; False where there is none."""
        executed = self.executed(page)
        if page.notebook and executed is None:
            return False
        files = self._store.find_files(self._page_key(page, executed))
        if files is None:
            return False
        again.write_files(folder, files)
        return True

    def executed(self, page: Page) -> str | None:
        """The executed notebook, where an earlier run got the same answers to all that it asked."""
        if page.notebook is None or not (self._site.notebooks_folder / page.notebook).is_file():
            return None  # a notebook that is missing is told where the page is made
        key = self._execution_key(page)
        asked = self._store.find(key)
        if asked is None:
            return None
        found = self._store.find(self._answered(key, [tuple(question) for question in json.loads(asked)]))
        return None if found is None else found.decode()

    def keep(self, page: Page, folder: Path, asked: Mapping[Question, str]) -> None:
        """Keep a page that was made just now. `asked` is empty if only its rendering was made."""
        files = {name: folder / name for name in _files_of(page)}
        executed = None
        if page.notebook:
            executed = (folder / _notebook_of(page)).read_text(encoding="utf-8")
            if UNKNOWN in asked:
                return
            if asked:
                self._answers |= {question: answer for question, answer in asked.items() if answer}
                key, questions = self._execution_key(page), sorted(asked)
                self._store.keep(self._answered(key, questions), executed.encode())
                self._store.keep(key, json.dumps(questions).encode())
        self._store.keep_files(self._page_key(page, executed), files)

    def _execution_key(self, page: Page) -> str:
        notebook = (self._site.notebooks_folder / str(page.notebook)).read_bytes()
        return digest({**self._execution, "notebook": digest(notebook), "parameters": dict(page.parameters)})

    def _page_key(self, page: Page, executed: str | None) -> str:
        shown = self._files[EVERYTHING] if executed is None else digest(executed.encode())
        return digest({**self._rendering, "page": page.path, "shown": shown})

    def _answered(self, key: str, questions: Sequence[Question]) -> str:
        return digest([key, [[question, self._answer(question)] for question in questions]])

    def _answer(self, question: Question) -> str:
        if question not in self._answers:
            told = self._files.get(question)
            self._answers[question] = told or digest(self._basis.answer(question).encode())
        return self._answers[question]


def _files_of(page: Page) -> list[str]:
    pages = [f"{language}/{page.path}" for language in LANGUAGES]
    return [*pages, _notebook_of(page)] if page.notebook else pages


def _notebook_of(page: Page) -> str:
    return f"{NOTEBOOKS}/{Path(page.path).with_suffix('.ipynb').as_posix()}"


def _package() -> Path:
    return Path(record.__file__).parents[1]


def _digest_without(folder: Path, left_out: Sequence[str]) -> str:
    entries: Mapping[str, Path] = {path.name: path for path in folder.iterdir() if path.name not in left_out}
    return digest([[name, again.digest_of(path)] for name, path in sorted(entries.items()) if name != "__pycache__"])
