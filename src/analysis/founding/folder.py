"""The files of a new programme folder, from the template beside this file."""

import datetime
import tempfile
import unicodedata
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from analysis.errors import UnusableInput, reason
from analysis.message import say
from analysis.programme.municipalities import Municipality

FILES = {  # name in the folder: name in the template
    "programme.yaml": "programme.yaml",
    "sources.yaml": "sources.yaml",
    "collection.yaml": "collection.yaml",
    "observations.csv": "observations.csv",
    "datapackage.json": "datapackage.json",
    "README.md": "README.md",
    ".gitignore": "gitignore",  # a file of this name would act on the template itself
}
STATUS = {
    "fi": "The municipality is Finnish-speaking.",
    "fi-sv": "The municipality is bilingual, with a Finnish-speaking majority.",
    "sv-fi": "The municipality is bilingual, with a Swedish-speaking majority.",
    "sv": "The municipality is Swedish-speaking.",
}
HEADINGS = {"fi": ("TAVOITTEET", "TOIMENPITEET", "SEURANTA"), "sv": ("MÅL", "ÅTGÄRDER", "UPPFÖLJNING")}


@dataclass(frozen=True)
class Founded:
    """A folder that was made, and the year whose figures it begins with."""

    folder: Path
    year: int


def found(municipality: Municipality, folder: Path, today: datetime.date) -> Founded:
    """Write a programme folder for a municipality; `today` dates it, and the year before is the first to be reviewed.

    Raises `UnusableInput`, and changes nothing, when the folder is there already or cannot be written.
    """
    if folder.exists():
        raise UnusableInput(
            say(
                "{folder} is there already, and nothing in it was changed. Choose another folder with --output.",
                folder=str(folder),
            )
        )
    texts = _texts(municipality, today)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as aside:
            begun = Path(aside) / folder.name
            begun.mkdir()
            for name, text in texts.items():
                (begun / name).write_text(text, encoding="utf-8", newline="\n")
            begun.replace(folder)
    except OSError as refusal:
        raise UnusableInput(
            say(
                "The folder {folder} cannot be made: {reason}. Choose another with --output.",
                folder=str(folder),
                reason=reason(refusal),
            )
        ) from refusal
    return Founded(folder, today.year - 1)


def identifier(municipality: Municipality) -> str:
    """The id of a municipality's programme, which also names its folder: Finnish name in plain letters."""
    plain = unicodedata.normalize("NFKD", municipality.fi.lower()).encode("ascii", "ignore").decode("ascii")
    return "-".join(plain.split())


def _texts(municipality: Municipality, today: datetime.date) -> dict[str, str]:
    language = municipality.languages[:2]
    goals, measures, indicators = HEADINGS[language]
    filled = {
        "id": identifier(municipality),
        "code": municipality.code,
        "fi": municipality.fi,
        "sv": municipality.sv,
        "en": municipality.en,
        "status": STATUS[municipality.languages],
        "language": language,
        "form_language": "both" if "-" in municipality.languages else language,
        "goals_heading": goals,
        "measures_heading": measures,
        "indicators_heading": indicators,
        "today": today.isoformat(),
        "year": str(today.year - 1),
        "review": str(today.year - 1),
        "before": str(today.year - 2),
    }
    template = resources.files("analysis.founding").joinpath("template")
    return {
        name: Template(template.joinpath(source).read_text(encoding="utf-8")).substitute(filled)
        for name, source in FILES.items()
    }
