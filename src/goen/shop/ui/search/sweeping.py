"""What is done to the blocks behind the pages: taking in what waits, sweeping out what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import connection, transaction

from goen.shop.ui.search import packing
from goen.shop.ui.search.indexing import add_to_blocks, keys_of_rows, one_writer
from goen.shop.ui.search.models import Block, Indexed
from goen.shop.ui.search.postings import only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.shop.ui.search.postings import Docs

_OBJECTS = 5000  # taken together: the more, the fewer times a block is written
_KEYS = 500  # of a transaction: some 20 ms with the lock
_BLOCKS = 100  # of a transaction: well under 0.1 s with the lock


def settle() -> Iterator[int]:
    """Move what waits into the blocks, in short transactions; gives the objects done after each."""
    done = 0
    waiting = Indexed.objects.filter(waits=True)
    while (first := waiting.order_by("kind", "id").first()) is not None:
        rows = list(waiting.filter(kind=first.kind).order_by("id")[:_OBJECTS])
        added = keys_of_rows(rows)
        keys = sorted(added)
        for at in range(0, len(keys), _KEYS):
            with transaction.atomic():
                one_writer()
                add_to_blocks({key: added[key] for key in keys[at : at + _KEYS]})
            yield done
        with transaction.atomic():
            one_writer()
            waiting.filter(kind=first.kind, id__lte=rows[-1].pk).update(waits=False)
        done += len(rows)
        yield done


def sweep() -> Iterator[int]:
    """Remove what stands for nothing, in short transactions; gives the blocks done after each."""
    live = _live(after=0)
    after, done = (-1, 0), 0
    while rows := _portion(after, live):
        after, done = rows[-1], done + len(rows)
        yield done


def _live(*, after: int) -> Docs:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_indexed WHERE id > %s ORDER BY id", [after])
        return np.fromiter((pk for (pk,) in cursor.fetchall()), dtype=np.int64)


@transaction.atomic
def _portion(after: tuple[int, int], live: Docs) -> list[tuple[int, int]]:
    """Tidy the blocks behind `after`; what was indexed since `live` was read is live too."""
    one_writer()
    newer = _live(after=int(live[-1]) if len(live) else 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, place, docs FROM search_block WHERE key >= %s AND (key > %s OR place > %s)"
            " ORDER BY key, place LIMIT %s",
            [after[0], *after, _BLOCKS],
        )
        rows = [(key, place, bytes(docs)) for key, place, docs in cursor.fetchall()]
    for key, place, block in rows:
        docs = packing.unpack(block)
        left = np.concatenate([only(docs, live), only(docs, newer)])
        if len(left) < len(docs):
            _rewrite(key, place, left)
    return [(key, place) for key, place, _ in rows]


def _rewrite(key: int, place: int, left: Docs) -> None:
    row = Block.objects.filter(key=key, place=place)
    if len(left):
        row.update(docs=packing.pack(left.tolist()))
    else:
        row.delete()
