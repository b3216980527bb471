"""What all views of a list share: its addresses, its variables, whom they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.ui.lists.declared import ListPage
    from goen.shop.ui.lists.listing import Listing

_PARTS = ("count", "build", "drop", "rename", "columns", "bulk")


class ListViews:
    """The views of one declared list."""

    def __init__(self, declared: ListPage) -> None:
        self.declared = declared

    def _url(self) -> str:
        return reverse(self.declared.url_name)

    def _tell(self, signal: Any, request: HttpRequest, **facts: Any) -> None:
        signal.send(
            sender=type(self.declared), staff=request.user, name=self.declared.name, **facts
        )

    def _context(self, listing: Listing) -> dict[str, Any]:
        name = self.declared.url_name
        return {
            "list": self.declared,
            "listing": listing,
            "url": self._url(),
            "urls": {part: reverse(f"{name}_{part}") for part in _PARTS},
            "export_name": f"{name}_export",
        }
