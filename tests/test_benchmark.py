"""The programmes that the benchmark measures, and the measures themselves. No time is tested."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from analysis import observations
from analysis import programme as programmes

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture
def speed(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    for part in ("measure", "programmes", "table", "ways"):
        importlib.import_module(f"speed.{part}")
    return sys.modules["speed"]


@pytest.mark.parametrize("goals", [1, 31])
def test_a_programme_of_any_size_can_be_evaluated(speed: ModuleType, tmp_path: Path, goals: int) -> None:
    made = programmes.read(speed.programmes.of_goals(goals, tmp_path / "made"))
    assert len(made.goals) == goals
    assert observations.check(made) == []
    figures = observations.published(made)
    assert set(figures["indicator"]) >= {one.id for goal in made.goals for one in goal.indicators}


def test_one_row_is_changed_and_the_figures_stay_good(speed: ModuleType, tmp_path: Path) -> None:
    folder = speed.programmes.of_goals(4, tmp_path / "made")
    before = (folder / "observations.csv").read_text(encoding="utf-8").splitlines()
    speed.programmes.change_one_row(folder)
    after = (folder / "observations.csv").read_text(encoding="utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert observations.check(programmes.read(folder)) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the limit is measured with forked processes")
def test_the_limit_makes_the_pages_of_the_report(speed: ModuleType, tmp_path: Path) -> None:
    bench = speed.ways.Bench(speed.programmes.of_goals(1, tmp_path / "made"), tmp_path / "limit")
    speed.ways.plain_function(1)(bench)
    made = {path.name for path in (bench.place / "plain" / speed.ways.REVIEW / "sv").glob("*.html")}
    assert {"index.html", "school.html", "about.html"} <= made


def test_what_a_command_starts_is_counted(speed: ModuleType, tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(50_000_000); sum(range(10**7))'])"
    )
    cost = speed.measure.run([sys.executable, "-c", code], tmp_path)
    assert cost.wall > 0
    assert cost.cpu > 0.05
    if sys.platform == "linux":
        assert cost.peak > 50
    assert speed.measure.run([sys.executable, "-c", "0"], tmp_path, look=False).peak is None


def test_the_tables_take_their_place_between_the_marks(speed: ModuleType, tmp_path: Path) -> None:
    page, ways, cost = tmp_path / "page.md", speed.ways, speed.measure.Cost
    page.write_text("before\n<!-- measured -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    costs = {ways.USUAL: [cost(300, 290, 200)], ways.OURS_2: [cost(9, 20, 280), cost(10, 16, 300), cost(50, 18, 290)]}
    growth = {1: [cost(4, 4, 200)], 10: [cost(6, 7, 250)], 30: [cost(10, 15, 300)]}
    speed.table.written(page, costs, growth, "A quiet machine.")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("<!-- end -->\nafter\n") and "old" not in text
    assert "| the usual loop / kotoarvio, 2 jobs | 30.00 | 16.11 | at least 15 |" in text  # 300 / 10, 290 / 18
    assert "| kotoarvio, 2 jobs | 10.00 | 18.00 | 300 |" in text
    assert "| processors kept at work by a further goal, 2 jobs | 2.00 |" in text  # (15 - 7) / (10 - 6)


def test_a_ratio_is_the_median_of_what_one_round_gives(speed: ModuleType) -> None:
    cost = speed.measure.Cost
    upper = [cost(wall, 1, None) for wall in (10, 20, 90)]
    lower = [cost(wall, 1, None) for wall in (5, 20, 30)]
    assert speed.table._ratio(upper, lower, "wall") == 2  # 2, 1 and 3; the medians by themselves give 20 / 20
