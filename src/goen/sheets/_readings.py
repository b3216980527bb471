"""Which cells of a text file DuckDB's reader may give as values, and which need no close look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from goen.sheets import _scan
from goen.sheets._forms import typed_date, typed_whole
from goen.sheets._scan import Letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goen.sheets._check import CheckOptions
    from goen.sheets._delimited import TextTable
    from goen.sheets._table import Layout


class Reading(NamedTuple):
    """The cells that DuckDB's reader gives as values: dates by a format, amounts as numbers."""

    date_format: str | None = None
    whole: bool = False

    @property
    def typed(self) -> frozenset[str]:
        """The roles of these cells."""
        given = {"date": self.date_format is not None, "amount": self.whole}
        return frozenset(role for role, is_value in given.items() if is_value)


AS_TEXTS = Reading()


def readings(
    table: TextTable, layout: Layout, options: CheckOptions, letters: Letters
) -> Iterable[Reading]:
    """How to read the file: what DuckDB's reader can as values, and then, or else, as texts."""
    dates, amounts = _column(table, layout, "date"), _column(table, layout, "amount")
    form = typed_date(dates) if options.date_style in (None, "ymd") else None
    whole = letters.figures and "amount" in layout.plan.columns and typed_whole(amounts)
    return dict.fromkeys((Reading(form, whole), AS_TEXTS))


def _column(table: TextTable, layout: Layout, role: str) -> list[str]:
    """The cells of one column in the sample."""
    index = layout.plan.columns.get(role, layout.width)
    return [row[index] for row in table.sample[layout.first :] if index < len(row)]


def letters_of(table: TextTable, layout: Layout) -> Letters:
    """What the letters of the file rule out: judged on the sample's customers, then on the file."""
    names = set(_column(table, layout, "customer"))
    if table.facts.quotes or not all(_is_plain(name) for name in names):
        return Letters()
    return _scan.letters(table.path, skip=table.skip, lines=table.lines_of(layout.first))


def _is_plain(name: str) -> bool:
    return name.isascii() and not set(name) & set(" tTuU")
