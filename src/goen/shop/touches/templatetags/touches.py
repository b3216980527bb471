"""Words of this room: how a touch is called, how late an action is, how long something took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goen.shop.customers.registry import refused
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.forms import BoundField

    from goen.shop.customers.models import Customer, Phone
    from goen.shop.touches.models import Action, Touch

register = template.Library()


@register.filter
def of(mapping: Mapping[Any, Any] | str, key: Any) -> Any:
    """The value of `key`, or nothing."""
    return (mapping.get(key) or ()) if hasattr(mapping, "get") else ()


@register.simple_tag
def options(bound: BoundField) -> SafeString:
    """What a field can be chosen from, as the options of a select."""
    value = bound.value()
    chosen = "" if value is None else str(value)
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (key, mark_safe(" selected") if str(key) == chosen else "", label)
            for key, label in bound.field.choices  # type: ignore[attr-defined]
        ),
    )


@register.simple_tag
def touch_title(touch: Touch) -> str:
    """What it was and from whom: 電話（こちらから）."""
    kind = touch.get_kind_display()
    if touch.kind not in ("CALL", "MAIL", "MESSAGE", "LETTER"):
        return str(kind)
    return _("%(kind)s (%(direction)s)") % {
        "kind": kind,
        "direction": touch.get_direction_display(),
    }


@register.simple_tag
def days_over(action: Action, on: date) -> str:
    """How many days ago it should have been done."""
    days = (on - action.due_on).days
    return ngettext("%(n)s day over", "%(n)s days over", days) % {"n": f"{days:,}"}


@register.simple_tag
def due_badge(action: Action, on: date) -> SafeString:
    """A badge that says until when, red when it is over."""
    if action.done_at is not None:
        return format_html(
            '<span class="badge" data-tone="good">{}</span>', pgettext("touches", "done")
        )
    days = (action.due_on - on).days
    if days < 0:
        return format_html('<span class="badge" data-tone="bad">{}</span>', days_over(action, on))
    said = _("until today") if days == 0 else _("until tomorrow") if days == 1 else ""
    said = said or _("until %(month)s/%(day)s") % {
        "month": action.due_on.month,
        "day": action.due_on.day,
    }
    return format_html('<span class="badge">{}</span>', said)


@register.simple_tag
def action_origin(action: Action) -> SafeString:
    """Where an action comes from: （11月16日の訪問）."""
    source = action.touch or action.voice
    if source is None:
        return mark_safe("")
    at = timezone.localtime(getattr(source, "at", None) or getattr(source, "received_at", None))
    said = _("(%(kind)s on %(month)s/%(day)s)") % {
        "kind": source.get_kind_display(),
        "month": at.month,
        "day": at.day,
    }
    return format_html('<span class="muted">{}</span>', said)


@register.simple_tag
def phone_of(customer: Customer | None) -> Phone | None:
    """The first telephone number to call; none when calls were refused."""
    if customer is None or "phone" in refused(customer):
        return None
    phones = list(customer.phones.all())
    return next((phone for phone in phones if phone.is_primary), phones[0] if phones else None)


@register.filter
def hours(value: float | None) -> SafeString:
    """A time span as people say it: 42分, 5.5時間, 3日."""
    if value is None:
        return mark_safe("—")
    if value < 1:
        number, unit = f"{round(value * 60)}", _("min")
    elif value < 48:
        number, unit = f"{value:.1f}".removesuffix(".0"), _("h")
    else:
        number, unit = f"{value / 24:.1f}".removesuffix(".0"), _("days")
    return format_html('<span class="num">{}<span class="unit">{}</span></span>', number, unit)


@register.filter
def between(start: datetime | None, end: datetime | None) -> float | None:
    """The hours from one moment to another."""
    if start is None or end is None:
        return None
    return (end - start).total_seconds() / 3600


@register.filter
def tone_of(status: str) -> str:
    """The tone of a state of a voice or an improvement."""
    return {"NEW": "", "ACTING": "info", "DOING": "info", "DONE": "good", "TOLD": "good"}.get(
        status, ""
    )


@register.simple_tag
def overdue(due_on: date | None, on: date) -> str:
    """“期限を2日過ぎ”, or nothing while there is time."""
    if due_on is None or due_on >= on:
        return ""
    days = (on - due_on).days
    return ngettext("%(n)s day past due", "%(n)s days past due", days) % {"n": f"{days:,}"}


@register.simple_tag
def scope_url(scope: Any, **changes: Any) -> str:
    """The board narrowed as now with some parts changed; `mine` and `all` turn over."""
    asked = {
        "kind": changes.get("kind", scope.kind),
        "mine": "1" if bool(scope.department) != ("mine" in changes) else "",
        "all": "1" if scope.everything != ("all" in changes) else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    page = reverse("voices")
    return f"{page}?{query}" if query else page


@register.simple_tag
def overdue_since(action: Action) -> str:
    """“2日過ぎ” for an action that should have been done before today."""
    day = today()
    return days_over(action, day) if action.done_at is None and action.due_on < day else ""


@register.simple_tag
def next_of(gathered: Mapping[int, Action] | None, row: Any) -> Action | None:
    """The action gathered for a row of a list."""
    return (gathered or {}).get(row.pk)


@register.simple_tag
def short_day(value: date) -> SafeString:
    """A day near by: 12/10, with the year when it is another one."""
    form = "{:%Y}/" if value.year != today().year else ""
    shown = f"{form.format(value)}{value.month}/{value.day}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any]) -> str:
    """The address of the page on the screen, also while only a part of it is drawn anew."""
    request = context["request"]
    htmx = getattr(request, "htmx", None)
    return str((htmx.current_url_abs_path if htmx else None) or request.get_full_path())
