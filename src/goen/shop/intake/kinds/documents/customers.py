"""Whose quote or invoice it is: by number, else by exactly the same name, else a person decides.

A company is the same when its legal form, where that stands, and every mark in its name are the
same: 青葉株式会社 is another one than 株式会社青葉, and 山田,商店 may be another one than 山田商店.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.customers.models import Customer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FEW = 20
_MARKS = re.compile(r"[,，.。'’\"“”「」『』&＆]")
_ENGLISH = re.compile(r"[\s,.]*\b(?:co|ltd|inc|corp|corporation|llc|k\.?k|g\.?k)\b[\s,.]*", re.I)
_ORGANISATION = re.compile(
    "(?:店|館|堂|屋|会|組合|事務所|工業|商事|産業|製作所|工務店|クリニック|医院|病院|大学|学校|学園"
    "|保育園|幼稚園|神社|役所|役場|支店|本店|営業所|センター|銀行|信用金庫|農園|工房|サロン|カフェ"
    "|ホテル|旅館)$"
)


class Who(NamedTuple):
    """The customer of a document: known (`pk`), to be entered (`new`), or why nobody can tell."""

    pk: int | None = None
    name: str = ""
    new: Mapping[str, Any] | None = None
    doubt: str = ""


def bare(name: str) -> str:
    """A name without 御中 or 様 behind it."""
    return japanese.without_honorific(name=name)


def is_company(name: str) -> bool:
    """Whether a name that is new looks like a company's."""
    company = japanese.read_company(text=bare(name))
    return bool(
        company.legal_form
        or japanese.addresses_organisation(name=name)
        or _ORGANISATION.search(bare(name))
    )


def company_as_written(name: str) -> tuple[Any, ...]:
    """A company's name in the form in which only the same company has the same."""
    company = japanese.read_company(text=name)
    marks = _MARKS.findall(_ENGLISH.sub(" ", japanese.fold(name)))
    return (*company, tuple(marks))


def _keys(name: str) -> set[str]:
    found = {japanese.person_key(text=name)[:200], japanese.company_key(text=name)[:200]}
    return found - {""}


class CustomerFinder:
    """Looks up the customers of some documents, all at once."""

    def __init__(self, wanted: Iterable[tuple[str | None, str | None]]) -> None:
        pairs = list(wanted)
        names = {bare(name) for _code, name in pairs if name}
        keys = set[str]().union(*(_keys(name) for name in names))
        live = Customer.objects.live()
        self._by_code = {
            one.code: one for one in live.filter(code__in={code for code, _name in pairs if code})
        }
        self._by_key: dict[str, list[Customer]] = defaultdict(list)
        for one in live.filter(name_key__in=keys).order_by("pk"):
            self._by_key[one.name_key].append(one)

    def find(self, code: str | None, name: str | None, *, before: int | None = None) -> Who:
        """The customer with this number, else of exactly this name.

        `before`: whose the document is in the ledger; among those of nearly this name it is this
        one.
        """
        if code and code in self._by_code:
            known = self._by_code[code]
            return Who(known.pk, known.name)
        if not name:
            return Who(doubt=_("There is no customer with the number %s.") % code if code else "")
        return self._named(code, bare(name), name, before)

    def _named(self, code: str | None, name: str, written: str, before: int | None) -> Who:
        alike = self._alike(name)
        if mine := next((one for one in alike if one.pk == before), None):
            return Who(mine.pk, mine.name)
        same = [one for one in alike if self._is_same(one, name)]
        if len(same) > 1:
            return Who(name=name, doubt=_("More than one customer has this name."))
        if not same and alike:
            words = _("A customer has nearly the same name: %s")
            return Who(name=name, doubt=words % alike[0].name)
        if same and code and same[0].code:
            words = _("%(name)s has another customer number: %(code)s")
            facts = {"name": same[0].name, "code": same[0].code}
            return Who(name=name, doubt=words % facts)
        if same:
            return Who(same[0].pk, same[0].name)
        return self.new(code, written)

    @staticmethod
    def new(code: str | None, name: str | None, *, sure: bool = False) -> Who:
        """Somebody to be entered, a company if the name looks like one.

        `sure`: a person said so, although others have such a name.
        """
        kind = Customer.Kind.COMPANY if is_company(name or "") else Customer.Kind.PERSON
        called = bare(name or "") or code or ""
        new = {"code": code or "", "name": called, "kind": kind.value, "sure": sure}
        return Who(name=called, new=new)

    def _alike(self, name: str) -> list[Customer]:
        """Those whose comparable form of the name is the same, as that of a company or a person."""
        company, person = japanese.company_key(text=name), japanese.person_key(text=name)
        found = [
            *(one for one in self._by_key.get(company[:200], ()) if one.is_company),
            *(one for one in self._by_key.get(person[:200], ()) if not one.is_company),
        ]
        return list(dict.fromkeys(found))

    @staticmethod
    def _is_same(customer: Customer, name: str) -> bool:
        if not customer.is_company:  # spaces and old letters do not count; marks do
            return _MARKS.findall(customer.name) == _MARKS.findall(name)
        return company_as_written(customer.name) == company_as_written(name)


def alike(*, name: str) -> list[Customer]:
    """The live customers of nearly the same name, companies and persons."""
    rows = Customer.objects.live().filter(name_key__in=_keys(bare(name)))
    return list(rows.order_by("kana_key", "pk")[:_FEW])
