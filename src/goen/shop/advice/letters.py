"""The people of a list as a workbook, with what a letter needs to be merged with their names."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen import japanese
from goen.shop.customers.models import Address, ContactPerson, Email, Phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goen.sheets import OutColumn
    from goen.shop.advice.models import Candidate
    from goen.shop.customers.models import Customer

_AT_ONCE = 500


def workbook(*, rows: Sequence[Candidate], title: str) -> bytes:
    """A workbook with one line for each person; no cell of it is ever a formula."""
    # Late: it brings the engine that reads files, which no page needs.
    from goen.sheets import write_table

    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "letters.xlsx"
        write_table(path, columns=columns(), rows=_lines(rows), format="xlsx", title=title)
        return path.read_bytes()


def columns() -> list[OutColumn]:
    """The fields of a letter."""
    from goen.sheets import OutColumn

    return [
        OutColumn(_("Customer number"), "code"),
        OutColumn(_("Addressed to"), width=24),
        OutColumn(_("Above the name"), width=24),
        OutColumn(pgettext("letter", "Postal code"), "code"),
        OutColumn(_("Address, line 1"), width=36),
        OutColumn(_("Address, line 2"), width=24),
        OutColumn(pgettext("letter", "Telephone"), "code"),
        OutColumn(pgettext("letter", "E-mail"), width=28),
        OutColumn(_("Last purchase"), "date"),
        OutColumn(pgettext("letter", "Purchases"), "number"),
        OutColumn(_("Sales of 12 months"), "money"),
        OutColumn(_("Sales in all"), "money"),
        OutColumn(pgettext("letter", "In charge")),
    ]


def _lines(rows: Sequence[Candidate]) -> Iterator[list[Any]]:
    for at in range(0, len(rows), _AT_ONCE):
        part = rows[at : at + _AT_ONCE]
        ids = [row.customer_id for row in part]
        addresses = _first(Address.objects.filter(customer__in=ids))
        phones = _first(Phone.objects.filter(customer__in=ids, contact=None))
        emails = _first(Email.objects.filter(customer__in=ids, contact=None))
        asked = ContactPerson.objects.filter(customer__in=ids, is_primary=True, has_left=False)
        people = _first(asked)
        for row in part:
            one = row.customer_id
            yield _line(row, addresses.get(one), phones.get(one), emails.get(one), people.get(one))


def _first(rows: Any) -> dict[int, Any]:
    """The first row of each customer: the primary one, if there is one."""
    found: dict[int, Any] = {}
    for row in rows.order_by("-is_primary", "position", "id"):
        found.setdefault(row.customer_id, row)
    return found


def _line(
    row: Candidate,
    address: Address | None,
    phone: Phone | None,
    email: Email | None,
    person: ContactPerson | None,
) -> list[Any]:
    customer = row.customer
    above, name = addressee(customer, person)
    return [
        customer.code or None,
        name,
        above or None,
        japanese.postal_display(text=address.postal_code) or None if address else None,
        (address.line or None) if address else None,
        (address.building or None) if address else None,
        phone.shown if phone else None,
        email.address if email else None,
        row.since,
        row.occasions,
        row.yen,
        row.amount,
        customer.owner.name if customer.owner else None,
    ]


def addressee(customer: Customer, person: ContactPerson | None) -> tuple[str, str]:
    """What stands above the name, and the name with its honorific: never 御中 and 様 together."""
    if person is None or not customer.is_company:
        return "", japanese.addressed(
            name=customer.name, organisation=customer.is_company, chosen=customer.honorific
        )
    above: Iterable[str] = (customer.name, person.department, person.title)
    name = japanese.addressed(name=person.name, organisation=False)
    return " ".join(filter(None, above)), name
