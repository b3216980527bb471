"""Plans of kinds that look at rows one by one, and going back along the trail."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from goen.shop.intake.models import Choice
from goen.shop.intake.tables import append
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from goen.shop.intake.kinds.base import Planned
    from goen.shop.intake.models import Batch

ERROR, WARNING = "ERROR", "WARNING"


class Problem(NamedTuple):
    """What is wrong or odd with one cell; `field` empty for the whole row."""

    row: int
    field: str
    level: str
    text: str | None
    words: str
    fix: str | None = None


class Choices:
    """What a person decided about rows and about single cells."""

    def __init__(self, work: duckdb.DuckDBPyConnection) -> None:
        rows = work.execute("SELECT row, field, what, target FROM choice").fetchall()
        self._found = {(row, field or ""): (what, target) for row, field, what, target in rows}

    def skips(self, row: int) -> bool:
        """Whether the row is to be left out."""
        return self._found.get((row, ""), ("",))[0] == Choice.What.SKIP

    def is_new(self, row: int) -> bool:
        """Whether the row is to be entered as another one."""
        return self._found.get((row, ""), ("",))[0] == Choice.What.NEW

    def target(self, row: int) -> int | None:
        """The object that the row is said to be."""
        what, target = self._found.get((row, ""), ("", None))
        return target if what == Choice.What.TARGET else None

    def targets(self, rows: Iterable[int]) -> list[int]:
        """The objects that some rows are said to be."""
        return [found for row in rows if (found := self.target(row)) is not None]

    def refuses(self, row: int, field: str) -> bool:
        """Whether the ledger's value of a cell is to stay."""
        return self._found.get((row, field), ("",))[0] == Choice.What.REFUSE


def no_name() -> str:
    """Of a file that came back: its name was emptied."""
    return _("The name was emptied. A formula that Excel has not worked out counts as empty, too.")


_PLAN = ("row", "outcome", "target", "label", "changes", "payload", "why")
_PROBLEM = ("row", "field", "level", "text", "words", "fix")


def write(
    work: duckdb.DuckDBPyConnection, *, planned: Iterable[Planned], problems: Iterable[Problem]
) -> None:
    """Add to the tables `plan` and `problem`."""
    append(
        work,
        table="plan",
        columns=_PLAN,
        rows=[
            (
                one.row,
                str(one.outcome),
                one.target,
                one.label or None,
                _json(one.changes),
                _json(one.values),
                one.why or None,
            )
            for one in planned
        ],
    )
    append(work, table="problem", columns=_PROBLEM, rows=list(problems))


def _json(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def going_back(batch: Batch) -> uuid.UUID:
    """The group of the trail under which a batch is taken back: the same after a kill."""
    return uuid.uuid5(batch.group, "back")


def trail_after(
    *, batch: Batch, kinds: Sequence[str], cursor: int, size: int
) -> tuple[list[Trail], int | None]:
    """The next rows that a batch wrote on the trail, and the next cursor; None after the last."""
    rows = Trail.objects.filter(group=batch.group, kind__in=kinds, pk__gt=cursor, row__isnull=False)
    found = list(rows.order_by("pk")[:size])
    return found, found[-1].pk if len(found) == size else None


def without(row: Trail, *, field: str) -> None:
    """Leave a change out of a row of the trail in memory, so that it is not put back."""
    row.changes = [change for change in row.changes if change["field"] != field]
