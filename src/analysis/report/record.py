"""`run.json`: what a report was made from, so that anyone can make it again and compare."""

import datetime
import hashlib
import hmac
import json
import platform
import secrets
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.errors import UnusableInput, reason
from analysis.message import say, shown
from analysis.programme import Programme
from analysis.project import IMPORTS, LONGEST_NAME, PUBLIC_FILE, SUPERSEDED

OWN = "own/"  # folder of the figures that are not shared
KEYED = "keyed:"  # before a digest that nobody can make again without the key
EARLIER = "earlier/"  # before the names of what was read from earlier reports
KEY = Path("own", ".key")
FINGERPRINT_LETTERS = 16
PACKAGES = (
    "pandas",
    "numpy",
    "scipy",
    "statsmodels",
    "matplotlib",
    "papermill",
    "nbconvert",
    "nbclient",
    "ipykernel",
    "babel",
    "jinja2",
)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """sha256 of each file, by its path below `root` with forward slashes."""
    named = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: sha256(named[name]) for name in sorted(named)}  # by name: Windows would sort paths in another way


def inputs(programme: Programme) -> dict[str, str]:
    """A digest of each file that an evaluation reads of a programme's folder.

    Of a file with figures that are not public it is a keyed one. A reader who knows all but one number of such a file
    could try out which number gives a plain digest.
    """
    from analysis import observations  # pandas, which a run without a change does without

    folder, found = programme.folder, digest(programme.folder, inputs_of(programme.folder))
    secret = {PUBLIC_FILE} & found.keys() - observations.public_files(programme)
    secret |= {name for name in found if name.startswith(OWN)}
    return found | {name: keyed_sha256(folder / name, folder / KEY) for name in found if name in secret}


def keyed_sha256(path: Path, key: Path) -> str:
    """HMAC-SHA256 of a file with the key that stays beside the evaluator's own figures; it is made when there is none.

    Raises `UnusableInput` when it can be neither read nor made.
    """
    try:
        if not key.is_file():
            key.parent.mkdir(exist_ok=True)
            key.write_text(secrets.token_hex(32) + "\n", encoding="utf-8", newline="\n")
        return KEYED + hmac.new(key.read_bytes(), path.read_bytes(), "sha256").hexdigest()
    except OSError as error:
        raise UnusableInput(
            say(
                "The file {file} cannot be made or read ({error}). It holds a random key, with which the report can be "
                "verified and nobody else can find out what your own figures are. Give yourself permission to write "
                "into its folder.",
                file=shown(str(key), LONGEST_NAME),
                error=reason(error),
            )
        ) from error


def inputs_of(programme_folder: Path) -> list[Path]:
    """The files of a programme folder that an evaluation reads."""
    public = ("programme.yaml", "sources.yaml", "municipalities.csv", "datapackage.json", PUBLIC_FILE)
    wanted = (*public, "own/observations.csv", IMPORTS, SUPERSEDED)
    fetched = sorted((programme_folder / "official").glob("[!.]*.*"))
    comments = sorted((programme_folder / "commentary").glob("*/[!.]*.md"))
    return [path for path in (*(programme_folder / name for name in wanted), *fetched, *comments) if path.is_file()]


def commit(root: Path) -> str:
    """The git commit of the checkout with `+` when something is changed, or `unknown` where there is no git."""
    try:
        head = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, timeout=10)
        state = subprocess.run(
            ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=no"],
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    if head.returncode:
        return "unknown"
    return head.stdout.strip() + ("+" if state.stdout.strip() else "")


@cache
def code_digest() -> str:
    """One sha256 over the package's code, templates and translations: the same code, the same digest everywhere."""
    package = Path(__file__).resolve().parents[1]
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*"), key=lambda path: path.relative_to(package).as_posix()):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(path.relative_to(package).as_posix().encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()


def fingerprint(inputs: Mapping[str, str], notebooks: Mapping[str, str]) -> str:
    """One digest of code, notebooks and the programme's shared files, for print.

    Figures that are not public are left out, for they stay on the evaluator's machine, and so are earlier reports,
    which lie elsewhere.
    """
    shared = {
        name: digest for name, digest in inputs.items() if not name.startswith(EARLIER) and not digest.startswith(KEYED)
    }
    made_from = json.dumps([code_digest(), dict(notebooks), shared], sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()[:FINGERPRINT_LETTERS]


def versions() -> dict[str, str]:
    return {"kotoarvio": __version__, "python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def write(
    path: Path,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, str],
    notebooks: Mapping[str, str],
    outputs: Mapping[str, str],
    root: Path,
    engine: str,
    times: Mapping[str, Any],
) -> None:
    """Write the record. Everything that may differ between two equal runs is in its one block `times`.

    That is when, for how long, with which engine, and in which commit of which checkout, if it was one at all.
    """
    record = {
        "parameters": dict(parameters),
        "fingerprint": fingerprint(inputs, notebooks),
        "inputs": dict(inputs),
        "notebooks": dict(notebooks),
        "code": code_digest(),
        "versions": versions(),
        "outputs": dict(outputs),
        "times": {**times, "engine": engine, "commit": commit(root)},
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
