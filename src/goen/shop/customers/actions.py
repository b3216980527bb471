"""The buttons at the head of a customer's page: what can be done now, and why something cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.customers.models import Customer
    from goen.shop.customers.registry import Refusal


@dataclass(frozen=True, slots=True)
class Act:
    """One button; without a `url` it is shown as off, with the reason."""

    name: str
    label: str
    icon: str
    url: str = ""
    reason: str = ""
    key: str = ""


def actions_for(*, customer: Customer, by: Any) -> list[Act]:
    """Call, write, find, mail, edit: in this order."""
    no = customer.refused
    ways = (_call(customer, no), _letter(customer, no), _map(customer), _mail(customer, no))
    return [*ways, _edit(customer, by)]


def _call(customer: Customer, no: Mapping[str, Refusal]) -> Act:
    act = ("phone", pgettext("button", "Call"), "phone")
    if "phone" in no:
        return Act(*act, reason=_because(no["phone"]))
    phone = next(iter(customer.phones.all()), None)
    if phone is None:
        return Act(*act, reason=_("There is no telephone number."))
    return Act(*act, url=f"tel:{phone.key}")


def _letter(customer: Customer, no: Mapping[str, Refusal]) -> Act:
    act = ("letter", pgettext("button", "Letter"), "letter")
    if "post" in no:
        return Act(*act, reason=_because(no["post"]))
    if not customer.addresses.all():
        return Act(*act, reason=_("There is no postal address."))
    return Act(*act, url=reverse("customer_envelope", args=[customer.pk]))


def _map(customer: Customer) -> Act:
    act = ("map", pgettext("button", "Map"), "visit")
    if not customer.addresses.all():
        return Act(*act, reason=_("There is no postal address."))
    return Act(*act, url=reverse("customer_map", args=[customer.pk]))


def _mail(customer: Customer, no: Mapping[str, Refusal]) -> Act:
    act = ("mail", pgettext("button", "E-mail"), "mail")
    if "mail" in no:
        return Act(*act, reason=_because(no["mail"]))
    email = next(iter(customer.emails.all()), None)
    if email is None:
        return Act(*act, reason=_("There is no e-mail address."))
    return Act(*act, url=f"mailto:{email.address}")


def _edit(customer: Customer, by: Any) -> Act:
    act = ("edit", pgettext("button", "Edit"), "edit")
    if not by.may(Ability.EDIT):
        return Act(*act, reason=_("Your role may look at customers, not change them."))
    return Act(*act, url=reverse("customer_edit", args=[customer.pk]), key="e")


def _because(refusal: Refusal) -> str:
    """The reason with its day, if it is known."""
    if refusal.since is None:
        return str(refusal.reason)
    day = date_format(refusal.since, "Y/m/d", use_l10n=False)
    return _("%(reason)s (%(day)s)") % {"reason": refusal.reason, "day": day}
