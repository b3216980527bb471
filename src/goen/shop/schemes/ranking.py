"""Ranks by two indicators in a period, as the analysis counts them, and who rose or fell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from goen.analysis import UnusableIndicators, entries_of
from goen.analysis.two_axis import RANKS, two_axis
from goen.shop.portfolio import history
from goen.shop.portfolio.worth import show_sales
from goen.shop.schemes.asking import opened, present, sales_files
from goen.shop.schemes.models import PeriodRanking
from goen.shop.schemes.queries import limits_then
from goen.shop.schemes.remembered import is_remembered, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goen.analysis import Thresholds
    from goen.shop.schemes.asking import Asked
    from goen.shop.schemes.periods import Period

MOST_NAMES = 100
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mover:
    """A customer whose rank is another one than in the period before; sales of the period told."""

    customer: int
    was: str
    now: str  # "" for who bought nothing in this period
    sales: int


@dataclass(frozen=True, slots=True)
class Movers:
    """Who rose, who fell, and good customers who bought nothing; some by name, all counted."""

    risen: list[Mover]
    fallen: list[Mover]
    gone: list[Mover]
    counts: Mapping[str, int]  # of the three lists, by their names
    known: Mapping[str, int]  # customers by rank with the sales as they are known today


def ranked(*, period: Period, today: date) -> Answer:
    """The ranks of a period: as settled, else as known today. Raises NoHistory.

    An indicator that the sales do not have is told as {"lacking": {"ja", "en"}}.
    """
    settled = _settled(period)
    if settled:
        kept: Answer = settled.answer
        return kept
    end = min(period.end, today)
    answer: Answer = remembered(lambda: _counted(period, end), *_asked(period, end))
    return answer


def is_known(*, period: Period, today: date) -> bool:
    """Whether the ranks of a period are there without work. Raises NoHistory."""
    if _settled(period):
        return True
    return is_remembered(*_asked(period, min(period.end, today)))


def movers(*, period: Period, today: date) -> Movers:
    """Who rose and fell from the period before to this one. Raises NoHistory."""
    before = period.back()
    answers = [ranked(period=one, today=today) for one in (before, period)]
    cuts = [[answer[axis]["cut"] for axis in "xy"] for answer in answers if "x" in answer]
    if len(cuts) < 2:
        return Movers([], [], [], {"risen": 0, "fallen": 0, "gone": 0}, {})
    end = min(period.end, today)
    asked = ("movers", present().name, period.start, end, _key(before.end), _key(end), cuts)
    told = remembered(lambda: _moved(before, period, end, cuts), *asked)
    lists = {name: [Mover(*one) for one in told[name]] for name in ("risen", "fallen", "gone")}
    return Movers(**lists, counts=told["counts"], known=told["known"])


def counted(*, period: Period, limits: Thresholds) -> Answer:
    """The ranks of a period by these limits, from the history. Raises NoHistory."""
    with opened(present(), day=period.end, limits=limits) as asked:
        return _answer(asked, period.start, period.end, limits)


def _settled(period: Period) -> PeriodRanking | None:
    return PeriodRanking.objects.filter(length=period.length, start=period.start).first()


def _asked(period: Period, end: date) -> tuple[object, ...]:
    return "ranked", present().name, period.start, end, _key(end)


def _key(day: date) -> dict[str, Any]:
    return entries_of(thresholds=limits_then(day=day))


def _counted(period: Period, end: date) -> Answer:
    limits = limits_then(day=end)
    with opened(present(), day=end, limits=limits) as asked:
        return _answer(asked, period.start, end, limits)


def _answer(asked: Asked, start: date, end: date, limits: Thresholds) -> Answer:
    cuts = limits.two_axis
    show_sales(asked.connection, {cuts.x, cuts.y}, sales_files())
    try:
        answer = two_axis(engine=asked.engine, as_of=end, thresholds=limits, start=start)
    except UnusableIndicators as lacking:
        return {"lacking": {"ja": lacking.text.ja, "en": lacking.text.en}}
    del answer["vip"]  # no customer in what is kept for years
    return answer


def _moved(before: Period, period: Period, end: date, cuts: list[list[int | None]]) -> Answer:
    limits = limits_then(day=end)
    with opened(present(), day=end, limits=limits) as asked:
        _make_ranks(asked, "ranks_now", period.start, end, limits, cuts[1])
        old = limits_then(day=before.end)
        _turn_to(asked, before.end, old)
        _make_ranks(asked, "ranks_then", before.start, before.end, old, cuts[0])
        return _lists(asked)


def _turn_to(asked: Asked, day: date, limits: Thresholds) -> None:
    """Let the tables of a connection be those of another evening."""
    asked.connection.execute(
        f"CREATE OR REPLACE VIEW states AS FROM history WHERE day <= DATE '{day}'"
    )
    history.as_of(
        asked.connection, table="history", day=day, scheme=limits.scheme(), thresholds=limits
    )


def _make_ranks(
    asked: Asked,
    table: str,
    start: date,
    end: date,
    limits: Thresholds,
    cuts: list[int | None],
) -> None:
    """The table of ranks (customer_id, place, sales) of a period with the cuts that it had."""
    axes = replace(limits.two_axis, x_cut=cuts[0], y_cut=cuts[1])
    _answer(asked, start, end, replace(limits, two_axis=axes))
    asked.engine.view(
        table="two_axis_ranks", question="two_axis_ranks", x_cut=cuts[0], y_cut=cuts[1]
    )
    asked.connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS"  # noqa: S608 - our own names
        " SELECT customer_id, place, sales FROM two_axis_ranks JOIN two_axis USING (customer_id)"
    )


# Places are those of RANKS: 1 is the highest, 4 who is new.
_LISTS = {
    "risen": "n.place < t.place",
    "fallen": "n.place > t.place",
    "gone": "n.place IS NULL AND t.place <= 2",
}


def _lists(asked: Asked) -> Answer:
    keys = ["", *RANKS]
    told: Answer = {"counts": {}}
    for name, condition in _LISTS.items():
        rows = asked.connection.execute(
            "SELECT customer_id, t.place, n.place, coalesce(n.sales, t.sales), count(*) OVER ()"  # noqa: S608
            " FROM ranks_then t LEFT JOIN ranks_now n USING (customer_id)"
            f" WHERE {condition} ORDER BY least(n.place, t.place), 4 DESC, 1 LIMIT {MOST_NAMES}"
        ).fetchall()
        told[name] = [
            (who, keys[was], keys[now or 0], sales) for who, was, now, sales, _all in rows
        ]
        told["counts"][name] = rows[0][-1] if rows else 0
    counts = asked.connection.execute(
        "SELECT place, count(*) FROM ranks_now GROUP BY place"
    ).fetchall()
    told["known"] = dict.fromkeys(RANKS, 0) | {keys[place]: people for place, people in counts}
    return told
