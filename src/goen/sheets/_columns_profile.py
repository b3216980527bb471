"""What the cells of one column look like: dates, amounts, numbers of something, words."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from goen.japanese import (
    DateReading,
    UnreadableDate,
    UnreadableMoney,
    date_readings,
    fold,
    looks_anonymous,
    parse_date,
    parse_price,
    transaction_kind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_plan import Cell, Row

_READ_CELLS = 200
_AFTER_SERIALS = 100_000
_CODE = re.compile(r"0[0-9]+|[0-9]{16,}")
_CODED = re.compile(r"(?=.*[0-9])[a-z0-9][a-z0-9_./-]{0,31}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[0-9]{2,5}-[0-9]{1,4}-[0-9]{3,4}|0[5789]0[0-9]{8}")
_POSTAL = re.compile(r"〒?[0-9]{3}-[0-9]{4}")
_FLAG = frozenset(
    ("0", "1", "0.0", "1.0", "true", "false", "yes", "no", "y", "n", "t", "f", "済", "○")
)
_CLOSE = 1e-6
_Shares = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of the filled cells of one column; every share is 0 for a column without any.

    `dates`: read as they are; `readings`: read by another style, each with its share; `numbers`:
    read as amounts; `codes`: digits with a leading 0; `decimals`: numbers with a part below one;
    `fine`: numbers finer than a hundredth; `years`: from early to late dates, the ends left out;
    `unique`: distinct values ÷ cells, over the whole sample; `counting`: 1, 2, 3 … down the column;
    `round`: numbers ending in 0; `coded`: short words with digits in them.
    """

    filled: float = 0.0
    cells: int = 0
    dates: float = 0.0
    readings: dict[DateReading, float] = field(default_factory=dict)
    numbers: float = 0.0
    codes: float = 0.0
    decimals: float = 0.0
    fine: float = 0.0
    years: float = 0.0
    emails: float = 0.0
    contacts: float = 0.0
    flags: float = 0.0
    kinds: float = 0.0
    other_kinds: float = 0.0
    unique: float = 0.0
    distinct: int = 0
    counting: bool = False
    same_length: float = 0.0
    round: float = 0.0
    coded: float = 0.0
    median: float = 0.0

    @property
    def any_date(self) -> float:
        """Share of cells that are dates as they are, or all in one other style."""
        return self.dates + max(self.readings.values(), default=0.0)

    @property
    def text(self) -> float:
        """Share of cells that are neither numbers nor dates."""
        return max(0.0, 1.0 - max(self.numbers, self.any_date))


def profile(column: Sequence[Cell]) -> Profile:
    """The profile of the cells of one column, read from at most 200 of them, evenly spread."""
    filled = [cell for cell in column if cell is not None and str(cell).strip()]
    if not filled:
        return Profile()
    step = max(1, len(filled) // _READ_CELLS)
    read = filled[::step][:_READ_CELLS]
    dates, readings = _dates(read)
    return Profile(
        filled=len(filled) / max(1, len(column)),
        cells=len(filled),
        dates=dates,
        readings=readings,
        years=_years(read) if dates > 0 else 0.0,
        counting=_counts_up(filled),
        **_of_numbers(read),
        **_of_words([fold(str(cell)[:200]) for cell in read]),
        **_of_repetition(filled),
    )


def _of_numbers(cells: Sequence[Cell]) -> _Shares:
    values = sorted(abs(number) for cell in cells if (number := _number(cell)) is not None)
    cents = [value * 100 for value in values]
    return {
        "numbers": len(values) / len(cells),
        "fine": sum(abs(value - round(value)) > _CLOSE for value in cents) / len(cells),
        "decimals": sum(value != int(value) for value in values) / len(cells),
        "round": sum(value % 10 == 0 for value in values) / len(cells),
        "median": values[len(values) // 2] if values else 0.0,
    }


def _of_words(texts: Sequence[str]) -> _Shares:
    kinds = [transaction_kind(text) for text in texts]
    return {
        "codes": _share(texts, _CODE),
        "emails": _share(texts, _EMAIL),
        "contacts": _share(texts, _PHONE) + _share(texts, _POSTAL),
        "coded": _share(texts, _CODED),
        "flags": sum(text in _FLAG for text in texts) / len(texts),
        "kinds": sum(kind is not None for kind in kinds) / len(texts),
        "other_kinds": sum(kind not in (None, "sale") for kind in kinds) / len(texts),
        "same_length": float(len({len(text) for text in texts}) == 1),
    }


def _of_repetition(cells: Sequence[Cell]) -> _Shares:
    """Walk-in numbers repeat without end and say nothing on whether a column names customers."""
    texts = [str(cell) for cell in cells]
    known = [text for text in texts if not looks_anonymous(text)] or texts
    return {"unique": len(set(known)) / len(known), "distinct": len(set(known))}


def column_of(rows: Sequence[Row], index: int) -> list[Cell]:
    """The cells of the column `index`, None where a row is too short."""
    return [row[index] if index < len(row) else None for row in rows]


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(text) is not None for text in texts) / len(texts)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, (date, bool)):
        return None
    for digits in (0, 2):
        try:
            return float(parse_price(cell, digits=digits))
        except UnreadableMoney:
            continue
    return None


def _dates(cells: Sequence[Cell]) -> tuple[float, dict[DateReading, float]]:
    plain, others = 0, Counter[DateReading]()
    for cell in cells:
        readings = date_readings(cell)
        # A number from a workbook in the range of Excel serials may as well be an amount.
        if readings and isinstance(cell, (int, float)) and cell < _AFTER_SERIALS:
            readings = (DateReading("serial"),)
        if readings == (DateReading(""),):
            plain += 1
        else:
            others.update(readings)
    return plain / len(cells), {one: count / len(cells) for one, count in others.items()}


def _years(cells: Sequence[Cell]) -> float:
    """Years between the tenth and the ninetieth of a hundred dates."""
    days = sorted(day for cell in cells if (day := _day(cell)) is not None)
    tenth = len(days) // 10
    return (days[-1 - tenth] - days[tenth]) / 365.25 if days else 0.0


def _day(cell: Cell) -> int | None:
    try:
        return parse_date(cell).toordinal()
    except UnreadableDate:
        return None


def _counts_up(cells: Sequence[Cell]) -> bool:
    numbers = [_number(cell) for cell in cells[:50]]
    if len(numbers) < 3 or None in numbers:
        return False
    whole = [number for number in numbers if number is not None]
    return all(after - before == 1 for before, after in itertools.pairwise(whole))
