"""What arrives from outside is text, never markup: every text of a programme, whoever would obey it."""

import copy
import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from small_project import ROOT, SECOND_TOWN, SHOW, programme_folder, project

from analysis import programme as programmes
from analysis.display.blocks import BLOCK_MIME, Facts
from analysis.display.html import lab_html
from analysis.errors import UnusableInput, english
from analysis.message import Name, Verbatim
from analysis.report.downloads import harmless

Place = tuple[str | int, ...]
HOSTILE = (
    "<script>document.title='owned'</script><svg/onload=document.title='owned'><img src=x onerror=alert(1)>"
    "\"'><a href=\"javascript:document.title='owned'\">x</a>{{ 7*7 }} {count} ⟦0⟧ [x](javascript:alert(1)) "
    "</style></title> "
)
UNSEEN = {
    "turns the direction of writing": "a\u202eb",
    "isolates a direction": "a\u2066b",
    "has no width": "a\u200bb",
    "is a mark of byte order": "a\ufeffb",
    "is obeyed by a terminal": "a\x1b[31mb",
    "is obeyed by an old terminal": "a\x9b31mb",
    "ends a string": "a\x00b",
    "is a line separator": "a\u2028b",
    "is half a character": "a\ud800b",
    "is a megabyte": "x" * 1_000_000,
}


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def places(node: object, at: Place = ()) -> Iterator[Place]:
    """The place of each text in a file; of the entries of a list the first stands for all."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield from places(child, (*at, key))
    elif isinstance(node, list):
        yield from places(node[0], (*at, 0)) if node else ()
    elif isinstance(node, str):
        yield at


def written(node: dict, at: Place, text: str) -> bytes:
    changed = copy.deepcopy(node)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = text
    return yaml.dump(changed, Dumper=Plain, allow_unicode=True).encode("utf-8", "surrogatepass")


FILES = {name: yaml.safe_load((SECOND_TOWN / name).read_text("utf-8")) for name in ("programme.yaml", "sources.yaml")}
FIELDS = [(name, at) for name, node in FILES.items() for at in places(node)]


@pytest.mark.parametrize("what", UNSEEN)
def test_what_cannot_be_seen_is_refused_in_every_text_of_a_programme(tmp_path: Path, what: str) -> None:
    folder = programme_folder(tmp_path / "nasby")
    assert len(FIELDS) > 60
    # Every text is read in one way; it is tried on every one with one sign, and with the others on each seventh. A
    # megabyte, which YAML takes a second to read, is tried on three.
    step = {"turns the direction of writing": 1, "is a megabyte": 25}.get(what, 7)
    for name, at in FIELDS[::step]:
        before = (folder / name).read_bytes()
        (folder / name).write_bytes(written(FILES[name], at, UNSEEN[what]))
        with pytest.raises(UnusableInput) as refused:
            programmes.load(str(folder))
        told = " ".join(map(english, refused.value.messages))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e\u2066\ufeff]", told), (at, told[:200])
        assert len(told) < 5000
        (folder / name).write_bytes(before)


@pytest.mark.parametrize("text", ["../../etc", "/etc/passwd", "con", "nul", "com1", "Own-Door", "a\\b", "å"])
def test_an_id_that_could_be_another_file_is_refused(tmp_path: Path, text: str) -> None:
    folder = programme_folder(tmp_path / "nasby")
    at = ("sectors", 0, "goals", 0, "id")
    (folder / "programme.yaml").write_bytes(written(FILES["programme.yaml"], at, text))
    with pytest.raises(UnusableInput):
        programmes.load(str(folder))


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nid: *c\n",
        "id: !!python/object/apply:os.system ['echo owned']\n",
        "id: !!python/name:os.system\n",
        "id: nasby\nid: other\n",
        "id: " + "[" * 5000 + "]" * 5000 + "\n",
    ],
    ids=["anchors", "a call", "a name of Python", "a key twice", "depth"],
)
def test_yaml_that_is_more_than_data_is_refused(tmp_path: Path, bomb: str) -> None:
    folder = programme_folder(tmp_path / "nasby")
    (folder / "programme.yaml").write_text(bomb, encoding="utf-8")
    with pytest.raises(UnusableInput):
        programmes.load(str(folder))


@pytest.mark.parametrize("start", "=+-@\t\r＝＋－＠")
def test_no_text_of_a_download_is_a_formula(start: str) -> None:
    assert harmless(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


class Acting(HTMLParser):
    """Everything of a page that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "img", "base"):
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on")]
        addresses = [value.strip().lower() for _, value in attrs if value]
        self.found += [address for address in addresses if address.startswith(("javascript:", "data:"))]


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


def hostile(node: object) -> object:
    """Every name of a file with markup before it, in all three languages; and each licence."""
    if isinstance(node, dict) and {"fi", "sv", "en"} == node.keys():
        return {language: f"{HOSTILE}{text}" for language, text in node.items()}
    if isinstance(node, dict):
        return {key: HOSTILE if key == "licence" else hostile(child) for key, child in node.items()}
    return [hostile(child) for child in node] if isinstance(node, list) else node


def note_everything(file: Path) -> None:
    """A note with markup on every figure."""
    with file.open(encoding="utf-8", newline="") as text:
        header, *rows = csv.reader(text)
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows(
            [header, *([*row[:-1], f"NOTE {HOSTILE.strip()}"] for row in rows)]
        )


@pytest.mark.slow
def test_markup_in_every_text_of_a_programme_stays_text(tmp_path: Path) -> None:
    town = project(tmp_path, SHOW)
    shutil.copy(ROOT / "notebooks" / "goal.ipynb", tmp_path / "notebooks" / "goal.ipynb")
    for name, node in FILES.items():
        text = yaml.dump(hostile(node), Dumper=Plain, allow_unicode=True)
        (tmp_path / "data" / "nasby" / name).write_text(text, encoding="utf-8")
    note_everything(tmp_path / "data" / "nasby" / "observations.csv")
    comment = tmp_path / "data" / "nasby" / "commentary" / "2020-2022" / "own-front-door.en.md"
    comment.parent.mkdir(parents=True)
    comment.write_text(
        f"---\nauthor: {json.dumps(HOSTILE)}\ndate: 2023-03-15\n---\nCOMMENT {HOSTILE}\n", encoding="utf-8"
    )
    run = town.evaluate()
    assert run.returncode == 0, run.stderr
    goal = (town.report / "en" / "goals" / "own-front-door.html").read_text(encoding="utf-8")
    assert "NOTE &lt;script&gt;" in goal and "COMMENT &lt;script&gt;" in goal
    pages = sorted(town.report.rglob("*.html"))
    assert len(pages) == 7
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "&lt;script&gt;document.title" in text, page
        assert acting(text) == [], page
    for path in town.report.rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                assert set(output["data"]) <= {BLOCK_MIME, "text/html"}, "JupyterLab shows nothing else"
                assert acting("".join(output["data"]["text/html"])) == []
    for table in town.report.rglob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(tuple("=+@\t"))]


@pytest.mark.slow
def test_a_browser_runs_nothing_of_it(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium")
    block = Facts(Verbatim(HOSTILE), ((Verbatim(HOSTILE), Name(HOSTILE, HOSTILE, HOSTILE)),))
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><title>sound</title>{lab_html(block.to_json())}", encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120).stdout
    assert "<title>sound</title>" in shown
    assert "owned" in shown  # as text
