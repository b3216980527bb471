"""The rhythm of the customers brought up to their contacts: after changes, and every night."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from filelock import FileLock

from goen.analysis.rhythm import judge
from goen.shop.portfolio import history, writing
from goen.shop.portfolio import updating as portfolio
from goen.shop.portfolio.models import Change
from goen.shop.rhythm import shared
from goen.shop.rhythm.contacts import all_contacts, contacts_with
from goen.shop.rhythm.models import Rhythm, RhythmStale
from goen.shop.rhythm.values import Values
from goen.shop.rhythm.writing import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

# When more of the customers have other contacts than this, all are judged anew.
_WHOLE = 0.3
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: customers judged, rows written or taken away."""

    judged: int
    written: int


def update(
    *,
    now: datetime,
    today: date,
    whole: bool = False,
    again: bool = False,
    wait: float = 600,
    beat: Callable[[], None] = lambda: None,
) -> Updated:
    """Judge those whose contacts changed; `whole`: all; `again`: learn what they share anew.

    Only one at a time; `wait`: seconds for another to end; `beat` is called now and then.
    Raises MartNotMade, filelock.Timeout.
    """
    with FileLock(_folder() / "lock", timeout=wait):
        known = shared.latest()
        few = known is not None and known.model["prior"] is not None and _are_few()
        done = Updated(0, 0)
        if whole or again or not few:
            done = _all(now=now, today=today, again=again, beat=beat)
        stale = _stale(today=today, beat=beat)
        shared.tidy(on=today)
    return Updated(done.judged + stale.judged, done.written + stale.written)


def _folder() -> Path:
    place: Path = settings.HOME.folder / "rhythm"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _are_few() -> bool:
    return RhythmStale.objects.count() <= max(1_000, _WHOLE * Rhythm.objects.count())


def _all(*, now: datetime, today: date, again: bool, beat: Callable[[], None]) -> Updated:
    """Everybody, by the history of purchases; changes that come meanwhile are stale, and follow."""
    covered = list(RhythmStale.objects.order_by().values_list("pk", flat=True))
    if not _is_shown() or Change.objects.exists():
        portfolio.update(now=now, today=today)
    beat()
    contacts = all_contacts(as_of=today)
    beat()
    row = shared.current(contacts=contacts, again=again)
    rhythms = judge(contacts=contacts, model=shared.model_of(row.pk))
    written = write(Values(rhythms, shared=row.pk), among=None, beat=beat)
    _forget(covered)
    return Updated(len(contacts.customer), written)


def _is_shown() -> bool:
    """Whether there is a history of purchases to read."""
    shown = writing.state().shown
    return bool(shown) and history.read(place=history.folder(), name=shown["history"]) is not None


def _stale(*, today: date, beat: Callable[[], None]) -> Updated:
    """Those whose contacts changed, from the ledger itself."""
    row = shared.latest()
    judged = written = 0
    while row is not None:
        found = list(RhythmStale.objects.order_by("pk").values_list("pk", "customer")[:_CHUNK])
        if not found:
            break
        customers = {customer for _pk, customer in found}
        contacts = contacts_with(customer_ids=customers, as_of=today)
        rhythms = judge(contacts=contacts, model=shared.model_of(row.pk))
        written += write(Values(rhythms, shared=row.pk), among=customers, beat=beat)
        _forget([pk for pk, _customer in found])
        judged += len(customers)
        beat()
    return Updated(judged, written)


def _forget(ids: list[int]) -> None:
    for start in range(0, len(ids), 500):
        rows = RhythmStale.objects.filter(pk__in=ids[start : start + 500])
        rows._raw_delete(rows.db)
