"""Goal 20 from official figures: the rate that it promises and the share that it follows, both fetched, and told apart.

The figures are invented, in the form of the tables 12r5 and 115b: more young people without work in a smaller labour
force, while older people lose theirs faster still.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fetching_example import TODAY, services
from observations_example import DATA
from reading import text
from replay import PxTable, Replay, serving, whole_table

from analysis import observations
from analysis import programme as programmes
from analysis.period import Review
from analysis.programme import Programme
from analysis.sources import fetch
from analysis.themes import employment
from analysis.themes.employment import Course
from analysis.wording import employment as wording

AREA = {"geo": ["Alue"]}


@pytest.fixture
def kauniainen(tmp_path: Path) -> Programme:
    folder = tmp_path / "kauniainen"
    shutil.copytree(DATA / "kauniainen", folder, ignore=shutil.ignore_patterns("own"))
    unemployed = whole_table(
        {
            "Alue": ["KU235"],
            "Kuukausi": ["2021M12", "2022M06", "2022M12"],
            "Tiedot": ["TYOTTOMATLOPUSSA", "TYOTTOMAT25"],
        },
        [200, 20, 300, 99, 400, 24],
        {**AREA, "time": ["Kuukausi"], "metric": ["Tiedot"]},
        labels={"TYOTTOMATLOPUSSA": "Työttömät työnhakijat", "TYOTTOMAT25": "Alle 25-vuotiaat työttömät"},
    )
    labour_force = whole_table(
        {"Alue": ["KU235"], "Pääasiallinen toiminta": ["11", "12"], "Ikä": ["18-24"], "Vuosi": ["2021", "2022"]},
        [380, 276, 20, 24],
        {**AREA, "time": ["Vuosi"]},
        labels={"11": "Työlliset", "12": "Työttömät"},
    )
    with serving(Replay()) as replay:
        replay.tables = [
            PxTable("tyonv", "12r5.px", "12r5 -- Työttömät työnhakijat", "2026", unemployed),
            PxTable("tyokay", "115b.px", "115b -- Väestö pääasiallisen toiminnan mukaan", "2026", labour_force),
        ]
        programme = replace(programmes.read(folder), folder=folder)
        outcomes = fetch(programme, ["statfin-12r5", "statfin-115b"], services(programme, replay), TODAY)
        assert [(outcome.indicator.id, outcome.failure) for outcome in outcomes] == [
            ("under-25-share-of-unemployed", None),
            ("under-25-unemployment-rate", None),
        ]
    return programme


def test_both_are_computed_and_their_disagreement_is_told(kauniainen: Programme) -> None:
    table = observations.published(kauniainen)
    theme = employment.analyse(kauniainen, table, Review.parse("2018-2022"))
    rate0, rate1, share0, share1 = (figure.estimate.value for figure in theme.youth.ends)
    assert (rate0, rate1) == (20 / 400, 24 / 300)
    assert (share0, share1) == (20 / 200, 24 / 400)
    assert theme.youth.course is Course.APART
    told = text(wording.youth(theme))
    assert "5.0%" in told and "8.0%" in told and "10.0%" in told and "6.0%" in told
    assert "moved in opposite directions" in told
