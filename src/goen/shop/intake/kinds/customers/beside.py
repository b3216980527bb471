"""What other rows and other rooms say about the customers of some rows, asked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen.shop.consent.leaving import anybody_left, left_with
from goen.shop.consent.models import Standing
from goen.shop.customers import comparable
from goen.shop.customers.models import Customer
from goen.shop.intake.kinds.planning import ERROR, WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from goen.shop.intake.kinds.customers.finding import Finder

    Row = Mapping[str, Any]

_COMPANY = Customer.Kind.COMPANY.value


class Beside:
    """Head offices, refusals, and those who have left."""

    def __init__(self, rows: Sequence[Row], finder: Finder) -> None:
        self._finder = finder
        self._offices = _by_code({row["parent"] for row in rows if row.get("parent")})
        known = finder.values.values()
        self.parents = codes_of({one["parent"] for one in known if one.get("parent")})
        self._refused = refused_channels(list(finder.values))
        self._here: dict[str, str] = {}  # customer numbers of rows above → kind
        self._left = (
            left_with(keys={key for row in rows for key in _addresses(row).values()})
            if anybody_left()
            else set()
        )

    def refused(self, pk: int) -> set[str]:
        """The channels that a customer refused altogether."""
        return self._refused.get(pk, set())

    def remember(self, row: Row, kind: str) -> None:
        """Rows below may name this one as their head office."""
        if row.get("code"):
            self._here[row["code"]] = kind

    def problem(self, row: Row, pk: int | None) -> Problem | None:
        """Why the head office that a row names cannot be one."""
        code = row.get("parent")
        if not code:
            return None
        words = ""
        office = self._offices.get(code)
        kind = office.kind if office else self._here.get(code)
        if kind is None:
            words = _("No customer has this number. A head office has to stand above its branches.")
        elif kind != _COMPANY:
            words = _("Only companies have a head office.")
        elif code == row.get("code") or (office and pk and pk in _above(office)):
            words = _("A company cannot be its own head office.")
        return Problem(row["row"], "parent", ERROR, code, words) if words else None

    def who_left(self, row: Row) -> Iterator[Problem]:
        """Addresses of those who had us forget them, or were thrown away: nobody enters them
        again without a word."""
        for field, key in _addresses(row).items() if self._left else ():
            if key in self._left:
                words = _(
                    "Someone with this address was deleted from the ledger before. What they"
                    " refused stays refused."
                )
                yield Problem(row["row"], field, WARNING, row.get(field), words)


def _addresses(row: Row) -> dict[str, tuple[str, str]]:
    """The addresses of a row as the room of consent knows them: field → channel and key."""
    found = {}
    if row.get("email"):
        found["email"] = ("mail", comparable.email(row["email"]))
    for name in ("phone", "mobile"):
        if row.get(name):
            found[name] = ("phone", comparable.phone(row[name]))
    if row.get("street"):
        parts = {name: row.get(name) or "" for name in ("prefecture", "city", "street", "building")}
        code = comparable.postal(row.get("postal_code") or "")
        found["street"] = ("post", f"{code} {comparable.address(parts)}")
    return found


def _by_code(codes: Collection[str]) -> Mapping[str, Customer]:
    """Live customers by the numbers that name them in a column of head offices."""
    live = Customer.objects.live()
    ids = [int(code[1:]) for code in codes if code.startswith("#") and code[1:].isdecimal()]
    found = {f"#{pk}": one for pk, one in live.in_bulk(ids).items()}
    return found | {one.code: one for one in live.filter(code__in=codes)}


def ids_of(codes: Collection[str]) -> dict[str, int]:
    """The customers that such numbers name."""
    return {code: one.pk for code, one in _by_code(codes).items()}


def codes_of(ids: Collection[int]) -> dict[int, str]:
    """How each customer is named in a column of head offices."""
    rows = Customer.objects.filter(pk__in=ids).values_list("pk", "code")
    return {pk: code or f"#{pk}" for pk, code in rows}


def refused_channels(ids: Sequence[int]) -> dict[int, set[str]]:
    """The channels that customers refused altogether."""
    rows = Standing.objects.filter(customer__in=ids, purpose=None, allowed=False)
    found: dict[int, set[str]] = {}
    for pk, channel in rows.values_list("customer_id", "channel"):
        found.setdefault(pk, set()).add(channel)
    return found


def _above(office: Customer) -> set[int]:
    """The office and all head offices above it."""
    found: set[int] = set()
    step: Customer | None = office
    while step is not None and step.pk not in found:
        found.add(step.pk)
        step = step.parent
    return found
