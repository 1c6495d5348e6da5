"""How certain: chance, the number of tests, and what could have been seen at all."""

import re

from reading import read, text
from small_programme import evaluation, indicator, row, shares

from analysis.assessment import is_meaningful_visible
from analysis.power import VisibleChange
from analysis.vocabulary import Direction, Kind, Sensitivity
from analysis.wording import certainty

RISE = shares("courses-passed", y2021=(12, 60), y2022=(46, 80))
NOTHING = shares("courses-passed", y2021=(30, 60), y2022=(33, 62))


def words(indicators: list, rows: list) -> str:
    whole = evaluation(indicators, rows)
    return text(certainty.certainty(whole.assessments[0], whole))


def test_a_tested_change_has_its_probability_and_its_share_of_false_alarms() -> None:
    said = words([indicator()], RISE)
    assert "Probability that chance alone would give a change at least as clear, if nothing had truly changed: " in said
    assert "Indicators tested in this review: 1." in said and "The limit is 10%." in said


def test_a_change_on_too_few_persons_is_said_not_to_be_tested() -> None:
    few = [
        row("courses-passed", 2021, 5, 8, source="statistics"),
        row("courses-passed", 2022, 6, 9, source="statistics"),
    ]
    said = words([indicator(sensitivity=Sensitivity.PUBLISHED)], few)
    assert "The change was not tested." in said and "fewer than ten persons" in said
    assert "Probability that chance" not in said


def test_the_smallest_visible_change_of_a_share_is_in_percentage_points_both_ways() -> None:
    said = words([indicator()], NOTHING)
    found = re.search(r"a rise of (\d+\.\d) or a fall of (\d+\.\d) percentage points", said)
    # About 26 points can be seen with some 60 persons a year starting from one half (80 % power, two-sided 5 %).
    assert found and all(20 < float(points) < 30 for points in found.groups())


def test_a_meaningful_change_that_could_have_gone_unseen_is_admitted() -> None:
    assert "(10 percentage points) could easily have gone unseen" in words([indicator()], NOTHING)


def test_where_a_change_was_found_nothing_is_said_to_have_gone_unseen() -> None:
    assert "gone unseen" not in words([indicator()], RISE)


def test_with_large_groups_a_meaningful_change_could_have_been_seen() -> None:
    said = words([indicator()], shares("courses-passed", y2021=(1500, 3000), y2022=(1530, 3000)))
    assert "(10 percentage points) could have been seen." in said


def test_where_nothing_was_found_silence_is_not_called_proof() -> None:
    assert "That no change was found does not mean that nothing changed." in words([indicator()], NOTHING)
    assert "does not mean" not in words([indicator()], RISE)


def test_a_ratio_is_seen_in_the_hoped_for_direction_or_not() -> None:
    result = evaluation([indicator(kind=Kind.COUNT)], shares("courses-passed", y2021=(40, None), y2022=(44, None)))
    more = VisibleChange(up=1.4, down=0.5)
    assert is_meaningful_visible(result.assessments[0], more)  # 1.4 is within the meaningful ratio 1.5
    assert not is_meaningful_visible(result.assessments[0], VisibleChange(up=1.6, down=0.9))


def test_a_fall_that_is_hoped_for_is_held_against_the_fall_that_could_be_seen() -> None:
    rows = shares("courses-passed", y2021=(30, 60), y2022=(33, 62))
    result = evaluation([indicator(direction=Direction.DOWN)], rows).assessments[0]
    assert is_meaningful_visible(result, VisibleChange(up=0.3, down=-0.08))
    assert not is_meaningful_visible(result, VisibleChange(up=0.05, down=-0.12))
    assert not is_meaningful_visible(result, VisibleChange(up=0.05, down=None))


def test_a_direction_that_could_not_be_seen_at_all_is_named() -> None:
    result = evaluation([indicator()], NOTHING).assessments[0]
    only_up = read(certainty._visible_difference(result, VisibleChange(up=0.1, down=None)))
    assert only_up.endswith("10.0 percentage points. A fall would not be found.")
    neither = read(certainty._visible_difference(result, VisibleChange(up=None, down=None)))
    assert neither == "In groups of this size no true change would be found with a probability of 80%."


def test_whether_the_same_people_were_counted_is_said_beside_the_interval() -> None:
    moved = (("kept", 32), ("gained", 10), ("lost", 0))
    flows = [row("courses-passed", 2022, x, 80, part=f"{word}_since_2021") for word, x in moved]
    apart = evaluation([indicator()], shares("courses-passed", y2021=(40, 100), y2022=(52, 100)))
    same = evaluation([indicator()], [*shares("courses-passed", y2021=(40, 100), y2022=(52, 100)), *flows])
    counts = evaluation([indicator(kind=Kind.COUNT)], shares("courses-passed", y2021=(40, None), y2022=(52, None)))
    [strangers], [known] = (certainty.people(each.assessments[0]) for each in (apart, same))
    assert "as if different people had been counted in the two periods" in read(strangers)
    assert "how many of the people counted in both periods gained or lost it" in read(known)
    assert certainty.people(counts.assessments[0]) == []
