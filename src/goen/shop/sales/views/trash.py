"""The trash of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from goen.shop.sales.models import Document, Product, Sale
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.trash import Heap, trash_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HEAPS = (
    Heap(_("Sales"), "sale_restore", Sale.objects.trashed().select_related("customer")),
    Heap(_("Quotes and invoices"), "document_restore", Document.objects.select_related("customer")),
    Heap(_("Products"), "product_restore", Product.objects.all()),
)


@needs(Ability.RECORD)
@require_GET
def sales_trash(request: HttpRequest) -> HttpResponse:
    """What lies in the trash, newest first, each with the way back."""
    title = _("Trash of sales")
    return trash_page(request, title=title, room=_("Sales"), url_name="sales", heaps=_HEAPS)
