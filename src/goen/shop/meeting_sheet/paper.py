"""The sheet in words, and on paper: A4 as PDF by Typst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goen.pictures import TOKENS
from goen.pictures import paper as alone
from goen.shop.customers.paper import compiled
from goen.shop.figures.titles import year_until
from goen.shop.meeting_sheet.sheet import FLOWS, chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.meeting_sheet.names import Names
    from goen.shop.meeting_sheet.sheet import Count, Row, Sheet
    from goen.shop.touches.models import Action

_TEMPLATE = Path(__file__).resolve().parent / "typst" / "sheet.typ"


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines of each list are told, and how many letters of one that somebody wrote."""

    lines: int
    letters: int


# The paper takes the first with which all is on one page.
ROOMS = (Room(5, 60), Room(5, 30), Room(5, 20), Room(3, 20), Room(2, 20), Room(1, 20))


def pdf(*, sheet: Sheet, company: str) -> bytes:
    """The sheet as PDF: one page, with fewer lines where it is crowded; else two.

    Raises NoJapaneseFont.
    """
    drawing = chart(sheet=sheet)
    svg = alone(svg=drawing) if drawing else ""
    tries = [words(sheet=sheet, company=company, room=room) for room in ROOMS]
    return compiled(template=_TEMPLATE, data={"tries": tries, "chart": svg})


def words(*, sheet: Sheet, company: str, room: Room = ROOMS[0]) -> dict[str, Any]:
    """All that stands on the sheet, as texts."""
    return {
        **_head(sheet, company),
        "counts": _counts(sheet),
        "chart-title": _("Customers of two years: active above, lapsed below the line"),
        "moves": _moves(sheet),
        "change": _change(sheet),
        "lapsed": {
            "title": _("Who lapsed"),
            "under": _("sales of the 12 months until the last purchase"),
            **_named(sheet.lapsed, room),
        },
        "revived": {
            "title": _("Who came back"),
            "under": _("sales of the 12 months until that day"),
            **_named(sheet.revived, room),
        },
        "voices": _voices(sheet, room),
        "decided": _decided(sheet, room),
        "room": _("Decided today"),
        "signed": _short(company, ROOMS[1]),
        "foot": _("Names of customers stand here: for use within the company."),
    }


def _head(sheet: Sheet, company: str) -> dict[str, Any]:
    asked = sheet.asked
    rule = _("%(name)s (%(begins)s)") % {
        "name": asked.version.name,
        "begins": asked.version.begins,
    }
    return {
        "company": company,
        "title": _("%(month)s: sheet for the meeting") % {"month": _month(asked.day)},
        "facts": [
            [_("As of"), _day(asked.day)],
            [_("Compared with"), _day(asked.compared)],
            [pgettext("meeting sheet", "Whose"), asked.subset.name or _("The whole company")],
            [_("Ranks by"), rule],
        ],
        "findings": list(sheet.findings),
        "note": _("Counts as published when the month was closed; the rest as known today.")
        if sheet.published
        else "",
    }


def _counts(sheet: Sheet) -> dict[str, Any]:
    then, year = _("vs month before"), _("vs a year ago")
    active, lapsed = pgettext("meeting sheet", "Active"), pgettext("meeting sheet", "Lapsed")
    return {
        "title": _("Customers of this month"),
        "heads": [_("Rank"), active, then, year, lapsed, then, year, _("Sales of 12 months")],
        "under": _("Sales of 12 months: %(days)s") % {"days": year_until(sheet.asked.day)},
        "rows": [_row(sheet, row) for row in sheet.rows],
    }


def _row(sheet: Sheet, row: Row) -> dict[str, Any]:
    shade = TOKENS[f"r{max(row.slot, 0)}-fill"][0]
    say = sheet.told.say
    return {
        "name": row.name or pgettext("sum", "Total"),
        "mark": row.mark,
        "slot": row.slot,
        "fill": shade,
        "ink": TOKENS[f"r{max(row.slot, 0)}-on"][0] if row.slot >= 0 else "#000000",
        "cells": [*_cells(sheet, row.active), *_cells(sheet, row.lapsed), say.total(row.sales)],
    }


def _cells(sheet: Sheet, count: Count) -> list[str]:
    say = sheet.told.say
    more = (count.more, count.more_than_year_ago)
    return [say.count(count.people), *("—" if one is None else say.signed(one) for one in more)]


def _moves(sheet: Sheet) -> dict[str, Any]:
    say = sheet.told.say
    names = {
        "first": _("Came for the first time"),
        "raised": _("Moved up a rank"),
        "lapsed": pgettext("moves of a month", "Lapsed"),
        "revived": pgettext("moves of a month", "Came back"),
    }
    steps = [
        [
            step.name,
            say.share(step.share),
            _("target %(share)s") % {"share": say.share(step.target)},
        ]
        for step in sheet.steps
    ]
    return {
        "title": _("Moves of this month"),
        "rows": [[names[name], say.people(sheet.flows[name])] for name in FLOWS],
        "steps_title": _("Steps taken in half a year"),
        "steps": steps,
    }


def _change(sheet: Sheet) -> dict[str, Any]:
    say, change = sheet.told.say, sheet.change
    names = {
        "unit_price": _("Unit price"),
        "frequency": _("Frequency"),
        "customers": pgettext("meeting sheet", "People"),
    }
    rows = [[name, say.signed_total(change[key])] for key, name in names.items()] if change else []
    if change:
        rows.append([_("Change in a year"), say.signed_total(change["delta"])])
    return {
        "title": _("Why sales changed"),
        "under": _years(change) if change else "",
        "rows": rows,
        "said": sheet.said_of_change,
    }


def _years(change: Mapping[str, Any]) -> str:
    """The calendar months of both years: their sums are not those of 12 months to the day."""
    days = {
        f"{year}_{edge}": _day(date.fromisoformat(change[year][edge]))
        for year in ("from", "to")
        for edge in ("start", "end")
    }
    return _("%(to_start)s – %(to_end)s, before: %(from_start)s – %(from_end)s") % days


def _named(names: Names, room: Room) -> dict[str, Any]:
    gone = _("Not in the ledger any more")
    rows = [[_kept(one.name, room) or gone, _yen(one.yen)] for one in names.people[: room.lines]]
    others = names.others + len(names.people) - len(rows)
    left = ngettext("and %(n)s more", "and %(n)s more", others) % {"n": f"{others:,}"}
    return {
        "rows": rows,
        "gone": gone,
        "others": left if others else "",
        "nobody": _("Nobody this month"),
    }


def _kept(name: str, room: Room) -> str:
    """A name without its middle, if it is long; 様 and 御中 stay."""
    short = f"{name[: room.letters - 4]}…{name[-3:]}"
    return name if len(name) <= room.letters else short


def _yen(amount: int) -> str:
    return _("¥%(amount)s") % {"amount": f"{amount:,}"}


def _voices(sheet: Sheet, room: Room) -> dict[str, Any]:
    told = sheet.voices
    said = _("Complaints: %(month)s this month, %(waiting)s waiting") % {
        "month": f"{told.complaints:,}",
        "waiting": f"{len(told.waiting) + told.others_waiting:,}",
    }
    praise, wait = _("Praise: %(said)s"), _("Waiting: %(said)s")
    praises = [praise % {"said": _short(one.words or one.title, room)} for one in told.praises]
    waiting = [wait % {"said": _short(one.title, room)} for one in told.waiting]
    return {
        "title": _("Voices of customers"),
        "rows": [
            *_cut(praises, told.other_praises, room),
            said,
            *_cut(waiting, told.others_waiting, room),
        ],
    }


def _cut(lines: Sequence[str], others: int, room: Room) -> list[str]:
    """The first of these lines, and how many more there are."""
    shown = lines[: room.lines]
    return [*shown, *_others(others + len(lines) - len(shown))]


def _short(said: str, room: Room) -> str:
    flat = " ".join(said.split())
    return flat if len(flat) <= room.letters else f"{flat[: room.letters - 1]}…"


def _others(count: int) -> list[str]:
    words = ngettext("%(n)s more", "%(n)s more", count)
    return [words % {"n": f"{count:,}"}] if count else []


def _decided(sheet: Sheet, room: Room) -> dict[str, Any]:
    told, actions = sheet.decided, sheet.decided.actions[: room.lines]
    title = _("Decided last time")
    if told.meeting:
        title = _("Decided last time (%(day)s)") % {"day": _day(told.meeting.on)}
    due = ngettext(
        "%(n)s next action is due until this day.",
        "%(n)s next actions are due until this day.",
        told.due,
    )
    return {
        "title": title,
        "rows": [
            [_state(one, told.today), _short(one.what, room), one.owner.name, _day(one.due_on)]
            for one in actions
        ],
        "others": "".join(_others(told.others + len(told.actions) - len(actions))),
        "nobody": _("Nothing was decided in a meeting yet."),
        "due": due % {"n": f"{told.due:,}"} if told.due else "",
    }


def _state(action: Action, today: date) -> str:
    if action.done_at:
        return pgettext("decided", "Done")
    return pgettext("decided", "Overdue") if action.due_on < today else pgettext("decided", "Open")


def _day(day: date) -> str:
    return date_format(day, "Y/m/d", use_l10n=False)


def _month(day: date) -> str:
    return _("%(year)s-%(month)s") % {"year": day.year, "month": day.month}
