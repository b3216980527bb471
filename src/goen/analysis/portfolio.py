"""The portfolio: how many customers stand where, month by month, and the ledger of their moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import month_index, month_name
from goen.analysis.tables import make_profits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from goen.analysis.engine import Engine, Row
    from goen.analysis.schemes import Scheme
    from goen.analysis.thresholds import Thresholds

Segment = tuple[str, str]
STATUSES = ("active", "lapsed")
CAUSES_IN = ("first", "purchase", "time", "return")
CAUSES_OUT = ("purchase", "time", "return")


def status(*, lapsed: bool) -> str:
    """Return the identifier of a status: 現役 `active` or 離脱 `lapsed`."""
    return STATUSES[lapsed]


def segments(*, scheme: Scheme) -> list[Segment]:
    """Return all (rank, status) pairs of a scheme, ranks from low to high, active first."""
    return list(product((rank.key for rank in scheme.ranks), STATUSES))


def totals(*, engine: Engine) -> Row:
    """Return customers and net sales of all and of buyers, and the buyers' first and last day."""
    return engine.ask(question="totals")[0]


def cpm(*, engine: Engine, scheme: Scheme, thresholds: Thresholds) -> list[dict[str, Any]]:
    """Return customers and net sales of every segment, zeros included.

    `gross_profit` is None here, as it takes all sales to tell it: see `with_profits`.
    """
    rows = _by_segment(
        engine.ask(question="segments", inactive_days=thresholds.inactive_days), scheme
    )
    return [
        {
            "rank": segment[0],
            "status": segment[1],
            "customers": rows.get(segment, {}).get("customers", 0),
            "sales": rows.get(segment, {}).get("sales", 0),
            "sales_12m": rows.get(segment, {}).get("sales_12m", 0),
            "gross_profit": None,
        }
        for segment in segments(scheme=scheme)
    ]


def with_profits(
    *, engine: Engine, scheme: Scheme, as_of: date, rows: Iterable[Row]
) -> list[dict[str, Any]]:
    """Return the rows of `cpm` with their gross profit; None where sales have no such column."""
    if not make_profits(engine=engine, as_of=as_of):
        return list(rows)
    found = _by_segment(engine.ask(question="segment_profits"), scheme)
    profits = {segment: row["gross_profit"] for segment, row in found.items()}
    return [{**row, "gross_profit": profits.get((row["rank"], row["status"]), 0)} for row in rows]


def bands(*, engine: Engine, thresholds: Thresholds) -> dict[str, dict[str, int]]:
    """Return the three bands of silence G: 現役 (G < L), 要復活 (L ≤ G < 365), 非稼働 (G ≥ 365)."""
    rows = engine.ask(question="segments", inactive_days=thresholds.inactive_days)
    active = [row for row in rows if not row["lapsed"]]
    lapsed = [row for row in rows if row["lapsed"]]
    gone = _total(lapsed, "inactive"), _total(lapsed, "inactive_sales_12m")
    silent = _total(lapsed, "customers"), _total(lapsed, "sales_12m")
    return {
        "active": _band(_total(active, "customers"), _total(active, "sales_12m")),
        "lapsed_to_revive": _band(silent[0] - gone[0], silent[1] - gone[1]),
        "inactive": _band(*gone),
    }


@dataclass(frozen=True, slots=True)
class Ledger:
    """Monthly counts and the moves that explain them; every line balances."""

    monthly: list[dict[str, Any]]
    ledger: list[dict[str, Any]]
    flows: list[dict[str, Any]]


def ledger(*, engine: Engine, scheme: Scheme, as_of: date) -> Ledger:
    """Return counts per month end and opening + in − out = closing, per segment and month.

    Months run from that of the first occasion to that of `as_of`, zeros included; the last is
    counted at `as_of`. All three tables are sums over the same aggregated moves.
    """
    rows = engine.ask(question="flows")
    if not rows:
        return Ledger([], [], [])
    by_month: dict[int, list[Row]] = {}
    for row in rows:
        by_month.setdefault(row["month"], []).append(row)
    months = range(min(by_month), month_index(as_of) + 1)
    lines = list(_lines(by_month, months, scheme))
    monthly = [
        {
            "month": line["period"],
            "rank": line["rank"],
            "status": line["status"],
            "customers": line["closing"],
        }
        for line in lines
    ]
    flows = [_flow(month_name(month), by_month.get(month, [])) for month in months]
    return Ledger(monthly, lines, flows)


def period_ledger(
    *, engine: Engine, scheme: Scheme, start: date, end: date
) -> list[dict[str, Any]]:
    """Return opening + in − out = closing per segment for any period, from a day to many years.

    `start` and `end` are inclusive; `opening` is the count on the evening before `start`. The lines
    are those of `ledger`, with `period` as "start/end".
    """
    rows = engine.ask(question="period_flows", start=start, end=end)
    standing: Counter[Segment] = Counter()
    list(_balanced("", [row for row in rows if row["before"]], standing, scheme))
    period = f"{start.isoformat()}/{end.isoformat()}"
    return list(_balanced(period, [row for row in rows if not row["before"]], standing, scheme))


def _lines(
    by_month: dict[int, list[Row]], months: range, scheme: Scheme
) -> Iterator[dict[str, Any]]:
    standing: Counter[Segment] = Counter()
    for month in months:
        yield from _balanced(month_name(month), by_month.get(month, []), standing, scheme)


def _balanced(
    period: str, rows: list[Row], standing: Counter[Segment], scheme: Scheme
) -> Iterator[dict[str, Any]]:
    """Yield one period's line for each segment, and carry `standing` on to its end."""
    entered: Counter[tuple[Segment, str]] = Counter()
    left: Counter[tuple[Segment, str]] = Counter()
    for row in rows:
        entered[_end(row, "to", scheme), row["cause"]] += row["moves"]
        if row["from_rank"] is not None:
            left[_end(row, "from", scheme), row["cause"]] += row["moves"]
    for segment in segments(scheme=scheme):
        ins = {cause: entered[segment, cause] for cause in CAUSES_IN}
        outs = {cause: left[segment, cause] for cause in CAUSES_OUT}
        opening = standing[segment]
        standing[segment] = opening + sum(ins.values()) - sum(outs.values())
        yield _line(period, segment, opening, ins, outs, standing[segment])


def _line(
    period: str,
    segment: Segment,
    opening: int,
    ins: dict[str, int],
    outs: dict[str, int],
    closing: int,
) -> dict[str, Any]:
    return {
        "period": period,
        "rank": segment[0],
        "status": segment[1],
        "opening": opening,
        "in": sum(ins.values()),
        "out": sum(outs.values()),
        "closing": closing,
        **{f"in_{cause}": count for cause, count in ins.items()},
        **{f"out_{cause}": count for cause, count in outs.items()},
    }


def _flow(period: str, rows: list[Row]) -> dict[str, Any]:
    """Count one month's first purchases, revivals, lapses, and changes of rank up and down."""
    flow = {"first": 0, "revived": 0, "lapsed": 0, "raised": 0, "lowered": 0}
    for row in rows:
        if row["from_rank"] is None:
            flow["first"] += row["moves"]
            continue
        flow["revived"] += row["moves"] * (row["from_lapsed"] and not row["to_lapsed"])
        flow["lapsed"] += row["moves"] * (row["to_lapsed"] and not row["from_lapsed"])
        flow["raised"] += row["moves"] * (row["to_rank"] > row["from_rank"])
        flow["lowered"] += row["moves"] * (row["to_rank"] < row["from_rank"])
    return {"period": period, **flow}


def _end(row: Row, side: str, scheme: Scheme) -> Segment:
    return scheme.rank_key(row[f"{side}_rank"]), status(lapsed=row[f"{side}_lapsed"])


def _by_segment(rows: list[Row], scheme: Scheme) -> dict[Segment, Row]:
    return {(scheme.rank_key(row["rank"]), status(lapsed=row["lapsed"])): row for row in rows}


def _total(rows: list[Row], column: str) -> int:
    return sum(row[column] for row in rows)


def _band(customers: int, sales: int) -> dict[str, int]:
    return {"customers": customers, "sales_12m": sales}
