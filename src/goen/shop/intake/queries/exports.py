"""What can leave the ledger as a file: the kinds, and which of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from goen.shop.intake import round_trip
from goen.shop.intake.kinds import UnknownKind, all_kinds, kind_of
from goen.shop.ui.lists import declared_list
from goen.shop.ui.lists.export import ids_of
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.keeping import visible_filters
from goen.shop.ui.lists.later import MOST_IN_FILE
from goen.shop.ui.lists.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from goen.shop.intake.kinds.base import Kind
    from goen.shop.staff.models import Staff
    from goen.shop.ui.models import SavedFilter

_LISTS = {"quotes": "documents", "invoices": "documents"}


def list_of(kind: str) -> str:
    """The name of the list on which the rows of a kind stand."""
    return _LISTS.get(kind, kind)


def exportable(name: str) -> Kind:
    """The kind called `name`; raises Http404."""
    try:
        return kind_of(name)
    except UnknownKind:
        raise Http404 from None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A kind as the page of exports shows it, with the saved filters of its list."""

    kind: Kind
    filters: Sequence[SavedFilter]

    @property
    def goes_round(self) -> bool:
        """Whether the workbook can be edited and brought back, cell by cell."""
        return round_trip.goes_round(self.kind)


def leaving(*, by: Staff) -> list[Leaving]:
    """All kinds that this person may take out."""
    found = []
    for kind in all_kinds():
        declared = declared_list(list_of(kind.name))
        if by.may(declared.ability):
            filters = visible_filters(staff=by, list_name=declared.name).exclude(name="")
            found.append(Leaving(kind, list(filters.order_by("name", "pk"))))
    return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows of a kind are to leave: `ids` None for all, `few` when a request can write them.

    `words`: the conditions; `look`: what finds them again later.
    """

    ids: Sequence[int] | None
    count: int
    few: bool
    words: Sequence[str]
    look: dict[str, Any]


def chosen(request: HttpRequest, *, kind: Kind) -> Chosen:
    """The rows that a list shows, as its address says; without a filter all rows of the kind.

    Raises UnusableCondition for a filter that is gone or no longer fits: no more rows than meant.
    """
    listing = Listing(declared=declared_list(list_of(kind.name)), request=request)
    words = [chip.words for chip in listing.chips]
    if listing.problem:
        raise UnusableCondition(listing.problem)
    look = {**listing.look, "columns": []}
    if not words:
        some = listing.declared.rows(request).order_by()[: MOST_IN_FILE + 1].count()
        return Chosen(None, some, some <= MOST_IN_FILE, [], look)
    ids = ids_of(listing)
    return Chosen(ids, len(ids), len(ids) <= MOST_IN_FILE, words, look)


def chosen_again(*, kind: Kind, by: Staff, look: dict[str, Any]) -> Sequence[int] | None:
    """The same rows later, in the background; raises UnusableCondition."""
    declared = declared_list(list_of(kind.name))
    listing = Listing.again(declared=declared, staff=by, look=look)
    return ids_of(listing) if listing.chips else None
