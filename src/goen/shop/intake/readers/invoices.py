"""Quotes and invoices of freee, マネーフォワード and 弥生; partners of freee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.intake.readers.made import Figure
from goen.shop.intake.readers.reader import Reader, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.intake.readers.made import Made

_QUOTE, _INVOICE = ("見積書", "見積"), ("請求書", "請求")
_OTHERS = ("納品書", "発注書", "注文書", "注文請書", "領収書", "検収書")
_SOLD, _TAX = "今回売上額|売上額", "消費税額|消費税|外税額"
_LINE: Mapping[str, str | Made] = {
    "product_code": "品目コード",
    "text": "摘要|品名",
    "quantity": "数量",
    "unit_price": "単価",
    "tax_rate": "税率|品目消費税率|消費税率",
    "amount": "金額",
}


def _freee(kind: str, *, issued: str, due: str, number: str, others: tuple[str, ...]) -> Reader:
    """freee: a row 本文 or 請求書 above its rows 明細 or 品目, which repeat nothing of it."""
    return Reader(
        name=f"freee.{kind}",
        title="freee・マネーフォワード 請求書",
        kind=kind,
        marks=("行形式", "取引先名称", "件名", "単価", "数量"),
        columns={
            "number": f"番号|{number}",
            "issued_on": f"発行日|{issued}",
            "customer": "取引先コード",
            "customer_name": "取引先名称",
            "subject": "件名",
            "due_on": f"期限|{due}",
            **({"paid": "入金ステータス"} if kind == "invoices" else {}),
            "tax_included": "内税/外税|消費税の表示方法",
            "rounding": "消費税端数の計算方法",
            "note": "備考",
            "net": "小計",
            "tax": "消費税",
            "total": "合計金額",
            **_LINE,
        },
        rules=(
            Rule("書類種別", (*others, *_OTHERS), _("A paper of another kind.")),
            Rule(
                "行の種類", ("見出し", "テキスト", "小計", "空行"), _("A row of text or of sums.")
            ),
        ),
        options={"source": "freee・マネーフォワード"},
    )


INVOICES = (
    _freee("invoices", issued="請求日", due="お支払期限|支払期限|入金期日", number="請求書番号",
           others=_QUOTE),
    _freee("quotes", issued="見積日", due="有効期限|見積有効期限", number="見積書番号",
           others=_INVOICE),
    Reader(
        name="yayoi.invoices",
        title="弥生販売 請求一覧",
        kind="invoices",
        marks=("得意先コード", "請求締日|請求日|締日", "今回請求額|今回ご請求額", _SOLD),
        columns={
            "number": "請求書番号|請求番号",
            "issued_on": "請求日|請求締日|締日",
            "customer": "得意先コード|請求先コード",
            "customer_name": "得意先名|請求先名",
            "due_on": "入金予定日|回収予定日",
            "net": _SOLD,
            "tax": _TAX,
            # What was still owed from before is in 今回請求額: it is no part of this invoice.
            "total": Figure("今回売上額＋消費税", ((_SOLD,), (_TAX,))),
        },
        rules=(
            Rule("得意先コード", ("",), _("A row of sums.")),
            Rule("得意先名|請求先名", ("合計", "総合計", "《合計》"), _("A row of sums.")),
        ),
        options={"source": "弥生販売"},
    ),
    Reader(
        name="freee.partners",
        title="freee 取引先",
        kind="customers",
        marks=("名前（通称）", "事業所種別|取引先コード|カナ名称", "郵便番号|都道府県|敬称"),
        columns={
            "code": "取引先コード",
            "name": "正式名称*|名前（通称）",
            "kana": "カナ名称",
            "honorific": "敬称",
            "kind": "事業所種別",
            "phone": "電話番号",
            "postal_code": "郵便番号",
            "prefecture": "都道府県",
            "street": "市区町村・番地",
            "building": "建物名・部屋番号など",
            "contact_name": "営業担当者名",
            "contact_email": "営業担当者メールアドレス",
            "invoice_number": "適格請求書発行事業者の登録番号",
        },
    ),
)  # fmt: skip
