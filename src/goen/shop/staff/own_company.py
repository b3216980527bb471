"""The company whose shop this is, asked once for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.staff.models import OwnCompany

if TYPE_CHECKING:
    from django.http import HttpRequest


def own_company(request: HttpRequest) -> OwnCompany | None:
    """The company; None before it is set up."""
    kept = vars(request)
    if kept.get("own_company") is None:
        kept["own_company"] = OwnCompany.objects.first()
    company: OwnCompany | None = kept["own_company"]
    return company
