"""A programme folder is read whole, or refused with every fault's file, line, key and remedy."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import programme as programmes
from analysis import project
from analysis.errors import UnusableInput, english
from analysis.message import Name
from analysis.programme.group import Group
from analysis.vocabulary import Direction, Kind, Origin, Role, Sensitivity, Theme

PROGRAMME = """\
id: hill-town
municipality:
  code: "091"
  name: {fi: Mäkelä, sv: Backa, en: Hill Town}
title: {fi: Ohjelma, sv: Program, en: Programme}
review: 2018-2022
approval:
  body: {fi: Valtuusto, sv: Fullmäktige, en: Council}
  date: 2018-05-14
  section: § 7
  document: {fi: Asiakirja, sv: Dokument, en: Document}
contact: {fi: Kunta, sv: Kommun, en: Municipality}
document:
  language: fi
  columns: {goals: TAVOITE, measures: TOIMENPIDE, indicators: MITTARI}
populations:
  - id: adults
    basis: age
    name: {fi: Aikuiset, sv: Vuxna, en: Adults}
    definition: {fi: Yli 18, sv: Över 18, en: Over 18}
  - id: speakers
    basis: language
    name: {fi: Vieraskieliset, sv: Främmandespråkiga, en: Foreign-language speakers}
    definition: {fi: Muu äidinkieli, sv: Annat modersmål, en: Another mother tongue}
reporters:
  - id: library
    name: {fi: Kirjasto, sv: Bibliotek, en: Library}
sectors:
  - id: work
    name: {fi: Työ, sv: Arbete, en: Work}
    place: {page: 3, section: Työllisyys}
    goals:
      - id: jobs
        number: 1
        title: {fi: Työtä kaikille, sv: Arbete åt alla, en: Work for all}
        theme: employment
        population: speakers
        target: {value: 80, kind: share, population: speakers, text: {fi: useimmat, sv: de flesta, en: most}}
        place: {row: 2}
        measures:
          - id: advice
            title: {fi: Neuvonta, sv: Råd, en: Advice}
        indicators:
          - id: in-work
            title: {fi: Töissä, sv: I arbete, en: In work}
            kind: share
            asks: outcome
            role: headline
            direction: up
            population: speakers
            among: speakers
            target: goal
            baseline: 2017
            unit: {fi: "%", sv: "%", en: "%"}
            reporters: [library]
            source: register
            breaks:
              - from: 2021
                what: {fi: Uusi raja, sv: Ny gräns, en: A new limit}
            why: {fi: Tulos, sv: Resultat, en: A result}
            place: {quote: työssä olevat}
          - id: courses
            title: {fi: Kurssit, sv: Kurser, en: Courses}
            kind: count
            asks: effort
            role: supporting
            unit: {fi: kurssia, sv: kurser, en: courses}
            why: {fi: Työmäärä, sv: Arbetsmängd, en: Amount of work}
          - id: gap-in-work
            title: {fi: Ero, sv: Skillnad, en: Gap}
            kind: gap
            asks: outcome
            role: supporting
            direction: down
            population: speakers
            reference: adults
            better: up
            meaningful_change: 5
            unit: {fi: prosenttiyksikköä, sv: procentenheter, en: percentage points}
            origin: evaluator
            why: {fi: Ero kertoo, sv: Skillnaden visar, en: The gap tells}
context:
  - id: arrivals
    title: {fi: Tulijat, sv: Inflyttade, en: Arrivals}
    theme: population
    kind: rate
    asks: reach
    role: context
    population: speakers
    among: adults
    unit: {fi: 1 000 kohti, sv: per 1 000, en: "per 1,000"}
    per: 1000
    sensitivity: published
    parts:
      - {id: north, name: {fi: Pohjoinen, sv: Norr, en: North}}
      - {id: south, name: {fi: Etelä, sv: Söder, en: South}}
    why: {fi: Tausta, sv: Bakgrund, en: Background}
    place: {page: 9, section: Liite}
"""
SOURCES = """\
sources:
  - id: register
    title: {fi: Rekisteri, sv: Register, en: Register}
    publisher: {fi: Kunta, sv: Kommun, en: Municipality}
    licence: CC BY 4.0
    official: true
    url: https://example.org/register
    retrieved: 2023-01-31
    faults:
      - {fi: Vajaa, sv: Ofullständigt, en: Incomplete}
"""


def folder_with(tmp_path: Path, programme: str | bytes = PROGRAMME, sources: str | bytes = SOURCES) -> Path:
    folder = tmp_path / "hill-town"
    folder.mkdir()
    for file, text in (("programme.yaml", programme), ("sources.yaml", sources)):
        (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(UnusableInput) as refused:
        programmes.read(folder)
    return [english(message) for message in refused.value.messages]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, f"the example no longer holds {old!r}"
    return text.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# what is read


def test_a_sound_folder_becomes_a_programme(tmp_path):
    programme = programmes.read(folder_with(tmp_path))
    assert (programme.id, programme.municipality, programme.review) == ("hill-town", "091", "2018-2022")
    assert programme.municipality_name == Name("Mäkelä", "Backa", "Hill Town")
    assert programme.approval.date.isoformat() == "2018-05-14"
    assert [goal.id for goal in programme.goals] == ["jobs"]
    assert programme.sources["register"].faults == (Name("Vajaa", "Ofullständigt", "Incomplete"),)
    assert not programme.invented


def test_percentages_of_targets_are_written_in_per_cent_and_kept_as_fractions(tmp_path):
    goal = programmes.read(folder_with(tmp_path)).goal("jobs")
    assert goal.target.value == 80 / 100
    assert goal.indicators[0].target is goal.target


def test_what_is_left_out_takes_its_default(tmp_path):
    in_work, courses, gap = programmes.read(folder_with(tmp_path)).goal("jobs").indicators
    assert (in_work.meaningful_change, in_work.per, in_work.origin) == (10, 100, Origin.PROGRAMME)
    assert (courses.meaningful_change, courses.per, courses.direction) == (1.5, 1, Direction.NONE)
    assert (courses.sensitivity, courses.reporters, courses.population) == (Sensitivity.ORDINARY, (), None)
    assert (gap.meaningful_change, gap.better) == (5, Direction.UP)


def test_an_indicator_of_a_goal_has_the_goals_theme(tmp_path):
    programme = programmes.read(folder_with(tmp_path))
    assert {indicator.theme for indicator in programme.goal("jobs").indicators} == {Theme.EMPLOYMENT}
    assert programme.context[0].theme is Theme.POPULATION


def test_a_place_takes_from_the_entry_above_what_it_does_not_say(tmp_path):
    goal = programmes.read(folder_with(tmp_path)).goal("jobs")
    in_work, courses, gap = (indicator.place for indicator in goal.indicators)
    assert (goal.place.page, goal.place.section, goal.place.row) == (3, "Työllisyys", 2)
    assert (goal.place.column, goal.place.quote) == ("TAVOITE", "Työtä kaikille")
    assert (goal.measures[0].place.column, goal.measures[0].place.quote) == ("TOIMENPIDE", "Neuvonta")
    assert (in_work.page, in_work.row, in_work.column, in_work.quote) == (3, 2, "MITTARI", "työssä olevat")
    assert courses.quote is None
    assert gap is None, "what the evaluator added stands nowhere in the document"


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path):
    text = changed(PROGRAMME, 'code: "091"', "code: 075")  # an octal number in YAML 1.1
    text = changed(text, "{fi: Työ, sv: Arbete, en: Work}", "{fi: no, sv: on, en: 2022}")
    programme = programmes.read(folder_with(tmp_path, text))
    assert programme.municipality == "075"
    assert programme.sectors[0].name == Name("no", "on", "2022")


def test_the_texts_may_begin_with_a_byte_order_mark_and_end_lines_as_windows_does(tmp_path):
    windows = b"\xef\xbb\xbf" + PROGRAMME.replace("\n", "\r\n").encode("utf-8")
    assert programmes.read(folder_with(tmp_path, windows)).id == "hill-town"


def test_a_programme_is_found_by_its_folder(tmp_path):
    assert programmes.load(str(folder_with(tmp_path))).id == "hill-town"


# what is refused: the text that is changed, what it becomes, where the fault lies, what is said, what to do

ADULTS = PROGRAMME[PROGRAMME.index("  - id: adults") : PROGRAMME.index("  - id: speakers")]
FAULTS = {
    "unknown key": (
        "better: up",
        "better: up\n            xyz: 5",
        "[2].xyz",
        "“xyz” is not known here",
        "Keys",
    ),
    "misspelt key": (
        "meaningful_change: 5",
        "meaningfull_change: 5",
        "[2].meaningfull_change",
        "not known",
        "“meaningful_change”",
    ),
    "misspelt key that is needed": (
        "review: 2018-2022",
        "reviw: 2018-2022",
        "reviw",
        "not known",
        "Did you mean “review”",
    ),
    "misspelt key with a name under it": (
        "title: {fi: Työ",
        "titel: {fi: Työ",
        "titel",
        "not known",
        "Did you mean “title”",
    ),
    "missing key": ("review: 2018-2022\n", "", "review", "missing or empty", "docs/programme.md"),
    "empty text": ("sv: Arbete åt alla", 'sv: ""', "sectors[0].goals[0].title.sv", "missing or empty", "Give it"),
    "missing language": (", sv: Råd", "", "sectors[0].goals[0].measures[0].title.sv", "missing or empty", "Give it"),
    "text for a name": (
        "{fi: Työ, sv: Arbete, en: Work}",
        "Work",
        "sectors[0].name",
        "Expected a group of keys",
        "in braces",
    ),
    "group for a text": ("section: § 7", "section: {a: b}", "approval.section", "Expected one text", "after the colon"),
    "group for a list": (
        "reporters: [library]",
        "reporters: library",
        "indicators[0].reporters",
        "Expected a list",
        "hyphen",
    ),
    "unknown kind": ("kind: count", "kind: counts", "sectors[0].goals[0].indicators[1].kind", "“counts”", "“count”"),
    "unknown basis": ("basis: age", "basis: shoe size", "populations[0].basis", "“shoe size”", "citizenship"),
    "capitals in an id": ("id: jobs", "id: Jobs", "sectors[0].goals[0].id", "“Jobs” cannot be an id", "lower-case"),
    "path in an id": ("id: jobs", "id: ../jobs", "sectors[0].goals[0].id", "cannot be an id", "lower-case"),
    "device as an id": ("id: jobs", "id: aux", "sectors[0].goals[0].id", "cannot be an id", "lower-case"),
    "same id twice": (
        "id: courses",
        "id: in-work",
        "sectors[0].goals[0].indicators[1].id",
        "already used",
        "change one",
    ),
    "same id in the background": ("id: arrivals", "id: courses", "context[0].id", "already used", "change one"),
    "same part twice": ("id: south", "id: north", "context[0].parts[1].id", "already used", "change one"),
    "same population twice": (
        "reporters:\n",
        ADULTS + "reporters:\n",
        "populations[2].id",
        "already used",
        "change one",
    ),
    "unknown population": ("among: speakers", "among: speaker", "indicators[0].among", "“speaker”", "“speakers”"),
    "unknown reporter": ("[library]", "[libary]", "indicators[0].reporters", "“libary”", "“library”"),
    "unknown source": ("source: register", "source: registry", "indicators[0].source", "“registry”", "“register”"),
    "effort as headline": ("asks: outcome", "asks: effort", "indicators[0].role", "reach or outcome", "supporting"),
    "headline without direction": (
        "direction: up\n",
        "direction: none\n",
        "indicators[0].direction",
        "direction",
        "up",
    ),
    "share without denominator": (
        "            among: speakers\n            target: goal\n",
        "",
        "indicators[0].among",
        "missing or empty",
        "denominator",
    ),
    "gap without reference": ("            reference: adults\n", "", "indicators[2].reference", "missing", "compared"),
    "gap without better": ("            better: up\n", "", "indicators[2].better", "missing", "up or down"),
    "gap with itself": ("reference: adults", "reference: speakers", "indicators[2].reference", "itself", "compared"),
    "rate without persons": ("    per: 1000\n", "", "context[0].per", "missing", "1000"),
    "per for a count": ("kind: count\n", "kind: count\n            per: 10\n", "[1].per", "does not belong", "rate"),
    "background that judges": ("role: context", "role: supporting", "context[0].role", "never assessed", "context"),
    "no margin at all": (
        "meaningful_change: 5",
        "meaningful_change: 0",
        "[2].meaningful_change",
        "not above 0",
        "points",
    ),
    "design effect of a count": (
        "kind: count\n",
        "kind: count\n            design_effect: 1.5\n",
        "[1].design_effect",
        "does not belong",
        "survey",
    ),
    "design effect that makes answers worth more": (
        "meaningful_change: 5",
        "meaningful_change: 5\n            design_effect: 0.5",
        "[2].design_effect",
        "below 1",
        "Leave the key out",
    ),
    "not a number": ("meaningful_change: 5", "meaningful_change: 0,5", "[2].meaningful_change", "“0,5”", "0.5"),
    "not a whole number": ("number: 1", "number: first", "sectors[0].goals[0].number", "“first”", "digits"),
    "not a date": ("2018-05-14", "14.5.2018", "approval.date", "“14.5.2018” is not a date", "2024-02-12"),
    "not a period": ("baseline: 2017", "baseline: last year", "indicators[0].baseline", "“last year”", "school year"),
    "not a review period": ("review: 2018-2022", "review: 2022-2018", "review", "“2022-2018”", "2018-2022"),
    "not a code": ('code: "091"', "code: Hill", "municipality.code", "“Hill”", "three digits"),
    "a code of no municipality": (
        'code: "091"',
        'code: "999"',
        "municipality.code",
        "No municipality",
        "invented: true",
    ),
    "share above the whole": ("value: 80", "value: 800", "sectors[0].goals[0].target.value", "range", "0 to 100"),
    "a comma that ends a text inside braces": (
        "{fi: Yli 18, sv: Över 18, en: Over 18}",
        "{fi: Yli 18, ja alle 65, sv: Över 18, en: Over 18}",
        "populations[0].definition.ja alle 65",
        "“ja alle 65” is not known here",
        "comma inside quotation marks",
    ),
    "an endless text": ("sv: Råd", f"sv: {'Råd' * 2000}", "measures[0].title.sv", "more than 5000", "Shorten"),
    "an endless id": (
        "- id: advice",
        f"- id: {'a' * 5000}",
        "measures[0].id",
        f"“{'a' * 60}…” cannot be",
        "at most 60",
    ),
    "target of something else": ("kind: share, population", "kind: rate, population", "[0].target", "else", "same"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_place_and_remedy(fault, tmp_path):
    old, new, where, what, remedy = FAULTS[fault]
    found = faults(folder_with(tmp_path, changed(PROGRAMME, old, new)))
    assert len(found) == 1, found
    assert found[0].startswith("hill-town/programme.yaml, line ")
    assert where in found[0].split(": ")[0]
    assert what in found[0]
    assert remedy in found[0]


def test_a_fault_names_its_line(tmp_path):
    text = changed(PROGRAMME, "theme: employment", "theme: labour")
    assert f"line {line_of(text, 'theme: labour')}," in faults(folder_with(tmp_path, text))[0]


def test_all_faults_of_both_files_are_told_at_once(tmp_path):
    programme = changed(changed(PROGRAMME, "basis: age", "basis: ages"), "kind: count", "kind: counts")
    sources = changed(SOURCES, "official: true", "official: perhaps")
    assert len(faults(folder_with(tmp_path, programme, sources))) == 3


def test_a_programme_in_finnish_only_is_told_so_once_for_each_language(tmp_path):
    only_finnish = re.compile(r"(\{fi: [^}]*?), sv: [^}]*?, en: [^}]*\}")
    programme, sources = (only_finnish.sub(r"\1}", text) for text in (PROGRAMME, SOURCES))
    found = faults(folder_with(tmp_path, programme, sources))
    assert [each.split(". ")[0] for each in found] == [
        f"hill-town/{file}: No name in the file has the key “{language}”"
        for file in ("programme.yaml", "sources.yaml")
        for language in ("sv", "en")
    ]
    assert "write each name as {fi: …, sv: …, en: …}, also in the languages that the document lacks." in found[0]


def test_more_than_a_hundred_faults_are_counted(tmp_path):
    populations = ADULTS.replace("sv: Vuxna", 'sv: ""').replace("id: adults", "id: those-{}")
    many = "".join(populations.replace("{}", str(number)) for number in range(130))
    found = faults(folder_with(tmp_path, changed(PROGRAMME, "reporters:\n", many + "reporters:\n")))
    assert len(found) == 101
    assert found[-1] == "There are 30 more problems. Correct these first and check again."


def test_a_programme_without_a_goal_is_refused(tmp_path):
    start, end = PROGRAMME.index("    goals:\n"), PROGRAMME.index("context:\n")
    (found,) = faults(folder_with(tmp_path, PROGRAMME[:start] + "    goals: []\n" + PROGRAMME[end:]))
    assert "sectors: The programme has no goal. List at least one goal in a sector." in found


def test_more_than_three_headlines_of_a_goal_are_refused(tmp_path):
    start, end = PROGRAMME.index("          - id: in-work"), PROGRAMME.index("          - id: courses")
    copies = "".join(PROGRAMME[start:end].replace("in-work", f"in-work-{number}") for number in range(4))
    (found,) = faults(folder_with(tmp_path, PROGRAMME[:start] + copies + PROGRAMME[end:]))
    assert "sectors[0].goals[0].indicators: The goal has 4 headline indicators; at most 3" in found


def test_two_goals_with_one_number_are_refused(tmp_path):
    start, end = PROGRAMME.index("      - id: jobs"), PROGRAMME.index("        measures:")
    text = PROGRAMME[:start] + PROGRAMME[start:end].replace("id: jobs", "id: tasks") + PROGRAMME[start:]
    (found,) = faults(folder_with(tmp_path, text))
    assert "sectors[0].goals[1].number: “1” is already used" in found


def test_a_headline_without_a_goal_is_refused(tmp_path):
    start, end = PROGRAMME.index("          - id: in-work"), PROGRAMME.index("          - id: courses")
    orphan = "    indicators:\n" + PROGRAMME[start:end].replace("in-work", "alone").replace(
        "target: goal", "theme: school"
    )
    (found,) = faults(folder_with(tmp_path, changed(PROGRAMME, "context:\n", orphan + "context:\n")))
    assert "sectors[0].indicators[0].role: An indicator without a goal" in found


# files that are not what they should be


def test_a_missing_file_is_told(tmp_path):
    folder = folder_with(tmp_path)
    (folder / "sources.yaml").unlink()
    assert faults(folder) == [
        "hill-town/sources.yaml: The file does not exist. A programme folder holds programme.yaml and sources.yaml."
    ]


@pytest.mark.parametrize("given", [".", "programme.yaml"])
def test_a_folder_in_the_place_of_the_file_is_not_told_as_missing(given, tmp_path):
    folder = folder_with(tmp_path)
    (folder / "programme.yaml").unlink()
    (folder / "programme.yaml").mkdir()
    with pytest.raises(UnusableInput) as refused:
        programmes.load(str(folder / given))
    assert [str(english(each)) for each in refused.value.messages] == [
        "hill-town/programme.yaml: The file cannot be read: it is a folder. Check the file and its permissions."
    ]


def test_a_folder_that_may_not_be_entered_is_not_told_as_empty(tmp_path, monkeypatch):
    folder = folder_with(tmp_path)

    def refuse(path, *rest, **named):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "lstat", refuse)
    assert project.programme_folder(str(folder)) == project.programme_folder(str(folder / "programme.yaml")) == folder


def test_a_closed_folder_within_is_told_and_never_passed_over(tmp_path, monkeypatch):
    """Its figures would be missing without a word."""
    folder = folder_with(tmp_path)
    (folder / "official").mkdir()
    open_to = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("official") and open_to(path, mode))
    (found,) = faults(folder)
    assert found.startswith(f"The folder {folder / 'official'} may not be opened. Give yourself the right")


def test_text_that_is_not_utf_8_is_told_with_its_line(tmp_path):
    text = PROGRAMME.encode("utf-8").replace("Mäkelä".encode(), "Mäkelä".encode("latin-1"), 1)
    (found,) = faults(folder_with(tmp_path, text))
    assert found == (
        f"hill-town/programme.yaml, line {line_of(PROGRAMME, 'Mäkelä')}: This line is not UTF-8 text. "
        "Save the file again with the encoding UTF-8."
    )


def test_a_slip_of_syntax_is_told_with_line_and_column(tmp_path):
    (found,) = faults(folder_with(tmp_path, changed(PROGRAMME, "review: 2018-2022", "review: [2018")))
    assert found.startswith("hill-town/programme.yaml, line ")
    assert "Not valid YAML from column" in found
    assert "missing colon" in found


def test_a_tab_is_called_a_tab(tmp_path):
    (found,) = faults(folder_with(tmp_path, changed(PROGRAMME, "review: 2018-2022", "\treview: 2018-2022")))
    assert f"line {line_of(PROGRAMME, 'review: 2018-2022')}: The line is indented with a tab." in found


def test_a_control_character_is_told_with_its_line_also_after_letters_of_two_bytes(tmp_path):
    text = "".join(f"# äö{number}\n" for number in range(40)) + "id: \x01\n# ä\n# ö\n" * 3
    assert "programme.yaml, line 41: Not valid YAML" in faults(folder_with(tmp_path, text))[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no keys"),
        ("- a\n- b\n", "holds no keys"),
        ("id: \x01\n", "Not valid YAML"),
        ("a: 1\n---\nb: 2\n", "Not valid YAML"),
    ],
)
def test_a_file_without_keys_is_refused(text, said, tmp_path):
    assert said in faults(folder_with(tmp_path, text))[0]


def test_a_tag_is_refused_and_nothing_is_run(tmp_path):
    mark = tmp_path / "run"
    tag = f"title: !!python/object/apply:pathlib.Path.touch ['{mark.as_posix()}']"
    found = faults(folder_with(tmp_path, changed(PROGRAMME, "title: {fi: Ohjelma, sv: Program, en: Programme}", tag)))
    assert any("The tag “tag:yaml.org,2002:python/object/apply:pathlib.Path.touch” is not allowed" in m for m in found)
    assert not mark.exists()


def test_an_alias_is_refused(tmp_path):
    text = changed(PROGRAMME, "body: {fi", "body: &who {fi").replace(
        "{fi: Kunta, sv: Kommun, en: Municipality}", "*who"
    )
    (found,) = faults(folder_with(tmp_path, text))
    assert f"line {line_of(text, '&who')}: “&who” is an anchor. Delete it" in found
    assert "anchors and aliases are not allowed" in found


def test_an_anchor_that_nothing_repeats_is_refused_and_a_quoted_sign_is_not(tmp_path):
    text = changed(PROGRAMME, "section: § 7", 'section: "& 7"')
    text = changed(text, "- id: jobs", "- id: &it jobs")
    (found,) = faults(folder_with(tmp_path, text))
    assert f"line {line_of(text, '&it')}: “&it” is an anchor." in found


SUM = "  - {{whole: {whole}, parts: [{parts}]}}\n"
IN_WORK, COURSES, ARRIVALS, NORTH = (
    "{indicator: in-work}",
    "{indicator: courses}",
    "{indicator: arrivals}",
    "{indicator: arrivals, part: north}",
)


@pytest.mark.parametrize(
    ("pairs", "circle"),
    [
        ([(COURSES, COURSES)], "courses → courses"),
        ([(COURSES, IN_WORK), (IN_WORK, COURSES)], "in-work → courses → in-work"),
        (
            [(COURSES, IN_WORK), (ARRIVALS, COURSES), (IN_WORK, f"{COURSES}, {NORTH}"), (NORTH, ARRIVALS)],
            "in-work → courses → in-work",
        ),
        (
            [("{population: adults}", NORTH), (ARRIVALS, "{population: adults}"), (NORTH, f"{COURSES}, {ARRIVALS}")],
            "arrivals/north → arrivals → adults → arrivals/north",
        ),
    ],
)
def test_sums_in_a_circle_are_refused_with_the_circle(pairs, circle, tmp_path):
    sums = "sums:\n" + "".join(SUM.format(whole=whole, parts=parts) for whole, parts in pairs)
    (found,) = faults(folder_with(tmp_path, PROGRAMME + sums))
    assert f"sums[{circle_at(pairs, circle)}].whole: The number would be a part of itself: {circle}." in found


def circle_at(pairs, circle):
    """The sum that closes the circle: the last whose whole the circle begins with."""
    whole = {"arrivals/north": NORTH, "in-work": IN_WORK, "courses": COURSES}[circle.split(" → ")[0]]
    return max(at for at, pair in enumerate(pairs) if pair[0] == whole)


def test_sums_that_share_numbers_without_a_circle_are_taken(tmp_path):
    pairs = [(ARRIVALS, NORTH), (IN_WORK, f"{COURSES}, {NORTH}"), (COURSES, NORTH), (ARRIVALS, IN_WORK)]
    sums = "sums:\n" + "".join(SUM.format(whole=whole, parts=parts) for whole, parts in pairs)
    assert len(programmes.read(folder_with(tmp_path, PROGRAMME + sums)).sums) == 4


def test_a_key_given_twice_is_refused(tmp_path):
    (found,) = faults(folder_with(tmp_path, PROGRAMME + "review: 2022\n"))
    assert f"The key “review” is already given on line {line_of(PROGRAMME, 'review:')}." in found


# round about


def test_every_key_that_is_read_is_documented(tmp_path, monkeypatch):
    read: set[str] = set()
    finish = Group.finish
    monkeypatch.setattr(Group, "finish", lambda group: (read.update(group.known), finish(group))[1])
    programmes.read(folder_with(tmp_path))
    page = (Path(__file__).parents[1] / "docs" / "programme.md").read_text(encoding="utf-8")
    assert len(read) > 50
    assert sorted(key for key in read if f"`{key}`" not in page) == []


@pytest.mark.parametrize("choices", [Kind, Role, Sensitivity, Origin, Direction, Theme])
def test_every_choice_is_documented(choices):
    page = (Path(__file__).parents[1] / "docs" / "programme.md").read_text(encoding="utf-8")
    assert [choice.value for choice in choices if f"`{choice.value}`" not in page] == []


def test_reading_a_programme_needs_no_tables():
    code = "import sys; from analysis import programme; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
