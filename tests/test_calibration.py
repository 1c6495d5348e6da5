"""How often the rule is wrong: the quick form of the calibration, and that its faults would be seen."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from analysis import change
from analysis.multiplicity import expected_false_arrows
from analysis.vocabulary import Kind, Verdict

ROOT = Path(__file__).parents[1]
CSV = ROOT / "docs" / "calibration.csv"


@pytest.fixture(scope="module")
def calibrate() -> Iterator[ModuleType]:
    """The script, which stands outside the package."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import calibrate

        yield calibrate
    finally:
        sys.path.remove(str(ROOT / "scripts"))


def test_no_cell_of_the_quick_form_draws_more_false_arrows_than_allowed(calibrate: ModuleType) -> None:
    """Also: the report judges a sample of every cell, and of whole reviews, as the calibration does."""
    measured = calibrate.quickly()
    assert list(calibrate.faults(measured)) == []
    sixty = calibrate.Cell(Kind.SHARE, 60, 0.5, 2)
    exact = next(each for each in measured.still if each.cell == sixty)
    assert exact.draws is None
    assert sum(exact.rates.values()) == pytest.approx(1, abs=1e-8)
    assert "| 60 | 50 % |" in calibrate.page(measured)
    assert calibrate.picture(measured).startswith("<?xml")
    assert calibrate.table(measured).count("\n") == 1 + len(measured.still) + len(measured.moving)


def test_a_rule_that_draws_too_many_false_arrows_is_a_fault(
    calibrate: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the condition that no arrow hangs on one person, 60 persons a year at 50 % give 5.48 in 100."""
    monkeypatch.setattr(change._Shares, "one_person_less", lambda shares, side: (shares, shares))
    bold = calibrate.cells.measured(calibrate.Cell(Kind.SHARE, 60, 0.5, 2))
    assert bold.false_arrows == pytest.approx(0.0548, abs=5e-5)
    [fault] = calibrate.faults(calibrate.Measured([bold], [], [], [], []))
    assert "5.48 false arrows in 100" in fault


def test_a_report_that_judges_otherwise_than_the_calibration_is_a_fault(
    calibrate: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate.cells, "judgement", lambda examined, q: (Verdict.MIXED, None))
    with pytest.raises(AssertionError, match="judged otherwise by the report"):
        calibrate.cells.measured(calibrate.Cell(Kind.SHARE, 60, 0.5, 3), standard_error=0.1)


def test_more_false_arrows_in_a_review_than_announced_are_a_fault(calibrate: ModuleType) -> None:
    said = dict.fromkeys(("tested", "false_share", "intervals", "arrows", "any_false"), 0.0)
    bold = calibrate.reviews.Reviews(
        "bold", 29, 0, 1000, announced=expected_false_arrows(29), false_arrows=0.2, error=0.01, **said
    )
    [fault] = calibrate.faults(calibrate.Measured([], [], [bold], [], []))
    assert "0.200 false arrows a review, announced 0.122" in fault


def test_a_target_counts_as_met_as_often_as_the_binomial_says(calibrate: ModuleType) -> None:
    """Of 12 persons at least 10 (80 % of 12 is 9.6), when the share behind them is 80 %."""
    found = next(each for each in calibrate.targets.met([12]) if (each.truth, each.figures) == (0.8, 3))
    once = 66 * 0.8**10 * 0.2**2 + 12 * 0.8**11 * 0.2 + 0.8**12
    assert found.achieved == pytest.approx(once**3)


def test_the_published_calibration_has_every_cell_and_none_above_five() -> None:
    with CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shares = {(r["size"], r["share"], r["years"], r["residents"]) for r in rows if r["kind"] == "share"}
    wanted = {
        (n, share, years, residents)
        for n in ("12", "20", "60", "100", "300", "1000", "5000")
        for share in ("0", "0.05", "0.15", "0.5", "0.85", "1")
        for years in "2358"
        for residents in ("strangers", "same", "same, flows known")
    }
    assert wanted <= shares
    assert all(float(r["standard_error"]) <= 0.2 for r in rows)
    assert all(float(r["false_arrows"]) <= 5 + 3 * float(r["standard_error"]) for r in rows)
