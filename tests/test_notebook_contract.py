"""What every notebook owes its reader, checked mechanically: an essay, a little code, and no result typed in prose."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

from analysis.vocabulary import Theme

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
SKELETON = ["Question", "Answer", "Figures", "Compared with", "How certain", "Where the data come from", "What next"]
LONGEST_CELL = 8
LOGIC = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.AsyncFor,
    ast.comprehension,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Try,
    ast.With,
    ast.Delete,
)

FORBIDDEN = re.compile(r"\bprint\(|\bdisplay\(|^\s*[%!]|filterwarnings|sys\.path", re.MULTILINE)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code(path: Path) -> list:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def prose(path: Path) -> str:
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def imports(cell: nbformat.NotebookNode) -> list[ast.stmt]:
    return [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_there_are_notebooks_to_check() -> None:
    assert {"overview", "audit", "goal"} <= {path.stem for path in NOTEBOOKS}


@every_notebook
def test_the_file_is_a_valid_notebook_of_format_4_5(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(notebook)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@every_notebook
def test_cells_have_ids_that_are_words_so_that_a_difference_between_two_versions_can_be_read(path: Path) -> None:
    ids = [cell.id for cell in read(path).cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", identity) for identity in ids), ids


@every_notebook
def test_it_is_committed_without_outputs(path: Path) -> None:
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code(path))


@every_notebook
def test_it_opens_with_a_title_and_then_its_parameters(path: Path) -> None:
    title, parameters, *_ = read(path).cells
    assert title.cell_type == "markdown" and title.source.startswith("# ")
    assert parameters.cell_type == "code" and parameters.metadata.get("tags") == ["parameters"]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in read(path).cells) == 1


@every_notebook
def test_a_parameter_is_a_scalar_on_its_own_line_with_a_comment(path: Path) -> None:
    lines = read(path).cells[1].source.splitlines()
    for line in lines:
        [statement] = ast.parse(line).body
        assert isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name), line
        assert isinstance(ast.literal_eval(statement.value), str | int | float | bool), line
        assert re.search(r"  # \S", line), f"no comment: {line}"
    assert [line.split(" = ")[0] for line in lines[:2]] == ["programme", "period"]


@every_notebook
def test_everything_is_imported_in_the_third_cell_from_the_project_or_pandas(path: Path) -> None:
    third = read(path).cells[2]
    assert [cell.id for cell in code(path) if imports(cell)] == [third.id]
    for node in imports(third):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        assert all(module.split(".")[0] in ("analysis", "pandas") for module in modules), ast.unparse(node)


@every_notebook
def test_parameters_are_checked_before_anything_else_runs(path: Path) -> None:
    assert read(path).cells[2].source.splitlines()[-1] == "parameters.check(In)"


@every_notebook
def test_a_code_cell_is_short_and_holds_no_logic(path: Path) -> None:
    for cell in code(path):
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.id
        found = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, LOGIC)]
        assert not found, f"{cell.id}: {[type(node).__name__ for node in found]}"


@every_notebook
def test_nothing_is_printed_and_no_magic_is_used(path: Path) -> None:
    for cell in code(path):
        assert not FORBIDDEN.search(cell.source), cell.id


@every_notebook
def test_a_cell_shows_what_its_last_line_says_and_only_that(path: Path) -> None:
    for cell in code(path)[2:]:
        *before, last = ast.parse(cell.source).body
        expressions = [node for node in before if isinstance(node, ast.Expr)]
        assert not expressions, f"{cell.id} has an expression that shows nothing"
        assert isinstance(last, ast.Expr) or all(isinstance(node, ast.Assign) for node in (*before, last)), cell.id


@every_notebook
def test_no_cell_changes_what_an_earlier_one_made(path: Path) -> None:
    names = [
        target.id
        for cell in code(path)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert len(set(names)) == len(names)


@every_notebook
def test_it_is_an_essay_with_more_prose_than_code(path: Path) -> None:
    written = words(prose(path))
    assert written > words("\n".join(cell.source for cell in code(path)))
    assert 250 <= written <= 900


@every_notebook
def test_the_skeleton_is_the_same_everywhere(path: Path) -> None:
    assert re.findall(r"^## (.+)$", prose(path), re.MULTILINE) == SKELETON
    assert len(re.findall(r"^# ", prose(path), re.MULTILINE)) == 1


@pytest.mark.parametrize("theme", Theme)
def test_the_page_of_a_theme_lists_its_goals(theme: Theme) -> None:
    """A programme may have goals of any theme; those about the population once stood on no page of a theme."""
    sources = [cell.source for cell in code(next(path for path in NOTEBOOKS if path.stem == theme))]
    assert f"tables.themes.verdicts(evaluation, Theme.{theme.name})" in sources


@every_notebook
def test_no_figure_year_or_direction_is_typed_in_prose(path: Path) -> None:
    assert not re.findall(r"\d", prose(path))
    assert not re.findall(r"\b(?:increased|decreased|has risen|has fallen|improved|worsened)\b", prose(path))


@every_notebook
def test_no_municipality_is_named_in_prose(path: Path) -> None:
    assert not re.search(r"Kauniai|Grankulla|Grani", prose(path))


@every_notebook
def test_prose_is_plain_markdown(path: Path) -> None:
    text = prose(path)
    assert not re.search(r"<[a-zA-Z/!]|!\[|\$|```|^\s*\|", text, re.MULTILINE)
    # One paragraph is one line: a translation unit that does not depend on where a line was broken.
    assert not re.search(r"^(?![#\-*]|\d+\.).+\n(?!\n)(?![#\-*])\S", text, re.MULTILINE)
