"""What a day of purchases shows of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from goen.shop.sales.models import Sale
from goen.shop.ui.templatetags.goen import num

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goen.shop.sales.queries.purchases import Line

register = template.Library()
_PLAIN = Sale.Kind.SALE.value


@register.simple_tag
def bought_lines(lines: Iterable[Line]) -> SafeString:
    """The items of a list of sales, each leading to its sale.

    Not a template, and only words are escaped: the page of a customer shows hundreds of them.
    """
    before, _zero, after = reverse("sale", args=[0]).rpartition("0")
    return SafeString(
        "".join(
            f'<li><a href="{before}{line.pk}{after}">{_name(line)}</a>{_quantity(line)}'
            f' <span class="num muted">{num(line.amount)}</span>{_badge(line)}</li>'
            for line in lines
        )
    )


def _name(line: Line) -> str:
    return escape(line.product or line.category or Sale.Kind(line.kind).label)


def _quantity(line: Line) -> str:
    return "" if line.quantity is None else f" ×{num(line.quantity)}"


def _badge(line: Line) -> str:
    if line.kind == _PLAIN:
        return ""
    return f' <span class="badge">{escape(Sale.Kind(line.kind).label)}</span>'
