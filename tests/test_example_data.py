"""The invented municipality: made by its script alone, marked as invented, and true to what is planted in it."""

import csv
import functools
import importlib.util
import re
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from analysis import observations
from analysis import programme as programmes
from analysis.assessment import evaluate, smallest_visible_change
from analysis.observations.persons import persons
from analysis.period import Review

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data" / "example"
MADE = ("programme.yaml", "sources.yaml", "municipalities.csv", "observations.csv", "datapackage.json", "truth.csv")
REAL_NAMES = re.compile(
    r"kauniai|grankull|\bgrani|grifk|breda|luckan|folkh|omnia|\bsovv\b|\bsuus\b|espoo|esbo|uusima|uudenma|nyland|statfin|sotkanet",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def script():
    sys.path.insert(0, str(ROOT / "scripts"))
    spec = importlib.util.spec_from_file_location("make_example", ROOT / "scripts" / "make_example.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="module")
def programme():
    return programmes.read(FOLDER)


@pytest.fixture(scope="module")
def evaluation(programme):
    return evaluate(programme, observations.published(programme), Review.parse("2018-2022"))


def truths(folder: Path = FOLDER) -> list[dict[str, str]]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def rows() -> list[dict[str, str]]:
    with (FOLDER / "observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def total(indicator: str, period: str, group: str | None = None) -> dict[str, str]:
    (row,) = (
        row
        for row in rows()
        if (row["indicator"], row["period"], row["part"]) == (indicator, period, "") and group in (None, row["group"])
    )
    return row


def test_the_script_makes_the_committed_files_byte_for_byte(script, tmp_path):
    script.make(script.SEED, tmp_path)
    official = sorted(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "official").iterdir())
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert made == sorted([*MADE, *official])
    for name in made:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_another_seed_is_another_town_of_the_same_design(script, tmp_path):
    script.make(script.SEED + 1, tmp_path)
    assert (tmp_path / "observations.csv").read_bytes() != (FOLDER / "observations.csv").read_bytes()
    assert truths(tmp_path) == truths()


def test_the_figures_pass_the_checks_of_observations(programme):
    assert observations.check(programme) == []
    assert observations.warnings(programme) == []


def test_everything_about_the_town_says_that_it_is_invented(programme):
    assert programme.invented
    for language, word in (("fi", "keksitty"), ("sv", "påhittad"), ("en", "invented")):
        assert word in programme.title.in_language(language)
        assert word in (FOLDER / "README.md").read_text(encoding="utf-8").lower()
    assert {row["source"] for row in rows()} == {"invented-data"}
    assert set(programme.sources) == {"invented-data", "invented-statistics"}


def test_its_peers_are_invented_too_and_stand_under_codes_of_no_municipality(programme):
    peers = observations.peers(programme, "foreign-language-children-in-ecec-share")
    assert set(peers["source"]) == {"invented-statistics"}
    assert set(peers["area"]) == {str(code) for code in range(330, 370)}
    assert (peers["numerator"] <= peers["denominator"]).all()
    assert {row["area"] for row in rows()} == {programme.municipality} == {"999"}


@pytest.mark.parametrize("name", MADE)
def test_no_name_of_a_real_place_or_organisation_is_left(name):
    assert REAL_NAMES.findall((FOLDER / name).read_text(encoding="utf-8")) == []


def test_the_programme_is_kauniainens_with_all_its_goals_and_indicators(programme):
    real = programmes.read(ROOT / "data" / "kauniainen")
    assert [goal.id for goal in programme.goals] == [goal.id for goal in real.goals]
    renamed = {"grani-model-children": "hobby-model-children"}
    assert [each.id for each in programme.indicators] == [renamed.get(each.id, each.id) for each in real.indicators]
    for one, other in zip(programme.indicators, real.indicators, strict=True):
        kept = ("kind", "asks", "role", "direction", "population", "among", "reference", "baseline", "sensitivity")
        assert [getattr(one, key) for key in kept] == [getattr(other, key) for key in kept], one.id
        assert one.origin == "programme"


def test_every_indicator_has_figures_for_every_year_or_says_why_not(programme):
    years = defaultdict(set)
    for row in rows():
        years[row["indicator"]].add(row["period"][:4])
    every_fourth = {"turnout-municipal-elections"}
    assert {each.id for each in programme.indicators} == set(years)
    assert {name for name, found in years.items() if len(found) != 10} == every_fourth


def test_each_kind_of_status_occurs():
    assert {row["status"] for row in rows()} == {"reported", "withheld", "not_collected", "not_applicable"}


@pytest.mark.parametrize(
    "indicator",
    ["population-by-citizenship", "population-by-language", "pupils-by-language", "ecec-children-by-language"],
)
def test_breakdowns_add_up_to_their_totals(indicator):
    sums, totals = defaultdict(int), {}
    for row in rows():
        if row["indicator"] == indicator and row["part"]:
            sums[row["period"]] += int(row["value"])
        elif row["indicator"] == indicator:
            totals[row["period"]] = int(row["value"])
    assert sums == totals
    assert len(totals) == 10


def test_the_figures_of_one_day_count_the_same_residents():
    day = "2021-12-31"
    residents = int(total("population", day)["value"])
    assert int(total("population-by-language", day)["value"]) == residents
    assert int(total("foreign-language-share", day)["denominator"]) == residents
    foreign = [
        int(row["value"])
        for row in rows()
        if (row["indicator"], row["period"]) == ("population-by-language", day)
        and row["part"] not in ("", "finnish", "swedish")
    ]
    assert int(total("foreign-language-share", day)["numerator"]) == sum(foreign)
    # Language and citizenship are different populations.
    assert total("foreign-citizens-share", day)["numerator"] != total("foreign-language-share", day)["numerator"]
    assert 9_000 < residents < 11_000


def test_foreign_language_pupils_are_the_same_children_in_every_school_figure():
    year = "2020/2021"
    pupils = int(total("pupils-by-language", year)["value"])
    both = [int(total("learning-results-gap", year, group)["denominator"]) for group in GAP]
    assert sum(both) == pupils
    assert int(total("own-language-pupils", year)["denominator"]) == both[0]


GAP = ("foreign-language-pupils", "finnish-or-swedish-speaking-pupils")


def test_the_unemployed_under_25_are_the_same_persons_in_both_figures():
    rate = total("under-25-unemployment-rate", "2022-12-31")
    assert rate["numerator"] == total("under-25-share-of-unemployed", "2022-12-31")["numerator"]


def test_what_is_declared_of_the_same_people_is_true_of_the_town(programme):
    found = persons(programme, observations.read(programme).to_dict("records"))
    faults = [relation for relation in found.relations if relation.low or relation.high]
    fewer_than_none = [number for number, (value, _) in found.rest.items() if value < 0]
    assert (faults, fewer_than_none) == ([], [])


def test_no_sum_is_declared_in_vain(programme):
    table = observations.read(programme)
    year = table[table["period"].isin(["2022", "2022-12-31", "2022/2023"])].to_dict("records")
    without = len(persons(replace(programme, sums=()), year).relations)
    for declared in programme.sums:
        assert len(persons(replace(programme, sums=(declared,)), year).relations) > without, declared


def test_the_goals_own_baseline_is_the_towns_own_figure(programme):
    staff = total("foreign-language-staff-share", "2021-12-31")
    percent = f"{100 * int(staff['numerator']) / int(staff['denominator']):.1f}%"
    assert percent in programme.goal("city-staff").baseline.en


def test_a_mean_comes_with_its_standard_deviation():
    parts = defaultdict(set)
    for row in rows():
        if row["indicator"] == "activity-feedback":
            parts[row["period"]].add(row["part"])
    assert all(found == {"", "standard_deviation", "invited"} for found in parts.values())


def test_enough_of_each_truth_is_planted():
    counts = defaultdict(int)
    for truth in truths():
        counts[truth["truth"]] += 1
    assert counts["progress"] >= 8
    assert counts["recede"] >= 4
    assert counts["stay"] >= 5
    assert counts["too_small"] >= 3
    assert all(counts[truth] for truth in ("target_met", "few", "withheld", "missing", "effort"))


def test_every_headline_indicator_has_a_truth(programme):
    headlines = {each.id for goal in programme.goals for each in goal.headlines}
    assert headlines <= {truth["indicator"] for truth in truths()}


@pytest.mark.parametrize("truth", truths(), ids=lambda truth: truth["indicator"])
def test_the_rule_finds_what_is_planted_and_no_more(evaluation, truth):
    assert evaluation.indicator(truth["indicator"]).verdict == truth["expected"]


def planted_changes():
    return [truth for truth in truths() if truth["truth"] in ("progress", "recede")]


@pytest.mark.parametrize("truth", planted_changes(), ids=lambda truth: truth["indicator"])
def test_a_change_that_is_called_visible_is_far_larger_than_the_smallest_visible_one(evaluation, truth):
    assessment = evaluation.indicator(truth["indicator"])
    visible, planted = smallest_visible_change(assessment), float(truth["size"])
    if assessment.change.scale == "ratio":
        assert planted - 1 > 1.6 * (visible.up - 1)
        return
    planted = planted if assessment.indicator.kind == "mean" else planted / 100
    assert abs(planted) > 1.6 * abs(visible.up if planted > 0 else visible.down)


def test_the_files_say_that_they_are_made_by_the_script():
    for name in ("programme.yaml", "sources.yaml"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert "scripts/make_example.py" in text.splitlines()[0]
        assert yaml.safe_load(text)
