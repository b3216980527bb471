"""The first purpose of contact, there from the day a company is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from goen.shop.consent.models import Purpose
from goen.shop.consent.operations import add_purpose

if TYPE_CHECKING:
    from goen.shop.staff.models import OwnCompany, Staff


def first_purpose(*, by: Staff) -> Purpose:
    """The oldest purpose in use; where there is none, one is added."""
    found = Purpose.objects.filter(in_use=True).order_by("pk").first()
    return found or add_purpose(by=by, name=_("News and offers"), advertising=True)


def company_set_up(*, company: OwnCompany, by: Staff, **_given: object) -> None:
    """Receive the signal: so consent can be written down from the first customer on."""
    with translation.override(company.language):
        first_purpose(by=by)
