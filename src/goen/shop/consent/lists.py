"""Consent in lists of customers: who may be reached how and for what, who refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.consent.models import Channel, Purpose, Standing
from goen.shop.ui.lists import Asking, Column, Comparison, Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.ui.registry import Words

Gathered = dict[tuple[int, bool], list[str]]


def _choices() -> Sequence[tuple[str, Words]]:
    """Each channel as a whole ("post"), then for each purpose ("post:3")."""
    purposes = Purpose.objects.filter(in_use=True).order_by("pk")
    named: list[tuple[str, Words]] = [
        (f"{channel}:{purpose.pk}", f"{label}・{purpose.name}")
        for purpose in purposes
        for channel, label in Channel.choices
    ]
    return [*Channel.choices, *named]


def _standing(values: Sequence[Any], **more: Any) -> Q:
    """Whether anything of the kind stands for one of the channels (and purposes) chosen."""
    chosen = Q()
    for value in values:
        channel, _colon, purpose = str(value).partition(":")
        chosen |= Q(channel=channel, purpose=int(purpose) if purpose else None)
    rows = Standing.objects.filter(customer=OuterRef("pk"), **more)
    return Q(Exists(rows.filter(chosen)))


def _allowed(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return _standing(values, allowed=True)


def _refused(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return _standing(values, allowed=False)


def _unknown(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return ~_standing(values)


FACT = Fact(
    "consent",
    _("May be reached"),
    "own",
    choices=_choices,
    own=(
        Comparison("in", pgettext_lazy("filter", "allowed"), "choices", _allowed),
        Comparison("refused", pgettext_lazy("filter", "refused"), "choices", _refused),
        Comparison("unknown", _("not asked"), "choices", _unknown),
    ),
    order=23,
)


def _gather(rows: Sequence[Any]) -> Gathered:
    held = Standing.objects.filter(customer__in=[row.pk for row in rows], purpose=None)
    known = {(one.customer_id, one.allowed, one.channel) for one in held}
    found: Gathered = {}
    for customer, allowed, _channel in known:
        labels = [str(text) for key, text in Channel.choices if (customer, allowed, key) in known]
        found[customer, allowed] = labels
    return found


COLUMNS = (
    Column(
        "may_reach",
        _("May be reached"),
        lambda row, gathered: gathered.get((row.pk, True), []),
        order=48,
        default=False,
        gather=_gather,
        template="customers/_cell_many.html",
    ),
    Column(
        "refused",
        _("Refused"),
        lambda row, gathered: gathered.get((row.pk, False), []),
        order=49,
        default=False,
        gather=_gather,
        template="customers/_cell_many.html",
    ),
)
