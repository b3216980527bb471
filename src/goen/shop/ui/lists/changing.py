"""Doing something to many rows: the ticked ones, or all that match.

"All that match" holds the conditions as they stood on the screen and the number that was shown.
When another number of rows matches by now, nothing is done before the person has seen it.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from goen.shop.ui.lists.base import ListViews
from goen.shop.ui.lists.declared import bulk_action
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.later import MOST_AT_ONCE, later
from goen.shop.ui.lists.listing import Listing
from goen.shop.ui.lists.tree import read_tree
from goen.shop.ui.signals import bulk_done
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from goen.shop.ui.lists.declared import BulkAction

MOST_TICKED = 1000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows that were chosen; `shown` is the number the screen gave for "all", if any."""

    ids: Sequence[int]
    all: bool = False
    shown: str = ""

    @property
    def asks(self) -> bool:
        """Whether the person has yet to see how many there are."""
        return self.all and self.shown != str(len(self.ids))


class Changing(ListViews):
    """The view that does something to many rows."""

    def bulk(self, request: HttpRequest) -> HttpResponse:
        """Do something to the rows chosen: at once, or in the background when they are many."""
        listing = Listing(declared=self.declared, request=request)
        action = self._action(request)
        try:
            chosen = self._chosen(request, listing)
        except UnusableCondition as problem:
            messages.warning(request, str(problem))
            return redirect(self._url())
        if not chosen.ids:
            messages.warning(request, _("Nothing was ticked."))
            return redirect(self._url() + listing.address())
        form = (
            action.form(request.POST if "sure" in request.POST else None) if action.form else None
        )
        if chosen.asks or (form is not None and not form.is_valid()):
            return self._ask(request, listing, action, chosen, form)
        if len(chosen.ids) > MOST_AT_ONCE:
            typed = {name: request.POST.getlist(name) for name in form.fields} if form else {}
            return redirect(
                later().change(listing=listing, action=action, typed=typed, ids=chosen.ids)
            )
        self._do(request, action, chosen.ids, form.cleaned_data if form is not None else {})
        return redirect(self._url() + listing.address())

    def _do(
        self, request: HttpRequest, action: BulkAction, ids: Sequence[int], values: dict[str, Any]
    ) -> None:
        group = uuid4()
        action.run(request.user, ids, values, group)
        self._tell(bulk_done, request, action=action.key, count=len(ids), group=group)
        toast(request, action.done(len(ids)), undo=reverse("undo", args=[group]))

    def _ask(
        self,
        request: HttpRequest,
        listing: Listing,
        action: BulkAction,
        chosen: Chosen,
        form: forms.Form | None,
    ) -> HttpResponse:
        """The page that asks what the action needs to know, or whether these many are meant."""
        context = {
            **self._context(listing),
            "action": action,
            "form": form,
            "chosen": chosen,
            "held": json.dumps(listing.tree.as_json()),
            "later": len(chosen.ids) > MOST_AT_ONCE,
            "told": self.declared.counted(len(chosen.ids)),
            "was": self.declared.counted(int(chosen.shown)) if chosen.shown else "",
        }
        return render(request, "ui/lists/bulk.html", context)

    def _action(self, request: HttpRequest) -> BulkAction:
        action = bulk_action(self.declared.name, request.POST.get("action", ""))
        if action is None:
            raise Http404
        if not request.user.may(action.ability):  # type: ignore[union-attr]
            raise PermissionDenied
        return action

    def _chosen(self, request: HttpRequest, listing: Listing) -> Chosen:
        """The rows; raises UnusableCondition rather than take all for want of a condition."""
        if "all" in request.POST:
            listing.hold(_held(request, listing))
            ids = listing.matching().order_by("pk").values_list("pk", flat=True)
            shown = request.POST.get("shown", "")
            number = shown if shown.isascii() and shown.isdecimal() and len(shown) <= 12 else ""
            return Chosen(array("q", ids.iterator(chunk_size=10_000)), all=True, shown=number)
        given = [int(text) for text in request.POST.getlist("ids") if text.isdecimal()]
        rows = self.declared.rows(request).filter(pk__in=given[:MOST_TICKED])
        return Chosen(list(rows.order_by("pk").values_list("pk", flat=True)))


def _held(request: HttpRequest, listing: Listing) -> Any:
    """The conditions as they stood when the page was made, whatever became of the filter since."""
    if "held" not in request.POST:
        tree = listing.tree
        if listing.problem:
            raise UnusableCondition(listing.problem)
        return tree.as_json()
    try:
        return read_tree(kept=json.loads(request.POST["held"])).as_json()
    except ValueError as problem:  # also UnusableCondition, which has its words
        raise UnusableCondition(str(problem)) from problem
