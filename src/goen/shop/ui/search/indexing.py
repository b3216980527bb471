"""Putting objects into the index and taking them out, within the caller's transaction.

An object that changes gets a new id, and one that goes loses its row: its old id stays in the
blocks as a number that stands for nothing, which readers pass over, until `sweeping` removes it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection, transaction

from goen.shop.ui.inserting import insert_rows
from goen.shop.ui.search import packing
from goen.shop.ui.search.forms import lines_of, of_lines
from goen.shop.ui.search.keys import keys_of_texts
from goen.shop.ui.search.models import Block, Indexed
from goen.shop.ui.search.signals import index_waits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goen.shop.ui.search.forms import Words

FEW = 20  # objects that go into the blocks at once: some 50 ms at a million customers
_AT_ONCE = 500  # keys per statement
_LOCK = 0x676F656E  # "goen": any number that nobody else locks
_PUT = (
    "INSERT INTO search_block (key, place, docs) VALUES (%s, %s, %s)"
    " ON CONFLICT (key, place) DO UPDATE SET docs = excluded.docs"
)


@transaction.atomic
def put_in(*, kind: str, objects: Sequence[tuple[int, Sequence[Words]]]) -> None:
    """See `search.index_many`."""
    wanted = {object_id: lines_of(texts=texts) for object_id, texts in objects}
    one_writer()
    known = _known(kind, list(wanted))
    old = {pk: row for pk, row in known.items() if row.texts != wanted[pk]}
    Indexed.objects.filter(pk__in=[row.pk for row in old.values()]).delete()
    new = {
        object_id: lines
        for object_id, lines in wanted.items()
        if lines and (object_id not in known or object_id in old)
    }
    # Ids go into the blocks in their order: behind those that wait, one waits too.
    waits = len(new) > FEW or Indexed.objects.filter(kind=kind, waits=True).exists()
    if waits:
        rows = [(kind, object_id, lines, True) for object_id, lines in new.items()]
        insert_rows(model=Indexed, names=("kind", "object_id", "texts", "waits"), rows=rows)
        transaction.on_commit(_tell_that_some_wait)
    else:
        made = [Indexed(kind=kind, object_id=pk, texts=lines) for pk, lines in new.items()]
        add_to_blocks(keys_of_rows(Indexed.objects.bulk_create(made)))


def _tell_that_some_wait() -> None:
    index_waits.send(sender=Indexed)


def take_out(*, kind: str, object_ids: Sequence[int]) -> None:
    """See `search.forget_many`."""
    for at in range(0, len(object_ids), _AT_ONCE):
        part = object_ids[at : at + _AT_ONCE]
        Indexed.objects.filter(kind=kind, object_id__in=part).delete()


def one_writer() -> None:
    """Let writers of the index wait for each other, as all writers of SQLite do anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def keys_of_rows(rows: Iterable[Indexed]) -> dict[int, list[int]]:
    """For each key the ids of the rows that hold it, ascending."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.pk):
        for key in keys_of_texts(kind=row.kind, texts=of_lines(row.texts)):
            found[key].append(row.pk)
    return found


def _known(kind: str, object_ids: Sequence[int]) -> dict[int, Indexed]:
    found: dict[int, Indexed] = {}
    for at in range(0, len(object_ids), _AT_ONCE):
        part = object_ids[at : at + _AT_ONCE]
        rows = Indexed.objects.filter(kind=kind, object_id__in=part)
        found.update({row.object_id: row for row in rows})
    return found


def add_to_blocks(added: Mapping[int, list[int]]) -> None:
    """Put the new ids behind those of the open block of each key; those it has are left out."""
    keys = sorted(added)
    with connection.cursor() as cursor:
        for at in range(0, len(keys), _AT_ONCE):
            part = keys[at : at + _AT_ONCE]
            marks = ",".join(["%s"] * len(part))
            cursor.execute(
                f"SELECT key, docs FROM search_block WHERE place = %s AND key IN ({marks})",  # noqa: S608
                [Block.OPEN, *part],
            )
            opened = {key: bytes(docs) for key, docs in cursor.fetchall()}
            cursor.executemany(_PUT, [row for key in part for row in _grown(key, opened, added)])


def _grown(
    key: int, opened: Mapping[int, bytes], added: Mapping[int, list[int]]
) -> list[tuple[int, int, bytes]]:
    """The blocks to write for a key: full ones are closed, the last one stays open."""
    rows: list[tuple[int, int, bytes]] = []
    block, ids = opened.get(key, b""), added[key]
    if block:  # a move that was killed half-way begins anew
        ids = [number for number in ids if number > packing.last_of(block)]
        if not ids:
            return []
    for at in range(0, len(ids), packing.FULL):
        part = ids[at : at + packing.FULL]
        if block and packing.is_full(block):
            rows.append((key, -packing.last_of(block), block))
            block = b""
        block = packing.append(block, part) if block else packing.pack(part)
    return [*rows, (key, Block.OPEN, block)]
