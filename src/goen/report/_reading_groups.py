"""Sentences on the classical groupings: RFM, decile, ABC and the two-indicator rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import _format
from goen.report._reading_rule import Facts, Rule, Values

if TYPE_CHECKING:
    from collections.abc import Iterator

HALF = 0.5
BEST_SEGMENTS = ("champions", "loyal")
SLIPPING_SEGMENTS = ("at_risk", "cant_lose")


def _segments(facts: Facts) -> dict[str, Any]:
    return {row["segment"]: row for row in facts.given("rfm").get("segments") or []}


def _champions(facts: Facts) -> Iterator[Values]:
    found = _segments(facts)
    sales = sum(row["sales"] for row in found.values())
    best = found.get("champions")
    if best and best["customers"] and sales > 0:
        yield {
            "name": best["name"][facts.lang],
            "customers": facts.people(best["customers"]),
            "share": facts.part(best["sales"], sales),
        }


def _slipping(facts: Facts) -> Iterator[Values]:
    rows = [row for key, row in _segments(facts).items() if key in SLIPPING_SEGMENTS]
    customers = sum(row["customers"] for row in rows)
    if customers:
        names = [row["name"][facts.lang] for row in rows if row["customers"]]
        yield {
            "names": facts.pick(ja="・", en=", ").join(names),
            "customers": facts.people(customers),
            "sales": facts.total(sum(row["sales"] for row in rows)),
        }


def _overrated(facts: Facts) -> Iterator[Values]:
    rows = facts.given("rfm").get("cross") or []
    best = [row for row in rows if row["segment"] in BEST_SEGMENTS]
    bursts = sum(row["customers"] for row in best if row["rank"] == "burst")
    if bursts:
        yield {
            "everyone": _format.count(sum(row["customers"] for row in best)),
            "bursts": _format.count(bursts),
        }


def _trend(facts: Facts) -> Iterator[Values]:
    plus = facts.given("rfm").get("plus") or {}
    rows = plus.get("trend") or []
    fewer = sum(row["customers"] for row in rows if row["high"] < 0)
    everyone = sum(row["customers"] for row in rows if row["low"] < 1)
    if fewer:
        yield {
            "everyone": facts.people(everyone),
            "fewer": _format.count(fewer),
            "share": facts.part(fewer, everyone),
        }


def _decile_top(facts: Facts) -> Iterator[Values]:
    rows = facts.given("decile")
    if rows and rows[0]["share"] is not None and rows[1]["cumulative_share"] is not None:
        yield {
            "customers": facts.people(rows[0]["customers"]),
            "share": facts.share(rows[0]["share"]),
            "second": facts.share(rows[1]["cumulative_share"]),
        }


def _decile_ratio(facts: Facts) -> Iterator[Values]:
    rows = facts.given("decile")
    if rows and rows[0]["ratio"]:
        yield {"average": facts.money(rows[0]["average"]), "ratio": f"{rows[0]['ratio']:.1f}"}


def _concentrated(facts: Facts) -> Iterator[Values]:
    rows = facts.given("decile")
    if rows and (rows[0]["share"] or 0) >= HALF:
        yield {"customers": facts.people(rows[0]["customers"])}


def _ties(facts: Facts) -> Iterator[Values]:
    ties = sum(row["boundary_ties"] for row in facts.given("decile") or [])
    if ties:
        yield {"ties": facts.people(ties)}


def _abc_a(facts: Facts) -> Iterator[Values]:
    rows = facts.given("abc").get("customers") or []
    everyone = sum(row["customers"] for row in rows)
    if everyone and rows[0]["customers"] and rows[0]["share"] is not None:
        yield {
            "customers": facts.people(rows[0]["customers"]),
            "people_share": facts.part(rows[0]["customers"], everyone),
            "share": facts.share(rows[0]["share"]),
        }


def _pareto(facts: Facts) -> Iterator[Values]:
    top = (facts.given("abc").get("pareto") or {}).get("top_20")
    if top and top["customers"] and top["share"] is not None:
        yield {"customers": facts.people(top["customers"]), "share": facts.share(top["share"])}


def _products(facts: Facts) -> Iterator[Values]:
    rows = facts.given("abc").get("products") or []
    everything = sum(row["products"] for row in rows)
    if everything and rows[0]["share"] is not None:
        yield {
            "products": _format.count(rows[0]["products"]),
            "everything": _format.count(everything),
            "share": facts.share(rows[0]["share"]),
        }


def _axis_ranks(facts: Facts) -> Iterator[Values]:
    found = facts.given("two_axis")
    if found.get("ranks"):
        unit = facts.pick(ja="人", en="")
        parts = [
            f"{row['name'][facts.lang]} {_format.count(row['customers'])}{unit}"
            for row in found["ranks"]
        ]
        yield {
            "x": found["x"]["name"][facts.lang],
            "y": found["y"]["name"][facts.lang],
            "ranks": facts.pick(ja="、", en=", ").join(parts),
        }


def _vip(facts: Facts) -> Iterator[Values]:
    rows = facts.given("two_axis").get("ranks") or []
    sales = sum(row["sales"] for row in rows)
    for row in rows:
        if row["rank"] == "vip" and row["customers"] and sales > 0:
            yield {
                "name": row["name"][facts.lang],
                "customers": facts.people(row["customers"]),
                "share": facts.part(row["sales"], sales),
            }


RULES = (
    Rule(
        id="rfm.champions",
        find=_champions,
        ja="{name}のお客様は{customers}で、これまでの売上の{share}を占めます。",
        en="{name}: {customers}, with {share} of all sales so far.",
    ),
    Rule(
        id="rfm.slipping",
        find=_slipping,
        ja="以前はよく来てくださり、いま足が遠のいている方（{names}）が{customers}います。"
        "これまでの購入は合わせて{sales}です。ごあいさつを早めに届けます。",
        en="Good customers who stay away now ({names}): {customers}, "
        "who have bought {sales} in all. Greet them soon.",
        weight=48,
    ),
    Rule(
        id="rfm.burst-overrated",
        find=_overrated,
        ja="RFMで上位の{everyone}人のうち{bursts}人は流行客です。"
        "おつきあいが短いので、優良客と同じには見ません。",
        en="Among the {everyone} at the top by RFM, {bursts} bought much in a short burst: "
        "their custom is young, so do not take them for loyal.",
    ),
    Rule(
        id="rfm.trend",
        find=_trend,
        ja="その前の1年に購入のあった{everyone}のうち、直近1年に購入額がはっきり減った方"
        "（なくなった方を含みます）は{fewer}人（{share}）です。",
        en="Of {everyone} who bought in the year before, "
        "those who clearly bought less in the past year, or nothing: {fewer} ({share}).",
    ),
    Rule(
        id="decile.top",
        find=_decile_top,
        ja="購入額の上位1割（{customers}）で売上の{share}、上位2割で{second}です。",
        en="The best tenth ({customers}) bring {share} of sales, the best two tenths {second}.",
        weight=38,
    ),
    Rule(
        id="decile.ratio",
        find=_decile_ratio,
        ja="上位1割の方は1人あたり{average}で、平均の{ratio}倍です。",
        en="In the best tenth each bought {average}, {ratio} times the average.",
    ),
    Rule(
        id="decile.concentrated",
        find=_concentrated,
        ja="売上の半分より多くを{customers}が支えています。"
        "この方々のお名前と近況は、どの部署でも分かるようにしておきます。",
        en="{customers} carry more than half of sales. "
        "Everyone in the company should know their names and how they are.",
        weight=44,
    ),
    Rule(
        id="decile.ties",
        find=_ties,
        ja="分け目に同じ金額のお客様が{ties}います。"
        "最後の購入が新しい方、次にお客様の番号の順で分けています。",
        en="At the borders stand {ties} with equal amounts; "
        "the later last purchase, then the customer number, decides.",
    ),
    Rule(
        id="abc.a",
        find=_abc_a,
        ja="Aのお客様は{customers}（全体の{people_share}）で、売上の{share}を占めます。",
        en="Class A holds {customers} ({people_share} of all) and {share} of sales.",
    ),
    Rule(
        id="abc.pareto",
        find=_pareto,
        ja="上位20%のお客様（{customers}）が売上の{share}を占めます。",
        en="The top 20% ({customers}) bring {share} of sales.",
    ),
    Rule(
        id="abc.products",
        find=_products,
        ja="商品では、{everything}点のうちAの{products}点が売上の{share}を占めます。"
        "切らさないようにする品です。",
        en="Of {everything} products, the {products} in class A bring {share} of sales: "
        "never let them run out.",
    ),
    Rule(
        id="two_axis.ranks",
        find=_axis_ranks,
        ja="{x}と{y}の2つで分けると、{ranks}です。",
        en="By {x} and {y}: {ranks}.",
    ),
    Rule(
        id="two_axis.vip",
        find=_vip,
        ja="{name}の{customers}で売上の{share}を占めます。"
        "お名前は、どの部署の人も言えるようにしておきます。",
        en="{name}: {customers}, {share} of sales. "
        "Everyone, in any department, should know their names.",
    ),
)
