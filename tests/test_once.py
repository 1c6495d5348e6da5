"""What was worked out once is not worked out again from the same input, and always from another."""

from pathlib import Path

import pandas as pd
import pytest
from small_project import programme_folder

from analysis import assessment, observations, once
from analysis import programme as programmes
from analysis.period import Review


def test_an_answer_is_kept_for_its_key_alone() -> None:
    asked = []

    @once.for_each(lambda number: number % 10)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(3), double(13), double(4)] == [6, 6, 8]
    assert asked == [3, 4]


def test_what_is_raised_is_not_kept_and_old_answers_give_way() -> None:
    asked = []

    @once.for_each(lambda number: number)
    def inverse(number: int) -> float:
        asked.append(number)
        return 1 / number

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            inverse(0)
    for number in range(1, once.KEPT + 2):
        inverse(number)
    inverse(1)
    assert asked == [0, 0, *range(1, once.KEPT + 2), 1]


def test_an_answer_of_another_process_is_learnt_and_not_worked_out_again() -> None:
    asked = []

    @once.for_each(lambda number: number % 10)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    double.learn(6, 3)
    assert [double(3), double(13), double(4)] == [6, 6, 8]
    assert asked == [4]


def test_a_changed_figure_is_read_again_and_judged_again(tmp_path: Path) -> None:
    folder = programme_folder(tmp_path / "nasby")
    plan = programmes.read(folder)
    assert programmes.read(folder) is plan
    before = observations.published(plan)
    judged = assessment.evaluate(plan, before, Review.parse("2020-2022"))
    assert assessment.evaluate(plan, observations.published(plan), Review.parse("2020-2022")) is judged
    assert assessment.evaluate(plan, before, Review.parse("2021-2022")) is not judged

    file = folder / "observations.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    changed = programmes.read(folder)
    assert len(observations.published(changed)) == len(before) - 1


def test_whoever_changes_a_published_table_changes_no_other(tmp_path: Path) -> None:
    plan = programmes.read(programme_folder(tmp_path / "nasby"))
    mine = observations.published(plan)
    mine.loc[mine.index[0], "note"] = "changed"
    assert "changed" not in set(observations.published(plan)["note"])
    assert observations.fingerprint(mine) != observations.fingerprint(observations.published(plan))


def test_a_fingerprint_sees_values_rows_and_columns() -> None:
    table = pd.DataFrame({"indicator": ["a", "b"], "value": [1.0, None]})
    others = [table.iloc[:1], table.assign(value=[1.0, 2.0]), table.rename(columns={"value": "numerator"})]
    assert observations.fingerprint(table) == observations.fingerprint(table.copy())
    assert all(observations.fingerprint(other) != observations.fingerprint(table) for other in others)


def test_a_fingerprint_of_an_indicator_sees_its_own_rows_alone() -> None:
    table = pd.DataFrame({"indicator": ["a", "b", "a"], "value": [1.0, 2.0, 3.0]})
    before = observations.fingerprints(table)
    after = observations.fingerprints(table.assign(value=[1.0, 2.5, 3.0]))
    moved = observations.fingerprints(table.iloc[[1, 0, 2]].reset_index(drop=True))
    assert set(before) == {"a", "b"}
    assert after["a"] == before["a"] == moved["a"]
    assert after["b"] != before["b"]
    assert observations.fingerprints(table.iloc[[2, 1, 0]])["a"] != before["a"]  # the order of its rows is seen
