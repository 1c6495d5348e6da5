"""`collect`: a form for each reporter; one that may have been filled in is never replaced."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.forms import asking, workbook
from analysis.message import Message, say
from analysis.period import Review
from analysis.programme.nouns import Indicator, Programme


@dataclass(frozen=True)
class Collected:
    """The forms of a review: where they are, how many figures each asks for, and what nobody is asked."""

    folder: Path
    forms: dict[str, int]  # reporter: figures asked
    nobody: tuple[Indicator, ...]


def folder_of(programme: Programme, review: Review) -> Path:
    """Where the forms of a review are written: in the own folder, which git ignores, because a form holds figures."""
    return programme.folder / "own" / "forms" / str(review)


def collect(programme: Programme, review: Review, form_language: str | None, folder: Path | None) -> Collected:
    """Write one form for each reporter that is asked anything.

    Raises `UnusableInput`, and writes nothing, when nobody is asked or when a form of the same name is there already
    and differs from the new one: it may have been filled in.
    """
    made, nobody = asking.requests(programme, review)
    if not made:
        raise UnusableInput(
            say(
                "No reporter is asked for anything. Write in {file} who is asked for which figures; docs/forms.md "
                "shows how.",
                file="collection.yaml",
            )
        )
    target = folder or folder_of(programme, review)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".forms-") as aside:
            written = {request.reporter: Path(aside) / f"{request.reporter}.xlsx" for request in made}
            for request in made:
                workbook.write(written[request.reporter], request, languages(form_language or request.language))
            _refuse_to_replace(written, target)
            for path in written.values():
                path.replace(target / path.name)
    except OSError as refusal:
        raise UnusableInput(
            say(
                "The forms cannot be written to {folder}: {reason}. Close the forms in other programs, or choose "
                "another folder with --output.",
                folder=str(target),
                reason=reason(refusal),
            )
        ) from refusal
    return Collected(target, {request.reporter: len(request.questions) for request in made}, tuple(nobody))


def languages(form_language: str) -> tuple[str, ...]:
    return ("fi", "sv") if form_language == "both" else (form_language,)


def _refuse_to_replace(written: dict[str, Path], target: Path) -> None:
    refused: list[Message] = [
        say(
            "{file} is there already and is not the same form: it may have been filled in. Import it, or move it to "
            "another folder, and collect again.",
            file=str(target / path.name),
        )
        for path in written.values()
        if (target / path.name).exists() and (target / path.name).read_bytes() != path.read_bytes()
    ]
    if refused:
        raise UnusableInput(*refused)
