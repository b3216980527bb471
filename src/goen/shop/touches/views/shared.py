"""What the doors of this room have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django import forms
    from django.db.models import Model
    from django.http import HttpRequest, QueryDict


def way_back(request: HttpRequest, *, default: str) -> str:
    """Where the person came from, if that is a page of ours; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else default


def go(request: HttpRequest, *, default: str) -> HttpResponseRedirect:
    """Lead back to where the person came from."""
    return HttpResponseRedirect(way_back(request, default=default))


def number(request: HttpRequest, name: str) -> int:
    """A row's number given in the address; 0, which no row has, when there is none."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0


def page_of(customer_id: int | None, *, other: str) -> str:
    """The page of the customer, or another page when there is none."""
    return reverse("customer", args=[customer_id]) if customer_id else reverse(other)


def differing(*, form: forms.ModelForm, current: Model) -> list[dict[str, Any]]:
    """What someone else saved meanwhile beside what stands in this form, field by field."""
    kept = type(form)(instance=current)
    rows = []
    for field in form.visible_fields():
        if field.name not in kept.fields or field.name == "who":
            continue
        theirs, ours = _shown(kept[field.name]), _shown(field)
        if theirs != ours:
            rows.append({"label": field.label, "theirs": theirs, "ours": ours})
    return rows


def _shown(field: forms.BoundField) -> str:
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices:
        return str(next((label for key, label in choices if str(key) == str(value or "")), "—"))
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "—", None: "—"}[value]
    return str(field.field.widget.format_value(value) or "—")


def with_new_version(form: forms.BaseForm, *, current: Any) -> None:
    """Let the next saving of this form be made upon what is kept now."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(current.version)
    form.data = data
