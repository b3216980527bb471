"""What a person fixes and decides while a file is checked; each time all rows are checked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.intake import store
from goen.shop.intake.models import Batch, Choice, Fix
from goen.shop.intake.operations.sending import again, checked
from goen.shop.intake.tables import literal

if TYPE_CHECKING:
    from collections.abc import Mapping


def fix(*, batch_id: int, texts: Mapping[tuple[int, str], str]) -> Batch:
    """Write texts instead of cells of the file, (row, field) → text; raises NotNow."""
    batch = checked(batch_id)
    with transaction.atomic():
        for (row, field), text in texts.items():
            Fix.objects.update_or_create(
                batch=batch, row=row, field=field, defaults={"text": text.strip()}
            )
    return again(batch)


def unfix(*, batch_id: int, row: int, field: str) -> Batch:
    """Let a cell be again what the file has; raises NotNow."""
    batch = checked(batch_id)
    batch.fixes.filter(row=row, field=field).delete()
    return again(batch)


def accept_alike(*, batch_id: int, field: str, words: str) -> tuple[Batch, int]:
    """Put what was probably meant into all cells of a field that have the same problem.

    Gives the batch, and how many cells. Raises NotNow.
    """
    batch = checked(batch_id)
    with store.workbench(batch) as work:
        rows = work.execute(
            f"SELECT row, fix FROM read_parquet({literal(str(store.problems(batch)))})"
            " WHERE field = ? AND words = ? AND fix IS NOT NULL ORDER BY row",
            [field, words],
        ).fetchall()
    Fix.objects.bulk_create(
        [Fix(batch=batch, row=row, field=field, text=text) for row, text in rows],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["batch", "row", "field"],
        update_fields=["text"],
    )
    return again(batch), len(rows)


def choose(
    *, batch_id: int, row: int, what: str, field: str = "", target: int | None = None
) -> Batch:
    """Decide about a row, or about one changed cell of it; raises NotNow."""
    batch = checked(batch_id)
    Choice.objects.update_or_create(
        batch=batch, row=row, field=field, defaults={"what": what, "target": target}
    )
    return again(batch)


def forget_choice(*, batch_id: int, row: int, field: str = "") -> Batch:
    """Take a decision back; raises NotNow."""
    batch = checked(batch_id)
    batch.choices.filter(row=row, field=field).delete()
    return again(batch)
