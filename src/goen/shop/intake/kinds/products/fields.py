"""What a column of a file of products can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goen import japanese
from goen.shop.intake import reading, round_trip
from goen.shop.intake.fields import Field
from goen.shop.sales.models import Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.intake.fields import Value

YEN = 0  # decimals
_GRADES = {
    Grade.PINE: ("松", "上", "特上", "最上級", "pine", "best"),
    Grade.BAMBOO: ("竹", "中", "標準", "bamboo", "middle"),
    Grade.PLUM: ("梅", "並", "下", "plum", "simple"),
}


def _grade_words() -> dict[str, list[str]]:
    """Each grade as it is called in both languages, so that what went out can come back."""
    words = {str(int(grade)): list(known) for grade, known in _GRADES.items()}
    for language in ("ja", "en"):
        with translation.override(language):
            for grade in Grade:
                words[str(int(grade))].append(str(grade.label))
    return words


def fields() -> Sequence[Field]:
    """The fields in the order of forms and of files that go out."""
    name = _name(longest=100)
    return (
        *round_trip.FIELDS,
        Field(
            "code",
            _("Product code"),
            reading.code(longest=40),
            words=_words("商品コード 品番 商品番号 商品ID 型番 JANコード 品目コード code sku jan"),
            shape="code",
        ),
        Field(
            "name",
            _("Product"),
            _name(longest=200),
            words=_words("商品名 商品 品名 品目 品目名 名称 name product product_name item"),
        ),
        Field(
            "category",
            _("Category"),
            name,
            words=_words(
                "分類 部門 部門名 カテゴリ カテゴリー 商品分類 商品区分 category department"
            ),
        ),
        Field(
            "family",
            _("Family"),
            name,
            words=_words("シリーズ 系列 商品群 ファミリー family series"),
            help=_("Products of which one can stand instead of another."),
        ),
        Field(
            "grade",
            _("Grade"),
            reading.choice(_grade_words()),
            words=_words("松竹梅 等級 ランク グレード grade"),
            choices=lambda: [str(label) for label in Grade.labels],
        ),
        Field(
            "price",
            _("Price"),
            reading.money(digits=YEN),
            words=_words(
                "価格 単価 売価 販売単価 販売価格 定価 標準売価 標準単価 price unit_price"
            ),
            clean=r"-?(0|[1-9][0-9]{0,11})",
            shape="money",
        ),
    )


def _name(*, longest: int) -> Callable[[str], Value]:
    """A name as the ledger keeps it: on one line."""
    read = reading.text(longest=longest)
    return lambda cell: read(japanese.plain(cell))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())
