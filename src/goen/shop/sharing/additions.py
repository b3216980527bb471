"""What this room adds to the pages of the rooms below, and what it listens to."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.customers.signals import customer_changed, customers_changed
from goen.shop.jobs.registry import schedule
from goen.shop.sharing import listening, mails, notices, queries
from goen.shop.staff.access import member
from goen.shop.touches import signals, slots
from goen.shop.ui import registry
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from goen.shop.touches.models import Touch, Voice


def register() -> None:
    """Add every part; called once while Django starts."""
    _listen()
    schedule(name=mails.DIGESTS, daily=time(7, 0))
    registry.corners.add(registry.Corner("bell", "sharing/_bell.html", _bell, 10))
    registry.callouts.add(registry.Corner("pressing", "sharing/_calls.html", _calls, 10))
    slots.voice_marks.add(slots.Mark("reading", "sharing/_mark.html", _marks, 10))
    slots.voice_parts.add(slots.Part("reading", "sharing/_reading.html", _opened, 5))
    slots.board_facts.add(
        slots.BoardFact(
            "reading",
            _("Until the president read it (median)"),
            "sharing/_fact.html",
            _fact,
            10,
        )
    )


def _listen() -> None:
    for signal, receiver in (
        (signals.voice_recorded, listening.voice_recorded),
        (signals.voice_changed, listening.voice_changed),
        (signals.touch_recorded, listening.touch_recorded),
        (customer_changed, listening.customer_changed),
        (customers_changed, listening.customers_changed),
    ):
        signal.connect(receiver, dispatch_uid=f"sharing.{receiver.__name__}", weak=False)


def _bell(request: HttpRequest) -> dict[str, Any]:
    return {"count": queries.unread(staff=member(request))}


def _calls(request: HttpRequest) -> dict[str, Any]:
    return {"notices": queries.pressing(staff=member(request))}


def _marks(voice_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    return queries.readings(voice_ids=voice_ids, now=now())


def _opened(request: HttpRequest, voice: Voice | Touch) -> dict[str, Any] | None:
    """Opening the page is reading it; says how long the president took."""
    notices.mark_read(by=member(request), url_name="voice", object_id=voice.pk, now=now())
    return queries.readings(voice_ids=[voice.pk], now=now()).get(voice.pk)


def _fact(_request: HttpRequest) -> dict[str, Any]:
    return {"figures": queries.reading_figures(now=now()), "goal": queries.GOAL}
