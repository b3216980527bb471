"""What stands on the sheet of a month: figures from the analyses, names, voices, what was decided.

The page on screen and the paper show the same `Sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.report import sections
from goen.shop.figures import documents, now, telling
from goen.shop.meeting_sheet import asking, spoken
from goen.shop.meeting_sheet.names import Names, names_of
from goen.shop.portfolio.place import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goen.report.sections import Told
    from goen.shop.figures.asked import Asked

GROUPS = ("portfolio", "ledger", "transitions", "sales_change")
FLOWS = ("first", "raised", "lapsed", "revived")
_MONTHS = 24
_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class Count:
    """The customers of one rank, active or lapsed; how many more than before, None: not known."""

    people: int
    more: int | None
    more_than_year_ago: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One rank; `slot` is its colour, -1 in the row of sums."""

    name: str
    mark: str
    slot: int
    active: Count
    lapsed: Count
    sales: int


@dataclass(frozen=True, slots=True)
class Step:
    """A share of customers who went up a step within half a year, beside its target."""

    name: str
    share: float
    target: float
    of: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One month for a meeting."""

    asked: Asked
    told: Told
    published: bool
    rows: Sequence[Row]
    flows: Mapping[str, int]
    steps: Sequence[Step]
    findings: Sequence[str]
    change: Mapping[str, Any] | None
    said_of_change: str
    lapsed: Names
    revived: Names
    voices: spoken.Voices
    decided: spoken.Decided

    @property
    def named(self) -> int:
        """How many customers are named."""
        return len(self.lapsed.people) + len(self.revived.people)


def make(*, asked: Asked, today: date, wait: bool = False) -> Sheet:
    """The sheet of the month that holds the evening asked for.

    Raises documents.NotYet when that takes long and `wait` is False.
    """
    answers = documents.document(asked=asked, groups=GROUPS, wait=wait)
    earlier, closed = now.before(asked=asked), asking.published(asked=asked)
    told = telling.told(asked=asked, answers=_lately(answers))
    change = answers.get("sales_change")
    return Sheet(
        asked=asked,
        told=told,
        published=closed is not None,
        rows=_rows(asked, answers, earlier, closed),
        flows=_flows(asked, answers),
        steps=_steps(told, answers),
        findings=told.sentences["overview"][:_FINDINGS],
        change=change,
        said_of_change=next(iter(told.sentences["sales_change"]), ""),
        lapsed=names_of(asked=asked, flow="lapsed", wait=wait),
        revived=names_of(asked=asked, flow="revived", wait=wait),
        voices=spoken.voices(asked=asked),
        decided=spoken.decided(asked=asked, today=today),
    )


def _lately(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the months of two years alone, for the waterline."""
    rows = answers["monthly"] or []
    months = set(sorted({row["month"] for row in rows})[-_MONTHS:])
    return {**answers, "monthly": [row for row in rows if row["month"] in months]}


def _rows(
    asked: Asked,
    answers: Mapping[str, Any],
    earlier: Mapping[str, Any],
    closed: Mapping[str, Mapping[str, int]] | None,
) -> list[Row]:
    """The ranks from high to low and their sums."""
    rows = [
        Row(
            name=one.name,
            mark=one.rank.mark,
            slot=one.slot,
            active=_count(one.active, f"{one.rank.key}/active", earlier, closed),
            lapsed=_count(one.lapsed, f"{one.rank.key}/lapsed", earlier, closed),
            sales=one.active.sales_12m + one.lapsed.sales_12m,
        )
        for one in now.rows(asked=asked, cpm=answers["cpm"], earlier=earlier)
    ]
    sides = {name: _sum([getattr(row, name) for row in rows]) for name in STATUSES}
    return [*rows, Row("", "", -1, **sides, sales=sum(row.sales for row in rows))]


def _count(
    side: now.Side,
    key: str,
    earlier: Mapping[str, Any],
    closed: Mapping[str, Mapping[str, int]] | None,
) -> Count:
    """As published if the month was closed, else as it is known."""
    if closed is None:
        return Count(side.customers, side.more, side.more_than_year_ago)
    line = closed.get(key, {"closing": 0, "opening": 0})
    people, then = line["closing"], earlier["year_ago"]
    return Count(people, people - line["opening"], people - then.get(key, 0) if then else None)


def _sum(counts: Sequence[Count]) -> Count:
    def total(told: Sequence[int | None]) -> int | None:
        return None if None in told else sum(one or 0 for one in told)

    return Count(
        sum(one.people for one in counts),
        total([one.more for one in counts]),
        total([one.more_than_year_ago for one in counts]),
    )


def _flows(asked: Asked, answers: Mapping[str, Any]) -> dict[str, int]:
    """How many came, moved up, lapsed and came back in the month until the evening."""
    periods = (answers["flows"] or {}).get("periods") or []
    found: Mapping[str, int] = next(
        (one for one in periods if one["period"] == f"{asked.day:%Y-%m}"), {}
    )
    return {name: found.get(name, 0) for name in FLOWS}


def _steps(told: Told, answers: Mapping[str, Any]) -> list[Step]:
    """The steps that somebody could take and that have a target."""
    return [
        Step(told.say.pick(one["name"]), one["rate"]["share"], one["target"], base)
        for one in (answers["advance"] or {}).get("steps") or []
        if (base := one["rate"]["denominator"]) and one["target"] is not None
    ]


def chart(*, sheet: Sheet) -> str:
    """The waterline of two years as SVG; empty while there is none."""
    return sections.flat_waterline(told=sheet.told)
