"""The form that builds a filter: inputs named by their place in the tree, `fact.1.0`.

Buttons change the tree on the server (`do` = "add:1", "group:", "remove:1.0", "choose"), so the
form works without a script; with one, only the form itself is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.shop.ui.lists.tree import DEEPEST, MOST, Condition, Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from goen.shop.ui.lists.fact import Comparison, Fact

Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form: a condition, or the head of a group."""

    place: str
    level: int
    first: bool
    join: str  # of the group it stands in
    group_place: str
    fact: Fact | None = None
    comparison: Comparison | None = None
    values: Sequence[str] = ()
    opens: bool = False  # the line is the head of a group
    may_nest: bool = False

    @property
    def first_value(self) -> str:
        """The first value typed."""
        return self.values[0] if self.values else ""

    @property
    def second_value(self) -> str:
        """The second value typed."""
        return self.values[1] if len(self.values) > 1 else ""


def posted_tree(data: QueryDict) -> Group:
    """Return the tree that the inputs of a form say, however they were sent."""
    places = {
        _place(name.partition(".")[2])
        for name in data
        if name.startswith(("fact.", "join.")) and _is_place(name.partition(".")[2])
    }
    return _group(data, (), sorted(places)[: MOST * 2])


def _is_place(text: str) -> bool:
    parts = text.split(".")
    return len(parts) <= DEEPEST and all(part.isdecimal() and len(part) <= 3 for part in parts)


def _place(text: str) -> Place:
    return tuple(int(part) for part in text.split("."))


def _group(data: QueryDict, here: Place, places: Sequence[Place]) -> Group:
    name = ".".join(map(str, here))
    join = data.get(f"join.{name}" if here else "join", "and")
    items: list[Condition | Group] = []
    for place in sorted({place[: len(here) + 1] for place in places if place[: len(here)] == here}):
        if len(place) <= len(here):
            continue
        text = ".".join(map(str, place))
        if f"join.{text}" in data and len(place) < DEEPEST:
            items.append(_group(data, place, places))
        elif f"fact.{text}" in data:
            values = tuple(data.getlist(f"v.{text}"))
            items.append(
                Condition(data.get(f"fact.{text}", ""), data.get(f"op.{text}", ""), values)
            )
    return Group("or" if join == "or" else "and", tuple(items))


def changed(*, tree: Group, do: str, facts: Mapping[str, Fact]) -> Group:
    """Return the tree after a button: a condition or group more, or one less."""
    what, _colon, where = do.partition(":")
    place = _place(where) if where and _is_place(where) else ()
    first = next(iter(facts.values()), None)
    if first is None:
        return tree
    condition = Condition(first.key, first.comparisons[0].key)
    match what:
        case "add":
            return _with(tree, place, condition)
        case "group" if len(place) < DEEPEST - 1:
            return _with(tree, place, Group("or" if tree.join == "and" else "and", (condition,)))
        case "remove" if place:
            from goen.shop.ui.lists.tree import without

            return without(tree=tree, place=place)
    return tree


def _with(tree: Group, place: Place, item: Condition | Group) -> Group:
    if len(tree.conditions) >= MOST:
        return tree
    if not place:
        return Group(tree.join, (*tree.items, item))
    items = list(tree.items)
    inner = items[place[0]] if place[0] < len(items) else None
    if isinstance(inner, Group):
        items[place[0]] = _with(inner, place[1:], item)
    return Group(tree.join, tuple(items))


def rows_of(*, tree: Group, facts: Mapping[str, Fact]) -> list[Row]:
    """Return the lines of the form for `tree`; a fact no longer known becomes the first known."""
    return _rows(tree, (), facts)


def _rows(group: Group, here: Place, facts: Mapping[str, Fact]) -> list[Row]:
    found: list[Row] = []
    for position, item in enumerate(group.items):
        place = (*here, position)
        common: dict[str, Any] = {
            "place": ".".join(map(str, place)),
            "level": len(here),
            "first": position == 0,
            "join": group.join,
            "group_place": ".".join(map(str, here)),
        }
        if isinstance(item, Group):
            nested = len(place) < DEEPEST - 1
            found.append(Row(**common, opens=True, may_nest=nested))
            found += _rows(item, place, facts)
            continue
        fact = facts.get(item.fact) or next(iter(facts.values()))
        known = {one.key: one for one in fact.comparisons}
        comparison = known.get(item.op) or fact.comparisons[0]
        found.append(Row(**common, fact=fact, comparison=comparison, values=item.values))
    return found
