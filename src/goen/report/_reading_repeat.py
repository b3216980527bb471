"""Sentences on coming back: the second purchase, the lapse limit, and thresholds that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.report import _format
from goen.report._reading_rule import Facts, Rule, Values, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 12
F2_WINDOW = 180
FALSE_LAPSE_HIGH = 0.2  # domain §1.3: choose the limit with 10-20 % false lapses
CLOSE = 0.1  # a suggestion within a tenth of the threshold in use is "about right"


def second_window(facts: Facts) -> int | None:
    """Return the window of `f2`, when it is the longest of the windows; None: without limit."""
    found = facts.given("repeat")
    windows = found.get("windows") or []
    return (
        int(windows[-1]["window_days"]) if windows and windows[-1]["rate"] == found["f2"] else None
    )


def _f2(facts: Facts) -> Iterator[Values]:
    rate = facts.given("repeat").get("f2")
    if rate and rate["denominator"] and second_window(facts) is None:
        yield {"rate": facts.rate(rate)}


def _f2_in_window(facts: Facts) -> Iterator[Values]:
    rate, window = facts.given("repeat").get("f2"), second_window(facts)
    if rate and rate["denominator"] and window:
        yield {"rate": facts.rate(rate), "days": str(window)}


def _wall(facts: Facts) -> Iterator[Values]:
    f2, f3 = facts.given("repeat").get("f2"), facts.given("repeat").get("f3")
    if f2 and f3 and f2["denominator"] and f3["denominator"] and share_of(f3) > share_of(f2):
        yield {"f2": facts.share(f2), "f3": facts.rate(f3)}


def _half(facts: Facts) -> Iterator[Values]:
    points = facts.given("repeat").get("survival") or []
    if points and points[-1]["share"]:
        last = points[-1]
        middle = next(point for point in points if point["share"] >= last["share"] / 2)
        yield {
            "share": facts.share(last["share"]),
            "end": _format.count(last["days"]),
            "days": _format.count(middle["days"]),
        }


def _ltv(facts: Facts) -> Iterator[Values]:
    found = facts.given("repeat").get("period_ltv")
    if found and found["customers"]:
        yield {
            "customers": facts.people(found["customers"]),
            "average": facts.money(found["average"]),
        }


def _truncated(facts: Facts) -> Iterator[Values]:
    cohorts = facts.given("repeat").get("cohorts") or []
    months = sum(1 for row in cohorts if row["truncated"])
    if months:
        yield {"months": _format.count(months)}


def pooled_f2(facts: Facts) -> list[dict[str, int]]:
    """Return F2 within 180 days over the last 12 matured cohorts, and over the 12 before them.

    Months that hold customers who may be older than the data are left out.
    """
    rows = [
        row
        for row in sorted(facts.given("f2") or [], key=lambda row: row["cohort"])
        if row["window_days"] == F2_WINDOW and row["customers"] and not row["truncated"]
    ]
    found = []
    for part in (rows[-YEAR:], rows[-2 * YEAR : -YEAR]):
        if len(part) == YEAR:
            numerator = sum(row["converted"] for row in part)
            found.append(
                {"numerator": numerator, "denominator": sum(row["customers"] for row in part)}
            )
    return found


def _f2_year(facts: Facts) -> Iterator[Values]:
    found = pooled_f2(facts)
    if len(found) == 1:
        yield {"rate": facts.rate(found[0]), "days": str(F2_WINDOW)}


def _f2_years(facts: Facts) -> Iterator[Values]:
    found = pooled_f2(facts)
    if len(found) > 1:
        now, before = found
        points = (share_of(now) - share_of(before)) * 100
        tenths = round(points * 10)
        sign = "±" if not tenths else "+" if tenths > 0 else _format.MINUS
        yield {
            "rate": facts.rate(now),
            "before": facts.rate(before),
            "days": str(F2_WINDOW),
            "points": f"{sign}{abs(tenths) / 10:.1f}",
        }


def _f2_left_out(facts: Facts) -> Iterator[Values]:
    rows = [row for row in facts.given("f2") or [] if row["window_days"] == F2_WINDOW]
    left_out = sum(row["truncated"] for row in rows)
    if left_out:
        yield {
            "customers": facts.people(left_out),
            "days": str(facts.threshold("lapse_days")),
        }


def false_lapse_now(facts: Facts) -> tuple[int, float] | None:
    """Return the longest point of the curve not beyond the limit in use, and its false lapses."""
    limit = facts.threshold("lapse_days")
    points = [
        point
        for point in facts.given("lapse_curve").get("points") or []
        if point["days"] <= limit and point["false_lapse"] is not None
    ]
    return (points[-1]["days"], points[-1]["false_lapse"]) if points else None


def _lapse_values(facts: Facts, found: tuple[int, float]) -> Values:
    return {
        "limit": str(facts.threshold("lapse_days")),
        "days": str(found[0]),
        "share": facts.share(found[1]),
        "followup": str(facts.given("lapse_curve")["followup_days"]),
    }


def _lapse_fits(facts: Facts) -> Iterator[Values]:
    found = false_lapse_now(facts)
    if found and found[1] <= FALSE_LAPSE_HIGH:
        yield _lapse_values(facts, found)


def _lapse_early(facts: Facts) -> Iterator[Values]:
    found = false_lapse_now(facts)
    if found and found[1] > FALSE_LAPSE_HIGH:
        yield _lapse_values(facts, found)


def _lapse_gap(facts: Facts) -> tuple[int, int, float] | None:
    """Return (suggested days, days in use, their difference ÷ days in use)."""
    found = facts.given("suggestions").get("lapse_days")
    now = facts.threshold("lapse_days")
    return (found["value"], now, (found["value"] - now) / now) if found else None


def _limit_values(facts: Facts) -> Values:
    found = facts.given("suggestions")["lapse_days"]
    return {
        "value": str(found["value"]),
        "now": str(facts.threshold("lapse_days")),
        "share": facts.share(found["false_lapse"]),
    }


def _shorter(facts: Facts) -> Iterator[Values]:
    gap = _lapse_gap(facts)
    if gap and gap[2] < -CLOSE:
        yield _limit_values(facts)


def _longer(facts: Facts) -> Iterator[Values]:
    gap = _lapse_gap(facts)
    if gap and gap[2] > CLOSE:
        yield _limit_values(facts)


def _right(facts: Facts) -> Iterator[Values]:
    gap = _lapse_gap(facts)
    if gap and abs(gap[2]) <= CLOSE:
        yield _limit_values(facts)


def _cycle(facts: Facts) -> Iterator[Values]:
    found = facts.given("suggestions")
    order = found.get("order_value")
    if found.get("cycle_days") and order and order["mean"]:
        yield {
            "order": facts.money(order["mean"]),
            "cycle": str(found["cycle_days"]),
        }


def _scaled(facts: Facts) -> Iterator[Values]:
    found = facts.given("suggestions")
    names = ("toddler_days", "loyal_days", "loyal_amount")
    if found and all(found.get(name) for name in names) and facts.has_rank("burst"):
        yield {
            "toddler": str(found["toddler_days"]),
            "loyal": str(found["loyal_days"]),
            "amount": facts.money(found["loyal_amount"]),
        }


CHANGE_NAMES = {
    "lapse_days": ("離脱と見る日数", "the lapse limit"),
    "loyal_amount": ("優良客の金額", "the amount of loyal customers"),
    "toddler_days": ("よちよち客の日数", "the days of toddlers"),
    "loyal_days": ("優良客の日数", "the days of loyal customers"),
}


def _change(facts: Facts) -> Iterator[Values]:
    found = facts.given("suggestions")
    lapse = found.get("lapse_days")
    wanted = {**found, "lapse_days": lapse["value"] if lapse else None}
    for row in found.get("changes") or []:
        name = CHANGE_NAMES.get(row["threshold"])
        if name and row["customers_changed"] and row["value"] == wanted.get(row["threshold"]):
            is_money = row["threshold"] == "loyal_amount"
            days = facts.pick(ja=f"{row['value']}日", en=f"{row['value']} days")
            yield {
                "name": facts.pick(ja=name[0], en=name[1]),
                "value": facts.money(row["value"]) if is_money else days,
                "customers": facts.people(row["customers_changed"]),
            }


def _warning(facts: Facts) -> Iterator[Values]:
    for warning in facts.given("suggestions").get("warnings") or []:
        yield {"text": warning[facts.lang]}


RULES = (
    Rule(
        id="repeat.f2",
        find=_f2,
        ja="はじめてのお客様のうち、2回目のお買い物があった方は{rate}です。",
        en="Of first-time customers, those who bought a second time: {rate}.",
        weight=58,
    ),
    Rule(
        id="repeat.f2-window",
        find=_f2_in_window,
        ja="はじめてのお客様のうち、{days}日以内に2回目のお買い物があった方は{rate}です。",
        en="Of first-time customers, those who bought a second time within {days} days: {rate}.",
        weight=58,
    ),
    Rule(
        id="repeat.wall",
        find=_wall,
        ja="2回目があった方の3回目は{f3}と、2回目への{f2}より高くなります。"
        "力を入れるのは2回目です。",
        en="From the second purchase to the third it is {f3}, above the {f2} to the second. "
        "The second is where effort pays.",
    ),
    Rule(
        id="repeat.half",
        find=_half,
        ja="まだ見守り中のお客様も数えに入れると、2回目は{end}日までに{share}の方にあり、その半分は{days}日までに来ています。"
        "お便りはそれより前に届けます。",
        en="Counting also customers still being watched, {share} come a second time "
        "within {end} days, half of them within {days} days. "
        "Write before then.",
    ),
    Rule(
        id="repeat.period-ltv",
        find=_ltv,
        ja="記録の期間に、お客様1人（{customers}の平均）から{average}のお買い物がありました。",
        en="Over the records, {customers} bought {average} each on average.",
    ),
    Rule(
        id="repeat.truncated",
        find=_truncated,
        ja="記録の始まりに近い{months}か月分は、以前からのお客様が混じるため合計に入れていません。",
        en="Cohorts near the start of the records may hold older customers; "
        "{months} of them are left out of the totals.",
    ),
    Rule(
        id="f2.year",
        find=_f2_year,
        ja="直近12か月分の新しいお客様で、{days}日以内に2回目があった方は{rate}です。",
        en="Of the newest 12 months of customers, bought again within {days} days: {rate}.",
    ),
    Rule(
        id="f2.years",
        find=_f2_years,
        ja="直近12か月分の新しいお客様で、{days}日以内に2回目があった方は{rate}です。"
        "その前の12か月分は{before}でした（{points}ポイント）。",
        en="Of the newest 12 months of customers, bought again within {days} days: {rate}. "
        "For the 12 months before: {before} ({points} points).",
        weight=46,
    ),
    Rule(
        id="f2.left-out",
        find=_f2_left_out,
        ja="記録の始まりから{days}日のあいだに現れた{customers}は、"
        "以前からのお客様かもしれないので除いています。",
        en="Left out, because they may be older customers seen within {days} days "
        "of the start of the records: {customers}.",
    ),
    Rule(
        id="lapse_curve.fits",
        find=_lapse_fits,
        ja="{days}日お買い物がない方のうち、その後{followup}日のあいだに戻る方は{share}です。"
        "{limit}日で離脱と見るのは、早すぎません。",
        en="After {days} days without a purchase, {share} come back within {followup} days. "
        "Calling it lapsed at {limit} days is not too early.",
    ),
    Rule(
        id="lapse_curve.early",
        find=_lapse_early,
        ja="{days}日お買い物がない方でも、その後{followup}日のあいだに{share}の方が戻ります。"
        "{limit}日で離脱と見るのは、少し早いようです。",
        en="Even after {days} days without a purchase, {share} come back within {followup} days. "
        "Calling it lapsed at {limit} days seems a little early.",
    ),
    Rule(
        id="suggestions.limit-shorter",
        find=_shorter,
        ja="お買い物の間隔から見ると、離脱の目安は{value}日です（離脱と見たあとに戻る方{share}）。"
        "いまの{now}日より早く声をかけられます。",
        en="By the intervals of purchases, {value} days is a fair lapse limit "
        "({share} come back after it). You could reach out sooner than at {now} days.",
        weight=30,
    ),
    Rule(
        id="suggestions.limit-longer",
        find=_longer,
        ja="お買い物の間隔から見ると、離脱の目安は{value}日です（離脱と見たあとに戻る方{share}）。"
        "いまの{now}日では、まだお客様でいる方を離脱と数えています。",
        en="By the intervals of purchases, {value} days is a fair lapse limit "
        "({share} come back after it). At {now} days some who are still customers count as lapsed.",
        weight=30,
    ),
    Rule(
        id="suggestions.limit-right",
        find=_right,
        ja="離脱の目安はデータから{value}日で、いまの{now}日とほぼ合っています。",
        en="The data suggest a lapse limit of {value} days; the {now} days in use fit well.",
    ),
    Rule(
        id="suggestions.cycle",
        find=_cycle,
        ja="1回のお買い物は平均{order}、間隔のまん中は{cycle}日です。",
        en="A purchase is {order} on average, and the middle interval is {cycle} days.",
    ),
    Rule(
        id="suggestions.scaled",
        find=_scaled,
        ja="それに合わせると、よちよち客は{toddler}日まで、優良客は{loyal}日・{amount}からが目安です。",
        en="Scaled to that, toddlers last up to {toddler} days, and loyal customers start "
        "at {loyal} days and {amount}.",
    ),
    Rule(
        id="suggestions.change",
        find=_change,
        ja="{name}を{value}に変えると、{customers}の区分が変わります。",
        en="Setting {name} to {value} would move {customers}.",
    ),
    Rule(
        id="suggestions.warning",
        find=_warning,
        ja="{text}",
        en="{text}",
        weight=25,
    ),
)
