"""Where everybody stands on one evening, beside an earlier evening and a year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from goen.analysis.calendar import months_before
from goen.pictures import rank_slots
from goen.shop.figures import documents, tables
from goen.shop.portfolio import ledger, schemes
from goen.shop.portfolio.ledger import Reign
from goen.shop.portfolio.ledger.closing import line_items
from goen.shop.portfolio.place import has_own_ranks, name_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goen.analysis.schemes import Rank
    from goen.shop.figures.asked import Asked

STATUSES = ("active", "lapsed")


@dataclass(frozen=True, slots=True)
class Side:
    """One rank, active or lapsed: people now and how many more than before, yen of 12 months.

    `more` and `more_than_year_ago` are None when there were no customers at all then; `bar` and
    `yen_bar` are shares of the longest bar.
    """

    status: str
    customers: int
    more: int | None
    more_than_year_ago: int | None
    sales_12m: int
    share: float | None
    bar: float
    yen_bar: float


@dataclass(frozen=True, slots=True)
class Row:
    """A rank with its active and lapsed customers; `slot` is its colour."""

    rank: Rank
    name: str
    slot: int
    active: Side
    lapsed: Side


@dataclass(frozen=True, slots=True)
class One:
    """One of the six counts of a president who asks what the company has now (domain.md 1.5)."""

    words: str
    count: int
    of: Mapping[str, str]


def before(*, asked: Asked) -> dict[str, Any]:
    """Counts on the evening compared with and a year ago, and the ledger from the former till now.

    `then`, `year_ago`: people by segment ("rank/status"); `lines`: one per segment, opening + in −
    out = closing, by cause. Kept, as it reads the whole history.
    """
    return documents.kept(asked=asked, name=f"before-{asked.compared}", make=lambda: _before(asked))


def _before(asked: Asked) -> dict[str, Any]:
    reigns = reigns_of(asked)
    with tables.only_states(asked) as connection:

        def at(day: date) -> Counter[str]:
            return ledger.standings_at(
                connection, table=tables.OF_SOME, day=day, reign=ledger.reign_on(reigns, day)
            )

        then, year_ago = at(asked.compared), at(months_before(asked.day, 12))
        moves = ledger.moves_between(
            connection,
            table=tables.OF_SOME,
            start=asked.compared + timedelta(days=1),
            end=asked.day,
            reigns=reigns,
        )
    lines = line_items(opening=then, moves=moves, restated={})
    return {"then": dict(then), "year_ago": dict(year_ago), "lines": lines}


def reigns_of(asked: Asked) -> Sequence[Reign]:
    """The limits that counted in the course of time, or those that were asked for alone."""
    if asked.chosen:
        return [Reign(asked.version.effective_on, asked.limits)]
    return schemes.reigns()


def rows(
    *, asked: Asked, cpm: Sequence[Mapping[str, Any]], earlier: Mapping[str, Any]
) -> list[Row]:
    """The ranks from high to low, as people and yen."""
    found = {(one["rank"], one["status"]): one for one in cpm}
    slots = rank_slots(len(asked.scheme.ranks))
    most = max([one["customers"] for one in cpm] + [1])
    yen = max([one["sales_12m"] for one in cpm] + [1])
    everything = sum(one["sales_12m"] for one in cpm)

    def side(rank: str, status: str) -> Side:
        one, key = found[rank, status], f"{rank}/{status}"
        return Side(
            status=status,
            customers=one["customers"],
            more=_more(one["customers"], earlier["then"], key),
            more_than_year_ago=_more(one["customers"], earlier["year_ago"], key),
            sales_12m=one["sales_12m"],
            share=one["sales_12m"] / everything if everything > 0 else None,
            bar=one["customers"] / most,
            yen_bar=max(one["sales_12m"], 0) / yen,
        )

    ranks = zip(asked.scheme.ranks, slots, strict=True)
    return [
        Row(rank, name_of(rank), slot, side(rank.key, "active"), side(rank.key, "lapsed"))
        for rank, slot in ranks
    ][::-1]


def _more(now: int, then: Mapping[str, int], key: str) -> int | None:
    return now - then.get(key, 0) if then else None


# Which ranks and which status each of the six counts is made of.
_SIX = (
    (("first_time",), "active", gettext_lazy("new %(n)s")),
    (("steady",), "active", gettext_lazy("regular %(n)s")),
    (("toddler", "burst"), "active", gettext_lazy("about to be fans %(n)s")),
    (("loyal",), "active", gettext_lazy("great fans %(n)s")),
    (("first_time", "toddler"), "lapsed", gettext_lazy("only curious %(n)s")),
    (("steady", "burst", "loyal"), "lapsed", gettext_lazy("once regulars or fans and gone %(n)s")),
)


def six(*, asked: Asked, cpm: Sequence[Mapping[str, Any]]) -> list[One]:
    """The six counts; none under ranks that are not the five of the standard."""
    count = {(one["rank"], one["status"]): one["customers"] for one in cpm}
    usual = {rank for ranks, _status, _words in _SIX for rank in ranks}
    if has_own_ranks(asked.limits) or not usual <= {rank for rank, _status in count}:
        return []
    found = []
    for ranks, status, words in _SIX:
        people = sum(count[rank, status] for rank in ranks)
        of = {"kind": "segment", "rank": ",".join(ranks), "status": status}
        found.append(One(words % {"n": f"{people:,}"}, people, of))
    return found


def summed(sides: Sequence[Side]) -> Side:
    """All ranks together."""
    more = [one.more for one in sides]
    than_year_ago = [one.more_than_year_ago for one in sides]
    return Side(
        status=sides[0].status,
        customers=sum(one.customers for one in sides),
        more=None if None in more else sum(one or 0 for one in more),
        more_than_year_ago=None
        if None in than_year_ago
        else sum(one or 0 for one in than_year_ago),
        sales_12m=sum(one.sales_12m for one in sides),
        share=None,
        bar=0.0,
        yen_bar=0.0,
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """How many moved into a segment or out of it for a cause; `of` finds them."""

    count: int
    of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One segment: opening + in − out = closing; `rank` is None in the row of sums."""

    row: Row | None
    lapsed: bool
    opening: int
    came: Sequence[Moved]
    left: Sequence[Moved]
    closing: int

    @property
    def change(self) -> int:
        """How many more they are."""
        return self.closing - self.opening

    @property
    def balances(self) -> bool:
        """Whether the line adds up."""
        moved = sum(one.count for one in self.came) - sum(one.count for one in self.left)
        return self.opening + moved == self.closing


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger between two evenings: its causes, a row for each segment, their sums."""

    came: Sequence[str]
    left: Sequence[str]
    rows: Sequence[LedgerRow]
    sums: LedgerRow

    @property
    def balances(self) -> bool:
        """Whether every line adds up."""
        return all(row.balances for row in self.rows)


_CAME = ("first", "purchase", "time", "return", "scheme")
_LEFT = ("purchase", "time", "return", "scheme")


def ledger_of(*, asked: Asked, ranks: Sequence[Row], lines: Sequence[Mapping[str, Any]]) -> Ledger:
    """The ledger from the evening compared with until now; moves by new limits only if any."""
    by_segment = {line["segment"]: line for line in lines}
    scheme = any(line["in_scheme"] or line["out_scheme"] for line in lines)
    came, left = (_CAME, _LEFT) if scheme else (_CAME[:-1], _LEFT[:-1])
    period = f"{asked.compared + timedelta(days=1)}/{asked.day}"
    rows = [
        _ledger_row(row, status, by_segment.get(f"{row.rank.key}/{status}", {}), came, left, period)
        for status in STATUSES
        for row in ranks
    ]
    return Ledger(came, left, rows, _sums(rows))


def _ledger_row(
    row: Row,
    status: str,
    line: Mapping[str, Any],
    came: Sequence[str],
    left: Sequence[str],
    period: str,
) -> LedgerRow:
    def moved(side: str, cause: str) -> Moved:
        of = {"kind": "ledger", "side": side, "cause": cause, "period": period}
        return Moved(line.get(f"{side}_{cause}", 0), {**of, "rank": row.rank.key, "status": status})

    return LedgerRow(
        row=row,
        lapsed=status == "lapsed",
        opening=line.get("opening", 0),
        came=[moved("in", cause) for cause in came],
        left=[moved("out", cause) for cause in left],
        closing=line.get("closing", 0),
    )


def _sums(rows: Sequence[LedgerRow]) -> LedgerRow:
    def total(columns: Sequence[Sequence[Moved]]) -> list[Moved]:
        return [
            Moved(sum(one.count for one in column), {}) for column in zip(*columns, strict=True)
        ]

    return LedgerRow(
        row=None,
        lapsed=False,
        opening=sum(row.opening for row in rows),
        came=total([row.came for row in rows]),
        left=total([row.left for row in rows]),
        closing=sum(row.closing for row in rows),
    )
