"""One reporter's form as a workbook: instructions, questions with locked words and open cells, and a hidden sheet."""

import datetime
import math
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis import language
from analysis.forms import shape, words
from analysis.forms.asking import Request
from analysis.forms.looks import COLUMNS, LOOKS, WIDTHS, Looks
from analysis.forms.questions import Question
from analysis.message import Span, Value, say
from analysis.observations.columns import STANDARD_DEVIATION
from analysis.programme.nouns import Indicator
from analysis.vocabulary import Kind

CREATED = datetime.datetime(2000, 1, 1)  # a workbook carries a date; a fixed one makes equal forms equal bytes
FIRST_ROW = 4  # of the questions, below the codes, the title, the purpose and the headings


def write(path: Path, request: Request, languages: Sequence[str]) -> None:
    """Write the form; with two languages each text stands in both, one below the other."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    try:
        voice = Voice(tuple(languages))
        book.set_properties({"title": voice.joined(words.title(request)), "created": CREATED})
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        _instructions(book.add_worksheet(voice.joined(say("Instructions"))), request, voice, looks)
        Questions(book.add_worksheet(voice.joined(say("Figures asked for"))), request, voice, looks).write()
        _hidden(book.add_worksheet(shape.HIDDEN_SHEET), request, voice)
    finally:
        book.close()


class Voice:
    """Says a value in the languages of the form."""

    def __init__(self, languages: tuple[str, ...]):
        self.languages = languages

    def __call__(self, value: Value, between: str = "\n") -> str:
        """In each language; once when they are the same."""
        return between.join(dict.fromkeys(language.render(value, each) for each in self.languages))

    def joined(self, value: Value) -> str:
        """On one line, for names of sheets and entries of lists."""
        return self(value, " - ")

    def lines(self, values: Sequence[Value]) -> str:
        """Several sentences, all of them in the first language before the next one begins."""
        said = ["\n".join(language.render(value, each) for value in values) for each in self.languages]
        return "\n".join(dict.fromkeys(said))


def _instructions(sheet: Any, request: Request, voice: Voice, looks: Looks) -> None:
    """One page: all of it in the first language, then all of it in the next."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 100)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    row = 0
    for each in voice.languages:
        texts = [(words.title(request), "title"), (words.purpose(request.programme), "plain")]
        texts += [(step, "step") for step in words.instructions(request.programme)]
        for value, look in texts:
            text = language.render(value, each)
            sheet.write_string(row, 0, text, looks[look])
            sheet.set_row(row, height(text, 70, 22) + 6 if look == "title" else height(text, 110, 15) + 8)
            row += 1
        row += 1
    sheet.protect()


class Questions:
    """The sheet that is filled in. Column A and the first row hold the codes by which the reader finds its way."""

    def __init__(self, sheet: Any, request: Request, voice: Voice, looks: Looks):
        self.sheet, self.request, self.voice, self.looks = sheet, request, voice, looks
        self.row = FIRST_ROW

    def write(self) -> None:
        self._head()
        for goal_id, asked in groupby(self.request.questions, key=lambda question: question.indicator.goal):
            if goal_id:
                goal = self.request.programme.goal(goal_id)
                self._across(self.voice(say("Goal {number}: {title}", number=goal.number, title=goal.title)), "goal")
            else:
                self._across(self.voice(say("Figures that belong to no single goal")), "goal")
            for indicator, rows in groupby(asked, key=lambda question: question.indicator):
                self._indicator(indicator)
                for question in rows:
                    self._question(question)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})

    def _head(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 1)
        for position, code in enumerate(COLUMNS):
            sheet.set_column(position, position, WIDTHS[code], None, {"hidden": code == shape.KEY_COLUMN})
            sheet.write_string(0, position, code)
        sheet.set_row(0, None, None, {"hidden": True})
        self.row = 1
        self._across(self.voice(words.title(self.request)), "title", 22)
        self._across(self.voice(words.purpose(self.request.programme)), "plain")
        for code, heading in words.HEADINGS.items():
            sheet.write_string(self.row, COLUMNS.index(code), self.voice(heading), self.looks["heading"])
        sheet.set_row(self.row, 15 * 2 * len(self.voice.languages))
        self.row = FIRST_ROW
        sheet.freeze_panes(FIRST_ROW, 0)

    def _across(self, text: str, look: str, line_height: int = 15) -> None:
        """A text over the whole width."""
        self.sheet.merge_range(self.row, 1, self.row, len(COLUMNS) - 1, text, self.looks[look])
        characters = sum(WIDTHS[code] for code in COLUMNS[1:])
        self.sheet.set_row(self.row, height(text, int(characters * 17 / line_height), line_height) + 4)
        self.row += 1

    def _indicator(self, indicator: Indicator) -> None:
        self._across(self.voice(indicator.title), "indicator")
        explained = [words.why(indicator), *words.how_to_count(indicator, self.request.programme)]
        self._across(self.voice.lines(explained), "explained")

    def _question(self, question: Question) -> None:
        programme, indicator = self.request.programme, question.indicator
        texts = {
            shape.KEY_COLUMN: str(shape.key(question, programme.municipality)),
            "question": self.voice(words.line(indicator, question.group, question.part, programme)),
            "period": self.voice(Span(question.period)),
        }
        figure = self.request.last.get(question)
        texts["last"] = self.voice(words.last_figure(figure, indicator)) if figure else ""
        for code, text in texts.items():
            self.sheet.write_string(self.row, COLUMNS.index(code), text, self.looks["locked"])
        is_spread = question.part == STANDARD_DEVIATION
        fields = shape.open_fields(indicator.kind, is_spread)
        for code in ("numerator", "denominator", "value"):
            self._cell(code, "number" if code in fields else "closed")
        self._cell("status", "choice")
        self._cell("note", "note")
        self._rules(indicator.kind, fields, is_spread)
        tallest = max(height(text, int(WIDTHS[code]), 15) for code, text in texts.items() if code != shape.KEY_COLUMN)
        self.sheet.set_row(self.row, max(tallest, 20))
        self.row += 1

    def _cell(self, code: str, look: str) -> None:
        self.sheet.write_blank(self.row, COLUMNS.index(code), None, self.looks[look])

    def _rules(self, kind: Kind, fields: tuple[str, ...], is_spread: bool) -> None:
        """What may be typed into the open cells; the reader checks everything again."""
        many, of_many = (f"{'ABCDEFGHI'[COLUMNS.index(code)]}{self.row + 1}" for code in ("numerator", "denominator"))
        whole = "AND(ISNUMBER({0}),{0}=INT({0}),{0}>={1}"
        smaller = f',OR({of_many}="",{many}<={of_many})' if kind is not Kind.RATE else ""
        larger = f',OR({many}="",{many}<={of_many})' if kind in (Kind.SHARE, Kind.GAP) else ""
        if "numerator" in fields:
            self._rule("numerator", f"={whole.format(many, 0)}{smaller})", words.refusal_of_numerator())
        if "denominator" in fields:
            self._rule("denominator", f"={whole.format(of_many, 1)}{larger})", words.refusal_of_denominator())
        if "value" in fields:
            if kind is Kind.DELIVERABLE:
                self._list("value", shape.DONE_CHOICE)
            elif kind is Kind.MEAN or is_spread:
                self._number("decimal", words.refusal_of_number())
            else:
                self._number("integer", words.refusal_of_whole())
        self._list("status", shape.STATUS_CHOICE)

    def _rule(self, code: str, formula: str, refusal: Value) -> None:
        self._validate(code, {"validate": "custom", "value": formula}, refusal)

    def _number(self, sort: str, refusal: Value) -> None:
        self._validate("value", {"validate": sort, "criteria": ">=", "value": 0}, refusal)

    def _list(self, code: str, choice: str) -> None:
        self._validate(code, {"validate": "list", "source": f"={choices_at(choice)}"}, words.refusal_of_choice())

    def _validate(self, code: str, rule: dict[str, Any], refusal: Value) -> None:
        at = COLUMNS.index(code)
        told = self.voice(refusal)[:255]  # as much as a spreadsheet shows
        self.sheet.data_validation(self.row, at, self.row, at, {**rule, "ignore_blank": True, "error_message": told})


def _hidden(sheet: Any, request: Request, voice: Voice) -> None:
    """Who the form is for, and which code each entry of a list stands for."""
    facts = (
        (shape.MARK, shape.VERSION),
        ("programme", request.programme.id),
        ("reporter", request.reporter),
        ("review", str(request.review)),
        ("source", request.source),
        *choice_rows(voice),
    )
    for row, cells in enumerate(facts):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    sheet.hide()
    sheet.protect()


def choice_rows(voice: Voice) -> list[tuple[str, str, str]]:
    """The entries of both lists: which list, the words, the code."""
    return [
        *((shape.STATUS_CHOICE, voice.joined(said), code.value) for code, said in words.STATUSES.items()),
        *((shape.DONE_CHOICE, voice.joined(said), code) for code, said in words.DONE.items()),
    ]


def choices_at(choice: str) -> str:
    """The cells of the hidden sheet that hold the words of a list."""
    first = 6 if choice == shape.STATUS_CHOICE else 6 + len(words.STATUSES)
    last = first + len(words.STATUSES if choice == shape.STATUS_CHOICE else words.DONE) - 1
    return f"{shape.HIDDEN_SHEET}!$B${first}:$B${last}"


def height(text: str, characters: int, line_height: float) -> float:
    """Points that a wrapped text takes: a spreadsheet does not find them by itself for cells that are merged."""
    lines = sum(max(1, math.ceil(len(line) / characters)) for line in text.split("\n"))
    return lines * line_height
