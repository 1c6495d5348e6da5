"""environment.yml says the same as pyproject.toml, and constraints.txt pins what both name, without addresses."""

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CONDA_NAMES = {"matplotlib-base": "matplotlib", "nbconvert-core": "nbconvert", "frictionless-py": "frictionless"}
NOXFILE = (ROOT / "noxfile.py").read_text(encoding="utf-8")
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


def test_the_matrix_tests_each_python_that_is_declared_and_does_not_pass_without_one() -> None:
    said = "Programming Language :: Python :: "
    declared = [each.removeprefix(said) for each in PYPROJECT["project"]["classifiers"] if each.startswith(said)]
    asked = SpecifierSet(PYPROJECT["project"]["requires-python"])
    assert declared == [f"3.{minor}" for minor in range(30) if f"3.{minor}" in asked]
    assert f"@nox.session(python={json.dumps(declared)})\ndef matrix(" in NOXFILE
    assert "nox.options.error_on_missing_interpreters = True" in NOXFILE


@pytest.mark.parametrize("python", ["3.11.7", "3.12.1", "3.13.0"])
def test_constraints_pin_each_library_once_for_each_python(python: str) -> None:
    pins = [Requirement(line) for line in constraints()]
    here = {"python_version": python.rpartition(".")[0], "python_full_version": python}
    meant = [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate(here)]
    assert len(meant) == len(set(meant))
    assert set(meant) >= {name.lower() for name in pip()}


def test_whatever_a_pinned_library_needs_on_this_python_is_pinned_too() -> None:
    pins = dict(line.split(" ;")[0].split("==") for line in constraints())
    unpinned = {
        f"{name} needs {needed.name}"
        for name in pins
        if version_here(name) == pins[name]  # others are there where the newest versions are tested
        for needed in map(Requirement, importlib.metadata.requires(name) or ())
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
        if canonicalize_name(needed.name) not in pins
    }
    assert unpinned == set()


def version_here(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def constraints() -> list[str]:
    return (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


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
