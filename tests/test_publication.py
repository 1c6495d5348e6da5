"""A report is put in place in one move, and what was there before is never lost."""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.errors import UnusableInput
from analysis.report import lock, publication


def report(folder: Path, text: str, goals: tuple[str, ...] = ()) -> Path:
    """A report of one page, with its record."""
    folder.mkdir(parents=True)
    record = {"parameters": {"goals": goals}, "outputs": {"index.html": "sha256"}}
    (folder / publication.RECORD).write_text(json.dumps(record), encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def text_of(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "MOVE_PAUSE_SECONDS", 0)


def test_a_new_report_replaces_the_earlier_one_whole(tmp_path: Path) -> None:
    place = report(tmp_path / "2022", "old")
    (place / "stale.html").write_text("a page of a goal that was removed", encoding="utf-8")
    with publication.staging(place) as aside:
        (aside / "index.html").write_text("new", encoding="utf-8")
        publication.put_in_place(aside, place)
    assert names_in(place) == ["index.html"]
    assert text_of(place) == "new"
    assert names_in(tmp_path) == ["2022"]


def test_a_failure_leaves_the_earlier_report_and_nothing_else(tmp_path: Path) -> None:
    place = report(tmp_path / "2022", "old")
    with pytest.raises(ZeroDivisionError), publication.staging(place) as aside:
        (aside / "index.html").write_text("half", encoding="utf-8")
        _ = 1 / 0
    assert text_of(place) == "old"
    assert names_in(tmp_path) == ["2022"]


def test_a_failure_takes_the_folders_with_it_that_were_made_for_the_report(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), publication.staging(tmp_path / "a" / "b" / "2022"):
        _ = 1 / 0
    assert names_in(tmp_path) == []


class Moves:
    """Counts the moves of folders and lets the chosen ones fail, as Windows does while a file is open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, failing: range):
        self.count = 0
        self.failing = failing
        self.really = Path.replace
        monkeypatch.setattr(Path, "replace", lambda source, target: self.move(source, target))

    def move(self, source: Path, target: Path) -> Path:
        self.count += 1
        if self.count in self.failing:
            raise PermissionError(errno.EACCES, "in use")
        return self.really(source, target)


def test_a_folder_that_is_held_for_a_moment_is_replaced_a_little_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = report(tmp_path / "2022", "old")
    with publication.staging(place) as aside:
        (aside / "index.html").write_text("new", encoding="utf-8")
        Moves(monkeypatch, failing=range(2, 3))  # the earlier report has left, the new one may not enter at once
        publication.put_in_place(aside, place)
    assert text_of(place) == "new"
    assert names_in(tmp_path) == ["2022"]


def test_a_folder_that_stays_held_keeps_the_earlier_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = report(tmp_path / "2022", "old")
    with pytest.raises(PermissionError), publication.staging(place) as aside:
        Moves(monkeypatch, failing=range(1, 100))
        publication.put_in_place(aside, place)
    assert text_of(place) == "old"


def test_a_report_that_cannot_take_its_place_is_kept_beside_it(tmp_path: Path) -> None:
    place = report(tmp_path / "2022", "old")
    report(tmp_path / "2022-new", "somebody's own")
    with publication.staging(place) as aside:
        (aside / "index.html").write_text("new", encoding="utf-8")
        kept = publication.put_beside(aside, place)
    assert kept == tmp_path / "2022-new-2"
    assert text_of(kept) == "new"
    assert text_of(place) == "old"


def test_what_another_run_has_put_in_place_meanwhile_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = report(tmp_path / "2022", "old")
    really, others = Path.replace, ["of the other run"]

    def another_is_faster(source: Path, target: Path) -> Path:
        if target == place and others:
            report(place, others.pop())
        return really(source, target)

    with publication.staging(place) as aside:
        (aside / "index.html").write_text("new", encoding="utf-8")
        monkeypatch.setattr(Path, "replace", another_is_faster)
        publication.put_in_place(aside, place)
    assert text_of(place) == "new"
    assert names_in(tmp_path) == ["2022"]


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="the disk is full"), publication.staging(tmp_path / "2022"):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(FileNotFoundError), publication.staging(tmp_path / "2022"):  # a bug stays a bug
        (tmp_path / "nowhere").read_text(encoding="utf-8")


def test_what_a_run_left_that_was_cut_off_long_ago_is_removed(tmp_path: Path) -> None:
    names = [f".2022-kotoarvio-{end}" for end in ("stale", "fresh")]
    for name in (*names, ".2022-mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("half", encoding="utf-8")
    for name in (names[0], ".2022-mine"):
        long_ago = time.time() - publication.LONG_AGO_SECONDS - 60
        os.utime(tmp_path / name, (long_ago, long_ago))
    with publication.staging(tmp_path / "2022"):
        pass
    assert names_in(tmp_path) == [names[1], ".2022-mine"]


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(UnusableInput, match="something else than a report"):
        publication.refuse_foreign(tmp_path)


def test_a_file_that_somebody_added_to_a_report_is_never_lost(tmp_path: Path) -> None:
    place = report(tmp_path / "2022", "old")
    (place / "Thumbs.db").write_bytes(b"left by the file manager")
    publication.refuse_foreign(place)
    (place / "downloads").mkdir()
    (place / "downloads" / "comment.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"not part of the report: downloads/comment\.docx"):
        publication.refuse_foreign(place)


@pytest.mark.parametrize("record", ["", "[]", "{}", "[" * 100_000, '{"outputs": []}'])
def test_a_record_that_is_not_ours_protects_what_stands_beside_it(tmp_path: Path, record: str) -> None:
    place = report(tmp_path / "2022", "mine")
    (place / publication.RECORD).write_text(record, encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"not part of the report: index\.html"):
        publication.refuse_foreign(place)


def test_a_draft_replaces_a_draft_and_never_a_whole_report(tmp_path: Path) -> None:
    publication.refuse_foreign(report(tmp_path / "draft", "old", goals=("placements",)), draft=True)
    with pytest.raises(UnusableInput, match="holds a whole report"):
        publication.refuse_foreign(report(tmp_path / "whole", "old"), draft=True)


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "2022").write_text("mine", encoding="utf-8")
    with pytest.raises(UnusableInput, match="something else than a report"):
        publication.refuse_foreign(tmp_path / "2022")
    with (
        pytest.raises(UnusableInput, match="a file of this name stands in its place"),
        publication.staging(tmp_path / "2022" / "below"),
    ):
        pass


def test_a_new_an_empty_and_a_report_folder_are_accepted(tmp_path: Path) -> None:
    publication.refuse_foreign(tmp_path / "new")
    publication.refuse_foreign(tmp_path)
    publication.refuse_foreign(report(tmp_path / "report", "old"))


def test_a_report_never_stands_in_the_programme_folder(tmp_path: Path) -> None:
    programme = tmp_path / "town"
    programme.mkdir()
    assert publication.place(tmp_path / "town-report", programme) == (tmp_path / "town-report").resolve()
    for folder in (programme, programme / "own", tmp_path / "x" / ".." / "town" / "report"):
        with pytest.raises(UnusableInput, match="belongs to the programme"):
            publication.place(folder, programme)


def test_a_link_to_the_place_stays_a_link(tmp_path: Path) -> None:
    place, link = report(tmp_path / "disk" / "2022", "old"), tmp_path / "2022"
    try:
        link.symlink_to(place, target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let its users make links")
    found = publication.place(link, tmp_path / "town")
    with publication.staging(found) as aside:
        (aside / "index.html").write_text("new", encoding="utf-8")
        publication.put_in_place(aside, found)
    assert link.is_symlink()
    assert text_of(link) == "new"


def test_links_in_a_circle_are_a_sentence(tmp_path: Path) -> None:
    circle = tmp_path / "2022"
    try:
        circle.symlink_to(circle)
    except OSError:
        pytest.skip("this system does not let its users make links")
    with pytest.raises(UnusableInput, match="circle"):
        publication.refuse_foreign(publication.place(circle, tmp_path / "town"))


AT_WORK = """\
import sys, time
from collections.abc import Iterator
from pathlib import Path
from analysis.report import lock, publication
with publication.staging(Path(sys.argv[1])):
    print("at work", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other_run(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is making the report of 2022."""
    run = subprocess.Popen([sys.executable, "-c", AT_WORK, str(tmp_path / "2022")], stdout=subprocess.PIPE, text=True)
    assert run.stdout
    assert run.stdout.readline() == "at work\n"
    yield run
    run.kill()
    run.communicate()


def test_a_second_run_on_one_folder_is_refused_and_names_the_first(
    tmp_path: Path, other_run: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0)
    place = report(tmp_path / "2022", "old")
    before = names_in(tmp_path)
    told = rf"Another run is making the report in .*2022 \(process {other_run.pid}\)"
    with pytest.raises(UnusableInput, match=told), publication.staging(place):
        pass
    with publication.staging(tmp_path / "2023"):  # another report is nobody's business
        pass
    assert names_in(tmp_path) == before
    assert text_of(place) == "old"


def test_a_run_that_was_killed_locks_nobody_out(tmp_path: Path, other_run: subprocess.Popen[str]) -> None:
    other_run.kill()
    other_run.wait()
    with publication.staging(tmp_path / "2022") as aside:
        publication.put_in_place(aside, tmp_path / "2022")
    assert not [name for name in names_in(tmp_path) if ".lock" in name or ".process" in name]
