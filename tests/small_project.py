"""A project folder of a test's own: the small municipality of `second_town` and a notebook of a few cells."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
SECOND_TOWN = Path(__file__).parent / "second_town"
PARAMETERS = """\
programme = "nasby"  # folder
period = "2020-2022"  # years
goal = "own-front-door"  # id"""
DRAFT = ("evaluate", "2020-2022", "--programme", "nasby", "--goal", "own-front-door")
SHOW = "from analysis.display.blocks import paragraph\nfrom analysis.message import say\nparagraph(say('Population'))"


@dataclass(frozen=True)
class Project:
    """`data/nasby`, `notebooks/goal.ipynb`, and the command run in its folder."""

    root: Path

    @property
    def report(self) -> Path:
        return self.root / "reports" / "nasby" / "2020-2022-draft"

    def command(self, *arguments: str) -> list[str]:
        """The installed command: with `python -m` the files of the working folder would come before any module."""
        installed = shutil.which("kotoarvio", path=str(Path(sys.executable).parent))
        assert installed
        return [installed, "--language", "en", *arguments]

    def evaluate(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = self.command(*DRAFT, "--jobs", "1", *arguments)
        environment = {**os.environ, "PYTHONUTF8": "1", **variables}
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, encoding="utf-8")

    def left_behind(self) -> list[str]:
        """What stands beside the report."""
        return sorted(path.name for path in self.report.parent.iterdir() if path != self.report)


def project(folder: Path, *cells: str) -> Project:
    programme_folder(folder / "data" / "nasby")
    written(folder / "notebooks", "goal.ipynb", *cells)
    return Project(folder)


def programme_folder(folder: Path) -> Path:
    """A copy of the small municipality, with the description that docs/observations.md says to copy and correct."""
    shutil.copytree(SECOND_TOWN, folder)
    package = json.loads((ROOT / "data" / "example" / "datapackage.json").read_text(encoding="utf-8"))
    package |= {"name": "nasby-observations", "title": "Näsby", "description": "", "sources": [{"title": "Näsby"}]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def written(folder: Path, name: str, *cells: str) -> Path:
    """A notebook with a parameters cell and these code cells."""
    folder.mkdir(parents=True, exist_ok=True)
    parameters = nbformat.v4.new_code_cell(PARAMETERS, id="parameters")
    parameters.metadata["tags"] = ["parameters"]
    code = [nbformat.v4.new_code_cell(source, id=f"code-{position}") for position, source in enumerate(cells)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / name
    nbformat.write(nbformat.v4.new_notebook(cells=[parameters, *code], metadata=kernel), path)
    return path
