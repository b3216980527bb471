"""Conditions in the address of a list, so that a figure can lead to the people behind it.

`where=rank:in:loyal,stable;status:in:active` says what a filter would, without one being kept.
What a person typed as words has no place in an address: names and telephone numbers would be in
the history of the browser. So only choices, numbers and days are taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from goen.shop.ui.lists.declared import declared_list, facts
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.tree import MOST, Condition, Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.ui.lists.fact import Fact

_SAFE = ":,;."  # they part the conditions, and stand for themselves in an address


def address(name: str, *, where: Sequence[Condition], **more: str | int) -> str:
    """The address of the list `name` with these conditions, and `sort`, `filter` or `tab` beside.

    Raises UnusableCondition for a condition that may not stand in an address.
    """
    known = {fact.key: fact for fact in facts(name)}
    for condition in where:
        _allow(condition, known)
    parts = [f"where={text}" for text in [written(where)] if text]
    parts += [f"{key}={value}" for key, value in more.items()]
    return reverse(declared_list(name).url_name) + ("?" + "&".join(parts) if parts else "")


def written(conditions: Sequence[Condition]) -> str:
    """The conditions as they stand in an address."""
    parts = [":".join((one.fact, one.op, ",".join(one.values))) for one in conditions]
    return quote(";".join(parts), safe=_SAFE)


def read(text: str, known: Mapping[str, Fact]) -> Group:
    """The conditions that an address says, all of which hold; raises UnusableCondition."""
    parts = text.split(";") if text else []
    if len(parts) > MOST:
        raise UnusableCondition(_("This filter cannot be read."))
    return Group("and", tuple(_condition(part, known) for part in parts))


def _condition(part: str, known: Mapping[str, Fact]) -> Condition:
    fact, _colon, rest = part.partition(":")
    op, _colon, values = rest.partition(":")
    found = Condition(fact, op, tuple(values.split(",")) if values else ())
    _allow(found, known)
    return found


def _allow(condition: Condition, known: Mapping[str, Fact]) -> None:
    fact = known.get(condition.fact)
    inputs = fact.comparison(condition.op).inputs if fact else "text"
    empty = inputs and not all(map(str, condition.values or ("",)))
    if inputs == "text" or empty or _parted(condition.values):
        raise UnusableCondition(_("This filter cannot be read."))


def _parted(values: Sequence[Any]) -> bool:
    return any(mark in str(value) for value in values for mark in ":,;")
