"""Sales by slip number, through the index of slips; what a number contains no index tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.shop.sales.models import Sale
from goen.shop.ui.lists import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.ui.lists import Fact
    from goen.shop.ui.lists.fact import Asking

_LAST = "\uffff"  # sorts after every character


def _is(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return _any(*(Q(slip=form) for form in _forms(values[0])))


def _starts(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    ranges = (
        Q(slip__gte=form, slip__lt=form + _LAST, slip__startswith=form)
        for form in _forms(values[0])
    )
    return _any(*ranges)


def _forms(typed: str) -> set[str]:
    return {typed, typed.upper()}


def _any(*conditions: Q) -> Q:
    """The rows of any of these, found by the index of slips, whatever the order of the list."""
    found = Q()
    for condition in conditions:
        found |= condition
    return Q(pk__in=Sale.objects.filter(~Q(slip=""), found).values("pk"))


def _empty(_fact: Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return Q(slip="")


def _filled(_fact: Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return ~Q(slip="")


COMPARISONS = (
    Comparison("is", _("is"), "text", _is),
    Comparison("starts", _("begins with"), "text", _starts),
    Comparison("empty", _("is empty"), "", _empty),
    Comparison("filled", _("is filled"), "", _filled),
)
