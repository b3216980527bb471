"""Rows that stay behind, as a workbook: mended there, it can be sent again as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen.sheets import SafeWorkbook, UnableToWrite
from goen.shop.intake import mapping, store
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.kinds.base import Outcome
from goen.shop.intake.tables import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import duckdb

    from goen.shop.intake.models import Batch

STAY = (Outcome.ERROR, Outcome.DOUBTFUL)
# More errors than this are one mistake about the whole file, and are not mended row by row.
MOST = 20_000
_SOME = 1_000
_WIDEST = 16_383  # columns of a sheet, less one for the reasons


def staying(batch: Batch) -> int:
    """How many rows of a batch would stay behind, as it was checked."""
    return sum(int(batch.counts.get(outcome, 0)) for outcome in STAY)


def held(batch: Batch) -> bool:
    """Whether a batch cannot be taken over since rows of it would stay behind."""
    return staying(batch) > 0 and kind_of(batch.kind).whole(options=batch.options)


def write_left(batch: Batch, *, to: Path) -> int:
    """Write the rows with errors and those to be decided, as they now stand; gives how many.

    All columns of the file, and one with the reasons behind them. Nothing is written when there is
    no such row. Raises UnableToWrite.
    """
    if not staying(batch):
        return 0
    with store.workbench(batch) as work, SafeWorkbook(to, streaming=True) as book:
        sheet = book.add_sheet(_("Rows to mend"))
        text = book.book.add_format({"num_format": "@"})
        bold = book.book.add_format({"bold": True, "num_format": "@"})
        header = [*batch.grid["header"][:_WIDEST], str(mapping.REASON)]
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 2, 16, text)
        sheet.set_column(len(header) - 1, len(header) - 1, 60)
        for column, name in enumerate(header):
            book.write(sheet, 0, column, name, bold)
        number = 0
        for number, row in enumerate(_rows(batch, work), start=1):
            for column, value in enumerate(row):
                book.write(sheet, number, column, value, text)
    return number


def keep_left(batch: Batch) -> None:
    """Keep the rows that stay behind for some days; a full disk does not stop the import."""
    try:
        write_left(batch, to=store.left(batch.pk))
    except (UnableToWrite, store.DiskFull):
        store.left(batch.pk).unlink(missing_ok=True)


def _rows(batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterator[list[str]]:
    """The cells of each row with what was fixed in them, and why it stays behind."""
    width = min(len(batch.grid["header"]), _WIDEST)
    labels = {field.name: str(field.label) for field in kind_of(batch.kind).fields()}
    fixed = {
        (row, batch.columns[field]): text
        for row, field, text in batch.fixes.values_list("row", "field", "text")
        if field in batch.columns
    }
    outcomes = ", ".join(literal(outcome) for outcome in STAY)
    cells = ", ".join(f"c.{quoted(f'c{n}')}" for n in range(width))
    cursor = work.cursor()
    cursor.execute(
        f"SELECT p.row, p.why, {cells}"
        f" FROM read_parquet({literal(str(store.plan(batch)))}) p"
        f" JOIN read_parquet({literal(str(store.cells(batch)))}) c ON c.row = p.row"
        f" WHERE p.outcome IN ({outcomes}) ORDER BY p.row LIMIT {MOST}"
    )
    while some := cursor.fetchmany(_SOME):
        reasons = _reasons(batch, work, first=some[0][0], last=some[-1][0], labels=labels)
        for row, why, *texts in some:
            told = [*reasons.get(row, []), *([why] if why else [])]
            mended = [fixed.get((row, n), text) for n, text in enumerate(texts)]
            reason = _("Row %(row)d: %(reasons)s") % {"row": row, "reasons": " / ".join(told)}
            yield [*mended, reason]


def _reasons(
    batch: Batch,
    work: duckdb.DuckDBPyConnection,
    *,
    first: int,
    last: int,
    labels: Mapping[str, str],
) -> dict[int, list[str]]:
    """What is wrong with the rows of a range, as sentences that name the column."""
    found: dict[int, list[str]] = {}
    rows = work.cursor().execute(
        f"SELECT row, field, words FROM read_parquet({literal(str(store.problems(batch)))})"
        " WHERE level = 'ERROR' AND row BETWEEN ? AND ? ORDER BY row, field",
        [first, last],
    )
    for row, field, words in rows.fetchall():
        label = labels.get(field, "")
        found.setdefault(row, []).append(
            _("%(field)s: %(problem)s") % {"field": label, "problem": words} if label else words
        )
    return found
