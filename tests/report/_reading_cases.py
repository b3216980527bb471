"""For each rule of reading: changes with which it fires on the example, and stays quiet."""

from __future__ import annotations

from typing import Any

from tests.report._changed import Changes, rate, transition

NOBODY: Changes = {
    f"cpm.{rank}/{status}.{column}": 0
    for rank in ("first_time", "toddler", "steady", "burst", "loyal")
    for status in ("active", "lapsed")
    for column in ("customers", "sales", "sales_12m")
}
TOP = "loyal/active"


def moves(*, kept: int, lapsed: int, joined: int) -> Changes:
    """Return a transition matrix in which only the highest rank moves."""
    return {
        "transitions.rows": [
            transition(TOP, TOP, kept, kept + lapsed),
            transition(TOP, "loyal/lapsed", lapsed, kept + lapsed),
            transition("steady/active", TOP, joined, joined),
        ]
    }


def month_ends(*active: int) -> Changes:
    """Return month ends with these numbers of active customers."""
    return {
        "monthly": [
            {
                "month": f"{2024 + k // 12}-{k % 12 + 1:02d}",
                "rank": "steady",
                "status": "active",
                "customers": customers,
            }
            for k, customers in enumerate(active)
        ]
    }


def flow(*, first: int, revived: int, lapsed: int) -> Changes:
    row = {"period": "2026-11", "raised": 0, "lowered": 0}
    return {"flows.periods": [row | {"first": first, "revived": revived, "lapsed": lapsed}]}


def step(numerator: int, denominator: int) -> Changes:
    """Return one step up with target 50 %."""
    found: dict[str, Any] = {
        "from": "first_time",
        "to": ["toddler"],
        "name": {"ja": "初回客 → よちよち客以上", "en": "First-time → Toddler or higher"},
        "rate": rate(numerator, denominator),
        "low": 0.0,
        "high": 1.0,
        "target": 0.5,
    }
    return {"advance.steps": [found]}


def cohorts(months: int, *, truncated: int = 0) -> Changes:
    """Return F2 cohorts of 10 customers, 4 of whom bought again within 180 days."""
    return {
        "f2": [
            {
                "cohort": f"{2020 + k // 12}-{k % 12 + 1:02d}",
                "window_days": 180,
                "customers": 10,
                "converted": 4,
                "truncated": truncated,
            }
            for k in range(months)
        ]
    }


def curve(false_lapse: float) -> Changes:
    point = {"days": 240, "reach": 100, "returned": 10, "false_lapse": false_lapse}
    return {"lapse_curve.points": [point]}


def limit(days: int) -> Changes:
    return {"suggestions.lapse_days": {"value": days, "false_lapse": 0.15}}


def change(value: int, customers: int) -> Changes:
    row = {"threshold": "loyal_amount", "value": value, "customers_changed": customers}
    return {"suggestions.changes": [row]}


def ends(date: str) -> Changes:
    return {"sales_change.to.end": date}


def quiet(answer: str) -> Changes:
    return {answer: None}


WARNING = {"code": "loyal_amount_unusual", "ja": "境目が高すぎます。", "en": "The limit is high."}
TRENDS = [{"low": -1, "high": -1, "customers": 5}, {"low": -0.2, "high": 0.2, "customers": 5}]
SAME_SHOP = [{"group": "本店", "from": 1, "to": 1, "delta": 0}]
PRODUCTS = [{"class": "A", "products": 3, "sales": 70, "share": 0.7}]
PRODUCTS += [{"class": "B", "products": 4, "sales": 20, "share": 0.2}]
FIRST_LEFT = [transition("first_time/active", "first_time/lapsed", 8, 10)]
FIRST_BACK = [transition("first_time/active", "toddler/active", 8, 10)]
LAPSED_STAY = [transition("toddler/active", "toddler/active", 3, 3)]

# rule: (it fires with these changes, it does not with these)
CASES: dict[str, tuple[Changes, Changes]] = {
    "overview.nobody": (NOBODY, {}),
    "overview.do-top-lapsed": ({}, {"cpm.loyal/lapsed.customers": 0}),
    "overview.do-lapsed": ({"cpm.loyal/lapsed.customers": 0}, {}),
    "overview.do-second": ({}, {"cpm.first_time/active.customers": 0}),
    "overview.do-revive": ({}, {"bands.lapsed_to_revive.customers": 0}),
    "cpm.total": ({}, NOBODY),
    "cpm.top-fewer": (moves(kept=381, lapsed=31, joined=8), moves(kept=9, lapsed=1, joined=1)),
    "cpm.top-more": (moves(kept=9, lapsed=1, joined=5), moves(kept=9, lapsed=1, joined=1)),
    "cpm.top-same": (moves(kept=9, lapsed=1, joined=1), moves(kept=0, lapsed=0, joined=0)),
    "cpm.top-now": (quiet("transitions"), {}),
    "cpm.top-none": ({f"cpm.loyal/{s}.customers": 0 for s in ("active", "lapsed")}, {}),
    "cpm.top-sales": ({}, {"cpm.loyal/active.sales_12m": 0}),
    "cpm.top-lapsing": ({}, {"yearly_difference.loyal/lapsed.difference": 0}),
    "cpm.first-time-lapsed": ({}, {"cpm.first_time/lapsed.customers": 1_000}),
    "cpm.toddlers-many": ({"cpm.toddler/active.customers": 500}, {}),
    "cpm.steady-fewer": (
        {"yearly_difference.steady/active.difference": -20},
        {"yearly_difference.steady/active.difference": -10},
    ),
    "cpm.bursts-many": ({"cpm.burst/active.sales_12m": 9_000_000}, {}),
    "cpm.to-revive": ({}, {"thresholds.lapse_days": 365}),
    "monthly.month": (month_ends(5, 6), month_ends(5)),
    "monthly.year": (month_ends(*range(13)), month_ends(*range(12))),
    "monthly.peak-past": (month_ends(*[100] * 12, 94), month_ends(*[100] * 12, 96)),
    "monthly.peak-now": (month_ends(*[100] * 12, 101), month_ends(*[100] * 12, 99)),
    "ledger.year": ({}, {"flows.periods": []}),
    "ledger.month": ({}, {"flows.periods": []}),
    "ledger.more-leave": (
        flow(first=5, revived=2, lapsed=8),
        flow(first=5, revived=2, lapsed=7),
    ),
    "ledger.returns": ({"ledger.0.in_return": 3}, {"ledger": []}),
    "transitions.active-kept": ({}, {"transitions.rows": []}),
    "transitions.top-kept": ({}, {"transitions.rows": LAPSED_STAY}),
    "transitions.first-left": (
        {"transitions.rows": FIRST_LEFT},
        {"transitions.rows": FIRST_BACK},
    ),
    "transitions.revived": ({}, {"transitions.rows": LAPSED_STAY}),
    "transitions.raised": (
        {"transitions.rows": FIRST_BACK},
        {"transitions.rows": [transition("none", "steady/active", 3, 3), *LAPSED_STAY]},
    ),
    "advance.met": (step(50, 100), step(49, 100)),
    "advance.below": (step(49, 100), step(50, 100)),
    "advance.widest": (step(49, 100), step(50, 100)),
    "advance.few": (step(10, 29), step(10, 30)),
    "active_base.identity": ({}, {"active_base.buyers_12m": 0}),
    "active_base.bridge": ({}, {"active_base.opening": 0}),
    "active_base.retention": ({}, {"active_base.retention": rate(0, 0)}),
    "active_base.steady-state": ({}, {"active_base.retention": rate(5, 5)}),
    "active_base.moving-total": ({}, {"active_base.monthly": []}),
    "sales_change.delta": ({}, {"sales_change.delta": 0}),
    "sales_change.same": ({"sales_change.delta": 0}, {}),
    "sales_change.partial": (ends("2026-11-29"), ends("2026-11-30")),
    "sales_change.factors": ({}, quiet("sales_change")),
    "sales_change.main": (
        {},
        {f"sales_change.{part}": 0 for part in ("unit_price", "frequency", "customers")},
    ),
    "sales_change.people": ({}, {"sales_change.people": None}),
    "sales_change.group": ({}, {"sales_change.groups.rows": SAME_SHOP}),
    "sales_change.product": ({}, {"sales_change.products": None}),
    "sales_change.shapley": ({"sales_change.method": "shapley"}, {}),
    "rfm.champions": ({}, {"rfm.segments.champions.customers": 0}),
    "rfm.slipping": (
        {},
        {f"rfm.segments.{name}.customers": 0 for name in ("at_risk", "cant_lose")},
    ),
    "rfm.burst-overrated": ({}, {"rfm.cross": []}),
    "rfm.trend": ({"rfm.plus.trend": TRENDS}, {"rfm.plus.trend": TRENDS[1:]}),
    "decile.top": ({}, {"decile": []}),
    "decile.ratio": ({}, {"decile.0.ratio": None}),
    "decile.concentrated": ({"decile.0.share": 0.5}, {"decile.0.share": 0.49}),
    "decile.ties": ({"decile.2.boundary_ties": 3}, {}),
    "abc.a": ({}, {"abc.customers.0.customers": 0}),
    "abc.pareto": ({}, {"abc.pareto.top_20.share": None}),
    "abc.products": ({"abc.products": PRODUCTS}, {}),
    "two_axis.ranks": ({}, {"two_axis.ranks": []}),
    "two_axis.vip": ({}, {"two_axis.ranks.0.customers": 0}),
    "repeat.f2": ({}, {"repeat.f2": rate(0, 0)}),
    "repeat.f2-window": ({"repeat.f2": rate(4, 10), "repeat.windows.2.rate": rate(4, 10)}, {}),
    "repeat.wall": ({}, {"repeat.f3": rate(1, 1_004)}),
    "repeat.half": ({}, {"repeat.survival": []}),
    "repeat.period-ltv": ({}, {"repeat.period_ltv.customers": 0}),
    "repeat.truncated": ({"repeat.cohorts.0.truncated": True}, {"repeat.cohorts": []}),
    "f2.year": (cohorts(23), cohorts(11)),
    "f2.years": (cohorts(24), cohorts(24, truncated=1)),
    "f2.left-out": (cohorts(24, truncated=1), cohorts(24)),
    "lapse_curve.fits": (curve(0.2), curve(0.21)),
    "lapse_curve.early": (curve(0.21), curve(0.2)),
    "suggestions.limit-shorter": (limit(215), limit(216)),
    "suggestions.limit-longer": (limit(265), limit(264)),
    "suggestions.limit-right": (limit(264), limit(265)),
    "suggestions.cycle": ({}, {"suggestions.cycle_days": None}),
    "suggestions.scaled": ({}, {"suggestions.loyal_days": None}),
    "suggestions.change": (change(51_000, 61), change(51_000, 0)),
    "suggestions.warning": ({"suggestions.warnings": [WARNING]}, {}),
    "input.read": ({}, {"input.customers": 0}),
    "input.rejected": ({}, {"input.rows_rejected": 0}),
    "input.excluded": ({}, {"input.rows_excluded": 0}),
    "input.identified": ({}, {"input.identified": rate(9, 9)}),
    "input.identified-low": ({"input.identified": rate(7, 9)}, {"input.identified": rate(8, 10)}),
    "input.overlap": (
        {"input.overlap_rows": 2},
        {"input.overlap_rows": 2, "input.excluded.overlap": 2},
    ),
    "input.without-purchase": ({}, {"without_purchase.customers": 0}),
    "input.short-history": ({"input.first_date": "2026-01-01"}, {}),
}
