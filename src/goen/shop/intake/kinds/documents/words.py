"""What programs that write quotes and invoices call their states, taxes and flags."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from goen import japanese
from goen.shop.intake import reading
from goen.shop.intake.fields import Value
from goen.shop.sales.models import Document, Rounding
from goen.shop.sales.operations import STEPS
from goen.shop.sales.tax import FORMER_RATES, RATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Read = Callable[[str], Value]

TAX = (("1", pgettext_lazy("prices", "With tax")), ("0", pgettext_lazy("prices", "Without tax")))
_STATUS: Mapping[str, Sequence[str]] = {
    Document.Status.DRAFT: (
        "下書き", "作成中", "未送付", "未送信", "未発行", "未提出", "未請求", "承認待ち", "申請中",
        "draft", "unsent",
    ),
    Document.Status.SENT: (
        "送付済み", "送付済", "送信済み", "送信済", "発行済み", "発行済", "提出済み", "提出済",
        "請求済み", "請求済", "郵送済み", "郵送済", "未入金", "入金待ち", "未回収",
        "メール送信済み", "未決済", "一部入金", "交渉中", "検討中", "商談中", "見積中",
        "sent", "issued", "unpaid", "open",
    ),
    Document.Status.ORDERED: (
        "受注", "受注済み", "受注済", "成約", "成約済み", "成立", "契約済み", "承諾", "承認済み",
        "発注済み", "ordered", "won", "accepted",
    ),
    Document.Status.LOST: (
        "失注", "不成立", "見送り", "不採用", "辞退", "期限切れ", "lost", "declined", "rejected",
        "expired",
    ),
    Document.Status.PAID: (
        "入金済み", "入金済", "入金確認済み", "回収済み", "回収済", "決済済み", "決済済",
        "支払済み", "支払済", "完了", "消込済み", "消込済", "paid", "settled", "closed",
    ),
    Document.Status.VOID: (
        "無効", "取消", "取消し", "取り消し", "キャンセル", "破棄", "削除", "廃止", "void",
        "cancelled", "canceled",
    ),
}  # fmt: skip
_PAID = ("入金済み", "入金済", "決済済み", "決済済", "回収済み", "消込済み", "済", "済み", "paid")
_UNPAID = (
    "未入金",
    "未決済",
    "未回収",
    "入金待ち",
    "一部入金",
    "未消込",
    "未",
    "unpaid",
    "partial",
)
_INCLUDED = ("税込", "税込み", "内税", "込み", "税込価格", "included", "inclusive")
_WITHOUT = ("税抜", "税抜き", "税別", "外税", "別", "抜き", "税抜価格", "excluded", "exclusive")
_ROUNDING = {
    Rounding.FLOOR: ("切り捨て", "切捨て", "切捨", "floor", "down"),
    Rounding.CEILING: ("切り上げ", "切上げ", "切上", "ceiling", "up"),
    Rounding.HALF_UP: ("四捨五入", "half_up", "nearest"),
}
_NO_TAX = re.compile("非課税|不課税|対象外|免税|課税対象外|税なし|輸出")
_RATE = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?|0\.\d+)\s*%?(?![\d.])")


def _in_both_languages(value: str, choices: Sequence[tuple[str, object]]) -> list[str]:
    """What a choice is called on the screen, so that what went out can come back."""
    found = []
    for language in ("ja", "en"):
        with translation.override(language):
            found.append(str(dict(choices)[value]))
    return found


@cache
def status(kind: str) -> Read:
    """A status, as far as documents of that kind can have it."""
    names = {
        step.value: [*_in_both_languages(step.value, Document.Status.choices), *_STATUS[step]]
        for step in STEPS[Document.Kind(kind)]
    }
    if kind == Document.Kind.QUOTE:  # a quote that was invoiced was ordered
        asked = names[Document.Status.SENT]
        names[Document.Status.ORDERED] += ["請求済み", "請求済", "納品済み", "納品済"]
        names[Document.Status.SENT] = [word for word in asked if not word.startswith("請求済")]
    return reading.choice(names)


@cache
def paid() -> Read:
    """Whether an invoice was paid: '1' or '0'."""
    return reading.choice({"1": [*_PAID, "はい", "○"], "0": [*_UNPAID, "いいえ", "×"]})


@cache
def tax_included() -> Read:
    """Whether prices include the tax: '1' or '0'."""
    names = {"1": [*_INCLUDED, "はい", "yes"], "0": [*_WITHOUT, "いいえ", "no"]}
    return reading.choice(
        {value: [*_in_both_languages(value, TAX), *known] for value, known in names.items()}
    )


@cache
def rounding() -> Read:
    """What becomes of a part of a yen of tax."""
    return reading.choice(
        {
            value: [*_in_both_languages(value, Rounding.choices), *known]
            for value, known in _ROUNDING.items()
        }
    )


def tax_rate(cell: str) -> Value:
    """A rate in percent, in any way of writing: 10, 10%, 0.1, 課税売上8%(軽), 非課税."""
    text = japanese.fold(cell)
    if _NO_TAX.search(text):
        return Value("0")
    found = _RATE.search(text)
    rate = float(found[1]) if found else -1.0
    percent = rate * 100 if 0 < rate < 1 else rate
    if percent not in (*RATES, *FORMER_RATES):
        allowed = ", ".join(f"{one} %" for one in RATES)
        return Value(None, problem=_("This is no rate of the consumption tax: %s") % allowed)
    return Value(str(int(percent)))
