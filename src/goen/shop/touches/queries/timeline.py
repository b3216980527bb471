"""What this room gives to a customer's timeline and to the strip above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max, Prefetch, Q

from goen.shop.customers.contact import Contact
from goen.shop.touches import slots
from goen.shop.touches.models import Action, Touch, Voice
from goen.shop.ui.registry import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from goen.shop.customers.models import Customer

    Before = tuple[datetime, str] | None


def key(prefix: str, id: int) -> str:
    """The name of an entry; padded, so that names sort as ids do."""
    return f"{prefix}-{id:012d}"


def earlier(*, field: str, prefix: str, before: Before) -> Q:
    """The rows that stand below `before` on a timeline sorted by (moment, name), newest first."""
    if before is None:
        return Q()
    at, name = before
    below = Q(**{f"{field}__lt": at})
    if name.startswith(f"{prefix}-"):
        return below | Q(**{field: at, "pk__lt": int(name.removeprefix(f"{prefix}-"))})
    return below | Q(**{field: at}) if f"{prefix}-" < name else below


def _touches(customer: Customer) -> QuerySet[Touch]:
    return Touch.objects.live().filter(customer=customer)


def touch_entries(customer: Customer, before: Before, limit: int) -> list[Entry]:
    """The newest touches before a moment, with what was promised in them."""
    following = Prefetch("actions", Action.objects.live().order_by("due_on"))
    rows = (
        _touches(customer)
        .filter(earlier(field="at", prefix="touch", before=before))
        .select_related("staff", "contact")
        .prefetch_related(following, "files")
        .order_by("-at", "-pk")[:limit]
    )
    return [
        Entry(row.at, key("touch", row.pk), row.icon, "touches/_entry_touch.html", {"touch": row})
        for row in rows
    ]


def touch_count(customer: Customer) -> int:
    """How many touches the timeline has."""
    return _touches(customer).count()


def voice_entries(customer: Customer, before: Before, limit: int) -> list[Entry]:
    """The newest voices before a moment, with their marks."""
    rows = list(
        Voice.objects.live()
        .filter(customer=customer)
        .filter(earlier(field="received_at", prefix="voice", before=before))
        .select_related("taken_by", "department", "improvement")
        .order_by("-received_at", "-pk")[:limit]
    )
    marks = marks_of(rows)
    return [
        Entry(
            row.received_at,
            key("voice", row.pk),
            "smile" if row.tone == "good" else "voice",
            "touches/_entry_voice.html",
            {"voice": row, "marks": marks.get(row.pk, [])},
            tone="good" if row.tone == "good" else "bad" if row.waits else "",
        )
        for row in rows
    ]


def voice_count(customer: Customer) -> int:
    """How many voices the timeline has."""
    return Voice.objects.live().filter(customer=customer).count()


def action_entries(customer: Customer, before: Before, limit: int) -> list[Entry]:
    """The newest actions that were done without a touch that tells of them."""
    rows = (
        _done(customer)
        .filter(earlier(field="done_at", prefix="action", before=before))
        .select_related("done_by")
        .order_by("-done_at", "-pk")[:limit]
    )
    return [
        Entry(
            row.done_at,
            key("action", row.pk),
            "check",
            "touches/_entry_action.html",
            {"action": row},
        )
        for row in rows
        if row.done_at is not None
    ]


def action_count(customer: Customer) -> int:
    """How many actions the timeline has."""
    return _done(customer).count()


def _done(customer: Customer) -> QuerySet[Action]:
    return Action.objects.live().filter(
        customer=customer, done_at__isnull=False, result__isnull=True
    )


def marks_of(voices: Sequence[Voice]) -> dict[int, list[dict[str, Any]]]:
    """The short remarks of other rooms on these voices: template and its variables, by voice."""
    found: dict[int, list[dict[str, Any]]] = {}
    if not voices:
        return found
    for mark in slots.voice_marks:
        for pk, context in mark.of([voice.pk for voice in voices]).items():
            found.setdefault(pk, []).append({"template": mark.template, "context": context})
    return found


def newest_touch(customer_id: int) -> Contact | None:
    """The newest touch that counts as a contact."""
    rows = Touch.objects.contacts().filter(customer=customer_id).order_by("-at", "-pk")
    touch = rows.values_list("at", "kind", "line").first()
    return Contact(touch[0], Touch.Kind(touch[1]).label, touch[2]) if touch else None


def touch_moments(customer_ids: Collection[int]) -> dict[int, datetime]:
    """When each customer's newest touch was that counts as a contact."""
    rows = Touch.objects.contacts().filter(customer__in=customer_ids)
    return dict(rows.order_by().values_list("customer").annotate(newest=Max("at")))


def voice_moments(customer_ids: Collection[int]) -> dict[int, datetime]:
    """When each customer's newest voice came."""
    rows = Voice.objects.live().filter(customer__in=customer_ids)
    return dict(rows.order_by().values_list("customer").annotate(newest=Max("received_at")))


def newest_voice(customer_id: int) -> Contact | None:
    """The newest voice: whoever says something is in contact."""
    rows = Voice.objects.live().filter(customer=customer_id).order_by("-received_at", "-pk")
    voice = rows.values_list("received_at", "kind", "title").first()
    return Contact(voice[0], Voice.Kind(voice[1]).label, voice[2]) if voice else None


def open_actions(*, customer: Customer) -> list[Action]:
    """All actions still open for the customer, earliest first; asked once for one page."""
    kept: list[Action] | None = vars(customer).get("open_actions")
    if kept is None:
        rows = Action.objects.open().filter(customer=customer)
        kept = list(rows.select_related("touch").order_by("due_on", "pk"))
        for action in kept:
            action.customer = customer
        vars(customer)["open_actions"] = kept
    return kept
