"""What this room adds to the pages below it: rail, customer page, timeline, home, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers import registry as customers
from goen.shop.customers.contact import ContactSource, contact_sources, last_contact
from goen.shop.customers.signals import customers_purged
from goen.shop.staff import undo
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.touches import lists, operations, privacy
from goen.shop.touches.models import Touch, TouchFile, Voice
from goen.shop.touches.queries import home, timeline
from goen.shop.touches.quick import actions_panel, quick_panel
from goen.shop.ui import files, registry
from goen.shop.ui.clock import today
from goen.shop.ui.registry import (
    Hit,
    HomeCard,
    NavItem,
    Panel,
    SearchKind,
    StripFact,
    TimelineSource,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from goen.shop.customers.models import Customer


def register() -> None:
    """Fill the registries."""
    _rail()
    _customer_page()
    _contacts()
    _home()
    _search()
    _desk()
    _undo()
    lists.register()


def _rail() -> None:
    registry.nav.add(NavItem("daily", _("Touches"), "touches", "touch", 30, also=("actions",)))
    registry.nav.add(
        NavItem(
            "daily",
            _("Voices of customers"),
            "voices",
            "voice",
            40,
            count=_urgent_count,
            urgent=True,
            phone=4,
            short=pgettext_lazy("below an icon", "Voices"),
            also=("improvements",),
        )
    )


def _urgent_count(_request: HttpRequest) -> int:
    return home.urgent_count()


def _customer_page() -> None:
    registry.panels.add(Panel("quick", "main", "touches/_panel_quick.html", quick_panel, 20))
    registry.panels.add(
        Panel("next_actions", "side", "touches/_panel_actions.html", actions_panel, 5)
    )
    registry.strip.add(
        StripFact("last_touch", _("Last contact"), "touches/_strip_contact.html", _contact, 30)
    )
    registry.strip.add(
        StripFact("next_action", _("What comes next"), "touches/_strip_next.html", _next, 70)
    )
    registry.timeline.add(
        TimelineSource(
            "touches",
            pgettext_lazy("timeline", "Contacts"),
            timeline.touch_entries,
            timeline.touch_count,
            20,
        )
    )
    registry.timeline.add(
        TimelineSource(
            "voices",
            pgettext_lazy("timeline", "Voices"),
            timeline.voice_entries,
            timeline.voice_count,
            30,
        )
    )
    registry.timeline.add(
        TimelineSource(
            "actions",
            pgettext_lazy("timeline", "Done"),
            timeline.action_entries,
            timeline.action_count,
            40,
        )
    )


def _contacts() -> None:
    contact_sources.add(ContactSource("touches", timeline.newest_touch, timeline.touch_moments, 10))
    contact_sources.add(ContactSource("voices", timeline.newest_voice, timeline.voice_moments, 20))


def _contact(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    return {"contact": last_contact(customer=customer)}


def _next(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    action = next(iter(timeline.open_actions(customer=customer)), None)
    return {"action": action, "customer": customer, "today": today()}


def _home() -> None:
    registry.corners.add(registry.Corner("record", "touches/_corner.html", _corner, 10))
    registry.home_cards.add(
        HomeCard("urgent", "main", "touches/_home_urgent.html", _urgent, 10, _("Urgent voices"))
    )
    registry.home_cards.add(
        HomeCard("promised", "main", "touches/_home_actions.html", _promised, 40, _("Promises"))
    )


def _corner(request: HttpRequest) -> dict[str, Any]:
    return {"may": member(request).may(Ability.RECORD), "url": reverse("touch_new")}


def _urgent(_request: HttpRequest) -> dict[str, Any] | None:
    voices = home.urgent_voices(today=today())
    if not voices:
        return None
    count = home.urgent_count()
    hidden = count - sum(voice.waits for voice in voices)
    return {
        "voices": voices,
        "count": count,
        "hidden": hidden,
        "marks": timeline.marks_of(voices),
    }


def _promised(request: HttpRequest) -> dict[str, Any] | None:
    day = today()
    actions = home.due_actions(staff=member(request), today=day)
    if not actions:
        return None
    count = home.due_count(staff=member(request), today=day)
    shown = sum(action.done_at is None for action in actions)
    return {"actions": actions, "count": count, "hidden": count - shown, "today": day}


def _search() -> None:
    registry.search_kinds.add(SearchKind("voice", _("Voices"), "voice", _voice_hits, 30))
    registry.search_kinds.add(SearchKind("touch", _("Touches"), "touch", _touch_hits, 40))


def _voice_hits(ids: Sequence[int]) -> list[Hit]:
    rows = Voice.objects.live().select_related("customer").in_bulk(list(ids))
    return [
        Hit(
            reverse("voice", args=[pk]),
            rows[pk].title,
            f"{rows[pk].get_kind_display()}・{_name(rows[pk])}",
        )
        for pk in ids
        if pk in rows
    ]


def _touch_hits(ids: Sequence[int]) -> list[Hit]:
    rows = Touch.objects.live().select_related("customer").in_bulk(list(ids))
    return [
        Hit(
            reverse("touch", args=[pk]),
            rows[pk].line,
            f"{rows[pk].get_kind_display()}・{_name(rows[pk])}",
        )
        for pk in ids
        if pk in rows
    ]


def _name(row: Touch | Voice) -> str:
    return row.customer.name if row.customer else "—"


def _desk() -> None:
    columns = (_("Day"), pgettext_lazy("touches", "Kind"), _("In a line"), _("More about it"))
    plans = (_("until"), pgettext_lazy("touches", "Kind"), _("what to do"), _("Done"))
    for part in (
        ("touches", _("Touches"), columns, privacy.touches_of, 20, privacy.files_of),
        ("voices", _("Voices of customers"), columns, privacy.voices_of, 25),
        ("actions", _("Next actions"), plans, privacy.actions_of, 30),
    ):
        customers.disclosures.add(customers.Disclosure(*part))
    customers.erasers.add(customers.Eraser("touches", _("Touches"), privacy.erase, 20))
    files.folders["touches"] = TouchFile
    customers_purged.connect(privacy.customers_leave, dispatch_uid="touches")


def _undo() -> None:
    undo.register(kind="touch", put_back=operations.put_back_touch)
    undo.register(kind="voice", put_back=operations.put_back_voice)
    undo.register(kind="action", put_back=operations.put_back_action)
