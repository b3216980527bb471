"""Whose touch a row of a file tells of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.customers import comparable
from goen.shop.customers.models import ContactPerson, Customer, Email, Phone
from goen.shop.intake.kinds.customers.finding import is_written_so, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goen.shop.intake.kinds.planning import Choices

    Row = Mapping[str, Any]


class Whose(NamedTuple):
    """The customer of a row; why nobody can tell; neither: nobody in the ledger."""

    customer: int | None = None
    name: str = ""
    doubt: str = ""


class Customers:
    """Looks up the customers of some rows, all at once."""

    def __init__(self, rows: Sequence[Row], *, choices: Choices) -> None:
        self._choices = choices
        codes = {row["code"] for row in rows if row.get("code")}
        self._names_of = {row["row"]: _keys(row.get("name")) for row in rows}
        names = set[str]().union(*self._names_of.values())
        live = Customer.objects.live()
        found = live.filter(code__in=codes) | live.filter(name_key__in=names)
        known = {one.pk: one for one in found}
        known |= live.in_bulk(choices.targets(row["row"] for row in rows))
        self._known = known
        self._by_code = {one.code: one for one in known.values() if one.code}
        self._by_name: dict[str, list[Customer]] = defaultdict(list)
        for _pk, one in sorted(known.items()):
            self._by_name[one.name_key].append(one)
        self._reach = _reach(pk for same in self._by_name.values() for pk in map(_id, same))
        self._people = _people(known)

    def find(self, row: Row) -> Whose:
        """The customer of one row."""
        chosen = self._choices.target(row["row"])
        if chosen is not None:
            one = self._known.get(chosen)
            return Whose(one.pk, one.name) if one else Whose()
        if row.get("code"):
            return self._coded(self._by_code.get(row["code"]), row)
        same = [one for key in self._names_of[row["row"]] for one in self._by_name.get(key, ())]
        same = list({one.pk: one for one in same}.values())
        if len(same) > 1:
            said = _said(row)
            same = [one for one in same if said & self._reach[one.pk]] or same
        if len(same) > 1:
            return Whose(doubt=_("More than one customer has this name."))
        if same and not is_written_so(same[0], row.get("name") or ""):
            words = _("%(name)s is written otherwise: it may be another company.")
            return Whose(same[0].pk, same[0].name, doubt=words % {"name": same[0].name})
        return Whose(same[0].pk, same[0].name) if same else Whose()

    def _coded(self, one: Customer | None, row: Row) -> Whose:
        if one is None:
            return Whose()
        if row.get("name") and one.name_key not in self._names_of[row["row"]]:
            words = _("This customer number is that of %(name)s. The row has another name.")
            return Whose(one.pk, one.name, doubt=words % {"name": one.name})
        return Whose(one.pk, one.name)

    def contact(self, customer: int, name: str) -> int | None:
        """The contact person of a company who is called so."""
        bare = comparable.person(japanese.without_honorific(name=name))
        written = comparable.person(name)
        return self._people.get((customer, written)) or self._people.get((customer, bare))


def _id(one: Customer) -> int:
    return one.pk


def _keys(name: str | None) -> set[str]:
    """The name as that of a person and of a company, with and without 様 behind it."""
    names = {name, japanese.without_honorific(name=name)} if name else set()
    return {name_key(one, kind) for one in names for kind in Customer.Kind.values} - {""}


def _said(row: Row) -> set[str]:
    phone, email = row.get("phone") or "", row.get("email") or ""
    return {comparable.phone(phone), comparable.email(email)} - {""}


def _reach(ids: Iterable[int]) -> Mapping[int, set[str]]:
    """Telephones and mail addresses of those who share their name."""
    found: dict[int, set[str]] = defaultdict(set)
    wanted = list(ids)
    for rows in (
        Phone.objects.filter(customer__in=wanted),
        Email.objects.filter(customer__in=wanted),
    ):
        for pk, key in rows.values_list("customer_id", "key"):
            found[pk].add(key)
    return found


def _people(known: Iterable[int]) -> Mapping[tuple[int, str], int]:
    rows = ContactPerson.objects.filter(customer__in=list(known)).order_by("-position")
    return {(one.customer_id, one.name_key): one.pk for one in rows}
