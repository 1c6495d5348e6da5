"""The bytes of a file as text: UTF-8, with or without Excel's byte order mark; anything else is named and refused."""

import codecs

from analysis.message import Message, say, shown
from analysis.observations.problem import Problems

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods files begin, and old .xls files
NOTHING = b"\0 \t\r\n"  # a computer that lost its power leaves a file of zero bytes
MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(file: str, data: bytes, problems: Problems) -> str | None:
    """The text of a file, or None when the file is refused."""
    if data.startswith(WORKBOOKS):
        problems.add((say("The file is a spreadsheet workbook, not a CSV file."), save_as_utf8()), file)
        return None
    if not data.strip(NOTHING):
        problems.add(_empty(), file)
        return None
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if encoding is None and data[:200].count(0) > len(data[:200]) / 4:
        encoding = "UTF-16"  # every second byte of Western text is zero
    if encoding is not None:
        problems.add(
            (say("The file is written in the encoding {encoding}, not in UTF-8.", encoding=encoding), save_as_utf8()),
            file,
        )
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as refusal:
        line_start = max(data.rfind(b"\n", 0, refusal.start), data.rfind(b"\r", 0, refusal.start)) + 1
        row = data[:line_start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        words = data[max(line_start, refusal.start - 12) : refusal.start + 12].decode("cp1252", errors="replace")
        problems.add(
            (
                say(
                    "The file is not written in UTF-8 but probably in {encoding}: see the place “{words}”.",
                    encoding="Windows-1252 / Latin-1",
                    words=shown(words.splitlines()[0]),
                ),
                save_as_utf8(),
            ),
            file,
            row,
        )
        return None
    if not text.strip():
        problems.add(_empty(), file)
        return None
    return text


def _empty() -> tuple[Message, Message]:
    return (
        say("The file is empty."),
        say("Write the names of the columns on the first row, or delete the file if there is nothing to report."),
    )


def save_as_utf8() -> Message:
    return say(
        "Save it again as UTF-8: in Excel choose the file type “CSV UTF-8 (comma delimited)”, "
        "in LibreOffice the character set “UTF-8”."
    )
