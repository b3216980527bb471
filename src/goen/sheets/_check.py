"""One row of a sales file checked: used, excluded by rule, or rejected with every reason.

Cells whose meaning needs no Python, so that a SQL fast path may read them by itself and agree with
RowChecker: dates by CLEAN_DATE_PATTERN (the day exists, its year lies in FIRST_YEAR..LAST_YEAR, and
`date_style` is no strptime format), amounts by `clean_money_pattern` (within ±LARGEST_AMOUNT after
the unit), customer numbers by CLEAN_TEXT_PATTERN, words by CLEAN_TEXT_PATTERN or empty, quantities
by `-?[0-9]{1,15}` or empty, profits and costs by `clean_money_pattern` or empty. A row with any
other cell, or with a kind or a cancellation flag, belongs here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import (
    Kind,
    Text,
    Unreadable,
    fold,
    minor_units,
    parse_date,
    parse_money,
    parse_price,
    parse_quantity,
    transaction_kind,
)
from goen.sheets._check_cells import (
    CLEAN_TEXT_PATTERN,
    LONGEST_TEXT,
    customer_number,
    is_blank,
    is_set,
    joined,
    shown,
    words,
)
from goen.sheets._check_outcomes import CheckedRow, CheckOptions, Excluded, Problem, Rejected

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from goen.sheets._columns_plan import Cell, ColumnPlan, Row

__all__ = [
    "CLEAN_TEXT_PATTERN",
    "LONGEST_TEXT",
    "CheckOptions",
    "CheckedRow",
    "Excluded",
    "Problem",
    "Rejected",
    "RowChecker",
]

_EMPTY = Text("空です", "It is empty")
_PROFIT_ROLES = ("gross_profit", "cost", "unit_cost")


class RowChecker:
    """Checks rows by one plan and one set of options; keeps nothing from row to row."""

    def __init__(self, plan: ColumnPlan, options: CheckOptions) -> None:
        self._columns = dict(plan.columns)
        self._joined = plan.joined
        self._headers = plan.headers
        self._units = plan.units
        self._options = options
        self._serials = options.serials or plan.serials
        self._profit_role = next((role for role in _PROFIT_ROLES if role in plan.columns), None)

    def check(self, row: Row) -> CheckedRow | Excluded | Rejected:
        """The row to use, or why it is left out by rule, or everything that is wrong with it.

        Cancelled rows are left out even when they cannot be read. A row without a customer number,
        or with one that `anonymous` matches, is "no_customer" when all else can be read. A 返品 row
        counts below zero whichever sign it is written with.
        """
        problems: list[Problem] = []
        kind = self._kind(row, problems)
        if kind == "cancelled":
            return self._cancelled(row)
        customer = self._customer(row, problems)
        day = self._day(row, problems)
        quantity = self._quantity(row, problems)
        amount = self._amount(row, quantity, problems)
        profit = self._profit(row, amount, quantity, problems)
        if problems or day is None or amount is None:
            return Rejected(tuple(problems))
        sign = -1 if kind == "return" and amount > 0 else 1
        if not customer or self._is_anonymous(customer):
            return Excluded("no_customer", customer or None, day, sign * amount)
        if amount == 0:
            return Excluded("zero", customer, day, 0)
        money = sign * amount, None if profit is None else sign * profit
        return self._used(row, customer, day, money, _whole(quantity, sign))

    def later(self, row: Row, day: date | None) -> Problem | None:
        """The date of a row to be listed for it, though nothing else may be wrong."""
        limit = self._options.listed_after
        if limit is None or day is None or day <= limit:
            return None
        return self._problem("date", self._whole_cell(row, "date"), _later(limit))

    def returned(self, row: Row) -> tuple[bool, bool]:
        """Whether a row that can be read is a return written above zero, and one below."""
        if "kind" not in self._columns or self._kind(row, []) != "return":
            return False, False
        ignored: list[Problem] = []
        amount = self._amount(row, self._quantity(row, ignored), ignored) or 0
        return amount > 0, amount < 0

    def _used(
        self,
        row: Row,
        customer: str,
        day: date,
        money: tuple[int, int | None],
        quantity: int | None,
    ) -> CheckedRow:
        return CheckedRow(
            customer=customer,
            day=day,
            amount=money[0],
            customer_name=words(self._whole_cell(row, "customer_name")),
            product=self._words(row, "product"),
            category=self._words(row, "category"),
            quantity=quantity,
            gross_profit=money[1],
            shop=self._words(row, "shop"),
            slip=self._words(row, "slip"),
            event=self._words(row, "event"),
        )

    def _cell(self, row: Row, role: str) -> Cell:
        index = self._columns.get(role)
        return row[index] if index is not None and index < len(row) else None

    def _words(self, row: Row, role: str) -> str | None:
        index = self._columns.get(role)
        return words(row[index]) if index is not None and index < len(row) else None

    def _whole_cell(self, row: Row, role: str) -> Cell:
        """The cell of a role, put together where its parts stand in columns of their own."""
        if role in self._joined:
            return joined(role, row, self._joined[role])
        return self._cell(row, role)

    def _problem(self, role: str, cell: Cell, reason: Text) -> Problem:
        return Problem(role, self._headers.get(role, role), shown(cell), reason)

    def _kind(self, row: Row, problems: list[Problem]) -> Kind:
        if "cancelled" in self._columns and is_set(self._cell(row, "cancelled")):
            return "cancelled"
        word = self._words(row, "kind")
        if word is None:
            return "sale"
        kind = transaction_kind(word)
        if kind is None:
            problems.append(self._problem("kind", word, _unknown_kind(word)))
        return kind or "sale"

    def _cancelled(self, row: Row) -> Excluded:
        ignored: list[Problem] = []
        customer = self._customer(row, ignored) or None
        amount = self._amount(row, self._quantity(row, ignored), ignored)
        return Excluded("cancelled", customer, self._day(row, ignored), amount)

    def _customer(self, row: Row, problems: list[Problem]) -> str:
        cell = self._cell(row, "customer")
        found = customer_number(cell)
        if isinstance(found, Text):
            problems.append(self._problem("customer", cell, found))
            return ""
        return found

    def _is_anonymous(self, customer: str) -> bool:
        pattern = self._options.anonymous
        return pattern is not None and pattern.fullmatch(customer) is not None

    def _day(self, row: Row, problems: list[Problem]) -> date | None:
        cell, options = self._whole_cell(row, "date"), self._options
        try:
            return parse_date(
                cell,
                style=options.date_style,
                years=options.years,
                serials=self._serials,
                epoch_1904=options.epoch_1904,
            )
        except Unreadable as refused:
            problems.append(self._problem("date", cell, refused.reason))
            return None

    def _amount(self, row: Row, quantity: Fraction | None, problems: list[Problem]) -> int | None:
        if "amount" not in self._columns:
            return self._product(row, quantity, problems)
        cell, unit = self._cell(row, "amount"), self._units.get("amount", 1)
        try:
            return parse_money(cell, digits=self._options.digits, unit=unit)
        except Unreadable as refused:
            problems.append(self._problem("amount", cell, refused.reason))
            return None

    def _product(self, row: Row, quantity: Fraction | None, problems: list[Problem]) -> int | None:
        """Quantity × unit price, which must come to whole minor units."""
        price = self._price(row, "unit_price", problems)
        for role, number in (("quantity", quantity), ("unit_price", price)):
            if number is None and is_blank(cell := self._cell(row, role)):
                problems.append(self._problem(role, cell, _EMPTY))
        if quantity is None or price is None:
            return None
        try:
            return minor_units(quantity * price, digits=self._options.digits)
        except Unreadable as refused:
            cell = self._cell(row, "unit_price")
            problems.append(self._problem("unit_price", cell, refused.reason))
            return None

    def _price(self, row: Row, role: str, problems: list[Problem]) -> Fraction | None:
        cell = self._cell(row, role)
        if is_blank(cell):
            return None
        try:
            return parse_price(cell, digits=self._options.digits, unit=self._units.get(role, 1))
        except Unreadable as refused:
            problems.append(self._problem(role, cell, refused.reason))
            return None

    def _quantity(self, row: Row, problems: list[Problem]) -> Fraction | None:
        cell = self._cell(row, "quantity")
        if is_blank(cell):
            return None
        try:
            return parse_quantity(cell)
        except Unreadable as refused:
            problems.append(self._problem("quantity", cell, refused.reason))
            return None

    def _profit(
        self,
        row: Row,
        amount: int | None,
        quantity: Fraction | None,
        problems: list[Problem],
    ) -> int | None:
        """The gross profit as given, or the amount less the cost; rounded to the minor unit."""
        role = self._profit_role
        price = self._price(row, role, problems) if role else None
        pieces = quantity if role == "unit_cost" else 1
        if role is None or price is None or pieces is None or amount is None:
            return None
        try:
            money = minor_units(price * pieces, digits=self._options.digits, rounded=True)
        except Unreadable as refused:
            problems.append(self._problem(role, self._cell(row, role), refused.reason))
            return None
        return money if role == "gross_profit" else _less_cost(amount, money)


def _less_cost(amount: int, cost: int) -> int:
    """The profit; the cost of goods that came back is written with either sign."""
    return amount + abs(cost) if amount < 0 else amount - cost


def _whole(quantity: Fraction | None, sign: int) -> int | None:
    """A quantity to keep; 1.5 kg is no number of things, though it may have made the amount."""
    if quantity is None or quantity.denominator != 1:
        return None
    return sign * quantity.numerator


def _later(today: date) -> Text:
    return Text(
        f"今日（{today:%Y/%m/%d}）より後の日付です。数えていません",
        f"It is after today ({today}); the row is not counted",
    )


def _unknown_kind(word: str) -> Text:
    short = fold(word)[:20]
    return Text(
        f"「{short}」が売上、返品、取消のどれか分かりません",
        f"“{short}” is not known as a sale, a return or a cancellation",
    )
