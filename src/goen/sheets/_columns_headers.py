"""What a header says: the roles its words allow, the unit of its amounts, its tax."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from goen.japanese import date_readings, fold
from goen.sheets import _columns_words as words
from goen.sheets import _columns_words_more as more
from goen.sheets._columns_words import any_of, with_kanji

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goen.sheets._columns_plan import Cell, Row

Tax = Literal["included", "excluded", ""]

_BRACKETS = re.compile(r"[(\[【〔<『「]([^()\[\]【】〔〕<>『』「」]*)[)\]】〕>』」]")
_SIGNS = re.compile(r"[\s_・.,:;/\\|#*※'\"!?()\[\]【】〔〕<>『』「」-]")
_UNITS = (
    (10**8, "億円"),
    (10**6, "百万円?|mil(?:lion)?s?"),
    (10**4, "万円?"),
    (10**3, "千円?|k(?:yen|jpy)|thousands?"),
)
_UNIT = re.compile("|".join(f"(?P<u{unit}>{name})" for unit, name in _UNITS))
_YEN = re.compile("円|yen|jpy")


class Header(NamedTuple):
    """A header in comparable form: `whole` with what stands in brackets, `base` without."""

    whole: str
    base: str
    brackets: tuple[str, ...]


def _compiled(patterns: Iterable[tuple[float, str]]) -> list[tuple[float, re.Pattern[str]]]:
    ordered = sorted(patterns, key=lambda pair: -pair[0])
    return [(weight, re.compile(any_of(pattern))) for weight, pattern in ordered]


_PATTERNS = {
    "customer": _compiled(words.CUSTOMER),
    "email": _compiled(words.EMAIL),
    "phone": _compiled(words.PHONE),
    "customer_name": _compiled(words.CUSTOMER_NAME),
    "date": _compiled(words.DATE),
    "amount": _compiled(words.AMOUNT),
    "quantity": _compiled(more.QUANTITY),
    "unit_price": _compiled(more.UNIT_PRICE),
    "gross_profit": _compiled(more.GROSS_PROFIT),
    "cost": _compiled(more.COST),
    "unit_cost": _compiled(more.UNIT_COST),
    "product": _compiled(more.PRODUCT),
    "category": _compiled(more.CATEGORY),
    "shop": _compiled(more.SHOP),
    "slip": _compiled(more.SLIP),
    "event": _compiled(more.EVENT),
    "kind": _compiled(more.KIND),
    "cancelled": _compiled(more.CANCELLED),
}
_NEVER = {
    "date": re.compile(words.NOT_DATE),
    "amount": re.compile(words.NOT_AMOUNT),
    "gross_profit": re.compile(more.NOT_COST),
    "cost": re.compile(more.NOT_COST),
    "unit_cost": re.compile(more.NOT_COST),
}
_PART_OF_NAME = re.compile(
    "[(姓氏名]{0,2}(?:姓|セイ|メイ|かな|カナ|フリガナ|ふりがな)$|first|last|given|family|kana"
)
_ONE_VISIT = re.compile("最終|最新|直近|初回|mostrecent|latest|^last|^first")
_TAX_INCLUDED = re.compile(words.TAX_INCLUDED)
_TAX_EXCLUDED = re.compile(words.TAX_EXCLUDED)
# Some shops put the same word before each head of a line: 購入商品 小計, 購入商品 販売個数.
_LINE = re.compile("^(?:(?:ご?購入|ご?注文|受注)商品|(?:受注|ご?注文|売上|取引)?明細)")
_LINE_ROLES = ("amount", "quantity", "unit_price", "product", "category")
_TERMS = re.compile(
    "(?:(?:消費税|税|送料|手数料|値引き?|割引き?|ポイント|クーポン|や|等|を|の)+"
    "(?:利用|適用|差引き?|控除)?(?:込み?|後|除く|抜き?|前|含む|含まない|別))+"
)
_MONEY_ROLES = ("amount", "unit_price", "gross_profit", "cost", "unit_cost")


@lru_cache(maxsize=4096)
def header_of(text: str) -> Header:
    """The header `text` in comparable form; a note behind ※ counts as in brackets."""
    folded, _, note = with_kanji(fold(text[:200]).lstrip("※ ")).partition("※")
    inside = [*_BRACKETS.findall(folded), *([note] if note else [])]
    brackets = tuple(_SIGNS.sub("", one) for one in inside)
    base = _SIGNS.sub("", _BRACKETS.sub("", folded))
    return Header(whole=_SIGNS.sub("", folded), base=base, brackets=brackets)


@lru_cache(maxsize=4096)
def roles_of(text: str) -> dict[str, float]:
    """The roles the header `text` allows, each with a weight from 0 to 1."""
    header = header_of(text)
    found = {role: weight for role in _PATTERNS if (weight := _weight(role, header)) > 0}
    if _PART_OF_NAME.search(header.whole):
        found.pop("customer_name", None)
    if "unit_price" in found and found["unit_price"] >= 0.99:
        found.pop("amount", None)
    return found


def _weight(role: str, header: Header) -> float:
    never = _NEVER.get(role)
    if never is not None and never.search(_without_terms(header.whole)):
        return 0.0
    forms = [(header.whole, 1.0), (header.base, 0.98)]
    if role in _LINE_ROLES and (line := _LINE.sub("", header.base)):
        forms.append((line, 0.96))
    if role in _MONEY_ROLES:
        forms.append((_without_tax_and_unit(header), 0.97))
    return max(
        (weight * share for form, share in forms if (weight := _match(role, form))), default=0.0
    )


def _match(role: str, form: str) -> float:
    if not form:
        return 0.0
    return next((weight for weight, pattern in _PATTERNS[role] if pattern.fullmatch(form)), 0.0)


def _without_tax_and_unit(header: Header) -> str:
    return _UNIT.sub("", _without_tax(header.base)) or header.base


def _without_tax(form: str) -> str:
    """The head without 税込, 税抜 and their like; 内税 alone, which heads a tax, stays."""
    return _TAX_EXCLUDED.sub("", _TAX_INCLUDED.sub("", form)) or form


def _without_terms(form: str) -> str:
    """The head without what it says of taxes, postage and the like: 合計（送料込み・値引後）."""
    return _TERMS.sub("", _without_tax(form)) or form


def never_a_sale_date(text: str) -> bool:
    """Whether the header names another date: a birthday, an expiry, a cancellation."""
    return _NEVER["date"].search(header_of(text).whole) is not None


def of_one_visit(text: str) -> bool:
    """Whether the header names the last or the first of many dates: 最終来店日, last_purchase."""
    return _ONE_VISIT.search(header_of(text).whole) is not None


def never_an_amount(text: str) -> bool:
    """Whether the header names other numbers: taxes, points, counts, running totals."""
    return _NEVER["amount"].search(_without_terms(header_of(text).whole)) is not None


def tax_of(text: str) -> Tax:
    """Whether the amounts under the header include tax, exclude it, or the header does not say."""
    header = header_of(text)
    said = " ".join((header.whole, *header.brackets))
    if _TAX_EXCLUDED.search(said):
        return "excluded"
    return "included" if _TAX_INCLUDED.search(said) else ""


def unit_of(text: str) -> int | None:
    """What 1 under the header stands for: 1000 for （千円）, 1 for （円）, None: not said."""
    header = header_of(text)
    for part in (*header.brackets, header.base):
        if found := _UNIT.search(part):
            return int((found.lastgroup or "u1")[1:])
        if part in header.brackets and _YEN.search(part):
            return 1
    return None


def header_score(row: Sequence[Cell]) -> float:
    """How much a row looks like the header of a sales table; 1 and more is enough.

    The sum, over the roles its cells name (a customer, a date and an amount count 1 each, others a
    quarter), of the best weight, times the share of cells that are words rather than numbers and
    dates. A row with one filled cell is a title and counts a third.
    """
    filled = [cell for cell in row if cell is not None and str(cell).strip()]
    if not filled:
        return 0.0
    labels = [cell for cell in filled if isinstance(cell, str) and _is_label(cell)]
    best: dict[str, float] = {}
    for label in labels:
        for role, weight in roles_of(label).items():
            best[role] = max(best.get(role, 0.0), weight)
    total = sum(weight * (1 if role in _COUNT_FULL else 0.25) for role, weight in best.items())
    return total * len(labels) / len(filled) * (1 if len(filled) > 1 else 1 / 3)


_COUNT_FULL = ("customer", "date", "amount")
_NUMBER = re.compile(r"[-+△▲(¥\\$]?[0-9][0-9,.]*\)?[円%]?")


def _is_label(text: str) -> bool:
    folded = fold(text[:200])
    return not _NUMBER.fullmatch(folded) and not date_readings(text)


def heads_columns(row: Sequence[Cell], below: Sequence[Row]) -> bool:
    """Whether a row heads those below it, in whatever words: words over numbers and dates.

    No head is itself a number or a date where the cells below are, and at least one column of
    numbers or dates has a word for a head. The header of a sales table needs no rows below.
    """
    if looks_like_header(row):
        return True
    words = 0
    for index, head in enumerate(row):
        cells = [line[index] for line in below if index < len(line) and not _is_empty(line[index])]
        if _is_empty(head) or len(cells) < _FEW:
            continue
        for alike in (_is_number, _is_date):
            if sum(map(alike, cells)) >= len(cells) * _MOSTLY:
                if alike(head):
                    return False
                words += 1
    return words > 0


_FEW = 2
_MOSTLY = 0.9


def _is_empty(cell: Cell) -> bool:
    return cell is None or not str(cell).strip()


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _NUMBER.fullmatch(fold(cell[:200])) is not None
    return not isinstance(cell, date)


def _is_date(cell: Cell) -> bool:
    return bool(date_readings(cell))


def looks_like_header(row: Sequence[Cell]) -> bool:
    """Whether a row is the header of a sales table rather than a title or data."""
    return header_score(row) >= 1.0
