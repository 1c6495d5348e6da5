"""Every number, date, verdict and link of a page is the same in Finnish, Swedish and English."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import babel
import pytest
from conftest import Run

pytestmark = pytest.mark.slow

SPACES = "\u00a0\u202f"
MINUS = "\u2212"
NUMBER = {  # digits, grouped as the language groups them, with the language's decimal sign
    "fi": rf"{MINUS}?\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:,\d+)?|{MINUS}?\d+(?:,\d+)?",
    "en": rf"{MINUS}?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{MINUS}?\d+(?:\.\d+)?",
}
NUMBER["sv"] = NUMBER["fi"]
NAMES = re.compile(
    r"\b(?:CC BY|CC0|WCAG|Kotoarvio|Attribution|Nimeä|Erkännande) \d[\d.]*|\b(?=[0-9a-f]*[a-f])[0-9a-f]{12}\b"
)  # of licences and versions
MONTHS = {
    language: [babel.Locale(language).months["format"]["wide"][month].removesuffix("ta") for month in range(1, 13)]
    for language in ("fi", "sv", "en")
}
# An evaluator writes each language's comment, or only one of them.
REMARK = re.compile(r'<section class="remark.*?</section>', re.DOTALL)
BLOCKS = {
    "p",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "caption",
    "figcaption",
    "summary",
    "h1",
    "h2",
    "h3",
    "h4",
    "text",
    "desc",
    "title",
    "legend",
    "label",
}


class Reading(HTMLParser):
    """A page's texts, block by block, its verdicts and its links, in reading order."""

    def __init__(self, path: Path):
        super().__init__()
        self.texts: list[str] = []
        self.quotations: list[str] = []  # beside each text: what it quotes in the language of the document
        self.verdicts: list[str] = []
        self.links: list[str] = []
        self.unread = 0
        self.quoted = False  # in the language of the document, on every page
        self.feed(REMARK.sub("", path.read_text(encoding="utf-8")))

    def _next(self) -> None:
        self.texts.append("")
        self.quotations.append("")

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.verdicts += [name for name in (given.get("class") or "").split() if name.startswith("v-")]
        self.unread += tag in ("style", "script")
        if tag == "a":
            self.links.append(given.get("href") or "")
        self.quoted = self.quoted or (tag == "span" and given.get("lang") is not None)
        if tag in BLOCKS:
            self._next()
        elif self.texts:
            self.texts[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in ("style", "script")
        self.quoted = self.quoted and tag != "span"
        if tag in BLOCKS:
            self._next()

    def handle_data(self, data: str) -> None:
        if self.texts and not self.unread:
            texts = self.quotations if self.quoted else self.texts
            texts[-1] += data


def numbers(text: str, language: str) -> Counter[str]:
    """The numbers of a text in one way of writing, its months among them."""
    text = NAMES.sub("", text)
    text = re.sub(
        r"\b(\d\d)(\d\d)/(\d\d)\b", r"\1\2 \1\3", text
    )  # the school year 2021/22 is 2021–2022 in the other two
    for number, month in enumerate(MONTHS[language], start=1):
        text = re.sub(
            rf"\b{month}{'[a-z]*' if language == 'fi' else ''}\b",
            f" {number} ",
            text,
            flags=re.IGNORECASE if language != "en" else 0,
        )
    found = re.findall(NUMBER[language], text)
    if language == "en":
        return Counter(number.replace(",", "") for number in found)
    return Counter(re.sub(f"[{SPACES}]", "", number).replace(",", ".") for number in found)


def pages(run: Run) -> list[str]:
    return sorted(path.relative_to(run.folder / "fi").as_posix() for path in (run.folder / "fi").rglob("*.html"))


@pytest.fixture(params=["kauniainen", "example"])
def report(request: pytest.FixtureRequest) -> Run:
    return request.getfixturevalue(f"{request.param}_report")


@pytest.mark.parametrize("other", ["fi", "sv"])
def test_numbers_verdicts_and_links_are_those_of_the_english_page(report: Run, other: str) -> None:
    counted = 0
    for name in pages(report):
        english, read = (Reading(report.folder / language / name) for language in ("en", other))
        assert read.verdicts == english.verdicts, name
        assert [link for link in read.links if "../" not in link] == [
            link for link in english.links if "../" not in link
        ], name
        assert len(read.texts) == len(english.texts), name
        for place, (ours, theirs) in enumerate(zip(read.texts, english.texts, strict=True)):
            if ours == theirs:  # a reporter's note, in the language in which it was written
                continue
            expected = numbers(theirs, "en") + numbers(english.quotations[place], "fi")
            assert numbers(ours, other) + numbers(read.quotations[place], "fi") == expected, (
                f"{name}:\n{ours}\n{theirs}"
            )
            counted += expected.total()
    assert counted > 2000


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_numbers_are_written_as_the_language_writes_them(report: Run, language: str) -> None:
    wrong = re.compile(r"\d\.\d+[\s\u00a0]%|\d%|(?<![\w.])-\d|\d,\d{3},\d{3}")
    for name in pages(report):
        for text in Reading(report.folder / language / name).texts:
            assert not wrong.search(text), f"{name}: {text}"
