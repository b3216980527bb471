"""What a person decides about all changed cells of one column of a file that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.intake import round_trip, store
from goen.shop.intake.models import Choice
from goen.shop.intake.operations.sending import NotNow, again, checked
from goen.shop.intake.tables import literal

if TYPE_CHECKING:
    from goen.shop.intake.models import Batch


def settle_column(*, batch_id: int, field: str, what: str) -> tuple[Batch, int]:
    """Take (ACCEPT) or refuse (REFUSE) all changes of a column, or forget ("") what was decided.

    Gives the batch, and how many cells it was about. Raises NotNow.
    """
    batch = checked(batch_id)
    path = round_trip.differences(batch)
    if not round_trip.came_back(batch) or not path.is_file():
        raise NotNow
    with store.workbench(batch) as work:
        sql = f"SELECT row FROM read_parquet({literal(str(path))}) WHERE field = ? ORDER BY row"
        rows = [row for (row,) in work.execute(sql, [field]).fetchall()]
    with transaction.atomic():
        if what:
            Choice.objects.bulk_create(
                [Choice(batch=batch, row=row, field=field, what=what) for row in rows],
                batch_size=500,
                update_conflicts=True,
                unique_fields=["batch", "row", "field"],
                update_fields=["what"],
            )
        else:
            batch.choices.filter(field=field).delete()
    return again(batch), len(rows)
