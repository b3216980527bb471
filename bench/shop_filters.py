"""Every condition that a list offers, with values as people choose them: first rows and count.

A condition on an indexed fact should take less than 100 ms; any other may take 1.5 s.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.test import Client

ROUNDS = 5
INDEXED, ANY = 100, 1500
LISTS = ("customers", "touches", "actions", "voices", "trail")
_TEXTS = {"name": "田中", "kana": "た", "code": "C00", "place": "新潟", "email": "a", "label": "田"}
_TEXTS |= {"product": "品12", "slip": "S1000", "customer": "田中"}
_INPUTS = {"number": ["20"], "number2": ["10", "30"], "day": ["2026-10-01"]}
_INPUTS |= {"days": ["90"], "days2": ["2026-10-01", "2026-10-31"], "": []}


def measure(client: Client, *, names: Sequence[str] = LISTS) -> None:
    """Print how long the conditions of each list take, and each that is over 100 ms by itself."""
    from shop import share

    print(f"\n{'Conditions, first rows':46}{'p50 ms':>8}{'p95 ms':>8}{'number':>9}")
    for name in names:
        slow, every = [], []
        for words, address in _addresses(name):
            times = _times(client, address)
            every += times
            if share(times, 0.95) >= INDEXED:
                slow.append((f"{name}: {words}", times))
        print(f"  {name:44}{share(every, 0.5):8.1f}{share(every, 0.95):8.1f}{len(every):9}")
        for words, times in slow:
            late = f"  over {ANY}" if share(times, 0.95) >= ANY else ""
            print(f"    {words:42}{share(times, 0.5):8.1f}{share(times, 0.95):8.1f}{late}")


def _times(client: Client, address: str) -> list[float]:
    """Milliseconds of some rounds after a first; a page that gave up counts as over the limit."""
    client.get(address)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - start) * 1000 + (b"pager" not in answer.content) * ANY)
    return times


def _addresses(name: str) -> Iterator[tuple[str, str]]:
    """Every condition of a list in words, and the address of the list under it."""
    from django.urls import reverse

    from goen.shop.staff.models import Staff
    from goen.shop.ui import lists
    from goen.shop.ui.models import SavedFilter

    asker = Staff.objects.get(email="staff0@example.jp")
    url = reverse({"voices": "voice_list"}.get(name, name))
    for fact in lists.facts(name):
        for comparison in fact.comparisons:
            values = _values(fact, comparison)
            if values is None:
                continue
            item = {"fact": fact.key, "op": comparison.key, "values": values}
            tree = {"join": "and", "items": [item]}
            same = SavedFilter.objects.filter(list_name=name, owner=asker, name="", tree=tree)
            kept = same.first() or same.create(list_name=name, owner=asker, name="", tree=tree)
            words = f"{fact.key} {comparison.key} {','.join(values)[:12]}"
            yield words, f"{url}?filter={kept.pk}"


def _values(fact: Any, comparison: Any) -> list[str] | None:
    if comparison.inputs == "choices":
        known = [value for value, _label in fact.choices()]
        return known[:2] or None
    if comparison.inputs == "text":
        return [_TEXTS.get(fact.key, "茶")]
    return _INPUTS[comparison.inputs]
