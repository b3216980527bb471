"""Conditions put together by AND and OR: a small tree, kept as JSON, checked when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from goen.shop.ui.lists.fact import UnusableCondition, checked, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.ui.lists.fact import Asking, Fact

DEEPEST = 3
MOST = 30  # conditions in one tree


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact, one comparison, the values as typed."""

    fact: str
    op: str
    values: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is kept."""
        return {"fact": self.fact, "op": self.op, "values": list(self.values)}


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions and groups joined by one word; an empty group lets everything pass."""

    join: Literal["and", "or"] = "and"
    items: tuple[Condition | Group, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is kept."""
        return {"join": self.join, "items": [item.as_json() for item in self.items]}

    @property
    def conditions(self) -> list[Condition]:
        """All conditions, in reading order."""
        found: list[Condition] = []
        for item in self.items:
            found += item.conditions if isinstance(item, Group) else [item]
        return found


def read_tree(*, kept: Any) -> Group:
    """Return the tree that `kept` (parsed JSON) says; raise UnusableCondition for anything else."""
    group = _group(kept, depth=1)
    if len(group.conditions) > MOST:
        raise UnusableCondition(_("Too many conditions; at most %(most)d.") % {"most": MOST})
    return group


def _group(kept: Any, *, depth: int) -> Group:
    # One more than a person puts together: a filter kept, with conditions of an address beside it.
    if not isinstance(kept, dict) or depth > DEEPEST + 1 or kept.get("join") not in ("and", "or"):
        raise UnusableCondition(_("This filter cannot be read."))
    items = kept.get("items")
    if not isinstance(items, list) or len(items) > MOST:
        raise UnusableCondition(_("This filter cannot be read."))
    return Group(kept["join"], tuple(_item(item, depth=depth) for item in items))


def _item(kept: Any, *, depth: int) -> Condition | Group:
    if isinstance(kept, dict) and "items" in kept:
        return _group(kept, depth=depth + 1)
    values = kept.get("values", []) if isinstance(kept, dict) else None
    if (
        not isinstance(values, list)
        or not isinstance(kept.get("fact"), str)
        or not isinstance(kept.get("op"), str)
        or not all(isinstance(value, str) for value in values)
    ):
        raise UnusableCondition(_("This filter cannot be read."))
    return Condition(kept["fact"], kept["op"], tuple(values))


def compile_tree(*, tree: Group, facts: Mapping[str, Fact], asking: Asking) -> Q:
    """Return the Q that keeps the rows the tree describes; raise UnusableCondition."""
    parts = [
        compile_tree(tree=item, facts=facts, asking=asking)
        if isinstance(item, Group)
        else _condition(item, facts, asking)
        for item in tree.items
    ]
    parts = [part for part in parts if part]  # an empty group lets everything pass
    if not parts:
        return Q()
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part if tree.join == "and" else whole | part
    return whole


def _condition(condition: Condition, facts: Mapping[str, Fact], asking: Asking) -> Q:
    fact = _known(condition, facts)
    comparison = fact.comparison(condition.op)
    values = checked(fact=fact, comparison=comparison, values=condition.values)
    return comparison.q(fact, values, asking)


def describe(*, condition: Condition, facts: Mapping[str, Fact]) -> str:
    """Return one condition in words; raise UnusableCondition."""
    fact = _known(condition, facts)
    comparison = fact.comparison(condition.op)
    values = checked(fact=fact, comparison=comparison, values=condition.values)
    return in_words(fact=fact, comparison=comparison, values=values)


def _known(condition: Condition, facts: Mapping[str, Fact]) -> Fact:
    fact = facts.get(condition.fact)
    if fact is None:
        raise UnusableCondition(_("This list does not know “%(fact)s”.") % {"fact": condition.fact})
    return fact


def without(*, tree: Group, place: Sequence[int]) -> Group:
    """Return the tree without the item at `place`, a path of positions; empty groups go too."""
    items: list[Condition | Group] = []
    for position, item in enumerate(tree.items):
        if position != place[0]:
            items.append(item)
        elif len(place) > 1 and isinstance(item, Group):
            left = without(tree=item, place=place[1:])
            if left.items:
                items.append(left)
    return Group(tree.join, tuple(items))
