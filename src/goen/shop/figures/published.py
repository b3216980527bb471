"""The ledger of one month: as it was published, as it is known today, as if other limits held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from goen.analysis.calendar import month_end, month_index, month_start
from goen.shop.figures import documents, restated, tables
from goen.shop.figures.now import reigns_of
from goen.shop.figures.segments import Segment, segments
from goen.shop.portfolio import ledger
from goen.shop.portfolio.ledger.closing import CAUSES_IN, CAUSES_OUT
from goen.shop.portfolio.models import Closing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goen.shop.figures.asked import Asked

Line = dict[str, Any]
State = Literal["closed", "open", "never"]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the history: closed and published, still open, or from before the shop began."""

    first: date
    state: State
    closed_on: date | None = None

    @property
    def key(self) -> str:
        """How an address says it."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> date:
        """The evening before it begins."""
        return self.first - timedelta(days=1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(month_index(self.first))


def months(*, asked: Asked, day_of: Callable[[Any], date]) -> list[Month]:
    """All months of the history, the newest first; `day_of` tells the day of a moment."""
    closed = dict(Closing.objects.values_list("month", "closed_at"))
    newest = month_index(asked.newest)
    found = []
    for index in range(newest, month_index(asked.first) - 1, -1):
        first = month_start(index)
        if first in closed:
            found.append(Month(first, "closed", day_of(closed[first])))
        else:
            found.append(Month(first, "open" if index == newest else "never"))
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the ledger; `of` finds its people, `today` is what is known now, if another."""

    n: int
    of: Mapping[str, str]
    today: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One segment: opening + restated + in − out = closing; None in the row of sums."""

    segment: Segment | None
    opening: Count
    restated: int
    came: Sequence[Count]
    left: Sequence[Count]
    closing: Count

    @property
    def change(self) -> int:
        """How many more they are."""
        return self.closing.n - self.opening.n

    @property
    def balances(self) -> bool:
        """Whether the line adds up."""
        moved = sum(one.n for one in self.came) - sum(one.n for one in self.left)
        return self.opening.n + self.restated + moved == self.closing.n


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a month with their sums; `came` and `left` are the causes that it shows."""

    came: Sequence[str]
    left: Sequence[str]
    rows: Sequence[Row]
    sums: Row
    ends_where_known: bool = True

    @property
    def balances(self) -> bool:
        """Whether every line adds up, and ends where the customers stand."""
        return self.ends_where_known and all(row.balances for row in self.rows)

    @property
    def differs(self) -> bool:
        """Whether anything is known otherwise by now."""
        counts = [one for row in self.rows for one in (row.opening, *row.came, *row.left)]
        return any(one.today is not None for one in (*counts, *(row.closing for row in self.rows)))


def known(*, asked: Asked, month: Month) -> list[Line]:
    """The lines of a month until the evening asked for, all worked out from the history of now.

    Kept, as it reads the whole history.
    """

    def make() -> documents.Document:
        with tables.only_states(asked) as connection:
            lines = ledger.lines_of_month(
                connection,
                table=tables.OF_SOME,
                month=month.first,
                reigns=reigns_of(asked),
                published=None,
                restated={},
                until=asked.day,
            )
        return {"lines": lines}

    found: list[Line] = documents.kept(asked=asked, name="month", make=make)["lines"]
    return found


def published(*, month: Month) -> list[Line]:
    """The lines of a closed month as they were published."""
    found: list[Line] = Closing.objects.get(month=month.first).lines
    return found


def lines(*, month: Month, today: Sequence[Line]) -> Sequence[Line]:
    """The lines of a month by what was published; `today`: those known today."""
    if month.state == "closed":
        return published(month=month)
    return running(month=month, today=today) if month.state == "open" else today


def running(*, month: Month, today: Sequence[Line]) -> Sequence[Line]:
    """The lines of the open month from the closing before it, and what became known of it since.

    Nothing but what is known today when no month was closed before.
    """
    previous = month_start(month_index(month.first) - 1)
    closing = Closing.objects.filter(month=previous).first()
    if closing is None:
        return today
    was = {one["segment"]: one["closing"] for one in closing.lines}
    since, moved = restated.summed(previous), {one["segment"]: one for one in today}
    return [
        _run(moved.get(key, {}), key, was.get(key, 0), since[key])
        for key in sorted({*was, *since, *moved})
    ]


def _run(line: Line, key: str, opening: int, since: int) -> Line:
    came = {f"in_{cause}": line.get(f"in_{cause}", 0) for cause in CAUSES_IN}
    left = {f"out_{cause}": line.get(f"out_{cause}", 0) for cause in CAUSES_OUT}
    closing = opening + since + sum(came.values()) - sum(left.values())
    ends = {"segment": key, "opening": opening, "restated": since, "closing": closing}
    return {**ends, **came, **left}


def ledger_of(
    *, asked: Asked, month: Month, lines: Sequence[Line], today: Sequence[Line], ends: bool = False
) -> Ledger:
    """Lines as a page shows them, beside what is known `today`; moves by other limits only if any.

    `ends`: the closing has to be what is known today.
    """
    told, now = ({one["segment"]: one for one in some} for some in (lines, today))
    scheme = any(one["in_scheme"] or one["out_scheme"] for one in (*lines, *today))
    came, left = (CAUSES_IN, CAUSES_OUT) if scheme else (CAUSES_IN[:-1], CAUSES_OUT[:-1])
    schemes = [asked.scheme, *(one.scheme for one in reversed(reigns_of(asked)))]
    occurring = {key for key, one in (told | now).items() if any(_numbers(one))}
    period = f"{month.first}/{asked.day}"
    rows = [
        _row(one, told.get(one.key, {}), now.get(one.key, {}), came, left, period)
        for one in segments(schemes=schemes, occurring=occurring)
    ]
    same = not ends or all(row.closing.today is None for row in rows)
    return Ledger(came, left, rows, _sums(rows), same)


def _numbers(line: Line) -> list[int]:
    return [value for name, value in line.items() if name != "segment"]


def _row(
    segment: Segment, line: Line, now: Line, came: Sequence[str], left: Sequence[str], period: str
) -> Row:
    who = {"rank": segment.rank.key, "status": segment.status}

    def count(name: str, of: Mapping[str, str]) -> Count:
        number, today = line.get(name, 0), now.get(name, 0)
        return Count(number, {**of, **who}, None if number == today else today)

    def moved(side: str, cause: str) -> Count:
        of = {"kind": "ledger", "side": side, "cause": cause, "period": period}
        return count(f"{side}_{cause}", of)

    stands = {"kind": "segment"} if segment.here else {}
    return Row(
        segment=segment,
        opening=count("opening", {"kind": "segment"}),
        restated=line.get("restated", 0),
        came=[moved("in", cause) for cause in came],
        left=[moved("out", cause) for cause in left],
        closing=count("closing", stands) if stands else Count(line.get("closing", 0), {}),
    )


def _sums(rows: Sequence[Row]) -> Row:
    def total(counts: Sequence[Count]) -> Count:
        return Count(sum(one.n for one in counts), {})

    return Row(
        segment=None,
        opening=total([row.opening for row in rows]),
        restated=sum(row.restated for row in rows),
        came=[total(column) for column in zip(*(row.came for row in rows), strict=True)],
        left=[total(column) for column in zip(*(row.left for row in rows), strict=True)],
        closing=total([row.closing for row in rows]),
    )


@dataclass(frozen=True, slots=True)
class Bridge:
    """From what was published to what is known: per segment published, restated by cause, known."""

    causes: Sequence[str]
    rows: Sequence[tuple[Segment | None, int, Sequence[int], int]]

    @property
    def balances(self) -> bool:
        """Whether the restatements are exactly the difference."""
        return all(was + sum(more) == now for _segment, was, more, now in self.rows)


def bridge(*, month: Month, rows: Sequence[Row]) -> Bridge:
    """What leads from the published closing of a month to the closings of `rows`, known today."""
    was = {one["segment"]: one["closing"] for one in published(month=month)}
    found = restated.by_cause(month.first)
    causes = [cause for cause, sums in found.items() if any(sums.values())]
    told: list[tuple[Segment | None, int, Sequence[int], int]] = []
    for row in rows:
        key = row.segment.key if row.segment else ""
        more = [found[cause][key] for cause in causes]
        told.append((row.segment, was.get(key, 0), more, row.closing.n))
    columns = [sum(more[place] for _s, _w, more, _n in told) for place in range(len(causes))]
    sums = (None, sum(row[1] for row in told), columns, sum(row[3] for row in told))
    return Bridge(causes, [*told, sums])
