"""Make the example municipality: `python scripts/make_example.py [--seed N] [--folder DIR]`.

Modelton (Mallila, Modellby) is invented. Its programme is Kauniainen's with other names, its figures are those of a
simulated town, and truth.csv says what was planted in them. The same seed gives the same bytes everywhere.
"""

import argparse
import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from modelton import figures, peers, plan, programme

DATA = Path(__file__).resolve().parents[1] / "data"
SEED = 1
OBSERVATIONS = (
    "indicator", "area", "period", "group", "part", "numerator", "denominator", "value", "status", "reporter", "source",
    "note",
)  # fmt: skip
TRUTH = ("goal", "indicator", "truth", "size", "visible", "expected")
MADE = "# Made by scripts/make_example.py: change the script, not this file. Everything here is invented.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the invented example municipality.")
    parser.add_argument("--seed", type=int, default=SEED, help="another town of the same design (default: %(default)s)")
    parser.add_argument("--folder", type=Path, default=DATA / "example", help="where the files are written")
    arguments = parser.parse_args()
    make(arguments.seed, arguments.folder)


def make(seed: int, folder: Path) -> None:
    """Write the programme folder."""
    real = DATA / "kauniainen"
    found = figures.series(seed)
    staff = found["foreign-language-staff-share"][2021][0]
    made = programme.programme(_yaml(real / "programme.yaml"), staff.numerator / staff.denominator)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "programme.yaml", MADE + _as_yaml(made))
    _write(folder / "sources.yaml", MADE + _as_yaml(programme.sources()))
    package = programme.package(json.loads((real / "datapackage.json").read_text(encoding="utf-8")))
    _write(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    _write(folder / "observations.csv", _as_csv(OBSERVATIONS, figures.rows(made, found)))
    peers.write(seed, folder)
    residents, children = (found[name][2021][0] for name in ("population", peers.INDICATOR))
    register = peers.register(seed, int(residents.value), children.denominator)
    _write(folder / "municipalities.csv", _as_csv(peers.COLUMNS, register))
    _write(folder / "truth.csv", _as_csv(TRUTH, truths(made)))


def truths(made: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    """What is planted, in the programme's order."""
    for sector in made["sectors"]:
        for goal in sector["goals"]:
            yield from (
                _truth(goal["id"], each["id"]) for each in goal.get("indicators", ()) if each["id"] in plan.TRUTHS
            )
        yield from (_truth("", each["id"]) for each in sector.get("indicators", ()) if each["id"] in plan.TRUTHS)


def _truth(goal: str, indicator: str) -> tuple[str, ...]:
    truth, size = plan.TRUTHS[indicator], plan.size(indicator)
    visible = "yes" if truth in plan.VISIBLE else "no"
    return goal, indicator, truth, "" if size is None else f"{size:g}", visible, plan.expected(indicator)


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _as_yaml(entry: dict[str, Any]) -> str:
    return yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False)


def _as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
