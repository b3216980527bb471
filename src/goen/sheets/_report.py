"""What became of the rows of the files: counts by reason, columns chosen, notes for the user."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goen.japanese import Text
    from goen.sheets._columns import ColumnPlan
    from goen.sheets._rejections import Rejections


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How the files are to be read.

    `columns`: role → header, letter or 1-based number, for what is not to be guessed. `digits`:
    decimals of the currency's minor unit. `date_format`, `years`: as in goen.japanese.parse_date.
    `anonymous`: customer numbers of walk-ins, comma-separated, with * and ? ("ZZ*,9999").
    `overlap`: whether rows standing equally in two files count each time or once. `encoding`: of
    the text files, when it is not to be found out. `sheet`: the only one to read of a workbook.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    digits: int = 0
    date_format: str | None = None
    years: tuple[int, int] | None = None
    anonymous: str | None = None
    overlap: Literal["keep", "once"] = "keep"
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ExcludedRows:
    """Rows left out by rule, by reason. `overlap` is 0 unless `overlap="once"` was asked for."""

    after_as_of: int = 0
    future: int = 0
    cancelled: int = 0
    zero: int = 0
    no_customer: int = 0
    overlap: int = 0

    @property
    def total(self) -> int:
        """All rows left out by rule."""
        return (
            self.after_as_of
            + self.future
            + self.cancelled
            + self.zero
            + self.no_customer
            + self.overlap
        )


@dataclass(frozen=True, slots=True)
class FileReport:
    """One table that was read: a text file, or one sheet of a workbook (`sheet` is None for text).

    `rows` counts as `LoadReport.rows` does; `fast`: at most its unclear rows were read one by one.
    """

    file: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    rows: int
    plan: ColumnPlan
    titles: int = 0
    blank: int = 0
    repeated: int = 0
    totals: int = 0
    rejected: int = 0
    fast: bool = False


@dataclass(frozen=True, slots=True)
class AnonymousSuggestion:
    """A customer number that looks like all walk-ins together: has it, its rows, its days."""

    customer: str
    rows: int
    days: int
    next_rows: int


@dataclass(frozen=True, slots=True)
class FutureRows:
    """Rows dated after today: how many, the first and the last day among them, and each row."""

    rows: int
    first: date
    last: date
    each: Rejections


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of every row.

    rows = rows_used + rows_rejected + excluded.total: the data rows below the headers, without
    blank, repeated-header and totals rows. Money is in minor units. `sales`: of the used rows;
    `no_customer_sales`: of the rows without a customer up to `as_of`. `overlap_rows`: used rows
    that stand equally in another file as well. `customers_zero_only`: customers of whom only rows
    of amount 0 exist. `optional`: the optional columns of the table `sales`, in its order.
    """

    rows: int
    rows_used: int
    rows_rejected: int
    excluded: ExcludedRows
    first_date: date | None
    last_date: date | None
    sales: int
    no_customer_sales: int
    overlap_rows: int
    customers_zero_only: int
    as_of: date
    as_of_given: bool
    optional: tuple[str, ...]
    files: tuple[FileReport, ...]
    notes: tuple[Text, ...]
    rejections: Rejections
    anonymous: AnonymousSuggestion | None = None
    future: FutureRows | None = None

    @property
    def has_list(self) -> bool:
        """Whether there are rows to be told one by one: rejected, or dated after today."""
        return bool(self.rows_rejected or (self.future and len(self.future.each)))

    @property
    def titles(self) -> int:
        """Rows above the headers."""
        return sum(file.titles for file in self.files)

    @property
    def blank(self) -> int:
        """Rows with nothing in them."""
        return sum(file.blank for file in self.files)

    @property
    def repeated(self) -> int:
        """Header rows that come again among the data."""
        return sum(file.repeated for file in self.files)

    @property
    def totals(self) -> int:
        """Rows of totals (合計, 小計) among the data."""
        return sum(file.totals for file in self.files)
