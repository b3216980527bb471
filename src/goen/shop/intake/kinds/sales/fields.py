"""What a column of a file of sales can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goen import japanese
from goen.shop.intake import reading
from goen.shop.intake.fields import Field, Value
from goen.shop.intake.kinds.sales.form import SERIAL, STYLES
from goen.shop.sales.models import Sale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.intake.reading import Read
    from goen.shop.ui.registry import Words

YEN = 0  # decimals
# Fields of the file → roles as `goen.sheets` finds them in files for the analysis.
ROLES: Mapping[str, str] = {
    "customer": "customer",
    "customer_name": "customer_name",
    "on": "date",
    "amount": "amount",
    "unit_price": "unit_price",
    "quantity": "quantity",
    "profit": "gross_profit",
    "cost": "cost",
    "product": "product",
    "category": "category",
    "shop": "shop",
    "slip": "slip",
    "kind": "kind",
}
_KINDS = {"sale": Sale.Kind.SALE, "return": Sale.Kind.RETURN, "cancelled": Sale.Kind.CANCEL}
_CODE = r"[0-9A-Za-z][0-9A-Za-z_-]{0,38}"
_WHOLE = r"-?(0|[1-9][0-9]{0,11})"


def _kind(cell: str) -> Value:
    found = japanese.transaction_kind(cell)
    if found is None:
        return Value(None, problem=_("Is this a sale (売上), a return (返品) or cancelled (取消)?"))
    return Value(str(_KINDS[found]))


def _line(cell: str) -> Value:
    read = reading.number(places=0)(cell)
    if read.value is None or not 0 < int(read.value) < 1_000_000:
        return Value(None, problem=_("This is not the number of a line."))
    return read


def dates(*, style: str) -> Read:
    """The reader of dates that are written in one of the form's styles."""
    return reading.day(style=None if style in ("", SERIAL) else style, serials=style == SERIAL)


def style_of(texts: Sequence[str]) -> str:
    """The style in which nearly all of some dates can be read: the usual one, if it is one."""
    for style in STYLES:
        read = dates(style=style)
        if sum(read(text).value is not None for text in texts) >= 0.95 * len(texts):
            return style
    return ""


def fields(*, days: str = "") -> Sequence[Field]:
    """The fields in the order of forms and of files that go out; `days`: how dates are written."""
    code = reading.code(longest=40)
    name = reading.text(longest=100)
    return (
        Field(
            "id",
            gettext_lazy("Goen number"),
            reading.number(places=0),
            words=("Goen番号", "Goen number"),
            clean="[1-9][0-9]{0,17}",
            shape="number",
            help=gettext_lazy("Only in files that came from here: it says which row is meant."),
        ),
        Field(
            "on",
            gettext_lazy("Date"),
            dates(style=days),
            words=_words("売上日 日付 取引日 購入日 利用日 来店日 会計日 注文日 date sale_date on"),
            required=True,
            shape="date",
        ),
        Field(
            "customer",
            gettext_lazy("Customer number"),
            code,
            words=_words("お客様番号 顧客番号 会員番号 顧客コード 得意先コード 顧客ID customer"),
            clean=_CODE,
            shape="code",
            help=gettext_lazy("Empty for walk-ins."),
        ),
        Field(
            "customer_name",
            gettext_lazy("Customer name"),
            reading.text(longest=200),
            words=_words("お客様名 顧客名 会員名 得意先名 氏名 customer_name name"),
        ),
        _yen(
            "amount",
            gettext_lazy("Amount"),
            words="金額 売上金額 売上 合計 税込金額 購入金額 amount total",
        ),
        Field(
            "quantity",
            gettext_lazy("Quantity"),
            reading.number(places=3),
            words=_words("数量 個数 点数 quantity qty"),
            clean="[1-9][0-9]{0,8}",
            shape="number",
        ),
        _yen(
            "unit_price",
            gettext_lazy("Unit price"),
            words="単価 販売単価 unit_price price",
            help=gettext_lazy("Unit price × quantity is the amount where that is empty."),
        ),
        _yen(
            "profit",
            gettext_lazy("Gross profit"),
            words="粗利 粗利益 粗利金額 gross_profit profit",
        ),
        _yen(
            "cost",
            gettext_lazy("Cost"),
            words="原価 原価金額 仕入金額 cost",
            help=gettext_lazy("Amount less cost is the gross profit where that is empty."),
        ),
        Field(
            "product_code",
            gettext_lazy("Product code"),
            code,
            words=_words("商品コード 品番 商品番号 JANコード product_code sku jan"),
            clean=_CODE,
            shape="code",
        ),
        Field(
            "product",
            gettext_lazy("Product"),
            reading.text(longest=200),
            words=_words("商品 商品名 品名 product product_name item"),
        ),
        Field(
            "category",
            gettext_lazy("Category"),
            name,
            words=_words("分類 部門 部門名 カテゴリ カテゴリー 商品分類 category"),
        ),
        Field(
            "shop",
            pgettext_lazy("sales", "Shop"),
            name,
            words=_words("店舗 店舗名 店 支店 店名 店舗コード shop store branch"),
        ),
        Field(
            "slip",
            gettext_lazy("Slip number"),
            reading.code(longest=64),
            words=_words("伝票番号 レシート番号 取引番号 取引ID 注文番号 受注番号 slip order_id"),
            clean=r"[0-9A-Za-z][0-9A-Za-z_-]{0,62}",
            shape="code",
        ),
        Field(
            "line",
            gettext_lazy("Line of the slip"),
            _line,
            words=_words("行番号 明細番号 明細行 伝票行 枝番 line line_no receipt_sub_no"),
            clean="[1-9][0-9]{0,4}",
            shape="number",
        ),
        Field(
            "kind",
            pgettext_lazy("sales", "Sale or return"),
            _kind,
            words=_words("区分 取引区分 売上区分 伝票区分 kind type"),
            choices=lambda: [str(label) for label in Sale.Kind.labels],
        ),
        Field(
            "source",
            gettext_lazy("Source"),
            name,
            words=_words("取り込み元 source"),
            help=gettext_lazy("Empty: the source that is chosen for the whole file."),
        ),
    )


def _yen(name: str, label: Words, *, words: str, help: Words = "") -> Field:
    """A field that holds an amount of money."""
    return Field(
        name,
        label,
        reading.money(digits=YEN),
        words=_words(words),
        clean=_WHOLE,
        shape="money",
        help=help,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())
