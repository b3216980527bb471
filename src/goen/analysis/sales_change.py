"""Where the change of yearly sales came from: unit price, frequency, customers (売上の増減要因).

Method: docs/methods/sales-change.md. One pass over the states gives both years, the kinds of
customers behind the change, and the same change by where they stood when the later year began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from goen.analysis.calendar import month_end, month_index, month_start
from goen.analysis.decompose import Change, Totals, decompose, split_people
from goen.analysis.notes import note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goen.analysis.engine import Engine, Row
    from goen.analysis.schemes import Scheme
    from goen.analysis.thresholds import Thresholds

MONTHS = 12
MOST_GROUPS = 50

KINDS = ("new", "kept", "revived", "lost")
_STATUSES = ("active", "lapsed")


@dataclass(frozen=True, slots=True)
class Years:
    """The 12 calendar months that end with that of `as_of`, and the 12 before them."""

    as_of: date

    @property
    def to_start(self) -> date:
        return month_start(month_index(self.as_of) - MONTHS + 1)

    @property
    def from_start(self) -> date:
        return month_start(month_index(self.as_of) - 2 * MONTHS + 1)

    @property
    def from_end(self) -> date:
        return self.to_start - timedelta(days=1)

    def in_data(self, *, data_start: date) -> bool:
        """Tell whether the data begin in the first month of the earlier year, or before."""
        return month_index(data_start) <= month_index(self.from_start)


def sales_change(
    *,
    engine: Engine,
    as_of: date,
    data_start: date,
    scheme: Scheme,
    thresholds: Thresholds,
    by: Literal["shop", "category"] | None = None,
    products: bool = False,
) -> dict[str, Any] | None:
    """Return the change of sales between two years and its parts, in minor units.

    `unit_price` + `frequency` + `customers` = `delta`, and the sales of `people` sum to
    `customers`, always exactly. `segments` splits the change by the standing at the end of `from`,
    `groups` by shop or category when `by` says so, `products` by product. None without 24 months of
    data.
    """
    years = Years(as_of)
    if not years.in_data(data_start=data_start):
        return None
    rows = engine.ask(
        question="sales_change",
        from_start=years.from_start,
        to_start=years.to_start,
        lapse_days=thresholds.lapse_days,
    )
    before, after = _totals(rows)
    change = decompose(before=before, after=after)
    return {
        "from": _year(years.from_start, years.from_end, before),
        "to": _year(years.to_start, as_of, after),
        **_parts(change),
        "method": change.method,
        "people": _people(change, rows),
        "segments": _segments(rows, scheme),
        "groups": None if by is None else _groups(engine, years, by),
        "products": _groups(engine, years, "product") if products else None,
    }


def sales_change_notes(*, as_of: date, data_start: date) -> list[dict[str, str | None]]:
    """Return why there is no answer, or that the last month is not over."""
    if not Years(as_of).in_data(data_start=data_start):
        return [
            note(
                answer="sales_change",
                code="needs_24_months",
                ja="24か月分のデータがないため、売上の増減要因は出していません。",
                en="The change of sales is not given: it needs 24 months of data.",
            )
        ]
    if as_of == month_end(month_index(as_of)):
        return []
    return [
        note(
            answer="sales_change",
            code="last_month_incomplete",
            ja=f"最後の月は{as_of.year}年{as_of.month}月{as_of.day}日までの売上です。"
            "前の期間より日数が短くなっています。",
            en=f"The last month is counted to {as_of.isoformat()}; the later period is shorter.",
        )
    ]


def _totals(rows: Iterable[Row]) -> tuple[Totals, Totals]:
    """Sum rows of kinds into the earlier and the later year."""
    found = list(rows)

    def year(name: str, kinds: tuple[str, ...]) -> Totals:
        return Totals(
            sales=sum(row[f"{name}_sales"] for row in found),
            occasions=sum(row[f"{name}_occasions"] for row in found),
            customers=sum(row["customers"] for row in found if row["kind"] in kinds),
        )

    return year("from", ("kept", "lost")), year("to", ("kept", "new", "revived"))


def _year(start: date, end: date, totals: Totals) -> dict[str, Any]:
    return {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "sales": totals.sales,
        "customers": totals.customers,
        "occasions": totals.occasions,
    }


def _parts(change: Change) -> dict[str, int]:
    return {
        "delta": change.delta,
        "unit_price": change.unit_price,
        "frequency": change.frequency,
        "customers": change.customers,
    }


def _people(change: Change, rows: list[Row]) -> dict[str, dict[str, int]]:
    """Split the customers' part; each kind also with its own sales in both years."""
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in KINDS}
    sums = {
        kind: {key: sum(row[key] for row in found) for key in ("customers", *_SALES)}
        for kind, found in kinds.items()
    }
    split = split_people(
        change=change,
        heads={kind: found["customers"] for kind, found in sums.items()},
        sales={kind: found["to_sales"] - found["from_sales"] for kind, found in sums.items()},
    )
    return {
        kind: {"customers": sums[kind]["customers"], "sales": split[kind]}
        | {key: sums[kind][key] for key in _SALES}
        for kind in KINDS
    }


_SALES = ("from_sales", "to_sales")


def _segments(rows: list[Row], scheme: Scheme) -> list[dict[str, Any]]:
    """Split the change by the standing at the end of `from`; "none" was not yet a customer."""
    places = product(range(1, len(scheme.ranks) + 1), (False, True))
    names: dict[_Place, tuple[str, str | None]] = {
        (place, lapsed): (scheme.rank_key(place), _STATUSES[lapsed]) for place, lapsed in places
    }
    names[None, None] = ("none", None)
    return [
        {"rank": rank, "status": status}
        | _line(*_totals(row for row in rows if _place(row) == place))
        for place, (rank, status) in names.items()
    ]


_Place = tuple[int | None, bool | None]


def _place(row: Row) -> _Place:
    return row["opening_rank"], row["opening_lapsed"]


def _line(before: Totals, after: Totals) -> dict[str, int]:
    change = decompose(before=before, after=after)
    return {"from": before.sales, "to": after.sales, **_parts(change)}


def _groups(engine: Engine, years: Years, by: str) -> dict[str, Any]:
    """Decompose each group by itself; those with the largest changes first, the rest as one."""
    engine.view(table="sales_within", question=f"sales_within_{by}")
    rows = engine.ask(
        question="sales_change_within",
        from_start=years.from_start,
        to_start=years.to_start,
        as_of=years.as_of,
    )
    lines = [{"group": row["within"], **_line(*_group_totals(row))} for row in rows]
    lines.sort(key=lambda line: (-abs(line["delta"]), line["group"]))
    shown, rest = lines[:MOST_GROUPS], lines[MOST_GROUPS:]
    return {"by": by, "rows": shown, "rest": _rest(rest), "total": _sum(lines)}


def _group_totals(row: Row) -> tuple[Totals, Totals]:
    before = Totals(row["from_sales"], row["from_occasions"], row["from_customers"])
    return before, Totals(row["to_sales"], row["to_occasions"], row["to_customers"])


def _rest(lines: list[dict[str, Any]]) -> dict[str, int] | None:
    return {"groups": len(lines), **_sum(lines)} if lines else None


def _sum(lines: list[dict[str, Any]]) -> dict[str, int]:
    keys = ("from", "to", "delta", "unit_price", "frequency", "customers")
    return {key: sum(line[key] for line in lines) for key in keys}
