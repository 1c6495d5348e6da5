"""Reports of both shipped programmes, made once in a test session by the command that an evaluator uses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long one example takes says how busy the machine is, not whether the code is right.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parents[1]
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks, as tests do, must have one thread
REVIEW = "2018-2022"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str
    folder: Path


def kotoarvio(*arguments: str, language: str = "en") -> Run:
    """The command as a user runs it, from the project's folder."""
    command = [sys.executable, "-m", "analysis.cli", "--language", language, *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    return Run(done.returncode, done.stdout, done.stderr, ROOT)


def evaluated(programme: str, folder: Path) -> Run:
    run = kotoarvio("evaluate", REVIEW, "--programme", programme, "--output", str(folder), "--force")
    return Run(run.code, run.out, run.err, folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from browser import launched  # the driver takes a moment; most tests need no browser

    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def kauniainen_report(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return evaluated("kauniainen", tmp_path_factory.mktemp("kauniainen") / REVIEW)


@pytest.fixture(scope="session")
def example_report(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return evaluated("example", tmp_path_factory.mktemp("example") / REVIEW)
