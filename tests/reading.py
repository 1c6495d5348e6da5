"""Blocks and messages as an English reader sees them: one string for a message, one line a value for a block."""

from analysis.display.blocks import Block, Facts, Group, Paragraph, Points, Table, values_of
from analysis.language import render
from analysis.message import Value


def read(value: Value) -> str:
    return render(value, "en")


def lines(block: Block) -> list[str]:
    """Every value of a block in reading order."""
    return [read(value) for value in values_of(block.to_json())]


def text(block: Block) -> str:
    return " ".join(lines(block))


def said(block: Block) -> str:
    """What a block says, as running text."""
    match block:
        case Group():
            return " ".join(said(inner) for inner in block.blocks)
        case Paragraph():
            return " ".join(read(one) for one in block.sentences)
        case Points():
            return " ".join(read(one) for one in block.items)
        case Facts():
            return " ".join(f"{read(term)}: {read(value)}" for term, value in block.rows)
        case Table():
            return " ".join(read(cell.value) for row in block.rows for cell in row.cells)
    raise TypeError(block)


def tables(block: Block) -> list[Table]:
    """The tables in a block, in order."""
    if isinstance(block, Group):
        return [table for inner in block.blocks for table in tables(inner)]
    return [block] if isinstance(block, Table) else []


def cells(table: Table) -> list[list[str]]:
    """The rows of a table: the first line of each cell."""
    return [[read(cell.value) for cell in row.cells] for row in table.rows]


def column(table: Table, title: str) -> list[str]:
    """One column, found by its title, with the further lines or the list of each cell."""
    position = [read(column.title) for column in table.columns].index(title)
    found = [row.cells[position] for row in table.rows]
    return [" / ".join(read(value) for value in cell.entries or (cell.value, *cell.more)) for cell in found]
