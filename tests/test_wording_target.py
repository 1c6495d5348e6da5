"""A target is judged on the fact, and said with the fact."""

from reading import read, text
from small_programme import assessed, goal_of, indicator, row, shares, target

from analysis.vocabulary import Direction, Sensitivity
from analysis.wording import target as targets

TWENTY = target(20)


def fact(declared: object, rows: list, review: str = "2022") -> str:
    result = assessed(indicator(target=declared), rows, review)
    return " ".join(read(sentence) for sentence in targets.fact(result))


def test_the_target_is_quoted_with_who_set_it() -> None:
    assert read(targets.words(TWENTY)) == "Target: “target”. Set by: The programme."


def test_a_target_that_every_figure_meets_is_reached() -> None:
    said = fact(TWENTY, shares("courses-passed", y2021=(15, 60), y2022=(46, 80)), "2021-2022")
    assert said == "Figures of the review period that meet it: 2 of 2. The latest figure: 57.5%. The target is reached."


def test_a_target_met_exactly_is_met() -> None:
    assert "1 of 1" in fact(TWENTY, shares("courses-passed", y2022=(12, 60)))  # 12 / 60 = 20 %


def test_a_target_in_per_cent_with_a_decimal_is_met_exactly_too() -> None:
    assert "1 of 1" in fact(target(58.3), shares("courses-passed", y2022=(583, 1000)))


def test_a_target_that_one_year_misses_is_not_reached_although_the_interval_covers_it() -> None:
    said = fact(TWENTY, shares("courses-passed", y2021=(11, 60), y2022=(46, 80)), "2021-2022")
    assert "that meet it: 1 of 2." in said and "an interval that covers it is not enough" in said


def test_a_target_met_by_fewer_than_ten_persons_does_not_count_as_reached() -> None:
    published = indicator(target=TWENTY, sensitivity=Sensitivity.PUBLISHED)
    result = assessed(published, [row("courses-passed", 2022, 5, 8, source="statistics")])
    said = " ".join(read(sentence) for sentence in targets.fact(result))
    assert "1 of 1" in said and "It does not count as reached" in said


def test_a_target_downwards_is_met_from_above() -> None:
    result = assessed(indicator(target=TWENTY, direction=Direction.DOWN), shares("courses-passed", y2022=(46, 80)))
    assert "that meet it: 0 of 1." in read(targets.fact(result)[0])


def test_without_a_figure_it_is_not_known_whether_the_target_was_reached() -> None:
    assert fact(TWENTY, []).startswith("Whether it was reached is not known")


def test_a_goal_without_a_target_says_that_only_change_can_be_judged() -> None:
    assert "only a change can be judged" in text(targets.of_goal(goal_of([indicator()], [])))
