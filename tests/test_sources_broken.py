"""Replies that cannot be used: each is refused in one sentence, and nothing is changed on disk."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fetching_example import SOTKANET, TODAY, binding, bound, fetched, population, said, selection, services, sotkanet
from observations_example import contents
from replay import Answer, Replay, serving

from analysis.programme.table import Table
from analysis.sources import fetch
from analysis.vocabulary import Service

NEXT = "2026-12-01"  # a later update, so that the table is asked for again


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serving(Replay()) as served:
        yield served


def spoiled(change: Callable[[bytes], bytes], where: str = "/vaerak/11re.px", **answer: object):
    """A spoiler of the answers at an address; only answers with figures, where the address is the table's."""

    def spoil(path: str, body: bytes) -> Answer | None:
        if not path.endswith(where) or (where.endswith(".px") and b'"dataset"' not in body):
            return None
        return Answer(change(body), **answer)

    return spoil


def edited(change: Callable[[dict], object]) -> Callable[[bytes], bytes]:
    def edit(body: bytes) -> bytes:
        reply = json.loads(body)
        change(reply)
        return json.dumps(reply, ensure_ascii=False).encode("utf-8")

    return edit


def put(*path: str | int, value: object) -> Callable[[bytes], bytes]:
    """The reply with one thing in another's place."""

    def change(reply: dict) -> None:
        for step in path[:-1]:
            reply = reply[step]
        reply[path[-1]] = value

    return edited(change)


def drop(key: str) -> Callable[[bytes], bytes]:
    return edited(lambda reply: reply.pop(key))


LIST = "/vaerak/"
BROKEN = [
    ("half a JSON", spoiled(lambda body: body[: len(body) // 2]), "not whole JSON"),
    ("nothing", spoiled(lambda body: b""), "not whole JSON"),
    ("a page of HTML", spoiled(lambda body: b"<!DOCTYPE html><html>Huolto</html>"), "A page of HTML came"),
    ("another encoding", spoiled(lambda body: body.decode().encode("latin-1")), "not written in UTF-8"),
    ("UTF-16", spoiled(lambda body: body.decode().encode("utf-16")), "not written in UTF-8"),
    ("NaN", spoiled(lambda body: body.replace(b"[100", b"[NaN")), "not whole JSON"),
    ("a number without end", spoiled(lambda body: body.replace(b"[100", b"[1e999999999")), "damaged"),
    ("a list", spoiled(lambda body: b"[1, 2]"), "not a table in the form JSON-stat 2.0"),
    ("another version", spoiled(put("version", value="1.3")), "not a table in the form JSON-stat 2.0"),
    ("an error as a reply", spoiled(lambda body: b'{"class": "error", "status": "200"}'), "not a table in the form"),
    ("no values", spoiled(drop("value")), "damaged"),
    ("no dimensions", spoiled(drop("dimension")), "damaged"),
    ("too few values", spoiled(edited(lambda reply: reply["value"].pop())), "damaged: 5 values"),
    ("too many values", spoiled(edited(lambda reply: reply["value"].append(1))), "damaged: 7 values"),
    ("other sizes", spoiled(put("size", 0, value=9)), "sizes of the dimensions"),
    ("a word as a value", spoiled(put("value", 0, value="sata")), "damaged"),
    ("truth as a value", spoiled(put("value", 0, value=True)), "True is not a number"),
    ("a list as a value", spoiled(put("value", 0, value=[1])), "damaged"),
    ("half a person", spoiled(put("value", 0, value=100.5)), "counts persons and is not whole"),
    ("below zero", spoiled(put("value", 0, value=-3)), "below zero"),
    (
        "positions with holes",
        spoiled(put("dimension", "timeperiod_y", "category", "index", value={"2021": 0, "2022": 5})),
        "have holes",
    ),
    (
        "a year that was not asked for",
        spoiled(lambda body: body.replace(b'"2022"', b'"2033"')),
        "does not hold what was asked for",
    ),
    ("a sparse position beyond the table", spoiled(put("value", value={"77": 1})), "a position beyond the table"),
    (
        "another thing under the code",
        spoiled(lambda body: body.replace("Väestö 31.12.".encode(), b"Kuolleet")),
        "Kuolleet",
    ),
    ("broken off", spoiled(lambda body: body[:50], claimed=5000), "The reply was broken off"),
    ("too slow", spoiled(lambda body: body, after=0.7), "did not answer in time"),
    ("out of order", spoiled(lambda body: b"", status=500), "out of order (500)"),
    ("a password", spoiled(lambda body: b"", status=401), "asks for a password"),
    ("a bad query", spoiled(lambda body: b"Bad request", status=400), "does not understand the query (400)"),
    ("too much", spoiled(lambda body: b"", status=413), "Too many figures were asked for"),
    ("a teapot", spoiled(lambda body: b"", status=418), "the status 418"),
    ("a list that is no list", spoiled(lambda body: b'{"a": 1}', where=LIST), "damaged"),
    ("a list without the table", spoiled(lambda body: b"[]", where=LIST), "does not list one table vaerak/11re"),
    ("a list that is half", spoiled(lambda body: body[:20], where=LIST), "not whole JSON"),
    (
        "the table under another title",
        spoiled(lambda body: body.replace(b"11re", b"11rq").replace(b"11rq.px", b"11re.px"), where=LIST),
        "and “11re” is expected",
    ),
]


@pytest.mark.parametrize(("spoil", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_reply_is_one_sentence_and_changes_nothing(
    tmp_path: Path, replay: Replay, spoil: Callable[[str, bytes], Answer | None], words: str
) -> None:
    replay.tables = [population()]
    programme = bound(
        tmp_path,
        binding(value=selection(content="vaesto"), labels=(("vaesto", "väestö"),)),
        table=Table(Service.STATFIN, "vaerak/11re", "11re"),
    )
    assert fetched(programme, replay).changed
    before = contents(tmp_path)
    replay.tables = [population(updated=NEXT)]
    replay.spoil = spoil
    message = said(fetched(programme, replay, tries=1, read=0.3))
    assert words in message
    assert "\n" not in message and message.startswith("people: ")
    assert message.endswith("Nothing was changed: the last good figures stay.")
    assert contents(tmp_path) == before


def metadata(change: Callable[[dict], object]) -> Callable[[str, bytes], Answer | None]:
    def spoil(path: str, body: bytes) -> Answer | None:
        if not path.endswith(".px") or b'"variables"' not in body:
            return None
        return Answer(edited(change)(body))

    return spoil


TWO = ["1", "2"]
BROKEN_METADATA = [
    ("no variables", metadata(lambda reply: reply.pop("variables")), "damaged"),
    ("a variable without names", metadata(lambda reply: reply["variables"][0]["valueTexts"].pop()), "values and"),
    ("no time", metadata(lambda reply: reply["variables"].pop(2)), "no variable for “time”"),
    ("no area", metadata(lambda reply: reply["variables"].pop(0)), "no variable for “area”"),
    (
        "the municipality is gone",
        metadata(lambda reply: reply["variables"][0].update(values=["SSS"], valueTexts=["Koko maa"])),
        "no figures of the municipality 049",
    ),
    (
        "the content is gone",
        metadata(lambda reply: reply["variables"][3].update(values=["a", "b"], valueTexts=["a", "b"])),
        "has no value “vaesto”",
    ),
    (
        "two variables of the same kind",
        metadata(lambda reply: reply["variables"].append({**reply["variables"][1], "code": "ika_2"})),
        "Several variables",
    ),
    (
        "a new variable without a total",
        metadata(
            lambda reply: reply["variables"].append(
                {"code": "x", "text": "X", "values": ["1", "2"], "valueTexts": ["1", "2"]}
            )
        ),
        "there is no total",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "words"), [case[1:] for case in BROKEN_METADATA], ids=[case[0] for case in BROKEN_METADATA]
)
def test_a_table_that_has_become_another_is_one_sentence_and_changes_nothing(
    tmp_path: Path, replay: Replay, spoil: Callable[[str, bytes], Answer | None], words: str
) -> None:
    replay.tables = [population()]
    programme = bound(
        tmp_path,
        binding(value=selection(age="SSS", content="vaesto")),
        table=Table(Service.STATFIN, "vaerak/11re", "11re"),
    )
    replay.spoil = spoil
    before = contents(tmp_path)
    message = said(fetched(programme, replay))
    assert words in message and "\n" not in message
    assert contents(tmp_path) == before


BROKEN_SOTKANET = [
    (
        "another title",
        lambda replay: replay.indicators["127"].update(title={"fi": "Yleiskuolleisuus"}),
        "Yleiskuolleisuus",
    ),
    ("another number", lambda replay: replay.indicators["127"].update(id=186), "about the indicator 186"),
    ("no title", lambda replay: replay.indicators["127"].pop("title"), "damaged"),
    ("unknown", lambda replay: replay.indicators.clear(), "no such table (404)"),
    ("rows of another indicator", lambda replay: replay.rows[0].update(indicator="127"), "about the indicator 127"),
    ("a row twice", lambda replay: replay.rows.append({**replay.rows[0], "value": 7}), "stands twice"),
    ("a word as a value", lambda replay: replay.rows[0].update(value="5"), "'5' is not a number"),
    ("no rows", lambda replay: replay.rows.clear(), "holds no figures of any municipality"),
    ("not our municipality", lambda replay: replay.regions.pop(0), "no figures of the municipality 049"),
    ("regions of another form", lambda replay: replay.regions.append({"id": 1}), "damaged"),
]


@pytest.mark.parametrize(
    ("change", "words"), [case[1:] for case in BROKEN_SOTKANET], ids=[case[0] for case in BROKEN_SOTKANET]
)
def test_a_broken_reply_of_sotkanet_is_one_sentence_and_changes_nothing(
    tmp_path: Path, replay: Replay, change: Callable[[Replay], object], words: str
) -> None:
    sotkanet(replay)
    change(replay)
    programme = bound(tmp_path, binding(value=selection(sex="total")), table=SOTKANET)
    before = contents(tmp_path)
    message = said(fetched(programme, replay))
    assert words in message and "\n" not in message
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no figures"),
        (b"Kunta;Tilastovuosi;Oppilaita\n", "holds no figures"),
        ("Kunta;Tilastovuosi;Määrä\n049;2022;5\n".encode("latin-1"), "not written in UTF-8"),
        (b"Kunta;Tilastovuosi;Oppilaita\n049;2022\n", "one cell for each of its columns"),
        (b"Kunta;Tilastovuosi;Oppilaita\n049;2022;paljon\n", "columns of numbers"),
        (b"Kunta;Tilastovuosi;Oppilaita\n049;2022;5\n049;2022;6\n", "stands twice"),
        (b"Oppilaitos;Oppilaita\nA;5\n", "no variable for “area”"),
        (b"Kunta;Tilastovuosi;Oppilaita\n091;2022;5\n", "no figures of the municipality 049"),
        (b'Kunta;Tilastovuosi;Oppilaita\n"049;2022;5\n', "damaged"),
    ],
)
def test_a_broken_export_is_one_sentence_and_changes_nothing(
    tmp_path: Path, replay: Replay, data: bytes, words: str
) -> None:
    programme = bound(tmp_path, table=Table(Service.VIPUNEN, "oppilaat.csv", "Oppilaat"))
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "oppilaat.csv").write_bytes(data)
    before = contents(tmp_path)
    message = said(fetched(programme, replay))
    assert words in message and "\n" not in message
    assert contents(tmp_path) == before


def test_a_service_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    programme = bound(tmp_path, table=Table(Service.STATFIN, "vaerak/11re", "11re"))
    nowhere = replace(Replay(), address="http://127.0.0.1:9")  # nothing listens there
    assert "cannot be reached" in said(fetched(programme, nowhere))


def test_a_service_that_does_not_answer_is_tried_four_times_and_then_no_more(tmp_path: Path, replay: Replay) -> None:
    replay.next_answers.extend([Answer(b"", after=0.5)] * 9)
    programme = bound(tmp_path, table=Table(Service.STATFIN, "vaerak/11re", "11re"))
    service = services(programme, replay, read=0.1)
    for _ in range(2):
        (outcome,) = fetch(programme, (), service, TODAY)
        assert "did not answer in time" in said(outcome)
    assert len(replay.calls) == 4


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path: Path, replay: Replay) -> None:
    replay.tables = [population()]
    programme = bound(tmp_path, table=Table(Service.STATFIN, "vaerak/11re", "11re"))
    (tmp_path / "official").write_text("a file in the folder's place", encoding="utf-8")
    assert "cannot be written: a file of this name stands in its place" in said(fetched(programme, replay))
