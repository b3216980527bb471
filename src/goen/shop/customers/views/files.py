"""Files of a customer: adding, opening, taking away, bringing back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.customers import forms, operations
from goen.shop.customers.models import Attachment
from goen.shop.customers.views.page import live_customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui import files
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file with the date of the document."""
    customer = live_customer(pk)
    form = forms.AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = operations.add_attachment(
                by=member(request), customer_id=pk, now=now(), **form.cleaned_data
            )
        except files.Refused as reason:
            form.add_error("upload", str(reason))
        else:
            toast(request, _("%(name)s was added") % {"name": kept.name})
            return redirect("customer", pk)
    return render(request, "customers/file.html", {"customer": customer, "form": form})


@needs(Ability.SEE)
@require_safe
def file_open(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """Open or save one file."""
    found = get_object_or_404(
        Attachment, pk=file_pk, customer=pk, deleted_at=None, customer__deleted_at=None
    )
    return files.serve(stored=found.stored, name=found.name, content_type=found.content_type)


@needs(Ability.EDIT)
@require_POST
def file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Take a file away; it can be brought back."""
    found = get_object_or_404(Attachment, pk=file_pk, customer=pk, deleted_at=None)
    operations.remove_attachment(by=member(request), attachment_id=found.pk, now=now())
    undo = reverse("customer_file_restore", args=[pk, found.pk])
    toast(request, _("%(name)s was removed") % {"name": found.name}, undo=undo)
    return redirect("customer", pk)


@needs(Ability.EDIT)
@require_POST
def file_restore(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Bring a file back."""
    found = get_object_or_404(Attachment, pk=file_pk, customer=pk)
    operations.restore_attachment(by=member(request), attachment_id=found.pk)
    toast(request, _("%(name)s was brought back") % {"name": found.name})
    return redirect("customer", pk)
