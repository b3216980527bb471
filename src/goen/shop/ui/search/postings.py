"""Reading the blocks of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from django.db import connection

from goen.shop.ui.search import packing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Docs = NDArray[np.int64]
    Keys = tuple[int, int]  # the first and the last of a range

_AT_ONCE = 500
_NONE: Docs = np.empty(0, dtype=np.int64)
_IN_ORDER = (
    "SELECT key, place, docs FROM search_block"
    " WHERE key BETWEEN %s AND %s AND (key > %s OR place > %s) ORDER BY key, place LIMIT %s"
)
_ALL = "SELECT docs FROM search_block WHERE key BETWEEN %s AND %s"


def docs_in_order(keys: Keys, allowed: Docs | None, limit: int) -> Iterator[list[int]]:
    """Ids under `keys`, term by term, newest first in each; among `allowed` alone if given.

    They come in portions, of `limit` at first and of more later, so that the caller can stop early.
    """
    portion: list[int] = []
    for block in _blocks(keys, limit):
        docs = packing.unpack(block)
        portion += (docs if allowed is None else only(docs, allowed))[::-1].tolist()
        while len(portion) >= limit:
            yield portion[:limit]
            portion = portion[limit:]
            limit = min(2 * limit, _AT_ONCE)
    if portion:
        yield portion


def _blocks(keys: Keys, limit: int) -> Iterator[bytes]:
    """The blocks under `keys` in order, read a few at a time."""
    after = (keys[0] - 1, 0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_IN_ORDER, [max(keys[0], after[0]), keys[1], *after, limit])
            rows = cursor.fetchall()
        for _, _, block in rows:
            yield bytes(block)
        if len(rows) < limit:
            return
        after = (rows[-1][0], rows[-1][1])
        limit = min(2 * limit, _AT_ONCE)


class Ranges(NamedTuple):
    """Ranges of keys that hold one term, and how many blocks there are, up to a limit."""

    blocks: int
    keys: list[Keys]


def counted(keys: list[Keys], limit: int) -> Ranges:
    """The ranges with the number of their blocks, or with `limit` when there are more."""
    any_of = " OR ".join(["key BETWEEN %s AND %s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM (SELECT 1 FROM search_block WHERE {any_of} LIMIT %s) AS few",  # noqa: S608
            [*(key for pair in keys for key in pair), limit],
        )
        return Ranges(cursor.fetchone()[0], keys)


def blocks_of(parts: Sequence[Sequence[Ranges]]) -> int:
    """How many blocks must be read to list `parts`, whose rarest terms come first."""
    return sum(terms[0].blocks for terms in parts)


def all_docs(parts: Sequence[Sequence[Ranges]], *, rare: int) -> Docs:
    """Ids that are, for one of `parts`, under each of its terms of at most `rare` blocks."""
    return _together([_in_each(terms, rare) for terms in parts])


def only(docs: Docs, allowed: Docs) -> Docs:
    """Those of ascending `docs` that are among the ascending `allowed`."""
    if len(docs) == 0 or len(allowed) == 0:
        return _NONE
    places = np.searchsorted(allowed, docs)
    places[places == len(allowed)] = 0
    kept: Docs = docs[allowed[places] == docs]
    return kept


def _in_each(terms: Sequence[Ranges], rare: int) -> Docs:
    found: Docs | None = None
    for ranges in terms:
        if ranges.blocks > rare and found is not None:
            break
        docs = _in_some(ranges.keys)
        found = docs if found is None else only(docs, found)
        if len(found) == 0:
            break
    return _NONE if found is None else found


def _in_some(ranges: Sequence[Keys]) -> Docs:
    blocks = []
    with connection.cursor() as cursor:
        for keys in ranges:
            cursor.execute(_ALL, keys)
            blocks += [packing.unpack(bytes(docs)) for (docs,) in cursor.fetchall()]
    return _together(blocks)


def _together(lists: Sequence[Docs]) -> Docs:
    """All ids of some ascending lists, ascending, each once."""
    # A stable sort merges what is in order already; np.unique would hash it, five times slower.
    docs = np.sort(np.concatenate([_NONE, *lists]), kind="stable")
    once: Docs = docs[np.append(docs[1:] != docs[:-1], True)] if len(docs) else docs
    return once
