"""Where customers went in a year, and how many advanced within six months."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goen.pictures import heat_step, pyramid
from goen.report._html.blocks import Cell, Fold, Section, Shown, Table, heads, name, number, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.report._html.told import Told

GROUP = "group_now"
NONE = ("none", "")


def section(told: Told) -> Section:
    """The matrix between two dates, and the same as a list with intervals."""
    found = told.given("transitions")
    if not found:
        return told.missing("transitions", group=GROUP)
    say = told.say
    rows = {_ends(row): row for row in found["rows"]}
    days = {
        "start": say.day(found["from_date"], long=True),
        "end": say.day(found["to_date"], long=True),
    }
    return Section(
        id="transitions",
        title=say("transitions" if told.a_year_apart else "transitions_between"),
        group=GROUP,
        sentences=told.reading("transitions"),
        how=say("transitions_how", **days),
        blocks=[
            Shown(table=_matrix(told, rows)),
            Fold(
                summary=say("transitions_list"), blocks=[Shown(table=_list(told, rows))], long=True
            ),
        ],
        wide=True,
        notes=told.reasons("transitions"),
    )


def _went(told: Told, source: tuple[str, str], target: tuple[str, str]) -> dict[str, str]:
    return {
        "since": told.given("transitions")["from_date"],
        "from_rank": source[0],
        "from_status": source[1],
        "rank": target[0],
        "status": target[1],
    }


def _ends(row: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    """From which segment to which; those not yet customers have no status."""
    source = NONE if row["from_rank"] == "none" else (row["from_rank"], row["from_status"])
    return source, (row["to_rank"], row["to_status"])


def _matrix(told: Told, rows: dict[Any, Mapping[str, Any]]) -> Table:
    say = told.say
    head = [
        text(say("from"), head=True),
        number(say("row_total"), head=True),
        *[
            Cell(rank=told.mark(*segment, short=True), head=True, align="right")
            for segment in told.segments
        ],
    ]
    body = []
    for source in [*told.segments, NONE]:
        cells = [rows.get((source, target)) for target in told.segments]
        if not any(cells):
            continue
        total = next(cell["row_total"] for cell in cells if cell)
        first = name(say("not_yet")) if source == NONE else told.rank_cell(*source)
        everyone = told.people(total, "transition", **_went(told, source, ("", "")))
        body.append([first, everyone, *[_cell(told, cell) for cell in cells]])
    return Table(say("transitions_table"), [head], body, look="heat sticky full")


def _cell(told: Told, row: Mapping[str, Any] | None) -> Cell:
    if not row or not row["customers"]:
        return number("0" if row and row["row_total"] else "—")
    return replace(
        told.people(row["customers"], "transition", **_went(told, *_ends(row))),
        under=told.say.share(row["share"]),
        heat=heat_step(row["share"], top=1.0),
    )


def _list(told: Told, rows: dict[Any, Mapping[str, Any]]) -> Table:
    say = told.say
    names = [say(key) for key in ("from", "to", "customers_unit", "share", "interval")]
    body = []
    for source in [*told.segments, NONE]:
        for target in told.segments:
            row = rows.get((source, target))
            if not row or not row["customers"]:
                continue
            parts = {"numerator": row["customers"], "denominator": row["row_total"]}
            body.append(
                [
                    name(say("not_yet")) if source == NONE else told.rank_cell(*source),
                    told.rank_cell(*target),
                    replace(
                        told.people(row["customers"], "transition", **_went(told, source, target)),
                        text=say.fraction(parts),
                    ),
                    number(say.share(row["share"])),
                    number(say.interval(row["low"], row["high"])),
                ]
            )
    return Table(say("transitions_list"), heads(*names, left=2), body)


def advance_section(told: Told) -> Section:
    """The share of each rank that advanced, against its target."""
    found = told.given("advance")
    if not found or not found["steps"]:
        return told.missing("advance", group=GROUP)
    say = told.say
    names = [say("step"), "", say("share"), say("numbers_behind"), say("interval"), say("target")]
    head = heads(*names, left=2)
    body = [_step(told, step) for step in found["steps"]]
    days = {
        "start": say.day(found["from_date"], long=True),
        "end": say.day(found["to_date"], long=True),
    }
    return Section(
        id="advance",
        title=say("advance"),
        group=GROUP,
        sentences=told.reading("advance"),
        how=say("advance_how", **days),
        blocks=[Shown(table=Table(say("advance"), head, body, look="bars"))],
        notes=told.reasons("advance"),
    )


def _step(told: Told, step: Mapping[str, Any]) -> list[Cell]:
    say, rate = told.say, step["rate"]
    bar = pyramid.share(value=rate["share"] or 0.0, target=step["target"])
    return [
        name(say.pick(step["name"])),
        Cell(svg=bar, look="barcell"),
        number(say.share(rate)),
        number(say.fraction(rate)),
        number(say.interval(step["low"], step["high"])),
        number(say.share(step["target"])),
    ]
