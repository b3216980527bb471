"""What every page has around it: the rail, the top bar, the bottom bar, the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from goen.shop.ui import registry
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest

GROUPS = (("daily", _("Every day")), ("look", _("Look")), ("arrange", _("Arrange")))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the rail or a place of the bottom bar, ready to be shown."""

    label: registry.Words
    url: str
    icon: str
    count: int
    urgent: bool
    current: bool
    main: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of lines of the rail."""

    key: str
    label: registry.Words
    items: list[Line]


def frame(request: HttpRequest) -> dict[str, Any]:
    """The variables of the frame; nothing for strangers."""
    if not request.user.is_authenticated:
        return {}
    shown = _only_nearest([(item, _line(request, item)) for item in _allowed(request)])
    groups = [
        Group(key, label, [line for item, line in shown if item.group == key])
        for key, label in GROUPS
    ]
    facts: dict[str, Any] = {}
    for fact in registry.frame_facts:
        facts |= fact.context(request)
    return {
        "nav": [group for group in groups if group.items],
        "phone_nav": _phone(shown, request),
        "record_url": _address("touch_new"),
        "as_of": today(),
        "corners": [
            {"template": corner.template, "context": corner.context(request)}
            for corner in registry.corners
        ],
        "callouts": [
            {"template": part.template, "context": part.context(request)}
            for part in registry.callouts
        ],
        "person_links": [
            {"url": _address(link.url_name), "label": link.label, "icon": link.icon}
            for link in registry.person_links
            if _address(link.url_name)
        ],
        **facts,
    }


def may(request: HttpRequest, ability: str) -> bool:
    """Whether who asks has signed in and may do `ability`."""
    return request.user.is_authenticated and request.user.may(ability)


def _allowed(request: HttpRequest) -> list[registry.NavItem]:
    return [
        item
        for item in registry.nav
        if may(request, item.ability)
        and not (item.unless and may(request, item.unless))
        and _address(item.url_name)
    ]


def _line(request: HttpRequest, item: registry.NavItem) -> Line:
    url = _address(item.url_name)
    count = item.count(request) if item.count else 0
    current = request.path == url or (url != "/" and _below(request.path, url, item))
    return Line(item.label, url, item.icon, count, item.urgent, current)


def _only_nearest(
    shown: list[tuple[registry.NavItem, Line]],
) -> list[tuple[registry.NavItem, Line]]:
    """Of lines that lie below each other, the innermost is the current one."""
    nearest = max((len(line.url) for _item, line in shown if line.current), default=0)
    return [
        (item, replace(line, current=line.current and len(line.url) == nearest))
        for item, line in shown
    ]


def _below(path: str, url: str, item: registry.NavItem) -> bool:
    """Whether `path` lies below a line: under its own page, or under one it counts as its own."""
    names = [*item.also]
    if item.url_name == "settings":
        names += [page.url_name for page in registry.settings_pages]
    return path.startswith((url, *filter(None, map(_address, names))))


def _phone(shown: list[tuple[registry.NavItem, Line]], request: HttpRequest) -> list[Line]:
    """Two pages, recording under the thumb, a third page, and the rest."""
    chosen = sorted(
        (
            (item.phone, replace(line, label=item.short or line.label))
            for item, line in shown
            if item.phone is not None
        ),
        key=lambda pair: pair[0],
    )
    pages = [line for _place, line in chosen][:3]
    record = _address("touch_new")
    bar = pages[:2]
    if record and may(request, "RECORD"):
        bar.append(Line(_("Record it"), record, "plus", 0, urgent=False, current=False, main=True))
    bar += pages[2:3]
    more = _address("more")
    if more:
        current = request.path == more
        bar.append(Line(_("More"), more, "more", 0, urgent=False, current=current))
    return bar


@cache
def _address(name: str) -> str:
    """Where a page is; each page of the shop asks this of some fifty others."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
