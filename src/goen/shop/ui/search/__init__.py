"""Search: finds customers, touches and all else by one character or more, best first.

Rooms put what they keep into the index within their own transactions (`index`, `forget`) and say
through `registry.search_kinds` how a hit is shown. How it works: docs/decisions/012-search.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.ui.search.forms import (
    ADDRESS,
    CODE,
    EMAIL,
    KANA,
    NAME,
    OTHER,
    PHONE,
    Found,
    Weight,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "ADDRESS",
    "CODE",
    "EMAIL",
    "KANA",
    "NAME",
    "OTHER",
    "PHONE",
    "Found",
    "Weight",
    "Words",
    "find",
    "forget",
    "forget_many",
    "index",
    "index_many",
    "settle",
    "sweep",
]

# Django imports this package, which is an app, before models can be: the modules that know the
# tables are loaded when they are first asked.


def index(*, kind: str, object_id: int, texts: Iterable[Words]) -> None:
    """Let search find the object by `texts` and by nothing else any more."""
    index_many(kind=kind, objects=[(object_id, list(texts))])


def index_many(*, kind: str, objects: Sequence[tuple[int, Sequence[Words]]]) -> None:
    """Index many objects at once; each id once. They are found at once.

    More than a few wait outside the blocks, where a search has to read them, until a job calls
    `settle`; `signals.index_waits` asks for it.
    """
    from goen.shop.ui.search.indexing import put_in

    put_in(kind=kind, objects=objects)


def forget(*, kind: str, object_id: int) -> None:
    """Let search find the object no more; nothing happens if it never did."""
    forget_many(kind=kind, object_ids=[object_id])


def forget_many(*, kind: str, object_ids: Sequence[int]) -> None:
    """Let search find none of the objects any more."""
    from goen.shop.ui.search.indexing import take_out

    take_out(kind=kind, object_ids=object_ids)


def settle() -> Iterator[int]:
    """Move what waits into the blocks in short transactions; gives how many objects are done."""
    from goen.shop.ui.search.sweeping import settle as settle_objects

    return settle_objects()


def sweep() -> Iterator[int]:
    """Tidy the index in short transactions; gives how many blocks are done after each of them.

    What is changed or forgotten is found no more at once, but leaves numbers behind that searches
    pass over. A nightly job calls this; so may who forgot very much.
    """
    from goen.shop.ui.search.sweeping import sweep as sweep_blocks

    return sweep_blocks()


def find(*, query: str, limit: int = 20, kinds: Sequence[str] | None = None) -> list[Found]:
    """The best `limit` hits of each kind, kind by kind in the order of the registry or of `kinds`.

    A query with nothing to look for (empty, or punctuation alone) finds nothing.
    """
    from goen.shop.ui.search.finding import best_hits

    return best_hits(query=query, limit=limit, kinds=kinds)
