"""A chart's drawing made ready for one page: words filled in, named for screen readers, its ids its own, and nothing
that runs.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from markupsafe import Markup

ALLOWED = {"svg", "g", "defs", "use", "symbol", "clipPath", "linearGradient", "stop", "text", "tspan"}
ALLOWED |= {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
TOKEN = re.compile(r"⟦(\d+)⟧")
NOT_MARKS = re.compile(r"<\?.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", re.DOTALL)


def drawing(svg: str, prefix: str, title: str, description: str, texts: Sequence[str]) -> Markup:
    """The `svg` element of a figure in one language.

    `texts` replace the tokens `⟦0⟧`, `⟦1⟧`... Every id gets `prefix`, so that two charts on a page cannot share one.
    Elements that draw nothing (scripts, style sheets that would leak into the page, metadata) and links out of the
    drawing are dropped.
    """
    root = ElementTree.fromstring(NOT_MARKS.sub("", svg))
    _keep_marks(root, prefix, texts)
    names = {"title": title, "desc": description}
    for position, (tag, text) in enumerate(names.items()):
        element = ElementTree.Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = text
        root.insert(position, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    # Serialised by ElementTree, which escapes every text and attribute.
    return Markup(ElementTree.tostring(root, encoding="unicode").replace(" />", "/>"))


def _keep_marks(element: ElementTree.Element, prefix: str, texts: Sequence[str]) -> None:
    element.tag = _local(element.tag)
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        value = _attribute(_local(name), value, prefix, texts)
        if value is not None:
            element.set(_local(name), value)
    element.text = _filled(element.text, texts)
    element.tail = _filled(element.tail, texts)
    for child in list(element):
        if _local(child.tag) in ALLOWED:
            _keep_marks(child, prefix, texts)
        else:
            element.remove(child)


def _attribute(name: str, value: str, prefix: str, texts: Sequence[str]) -> str | None:
    if name.lower().startswith("on") or (name == "href" and not value.startswith("#")):
        return None
    if re.search(r"url\(\s*[^#\s]", value):
        return None
    if name == "id":
        return f"{prefix}-{value}"
    if name == "href":
        return f"#{prefix}-{value[1:]}"
    return _filled(re.sub(r"url\(\s*#", f"url(#{prefix}-", value), texts)


def _local(name: str) -> str:
    """The name without its namespace, which HTML does not need."""
    return name.rpartition("}")[2]


def _filled(text: str | None, texts: Sequence[str]) -> str | None:
    return text and TOKEN.sub(lambda token: texts[int(token[1])], text)
