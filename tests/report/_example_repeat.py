"""How the made-up shop's customers come back: repeat rates, cohorts, silences."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from typing import Any

from tests.report._example_amounts import rate, year_to
from tests.report._example_shop import (
    AS_OF,
    LAPSE,
    START,
    Customer,
    month_end,
    month_name,
    month_number,
)

Row = dict[str, Any]


def _second(customer: Customer) -> int | None:
    days = [day for day, amount in sorted(customer.days.items()) if amount > 0]
    return (days[1] - days[0]).days if len(days) > 1 else None


def _truncated(customer: Customer) -> bool:
    return (customer.states[0].first - START).days < LAPSE


def f2(people: list[Customer]) -> list[Row]:
    """Second purchases of each month's first customers, by window."""
    rows = []
    for number in range(month_number(START), month_number(AS_OF) + 1):
        cohort = [c for c in people if month_number(c.states[0].first) == number]
        for window in (90, 180, 365):
            ripe = [c for c in cohort if (AS_OF - c.states[0].first).days >= window]
            fresh = [c for c in ripe if not _truncated(c)]
            rows.append(
                {
                    "cohort": month_name(number),
                    "window_days": window,
                    "customers": len(fresh),
                    "converted": sum((_second(c) or 9999) <= window for c in fresh),
                    "truncated": len(ripe) - len(fresh),
                }
            )
    return rows


def repeat(people: list[Customer]) -> Row:
    """Repeat rates by name, the time to the second purchase, and cohorts."""
    known = [c for c in people if not _truncated(c)]
    second = [c for c in known if c.states[-1].n > 1]
    third = [c for c in second if c.states[-1].n > 2]
    rows = f2(people)
    windows = []
    for days in (90, 180, 365):
        part = [row for row in rows if row["window_days"] == days]
        done = rate(sum(r["converted"] for r in part), sum(r["customers"] for r in part))
        windows.append({"window_days": days, "rate": done})
    start, end = year_to(month_number(AS_OF))
    buyers = [c for c in people if c.occasions(start, end)]
    again = [c for c in buyers if c.states[0].first < start or len(c.occasions(start, end)) > 1]
    fresh = [c for c in buyers if c.states[0].first >= start]
    sales = sum(c.sales(START, AS_OF) for c in people)
    return {
        "f2": rate(len(second), len(known)),
        "f3": rate(len(third), len(second)),
        "windows": windows,
        "rates": [
            _named(key, ja, en, again, base)
            for key, ja, en, base in (
                ("of_all_customers", "リピート率（全顧客に対して）", "Of all customers", people),
                ("of_new_customers", "リピート率（新規に対して）", "Of new customers", fresh),
                ("of_buyers", "リピーター率", "Of the year's buyers", buyers),
                ("revisit", "90日再来率", "90-day revisits", buyers),
                ("revisit_first", "90日再来率（新規）", "90-day revisits, first", buyers),
                ("revisit_later", "90日再来率（既存）", "90-day revisits, later", buyers),
                ("retention", "年間の顧客維持率", "Retention in a year", buyers),
            )
        ],
        "survival": _survival(known),
        "cohorts": _cohorts(people),
        "cohort_total": _cohort_total(_cohorts(people)),
        "period_ltv": {
            "start": START.isoformat(),
            "end": AS_OF.isoformat(),
            "customers": len(people),
            "sales": sales,
            "average": sales // len(people),
        },
    }


def _named(key: str, ja: str, en: str, part: list[Customer], whole: list[Customer]) -> Row:
    return {
        "key": key,
        "name": {"ja": ja, "en": en},
        "definition": {
            "ja": "12か月に2回目以上を買った人 ÷ 母数",
            "en": "Customers with a second or later purchase in 12 months ÷ the base",
        },
        "rate": rate(len(part), len(whole)),
    }


def _survival(known: list[Customer]) -> list[Row]:
    times = [(_second(c), (AS_OF - c.states[0].first).days) for c in known]
    points, kept, variance, converted = [], 1.0, 0.0, 0
    for day in range(1, 721):
        at_risk = sum(min(second or 9999, seen) >= day for second, seen in times)
        done = sum(second == day for second, _ in times)
        if at_risk > done:
            kept *= 1 - done / at_risk
            variance += done / (at_risk * (at_risk - done))
        converted += done
        if day % 10 == 0 and at_risk:
            half = 1.959964 * kept * math.sqrt(variance)
            points.append(
                {
                    "days": day,
                    "at_risk": at_risk,
                    "converted": converted,
                    "share": 1 - kept,
                    "low": max(0.0, 1 - kept - half),
                    "high": min(1.0, 1 - kept + half),
                }
            )
    return points


def _cohorts(people: list[Customer]) -> list[Row]:
    now = month_number(AS_OF)
    rows = []
    for number in range(now - 35, now + 1):
        cohort = [c for c in people if month_number(c.states[0].first) == number]
        months = [{month_number(d) - number for d, _ in c.occasions(START, AS_OF)} for c in cohort]
        cells: list[Row] = []
        for k in range(24):
            if number + k >= now:
                cells.append({"month": k, "active": None, "returned": None, "sales_per_head": None})
                continue
            last = month_end(number + k)
            back = sum(any(0 < m <= k for m in seen) for seen in months)
            spent = sum(c.sales(START, last) for c in cohort)
            cells.append(
                {
                    "month": k,
                    "active": rate(sum(k in seen for seen in months), len(cohort)),
                    "returned": rate(back, len(cohort)),
                    "sales_per_head": spent // max(1, len(cohort)),
                }
            )
        first = date(number // 12, number % 12 + 1, 1)
        rows.append(
            {
                "cohort": month_name(number),
                "size": len(cohort),
                "truncated": (first - START).days < LAPSE,
                "cells": cells,
            }
        )
    return rows


def _cohort_total(rows: list[Row]) -> Row:
    whole = [row for row in rows if not row["truncated"]]
    cells: list[Row] = []
    for k in range(24):
        over = [row["cells"][k] for row in whole if row["cells"][k]["returned"]]
        heads = sum(cell["returned"]["denominator"] for cell in over)
        spent = sum(c["sales_per_head"] * c["returned"]["denominator"] for c in over)
        cell: Row = {"month": k, "active": None, "returned": None, "sales_per_head": None}
        for key in ("active", "returned") if over else ():
            cell[key] = rate(sum(c[key]["numerator"] for c in over), heads)
        cells.append({**cell, "sales_per_head": spent // heads if heads else None})
    return {"size": sum(row["size"] for row in whole), "cells": cells}


def lapse_curve(people: list[Customer]) -> Row:
    """How many silences of d days ended within the next year."""
    follow = 365
    gaps: list[tuple[date, int | None, float]] = []
    for customer in people:
        days = [day for day, _ in customer.occasions(START, AS_OF)]
        weight = 1 / len(days)
        gaps += [(a, (b - a).days, weight) for a, b in pairwise(days)]
        gaps.append((days[-1], None, weight))
    points = []
    for days in range(30, 721, 15):
        ripe = [(g, w) for a, g, w in gaps if (AS_OF - a).days >= days + follow]
        reach = [(g, w) for g, w in ripe if g is None or g >= days]
        back = [w for g, w in reach if g is not None and g < days + follow]
        points.append(
            {
                "days": days,
                "reach": len(reach),
                "returned": len(back),
                "false_lapse": len(back) / len(reach),
                "false_lapse_by_customer": sum(back) / sum(w for _, w in reach),
            }
        )
    return {"followup_days": follow, "weighted": False, "points": points}


def suggestions(people: list[Customer]) -> Row:
    """Thresholds that fit the shop's own orders and intervals."""
    orders = [amount for c in people for _, amount in c.occasions(START, AS_OF)]
    gaps = []
    for customer in people:
        days = [day for day, _ in customer.occasions(START, AS_OF)]
        gaps += [(b - a).days for a, b in pairwise(days)]
    mean, cycle = sum(orders) // len(orders), sorted(gaps)[len(gaps) // 2]
    fitting = 7 * mean // 1000 * 1000
    curve = lapse_curve(people)["points"]
    fit = next((p for p in curve if p["false_lapse"] <= 0.2), None)
    return {
        "lapse_days": {
            "value": fit["days"],
            **{key: fit[key] for key in ("false_lapse", "reach", "returned")},
        }
        if fit
        else None,
        "order_value": {"mean": mean, "sales": sum(orders), "occasions": len(orders)},
        "cycle_days": cycle,
        "toddler_days": 3 * cycle,
        "loyal_days": 7 * cycle,
        "loyal_amount": fitting,
        "lapse_days_by_cycle": 8 * cycle,
        "changes": [
            {"threshold": "lapse_days", "value": 210, "customers_changed": 61},
            {"threshold": "lapse_days", "value": 270, "customers_changed": 54},
            {
                "threshold": "loyal_amount",
                "value": 7 * mean // 1000 * 1000,
                "customers_changed": 61,
            },
        ],
        "warnings": [],
    }
