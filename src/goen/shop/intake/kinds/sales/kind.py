"""The kind "sales": what `goen.shop.intake.kinds.base.Kind` asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen import sheets
from goen.shop.intake.kinds.base import Basis, Tally
from goen.shop.intake.kinds.sales import back, begin, out, plan, same, take, who
from goen.shop.intake.kinds.sales.fields import ROLES, YEN, fields, style_of
from goen.shop.intake.kinds.sales.form import REPLACE, SalesForm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.kinds.base import Candidate
    from goen.shop.intake.models import Batch
    from goen.shop.intake.tables import Rows
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words


class SalesKind(Basis):
    """Lines of sales, millions of them: looked at in SQL, not one by one."""

    name = "sales"
    title = _("Sales")
    icon = "sales"
    order = 20
    most = 5_000

    def fields(self) -> Sequence[Field]:
        """See `Kind`."""
        return fields()

    def fields_of(self, *, options: Mapping[str, Any]) -> Sequence[Field]:
        """With the dates as the person says they are written."""
        return fields(days=str(options.get("days") or ""))

    def guess(
        self, *, header: Sequence[str], sample: Sequence[Sequence[str | None]]
    ) -> tuple[dict[str, int], dict[str, Any]]:
        """By the words of the headers; what they leave open, as the analysis finds its columns."""
        columns, options = super().guess(header=header, sample=sample)
        try:
            found = sheets.find_columns(
                header=header if any(header) else None, sample=sample, digits=YEN
            )
        except sheets.ColumnsNotFound:
            return columns, options
        for name, role in ROLES.items():
            column = found.columns.get(role)
            if column is not None and name not in columns and column not in columns.values():
                columns[name] = column
        if "on" in columns:
            texts = [text for row in sample if (text := row[columns["on"]])]
            options["days"] = style_of(texts)
        if found.units.get("amount", 1) == 1000:
            options["unit"] = "1000"
        return columns, options

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """A day, and an amount or what it is worked out from."""
        computed = {"unit_price", "quantity"} <= set(columns)
        lacking = [one.label for one in fields() if one.name == "amount"]
        found = super().missing(columns=columns)
        return found if computed or "amount" in columns else [*found, *lacking]

    def form(self, data: Any = None, *, initial: Any = None) -> SalesForm:
        """See `Kind`."""
        return SalesForm(data, initial=initial)

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        """See `Kind`."""
        plan.plan(batch=batch, work=work)

    def whole(self, *, options: Mapping[str, Any]) -> bool:
        """What takes the place of other sales: a row that stays behind would be lost with them."""
        return options.get("dates") == REPLACE

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """The customers of exactly this name."""
        return who.candidates(name=texts.get("customer_name", ""))

    def begin(self, *, batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
        """See `Kind`."""
        begin.begin(batch=batch, work=work, now=now)

    def take(self, *, batch: Batch, rows: Rows, now: datetime) -> Tally:
        """See `Kind`."""
        return take.take(batch=batch, rows=rows, now=now)

    def same(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, int]]:
        """See `Kind`."""
        return same.pairs(batch=batch, work=work)

    def finish(self, *, batch: Batch, now: datetime) -> None:
        """See `Kind`."""
        begin.show(batch, cause="import")

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        """See `Kind`."""
        return back.begin(batch)

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        """See `Kind`."""
        return back.step(batch=batch, by=by, cursor=cursor, size=size, now=now)

    def back_finish(self, *, batch: Batch, by: Staff, now: datetime) -> Tally:
        """See `Kind`."""
        begin.show(batch, cause="undo")
        return Tally()

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        """See `Kind`."""
        return out.rows(ids=ids)


SALES = SalesKind()
