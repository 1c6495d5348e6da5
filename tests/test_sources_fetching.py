"""Fetching official figures from a replay of the services: found, asked for, split, compared, kept."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fetching_example import SOTKANET, TODAY, binding, bound, fetched, population, said, selection, services, sotkanet
from observations_example import DATA, contents, source
from replay import OFFICIAL, SMALL_PX, Answer, PxTable, Replay, as_json, saved, serving, whole_table

from analysis import observations
from analysis import programme as programmes
from analysis.errors import UnusableInput
from analysis.programme.table import Table
from analysis.sources.calls import Pace
from analysis.sources.cube import Variable
from analysis.sources.finding import total, value
from analysis.sources.query import Query, pieces
from analysis.sources.refusal import BadReply
from analysis.vocabulary import Service, Timing

needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the saved replies of the statistical offices are not beside this checkout"
)


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serving(Replay()) as served:
        yield served


def test_figures_of_the_municipality_and_its_peers_are_kept_with_their_record(tmp_path: Path, replay: Replay) -> None:
    replay.tables = [population(title="11re -- Väestö iän mukaan, ikä")]
    programme = bound(tmp_path)
    outcome = fetched(programme, replay)
    assert (outcome.changed, outcome.figures, outcome.peers) == (True, 2, 2)
    assert dict(observations.read(programme)[["period", "value"]].values) == {"2021-12-31": 100, "2022-12-31": 101}
    peers = observations.peers(programme, "participants").set_index(["area", "period"])
    assert peers.loc[("091", "2022-12-31"), "value"] == 201
    withheld = peers.loc[("092", "2022-12-31")]
    assert (withheld["status"], withheld["note"]) == ("withheld", "confidential (...)")
    (snapshot,) = observations.snapshots(programme)
    (reply,) = snapshot.replies
    assert reply.title == "11re -- Väestö iän mukaan, ikä"
    assert (reply.retrieved, reply.updated, reply.licence) == (TODAY, "2026-01-01T06:00:00Z", "CC BY 4.0")
    assert len(reply.sha256) == 64
    assert '"code":"alue_23_20260101"' in (reply.request or "")


@pytest.mark.parametrize("before_june", [True, False])
def test_the_names_of_before_and_after_june_2026_make_no_difference(
    tmp_path: Path, replay: Replay, before_june: bool
) -> None:
    replay.tables = [population(before_june, title="11re -- Väestö, ikä")]
    programme = bound(tmp_path, binding(value=selection(age="SSS", content="vaesto")))
    assert fetched(programme, replay).failure is None
    assert list(observations.read(programme)["value"]) == [100, 101]


@needs_official
@pytest.mark.parametrize(
    ("name", "table_id", "years", "areas"),
    [
        (
            "11re_three_cities_2024_before_2026-06-08.json",
            "statfin_vaerak_pxt_11re.px",
            ["2024"],
            {"049", "091", "092"},
        ),
        ("11re_helsinki_2021-2025_after_2026-06-08.json", "11re.px", ["2021", "2022", "2023", "2024", "2025"], {"091"}),
    ],
)
def test_one_query_is_answered_from_the_saved_replies_of_both_sides_of_june_2026(
    tmp_path: Path, replay: Replay, name: str, table_id: str, years: list[str], areas: set[str]
) -> None:
    whole = saved(f"statfin_jsonstat2/{name}")
    replay.tables = [PxTable("vaerak", table_id, whole["extension"]["px"]["description"], "2026-06-06", whole)]
    programme = replace(
        bound(
            tmp_path,
            binding(value=selection(age="SSS", sex="SSS", content="vaesto"), labels=(("vaesto", "väestö 31.12."),)),
            table=Table(Service.STATFIN, "vaerak/11re", "Väestö iän (1-v.) ja sukupuolen mukaan alueittain"),
        ),
        municipality="091",
    )
    assert fetched(programme, replay).failure is None
    rows = observations.read(programme)
    assert list(rows["period"]) == [f"{year}-12-31" for year in years]
    assert rows.set_index("period")["value"]["2024-12-31"] == 684018
    assert {"091", *observations.peers(programme, "participants")["area"]} == areas


def test_an_old_id_is_refused_by_the_service_and_found_again_in_its_list(tmp_path: Path, replay: Replay) -> None:
    replay.tables = [population(title="11re -- Väestö, ikä")]
    service = services(bound(tmp_path), replay).service(Service.STATFIN)
    with pytest.raises(Exception, match="400"):
        service.caller.get(f"{service.root}/vaerak/statfin_vaerak_pxt_11re.px")
    assert service.find(Table(Service.STATFIN, "vaerak/11re", "ikä")).address.endswith("/vaerak/11re.px")


def test_a_table_that_the_producer_has_not_changed_is_not_fetched_again(tmp_path: Path, replay: Replay) -> None:
    replay.tables = [population(title="11re, ikä")]
    programme = bound(tmp_path)
    fetched(programme, replay)
    before = contents(tmp_path)
    replay.calls.clear()
    assert not fetched(programme, replay).changed
    assert contents(tmp_path) == before
    assert not [call for call in replay.calls if call.startswith("POST")]


def test_a_figure_that_was_changed_in_an_old_year_is_a_revision_and_keeps_its_predecessor(
    tmp_path: Path, replay: Replay
) -> None:
    programme = bound(tmp_path)
    replay.tables = [population(title="11re, ikä")]
    fetched(programme, replay)
    replay.tables = [population(title="11re, ikä", first=97, updated="2026-12-01")]
    outcome = fetched(programme, replay)
    (revision,) = outcome.revisions
    assert (revision.period, revision.before, revision.after) == ("2021-12-31", "100", "97")
    assert observations.snapshots(programme)[0].revisions == outcome.revisions
    replay.tables = [population(title="11re, ikä", first=97, updated="2027-01-01")]
    assert fetched(programme, replay).revisions == ()
    assert len(observations.snapshots(programme)[0].revisions) == 1


def test_a_large_query_is_asked_in_pieces_and_put_together_again(tmp_path: Path, replay: Replay) -> None:
    replay.tables, replay.most_cells = [population(title="11re, ikä")], 2
    programme = bound(tmp_path)
    assert fetched(programme, replay).failure is None
    posts = [call for call in replay.calls if call.startswith("POST")]
    assert len(posts) == 3  # 3 municipalities of 2 years, at most 2 cells a query
    assert list(observations.read(programme)["value"]) == [100, 101]
    assert len(observations.peers(programme, "participants")) == 4


def test_pieces_hold_every_cell_once_and_none_is_too_large() -> None:
    query = Query({"a": tuple("abcdefg"), "b": tuple("12345"), "c": ("x",)})
    parts = pieces(query, 4)
    cells = [(a, b) for part in parts for a in part.values["a"] for b in part.values["b"]]
    assert sorted(cells) == [(a, b) for a in "abcdefg" for b in "12345"]
    assert max(part.cells for part in parts) <= 4


def test_the_pace_makes_the_forty_first_call_wait_for_the_window_to_pass() -> None:
    now, waited = [0.0], []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    pace = Pace(calls=40, window=60.0, margin=0.0, clock=lambda: now[0], sleep=sleep)
    for _ in range(41):
        pace.wait()
        now[0] += 1
    assert waited == [60.0 - 40.0]


def test_the_limits_that_the_service_names_are_kept(tmp_path: Path, replay: Replay) -> None:
    replay.tables, replay.most_calls, replay.window, replay.most_cells = [population(title="11re, ikä")], 4, 1.0, 1
    started = time.monotonic()
    assert fetched(bound(tmp_path), replay).failure is None  # 6 cells, one a call, four calls a second
    assert time.monotonic() - started > 1.0
    assert len(replay.calls) == 2 + 1 + 6


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ([Answer(b"", 429, {"Retry-After": "7"})], [7.0]),
        ([Answer(b"", 503), Answer(b"", 502)], [2.0, 4.0]),
        ([Answer(b"", 429, {"Retry-After": "86400"})], [120.0]),
        ([Answer(b"half", claimed=100)], [2.0]),
    ],
)
def test_a_busy_service_is_asked_again_after_the_time_that_it_asks_for(
    tmp_path: Path, replay: Replay, answers: list[Answer], waits: list[float]
) -> None:
    replay.tables = [population(title="11re, ikä")]
    replay.next_answers.extend(answers)
    waited: list[float] = []
    assert fetched(bound(tmp_path), replay, sleep=waited.append).failure is None
    assert waited == waits


def test_a_service_that_stays_busy_is_given_up_after_four_tries(tmp_path: Path, replay: Replay) -> None:
    replay.next_answers.extend([Answer(b"", 503)] * 9)
    assert "out of order (503)" in said(fetched(bound(tmp_path), replay))
    assert len(replay.calls) == 4


def test_a_fetch_that_is_interrupted_leaves_the_last_good_snapshot(
    tmp_path: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay.tables = [population(title="11re, ikä")]
    programme = bound(tmp_path)
    fetched(programme, replay)
    before = contents(tmp_path)
    replay.tables = [population(title="11re, ikä", first=5, updated="2026-12-01")]

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.sources.pxweb.json_stat.read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetched(programme, replay)
    assert contents(tmp_path) == before


def test_shares_are_made_of_two_contents_and_a_sum_over_values(tmp_path: Path, replay: Replay) -> None:
    activity = whole_table(
        {
            "Alue": ["KU049"],
            "Pääasiallinen toiminta": ["11", "12"],
            "Ikä": ["18-24"],
            "Vuosi": ["2022"],
            "Tiedot": ["vaesto"],
        },
        [360, 40],
        {"geo": ["Alue"], "time": ["Vuosi"], "metric": ["Tiedot"]},
        labels={"11": "Työlliset", "12": "Työttömät"},
    )
    replay.tables = [PxTable("tyokay", "115b.px", "115b -- pääasiallisen toiminnan mukaan", "2026", activity)]
    rate = binding(
        group="pupils",
        value=None,
        numerator=selection(activity="12", age="18-24"),
        denominator=selection(activity=("11", "12"), age="18-24"),
        labels=(("11", "työlliset"), ("12", "työttömät")),
    )
    programme = bound(
        tmp_path, rate, indicator="attendance", table=Table(Service.STATFIN, "tyokay/115b", "pääasiallisen toiminnan")
    )
    assert fetched(programme, replay).failure is None
    (row,) = observations.read(programme).itertuples()
    assert (row.period, row.numerator, row.denominator) == ("2022-12-31", 40, 360 + 40)


def test_the_same_code_of_another_variable_need_not_bear_the_expected_words(tmp_path: Path, replay: Replay) -> None:
    whole = whole_table(
        {"Alue": ["KU049"], "Ikä": ["12", "13"], "Pääasiallinen toiminta": ["12"], "Vuosi": ["2022"]},
        [7, 8],
        {"geo": ["Alue"], "time": ["Vuosi"]},
    )
    whole["dimension"]["Pääasiallinen toiminta"]["category"]["label"]["12"] = "Työttömät"
    replay.tables = [PxTable("tyokay", "115b.px", "115b -- pääasiallisen toiminnan mukaan", "2026", whole)]
    table = Table(Service.STATFIN, "tyokay/115b", "pääasiallisen toiminnan")
    taken = binding(value=selection(activity="12", age=("12", "13")), labels=(("12", "työttömät"),))
    assert "is called “12”" in said(fetched(bound(tmp_path, taken, table=table), replay))
    taken = binding(value=selection(activity="12", age="13"), labels=(("12", "työttömät"),))
    assert fetched(bound(tmp_path, taken, table=table), replay).failure is None


def test_of_a_monthly_stock_december_closes_the_year(tmp_path: Path, replay: Replay) -> None:
    months = whole_table(
        {"Alue": ["KU049"], "Kuukausi": ["2021M11", "2021M12", "2022M01"], "Tiedot": ["TYOTTOMAT25"]},
        [7, 9, 11],
        {"geo": ["Alue"], "time": ["Kuukausi"], "metric": ["Tiedot"]},
    )
    replay.tables = [PxTable("tyonv", "12r5.px", "12r5 -- Työttömät", "2026", months)]
    table = Table(Service.STATFIN, "tyonv/12r5", "Työttömät")
    december = bound(tmp_path, binding(timing=Timing.DECEMBER), table=table)
    fetched(december, replay)
    assert dict(observations.read(december)[["period", "value"]].values) == {"2021-12-31": 9}


def test_sotkanet_gives_municipalities_by_its_own_numbers_and_a_row_that_is_not_there_is_no_figure(
    tmp_path: Path, replay: Replay
) -> None:
    sotkanet(replay)
    programme = bound(tmp_path, binding(value=selection(sex="total")), table=SOTKANET)
    assert fetched(programme, replay).failure is None
    assert dict(observations.read(programme)[["period", "value"]].values) == {"2021-12-31": 5, "2022-12-31": 6}
    (peer,) = observations.peers(programme, "participants").itertuples()
    assert (peer.area, peer.period, peer.value) == ("091", "2022-12-31", 8)
    replay.calls.clear()
    assert not fetched(programme, replay).changed
    assert replay.calls == ["GET /rest/1.1/indicators/127"]


def test_sotkanet_answers_403_to_a_caller_without_a_name(tmp_path: Path, replay: Replay) -> None:
    sotkanet(replay)
    programme = bound(tmp_path, binding(value=selection(sex="total")), table=SOTKANET)
    assert "refuses the query (403)" in said(fetched(programme, replay, name=""))


def test_the_first_binding_goes_before_the_second_where_both_have_a_figure(tmp_path: Path, replay: Replay) -> None:
    sotkanet(replay)
    replay.tables = [population(title="11re, ikä")]
    older = replace(binding(value=selection(sex="total")), source="older")
    programme = bound(tmp_path, binding(), older)
    sources = {**programme.sources, "older": replace(source("older", official=True), query=SOTKANET)}
    programme = replace(programme, sources=sources)
    replay.rows.append({"indicator": 127, "region": 20, "year": 2020, "gender": "total", "value": 4})
    replay.indicators["127"]["range"]["start"] = 2020
    fetched(programme, replay)
    rows = observations.read(programme).sort_values("period")
    assert list(zip(rows["value"], rows["source"], strict=True)) == [(4, "older"), (100, "people"), (101, "people")]


def test_an_exported_file_is_read_from_the_folder_of_downloads(tmp_path: Path, replay: Replay) -> None:
    programme = bound(tmp_path, binding(timing=Timing.YEAR), table=Table(Service.VIPUNEN, "oppilaat.csv", "Oppilaat"))
    assert "downloads/oppilaat.csv cannot be read" in said(fetched(programme, replay))
    (tmp_path / "downloads").mkdir()
    exported = "Kunta;Tilastovuosi;Oppilaita\r\n049;2022;1 204\r\n091;2022;1-4\r\n"
    (tmp_path / "downloads" / "oppilaat.csv").write_text(exported, encoding="utf-8")
    assert fetched(programme, replay).failure is None
    assert list(observations.read(programme)["value"]) == [1204]
    assert list(observations.peers(programme, "participants")["status"]) == ["withheld"]


def test_only_what_is_named_is_fetched_and_an_unknown_name_is_refused_with_those_that_are_known(
    tmp_path: Path, replay: Replay
) -> None:
    replay.tables = [population(title="11re, ikä")]
    programme = bound(tmp_path)
    assert fetched(programme, replay, "people").changed
    with pytest.raises(UnusableInput, match=r"“peeple”.*participants, people"):
        fetched(programme, replay, "peeple")


@pytest.mark.parametrize(
    ("codes", "code", "found"),
    [
        (["vaerak-vaesto"], "vaesto", "vaerak-vaesto"),
        (["tyti-Tyolliset", "tyti-Tyottomat"], "TYOLLISET", "tyti-Tyolliset"),
        (["tyottomat25"], "TYOTTOMAT25", "tyottomat25"),
        (["18-24", "24"], "24", "24"),
    ],
)
def test_a_value_is_its_code_with_or_without_its_subject(codes: list[str], code: str, found: str) -> None:
    assert value(Variable("v", "V", {each: each for each in codes}), code) == found


def test_the_end_of_an_age_group_is_not_taken_for_a_code() -> None:
    with pytest.raises(BadReply):
        value(Variable("age", "Age", {"18-24": "18–24", "25-34": "25–34"}), "24")


def test_a_total_is_found_by_its_code_where_the_table_does_not_name_it() -> None:
    assert total(Variable("sex", "Sex", {"1": "Men", "SSS": "All"})) == "SSS"
    assert total(Variable("sex", "Sex", {"1": "Men", "2": "Women"})) is None


def test_the_body_of_a_query_is_what_pxweb_expects() -> None:
    body = json.loads(Query({"Alue": ("KU235",), "Vuosi": ("2021", "2022")}).as_text())
    assert body == {
        "query": [
            {"code": "Alue", "selection": {"filter": "item", "values": ["KU235"]}},
            {"code": "Vuosi", "selection": {"filter": "item", "values": ["2021", "2022"]}},
        ],
        "response": {"format": "json-stat2"},
    }


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("11re.json", "keksitty", None),
        ("11re.json", "kuolleet", "and “kuolleet” is expected"),
        ("rows.json", "keksitty", None),
        ("small.px", "keksitty", "is not whole"),  # 102.5 persons: the example shows every symbol and decimals
        ("small.px", "kuolleet", "and “kuolleet” is expected"),
    ],
)
def test_a_downloaded_file_is_read_by_its_form_and_its_title_is_asserted(
    tmp_path: Path, replay: Replay, name: str, title: str, words: str | None
) -> None:
    rows = {
        "columns": [
            {"code": code, "text": code, "type": kind}
            for code, kind in (("Alue", "d"), ("Vuosi", "t"), ("vaesto", "c"))
        ],
        "data": [{"key": ["KU049", year], "values": [value]} for year, value in (("2021", "100"), ("2022", "101"))],
        "metadata": [{"label": "Keksitty", "updated": "2026", "source": "Keksitty virasto"}],
    }
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "11re.json").write_text(json.dumps(population().whole), encoding="utf-8")
    (tmp_path / "downloads" / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "downloads" / "small.px").write_bytes(SMALL_PX.replace("KU901", "KU049").encode("iso-8859-15"))
    table = Table(Service.FILE, name, title)
    programme = bound(tmp_path, binding(value=selection(content="vaesto")), table=table)
    outcome = fetched(programme, replay)
    if words is not None:
        assert words in said(outcome)
    else:
        assert outcome.failure is None
        assert list(observations.read(programme)["value"]) == [100, 101]


def test_the_symbols_of_aluesarjat_mean_what_they_mean_there(tmp_path: Path, replay: Replay) -> None:
    whole = whole_table(
        {"Alue": ["KU049"], "Vuosi": ["2021", "2022"], "Tiedot": ["v"]},
        [4, None],
        {"geo": ["Alue"], "time": ["Vuosi"], "metric": ["Tiedot"]},
        status={"1": ".."},
    )
    replay.tables = [PxTable("tyo", "Hginseutu_TT_TM03.px", "Työvoima äidinkielen mukaan", "2026", whole)]
    programme = bound(tmp_path, table=Table(Service.ALUESARJAT, "tyo/Hginseutu_TT_TM03", "äidinkielen mukaan"))
    assert fetched(programme, replay).failure is None
    rows = observations.read(programme)
    assert list(rows["status"]) == ["reported", "not_collected"]
    assert rows["note"].iloc[1] == "uncertain (..)"


@needs_official
def test_the_real_list_and_metadata_lead_to_the_query_of_kauniainen(tmp_path: Path, replay: Replay) -> None:
    listed = json.loads((OFFICIAL / "statfin_meta" / "v1_list_vaerak_2026-06.json").read_bytes())
    described = json.loads((OFFICIAL / "statfin_meta" / "v1_metadata_vaerak_11re_en_2026-06.json").read_bytes())
    service = services(bound(tmp_path), replay).service(Service.STATFIN)
    replay.next_answers.extend([as_json(listed), as_json(described)])
    found = service.find(Table(Service.STATFIN, "vaerak/11re", "Väestö iän (1-v.) ja sukupuolen mukaan alueittain"))
    assert found.title == "11re -- Väestö iän (1-v.) ja sukupuolen mukaan alueittain, 1972-2025"
    asked = service.ask(found, binding(value=selection(age="SSS", sex="SSS"), since=2020), "235")
    assert asked.values == {
        "alue_23_20260101": tuple(code for code in described["variables"][0]["values"] if code != "SSS"),
        "ikaryhma_10_20180101": ("SSS",),
        "sukupuoli_9_20180101": ("SSS",),
        "timeperiod_y": ("2020", "2021", "2022", "2023", "2024", "2025"),
        "contentscode": ("vaerak-vaesto",),
    }
    assert asked.cells == 308 * 6


@needs_official
def test_the_tables_of_the_bindings_stand_in_the_real_list_under_their_titles(tmp_path: Path, replay: Replay) -> None:
    listed = json.loads((OFFICIAL / "statfin_meta" / "v1_list_vaerak_2026-06.json").read_bytes())
    kauniainen = programmes.read(DATA / "kauniainen")
    service = services(bound(tmp_path), replay).service(Service.STATFIN)
    replay.next_answers.append(as_json(listed))
    tables = [source.query for source in kauniainen.sources.values() if source.query]
    population_structure = [table for table in tables if table.id.startswith("vaerak/")]
    assert len(population_structure) == 5
    assert [service.find(table).title[:4] for table in population_structure] == [
        table.id.removeprefix("vaerak/") for table in population_structure
    ]
    assert replay.calls == ["GET /PxWeb/api/v1/fi/StatFin/vaerak/"]  # one list for all of them
