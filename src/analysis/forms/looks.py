"""How a form looks: the columns with their widths, and the looks of cells by what they are for."""

from typing import Any

from analysis.forms import shape

Looks = dict[str, Any]  # formats of xlsxwriter by name

COLUMNS = (shape.KEY_COLUMN, "question", "period", "numerator", "denominator", "value", "status", "note", "last")
WIDTHS: dict[str, float] = {
    shape.KEY_COLUMN: 10,
    "question": 44,
    "period": 20,
    "numerator": 12,
    "denominator": 12,
    "value": 14,
    "status": 26,
    "note": 36,
    "last": 30,
}

_TEXT = {"text_wrap": True, "valign": "top", "font_name": "Calibri", "font_size": 11}
_BOX = {"border": 1, "border_color": "#8A8A8A"}
_OPEN = {**_TEXT, **_BOX, "bg_color": "#FFF7CC", "locked": False}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {**_TEXT, "bold": True, "font_size": 16},
    "plain": _TEXT,
    "step": {**_TEXT, "bottom": 1, "bottom_color": "#D0D0D0"},
    "explained": {**_TEXT, "font_size": 10, "font_color": "#404040"},
    "heading": {**_TEXT, **_BOX, "bold": True, "bg_color": "#E6EBF2"},
    "goal": {**_TEXT, "bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": "#1F3A5F"},
    "indicator": {**_TEXT, "bold": True, "top": 1},
    "locked": {**_TEXT, **_BOX},
    "closed": {**_TEXT, **_BOX, "bg_color": "#D9D9D9"},
    "number": {**_OPEN, "align": "right"},
    "choice": _OPEN,
    "note": {**_OPEN, "num_format": "@"},
}
