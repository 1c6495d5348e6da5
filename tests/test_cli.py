"""The command's exit codes and sentences: 0 done, 1 in part or an error found, 2 unusable and nothing written."""

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, kotoarvio

from analysis.cli import main
from analysis.cli.speaking import chosen_language, spoken
from analysis.errors import reason
from analysis.message import LANGUAGES


def said(*arguments: str, language: str = "en") -> Result:
    """The command inside this process: what it says before anything heavy is imported."""
    return CliRunner().invoke(main, ["--language", language, *arguments])


@pytest.mark.parametrize("command", [[], ["evaluate"], ["check"], ["goals"]])
def test_help_says_what_each_command_does(command: list[str]) -> None:
    run = kotoarvio(*command, "--help")
    assert run.code == 0
    assert "Usage:" in run.out


def test_help_imports_no_analysis_library() -> None:
    heavy = {"pandas", "papermill", "matplotlib", "statsmodels", "babel"}
    seen = f"import sys, analysis.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_process_compiles_the_grammar_of_addresses() -> None:
    seen = (
        "import sys; from analysis.execution import startup; startup.skip_address_grammar(); "
        "import nbformat; print('lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evaluate"], "The review period is missing. Write it after the command"),
        (["collect"], "for example: kotoarvio collect 2018-2022"),
        (["new"], "The municipality is missing. Write it after the command, for example: kotoarvio new Inkoo"),
        ([], "No command is given. Commands: check, collect"),
        (["fetch", "11re", "--programme", "example"], "The programme binds no indicator to an official source"),
        (["evaluate", "2022", "2023"], "words that it does not know: 2023"),
        (["evaluate", "2022", "--jobs", "0"], "The option --jobs is a whole number of 1 or more."),
        (["evaluate", "2022", "--jobs", "two"], "The option --jobs is a whole number of 1 or more."),
        (["evaluate", "2022", "--engine", "steam"], "The option --engine is one of these: auto, fork and kernel."),
        (["evaluate", "2022", "--gaol", "placements"], "There is no option --gaol. Did you mean --goal?"),
        (["evaluate", "2022", "--quietly"], "There is no option --quietly. See: main evaluate --help"),
        (["evaluate", "2022", "--goal"], "The option --goal needs a value."),
        (["evaluat", "2022"], "There is no command “evaluat”. Commands: "),
        (["check", "kauniainen"], "words that it does not know: kauniainen"),
        (["evaluate", "22"], "is not a review period"),
        (["evaluate", "2018-2022", "--programme", "kaunianen"], "Did you mean “kauniainen”"),
        (["evaluate", "2018-2022", "--output", "tests"], "something else than a report"),
        (["check", "--programme", "nowhere"], "There is no programme “nowhere”"),
        (["check", "--programme", " "], "The name of the programme is empty. Programmes here: example and kauniainen."),
        (["evaluate", "2022", "--programme", ""], "The name of the programme is empty."),
        (["goals", "--programme", "tests"], "has no programme.yaml"),
        (["evaluate", "2022-2018"], "the last year stands before the first. Write 2018-2022."),
        (["evaluate", "1800"], "a year lies between 1900 and 2100"),
        (["evaluate", "2022", "--goal", "20"], "The id of goal 20 is “youth-unemployment”."),
        (["evaluate", "2022", "--output", "data/kauniainen"], "belongs to the programme"),
        (["evaluate", "2022", "--output", "data/kauniainen/report"], "belongs to the programme"),
        (["evaluate", "2022", "--output", "."], "something else than a report"),
        (["goals", "--programme", "x" * 5000], "There is no programme “xxx"),
        (["goals", "--programme", "\udcff"], "There is no programme “\\udcff”"),
    ],
)
def test_a_command_line_that_cannot_be_used_is_one_sentence_in_each_language(arguments: list[str], words: str) -> None:
    english, *others = (said(*arguments, language=language) for language in reversed(LANGUAGES))
    assert words in english.output.replace(str(ROOT) + "/", "")
    assert [run.exit_code for run in (english, *others)] == [2, 2, 2]
    assert [len(run.output.splitlines()) for run in (english, *others)] == [1, 1, 1]
    assert len({run.output for run in (english, *others)}) == len(LANGUAGES)


@pytest.mark.parametrize(
    "written", ["kauniainen/", "data/kauniainen", "data/kauniainen/", "data/kauniainen/programme.yaml"]
)
def test_a_programme_is_found_by_name_folder_or_file(written: str) -> None:
    assert said("goals", "--programme", written).output == said("goals").output


def test_a_programme_folder_may_have_spaces_and_letters_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "Ohjelma ÅÄÖ 2018–2022"
    shutil.copytree(ROOT / "data" / "kauniainen", folder)
    assert said("goals", "--programme", str(folder)).output == said("goals").output


def test_a_reason_of_the_system_is_told_in_each_language() -> None:
    told = [spoken(reason(OSError(errno.EACCES, "Permission denied")), language) for language in LANGUAGES]
    assert told[-1] == "permission is missing"
    assert len(set(told)) == len(LANGUAGES)
    assert spoken(reason(OSError(errno.EIO, "Input/output error")), "fi") == "Input/output error"


def test_a_file_that_may_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name in ("programme.yaml", "observations.csv"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    run = said("check")
    assert run.exit_code == 2
    assert "kauniainen/programme.yaml: The file cannot be read: permission is missing." in run.output


def test_a_working_folder_that_is_gone_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    run = said("goals")
    assert (run.exit_code, run.output) == (
        2,
        "The folder in which the command was started is gone. Start it in another folder.\n",
    )


def test_an_interrupted_command_ends_with_a_sentence_and_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.programme.load", interrupted)
    run = said("goals")
    assert run.exit_code == 130
    assert "Stopped. Nothing was published" in run.output


def test_the_command_as_it_is_installed_refuses_with_one_sentence_and_exit_2() -> None:
    run = kotoarvio("evaluate", "2018-2022", "--goal", "youth-unemploymnt")
    assert run.code == 2
    assert run.err == "The programme kauniainen has no goal “youth-unemploymnt”. Did you mean “youth-unemployment”?\n"
    assert run.out == ""


def test_an_unusable_figure_stops_the_evaluation_before_anything_is_written(tmp_path: Path) -> None:
    import shutil

    programme = tmp_path / "town"
    shutil.copytree(ROOT / "data" / "kauniainen", programme, ignore=shutil.ignore_patterns("own"))
    figures = programme / "observations.csv"
    broken = figures.read_text(encoding="utf-8").replace(",10.2,", ',"10,2",', 1)
    figures.write_text(broken, encoding="utf-8", newline="")
    run = kotoarvio("evaluate", "2018-2022", "--programme", str(programme), "--output", str(tmp_path / "report"))
    assert run.code == 2
    assert "10,2" in run.err
    assert "observations.csv" in run.err
    assert not (tmp_path / "report").exists()
    assert kotoarvio("check", "--programme", str(programme)).code == 1


def test_goals_lists_all_29_in_the_language_asked_for() -> None:
    run = kotoarvio("goals", language="sv")
    assert run.code == 0
    assert "youth-unemployment" in run.out
    assert len([line for line in run.out.splitlines() if line.strip()[:1].isdigit()]) == 29


def test_check_finds_errors_in_kauniainen_and_none_in_the_example() -> None:
    assert kotoarvio("check").code == 1
    assert kotoarvio("check", "--programme", "example").code == 0


@pytest.mark.parametrize(
    ("variables", "language"),
    [({"LANG": "fi_FI.UTF-8"}, "fi"), ({"LC_ALL": "sv_FI"}, "sv"), ({"LANG": "C"}, "en"), ({}, "en")],
)
def test_the_language_is_that_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert chosen_language(None) == language
    assert chosen_language("fi") == "fi"
