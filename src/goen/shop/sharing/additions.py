"""What this room adds to the pages of the rooms below, and what it listens to."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.customers import registry as customers
from goen.shop.customers.signals import (
    customer_changed,
    customers_changed,
    customers_purged,
    customers_saved,
)
from goen.shop.jobs.registry import schedule
from goen.shop.rhythm.signals import rest_ended, rest_restored
from goen.shop.sharing import (
    comments,
    desk,
    duties,
    listening,
    mails,
    meetings,
    notices,
    queries,
    rules,
)
from goen.shop.sharing.models import Duty, Notice
from goen.shop.staff import undo
from goen.shop.staff.access import member
from goen.shop.staff.action_names import ACTION_NAMES
from goen.shop.staff.roles import Ability
from goen.shop.touches import signals, slots
from goen.shop.ui import registry
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from goen.shop.touches.models import Touch, Voice

_TOLD_OF = ("customers", "duties", "sharing_rules")  # pages that notices without an object lead to


def register() -> None:
    """Add every part; called once while Django starts."""
    _listen()
    schedule(name=mails.DIGESTS, daily=time(7, 0))
    registry.corners.add(registry.Corner("bell", "sharing/_bell.html", _bell, 10))
    registry.callouts.add(registry.Corner("pressing", "sharing/_calls.html", _calls, 10))
    slots.voice_marks.add(slots.Mark("reading", "sharing/_mark.html", _marks, 10))
    slots.voice_parts.add(slots.Part("reading", "sharing/_reading.html", _opened, 5))
    slots.standing_actions.add(slots.Standing("decided", meetings.still_to_do, 10))
    slots.board_facts.add(
        slots.BoardFact(
            "reading",
            _("Until the president read it (median)"),
            "sharing/_fact.html",
            _fact,
            10,
        )
    )

    _comments()
    customers.uses.add(customers.Use("comments", desk.commented))
    customers.disclosures.add(
        customers.Disclosure(
            "comments", _("Comments"), (_("day"), _("comment")), desk.disclosed, 70
        )
    )
    undo.register(kind="rule", put_back=partial(rules.put_back, kind="rule"))
    undo.register(kind="duty", put_back=partial(rules.put_back, kind="duty"))
    customers.erasers.add(customers.Eraser("comments", _("Comments"), desk.erase, 5))
    registry.nav.add(registry.NavItem("daily", _("Meetings"), "meetings", "calendar", 45))
    registry.home_cards.add(
        registry.HomeCard("mentions", "side", "sharing/_mentions.html", _mentions, 20)
    )
    registry.home_cards.add(registry.HomeCard("duties", "side", "sharing/_duties.html", _late, 30))
    registry.settings_pages.add(
        registry.SettingsPage(
            _("Sharing rules"),
            _("Who is told of what, how, and who must look when"),
            "sharing_rules",
            "bell",
            40,
            "SEE",
        )
    )
    ACTION_NAMES.update(
        {
            "sharing.comment.written": _("A comment was written"),
            "sharing.comment.corrected": _("A comment was corrected"),
            "sharing.comment.taken_back": _("A comment was taken back"),
            "sharing.meeting.planned": _("A meeting was planned"),
            "sharing.meeting.changed": _("A meeting was changed"),
            "sharing.meeting.noted": _("Notes of a meeting were kept"),
            "sharing.meeting.decided": _("A meeting decided something"),
            "sharing.rule.added": _("A rule of sharing was added"),
            "sharing.rule.proposed": _("A rule of sharing was proposed"),
            "sharing.rule.accepted": _("A proposed rule of sharing was accepted"),
            "sharing.rule.refused": _("A proposed rule of sharing was refused"),
            "sharing.rule.changed": _("A rule of sharing was changed"),
            "sharing.rule.put_back": _("A rule of sharing was put back"),
            "sharing.rule.stopped": _("A rule of sharing was stopped"),
        }
    )


def _comments() -> None:
    registry.panels.add(
        registry.Panel("comments", "side", "sharing/_comments_panel.html", _on_customer, 60)
    )
    slots.voice_parts.add(slots.Part("comments", "sharing/_comments_part.html", _on_row, 20))
    slots.touch_parts.add(slots.Part("comments", "sharing/_comments_part.html", _on_row, 20))


def _on_customer(request: HttpRequest, customer: Any) -> dict[str, Any]:
    return {"said": _commented(request, "customer", customer.pk)}


def _on_row(request: HttpRequest, row: Voice | Touch) -> dict[str, Any]:
    return _commented(request, row._meta.model_name or "", row.pk)


def _commented(request: HttpRequest, kind: str, object_id: int) -> dict[str, Any]:
    rows = comments.comments_on(kind=kind, object_id=object_id)
    by = member(request)
    _mark_read(request, kind, object_id)
    may_write = by.may(Ability.RECORD)
    return {
        "kind": kind,
        "object_id": object_id,
        "comments": rows,
        "may_write": may_write,
        "names": comments.names(by=by) if may_write else (),
    }


def _mentions(request: HttpRequest) -> dict[str, Any] | None:
    mine = Notice.objects.filter(to=member(request), kind=Notice.Kind.MENTION, read_at=None)
    rows = list(mine.select_related("by").order_by("-created_at")[:10])
    return {"notices": rows, "total": mine.count()} if rows else None


def _late(request: HttpRequest) -> dict[str, Any] | None:
    rows = duties.standings(today=today(), staff=member(request))
    late = [one for one in rows if one.late]
    return {"standings": late} if late else None


def _listen() -> None:
    for signal, receiver in (
        (signals.voice_recorded, listening.voice_recorded),
        (signals.voice_changed, listening.voice_changed),
        (signals.touch_recorded, listening.touch_recorded),
        (signals.touches_recorded, listening.touches_recorded),
        (signals.touches_in_use, desk.touches_in_use),
        (customer_changed, listening.customer_changed),
        (customers_changed, listening.customers_changed),
        (customers_saved, listening.customers_saved),
        (customers_purged, desk.purged),
        (rest_ended, listening.rest_ended),
        (rest_restored, listening.rest_restored),
    ):
        signal.connect(receiver, dispatch_uid=f"sharing.{receiver.__name__}", weak=False)


def _bell(request: HttpRequest) -> dict[str, Any]:
    return {"count": _unread(request)}


def _unread(request: HttpRequest) -> int:
    """How many notices of who asks are unread, asked once for a page."""
    kept = vars(request)
    if "unread_notices" not in kept:
        kept["unread_notices"] = queries.unread(staff=member(request))
    count: int = kept["unread_notices"]
    return count


def _mark_read(request: HttpRequest, url_name: str, object_id: int | None) -> None:
    """Note that who asks has read what their notices of this page tell, if any is unread."""
    by = member(request)
    if _unread(request) and notices.mark_read(
        by=by, url_name=url_name, object_id=object_id, now=now()
    ):
        del vars(request)["unread_notices"]


def _calls(request: HttpRequest) -> dict[str, Any]:
    by, page = member(request), request.resolver_match and request.resolver_match.url_name
    if page in Duty.Page.values:  # the read log: who looked at a page of a duty
        duties.looked(by=by, page=page, today=today(), now=now())
    if page in _TOLD_OF:
        _mark_read(request, page, None)
    return {"notices": queries.pressing(staff=by) if _unread(request) else ()}


def _marks(voice_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    return queries.readings(voice_ids=voice_ids, now=now())


def _opened(request: HttpRequest, voice: Voice | Touch) -> dict[str, Any] | None:
    """Opening the page is reading it; says how long the president took."""
    _mark_read(request, "voice", voice.pk)
    return queries.readings(voice_ids=[voice.pk], now=now()).get(voice.pk)


def _fact(_request: HttpRequest) -> dict[str, Any]:
    return {"figures": queries.reading_figures(now=now()), "goal": queries.GOAL}
