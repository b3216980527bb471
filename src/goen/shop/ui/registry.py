"""What upper rooms add to lower pages: filled in each app's `ready()`, read when a page is made.

The customer page shows touches and sales without knowing them: their apps register a `Panel` and a
`TimelineSource` here. Everything is kept in the order of `order`, then of registration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class _Ordered(Protocol):
    @property
    def order(self) -> int: ...


_Item = TypeVar("_Item", bound=_Ordered)


class Registry(Generic[_Item]):
    """An ordered collection that apps add to while Django starts."""

    def __init__(self) -> None:
        self._items: list[_Item] = []

    def add(self, item: _Item) -> None:
        """Add one item; equal items are added once."""
        if item not in self._items:
            self._items.append(item)

    def __iter__(self) -> Iterator[_Item]:
        return iter(sorted(self._items, key=lambda item: item.order))


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the rail; `group` is "daily", "look" or "arrange".

    `count` gives how many things wait there (None or 0: no badge); `ability` is the value of the
    Ability without which the line is not shown; `phone` is the place in the bottom bar, if any,
    and `short` the label there; `also` names further pages that lie below this line. Who has the
    ability `unless` finds the page below another line.
    """

    group: Literal["daily", "look", "arrange"]
    label: Words
    url_name: str
    icon: str
    order: int
    count: Callable[[HttpRequest], int] | None = None
    urgent: bool = False
    ability: str = "SEE"
    phone: int | None = None
    short: Words = ""
    also: tuple[str, ...] = ()
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the customer page.

    `place`: "notice" (a warning that asks for action), "main" or "side". `context` gets the request
    and the customer and returns the template's variables, or None to leave the panel out.
    """

    name: str
    place: Literal["notice", "main", "side"]
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    order: int


@dataclass(frozen=True, slots=True)
class StripFact:
    """One of at most eight facts in the strip at the head of the customer page."""

    name: str
    label: Words
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    order: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a customer's timeline; `tone` is "", "good" or "bad"."""

    at: datetime
    key: str  # unique: "touch-123"
    icon: str
    template: str
    context: dict[str, Any]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """A room whose facts stand on the timeline; the page merges the sources when it is read.

    `entries(customer, before, limit)` gives the newest `limit` entries with (at, key) before
    `before`, newest first; `count(customer)` how many there are. The customer is the one in the
    hand of the page, with what its other parts have asked already.
    """

    name: str
    label: Words
    entries: Callable[[Any, tuple[datetime, str] | None, int], Sequence[Entry]]
    count: Callable[[Any], int]
    order: int


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A card of 今日やること; `context` returns None when there is nothing to show.

    A card at "start" stands instead of the opening sentence and of "all done": what a company
    does first. `said` names what the card's `count` counts, for the sentence that opens the page.
    """

    name: str
    place: Literal["start", "main", "side"]
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    order: int
    said: Words = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search results."""

    url: str
    title: str
    sub: str = ""
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of thing that search finds; `hits` turns ids into lines, in the same order."""

    name: str
    label: Words
    icon: str
    hits: Callable[[Sequence[int]], Sequence[Hit]]
    order: int


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A line of the settings page; shown to those with `ability`."""

    label: Words
    help: Words
    url_name: str
    icon: str
    order: int
    ability: str = "SETTINGS"


@dataclass(frozen=True, slots=True)
class FrameFact:
    """Variables that every page of the frame has: the company's name."""

    name: str
    context: Callable[[HttpRequest], dict[str, Any]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Corner:
    """A small part of the top bar at its right end: the bell. The template sees it as `corner`."""

    name: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A line of the menu behind one's own initial."""

    label: Words
    url_name: str
    icon: str
    order: int = 0


nav: Registry[NavItem] = Registry()
panels: Registry[Panel] = Registry()
strip: Registry[StripFact] = Registry()
timeline: Registry[TimelineSource] = Registry()
home_cards: Registry[HomeCard] = Registry()
search_kinds: Registry[SearchKind] = Registry()
settings_pages: Registry[SettingsPage] = Registry()
frame_facts: Registry[FrameFact] = Registry()
corners: Registry[Corner] = Registry()
# Above the content of every page: what a person must not miss; the template sees `callout`.
callouts: Registry[Corner] = Registry()
person_links: Registry[PersonLink] = Registry()
