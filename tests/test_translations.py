"""The translators' workshop, and the catalogues that ship: an unfinished translation fails the build here."""

import json
import re
from pathlib import Path

import pytest

from analysis import translation
from analysis.language import catalogues


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A package of one file and a folder of one notebook."""
    package, notebooks = tmp_path / "analysis", tmp_path / "notebooks"
    package.mkdir()
    notebooks.mkdir()
    code = 'say("The share of {group}.", group=say("Speakers"))\nsay_many("{count} goal", "{count} "\n"goals", n)\n'
    (package / "wording.py").write_text(code, encoding="utf-8")
    prose = {"cell_type": "markdown", "source": ["# Title\n", "What became of it?"]}
    (notebooks / "goal.ipynb").write_text(json.dumps({"cells": [prose]}), encoding="utf-8")
    monkeypatch.setattr(translation, "PACKAGE", package)
    monkeypatch.setattr(translation.project, "notebooks_folder", lambda: notebooks)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "locale")
    return package / "wording.py"


def texts(entries: list[dict]) -> list:
    return [entry["source"] for entry in entries]


def test_messages_and_prose_are_collected_and_the_notebook_title_is_not(workshop: Path) -> None:
    assert [message.id for message in translation.extract() if message.id] == [
        "The share of {group}.",
        "Speakers",
        ("{count} goal", "{count} goals"),
        "What became of it?",
    ]


def test_everything_is_to_do_at_first_and_nothing_when_filled(workshop: Path) -> None:
    translation.update("fi")
    entries = translation.to_do("fi")
    finished = ["Osuus: {group}.", "Puhujat", ["{count} tavoite", "{count} tavoitetta"], "Miten siinä kävi?"]
    for entry, text in zip(entries, finished, strict=True):
        entry["translation"] = text
    assert translation.fill("fi", entries) == 4
    assert translation.to_do("fi") == []
    assert translation.problems("fi") == []


def test_an_update_keeps_what_is_translated_and_brings_back_what_returns(workshop: Path) -> None:
    translation.update("fi")
    translation.fill("fi", [{"source": "Speakers", "translation": "Puhujat"}])
    before = workshop.read_text(encoding="utf-8")
    workshop.write_text('say("New")', encoding="utf-8")
    path = translation.update("fi")
    assert texts(translation.to_do("fi")) == ["New", "What became of it?"]
    assert '#~ msgid "Speakers"' in path.read_text(encoding="utf-8")
    workshop.write_text(before, encoding="utf-8")
    translation.update("fi")
    assert "Speakers" not in texts(translation.to_do("fi"))


def test_an_update_of_nothing_changes_no_byte(workshop: Path) -> None:
    before = translation.update("sv").read_bytes()
    assert translation.update("sv").read_bytes() == before
    assert b"Date" not in before


@pytest.mark.parametrize(
    ("source", "finnish", "what"),
    [
        ("The share of {group}.", "Osuus.", "fields"),
        ("The share of {group}.", "Osuus: {ryhmä}.", "fields"),
        ("The share of {group}.", "Osuus: {group.", "fields"),
        ("The share of {group}.", "Osuus: {group}", "ends with"),
        ("The share of {group}.", "Osuus: “{group}”.", "quotation"),
        ("Speakers", " Puhujat", "space"),
        ("What became of it?", "What became of it?", "English"),
        ("What became of it?", "Miten `siinä` kävi?", "code words"),
        (["{count} goal", "{count} goals"], ["{count} tavoite", "tavoitetta"], "fields"),
    ],
)
def test_the_checker_sees_what_a_translator_overlooks(workshop: Path, source, finnish, what: str) -> None:
    translation.update("fi")
    translation.fill("fi", [{"source": source, "translation": finnish}])
    found = [str(problem) for problem in translation.problems("fi") if "not translated" not in problem.what]
    assert len(found) == 1
    assert what in found[0]


def test_a_text_that_the_catalogue_lacks_or_has_for_nothing_is_a_problem(workshop: Path) -> None:
    translation.update("fi")
    workshop.write_text('say("New")', encoding="utf-8")
    found = {problem.text: problem.what for problem in translation.problems("fi")}
    assert "run update" in found["New"]
    assert "no longer" in found["Speakers"]


def test_a_translation_of_an_unknown_text_is_refused(workshop: Path) -> None:
    translation.update("fi")
    with pytest.raises(KeyError, match="Gone"):
        translation.fill("fi", [{"source": "Gone", "translation": "Poissa"}])


@pytest.mark.parametrize("language", translation.LANGUAGES)
def test_every_text_of_the_reports_is_translated(language: str) -> None:
    found = translation.problems(language)
    assert not found, f"{len(found)} problems, the first: {found[0]}"


@pytest.mark.parametrize("language", translation.LANGUAGES)
def test_two_numbers_that_a_sign_joins_stay_on_one_line(language: str) -> None:
    text = catalogues.catalogue_file(language).read_text(encoding="utf-8")
    translations = [line for line in text.splitlines() if not line.startswith(("msgid", "#"))]
    parted = [line for line in translations if re.search(r"\} [–/] \{", line)]
    assert not parted, f"no-break spaces belong around the sign: {parted[0]}"


def test_no_text_hides_from_the_extraction() -> None:
    """Babel does not look for a call inside the arguments of another: a message made there would stay English."""
    import ast

    extracted = {
        text
        for message in translation.extract()
        if message.id
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    }
    for path in sorted(translation.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", None) if isinstance(node, ast.Call) else None
            if name in ("say", "say_many"):
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}: the text is not written in place"
                assert first.value in extracted, f"{path.name}:{node.lineno}: {first.value!r} is not extracted"
