"""Invented municipalities to stand beside Modelton, as an invented office of statistics would publish them.

Their codes, 330 to 369, belong to no municipality. They differ in size, so that chance moves the small ones more; and
by more than chance, as municipalities do.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from analysis.observations.official import Reply
from analysis.sources.keeping import Row, keep
from modelton.figures import AREA
from modelton.persons import YEARS, always, counted, generator

SOURCE = "invented-statistics"
INDICATOR = "foreign-language-children-in-ecec-share"
GROUP = "foreign-language-children"
CODES = range(330, 370)
SMALLEST, LARGEST = 40, 4000  # children in early childhood education
LOWEST, WIDTH = 0.06, 0.20  # of the true shares
COLUMNS = ("code", "language", "region", "population")
REGION = "99"
BILINGUAL = 0.75  # of them are bilingual like Modelton, the others Finnish-speaking


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
    )
    keep(folder, INDICATOR, rows, AREA, [reply])


def register(seed: int, residents: int, children: int) -> Iterator[tuple[str, ...]]:
    """The register of municipalities: Modelton, and the others with as many residents for each child as it has."""
    yield AREA, "bilingual", REGION, str(residents)
    for code in map(str, CODES):
        language = "bilingual" if generator(seed, f"language {code}").random() < BILINGUAL else "finnish"
        yield (
            code,
            language,
            REGION,
            str(round(residents / children * _children(generator(seed, f"peer {code}").random()))),
        )


def _children(part: float) -> int:
    """From the smallest to the largest, evenly in their logarithm."""
    return round(SMALLEST * (LARGEST / SMALLEST) ** part)


def _municipality(seed: int, code: str) -> list[Row]:
    draw = generator(seed, f"peer {code}")
    children = _children(draw.random())
    share = LOWEST + WIDTH * draw.random()
    return [
        (INDICATOR, code, f"{year}-12-31", GROUP, "", str(number), str(children), "", "reported", "", SOURCE, "")
        for year, number in zip(YEARS, counted(draw, children, always(share)), strict=True)
    ]
