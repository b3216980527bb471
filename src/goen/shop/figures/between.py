"""What happened between two evenings: from where to where, and who lapsed and came back by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis.transitions import transitions
from goen.shop.customers.models import Customer
from goen.shop.figures import documents, own, tables
from goen.shop.figures.behind import flow_of
from goen.shop.figures.own import OWN, Own

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from goen.report.answers import Case
    from goen.shop.figures.asked import Asked
    from goen.shop.figures.documents import Document
    from goen.shop.figures.pages import SectionPage

MOST = 10
NAMED = ("lapsed", "revived")


@dataclass(frozen=True, slots=True)
class Mover:
    """One who moved on `on`; yen of the 12 months until the last purchase at that time.

    `customer` is None for one who has left the ledger. `rank` is the place of the rank at the
    later evening, from 1, and `lapsed` whether silent too long then.
    """

    number: int
    customer: Customer | None
    on: date
    last_day: date
    rank: int
    lapsed: bool
    yen: int


@dataclass(frozen=True, slots=True)
class Movers:
    """Those with most yen among all who moved so, and how many moved."""

    people: Sequence[Mover]
    count: int

    @property
    def others(self) -> int:
        """How many are not named."""
        return self.count - len(self.people)


def answer(*, asked: Asked, wait: bool = False) -> Document:
    """`transitions` between the two evenings, and the largest of each move of `NAMED` by number.

    Kept without names of persons. Raises documents.NotYet when that takes long and not `wait`.
    """
    return own.answer(asked=asked, name="between", wait=wait)


def movers(*, told: Mapping[str, Any], flow: str, most: int = MOST) -> Movers:
    """Those who moved so, by name, from an `answer`."""
    rows = told["movers"][flow]["rows"][:most]
    known = Customer.objects.live().in_bulk([row["customer"] for row in rows])
    people = [
        Mover(
            row["customer"],
            known.get(row["customer"]),
            date.fromisoformat(row["on"]),
            date.fromisoformat(row["last_day"]),
            row["rank"],
            row["lapsed"],
            row["yen"],
        )
        for row in rows
    ]
    return Movers(people, told["movers"][flow]["count"])


def document(*, asked: Asked, page: SectionPage, wait: bool = False) -> Document:
    """The answers of a page; one that compares has the transitions between its two evenings."""
    told = documents.document(asked=asked, groups=page.groups, wait=wait)
    return {**told, **answer(asked=asked, wait=wait)} if page.compares else told


def period(asked: Asked) -> str:
    """The days after the earlier evening until the later one, as an address says them."""
    return f"{asked.compared + timedelta(days=1)}/{asked.day}"


def _make(asked: Asked) -> Document:
    with tables.opened(asked) as case:
        matrix = transitions(
            engine=case.engine,
            from_date=asked.compared,
            to_date=asked.day,
            scheme=case.scheme,
            thresholds=case.thresholds,
        )
        found = {flow: _movers(case, asked, flow) for flow in NAMED}
    return {"transitions": matrix, "movers": found}


def _movers(case: Case, asked: Asked, flow: str) -> dict[str, Any]:
    connection: duckdb.DuckDBPyConnection = case.engine.connection  # type: ignore[attr-defined]
    days = {"start": asked.compared + timedelta(days=1), "end": asked.day, "most": MOST}
    rows = connection.execute(_MOVERS.format(flow=flow_of(flow)), days).fetchall()
    names = ("customer", "on", "last_day", "rank", "lapsed", "yen")
    told = [dict(zip(names, row[:-1], strict=True)) for row in rows]
    for row in told:
        row |= {name: row[name].isoformat() for name in ("on", "last_day")}
    return {"rows": told, "count": rows[0][-1] if rows else 0}


# The last such move of each; what was bought in the 12 months until the last purchase by then: who
# lapsed had been silent for most of the 12 months before that day.
_MOVERS = """
    WITH moved AS (
        SELECT customer_id, max(day) AS moved_on FROM moves
        WHERE {flow} AND day BETWEEN $start AND $end GROUP BY customer_id
    ),
    bought AS (
        SELECT customer_id, moved_on, day, day_amount,
            max(day) FILTER (occasion) OVER (PARTITION BY customer_id) AS until
        FROM moved JOIN states USING (customer_id) WHERE day <= moved_on
    ),
    spent AS (
        SELECT customer_id, any_value(moved_on) AS moved_on,
            CAST(coalesce(sum(day_amount) FILTER (
                day <= until AND day > until - INTERVAL 12 MONTH
            ), 0) AS BIGINT) AS yen
        FROM bought GROUP BY customer_id
    )
    SELECT customer_id, moved_on, customers.last_day, standing.rank, standing.lapsed, yen,
        count(*) OVER () AS everybody
    FROM spent JOIN customers USING (customer_id) JOIN standing USING (customer_id)
    ORDER BY yen DESC, customers.amount DESC, customer_id LIMIT $most
"""

OWN["between"] = Own(_make, compares=True)
