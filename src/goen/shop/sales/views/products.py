"""Pages of products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.sales import operations
from goen.shop.sales.forms import ProductForm
from goen.shop.sales.models import Product
from goen.shop.sales.named import with_names
from goen.shop.sales.queries.names import known_names
from goen.shop.sales.queries.products import bought_of, in_family
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import go
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.EDIT)
@require_http_methods(["GET", "POST"])
def product_new(request: HttpRequest) -> HttpResponse:
    """Enter a product."""
    form = ProductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, moment = member(request), now()
        try:
            values = with_names(by=by, values=form.values(), now=moment)
            made = operations.add_product(by=by, values=values, now=moment)
        except operations.NotFilledIn as problem:
            form.add_error(problem.field, str(problem))
        else:
            toast(request, _("The product is entered"))
            return redirect("product", made.pk)
    context = {"form": form, "names": known_names()}
    status = 422 if request.method == "POST" else 200
    return render(request, "sales/product_form.html", context, status=status)


@needs(Ability.SEE)
@require_GET
def product(request: HttpRequest, product_id: int) -> HttpResponse:
    """One product: what it is, its family, how it sells."""
    row = get_object_or_404(Product.objects.select_related("category", "family"), pk=product_id)
    context = {
        "product": row,
        "family": in_family(product=row),
        "bought": bought_of(product=row, today=today()),
    }
    return render(request, "sales/product.html", context)


@needs(Ability.EDIT)
@require_http_methods(["GET", "POST"])
def product_edit(request: HttpRequest, product_id: int) -> HttpResponse:
    """Change a product."""
    row = get_object_or_404(Product.objects.live(), pk=product_id)
    form = ProductForm(request.POST or None, instance=row)
    context: dict[str, Any] = {"product": row, "form": form, "names": known_names()}
    if request.method == "POST" and form.is_valid():
        by = member(request)
        try:
            operations.edit_product(
                by=by,
                product_id=product_id,
                version=form.cleaned_data["version"] or 0,
                values=with_names(by=by, values=form.values(), now=now()),
            )
        except operations.SomeoneSavedFirst as first:
            context["differing"] = differing(form=form, current=first.current)
            with_new_version(form, current=first.current)
        except operations.NotFilledIn as problem:
            form.add_error(problem.field, str(problem))
        else:
            toast(request, _("The product is saved"))
            return go(request, default=reverse("product", args=[product_id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "sales/product_form.html", context, status=status)


@needs(Ability.EDIT)
@require_POST
def product_trash(request: HttpRequest, product_id: int) -> HttpResponse:
    """Put a product into the trash; what was sold of it keeps its name."""
    get_object_or_404(Product, pk=product_id)
    operations.trash_products(by=member(request), product_ids=[product_id], now=now())
    undo = reverse("product_restore", args=[product_id])
    toast(request, _("The product is in the trash"), undo=undo)
    return redirect("products")


@needs(Ability.EDIT)
@require_POST
def product_restore(request: HttpRequest, product_id: int) -> HttpResponse:
    """Take a product out of the trash."""
    get_object_or_404(Product, pk=product_id)
    operations.restore_products(by=member(request), product_ids=[product_id])
    toast(request, _("The product is back"))
    return go(request, default=reverse("product", args=[product_id]))
