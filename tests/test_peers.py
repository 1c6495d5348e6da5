"""Peers: chosen by a declared rule, set beside the municipality's official figure, and never ranked."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from reading import cells, read, said, text

from analysis import charts, observations
from analysis import programme as programmes
from analysis.display.blocks import Group, Table
from analysis.errors import UnusableInput
from analysis.period import Review
from analysis.programme import peers as rules
from analysis.tables import peers as table
from analysis.themes import peers
from analysis.themes.comparison import Side
from analysis.themes.peers import AmongPeers, Counted, Place
from analysis.wording import peers as words

ROOT = Path(__file__).parents[1]
REVIEW = Review.parse("2018-2022")
CHILDREN = "foreign-language-children-in-ecec-share"
REGISTER = """code,language,region,population
999,bilingual,01,1000
101,bilingual,01,500
102,bilingual,02,2000
103,bilingual,01,2001
104,bilingual,01,499
105,finnish,01,1000
"""


@pytest.fixture(scope="module")
def kauniainen() -> AmongPeers:
    plan = programmes.load("kauniainen")
    return peers.among_peers(plan, observations.published(plan), CHILDREN, REVIEW)


@pytest.fixture(scope="module")
def example() -> AmongPeers:
    plan = programmes.load("example")
    return peers.among_peers(plan, observations.published(plan), CHILDREN, REVIEW)


def town(folder: Path, rule: str, register: str | None = REGISTER) -> Path:
    """The example with another rule and register."""
    shutil.copytree(ROOT / "data" / "example", folder)
    plan = (folder / "programme.yaml").read_text(encoding="utf-8")
    start, end = plan.index("peers:"), plan.index("populations:")
    (folder / "programme.yaml").write_text(plan[:start] + rule + plan[end:], encoding="utf-8")
    (folder / "municipalities.csv").unlink()
    if register is not None:
        (folder / "municipalities.csv").write_text(register, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("peers: {same: [language], times: 2}\n", {"101", "102"}),  # from 500 to 2000
        ("peers: {same: [language, region], times: 2}\n", {"101"}),
        ("peers: {same: [region]}\n", {"101", "103", "104", "105"}),
        ("peers: {times: 2}\n", {"101", "102", "105"}),
    ],
)
def test_the_rule_chooses_by_language_region_and_size(tmp_path: Path, rule: str, codes: set[str]) -> None:
    assert programmes.read(town(tmp_path / "town", rule)).peers.codes == codes


@pytest.mark.parametrize(
    ("rule", "register", "what"),
    [
        ("peers: {same: [langage]}\n", REGISTER, "Did you mean “language”?"),
        ("peers: {times: 1}\n", REGISTER, "“1” is not above 1."),
        ("peers: {size: 2}\n", REGISTER, "The key “size” is not known here."),
        ("peers: {times: 2}\n", REGISTER.replace("999,", "998,"), "The municipality 999 is not in municipalities.csv."),
        ("peers: {times: 2}\n", REGISTER.replace("code,", "kunta,"), "the first line must be code,language"),
        ("peers: {times: 2}\n", REGISTER + "101,finnish,01,7\n", "line 8: “101,finnish,01,7” is not a municipality"),
        ("peers: {times: 2}\n", REGISTER + "106,sami,01,7\n", "line 8: “106,sami,01,7” is not a municipality"),
        ("peers: {times: 2}\n", REGISTER + "106,finnish,01,many\n", "line 8"),
        ("peers: {times: 2}\n", None, "municipalities.csv: the file cannot be read"),
    ],
)
def test_a_rule_or_a_register_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, rule: str, register: str | None, what: str
) -> None:
    with pytest.raises(UnusableInput) as refused:
        programmes.read(town(tmp_path / "town", rule, register))
    assert what in " ".join(read(message) for message in refused.value.messages)


def test_without_a_rule_there_are_no_peers(tmp_path: Path) -> None:
    plan = programmes.read(town(tmp_path / "town", "", None))
    assert plan.peers is None
    assert peers.among_peers(plan, observations.published(plan), CHILDREN, REVIEW) is None


def test_the_register_of_kauniainen_knows_the_bilingual_municipalities() -> None:
    """Of 309 municipalities in 2022, 33 were bilingual, 16 Swedish-speaking; one has no population in the source."""
    register = rules.read(ROOT / "data" / "kauniainen" / "municipalities.csv").values()
    statuses = [one.language for one in register]
    assert [statuses.count(status) for status in rules.LanguageStatus] == [259, 16, 33]
    assert next(one for one in register if one.code == "235").population == 10396


def test_kauniainen_lies_above_what_chance_gives_at_the_level_of_its_peers(kauniainen: AmongPeers) -> None:
    """62 of 490 children against the 16 bilingual municipalities from half to double its size (StatFin 14jt, 2022)."""
    assert kauniainen.own == Counted(62, 490)
    assert len(kauniainen.others) == len(kauniainen.rule.codes) == 16
    assert kauniainen.level == sum(one.numerator for one in kauniainen.others) / 6775
    assert (kauniainen.place(kauniainen.own), kauniainen.side) == (Place.EDGE, Side.ABOVE)


def test_where_the_peers_scatter_more_than_by_chance_the_words_say_so(
    kauniainen: AmongPeers, example: AmongPeers
) -> None:
    alike = dataclasses.replace(example, own=Counted(20, 100), others=(Counted(20, 100), Counted(40, 200)) * 5)
    scattered, calm = (" ".join(map(read, words.sentences(one))) for one in (kauniainen, alike))
    assert "Of the 16 peers themselves, inside the 95% limits: 4. So more than chance separates" in scattered
    assert "So more than chance separates" not in calm
    assert all("This is no rank." in one for one in (scattered, calm))


def test_invented_peers_are_called_invented(kauniainen: AmongPeers, example: AmongPeers) -> None:
    sentence = "The peers and their figures are invented too."
    assert sentence in " ".join(map(read, words.sentences(example)))
    assert sentence not in " ".join(map(read, words.sentences(kauniainen)))


@pytest.mark.parametrize(
    ("own", "place", "side", "said"),
    [
        (Counted(20, 100), Place.INSIDE, Side.NOT_TOLD_APART, "is inside what chance alone would give in 95 of 100"),
        (Counted(29, 100), Place.EDGE, Side.ABOVE, "is more than chance alone would give in 95 of 100"),
        (Counted(11, 100), Place.EDGE, Side.BELOW, "is less than chance alone would give in 95 of 100"),
        (Counted(60, 100), Place.OUTSIDE, Side.ABOVE, "is more than chance alone would give even in 998 of 1000"),
        (Counted(1, 100), Place.OUTSIDE, Side.BELOW, "is less than chance alone would give even in 998 of 1000"),
    ],
)
def test_each_place_in_the_funnel_has_its_words(
    example: AmongPeers, own: Counted, place: Place, side: Side, said: str
) -> None:
    """Peers of one fifth each: 95 % of groups of a hundred lie between about 13 and 28."""
    among = dataclasses.replace(example, own=own, others=(Counted(20, 100), Counted(40, 200)))
    assert (among.place(own), among.side) == (place, side)
    assert said in read(words.place(among))


def test_the_table_names_no_peer_and_orders_them_by_size(kauniainen: AmongPeers) -> None:
    found = table.of_peers(kauniainen)
    assert isinstance(found, Table)
    sizes = [int(line[0].replace(",", "")) for line in cells(found)][1:]
    assert sizes == sorted(sizes)
    named = [row.cells[0].more for row in found.rows]
    assert named[0] and not any(named[1:])


def test_official_figures_of_too_few_peers_make_no_funnel(tmp_path: Path) -> None:
    register = "code,language,region,population\n999,bilingual,01,1000\n330,bilingual,01,900\n"
    plan = programmes.read(town(tmp_path / "town", "peers: {times: 2}\n", register))
    assert peers.among_peers(plan, observations.published(plan), CHILDREN, REVIEW) is None


def test_a_reporters_own_figure_is_not_set_beside_official_ones() -> None:
    plan = programmes.load("example")
    assert peers.among_peers(plan, observations.published(plan), "own-language-pupils", REVIEW) is None


def test_a_percentage_without_its_persons_makes_no_funnel() -> None:
    plan = programmes.load("kauniainen")
    assert peers.among_peers(plan, observations.published(plan), "foreign-language-share", REVIEW) is None


def test_a_section_stands_only_where_there_are_peers(kauniainen: AmongPeers) -> None:
    assert charts.funnels(()) == Group(())
    assert "Among similar municipalities" in text(charts.funnels((kauniainen,)))


def test_peers_enter_no_verdict_and_no_table_of_the_municipality() -> None:
    plan = programmes.load("example")
    published = observations.published(plan)
    from analysis.assessment import evaluate

    own = published[published["area"] == plan.municipality]
    assert evaluate(plan, published, REVIEW).goals == evaluate(plan, own, REVIEW).goals


def test_the_rule_is_told_with_its_numbers(kauniainen: AmongPeers) -> None:
    """Half of 10 396 and twice as many."""
    assert " ".join(map(read, words.rule(kauniainen))) == (
        "The peers have the same language status. Their population is from 5,198 to 20,792. "
        "16 municipalities are peers by this rule; with a figure: 16."
    )
    assert said(charts.funnels((kauniainen,)).blocks[1]).startswith("Official statistics know the same figure")
