"""One look at a list: which filter, which columns, which order, which page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

from django.db.models import BooleanField, Case, When
from django.db.models.lookups import Exact
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from goen.shop.ui.clock import today
from goen.shop.ui.lists import in_address, keeping
from goen.shop.ui.lists.beside import Way as BesideWay
from goen.shop.ui.lists.beside import ordered, page_beside
from goen.shop.ui.lists.declared import columns_for, facts_for
from goen.shop.ui.lists.fact import Asking, UnusableCondition
from goen.shop.ui.lists.paging import Sort, ordering, page
from goen.shop.ui.lists.tree import Group, compile_tree, describe, read_tree, without

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from goen.shop.ui.lists.column import Column
    from goen.shop.ui.lists.declared import ListPage
    from goen.shop.ui.lists.fact import Fact
    from goen.shop.ui.lists.paging import Page
    from goen.shop.ui.models import SavedFilter

# How the rows of a page are looked for: as the database plans it, along the index of the sort, or
# in the whole table.
Way = Literal["planned", "along", "scan"]


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words; `place` is its path in the tree, "0.1"."""

    words: str
    place: str
    nested: bool


class Listing:
    """What one request asks of one list; everything is worked out when it is first needed."""

    def __init__(self, *, declared: ListPage, request: HttpRequest) -> None:
        self.declared = declared
        self.request = request
        self.problem = ""
        self.way: Way = "planned"

    @classmethod
    def again(cls, *, declared: ListPage, staff: Any, look: Mapping[str, Any]) -> Listing:
        """The same look at a list, later and without a request; raises UnusableCondition."""
        asked = QueryDict(mutable=True)
        asked["sort"] = str(look["sort"])
        request = cast("Any", HttpRequest())
        request.user, request.GET = staff, asked
        listing = cls(declared=declared, request=request)
        listing.hold(look["tree"])
        every = columns_for(declared.name, request)
        listing.columns = [every[key] for key in look["columns"] if key in every]
        return listing

    @property
    def look(self) -> dict[str, Any]:
        """What `again` needs, as JSON."""
        return {
            "tree": self.tree.as_json(),
            "sort": self.sort.name,
            "columns": [column.key for column in self.columns],
        }

    def hold(self, kept: Any) -> None:
        """Look through these conditions, wherever they came from; raises UnusableCondition."""
        tree = read_tree(kept=kept)
        compile_tree(tree=tree, facts=self.facts, asking=self.asking)
        self.tree = tree

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts this person can filter by."""
        return facts_for(self.declared.name, self.request)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns shown: this person's, else those for everybody."""
        every = columns_for(self.declared.name, self.request)
        chosen = keeping.chosen_columns(staff=self.request.user, list_name=self.declared.name)
        shown = [every[key] for key in chosen if key in every]
        return shown or [column for column in every.values() if column.default]

    @property
    def columns_of_file(self) -> list[Column]:
        """The columns shown, each followed by those whose values its cells show too."""
        every = columns_for(self.declared.name, self.request)
        shown = {column.key for column in self.columns}
        return [
            every[key]
            for column in self.columns
            for key in (column.key, *(one for one in column.within if one not in shown))
            if key in every
        ]

    @cached_property
    def every_column(self) -> list[tuple[Column, int]]:
        """All columns with their place among those shown, 0 for one that is not."""
        places = {column.key: place for place, column in enumerate(self.columns, start=1)}
        every = columns_for(self.declared.name, self.request).values()
        pairs = [(column, places.get(column.key, 0)) for column in every]
        return sorted(pairs, key=lambda pair: (pair[1] == 0, pair[1]))

    @cached_property
    def saved(self) -> SavedFilter | None:
        """The filter the address points to, if this person may use it."""
        given = self.request.GET.get("filter", "")
        if not given.isdecimal() or len(given) > 18:
            return None
        visible = keeping.visible_filters(staff=self.request.user, list_name=self.declared.name)
        return visible.filter(pk=int(given)).first()

    @cached_property
    def tab(self) -> str:
        """The key of the ready-made filter the address names."""
        given = self.request.GET.get("tab", "")
        return given if any(tab.key == given for tab in self.declared.tabs) else ""

    @cached_property
    def where(self) -> Group:
        """The conditions that stand in the address itself."""
        try:
            found = in_address.read(self.request.GET.get("where", ""), self.facts)
        except UnusableCondition as problem:
            self.problem = str(problem)
            return Group()
        return self.read(found.as_json())

    @cached_property
    def tree(self) -> Group:
        """The conditions; a kept tree that no longer fits lets everything pass and says so."""
        kept = self._kept
        if not self.where.items or not kept.items:
            return self.where if self.where.items else kept
        parts = kept.items if kept.join == "and" else (kept,)
        return Group("and", (*parts, *self.where.items))

    @property
    def _kept(self) -> Group:
        if self.saved is not None:
            return self.read(self.saved.tree)
        if self.request.GET.get("filter"):
            self.problem = _("This filter is gone, or belongs to somebody else. All are shown.")
        for tab in self.declared.tabs:
            if tab.key == self.tab:
                return self.read(dict(tab.tree))
        return Group()

    def read(self, kept: Any) -> Group:
        """Return the tree kept, after trying it; an unusable one becomes empty."""
        try:
            tree = read_tree(kept=kept)
            compile_tree(tree=tree, facts=self.facts, asking=self.asking)
        except UnusableCondition as problem:
            self.problem = str(problem)
            return Group()
        return tree

    @cached_property
    def asking(self) -> Asking:
        """Who asks, and on which day."""
        return Asking(int(self.request.user.pk or 0), today())

    def matching(self, tree: Group | None = None) -> QuerySet[Any]:
        """The rows that fit the conditions, in no order."""
        wanted = self.tree if tree is None else tree
        condition = compile_tree(tree=wanted, facts=self.facts, asking=self.asking)
        return self.declared.rows(self.request).filter(condition)

    @cached_property
    def sort(self) -> Sort:
        """The order asked for, else the first one of the list."""
        every = columns_for(self.declared.name, self.request)
        sortable = {key: column for key, column in every.items() if column.sortable}
        given = self.request.GET.get("sort", "")
        key = given.removeprefix("-")
        if key not in sortable:
            given, key = self.declared.first_sort, self.declared.first_sort.removeprefix("-")
        chosen = sortable[key]
        return Sort(key, chosen.sort, given.startswith("-"), chosen.beside)

    @cached_property
    def page(self) -> Page:
        """The rows of the page asked for."""
        if self.sort.beside:
            after, before = self._key("after"), self._key("before")
            start, back = (before, before is not None) if after is None else (after, False)
            return page_beside(
                self.related(self.matching()),
                BesideWay(self.sort.beside, self.sort.descending, start, back),
                size=self.declared.size,
                follow=self.way == "along",
            )
        return page(
            rows=self.related(self._along() if self.way == "along" else self.matching()),
            sort=self.sort,
            size=self.declared.size,
            after=self._key("after"),
            before=self._key("before"),
            scan=self.way == "scan",
        )

    def _along(self) -> QuerySet[Any]:
        """The rows that fit, asked for so that no index of the conditions is of use."""
        condition = compile_tree(tree=self.tree, facts=self.facts, asking=self.asking)
        rows = self.declared.rows(self.request)
        if not condition:
            return rows
        fits = Case(When(condition, then=True), default=False, output_field=BooleanField())
        return rows.filter(Exact(fits, True))  # noqa: FBT003

    def ordered(self) -> QuerySet[Any]:
        """All matching rows in order, for the export."""
        rows = self.matching()
        if self.sort.beside:
            return ordered(rows, BesideWay(self.sort.beside, self.sort.descending))
        return rows.order_by(*ordering(self.sort, rows.model))

    def related(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what the columns show of their relations."""
        select = {path for column in self.columns for path in column.select}
        prefetch = {path for column in self.columns for path in column.prefetch}
        rows = rows.select_related(*sorted(select)) if select else rows
        return rows.prefetch_related(*sorted(prefetch)) if prefetch else rows

    def _key(self, name: str) -> int | None:
        given = self.request.GET.get(name, "")
        return int(given) if given.isdecimal() and len(given) <= 18 else None

    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in words, in reading order."""
        return list(self._chips(self.tree, ()))

    def _chips(self, group: Group, path: tuple[int, ...]) -> list[Chip]:
        found: list[Chip] = []
        for position, item in enumerate(group.items):
            place = (*path, position)
            if isinstance(item, Group):
                found += self._chips(item, place)
            else:
                words = describe(condition=item, facts=self.facts)
                found.append(Chip(words, ".".join(map(str, place)), nested=bool(path)))
        return found

    def tree_without(self, place: str) -> Group:
        """The tree without the condition at `place`."""
        path = [int(part) for part in place.split(".") if part.isdecimal()]
        return without(tree=self.tree, place=path) if path else self.tree

    def cells(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """What the table shows: each row with its cells; what columns gather, gathered once."""
        gathered = self._gathered(rows)
        return [
            {
                "row": row,
                "url": self.declared.row_url(row) if self.declared.row_url else "",
                "label": self.declared.row_label(row),
                "cells": [
                    {
                        "column": column,
                        "value": column.value(row, gathered[column.key]),
                        "gathered": gathered[column.key],
                    }
                    for column in self.columns
                ],
            }
            for row in rows
        ]

    def values(self, rows: Sequence[Any]) -> list[list[Any]]:
        """What a file has of the rows: the plain values of the columns."""
        gathered = self._gathered(rows)
        columns = [(column.value, gathered[column.key]) for column in self.columns]
        return [[value(row, found) for value, found in columns] for row in rows]

    def _gathered(self, rows: Sequence[Any]) -> dict[str, Any]:
        """What the columns gather; columns that gather the same ask once."""
        found = {column.gather: column.gather(rows) for column in self.columns if column.gather}
        return {
            column.key: found[column.gather] if column.gather else None for column in self.columns
        }

    def address(self, **changes: Any) -> str:
        """The query of this list with some parts changed; None takes a part out."""
        parts = {"filter": self.request.GET.get("filter"), "tab": self.tab, "sort": self.sort.name}
        if self.sort.name == self.declared.first_sort:
            parts["sort"] = None
        parts["where"] = in_address.written(self.where.conditions)
        parts |= changes
        return "?" + "&".join(f"{key}={value}" for key, value in parts.items() if value)
