"""A page as assistive technology gets it: nothing but Chromium's accessibility tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Heard:
    """One thing that a screen reader would say: its role and its words; of a picture, its name and description."""

    role: str
    words: str
    cells: tuple[str, ...] = ()  # of a row of a table, its header first


def heard(page: Page) -> list[Heard]:
    """Everything on the page in reading order, outer things before the things in them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return list(_walk(nodes[0], by_id))


def _walk(node: dict, by_id: dict[str, dict]) -> Iterator[Heard]:
    children = [by_id[child] for child in node.get("childIds", []) if child in by_id]
    if not node.get("ignored"):
        role = node["role"]["value"]
        if role == "row":
            yield Heard(role, _words(node, by_id), tuple(_words(child, by_id) for child in children))
        elif role not in ("StaticText", "InlineTextBox", "none", "generic"):
            named = node.get("name", {}).get("value", "")
            described = node.get("description", {}).get("value", "")
            spoken = f"{named} {described}".strip()
            yield Heard(role, spoken if role == "image" else _words(node, by_id) or spoken)
    for child in children:
        yield from _walk(child, by_id)


def _words(node: dict, by_id: dict[str, dict]) -> str:
    if not node.get("ignored") and node["role"]["value"] == "StaticText":
        return node["name"]["value"]
    parts = (_words(by_id[child], by_id) for child in node.get("childIds", []) if child in by_id)
    return " ".join(part.strip() for part in parts if part.strip())
