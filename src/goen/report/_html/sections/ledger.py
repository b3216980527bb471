"""The rank ledger: opening + in − out = closing, for twelve months and for each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goen.pictures import Flow, flows, hatch, token
from goen.report._html.blocks import (
    Cell,
    Figure,
    Fold,
    Section,
    Shown,
    Table,
    drawn,
    heads,
    name,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.report._html.told import Told

GROUP = "group_now"
MONTHS = 12
INTO = ("in_first", "in_purchase", "in_time", "in_return")
OUT = ("out_purchase", "out_time", "out_return")
Row = dict[str, Any]


def section(told: Told) -> Section:
    """The ledger of the last twelve months, who came and left, and each month alone."""
    rows = told.given("ledger")
    if not rows:
        return told.missing("ledger", group=GROUP)
    say, periods = told.say, sorted({row["period"] for row in rows})
    last = periods[-MONTHS:]
    whole = _summed([row for row in rows if row["period"] in last])
    start, end = say.month(last[0]), say.month(last[-1])
    months = [
        Shown(
            table=_table(
                told, _summed([row for row in rows if row["period"] == period]), period, period
            ),
            heading=say.month(period),
        )
        for period in reversed(last)
    ]
    return Section(
        id="ledger",
        title=say("ledger"),
        group=GROUP,
        sentences=told.reading("ledger"),
        how=say("ledger_period", start=start, end=end),
        badge=_badge(told, rows),
        blocks=[
            Shown(
                table=_table(told, whole, f"{last[0]} – {last[-1]}", f"{last[0]}/{last[-1]}"),
                note=say("ledger_footnote", lapse=told.answers["thresholds"]["lapse_days"]),
            ),
            Fold(summary=say("ledger_months"), blocks=months, long=True),
            *_flows(told, last),
        ],
        wide=True,
        notes=told.reasons("ledger", "flows"),
    )


def _badge(told: Told, rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    balanced = all(row["opening"] + row["in"] - row["out"] == row["closing"] for row in rows)
    return (
        ("good", told.say("ledger_balanced"))
        if balanced
        else ("bad", told.say("ledger_unbalanced"))
    )


def _summed(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Row]:
    """One row a segment: the first opening, the sums of moves, the last closing."""
    found: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: str(row["period"])):
        key = (row["rank"], row["status"])
        kept = found.setdefault(key, {"opening": row["opening"], **dict.fromkeys(INTO + OUT, 0)})
        for field in INTO + OUT:
            kept[field] += row[field]
        kept["closing"] = row["closing"]
    return found


def _table(told: Told, rows: dict[tuple[str, str], Row], caption: str, period: str) -> Table:
    """`period`: the months, for those who look for the people behind a figure."""
    say = told.say
    top = [
        Cell(say("rank"), head=True, rows=2),
        Cell(say("opening"), head=True, align="right", rows=2),
        Cell(say("came"), head=True, align="center", span=len(INTO), look="grp"),
        Cell(say("went"), head=True, align="center", span=len(OUT), look="grp"),
        Cell(say("closing"), head=True, align="right", rows=2, look="grp"),
        Cell(say("change"), head=True, align="right", rows=2),
    ]
    causes = [*INTO, *OUT]
    under = [
        Cell(
            say(f"by_{field.partition('_')[2]}"),
            head=True,
            align="right",
            look="grp" if field in (INTO[0], OUT[0]) else "",
        )
        for field in causes
    ]
    body = [
        [told.rank_cell(*segment), *_figures(told, rows[segment], period, segment)]
        for segment in told.segments
        if segment in rows
    ]
    total = {
        field: sum(row[field] for row in rows.values()) for field in ("opening", *causes, "closing")
    }
    foot = [name(say("total")), *_figures(told, total, period, ("", ""))]
    return Table(f"{say('ledger')} {caption}", [top, under], body, [foot], look="ledger")


def _figures(told: Told, row: Row, period: str, segment: tuple[str, str]) -> list[Cell]:
    of = {"period": period, "rank": segment[0], "status": segment[1]}

    def moved(field: str) -> Cell:
        side, _, cause = field.partition("_")
        found = told.people(row[field], "move", side=side, cause=cause, **of)
        return replace(found, look="grp") if field in (INTO[0], OUT[0]) else found

    closing = number(told.say.count(row["closing"]))
    if period.endswith(told.answers["as_of"][:7]):  # they stand there on the evening itself
        closing = told.people(row["closing"], "segment", rank=segment[0], status=segment[1])
    return [
        number(told.say.count(row["opening"])),
        *map(moved, INTO + OUT),
        replace(closing, look="grp tot"),
        number(told.say.signed(row["closing"] - row["opening"])),
    ]


def _flows(told: Told, last: Sequence[str]) -> list[Figure]:
    """Who came for the first time or came back, and who lapsed, month by month."""
    found = {row["period"]: row for row in (told.given("flows") or {}).get("periods") or []}
    months = [period for period in last if period in found]
    if not months:
        return []
    say, kinds = told.say, ("first", "revived", "lapsed", "raised", "lowered")
    looks = {
        "first": (token("act"), token("act")),
        "revived": (token("act-line"), token("act")),
        "lapsed": (hatch(0), token("ink-3")),
    }
    series = [
        Flow(
            name=say(f"flow_{kind}"),
            counts=[found[month][kind] for month in months],
            down=kind == "lapsed",
            fill=fill,
            edge=edge,
        )
        for kind, (fill, edge) in looks.items()
    ]
    tips = [
        "\n".join(
            [say.month(month), *[f"{say(f'flow_{k}')} {say.count(found[month][k])}" for k in kinds]]
        )
        for month in months
    ]

    def draw(key: str, size: str) -> str:
        return flows(
            key=key,
            months=months,
            series=series,
            tips=tips,
            lang=say.lang,
            title=say("flows_title"),
            finding=told.finding("ledger"),
            size=size,
        )

    body = [
        [
            name(say.month(month)),
            *[told.people(found[month][kind], "flow", period=month, flow=kind) for kind in kinds],
        ]
        for month in reversed(months)
    ]
    head = heads(say("month"), *[say(f"flow_{kind}") for kind in kinds])
    table = Table(say("flows_title"), head, body)
    return [Figure(drawn("flows", draw), table, heading=say("flows"))]
