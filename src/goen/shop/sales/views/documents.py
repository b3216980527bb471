"""Pages of quotes and invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.sales import operations, tax
from goen.shop.sales.forms import DocumentForm, DocumentLines, MoveForm
from goen.shop.sales.models import Document
from goen.shop.sales.queries.names import known_names, product_called
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import go, number, way_back
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TYPED = ("text", "unit_price")


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def document_new(request: HttpRequest) -> HttpResponse:
    """Enter a quote or an invoice."""
    if request.method == "GET":
        return _form(request, DocumentForm(initial=_asked_for(request)), DocumentLines(), {})
    form, lines = DocumentForm(request.POST), DocumentLines(request.POST)
    if "more" in request.POST:
        return _form(request, form.__class__(initial=request.POST.dict()), _more(lines), {})
    if form.is_valid() & lines.is_valid():
        try:
            made = operations.record_document(
                by=member(request), values=form.values(), lines=_written(lines), now=now()
            )
        except operations.NotFilledIn as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            undo = reverse("document_trash", args=[made.pk])
            toast(request, _("%(document)s is entered") % {"document": made}, undo=undo)
            return go(request, default=reverse("document", args=[made.pk]))
    return _form(request, form, lines, {}, status=422)


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    initial: dict[str, Any] = {"issued_on": today()}
    if request.GET.get("kind") in Document.Kind.values:
        initial["kind"] = request.GET["kind"]
    customer = Customer.objects.live().filter(pk=number(request, "customer")).first()
    if customer is not None:
        initial |= {"customer": customer.pk, "who": customer.name}
    return initial


def _more(lines: Any) -> Any:
    """The lines as they were typed, and empty ones below them."""
    initial = [
        {name: form[name].value() for name in form.fields}
        for form in lines.forms
        if any(form[name].value() for name in _TYPED)
    ]
    return DocumentLines(initial=initial)


def _written(lines: Any) -> list[operations.LineValues]:
    return [
        {
            "product": product_called(typed=line["text"]),
            "text": line["text"].strip(),
            "quantity": line["quantity"],
            "unit_price": line["unit_price"],
            "tax_rate": line["tax_rate"],
        }
        for line in lines.written()
    ]


def _form(
    request: HttpRequest, form: Any, lines: Any, further: dict[str, Any], status: int = 200
) -> HttpResponse:
    back = way_back(request, default=reverse("documents"))
    context = {"form": form, "lines": lines, "names": known_names(), "back": back, **further}
    return render(request, "sales/document_form.html", context, status=status)


@needs(Ability.SEE)
@require_GET
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """One quote or invoice with its lines and its tax by rate."""
    row = get_object_or_404(Document.objects.select_related("customer", "source"), pk=document_id)
    lines = list(row.lines.select_related("product"))
    found = tax.sums(
        lines=[(line.tax_rate, line.amount) for line in lines],
        included=row.tax_included,
        rounding=row.rounding,
    )
    context = {
        "document": row,
        "lines": lines,
        "taxes": [(rate, amount) for rate, amount in found.taxes.items() if lines],
        "move_form": MoveForm(document=row),
    }
    return render(request, "sales/document.html", context)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, document_id: int) -> HttpResponse:
    """Change a document and its lines."""
    row = get_object_or_404(Document.objects.live().select_related("customer"), pk=document_id)
    further: dict[str, Any] = {"document": row}
    if request.method == "GET":
        return _form(request, DocumentForm(instance=row), _kept(row), further)
    form, lines = DocumentForm(request.POST, instance=row), DocumentLines(request.POST)
    if "more" in request.POST:
        again = DocumentForm(initial=request.POST.dict(), instance=row)
        return _form(request, again, _more(lines), further)
    if form.is_valid() & lines.is_valid():
        try:
            operations.edit_document(
                by=member(request),
                document_id=document_id,
                version=form.cleaned_data["version"] or 0,
                values=form.values(),
                lines=_written(lines),
            )
        except operations.SomeoneSavedFirst as first:
            further["differing"] = differing(form=form, current=first.current)
            with_new_version(form, current=first.current)
        except operations.NotFilledIn as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            toast(request, _("%(document)s is saved") % {"document": row})
            return go(request, default=reverse("document", args=[document_id]))
    return _form(request, form, lines, further, status=422)


def _kept(document: Document) -> Any:
    names = ("text", "quantity", "unit_price", "tax_rate")
    return DocumentLines(initial=list(document.lines.values(*names).order_by("place")))


@needs(Ability.RECORD)
@require_POST
def document_move(request: HttpRequest, document_id: int) -> HttpResponse:
    """Set how far a document is."""
    row = get_object_or_404(Document.objects.live(), pk=document_id)
    form = MoveForm(request.POST, document=row)
    if form.is_valid():
        status = form.cleaned_data["status"]
        moved = operations.move_document(by=member(request), document_id=document_id, status=status)
        toast(request, _("Now: %(status)s") % {"status": moved.get_status_display()})
    return go(request, default=reverse("document", args=[document_id]))


@needs(Ability.RECORD)
@require_POST
def document_trash(request: HttpRequest, document_id: int) -> HttpResponse:
    """Put a document into the trash."""
    get_object_or_404(Document, pk=document_id)
    operations.trash_documents(by=member(request), document_ids=[document_id], now=now())
    undo = reverse("document_restore", args=[document_id])
    toast(request, _("The document is in the trash"), undo=undo)
    return go(request, default=reverse("documents"))


@needs(Ability.RECORD)
@require_POST
def document_restore(request: HttpRequest, document_id: int) -> HttpResponse:
    """Take a document out of the trash."""
    get_object_or_404(Document, pk=document_id)
    operations.restore_documents(by=member(request), document_ids=[document_id])
    toast(request, _("The document is back"))
    return go(request, default=reverse("document", args=[document_id]))
