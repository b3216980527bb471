"""Finding objects by a query, best first.

A hit holds every word of the query. The order is by the first word: the whole text, its beginning,
the beginning of a word in it, anywhere; then by weight (name, number, phone, reading …); then the
most recently changed first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.ui import registry
from goen.shop.ui.search.forms import Found, Weight, joined, query_forms, query_words, word_starts
from goen.shop.ui.search.keys import UNITS, Place, key_of, key_range, units
from goen.shop.ui.search.models import Indexed
from goen.shop.ui.search.postings import all_docs, docs_in_order, only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Docs = NDArray[np.int64]

Forms = dict[Weight, str]
Rank = tuple[Place, Weight]
FEW = 400  # candidates that are read and ranked one by one
_LOOKED_AT = 4000  # rows read at most for one query; reached only by words of one character


def best_hits(*, query: str, limit: int, kinds: Sequence[str] | None) -> list[Found]:
    """See `search.find`."""
    words = [query_forms(word=word) for word in query_words(query=query)]
    if not words:
        return []
    wanted = [item.name for item in registry.search_kinds] if kinds is None else kinds
    return [hit for kind in wanted for hit in _of_kind(kind, words, limit)]


def _of_kind(kind: str, words: list[Forms], limit: int) -> list[Found]:
    allowed = _candidates(kind, words)
    if allowed is not None and len(allowed) <= FEW:
        return _ranked(kind, words, allowed.tolist())[:limit]
    found: dict[int, Found] = {}
    looked_at = 0
    for docs in _best_first(kind, words[0], allowed, limit):
        new = [pk for pk in docs if pk not in found]
        looked_at += len(new)
        rows = _rows(kind, new)
        found.update(
            (pk, Found(kind, rows[pk].object_id))
            for pk in new
            if pk in rows and (allowed is None or rank(rows[pk], words) is not None)
        )
        if len(found) >= limit or looked_at >= _LOOKED_AT:
            break
    return list(found.values())[:limit]


def _candidates(kind: str, words: list[Forms]) -> Docs | None:
    """The ids that may hold all words; None when the one short word's shelves say it all."""
    if len(words) == 1 and all(len(units(form)) <= UNITS for form in words[0].values()):
        return None
    found: Docs | None = None
    for word in sorted(words, key=lambda forms: -max(map(len, forms.values()))):
        if found is not None and (len(found) <= FEW or max(map(len, word.values())) < 2):
            break  # few enough to read them all, or too many hold a single character
        docs = _holding(kind, word)
        found = docs if found is None else only(found, docs)
    return found


def _holding(kind: str, forms: Forms) -> Docs:
    """The ids that hold a word in one of its forms: the terms that make it up, not their order."""
    parts = []
    for weight, form in forms.items():
        whole = units(form)
        if len(whole) <= UNITS:
            ranges = [_ranges(kind, weight, whole)]
        else:
            places = [*range(0, len(whole) - UNITS, UNITS), len(whole) - UNITS]
            ranges = [_ranges(kind, weight, whole[at : at + UNITS]) for at in places]
        parts.append(ranges)
    return all_docs(parts)


def _ranges(kind: str, weight: Weight, term: list[int]) -> list[tuple[int, int]]:
    """Where the ids of a term are, whatever its place in the text."""
    places = (Place.START, Place.WORD, Place.INSIDE)
    return [key_range(kind=kind, place=place, weight=weight, term=term) for place in places]


def _best_first(
    kind: str, forms: Forms, allowed: Docs | None, limit: int
) -> Iterator[Sequence[int]]:
    """Ids shelf by shelf, the best first; among `allowed` alone if given."""
    for place in Place:
        for weight, form in sorted(forms.items()):
            term = units(form)
            if place == Place.WHOLE and len(term) > UNITS:
                yield from _whole(kind, weight, term, allowed, limit)
                continue
            keys = key_range(kind=kind, place=place, weight=weight, term=term[:UNITS])
            yield from docs_in_order(keys, allowed, limit)


def _whole(
    kind: str, weight: Weight, term: list[int], allowed: Docs | None, limit: int
) -> Iterator[Sequence[int]]:
    """Ids of texts that begin and end as the word does, whose whole text it may be."""
    if allowed is None:
        return
    first = key_range(kind=kind, place=Place.START, weight=weight, term=term[:UNITS])
    ends = (
        key_of(kind=kind, place=place, weight=weight, term=term[-2:])
        for place in (Place.WORD, Place.INSIDE)
    )
    ending = all_docs([[[(key, key) for key in ends]]])
    for docs in docs_in_order(first, only(allowed, ending), limit):
        rows = _rows(kind, docs)
        yield [
            pk for pk in docs if pk in rows and _best(rows[pk], {weight: _text(term)}) is not None
        ]


def _text(term: list[int]) -> str:
    return b"".join(unit.to_bytes(2, "big") for unit in term).decode("utf-16-be", "surrogatepass")


def _ranked(kind: str, words: list[Forms], docs: Iterable[int]) -> list[Found]:
    ranked = []
    for row in _rows(kind, list(docs)).values():
        place = rank(row, words)
        if place is not None:
            ranked.append((place, -row.pk, Found(kind, row.object_id)))
    return [found for _, _, found in sorted(ranked)]


def _rows(kind: str, docs: Sequence[int]) -> dict[int, Indexed]:
    return Indexed.objects.filter(kind=kind).in_bulk(docs) if docs else {}


def rank(row: Indexed, words: list[Forms]) -> Rank | None:
    """How well an object answers the words; None when one of them is not in it."""
    places = [_best(row, forms) for forms in words]
    return None if None in places else places[0]


def _best(row: Indexed, forms: Forms) -> Rank | None:
    found = (
        (place, weight)
        for weight, text in ((Weight(weight), form) for weight, form in row.texts)
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
