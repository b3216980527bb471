"""Refused addresses: a refusal hangs on every address the customer has, had or gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, prefetch_related_objects

from goen.shop.consent.digests import digest, digests_of, keys_of, keys_written
from goen.shop.consent.models import Channel, Consent, Suppressed
from goen.shop.consent.standings import refresh
from goen.shop.consent.words import Word, holds
from goen.shop.customers.models import Customer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_AT_ONCE = 500
_REACH = frozenset({"phones", "emails", "addresses", "contacts"})


def suppress(*, customer: Customer) -> None:
    """Let each refusal that holds for the customer hang on each of their addresses."""
    words: dict[str, list[Word]] = {}
    for row in Consent.objects.filter(customer=customer):
        words.setdefault(row.channel, []).append(Word.said(row))
    for channel, said in words.items():
        refused = _refusals(said)
        if refused and _hang(channel, refused, digests_of(customer, channel)):
            refresh(customer_ids=_sharing(customer, channel))


def _refusals(words: Sequence[Word]) -> list[Word]:
    """Those refusals that no later consent lifted; each counts for what it names."""
    held = [
        holds(words=words, purpose_id=purpose)
        for purpose in {one.purpose_id for one in words if not one.given}
    ]
    found = {one.word.order: one.word for one in held if one.state == "refused" and one.word}
    return list(found.values())


def _hang(channel: str, refused: Iterable[Word], digests: Collection[str]) -> bool:
    """Write the refusals on the addresses, keeping the later day; tells whether any is new."""
    changed = False
    for word in refused:
        values = {"day": word.day, "said_at": word.said_at}
        for each in digests:
            row, made = Suppressed.objects.get_or_create(  # type: ignore[misc] # None: every one
                channel=channel, digest=each, purpose_id=word.purpose_id, defaults=values
            )
            if not made and (row.day, row.said_at) < (word.day, word.said_at):
                Suppressed.objects.filter(pk=row.pk).update(**values)
            elif not made:
                continue
            changed = True
    return changed


def _sharing(customer: Customer, channel: str) -> list[int]:
    """The other customers who have one of the addresses of this one."""
    keys = list(keys_of(customer=customer, channel=channel))
    match channel:
        case Channel.MAIL:
            shared = Q(emails__key__in=keys)
        case Channel.PHONE | Channel.SMS:
            shared = Q(phones__key__in=keys)
        case Channel.POST | Channel.VISIT:
            shared = Q(addresses__key__in=[key.partition(" ")[2] for key in keys])
        case _:
            return []
    others = Customer.objects.filter(shared).exclude(pk=customer.pk)
    return list(others.values_list("pk", flat=True).distinct())


def customer_changed(
    *, customer_id: int, changes: Iterable[Mapping[str, Any]], **_given: object
) -> None:
    """Receive the signal: new addresses are refused where the customer, or the old ones, are."""
    moved = {one["field"]: one for one in changes if one["field"] in _REACH}
    if not moved:
        return
    customer = Customer.objects.get(pk=customer_id)
    suppress(customer=customer)
    _replace(customer, moved.values())
    refresh(customer_ids=[customer_id])


def customers_saved(
    *, changes: Mapping[int, Sequence[Mapping[str, Any]]], **_given: object
) -> None:
    """Receive the signal: the same for many, of whom most have nothing to do with refusals."""
    reach = {pk: [one for one in rows if one["field"] in _REACH] for pk, rows in changes.items()}
    moved = {pk: rows for pk, rows in reach.items() if any(one["from"] for one in rows)}
    entered = {pk for pk, rows in reach.items() if rows and pk not in moved}
    words = Consent.objects.filter(customer__in=[*moved, *entered])
    said = set(words.values_list("customer_id", flat=True))
    met = moved.keys() if Suppressed.objects.exists() else set()
    for pk in sorted(met | said):
        customer_changed(customer_id=pk, changes=reach[pk])
    refresh(customer_ids=_met(sorted(entered - said)))


def _met(customer_ids: Sequence[int]) -> list[int]:
    """Those of these customers who have a refused address."""
    if not customer_ids or not Suppressed.objects.exists():
        return []
    rows = list(Customer.objects.filter(pk__in=customer_ids))
    prefetch_related_objects(rows, "phones", "emails", "addresses")
    digests: dict[str, list[int]] = {}
    for customer in rows:
        for channel in Channel.values:
            for one in digests_of(customer, channel):
                digests.setdefault(one, []).append(customer.pk)
    names = sorted(digests)
    found: set[int] = set()
    for at in range(0, len(names), _AT_ONCE):
        refused = Suppressed.objects.filter(digest__in=names[at : at + _AT_ONCE])
        for digest_of in refused.values_list("digest", flat=True):
            found.update(digests[digest_of])
    return sorted(found)


def _replace(customer: Customer, moved: Iterable[Mapping[str, Any]]) -> None:
    """An address that takes the place of a refused one is refused as well."""
    before = [(one["field"], one["from"] or []) for one in moved]
    for channel in Channel.values:
        now = digests_of(customer, channel)
        old = {
            digest(channel=channel, key=key)
            for field, rows in before
            for key in keys_written(field=field, rows=rows, channel=channel)
        }
        gone = old - set(now)
        met = Suppressed.objects.filter(channel=channel, digest__in=gone) if gone and now else ()
        if _hang(channel, [Word.met(row) for row in met], now):
            refresh(customer_ids=_sharing(customer, channel))
