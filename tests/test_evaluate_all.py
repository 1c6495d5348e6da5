"""`kotoarvio evaluate --all FOLDER`: one line for each programme, and what fails of one stops no other."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_project import programme_folder

from analysis.cli import main
from analysis.execution import several
from analysis.execution.evaluation import Order
from analysis.execution.evaluation import Result as Made
from analysis.message import say


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """Three municipalities, and folders that are none."""
    for name in ("ekby", "nasby", "uusi"):
        path = programme_folder(tmp_path / "country" / name) / "programme.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("id: nasby", f"id: {name}", 1), encoding="utf-8")
    (tmp_path / "country" / "minutes").mkdir()
    (tmp_path / "country" / "readme.txt").touch()
    return tmp_path / "country"


def evaluated(country: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, **ends: object) -> tuple[Result, list]:
    """The command, with evaluations that end as told by the programme's name, and the orders that it gave."""
    orders: list[Order] = []

    def evaluate(order: Order, tell: object) -> Made:
        orders.append(order)
        end = ends.get(Path(order.programme).name)
        if isinstance(end, Exception):
            raise end
        place = order.output or Path("reports") / Path(order.programme).name / str(order.review)
        return Made(place, 12, end or ())

    monkeypatch.setattr(several, "evaluate", evaluate)
    command = ["--language", "en", "evaluate", "2020-2022", "--all", str(country), *arguments]
    return CliRunner().invoke(main, command), orders


def test_each_programme_has_its_line_and_its_place(country: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, orders = evaluated(country, monkeypatch, "--output", "out", "--jobs", "3")
    assert run.exit_code == 0, run.output
    assert run.output.splitlines() == [
        "ekby: out/ekby/2020-2022/index.html",
        "nasby: out/nasby/2020-2022/index.html",
        "uusi: out/uusi/2020-2022/index.html",
        "Evaluated: 3 of 3.",
    ]
    assert {order.jobs for order in orders} == {3}


def test_what_fails_is_one_line_and_the_others_go_on(country: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (country / "ekby" / "sources.yaml").unlink()
    pages = (say("The page {page} was not made.", page="index.html"), say("The page {page} was not made.", page="b"))
    run, _ = evaluated(country, monkeypatch, nasby=pages)
    assert run.exit_code == 1
    assert [line[:60] for line in run.stderr.splitlines()] == [
        "ekby: no report. ekby/sources.yaml: The file does not exist.",
        "nasby: no report. The page index.html was not made. (1 more)",
    ]
    assert run.stdout.splitlines()[-1] == "Evaluated: 1 of 3."


def test_a_fault_of_kotoarvio_itself_keeps_its_trace_and_stops_nothing(
    country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, orders = evaluated(country, monkeypatch, ekby=ZeroDivisionError("of zero"))
    assert run.exit_code == 1
    assert "ekby: no report. ZeroDivisionError: of zero\nTraceback" in run.stderr
    assert len(orders) == 3


def test_two_folders_with_one_id_do_not_write_over_each_other(country: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = country / "uusi" / "programme.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: uusi", "id: ekby", 1), encoding="utf-8")
    run, orders = evaluated(country, monkeypatch)
    assert run.exit_code == 1
    assert run.stderr == "uusi: no report. The programme in ekby has the same id, ekby.\n"
    assert len(orders) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--goal", "placements"], "Leave out --goal beside --all"),
        (["--programme", "kauniainen"], "Leave out --programme beside --all"),
        (["--pdf"], "Leave out --pdf beside --all"),
    ],
)
def test_what_is_said_of_one_programme_is_refused(
    country: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    run, orders = evaluated(country, monkeypatch, *arguments)
    assert (run.exit_code, orders) == (2, [])
    assert told in run.stderr


@pytest.mark.parametrize(("name", "told"), [("minutes", "There is no programme in"), ("nowhere", "cannot be read")])
def test_a_folder_without_programmes_is_refused(
    country: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    run, _ = evaluated(country / name, monkeypatch)
    assert run.exit_code == 2
    assert told in run.stderr
