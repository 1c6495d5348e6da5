"""A small programme bound to invented tables, and the replay in the services' place. Nothing here is true."""

import datetime
from dataclasses import replace
from pathlib import Path

from observations_example import folder_with, source
from replay import PxTable, Replay, whole_table

from analysis.errors import english
from analysis.programme.nouns import Programme
from analysis.programme.table import Binding, Selection, Table
from analysis.sources import Outcome, Services, fetch
from analysis.sources.calls import Caller, Pace
from analysis.vocabulary import Areas, Service, Timing

TODAY = datetime.date(2026, 11, 24)
AREAS = ["SSS", "KU049", "KU091", "KU092"]
SOTKANET = Table(Service.SOTKANET, "127", "Väestö 31.12.")


def selection(**values: str | tuple[str, ...]) -> Selection:
    return Selection(tuple((name, (codes,) if isinstance(codes, str) else codes) for name, codes in values.items()))


def binding(**changes: object) -> Binding:
    """The number of participants, of every municipality, by year."""
    whole = Binding("people", Timing.YEAR_END, Areas.ALL, None, "clients", "", None, None, selection(), ())
    return replace(whole, **changes)


def bound(folder: Path, *bindings: Binding, indicator: str = "participants", table: Table | None = None) -> Programme:
    """The small programme with one indicator bound to the source “people”."""
    programme = folder_with(folder, [])
    table = table or Table(Service.STATFIN, "vaerak/11re", "ikä")
    sources = {**programme.sources, "people": replace(source("people", official=True), query=table)}
    context = tuple(
        replace(each, official=bindings or (binding(),)) if each.id == indicator else each for each in programme.context
    )
    return replace(programme, sources=sources, context=context)


def services(programme: Programme, replay: Replay, **changes: object) -> Services:
    """The replay in place of the services; waiting is only noted."""
    addresses = {
        Service.STATFIN: f"{replay.address}/PxWeb/api/v1/fi/StatFin",
        Service.ALUESARJAT: f"{replay.address}/api/v1/fi/StatFin",
        Service.SOTKANET: f"{replay.address}/rest/1.1",
    }
    return Services(programme.folder, addresses, lambda: caller(**changes))


def caller(**changes: object) -> Caller:
    return replace(Caller(pace=Pace(window=1.0), sleep=lambda seconds: None, read=2.0, whole=2.0), **changes)


def fetched(programme: Programme, replay: Replay, *wanted: str, **changes: object) -> Outcome:
    (outcome,) = fetch(programme, wanted, services(programme, replay, **changes), TODAY)
    return outcome


def said(outcome: Outcome) -> str:
    assert outcome.failure is not None
    return english(outcome.failure)


def population(before_june: bool = False, first: float = 100, **changes: object) -> PxTable:
    """An invented table of three municipalities in the names of before or after 8 June 2026."""
    area, age, time_, content, people = (
        ("Alue", "Ikä", "Vuosi", "Tiedot", "vaesto")
        if before_june
        else ("alue_23_20260101", "ikaryhma_10_20180101", "timeperiod_y", "contentscode", "vaerak-vaesto")
    )
    whole = whole_table(
        {area: AREAS, age: ["SSS", "000"], time_: ["2021", "2022"], content: [people]},
        [999, 998, 9, 8, first, 101, 1, 2, 200, 201, 3, None, 300, None, 5, 6],
        {"geo": [area], "time": [time_], "metric": [content]},
        labels={people: "Väestö 31.12."},
        totals=[age],
        status={"13": "..."},
    )
    table_id = "statfin_vaerak_pxt_11re.px" if before_june else "11re.px"
    found = PxTable("vaerak", table_id, "11re -- Väestö iän (1-v.) mukaan", "2026-06-06T21:04:32", whole)
    found.whole["dimension"][age]["label"] = "Ikä"
    return replace(found, **changes)


def sotkanet(replay: Replay) -> None:
    """Sotkanet with one indicator: Espoo has two years, Helsinki one; a region stands among the municipalities."""
    replay.indicators = {
        "127": {
            "id": 127,
            "title": {"fi": "Väestö 31.12."},
            "range": {"start": 2021, "end": 2022},
            "data-updated": "2023-04-28",
            "organization": {"title": {"fi": "Tilastokeskus"}},
        }
    }
    replay.regions = [
        {"id": 20, "code": "049", "category": "KUNTA"},
        {"id": 46, "code": "091", "category": "KUNTA"},
        {"id": 658, "code": "1", "category": "MAA"},
    ]
    replay.rows = [
        {"indicator": 127, "region": region, "year": year, "gender": "total", "value": value}
        for region, year, value in [(20, 2021, 5), (20, 2022, 6), (46, 2022, 8), (658, 2022, 99)]
    ]
