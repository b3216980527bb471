"""The kinds "quotes" and "invoices": what `goen.shop.intake.kinds.base.Kind` asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.intake.kinds.base import Basis, Candidate, Tally
from goen.shop.intake.kinds.documents import back, out, plan, take
from goen.shop.intake.kinds.documents.customers import alike
from goen.shop.intake.kinds.documents.fields import fields
from goen.shop.intake.kinds.documents.form import DocumentsForm
from goen.shop.sales.models import Document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words


class DocumentsKind(Basis):
    """Quotes or invoices: rows that belong together make one."""

    icon = "file"
    most = 200

    def __init__(self, *, name: str, title: Words, order: int, of: str) -> None:
        self.name, self.title, self.order = name, title, order
        self._of = of

    def fields(self) -> Sequence[Field]:
        """See `Kind`."""
        return fields(self._of)

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """A number is enough to change one; without it a day and a customer are needed."""
        labels = {one.name: one.label for one in self.fields()}
        if "number" in columns:
            return []
        lacking = [] if "issued_on" in columns else [labels["issued_on"]]
        if not {"customer", "customer_name"} & set(columns):
            lacking.append(labels["customer_name"])
        return lacking

    def form(self, data: Any = None, *, initial: Any = None) -> DocumentsForm:
        """See `Kind`."""
        return DocumentsForm(data, initial=initial)

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        """See `Kind`."""
        plan.plan(kind=self._of, batch=batch, work=work)

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """Customers whose document it may be."""
        found = alike(name=texts.get("customer_name", ""))
        return [Candidate(one.pk, one.name, one.code) for one in found]

    def take(self, *, batch: Batch, rows: Sequence[Mapping[str, Any]], now: datetime) -> Tally:
        """See `Kind`."""
        return take.take(kind=self._of, batch=batch, rows=rows, now=now)

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        """See `Kind`."""
        return back.begin(batch)

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        """See `Kind`."""
        return back.step(batch=batch, by=by, cursor=cursor, size=size, now=now)

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        """See `Kind`."""
        return out.rows(kind=self._of, ids=ids)


QUOTES = DocumentsKind(name="quotes", title=_("Quotes"), order=40, of=Document.Kind.QUOTE)
INVOICES = DocumentsKind(name="invoices", title=_("Invoices"), order=50, of=Document.Kind.INVOICE)
