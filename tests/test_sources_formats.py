"""The forms of replies: every cell as an outside judge reads it, and every reason for a missing number kept."""

import contextlib
import io
import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from replay import OFFICIAL, SMALL_PX, whole_table

from analysis.errors import english
from analysis.sources import delimited, json_stat, px, px_json, sotkanet
from analysis.sources.cube import Cube, Missing, Variable
from analysis.sources.refusal import BadReply
from analysis.sources.symbols import ALUESARJAT, PX, VIPUNEN

needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the saved replies of the statistical offices are not beside this checkout"
)
JSON_STAT = sorted(path.name for path in OFFICIAL.glob("statfin_jsonstat2/*.json"))
PX_FILES = sorted(path.relative_to(OFFICIAL).as_posix() for path in OFFICIAL.glob("*px*/*.px"))


def judged_json_stat(path: Path) -> list[float | None]:
    """The values of a reply as pyjstat reads them, in the order of the dimensions."""
    pyjstat = pytest.importorskip("pyjstat.pyjstat")
    frame = pyjstat.Dataset.read(path.read_text(encoding="utf-8")).write("dataframe", naming="id")
    return [None if pd.isna(value) else float(value) for value in frame["value"]]


def judged_px(path: Path, encoding: str) -> list[str]:
    """The values of a px file as pyaxis reads them; a symbol stays a text, without its quotation marks."""
    pyaxis = pytest.importorskip("pyaxis.pyaxis")
    with contextlib.redirect_stdout(io.StringIO()):
        frame = pyaxis.parse(uri=str(path), encoding=encoding, null_values=r"^never$", sd_values=r"^never$")["DATA"]
    return [str(value).strip('"') for value in frame["DATA"]]


def floats(cube: Cube) -> list[float | None]:
    return [None if value is None else float(value) for value in cube.values]


@needs_official
@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")  # the judge's own
@pytest.mark.parametrize("name", JSON_STAT)
def test_every_cell_of_a_reply_of_statfin_is_as_pyjstat_reads_it(name: str) -> None:
    path = OFFICIAL / "statfin_jsonstat2" / name
    cube = json_stat.read(path.read_bytes(), PX)
    assert floats(cube) == judged_json_stat(path)
    assert len(cube) > 0 and cube.updated and cube.source.startswith("Tilastokeskus")


@needs_official
@pytest.mark.parametrize("name", PX_FILES)
def test_every_cell_of_a_px_file_is_as_pyaxis_reads_it(name: str) -> None:
    path = OFFICIAL / name
    cube = px.read(path.read_bytes(), PX)
    judged = judged_px(path, "iso-8859-15" if name.startswith("statfin") else "windows-1252")
    ours = [symbol or str(value) for value, symbol in zip(cube.values, cube.symbols, strict=True)]
    assert ours == judged
    assert all(
        (value is None) == (missing is not None) for value, missing in zip(cube.values, cube.missing, strict=True)
    )


@needs_official
def test_every_symbol_of_the_px_format_keeps_its_own_reason() -> None:
    cube = px.read((OFFICIAL / "px_generic" / "BE0101F1datasymbols.px").read_bytes(), PX)
    assert [missing for missing in cube.missing if missing] == [
        Missing.MISSING,
        Missing.NOT_REPRESENTABLE,
        Missing.CONFIDENTIAL,
        Missing.NOT_ACQUIRED,
        Missing.NOT_ASKED,
        Missing.EMPTY,
    ]
    assert cube.variables[0].labels == {
        "00": "00 Sweden",
        "01": "01 Stockholm county",
        "0114": "0114 Upplands Väsby",
        "0115": "0115 Vallentuna",
    }


@needs_official
def test_the_population_of_all_municipalities_is_as_pandas_reads_it() -> None:
    path = OFFICIAL / "statfin_csv" / "11re_2021_population_kunnat.csv"
    cube = delimited.read(path.read_bytes(), PX, "11re")
    frame = pd.read_csv(path, sep=";", encoding="utf-8-sig")
    assert floats(cube) == [float(value) for row in frame[["Yhteensä", "Miehet", "Naiset"]].values for value in row]
    kauniainen = [cell.value for cell in cube.cells() if cell.codes["Kunta"] == "Kauniainen"]
    assert kauniainen[0] == 10396


@needs_official
def test_the_saved_rows_of_sotkanet_are_as_pandas_reads_them() -> None:
    path = OFFICIAL / "sotkanet" / "sotkanet_json_127_2023.json"
    rows = sotkanet.read_rows(path.read_bytes(), 127)
    assert {row["region"]: row["value"] for row in rows} == {
        row["region"]: row["value"] for row in json.loads(path.read_bytes())
    }
    areas = sotkanet.read_areas((OFFICIAL / "sotkanet" / "sotkanet_regions_excerpt.json").read_bytes())
    assert areas[20] == "049" and areas[46] == "091"


@needs_official
def test_a_dump_of_sotkanet_is_read_as_pandas_reads_it() -> None:
    path = OFFICIAL / "sotkanet" / "sotkanet_kauniainen_selected_1990-2012.csv"
    frame = pd.read_csv(path, dtype={"indicator": str, "year": str})
    cube = delimited.read(path.read_bytes(), PX, "dump")
    ours = {
        (cell.codes["indicator"], cell.codes["year"]): float(cell.value)
        for cell in cube.cells()
        if cell.value is not None
    }
    assert ours == {(row.indicator, row.year): row.value for row in frame.itertuples()}


def test_a_px_file_gives_codes_roles_numbers_and_symbols() -> None:
    cube = px.read(SMALL_PX.encode("iso-8859-15"), PX)
    assert cube.title == "Keksitty taulukko"
    assert [(variable.code, variable.role) for variable in cube.variables] == [
        ("Alue", "area"),
        ("Vuosi", "time"),
        ("Tiedot", "content"),
    ]
    assert cube.variables[0].labels == {"KU901": "Mallila", "KU902": "Koelä"}
    assert cube.values == (Decimal("100.0"), None, Decimal("102.5"), None, None, None, Decimal(0), None)
    assert cube.symbols == ("", ".", "", "..", "...", "....", "-", ".....")


def test_json_stat_keeps_the_symbol_of_a_cell_without_a_number() -> None:
    table = whole_table(
        {"Alue": ["KU901"], "Vuosi": ["2021", "2022", "2023", "2024"]},
        [5, None, None, None],
        {"geo": ["Alue"], "time": ["Vuosi"]},
        status={"1": "...", "2": "."},
    )
    cube = json_stat.read(json.dumps(table).encode(), PX)
    assert cube.missing == (None, Missing.CONFIDENTIAL, Missing.MISSING, Missing.UNEXPLAINED)


def test_sparse_values_and_a_list_of_positions_are_the_same_table() -> None:
    table = whole_table({"Vuosi": ["2021", "2022"]}, [7, None], {"time": ["Vuosi"]})
    sparse = json.loads(json.dumps(table))
    sparse["value"] = {"0": 7}
    sparse["dimension"]["Vuosi"]["category"]["index"] = ["2021", "2022"]
    assert json_stat.read(json.dumps(sparse).encode(), PX) == json_stat.read(json.dumps(table).encode(), PX)


def test_a_figure_keeps_its_last_decimal() -> None:
    table = whole_table({"Vuosi": ["2021"]}, [0], {"time": ["Vuosi"]}, decimals=1)
    text = json.dumps(table).replace('"value": [0]', '"value": [9.0]')
    assert str(json_stat.read(text.encode(), PX).values[0]) == "9.0"


def test_px_json_reads_labels_or_codes_as_keys_and_keeps_symbols() -> None:
    reply = {
        "columns": [
            {"code": "Alue", "text": "Alue", "type": "d"},
            {"code": "Vuosi", "text": "Vuosi", "type": "t"},
            {"code": "vko", "text": "Vieraskieliset", "type": "c"},
            {"code": "osuus", "text": "Osuus", "type": "c"},
        ],
        "comments": [],
        "data": [
            {"key": ["Mallila", "2022"], "values": ["62", "12.7"]},
            {"key": ["Koela", "2022"], "values": ["...", "-"]},
        ],
        "metadata": [{"updated": "2023-12-11T06.00.00Z", "label": "Keksitty", "source": "Keksitty virasto"}],
    }
    cube = px_json.read(json.dumps(reply).encode(), PX)
    assert cube.values == (Decimal(62), Decimal("12.7"), None, Decimal(0))
    assert cube.missing[2] is Missing.CONFIDENTIAL
    assert [variable.role for variable in cube.variables] == [None, "time", "content"]


def test_the_same_two_dots_mean_another_thing_at_another_office() -> None:
    assert PX[".."] is Missing.NOT_REPRESENTABLE
    assert ALUESARJAT[".."] is Missing.UNCERTAIN
    assert VIPUNEN[".."] is Missing.CONFIDENTIAL


def test_an_export_of_vipunen_has_a_decimal_comma_and_hides_small_groups() -> None:
    text = "\ufeffKunta;Tilastovuosi;Oppilaita;Osuus, %\r\nMallila;2022;1 204;14,5\r\nKoelä;2022;1-4;..\r\n"
    cube = delimited.read(text.encode("utf-8"), VIPUNEN, "Oppilaat")
    assert cube.values == (Decimal(1204), Decimal("14.5"), None, None)
    assert cube.missing == (None, None, Missing.CONFIDENTIAL, Missing.CONFIDENTIAL)
    assert [variable.role for variable in cube.variables] == ["area", "time", "content"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SMALL_PX.encode("iso-8859-15")[:-12], "broken off in the middle of its figures"),
        (SMALL_PX.replace("100.0 ", "").encode("iso-8859-15"), "7 figures, and the variables make 8"),
        (SMALL_PX.replace("iso-8859-15", "klingon").encode("ascii", "ignore"), "“klingon”, which is not known"),
        (SMALL_PX.replace("iso-8859-15", "utf-8").encode("iso-8859-15"), "not written in the encoding “utf-8”"),
        (SMALL_PX.replace('"-"', '"?"').encode("iso-8859-15"), "damaged"),
        (
            SMALL_PX.replace('CODES("Alue")="KU901","KU902"', 'CODES("Alue")="KU901"').encode("iso-8859-15"),
            "the codes of Alue",
        ),
        (SMALL_PX.replace("DECIMALS=1;", 'KEYS("Alue")=VALUES;').encode("iso-8859-15"), "KEYS"),
        (b"<html></html>", "not a px file"),
        (b"", "not a px file"),
    ],
)
def test_a_px_file_that_is_not_whole_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadReply) as refusal:
        px.read(data, PX)
    assert words in english(refusal.value.what)


def test_a_cube_cannot_have_more_or_fewer_cells_than_its_variables_make() -> None:
    with pytest.raises(ValueError, match="1 cells, and the variables make 2"):
        Cube("", "", None, (Variable("a", "a", {"x": "x", "y": "y"}),), (Decimal(1),), (None,), ("",), {})
