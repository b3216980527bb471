"""Who was erased at their own request, as keyed hashes: so that an old file does not bring them
back without a word.

A hash says nothing by itself and is asked for nothing else; it stays, since old files do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.consent.digests import digest
from goen.shop.consent.models import ErasedKey
from goen.shop.customers import comparable
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody can be found again by; telephones and so on in comparable form."""

    names: frozenset[str] = frozenset()  # as written
    codes: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    birthdays: frozenset[str] = frozenset()
    postals: frozenset[str] = frozenset()

    def keys(self, *, names_alone: bool) -> Iterator[tuple[str, str]]:
        """What each hash is made of; names stand beside something else, or alone."""
        for sort, texts in (("code", self.codes), ("phone", self.phones), ("mail", self.emails)):
            yield from ((sort, text) for text in texts if text)
        for name in {key for one in self.names for key in _name_keys(one)}:
            yield from (("birthday", f"{name} {one}") for one in self.birthdays if one)
            yield from (("postal", f"{name} {one}") for one in self.postals if one)
            if names_alone:
                yield "name", name

    def asked(self) -> set[str]:
        """The hashes to look for: by the name alone when nothing else is known."""
        alone = not (self.codes or self.phones or self.emails or self.birthdays or self.postals)
        return _hashes(self.keys(names_alone=alone))


def _name_keys(name: str) -> set[str]:
    """A name as that of a person and as that of a company, with and without 様 behind it."""
    return {
        key
        for one in (name, japanese.without_honorific(name=name))
        for key in (comparable.person(one), japanese.company_key(text=one)[:200])
    } - {""}


def _hashes(keys: Iterable[tuple[str, str]]) -> set[str]:
    return {digest(channel=f"erased:{sort}", key=text) for sort, text in keys}


def remember(_by: Staff, customer: Customer, now: datetime, _group: UUID) -> None:
    """Keep the hashes of all that a customer could be found by, now and formerly."""
    day = localdate(now)
    hashes = _hashes(_known(customer).keys(names_alone=True))
    ErasedKey.objects.bulk_create(
        [ErasedKey(digest=one, day=day) for one in sorted(hashes)],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["day"],
    )


def _known(customer: Customer) -> Person:
    """A customer with all former values that the trail still has."""
    found: dict[str, set[str]] = {
        "names": {customer.name},
        "codes": {customer.code},
        "phones": {row.key for row in customer.phones.all()},
        "emails": {row.key for row in customer.emails.all()},
        "birthdays": {customer.birthday.isoformat()} if customer.birthday else set(),
        "postals": {row.postal_key for row in customer.addresses.all()},
    }
    rows = Trail.objects.filter(kind="customer", object_id=customer.pk)
    for changes in rows.values_list("changes", flat=True):
        for change in changes:
            for value in (change.get("from"), change.get("to")):
                _add(found, change["field"], value)
    return Person(**{name: frozenset(texts - {""}) for name, texts in found.items()})


def _add(found: Mapping[str, set[str]], field: str, value: Any) -> None:
    match field, value:
        case (("name" | "code" | "birthday"), str()):
            found[f"{field}s"].add(value)
        case "phones", list():
            found["phones"] |= {comparable.phone(row["number"]) for row in value}
        case "emails", list():
            found["emails"] |= {comparable.email(row["address"]) for row in value}
        case "addresses", list():
            found["postals"] |= {comparable.postal(row["postal_code"]) for row in value}


def anybody_erased() -> bool:
    """Whether there is anything to be found by `erased_on`."""
    return ErasedKey.objects.exists()


def erased_on(people: Sequence[Person]) -> list[date | None]:
    """When each of these people was erased at their own request; None for all others."""
    hashes = [one.asked() for one in people]
    wanted = sorted(set[str]().union(*hashes))
    days: dict[str, date] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        rows = ErasedKey.objects.filter(digest__in=wanted[at : at + _AT_ONCE])
        days.update(rows.values_list("digest", "day"))
    return [max((days[one] for one in of if one in days), default=None) for of in hashes]


def told(day: date) -> str:
    """A sentence that says so, without a name."""
    words = _("This person was erased at their own request in %(month)s.")
    return words % {"month": date_format(day, "YEAR_MONTH_FORMAT")}


def doubts(values: Values) -> list[str]:
    """Why somebody who is typed in should perhaps not be entered."""
    person = Person(
        names=frozenset({values.get("name") or ""}),
        codes=frozenset({values.get("code") or ""} - {""}),
        phones=frozenset(comparable.phone(row["number"]) for row in values.get("phones", ())),
        emails=frozenset(comparable.email(row["address"]) for row in values.get("emails", ())),
        birthdays=frozenset({str(values.get("birthday") or "")} - {""}),
        postals=frozenset(
            comparable.postal(row["postal_code"]) for row in values.get("addresses", ())
        ),
    )
    return [told(day) for day in erased_on([person]) if day is not None]
