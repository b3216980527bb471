"""A whole document of answers, counted from a made-up shop, for tests of what shows them."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from tests.report import _example_amounts as amounts
from tests.report import _example_change as change
from tests.report import _example_repeat as back
from tests.report._example_shop import (
    AS_OF,
    LAPSE,
    RANKS,
    SEGMENTS,
    START,
    Customer,
    Move,
    month_name,
    month_number,
    months_before,
    shop,
)

Answers = dict[str, Any]
CAUSES = (
    *("in_first", "in_purchase", "in_time", "in_return"),
    *("out_purchase", "out_time", "out_return"),
)
SURE = {"ja": "確か", "en": "sure"}
MARKS = {
    "first_time": ("初", "初回客", "First-time"),
    "toddler": ("よ", "よちよち客", "Toddler"),
    "steady": ("コ", "コツコツ客", "Steady"),
    "burst": ("流", "流行客", "Burst"),
    "loyal": ("優", "優良客", "Loyal"),
}


def example_answers() -> Answers:
    """A fresh copy of the document, in the shape that `report.answers` gives."""
    return copy.deepcopy(_answers())


@lru_cache(maxsize=1)
def _answers() -> Answers:
    people = shop()
    moves = [move for customer in people for move in customer.moves]
    return {
        **_frame(people),
        "cpm": _cpm(people),
        "bands": _bands(people),
        "monthly": _monthly(moves),
        "ledger": _ledger(moves),
        "flows": {"periods": _flows(moves)},
        "yearly_difference": _yearly(people),
        "transitions": _transitions(people),
        "advance": _advance(people),
        "active_base": amounts.active_base(people),
        "rfm": amounts.rfm(people),
        **amounts.amounts(people),
        "sales_change": change.sales_change(people),
        "repeat": back.repeat(people),
        "f2": back.f2(people),
        "lapse_curve": back.lapse_curve(people),
        "suggestions": back.suggestions(people),
    }


def _frame(people: list[Customer]) -> Answers:
    rows = sum(len(customer.days) for customer in people)
    sales = sum(sum(customer.days.values()) for customer in people)
    excluded = {"after_as_of": 0, "future": 3, "cancelled": 41, "zero": 12, "no_customer": 318}
    walk_in = 1_486_200
    return {
        "schema_version": 1,
        "goen_version": "0.1.0",
        "as_of": AS_OF.isoformat(),
        "as_of_given": False,
        "currency": "JPY",
        "minor_digits": 0,
        "thresholds": _thresholds(),
        "ranks": [
            {"rank": r, "mark": mark, "name": {"ja": ja, "en": en}}
            for r, (mark, ja, en) in MARKS.items()
        ],
        "notes": _notes(),
        "without_purchase": {"customers": 4, "sales": -12_400},
        "input": {
            "rows": rows + sum(excluded.values()) + 7,
            "rows_used": rows,
            "rows_rejected": 7,
            "rows_excluded": sum(excluded.values()),
            "excluded": excluded,
            "customers": len(people),
            "first_date": min(day for c in people for day in c.days).isoformat(),
            "last_date": max(day for c in people for day in c.days).isoformat(),
            "sales": sales,
            "identified": amounts.rate(sales, sales + walk_in),
            "no_customer_sales": walk_in,
            "overlap_rows": 0,
            "files": [
                {
                    "file": "売上明細_2022-2024.csv",
                    "sheet": None,
                    "encoding": "cp932",
                    "rows": rows // 2,
                    "columns": {"customer": "得意先コード", "date": "売上日", "amount": "税込金額"},
                    "confidence": {"customer": 1.0, "date": 1.0, "amount": 1.0},
                    "sureness": dict.fromkeys(("customer", "date", "amount"), SURE),
                },
                {
                    "file": "売上明細_2025-2026.xlsx",
                    "sheet": "Sheet1",
                    "encoding": None,
                    "rows": rows - rows // 2 + 381,
                    "columns": {"customer": "顧客番号", "date": "日付", "amount": "金額（税込）"},
                    "confidence": {"customer": 1.0, "date": 0.8, "amount": 1.0},
                    "sureness": dict.fromkeys(("customer", "date", "amount"), SURE),
                },
            ],
        },
    }


def _notes() -> list[Answers]:
    return [
        {
            "answer": None,
            "code": "as_of_last_date",
            "ja": "基準日は、データの最後の売上日 2026年11月20日にしました。",
            "en": "The as-of date is the last sale in the data, 20 November 2026.",
        },
        {
            "answer": "abc",
            "code": "no_product",
            "ja": "商品の列がないので、商品のABCはありません。",
            "en": "There is no product column, so products have no ABC.",
        },
    ]


def _thresholds() -> Answers:
    return {
        "preset": "mail_order",
        "name": {"ja": "通販", "en": "Mail order"},
        "scheme": "ten",
        "toddler_days": 90,
        "loyal_days": 210,
        "loyal_amount": 70_000,
        "lapse_days": 240,
        "inactive_days": 365,
        "rfm": {"r": [30, 90, 180, 365], "f": list(amounts.F_CUTS), "m": list(amounts.M_CUTS)},
        "abc": {"a": 0.7, "b": 0.9},
        "two_axis": {
            "x": "amount",
            "y": "occasions",
            "months": None,
            "x_cut": None,
            "y_cut": None,
        },
    }


def _cpm(people: list[Customer]) -> list[Answers]:
    rows = {
        segment: {"customers": 0, "sales": 0, "sales_12m": 0, "gross_profit": None}
        for segment in SEGMENTS
    }
    since = months_before(AS_OF, 12) + timedelta(days=1)
    for customer in people:
        row: dict[str, Any] = rows[customer.segment(AS_OF) or SEGMENTS[0]]
        row["customers"] += 1
        row["sales"] += customer.sales(START, AS_OF)
        row["sales_12m"] += customer.sales(since, AS_OF)
    return [{"rank": r, "status": s, **row} for (r, s), row in rows.items()]


def _bands(people: list[Customer]) -> Answers:
    bands = {
        name: {"customers": 0, "sales_12m": 0}
        for name in ("active", "lapsed_to_revive", "inactive")
    }
    since = months_before(AS_OF, 12) + timedelta(days=1)
    for customer in people:
        silence = (AS_OF - customer.states[-1].last).days
        name = "active" if silence < LAPSE else "lapsed_to_revive" if silence < 365 else "inactive"
        bands[name]["customers"] += 1
        bands[name]["sales_12m"] += customer.sales(since, AS_OF)
    return bands


def _ledger(moves: list[Move]) -> list[Answers]:
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for move in moves:
        period = month_name(month_number(move.day))
        counts[(period, *move.after, f"in_{move.cause}")] += 1
        if move.before:
            counts[(period, *move.before, f"out_{move.cause}")] += 1
    rows, opening = [], dict.fromkeys(SEGMENTS, 0)
    for number in range(month_number(START), month_number(AS_OF) + 1):
        for segment in SEGMENTS:
            parts = {name: counts[(month_name(number), *segment, name)] for name in CAUSES}
            into = sum(value for name, value in parts.items() if name.startswith("in_"))
            out = sum(parts.values()) - into
            closing = opening[segment] + into - out
            rows.append(
                {
                    "period": month_name(number),
                    "rank": segment[0],
                    "status": segment[1],
                    "opening": opening[segment],
                    "in": into,
                    "out": out,
                    "closing": closing,
                    **parts,
                }
            )
            opening[segment] = closing
    return rows


def _monthly(moves: list[Move]) -> list[Answers]:
    return [
        {
            "month": row["period"],
            "rank": row["rank"],
            "status": row["status"],
            "customers": row["closing"],
        }
        for row in _ledger(moves)
    ]


def _flows(moves: list[Move]) -> list[Answers]:
    periods: dict[str, Counter[str]] = defaultdict(Counter)
    for move in moves:
        kinds = periods[month_name(month_number(move.day))]
        if move.before is None:
            kinds["first"] += 1
            continue
        before, after = (RANKS.index(segment[0]) for segment in (move.before, move.after))
        kinds["raised"] += after > before
        kinds["lowered"] += after < before
        kinds["revived"] += (move.before[1], move.after[1]) == ("lapsed", "active")
        kinds["lapsed"] += (move.before[1], move.after[1]) == ("active", "lapsed")
    names = ("revived", "lapsed", "raised", "lowered", "first")
    return [
        {"period": period, **{name: periods[period][name] for name in names}}
        for period in sorted(periods)
    ]


def _yearly(people: list[Customer]) -> list[Answers]:
    now = Counter(customer.segment(AS_OF) for customer in people)
    then = Counter(customer.segment(months_before(AS_OF, 12)) for customer in people)
    return [
        {
            "rank": segment[0],
            "status": segment[1],
            "customers": now[segment],
            "customers_before": then[segment],
            "difference": now[segment] - then[segment],
        }
        for segment in SEGMENTS
    ]


def _transitions(people: list[Customer]) -> Answers:
    start = months_before(AS_OF, 12)
    counts = Counter((c.segment(start) or ("none", "none"), c.segment(AS_OF)) for c in people)
    rows = []
    for source in [*SEGMENTS, ("none", "none")]:
        total = sum(counts[(source, target)] for target in SEGMENTS)
        for target in SEGMENTS:
            count = counts[(source, target)]
            low, high = amounts.wilson(count, total)
            rows.append(
                {
                    "from_rank": source[0],
                    "from_status": None if source[0] == "none" else source[1],
                    "to_rank": target[0],
                    "to_status": target[1],
                    "customers": count,
                    "row_total": total,
                    "share": count / total if total else None,
                    "low": low,
                    "high": high,
                }
            )
    return {"from_date": start.isoformat(), "to_date": AS_OF.isoformat(), "rows": rows}


def _advance(people: list[Customer]) -> Answers:
    start = months_before(AS_OF, 6)
    steps = []
    targets = {"first_time": 0.5, "toddler": 0.8, "steady": 0.5}
    for (source, nxt), target in zip(pairwise(RANKS), targets.values(), strict=False):
        ahead = list(RANKS[RANKS.index(nxt) :])
        ranks = [(c.at(start), c.at(AS_OF)) for c in people]
        held = [now for then, now in ranks if then and now and then.rank == source]
        moved = sum(now.rank in ahead for now in held)
        low, high = amounts.wilson(moved, len(held))
        steps.append(
            {
                "from": source,
                "to": ahead,
                "name": {
                    "ja": f"{MARKS[source][1]} → {MARKS[nxt][1]}以上",
                    "en": f"{MARKS[source][2]} → {MARKS[nxt][2]} or higher",
                },
                "rate": amounts.rate(moved, len(held)),
                "low": low,
                "high": high,
                "target": target,
            }
        )
    return {"from_date": start.isoformat(), "to_date": AS_OF.isoformat(), "steps": steps}
