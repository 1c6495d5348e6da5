"""Generated municipalities, attacked from their finished reports by an outsider written apart from the project.

The same for more towns: `python tests/test_finished_reports_attacked.py 1 21`.
"""

import sys
import tempfile
from pathlib import Path

import outsider
import pupil_towns
import pytest

from analysis.execution.evaluation import Order, evaluate
from analysis.period import Review

pytestmark = pytest.mark.slow

REVIEW = Review.parse("2021-2022")
SEEDS = range(1, 3)  # a whole report each


def attacked(folder: Path, seed: int) -> tuple[list[str], int]:
    """What is found out of the small numbers of a town from its whole report, and how many there are."""
    cells = pupil_towns.town(folder / "nasby", seed)
    result = evaluate(Order(str(folder / "nasby"), REVIEW, folder / "report"))
    assert not result.failures, result.failures
    return outsider.recovered(folder / "report", cells), sum(cell.is_small for cell in cells)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_number_is_found_out_from_a_finished_report(tmp_path: Path, seed: int) -> None:
    found, small = attacked(tmp_path, seed)
    assert small >= 5
    assert found == []


if __name__ == "__main__":
    for seed in range(*map(int, sys.argv[1:])):
        with tempfile.TemporaryDirectory() as folder:
            found, small = attacked(Path(folder), seed)
        print(f"town {seed}: {len(found)} of {small} small numbers found out {found}", flush=True)
