"""Pages of sales: entering a slip, one line, changing it, the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.sales import operations
from goen.shop.sales.forms import SaleForm, SaleHeadForm, SaleLines
from goen.shop.sales.models import Sale
from goen.shop.sales.named import with_names
from goen.shop.sales.queries.names import known_names
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import go, number, way_back
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def sale_new(request: HttpRequest) -> HttpResponse:
    """Enter a slip: who, when, and its lines."""
    if request.method == "POST" and "more" not in request.POST:
        head, lines = SaleHeadForm(request.POST), SaleLines(request.POST)
        if head.is_valid() & lines.is_valid():
            try:
                return _entered(request, head, lines)
            except operations.NotFilledIn as problem:
                head.add_error("on" if problem.field == "on" else None, str(problem))
        return _slip(request, head, lines, status=422)
    if request.method == "POST":
        return _slip(request, SaleHeadForm(initial=request.POST.dict()), _more_lines(request))
    return _slip(request, SaleHeadForm(initial=_asked_for(request)), SaleLines())


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """The day, and the customer whose page led here."""
    initial: dict[str, Any] = {"on": today()}
    customer = Customer.objects.live().filter(pk=number(request, "customer")).first()
    if customer is not None:
        initial |= {"customer": customer.pk, "who": customer.name}
    return initial


def _more_lines(request: HttpRequest) -> Any:
    """The lines as they were typed, and empty ones below them."""
    typed = SaleLines(request.POST)
    initial = [
        {name: form[name].value() for name in form.fields}
        for form in typed.forms
        if any(form[name].value() for name in ("product", "quantity", "amount"))
    ]
    return SaleLines(initial=initial)


def _slip(request: HttpRequest, head: SaleHeadForm, lines: Any, status: int = 200) -> HttpResponse:
    context = {
        "form": head,
        "lines": lines,
        "names": known_names(),
        "back": way_back(request, default=reverse("sales")),
    }
    return render(request, "sales/sale_new.html", context, status=status)


def _entered(request: HttpRequest, head: SaleHeadForm, lines: Any) -> HttpResponse:
    by, moment = member(request), now()
    shared = {name: head.cleaned_data[name] for name in ("customer", "on", "shop", "slip")}
    written = [with_names(by=by, values={**shared, **line}, now=moment) for line in lines.written()]
    sales = operations.record_sales(by=by, lines=written, today=today())
    said = ngettext("%(n)s line is entered", "%(n)s lines are entered", len(sales))
    undo = reverse("sales_take_back", args=[sales[0].pk])
    toast(request, said % {"n": len(sales)}, undo=undo)
    customer = head.cleaned_data["customer"]
    default = reverse("customer", args=[customer.pk]) if customer else reverse("sales")
    return go(request, default=default)


@needs(Ability.SEE)
@require_GET
def sale(request: HttpRequest, sale_id: int) -> HttpResponse:
    """One line of a sale with the others of its slip."""
    row = get_object_or_404(
        Sale.objects.select_related("customer", "product", "category", "shop", "source"),
        pk=sale_id,
    )
    leaving = row.deleted_at is not None and Sale.objects.live().filter(pk=sale_id).exists()
    context = {"sale": row, "others": _others(row), "leaving": leaving}
    return render(request, "sales/sale.html", context)


def _others(sale: Sale) -> list[Sale]:
    """The other lines of the same slip, or of the same customer and day."""
    if sale.slip:
        # The last condition says nothing new; with it SQLite sees that the index of slips fits.
        same = Sale.objects.live().filter(~Q(slip=""), slip=sale.slip, source=sale.source_id)
    elif sale.customer_id:
        same = Sale.objects.live().filter(customer=sale.customer_id, on=sale.on)
    else:
        return []
    return list(same.exclude(pk=sale.pk).select_related("product").order_by("line", "pk")[:50])


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def sale_edit(request: HttpRequest, sale_id: int) -> HttpResponse:
    """Change a line."""
    there = Sale.objects.live().filter(deleted_at=None)
    row = get_object_or_404(there.select_related("customer"), pk=sale_id)
    form = SaleForm(request.POST or None, instance=row)
    context: dict[str, Any] = {"sale": row, "form": form, "names": known_names()}
    if request.method == "POST" and form.is_valid():
        by = member(request)
        try:
            operations.edit_sale(
                by=by,
                sale_id=sale_id,
                version=form.cleaned_data["version"] or 0,
                values=with_names(by=by, values=form.values(), now=now()),
                today=today(),
            )
        except operations.SomeoneSavedFirst as first:
            context["differing"] = differing(form=form, current=first.current)
            with_new_version(form, current=first.current)
        except operations.NotFilledIn as problem:
            form.add_error(problem.field, str(problem))
        else:
            toast(request, _("The sale is saved"))
            return go(request, default=reverse("sale", args=[sale_id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "sales/sale_edit.html", context, status=status)


@needs(Ability.RECORD)
@require_POST
def sale_trash(request: HttpRequest, sale_id: int) -> HttpResponse:
    """Put a line into the trash."""
    row = get_object_or_404(Sale, pk=sale_id)
    operations.trash_sales(by=member(request), sale_ids=[row.pk], now=now())
    toast(request, _("The sale is in the trash"), undo=reverse("sale_restore", args=[sale_id]))
    return go(request, default=reverse("sales"))


@needs(Ability.RECORD)
@require_POST
def sale_restore(request: HttpRequest, sale_id: int) -> HttpResponse:
    """Take a line out of the trash."""
    get_object_or_404(Sale, pk=sale_id)
    operations.restore_sales(by=member(request), sale_ids=[sale_id])
    toast(request, _("The sale is back"))
    return go(request, default=reverse("sale", args=[sale_id]))


@needs(Ability.RECORD)
@require_POST
def sales_take_back(request: HttpRequest, sale_id: int) -> HttpResponse:
    """Undo the entering of a slip: all its lines into the trash."""
    row = get_object_or_404(Sale, pk=sale_id)
    ids = operations.entered_together(sale=row)
    operations.trash_sales(by=member(request), sale_ids=ids, now=now())
    said = ngettext("%(n)s line is taken back", "%(n)s lines are taken back", len(ids))
    toast(request, said % {"n": len(ids)})
    return redirect("sales")
