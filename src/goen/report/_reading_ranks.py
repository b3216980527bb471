"""Sentences on the ranks as they stand: how many, who carries the sales, who is leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import _format
from goen.report._reading_rule import Facts, Rule, Values

if TYPE_CHECKING:
    from collections.abc import Iterator

# Shares at which the reading of domain §1.5 ("many first-time lapsed", "toddlers stuck", "bursts
# large", "steady shrinking") is said aloud; chosen by us, the sources name no figure.
MANY_FIRST_LAPSED = 0.4
MANY_TODDLERS = 0.25
MANY_BURST_SALES = 0.15
STEADY_FALL = 0.05
FEW = 30  # shares of fewer customers say nothing about the shop


def top_change(facts: Facts) -> dict[str, int] | None:
    """Return how the active customers of the highest rank changed over the transitions' year."""
    here = (facts.top, "active")
    found = dict.fromkeys(("before", "lapsed", "lowered", "joined", "now"), 0)
    rows = facts.given("transitions").get("rows")
    if not rows or not facts.knows_last_year:
        return None
    for row in rows:
        before = (row["from_rank"], row["from_status"])
        after = (row["to_rank"], row["to_status"])
        found["before"] += row["customers"] if before == here else 0
        found["now"] += row["customers"] if after == here else 0
        if before == here and after != here:
            found["lapsed" if after[1] == "lapsed" else "lowered"] += row["customers"]
        if after == here and before != here:
            found["joined"] += row["customers"]
    return found


def _total(facts: Facts) -> Iterator[Values]:
    rows = facts.given("cpm") or []
    everyone = sum(row["customers"] for row in rows)
    active = sum(row["customers"] for row in rows if row["status"] == "active")
    if everyone:
        yield {
            "everyone": facts.people(everyone),
            "active": _format.count(active),
            "share": facts.part(active, everyone),
            "days": str(facts.threshold("lapse_days")),
        }


def _top_values(facts: Facts, change: dict[str, int]) -> Values:
    return {
        "name": facts.segment(facts.top, "active"),
        "before": _format.count(change["before"]),
        "now": _format.count(change["now"]),
        "lapsed": _format.count(change["lapsed"]),
        "joined": _format.count(change["joined"]),
        "sales": facts.total(facts.sales(facts.top, "active", column="sales_12m")),
    }


def _top_fewer(facts: Facts) -> Iterator[Values]:
    change = top_change(facts)
    if change and change["now"] < change["before"]:
        yield _top_values(facts, change)


def _top_more(facts: Facts) -> Iterator[Values]:
    change = top_change(facts)
    if change and change["now"] > change["before"]:
        yield _top_values(facts, change)


def _top_same(facts: Facts) -> Iterator[Values]:
    change = top_change(facts)
    if change and change["now"] == change["before"] > 0:
        yield _top_values(facts, change)


def _top_now(facts: Facts) -> Iterator[Values]:
    now = facts.customers(facts.top, "active")
    if now and top_change(facts) is None:
        sales = facts.total(facts.sales(facts.top, "active", column="sales_12m"))
        yield {
            "name": facts.segment(facts.top, "active"),
            "now": facts.people(now),
            "sales": sales,
        }


def _top_none(facts: Facts) -> Iterator[Values]:
    everyone = sum(row["customers"] for row in facts.given("cpm") or [])
    both = (facts.customers(facts.top, status) for status in ("active", "lapsed"))
    if everyone and not any(both) and facts.top == "loyal":
        yield {
            "name": facts.segment(facts.top, "active"),
            "days": _format.count(facts.threshold("loyal_days")),
            "amount": facts.money(facts.threshold("loyal_amount")),
        }


def _top_sales(facts: Facts) -> Iterator[Values]:
    rows = facts.given("cpm") or []
    everyone = sum(row["customers"] for row in rows)
    sales = sum(row["sales_12m"] for row in rows)
    top = facts.sales(facts.top, "active", column="sales_12m")
    if top > 0 and sales > 0:
        yield {
            "name": facts.segment(facts.top, "active"),
            "people_share": facts.part(facts.customers(facts.top, "active"), everyone),
            "sales_share": facts.part(top, sales),
            "sales": facts.total(top),
        }


def _top_lapsing(facts: Facts) -> Iterator[Values]:
    more = facts.year_difference(facts.top, "lapsed")
    if more and more > 0:
        yield {
            "name": facts.segment(facts.top, "lapsed"),
            "more": _format.count(more),
            "now": facts.people(facts.customers(facts.top, "lapsed")),
        }


def _first_lapsed(facts: Facts) -> Iterator[Values]:
    everyone = sum(row["customers"] for row in facts.given("cpm") or [])
    lapsed = facts.customers("first_time", "lapsed")
    if everyone >= FEW and lapsed >= MANY_FIRST_LAPSED * everyone:
        yield {
            "name": facts.segment("first_time", "lapsed"),
            "lapsed": facts.people(lapsed),
            "share": facts.part(lapsed, everyone),
        }


def _toddlers(facts: Facts) -> Iterator[Values]:
    active = sum(r["customers"] for r in facts.given("cpm") or [] if r["status"] == "active")
    toddlers = facts.customers("toddler", "active")
    if active >= FEW and toddlers >= MANY_TODDLERS * active:
        yield {
            "name": facts.segment("toddler", "active"),
            "now": facts.people(toddlers),
            "share": facts.part(toddlers, active),
        }


def _steady_fewer(facts: Facts) -> Iterator[Values]:
    now, fewer = facts.customers("steady", "active"), facts.year_difference("steady", "active")
    if fewer is not None and fewer < 0 and -fewer >= STEADY_FALL * (now - fewer):
        yield {
            "name": facts.segment("steady", "active"),
            "before": _format.count(now - fewer),
            "now": _format.count(now),
        }


def _bursts(facts: Facts) -> Iterator[Values]:
    sales = sum(row["sales_12m"] for row in facts.given("cpm") or [])
    burst = facts.sales("burst", "active", column="sales_12m")
    if sales > 0 and burst >= MANY_BURST_SALES * sales:
        yield {
            "name": facts.segment("burst", "active"),
            "now": facts.people(facts.customers("burst", "active")),
            "share": facts.part(burst, sales),
        }


def revive_band(facts: Facts) -> dict[str, Any] | None:
    """Return the band of lapsed customers who still count in the 12-month base, if it exists."""
    band = facts.given("bands").get("lapsed_to_revive")
    has_days = facts.threshold("lapse_days") < facts.threshold("inactive_days")
    return dict(band) if band and band["customers"] and has_days else None


def _to_revive(facts: Facts) -> Iterator[Values]:
    band = revive_band(facts)
    if band:
        yield {
            "from": str(facts.threshold("lapse_days")),
            "to": str(facts.threshold("inactive_days") - 1),
            "limit": str(facts.threshold("inactive_days")),
            "customers": facts.people(band["customers"]),
            "sales": facts.total(band["sales_12m"]),
        }


RULES = (
    Rule(
        id="cpm.total",
        find=_total,
        ja="お買い物のあった{everyone}のうち、最後の購入から{days}日たっていない現役のお客様は"
        "{active}人（{share}）です。",
        en="Of {everyone} who ever bought, {active} ({share}) are active: "
        "less than {days} days have passed since their last purchase.",
        weight=100,
    ),
    Rule(
        id="cpm.top-fewer",
        find=_top_fewer,
        ja="{name}は1年前の{before}人から{now}人になりました。{lapsed}人が離れ、"
        "{joined}人が戻るか上がりました。直近1年の売上は{sales}です。",
        en="{name} went from {before} to {now} in a year: {lapsed} lapsed, "
        "{joined} came back or rose. Their sales of the past year are {sales}.",
        weight=95,
    ),
    Rule(
        id="cpm.top-more",
        find=_top_more,
        ja="{name}は1年前の{before}人から{now}人に増えました。{joined}人が戻るか上がり、"
        "{lapsed}人が離れました。直近1年の売上は{sales}です。",
        en="{name} grew from {before} to {now} in a year: {joined} came back or rose, "
        "{lapsed} lapsed. Their sales of the past year are {sales}.",
        weight=95,
    ),
    Rule(
        id="cpm.top-same",
        find=_top_same,
        ja="{name}は1年前と同じ{now}人です。{lapsed}人が離れ、{joined}人が戻るか上がりました。"
        "直近1年の売上は{sales}です。",
        en="{name} are {now}, as a year ago: {lapsed} lapsed, {joined} came back or rose. "
        "Their sales of the past year are {sales}.",
        weight=95,
    ),
    Rule(
        id="cpm.top-now",
        find=_top_now,
        ja="{name}は{now}で、直近1年の売上は{sales}です。",
        en="{name}: {now}, with sales of {sales} in the past year.",
        weight=95,
    ),
    Rule(
        id="cpm.top-none",
        find=_top_none,
        ja="{name}はまだいません。{days}日以上のおつきあいで、"
        "累計{amount}以上のお買い物があると、ここに入ります。",
        en="There are no {name} yet. It takes {days} days of custom "
        "and {amount} of purchases in all.",
        weight=60,
    ),
    Rule(
        id="cpm.top-sales",
        find=_top_sales,
        ja="{name}は人数では{people_share}ですが、直近1年の売上では{sales_share}（{sales}）です。",
        en="{name} are {people_share} of customers and {sales_share} "
        "of the sales of the past year ({sales}).",
    ),
    Rule(
        id="cpm.top-lapsing",
        find=_top_lapsing,
        ja="{name}は1年で{more}人増え、{now}になりました。"
        "理由を知りたいお客様です。いちばん先に声をかけます。",
        en="{name} grew by {more} in a year, to {now}. "
        "They are the ones to speak to first, and to learn from.",
        weight=70,
    ),
    Rule(
        id="cpm.first-time-lapsed",
        find=_first_lapsed,
        ja="{name}は{lapsed}で、全体の{share}です。はじめの商品が期待に合っていたか、"
        "そのあとのお便りが届いていたかを見直すところです。",
        en="{name} make up {share} of all ({lapsed}). Look again at whether the first purchase "
        "met their hopes, and whether anyone wrote to them afterwards.",
        weight=65,
    ),
    Rule(
        id="cpm.toddlers-many",
        find=_toddlers,
        ja="{name}は{now}で、現役の{share}です。まだ習慣になっていません。"
        "使い心地をうかがい、定期便や次の1品をご案内する時期です。",
        en="{name} are {share} of the active ({now}). Buying is not yet a habit: "
        "ask how they are getting on, and offer a regular order or one more thing.",
        weight=50,
    ),
    Rule(
        id="cpm.steady-fewer",
        find=_steady_fewer,
        ja="{name}は1年前の{before}人から{now}人に減りました。売上の土台が静かに細っています。"
        "売り込みではない季節のお便りを続けます。",
        en="{name} fell from {before} to {now} in a year. The base of sales is wearing thin "
        "quietly: keep writing to them with the seasons, without selling.",
        weight=62,
    ),
    Rule(
        id="cpm.bursts-many",
        find=_bursts,
        ja="{name}は{now}で、直近1年の売上の{share}を占めます。催しや値引きに頼った売上かもしれません。"
        "すすめるより、お礼と使い方のお話で長いおつきあいにします。",
        en="{name} ({now}) bring {share} of the sales of the past year, "
        "perhaps drawn by campaigns. Rather than push for more, "
        "thank them and help them use what they bought.",
        weight=45,
    ),
    Rule(
        id="cpm.to-revive",
        find=_to_revive,
        ja="最後の購入から{from}～{to}日のお客様が{customers}います（直近1年の売上{sales}）。"
        "{limit}日になると、12か月の実績から消えます。",
        en="Between {from} and {to} days since the last purchase: {customers}, "
        "with {sales} of sales in the past year. At {limit} days they drop out of the year's base.",
    ),
)
