"""Sentences on the year's base and on where the change in sales came from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from goen.report import _format
from goen.report._reading_rule import Facts, Row, Rule, Values, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 12

FACTORS = {
    "unit_price": ("単価", "Spending per visit"),
    "frequency": ("回数", "Visits per customer"),
    "customers": ("人数", "The number of customers"),
}
# What to do about the factor that moved most (domain §1.4: win, keep, revive; §2.9).
ADVICE = {
    ("unit_price", True): (
        "まとめ買いや上の品が選ばれています。理由をうかがい、店の案内に生かします。",
        "People choose more, or better. Learn why, and let the shop show it.",
    ),
    ("unit_price", False): (
        "値引きの続きすぎや、小さな買い物への移りがないか見ます。松竹梅の品ぞろえが助けになります。",
        "Check for too many discounts or smaller baskets; a good-better-best range helps.",
    ),
    ("frequency", True): (
        "足を運ぶ習慣がついています。そのきっかけを続けます。",
        "The habit of coming is growing. Keep up what started it.",
    ),
    ("frequency", False): (
        "お便りの間があいていないか見ます。次の用事をつくるご案内が効きます。",
        "Check whether letters have become rare; give a reason for the next visit.",
    ),
    ("customers", True): (
        "増えた方に2回目のお買い物をしていただくことが、次の仕事です。",
        "The next task is the second purchase of those who came.",
    ),
    ("customers", False): (
        "離れたお客様に戻っていただくことから始めます。新しい方を集めるより費用がかかりません。",
        "Start by winning back those who left; it costs less than finding new customers.",
    ),
}


def _identity(facts: Facts) -> Iterator[Values]:
    found = facts.given("active_base")
    if found.get("buyers_12m"):
        yield {
            "buyers": facts.people(found["buyers_12m"]),
            "ltv": facts.money(found["annual_ltv"]),
            "sales": facts.total(found["sales_12m"]),
        }


def _bridge(facts: Facts) -> Iterator[Values]:
    found = facts.given("active_base")
    if found.get("opening"):
        keys = ("opening", "new", "revived", "dropped", "closing")
        yield {key: _format.count(found[key]) for key in keys}


def _retention(facts: Facts) -> Iterator[Values]:
    rate = facts.given("active_base").get("retention")
    if rate and rate["denominator"]:
        yield {"rate": facts.rate(rate)}


def _steady_state(facts: Facts) -> Iterator[Values]:
    found = facts.given("active_base")
    rate = found.get("retention")
    if rate and rate["denominator"] > rate["numerator"]:
        lost = 1 - share_of(rate)
        level = round((found["new"] + found["revived"]) / lost)
        yield {"level": facts.people(level), "now": _format.count(found["closing"])}


def _moving_total(facts: Facts) -> Iterator[Values]:
    months = facts.given("active_base").get("monthly") or []
    if len(months) > YEAR and months[-1 - YEAR]["sales_12m"] > 0:
        before, now = months[-1 - YEAR]["sales_12m"], months[-1]["sales_12m"]
        yield {
            "before": facts.total(before),
            "now": facts.total(now),
            "change": _format.signed_share((now - before) / before, lang=facts.lang),
        }


def change_word(facts: Facts, difference: int) -> str:
    """Return whether an amount rose or fell, in words that end the Japanese sentence."""
    if not difference:
        return facts.pick(ja="変わりません", en="unchanged from")
    if difference > 0:
        return facts.pick(ja="増えました", en="more than")
    return facts.pick(ja="減りました", en="less than")


def _delta(facts: Facts) -> Iterator[Values]:
    found = facts.given("sales_change")
    if found and found["delta"]:
        before, delta = found["from"]["sales"], found["delta"]
        relative = delta / before if before > 0 else None
        yield {
            "start": facts.day(found["to"]["start"]),
            "end": facts.day(found["to"]["end"]),
            "sales": facts.total(found["to"]["sales"]),
            "size": facts.total(abs(delta)),
            "relative": _format.signed_share(relative, lang=facts.lang),
            "change": change_word(facts, delta),
        }


def _partial(facts: Facts) -> Iterator[Values]:
    found = facts.given("sales_change")
    if found and date.fromisoformat(found["to"]["end"]) + timedelta(days=1) != _next_month(
        found["to"]["end"]
    ):
        yield {
            "month": facts.month(found["to"]["end"][:7]),
            "end": facts.day_of_month(found["to"]["end"]),
        }


def _next_month(iso: str) -> date:
    found = date.fromisoformat(iso)
    return date(found.year + found.month // YEAR, found.month % YEAR + 1, 1)


def _same(facts: Facts) -> Iterator[Values]:
    found = facts.given("sales_change")
    if found and not found["delta"]:
        yield {"sales": facts.total(found["to"]["sales"])}


def _factors(facts: Facts) -> Iterator[Values]:
    found = facts.given("sales_change")
    if found:
        yield {key: facts.signed_total(found[key]) for key in FACTORS}


def _main(facts: Facts) -> Iterator[Values]:
    found = facts.given("sales_change")
    if found and any(found[key] for key in FACTORS):
        key = max(FACTORS, key=lambda name: abs(found[name]))
        name, advice = FACTORS[key], ADVICE[key, found[key] > 0]
        yield {
            "factor": facts.pick(ja=name[0], en=name[1]),
            "amount": facts.signed_total(found[key]),
            "advice": facts.pick(ja=advice[0], en=advice[1]),
        }


def _people(facts: Facts) -> Iterator[Values]:
    people = facts.given("sales_change").get("people")
    if people:
        yield {
            key: _format.count(people[key]["customers"])
            for key in ("new", "kept", "revived", "lost")
        }


def _group(facts: Facts) -> Iterator[Values]:
    yield from _moved_most(facts, facts.given("sales_change").get("groups"))


def _product(facts: Facts) -> Iterator[Values]:
    yield from _moved_most(facts, facts.given("sales_change").get("products"))


def _moved_most(facts: Facts, groups: Row | None) -> Iterator[Values]:
    """Yield the group with the largest change, of those that have a name."""
    rows = [row for row in groups["rows"] if row["delta"] and row["group"]] if groups else []
    if rows:
        row = max(rows, key=lambda found: abs(found["delta"]))
        yield {"group": row["group"], "delta": facts.signed_total(row["delta"])}


def _shapley(facts: Facts) -> Iterator[Values]:
    if facts.given("sales_change").get("method") == "shapley":
        yield {}


RULES = (
    Rule(
        id="active_base.identity",
        find=_identity,
        ja="この12か月にお買い物のあった{buyers}（稼働顧客）が、1人あたり年{ltv}、"
        "合わせて{sales}を支えています。",
        en="In the last 12 months {buyers} bought, {ltv} each on average: {sales} in all.",
        weight=35,
    ),
    Rule(
        id="active_base.bridge",
        find=_bridge,
        ja="稼働顧客は1年前の{opening}人に、新しい{new}人と1年以上ぶりに購入した{revived}人が加わり、"
        "{dropped}人が抜けて{closing}人です。",
        en="The year's base: {opening} a year ago, plus {new} new and {revived} who bought again "
        "after a year or more, less {dropped} dropped, makes {closing}.",
    ),
    Rule(
        id="active_base.retention",
        find=_retention,
        ja="1年前の稼働顧客のうち、この12か月も続いた方は{rate}です。",
        en="Of the base of a year ago, those who bought again in these 12 months: {rate}.",
    ),
    Rule(
        id="active_base.steady-state",
        find=_steady_state,
        ja="見込み：新しい方・1年以上ぶりの方の人数と、続く割合がこのままなら、"
        "稼働顧客はいずれ{level}ほどに落ち着きます（いまは{now}人）。",
        en="Outlook: if arrivals, returns and retention stay as they are, "
        "the base settles in time at about {level} (now {now}).",
    ),
    Rule(
        id="active_base.moving-total",
        find=_moving_total,
        ja="12か月の合計で見た売上（移動年計）は、1年前の{before}から{now}になりました（{change}）。",
        en="The moving 12-month total went from {before} a year ago to {now} ({change}).",
    ),
    Rule(
        id="sales_change.delta",
        find=_delta,
        ja="{start}から{end}までの売上は{sales}で、その前の12か月より{size}{change}（{relative}）。",
        en="Sales from {start} to {end} are {sales}, "
        "{size} {change} the 12 months before ({relative}).",
        weight=90,
    ),
    Rule(
        id="sales_change.same",
        find=_same,
        ja="12か月の売上は{sales}で、その前の12か月とちょうど同じです。",
        en="Sales of 12 months are {sales}, exactly those of the 12 months before.",
        weight=90,
    ),
    Rule(
        id="sales_change.partial",
        find=_partial,
        ja="{month}は{end}までの分なので、月が終わると数字は変わります。",
        en="{month} counts only up to {end}; the figures move until the month ends.",
    ),
    Rule(
        id="sales_change.factors",
        find=_factors,
        ja="内わけは、単価が{unit_price}、回数が{frequency}、人数が{customers}です。",
        en="It is made of {unit_price} from spending per visit, {frequency} from visits "
        "per customer and {customers} from the number of customers.",
    ),
    Rule(
        id="sales_change.main",
        find=_main,
        ja="いちばん大きく動いたのは{factor}（{amount}）です。{advice}",
        en="{factor} moved it most ({amount}). {advice}",
    ),
    Rule(
        id="sales_change.people",
        find=_people,
        ja="人数では、続いた方が{kept}人、新しい方が{new}人、1年以上ぶりに購入した方が{revived}人、"
        "お買い物がなくなった方が{lost}人です。",
        en="By people: {kept} stayed, {new} are new, {revived} bought again after a year or more, "
        "{lost} no longer bought.",
    ),
    Rule(
        id="sales_change.group",
        find=_group,
        ja="いちばん動きが大きいのは「{group}」で、{delta}です。",
        en="“{group}” moved most: {delta}.",
    ),
    Rule(
        id="sales_change.product",
        find=_product,
        ja="商品でいちばん動きが大きいのは「{group}」で、{delta}です。",
        en="Of the products “{group}” moved most: {delta}.",
    ),
    Rule(
        id="sales_change.shapley",
        find=_shapley,
        ja="売上が0以下の期間があるため、平均のとり方を変えて（シャープレイ値で）分けています。",
        en="A factor is zero or negative in one period, so the parts are Shapley values.",
    ),
)
