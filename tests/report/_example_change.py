"""Where the change of the made-up shop's sales came from."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import Any

from tests.report._example_amounts import year_to
from tests.report._example_shop import AS_OF, SEGMENTS, Customer, month_number

Row = dict[str, Any]
Windows = dict[str, tuple[date, date]]


def sales_change(people: list[Customer]) -> Row:
    """The change of a year's sales in its three factors, and the people behind it."""
    now = month_number(AS_OF)
    windows = {"from": year_to(now - 12), "to": year_to(now)}
    found = _totals(people, windows)
    parts = _lmdi(found["from"], found["to"])
    groups = [people[place::3] for place in range(3)]
    names = ("本店", "長岡店", "通信販売")
    rows = [
        {"group": name, **_line(group, windows)} for name, group in zip(names, groups, strict=True)
    ]
    stood: dict[Any, list[Customer]] = defaultdict(list)
    for customer in people:
        stood[customer.segment(windows["from"][1]) or ("none", None)].append(customer)
    return {
        **found,
        "delta": found["to"]["sales"] - found["from"]["sales"],
        **parts,
        "method": "lmdi",
        "people": _people(people, windows, parts["customers"]),
        "segments": [
            {"rank": rank, "status": status, **_line(stood[rank, status], windows)}
            for rank, status in [*SEGMENTS, ("none", None)]
        ],
        "groups": {"by": "shop", "rows": rows, "rest": None, "total": _added(rows)},
        "products": _products(people, windows),
    }


def _products(people: list[Customer], windows: Windows) -> Row:
    """As if every other customer bought tea alone, and the others named no product."""
    rows = [
        {"group": name, **_line(people[place::2], windows)}
        for place, name in enumerate(("煎茶", ""))
    ]
    return {"by": "product", "rows": rows, "rest": None, "total": _added(rows)}


def _totals(people: list[Customer], windows: Windows) -> Row:
    found: Row = {}
    for key, (start, end) in windows.items():
        found[key] = {
            "start": start.isoformat(),
            "end": end.isoformat(),
            "sales": sum(c.sales(start, end) for c in people),
            "customers": sum(bool(c.occasions(start, end)) for c in people),
            "occasions": sum(len(c.occasions(start, end)) for c in people),
        }
    return found


def _line(people: list[Customer], windows: Windows) -> Row:
    found = _totals(people, windows)
    before, after = found["from"]["sales"], found["to"]["sales"]
    none = {"unit_price": 0, "frequency": 0, "customers": after - before}
    parts = _lmdi(found["from"], found["to"]) if before > 0 and after > 0 else none
    return {"from": before, "to": after, "delta": after - before, **parts}


def _added(rows: list[Row]) -> Row:
    keys = ("from", "to", "delta", "unit_price", "frequency", "customers")
    return {key: sum(row[key] for row in rows) for key in keys}


def _lmdi(a: Row, b: Row) -> Row:
    change = b["sales"] - a["sales"]
    weight = change / math.log(b["sales"] / a["sales"]) if change else a["sales"]

    def factors(row: Row) -> tuple[float, float]:
        return row["sales"] / row["occasions"], row["occasions"] / row["customers"]

    unit, often = (
        round(weight * math.log(y / x)) for x, y in zip(factors(a), factors(b), strict=True)
    )
    return {"unit_price": unit, "frequency": often, "customers": change - unit - often}


def _people(people: list[Customer], windows: Windows, part: int) -> Row:
    """Counts times the average effect of one head; the remainder goes to those who stayed."""
    kinds = {key: [0, 0, 0] for key in ("new", "kept", "revived", "lost")}
    for customer in people:
        before, after = (customer.occasions(*windows[key]) for key in ("from", "to"))
        if not before and not after:
            continue
        first = customer.states[0].first
        new = "new" if first >= windows["to"][0] else "revived"
        sums = kinds[("kept" if after else "lost") if before else new]
        sums[0] += 1
        sums[1] += customer.sales(*windows["from"])
        sums[2] += customer.sales(*windows["to"])
    heads = {"new": kinds["new"][0], "revived": kinds["revived"][0], "lost": -kinds["lost"][0]}
    each = part / (sum(heads.values()) or 1)
    split = {key: round(count * each) for key, count in heads.items()}
    split["kept"] = part - sum(split.values())
    return {
        key: {"customers": n, "sales": split[key], "from_sales": a, "to_sales": b}
        for key, (n, a, b) in kinds.items()
    }
