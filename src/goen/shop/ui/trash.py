"""The page of a room's trash: what lies in it, each with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from goen.shop.ui.registry import Words

MOST = 100


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows of one kind; `restore` names the address that takes one of them out of the trash."""

    label: Words
    restore: str
    every: QuerySet[Any]

    @property
    def rows(self) -> list[Any]:
        """Those in the trash, newest first."""
        trashed = self.every.filter(deleted_at__isnull=False)
        return list(trashed.order_by("-deleted_at", "-pk")[:MOST])


def trash_page(
    request: HttpRequest, *, title: Words, room: Words, url_name: str, heaps: Iterable[Heap]
) -> HttpResponse:
    """What lies in the trash of the room whose first page is `url_name`."""
    filled = [(heap, rows) for heap in heaps if (rows := heap.rows)]
    context = {"title": title, "room": room, "url_name": url_name, "heaps": filled}
    return render(request, "ui/trash.html", context)
