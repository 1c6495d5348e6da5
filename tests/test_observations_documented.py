"""The page for officials says what the reading does."""

import re
from pathlib import Path

import pytest

from analysis import observations
from analysis import programme as programmes
from analysis.errors import english
from analysis.observations.columns import COLUMNS
from analysis.project import OWN_FILE, PUBLIC_FILE
from analysis.vocabulary import Kind, Status

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "observations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*COLUMNS, *Status, *Kind, PUBLIC_FILE, OWN_FILE])
def test_every_column_status_and_kind_is_explained(word: str) -> None:
    assert re.search(rf"`(data/<programme>/)?{re.escape(word)}`", PAGE)


@pytest.mark.parametrize("example", re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL), ids=("all-kinds", "flows"))
def test_the_examples_can_be_read(example: str, tmp_path: Path) -> None:
    path = tmp_path / "example.csv"
    path.write_text(example, encoding="utf-8")
    subject = programmes.read(ROOT / "data" / "kauniainen")
    assert [english(message) for message in observations.check_file(path, subject)] == []
