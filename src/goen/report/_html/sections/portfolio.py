"""The portfolio today: the pyramid of ranks, and the facts that open the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goen.pictures import pyramid
from goen.report._html.blocks import (
    Cell,
    Fact,
    Facts,
    Fold,
    Section,
    Shown,
    Table,
    heads,
    number,
    text,
)
from goen.report._html.told import STATUSES, by_segment
from goen.report._reading_periods import calendar_year, past_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.report._html.told import Told

GROUP = "group_now"
Rows = dict[tuple[str, str], "Mapping[str, Any]"]


def facts(told: Told) -> Facts:
    """At most seven figures for the strip under the heading."""
    return Facts(items=[*_bands(told), *_prospects(told), *_year(told), *_second(told)])


def section(told: Told) -> Section:
    """The pyramid, the bands of silence and the figures as a plain table."""
    rows = by_segment(told.given("cpm") or [])
    return Section(
        id="cpm",
        title=told.say("cpm"),
        group=GROUP,
        sentences=told.reading("cpm"),
        how=told.say("cpm_how", year=past_year(as_of=told.answers["as_of"], lang=told.say.lang)),
        blocks=[
            Shown(table=_pyramid(told, rows)),
            Fold(summary=told.say("as_table"), blocks=[Shown(table=_plain(told, rows))]),
        ],
        wide=True,
        notes=told.reasons("cpm", "bands", "yearly_difference"),
    )


def _bands(told: Told) -> list[Fact]:
    say, bands, limits = told.say, told.given("bands"), told.answers["thresholds"]
    if not bands:
        return []
    lapse, inactive = limits["lapse_days"], limits["inactive_days"]
    everyone = sum(band["customers"] for band in bands.values())
    counts = {name: band["customers"] for name, band in bands.items()}

    def of_all(name: str) -> str:
        return say("fact_of_all", share=say.part(counts[name], everyone))

    def fact(title: str, name: str, under: str) -> Fact:
        segment = {"kind": "segment", "status": "active"}  # what every list of customers knows
        of = segment if name == "active" else {"kind": "band", "band": name}
        return Fact(title, say.people(counts[name]), under, _way(told, counts[name], **of))

    found = [fact(say("fact_active", lapse=lapse), "active", _year_ago(told))]
    if lapse < inactive:
        title = say("fact_revive", lapse=lapse, last=inactive - 1)
        found.append(fact(title, "lapsed_to_revive", of_all("lapsed_to_revive")))
    longest = say("fact_inactive", inactive=max(inactive, lapse))
    return [*found, fact(longest, "inactive", of_all("inactive"))]


def _way(told: Told, count: int, **of: Any) -> str:
    """Where the people of a fact are."""
    return told.where(of) if count else ""


def _prospects(told: Told) -> list[Fact]:
    """Customers without a purchase, in a scheme that has them as 見込客."""
    say, outside = told.say, told.given("without_purchase")
    if told.answers["thresholds"]["scheme"] != "prospects" or not outside:
        return []
    count = say.people(outside["customers"])
    return [Fact(say("fact_prospects"), count, say("fact_prospects_why"))]


def _year_ago(told: Told) -> str:
    rows = told.given("yearly_difference")
    if not rows:
        return ""
    difference = sum(row["difference"] for row in rows if row["status"] == "active")
    return told.say("fact_year", difference=told.say.signed(difference))


def _year(told: Told) -> list[Fact]:
    say, base, change = told.say, told.given("active_base"), told.given("sales_change")
    if not base:
        return []
    growth, months = "", calendar_year(end=base["to_date"], lang=say.lang)
    if change and change["from"]["sales"] > 0:
        ratio = change["delta"] / change["from"]["sales"]
        growth = say("fact_growth", change=say.signed_share(ratio))
    each = say("fact_ltv", money=say.money(base["annual_ltv"]))
    buyers = base["buyers_12m"]
    who = _way(told, buyers, kind="year", year="buyers")
    return [
        Fact(say("sales_months", months=months), say.total(base["sales_12m"]), growth),
        Fact(say("fact_base", months=months), say.people(buyers), each, who),
    ]


def _second(told: Told) -> list[Fact]:
    windows = (told.given("repeat") or {}).get("windows") or []
    if not windows:
        return []
    say, longest = told.say, windows[-1]
    rate, days = longest["rate"], longest["window_days"]
    who = _way(told, rate["numerator"], kind="second", window=days)
    return [Fact(say("fact_f2", days=days), say.share(rate), say.fraction(rate), who)]


def _pyramid(told: Told, rows: Rows) -> Table:
    """Lapsed customers to the left of the ranks, active ones to the right."""
    say = told.say
    most = {
        field: max([abs(row[field]) for row in rows.values()] + [1])
        for field in ("customers", "sales_12m")
    }
    before = by_segment(told.given("yearly_difference") or [])
    money = sum(row["sales_12m"] for row in rows.values())
    body = [_pyramid_row(told, rank, rows, before, most, money) for rank in told.downwards]
    head = [
        Cell(say("sales_12m"), align="right", head=True, look="hide-s"),
        Cell(say("lapsed_n"), align="right", head=True, under=say("year_before")),
        Cell(),
        Cell(say("rank"), align="center", head=True, look="vh-text"),
        Cell(),
        Cell(say("active_n"), align="right", head=True, under=say("year_before")),
        Cell(say("sales_12m"), align="right", head=True, under=say("share"), look="hide-s"),
    ]
    totals = {
        status: [
            sum(row[field] for (_, its), row in rows.items() if its == status)
            for field in ("customers", "sales_12m")
        ]
        for status in STATUSES
    }
    foot = [
        Cell(say.total(totals["lapsed"][1]), align="right", look="hide-s"),
        Cell(say.count(totals["lapsed"][0]), align="right", look="people"),
        Cell(),
        Cell(say("total"), align="center", head=True),
        Cell(),
        Cell(say.count(totals["active"][0]), align="right", look="people"),
        Cell(say.total(totals["active"][1]), align="right", look="hide-s"),
    ]
    return Table(say("cpm_table"), [head], body, [foot], look="pyramid")


def _pyramid_row(
    told: Told, rank: str, rows: Rows, before: Rows, most: dict[str, int], money: int
) -> list[Cell]:
    say = told.say
    active, lapsed = (rows[rank, status] for status in STATUSES)
    slot = told.mark(rank).slot

    def bar(row: Mapping[str, Any], *, gone: bool) -> Cell:
        widths = {
            "people": row["customers"] / most["customers"],
            "money": row["sales_12m"] / most["sales_12m"],
        }
        return Cell(svg=pyramid.side(**widths, lapsed=gone), look=f"barcell slot-{slot}")

    return [
        Cell(say.total(lapsed["sales_12m"]), align="right", look="hide-s"),
        _people(told, lapsed, before.get((rank, "lapsed")), rising="bad"),
        bar(lapsed, gone=True),
        Cell(rank=told.mark(rank), head=True, align="center"),
        bar(active, gone=False),
        _people(told, active, before.get((rank, "active")), rising="good"),
        Cell(
            say.total(active["sales_12m"]),
            align="right",
            under=say.part(active["sales_12m"], money),
            look="hide-s",
        ),
    ]


def _people(
    told: Told, row: Mapping[str, Any], before: Mapping[str, Any] | None, *, rising: str
) -> Cell:
    """A count with the difference to a year ago; `rising` says whether more is good or bad."""
    difference = before["difference"] if before else None
    falling = "bad" if rising == "good" else "good"
    tone = "" if not difference else rising if difference > 0 else falling
    under = "" if difference is None else told.say.delta(difference)
    found = told.people(row["customers"], "segment", rank=row["rank"], status=row["status"])
    return replace(found, under=under, tone=tone, look="people")


def _plain(told: Told, rows: Rows) -> Table:
    say = told.say
    profit = any(row.get("gross_profit") is not None for row in rows.values())
    before = by_segment(told.given("yearly_difference") or [])
    everyone = sum(row["customers"] for row in rows.values())
    names = [
        *(say("rank"), say("customers_unit"), say("share"), say("year_before")),
        *(say("sales_12m_in", unit=say.unit), say("sales_all", unit=say.unit)),
        *([say("gross_profit_in", unit=say.unit)] if profit else []),
    ]
    body = []
    for rank, status in told.segments:
        row = rows[rank, status]
        difference = before.get((rank, status), {}).get("difference")
        body.append(
            [
                told.rank_cell(rank, status),
                told.people(row["customers"], "segment", rank=rank, status=status),
                number(say.part(row["customers"], everyone)),
                number(say.signed(difference)),
                number(say.bare(row["sales_12m"])),
                number(say.bare(row["sales"])),
                *([number(say.bare(row["gross_profit"]))] if profit else []),
            ]
        )
    foot = [
        text(say("total"), head=True),
        number(say.count(everyone)),
        number(say.part(everyone, everyone)),
        number(say.signed(sum(row["difference"] for row in before.values()) if before else None)),
        number(say.bare(sum(row["sales_12m"] for row in rows.values()))),
        number(say.bare(sum(row["sales"] for row in rows.values()))),
        *(
            [number(say.bare(sum(row["gross_profit"] or 0 for row in rows.values())))]
            if profit
            else []
        ),
    ]
    return Table(say("cpm_table"), heads(*names), body, [foot])
