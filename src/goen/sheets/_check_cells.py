"""Cells of words: customer numbers, names, flags, as texts to keep."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from goen.japanese import Text, fold, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_plan import Cell, Row

LONGEST_TEXT = 200
# Printable ASCII and Japanese, the ends neither a space nor the start of a formula or an error.
# In the syntax of both Python and RE2.
CLEAN_TEXT_PATTERN = r"[!$-&(-<>-~ぁ-ヿ一-龠！-ﾟ](?:[ -~　ぁ-ヿ一-龠！-ﾟ]{0,198}[!-~ぁ-ヿ一-龠！-ﾟ])?"

_SPACES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
_SPACES += "".join(map(chr, range(0x2000, 0x200B)))
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
_UNSET = frozenset(
    [
        "",
        "0",
        "0.0",
        "false",
        "no",
        "n",
        "f",
        "off",
        "-",
        "×",
        "null",
        "none",
        "nan",
        "nat",
        "なし",
        "無",
        "通常",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "0000/00/00",
    ]
)

_TOO_LONG = Text(f"{LONGEST_TEXT}文字を超えています", f"Longer than {LONGEST_TEXT} characters")
_ERROR_CELL = Text("表計算のエラーです", "This is an error of the spreadsheet")
_CONTROLS = Text("改行などの、見えない文字が入っています", "There are control characters in it")
_UNCLOSED = Text('引用符（"）が閉じていません', "A quotation mark is not closed")
_A_DATE = Text(
    "番号ではなく日付になっています。表計算が番号を日付に変えたようです",
    "A date, not a number; the spreadsheet seems to have changed the number",
)
_A_TRUTH = Text("番号ではありません", "This is not a customer number")


def customer_number(cell: Cell) -> str | Text:
    """The customer number as text, "" when there is none, or why it cannot be used.

    Outer spaces (full-width ones too) are dropped and ="0012" gives 0012; nothing else is changed:
    leading zeros, letters, full-width digits stay. A workbook's number 12.0 is "12".
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _A_TRUTH
    if isinstance(cell, date):
        return _A_DATE
    text = plain_text(cell)
    if len(text) > LONGEST_TEXT:
        return _TOO_LONG
    if text.startswith('"') and not text.endswith('"', 1):
        return _UNCLOSED
    if text.isascii() and text.isprintable():
        return _ERROR_CELL if text in _ERRORS else text
    odd = _CONTROL.search(text) or _SURROGATE.search(text)
    return _control(odd[0]) if odd else text


def _control(character: str) -> Text:
    """Why a number with this character cannot be used; line ends need no code to be found."""
    if character in "\n\r\t":
        return _CONTROLS
    code = f"U+{ord(character):04X}"
    return Text(
        f"見えない文字（{code}）が入っています",
        f"There is a control character in it ({code})",
    )


def plain_text(cell: Cell) -> str:
    """A cell as text without outer spaces: 12.0 as "12", a date as 2025-04-01."""
    if isinstance(cell, str):
        return unwrapped_text(cell.strip(_SPACES))
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return str(cell)


def unwrapped_text(text: str) -> str:
    """`text` out of ="…", by which exports keep Excel from changing it."""
    return unwrapped(text).strip(_SPACES) if text.startswith('="') else text


def words(cell: Cell) -> str | None:
    """A cell of an optional text column: never refused, None when empty.

    Control characters become spaces, and what is beyond 200 characters is cut off.
    """
    text = plain_text(cell)
    if not text.isprintable():
        text = _SURROGATE.sub("�", _CONTROL.sub(" ", text)).strip(_SPACES)
    return text[:LONGEST_TEXT].strip(_SPACES) or None


def joined(role: str, row: Row, places: Sequence[int]) -> str:
    """What a row says of a date or a name whose parts stand in the columns `places`."""
    cells = (row[place] if place < len(row) else None for place in places)
    return joined_date(*cells) if role == "date" else joined_name(*cells)


@lru_cache(maxsize=1 << 16, typed=True)
def joined_date(*cells: Cell) -> str:
    """Year, month and day from cells of their own as one text: 2025, 4月, 1 → 2025/4/1.

    "" when all are empty.
    """
    parts = [plain_text(cell).rstrip("年月日") for cell in cells]
    return "/".join(parts) if any(parts) else ""


@lru_cache(maxsize=1 << 16, typed=True)
def joined_name(family: Cell, given: Cell) -> str:
    """A whole name: 佐藤 花子; Hanako Sato where both parts are in Latin letters."""
    parts = [part for part in (words(family), words(given)) if part]
    if all(part.isascii() for part in parts):
        parts.reverse()
    return " ".join(parts)[:LONGEST_TEXT]


def is_blank(cell: Cell) -> bool:
    """Whether nothing was written in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_SPACES))


def is_set(cell: Cell) -> bool:
    """Whether a flag is up: 1, true, ○, 済 or the date on which it happened."""
    return cell is not None and fold(plain_text(cell)[:40]) not in _UNSET


def shown(cell: Cell) -> str:
    """A cell for the list of rejected rows: on one line, at most 80 characters."""
    text = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character
        for character in plain_text(cell)[:81]
    )
    return text if len(text) <= 80 else text[:79] + "…"
