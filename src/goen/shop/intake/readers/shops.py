"""Files of shops on the web: EC-CUBE 4. What was read of them: docs/guide/files.md."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goen.shop.intake.readers.made import Count, Figure, Join, Says
from goen.shop.intake.readers.reader import Reader, Rule

_STATUS, _STATUS_NAME = "対応状況(ID)", "対応状況(名称)"

SHOPS = (
    Reader(
        name="eccube.orders",
        title="EC-CUBE 受注",
        kind="sales",
        marks=("注文番号|注文ID", f"{_STATUS}|{_STATUS_NAME}", "受注日", "商品名", "個数"),
        columns={
            "slip": "注文番号|注文ID",
            "line": Count("注文番号|注文ID"),
            "on": "受注日",
            "customer": "会員ID",
            "customer_name": Join(("お名前(姓)", "お名前(名)")),
            "product_code": "商品コード",
            "product": "商品名",
            "quantity": "個数",
            "amount": Figure("価格×個数", (("価格", "個数"),)),
            # An order that was cancelled or sent back does not count: it came as a sale before.
            "kind": Says(
                _STATUS,
                {"1": "売上", "4": "売上", "5": "売上", "6": "売上", "3": "取消", "9": "取消"},
                over=_STATUS_NAME,
                over_words={
                    "新規受付": "売上", "対応中": "売上", "発送済み": "売上", "入金済み": "売上",
                    "注文取消し": "取消", "返品": "取消",
                },
            ),
        },
        rules=(
            Rule(_STATUS, ("7", "8"), _("An order that was not finished.")),
            Rule(
                _STATUS_NAME, ("決済処理中", "購入処理中"), _("An order that was not finished.")
            ),
            Rule("明細区分(ID)", ("2", "3", "4", "5", "6"), _("Postage, fees, discount or tax.")),
            Rule(
                "明細区分(名称)",
                ("送料", "手数料", "割引", "税", "ポイント"),
                _("Postage, fees, discount or tax."),
            ),
        ),
        options={"source": "EC-CUBE"},
    ),
    Reader(
        name="eccube.members",
        title="EC-CUBE 会員",
        kind="customers",
        marks=("会員ID", "お名前(姓)", "お名前(名)", "会員ステータス(ID)|会員ステータス(名称)"),
        columns={
            "code": "会員ID",
            "family_name": "お名前(姓)",
            "given_name": "お名前(名)",
            "family_kana": "お名前(セイ)",
            "given_kana": "お名前(メイ)",
            "phone": "TEL",
            "email": "メールアドレス",
            "postal_code": "郵便番号",
            "prefecture": "都道府県(名称)",
            "city": "住所1",
            "street": "住所2",
            "birthday": "誕生日",
            "memo": Join(("会社名", "ショップ用メモ欄"), by=" / "),
        },
        rules=(
            Rule("会員ステータス(ID)", ("3",), _("Left the shop.")),
            Rule("会員ステータス(名称)", ("退会",), _("Left the shop.")),
        ),
    ),
    Reader(
        name="eccube.products",
        title="EC-CUBE 商品",
        kind="products",
        marks=("商品ID", "商品規格ID", "商品名", "販売価格"),
        columns={
            "code": "商品コード",
            "name": Join(("商品名", "規格分類1(名称)", "規格分類2(名称)")),
            "category": "商品カテゴリ(名称)",
            "price": "販売価格",
        },
    ),
)  # fmt: skip
