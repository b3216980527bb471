"""What was changed in a file that went out and came back, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.shop.intake import round_trip, store
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.tables import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.intake.models import Batch


@dataclass(frozen=True, slots=True)
class Column:
    """One column with changed cells: changed in the file alone, on both sides, decided how."""

    field: str
    label: str
    file: int
    both: int
    refused: int
    accepted: int

    @property
    def all(self) -> int:
        """All changed cells."""
        return self.file + self.both

    @property
    def decided(self) -> int:
        """Those about which somebody decided."""
        return self.refused + self.accepted


def by_column(batch: Batch) -> Sequence[Column] | None:
    """The columns with changed cells, in the order of the kind; None for other files."""
    path = round_trip.differences(batch)
    if not round_trip.came_back(batch) or not path.is_file():
        return None
    with store.workbench(batch) as work:
        found = {
            field: counts
            for field, *counts in work.execute(
                "SELECT field, count(*) FILTER (side = 'FILE'), count(*) FILTER (side = 'BOTH'),"
                " count(*) FILTER (choice = 'REFUSE'), count(*) FILTER (choice = 'ACCEPT')"
                f" FROM read_parquet({literal(str(path))}) GROUP BY field"
            ).fetchall()
        }
    return [
        Column(one.name, str(one.label), *found[one.name])
        for one in kind_of(batch.kind).fields()
        if one.name in found
    ]
