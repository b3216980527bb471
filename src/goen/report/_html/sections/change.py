"""Where the change of a year's sales came from: the waterfall, the people, the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.pictures import Step, pyramid, waterfall
from goen.report._html.axes import money_axis
from goen.report._html.blocks import (
    Cell,
    Figure,
    Fold,
    Section,
    Shown,
    Table,
    Words,
    drawn,
    heads,
    name,
    number,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goen.report._html.told import Told

GROUP = "group_sales"
FACTORS = ("unit_price", "frequency", "customers")
LABELS = {"unit_price": "unit_price", "frequency": "frequency", "customers": "people"}
KINDS = ("new", "kept", "revived", "lost")


def section(told: Told) -> Section:
    """The waterfall of the three factors, the two years side by side, people and groups."""
    found = told.given("sales_change")
    if not found:
        return told.missing("sales_change", group=GROUP)
    say = told.say
    return Section(
        id="sales_change",
        title=say("sales_change"),
        group=GROUP,
        sentences=told.reading("sales_change"),
        how=say(
            "sales_change_how",
            to=_days(told, found["to"]),
            before=_days(told, found["from"]),
            method=say(f"method_{found['method']}"),
        ),
        blocks=[
            _waterfall(told, found),
            Shown(table=_people(told, found["people"]), heading=say("people_part")),
            *_parts(told, found),
        ],
        notes=told.reasons("sales_change"),
    )


def _days(told: Told, year: Mapping[str, str]) -> str:
    """The first and last day of one of the two years."""
    joint = "～" if told.say.lang == "ja" else " – "
    return f"{told.say.day(year['start'])}{joint}{told.say.day(year['end'])}"


def _waterfall(told: Told, found: Mapping[str, Any]) -> Figure:
    say = told.say
    sums = [found["from"]["sales"], found["to"]["sales"]]
    ruler = money_axis(say, sums, digits=told.answers["minor_digits"])

    def step(label: str, value: int, *, change: bool) -> Step:
        figure = say.signed_total(value) if change else say.total(value)
        tip = f"{label} {say.signed_money(value) if change else say.money(value)}"
        return Step(label, ruler.scaled(value), figure, tip, change)

    steps = [
        step(say("period_from"), sums[0], change=False),
        *[step(say(LABELS[key]), found[key], change=True) for key in FACTORS],
        step(say("period_to"), sums[1], change=False),
    ]

    def draw(key: str, size: str) -> str:
        words = {"title": say("sales_change"), "finding": told.finding("sales_change")}
        return waterfall(key=key, steps=steps, **words, size=size)

    return Figure(drawn("change", draw), _years(told, found))


def _years(told: Told, found: Mapping[str, Any]) -> Table:
    """Both years with their three factors, and what each factor did to sales."""
    say = told.say
    names = [
        *(say("period"), say("sales_in", unit=say.unit), say("unit_price_in", unit=say.unit)),
        *(say("frequency_each"), say("customers_unit"), say("occasions")),
    ]
    body = []
    for key in ("from", "to"):
        row = found[key]
        each = row["sales"] // row["occasions"] if row["occasions"] else None
        often = f"{row['occasions'] / row['customers']:.2f}" if row["customers"] else "—"
        body.append(
            [
                Cell(say(f"period_{key}"), head=True, under=_days(told, row)),
                number(say.bare(row["sales"])),
                number(say.bare(each)),
                number(often),
                number(say.count(row["customers"])),
                number(say.count(row["occasions"])),
            ]
        )
    effects = [found["delta"], *[found[key] for key in FACTORS]]
    signed = [number(say.signed_bare(value)) for value in effects]
    foot = [name(say("effect_in", unit=say.unit)), *signed, Cell()]
    return Table(say("sales_change"), heads(*names), body, [foot])


def _people(told: Told, people: Mapping[str, Mapping[str, int]]) -> Table:
    say = told.say
    most = max([abs(people[kind]["sales"]) for kind in KINDS] + [1])
    names = [say("kind"), "", say("effect_in", unit=say.unit), say("customers_unit")]
    body = [
        [
            name(say(f"people_{kind}")),
            Cell(svg=pyramid.difference(value=people[kind]["sales"] / most), look="barcell"),
            number(say.signed_bare(people[kind]["sales"])),
            told.people(people[kind]["customers"], "year", year=kind),
        ]
        for kind in KINDS
    ]
    return Table(say("people_part"), heads(*names, left=2), body, look="bars")


def _parts(told: Told, found: Mapping[str, Any]) -> list[Fold]:
    """The same change by rank at the start, and by shop or category and product when given."""
    folds = []
    say, segments, groups = told.say, found.get("segments"), found.get("groups")
    if segments:
        ordered = {(row["rank"], row["status"]): row for row in segments}
        keys = [key for key in [*told.segments, ("none", None)] if key in ordered]
        rows = [
            (
                name(say("newcomers")) if rank == "none" else told.rank_cell(rank, status or ""),
                ordered[rank, status],
            )
            for rank, status in keys
        ]
        table = _lines(told, say("groups_segment"), say("rank"), rows, None)
        folds.append(Fold(summary=say("groups_segment"), blocks=[Shown(table=table)]))
    for found_in in (groups, found.get("products")):
        if found_in and found_in["rows"]:
            folds.append(_groups(told, found_in))
    return folds


def _sums(cells: list[Cell], *, alone: bool) -> list[Cell]:
    """The cells of the sums; factors of groups that share customers and visits have none."""
    return [*cells[:3], *(number("—") for _cell in cells[3:])] if alone else cells


def _groups(told: Told, groups: Mapping[str, Any]) -> Fold:
    """The change by shop, category or product; what names none, and the others, as one each."""
    say, by, rest = told.say, groups["by"], groups.get("rest")
    lines = [(name(row["group"] or say(f"no_{by}")), row) for row in groups["rows"]]
    if rest:
        lines.append((name(say("other_groups", n=say.count(rest["groups"]))), rest))
    title = say(f"groups_{by}")
    table = _lines(told, title, say(by), lines, groups.get("total"), alone=by == "product")
    if by != "product":
        return Fold(summary=title, blocks=[Shown(table=table)])
    shown = Shown(table=table, note=say("groups_product_how"))
    return Fold(summary=title, blocks=[Words(_named(told, groups)), shown], long=True)


def _named(told: Told, groups: Mapping[str, Any]) -> str:
    """How much of the later year's sales names a product."""
    say, whole = told.say, groups["total"]["to"]
    without = sum(row["to"] for row in groups["rows"] if not row["group"])
    if not without:
        return say("all_named")
    return say("partly_named", share=say.part(whole - without, whole), rest=say.total(without))


def _lines(
    told: Told,
    title: str,
    what: str,
    rows: Iterable[tuple[Cell, Mapping[str, int]]],
    total: Mapping[str, int] | None,
    *,
    alone: bool = False,
) -> Table:
    say = told.say
    names = [
        *(what, say("period_from"), say("period_to"), say("delta_in", unit=say.unit)),
        *[say(LABELS[key]) for key in FACTORS],
    ]

    def figures(row: Mapping[str, int]) -> list[Cell]:
        changes = [row["delta"], *[row[key] for key in FACTORS]]
        return [
            number(say.bare(row["from"])),
            number(say.bare(row["to"])),
            *[number(say.signed_bare(value)) for value in changes],
        ]

    body = [[head, *figures(row)] for head, row in rows]
    foot = [[text(say("total"), head=True), *_sums(figures(total), alone=alone)]] if total else []
    return Table(title, heads(*names), body, foot, look="sticky")
