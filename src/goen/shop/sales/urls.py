"""Addresses of `sales`."""

from __future__ import annotations

from django.urls import path

from goen.shop.sales.lists import documents as document_list
from goen.shop.sales.lists import products as product_list
from goen.shop.sales.lists import sales as sale_list
from goen.shop.sales.views import documents, products, sales, trash
from goen.shop.staff.access import needs
from goen.shop.ui.lists import list_urls

urlpatterns = [
    *list_urls(sale_list.PAGE, at="sales/", guard=needs),
    *list_urls(product_list.PAGE, at="products/", guard=needs),
    *list_urls(document_list.PAGE, at="documents/", guard=needs),
    path("sales/new/", sales.sale_new, name="sale_new"),
    path("sales/trash/", trash.sales_trash, name="sales_trash"),
    path("sales/<int:sale_id>/", sales.sale, name="sale"),
    path("sales/<int:sale_id>/edit/", sales.sale_edit, name="sale_edit"),
    path("sales/<int:sale_id>/trash/", sales.sale_trash, name="sale_trash"),
    path("sales/<int:sale_id>/restore/", sales.sale_restore, name="sale_restore"),
    path("sales/<int:sale_id>/take-back/", sales.sales_take_back, name="sales_take_back"),
    path("products/new/", products.product_new, name="product_new"),
    path("products/<int:product_id>/", products.product, name="product"),
    path("products/<int:product_id>/edit/", products.product_edit, name="product_edit"),
    path("products/<int:product_id>/trash/", products.product_trash, name="product_trash"),
    path("products/<int:product_id>/restore/", products.product_restore, name="product_restore"),
    path("documents/new/", documents.document_new, name="document_new"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/edit/", documents.document_edit, name="document_edit"),
    path("documents/<int:document_id>/move/", documents.document_move, name="document_move"),
    path("documents/<int:document_id>/trash/", documents.document_trash, name="document_trash"),
    path(
        "documents/<int:document_id>/restore/", documents.document_restore, name="document_restore"
    ),
]
