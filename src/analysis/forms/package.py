"""A workbook as the zip package that it is: refused when it is none, or could harm or mislead whoever opens it."""

import lzma
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from analysis.forms.places import Judgement
from analysis.message import Message, say

LARGEST_FILE = 50_000_000  # bytes
LARGEST_UNPACKED = 200_000_000  # bytes of all parts together
MOST_PARTS = 5_000
# What reading a damaged package raises.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
MACROS = ("basic/", "scripts/", "xl/macrosheets/")
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # .xls files, and workbooks with a password


class Format(StrEnum):
    XLSX = "xlsx"
    ODS = "ods"


class Unfit(Exception):  # noqa: N818
    """A file that is refused as a whole."""

    def __init__(self, judgement: Judgement):
        self.judgement = judgement
        super().__init__()


def broken() -> Unfit:
    return Unfit(
        (
            say("The file is broken and cannot be opened."),
            say("Open it in a spreadsheet program, save it again, or ask for it anew."),
        )
    )


def linked() -> Unfit:
    return Unfit(
        (
            say("The workbook takes figures from other files or databases."),
            say("Copy the table to a new workbook with “paste values”, and import that."),
        )
    )


def refuse_large(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise Unfit((say("The file is larger than 50 megabytes."), _only_figures()))


def opened(data: bytes) -> tuple[Format, zipfile.ZipFile]:
    """The package, of which everything may be read. Raises `Unfit`."""
    if data.startswith(OLD_OR_LOCKED):
        raise Unfit(
            (
                say("The file is an old .xls workbook or has a password."),
                say("Save it as an .xlsx or .ods workbook without a password."),
            )
        )
    try:
        package = zipfile.ZipFile(BytesIO(data))
        _refuse_bombs(package)
        found = _format(package)
        _refuse_active(package)
        _refuse_entities(package)
    except DAMAGE as refusal:
        raise broken() from refusal
    return found, package


def _refuse_bombs(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unfit((say("The file unpacks to far more than a table of figures can be."), _only_figures()))
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit((say("The file has a password."), say("Save it without a password.")))


def _format(package: zipfile.ZipFile) -> Format:
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "content.xml" in names and package.read("mimetype").strip().endswith(b"opendocument.spreadsheet"):
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unfit((say("The file has a password."), say("Save it without a password.")))
        return Format.ODS
    raise Unfit(
        (
            say("The file is not a workbook that can be read."),
            say("Save the table as .xlsx, .ods or CSV."),
        )
    )


def _refuse_active(package: zipfile.ZipFile) -> None:
    """Macros could run, and links to other files or databases bring figures that nobody can see here."""
    names = [name.lower() for name in package.namelist()]
    if any(name.endswith("vbaproject.bin") or name.startswith(MACROS) for name in names):
        raise Unfit((say("The workbook holds macros."), say("Save it as an ordinary .xlsx or .ods workbook.")))
    if any(name.startswith(("xl/externallinks/", "xl/connections")) for name in names):
        raise linked()


def _refuse_entities(package: zipfile.ZipFile) -> None:
    """A spreadsheet program writes no document type; one that is there could make the file swell when it is read."""
    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with package.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096).replace(b"\0", b"").upper():
                    raise Unfit((say("The file holds definitions that no spreadsheet writes."), _only_figures()))


def _only_figures() -> Message:
    return say("Copy the figures to a new workbook and import that.")
