"""Kauniainen's figures: as the programme prints them and as the offices published them, and nothing else."""

import csv
import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import observations
from analysis import programme as programmes
from analysis.errors import english
from analysis.observations import totals

FOLDER = Path(__file__).parents[1] / "data" / "kauniainen"
OFFICIAL = Path(__file__).parents[2] / "shared" / "data" / "official"

DOCUMENT = OFFICIAL.parents[1] / "programme" / "kauniainen-integration-programme.txt"

needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the saved replies of the statistical offices are not beside this checkout"
)


@pytest.fixture(scope="module")
def subject() -> programmes.Programme:
    return programmes.read(FOLDER)


@pytest.fixture(scope="module")
def table(subject: programmes.Programme) -> pd.DataFrame:
    return observations.read(subject)


def values(table: pd.DataFrame, indicator: str) -> dict[str, float]:
    """The whole of an indicator, by period."""
    rows = table[(table["indicator"] == indicator) & (table["part"] == "")]
    return dict(zip(rows["period"], rows["value"], strict=True))


def test_the_figures_have_no_problems(subject: programmes.Programme) -> None:
    assert [english(message) for message in observations.check(subject)] == []
    assert [english(message) for message in observations.warnings(subject)] == []


@pytest.mark.parametrize(
    ("indicator", "period", "rows", "first_and_last"),
    [
        ("population-by-citizenship", "2021-12-31", 10396, {"finland": 9727, "other": 219}),
        ("population-by-language", "2022-12-31", 10227, {"finnish": 6042, "other": 229}),
    ],
)
def test_the_tables_of_the_first_appendix_stand_as_printed_with_their_wrong_totals(
    table: pd.DataFrame, indicator: str, period: str, rows: int, first_and_last: dict[str, int]
) -> None:
    printed = table[(table["indicator"] == indicator) & (table["period"] == period)]
    parts = printed[printed["part"] != ""].set_index("part")["value"]
    assert parts.sum() == rows
    assert {part: parts[part] for part in first_and_last} == first_and_last
    assert values(table, indicator) == {period: 10284}


def test_the_rows_of_both_tables_disagree_with_the_printed_total(table: pd.DataFrame) -> None:
    broken_down = table[table["indicator"].isin(["population-by-citizenship", "population-by-language"])]
    found = [(case.indicator, case.sum - case.total, len(case.rows)) for case in totals.disagreements(broken_down)]
    assert found == [
        ("population-by-citizenship", 10396 - 10284, 15),
        ("population-by-language", 10227 - 10284, 18),
    ]


@pytest.mark.parametrize(
    ("indicator", "printed"),
    [
        ("foreign-background", [599, 648, 725, 825, 915, 991, 1009]),
        ("foreign-citizens-share", [4.7, 4.9, 5.4, 5.9, 6.1, 6.4, 6.8]),
        ("refugees-received", [30, 10, 11, 8, 6, 8, 9]),
    ],
)
def test_the_series_of_the_appendix_stand_as_printed(table: pd.DataFrame, indicator: str, printed: list[float]) -> None:
    assert values(table, indicator) == {str(2016 + i): value for i, value in enumerate(printed)}


@pytest.mark.parametrize(
    ("indicator", "period", "value", "words"),
    [
        ("foreign-language-pupils-finnish-schools", "2022", 14.5, "14,5 %"),
        ("immigrant-background-pupils-swedish-schools", "2022", 1.9, "viime vuosina"),
        ("foreign-language-staff-share", "2021-12-31", 10.2, "Vuoden 2021 lopulla"),
        ("languages-spoken", "2022", 50, "yli 50 eri kieltä"),
        ("protection-share-of-immigrants", "2022", 20, "hieman alle 20 %"),
    ],
)
def test_a_figure_of_the_running_text_quotes_its_words(
    table: pd.DataFrame, indicator: str, period: str, value: float, words: str
) -> None:
    (row,) = table[table["indicator"] == indicator].itertuples()
    assert (row.period, row.value, row.source) == (period, value, "programme-text")
    assert words in row.note


@pytest.mark.skipif(not DOCUMENT.is_file(), reason="the text of the programme is not beside this checkout")
def test_every_quotation_in_a_note_stands_in_the_programme(table: pd.DataFrame) -> None:
    words = DOCUMENT.read_text(encoding="utf-8").replace("\t", " ")
    quotations = [quotation for note in table["note"] for quotation in re.findall("”(.+?)”", note)]
    assert len(quotations) >= 8
    assert [quotation for quotation in quotations if quotation not in words] == []


def test_nothing_is_made_up_for_an_indicator_without_figures(
    table: pd.DataFrame, subject: programmes.Programme
) -> None:
    assert set(table["status"]) == {"reported"}
    assert set(table["area"]) == {subject.municipality}
    assert set(table["reporter"]) == {""}
    assert all(subject.sources[source].official for source in set(table["source"]))
    programmes_own = {indicator.id for goal in subject.goals for indicator in goal.indicators}
    assert programmes_own & set(table["indicator"]) == {
        "foreign-language-staff-share",
        "foreign-language-children-in-ecec-share",
        "outside-education-17-24",
    }


def test_a_figure_has_the_source_that_the_programme_gives_its_indicator(
    table: pd.DataFrame, subject: programmes.Programme
) -> None:
    other = {
        (row.indicator, row.source)
        for row in table.itertuples()
        if row.source != subject.indicator(row.indicator).source
    }
    # The population has two sources, and the share of staff is printed in the programme.
    assert other == {("population", "sotkanet-127"), ("foreign-language-staff-share", "programme-text")}


@needs_official
def test_the_share_of_foreign_language_speakers_is_that_of_table_159t(table: pd.DataFrame) -> None:
    reply = json.loads((OFFICIAL / "statfin_csv" / "159t_foreign_language_share_excerpt_2020-2025.json").read_bytes())
    assert values(table, "foreign-language-share") == reply["235"]


@needs_official
def test_children_in_early_childhood_education_are_those_of_table_14jt(table: pd.DataFrame) -> None:
    counts = []
    for name in ("14jt_2022_vko_kunnat_fi.json", "14jt_2022_vaka_lapsi_lkm_kunnat_fi.json"):
        reply = json.loads((OFFICIAL / "statfin_jsonstat2" / name).read_bytes())
        counts.append(reply["value"][reply["dimension"]["Alue"]["category"]["index"]["KU235"]])
    (row,) = table[table["source"] == "statfin-14jt"].itertuples()
    assert (row.period, row.numerator, row.denominator) == ("2022", *counts) == ("2022", 62, 490)


@needs_official
def test_the_population_is_that_of_table_11re(table: pd.DataFrame) -> None:
    text = (OFFICIAL / "statfin_csv" / "11re_2021_population_kunnat.csv").read_text(encoding="utf-8-sig")
    (municipality,) = (row for row in csv.DictReader(text.splitlines(), delimiter=";") if row["Kunta"] == "Kauniainen")
    assert values(table, "population")["2021-12-31"] == int(municipality["Yhteensä"]) == 10396


@needs_official
def test_the_series_of_sotkanet_are_all_there(table: pd.DataFrame) -> None:
    path = OFFICIAL / "sotkanet" / "sotkanet_kauniainen_selected_1990-2012.csv"
    with path.open(encoding="utf-8", newline="") as file:
        published = {(f"sotkanet-{row['indicator']}", row["year"], float(row["value"])) for row in csv.DictReader(file)}
    ours = table[table["source"].str.startswith("sotkanet")]
    assert {(row.source, row.period[:4], row.value) for row in ours.itertuples()} == published
    assert len(ours) == len(published)


# the snapshots, with the figures of other municipalities


def both(subject: programmes.Programme, table: pd.DataFrame, indicator: str) -> dict[tuple[str, str], float]:
    """The fetched figures of an indicator in every municipality, by area and period."""
    own = table[(table["indicator"] == indicator) & table["file"].str.startswith("official/")]
    rows = pd.concat([own, observations.peers(subject, indicator)])
    return {(row.area, row.period): row.value for row in rows.itertuples()}


@needs_official
def test_the_shares_of_every_municipality_of_table_159t_are_there(
    table: pd.DataFrame, subject: programmes.Programme
) -> None:
    reply = json.loads((OFFICIAL / "statfin_csv" / "159t_foreign_language_share_excerpt_2020-2025.json").read_bytes())
    published = {(area, year): share for area, series in reply.items() for year, share in series.items()}
    assert both(subject, table, "foreign-language-share") == published


@needs_official
def test_the_population_of_every_municipality_is_there_once(table: pd.DataFrame, subject: programmes.Programme) -> None:
    kept = both(subject, table, "population")
    text = (OFFICIAL / "statfin_csv" / "11re_2021_population_kunnat.csv").read_text(encoding="utf-8-sig")
    published = [int(row["Yhteensä"]) for row in csv.DictReader(text.splitlines(), delimiter=";")]
    assert sorted(value for (_, period), value in kept.items() if period == "2021-12-31") == sorted(published)
    for name in ("11re_helsinki_2021-2025_after_2026-06-08.json", "11re_three_cities_2024_before_2026-06-08.json"):
        reply = json.loads((OFFICIAL / "statfin_jsonstat2" / name).read_bytes())
        area, time = (list(reply["dimension"][reply["role"][role][0]]["category"]["index"]) for role in ("geo", "time"))
        cells = [(code.removeprefix("KU"), f"{year}-12-31") for code in area for year in time]
        assert [kept[cell] for cell in cells] == reply["value"]


@needs_official
def test_each_record_bears_the_mark_of_a_saved_reply(subject: programmes.Programme) -> None:
    marks = {hashlib.sha256(path.read_bytes()).hexdigest() for path in OFFICIAL.rglob("*") if path.is_file()}
    replies = [reply for snapshot in observations.snapshots(subject) for reply in snapshot.replies]
    assert len(replies) >= 12
    assert {reply.sha256 for reply in replies} <= marks


def test_each_record_names_its_source_and_where_its_reply_was_found(subject: programmes.Programme) -> None:
    for snapshot in observations.snapshots(subject):
        assert all(reply.source in subject.sources and reply.found for reply in snapshot.replies)
        assert all(binding.source for binding in subject.indicator(snapshot.indicator).official)
        assert {reply.licence for reply in snapshot.replies} == {"CC BY 4.0"}
