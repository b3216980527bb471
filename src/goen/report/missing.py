"""Notes for parts of answers that cannot be given: which part, and what it would need."""

from __future__ import annotations

from typing import Any

from goen.analysis import note


def missing_parts(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a note for each part of the answers in `document` that is null or empty.

    `answer` names the part as a path ("abc.products"). Answers that are null as a whole have notes
    of their own, and answers that were not asked for have none.
    """
    return [
        note(answer=path, code=code, ja=ja, en=en)
        for path, code, ja, en in _PARTS
        if _is_missing(document, path.split("."))
    ]


_PARTS = (
    (
        "cpm.gross_profit",
        "no_profit",
        "粗利も原価も列にないため、粗利は出していません。",
        "There is no column of gross profit or cost, so gross profit is not given.",
    ),
    (
        "advance.steps",
        "own_ranks",
        "推移率は標準のランクだけで出しています。",
        "推移率 is given for the standard ranks only.",
    ),
    (
        "active_base.annual_ltv",
        "no_buyers_in_12_months",
        "この12か月に購入がないため、年間LTVは出していません。",
        "Nobody bought in the last 12 months, so there is no yearly LTV.",
    ),
    (
        "abc.products",
        "no_product",
        "商品の列がないか、商品の売上が0円以下のため、商品のABCはありません。",
        "There is no column of products, or their sales are not above zero: no ABC of products.",
    ),
    (
        "two_axis.x.cut",
        "no_cut",
        "数えられるお客様がいないため、指標の境目はありません。",
        "There is nobody to count, so this indicator has no cut.",
    ),
    (
        "two_axis.y.cut",
        "no_cut",
        "数えられるお客様がいないため、指標の境目はありません。",
        "There is nobody to count, so this indicator has no cut.",
    ),
    (
        "sales_change.groups",
        "no_shop_or_category",
        "店や分類の列がないため、その内わけは出していません。",
        "There is no column of shops or categories, so there is no split by them.",
    ),
    (
        "sales_change.products",
        "no_product",
        "商品の列がないため、商品ごとの増減は出していません。",
        "There is no column of products, so there is no split by product.",
    ),
    (
        "repeat.f2.share",
        "f2_not_matured",
        "2回目までを見とどけたお客様がまだいないため、F2転換率は出していません。",
        "Nobody can be watched long enough yet, so F2 is not given.",
    ),
    (
        "repeat.f3.share",
        "f3_not_matured",
        "3回目までを見とどけたお客様がまだいないため、F3転換率は出していません。",
        "Nobody can be watched long enough yet, so F3 is not given.",
    ),
    (
        "monthly",
        "no_purchase",
        "お買い物がまだないため、月ごとの人数はありません。",
        "Nobody has bought yet, so there are no months to count.",
    ),
)


def _is_missing(answer: Any, path: list[str]) -> bool:
    """Say whether what `path` leads to is null or empty; in a null answer nothing is missing."""
    for depth, name in enumerate(path):
        if isinstance(answer, list):
            answer = answer[0] if answer else None
        if answer is None and depth:
            return False
        answer = answer[name]
    return answer == [] or (answer is None and len(path) > 1)
