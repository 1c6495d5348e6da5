"""Invented municipalities to stand beside Modelton, as an invented office of statistics would publish them.

Their codes, 901 to 940, belong to no municipality. They differ in size, so that chance moves the small ones more; and
by more than chance, as municipalities do.
"""

import hashlib
from pathlib import Path

from analysis.observations.official import Reply
from analysis.sources.keeping import Row, keep
from modelton.figures import AREA
from modelton.persons import YEARS, always, counted, generator

SOURCE = "invented-statistics"
INDICATOR = "foreign-language-children-in-ecec-share"
GROUP = "foreign-language-children"
CODES = range(901, 941)
SMALLEST, LARGEST = 40, 4000  # children in early childhood education
LOWEST, WIDTH = 0.06, 0.20  # of the true shares


def write(seed: int, folder: Path) -> None:
    """The snapshot of the peers; Modelton's own figures stay in observations.csv, where its reporters wrote them."""
    rows = [row for code in CODES for row in _municipality(seed, str(code))]
    content = "\n".join(",".join(row) for row in rows).encode("utf-8")
    reply = Reply(
        source=SOURCE,
        title="Keksitty taulukko. Påhittad tabell. Invented table.",
        request=None,
        sha256=hashlib.sha256(content).hexdigest(),
        retrieved=None,
        updated=None,
        licence="CC0 1.0",
        found="scripts/make_example.py",
    )
    keep(folder, INDICATOR, rows, AREA, [reply])


def _municipality(seed: int, code: str) -> list[Row]:
    draw = generator(seed, f"peer {code}")
    children = round(SMALLEST * (LARGEST / SMALLEST) ** draw.random())
    share = LOWEST + WIDTH * draw.random()
    return [
        (INDICATOR, code, f"{year}-12-31", GROUP, "", str(number), str(children), "", "reported", "", SOURCE, "")
        for year, number in zip(YEARS, counted(draw, children, always(share)), strict=True)
    ]
