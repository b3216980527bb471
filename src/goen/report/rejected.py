"""Rows that could not be used, told in a few sentences where the answers are told."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from goen.japanese import Text

if TYPE_CHECKING:
    from goen.sheets import LoadReport, Rejection

MOST_REASONS = 3
LOOKED_AT = 10_000
LONGEST_SHOWN = 40

_UNUSABLE = Text("読めない行の例", "A row that cannot be used")
_LATER = Text("今日より後の行の例", "A row after today")
_EXCLUDED = (
    ("after_as_of", Text("基準日より後の行", "rows after the as-of date")),
    ("future", Text("今日より後の行", "rows after today")),
    ("cancelled", Text("取消の行", "cancelled rows")),
    ("zero", Text("金額0の行", "rows of amount 0")),
    ("no_customer", Text("お客様の番号がない行", "rows without a customer number")),
    ("overlap", Text("ほかのファイルにもある行", "rows that stand in another file too")),
)


def rejection_messages(*, loaded: LoadReport) -> list[Text]:
    """Return the commonest reasons of rejection, each with its first row, column and value."""
    counts: Counter[Text] = Counter()
    first: dict[Text, Rejection] = {}
    for rejection in islice(iter(loaded.rejections), LOOKED_AT):
        counts[rejection.reason] += 1
        first.setdefault(rejection.reason, rejection)
    return [_told(first[reason], _UNUSABLE) for reason, _ in counts.most_common(MOST_REASONS)]


def later_messages(*, loaded: LoadReport) -> list[Text]:
    """Return the first of the rows dated after today, with its column and value."""
    if loaded.future is None:
        return []
    return [_told(first, _LATER) for first in loaded.future.each.first(1)]


def exclusion_messages(*, loaded: LoadReport) -> list[Text]:
    """Return how many rows were left out by which rule."""
    found = [(getattr(loaded.excluded, name), text) for name, text in _EXCLUDED]
    return [
        Text(ja=f"{text.ja}：{rows:,}行", en=f"{text.en}: {rows:,}") for rows, text in found if rows
    ]


def _told(rejection: Rejection, lead: Text) -> Text:
    sheet = f" [{rejection.sheet}]" if rejection.sheet else ""
    value = _shown(rejection.value)
    return Text(
        ja=f"{lead.ja}：{rejection.file}{sheet} {rejection.row:,}行目"
        f"「{rejection.column}」の値「{value}」。{rejection.reason.ja}",
        en=f"{lead.en}: {rejection.file}{sheet} row {rejection.row:,}, "
        f"“{rejection.column}” = “{value}”. {rejection.reason.en}",
    )


def _shown(value: str) -> str:
    """Return a value fit for one line of a terminal: short, without control characters."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in value)
    return plain if len(plain) <= LONGEST_SHOWN else plain[:LONGEST_SHOWN] + "…"
