"""Which customer a row of a file means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.consent.erased import Person
from goen.shop.customers import comparable
from goen.shop.customers.history import erased_among
from goen.shop.customers.models import Address, Customer, Email, Phone
from goen.shop.customers.snapshot import whole_snapshots
from goen.shop.fields.models import OwnValue
from goen.shop.intake import round_trip
from goen.shop.intake.kinds.customers import form, own
from goen.shop.intake.kinds.customers.form import BY_NAME
from goen.shop.intake.kinds.documents.customers import company_as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goen.shop.intake.kinds.planning import Choices

    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Keys:
    """What a row, or a customer, is compared by; sets hold all telephones and so on."""

    name: str = ""  # without 様 behind it
    written: str = ""  # with it, as the row has it
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    postal: frozenset[str] = frozenset()
    birthday: str = ""
    corporate: str = ""

    @property
    def hints(self) -> Sequence[frozenset[str]]:
        """What makes two of the same name one."""
        one = frozenset({self.birthday}) - {""}
        return (self.phones, self.emails, self.places, one, frozenset({self.corporate}) - {""})


@dataclass(frozen=True, slots=True)
class Found:
    """The customer of a row, or why nobody can tell, or why it must not be; else a new one."""

    target: int | None = None
    doubt: str = ""
    problem: tuple[str, str] | None = None  # field, words
    sure: bool = False  # a person, or the number of Goen, says so: names may differ


def kind_of_row(row: Row, default: str) -> str:
    """Whether a row is about a person or a company."""
    if row.get("kind"):
        return str(row["kind"])
    if default != BY_NAME:
        return default
    if row.get("corporate_number") or row.get("contact_name"):
        return Customer.Kind.COMPANY.value
    name = row.get("name") or ""
    legal_form = japanese.read_company(text=japanese.without_honorific(name=name)).legal_form
    company = bool(legal_form) or japanese.addresses_organisation(name=name)
    return (Customer.Kind.COMPANY if company else Customer.Kind.PERSON).value


def name_key(name: str, kind: str) -> str:
    """A name in the form in which two customers have the same."""
    key = japanese.company_key if kind == Customer.Kind.COMPANY else japanese.person_key
    return key(text=name)[:200]


def keys_of_row(row: Row, kind: str) -> Keys:
    """What a row is compared by."""
    place = comparable.address({name: row.get(name) or "" for name in _PARTS})
    name = row.get("name") or ""
    return Keys(
        name=name_key(japanese.without_honorific(name=name), kind),
        written=name_key(name, kind),
        phones=_set(comparable.phone(row[one]) for one in ("phone", "mobile") if row.get(one)),
        emails=_set(comparable.email(row[one]) for one in ("email", "email2") if row.get(one)),
        places=_set([place if row.get("street") else ""]),
        postal=_set([comparable.postal(row.get("postal_code") or "")]),
        birthday=row.get("birthday") or "",
        corporate=row.get("corporate_number") or "",
    )


def person_of(row: Row, keys: Keys) -> Person:
    """What somebody who was erased would be found by."""
    return Person(
        names=_set([row.get("name") or ""]),
        codes=_set([row.get("code") or ""]),
        phones=keys.phones,
        emails=keys.emails,
        birthdays=_set([keys.birthday]),
        postals=keys.postal,
    )


_PARTS = ("prefecture", "city", "street", "building")


def _set(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(texts) - {""}


def keys_of_customers(customers: Iterable[Customer]) -> dict[int, Keys]:
    """What customers are compared by, in four queries."""
    known = {one.pk: one for one in customers}
    phones = _texts_of(Phone.objects.filter(customer__in=known).values_list("customer_id", "key"))
    emails = _texts_of(Email.objects.filter(customer__in=known).values_list("customer_id", "key"))
    rows = Address.objects.filter(customer__in=known)
    places = _texts_of(rows.exclude(street="").values_list("customer_id", "key"))
    postal = _texts_of(rows.values_list("customer_id", "postal_key"))
    return {
        pk: Keys(
            name=one.name_key,
            phones=_set(phones[pk]),
            emails=_set(emails[pk]),
            places=_set(places[pk]),
            postal=_set(postal[pk]),
            birthday=one.birthday.isoformat() if one.birthday else "",
            corporate=one.corporate_number,
        )
        for pk, one in known.items()
    }


def _texts_of(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, text in pairs:
        found[pk].append(text)
    return found


class Finder:
    """Looks up the customers of some rows, all at once: `found` for each row, in their order."""

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        keys: Sequence[Keys],
        key: str,
        choices: Choices,
        corporate: Mapping[str, set[int]],
    ) -> None:
        self._key, self._choices, self._corporate = key, choices, corporate
        ids = [int(row[round_trip.NUMBER]) for row in rows if row.get(round_trip.NUMBER)]
        ids += choices.targets(row["row"] for row in rows)
        wanted = set(ids)
        self._by_key = _by_key(rows, key)
        wanted.update(pk for found in self._by_key.values() for pk in found)
        codes = {row["code"] for row in rows if row.get("code")}
        live = Customer.objects.live()
        self._by_code = dict(live.filter(code__in=codes).values_list("code", "pk"))
        wanted.update(self._by_code.values())
        self._by_name: dict[str, list[int]] = defaultdict(list)
        if key == form.AUTO:
            unknown = [one for row, one in zip(rows, keys, strict=True) if self._unknown(row)]
            names = {name for one in unknown for name in (one.name, one.written)}
            named = live.filter(name_key__in=names - {""}).order_by("pk")
            for name, pk in named.values_list("name_key", "pk"):
                self._by_name[name].append(pk)
            wanted.update(pk for same in self._by_name.values() for pk in same)
            wanted.update(pk for one in keys for pk in corporate.get(one.corporate, ()))
        self.customers = live.in_bulk(list(wanted))
        self._keys = keys_of_customers(
            self.customers[pk] for same in self._by_name.values() for pk in same
        )
        self._erased = set(erased_among(customer_ids=self.customers))
        self.found = [self._find(row, one) for row, one in zip(rows, keys, strict=True)]
        targets = {one.target for one in self.found if one.target} & self.customers.keys()
        self.values = whole_snapshots([self.customers[pk] for pk in sorted(targets)])

    def _unknown(self, row: Row) -> bool:
        """Whether neither the number of Goen nor that of the customer tells who it is."""
        return not row.get(round_trip.NUMBER) and row.get("code") not in self._by_code

    def _find(self, row: Row, keys: Keys) -> Found:
        """The customer of one row."""
        if self._choices.is_new(row["row"]):
            return Found()
        chosen = self._choices.target(row["row"]) or row.get(round_trip.NUMBER)
        if chosen:
            return self._there(int(chosen))
        if self._key == form.NONE:
            return Found()
        if self._key in (form.AUTO, form.CODE):
            code = row.get("code") or ""
            if code in self._by_code:
                return self._coded(self._by_code[code], row, keys)
            return self._named(row, keys) if self._key == form.AUTO else Found()
        return self._keyed(row)

    def _there(self, pk: int) -> Found:
        if pk not in self.customers:
            words = _(
                "This customer is not in the ledger any more. Empty the cell to enter it anew."
            )
            return Found(problem=(round_trip.NUMBER, words))
        if pk in self._erased:
            return Found(problem=(round_trip.NUMBER, _forgotten()))
        return Found(pk, sure=True)

    def _coded(self, pk: int, row: Row, keys: Keys) -> Found:
        """The customer with this number, unless the row names somebody else."""
        theirs = self.customers[pk]
        if not row.get("name") or theirs.name_key in (keys.name, keys.written):
            return Found(pk)
        words = _("This customer number is that of %(name)s. The row has another name.")
        return Found(pk, doubt=words % {"name": theirs.name})

    def _keyed(self, row: Row) -> Found:
        found = sorted(self._by_key.get(_value(row, self._key), ()))
        if len(found) > 1:
            return Found(doubt=_("Several customers have this."))
        return Found(found[0], sure=True) if found else Found()

    def _named(self, row: Row, keys: Keys) -> Found:
        """By exactly the same name and one thing more that is exactly the same."""
        if not keys.name:
            return Found()
        code = row.get("code") or ""
        named = self._by_name.get(keys.written) or self._by_name.get(keys.name) or []
        same = [pk for pk in named if pk not in self._erased]
        equal = [pk for pk in same if _equal(keys, self._keys[pk])]
        other = [pk for pk in equal if code and self.customers[pk].code]
        if other:
            words = _("%(name)s has the same name and more in common, but another customer number.")
            name = self.customers[other[0]].name
            return Found(other[0] if len(other) == 1 else None, doubt=words % {"name": name})
        if len(equal) == 1 and not is_written_so(self.customers[equal[0]], row.get("name") or ""):
            words = _("%(name)s is written otherwise: it may be another company.")
            return Found(equal[0], doubt=words % {"name": self.customers[equal[0]].name})
        if len(equal) == 1:
            return Found(equal[0])
        if equal:
            return Found(doubt=_("Several customers are the same by name and more."))
        same = [pk for pk in same if not (code and self.customers[pk].code)]
        return self._perhaps(same, keys) or self._other_name(keys) or Found()

    def _other_name(self, keys: Keys) -> Found | None:
        """A company with the same corporate number that is called otherwise."""
        same = sorted(set(self._corporate.get(keys.corporate, ())) & self.customers.keys())
        if not same:
            return None
        words = _("%(name)s has the same corporate number. The row has another name.")
        doubt = words % {"name": self.customers[same[0]].name}
        return Found(same[0] if len(same) == 1 else None, doubt=doubt)

    def _perhaps(self, same: Sequence[int], keys: Keys) -> Found | None:
        """Those of the same name where nothing tells that they are others."""
        near = [pk for pk in same if _near(keys, self._keys[pk])]
        if not near:
            return None
        words = _("%(name)s has the same name; nothing else tells whether it is the same customer.")
        doubt = words % {"name": self.customers[near[0]].name}
        return Found(near[0] if len(near) == 1 else None, doubt=doubt)


def _forgotten() -> str:
    return _("This customer was erased at their own request and is not entered again this way.")


def is_written_so(customer: Customer, name: str) -> bool:
    """Whether a name is that of the customer: A株式会社 is another company than 株式会社A."""
    ours, theirs = (
        company_as_written(japanese.without_honorific(name=one)) for one in (customer.name, name)
    )
    return not customer.is_company or ours == theirs


def _equal(one: Keys, other: Keys) -> bool:
    return any(mine & theirs for mine, theirs in zip(one.hints, other.hints, strict=True))


def _near(one: Keys, other: Keys) -> bool:
    """Whether they may be one: the same postal code, or nothing that both say and differs."""
    if one.postal & other.postal:
        return not (one.birthday and other.birthday)  # two birthdays tell a family apart
    return not any(
        mine and theirs and not mine & theirs
        for mine, theirs in zip(one.hints, other.hints, strict=True)
    )


def _value(row: Row, key: str) -> str:
    """What a row says of the key that was chosen, in comparable form."""
    text = row.get(key) or ""
    if key == form.PHONE:
        return comparable.phone(text)
    if key == form.EMAIL:
        return comparable.email(text)
    return japanese.fold(str(own.unpacked(text))) if key.startswith("own_") and text else text


def corporate_numbers() -> Mapping[str, set[int]]:
    """The live customers by their corporate numbers: few have one, and none is looked up by it."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Customer.objects.live().exclude(corporate_number="")
    for number, pk in rows.values_list("corporate_number", "pk"):
        found[number].add(pk)
    return found


def _by_key(rows: Sequence[Row], key: str) -> Mapping[str, set[int]]:
    """The live customers by the key that was chosen, other than name and number."""
    found: dict[str, set[int]] = defaultdict(set)
    if key in (form.AUTO, form.CODE, form.NONE):
        return found
    values = {_value(row, key) for row in rows} - {""}
    for value, pk in _pairs(values, key):
        found[str(value)].add(pk)
    live = set(
        Customer.objects.live()
        .filter(pk__in={pk for ids in found.values() for pk in ids})
        .values_list("pk", flat=True)
    )
    return {value: ids & live for value, ids in found.items()}


def _pairs(values: set[str], key: str) -> Iterable[tuple[str, int]]:
    if key == form.PHONE:
        return Phone.objects.filter(key__in=values).values_list("key", "customer_id")
    if key == form.EMAIL:
        return Email.objects.filter(key__in=values).values_list("key", "customer_id")
    if key == form.CORPORATE:
        rows = Customer.objects.live().filter(corporate_number__in=values)
        return rows.values_list("corporate_number", "pk")
    field_id = int(key.removeprefix("own_"))
    return _own_pairs(field_id, values)


def _own_pairs(field_id: int, values: set[str]) -> Iterable[tuple[str, int]]:
    rows = OwnValue.objects.filter(field=field_id)
    texts = {value[:100] for value in values}
    for text, pk in rows.filter(text_key__in=texts).values_list("text", "customer_id"):
        yield japanese.fold(text), pk
    numbers = [value for value in values if value.replace(".", "", 1).lstrip("-").isdecimal()]
    for number, pk in rows.filter(number__in=numbers).values_list("number", "customer_id"):
        if number is not None:
            plain = int(number) if number == number.to_integral_value() else float(number)
            yield str(plain), pk


def customers_like(*, texts: Mapping[str, str], limit: int = 20) -> list[Customer]:
    """Live customers of the name or with a telephone, mail or number of a row, for a choice."""
    name = texts.get("name") or " ".join(
        filter(None, (texts.get("family_name"), texts.get("given_name")))
    )
    written = {name, japanese.without_honorific(name=name)}
    names = {name_key(one, kind) for one in written for kind in Customer.Kind.values} - {""}
    rows = Customer.objects.live()
    found = list(rows.filter(name_key__in=names)[:limit])
    if texts.get("code"):
        found += rows.filter(code=japanese.plain(texts["code"]))[:1]
    for model, names_of, read in (
        (Phone, ("phone", "mobile"), comparable.phone),
        (Email, ("email",), comparable.email),
    ):
        wanted = {read(texts[one]) for one in names_of if texts.get(one)} - {""}
        ids = model._default_manager.filter(key__in=wanted).values("customer_id")[:limit]
        found += rows.filter(pk__in=[row["customer_id"] for row in ids])
    return list({one.pk: one for one in found}.values())[:limit]


def place_of(customer: Customer) -> str:
    """Where a customer lives, and what else tells it from others, in a few words."""
    address = Address.objects.filter(customer=customer).order_by("-is_primary", "position").first()
    phone = Phone.objects.filter(customer=customer).order_by("-is_primary", "position").first()
    parts = (customer.code, str(address or ""), str(phone or ""))
    return "・".join(filter(None, parts))
