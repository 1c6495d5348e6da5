"""Which official figure belongs to which indicator is data: read strictly, and a new binding needs no Python."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fetching_example import caller, population
from observations_example import DATA, contents
from replay import OFFICIAL, Answer, Replay, serving
from test_programme_reading import PROGRAMME, SOURCES, changed, faults, folder_with

from analysis import observations
from analysis import programme as programmes
from analysis.cli import main
from analysis.message import LANGUAGES
from analysis.sources import figures, json_stat, services
from analysis.sources.symbols import PX
from analysis.vocabulary import Areas, Service, Timing

TABLE = "    query: {service: statfin, table: vaerak/11re, title: iän (1-v.)}\n"
WITH_TABLE = changed(SOURCES, "    official: true\n", f"    official: true\n{TABLE}")
BINDING = """\
            official:
              - source: register
                timing: year-end
                areas: all
                since: 2015
                numerator: {content: vaesto, age: [SSS]}
                denominator: {content: vaesto}
                labels: {vaesto: Väestö}
"""
BOUND = changed(PROGRAMME, "            source: register\n", f"            source: register\n{BINDING}")


def test_a_binding_is_read_from_the_two_files(tmp_path: Path) -> None:
    programme = programmes.read(folder_with(tmp_path, BOUND, WITH_TABLE))
    (binding,) = programme.indicator("in-work").official
    assert (binding.source, binding.timing, binding.areas, binding.since) == (
        "register",
        Timing.YEAR_END,
        Areas.ALL,
        2015,
    )
    assert binding.numerator.values == (("content", ("vaesto",)), ("age", ("SSS",)))
    assert (binding.group, binding.part, binding.value) == ("speakers", "", None)
    assert binding.labels == (("vaesto", "Väestö"),)
    assert programme.sources["register"].query.id == "vaerak/11re"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "source: register\n                timing",
            "source: registr\n                timing",
            "Did you mean “register”?",
        ),
        ("timing: year-end", "timing: yearly", "“yearly” is not one of the choices"),
        ("                timing: year-end\n", "", "The key “timing” is missing"),
        ("areas: all", "areas: some", "“some” is not one of the choices"),
        ("since: 2015", "since: lately", "is not a whole number"),
        ("denominator: {content: vaesto}", "denominatr: {content: vaesto}", "Did you mean “denominator”?"),
        ("                denominator: {content: vaesto}\n", "", "A numerator needs a denominator"),
        ("numerator: {content: vaesto, age: [SSS]}", "numerator: vaesto", "Expected a group of keys"),
        ("age: [SSS]", "age: [[SSS]]", "Expected the code of a value"),
        ("age: [SSS]", "age: []", "Expected the code of a value"),
        ("age: [SSS]", "age: ", "Expected the code of a value"),
        ("labels: {vaesto: Väestö}", "labels: {vaest: Väestö}", "“vaest” is not among the values"),
    ],
)
def test_a_binding_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    found = faults(folder_with(tmp_path, changed(BOUND, old, new), WITH_TABLE))
    assert any(words in fault for fault in found)
    assert all("hill-town/programme.yaml, line " in fault for fault in found)


def test_a_source_without_a_table_cannot_be_bound(tmp_path: Path) -> None:
    (fault,) = faults(folder_with(tmp_path, BOUND))
    assert "The source “register” does not say which table it is." in fault


def test_a_count_has_no_numerator(tmp_path: Path) -> None:
    courses = BINDING.replace("            official", "            official")
    text = changed(PROGRAMME, "            unit: {fi: kurssia", f"{courses}            unit: {{fi: kurssia")
    (fault,) = faults(folder_with(tmp_path, text, WITH_TABLE))
    assert "An indicator of this kind has no numerator and denominator." in fault


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("service: statfin", "service: statfinn", "Did you mean “statfin”?"),
        ("table: vaerak/11re", "table: 11re", "cannot be a table of the service statfin"),
        ("table: vaerak/11re", "table: ../../secret", "cannot be a table of the service statfin"),
        ("service: statfin", "service: sotkanet", "cannot be a table of the service sotkanet"),
        (
            "service: statfin, table: vaerak/11re",
            "service: vipunen, table: ../a.csv",
            "cannot be a table of the service vipunen",
        ),
        ("title: iän (1-v.)", "title: v", "too short to know a table by"),
        (", title: iän (1-v.)", "", "The key “title” is missing"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    found = faults(folder_with(tmp_path, PROGRAMME, changed(WITH_TABLE, old, new)))
    assert any(words in fault and "hill-town/sources.yaml, line " in fault for fault in found)


def test_every_series_that_the_programme_needs_is_bound() -> None:
    kauniainen = programmes.read(DATA / "kauniainen")
    bound = {binding.source for indicator in kauniainen.indicators for binding in indicator.official}
    tables = ("11re", "11rm", "11rh", "11rv", "159t", "14jt", "12r5", "115b")
    assert bound >= {*(f"statfin-{each}" for each in tables), *(f"sotkanet-{each}" for each in (127, 181, 187, 3219))}
    goal = kauniainen.goal("youth-unemployment")
    assert {indicator.id: len(indicator.official) for indicator in goal.indicators} == {
        "under-25-share-of-unemployed": 1,
        "under-25-unemployment-rate": 1,
    }
    assert any(indicator.official for indicator in kauniainen.goal("under-25-activity").indicators)


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the saved replies of the offices are not beside this checkout")
def test_the_committed_figures_are_what_the_binding_makes_of_the_saved_reply() -> None:
    kauniainen = programmes.read(DATA / "kauniainen")
    indicator = kauniainen.indicator("foreign-language-children-in-ecec-share")
    (binding,) = indicator.official
    numerators, denominators = (
        figures.numbers(json_stat.read((OFFICIAL / "statfin_jsonstat2" / name).read_bytes(), PX), selection)
        for name, selection in (
            ("14jt_2022_vko_kunnat_fi.json", binding.numerator),
            ("14jt_2022_vaka_lapsi_lkm_kunnat_fi.json", binding.denominator),
        )
    )
    expected = {
        area: (float(numerators[area, "2022"].value), float(denominators[area, "2022"].value)) for area, _ in numerators
    }
    peers = observations.peers(kauniainen, indicator.id)
    kept = {row.area: (row.numerator, row.denominator) for row in peers.itertuples()}
    assert len(kept) == 292
    assert kept == {area: pair for area, pair in expected.items() if area != "235"}
    assert expected["235"] == (62, 490)


# the command


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serving(Replay()) as served:
        yield served


@pytest.fixture
def town(tmp_path: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A town whose whole binding is two entries of YAML, with the replay in the service's place."""
    address = f"{replay.address}/PxWeb/api/v1/fi/StatFin"
    monkeypatch.setattr(services, "ADDRESSES", {Service.STATFIN: address})
    monkeypatch.setattr(services, "Caller", caller)
    folder = folder_with(tmp_path, changed(BOUND, "since: 2015", "since: 2022"), WITH_TABLE)
    shutil.copy(DATA / "kauniainen" / "datapackage.json", folder)
    (folder / "observations.csv").write_text(",".join(observations.COLUMNS) + "\n", encoding="utf-8")
    return folder


def fetch(folder: Path, *sources: str, language: str = "en") -> Result:
    return CliRunner().invoke(main, ["--language", language, "fetch", *sources, "--programme", str(folder)])


def test_the_command_fetches_and_says_what_came(town: Path, replay: Replay) -> None:
    replay.tables = [population()]
    run = fetch(town)
    assert run.output == "in-work: fetched. Figures: 1. Other municipalities: 2.\n"
    assert run.exit_code == 0
    (row,) = observations.read(programmes.read(town)).itertuples()
    assert (row.numerator, row.denominator) == (201, 201)
    assert fetch(town).output == "in-work: nothing has changed at the producer.\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_why_nothing_was_fetched_and_ends_with_2(town: Path, replay: Replay, language: str) -> None:
    replay.next_answers.extend([Answer(b"", 503)] * 4)
    before = contents(town)
    run = fetch(town, "register", language=language)
    assert run.exit_code == 2
    assert "503" in run.output and len(run.output.strip().splitlines()) == 1
    assert contents(town) == before


def test_the_command_refuses_a_name_that_nothing_is_bound_to(town: Path) -> None:
    run = fetch(town, "registre")
    assert run.exit_code == 2
    assert "No official figures are fetched for “registre”" in run.output


def test_a_programme_without_bindings_is_told_where_to_read(tmp_path: Path) -> None:
    run = fetch(folder_with(tmp_path))
    assert (run.exit_code, run.output.split(":")[0]) == (0, "The programme binds no indicator to an official source")
