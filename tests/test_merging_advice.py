"""Which smallest merging would let a withheld figure be shown: worked examples, and every advice carried out."""

import csv
import math
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, kotoarvio
from generated_towns import SEEN_FIRST, draw_town, plan, reported, rows_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_programme import indicator, name, programme, row, table
from test_programme_reading import changed

from analysis import observations
from analysis import programme as programmes
from analysis.disclosure import System, Threshold, adds_up, insiders, ranges, threshold
from analysis.intruder.inference import Known, unhidden, worked_out
from analysis.language import render
from analysis.observations.advice import Proposal, Without, advice, proposals
from analysis.observations.merging import Along, carried_out
from analysis.observations.release import reasons, release
from analysis.programme import Indicator, Programme
from analysis.programme.nouns import Part
from analysis.programme.people import Addend, Ages, DeclaredSum
from analysis.vocabulary import Kind, Sensitivity
from analysis.wording import merging


def count(id: str = "pupils", *parts: str, **declared: object) -> Indicator:
    return indicator(id, kind=Kind.COUNT, parts=parts, **declared)


def records(rows: list[dict]) -> list[dict]:
    return table(rows).to_dict("records")


def advised(town: Programme, rows: list[dict]) -> list[Proposal]:
    return proposals(town, records(rows))


def brief(found: list[Proposal]) -> list[tuple[object, ...]]:
    """Part, what is merged, its members and whom it helps; or why nothing is."""
    return [(each.part, each.along or each.without, each.members, each.periods) for each in found]


def by_language(year: int = 2022, **counts: int) -> list[dict]:
    return [row("pupils", year, part=part, value=float(each)) for part, each in counts.items()]


LANGUAGES = ("finnish", "turkish", "thai", "somali")

# --- worked examples --------------------------------------------------------------------------------------------------


def test_two_small_parts_that_are_enough_together_are_one() -> None:
    rows = by_language(finnish=40, turkish=3, thai=4)
    assert brief(advised(programme(count("pupils", *LANGUAGES)), rows)) == [
        ("turkish", Along.PARTS, (("turkish", "thai"),), ("2022",)),
        ("thai", Along.PARTS, (("turkish", "thai"),), ("2022",)),
    ]


def test_three_are_merged_where_two_are_too_few() -> None:
    """2 + 2 are small, 2 + 2 + 2 are not, and leave each of the three anything from 0 to 6."""
    rows = by_language(turkish=2, thai=2, somali=2)
    assert advised(programme(count("pupils", *LANGUAGES)), rows)[0].members == (("turkish", "thai", "somali"),)


def test_whoever_is_one_of_five_would_learn_of_the_other_four() -> None:
    rows = [row("pupils", 2022, value=9.0), *by_language(turkish=1, thai=4, somali=2, finnish=2)]
    found = advised(programme(count("pupils", *LANGUAGES)), rows)
    assert ("turkish", "thai") not in {each for one in found for each in one.members}


def test_a_part_that_is_shown_now_is_named_where_it_would_no_longer_be() -> None:
    """40 + 3 is told, so that 40 alone would give the 3 back."""
    found = advised(
        programme(count("pupils", "finnish", "turkish", "other")), by_language(finnish=40, turkish=3, other=9)
    )
    assert [(each.members, each.given_up) for each in found] == [((("turkish", "other"),), ("other",))]


def test_all_parts_together_are_no_advice() -> None:
    rows = [row("pupils", 2022, value=7.0), *by_language(turkish=3, thai=4)]
    assert {each.without for each in advised(programme(count("pupils", "turkish", "thai")), rows)} == {
        Without.NONE_DOES
    }


def test_one_merging_for_several_periods_is_said_once() -> None:
    rows = [each for year in (2020, 2022) for each in by_language(year, finnish=40, turkish=3, thai=4)]
    assert brief(advised(programme(count("pupils", *LANGUAGES)), rows))[0] == (
        "turkish",
        Along.PARTS,
        (("turkish", "thai"),),
        ("2020", "2022"),
    )


def test_of_equally_small_mergings_the_one_for_most_periods_is_taken() -> None:
    rows = by_language(2020, finnish=40, turkish=3, thai=4, somali=4)
    rows += by_language(2022, finnish=40, turkish=3, thai=20, somali=4)
    found = advised(programme(count("pupils", *LANGUAGES)), rows)
    assert brief(found)[0] == ("turkish", Along.PARTS, (("turkish", "somali"),), ("2020", "2022"))


def test_of_those_the_one_with_the_fewest_persons_is_taken() -> None:
    rows = by_language(finnish=40, turkish=3, thai=2, somali=4)
    assert advised(programme(count("pupils", *LANGUAGES)), rows)[0].members == (("turkish", "thai"),)


def test_two_years_cost_less_than_a_part_that_is_shown() -> None:
    rows = [each for year in (2021, 2022) for each in by_language(year, finnish=40, turkish=3)]
    found = advised(programme(count("pupils", *LANGUAGES)), rows)
    assert brief(found) == [("turkish", Along.YEARS, (("2021", "2022"),), ("2021", "2022"))]


def test_consecutive_years_of_one_figure_are_one() -> None:
    rows = [row("courses-passed", year, x, n) for year, x, n in ((2018, 9, 12), (2021, 12, 16), (2022, 14, 18))]
    assert brief(advised(programme(indicator()), rows)) == [
        ("", Along.YEARS, (("2021", "2022"),), ("2021", "2022")),
        ("", Without.NONE_DOES, (), ("2018",)),
    ]


def test_years_are_not_one_across_a_new_definition() -> None:
    rows = [row("courses-passed", 2021, 12, 16), row("courses-passed", 2022, 14, 18)]
    assert [each.without for each in advised(programme(indicator(breaks=("2022",))), rows)] == [Without.NONE_DOES]


def test_schools_are_one_with_their_numerators_and_their_denominators() -> None:
    schools = indicator("s2", parts=("north", "south", "west"))
    rows = [row("s2", 2022, x, n, part=part) for part, x, n in (("north", 30, 60), ("south", 3, 10), ("west", 4, 12))]
    town = programme(schools)
    found = advice(town, records(rows))
    _, after = carried_out(town, records(rows), found[0].mergings)
    assert (after[-1]["numerator"], after[-1]["denominator"]) == (3 + 4, 10 + 12)


def test_shares_of_one_whole_keep_its_size() -> None:
    languages = indicator("share", parts=("turkish", "thai", "somali"))
    rows = [
        row("share", 2022, x, 100, part=part) for part, x in (("", 60), ("turkish", 3), ("thai", 4), ("somali", 53))
    ]
    town = programme(languages)
    found = advice(town, records(rows))
    _, after = carried_out(town, records(rows), found[0].mergings)
    assert (after[-1]["numerator"], after[-1]["denominator"]) == (3 + 4, 100)


def test_who_is_not_counted_in_a_school_is_guarded_too() -> None:
    """33 of both are not counted, 30 of the southern one: so 3 of the western one, which nobody may know."""
    rows = [row("s2", 2022, x, n, part=part) for part, x, n in (("south", 30, 60), ("west", 10, 13))]
    found = advised(programme(indicator("s2", parts=("south", "west"))), rows)
    assert [(each.members, each.given_up) for each in found] == [((("south", "west"),), ("south",))]


def test_parts_of_one_size_without_their_whole_are_not_merged() -> None:
    """They may be two languages among the same 100 pupils, or two schools with 100 each."""
    rows = [row("share", 2022, x, 100, part=part) for part, x in (("turkish", 3), ("thai", 4))]
    found = advised(programme(indicator("share", parts=("turkish", "thai"))), rows)
    assert {each.without for each in found} == {Without.NONE_DOES}


def test_bands_of_ages_are_one_only_if_they_follow_each_other() -> None:
    bands = (Part("young", name("young"), Ages(0, 17)), Part("adult", name("adult"), Ages(18, 64)))
    old = Part("old", name("old"), Ages(65, None))
    town = programme(replace(count("pupils"), parts=(*bands, old)))
    found = advised(town, by_language(young=3, adult=40, old=4))
    assert {each.members for each in found} == {(("young", "adult"),), (("adult", "old"),)}


def populations(*, bases: tuple[str, str] = ("language", "language"), declared: bool = True) -> Programme:
    """Turkish and Thai speakers among pupils, of whom the programme may say that nobody is both."""
    town = programme(*(indicator(f"{each}-share", population=each, among="pupils") for each in ("turkish", "thai")))
    people = {
        each: replace(town.populations["learners"], id=each, basis=basis)
        for each, basis in (*zip(("turkish", "thai"), bases, strict=True), ("pupils", "service"))
    }
    both = DeclaredSum(Addend(population="pupils"), (Addend(population="turkish"), Addend(population="thai")), False)
    return replace(town, populations={**town.populations, **people}, sums=(both,) if declared else ())


def test_two_languages_are_one_population() -> None:
    rows = [row("turkish-share", 2022, 3, 90), row("thai-share", 2022, 4, 90)]
    assert brief(advised(populations(), rows))[0] == (
        "",
        Along.POPULATIONS,
        (("turkish-share", "thai-share"),),
        ("2022",),
    )


@pytest.mark.parametrize(
    "town",
    [populations(declared=False), populations(bases=("language", "citizenship"))],
    ids=["nobody says that they are different persons", "a language and a citizenship"],
)
def test_populations_that_may_overlap_or_are_of_another_kind_are_not_mixed(town: Programme) -> None:
    rows = [row("turkish-share", 2022, 3, 90), row("thai-share", 2022, 4, 90)]
    assert {each.without for each in advised(town, rows)} == {Without.NONE_DOES}


def test_what_cannot_be_merged_is_said_with_its_reason() -> None:
    town = programme(count("pupils"), indicator("feedback", kind=Kind.MEAN), count("clients"))
    rows = [
        row("pupils", 2022, value=3.0),
        row("feedback", 2022, None, 3, value=3.5),
        row("clients", 2022, status="withheld"),
    ]
    assert [each.without for each in advised(town, rows)] == [Without.NONE_DOES, Without.NOT_A_SUM, Without.SOURCE]


def test_nothing_withheld_needs_no_advice() -> None:
    assert advised(programme(count("pupils")), [row("pupils", 2022, value=30.0)]) == []


# --- every advice, carried out ----------------------------------------------------------------------------------------


def carry_out_and_attack(town: Programme, rows: list[dict]) -> int:
    """How many advices there are; each is published by the gate, and what stays withheld is not worked out."""
    before, shown = reasons(town, rows), release(town, table(rows))
    found_before = worked_out(town, table(rows), shown, Known())  # from what is public already
    carried = [each for each in advice(town, rows) if each.mergings]
    for each in carried:
        declared, more = carried_out(town, rows, each.mergings)
        given = table(more)
        released = release(declared, given)
        hidden = (released["withheld_because"] != "").tolist()
        assert not any(hidden[len(rows) :]), each
        newly = {at for at, (now, was) in enumerate(zip(hidden, before, strict=False)) if now and not was}
        assert newly == set(each.given_up)
        assert set(worked_out(declared, given, released, Known())) <= set(found_before)
        assert unhidden(declared, given, released) == ()
    return len(carried)


def numbers(row: dict) -> dict[str, float]:
    """Those counted; of a share also the others and everybody."""
    x, n = row["numerator"], row["denominator"]
    return {"x": row["value"]} if math.isnan(n) else {"x": x, "o": n - x, "n": n}


def found_by_hand(town: Programme, rows: list[dict]) -> list[tuple[int, str]]:
    """What somebody finds who writes the sums down by himself: of each breakdown, and of what became one.

    Also as the only person in a hidden number. The declared sums of the programme are not read here.
    """
    found = []
    for each in (each for each in advice(town, rows) if each.mergings):
        declared, more = carried_out(town, rows, each.mergings)
        hidden = set(np.flatnonzero(release(declared, table(more))["withheld_because"] != ""))
        truth = {(at, what): value for at, row in enumerate(more) for what, value in numbers(row).items()}
        sums = [adds_up((at, "n"), [(at, "x"), (at, "o")]) for at, what in truth if what == "n"]
        for at, whole in enumerate(rows):
            parts = [n for n, part in enumerate(rows) if part["period"] == whole["period"] and part["part"]]
            sums += [adds_up((at, what), [(n, what) for n in parts]) for what in numbers(whole) if not whole["part"]]
        for at, as_one in enumerate(each.mergings, len(rows)):
            sums += [adds_up((at, what), [(n, what) for n in as_one.rows]) for what in numbers(more[at])]
        outsider = System(tuple(sums), {name: value for name, value in truth.items() if name[0] not in hidden})
        secret = [name for name in truth if name[0] in hidden and is_few(town, name[1], truth[name])]
        alone = {name: 1.0 for name in secret if truth[name] == 1}
        for who, system in ((None, outsider), *insiders(outsider, alone)):
            left = ranges(system, [name for name in secret if name != who])
            narrow = [name for name, each in left.items() if each.width < limit(town).least]
            nothing_shown = System(tuple(sums), {} if who is None else {who: 1.0})
            possible = ranges(nothing_shown, narrow)
            found += [name for name in narrow if left[name].width < possible[name].width]
    return found


def limit(town: Programme) -> Threshold:
    return threshold(town.indicators[0].sensitivity)


def is_few(town: Programme, what: str, value: float) -> bool:
    return value < limit(town).least if what == "n" else limit(town).hides(value)


@pytest.mark.parametrize("seed", (0, 2))
def test_every_advice_to_a_generated_town_is_published_and_tells_nobody(seed: int) -> None:
    rows = table(reported(rows_of(draw_town(seed), SEEN_FIRST, seed))).to_dict("records")
    assert carry_out_and_attack(plan(), rows) > 0


# As docs/disclosure.md tells an author to write it down: an indicator of its own, its rows, and the sum.
OF_ITS_OWN = """- id: pupils-albanian-and-turkish
  title: {fi: Albania ja turkki yhdessä, sv: Albanska och turkiska tillsammans, en: Albanian and Turkish together}
  theme: school
  kind: count
  asks: reach
  role: context
  why: {fi: Taustatieto, sv: Bakgrund, en: Background}
  population: pupils
  unit: {fi: oppilasta, sv: elever, en: pupils}
  source: invented-data
"""
SUM = """- whole: {indicator: pupils-albanian-and-turkish}
  parts:
  - {indicator: pupils-by-language, part: albanian}
  - {indicator: pupils-by-language, part: turkish}
"""
ROW = "pupils-albanian-and-turkish,999,{period},pupils,,,,{together},reported,invented-statistics,invented-data,\n"


def withheld_rows(published: pd.DataFrame, periods: Iterable[str]) -> set[tuple[str, ...]]:
    """Of these periods: in another one a new row may turn the choice between two that lose equally little."""
    hidden = published[(published["withheld_because"] != "") & published["period"].isin(list(periods))]
    return set(hidden[["indicator", "area", "period", "group", "part"]].itertuples(index=False, name=None))


def test_an_author_who_follows_an_advice_has_the_figure_published(tmp_path: Path) -> None:
    """What check says of Albanian and Turkish in 2017/2018 and 2020/2021."""
    folder = tmp_path / "town"
    shutil.copytree(ROOT / "data" / "example", folder, ignore=shutil.ignore_patterns("own"))
    before = observations.published(programmes.load(str(folder)))
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        counts = {
            (each["period"], each["part"]): float(each["value"])
            for each in csv.DictReader(file)
            if each["indicator"] == "pupils-by-language" and each["part"] in ("albanian", "turkish") and each["value"]
        }
    together = {
        period: int(counts[period, "albanian"] + counts[period, "turkish"]) for period in ("2017/2018", "2020/2021")
    }
    text = (folder / "programme.yaml").read_text(encoding="utf-8")
    text = changed(text, "- id: pupils-by-language\n", OF_ITS_OWN + "- id: pupils-by-language\n")
    (folder / "programme.yaml").write_text(changed(text, "\nsums:\n", "\nsums:\n" + SUM), encoding="utf-8")
    with (folder / "observations.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(ROW.format(period=period, together=number) for period, number in together.items())
    town = programmes.load(str(folder))
    after = observations.published(town)
    merged = after[after["indicator"] == "pupils-albanian-and-turkish"]
    assert dict(zip(merged["period"], merged["value"], strict=True)) == together
    assert withheld_rows(after, together) == withheld_rows(before, together)
    assert worked_out(town, observations.read(town), after, Known()) == ()


few = st.integers(0, 14)
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # each example is a whole hiding: shrinking takes minutes


@settings(max_examples=12, deadline=None, phases=UNSHRUNK)
@given(
    st.lists(st.lists(few, min_size=4, max_size=4), min_size=1, max_size=2),
    st.booleans(),
    st.sampled_from((Sensitivity.ORDINARY, Sensitivity.SENSITIVE)),
)
def test_every_advice_to_any_small_table_is_published_and_tells_nobody(years, with_total, sensitivity) -> None:
    town = programme(count("pupils", *LANGUAGES, sensitivity=sensitivity))
    rows = []
    for year, numbers in enumerate(years, 2021):
        rows += by_language(year, **dict(zip(LANGUAGES, numbers, strict=True)))
        rows += [row("pupils", year, value=float(sum(numbers)))] if with_total else []
    carry_out_and_attack(town, records(rows))
    assert found_by_hand(town, records(rows)) == []


@settings(max_examples=8, deadline=None, phases=UNSHRUNK)
@given(st.lists(st.tuples(few, few, few, few), min_size=3, max_size=3), st.booleans())
def test_every_advice_to_merge_schools_or_years_is_published_and_tells_nobody(years, with_total) -> None:
    """Shares of two schools in three years: what is advised along schools and along years."""
    town = programme(indicator("s2", parts=("north", "south", "west")))
    rows = []
    for year, (a, b, c, d) in enumerate(years, 2020):
        pairs = {"north": (a, a + b), "south": (c, c + d), "west": (20, 40)}
        rows += [row("s2", year, x, n, part=part) for part, (x, n) in pairs.items() if n]
        rows += [row("s2", year, a + c + 20, a + b + c + d + 40)] if with_total else []
    carry_out_and_attack(town, records(rows))
    assert found_by_hand(town, records(rows)) == []


def test_there_is_an_end_to_what_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.observations.advice.WORK", 0)
    rows = by_language(finnish=40, turkish=3, thai=4)
    found = advised(programme(count("pupils", *LANGUAGES)), rows)
    assert {each.without for each in found} == {Without.UNTRIED}


# --- what the evaluator reads -----------------------------------------------------------------------------------------


def test_check_says_which_mergings_and_no_number_of_persons() -> None:
    said = kotoarvio("check", "--programme", "example").out
    assert "“Pupils by mother tongue”: Albanian and Turkish as one. Periods: 2017/18 and 2020/21." in said
    assert "“Pupils by mother tongue”, Somali: several years as one; whoever is counted in each" in said
    told = said.partition("Some figures are withheld.")[2].partition("Findings:")[0]
    without_times = re.sub(r"\d{4}/\d{2}|(31 December )?20\d\d", "", told)
    assert not re.search(r"\d", without_times)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "“pupils”: turkish and thai as one. Periods: 2018 and 2020 – 2022."),
        (
            "fi",
            "”pupils”: turkish ja thai yhtenä ryhmänä. Jaksot: 2018 ja 2020\xa0–\xa02022.",
        ),
        (
            "sv",
            "”pupils”: turkish och thai som en grupp. Perioder: 2018 och 2020\xa0–\xa02022.",
        ),
    ],
)
def test_the_parts_of_one_merging_and_its_periods_are_one_line(language: str, line: str) -> None:
    town = programme(count("pupils", *LANGUAGES))
    years = (2018, 2020, 2021, 2022)
    rows = [each for year in years for each in by_language(year, finnish=40, turkish=3, thai=4)]
    assert [render(each, language) for each in merging.lines(town, advised(town, rows))][1:] == [line]


def test_who_does_not_ask_for_advice_does_not_wait_for_it() -> None:
    code = "import sys; from analysis import observations; sys.exit('analysis.observations.advice' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
