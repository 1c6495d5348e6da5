"""What earlier reports published is known, and what they withheld is not given back."""

import csv
import json
from pathlib import Path

import pytest
from small_programme import indicator, programme, row, table

from analysis import observations
from analysis import programme as programmes
from analysis.errors import UnusableInput
from analysis.observations import earlier
from analysis.observations.columns import COLUMNS
from analysis.observations.earlier import NOTHING_EARLIER, Earlier
from analysis.observations.release import is_known, reasons, release
from analysis.period import Review
from analysis.report.downloads import figure_rows, write_csv
from analysis.report.earlier import digest, figures
from analysis.vocabulary import Kind

ROOT = Path(__file__).parents[1]
ID = "courses-passed"
REVIEW = Review.parse("2018-2022")


def counts(**parts: int) -> list[dict]:
    return [row(ID, 2022, sum(parts.values())), *(row(ID, 2022, count, part=part) for part, count in parts.items())]


def because(rows: list[dict], before: Earlier = NOTHING_EARLIER, **declared: object) -> list[str]:
    plan = programme(indicator(ID, kind=Kind.COUNT, **declared))
    return reasons(plan, table(rows).to_dict("records"), before)


def published_before(folder: Path, rows: list[dict], **declared: object) -> Earlier:
    """What a report that was made of these rows leaves to later ones."""
    plan = programme(indicator(ID, kind=Kind.COUNT, **declared))
    write_csv(folder / "figures.csv", COLUMNS, figure_rows(release(plan, table(rows))))
    return earlier.read([folder / "figures.csv"])


def test_figures_csv_holds_every_released_row_and_no_hidden_number(tmp_path: Path) -> None:
    published_before(
        tmp_path, [row(ID, 2021, 3, note="three"), row(ID, 2022, 40), row(ID, 2020, status="not_collected")]
    )
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(each["period"], each["numerator"], each["status"], each["note"]) for each in found] == [
        ("2021", "", "withheld", ""),
        ("2022", "40", "reported", ""),
        ("2020", "", "not_collected", ""),
    ]


def test_what_was_withheld_stays_withheld_when_it_is_revised(tmp_path: Path) -> None:
    before = published_before(tmp_path, counts(arabic=3, russian=40, somali=12))
    revised = counts(arabic=9, russian=40, somali=12)
    assert because(revised) == ["", "", "", ""]
    assert because(revised, before) == ["", "earlier", "", "earlier"]


def test_what_was_shown_protects_nobody_now(tmp_path: Path) -> None:
    """Somali would be hidden beside Arabic, but everybody knows it from the earlier report."""
    before = published_before(tmp_path, [row(ID, 2022, 12, part="somali")])
    rows = counts(arabic=3, russian=40, somali=12)
    assert because(rows) == ["", "small", "", "complementary"]
    assert because(rows, before) == ["", "small", "complementary", ""]


def test_a_percentage_that_was_revised_is_not_known_already() -> None:
    percentage = row("share", 2022, value=62.4)
    before = Earlier.of([percentage])
    assert is_known(indicator("share"), percentage, before)
    assert not is_known(indicator("share"), {**percentage, "value": 60.9}, before)
    assert is_known(indicator("share", kind=Kind.COUNT), {**percentage, "value": 60.0}, before)


def test_what_was_shown_and_is_small_now_is_not_shown_again_but_asks_for_nothing(tmp_path: Path) -> None:
    before = published_before(tmp_path, [row(ID, "2022-12-31", 12, part="arabic")])
    assert because(counts(arabic=3, russian=40, somali=12), before) == ["", "small", "", ""]


def test_official_figures_are_shown_whatever_a_report_withheld(tmp_path: Path) -> None:
    before = published_before(tmp_path, [row(ID, 2022, 3)])
    assert because([row(ID, 2022, 30, source="statistics")], before) == [""]


def test_a_second_report_of_the_same_figures_withholds_the_same(tmp_path: Path) -> None:
    plan = programmes.read(ROOT / "data" / "example")
    first = observations.published(plan)
    write_csv(tmp_path / "figures.csv", COLUMNS, figure_rows(first))
    with earlier.known([tmp_path / "figures.csv"]):
        assert observations.published(plan).equals(first)
        assert len(earlier.of_this_run().withheld) == (first["status"] == "withheld").sum()
    assert earlier.of_this_run() == NOTHING_EARLIER


@pytest.mark.parametrize("content", ["", "indicator,area\n", ",".join(COLUMNS) + "\nshort,row\n", "\0"])
def test_a_file_that_cannot_be_read_back_stops_the_evaluation(content: str, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(content, encoding="utf-8", newline="\n")
    with pytest.raises(UnusableInput, match="What the earlier report published cannot be read"):
        earlier.read([tmp_path / "figures.csv"])
    with pytest.raises(UnusableInput, match="What the earlier report published cannot be read"):
        earlier.read([tmp_path / "missing.csv"])


# --- which reports count ---------------------------------------------------------------------------------------------


def report(folder: Path, period: str, programme: str = "small", goals: tuple[str, ...] = ()) -> Path:
    (folder / "downloads").mkdir(parents=True)
    (folder / "downloads" / "figures.csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8", newline="\n")
    asked = {"programme": programme, "period": period, "goals": goals}
    (folder / "run.json").write_text(json.dumps({"parameters": asked}), encoding="utf-8", newline="\n")
    return folder


def test_whole_reports_of_earlier_reviews_beside_the_new_one_count(tmp_path: Path) -> None:
    new = report(tmp_path / "2018-2022", "2018-2022")
    report(tmp_path / "2014-2017", "2014-2017")
    report(tmp_path / "2016-2022", "2016-2022")
    report(tmp_path / "2023", "2023")
    report(tmp_path / "2017-draft", "2017", goals=("goal",))
    report(tmp_path / "other", "2014-2017", programme="other")
    (tmp_path / "pictures").mkdir()
    found = figures(new, "small", REVIEW)
    assert [path.parents[1].name for path in found] == ["2014-2017", "2016-2022"]
    assert sorted(digest(found)) == ["earlier/2014-2017/figures.csv", "earlier/2016-2022/figures.csv"]


def test_a_named_report_counts_wherever_it_stands_and_once(tmp_path: Path) -> None:
    beside = report(tmp_path / "reports" / "2014-2017", "2014-2017")
    elsewhere = report(tmp_path / "archive" / "first-version", "2018-2022")
    found = figures(tmp_path / "reports" / "2018-2022", "small", REVIEW, [elsewhere, beside])
    assert [path.parents[1].name for path in found] == ["2014-2017", "first-version"]


@pytest.mark.parametrize(("programme", "words"), [("other", "another programme, other"), (None, "broken")])
def test_a_named_folder_that_is_no_report_of_the_programme_is_refused(
    programme: str | None, words: str, tmp_path: Path
) -> None:
    folder = report(tmp_path / "archive", "2014-2017", programme or "small")
    if programme is None:
        (folder / "run.json").write_text("{", encoding="utf-8", newline="\n")
    with pytest.raises(UnusableInput, match=words):
        figures(tmp_path / "new", "small", REVIEW, [folder])
    with pytest.raises(UnusableInput, match="cannot be read"):
        figures(tmp_path / "new", "small", REVIEW, [tmp_path / "nothing"])
