"""The pages of a list, made for each declared list; the rules about access come from outside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from goen.shop.ui.lists import builder, keeping
from goen.shop.ui.lists.changing import Changing
from goen.shop.ui.lists.declared import bulk_actions, exits
from goen.shop.ui.lists.exporting import Exporting
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.limits import TookTooLong, within
from goen.shop.ui.lists.listing import Listing
from goen.shop.ui.lists.tree import compile_tree, read_tree
from goen.shop.ui.signals import list_seen
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from goen.shop.ui.lists.listing import Chip, Way
    from goen.shop.ui.lists.tree import Group
    from goen.shop.ui.models import SavedFilter

# Seconds: a count beside the first rows, one asked for afterwards.
AT_ONCE, LATER = 0.005, 8.0
# The first rows, 1.5 in all. Where many rows match, the first stand near the beginning of the
# sort's index, and a short look along it finds them; where few match, the plan of the database is
# quick. Else along the whole index; one pass over the table takes long, but never very long.
WAYS: tuple[tuple[Way, float], ...] = (
    ("along", 0.012),
    ("planned", 0.04),
    ("along", 0.3),
    ("scan", 1.14),
)
WHILE_BUILDING, WITHOUT = 0.5, 0.04  # beside the form, beside the conditions of an empty list
SCREENFUL = 20
TABS, MOST_NAMED = 4, 100  # saved filters beside the ready-made ones; the others are in a menu
FORGOTTEN = "filter_forgotten"  # in the session: key, name and sharing, for undo


class Pages(Changing, Exporting):
    """The views of one list."""

    def show(self, request: HttpRequest) -> HttpResponse:
        """The list itself."""
        listing = Listing(declared=self.declared, request=request)
        context = self._context(listing)
        try:
            context["lines"] = self._lines(listing)
        except TookTooLong:
            return render(request, "ui/lists/slow.html", context, status=200)
        context |= self._around(listing)
        if len(listing.page.rows) > SCREENFUL:
            self._tell(list_seen, request, count=len(listing.page.rows))
        partial = request.htmx and request.htmx.target == "sheet"  # type: ignore[attr-defined]
        return render(request, "ui/lists/_sheet.html" if partial else "ui/lists/list.html", context)

    def _lines(self, listing: Listing) -> list[dict[str, Any]]:
        """The rows of the page, looked for in one way after the other."""
        for way, seconds in WAYS:
            listing.way = way
            try:
                with within(seconds=seconds):
                    return listing.cells(listing.page.rows)
            except TookTooLong:
                continue
        raise TookTooLong

    def count(self, request: HttpRequest) -> HttpResponse:
        """How many rows match, in words or (for a tab) as a figure; "many" when it takes long."""
        listing = Listing(declared=self.declared, request=request)
        try:
            with within(seconds=LATER):
                count = listing.matching().count()
        except TookTooLong:
            return HttpResponse(_("very many"))
        if "figure" in request.GET:
            return HttpResponse(f"{count:,}")
        told = self.declared.counted(count)
        late = (
            '{0}<span id="all-count" hx-swap-oob="true">{0}</span>'
            '<input type="hidden" name="shown" value="{1}" id="all-shown" hx-swap-oob="true">'
        )
        return HttpResponse(format_html(late, told, count))

    def build(self, request: HttpRequest) -> HttpResponse:
        """The form that builds a filter; leads to the list when it is used."""
        listing = Listing(declared=self.declared, request=request)
        if request.method != "POST":
            tree = listing.tree if listing.tree.items else self._first(listing)
            return self._builder(request, listing, tree)
        tree, do = builder.posted_tree(request.POST), request.POST.get("do", "use")
        if do == "count":
            return HttpResponse(format_html("{}", self._matching(listing, tree)))
        if do not in ("use", "name"):
            tree = builder.changed(tree=tree, do=do, facts=listing.facts)
            return self._builder(request, listing, tree)
        try:
            read_tree(kept=tree.as_json())
            compile_tree(tree=tree, facts=listing.facts, asking=listing.asking)
        except UnusableCondition as problem:
            return self._builder(request, listing, tree, problem=str(problem))
        return self._use(request, listing, tree, named=do == "name")

    def _use(
        self, request: HttpRequest, listing: Listing, tree: Group, *, named: bool
    ) -> HttpResponse:
        name = request.POST.get("name", "").strip()[:60]
        if named and not name:
            return self._builder(request, listing, tree, problem=_("Write a name for the filter."))
        if named:
            kept = keeping.name_filter(
                staff=request.user,
                list_name=self.declared.name,
                tree=tree,
                name=name,
                shared="shared" in request.POST,
            )
        else:
            kept = keeping.use_filter(staff=request.user, list_name=self.declared.name, tree=tree)
        return redirect(f"{self._url()}?filter={kept.pk}")

    def drop(self, request: HttpRequest) -> HttpResponse:
        """The list without one condition, or without a saved filter."""
        listing = Listing(declared=self.declared, request=request)
        if "forget" in request.POST:
            self._forget(request)
            return redirect(self._url())
        tree = listing.tree_without(request.POST.get("place", ""))
        if not tree.items:
            return redirect(self._url())
        kept = keeping.use_filter(staff=request.user, list_name=self.declared.name, tree=tree)
        return redirect(f"{self._url()}?filter={kept.pk}")

    def _forget(self, request: HttpRequest) -> None:
        given = request.POST.get("forget", "")
        visible = keeping.visible_filters(staff=request.user, list_name=self.declared.name)
        if not given.isdecimal() or not visible.filter(pk=int(given)).exists():
            raise Http404
        name, shared = keeping.forget_filter(staff=request.user, filter_id=int(given))
        request.session[FORGOTTEN] = [int(given), name, shared]
        undo = reverse(f"{self.declared.url_name}_filter_restore")
        toast(request, _("Removed the filter “%(name)s”.") % {"name": name}, undo=undo)

    def rename(self, request: HttpRequest) -> HttpResponse:
        """A saved filter gets another name; its conditions stay as they are."""
        listing = Listing(declared=self.declared, request=request)
        name = request.POST.get("name", "").strip()[:60]
        if listing.saved is None or not listing.saved.name:
            raise Http404
        if not name:
            messages.warning(request, _("Write a name for the filter."))
        else:
            self._rename(request, listing.saved.pk, name)
        return redirect(self._url() + listing.address())

    def _rename(self, request: HttpRequest, key: int, name: str) -> None:
        try:
            keeping.rename_filter(staff=request.user, filter_id=key, name=name)
        except keeping.NameTaken:
            told = _("There is another filter called “%(name)s”; this one keeps its name.")
            messages.warning(request, told % {"name": name})
        else:
            toast(request, _("The filter is now called “%(name)s”.") % {"name": name})

    def restore(self, request: HttpRequest) -> HttpResponse:
        """The saved filter that this person removed last gets its name back."""
        if FORGOTTEN not in request.session:
            raise Http404
        key, name, shared = request.session.pop(FORGOTTEN)
        if not keeping.name_again(filter_id=key, name=name, shared=shared):
            raise Http404
        return redirect(f"{self._url()}?filter={key}")

    def columns(self, request: HttpRequest) -> HttpResponse:
        """Choose the columns and their order; a column moved up or down is shown, not yet kept."""
        listing = Listing(declared=self.declared, request=request)
        if request.method != "POST" or "move" in request.POST:
            return self._arrange(request, listing)
        keys = [] if "reset" in request.POST else _in_order(request, listing)
        keeping.choose_columns(staff=request.user, list_name=self.declared.name, keys=keys)
        return redirect(self._url() + listing.address())

    def _arrange(self, request: HttpRequest, listing: Listing) -> HttpResponse:
        keys = [column.key for column in listing.columns]
        way, _colon, key = request.POST.get("move", "").partition(":")
        known = {column.key: column for column, _place in listing.every_column}
        if key in known:
            keys = moved(keys=_in_order(request, listing), key=key, up=way == "up")
        rest = [other for other in known if other not in keys]
        context = {
            **self._context(listing),
            "rows": [(known[one], place) for place, one in enumerate(keys, start=1)]
            + [(known[one], 0) for one in rest],
            "last": len(keys),
            "moved": known.get(key),
            "place": keys.index(key) + 1 if key in known else 0,
        }
        partial = request.htmx  # type: ignore[attr-defined]
        return render(
            request, "ui/lists/_columns.html" if partial else "ui/lists/columns.html", context
        )

    def _first(self, listing: Listing) -> Group:
        return builder.changed(tree=listing.tree, do="add", facts=listing.facts)

    def _builder(
        self, request: HttpRequest, listing: Listing, tree: Group, *, problem: str = ""
    ) -> HttpResponse:
        context = {
            **self._context(listing),
            "tree": tree,
            "lines": builder.rows_of(tree=tree, facts=listing.facts),
            "facts": listing.facts.values(),
            "problem": problem,
            "may_share": request.user.may("APPROVE"),  # type: ignore[union-attr]
            "name": listing.saved.name if listing.saved else "",
            "matching": self._matching(listing, tree),
        }
        partial = request.htmx  # type: ignore[attr-defined]
        return render(
            request, "ui/lists/_builder.html" if partial else "ui/lists/builder.html", context
        )

    def _matching(self, listing: Listing, tree: Group) -> str:
        """How many fit the form as it stands; a dash while a value is missing."""
        try:
            rows = listing.matching(tree)
        except UnusableCondition:
            return "—"
        try:
            with within(seconds=WHILE_BUILDING):
                return self.declared.counted(rows.count())
        except TookTooLong:
            return _("very many")

    def _without(self, listing: Listing) -> list[tuple[Chip, str]]:
        """Beside each condition of a list without rows: how many there are when it goes."""
        told: list[tuple[Chip, str]] = []
        try:
            with within(seconds=WITHOUT):
                for chip in listing.chips:
                    count = listing.matching(listing.tree_without(chip.place)).count()
                    told.append((chip, self.declared.counted(count) if count else ""))
        except TookTooLong:
            told += [(chip, "") for chip in listing.chips[len(told) :]]
        return sorted(told, key=lambda pair: not pair[1])

    def _around(self, listing: Listing) -> dict[str, Any]:
        request = listing.request
        tabs, more = self._named(listing)
        may = request.user.may  # type: ignore[union-attr]
        count = self._quick_count(listing)
        return {
            "named": tabs,
            "more_named": more,
            "bulk": [one for one in bulk_actions(self.declared.name) if may(one.ability)],
            "may_export": may("EXPORT"),
            "exits": [(one.label, one.address()) for one in exits(self.declared.name)],
            "count": None if count is None else self.declared.counted(count),
            "shown": count,
            "held": json.dumps(listing.tree.as_json()),
            "without": [] if listing.page.rows else self._without(listing),
            "page": listing.page,
            "next": listing.address(after=listing.page.rows[-1].pk) if listing.page.rows else "",
            "previous": listing.address(before=listing.page.rows[0].pk)
            if listing.page.rows
            else "",
        }

    def _named(self, listing: Listing) -> tuple[list[SavedFilter], list[SavedFilter]]:
        """The saved filters that stand as tabs, and those of the menu; the one in use is a tab."""
        visible = keeping.visible_filters(staff=listing.request.user, list_name=self.declared.name)
        named = list(visible.exclude(name="").order_by("name", "pk")[:MOST_NAMED])
        if len(named) <= TABS:
            return named, []
        if listing.saved in named[TABS:]:
            named.remove(listing.saved)
            named.insert(TABS - 1, listing.saved)
        return named[:TABS], named[TABS:]

    def _quick_count(self, listing: Listing) -> int | None:
        """The exact count when it costs nothing; else it follows by itself."""
        try:
            with within(seconds=AT_ONCE):
                return listing.matching().count()
        except TookTooLong:
            return None


def moved(*, keys: Sequence[str], key: str, up: bool) -> list[str]:
    """The columns in order after `key` went one place up or down; one not shown yet comes last."""
    if key not in keys:
        return [*keys, key]
    here = keys.index(key)
    there = max(here - 1, 0) if up else min(here + 1, len(keys) - 1)
    order = [other for other in keys if other != key]
    return [*order[:there], key, *order[there:]]


def _in_order(request: HttpRequest, listing: Listing) -> list[str]:
    """The ticked columns by the places typed beside them."""

    def place(key: str) -> tuple[int, int]:
        typed = request.POST.get(f"place.{key}", "")
        known = [column.key for column, _place in listing.every_column]
        return (int(typed) if typed.isdecimal() else 999, known.index(key))

    known = {column.key for column, _place in listing.every_column}
    return sorted((key for key in request.POST.getlist("columns") if key in known), key=place)
