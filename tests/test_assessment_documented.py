"""docs/verdicts.md names every code that a verdict, a reason or “done” can have, and nothing that does not exist."""

import re
from pathlib import Path

import pytest

from analysis.vocabulary import Done, Reason, Verdict

TEXT = (Path(__file__).parents[1] / "docs" / "verdicts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [*Verdict, *Reason, *Done])
def test_every_code_is_explained(code: str) -> None:
    assert f"`{code}`" in TEXT


def test_every_code_that_is_explained_exists() -> None:
    codes = {
        code for line in TEXT.splitlines() if line.startswith("|") for code in re.findall(r"`([a-z]+_[a-z_]+)`", line)
    }
    assert codes <= {*Verdict, *Reason, *Done}
