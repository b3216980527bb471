"""Rows of a file that belong together, put together to quotes or invoices."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen.shop.intake.kinds.documents.fields import HEADER, LINE, SUMS, plain
from goen.shop.intake.kinds.planning import ERROR, Problem
from goen.shop.intake.tables import mappings, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from goen.shop.intake.models import Batch

    Row = Mapping[str, Any]

# Where rows of one document say different things, something is wrong; texts may differ.
_ONE_VALUE = (
    "issued_on", "customer", "customer_name", "due_on", "status", "paid", "tax_included",
    "rounding", *SUMS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what, how many, at what price; `rate` None where the file does not tell."""

    row: int
    code: str
    text: str
    quantity: Decimal
    price: Decimal
    rate: int | None
    amount: int


@dataclass(slots=True)
class Draft:
    """A quote or an invoice as the file tells it."""

    rows: list[int]
    said: dict[str, str | None]  # field → what its rows say of it
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad_row: int | None = None  # a row of it that could not be read

    @property
    def first(self) -> int:
        """The row that stands for the whole."""
        return self.rows[0]

    def given(self, name: str) -> int | None:
        """One of the sums in the file."""
        text = self.said.get(name)
        return None if text is None else int(text)

    def wrong(self, name: str, words: str, *, row: int | None = None) -> None:
        """Note an error of the whole, at its first row."""
        text = self.said.get(name)
        self.problems.append(Problem(row or self.first, name, ERROR, text, words))


def drafts(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterator[Draft]:
    """The documents of a file, by their first rows."""
    mapped = set(batch.columns)
    _parts(work, mapped)
    bad = dict(
        work.execute(
            "SELECT part.first, min(row) FROM part SEMI JOIN"
            " (SELECT row FROM problem WHERE level = 'ERROR') wrong USING (row) GROUP BY ALL"
        ).fetchall()
    )
    sql = "SELECT part.first, good.* FROM good JOIN part USING (row) ORDER BY part.first, row"
    flat = (row for rows in mappings(work, sql) for row in rows)
    for first, rows in groupby(flat, key=lambda row: row["first"]):
        yield _draft(list(rows), mapped, bad.get(first))


def _parts(work: duckdb.DuckDBPyConnection, mapped: set[str]) -> None:
    """The table `part` (row, first): the first row of the document to which each row belongs.

    Rows with one number belong together. A row without a number goes with the row above, when it
    is a line and says nothing of its own about day and customer.
    """
    number = "nullif(coalesce(r.value, c.\"number\"), '')" if "number" in mapped else "NULL"
    join = 'LEFT JOIN "read_number" r ON r.text = c."number"' if "number" in mapped else ""
    own = [f"c.{quoted(name)}" for name in ("issued_on", "customer", "customer_name")
           if name in mapped]  # fmt: skip
    starts = f"coalesce({', '.join(own)}) IS NOT NULL" if own else "true"
    if not mapped & set(LINE):
        starts = "true"
    work.execute(
        f"""
        CREATE TABLE part AS
        WITH told AS (
            SELECT c.row, CASE WHEN {number} IS NOT NULL THEN 'n' || {number}
                WHEN {starts} THEN 'r' || c.row END AS key
            FROM cell c {join}
        ), filled AS (
            SELECT row, coalesce(
                last_value(key IGNORE NULLS) OVER (
                    ORDER BY row ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ), 'r' || row) AS key
            FROM told
        )
        SELECT row, min(row) OVER (PARTITION BY key) AS first FROM filled
        """
    )


def _draft(rows: Sequence[Row], mapped: set[str], bad_row: int | None) -> Draft:
    draft = Draft([row["row"] for row in rows], {}, bad_row=bad_row)
    for name in (*HEADER, "paid", *SUMS):
        if name in mapped:
            draft.said[name] = _told(draft, rows, name)
    for row in rows:
        if any(row.get(name) is not None for name in LINE):
            _add_line(draft, row)
    return draft


def _told(draft: Draft, rows: Sequence[Row], name: str) -> str | None:
    """What the rows of a document say of it; the first one that says anything counts."""
    first: Row | None = None
    for row in rows:
        if row[name] is None:
            continue
        first = first or row
        if name in _ONE_VALUE and row[name] != first[name]:
            words = _("Row %(row)s of the same document says %(other)s.")
            said = words % {"row": f"{first['row']:,}", "other": first[name]}
            draft.problems.append(Problem(row["row"], name, ERROR, row[name], said))
    return first[name] if first else None


def _add_line(draft: Draft, row: Row) -> None:
    price, amount = _number(row.get("unit_price")), _number(row.get("amount"))
    quantity = _number(row.get("quantity"))
    if price is None and amount is None:
        words = _("A line needs a unit price or an amount.")
        draft.problems.append(Problem(row["row"], "unit_price", ERROR, None, words))
        return
    if quantity is None:
        quantity = Decimal(1)
    if price is None:
        price = _price(quantity, amount or Decimal(0))
        quantity = quantity if quantity else Decimal(1)
    exact = quantity * price
    if amount is None:
        amount = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    elif row.get("unit_price") is not None and abs(amount - exact) >= 1:
        words = _("%(quantity)s × %(price)s is %(exact)s, but the amount says %(amount)s.")
        facts = {
            "quantity": plain(quantity), "price": plain(price),
            "exact": plain(exact), "amount": plain(amount),
        }  # fmt: skip
        draft.problems.append(Problem(row["row"], "amount", ERROR, row["amount"], words % facts))
    rate = row.get("tax_rate")
    draft.lines.append(
        Line(
            row["row"],
            row.get("product_code") or "",
            row.get("text") or "",
            quantity,
            price,
            None if rate is None else int(rate),
            int(amount),
        )
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _price(quantity: Decimal, amount: Decimal) -> Decimal:
    """The price of one, where the file has only the amount."""
    if not quantity:
        return amount
    return (amount / quantity).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
