"""Where the project's notebooks and programme folders are."""

import difflib
import errno
import os
from collections.abc import Callable
from pathlib import Path

from analysis.errors import UnusableInput
from analysis.message import Listing, Verbatim, say, shown

PROGRAMME_FILE = "programme.yaml"
PUBLIC_FILE = "observations.csv"  # public figures, kept with the programme
OWN_FILE = "own/observations.csv"  # what reporters send; stays on the evaluator's machine
# What was taken in from reporters, in a programme folder.
IMPORTS = "own/received/imports.csv"  # columns: import, when, file, sha256, reporters, …
SUPERSEDED = "own/received/superseded.csv"  # columns: import, why, and those of observations.csv
LONGEST_NAME = 200  # characters of a name or path in a message


def root() -> Path:
    """The folder that holds `notebooks/` and `data/`: the working folder, one above it, or this code's own checkout."""
    here = Path.cwd()
    package = Path(__file__).resolve().parent
    for folder in (here, *here.parents, package.parents[1]):
        if holds((folder / "notebooks" / "goal.ipynb").is_file) and (folder / "data").is_dir():
            return folder
    raise UnusableInput(
        say(
            "The notebooks and data of Kotoarvio were not found from {folder}. Run the command in the project's "
            "folder.",
            folder=str(here),
        )
    )


def holds(question: Callable[[], bool]) -> bool:
    """Whether a path is a file, a folder...; of a path that the system cannot even ask about, nothing is true."""
    try:
        return question()
    except (OSError, ValueError):  # a name that is too long, a folder that may not be entered
        return False


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that an evaluator gives. A pipe or a device is refused: reading it could wait for ever."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
    return path.read_bytes()


def is_programme(folder: Path) -> bool:
    """Whether something is called `programme.yaml` in a folder: also a folder of that name, or what may not be read.

    It is read as one then, and refused with what is wrong with it, not told as missing.
    """
    try:
        (folder / PROGRAMME_FILE).lstat()
    except PermissionError:
        return True
    except (OSError, ValueError):  # nothing of that name, a name that is too long
        return False
    return True


def closed_folders(folder: Path) -> list[Path]:
    """The folders at or below this one that may not be listed or entered: what stands in them would be passed over."""
    closed: list[str] = []
    for inside, _, _ in os.walk(folder, onerror=lambda refusal: closed.append(refusal.filename)):
        if not os.access(inside, os.X_OK):
            closed.append(inside)
    return [Path(each) for each in closed]


def notebooks_folder() -> Path:
    return root() / "notebooks"


def programme_folder(name_or_folder: str) -> Path:
    """The folder of a programme: a path to it or to its `programme.yaml`, or its name under `data/`."""
    if not name_or_folder.strip():
        raise UnusableInput(
            say("The name of the programme is empty. Programmes here: {known}.", known=_listed(_programmes()))
        )
    given = Path(name_or_folder)
    if given.name == PROGRAMME_FILE and is_programme(given.parent):
        return given.parent.resolve()
    if is_programme(given):
        return given.resolve()
    names = _programmes()
    name = str(given)  # without a slash at its end
    if name in names:
        return root() / "data" / name
    if holds(given.is_dir):
        raise UnusableInput(
            say(
                "The folder {folder} has no programme.yaml. A programme folder needs one.",
                folder=shown(name, LONGEST_NAME),
            )
        )
    raise _unknown(name, names)


def _programmes() -> list[str]:
    """The names of the programmes under `data/`."""
    return sorted(path.parent.name for path in (root() / "data").glob(f"*/{PROGRAMME_FILE}"))


def _listed(names: list[str]) -> Listing:
    return Listing(tuple(Verbatim(each) for each in names))


def _unknown(name: str, names: list[str]) -> UnusableInput:
    known = _listed(names)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return UnusableInput(
            say(
                "There is no programme “{name}”. Did you mean “{near}”? Programmes here: {known}.",
                name=shown(name, LONGEST_NAME),
                near=near[0],
                known=known,
            )
        )
    return UnusableInput(
        say(
            "There is no programme “{name}”. Programmes here: {known}. A path to a programme folder is accepted too.",
            name=shown(name, LONGEST_NAME),
            known=known,
        )
    )
