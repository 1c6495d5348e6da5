"""Many indicators are tested at once: how many arrows chance alone would draw, and which of them are kept."""

from collections.abc import Sequence

from analysis.intervals import LEVEL, alpha_of

Q_LIMIT = 0.10  # of the arrows that are kept, at most this share is expected to be false


def q_values(p_values: Sequence[float | None]) -> list[float | None]:
    """The smallest false discovery rate at which each test would be kept (Benjamini and Hochberg 1995).

    None marks an indicator that was not tested: it stays None and does not count among the tests.
    """
    from statsmodels.stats.multitest import multipletests

    tested = [p for p in p_values if p is not None]
    if not all(0 <= p <= 1 for p in tested):
        raise ValueError("A p-value lies between 0 and 1.")
    if not tested:
        return [None] * len(p_values)
    adjusted = iter(multipletests(tested, method="fdr_bh")[1].tolist())
    return [None if p is None else next(adjusted) for p in p_values]


def expected_false_arrows(tested: int, level: float = LEVEL) -> float:
    """How many of `tested` indicators would show a change by chance alone if nothing had changed anywhere."""
    if tested < 0:
        raise ValueError(f"The number of tests is 0 or larger, not {tested}.")
    return tested * alpha_of(level)
