"""The amounts of the made-up shop: RFM, deciles, ABC, two indicators, change of sales."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import date
from typing import Any

from tests.report._example_shop import (
    AS_OF,
    SEGMENTS,
    START,
    Customer,
    month_end,
    month_name,
    month_number,
)

Row = dict[str, Any]
Bins = tuple[tuple[float, float | None], ...]
OVERDUE: Bins = ((0, 0.5), (0.5, 1), (1, 1.5), (1.5, 2), (2, 3), (3, 5), (5, None))
TENURE = ((0, 1), (1, 90), (90, 180), (180, 365), (365, 730), (730, 1095), (1095, None))
TREND = ((-1, -1), (-1, -0.6), (-0.6, -0.2), (-0.2, 0.2), (0.2, 0.6), (0.6, 1), (1, 1))
R_CUTS, F_CUTS, M_CUTS = (30, 90, 180, 365), (2, 3, 4, 5), (5_001, 10_001, 20_001, 40_001)
RFM = {
    "champions": ("最優良", "Champions"),
    "loyal": ("ロイヤル", "Loyal"),
    "potential_loyalist": ("優良候補", "Potential loyalist"),
    "new": ("新規", "New"),
    "promising": ("有望", "Promising"),
    "need_attention": ("要注意", "Need attention"),
    "about_to_sleep": ("休眠予備", "About to sleep"),
    "at_risk": ("離反危機", "At risk"),
    "cant_lose": ("失いたくない", "Can't lose"),
    "hibernating": ("休眠", "Hibernating"),
    "lost": ("離反済", "Lost"),
}


def rate(numerator: int, denominator: int) -> Row:
    """A rate as the document writes it."""
    share = numerator / denominator if denominator else None
    return {"numerator": numerator, "denominator": denominator, "share": share}


def wilson(count: int, total: int) -> tuple[float | None, float | None]:
    """The 95 % interval of a share."""
    if not total:
        return None, None
    z, p = 1.959964, count / total
    centre = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    return max(0.0, centre - half), min(1.0, centre + half)


def year_to(end_month: int) -> tuple[date, date]:
    """The twelve calendar months that end with a month, cut at the as-of day."""
    first = end_month - 11
    return date(first // 12, first % 12 + 1, 1), month_end(end_month)


def active_base(people: list[Customer]) -> Row:
    """The bridge of the customers who bought within twelve calendar months."""
    now = month_number(AS_OF)
    start, end = year_to(now)
    before_start, before_end = year_to(now - 12)
    old = {c.number for c in people if c.occasions(before_start, before_end)}
    new = {c.number for c in people if c.occasions(start, end)}
    first = {c.number for c in people if c.states and c.states[0].first >= start}
    sales = sum(c.sales(start, end) for c in people)
    monthly = []
    for number in range(month_number(START) + 11, now + 1):
        window = year_to(number)
        monthly.append(
            {
                "month": month_name(number),
                "buyers_12m": sum(bool(c.occasions(*window)) for c in people),
                "sales_12m": sum(c.sales(*window) for c in people),
            }
        )
    return {
        "from_date": before_end.isoformat(),
        "to_date": end.isoformat(),
        "buyers_12m": len(new),
        "opening": len(old),
        "new": len(new & first),
        "revived": len(new - old - first),
        "dropped": len(old - new),
        "closing": len(new),
        "retention": rate(len(old & new), len(old)),
        "sales_12m": sales,
        "annual_ltv": sales // len(new),
        "monthly": monthly,
    }


def _segment(r: int, f: int) -> str:
    if (r, f) == (1, 1):
        return "lost"
    if r <= 2:
        return "hibernating" if f <= 2 else "at_risk" if f <= 4 else "cant_lose"
    if r == 3 and f <= 3:
        return "about_to_sleep" if f <= 2 else "need_attention"
    if r <= 4 and f >= 4:
        return "loyal"
    if f == 1:
        return "promising" if r == 4 else "new"
    return "potential_loyalist" if f <= 3 else "champions"


def rfm(people: list[Customer]) -> Row:
    """Scores by fixed limits, their cells, the grid and the cross with ranks."""
    cells: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    cross: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for customer in people:
        state = customer.states[-1]
        silence = (AS_OF - state.last).days
        r = 5 - sum(silence > cut for cut in R_CUTS)
        f = 1 + sum(state.n >= cut for cut in F_CUTS)
        m = 1 + sum(state.amount >= cut for cut in M_CUTS)
        rank, status = customer.segment(AS_OF) or ("first_time", "active")
        for group in (cells[(r, f, m)], cross[(rank, status, _segment(r, f))]):
            group[0] += 1
            group[1] += state.amount
    grid = [
        {"r": r, "f": f, "customers": n, "sales": s, "average": s // n if n else None}
        for r in range(1, 6)
        for f in range(1, 6)
        for n, s in [[sum(cells[(r, f, m)][i] for m in range(1, 6)) for i in (0, 1)]]
    ]
    return {
        "mode": "fixed",
        "thresholds": {"r": list(R_CUTS), "f": list(F_CUTS), "m": list(M_CUTS)},
        "segments": [_segment_row(key, grid) for key in RFM],
        "cells": [
            {"r": r, "f": f, "m": m, "customers": n, "sales": s}
            for (r, f, m), (n, s) in sorted(cells.items())
            if n
        ],
        "grid": grid,
        "cross": [
            {"rank": rank, "status": status, "segment": segment, "customers": n, "sales": s}
            for rank, status in SEGMENTS
            for segment in RFM
            for n, s in [cross[rank, status, segment]]
        ],
        "plus": {
            "overdue_ratio": _bins([c.states[-1] for c in people if c.states[-1].n > 1]),
            "trend": [
                {"low": low, "high": high, "customers": n}
                for (low, high), n in zip(TREND, (674, 61, 88, 97, 84, 66, 756), strict=True)
            ],
            "tenure": [
                {"low": low, "high": high, "customers": sum(_inside(c, low, high) for c in people)}
                for low, high in TENURE
            ],
        },
    }


def _inside(customer: Customer, low: int, high: int | None) -> bool:
    state = customer.states[-1]
    tenure = (state.last - state.first).days
    return low <= tenure and (high is None or tenure < high)


def _segment_row(key: str, grid: list[Row]) -> Row:
    cells = [cell for cell in grid if _segment(cell["r"], cell["f"]) == key]
    return {
        "segment": key,
        "name": dict(zip(("ja", "en"), RFM[key], strict=True)),
        "customers": sum(cell["customers"] for cell in cells),
        "sales": sum(cell["sales"] for cell in cells),
    }


def _bins(states: list[Any]) -> list[Row]:
    ratios = [(AS_OF - s.last).days * (s.n - 1) / max(1, (s.last - s.first).days) for s in states]
    return [
        {
            "low": low,
            "high": high,
            "customers": sum(low <= x and (high is None or x < high) for x in ratios),
        }
        for low, high in OVERDUE
    ]


def amounts(people: list[Customer]) -> Row:
    """Decile, ABC and the two-indicator rank, all from the amounts."""
    ordered = sorted(people, key=lambda c: (-c.states[-1].amount, c.number))
    sales = [c.states[-1].amount for c in ordered]
    total, size = sum(sales), len(sales)
    deciles, done, place = [], 0, 0
    for number in range(1, 11):
        count = size // 10 + (number <= size % 10)
        part = sales[place : place + count]
        done, place = done + sum(part), place + count
        deciles.append(
            {
                "decile": number,
                "customers": count,
                "sales": sum(part),
                "share": sum(part) / total,
                "cumulative_share": done / total,
                "average": sum(part) // count,
                "ratio": (sum(part) / count) / (total / size),
                "boundary_ties": 0,
            }
        )
    return {"decile": deciles, "abc": _abc(sales), "two_axis": _two_axis(ordered)}


def _abc(sales: list[int]) -> Row:
    total, before = sum(sales), 0
    classes: dict[str, list[int]] = {"A": [], "B": [], "C": []}
    curve = [{"customers_share": 0.0, "sales_share": 0.0}]
    for index, amount in enumerate(sales):
        share = before / total
        classes["A" if share < 0.7 else "B" if share < 0.9 else "C"].append(amount)
        before += amount
        if (index + 1) * 100 // len(sales) > index * 100 // len(sales):
            curve.append(
                {"customers_share": (index + 1) / len(sales), "sales_share": before / total}
            )
    top = sales[: len(sales) // 5]
    return {
        "customers": [
            {"class": key, "customers": len(part), "sales": sum(part), "share": sum(part) / total}
            for key, part in classes.items()
        ],
        "products": None,
        "pareto": {
            "top_20": {"customers": len(top), "sales": sum(top), "share": sum(top) / total},
            "curve": curve,
        },
    }


def _two_axis(ordered: list[Customer]) -> Row:
    x_cut = ordered[len(ordered) // 5].states[-1].amount
    y_cut = sorted(c.states[-1].n for c in ordered if c.states[-1].n > 1)[-len(ordered) // 4]
    points = [(c, c.states[-1].amount, c.states[-1].n) for c in ordered]
    ranks: dict[str, list[int]] = {key: [0, 0] for key in ("vip", "valued", "existing", "new")}
    cells: Counter[tuple[int, int]] = Counter()
    money: Counter[tuple[int, int]] = Counter()
    bins: Counter[tuple[int, int, str]] = Counter()
    for _, x, y in points:
        high = (int(x >= x_cut), int(y >= y_cut))
        key = "new" if y == 1 else ("existing", "valued", "vip")[sum(high)]
        ranks[key][0] += 1
        ranks[key][1] += x
        cells[high] += 1
        money[high] += x
        bins[(x // 10_000 * 10_000 + 5_000, y, key)] += 1
    names = {
        "vip": ("VIP", "VIP"),
        "valued": ("お得意客", "Valued"),
        "existing": ("既存客", "Existing"),
        "new": ("新規客", "New"),
    }
    both = [(a, b) for a in (0, 1) for b in (0, 1)]
    shown = [
        {
            "rank": key,
            "name": dict(zip(("ja", "en"), names[key], strict=True)),
            "customers": n,
            "sales": s,
        }
        for key, (n, s) in ranks.items()
    ]
    vip = [(c, x, y) for c, x, y in points if x >= x_cut and y >= y_cut]
    return {
        "x": {"indicator": "amount", "name": {"ja": "購入金額", "en": "Amount"}, "cut": x_cut},
        "y": {
            "indicator": "occasions",
            "name": {"ja": "購入回数", "en": "Purchases"},
            "cut": y_cut,
        },
        "ranks": shown,
        "cells": [
            {"x": a, "y": b, "customers": cells[a, b], "sales": money[a, b]} for a, b in both
        ],
        "three": _three(points, shown, x_cut, y_cut),
        "vip": [
            {"customer": c.number, "customer_name": None, "x": x, "y": y} for c, x, y in vip[:100]
        ],
        "scatter": [
            {"x": x, "y": y, "customers": n, "rank": key} for (x, y, key), n in sorted(bins.items())
        ],
        "period": {"start": START.isoformat(), "end": AS_OF.isoformat()},
    }


def _three(
    points: list[tuple[Customer, int, int]], ranks: list[Row], x_cut: int, y_cut: int
) -> Row:
    cuts = {"x": [x_cut // 3, x_cut], "y": [2, y_cut]}
    cells: Counter[tuple[int, int]] = Counter()
    money: Counter[tuple[int, int]] = Counter()
    for _, x, y in points:
        key = (sum(x >= cut for cut in cuts["x"]), sum(y >= cut for cut in cuts["y"]))
        cells[key] += 1
        money[key] += x
    return {
        "ranks": ranks,
        "cells": [
            {"x": a, "y": b, "customers": cells[a, b], "sales": money[a, b]}
            for a in range(3)
            for b in range(3)
        ],
        "cuts": cuts,
    }
