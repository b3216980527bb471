"""Sentences on what was read: rows used and left out, and whose sales are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.report import _format
from goen.report._reading_rule import Facts, Rule, Values, days_between, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN_SALES_LOW = 0.8  # below this the portfolio speaks of too few of the people who buy
FULL_YEAR_DAYS = 365

REASONS = {
    "after_as_of": ("基準日より後", "after the as-of date"),
    "future": ("今日より先の日付", "dated in the future"),
    "cancelled": ("取消", "cancelled"),
    "zero": ("金額0", "of zero amount"),
    "no_customer": ("お客様の番号なし", "without a customer number"),
    "overlap": ("2つのファイルに同じ行", "standing in two files"),
}


def rows_text(facts: Facts, rows: int) -> str:
    """Return a number of rows with its unit."""
    plural = "" if rows == 1 else "s"
    return facts.pick(ja=f"{rows:,}行", en=f"{rows:,} row{plural}")


def reasons_text(facts: Facts, excluded: dict[str, int]) -> str:
    """Return the reasons of exclusion that occurred, with their rows."""
    found = [
        facts.pick(ja=f"{ja} {excluded[key]:,}行", en=f"{excluded[key]:,} {en}")
        for key, (ja, en) in REASONS.items()
        if excluded.get(key)
    ]
    return facts.pick(ja="、", en=", ").join(found)


def _read(facts: Facts) -> Iterator[Values]:
    found = facts.given("input")
    if found.get("customers"):
        files = len(found["files"])
        yield {
            "files": facts.pick(ja=f"{files}件", en=f"{files} file{'' if files == 1 else 's'}"),
            "rows": rows_text(facts, found["rows"]),
            "used": rows_text(facts, found["rows_used"]),
            "customers": facts.people(found["customers"]),
            "first": facts.day(found["first_date"]),
            "last": facts.day(found["last_date"]),
        }


def _rejected(facts: Facts) -> Iterator[Values]:
    rows = facts.given("input").get("rows_rejected", 0)
    if rows:
        yield {"rows": rows_text(facts, rows)}


def _excluded(facts: Facts) -> Iterator[Values]:
    found = facts.given("input")
    if found.get("rows_excluded"):
        yield {
            "rows": rows_text(facts, found["rows_excluded"]),
            "reasons": reasons_text(facts, found["excluded"]),
        }


def _identified(facts: Facts) -> Iterator[Values]:
    found = facts.given("input")
    rate = found.get("identified")
    if rate and rate["denominator"] and rate["numerator"] != rate["denominator"]:
        yield {"share": facts.share(rate), "sales": facts.total(found["no_customer_sales"])}


def _identified_low(facts: Facts) -> Iterator[Values]:
    rate = facts.given("input").get("identified")
    if rate and rate["denominator"] and share_of(rate) < KNOWN_SALES_LOW:
        yield {"share": facts.share(rate)}


def _overlap(facts: Facts) -> Iterator[Values]:
    found = facts.given("input")
    rows = found.get("overlap_rows", 0)
    if rows and not found["excluded"].get("overlap"):
        yield {"rows": rows_text(facts, rows)}


def _without_purchase(facts: Facts) -> Iterator[Values]:
    found = facts.given("without_purchase")
    if found.get("customers"):
        yield {
            "customers": facts.people(found["customers"]),
            "sales": facts.total(found["sales"]),
        }


def _short_history(facts: Facts) -> Iterator[Values]:
    found = facts.given("input")
    if found.get("first_date") and found.get("last_date"):
        days = days_between(found["first_date"], found["last_date"]) + 1
        if days < FULL_YEAR_DAYS:
            yield {"days": _format.count(days)}


RULES = (
    Rule(
        id="input.read",
        find=_read,
        ja="{files}のファイルから{rows}を読み、{used}を使いました。"
        "お客様は{customers}、{first}から{last}までの記録です。",
        en="Of {rows} read from {files}, {used} are used. "
        "They tell of {customers} from {first} to {last}.",
        weight=10,
    ),
    Rule(
        id="input.rejected",
        find=_rejected,
        ja="{rows}は読み取れず、計算に入っていません。理由を見て直すと、次から数に入ります。",
        en="Not read, and so not counted: {rows}. Correct them by the reasons given "
        "and they count next time.",
    ),
    Rule(
        id="input.excluded",
        find=_excluded,
        ja="{rows}は決まりにより除きました（{reasons}）。",
        en="Left out by rule: {rows} ({reasons}).",
    ),
    Rule(
        id="input.identified",
        find=_identified,
        ja="どなたのお買い物か分かるのは、売上の{share}です。"
        "残りの{sales}は、お客様の番号がない売上です。",
        en="We know who bought for {share} of sales. The other {sales} carry no customer number.",
    ),
    Rule(
        id="input.identified-low",
        find=_identified_low,
        ja="お客様が分かる売上は{share}にとどまります。"
        "お会計のときに番号をうかがうと、見えるお客様が増えます。",
        en="Only {share} of sales can be traced to a customer. "
        "Asking for the number at the till brings more of them into view.",
        weight=72,
    ),
    Rule(
        id="input.overlap",
        find=_overlap,
        ja="2つのファイルに同じ内容の行が{rows}あります。"
        "同じ売上が2度入っていないか確かめると安心です。",
        en="The same content stands in two files: {rows}. "
        "It is worth checking that no sale is counted twice.",
    ),
    Rule(
        id="input.without-purchase",
        find=_without_purchase,
        ja="返品や値引きだけの記録のお客様が{customers}います（合わせて{sales}）。"
        "区分には入れていません。",
        en="With returns or discounts only: {customers} ({sales} in all). "
        "They stand outside the ranks.",
    ),
    Rule(
        id="input.short-history",
        find=_short_history,
        ja="記録は{days}日分です。1年分そろうと、季節のちがいをならしてくらべられます。",
        en="The records cover {days} days. With a full year, "
        "seasons even out and periods can be compared.",
        weight=20,
    ),
)
