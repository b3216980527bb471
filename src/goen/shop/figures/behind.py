"""The people behind a figure: which customers an analysis counted there.

What they have in common is told by a `kind` and its further keys, as the sections of the report
tell it (see `Told.people` there); each kind is one question for the numbers of the customers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis import RFM_SEGMENTS, make_amounts
from goen.analysis.calendar import month_end, month_index, months_before
from goen.analysis.marks import view_customer_marks
from goen.analysis.sales_change import Years
from goen.shop.figures import tables
from goen.shop.figures.now import reigns_of
from goen.shop.portfolio import ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import duckdb

    from goen.report.answers import Case
    from goen.shop.figures.asked import Asked

PAGE = 50
KEYS = (
    *("kind", "rank", "status", "from_rank", "from_status", "r", "f", "segment", "decile", "abc"),
    *("period", "side", "cause", "flow", "year", "band", "since", "window"),
    *("owned", "missing", "family", "grade", "two_axis"),
)


class NobodyAsked(ValueError):
    """There is no such figure."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the people, as of the evening asked for; money in yen."""

    customer: int
    rank: int | None  # place in the scheme, from 1; None before the first purchase
    lapsed: bool | None
    last_day: date | None
    amount: int
    amount_12m: int


@dataclass(frozen=True, slots=True)
class Behind:
    """How many they are, their yen of twelve months and in all; some of them, most yen first."""

    customers: int
    amount_12m: int
    amount: int
    people: Sequence[Person]


def people(*, asked: Asked, of: Mapping[str, str], start: int = 0, most: int = PAGE) -> Behind:
    """Who was counted; `most` of them from place `start` on. Raises NobodyAsked."""
    question = QUESTIONS.get(of.get("kind", ""))
    if question is None:
        raise NobodyAsked(of.get("kind", ""))
    with tables.opened(asked, past=of["kind"] in PAST) as case:
        connection: duckdb.DuckDBPyConnection = case.engine.connection  # type: ignore[attr-defined]
        if of["kind"] == "ledger":
            _make_moved(connection, asked, of)
        sql = question(case, of)
        connection.execute(f"CREATE TABLE found AS SELECT DISTINCT customer_id FROM ({sql})")  # noqa: S608
        row = connection.execute(_SUMS).fetchone()
        rows = connection.execute(_SOME, {"start": start, "most": most}).fetchall()
    count, amount_12m, amount = row or (0, 0, 0)
    return Behind(count, amount_12m, amount, [Person(*one) for one in rows])


_JOINED = """
    FROM found LEFT JOIN customers USING (customer_id) LEFT JOIN standing USING (customer_id)
"""
_SUMS = f"""
    SELECT count(*), CAST(coalesce(sum(customers.amount_12m), 0) AS BIGINT),
        CAST(coalesce(sum(customers.amount), 0) AS BIGINT)
    {_JOINED}
"""
_SOME = f"""
    SELECT customer_id, standing.rank, standing.lapsed, customers.last_day,
        coalesce(customers.amount, 0), coalesce(customers.amount_12m, 0)
    {_JOINED}
    ORDER BY 6 DESC, 5 DESC, customer_id LIMIT $most OFFSET $start
"""


def _place(case: Case, key: str) -> int:
    for place, rank in enumerate(case.scheme.ranks, start=1):
        if rank.key == key:
            return place
    raise NobodyAsked(key)


def _stands(case: Case, of: Mapping[str, str]) -> str:
    """The condition for ranks ("loyal,burst") and a status, either of which may be left open."""
    told = []
    if of.get("rank"):
        places = [str(_place(case, key)) for key in of["rank"].split(",")]
        told.append(f"rank IN ({', '.join(places)})")
    if of.get("status"):
        told.append("lapsed" if _lapsed(of["status"]) else "NOT lapsed")
    return " AND ".join(told) or "TRUE"


def _lapsed(status: str) -> bool:
    if status not in ("active", "lapsed"):
        raise NobodyAsked(status)
    return status == "lapsed"


def _segment(case: Case, of: Mapping[str, str]) -> str:
    return f"SELECT customer_id FROM standing WHERE {_stands(case, of)}"  # noqa: S608


def _band(case: Case, of: Mapping[str, str]) -> str:
    inactive = int(case.thresholds.inactive_days)
    told = {
        "active": "NOT lapsed",
        "lapsed_to_revive": f"lapsed AND silence < {inactive}",
        "inactive": f"lapsed AND silence >= {inactive}",
    }
    return f"SELECT customer_id FROM standing WHERE {_one_of(told, of.get('band', ''))}"  # noqa: S608


def _one_of(told: Mapping[str, str], key: str) -> str:
    if key not in told:
        raise NobodyAsked(key)
    return told[key]


def _number(of: Mapping[str, str], key: str, most: int) -> int:
    text = of.get(key, "")
    if not re.fullmatch(r"\d{1,3}", text) or not 1 <= int(text) <= most:
        raise NobodyAsked(f"{key} {text}")
    return int(text)


def _marked(case: Case, condition: str) -> str:
    """Customers by their scores, decile and class."""
    make_amounts(engine=case.engine)
    view_customer_marks(engine=case.engine, thresholds=case.thresholds, mode=case.rfm_mode)
    return f"SELECT customer_id FROM customer_marks WHERE {condition}"  # noqa: S608


def _rfm_cell(case: Case, of: Mapping[str, str]) -> str:
    return _marked(case, f"r = {_number(of, 'r', 5)} AND f = {_number(of, 'f', 5)}")


def _rfm_segment(case: Case, of: Mapping[str, str]) -> str:
    cells = _one_of({one.key: one.cells for one in RFM_SEGMENTS}, of.get("segment", ""))
    return _marked(case, f"regexp_full_match(r || '' || f, '{cells}') AND {_stands(case, of)}")


def _decile(case: Case, of: Mapping[str, str]) -> str:
    return _marked(case, f"decile = {_number(of, 'decile', 10)}")


def _abc(case: Case, of: Mapping[str, str]) -> str:
    return _marked(
        case, f"abc = {'ABC'.index(_one_of({c: c for c in 'ABC'}, of.get('abc', ''))) + 1}"
    )


def _span(case: Case, of: Mapping[str, str]) -> str:
    """The condition that a move was in a period: a month, months or days, "first/last"."""
    start, _slash, end = of.get("period", "").partition("/")
    try:
        first, last = _first(start), _last(end or start)
    except ValueError as error:
        raise NobodyAsked(of.get("period", "")) from error
    return f"day BETWEEN DATE '{first}' AND DATE '{min(last, case.as_of)}'"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NobodyAsked(text) from error


def _first(text: str) -> date:
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def _last(text: str) -> date:
    return date.fromisoformat(text) if len(text) > 7 else month_end(month_index(_first(text)))


_CAUSES = ("first", "purchase", "time", "return")


def _move(case: Case, of: Mapping[str, str]) -> str:
    """Those who moved into a segment, or out of it, for a cause."""
    side = _one_of({"in": "to", "out": "from"}, of.get("side", ""))
    told = [_span(case, of)]
    if of.get("cause"):
        told.append(f"cause = '{_one_of({one: one for one in _CAUSES}, of['cause'])}'")
    if side == "from":
        told.append("from_rank IS NOT NULL")
    if of.get("rank"):
        told.append(f"{side}_rank = {_place(case, of['rank'])}")
    if of.get("status"):
        told.append(f"{'' if _lapsed(of['status']) else 'NOT '}{side}_lapsed")
    return f"SELECT customer_id FROM moves WHERE {' AND '.join(told)}"  # noqa: S608


def _make_moved(connection: duckdb.DuckDBPyConnection, asked: Asked, of: Mapping[str, str]) -> None:
    """The moves of a span of days, each by the limits that counted on its day."""
    start, _slash, end = of.get("period", "").partition("/")
    try:
        first, last = max(_first(start), asked.first), min(_last(end or start), asked.day)
    except ValueError as error:
        raise NobodyAsked(of.get("period", "")) from error
    reigns = reigns_of(asked)
    ledger.make_moved(connection, table=tables.OF_SOME, start=first, end=last, reigns=reigns)


def _ledger(_case: Case, of: Mapping[str, str]) -> str:
    """Those in a number of a ledger, whose months may have had other limits than the evening."""
    side = _one_of({"in": "now", "out": "was"}, of.get("side", ""))
    told = [f"{side} <> ''"]
    if of.get("cause"):
        causes = {one: one for one in (*_CAUSES, "scheme")}
        told.append(f"cause = '{_one_of(causes, of['cause'])}'")
    if of.get("rank"):
        status = "lapsed" if _lapsed(of.get("status", "")) else "active"
        told.append(f"{side} = '{_word(of['rank'])}/{status}'")
    return f"SELECT customer AS customer_id FROM moved WHERE {' AND '.join(told)}"  # noqa: S608


def _word(key: str) -> str:
    """The key of a rank that the scheme of the evening may not have."""
    if not re.fullmatch(r"[\w-]{1,40}", key):
        raise NobodyAsked(key)
    return key


_FLOWS = {
    "first": "from_rank IS NULL",
    "revived": "from_rank IS NOT NULL AND from_lapsed AND NOT to_lapsed",
    "lapsed": "from_rank IS NOT NULL AND to_lapsed AND NOT from_lapsed",
    "raised": "from_rank IS NOT NULL AND to_rank > from_rank",
    "lowered": "from_rank IS NOT NULL AND to_rank < from_rank",
}


def flow_of(kind: str) -> str:
    """The condition that a move is of a kind. Raises NobodyAsked."""
    return _one_of(_FLOWS, kind)


def _flow(case: Case, of: Mapping[str, str]) -> str:
    told = [_span(case, of), flow_of(of.get("flow", ""))]
    if of.get("rank"):
        told.append(f"to_rank = {_place(case, of['rank'])}")
    return f"SELECT customer_id FROM moves WHERE {' AND '.join(told)}"  # noqa: S608


def _transition(case: Case, of: Mapping[str, str]) -> str:
    """Those who stood in one segment on an earlier day or a year before, and in another now."""
    then = _day(of["since"]) if of.get("since") else months_before(case.as_of, 12)
    now = f"SELECT customer_id FROM standing WHERE {_stands(case, of)}"  # noqa: S608
    stood = (
        f"SELECT customer_id, rank, date_diff('day', last_day, DATE '{then}')"  # noqa: S608
        f" >= {case.thresholds.lapse_days} AS lapsed FROM states WHERE n > 0"
        f" AND day <= DATE '{then}' AND (next_day IS NULL OR next_day > DATE '{then}')"
    )
    if of.get("from_rank") == "none":
        return f"{now} AND customer_id NOT IN (SELECT customer_id FROM ({stood}))"  # noqa: S608
    before = _stands(case, {"rank": of.get("from_rank", ""), "status": of.get("from_status", "")})
    return f"{now} AND customer_id IN (SELECT customer_id FROM ({stood}) WHERE {before})"  # noqa: S608


_YEARS = {
    "buyers": "now > 0",
    "kept": "before > 0 AND now > 0",
    "lost": "before > 0 AND now = 0",
    "new": "before = 0 AND now > 0 AND first_day >= DATE '{start}'",
    "revived": "before = 0 AND now > 0 AND first_day < DATE '{start}'",
}


def _year(case: Case, of: Mapping[str, str]) -> str:
    """Those who bought in both years, in one of them, for the first time or again."""
    years = Years(case.as_of)
    condition = _one_of(_YEARS, of.get("year", "")).format(start=years.to_start)
    return (
        "SELECT customer_id FROM (SELECT customer_id, max(first_day) AS first_day,"  # noqa: S608
        f" count(*) FILTER (day BETWEEN DATE '{years.from_start}' AND"
        f" DATE '{years.to_start - timedelta(days=1)}') AS before,"
        f" count(*) FILTER (day >= DATE '{years.to_start}') AS now"
        f" FROM states WHERE occasion GROUP BY customer_id) WHERE {condition}"
    )


def _second(case: Case, of: Mapping[str, str]) -> str:
    """Those whose second purchase came in time, of those who have had that time.

    As in the report, whoever came when the records began may have bought before, and is left out.
    """
    window, since = _number(of, "window", 999), case.thresholds.lapse_days
    return (
        "SELECT customer_id FROM states WHERE occasion AND n = 2"  # noqa: S608 - a number
        f" AND date_diff('day', first_day, day) <= {window}"
        f" AND date_diff('day', first_day, DATE '{case.as_of}') >= {window}"
        f" AND date_diff('day', DATE '{case.data_start}', first_day) >= {since}"
    )


QUESTIONS: dict[str, Callable[[Case, Mapping[str, str]], str]] = {
    "segment": _segment,
    "band": _band,
    "rfm_cell": _rfm_cell,
    "rfm_segment": _rfm_segment,
    "decile": _decile,
    "abc": _abc,
    "move": _move,
    "ledger": _ledger,
    "flow": _flow,
    "transition": _transition,
    "year": _year,
    "second": _second,
}
PAST = {"move", "flow", "transition", "year", "second"}


def given(told: Mapping[str, Any]) -> dict[str, str]:
    """What an address says of the people, of anything else it says."""
    return {key: str(told[key]) for key in KEYS if told.get(key)}
