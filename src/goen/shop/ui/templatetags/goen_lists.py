"""The cells of a list, made in Python: a page has hundreds, and an include for each is slow."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from goen.shop.ui.templatetags.goen import ago, day, num

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.template import Context

    from goen.shop.ui.lists import Column

register = template.Library()
_NOTHING = mark_safe("—")


@register.simple_tag(takes_context=True)
def list_cell(context: Context, line: dict[str, Any], cell: dict[str, Any]) -> SafeString:
    """One cell of `line`, with its element: the first of a row names the row and leads to it."""
    column: Column = cell["column"]
    first = cell is line["cells"][0]
    inner = _inner(context, line, cell, first=first)
    if first:
        return SafeString(f'<th scope="row" data-c="name">{inner}</th>')
    attributes = _attributes(_place(line, cell), column.right, column.optional)
    return SafeString(f"<td{attributes}>{inner}</td>")


def _inner(
    context: Context, line: dict[str, Any], cell: dict[str, Any], *, first: bool
) -> SafeString:
    column: Column = cell["column"]
    if column.template:
        with context.push(row=line["row"], url=line["url"], first=first, **cell):
            loaded: Any = get_template(column.template)
            return SafeString(loaded.template.render(context))  # it escaped by itself
    if first and line["url"]:
        dated = column.shown in ("day", "moment")
        shown = day(cell["value"]) if dated else cell["value"] or _NOTHING
        return format_html('<a class="name" href="{}">{}</a>', line["url"], shown)
    return _SHOWN.get(column.shown, _text)(cell["value"])


def _place(line: dict[str, Any], cell: dict[str, Any]) -> str:
    """The place on a phone's card: it goes to the first column that asks for it."""
    wanted: str = cell["column"].narrow
    if not wanted:
        return ""
    asking = (one for one in line["cells"][1:] if one["column"].narrow == wanted)
    return wanted if next(asking) is cell else ""


@lru_cache(maxsize=64)
def _attributes(place: str, right: bool, optional: bool) -> SafeString:  # noqa: FBT001 - of a cache
    names = " ".join(name for name, wanted in (("r", right), ("opt", optional)) if wanted)
    return format_html(
        "{}{}",
        format_html(' data-c="{}"', place) if place else "",
        format_html(' class="{}"', names) if names else "",
    )


def _text(value: Any) -> SafeString:
    return conditional_escape(value) if value else _NOTHING


def _figure(value: Any) -> SafeString:
    if value == 0:
        return mark_safe('<span class="zero">0</span>')
    return conditional_escape(num(value))


def _day(value: Any) -> SafeString:
    if not value:
        return _NOTHING
    return format_html('{}<span class="sub">{}</span>', day(value), ago(value))


_SHOWN: dict[str, Callable[[Any], SafeString]] = {
    "num": _figure,
    "yen": _figure,
    "day": _day,
    "moment": _day,
}
