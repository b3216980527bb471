"""The company: set up once, changed by those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from goen.shop.staff.models import Department, OwnCompany, Staff
from goen.shop.staff.roles import Role
from goen.shop.staff.signals import company_set_up
from goen.shop.staff.trail import Subject, differences, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ASKED = ("name", "purpose", "preset", "language")
SAFETY = ("idle_minutes", "second_factor")


class AlreadySetUp(Exception):
    """There is a company already; a shop has one."""


def set_up_company(
    *,
    company: str,
    purpose: str,
    preset: str,
    language: str,
    president: str,
    email: str,
    password: str,
) -> tuple[OwnCompany, Staff]:
    """Make the company and its president; raise AlreadySetUp when there is one, even just now."""
    try:
        with transaction.atomic():
            if OwnCompany.objects.exists():
                raise AlreadySetUp
            # The only row has the key 1, so the second of two set-ups at once fails.
            made = OwnCompany(pk=1, name=company, purpose=purpose, preset=preset, language=language)
            made.save(force_insert=True)
            first = Staff.objects.create_user(
                email=email, name=president, role=Role.PRESIDENT, password=password
            )
            first.language = language
            first.save()
            record(by=first, action="staff.company.set_up", subject=Subject.of(made))
            company_set_up.send(sender=OwnCompany, company=made, by=first)
    except IntegrityError as error:
        raise AlreadySetUp from error
    return made, first


@transaction.atomic
def change_company(*, by: Staff, values: Mapping[str, str]) -> OwnCompany:
    """Change what the company says of itself."""
    return _change(by=by, values=values, names=ASKED, action="staff.company.changed")


@transaction.atomic
def change_safety(*, by: Staff, values: Mapping[str, Any]) -> OwnCompany:
    """Change how long sign-ins last without use, and of whom a second factor is demanded."""
    return _change(by=by, values=values, names=SAFETY, action="staff.safety.changed")


def _change(
    *, by: Staff, values: Mapping[str, Any], names: Sequence[str], action: str
) -> OwnCompany:
    company = OwnCompany.objects.select_for_update().get()
    before = {name: getattr(company, name) for name in names}
    for name in names:
        setattr(company, name, values.get(name, before[name]))
    company.save(update_fields=names)
    after = {name: getattr(company, name) for name in names}
    changes = differences(before=before, after=after)
    record(by=by, action=action, subject=Subject.of(company), changes=changes)
    return company


@transaction.atomic
def add_department(*, by: Staff, name: str) -> Department:
    """Add a part of the company; one that is there already is given back."""
    department, made = Department.objects.get_or_create(name=name.strip())
    if made:
        record(by=by, action="staff.department.added", subject=Subject.of(department))
    return department
