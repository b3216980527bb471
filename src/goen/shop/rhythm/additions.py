"""What this room adds to the rooms below: rail, customer page, timeline, home, lists, desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from goen.shop.customers import registry as customers
from goen.shop.portfolio import vips
from goen.shop.rhythm import desk, lists, panel
from goen.shop.rhythm.calling import calls_of, late_among
from goen.shop.rhythm.capacity import week_of
from goen.shop.rhythm.pages import call_lines
from goen.shop.rhythm.resting import timeline
from goen.shop.staff.access import member
from goen.shop.staff.action_names import ACTION_NAMES
from goen.shop.staff.roles import Ability
from goen.shop.ui import registry
from goen.shop.ui.clock import today
from goen.shop.ui.registry import HomeCard, NavItem, Panel, SettingsPage, TimelineSource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpRequest

_TOP = 5


def register() -> None:
    """Fill the registries."""
    also = ("rhythm_finding", "rhythm_weekly")
    registry.nav.add(NavItem("daily", _("Calls"), "rhythm", "phone", 42, also=also))
    registry.panels.add(Panel("rhythm", "main", "rhythm/_panel.html", panel.panel, 10))
    registry.panels.add(Panel("late", "notice", "rhythm/_warning.html", panel.warning, 30))
    registry.timeline.add(
        TimelineSource(
            "rests",
            pgettext_lazy("timeline", "People's time"),
            timeline.entries,
            timeline.count,
            60,
        )
    )
    registry.home_cards.add(
        HomeCard("calls", "main", "rhythm/_home.html", _home, 30, _("Customers to call"))
    )
    registry.settings_pages.add(
        SettingsPage(
            _("Calls of a week"),
            _("How many customers each person calls in a week"),
            "rhythm_weekly",
            "phone",
            45,
            Ability.RECORD.value,
        )
    )
    lists.register()
    vips.next_steps.add(vips.NextSteps("calls", _calls_due, 10))
    _desk()
    ACTION_NAMES.update(
        {
            "rhythm.rest.answered": _("It was answered whether to spend people's time"),
            "rhythm.rest.taken_back": _("An answer about people's time was taken back"),
            "rhythm.rest.ended": _("People's time is spent on a customer again"),
            "rhythm.rest.restored": _("No people's time is spent: the touch was taken back"),
            "rhythm.call.postponed": _("A call was put off"),
            "rhythm.capacity.set": _("The calls of a week were set"),
        }
    )


def _calls_due(ids: Sequence[int], today: date) -> dict[int, vips.Step]:
    """The call that is due to each of these customers, if any."""
    said = gettext("Call: silent for %(n)s days")
    return {
        pk: vips.Step(said % {"n": f"{one.silence:,}"}, reverse("customer", args=[pk]))
        for pk, one in late_among(ids=ids, today=today).items()
    }


def _desk() -> None:
    customers.belongings.add(customers.Belonging("rhythm.Rhythm"))
    customers.disclosures.add(
        customers.Disclosure(
            "rests",
            _("People's time"),
            (_("Day"), pgettext_lazy("rest", "Answer"), pgettext_lazy("rest", "Reason")),
            desk.disclosed,
            65,
        )
    )
    customers.erasers.add(customers.Eraser("rests", _("People's time"), desk.erase, 65))
    customers.trail_fields.add(
        customers.TrailField("rest", _("People's time"), desk.answer_in_words)
    )
    customers.trail_fields.add(customers.TrailField("snooze", _("To be called later, until")))


def _home(request: HttpRequest) -> dict[str, Any] | None:
    by, day = member(request), today()
    week = week_of(staff=by, today=day)
    found = calls_of(staff=by, today=day, week=week)
    if not found and not week.used:
        return None
    top = call_lines(found[:_TOP], today=day)
    return {
        "calls": top,
        "count": len(found),
        "hidden": len(found) - len(top),
        "week": week,
        "may": by.may(Ability.RECORD),
    }
