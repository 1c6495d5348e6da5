"""Each figure says from which reply of which service it was taken, what was revised, and when a unit sent it."""

import datetime
from pathlib import Path

import pytest
from observations_example import folder_with, programme
from reading import read

from analysis import observations
from analysis.errors import UnusableInput
from analysis.observations.official import Reply, Revision
from analysis.programme.nouns import Programme
from analysis.sources.keeping import keep
from analysis.wording import replies

FETCHED = Reply(
    source="office",
    title="Vastaanotetut",
    request="https://example.org/table",
    sha256="0123456789abcdef" * 4,
    retrieved=datetime.date(2026, 11, 24),
    updated="2026-04-01T05:00:00Z",
    licence="CC BY 4.0",
)
COPIED = Reply("office", "Vastaanotetut", None, "f" * 64, None, None, "CC BY 4.0", None, "example.org/copy @ 1234")
ROW = ("received", "049", "2022", "residents", "", "", "", "1.2", "reported", "", "office", "")


def with_replies(folder: Path, *found: Reply, revisions: tuple[Revision, ...] = ()) -> Programme:
    whole = folder_with(folder, [])
    keep(folder, "received", [ROW], "049", found, revisions)
    return whole


def told(whole: Programme, source: str = "office", indicator: str = "received") -> list[str]:
    return [f"{read(what)}: {read(line)}" for what, line in replies.lines(whole, source, [indicator])]


def test_a_reply_is_told_with_its_title_days_and_mark(tmp_path: Path) -> None:
    assert told(with_replies(tmp_path, FETCHED)) == [
        "Taken from: “Vastaanotetut”. Read on: 24 November 2026. Updated: 2026-04-01T05:00:00Z. SHA-256: 0123456789ab…."
    ]


def test_of_a_copy_that_others_had_saved_it_is_said_where_it_lay_and_what_is_not_known(tmp_path: Path) -> None:
    assert told(with_replies(tmp_path, COPIED)) == [
        "Taken from: “Vastaanotetut”. The day of reading is not known. When it was updated is not known. "
        "Saved by others in example.org/copy @ 1234. SHA-256: ffffffffffff…."
    ]


def test_a_revised_figure_is_told_with_the_one_before(tmp_path: Path) -> None:
    revision = Revision("2022", "residents", "", "1.2", "1.3", datetime.date(2026, 11, 24))
    assert told(with_replies(tmp_path, FETCHED, revisions=(revision,)))[1:] == [
        "Revised by the publisher: 2022: before 1.2, now 1.3. Noticed on: 24 November 2026."
    ]


def test_a_reply_about_another_indicator_or_source_is_not_told(tmp_path: Path) -> None:
    whole = with_replies(tmp_path, FETCHED)
    assert told(whole, source="register") == []
    assert told(whole, indicator="attendance") == []


def test_every_indicator_of_a_source_is_told_whatever_the_order(tmp_path: Path) -> None:
    whole = with_replies(tmp_path, FETCHED)
    keep(tmp_path, "attendance", [], "049", [COPIED])
    of_all = replies.lines(whole, "office", (each for each in ("events", "received", "attendance")))
    assert len(of_all) == len(replies.of_programme(whole, "office")) == 2


def test_a_programme_without_fetched_figures_has_no_such_lines(tmp_path: Path) -> None:
    assert told(programme(tmp_path)) == []


def test_of_a_unit_the_last_day_on_which_it_sent_figures_is_told(tmp_path: Path) -> None:
    whole = folder_with(tmp_path, [])
    assert list(replies.from_reporters(whole, ["schools"])) == []
    folder = tmp_path / "own" / "received"
    folder.mkdir(parents=True)
    (folder / "imports.csv").write_text(
        "import,when,file,sha256,reporters,added\n"
        "1,2026-02-01T09:00:00,a.xlsx,00,schools library,3\n"
        "2,2026-03-05T10:00:00,b.xlsx,00,schools,1\n",
        encoding="utf-8",
    )
    assert observations.received(tmp_path) == {
        "schools": datetime.date(2026, 3, 5),
        "library": datetime.date(2026, 2, 1),
    }
    ((what, line),) = replies.from_reporters(whole, ["schools", "schools", "nobody"])
    assert (read(what), read(line)) == ("Received", "schools: 5 March 2026")


def test_a_record_of_imports_that_is_damaged_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "received"
    folder.mkdir(parents=True)
    (folder / "imports.csv").write_text("import,when,reporters\n1,yesterday,schools\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"own/received/imports.csv: The record of imports cannot be read"):
        observations.received(tmp_path)
