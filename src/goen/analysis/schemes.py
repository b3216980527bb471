"""Rank schemes: rules that give every customer exactly one rank.

A rule is a box over occasions n, tenure S (days) and amount A (minor units), each a half-open span.
A scheme is valid when its boxes cover every customer that can exist, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class UnsoundScheme(Exception):
    """A scheme leaves customers without a rank, or gives some two; `text` explains which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from `low` up to but not including `high`; None is open."""

    low: int | None = None
    high: int | None = None

    def holds(self, value: int) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)

    def sql(self, column: str) -> list[str]:
        """Return the comparisons that say `column` is in this span."""
        parts = []
        if self.low is not None:
            parts.append(f"{column} >= {int(self.low)}")
        if self.high is not None:
            parts.append(f"{column} < {int(self.high)}")
        return parts


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank's identifier, the one character that marks it, and its name."""

    key: str
    mark: str
    name: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """Customers inside all three spans have `rank`."""

    rank: str
    occasions: Span = Span()
    tenure: Span = Span()
    amount: Span = Span()

    def holds(self, n: int, tenure: int, amount: int) -> bool:
        return self.occasions.holds(n) and self.tenure.holds(tenure) and self.amount.holds(amount)

    def sql(self) -> str:
        parts = [
            *self.occasions.sql("n"),
            *self.tenure.sql("tenure"),
            *self.amount.sql("amount"),
        ]
        return " AND ".join(parts) or "TRUE"


@dataclass(frozen=True, slots=True)
class Scheme:
    """Ranks from low to high, and the rules that give them.

    Raises:
        UnsoundScheme: the rules leave a gap, overlap, or name an unknown rank.
    """

    key: str
    name: Text
    ranks: tuple[Rank, ...]
    rules: tuple[Rule, ...]
    prospects: bool = False  # customers without a purchase are shown as 見込客

    def __post_init__(self) -> None:
        _check_names(self)
        _check_partition(self)

    def rank_key(self, ordinal: int) -> str:
        """Return the rank that SQL calls by its 1-based place."""
        return self.ranks[ordinal - 1].key

    def rank_case(self) -> str:
        """Return the CASE expression over `n`, `tenure`, `amount` that yields the rank's place."""
        places = {rank.key: place for place, rank in enumerate(self.ranks, start=1)}
        whens = " ".join(f"WHEN {rule.sql()} THEN {places[rule.rank]}" for rule in self.rules)
        return f"CASE {whens} END"

    def rank_of(self, *, n: int, tenure: int, amount: int) -> str:
        """Return the rank of one customer; the reference for the SQL form."""
        return next(rule.rank for rule in self.rules if rule.holds(n, tenure, amount))


def _check_names(scheme: Scheme) -> None:
    known = {rank.key for rank in scheme.ranks}
    for rule in scheme.rules:
        if rule.rank not in known:
            raise UnsoundScheme(
                Text(
                    ja=f"ルールのランク「{rule.rank}」がランクの一覧にありません。",
                    en=f"A rule names the rank “{rule.rank}”, which is not in the list of ranks.",
                )
            )


def _check_partition(scheme: Scheme) -> None:
    for cell in _cells(scheme.rules):
        n, tenure, amount = (part[0] for part in cell)
        found = [rule.rank for rule in scheme.rules if rule.holds(n, tenure, amount)]
        if len(found) != 1:
            raise UnsoundScheme(_explain(cell, found))


_Part = tuple[int, int, int | None]  # a member, the lowest member, one past the highest
_FLOOR = -(10**15)


def _cells(rules: tuple[Rule, ...]) -> Iterator[tuple[_Part, _Part, _Part]]:
    """Yield one customer for every region that no rule divides, of the customers that can exist.

    One occasion means no tenure; two occasions are on two dates, so their tenure is a day or more.
    """
    occasions = _parts([rule.occasions for rule in rules], lowest=1, cuts=[2])
    tenures = _parts([rule.tenure for rule in rules], lowest=0, cuts=[1])
    amounts = _parts([rule.amount for rule in rules], lowest=_FLOOR, cuts=[])
    for cell in product(occasions, tenures, amounts):
        n, tenure = cell[0][0], cell[1][0]
        if (n == 1) == (tenure == 0):
            yield cell


def _parts(spans: list[Span], *, lowest: int, cuts: list[int]) -> list[_Part]:
    edges = {lowest, *cuts}
    for span in spans:
        edges |= {edge for edge in (span.low, span.high) if edge is not None and edge > lowest}
    ordered = sorted(edges)
    closed: list[_Part] = [(low, low, high) for low, high in pairwise(ordered)]
    return [*closed, (ordered[-1], ordered[-1], None)]


def _explain(cell: tuple[_Part, _Part, _Part], found: list[str]) -> Text:
    where_ja = "、".join(
        _words(part, name)
        for part, name in zip(cell, ("購入回数", "在籍日数", "累計"), strict=True)
    )
    where_en = ", ".join(
        _words(part, name)
        for part, name in zip(cell, ("occasions", "tenure in days", "amount"), strict=True)
    )
    if not found:
        return Text(
            ja=f"どのランクにも入らないお客様がいます（{where_ja}）。この範囲のルールを足してください。",
            en=f"These customers would have no rank: {where_en}. Add a rule for them.",
        )
    both = "・".join(found)
    return Text(
        ja=f"{len(found)}つのランクに重なるお客様がいます（{where_ja}：{both}）。境目を直してください。",
        en=f"These customers would have {len(found)} ranks ({', '.join(found)}): {where_en}. "
        "Move a boundary.",
    )


def _words(part: _Part, name: str) -> str:
    _, low, high = part
    start = "" if low == _FLOOR else f"{low:,}"
    end = "" if high is None else f"{high - 1:,}"
    return f"{name} {start}" if start == end else f"{name} {start}～{end}"
