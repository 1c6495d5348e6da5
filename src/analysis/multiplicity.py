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
    """How many arrows chance alone is expected to draw, at most, if nothing had changed anywhere.

    An arrow needs p < 0.05 *and* q <= 0.10. Of one indicator 0.05 are expected, of two 0.10; of more the q-values keep
    fewer and fewer of those that p alone would draw: 0.11 of three, never more than 0.10 / 0.90**2 = 0.123. Exact for
    independent tests whose p-values are uniform (after Finner and Roters 2002), an upper bound for the rule, which asks
    for more than an interval.
    """
    if tested < 0:
        raise ValueError(f"The number of tests is 0 or larger, not {tested}.")
    # Rejections of Benjamini and Hochberg when so many p-values are 0 and the others chance.
    rejected = float(tested)
    for zeros in range(tested - 1, -1, -1):
        rejected = zeros + (tested - zeros) * Q_LIMIT / tested * rejected
    return min(tested * alpha_of(level), rejected)
