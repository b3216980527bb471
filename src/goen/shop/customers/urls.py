"""Addresses of `customers`."""

from __future__ import annotations

from django.urls import path

from goen.shop.customers.lists import CUSTOMERS
from goen.shop.customers.views import edit, files, links, page, paper, trash, who
from goen.shop.staff.access import needs
from goen.shop.ui.lists import list_urls

urlpatterns = [
    *list_urls(CUSTOMERS, at="customers/", guard=needs),
    path("customers/new/", edit.customer_new, name="customer_new"),
    path("customers/who/", who.customer_who, name="customer_who"),
    path("customers/normal-form/", edit.normal, name="customer_normal"),
    path("customers/trash/", trash.customers_trash, name="customers_trash"),
    path("customers/restore/", trash.customers_restore, name="customers_restore"),
    path("customers/<int:pk>/", page.customer, name="customer"),
    path("customers/<int:pk>/timeline/", page.timeline, name="customer_timeline"),
    path("customers/<int:pk>/history/", page.customer_history, name="customer_history"),
    path("customers/<int:pk>/map/", page.customer_map, name="customer_map"),
    path("customers/<int:pk>/edit/", edit.customer_edit, name="customer_edit"),
    path("customers/<int:pk>/trash/", trash.customer_trash, name="customer_trash"),
    path("customers/<int:pk>/links/", links.customer_links, name="customer_links"),
    path("customers/<int:pk>/link/", links.link, name="customer_link"),
    path("customers/<int:pk>/unlink/", links.unlink, name="customer_unlink"),
    path("customers/<int:pk>/files/new/", files.file_add, name="customer_file_add"),
    path("customers/<int:pk>/files/<int:file_pk>/", files.file_open, name="customer_file"),
    path(
        "customers/<int:pk>/files/<int:file_pk>/remove/",
        files.file_remove,
        name="customer_file_remove",
    ),
    path(
        "customers/<int:pk>/files/<int:file_pk>/restore/",
        files.file_restore,
        name="customer_file_restore",
    ),
    path("customers/<int:pk>/card.pdf", paper.customer_card, name="customer_card"),
    path("customers/<int:pk>/envelope.pdf", paper.customer_envelope, name="customer_envelope"),
]
