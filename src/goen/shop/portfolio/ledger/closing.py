"""Closing a month: its line for each segment is written down, and balances."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import month_end, month_index, month_start
from goen.shop.portfolio.ledger.counting import NOBODY, moves_between, reign_on, standings_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from goen.shop.portfolio.ledger.counting import Move, Reign

CAUSES_IN = ("first", "purchase", "time", "return", "scheme")
CAUSES_OUT = ("purchase", "time", "return", "scheme")
Line = dict[str, Any]


def line_items(
    *, opening: Mapping[str, int], moves: Mapping[Move, int], restated: Mapping[str, int]
) -> list[Line]:
    """One line per segment: opening + restated + in − out = closing, in and out by cause."""
    segments = {*opening, *restated, *(end for move in moves for end in move[:2])} - {NOBODY}
    return [_line(segment, opening, moves, restated) for segment in sorted(segments)]


def _line(
    segment: str,
    opening: Mapping[str, int],
    moves: Mapping[Move, int],
    restated: Mapping[str, int],
) -> Line:
    came, left = Counter[str](), Counter[str]()
    for (was, now, cause), count in moves.items():
        came[cause] += count * (now == segment)
        left[cause] += count * (was == segment)
    start, more = opening.get(segment, 0), restated.get(segment, 0)
    return {
        "segment": segment,
        "opening": start,
        "restated": more,
        **{f"in_{cause}": came[cause] for cause in CAUSES_IN},
        **{f"out_{cause}": left[cause] for cause in CAUSES_OUT},
        "closing": start + more + came.total() - left.total(),
    }


def months_to_close(*, begun: date, closed: date | None, today: date) -> list[date]:
    """The first days of the months that have ended, from that of `begun` on, not closed yet."""
    first = month_index(closed) + 1 if closed else month_index(begun)
    return [month_start(index) for index in range(first, month_index(today))]


def lines_of_month(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str,
    month: date,
    reigns: Sequence[Reign],
    published: Mapping[str, int] | None,
    restated: Mapping[str, int],
    until: date | None = None,
) -> list[Line]:
    """The lines of one month from its first day until its last (or `until`).

    `published`: the closing of the month before as it was published, None when it never was;
    `restated`: what became known of that closing since.
    """
    before = month - timedelta(days=1)
    opening = published
    if opening is None:
        opening = standings_at(connection, table=table, day=before, reign=reign_on(reigns, before))
    moves = moves_between(
        connection,
        table=table,
        start=month,
        end=until or month_end(month_index(month)),
        reigns=reigns,
    )
    return line_items(opening=opening, moves=moves, restated=restated)
