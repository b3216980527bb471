"""What other limits would change: who would stand elsewhere, from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.analysis import entries_of, make_amounts, score_cuts
from goen.analysis.portfolio import status
from goen.analysis.two_axis import RANKS
from goen.shop.portfolio.worth import show_two_axis_ranks
from goen.shop.schemes.asking import opened, present, sales_files
from goen.shop.schemes.remembered import is_remembered, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goen.analysis import Scheme, Thresholds
    from goen.shop.schemes.asking import Asked

MOST_PEOPLE = 200
Segment = tuple[str, str]  # rank, status


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits with the way in which R, F and M are scored."""

    limits: Thresholds
    scoring: str = "fixed"

    def key(self) -> list[Any]:
        """What tells these rules from others."""
        return [entries_of(thresholds=self.limits), self.scoring]


@dataclass(frozen=True, slots=True)
class Move:
    """Customers who would go from one segment to another one, or stay where they are."""

    was: Segment
    now: Segment
    people: int
    sales: int  # of the last twelve months

    @property
    def stays(self) -> bool:
        """Whether they stand where they stood."""
        return self.was == self.now


@dataclass(frozen=True, slots=True)
class TwoAxis:
    """Customers in each rank by two indicators, from high to low, before and after."""

    before: Mapping[str, int]
    after: Mapping[str, int]
    moved: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Where everybody stands by the rules of now, and would stand by other ones."""

    moves: Sequence[Move]
    scored: int  # customers whose R, F or M would be another one
    two_axis: TwoAxis | None  # empty: nothing that its ranks look at is another one

    @property
    def everybody(self) -> int:
        """All customers who ever bought."""
        return sum(move.people for move in self.moves)

    @property
    def moved(self) -> int:
        """Those who would stand elsewhere."""
        return sum(move.people for move in self.moves if not move.stays)

    @property
    def moved_sales(self) -> int:
        """What they bought in the last twelve months."""
        return sum(move.sales for move in self.moves if not move.stays)


def preview(*, before: Rules, after: Rules, day: date) -> Preview:
    """Compare two sets of rules on the evening of a day. Raises NoHistory."""
    found = present()

    def compared() -> dict[str, Any]:
        with opened(found, day=day, limits=before.limits) as asked:
            _make_changed(asked, after.limits)
            return {
                "moves": _moves(asked, before, after),
                "scored": _scored(asked, before, after),
                "two_axis": _two_axis(asked, before.limits, after.limits),
            }

    told = remembered(compared, *_asked(found.name, before, after, day))
    moves = [Move((a, b), (c, d), people, sales) for a, b, c, d, people, sales in told["moves"]]
    two = TwoAxis(**told["two_axis"]) if told["two_axis"] else None
    return Preview(moves, told["scored"], two)


def is_known(*, before: Rules, after: Rules, day: date) -> bool:
    """Whether this was compared before. Raises NoHistory."""
    return is_remembered(*_asked(present().name, before, after, day))


def people_of(
    *, before: Rules, after: Rules, day: date, was: Segment, now: Segment
) -> tuple[list[tuple[int, int]], int]:
    """Who would make this move: customers with their sales of 12 months, and how many they are.

    The first `MOST_PEOPLE` by sales are named. Raises NoHistory.
    """
    with opened(present(), day=day, limits=before.limits) as asked:
        _make_changed(asked, after.limits)
        places = [_place(before.limits.scheme(), was), _place(after.limits.scheme(), now)]
        values = [value for place in places for value in place]
        of_move = "FROM changed WHERE was = ? AND was_lapsed = ? AND now = ? AND now_lapsed = ?"
        ((count,),) = asked.connection.execute(
            f"SELECT count(*) {of_move}",
            values,
        ).fetchall()
        rows = asked.connection.execute(
            f"SELECT customer_id, amount_12m {of_move}"
            f" ORDER BY amount_12m DESC, amount DESC, customer_id LIMIT {MOST_PEOPLE}",
            values,
        ).fetchall()
    return rows, count


def _asked(name: str, before: Rules, after: Rules, day: date) -> tuple[object, ...]:
    return "preview", name, day, before.key(), after.key()


def _place(scheme: Scheme, segment: Segment) -> tuple[int, bool]:
    keys = [rank.key for rank in scheme.ranks]
    return keys.index(segment[0]) + 1, segment[1] == status(lapsed=True)


def _make_changed(asked: Asked, limits: Thresholds) -> None:
    """The table `changed`: everybody's place by the limits of before and by these."""
    asked.engine.define_rank(case=limits.scheme().rank_case())
    asked.connection.execute(
        "CREATE OR REPLACE TABLE changed AS"
        " SELECT customer_id, amount, amount_12m, rank AS was, lapsed AS was_lapsed,"
        " rank_of(n, tenure, amount) AS now, silence >= $lapse_days AS now_lapsed FROM standing",
        {"lapse_days": limits.lapse_days},
    )


def _moves(asked: Asked, before: Rules, after: Rules) -> list[tuple[Any, ...]]:
    old, new = before.limits.scheme(), after.limits.scheme()
    rows = asked.connection.execute(
        "SELECT was, was_lapsed, now, now_lapsed, count(*), CAST(sum(amount_12m) AS BIGINT)"
        " FROM changed GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [
        (
            *(old.rank_key(was), status(lapsed=was_lapsed)),
            *(new.rank_key(now), status(lapsed=now_lapsed)),
            *(people, sales),
        )
        for was, was_lapsed, now, now_lapsed, people, sales in rows
    ]


def _scored(asked: Asked, before: Rules, after: Rules) -> int:
    """How many customers would have another score of R, F or M."""
    if (before.limits.rfm, before.scoring) == (after.limits.rfm, after.scoring):
        return 0
    for table, rules in (("scores_before", before), ("scores_after", after)):
        cuts = score_cuts(engine=asked.engine, thresholds=rules.limits, mode=rules.scoring)
        asked.engine.view(table=table, question="scores", **cuts.parameters())
    ((count,),) = asked.connection.execute(
        "SELECT count(*) FROM scores_before b JOIN scores_after a USING (customer_id)"
        " WHERE (a.r, a.f, a.m) <> (b.r, b.f, b.m)"
    ).fetchall()
    return int(count)


def _two_axis(asked: Asked, before: Thresholds, after: Thresholds) -> dict[str, Any] | None:
    """Who would have another rank by two indicators; those who bought in either period."""
    if (before.two_axis, before.toddler_days) == (after.two_axis, after.toddler_days):
        return None
    make_amounts(engine=asked.engine)
    for table, limits in (("two_before", before), ("two_after", after)):
        show_two_axis_ranks(
            asked.engine, limits=limits, evening=asked.day, table="history", sales=sales_files()
        )
        asked.connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM two_axis_ranks")
    rows = asked.connection.execute(
        "SELECT b.place, a.place, count(*)"
        " FROM two_before b FULL JOIN two_after a USING (customer_id) GROUP BY ALL"
    ).fetchall()
    counts = {side: dict.fromkeys(RANKS, 0) for side in ("before", "after")}
    keys = list(RANKS)
    for was, now, people in rows:
        for side, place in (("before", was), ("after", now)):
            if place is not None:
                counts[side][keys[place - 1]] += people
    return {**counts, "moved": sum(people for was, now, people in rows if was != now)}
