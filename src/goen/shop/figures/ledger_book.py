"""The ledger of a month as a table of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen.sheets import OutColumn
from goen.shop.figures import titles
from goen.shop.portfolio.models import Restatement

if TYPE_CHECKING:
    from goen.shop.figures.published import Bridge, Ledger


def table(*, ledger: Ledger, bridge: Bridge | None) -> tuple[list[OutColumn], list[list[Any]]]:
    """Its columns and rows; with `bridge` also what was published, and what became known since."""
    causes = titles.causes()
    came, left = pgettext("ledger", "Came"), pgettext("ledger", "Left")
    names = [
        _("Opening"),
        pgettext("ledger", "Restated"),
        *(f"{came}・{causes[one]}" for one in ledger.came),
        *(f"{left}・{causes[one]}" for one in ledger.left),
        _("Closing"),
        pgettext("ledger", "Change"),
    ]
    rows = [
        [
            str(row.segment) if row.segment else pgettext("sum", "Total"),
            row.opening.n,
            row.restated,
            *(one.n for one in (*row.came, *row.left)),
            row.closing.n,
            row.change,
        ]
        for row in (*ledger.rows, ledger.sums)
    ]
    if bridge:
        names += [
            _("Published closing"),
            *(str(Restatement.Cause(one).label) for one in bridge.causes),
        ]
        for row, (_segment, was, more, _now) in zip(rows, bridge.rows, strict=True):
            row += [was, *more]
    return [OutColumn(_("Rank")), *(OutColumn(str(name), "number") for name in names)], rows
