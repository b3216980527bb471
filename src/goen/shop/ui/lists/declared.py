"""What a list is: declared once by the room that owns the rows, extended by the rooms above."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from goen.shop.ui.lists.beside import Beside
    from goen.shop.ui.lists.column import Column
    from goen.shop.ui.lists.fact import Fact
    from goen.shop.ui.registry import Words


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something done to many rows at once.

    `run(by, ids, values, group)` is the operation: it works in chunks of its own, and whatever it
    writes to the trail belongs to `group`, so that it can be undone whole. `form` is what has to be
    known first (a class of forms, made without arguments), `done(count)` the sentence for the
    toast.
    """

    key: str
    label: Words
    icon: str
    ability: str
    run: Callable[[Any, Sequence[int], Mapping[str, Any], UUID], object]
    done: Callable[[int], str]
    form: type[forms.Form] | None = None
    order: int = 50


@dataclass(frozen=True, slots=True)
class Exit:
    """A further way out of a list, beside its own files: `address` takes what the list shows."""

    label: Words
    address: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter that is always there: "all", "mine". `tree` is as a saved filter keeps it."""

    key: str
    label: Words
    tree: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of rows of one kind.

    `rows` gives the rows a person may see, `ability` is what they need to see any; `url_name` names
    the list and, with `_count`, `_bulk` and so on behind it, its other addresses; `actions` is a
    template of buttons beside the heading, `empty` one of what to do first when there is nothing
    at all.
    """

    name: str
    title: Words
    url_name: str
    rows: Callable[[HttpRequest], QuerySet[Any]]
    first_sort: str
    counted: Callable[[int], str]
    tabs: tuple[Tab, ...] = ()
    actions: str = ""
    empty: str = ""
    size: int = 50
    row_url: Callable[[Any], str] | None = None
    row_label: Callable[[Any], str] = field(default=str)
    ability: str = "SEE"

    def __post_init__(self) -> None:
        """Let background work find the list by its name."""
        _parts(self.name).page = self


@dataclass(slots=True)
class _Parts:
    page: ListPage | None = None
    columns: Registry[Column] = field(default_factory=Registry)
    facts: Registry[Fact] = field(default_factory=Registry)
    bulk: Registry[BulkAction] = field(default_factory=Registry)
    exits: list[Exit] = field(default_factory=list)
    orders: dict[str, Beside] = field(default_factory=dict)
    more_columns: list[Callable[[HttpRequest], Iterable[Column]]] = field(default_factory=list)
    more_facts: list[Callable[[HttpRequest], Iterable[Fact]]] = field(default_factory=list)


_PARTS: dict[str, _Parts] = {}


def _parts(name: str) -> _Parts:
    return _PARTS.setdefault(name, _Parts())


def declared_list(name: str) -> ListPage:
    """The list `name`; raises LookupError when no room has it."""
    page = _parts(name).page
    if page is None:
        raise LookupError(name)
    return page


def bulk_action(name: str, key: str) -> BulkAction | None:
    """One thing that can be done to many rows of the list `name`."""
    return next((one for one in bulk_actions(name) if one.key == key), None)


def columns(name: str) -> Registry[Column]:
    """The columns of the list `name`."""
    return _parts(name).columns


def facts(name: str) -> Registry[Fact]:
    """The facts by which the list `name` is filtered."""
    return _parts(name).facts


def bulk_actions(name: str) -> Registry[BulkAction]:
    """What can be done to many rows of the list `name`."""
    return _parts(name).bulk


def declare(
    name: str,
    *,
    columns: Iterable[Column] = (),
    facts: Iterable[Fact] = (),
    bulk: Iterable[BulkAction] = (),
) -> None:
    """Add to what the list `name` shows, is filtered by and can do; for an app's `ready()`."""
    parts = _parts(name)
    for column in columns:
        parts.columns.add(column)
    for fact in facts:
        parts.facts.add(fact)
    for action in bulk:
        parts.bulk.add(action)


def add_exit(name: str, way: Exit) -> None:
    """Add a way out of the list `name`; for an app's `ready()`."""
    _parts(name).exits.append(way)


def exits(name: str) -> list[Exit]:
    """The further ways out of the list `name`."""
    return _parts(name).exits


def add_order(name: str, column: str, order: Beside) -> None:
    """Let the list `name` be sorted by a column, whoever has it; for an app's `ready()`."""
    _parts(name).orders[column] = order


def add_columns_from(name: str, source: Callable[[HttpRequest], Iterable[Column]]) -> None:
    """Let `source` give columns for each request: own fields are made while the shop runs."""
    _parts(name).more_columns.append(source)


def add_facts_from(name: str, source: Callable[[HttpRequest], Iterable[Fact]]) -> None:
    """Let `source` give facts for each request."""
    _parts(name).more_facts.append(source)


def columns_for(name: str, request: HttpRequest) -> dict[str, Column]:
    """Every column this person can choose, by key, in order."""
    parts = _parts(name)
    found = {column.key: column for column in parts.columns}
    for key, order in parts.orders.items():
        found[key] = replace(found[key], beside=order)
    for source in parts.more_columns:
        found.update({column.key: column for column in source(request)})
    return found


def facts_for(name: str, request: HttpRequest) -> dict[str, Fact]:
    """Every fact this person can filter by, by key, in order."""
    parts = _parts(name)
    found = {fact.key: fact for fact in parts.facts}
    for source in parts.more_facts:
        found.update({fact.key: fact for fact in source(request)})
    return found
