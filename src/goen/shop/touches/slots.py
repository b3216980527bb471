"""Where the room above (sharing) adds to the pages of voices and touches.

Filled in `ready()`, like `goen.shop.ui.registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest

    from goen.shop.staff.models import Staff
    from goen.shop.touches.models import Touch, Voice
    from goen.shop.ui.registry import Words


@dataclass(frozen=True, slots=True)
class Mark:
    """A short remark on voices (社長 未読 38分): on board cards, the voice's page, the timeline.

    `of` gets all voices of the page at once and gives the template's variables by voice id.
    """

    name: str
    template: str
    of: Callable[[Sequence[int]], Mapping[int, dict[str, Any]]]
    order: int


@dataclass(frozen=True, slots=True)
class BoardPart:
    """A notice above the board of voices; `context` returns None when there is nothing to say."""

    name: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    order: int


@dataclass(frozen=True, slots=True)
class BoardFact:
    """A fact in the strip of the board of voices."""

    name: str
    label: Words
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    order: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page of one voice or one touch (comments, who has read it)."""

    name: str
    template: str
    context: Callable[[HttpRequest, Voice | Touch], dict[str, Any] | None]
    order: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Actions that home shows from the first day until they are done, however far off their day.

    `of` gives the ids of those that one member has still to do.
    """

    name: str
    of: Callable[[Staff], Sequence[int]]
    order: int


voice_marks: Registry[Mark] = Registry()
board_notices: Registry[BoardPart] = Registry()
board_facts: Registry[BoardFact] = Registry()
voice_parts: Registry[Part] = Registry()
touch_parts: Registry[Part] = Registry()
standing_actions: Registry[Standing] = Registry()
