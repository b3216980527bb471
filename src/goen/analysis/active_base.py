"""The 12-month base 稼働顧客: its bridge, 顧客維持率, 年商 = 年間LTV × 稼働顧客数, 移動年計.

Method: docs/methods/active-base.md. Everything follows from one pass over the states: in which
month had the buyers of each month bought before.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import month_end, month_index, month_name
from goen.analysis.notes import note
from goen.analysis.sales_change import Years
from goen.analysis.shares import average, rate

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine

MONTHS = 12
_FIRST_PURCHASE = -1


@dataclass(frozen=True, slots=True)
class _Entry:
    """Customers who bought in `month` after last buying in `previous` (-1: never before)."""

    month: int
    previous: int
    customers: int


def active_base(*, engine: Engine, as_of: date, data_start: date) -> dict[str, Any] | None:
    """Return the base of the 12 calendar months that end with that of `as_of`, and its bridge.

    `monthly` has the months whose 12 months lie in the data, and always the month of `as_of`.
    `annual_ltv` is rounded to the minor unit; None without a buyer. `retention` is over zero
    without 24 months of data. None without any occasion.
    """
    rows = engine.ask(question="active_months")
    entries = [
        _Entry(row["in_month"], row["previous_month"], row["occasions"])
        for row in rows
        if row["previous_month"] not in (None, row["in_month"])
    ]
    if not entries:
        return None
    sales: Counter[int] = Counter()
    for row in rows:
        sales[row["in_month"]] += row["sales"]
    now = month_index(as_of)
    buyers = _buyers(entries, now)
    year = _year(sales, now)
    bridge = _bridge(entries, now, opening=buyers[now - MONTHS])
    kept = bridge["opening"] - bridge["dropped"]
    known = Years(as_of).in_data(data_start=data_start)  # the opening is, in full
    return {
        "from_date": month_end(now - MONTHS).isoformat(),
        "to_date": as_of.isoformat(),
        **bridge,
        "retention": rate(
            numerator=kept if known else 0, denominator=bridge["opening"] if known else 0
        ),
        "sales_12m": year,
        "annual_ltv": average(total=year, count=buyers[now]),
        "monthly": _monthly(buyers, sales, now),
    }


def active_base_notes(*, as_of: date, data_start: date) -> list[dict[str, str | None]]:
    """Return that the retention is not given, without 24 months of data."""
    if Years(as_of).in_data(data_start=data_start):
        return []
    return [
        note(
            answer="active_base.retention",
            code="retention_needs_24_months",
            ja="24か月分のデータがないため、1年前の稼働顧客はデータのある月だけの人数です。"
            "顧客維持率は出していません。",
            en="There are no 24 months of data: the base a year ago counts only the months that "
            "are there, and the retention is not given.",
        )
    ]


def _bridge(entries: list[_Entry], now: int, *, opening: int) -> dict[str, int]:
    """Explain the change of the base: a buyer enters the last 12 months once."""
    begin = now - MONTHS + 1
    entering = [entry for entry in entries if entry.previous < begin <= entry.month]
    closing = sum(entry.customers for entry in entering)
    new = sum(entry.customers for entry in entering if entry.previous == _FIRST_PURCHASE)
    kept = sum(entry.customers for entry in entering if entry.previous >= begin - MONTHS)
    return {
        "buyers_12m": closing,
        "opening": opening,
        "new": new,
        "revived": closing - kept - new,
        "dropped": opening - kept,
        "closing": closing,
    }


def _buyers(entries: list[_Entry], now: int) -> Counter[int]:
    """Count, at each month end up to `now`, the customers with an occasion in its 12 months.

    A customer's month counts at its own end and eleven more, or until the customer's next month.
    """
    change: Counter[int] = Counter()
    lasting: Counter[int] = Counter()  # by month: customers who have not bought since
    for entry in entries:
        change[entry.month] += entry.customers
        lasting[entry.month] += entry.customers
        if entry.previous != _FIRST_PURCHASE:
            change[min(entry.previous + MONTHS, entry.month)] -= entry.customers
            lasting[entry.previous] -= entry.customers
    for month, customers in lasting.items():
        change[month + MONTHS] -= customers
    months = range(min(change), now + 1)
    counts = accumulate(change[month] for month in months)
    return Counter(dict(zip(months, counts, strict=True)))


def _year(sales: Counter[int], month: int) -> int:
    return sum(sales[month - back] for back in range(MONTHS))


def _monthly(buyers: Counter[int], sales: Counter[int], now: int) -> list[dict[str, Any]]:
    whole = min(min(sales) + MONTHS - 1, now)
    return [
        {"month": month_name(month), "buyers_12m": buyers[month], "sales_12m": _year(sales, month)}
        for month in range(whole, now + 1)
    ]
