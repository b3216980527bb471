"""What a column of a file of quotes or invoices can be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goen import japanese
from goen.shop.intake import reading
from goen.shop.intake.fields import Field, Value
from goen.shop.intake.kinds.documents import words
from goen.shop.sales.models import Document, Rounding
from goen.shop.sales.operations import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

YEN = 0  # decimals
HEADER = (
    "number", "issued_on", "customer", "customer_name", "subject", "due_on", "status",
    "tax_included", "rounding", "note",
)  # fmt: skip
SUMS = ("net", "tax", "total")
LINE = ("product_code", "text", "quantity", "unit_price", "tax_rate", "amount")
_WHOLE = r"-?(0|[1-9][0-9]{0,11})"


def fields(kind: str) -> Sequence[Field]:
    """The fields in the order of forms and of files that go out."""
    quote = kind == Document.Kind.QUOTE
    return (*_header(kind, quote=quote), *_sums(), *_line())


def _header(kind: str, *, quote: bool) -> Sequence[Field]:
    number = "見積番号 見積書番号 見積No" if quote else "請求番号 請求書番号 請求No"
    issued = "見積日 見積書発行日" if quote else "請求日 請求書発行日 売上日"
    due = "有効期限 見積有効期限" if quote else "入金期日 支払期限 お支払期限 支払期日 入金予定日"
    status = "見積ステータス" if quote else "請求ステータス 送付ステータス"
    header = [
        Field(
            "number",
            pgettext_lazy("sales", "Number"),
            reading.code(longest=40),
            words=_words(f"{number} 文書番号 帳票番号 書類番号 伝票番号 番号 No number"),
            shape="code",
        ),
        Field(
            "issued_on",
            gettext_lazy("Date of issue"),
            reading.day(),
            words=_words(f"{issued} 発行日 作成日 日付 伝票日付 date issued_on"),
            shape="date",
        ),
        Field(
            "customer",
            gettext_lazy("Customer number"),
            reading.code(longest=40),
            words=_words(
                "お客様番号 顧客番号 顧客コード お客様コード 得意先コード 得意先番号 取引先コード"
                " 請求先コード 顧客ID 会員番号 customer"
            ),
            shape="code",
        ),
        Field(
            "customer_name",
            gettext_lazy("Customer name"),
            _name(longest=200),
            words=_words(
                "お客様名 顧客名 得意先名 取引先名 取引先名称 請求先名 請求先 取引先 宛名 得意先"
                " 会社名 customer_name name"
            ),
        ),
        Field(
            "subject",
            gettext_lazy("Subject"),
            _name(longest=200),
            words=_words("件名 案件名 タイトル subject title"),
        ),
        Field(
            "due_on",
            gettext_lazy("Valid until") if quote else gettext_lazy("To be paid by"),
            reading.day(),
            words=_words(f"{due} 期限 期日 due_date due_on"),
            shape="date",
        ),
        Field(
            "status",
            gettext_lazy("Status"),
            words.status(kind),
            words=_words(f"{status} ステータス 状態 状況 status"),
            choices=lambda: [str(step.label) for step in STEPS[Document.Kind(kind)]],
        ),
    ]
    if not quote:
        header.append(
            Field(
                "paid",
                gettext_lazy("Paid or not"),
                words.paid(),
                words=_words("入金ステータス 入金状況 入金状態 決済状況 決済ステータス 入金 paid"),
                help=gettext_lazy("Where it says paid, that is the status."),
            )
        )
    return (*header, *_taxes())


def _taxes() -> Sequence[Field]:
    return (
        Field(
            "tax_included",
            gettext_lazy("Prices include tax"),
            words.tax_included(),
            words=_words("内税外税 税込税抜 消費税区分 消費税の計算 課税方式 税計算 tax_included"),
            choices=lambda: [str(label) for _value, label in words.TAX],
        ),
        Field(
            "rounding",
            gettext_lazy("Parts of a yen of tax"),
            words.rounding(),
            words=_words("端数処理 消費税端数処理 消費税端数 税端数処理 rounding"),
            choices=lambda: [str(label) for label in Rounding.labels],
        ),
        Field(
            "note",
            pgettext_lazy("sales", "Note"),
            reading.text(longest=10_000),
            words=_words("備考 摘要 メモ 社内メモ note"),
        ),
    )


def _sums() -> Sequence[Field]:
    money = reading.money(digits=YEN)
    told = (
        ("net", gettext_lazy("Without tax"), "小計 税抜金額 税抜合計 税抜額 本体金額 net subtotal"),
        ("tax", gettext_lazy("Tax"), "消費税 消費税額 税額 消費税合計 tax"),
        (
            "total",
            gettext_lazy("Total"),
            "合計 合計金額 請求金額 請求額 見積金額 税込金額 税込合計 総額 ご請求金額 total",
        ),
    )
    return [
        Field(name, label, money, words=_words(known), clean=_WHOLE, shape="money")
        for name, label, known in told
    ]


def _line() -> Sequence[Field]:
    return (
        Field(
            "product_code",
            gettext_lazy("Product code"),
            reading.code(longest=40),
            words=_words("商品コード 品目コード 品番 product_code sku"),
            shape="code",
        ),
        Field(
            "text",
            pgettext_lazy("sales", "What"),
            _name(longest=200),
            words=_words("品目 品名 品目名 商品名 内容 明細 項目 商品 item description"),
        ),
        Field(
            "quantity",
            gettext_lazy("Quantity"),
            _exact(places=3, price=False),
            words=_words("数量 個数 quantity qty"),
            clean="[1-9][0-9]{0,8}",
            shape="number",
        ),
        Field(
            "unit_price",
            gettext_lazy("Unit price"),
            _exact(places=2, price=True),
            words=_words("単価 unit_price price"),
            clean=_WHOLE,
            shape="number",
        ),
        Field(
            "tax_rate",
            gettext_lazy("Tax rate"),
            words.tax_rate,
            words=_words("税率 消費税率 税区分 課税区分 tax_rate"),
        ),
        Field(
            "amount",
            gettext_lazy("Amount"),
            reading.money(digits=YEN),
            words=_words("金額 明細金額 価格 売上金額 amount"),
            clean=_WHOLE,
            shape="money",
            help=gettext_lazy("Of one line. Empty: quantity × unit price."),
        ),
    )


def _name(*, longest: int) -> Callable[[str], Value]:
    """A text on one line."""
    read = reading.text(longest=longest)
    return lambda cell: read(japanese.plain(cell))


def _exact(*, places: int, price: bool) -> Callable[[str], Value]:
    """A quantity or a price with at most `places` decimals; counters and signs of money go."""

    def read(cell: str) -> Value:
        try:
            found = (
                japanese.parse_price(cell, digits=YEN) if price else japanese.parse_quantity(cell)
            )
        except japanese.Unreadable as unreadable:
            return Value(None, problem=reading.told(unreadable.reason))
        exact = Decimal(found.numerator) / Decimal(found.denominator)
        if exact != round(exact, places) or abs(exact) >= 10**9:
            said = _("At most %(places)s decimals can be kept.")
            return Value(None, problem=said % {"places": places})
        return Value(plain(exact))

    return read


def plain(number: Decimal) -> str:
    """A number as the trail and files have it: 3, 1.5."""
    return format(number.normalize(), "f")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())
