"""The evaluator's comments: read, refused, and shown beside the verdict without touching it."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
import small_programme as small

from analysis import commentary, wording
from analysis.commentary import Comment, Passage
from analysis.display.html import block_html
from analysis.errors import UnusableInput
from analysis.period import Review
from analysis.vocabulary import Verdict

REVIEW = Review.parse("2018-2022")
HEAD = "---\nauthor: Coordinator\ndate: 2023-03-15\n---\n"


@pytest.fixture
def town(tmp_path: Path):
    """A programme of one goal in a folder of its own."""
    made = replace(small.programme(small.indicator()), folder=tmp_path)
    (tmp_path / "commentary" / "2018-2022").mkdir(parents=True)
    return made


def write(town, text: str, name: str | None = None) -> None:
    name = name or f"{town.goals[0].id}.fi.md"
    (town.folder / "commentary" / "2018-2022" / name).write_text(text, encoding="utf-8", newline="\n")


def test_a_comment_is_read_with_its_author_date_and_verdict(town) -> None:
    write(town, "---\nauthor: Coordinator\ndate: 2023-03-15\nverdict: stable\n---\nOne\nline.\n\n- a\n- b\n")
    assert commentary.read(town, REVIEW) == {
        town.goals[0].id: (
            Comment(
                "fi",
                "Coordinator",
                datetime.date(2023, 3, 15),
                Verdict.STABLE,
                (Passage(("One line.",)), Passage(("a", "b"), listed=True)),
            ),
        )
    }


def test_languages_stand_in_their_order_and_other_reviews_stay_out(town) -> None:
    for language in ("en", "sv", "fi"):
        write(town, f"{HEAD}{language}", f"{town.goals[0].id}.{language}.md")
    read = commentary.read(town, REVIEW)[town.goals[0].id]
    assert [comment.language for comment in read] == ["fi", "sv", "en"]
    assert commentary.read(town, Review.parse("2023")) == {}


def test_a_programme_without_comments_has_none(town) -> None:
    assert commentary.read(town, REVIEW) == {}
    assert commentary.read(replace(town, folder=town.folder / "nowhere"), REVIEW) == {}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("no-such-goal.fi.md", f"{HEAD}Words.", "which goal"),
        ("GOAL.de.md", f"{HEAD}Words.", "which goal"),
        ("GOAL.fi.txt", f"{HEAD}Words.", "which goal"),
        ("GOAL.md", f"{HEAD}Words.", "which goal"),
        ("GOAL.fi.md", "Only words.", "author and date"),
        ("GOAL.fi.md", HEAD, "author and date"),
        ("GOAL.fi.md", f"Before.\n{HEAD}Words.", "author and date"),
        ("GOAL.fi.md", "", "author and date"),
        ("GOAL.fi.md", "---\nauthor: C\n---\nWords.", "date"),
        ("GOAL.fi.md", "---\nauthor: C\ndate: 15.3.2023\n---\nWords.", "is not a date"),
        ("GOAL.fi.md", "---\nauthor: C\ndate: 2023-03-15\nverdict: splendid\n---\nWords.", "splendid"),
        ("GOAL.fi.md", "---\nauthor: C\ndate: 2023-03-15\nmood: good\n---\nWords.", "mood"),
        ("GOAL.fi.md", "---\nauthor: [C]\ndate: 2023-03-15\n---\nWords.", "Expected one text"),
        ("GOAL.fi.md", "---\nauthor: !!python/name:os.system C\ndate: 2023-03-15\n---\nWords.", "tag"),
        ("GOAL.fi.md", "---\nauthor: 'C\n---\nWords.", "YAML"),
        ("GOAL.fi.md", HEAD + "x" * 6001, "6000"),
        ("GOAL.fi.md", HEAD + "x" * 1_000_000, "6000"),
        ("GOAL.fi.md", HEAD + "Words that \u202e turn.", "cannot be seen"),
        ("GOAL.fi.md", HEAD + "Words in \x1b[31m red.", "cannot be seen"),
        ("GOAL.fi.md", b"\xff\xfe" + HEAD.encode("utf-16-le"), "UTF-8"),
    ],
)
def test_what_is_no_comment_is_refused_with_its_file(town, name: str, text: str | bytes, words: str) -> None:
    path = town.folder / "commentary" / "2018-2022" / name.replace("GOAL", town.goals[0].id)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UnusableInput) as refused:
        commentary.read(town, REVIEW)
    assert words in str(refused.value)
    assert path.name in str(refused.value)


def test_a_line_that_is_wrong_is_named_by_its_number_in_the_file(town) -> None:
    write(town, "---\nauthor: C\ndate: soon\n---\nWords.")
    with pytest.raises(UnusableInput, match="line 3"):
        commentary.read(town, REVIEW)


def test_two_languages_with_two_verdicts_are_refused(town) -> None:
    for language, verdict in (("fi", "stable"), ("sv", "receding")):
        head = HEAD.replace("---\nauthor", f"---\nverdict: {verdict}\nauthor")
        write(town, f"{head}Words.", f"{town.goals[0].id}.{language}.md")
    with pytest.raises(UnusableInput, match="different verdicts"):
        commentary.read(town, REVIEW)


def test_every_review_is_checked(town) -> None:
    (town.folder / "commentary" / "some-day").mkdir()
    with pytest.raises(UnusableInput):
        commentary.check(town)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("Some *weight* and **more**.", "Some weight and more."),
        ("A [link](https://example.org/a) leads nowhere.", "A link (example.org/a) leads nowhere."),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("> said by others", "said by others"),
        ("# Title", "Title"),
        ("`code`", "code"),
    ],
)
def test_markdown_becomes_plain_words(markdown: str, lines: str) -> None:
    assert commentary.passages(markdown) == (Passage((lines,)),)


# On the page


def result_of(town):
    return small.goal_of([small.indicator()], small.shares("courses-passed", y2021=(30, 100), y2022=(31, 100)))


def said(language: str = "fi", verdict: Verdict | None = None, text: str = "Sanat.") -> Comment:
    return Comment(language, "<i>C</i>", datetime.date(2023, 3, 15), verdict, (Passage((text,)),))


def page(town, comment: Comment, language: str) -> str:
    result = result_of(town)
    return block_html(wording.comments.of_goal({result.goal.id: (comment,)}, result).to_json(), language)


def test_a_comment_is_shown_in_its_language_and_marked_on_other_pages(town) -> None:
    assert '<div lang="fi">' not in page(town, said(), "fi")
    assert '<div lang="fi">' in page(town, said(), "sv")
    assert "only in: Finnish" in page(town, said(), "en")


def test_a_comment_is_text_and_never_markup(town) -> None:
    shown = page(town, said(text="<script>alert(1)</script>"), "fi")
    assert "<script" not in shown
    assert "<i>C" not in shown


def test_a_disagreement_is_shown_as_one_and_changes_nothing(town) -> None:
    result = result_of(town)
    shown = page(town, said(verdict=Verdict.RECEDING), "en")
    assert "sees this differently" in shown and "Receding" in shown
    assert result_of(town).verdict is result.verdict
    assert "same verdict" in page(town, said(verdict=result.verdict), "en")
    assert "verdict" not in page(town, said(), "en").lower()


def test_without_a_comment_a_page_shows_nothing(town) -> None:
    assert block_html(wording.comments.of_goal({}, result_of(town)).to_json(), "en") == ""
