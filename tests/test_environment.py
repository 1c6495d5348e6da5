"""environment.yml says the same as pyproject.toml, and constraints.txt pins what both name, without addresses."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CONDA_NAMES = {"matplotlib-base": "matplotlib", "nbconvert-core": "nbconvert", "frictionless-py": "frictionless"}
REQUIRED = {"jupyterlab", "pandas", "matplotlib", "statsmodels", "papermill", "nbconvert"}


def conda() -> dict[str, Requirement]:
    found = [Requirement(item) for item in ENVIRONMENT["dependencies"] if isinstance(item, str)]
    return {CONDA_NAMES.get(item.name, item.name): item for item in found if item.name not in ("python", "pip")}


def pip() -> dict[str, Requirement]:
    return {item.name: item for item in map(Requirement, PYPROJECT["project"]["dependencies"])}


def test_conda_and_pip_name_the_same_packages_with_the_same_bounds() -> None:
    assert {name: str(item.specifier) for name, item in conda().items()} == {
        name: str(item.specifier) for name, item in pip().items()
    }


def test_the_required_packages_are_there() -> None:
    assert set(pip()) >= REQUIRED


def test_both_ask_for_the_same_python() -> None:
    python = next(Requirement(item) for item in ENVIRONMENT["dependencies"] if str(item).startswith("python"))
    assert str(python.specifier) == str(Requirement(f"python{PYPROJECT['project']['requires-python']}").specifier)


def test_conda_uses_one_channel_and_installs_the_project_itself() -> None:
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]
    assert ENVIRONMENT["dependencies"][-1] == {"pip": ["-e ."]}


def test_constraints_are_plain_pins() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
    pins = [line for line in lines if line]
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+]+( ; .+)?", pin) for pin in pins), (
        "a pin is name==version and an optional marker"
    )
    assert {pin.split("==")[0] for pin in pins} >= {name.lower() for name in pip()}
