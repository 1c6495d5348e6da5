"""What earlier runs have made is found again, and only whole and by the same key."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.execution.store import Store, digest

KEY = digest("a key")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def test_what_was_kept_is_found_under_its_key_alone(store: Store) -> None:
    store.keep(KEY, b"a page")
    assert store.find(KEY) == b"a page"
    assert store.find(digest("another key")) is None


@pytest.mark.parametrize(
    "harm", [lambda b: b[:-1], lambda b: b"", lambda b: b[:40] + b"X" + b[41:], lambda b: b + b"!"]
)
def test_an_entry_that_is_not_whole_counts_as_absent_and_is_written_anew(store: Store, harm: object) -> None:
    store.keep(KEY, b"a page that is long enough")
    (entry,) = store.folder.glob("*/*")
    entry.write_bytes(harm(entry.read_bytes()))
    assert store.find(KEY) is None
    store.keep(KEY, b"a page that is long enough")
    assert store.find(KEY) == b"a page that is long enough"


def test_files_are_found_all_or_none(store: Store) -> None:
    files = {"index.html": b"one", "sv/index.html": b"two", "empty.txt": b""}
    store.keep_files(KEY, files)
    assert store.find_files(KEY) == files
    lost = next(entry for entry in store.folder.glob("*/*") if entry.read_bytes().endswith(b"two"))
    lost.unlink()
    assert store.find_files(KEY) is None


def test_equal_files_are_kept_once(store: Store) -> None:
    store.keep_files(KEY, {"a": b"same", "b": b"same"})
    store.keep_files(digest("another"), {"c": b"same"})
    assert len(list(store.folder.glob("*/*"))) == 3  # one content, two lists


def test_many_writers_of_one_entry_leave_it_whole_and_nothing_beside_it(store: Store) -> None:
    content = b"x" * 100_000
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda _: store.keep(KEY, content), range(50)))
    assert store.find(KEY) == content
    assert len(list(store.folder.glob("*/*"))) == 1


def test_a_store_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands in its place", encoding="utf-8")
    store = Store(tmp_path / "kept")
    store.keep(KEY, b"a page")
    store.trim()
    assert store.find(KEY) is None


def test_what_was_not_read_for_longest_goes_first(store: Store) -> None:
    import os

    keys = [digest(number) for number in range(3)]
    for age, key in zip((3, 1, 2), keys, strict=True):
        store.keep(key, bytes(1000))
        os.utime(store.folder / key[:2] / key[2:], (0, 1_000_000 - age))
    store.trim(most=1200)
    assert [store.find(key) is not None for key in keys] == [False, True, False]


def test_files_may_be_given_by_their_paths(store, tmp_path):
    (tmp_path / "page.html").write_bytes(b"a page")
    store.keep_files(KEY, {"en/page.html": tmp_path / "page.html", "pages": b"1"})
    assert store.find_files(KEY) == {"en/page.html": b"a page", "pages": b"1"}
