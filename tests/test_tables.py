"""The tables of the pages: one row for each thing, the right columns, and a use when there is nothing to show."""

from dataclasses import replace

from programmes import goal as plain_goal
from programmes import programme as town
from reading import cells, column, read, tables, text
from small_programme import PLACE, evaluation, gaps, indicator, means, name, row, shares

from analysis.assessment import Evaluation
from analysis.audit import Audit, Evaluability, Field, Finding, State
from analysis.message import say
from analysis.programme import Measure, Reporter
from analysis.tables import certainty, changes, evaluability, figures, findings, goals, indicators, missing
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Severity, Theme, Verdict

RISE = shares("courses-passed", y2021=(12, 60), y2022=(46, 80))


def reviewed(*declared: object, rows: list) -> Evaluation:
    """An evaluation whose reporter has a name."""
    whole = evaluation(list(declared), rows)
    office = {"office": Reporter("office", name("The office"))}
    return replace(whole, programme=replace(whole.programme, reporters=office))


def effort(id: str = "courses-held") -> object:
    return indicator(id, Kind.COUNT, asks=Asks.EFFORT, role=Role.SUPPORTING, direction=Direction.NONE)


# The front page's one table


def test_the_table_of_goals_keeps_done_and_better_off_in_two_columns() -> None:
    whole = reviewed(indicator(), effort(), rows=[*RISE, *shares("courses-held", y2022=(4, None))])
    table = goals.of_evaluation(whole)
    assert column(table, "Done?") == ["Done"]
    [better] = column(table, "Better off?")
    points = 100 * (46 / 80 - 12 / 60)
    assert better.startswith("Progressing / “courses-passed”: 20.0%, later 57.5% / ")
    assert f"Change: +{points:.1f} percentage points (+" in better


def test_the_verdict_of_a_goal_is_a_word_with_its_mark() -> None:
    cell = goals.of_evaluation(reviewed(indicator(), rows=RISE)).rows[0].cells[3]
    assert cell.verdict is Verdict.PROGRESSING and read(cell.value) == "Progressing"


def test_a_goal_links_to_its_own_page_and_can_be_linked_to() -> None:
    [line] = goals.of_evaluation(reviewed(indicator(), rows=RISE)).rows
    assert line.cells[0].link == "goals/goal.html" and line.key == "goal-1"


def test_how_sure_gives_the_reason_in_short_and_what_was_counted() -> None:
    assert column(goals.of_evaluation(reviewed(indicator(), rows=RISE)), "How sure?") == [
        "Change beyond chance / Counted: 46 of 80"
    ]


def test_a_goal_without_figures_says_why_and_which_figure_is_missing() -> None:
    table = goals.of_evaluation(reviewed(indicator(), rows=[]))
    assert column(table, "Better off?") == ["Not assessed / Missing: “courses-passed”"]
    assert column(table, "How sure?") == ["No figure reported"]
    assert column(table, "Since when?") == ["Nothing to compare"]


def test_a_withheld_figure_is_nowhere_in_the_table() -> None:
    whole = reviewed(indicator(), rows=shares("courses-passed", y2021=(12, 60), y2022=(3, 60)))
    words = text(goals.of_evaluation(whole))
    assert "3 of 60" not in words and "5.0%" not in words and "Withheld to protect persons" in words


def test_where_a_figure_is_withheld_nobody_is_told_that_there_is_none() -> None:
    whole = reviewed(indicator(), rows=shares("courses-passed", y2021=(12, 60), y2022=(3, 60)))
    assert column(indicators.of_goal(whole.goals[0]), "Latest figure") == ["Withheld"]
    assert column(changes.of_theme(whole, Theme.SCHOOL), "Review period") == ["Withheld"]
    nothing = reviewed(indicator(), rows=[])
    assert column(indicators.of_goal(nothing.goals[0]), "Latest figure") == ["none"]


def test_an_owner_is_named_or_said_not_to_be() -> None:
    whole = reviewed(indicator(reporters=()), rows=RISE)
    assert column(goals.of_evaluation(whole), "Who owns it?") == ["The office"]
    unowned = replace(whole.goals[0], goal=replace(whole.goals[0].goal, reporters=()))
    assert column(goals.of_evaluation(replace(whole, goals=(unowned,))), "Who owns it?") == ["Not named"]


def test_a_unit_that_only_reports_a_figure_is_not_made_the_owner_of_the_goal() -> None:
    whole = reviewed(indicator(), rows=RISE)
    unowned = replace(whole.goals[0], goal=replace(whole.goals[0].goal, reporters=()))
    table = goals.of_evaluation(replace(whole, goals=(unowned,)))
    assert column(table, "Who owns it?") == ["Not named / Figures: The office"]


def test_all_measures_of_a_goal_are_in_its_row() -> None:
    whole = reviewed(indicator(), rows=RISE)
    two = tuple(Measure(id, name(id), PLACE) for id in ("Teach", "Guide"))
    busy = replace(whole.goals[0], goal=replace(whole.goals[0].goal, measures=two))
    assert column(goals.of_evaluation(replace(whole, goals=(busy,))), "What was promised") == ["Teach / Guide"]


def test_a_sector_heads_its_goals_once() -> None:
    whole = reviewed(indicator(), rows=RISE)
    twice = replace(whole, goals=(whole.goals[0], whole.goals[0]))
    assert [line.group is None for line in goals.of_evaluation(twice).rows] == [False, True]


# Figures and indicators of one goal


def test_figures_stand_with_what_was_counted_interval_and_source() -> None:
    whole = reviewed(indicator(), rows=RISE)
    table = figures.of_assessment(whole.programme, whole.assessments[0])
    assert cells(table)[1] == ["2022", "57.5%", "46 of 80", "46.6% to 67.7%"]
    assert "Method: Wilson interval (Wilson 1927)." in text(table)
    assert [read(note) for note in table.notes[-2:]] == ["Source: register", "Reported by: The office"]


def test_plain_numbers_have_no_column_for_an_interval() -> None:
    whole = reviewed(effort(), rows=shares("courses-held", y2022=(4, None)))
    table = figures.of_assessment(whole.programme, whole.assessments[0])
    assert [read(column.title) for column in table.columns] == ["Period", "Figure"]
    assert "interval" not in text(table).lower()


def test_a_mean_shows_how_many_answered() -> None:
    whole = reviewed(indicator(kind=Kind.MEAN), rows=means("courses-passed", y2022=(3.5, 50, 0.9)))
    assert column(figures.of_assessment(whole.programme, whole.assessments[0]), "Counted") == ["50 in all"]


def test_a_year_stands_for_its_last_day_and_a_note_says_so() -> None:
    rows = [row("courses-passed", f"{year}-12-31", count, 60) for year, count in ((2021, 12), (2022, 30))]
    whole = reviewed(indicator(), rows=rows)
    table = figures.of_assessment(whole.programme, whole.assessments[0])
    assert column(table, "Period") == ["2021", "2022"]
    assert "The figures are those of the last day of the year." in text(table)


def test_a_gap_shows_the_share_of_both_groups() -> None:
    whole = reviewed(indicator(kind=Kind.GAP), rows=gaps("courses-passed", y2022=(30, 60, 480, 600)))
    table = figures.of_assessment(whole.programme, whole.assessments[0])
    assert column(table, "learners") == ["50.0% (30 of 60)"] and column(table, "others") == ["80.0% (480 of 600)"]


def test_the_note_of_a_figure_stands_with_its_source() -> None:
    whole = reviewed(indicator(), rows=[RISE[0], row("courses-passed", 2022, 46, 80, note="counted in May")])
    first, second = column(figures.of_assessment(whole.programme, whole.assessments[0]), "Source")
    assert first == "register / Reported by: The office"
    assert second == "register / Reported by: The office / counted in May"


def test_indicators_without_figures_get_no_table_of_figures_but_stand_among_the_indicators() -> None:
    whole = reviewed(indicator(), effort(), rows=RISE)
    assert len(tables(figures.of_goal(whole.programme, whole.goals[0]))) == 1
    table = indicators.of_goal(whole.goals[0])
    assert column(table, "Latest figure") == ["57.5% / 2022 / Interval: 46.6% to 67.7%", "none"]


def test_an_indicator_that_the_evaluator_added_is_marked_as_such() -> None:
    added = indicator("attendance", origin=Origin.EVALUATOR)
    first, second = column(indicators.of_goal(reviewed(indicator(), added, rows=[]).goals[0]), "Indicator")
    assert "Added by the evaluator" not in first and second.endswith("Added by the evaluator")


def test_a_goal_without_indicators_has_a_sentence_in_place_of_the_table() -> None:
    assert "no indicator to show" in text(indicators.of_goal(reviewed(rows=[]).goals[0]))


# What is not known


def test_the_missing_figures_that_decide_stand_under_the_unit_that_could_give_them() -> None:
    whole = reviewed(indicator(), effort(), rows=[])
    [table] = tables(missing.deciding(whole))
    form, periods = "Two numbers. Counted: learners. Out of: enrolled.", "2022, and an earlier one to compare with"
    assert cells(table) == [["“courses-passed”", form, periods, "1"]]
    assert read(table.rows[0].group) == "The office" and table.rows[0].cells[3].link == "goals/goal.html"
    assert "Also missing: one figure of effort" in text(table)


def test_figures_that_nobody_owns_come_last_under_their_own_heading() -> None:
    whole = reviewed(indicator("attendance", reporters=()), indicator(), rows=[])
    ownerless = replace(whole.goals[0], goal=replace(whole.goals[0].goal, reporters=()))
    [table] = tables(missing.deciding(replace(whole, goals=(ownerless,))))
    assert [read(line.group) for line in table.rows] == ["The office", "No owner named in the programme"]


def test_when_no_deciding_figure_is_missing_that_is_said() -> None:
    assert "No figure that decides a verdict is missing." in text(missing.deciding(reviewed(indicator(), rows=RISE)))


def test_everything_that_is_missing_for_a_goal_is_on_its_page() -> None:
    whole = reviewed(indicator(), effort(), rows=[])
    [table] = tables(missing.of_goal(whole.programme, whole.goals[0]))
    assert column(table, "Missing figure") == ["“courses-passed”", "“courses-held”"]
    assert column(table, "From whom") == ["The office", "The office"]


# How the indicators moved, and how sure that is


def test_a_change_stands_with_both_figures_its_interval_and_the_line_through_all_years() -> None:
    rows = shares("courses-passed", y2020=(12, 60), y2021=(20, 60), y2022=(46, 80))
    table = changes.of_theme(reviewed(indicator(), rows=rows), Theme.SCHOOL)
    difference = 100 * (46 / 80 - 20 / 60)
    assert column(table, "Baseline") == ["33.3% / 2021 / 20 of 60"]
    assert column(table, "Review period") == ["57.5% / 2022 / 46 of 80"]
    assert column(table, "Change")[0].startswith(f"+{difference:.1f} / +")
    assert column(table, "All years")[0].startswith("Upwards / 3 figures / p: ")
    assert column(table, "Verdict")[0].startswith("Progressing / ")
    assert "Newcombe 1998" in text(table) and "Change in percentage points" in column(table, "Indicator")[0]


def test_a_number_changes_by_a_ratio_and_a_gap_shows_both_groups() -> None:
    count = reviewed(indicator(kind=Kind.COUNT), rows=shares("courses-passed", y2021=(20, None), y2022=(30, None)))
    assert column(changes.of_theme(count, Theme.SCHOOL), "Change")[0].startswith(f"{30 / 20:.2f} / ")
    gap = reviewed(indicator(kind=Kind.GAP), rows=gaps("courses-passed", y2022=(30, 60, 480, 600)))
    assert column(changes.of_theme(gap, Theme.SCHOOL), "Review period") == [
        "30.0 / 2022 / 50.0% / 30 of 60 / 80.0% / 480 of 600"
    ]


def test_a_theme_without_figures_has_sentences_in_place_of_its_tables() -> None:
    nothing = reviewed(indicator(), rows=[])
    assert "has a figure that could be compared" in text(changes.of_theme(nothing, Theme.SCHOOL))
    assert "No change could be tested" in text(certainty.of_theme(nothing, Theme.SCHOOL))


def test_each_tested_change_has_p_and_q_and_what_could_have_been_seen() -> None:
    rows = shares("courses-passed", y2021=(30, 60), y2022=(33, 62))
    table = certainty.of_theme(reviewed(indicator(), rows=rows), Theme.SCHOOL)
    [smallest] = column(table, "Smallest change that would be found")
    up, down = (float(one.replace("−", "-")) for one in smallest.split(" / "))
    # About 26 points can be seen with some 60 persons a year starting from one half (80 % power, two-sided 5 %).
    assert 20 < up < 30 and -30 < down < -20
    assert column(table, "Meaningful change") == ["10"]
    assert column(table, "Would a meaningful change be seen?") == ["No / In 7 years counted together"]
    assert column(table, "By chance (p)")[0].endswith("%") and "does not mean that nothing changed" in text(table)


def test_a_change_that_was_not_tested_says_why() -> None:
    undirected = indicator(role=Role.SUPPORTING, direction=Direction.NONE)
    table = certainty.of_theme(reviewed(undirected, rows=RISE), Theme.SCHOOL)
    assert "Not tested. No direction declared" in column(table, "Indicator")[0]
    assert column(table, "By chance (p)") == ["–"]


# The audit

PLAN = town(plain_goal("language"))


def audited(*found: Finding, **fields: State) -> Audit:
    entry = Evaluability(
        town(plain_goal("language")).goals[0],
        {**dict.fromkeys(Field, State.PRESENT), **{Field(field): state for field, state in fields.items()}},
        (Asks.EFFORT, Asks.OUTCOME),
    )
    return Audit(found, (entry,))


def finding(code: str, severity: Severity, goal: str | None = None) -> Finding:
    return Finding(
        code, severity, say("Table 1"), say("3 + 4 = 7, printed 8."), say("Correct it."), goal=goal, place=PLACE
    )


def test_the_matrix_has_a_row_for_each_goal_and_counts_below() -> None:
    table = evaluability.of_audit(PLAN, audited(target=State.ABSENT, indicator=State.MISMATCHED))
    first, last = cells(table)
    assert first == ["1. Language", "yes", "does not fit", "no", "yes", "yes", "yes", "yes", "effort and outcome"]
    assert last[:4] == ["Goals that have it", "1 of 1", "0 of 1", "0 of 1"]


def test_the_findings_of_a_goal_are_grouped_by_gravity_with_what_would_mend_them() -> None:
    found = audited(
        finding("target-measured-by-something-else", Severity.ERROR, "language"),
        finding("target-missing", Severity.WARNING, "language"),
        finding("target-missing", Severity.WARNING, "another"),
    )
    table = findings.of_goal(found, "language")
    assert [read(line.group) for line in table.rows] == ["Contradiction", "Obstacle"]
    assert cells(table) == [["3 + 4 = 7, printed 8.", "Correct it."]] * 2


def test_findings_by_kind_are_counted_and_name_their_goals() -> None:
    found = audited(finding("impossible-rate", Severity.ERROR), finding("target-missing", Severity.WARNING, "language"))
    assert cells(findings.by_rule(PLAN, found)) == [["Impossible rate", "1", "Table 1"], ["No target", "1", "1"]]


def test_an_audit_without_findings_says_so() -> None:
    assert "nothing to remark on" in text(findings.by_rule(PLAN, Audit((), ())))
    assert "nothing to remark on" in text(findings.of_goal(Audit((), ()), "language"))


def test_the_front_page_counts_the_findings_and_links_to_the_audit() -> None:
    table = findings.in_short(audited(finding("impossible-rate", Severity.ERROR)))
    assert column(table, "How many") == ["1", "0", "0"]
    assert {line.cells[0].link for line in table.rows} == {"audit.html"}
