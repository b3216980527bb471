"""Dates and names that stand in several columns: 年, 月 and 日; 姓 and 名."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goen.sheets._check_cells import joined_date
from goen.sheets._columns_headers import header_of
from goen.sheets._columns_profile import column_of, profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goen.sheets._columns_choice import Column
    from goen.sheets._columns_plan import Row

_SALE = (
    "(?P<sale>(?:売上|販売|購入|ご?注文|受注|取引|来店|ご?利用|計上|伝票|会計|日付|"
    "sales?|order|purchase|transaction|invoice|visit|date)?)"
)
_PARTS_OF_DATE = {
    role: re.compile(f"{_SALE}(?:{words})")
    for role, words in (
        ("date", "年|西暦年?|和暦年?|year|yyyy|yr"),
        ("month", "月|month|mm|mon"),
        ("day_of_month", "日|日にち|day|dd|dayofmonth|mday"),
    )
}
_FAMILY = re.compile("(?:姓|氏|苗字|名字|lastname|familyname|surname|sei$)(?!名)")
_GIVEN = re.compile("(?:(?<!姓)(?<!氏)名(?!字|前)|firstname|givenname|forename|mei$)")
_READING = re.compile("カナ|かな|セイ|メイ|フリガナ|ふりがな|よみ|読み|kana|ローマ字|roma")
# Whoever else has a name in a sales file.
_OTHERS = re.compile(
    "送付|配送|発送|届け?|納品|送り先|担当|スタッフ|店員|販売員|作成|登録者|受取|shipping|delivery"
    "|ship|recipient|staff|clerk|employee|sales"
)
# Heads as clear as these outweigh cells that cannot be read; their rows are rejected one by one.
_SOME = 0.3
_SURE = 0.9


def split_date(columns: Sequence[Column], sample: Sequence[Row]) -> dict[str, Column]:
    """The columns of year, month and day of one date; without a day where only months are given.

    "date" is the column of the year, with the profile of the whole date. Empty without them.
    """
    dates: dict[str, dict[str, Column]] = {}
    for column in columns:
        head = header_of(column.header).whole if column.named else ""
        for role, pattern in _PARTS_OF_DATE.items():
            if part := pattern.fullmatch(head):
                one = dates.setdefault(part["sale"], {})
                one.setdefault(role, replace(column, roles={role: _SURE}))
    for found in dates.values():
        if {"date", "month"} <= found.keys():
            date = with_whole_date(found, sample)
            if not date.profile.cells or date.profile.any_date >= _SOME:
                return found | {"date": date}
    return {}


def with_whole_date(parts: Mapping[str, Column], sample: Sequence[Row]) -> Column:
    """The column of the year as a column of dates, joined from `parts`."""
    cells = [column_of(sample, parts[role].index) for role in _PARTS_OF_DATE if role in parts]
    whole = profile([joined_date(*row) for row in zip(*cells, strict=True)])
    return replace(parts["date"], profile=whole, roles={"date": _SURE})


def split_name(columns: Sequence[Column], taken: Iterable[int]) -> dict[str, Column]:
    """The columns of the customer's family name and given name; empty without them."""
    used = set(taken)
    free = [column for column in columns if column.named and column.index not in used]
    given = {}
    for column in reversed(free):
        if form := _person(column, _GIVEN):
            given[form] = column
    for column in free:
        form = _person(column, _FAMILY)
        if form and form in given:
            pair = {"customer_name": column, "given_name": given[form]}
            return {role: replace(part, roles={role: _SURE}) for role, part in pair.items()}
    return {}


def _person(column: Column, part: re.Pattern[str]) -> str:
    """The head with a mark in the place of the part of the name: whose name it is."""
    head = header_of(column.header).whole
    if _READING.search(head) or _OTHERS.search(head) or column.profile.numbers > 0.5:
        return ""
    return part.sub("#", head, count=1) if len(part.findall(head)) == 1 else ""
