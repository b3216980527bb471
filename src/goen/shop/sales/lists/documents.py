"""The list of quotes and invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from goen.shop.sales import operations
from goen.shop.sales.models import Document
from goen.shop.staff.roles import Ability
from goen.shop.ui import lists
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from goen.shop.staff.models import Staff

NAME = "documents"


def _only(*conditions: tuple[str, str, list[str]]) -> dict[str, Any]:
    items = [{"fact": fact, "op": op, "values": values} for fact, op, values in conditions]
    return {"join": "and", "items": items}


def _rows(_request: HttpRequest) -> QuerySet[Document]:
    return Document.objects.live()


def _counted(n: int) -> str:
    return ngettext("%(n)s document", "%(n)s documents", n) % {"n": f"{n:,}"}


PAGE = lists.ListPage(
    name=NAME,
    title=_("Quotes and invoices"),
    url_name="documents",
    rows=_rows,
    first_sort="-issued_on",
    counted=_counted,
    tabs=(
        lists.Tab("quotes", _("Quotes"), _only(("kind", "in", ["QUOTE"]))),
        lists.Tab("invoices", _("Invoices"), _only(("kind", "in", ["INVOICE"]))),
        lists.Tab("waiting", _("Sent, no answer yet"), _only(("status", "in", ["SENT"]))),
    ),
    actions="sales/_list_documents_actions.html",
    empty="sales/_list_documents_empty.html",
    row_url=lambda row: reverse("document", args=[row.pk]),
)


def register() -> None:
    """Declare what the list shows, is filtered by and can do."""
    trash = lists.BulkAction(
        "trash", _("To the trash"), "trash", Ability.BULK.value, _trash, _trashed, order=90
    )
    lists.declare(NAME, columns=_columns(), facts=_facts(), bulk=[trash])


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column("title", _("Document"), lambda row, _gathered: str(row), order=5),
        column(
            "customer",
            pgettext_lazy("sales", "Customer"),
            lists.attribute("customer.name"),
            order=10,
            template="sales/_cell_document_customer.html",
            select=("customer",),
            narrow="rank",
        ),
        column(
            "issued_on",
            _("Date of issue"),
            lists.attribute("issued_on"),
            "day",
            order=20,
            sort=("issued_on",),
            narrow="last",
        ),
        column("total", _("Total"), lists.attribute("total"), "yen", order=30, narrow="sum"),
        column("status", _("Status"), lists.attribute("get_status_display"), order=40),
        column(
            "due_on", _("Valid until, to be paid by"), lists.attribute("due_on"), "day", order=50
        ),
        column("subject", _("Subject"), lists.attribute("subject"), order=60),
        column("net", _("Without tax"), lists.attribute("net"), "yen", order=70, default=False),
        column("tax", _("Tax"), lists.attribute("tax"), "yen", order=71, default=False),
        column(
            "code",
            _("Customer number"),
            lists.attribute("customer.code"),
            "code",
            order=95,
            default=False,
            select=("customer",),
        ),
    )


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact(
            "kind",
            _("Kind of document"),
            "choice",
            "kind",
            lists.choices_of(Document.Kind),
            order=10,
        ),
        fact(
            "status", _("Status"), "choice", "status", lists.choices_of(Document.Status), order=20
        ),
        fact("issued_on", _("Date of issue"), "day", "issued_on", order=30),
        fact("due_on", _("Valid until, to be paid by"), "day", "due_on", order=40),
        fact("total", _("Total"), "yen", "total", order=50),
        fact("number", pgettext_lazy("sales", "Number"), "text", "number", order=60),
        fact("subject", _("Subject"), "text", "subject", order=70),
        fact("customer", _("Name of the customer"), "text", "customer__name", order=80),
    )


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.trash_documents(
            by=by, document_ids=chunk, now=moment, group=group
        ),
        ids=ids,
    )


def _trashed(count: int) -> str:
    said = ngettext("%(n)s document is in the trash", "%(n)s documents are in the trash", count)
    return said % {"n": f"{count:,}"}
