"""Thresholds that fit the data, and how many customers a change of thresholds would move.

Method: docs/methods/suggestions.md. The published limits read as multiples of a purchase cycle c
and an average order u: T1 = 3c, T2 = 7c, M = 7u, L = 8c.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from goen.analysis.notes import note
from goen.analysis.shares import average
from goen.analysis.thresholds import Thresholds, UnreadableThresholds
from goen.japanese import Text

if TYPE_CHECKING:
    from goen.analysis.engine import Engine, Row

TODDLER_CYCLES = 3
LOYAL_CYCLES = 7
LAPSE_CYCLES = 8
LOYAL_ORDERS = 7
LEAST_REACH = 30  # silences; a share of fewer says little
FALSE_LAPSE_LIMIT = 0.2
USUAL_ORDERS = (4, 12)  # a loyal amount outside these many average orders is warned about
DAYS_STEP = 30
AMOUNT_STEP = 10  # percent


@dataclass(frozen=True, slots=True)
class _Orders:
    """All purchase occasions and their net sales."""

    occasions: int
    sales: int

    def times(self, factor: int) -> int | None:
        """Return `factor` average orders, rounded to the minor unit; None without sales."""
        return average(total=factor * self.sales, count=self.occasions) if self.sales > 0 else None


def suggestions(
    *, engine: Engine, thresholds: Thresholds, lapse_curve: dict[str, Any] | None
) -> dict[str, Any]:
    """Return suggested thresholds, what changes of the present ones would move, and warnings.

    Days in days, money in minor units. A value that the data cannot give is None. `changes` counts
    customers who would stand at another rank or status if that one threshold had that value.
    """
    orders = _orders(engine)
    cycle = median(counts=engine.ask(question="gaps"))
    found = {
        "cycle_days": cycle,
        "toddler_days": None if cycle is None else TODDLER_CYCLES * cycle,
        "loyal_days": None if cycle is None else LOYAL_CYCLES * cycle,
        "loyal_amount": orders.times(LOYAL_ORDERS),
        "lapse_days_by_cycle": None if cycle is None else LAPSE_CYCLES * cycle,
    }
    lapse = _lapse(lapse_curve)
    wanted = {**found, "lapse_days": lapse["value"] if lapse else None}
    return {
        "lapse_days": lapse,
        "order_value": {
            "mean": orders.times(1),
            "sales": orders.sales,
            "occasions": orders.occasions,
        },
        **found,
        "changes": _changes(engine, thresholds, wanted),
        "warnings": _warnings(thresholds, orders),
    }


def loyal_amount_notes(*, engine: Engine, thresholds: Thresholds) -> list[dict[str, str | None]]:
    """Return a note when the loyal amount in use is far from the usual number of average orders."""
    return [
        note(answer="cpm", code=warning["code"], ja=warning["ja"], en=warning["en"])
        for warning in _warnings(thresholds, _orders(engine))
    ]


def suggestions_notes(*, answer: dict[str, Any]) -> list[dict[str, str | None]]:
    """Return which suggestions the data cannot give, and why."""
    return [
        note(answer="suggestions", code=code, ja=text.ja, en=text.en)
        for name, (code, text) in _REASONS.items()
        if answer[name] is None
    ]


_REASONS = {
    "lapse_days": (
        "no_lapse_limit",
        Text(
            "離脱と見たあとに戻る人が2割以下になる日数が、データからは見つかりませんでした。",
            "No lapse limit was found after which at most one in five still comes back.",
        ),
    ),
    "cycle_days": (
        "no_cycle",
        Text(
            "2回購入したお客様がいないため、購入の間隔からの提案はありません。",
            "Nobody has bought twice, so there is no suggestion from the purchase cycle.",
        ),
    ),
    "loyal_amount": (
        "no_order_value",
        Text(
            "売上の合計が0円以下のため、金額の提案はありません。",
            "All sales together are not above zero, so no amount is suggested.",
        ),
    ),
}


def customers_changed(*, engine: Engine, present: Thresholds, changed: Thresholds) -> int:
    """Return how many customers would stand at another rank or status with `changed` thresholds.

    `present` are those that `standing` was made with; the engine's `rank_of` follows them again
    afterwards.
    """
    engine.define_rank(case=changed.scheme().rank_case())
    try:
        rows = engine.ask(question="elsewhere", lapse_days=changed.lapse_days)
    finally:
        engine.define_rank(case=present.scheme().rank_case())
    return int(rows[0]["customers"])


def median(*, counts: list[Row]) -> int | None:
    """Return the median of days from counts by length; of two middle ones, the shorter.

    Found by rank: the first length at which the running count reaches half of all.
    """
    total = sum(row["gaps"] for row in counts)
    running = 0
    for row in sorted(counts, key=lambda row: row["days"]):
        running += row["gaps"]
        if 2 * running >= total:
            return int(row["days"])
    return None


def _orders(engine: Engine) -> _Orders:
    row = engine.ask(question="order_value")[0]
    return _Orders(occasions=row["occasions"] or 0, sales=row["sales"] or 0)


def _lapse(curve: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the shortest limit that is wrong for at most one silence in five of enough."""
    points = curve["points"] if curve else []
    judged = (point for point in points if point["reach"] >= LEAST_REACH)
    fit = next((point for point in judged if point["false_lapse"] <= FALSE_LAPSE_LIMIT), None)
    if fit is None:
        return None
    return {
        "value": fit["days"],
        "false_lapse": fit["false_lapse"],
        "reach": fit["reach"],
        "returned": fit["returned"],
    }


def _changes(
    engine: Engine, thresholds: Thresholds, wanted: dict[str, int | None]
) -> list[dict[str, Any]]:
    """Try each threshold a step lower, a step higher, and as suggested, one at a time."""
    found = []
    for name in _names(thresholds):
        now = getattr(thresholds, name)
        step = now * AMOUNT_STEP // 100 if name == "loyal_amount" else DAYS_STEP
        values = {now - step, now + step, wanted[name] or now} - {now}
        for value in sorted(values):
            changed = _with(thresholds, name, value)
            if changed is not None:
                moved = customers_changed(engine=engine, present=thresholds, changed=changed)
                found.append({"threshold": name, "value": value, "customers_changed": moved})
    return found


def _names(thresholds: Thresholds) -> tuple[str, ...]:
    """Return the thresholds that move customers; a company's own rules use none but the lapse."""
    if thresholds.scheme_key == "own":
        return ("lapse_days",)
    return ("toddler_days", "loyal_days", "loyal_amount", "lapse_days")


def _with(thresholds: Thresholds, name: str, value: int) -> Thresholds | None:
    """Return the thresholds with one value changed; None where that contradicts another one."""
    try:
        if name == "lapse_days":
            inactive = max(thresholds.inactive_days, value + 1)
            return replace(thresholds, lapse_days=value, inactive_days=inactive)
        entry: dict[str, Any] = {name: value}
        return replace(thresholds, **entry)
    except UnreadableThresholds:
        return None


def _warnings(thresholds: Thresholds, orders: _Orders) -> list[dict[str, Any]]:
    """Warn of a loyal amount far from the usual number of average orders, with the suggestion."""
    mean, fitting = orders.times(1), orders.times(LOYAL_ORDERS)
    low, high = USUAL_ORDERS
    lowest, highest = low * orders.sales, high * orders.sales
    amount = thresholds.loyal_amount * orders.occasions
    if thresholds.scheme_key == "own" or fitting is None or lowest <= amount <= highest:
        return []
    times = amount / orders.sales
    return [
        {
            "code": "loyal_amount_unusual",
            "threshold": "loyal_amount",
            "value": thresholds.loyal_amount,
            "order_value": mean,
            "orders": times,
            "suggested": fitting,
            "ja": f"優良客の金額の境目（M）は平均注文単価の{times:.1f}倍です。"
            f"{low}～{high}倍が目安です。平均注文単価の{LOYAL_ORDERS}倍にすることをおすすめします。",
            "en": f"The loyal amount (M) is {times:.1f} times the average order; {low} to {high} "
            f"times is usual. We suggest {LOYAL_ORDERS} times the average order.",
        }
    ]
