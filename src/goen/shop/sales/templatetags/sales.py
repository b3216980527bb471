"""What a day of purchases shows of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from goen.shop.sales.models import Sale
from goen.shop.ui.templatetags.goen import num

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from goen.shop.sales.queries.purchases import Line

register = template.Library()
_PLAIN = Sale.Kind.SALE.value
_ITEM = '<li><a href="{}">{}</a>{} <span class="num muted">{}</span>{}</li>'


@register.simple_tag
def bought_lines(lines: Iterable[Line]) -> SafeString:
    """The items of a list of sales, each leading to its sale.

    Not a template: the page of a customer shows hundreds of them.
    """
    before, _zero, after = reverse("sale", args=[0]).rpartition("0")
    return format_html_join(
        "",
        _ITEM,
        (
            (
                f"{before}{line.pk}{after}",
                line.product or line.category or Sale.Kind(line.kind).label,
                "" if line.quantity is None else f" ×{num(line.quantity)}",
                num(line.amount),
                _badge(line.kind),
            )
            for line in lines
        ),
    )


def _badge(kind: str) -> str:
    if kind == _PLAIN:
        return ""
    return format_html(' <span class="badge">{}</span>', Sale.Kind(kind).label)
