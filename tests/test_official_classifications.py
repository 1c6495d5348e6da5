"""What the project took from official classifications is what they say, as pandas reads them."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
import yaml
from replay import OFFICIAL

from analysis.programme.municipalities import municipalities
from analysis.sources import sotkanet

ROOT = Path(__file__).parents[1]
LANGUAGES = {0: "fi", 1: "fi-sv", 2: "sv", 3: "sv-fi"}  # kielisuhde of Statistics Finland
STATUS = {0: "finnish", 1: "bilingual", 2: "swedish", 3: "bilingual"}

pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the saved replies of the statistical offices are not beside this checkout"
)


def key(year: int) -> pd.DataFrame:
    frame = pd.read_csv(OFFICIAL / "classification" / f"municipality_key_{year}.csv", dtype={"kunta": str})
    return frame.set_index("kunta").sort_index()


def test_the_municipalities_that_a_folder_can_be_founded_for_are_those_of_2026() -> None:
    official = key(2026)
    ours = pd.DataFrame([vars(each) for each in municipalities()]).set_index("code").sort_index()
    assert list(ours.index) == list(official.index)
    for column in ("fi", "sv", "en"):
        assert (ours[column] == official[f"municipality_name_{column}"]).all(), column
    assert (ours["languages"] == official["kielisuhde_code"].map(LANGUAGES)).all()


def test_the_peers_of_kauniainen_have_the_language_and_region_of_2022() -> None:
    official = key(2022)
    ours = pd.read_csv(ROOT / "data" / "kauniainen" / "municipalities.csv", dtype=str).set_index("code")
    assert len(ours) > 300
    found = official.loc[ours.index]
    assert (ours["language"] == found["kielisuhde_code"].map(STATUS)).all()
    assert (ours["region"].astype(int) == found["maakunta_code"].astype(int)).all()


def test_the_codes_changed_between_2022_and_2026_only_where_municipalities_merged() -> None:
    assert set(key(2026).index) < set(key(2024).index) <= set(key(2022).index)


def test_sotkanets_own_numbers_of_areas_are_read_as_in_its_dump() -> None:
    dump = pd.read_csv(OFFICIAL / "sotkanet" / "sotkanet_regions_kunta_2013.csv", dtype={"region.code": str})
    codes = dict(zip(dump["region"], dump["region.code"], strict=True))
    excerpt = (OFFICIAL / "sotkanet" / "sotkanet_regions_excerpt.json").read_bytes()
    read = sotkanet.read_areas(excerpt)
    assert read == {area["id"]: area["code"] for area in json.loads(excerpt) if area["category"] == "KUNTA"}
    assert {area: code for area, code in read.items() if area in codes} == {
        area: codes[area] for area in read if area in codes
    }


def test_the_titles_that_are_asserted_are_those_of_the_dump() -> None:
    titles = pd.read_csv(OFFICIAL / "sotkanet" / "sotkanet_kunta_selected_titles.csv").set_index("indicator")
    sources = yaml.safe_load((ROOT / "data" / "kauniainen" / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    asked = {
        int(s["query"]["table"]): s["query"]["title"]
        for s in sources
        if s.get("query", {}).get("service") == "sotkanet"
    }
    assert set(asked) == set(titles.index)
    for indicator, title in asked.items():
        official = re.sub(r"^\[.*?\] ", "", titles.loc[indicator, "indicator_title"])
        assert re.sub(r"\s", "", title).lower() in re.sub(r"\s", "", official).lower(), indicator
