"""Kauniainen's programme as data says what the programme document says, in its order and its words."""

import dataclasses
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import programme as programmes
from analysis.message import Name
from analysis.programme import Goal, Place
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Theme

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT.parent / "shared" / "programme" / "kauniainen-integration-programme.txt"
HEADINGS = ["TAVOITTEET", "TOIMENPITEET", "SEURANTA JA ARVIOINTI"]

GOALS = {
    "integration-services": "client-agency family-wellbeing education-and-work",
    "early-childhood": "child-and-family-participation parenthood language-readiness open-family-activity",
    "basic-education": "pupil-inclusion learning-gap cultural-diversity under-25-activity",
    "health-and-family": "health-promotion mental-health everyday-life",
    "leisure": "two-way-integration cultural-encounters language-teaching children-and-youth",
    "employment": "city-staff youth-unemployment placements working-life-skills",
    "monitoring": "shared-information client-evaluation",
    "third-sector": "active-participants language-through-leisure own-strengths",
    "cooperation": "low-threshold-cooperation cooperation-forms",
}
# The same word in two of the languages, rightly: signs, places and languages with one name.
SAME_IN_TWO = {"%", "Finland", "Afghanistan", "Iran", "Irak", "Kauniainen", "Somali", "Swahili", "Thai"}


@pytest.fixture(scope="module")
def programme():
    return programmes.read(ROOT / "data" / "kauniainen")


@pytest.fixture(scope="module")
def document() -> str:
    if not DOCUMENT.is_file():
        pytest.skip(f"the programme document is not at {DOCUMENT}")
    return DOCUMENT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(document) -> list[list[str]]:
    """The rows of the document's tables of goals: goal, measures, monitoring."""
    found, inside = [], False
    for line in document.splitlines():
        cells = [plain(cell) for cell in line.split("\t")]
        if cells == HEADINGS:
            inside = True
        elif inside and len(cells) == len(HEADINGS) and set(cells[0]) != {"-"}:
            found.append(cells)
        elif inside and line.strip() and len(cells) != len(HEADINGS):
            inside = False
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def places(noun: object) -> Iterator[tuple[object, Place]]:
    """Every place in the programme with the entry that it belongs to."""
    if dataclasses.is_dataclass(noun):
        for field in dataclasses.fields(noun):
            value = getattr(noun, field.name)
            if isinstance(value, Place):
                yield noun, value
            else:
                yield from places(value)
    elif isinstance(noun, tuple):
        for item in noun:
            yield from places(item)


def names(noun: object) -> Iterator[Name]:
    if isinstance(noun, Name):
        yield noun
    elif dataclasses.is_dataclass(noun):
        for field in dataclasses.fields(noun):
            yield from names(getattr(noun, field.name))
    elif isinstance(noun, tuple | list | dict):
        for item in noun.values() if isinstance(noun, dict) else noun:
            yield from names(item)


# what the document holds


def test_there_are_nine_sectors_with_their_goals_in_order(programme):
    assert {sector.id: " ".join(goal.id for goal in sector.goals) for sector in programme.sectors} == GOALS
    assert [sector.id for sector in programme.sectors] == list(GOALS)


def test_the_29_goals_are_numbered_in_the_documents_order(programme):
    assert [goal.number for goal in programme.goals] == list(range(1, 29 + 1))


def test_two_indicators_belong_to_no_goal_and_their_reporters_are_named(programme):
    orphans = [indicator for sector in programme.sectors for indicator in sector.indicators]
    assert [orphan.id for orphan in orphans] == [
        "guardians-attendance-early-childhood",
        "guardians-attendance-basic-education",
    ]
    assert [orphan.reporters for orphan in orphans] == [("sovv", "suus")] * 2
    assert [(orphan.place.row, orphan.place.column) for orphan in orphans] == [(2, "TOIMENPITEET")] * 2


def test_the_council_approved_it(programme):
    approval = programme.approval
    assert (approval.body.fi, approval.body.sv) == ("Kaupunginvaltuusto", "Stadsfullmäktige")
    assert (approval.date.isoformat(), approval.section) == ("2024-02-12", "§ 3")
    assert (programme.municipality, programme.review, programme.invented) == ("235", "2018-2022", False)


def test_the_only_targets_are_those_of_the_goals_own_words(programme):
    targets = {goal.id: (goal.target.value, goal.target.population) for goal in programme.goals if goal.target}
    assert targets == {"under-25-activity": (1.0, "under-25s"), "youth-unemployment": (0.0, "under-25-labour-force")}
    assert {i.id for i in programme.indicators if i.target} == {"in-study-or-activity", "under-25-unemployment-rate"}


def test_the_share_of_the_unemployed_does_not_carry_the_target_of_the_rate(programme):
    share, rate = programme.goal("youth-unemployment").indicators
    assert (share.among, share.role, share.origin, share.target) == (
        "unemployed",
        Role.SUPPORTING,
        Origin.PROGRAMME,
        None,
    )
    assert (rate.among, rate.role, rate.origin) == ("under-25-labour-force", Role.HEADLINE, Origin.EVALUATOR)


def test_the_only_baseline_is_that_of_the_citys_staff(programme):
    assert [goal.id for goal in programme.goals if goal.baseline] == ["city-staff"]
    assert {i.id: i.baseline.text for i in programme.indicators if i.baseline} == {
        "foreign-language-staff-share": "2021-12-31"
    }


def test_children_s_language_readiness_has_no_indicator_of_its_own(programme):
    (only,) = programme.goal("language-readiness").indicators
    assert (only.origin, only.role) == (Origin.EVALUATOR, Role.CONTEXT)


def test_every_goal_has_a_headline_unless_the_document_follows_only_effort(programme):
    without = {goal.id for goal in programme.goals if not goal.headlines}
    effort_only = {
        goal.id
        for goal in programme.goals
        if all(i.asks is Asks.EFFORT or i.role is Role.CONTEXT for i in goal.indicators)
    }
    assert without == effort_only
    assert sorted(goal.number for goal in programme.goals if goal.id in without) == [
        5,
        6,
        12,
        13,
        22,
        23,
        24,
        26,
        28,
        29,
    ]


def test_effort_has_no_direction_except_the_quality_that_participants_judge(programme):
    with_direction = {i.id for i in programme.indicators if i.asks is Asks.EFFORT and i.direction is not Direction.NONE}
    assert with_direction == {"cooperation-quality"}


def test_the_gap_is_measured_against_finnish_and_swedish_speaking_pupils(programme):
    (gap,) = [indicator for indicator in programme.indicators if indicator.kind is Kind.GAP]
    assert (gap.population, gap.reference) == ("foreign-language-pupils", "finnish-or-swedish-speaking-pupils")
    assert (gap.better, gap.direction) == (Direction.UP, Direction.DOWN)


def test_every_theme_has_goals_or_background_series(programme):
    assert {goal.theme for goal in programme.goals} | {i.theme for i in programme.context} == set(Theme)


def test_breakdowns_of_the_population_name_every_line_of_the_printed_tables(programme, document):
    for indicator_id, heading in (
        ("population-by-citizenship", "Kauniaisten väestö kansalaisuuden mukaan 31.12.2021"),
        ("population-by-language", "Kauniaisten väestö kielen mukaan 31.12.2022"),
    ):
        table = document.split(heading)[1].split("Väestö yhteensä")[0]
        printed = [line.split("\t")[0] for line in table.splitlines() if re.search(r"\t\d", line)]
        lines = [line.split(",")[-1].strip() for line in printed]  # "eesti, viro" is one language
        parts = [part.name.fi for part in programme.indicator(indicator_id).parts]
        assert sorted(name.casefold() for name in parts) == sorted(line.casefold() for line in lines)


# against the document, word for word


def test_every_quotation_is_in_the_document(programme, document):
    text = plain(document)
    quoted = [(noun, place) for noun, place in places(programme) if place.quote]
    assert len(quoted) > 150
    assert [place.quote for _, place in quoted if plain(place.quote) not in text] == []


def test_every_section_is_a_heading_of_the_document(programme, document):
    lines = {plain(line) for line in document.splitlines()}
    contents = {plain(re.sub(r"[.\t\d ]+$", "", line)) for line in document.splitlines()}
    sections = {place.section for _, place in places(programme)}
    assert sections - lines - contents == set()


def test_goals_and_rows_stand_as_in_the_documents_tables(programme, rows):
    assert len(rows) == 29 + 2
    entries = {(goal.sector, goal.place.row): goal.title.fi for goal in programme.goals}
    entries |= {(i.sector, i.place.row): "" for sector in programme.sectors for i in sector.indicators}
    order = list(GOALS)
    in_order = [entries[key] for key in sorted(entries, key=lambda key: (order.index(key[0]), key[1]))]
    assert in_order == [row[0] for row in rows]


def test_the_measures_of_a_goal_are_its_whole_cell(programme, rows):
    cells = {row[0]: row[1] for row in rows if row[0]}
    assert {g.title.fi: ", ".join(m.place.quote for m in g.measures) for g in programme.goals} == cells


def test_every_item_that_the_document_follows_is_an_indicator(programme, rows):
    for goal, cell in _followed(programme.goals, rows):
        quoted = [i.place.quote for i in goal.indicators if i.place]
        missing = [item for item in _items(cell) if not any(item in quote for quote in quoted)]
        assert missing == [], goal.id


def test_no_programme_indicator_goes_beyond_the_documents_cell(programme, rows):
    for goal, cell in _followed(programme.goals, rows):
        foreign = [i.id for i in goal.indicators if i.origin is Origin.PROGRAMME and i.place.quote not in cell]
        assert foreign == [], goal.id


def test_the_rows_without_a_goal_are_quoted_whole(programme, rows):
    orphans = [indicator for sector in programme.sectors for indicator in sector.indicators]
    assert [orphan.place.quote for orphan in orphans] == [row[1] for row in rows if not row[0]]
    assert {row[2] for row in rows if not row[0]} == {"SOVV ja SUUS"}


def _followed(goals: tuple[Goal, ...], rows: list[list[str]]) -> Iterator[tuple[Goal, str]]:
    cells = {row[0]: row[2] for row in rows}
    return ((goal, cells[goal.title.fi]) for goal in goals)


def _items(cell: str) -> list[str]:
    """The items of a cell: what stands between its commas and semicolons."""
    return [item.strip() for item in re.split(r"[,;]", cell) if item.strip()]


# words in three languages


def test_every_name_is_filled_in_three_languages(programme):
    every = list(names(programme))
    assert len(every) > 500
    assert [name for name in every if not (name.fi.strip() and name.sv.strip() and name.en.strip())] == []


def test_no_translation_is_left_in_another_language(programme):
    same = {
        name
        for name in names(programme)
        if len({name.fi, name.sv, name.en}) < 3 and not {name.fi, name.sv, name.en} & SAME_IN_TWO
    }
    assert same == set()


def test_every_reason_for_reading_an_indicator_is_one_short_sentence(programme):
    for indicator in programme.indicators:
        for text in (indicator.why.fi, indicator.why.sv, indicator.why.en):
            assert text.endswith("."), indicator.id
            assert len(text) <= 140, (indicator.id, text)


def test_titles_of_goals_keep_the_documents_misprints_and_translations_do_not(programme):
    assert "aktiivivan" in programme.goal("under-25-activity").title.fi
    (pursuits, *_) = programme.goal("under-25-activity").indicators
    assert "aktiiviseen" in pursuits.title.fi
    assert "aktiivivaan" in pursuits.place.quote


# sources


def test_every_indicator_has_a_known_source_and_every_source_is_named_right(programme):
    assert {indicator.source for indicator in programme.indicators} - {None} <= set(programme.sources)
    assert {source.id for source in programme.sources.values() if not source.official} == {
        "own-register",
        "national-assessments",
        "school-health-survey",
        "kela-and-city-statistics",
    }
    assert all(source.url for source in programme.sources.values() if source.official)


def test_the_programmes_own_tables_are_known_to_be_wrong(programme):
    faults = " ".join(fault.en for fault in programme.sources["programme-text"].faults)
    citizens = [9727, 100, 58, 49, 37, 36, 36, 31, 27, 22, 16, 13, 13, 12, 219]
    speakers = [6042, 3215, 112, 68, 104, 82, 81, 69, 46, 37, 28, 31, 20, 25, 13, 13, 12, 229]
    for total in (sum(citizens), sum(speakers), 10_284):
        assert f"{total:,}" in faults


def test_reading_takes_less_than_half_a_second():
    taken = []
    for _ in range(3):
        start = time.process_time()
        programmes.read(ROOT / "data" / "kauniainen")
        taken.append(time.process_time() - start)
    assert min(taken) < 0.5
