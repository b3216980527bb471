"""Tags of the pages of figures: differences, bars, sums, and the ways to the people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from goen.pictures import patterns
from goen.pictures.pyramid import side as drawn_side
from goen.report import sections
from goen.shop.figures import telling, titles
from goen.shop.portfolio.models import Restatement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.safestring import SafeString

    from goen.shop.figures.asked import Asked
    from goen.shop.figures.now import Side

register = template.Library()


@register.simple_tag
def hatches() -> SafeString:
    """The hatchings that charts ask for by name, once on a page."""
    return mark_safe(  # noqa: S308 - our own
        f'<svg class="vh" aria-hidden="true" focusable="false"><defs>{patterns()}</defs></svg>'
    )


@register.simple_tag
def delta(value: int | None, rising: str = "good") -> SafeString | str:
    """A difference with its sign; `rising` says whether more is "good" or "bad"."""
    if value is None:
        return ""
    if value == 0:
        return mark_safe('<span class="delta">±0</span>')
    up = value > 0
    return format_html(
        '<span class="delta" data-sense="{}"><span class="vh">{} </span>'
        '<span aria-hidden="true">{}</span>{}</span>',
        rising if up else {"good": "bad", "bad": "good"}[rising],
        _("more by") if up else _("fewer by"),
        "▲" if up else "▼",
        f"{abs(value):,}",
    )


@register.filter
def signed(value: int) -> str:
    """A difference in a ledger: +21, −6, 0."""
    return f"{value:+,}".replace("-", "−") if value else "0"


@register.filter
def total(value: int | None) -> str:
    """A sum over many, shortened: 1,419万円."""
    return sections.total(value=value, lang=telling.language())


@register.filter
def percent(value: float | None) -> str:
    """A share with one decimal, "—" for none."""
    return "—" if value is None else f"{100 * value:.1f}%"


@register.simple_tag
def bars(side: Side) -> SafeString:
    """The bars of one side of the pyramid."""
    lapsed = side.status == "lapsed"
    return mark_safe(drawn_side(people=side.bar, money=side.yen_bar, lapsed=lapsed))  # noqa: S308


@register.simple_tag
def behind(asked: Asked, count: int, of: Mapping[str, str] | None = None, **more: Any) -> Any:
    """A count that leads to its people; a grey 0 leads nowhere."""
    if not count:
        return mark_safe('<span class="zero">0</span>')
    told = {**(of or {}), **more}
    if not told:
        return f"{count:,}"
    return format_html(
        '<a class="num" href="{}" aria-label="{}">{}</a>',
        telling.where(asked, told),
        _("%(what)s: see %(count)s people")
        % {"what": titles.of(asked=asked, told=told), "count": f"{count:,}"},
        f"{count:,}",
    )


@register.simple_tag
def where(asked: Asked, of: Mapping[str, str]) -> str:
    """Where the people are that have something in common."""
    return telling.where(asked, of)


@register.simple_tag
def span(after: date, until: date) -> str:
    """The days after one day until another, as the beginning of a sentence."""
    return _("From %(first)s to %(last)s.") % {
        "first": titles.day(after + timedelta(days=1)),
        "last": titles.day(until),
    }


@register.simple_tag
def year_until(asked: Asked) -> str:
    """The 12 months to the day that end with the evening: 2025年11月24日～2026年11月23日."""
    return titles.year_until(asked.day)


@register.filter
def cause(name: str) -> str:
    """The head of a column of the ledger."""
    return titles.causes().get(name, name)


@register.filter
def why(name: str) -> str:
    """The cause of a restatement in words."""
    return str(Restatement.Cause(name).label)


@register.filter
def less(number: int, other: int) -> int:
    """How much more the number is than the other."""
    return number - other
