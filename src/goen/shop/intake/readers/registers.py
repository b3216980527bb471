"""Files of registers: スマレジ, Airレジ, 弥生販売. What was read of them: docs/guide/files.md."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goen.shop.intake.readers.made import Count, Down, Figure, Says
from goen.shop.intake.readers.reader import Reader, Rule

_NO_SALE = (
    Rule(
        "取引区分*",
        (
            "2", "3", "4", "5", "15", "入金", "出金", "預かり金", "預かり金返金",
            "バリューカード入金",
        ),
        _("Money paid in or out, or a deposit: no sale."),
    ),
    Rule(
        "取引区分*",
        (
            "6", "7", "8", "13", "14", "ポイント加算", "ポイント減算", "ポイント失効", "マイル加算",
            "マイル減算",
        ),
        _("Points or miles: no sale."),
    ),
    Rule(
        "取引区分*",
        ("9", "10", "11", "16", "回数券", "取置き", "チップ", "領収証", "領収証発行"),
        _("A coupon ticket, goods laid aside, a tip or a receipt: no sale."),
    ),
)  # fmt: skip
# What was cancelled in the register stays as cancelled: it may have come as a sale before.
_CANCELLED = {"1": "取消", "取消": "取消"}
_SMAREGI = {
    "slip": "取引ID",
    "on": "取引日時",
    "customer": "会員コード|会員ID",
    "shop": "店舗名|店舗ID",
}
_GOODS = "メニュー名"

REGISTERS = (
    Reader(
        name="smaregi.details",
        title="スマレジ 取引明細",
        kind="sales",
        marks=("取引ID", "取引明細ID", "取引日時", "値引き後計|値引後計"),
        columns={
            **_SMAREGI,
            "line": "取引明細ID",
            "product_code": "商品コード|品番",
            "product": "商品名",
            "category": "部門名",
            "quantity": "数量",
            "amount": "値引き後計|値引後計",
            "cost": "原価計",
            "kind": Says(
                "取引明細区分*",
                {"1": "売上", "2": "返品", "3": "売上"},
                over="取消区分*",
                over_words=_CANCELLED,
            ),
        },
        rules=_NO_SALE,
        options={"source": "スマレジ"},
    ),
    Reader(
        name="smaregi",
        title="スマレジ 取引",
        kind="sales",
        marks=("取引ID", "取引日時", "合計", "端末取引ID|取引区分*|小計値引き|単価値引き前小計"),
        without=("取引明細ID",),
        columns={
            **_SMAREGI,
            "amount": "合計",
            "quantity": "数量合計",
            "kind": Says("取消区分*", {**_CANCELLED, "0": "売上"}),
        },
        rules=_NO_SALE,
        options={"source": "スマレジ"},
    ),
    Reader(
        name="airregi.details",
        title="Airレジ 会計明細",
        kind="sales",
        marks=("取引No", "会計日", _GOODS, "価格", "注文数量"),
        columns={
            "slip": "取引No",
            "line": Count("取引No"),
            "on": Down("会計日", "取引No"),
            "customer": Down("顧客番号|お客様番号|顧客No", "取引No"),
            "customer_name": Down("顧客名|お客様名|顧客氏名", "取引No"),
            "category": "カテゴリー名",
            "product": _GOODS,
            "quantity": "注文数量",
            # A discount on the whole stands in the first row of a receipt alone.
            "amount": Figure(
                "価格×注文数量（割引・割増後）",
                (
                    ("価格", "注文数量"),
                    ("個別割引/割増合計額",),
                    ("まとめ買い割引合計額",),
                    ("全体割引/割増(税込)",),
                ),
            ),
        },
        rules=(
            Rule("取引No", ("合計", "総計", "小計", "総合計"), _("A row of sums.")),
            Rule(_GOODS, ("",), _("No goods in this row."), also="価格"),
        ),
        options={"source": "Airレジ"},
    ),
    Reader(
        name="yayoi.sales",
        title="弥生販売 売上明細",
        kind="sales",
        marks=("伝票番号", "得意先コード", "商品コード", "伝票日付|売上日付|売上日"),
        columns={
            "slip": "伝票番号",
            "line": "行コード|行番号|行No",
            "on": "伝票日付|売上日付|売上日",
            "customer": "得意先コード",
            "customer_name": "得意先名|得意先名称|得意先名1",
            "product_code": "商品コード",
            "product": "商品名|商品名称",
            "quantity": "数量",
            "unit_price": "単価",
            "amount": "金額|売上金額",
            "profit": "粗利|粗利額|粗利金額",
            "category": "商品区分名|分類名",
        },
        otherwise={"line": Count("伝票番号")},
        rules=(
            Rule(
                "商品名|商品名称",
                ("消費税", "《消費税》", "小計", "《小計》", "合計", "《合計》", "伝票合計"),
                _("A row of sums or of tax."),
            ),
        ),
        options={"source": "弥生販売"},
    ),
)
