"""The app `staff`: people who log in, their roles, the trail of what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest


class StaffConfig(AppConfig):
    name = "goen.shop.staff"
    label = "staff"

    def ready(self) -> None:
        """Put people, company and trail among the settings; listen to what lists tell."""
        from goen.shop.staff import noticing, sample, sights, trail_list
        from goen.shop.ui import registry as ui
        from goen.shop.ui import signals

        signals.list_seen.connect(_receiver(sights.saw_list), weak=False)
        signals.list_exported.connect(_receiver(sights.exported_list), weak=False)
        signals.bulk_done.connect(_receiver(sights.changed_many), weak=False)
        noticing.listen()
        trail_list.declare()
        ui.home_cards.add(
            ui.HomeCard("purpose", "side", "staff/_card_purpose.html", _purpose, order=95)
        )
        ui.home_cards.add(
            ui.HomeCard("second_factor", "side", "staff/_card_factor.html", _factor, order=5)
        )
        ui.home_cards.add(
            ui.HomeCard("sample", "side", "staff/_card_sample.html", sample.offer, order=90)
        )
        ui.frame_facts.add(ui.FrameFact("company", _company))
        ui.frame_facts.add(ui.FrameFact("manage_frame", _manage_frame))
        ui.nav.add(ui.NavItem("arrange", _("Settings"), "settings", "settings", order=90))
        for link in (
            ui.PersonLink(_("My settings"), "myself", "user", 10),
            ui.PersonLink(_("What I did"), "my_history", "history", 20),
        ):
            ui.person_links.add(link)
        for page in _settings_pages(ui):
            ui.settings_pages.add(page)


def _receiver(function: Any) -> Any:
    def receive(sender: Any, signal: Any, **facts: Any) -> None:
        function(**facts)

    return receive


def _company(request: HttpRequest) -> dict[str, Any]:
    """The company's row and purpose, for every page."""
    from goen.shop.staff.own_company import own_company

    company = own_company(request)
    return {"company": company, "purpose": company.purpose if company else ""}


def _manage_frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of pages about signing in: a plain one while a second factor is owed."""
    from goen.shop.staff.safety import is_bound

    return {"manage_frame": "ui/plain.html" if is_bound(request) else "ui/page.html"}


def _purpose(request: HttpRequest) -> dict[str, Any] | None:
    """Why the company keeps its customers, for everybody to see each day."""
    purpose = _company(request)["purpose"]
    return {"purpose": purpose} if purpose else None


def _factor(request: HttpRequest) -> dict[str, Any] | None:
    """The advice to set up a second factor, for leaders who have none."""
    from goen.shop.staff.models import Staff
    from goen.shop.staff.roles import DEMANDED, Demand
    from goen.shop.staff.safety import has_factor

    member = request.user
    if not isinstance(member, Staff) or member.role not in DEMANDED[Demand.LEADERS]:
        return None
    return None if has_factor(member=member) else {"leads": True}


def _settings_pages(ui: Any) -> list[Any]:
    return [
        ui.SettingsPage(
            _("My settings"),
            _("Name, language, lists, password, second factor"),
            "myself",
            "user",
            5,
            "SEE",
        ),
        ui.SettingsPage(
            _("Company"), _("Name, purpose, industry, language"), "own_company", "building", 10
        ),
        ui.SettingsPage(
            _("Staff and roles"), _("Invite, change roles, shut out"), "people", "people", 15
        ),
        ui.SettingsPage(
            _("Safety of signing in"),
            _("How long a sign-in lasts, second factor"),
            "safety",
            "lock",
            20,
        ),
        ui.SettingsPage(
            _("Sample company"),
            _("Made-up customers to try things with, in one click and out in one"),
            "sample",
            "star",
            90,
        ),
        ui.SettingsPage(
            _("Audit trail"),
            _("Who did what, when, from what to what"),
            "trail",
            "history",
            60,
            "TRAIL",
        ),
    ]
