"""What a file had of the ledger already: undoing an earlier import does not take that away.

When a batch is taken over, the objects that its rows found are noted, unchanged or not, each with
its row: a few kilobytes for a list that came in one go, since both numbers mostly grow by one. The
note goes with the batch when it is taken back.
"""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction

from goen.shop.intake.models import Batch, Confirmed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from numpy.typing import NDArray

    from goen.shop.staff.models import Trail

    Numbers = NDArray[np.int64]

_PART = 50_000
_KINDS = {
    "customers": "customer",
    "touches": "touch",
    "sales": "sale",
    "products": "product",
    "quotes": "document",
    "invoices": "document",
}


def note(*, batch: Batch, pairs: Iterable[tuple[int, int]]) -> None:
    """Note which objects the rows of a batch found, (id, row); anew after a kill."""
    with transaction.atomic():
        forget(batch)
    every = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    for number, at in enumerate(range(0, len(every), _PART)):
        ids, rows = every[at : at + _PART].T
        Confirmed.objects.create(
            batch=batch,
            part=number,
            of=_KINDS.get(batch.kind, batch.kind),
            first=int(ids[0]),
            last=int(ids[-1]),
            packed=_packed(ids, rows),
        )


def forget(batch: Batch) -> None:
    """What its file had counts no more."""
    Confirmed.objects.filter(batch=batch).delete()


def sorts(batch: Batch) -> Collection[str]:
    """What sorts of objects its file had."""
    return set(Confirmed.objects.filter(batch=batch).values_list("of", flat=True))


def own(*, batch: Batch, before: int, size: int) -> tuple[str, Sequence[int]]:
    """What they are and the last of those objects below a number that the file of a batch had."""
    part = Confirmed.objects.filter(batch=batch, first__lt=before).order_by("-part").first()
    if part is None:
        return "", ()
    ids = _unpacked(part.packed)[0]
    some: list[int] = ids[ids < before][-size:].tolist()
    return part.of, some


def _packed(ids: Numbers, rows: Numbers) -> str:
    steps = np.stack([np.diff(ids, prepend=0), np.diff(rows, prepend=0)])
    return base64.b64encode(zlib.compress(steps.tobytes())).decode()


@lru_cache(maxsize=16)
def _unpacked(text: str) -> tuple[Numbers, Numbers]:
    """The ids, in order, and the rows of one part."""
    steps = np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype=np.int64)
    ids, rows = steps.reshape(2, -1).cumsum(axis=1)
    return ids, rows


def _later(batch: Batch, *, of: str) -> QuerySet[Confirmed]:
    """The parts of batches that were taken over after this one and still stand, oldest first."""
    rows = Confirmed.objects.filter(of=of, batch__state=Batch.State.APPLIED)
    return rows.filter(batch__applied_at__gt=batch.applied_at).order_by(
        "batch__applied_at", "batch", "part"
    )


def anything_later(batch: Batch, *, of: str) -> bool:
    """Whether a later file had anything of this sort that was there before."""
    return _later(batch, of=of).exists()


def confirmed(*, batch: Batch, of: str, ids: Collection[int]) -> dict[int, int]:
    """Those of some objects that the file of a later batch had as well, and which batch."""
    found: dict[int, int] = {}
    wanted = np.array(sorted(ids), dtype=np.int64)
    if not len(wanted):
        return found
    parts = _later(batch, of=of).filter(first__lte=int(wanted[-1]), last__gte=int(wanted[0]))
    for text, later in parts.values_list("packed", "batch"):
        for one in np.intersect1d(wanted, _unpacked(text)[0]).tolist():
            found.setdefault(one, later)
    return found


def piece(
    *, batch: Batch, of: str, at: int, size: int
) -> tuple[int, Sequence[tuple[int, int]], int | None]:
    """Some of what later files had: the batch, its (id, row), and where it goes on; None: end."""
    part, place = divmod(at, _PART)
    found = _later(batch, of=of).values_list("packed", "batch")[part : part + 1]
    if not found:
        return 0, (), None
    text, later = found[0]
    ids, rows = _unpacked(text)
    some = zip(ids[place : place + size].tolist(), rows[place : place + size].tolist(), strict=True)
    return later, list(some), at + size if place + size < len(ids) else (part + 1) * _PART


def by_batch(found: Mapping[int, int], *, kept: Collection[int | None]) -> dict[str, int]:
    """How many objects were kept for the sake of each later batch, as a tally tells it."""
    counts = Counter(str(found[one]) for one in kept if one is not None and one in found)
    return dict(counts)


def keep_said(
    rows: list[Trail], *, found: Mapping[int, int], columns: Mapping[str, Collection[str]]
) -> set[int]:
    """Leave those changes out of rows of the trail in memory whose values a later file had too,
    and rows that say nothing else.

    `columns`: by field of the trail, the columns of a file that say it, when they are called
    otherwise. Gives the objects that keep something.
    """
    keeping = set()
    mapped = dict(Batch.objects.filter(pk__in=set(found.values())).values_list("pk", "columns"))
    for row in rows:
        said: Mapping[str, Any] = mapped.get(found.get(row.object_id or 0, 0), {})
        back = [
            one
            for one in row.changes
            if not said.keys() & set(columns.get(one["field"], (_column(one["field"]),)))
        ]
        if row.object_id and len(back) < len(row.changes):
            keeping.add(row.object_id)
        row.changes = back
    rows[:] = [row for row in rows if row.changes]
    return keeping


def _column(field: str) -> str:
    """The column of a field; own fields stand on the trail behind the name of their room."""
    return field.rpartition(".")[2]
