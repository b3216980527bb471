"""A file comes: it is kept, read, and its columns are told."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import transaction

from goen import sheets
from goen.shop.intake import mapping, readers, round_trip, store
from goen.shop.intake.checking import check
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.models import Batch, Mapping
from goen.shop.intake.reading import told
from goen.shop.ui.files import safe_name

if TYPE_CHECKING:
    from collections.abc import Mapping as Of
    from datetime import datetime

    from goen.shop.staff.models import Staff

_PIECE = 1024 * 1024
# Files up to here are read, and up to so many rows checked, while the person waits.
READ_AT_ONCE = 1_000_000  # bytes
CHECKED_AT_ONCE = 3_000  # rows
TO_CHECK = "TO_CHECK"  # among the counts: fixes and choices that the newest check does not know


class NotNow(Exception):
    """The batch does not stand where this can be done: somebody, or its job, was first."""


class Unreadable(Exception):
    """The file cannot be read; the message says why."""


def send(*, by: Staff, kind: str, name: str, stream: BinaryIO, now: datetime) -> Batch:
    """Keep a file that somebody sent; it is yet to be read. Raises UnknownKind."""
    kind_of(kind)
    batch = Batch.objects.create(
        kind=kind, by=by, file_name=safe_name(name), size=0, digest="", created_at=now
    )
    store.forget(batch.pk)  # files of a batch that a restored backup does not know
    store.forget(batch.pk)  # a restored database gives numbers again whose folders are still there
    digest, size = hashlib.sha256(), 0
    try:
        with store.room(), store.upload(batch).open("xb") as target:
            store.upload(batch).chmod(0o600)
            while piece := stream.read(_PIECE):
                target.write(piece)
                digest.update(piece)
                size += len(piece)
    except OSError:
        store.forget(batch.pk)
        batch.delete()
        raise
    batch.digest, batch.size = digest.hexdigest(), size
    batch.save(update_fields=["digest", "size"])
    return batch


def read(*, batch_id: int, told_by_person: Of[str, Any] | None = None) -> Batch:
    """Find the table in the file, and guess its columns; raises Unreadable.

    `told_by_person`: sheet, encoding, header_row, where the guess was wrong.
    """
    batch = _in(batch_id, Batch.State.READING, Batch.State.MAPPING, Batch.State.CHECKED)
    fields = kind_of(batch.kind).fields()
    wish = {name: one for name, one in (told_by_person or {}).items() if one not in (None, "")}
    try:
        with store.room_for_cells():
            grid = sheets.read_grid(
                store.upload(batch),
                name=batch.file_name,
                to=store.cells(batch),
                words=mapping.words_of(fields) | readers.words_of(batch.kind),
                **wish,
            )
    except (sheets.UnableToRead, sheets.UnknownSheet) as problem:
        _fail(batch, _reason(problem), again=bool(wish))
    reader = readers.recognise(kind=batch.kind, header=grid.header)
    batch.reader = reader.name if reader else ""
    grid = readers.with_made_columns(reader, batch=batch, grid=grid)
    batch.told, batch.grid = wish, _plain(grid)
    batch.fingerprint = mapping.fingerprint(grid.header)
    batch.columns, batch.options = _guess(batch, grid)
    if round_trip.came_back(batch):
        batch.options |= round_trip.OPTIONS
    batch.state = Batch.State.MAPPING
    batch.save()
    return batch


def map_columns(
    *,
    batch_id: int,
    columns: Of[str, int],
    options: Of[str, Any],
    now: datetime,
    remember: bool = True,
) -> Batch:
    """Say which column is which field, and check all rows; what was fixed before stays.

    The answer is remembered for the next file with this header, unless told otherwise.
    """
    batch = _in(batch_id, Batch.State.MAPPING, Batch.State.CHECKING, Batch.State.CHECKED)
    batch.columns, batch.options = dict(columns), dict(options)
    batch.counts = check(batch)
    batch.state = Batch.State.CHECKED
    with transaction.atomic():
        _in(batch_id, Batch.State.MAPPING, Batch.State.CHECKING, Batch.State.CHECKED)
        batch.save()
        if remember:
            _remember(batch, now)
    store.forget_checks(batch)
    return batch


def _remember(batch: Batch, now: datetime) -> None:
    Mapping.objects.update_or_create(
        kind=batch.kind,
        fingerprint=batch.fingerprint,
        defaults={
            "columns": batch.columns,
            "options": batch.options,
            "by": batch.by,
            "used_at": now,
        },
    )


def _in(batch_id: int, *states: str) -> Batch:
    """The batch, if it stands in one of these states; raises NotNow."""
    batch = Batch.objects.select_related("by").filter(pk=batch_id, state__in=states).first()
    if batch is None or (batch.state != Batch.State.READING and not store.is_there(batch)):
        raise NotNow
    return batch


def _guess(batch: Batch, grid: sheets.Grid) -> tuple[dict[str, int], dict[str, Any]]:
    """As a file with this header was read last, else as its program is known to write it, else by
    what the header and the rows say."""
    kind = kind_of(batch.kind)
    known = mapping.remembered(kind=batch.kind, header=grid.header)
    reader = readers.called(batch.reader)
    if known is None and reader is not None:
        columns = readers.columns_of(reader, header=grid.header, fields=kind.fields())
        return columns, dict(reader.options)
    if known is None:
        return kind.guess(header=grid.header, sample=store.sample(batch))
    fields = {field.name for field in kind.fields()}
    return {name: n for name, n in known.columns.items() if name in fields}, known.options


def _fail(batch: Batch, reason: str, *, again: bool) -> None:
    if not again:  # what was read before stays when only another sheet or encoding was tried
        batch.state, batch.error = Batch.State.FAILED, reason
        batch.save(update_fields=["state", "error"])
        store.forget(batch.pk)
    raise Unreadable(reason)


def _reason(problem: Exception) -> str:
    reason = getattr(problem, "reason", None)
    return told(reason) if reason is not None else str(problem)


def _plain(grid: sheets.Grid) -> dict[str, Any]:
    """The grid as JSON."""
    values = asdict(grid)
    values["notes"] = [told(note) for note in grid.notes]
    return values


def again(batch: Batch) -> Batch:
    """Check once more, after fixes or choices; the newest counts go into the batch.

    Long files are only marked as to be checked: that is done at once for all that was decided.
    Who checked at the same time as somebody else checks anew, for both were needed.
    """
    if rows_of(batch) > CHECKED_AT_ONCE:
        waiting = int(batch.counts.get(TO_CHECK, 0)) + 1
        batch.counts = {**batch.counts, TO_CHECK: waiting}
        batch.save(update_fields=["counts"])
        return batch
    for _try in range(5):
        before = batch.check_number
        counts = check(batch)
        mine = Batch.objects.filter(pk=batch.pk, check_number=before, state=Batch.State.CHECKED)
        if mine.update(counts=counts, check_number=batch.check_number, checked_at=batch.checked_at):
            batch.counts = counts
            store.forget_checks(batch)
            return batch
        batch = checked(batch.pk)
    raise NotNow


def rows_of(batch: Batch) -> int:
    """How many rows the file has."""
    return int(batch.grid.get("rows", 0))


def checked(batch_id: int) -> Batch:
    """The batch, if it was checked and nobody asked for it to be taken over; raises NotNow."""
    batch = _in(batch_id, Batch.State.CHECKED)
    if batch.asked_at is not None:
        raise NotNow
    return batch
