"""The sheet in words, and on paper: one A4 as PDF by Typst."""

from __future__ import annotations

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
    from collections.abc import Mapping

    from goen.shop.meeting_sheet.names import Names
    from goen.shop.meeting_sheet.sheet import Count, Row, Sheet
    from goen.shop.touches.models import Action

_TEMPLATE = Path(__file__).resolve().parent / "typst" / "sheet.typ"
_LONGEST = 60  # characters of one line of a voice or of what was decided


def pdf(*, sheet: Sheet, company: str) -> bytes:
    """The sheet as PDF, one page whatever is on it. Raises NoJapaneseFont."""
    drawing = chart(sheet=sheet)
    svg = alone(svg=drawing) if drawing else ""
    return compiled(template=_TEMPLATE, data={**words(sheet=sheet, company=company), "chart": svg})


def words(*, sheet: Sheet, company: str) -> dict[str, Any]:
    """All that stands on the sheet, as texts."""
    return {
        **_head(sheet, company),
        "counts": _counts(sheet),
        "chart-title": _("Customers of two years: active above, lapsed below the line"),
        "moves": _moves(sheet),
        "change": _change(sheet),
        "lapsed": _named(
            _("Who lapsed"), _("sales of the 12 months until the last purchase"), sheet.lapsed
        ),
        "revived": _named(
            _("Who came back"), _("sales of the 12 months until that day"), sheet.revived
        ),
        "voices": _voices(sheet),
        "decided": _decided(sheet),
        "room": _("Decided today"),
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


def _named(title: str, under: str, names: Names) -> dict[str, Any]:
    gone = _("Not in the ledger any more")
    rows = [[one.name or gone, _yen(one.yen)] for one in names.people]
    left = ngettext("and %(n)s more", "and %(n)s more", names.others) % {"n": f"{names.others:,}"}
    return {
        "title": title,
        "under": under,
        "rows": rows,
        "gone": gone,
        "others": left if names.others else "",
        "nobody": _("Nobody this month"),
    }


def _yen(amount: int) -> str:
    return _("¥%(amount)s") % {"amount": f"{amount:,}"}


def _voices(sheet: Sheet) -> dict[str, Any]:
    told = sheet.voices
    said = _("Complaints: %(month)s this month, %(waiting)s waiting") % {
        "month": f"{told.complaints:,}",
        "waiting": f"{len(told.waiting) + told.others_waiting:,}",
    }
    praises = [_line(_("Praise: %(said)s"), one.words or one.title) for one in told.praises]
    waiting = [_line(_("Waiting: %(said)s"), one.title) for one in told.waiting]
    praises += _others(told.other_praises)
    return {
        "title": _("Voices of customers"),
        "rows": [*praises, said, *waiting, *_others(told.others_waiting)],
    }


def _line(words: str, said: str) -> str:
    return words % {"said": _short(said)}


def _short(said: str) -> str:
    flat = " ".join(said.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _others(count: int) -> list[str]:
    words = ngettext("%(n)s more", "%(n)s more", count)
    return [words % {"n": f"{count:,}"}] if count else []


def _decided(sheet: Sheet) -> dict[str, Any]:
    told = sheet.decided
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
            [_state(one, told.today), _short(one.what), one.owner.name, _day(one.due_on)]
            for one in told.actions
        ],
        "others": "".join(_others(told.others)),
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
