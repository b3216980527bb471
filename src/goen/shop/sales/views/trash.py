"""The trash of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goen.shop.sales.queries.trash import in_trash
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.RECORD)
@require_GET
def sales_trash(request: HttpRequest) -> HttpResponse:
    """What lies in the trash, newest first, each with the way back."""
    return render(request, "sales/trash.html", {"heaps": in_trash()})
