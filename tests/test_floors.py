"""The house has floors: a file imports only from its own floor or from lower ones, and there is no circle."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "analysis"

FLOORS = {
    1: "vocabulary message errors once period project parameters "
    "intervals panel change trend power multiplicity funnel disclosure",
    2: "programme observations sources audit commentary",
    3: "assessment themes",
    4: "language translation display wording charts tables",
    5: "execution report finished forms founding intruder",
    6: "cli",
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms.split()}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Every module of the package that a file imports, lazily or not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "analysis":
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "analysis"}
    return found


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_a_file_imports_only_from_its_own_floor_or_below(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = FLOOR_OF[room(path)]
    above = {name for name in imports(path) if name.split(".")[1] in FLOOR_OF and FLOOR_OF[name.split(".")[1]] > own}
    assert not above, f"{module_name(path)} is on floor {own} and imports {sorted(above)}"


def test_every_file_stands_on_a_floor() -> None:
    assert {room(path) for path in modules()} - {"__init__"} <= set(FLOOR_OF)


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    arrows: dict[str, set[str]] = {}
    for path in modules():
        if path == PACKAGE / "__init__.py":
            continue
        targets = {name.split(".")[1] for name in imports(path) if len(name.split(".")) > 1}
        arrows.setdefault(room(path), set()).update(targets & set(FLOOR_OF) - {room(path)})

    def reaches(start: str, here: str, seen: frozenset[str]) -> bool:
        return any(n == start or (n not in seen and reaches(start, n, seen | {n})) for n in arrows.get(here, ()))

    circles = sorted(name for name in arrows if reaches(name, name, frozenset()))
    assert not circles, f"these rooms import each other in a circle: {circles}"


def test_no_file_is_named_after_nothing() -> None:
    assert not {path.name for path in modules()} & {"utils.py", "helpers.py", "common.py", "config.py", "misc.py"}
