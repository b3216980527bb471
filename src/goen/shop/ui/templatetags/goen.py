"""Tags and filters that every template has: icons, figures, days, people, form fields."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms, template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

register = template.Library()
_NOTHING = "—"


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of static/ui/icons.svg; `size` "s" is the small one. The words beside it name it."""
    return _icon(name, size)


@lru_cache(maxsize=512)
def _icon(name: str, size: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " icon--s" if size == "s" else "",
        static("ui/icons.svg"),
        name,
    )


@register.filter
def num(value: Any) -> str:
    """A number with commas and the real minus, without zeros at its end; "—" for nothing."""
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}".replace("-", "−")
    return f"{value:,}".replace("-", "−")


@register.filter
def yen(value: Any) -> str:
    """An amount of yen with its unit; "—" for nothing."""
    if value is None or value == "":
        return _NOTHING
    return pgettext("amount of yen", "¥%(amount)s") % {"amount": num(int(value))}


def _as_date(value: date | datetime | str | None) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


def _time(machine: str, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, shown)


@register.simple_tag
def day(value: date | datetime | str | None) -> str:
    """A day as tables show it: 2026/11/20."""
    found = _as_date(value)
    return _time(found.isoformat(), f"{found:%Y/%m/%d}") if found else _NOTHING


@register.simple_tag
def long_day(value: date | datetime | str | None) -> str:
    """A day as sentences show it, with the day of the week."""
    found = _as_date(value)
    if found is None:
        return _NOTHING
    form = pgettext("form of a day in a sentence, for Django's date filter", "D j F Y")
    return _long_day(found, form, get_language())


@lru_cache(maxsize=2048)
def _long_day(found: date, form: str, _language: str | None) -> SafeString:
    """Kept, as a timeline has fifty of them, and many pages the same."""
    return _time(found.isoformat(), date_format(found, form))


@register.simple_tag
def moment(value: datetime | None) -> str:
    """A moment as timelines show it; the year only when it is another one."""
    if value is None:
        return _NOTHING
    local = timezone.localtime(value)
    if local.year == today().year:
        form = pgettext("form of a moment of this year, for Django's date filter", "D j M, H:i")
    else:
        form = pgettext("form of a moment of another year, for Django's date filter", "j M Y, H:i")
    return _time(local.isoformat(timespec="minutes"), date_format(local, form))


@register.simple_tag
def ago(value: date | datetime | str | None) -> str:
    """How far a day lies from today, in words."""
    found = _as_date(value)
    if found is None:
        return ""
    days = (today() - found).days
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": num(days)}
    return ngettext("in %(days)s day", "in %(days)s days", -days) % {"days": num(-days)}


@register.simple_tag
def person(customer: Any) -> str:
    """A customer's name with what is said after it: nothing after a company's."""
    if customer is None:
        return _NOTHING
    if customer.kind == "COMPANY":
        return str(customer.name)
    honorific = customer.honorific or pgettext("honorific after a name", "-")
    return str(customer.name) if honorific == "-" else f"{customer.name} {honorific}"


@register.filter
def may(user: Any, ability: str) -> bool:
    """Whether a member of staff may do something: `request.user|may:"RECORD"`."""
    return bool(user.is_authenticated and user.may(ability))


@register.simple_tag
def staff_avatar(staff: Any) -> SafeString:
    """The first character of a staff member's name in a circle."""
    name = str(staff.name) if staff else "—"
    return format_html('<span class="avatar" title="{}">{}</span>', name, name[:1])


@register.simple_tag
def field(bound: BoundField, unit: str = "") -> SafeString:
    """One field of a form with label, help and error, tied together for screen readers."""
    widget = bound.field.widget
    _quiet(bound.field)
    many = isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    single = isinstance(widget, forms.CheckboxInput)
    attributes: dict[str, Any] = {}
    if not (many or single):
        attributes["class"] = f"input {widget.attrs.get('class', '')}".strip()
    if bound.errors and not many:
        attributes["aria-invalid"] = "true"
    described = [f"{bound.auto_id}_{part}" for part in ("help", "error") if _has(bound, part)]
    if described and not many:
        attributes["aria-describedby"] = " ".join(described)
    context = {
        "bound": bound,
        "widget": bound.as_widget(attrs=attributes) if not many else None,
        "many": many,
        "single": single,
        "radio": isinstance(widget, forms.RadioSelect),
        "unit": unit,
    }
    return SafeString(render_to_string("ui/_field.html", context))


def _quiet(asked: forms.Field) -> None:
    """Nothing chosen is "—", not a row of hyphens."""
    hyphens = "---------"
    if isinstance(asked, forms.ModelChoiceField):
        if asked.empty_label == hyphens:
            asked.empty_label = _NOTHING
    elif isinstance(asked, forms.ChoiceField) and isinstance(asked.widget, forms.Select):
        asked.choices = [
            (value, _NOTHING if label == hyphens else label)
            for value, label in asked.widget.choices
        ]


def _has(bound: BoundField, part: str) -> bool:
    return bool(bound.help_text if part == "help" else bound.errors)


@register.inclusion_tag("ui/_form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """The summary above a form: what belongs to no field, and links to fields when several."""
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    return {"general": form.non_field_errors() if form.is_bound else [], "wrong": wrong}


@register.simple_tag
def list_sort(listing: Any, column: Any) -> str:
    """The address that sorts a list by `column`, or turns the order round."""
    # Amounts and dates kept beside the rows begin with the largest.
    down = bool(column.beside)
    if listing.sort.column == column.key:
        down = not listing.sort.descending
    turned = f"-{column.key}" if down else column.key
    return str(listing.address(sort=turned))


@register.simple_tag
def list_choices(fact: Any) -> Any:
    """What a fact can be chosen from."""
    return fact.choices()


@register.simple_tag
def list_join_of(tree: Any, place: str) -> str:
    """The word that joins the group at `place` of a filter."""
    group = tree
    for part in place.split("."):
        group = group.items[int(part)]
    return str(group.join)
