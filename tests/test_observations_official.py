"""Official figures as they were fetched: read beside the others, each figure once, and refused when changed by hand."""

from pathlib import Path

import pytest
from observations_example import contents, folder_with

from analysis import audit, observations
from analysis.errors import UnusableInput, english
from analysis.observations.official import Reply
from analysis.programme.nouns import Programme
from analysis.sources.keeping import Row, keep

REPLY = Reply("office", "Persons received", "https://example.org/table", "0" * 64, None, "2026-04-01", "CC BY 4.0")
PEER = "received,091,2022,residents,,,,3.4,reported,,office,"


def fetched(period: str, value: str, area: str = "049") -> Row:
    return tuple(f"received,{area},{period},residents,,,,{value},reported,,office,".split(","))


def with_snapshot(folder: Path, *written: str, value: str = "1.2") -> Programme:
    """Figures that were written down, beside an official figure for 2022 and one of a peer."""
    programme = folder_with(folder, written)
    keep(folder, "received", [fetched("2022", value), fetched("2022", "3.4", "091")], "049", [REPLY])
    return programme


def said_by(programme: Programme) -> list[str]:
    return [english(message) for message in observations.warnings(programme)]


def test_a_fetched_figure_is_read_with_its_source_and_its_file(tmp_path: Path) -> None:
    (row,) = observations.read(with_snapshot(tmp_path)).itertuples()
    assert (row.area, row.value, row.source) == ("049", 1.2, "office")
    assert row.file.startswith("official/received.")


def test_peers_are_read_apart_from_the_municipality(tmp_path: Path) -> None:
    programme = with_snapshot(tmp_path)
    (peer,) = observations.peers(programme, "received").itertuples()
    assert (peer.area, peer.period, peer.value) == ("091", "2022", 3.4)
    assert observations.peers(programme, "attendance").empty


def test_peers_that_were_written_down_are_peers_too(tmp_path: Path) -> None:
    programme = folder_with(tmp_path, [PEER])
    assert list(observations.peers(programme, "received")["area"]) == ["091"]


def test_a_figure_written_down_from_the_same_source_gives_way_without_a_word(tmp_path: Path) -> None:
    programme = with_snapshot(tmp_path, "received,049,2022-12-31,residents,,,,1.2,reported,,office,")
    (row,) = observations.read(programme).itertuples()
    assert row.file.startswith("official/")
    assert said_by(programme) == []


def test_a_figure_that_differs_from_the_fetched_one_is_said_with_both(tmp_path: Path) -> None:
    programme = with_snapshot(tmp_path, "received,049,2022,residents,,,,1.4,reported,,office,")
    (warning,) = said_by(programme)
    assert "observations.csv, row 2, column value: The figure is not the one that was fetched. Here: 1.4." in warning
    assert "fetched" in warning and "1.2" in warning
    assert list(observations.read(programme)["value"]) == [1.2]


def test_a_figure_of_another_source_stays_and_the_fetched_one_is_left_out(tmp_path: Path) -> None:
    programme = with_snapshot(tmp_path, "received,049,2022,residents,,,,1.4,reported,schools,register,")
    (row,) = observations.read(programme).itertuples()
    assert (row.value, row.source) == (1.4, "register")
    assert any("The figure in observations.csv is used." in warning for warning in said_by(programme))


def test_counts_agree_with_the_percentage_that_is_rounded_from_them(tmp_path: Path) -> None:
    programme = folder_with(tmp_path, ["attendance,049,2022,pupils,,,,12.7,reported,schools,office,"])
    # 62 / 490 = 12.65 %
    counts = ("attendance", "049", "2022", "pupils", "", "62", "490", "", "reported", "", "office", "")
    keep(tmp_path, "attendance", [counts], "049", [REPLY])
    assert said_by(programme) == []


def test_a_new_snapshot_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with_snapshot(tmp_path)
    keep(tmp_path, "received", [fetched("2022", "1.3")], "049", [REPLY])
    names = sorted(path.name for path in (tmp_path / "official").iterdir())
    assert len(names) == 2  # the record and the new figures; old figures and peers are gone
    assert "1.3" in (tmp_path / "official" / names[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_writing_that_breaks_off_leaves_the_last_good_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    programme = with_snapshot(tmp_path)
    before = observations.read(programme)
    put_in_place, steps = Path.replace, []

    def broken_off(path: Path, target: Path) -> Path:
        steps.append(path)
        if len(steps) == step:
            raise KeyboardInterrupt
        return put_in_place(path, target)

    monkeypatch.setattr(Path, "replace", broken_off)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, "received", [fetched("2022", "9.9"), fetched("2022", "8.8", "091")], "049", [REPLY])
    assert observations.read(programme).equals(before)
    assert list(observations.peers(programme, "received")["value"]) == [3.4]
    assert not [path for path in (tmp_path / "official").iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda folder: figures(folder).write_text("changed", encoding="utf-8"), "changed after they were fetched"),
        (lambda folder: figures(folder).unlink(), "cannot be read: there is no such file"),
        (lambda folder: record(folder).write_text("{", encoding="utf-8"), "is damaged"),
        (lambda folder: record(folder).write_text("[]", encoding="utf-8"), "is damaged"),
        (lambda folder: record(folder).rename(folder / "official" / "events.json"), "is about “received”"),
    ],
)
def test_a_snapshot_that_is_not_as_it_was_fetched_is_refused(tmp_path: Path, change, words: str) -> None:
    programme = with_snapshot(tmp_path)
    change(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(UnusableInput) as refusal:
        observations.read(programme)
    (message,) = refusal.value.messages
    assert words in english(message) and "kotoarvio fetch" in english(message)
    assert contents(tmp_path) == before


def test_line_ends_that_git_has_changed_make_no_difference(tmp_path: Path) -> None:
    programme = with_snapshot(tmp_path)
    path = figures(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(observations.read(programme)["value"]) == [1.2]


def figures(folder: Path) -> Path:
    return next(path for path in (folder / "official").glob("received.*.csv") if ".peers." not in path.name)


def record(folder: Path) -> Path:
    return folder / "official" / "received.json"


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        ("received,049,2022,residents,,,,1.4,reported,,office,", {"1.4 (office)", "1.2 (office)"}),
        ("received,049,2022,residents,,,,1.4,reported,schools,register,", {"1.4 (register)", "1.2 (office)"}),
        ("received,049,2022,residents,,,,1.2,reported,schools,register,", set()),
    ],
)
def test_a_difference_between_a_written_and_a_fetched_figure_is_a_finding(
    tmp_path: Path, written: str, sources: set[str]
) -> None:
    programme = with_snapshot(tmp_path, written)
    found = audit.examine(programme, observations.published(programme)).of_code("same-figure-two-values")
    assert len(found) == bool(sources)
    assert all(words in english(finding.what) for finding in found for words in sources)
