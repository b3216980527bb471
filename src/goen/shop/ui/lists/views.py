"""The pages of a list, made for each declared list; the rules about access come from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from goen.shop.ui.lists import builder, export, keeping
from goen.shop.ui.lists.declared import bulk_actions
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.limits import TookTooLong, within
from goen.shop.ui.lists.listing import Listing
from goen.shop.ui.lists.tree import compile_tree, read_tree
from goen.shop.ui.signals import bulk_done, list_exported, list_seen
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.ui.lists.declared import BulkAction, ListPage
    from goen.shop.ui.lists.listing import Chip, Way
    from goen.shop.ui.lists.tree import Group

# Seconds: a count beside the first rows, one asked for afterwards.
AT_ONCE, LATER = 0.02, 8.0
# The first rows, 1.5 in all. The plan of the database is slow where many rows match and it sorts
# them all; the index of the sort is, where few rows match; one pass over the table never is very.
WAYS: tuple[tuple[Way, float], ...] = (("planned", 0.04), ("along", 0.3), ("scan", 1.16))
WHILE_BUILDING, WITHOUT = 0.5, 0.04  # beside the form, beside the conditions of an empty list
SCREENFUL = 20
MOST_TICKED = 1000
FORGOTTEN = "filter_forgotten"  # in the session: key, name and sharing, for undo


class Pages:
    """The views of one list."""

    def __init__(self, declared: ListPage) -> None:
        self.declared = declared

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
        late = '{0}<span id="all-count" hx-swap-oob="true">{0}</span>'
        return HttpResponse(format_html(late, told))

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

    def restore(self, request: HttpRequest) -> HttpResponse:
        """The saved filter that this person removed last gets its name back."""
        if FORGOTTEN not in request.session:
            raise Http404
        key, name, shared = request.session.pop(FORGOTTEN)
        if not keeping.name_again(filter_id=key, name=name, shared=shared):
            raise Http404
        return redirect(f"{self._url()}?filter={key}")

    def columns(self, request: HttpRequest) -> HttpResponse:
        """Choose the columns and their order."""
        listing = Listing(declared=self.declared, request=request)
        if request.method != "POST":
            context = self._context(listing)
            return render(request, "ui/lists/columns.html", context)
        keys = [] if "reset" in request.POST else _in_order(request, listing)
        keeping.choose_columns(staff=request.user, list_name=self.declared.name, keys=keys)
        return redirect(self._url() + listing.address())

    def bulk(self, request: HttpRequest) -> HttpResponse:
        """Do something to the ticked rows, or to all that match."""
        listing = Listing(declared=self.declared, request=request)
        action = self._action(request)
        ids = self._ids(request, listing)
        if not ids:
            messages.warning(request, _("Nothing was ticked."))
            return redirect(self._url() + listing.address())
        form = (
            action.form(request.POST if "sure" in request.POST else None) if action.form else None
        )
        if form is not None and not form.is_valid():
            context = {
                **self._context(listing),
                "action": action,
                "form": form,
                "ids": ids if "all" not in request.POST else [],
                "all": "all" in request.POST,
                "told": self.declared.counted(len(ids)),
            }
            return render(request, "ui/lists/bulk.html", context)
        group = action.run(request.user, ids, form.cleaned_data if form is not None else {})
        self._tell(bulk_done, request, action=action.key, count=len(ids))
        toast(request, action.done(len(ids)), undo=reverse("undo", args=[group]) if group else None)
        return redirect(self._url() + listing.address())

    def exported(self, request: HttpRequest, form: str) -> HttpResponse:
        """The list as a file."""
        if form not in export.FORMS:
            raise Http404
        listing = Listing(declared=self.declared, request=request)
        count = listing.matching().count()
        words = [chip.words for chip in listing.chips]
        self._tell(list_exported, request, count=count, form=form, conditions=words)
        missing: list[str] = []
        if form == "xlsx":
            made = export.as_xlsx(listing, str(self.declared.title))
        else:
            made, missing = export.as_csv(listing, codec="utf-8" if form == "csv" else "cp932")
        answer = HttpResponse(made, content_type=export.FORMS[form])
        ending = "xlsx" if form == "xlsx" else "csv"
        answer["Content-Disposition"] = (
            f'attachment; filename="{self.declared.name}-{listing.asking.today:%Y%m%d}.{ending}"'
        )
        if missing:  # told again in the file's stead: the browser shows no page with a download
            answer["X-Goen-Replaced"] = urlencode({"c": "".join(missing)})[:500]
            messages.warning(
                request,
                _("Written as 〓, for this form does not have them: %(characters)s")
                % {"characters": " ".join(missing[:50])},
            )
        return answer

    def _url(self) -> str:
        return reverse(self.declared.url_name)

    def _tell(self, signal: Any, request: HttpRequest, **facts: Any) -> None:
        signal.send(
            sender=type(self.declared), staff=request.user, name=self.declared.name, **facts
        )

    def _action(self, request: HttpRequest) -> BulkAction:
        wanted = request.POST.get("action", "")
        for action in bulk_actions(self.declared.name):
            if action.key == wanted:
                if not request.user.may(action.ability):  # type: ignore[union-attr]
                    raise PermissionDenied
                return action
        raise Http404

    def _ids(self, request: HttpRequest, listing: Listing) -> list[int]:
        if "all" in request.POST:
            return list(listing.matching().order_by("pk").values_list("pk", flat=True))
        given = [int(text) for text in request.POST.getlist("ids") if text.isdecimal()]
        rows = self.declared.rows(request).filter(pk__in=given[:MOST_TICKED])
        return list(rows.order_by("pk").values_list("pk", flat=True))

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

    def _context(self, listing: Listing) -> dict[str, Any]:
        name = self.declared.url_name
        return {
            "list": self.declared,
            "listing": listing,
            "url": self._url(),
            "urls": {
                part: reverse(f"{name}_{part}")
                for part in ("count", "build", "drop", "columns", "bulk")
            },
            "export_name": f"{name}_export",
        }

    def _around(self, listing: Listing) -> dict[str, Any]:
        request = listing.request
        named = keeping.visible_filters(staff=request.user, list_name=self.declared.name)
        may = request.user.may  # type: ignore[union-attr]
        return {
            "named": named.exclude(name="").order_by("name", "pk")[:30],
            "bulk": [one for one in bulk_actions(self.declared.name) if may(one.ability)],
            "may_export": may("EXPORT"),
            "count": self._quick_count(listing),
            "without": [] if listing.page.rows else self._without(listing),
            "page": listing.page,
            "next": listing.address(after=listing.page.rows[-1].pk) if listing.page.rows else "",
            "previous": listing.address(before=listing.page.rows[0].pk)
            if listing.page.rows
            else "",
        }

    def _quick_count(self, listing: Listing) -> str | None:
        """The exact count in words when it costs nothing; else it follows by itself."""
        try:
            with within(seconds=AT_ONCE):
                return self.declared.counted(listing.matching().count())
        except TookTooLong:
            return None


def _in_order(request: HttpRequest, listing: Listing) -> list[str]:
    """The ticked columns by the places typed beside them."""

    def place(key: str) -> tuple[int, int]:
        typed = request.POST.get(f"place.{key}", "")
        known = [column.key for column, _place in listing.every_column]
        return (int(typed) if typed.isdecimal() else 999, known.index(key))

    known = {column.key for column, _place in listing.every_column}
    return sorted((key for key in request.POST.getlist("columns") if key in known), key=place)
