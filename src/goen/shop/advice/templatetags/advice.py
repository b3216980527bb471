"""Tags of the pages of what to do next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goen.shop.advice.reach import Reach
from goen.shop.advice.rules import YEAR
from goen.shop.ui.clock import today
from goen.shop.ui.templatetags.goen import yen

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from goen.shop.advice.models import Candidate

register = template.Library()


@register.simple_tag
def token() -> str:
    """The name of one button: pressed twice, it does its work once."""
    return str(uuid4())


@register.simple_tag
def clock_of(row: Candidate) -> str:
    """How many days are left until somebody lapses, or drops out of the year's figures."""
    on = today()
    if row.lapses_on > on:
        return _("%(n)s days until the lapse") % {"n": (row.lapses_on - on).days}
    left = (row.since + timedelta(days=YEAR) - on).days
    return _("%(n)s days until the year is over") % {"n": max(0, left)}


@register.filter
def is_reached(value: int) -> bool:
    """Whether somebody can be reached by a way."""
    return value == Reach.YES


@register.filter
def why_not(value: int) -> str:
    """Why somebody cannot be reached by a way."""
    return {
        Reach.REFUSED: _("refused"),
        Reach.MISSING: _("missing"),
        Reach.UNASKED: _("no permission"),
        Reach.RESTING: _("heard from us lately"),
    }.get(Reach(value), "")


@register.filter
def short_yen(amount: int) -> SafeString:
    """An amount as a card has room for it: tens of thousands from a hundred thousand on."""
    if get_language() == "ja" and abs(amount) >= 100_000:
        return format_html('{}<span class="unit">万円</span>', f"{amount / 10_000:,.1f}")
    return format_html("{}", yen(amount))


@register.filter
def trend_x(place: int) -> int:
    """Where the bar of a month stands."""
    return place * 20 + 3


@register.filter
def trend_y(height: int) -> int:
    """Where a bar of so many hundredths begins."""
    return 60 - trend_h(height)


@register.filter
def trend_h(height: int) -> int:
    """How high it is."""
    return max(1, height * 56 // 100)
