"""Finding objects by a query, best first.

A hit holds every word of the query. The order is by the first word: the whole text, its beginning,
the beginning of a word in it, anywhere; then by weight (name, number, phone, reading …); then the
most recently changed first.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from goen.shop.ui import registry
from goen.shop.ui.search.forms import (
    Found,
    Weight,
    joined,
    of_lines,
    query_forms,
    query_words,
    word_starts,
)
from goen.shop.ui.search.keys import UNITS, Place, key_of, key_range, units
from goen.shop.ui.search.models import Indexed
from goen.shop.ui.search.postings import all_docs, blocks_of, counted, docs_in_order, only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from goen.shop.ui.search.postings import Docs, Ranges

Forms = dict[Weight, str]
Rank = tuple[Place, Weight]
Hit = tuple[Rank, Found]
FEW = 400  # candidates that are read and ranked one by one
_LISTED = 60  # blocks of a term that are read to list its ids, some 90,000
_EVERY = 2**31  # as many as there are
_WAITING = 1000  # texts read among what is not in the blocks yet
_LOOKED_AT = 1500  # texts read in the hope that common terms stand together in them


def best_hits(*, query: str, limit: int, kinds: Sequence[str] | None) -> list[Found]:
    """See `search.find`."""
    words = [query_forms(word=word) for word in query_words(query=query)]
    if not words:
        return []
    wanted = [item.name for item in registry.search_kinds] if kinds is None else kinds
    return [hit for kind in wanted for hit in _of_kind(kind, words, limit)]


def _of_kind(kind: str, words: list[Forms], limit: int) -> list[Found]:
    hits, complete = _hits(kind, words, limit, _LISTED)
    if not complete:
        # Common terms that seldom stand together: they are listed after all, which takes longer.
        hits, _ = _hits(kind, words, limit, _EVERY)
    both = sorted([*_waiting(kind, words), *hits], key=lambda hit: hit[0])
    return [found for _, found in both[:limit]]


def _hits(kind: str, words: list[Forms], limit: int, listed: int) -> tuple[list[Hit], bool]:
    """The best hits of the blocks, and whether there was patience to look to the end."""
    allowed = _candidates(kind, words, listed)
    if allowed is not None and len(allowed) <= FEW:
        return _ranked(_rows(kind, allowed.tolist()), words)[:limit], True
    found: list[Hit] = []
    seen: set[int] = set()
    for docs in _best_first(kind, words[0], allowed, limit):
        new = [pk for pk in dict.fromkeys(docs) if pk not in seen]
        seen.update(new)
        rows = _rows(kind, new)
        found += [
            (place, Found(kind, rows[pk].object_id))
            for pk in new
            if pk in rows and (place := rank(rows[pk].texts, words)) is not None
        ]
        if len(found) >= limit:
            break
        if len(seen) >= _LOOKED_AT and listed != _EVERY and not _is_short(words):
            return [], False
    return found[:limit], True


def _waiting(kind: str, words: list[Forms]) -> list[Hit]:
    """Hits among what is not in the blocks yet; their texts are read."""
    rows = Indexed.objects.filter(kind=kind, waits=True)
    for forms in words:
        # Spaces may stand between any two characters of a text, so each is looked for by itself.
        heads = {form[:3] for form in forms.values()}
        rows = rows.filter(reduce(or_, (_holds_each(head) for head in heads)))
    return _ranked(_read(rows.order_by("-pk")[:_WAITING]), words)


def _holds_each(characters: str) -> Q:
    return Q(*(Q(texts__contains=character) for character in characters))


def _is_short(words: list[Forms]) -> bool:
    """Whether a term says all: what stands on its shelves need not be read to be a hit."""
    return len(words) == 1 and all(len(units(form)) <= UNITS for form in words[0].values())


def _candidates(kind: str, words: list[Forms], listed: int) -> Docs | None:
    """The ids that may hold all words; None when there are too many to list.

    The rarest terms are listed, the common ones are left to the reading of the texts: with them, as
    in an address of the town where everybody lives, the best shelves are full of hits.
    """
    if _is_short(words):
        return None
    found: Docs | None = None
    for lists in sorted((_lists(kind, word, listed) for word in words), key=blocks_of):
        if blocks_of(lists) > listed or (found is not None and len(found) <= FEW):
            break
        docs = all_docs(lists, rare=listed)
        found = docs if found is None else only(found, docs)
    return found


def _lists(kind: str, forms: Forms, listed: int) -> list[list[Ranges]]:
    """For each weight the terms that a word is made of there, with what they cost to read."""
    return [_terms(kind, weight, units(form), listed) for weight, form in forms.items()]


def _terms(kind: str, weight: Weight, whole: list[int], listed: int) -> list[Ranges]:
    if len(whole) <= UNITS:
        parts = [whole]
    else:
        starts = [*range(0, len(whole) - UNITS, UNITS), len(whole) - UNITS]
        parts = [whole[at : at + UNITS] for at in starts]
    places = (Place.START, Place.WORD, Place.INSIDE)
    return sorted(
        counted(
            [key_range(kind=kind, place=place, weight=weight, term=part) for place in places],
            listed + 1,
        )
        for part in parts
    )


def _best_first(
    kind: str, forms: Forms, allowed: Docs | None, limit: int
) -> Iterator[Sequence[int]]:
    """Ids shelf by shelf, the best first; among `allowed` alone if given."""
    for place in Place:
        for weight, form in sorted(forms.items()):
            term = units(form)
            if place == Place.WHOLE and len(term) > UNITS:
                yield from _whole(kind, weight, form, allowed, limit)
                continue
            keys = key_range(kind=kind, place=place, weight=weight, term=term[:UNITS])
            yield from docs_in_order(keys, allowed, limit)


def _whole(
    kind: str, weight: Weight, form: str, allowed: Docs | None, limit: int
) -> Iterator[Sequence[int]]:
    """Ids of texts that begin and end as the word does, and are all of it."""
    term = units(form)
    start = key_range(kind=kind, place=Place.START, weight=weight, term=term[:UNITS])
    ends = [
        key_of(kind=kind, place=place, weight=weight, term=term[-2:])
        for place in (Place.WORD, Place.INSIDE)
    ]
    ending = counted([(key, key) for key in ends], _LISTED + 1)
    if ending.blocks > _LISTED:
        return
    docs = all_docs([[ending]], rare=_LISTED)
    for portion in docs_in_order(start, docs if allowed is None else only(docs, allowed), limit):
        rows = _rows(kind, portion)
        yield [
            pk
            for pk in portion
            if pk in rows and (best := _best(rows[pk].texts, {weight: form})) and not best[0]
        ]


class _Row(NamedTuple):
    kind: str
    object_id: int
    texts: str
    waits: bool


def _ranked(rows: dict[int, _Row], words: list[Forms]) -> list[Hit]:
    """The rows that hold all words, the best first, of equals the newest."""
    hits = (
        (place, -pk, Found(row.kind, row.object_id))
        for pk, row in rows.items()
        if (place := rank(row.texts, words)) is not None
    )
    return [(place, found) for place, _, found in sorted(hits)]


def _rows(kind: str, docs: Sequence[int]) -> dict[int, _Row]:
    if not docs:
        return {}
    # By id alone: with the kind in the question SQLite may take the index of kinds, and read all.
    rows = _read(Indexed.objects.filter(pk__in=docs))
    # What waits may be in some blocks already: it counts among those that wait.
    return {pk: row for pk, row in rows.items() if row.kind == kind and not row.waits}


def _read(rows: QuerySet[Indexed]) -> dict[int, _Row]:
    columns = rows.values_list("pk", "kind", "object_id", "texts", "waits")
    return {
        pk: _Row(kind, object_id, texts, waits) for pk, kind, object_id, texts, waits in columns
    }


def rank(texts: str, words: list[Forms]) -> Rank | None:
    """How well an object's texts answer the words; None when one of them is not in it."""
    places = [_best(texts, forms) for forms in words]
    return None if None in places else places[0]


def _best(texts: str, forms: Forms) -> Rank | None:
    found = (
        (place, weight)
        for weight, text in of_lines(texts)
        if (form := forms.get(weight)) and (place := _place(text, form)) is not None
    )
    return min(found, default=None)


def _place(text: str, form: str) -> Place | None:
    """Where the form stands in the text, at its best."""
    whole = joined(text)
    at = whole.find(form)
    if at < 0:
        return None
    if whole == form:
        return Place.WHOLE
    if at == 0:
        return Place.START
    starts = word_starts(text)
    return Place.WORD if any(whole.startswith(form, at) for at in starts) else Place.INSIDE
