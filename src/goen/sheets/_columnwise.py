"""Many rows at once, in Python: each distinct cell of a column is read once, by the slow rules.

Workbooks and text files whose dates or amounts DuckDB cannot read by itself come this way. A row
with any cell that cannot be read, or that may be no sale at all, is given to the slow path.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from goen.japanese import (
    Unreadable,
    minor_units,
    parse_date,
    parse_money,
    parse_price,
    parse_quantity,
    transaction_kind,
)
from goen.sheets._check_cells import (
    LONGEST_TEXT,
    customer_number,
    is_blank,
    is_set,
    joined,
    words,
)
from goen.sheets._forms import MAY_BE_TOTAL
from goen.sheets._stage import CANCELLED, NO_CUSTOMER, OPTIONAL, USED, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goen.sheets._check import CheckOptions
    from goen.sheets._columns_plan import Cell, Row
    from goen.sheets._slow import RowByRow
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout

CHUNK = 100_000
_ROLES = frozenset(("customer", "date", "amount", "kind", "cancelled", *OPTIONAL))
# A unit price makes no amount here; the others are read with the role they are a part of.
_UNREAD = frozenset(("unit_price", "month", "day_of_month", "given_name"))
_MOST_REMEMBERED = 1_000_000
_TOTAL = re.compile(MAY_BE_TOTAL)
_UNCLEAR: Any = object()
_EXACT = 10**15
# Letters of customer numbers that are clean whatever their order: without T and U there is no word
# for totals among them, without signs nothing that a spreadsheet would compute.
_PLAIN = frozenset(string.ascii_letters + string.digits + "-_./") - frozenset("tTuU")
_Shortcut = Callable[[list["Cell"], set[type]], "list[Any] | None"]


class Columnwise:
    """Takes rows of one table in chunks and puts the clear ones into the stage together."""

    def __init__(
        self, layout: Layout, *, options: CheckOptions, stage: Stage, source: int, slow: RowByRow
    ) -> None:
        """`source`: the number of the table in this load; `slow` takes the unclear rows."""
        self._layout, self._options, self._stage = layout, options, stage
        self._source, self._slow = source, slow
        self._columns = dict(layout.plan.columns)
        self._joined = layout.plan.joined
        readers = _readers(layout, options)
        shortcuts = _shortcuts(layout, options)
        self._remembered = {
            role: _Memory(reader, shortcuts.get(role)) for role, reader in readers.items()
        }
        self._width = layout.width

    @staticmethod
    def suits(layout: Layout) -> bool:
        """Whether the columns of a table are ones that can be read each by itself."""
        roles = set(layout.plan.columns)
        return "amount" in roles and roles - _UNREAD <= _ROLES

    def take(self, first: int, rows: Sequence[Row]) -> None:
        """Take rows that follow each other, the first of which is the spreadsheet's row `first`."""
        found: dict[str, list[Any]] = {}
        unclear = {i for i, row in enumerate(rows) if len(row) > self._width}
        for role, memory in self._remembered.items():
            found[role], odd = memory.read(self._cells(rows, role))
            unclear.update(odd)
        if unclear:
            for index in sorted(unclear):
                self._slow.take(first + index, rows[index])
            keep = [index for index in range(len(rows)) if index not in unclear]
            found = {role: [values[i] for i in keep] for role, values in found.items()}
        self._slow.counts.rows += len(rows) - len(unclear)
        self._put(found)

    def _cells(self, rows: Sequence[Row], role: str) -> list[Cell]:
        if places := self._joined.get(role):
            return [joined(role, row, places) for row in rows]
        index = self._columns[role]
        try:
            return [row[index] for row in rows]
        except IndexError:
            return [row[index] if index < len(row) else None for row in rows]

    def _put(self, found: dict[str, list[Any]]) -> None:
        customers, days, amounts = found["customer"], found["date"], found["amount"]
        if not customers:
            return
        optional = {name: found[name] for name in self._stage.optional if name in found}
        signs = None
        kinds = found.get("kind")
        if kinds is not None and "return" in kinds:
            signs = [
                -1 if k == "return" and a > 0 else 1 for k, a in zip(kinds, amounts, strict=True)
            ]
            counts = self._slow.counts
            counts.returns_above += signs.count(-1)
            counts.returns_below += sum(
                k == "return" and a < 0 for k, a in zip(kinds, amounts, strict=True)
            )
            amounts = _signed(amounts, signs)
            for name in ("quantity", "gross_profit"):
                if name in optional:
                    optional[name] = _signed(optional[name], signs)
        reasons = self._reasons(found, amounts)
        self._stage.add_many(
            customers=customers,
            days=days,
            amounts=amounts,
            optional=optional,
            reasons=reasons,
            source=self._source,
        )

    def _reasons(self, found: dict[str, list[Any]], amounts: list[int]) -> list[int] | int:
        customers, kinds = found["customer"], found.get("kind")
        pattern = self._options.anonymous
        nobody = (
            {customer for customer in set(customers) if pattern.fullmatch(customer)}
            if pattern is not None
            else set()
        )
        flags = found.get("cancelled")
        if not nobody and 0 not in amounts and flags is None and kinds is None:
            return USED
        cancelled = _either(flags, kinds, len(customers))
        return [
            CANCELLED if off else NO_CUSTOMER if c in nobody else ZERO if a == 0 else USED
            for off, c, a in zip(cancelled, customers, amounts, strict=True)
        ]


def read_rows(
    rows: Iterable[Row],
    layout: Layout,
    *,
    options: CheckOptions,
    stage: Stage,
    source: int,
    slow: RowByRow,
) -> None:
    """Read the data rows of a table, in their order from the row below the header."""
    number = layout.first + 1
    if not Columnwise.suits(layout):
        for row in rows:
            slow.take(number, row)
            number += 1
        return
    columnwise = Columnwise(layout, options=options, stage=stage, source=source, slow=slow)
    stream = iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        columnwise.take(number, chunk)
        number += len(chunk)


class _Memory:
    """Reads the cells of one column, each distinct one once."""

    def __init__(self, reader: Callable[[Cell], Any], shortcut: _Shortcut | None = None) -> None:
        """`shortcut` reads all cells together where they are of the commonest kind."""
        self._reader = reader
        self._shortcut = shortcut
        self._known: dict[Cell, Any] = {}
        self._odd: set[Cell] = set()

    def read(self, cells: list[Cell]) -> tuple[list[Any], list[int]]:
        """What each cell says, and the places of those that take the slow path."""
        kinds = set(map(type, cells))
        values = self._shortcut(cells, kinds) if self._shortcut else None
        if values is not None:
            return values, []
        distinct = set(cells)
        if bool in kinds:  # True and 1.0 are one key, but not one cell
            values = [self._reader(cell) for cell in cells]
            return values, [i for i, value in enumerate(values) if value is _UNCLEAR]
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
            self._odd.clear()
        for cell in distinct.difference(self._known):
            value = self._known[cell] = self._reader(cell)
            if value is _UNCLEAR:
                self._odd.add(cell)
        values = list(map(self._known.__getitem__, cells))
        if self._odd.isdisjoint(distinct):
            return values, []
        return values, [i for i, value in enumerate(values) if value is _UNCLEAR]


def _shortcuts(layout: Layout, options: CheckOptions) -> dict[str, _Shortcut]:
    """Ways to read whole columns whose cells are surely what they seem."""
    scale = layout.plan.units.get("amount", 1) * 10**options.digits

    def amounts(cells: list[Cell], kinds: set[type]) -> list[Any] | None:
        if not kinds <= {int, float}:
            return None
        numbers = np.array(cells, dtype=np.float64)
        if not (np.abs(numbers) * scale < _EXACT).all() or (numbers != np.floor(numbers)).any():
            return None
        return cast("list[Any]", (numbers.astype(np.int64) * scale).tolist())

    def customers(cells: list[Cell], kinds: set[type]) -> list[Any] | None:
        texts = cast("list[str]", cells)
        if kinds != {str} or "" in texts or not _PLAIN.issuperset("".join(texts)):
            return None
        return texts if len(max(texts, key=len)) <= LONGEST_TEXT else None

    return {"amount": amounts, "customer": customers}


def _readers(layout: Layout, options: CheckOptions) -> dict[str, Callable[[Cell], Any]]:
    plan = layout.plan
    units, latest = plan.units, options.listed_after

    def customer(cell: Cell) -> Any:
        found = customer_number(cell)
        clear = isinstance(found, str) and found and not _TOTAL.search(found)
        return found if clear else _UNCLEAR

    def day(cell: Cell) -> Any:
        found = parse_date(
            cell,
            style=options.date_style,
            years=options.years,
            serials=options.serials or plan.serials,
            epoch_1904=options.epoch_1904,
        )
        return _UNCLEAR if latest is not None and found > latest else found.toordinal()

    def amount(cell: Cell) -> Any:
        return parse_money(cell, digits=options.digits, unit=units.get("amount", 1))

    def quantity(cell: Cell) -> Any:
        if is_blank(cell):
            return None
        found = parse_quantity(cell)
        return found.numerator if found.denominator == 1 else None

    def profit(cell: Cell) -> Any:
        if is_blank(cell):
            return None
        price = parse_price(cell, digits=options.digits, unit=units.get("gross_profit", 1))
        return minor_units(price, digits=options.digits, rounded=True)

    def kind(cell: Cell) -> Any:
        word = words(cell)
        return "sale" if word is None else transaction_kind(word) or _UNCLEAR

    readers: dict[str, Callable[[Cell], Any]] = {
        "customer": customer,
        "date": _or_unclear(day),
        "amount": _or_unclear(amount),
        "quantity": _or_unclear(quantity),
        "gross_profit": _or_unclear(profit),
        "kind": kind,
        "cancelled": is_set,
    }
    return {role: readers.get(role, words) for role in plan.columns if role not in _UNREAD}


def _or_unclear(reader: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    def read(cell: Cell) -> Any:
        try:
            return reader(cell)
        except Unreadable:
            return _UNCLEAR

    return read


def _signed(values: list[Any], signs: list[int]) -> list[Any]:
    return [None if v is None else v * s for v, s in zip(values, signs, strict=True)]


def _either(flags: list[bool] | None, kinds: list[str] | None, count: int) -> list[bool]:
    up = flags or [False] * count
    words_ = kinds or [""] * count
    return [flag or kind == "cancelled" for flag, kind in zip(up, words_, strict=True)]
