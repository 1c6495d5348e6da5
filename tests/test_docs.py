"""The docs say what the code does: commands, options, columns, and the README's own commands."""

import re
from pathlib import Path

import click
import pytest

from analysis.cli import main
from analysis.report import downloads

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_each_command_and_option_is_documented(name: str) -> None:
    assert f"## kotoarvio {name}" in COMMANDS
    section = COMMANDS.split(f"## kotoarvio {name}")[1].split("\n## ")[0]
    for option in (p for p in main.commands[name].params if isinstance(p, click.Option)):
        assert option.opts[0] in section, f"{name} {option.opts[0]}"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_each_command_has_help(name: str) -> None:
    assert main.commands[name].help
    assert all(p.help for p in main.commands[name].params if isinstance(p, click.Option))


@pytest.mark.parametrize("columns", [downloads.INDICATOR_COLUMNS, downloads.GOAL_COLUMNS, downloads.FINDING_COLUMNS])
def test_each_column_of_a_download_is_documented(columns: list[str]) -> None:
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "downloads.md").read_text(encoding="utf-8")))
    assert set(columns) <= documented


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    command = next(line for line in README.splitlines() if "nox -s tests" in line)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_link_in_the_docs_leads_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_each_direct_dependency_has_its_line() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = [
        re.split(r"[<>=]", item)[0]
        for item in project["project"]["dependencies"] + project["dependency-groups"]["test"]
    ]
    assert not [name for name in names if name not in text]
